import { planPlaces, rowAt } from 'school-places'
import { alertText, chanceText, displayWidth, escapeHtml, formatCell, issueText, placesChart, renderHtml, renderMarkdown, renderText, tableText } from 'school-places/report'
import { expect, describe, test } from 'vitest'

import { baoanTables } from '../../examples/data/baoan'
import { issueNames } from '../../src/report/issue-names.js'

const plan = planPlaces(baoanTables(), { origin: 2021, horizon: 14 })

describe('cells', () => {
  test.each([
    [45_521, 'count', '45,521'],
    [-3_736.4, 'signed', '−3,736'],
    [8_614, 'signed', '+8,614'],
    [1.0894, 'percent', '108.9 %'],
    [2021, 'year', '2021'],
    [undefined, 'count', '–'],
    [Infinity, 'percent', '∞'],
    [Number.NaN, 'count', '–'],
  ] as const)('%s as %s reads %s', (value, format, text) => {
    expect(formatCell(value, format, 'en')).toBe(text)
  })

  test('a text is in one language or in both', () => {
    const text = { en: 'Primary', zh: '小学' }
    expect((['en', 'zh', 'both'] as const).map((language) => formatCell(text, 'text', language))).toEqual(['Primary', '小学', '小学 Primary'])
  })
})

describe('text', () => {
  test('Chinese characters take two cells, so columns line up', () => {
    expect(displayWidth('宝安区 Bao')).toBe(10)
    const table = tableText({ id: 't', caption: { en: 'c', zh: 'c' }, columns: [{ key: 'a', heading: { en: 'Area', zh: '区域' }, format: 'text' }, { key: 'n', heading: { en: 'n', zh: '数' }, format: 'count' }], rows: [{ a: '宝安', n: 5 }, { a: 'x', n: 1_234 }] }, 'zh')
    expect(new Set(table.split('\n').slice(1).map(displayWidth)).size).toBe(1)
  })

  test('chosen sections only', () => {
    const text = renderText(plan.report, { language: 'en', sections: ['admissions'] })
    expect(text).toContain('45,521')
    expect(text).not.toContain('Overview')
  })
})

describe('pages', () => {
  test('HTML needs nothing else: no script, no link to another file', () => {
    const html = renderHtml(plan.report, { drawChart: () => '<svg></svg>' })
    expect(html).not.toMatch(/<script|<link|src=|@import|https?:\/\//)
    expect(html.match(/<svg>/g)).toHaveLength(4)
    expect(html).toContain('lang="zh-Hans"')
  })

  test('text of the data cannot become markup', () => {
    const areas = [{ area: 'china' }, { area: 'baoan', parent: 'china', nameEn: '<img src=x onerror=alert(1)>', nameZh: '"|宝安' }]
    const { report } = planPlaces({ ...baoanTables(), areas }, { origin: 2021, horizon: 2 })
    expect(renderHtml(report)).not.toContain('<img')
    expect(renderMarkdown(report)).not.toContain('<img')
    expect(renderMarkdown(report)).toContain('\\|宝安')
    expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;')
  })

  test('every Markdown table has as many cells in each row as in its head', () => {
    const blocks = renderMarkdown(plan.report).split('\n\n').filter((block) => block.startsWith('|'))
    expect(blocks.length).toBeGreaterThan(8)
    for (const block of blocks) expect(new Set(block.trim().split('\n').map((line) => line.split(/(?<!\\)\|/).length)).size).toBe(1)
  })
})

describe('words', () => {
  test('every assumption of the example is told in Chinese', () => {
    for (const issue of plan.issues) {
      const { kind, message, assumed } = issueText(issue)
      expect(kind.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/)
      if (assumed !== undefined) expect(assumed.zh).not.toMatch(/undefined|NaN/)
    }
    expect(new Set(Object.values(issueNames).map(([zh]) => zh)).size).toBe(Object.keys(issueNames).length)
  })

  test('an alert is one sentence in each language, with places, reason and decision', () => {
    const alert = plan.alerts.find((each) => each.rule === 'zhejiang-primary')!
    const text = alertText(alert, { area: { en: "Bao'an", zh: '宝安区' }, stage: { en: 'Primary', zh: '小学' } })
    expect(text.en).toBe("[red] Bao'an, P1: places short in 2021–2023, by 3,736 in 2021; 45,521 pupils, 41,785 places; Zhejiang warning. 8,893 more places from 2021 would end it. Decide: prefabricated school decided in 2021 opens for 2023.")
    expect(text.zh).toBe('【红色】宝安区小学一年级：学位2021—2023年紧缺，2021年缺3,736个；学生45,521，学位41,785；依据浙江学位预警。2021年起增加8,893个学位可解除。最迟决策：2021年定装配式学校，2023年可用。')
  })
})

describe('a chance that is a share of draws', () => {
  test.each([
    [1, 1000, '> 99 %', '99 % 以上'],
    [1, 300, '> 99 %', '99 % 以上'],
    [1, 299, '> 98 %', '98 % 以上'],
    [0, 1000, '< 1 %', '不足 1 %'],
    [0, 100, '< 3 %', '不足 3 %'],
    [0, 2, '< 100 %', '不足 100 %'],
    // Rounding alone makes no certainty of 9,996 draws in 10,000.
    [0.9996, 10_000, '> 99 %', '99 % 以上'],
    [0.0004, 10_000, '< 1 %', '不足 1 %'],
    [0.5, 2, '50 %', '50 %'],
    [0.994, 1000, '99 %', '99 %'],
  ])('of %d in %d futures is told as %s', (chance, draws, en, zh) => {
    expect(chanceText(chance, draws)).toEqual({ en, zh })
  })

  test('is bounded by the rule of three: none in n has a chance below the bound at 95 %', () => {
    for (const draws of [30, 100, 150, 300, 1000]) {
      const bound = Number(/\d+/.exec(chanceText(0, draws).en)![0]) / 100
      // So rare a thing would have shown in one of n futures with a chance of 95 %.
      expect((1 - bound) ** draws).toBeLessThanOrEqual(0.05)
      expect(chanceText(1, draws).en).toBe(`> ${100 - Math.round(bound * 100)} %`)
    }
  })

  const sure = planPlaces(
    { areas: [{ area: 'N' }], pupils: [2024, 2025].map((year) => ({ area: 'N', grade: 'P1', year, pupils: 90 })), births: Array.from({ length: 12 }, (_, i) => ({ area: 'N', year: 2014 + i, births: 100 })), places: [{ area: 'N', grade: 'P1', sector: 'public', year: 2025, places: 9 }] },
    { horizon: 2, draws: 100, seed: 1 },
  )

  test('is a number in the tables and bounded on every page and in every alert', () => {
    const table = sure.report.sections.flatMap((section) => section.tables).find((each) => each.id === 'balance-N-primary')!
    expect(table.rows.map((row) => row.chance)).toEqual([1, 1, 1])
    expect(table.columns.find((column) => column.key === 'chance')!.draws).toBe(100)
    for (const page of [renderMarkdown(sure.report), renderText(sure.report), renderHtml(sure.report).replaceAll('&gt;', '>')]) {
      expect(page).toContain('> 97 %')
      expect(page).not.toMatch(/\b100\.0 %.*可能性|可能性100/)
    }
    expect(renderText(sure.report, { language: 'zh' })).toContain('97 % 以上')
    const { en, zh } = alertText(sure.alerts[0]!, { area: { en: 'N', zh: '北' }, stage: { en: 'Primary', zh: '小学' } })
    expect([sure.alerts[0]!.draws, sure.alerts[0]!.worst.chance]).toEqual([100, 1])
    expect(en).toContain('chance > 97 %')
    expect(zh).toContain('可能性97%以上')
  })
})

test('a chart is plain JSON, its places stacked under a line of pupils', () => {
  const option = placesChart({ title: { en: 'Primary', zh: '小学' }, years: [2021, 2022], pupils: [45.4, 47], places: { public: [30, 30], private: [10, 10] } }, 'zh')
  expect(JSON.parse(JSON.stringify(option))).toEqual(option)
  expect(option.series.map((series) => [series.name, series.stack, series.data])).toEqual([
    ['公办', 'places', [30, 30]],
    ['民办', 'places', [10, 10]],
    ['学生数', undefined, [45, 47]],
  ])
})

describe('a picture of drawn futures', () => {
  const tables = { areas: [{ area: 'N' }], pupils: [2022, 2023, 2024, 2025].flatMap((year) => ['P1', 'P2', 'P3'].map((grade, g) => ({ area: 'N', grade, year, pupils: 300 + 7 * ((year + g) % 5) }))), births: Array.from({ length: 14 }, (_, i) => ({ area: 'N', year: 2012 + i, births: 310 })), places: [{ area: 'N', stage: 'primary', sector: 'public' as const, year: 2025, places: 1800 }] }
  const pictureOf = (draws: number) => {
    const { report, balance } = planPlaces(tables, { horizon: 4, draws, seed: 1 })
    return { chart: report.sections.flatMap((section) => section.charts)[0]!, balance }
  }

  test('has a band from the early to the late tenth of the draws, with its name in the legend and in the alternative text', () => {
    const series = (language: 'en' | 'zh') => placesChart({ title: { en: 'a', zh: 'a' }, years: [1, 2], pupils: [10, 20], range: { low: [10, 14.6], high: [10, 31.4] }, places: { public: [30, 30] } }, language)
    const [, foot, band] = series('zh').series
    expect([foot!.data, band!.data, foot!.stack, band!.stack]).toEqual([[10, 15], [0, 16], 'range', 'range'])
    expect(foot!.areaStyle).toBeUndefined()
    expect(series('zh').legend.data).toEqual([{ name: '公办' }, { name: '学生数' }, { name: '80%区间', icon: 'rect' }])
    expect(series('en').legend.data!.map(({ name }) => name)).toEqual(['Public', 'Pupils', '80 % range'])
    const { chart, balance } = pictureOf(200)
    const [low, width] = chart.option.series.filter(({ stack }) => stack === 'range').map(({ data }) => data)
    const draws = [...rowAt(balance.stages.pupils, { area: 'N', stage: 'primary', year: 2029 })].sort((a, b) => a - b)
    // Of 200 draws the tenths lie between the 20th and 21st, and the 180th and 181st.
    expect(low!.at(-1)).toBeGreaterThanOrEqual(Math.floor(draws[19]!))
    expect(low!.at(-1)).toBeLessThanOrEqual(Math.ceil(draws[20]!))
    expect(low!.at(-1)! + width!.at(-1)!).toBeGreaterThanOrEqual(Math.floor(draws[179]!))
    expect(low!.at(-1)! + width!.at(-1)!).toBeLessThanOrEqual(Math.ceil(draws[180]!))
    expect(chart.caption).toEqual({ en: 'N Primary: pupils and places, with the range of eight futures in ten', zh: 'N小学学生数与学位数（附80%区间）' })
  })

  test('of a point forecast has none', () => {
    const { chart } = pictureOf(1)
    expect(chart.option.series.some(({ stack }) => stack === 'range')).toBe(false)
    expect(chart.option.legend.data!.map(({ name }) => name)).toEqual(['公办 Public', '学生数 Pupils'])
    expect(chart.caption.en).toBe('N Primary: pupils and places')
  })

  test('leaves room for a second row of names', () => {
    const top = (sectors: readonly string[]) => placesChart({ title: { en: 'a', zh: 'b' }, years: [1], pupils: [1], range: { low: [1], high: [1] }, places: Object.fromEntries(sectors.map((sector) => [sector, [1]])) }, 'both').grid.top
    expect([top(['public']), top(['public', 'purchased', 'private-inclusive', 'private'])]).toEqual([96, 114])
  })
})
