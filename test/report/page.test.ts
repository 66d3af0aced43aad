import { describe, expect, test } from 'vitest'

import { planPlaces } from '../../src/index.js'
import type { Tables } from '../../src/index.js'
import { alertText, issueText, renderHtml, renderMarkdown, renderText } from '../../src/report.js'
import type { Format } from '../../src/report.js'
import { parseLedger, trackLedger, trackingReport } from '../../src/track.js'
import { stamp } from '../../src/core/provenance.js'

const grades = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
const tables: Tables = {
  areas: [{ area: 'North', nameZh: '北街道' }],
  pupils: [2023, 2024, 2025].flatMap((year) => grades.map((grade, g) => ({ area: 'North', grade, year, pupils: 300 - 10 * g + (year - 2023) }))),
  places: [{ area: 'North', stage: 'primary', sector: 'public', year: 2025, places: 1700 }],
}
const table = (format: Format, cell: number | string) => ({
  title: { en: 't', zh: '题' },
  sections: [{ id: 's', heading: { en: 's', zh: '节' }, charts: [], tables: [{ id: 't', caption: { en: 'Land & pupils', zh: '用地' }, columns: [{ key: 'a', heading: { en: 'a', zh: '甲' }, format }], rows: [{ a: cell }] }] }],
  provenance: stamp('test', { options: {} }),
})

describe('the line under the title', () => {
  const ledger = trackLedger(parseLedger({ projects: [{ project: 'p', unit: '新安街道', kind: 'new' }] }, { asOf: '2021-06-30' }))

  test('a ledger has a day and no years', () => {
    expect(renderHtml(trackingReport(ledger))).toMatch(/<p class="made">school-places [\d.]+ · 2021-06-30<\/p>/)
    expect(renderMarkdown(trackingReport(ledger), { language: 'zh' })).toMatch(/^school-places [\d.]+ · 2021-06-30$/m)
  })

  test('a plan has its years; one of many futures says how many, from which seed, and that figures are medians', () => {
    expect(renderHtml(planPlaces(tables, { horizon: 2 }).report)).toMatch(/<p class="made">school-places [\d.]+ · 2025–2027<\/p>/)
    const report = planPlaces(tables, { horizon: 2, draws: 20, seed: 7 }).report
    expect(renderHtml(report, { language: 'zh' })).toContain('2025–2027 · 模拟 20 次，取中位数，种子 7</p>')
    expect(renderHtml(report, { language: 'en' })).toContain('2025–2027 · medians of 20 futures, seed 7</p>')
  })
})

test('tables of medians say that columns need not agree to a head, tables of one path do not', () => {
  const notes = (draws: number) => planPlaces(tables, { horizon: 2, draws }).report.sections.filter(({ id }) => id === 'overview' || id === 'balance').map(({ note }) => /median/.test(note?.en ?? '') && /中位数/.test(note?.zh ?? ''))
  expect([notes(1), notes(20)]).toEqual([[false, false], [true, true]])
})

test('the table of peaks says when a surplus begins, and that its alert has a rule of its own', () => {
  const section = planPlaces(tables, { horizon: 2 }).report.sections.find(({ id }) => id === 'turning-points')
  expect([section?.note?.en, section?.note?.zh]).toEqual([expect.stringContaining('may begin earlier'), expect.stringContaining('富余预警另按其规则')])
})

describe('a table in a page', () => {
  test('can be scrolled by keyboard, is named, and is not cut off on paper', () => {
    const html = renderHtml(table('count', 5), { language: 'en' })
    expect(html).toContain('<div class="scroll" role="region" tabindex="0" aria-label="Land &amp; pupils"><table><caption><span>Land &amp; pupils</span></caption>')
    expect(/@media print\{.*\}/s.exec(html)?.[0]).toMatch(/\.scroll\{overflow:visible/)
  })

  test('hectares have one decimal and stand with the numbers, and so does a range', () => {
    for (const [format, cell, shown] of [['decimal', 1234.56, '1,234.6'], ['decimal', -0.04, '0.0'], ['decimal', -12, '−12.0'], ['range', '1,200–1,400', '1,200–1,400']] as const) {
      expect(renderHtml(table(format, cell))).toMatch(new RegExp(`<td class="number[^"]*">${shown}</td>`))
    }
    expect(renderText(table('decimal', 7.94), { language: 'en' })).toMatch(/^7\.9$/m)
  })
})

describe('what a planner reads', () => {
  const names = { area: { en: 'North', zh: '北街道' }, stage: { en: 'Primary', zh: '小学' } }
  const full = planPlaces({ ...tables, places: grades.map((grade, g) => ({ area: 'North', grade, sector: 'public', year: 2025, places: 302 - 10 * g })) }, { horizon: 1 })

  test('places that are all taken are not called short by nought, and what does not change has no plus', () => {
    const alert = full.alerts.find(({ kind, worst }) => kind === 'shortage' && worst.places < 0.5)!
    const text = alertText(alert, names)
    expect(text.zh).toMatch(/\d+年尚无学生缺学位；/)
    expect(text.en).toMatch(/, nobody without a place yet in \d+;/)
    expect(`${text.zh}${text.en}`).not.toMatch(/缺0个|by 0 in|\+0/)
    const sure = alertText({ ...alert, draws: 1000, worst: { ...alert.worst, chance: 1, low: 0, high: 0 } }, names)
    expect([sure.zh.includes('尚无学生缺学位（达到该等级的可能性99%以上）'), sure.en.includes('(chance of this level > 99 %)')]).toEqual([true, true])
    const likely = alertText({ ...alert, worst: { ...alert.worst, chance: 0.4, low: 0, high: 12 } }, names)
    expect(likely.zh).toContain('尚无学生缺学位（80%区间0—12，达到该等级的可能性40%）')
    const still = alertText({ ...alert, reason: { ...alert.reason, fromYear: 2025, toYear: 2026, placesFrom: 10, placesTo: 10 } }, names)
    expect(still.zh).toContain('学位±0')
  })

  test('alerts of one path have no columns for chances, those of many futures have', () => {
    const columns = (draws: number) => planPlaces({ ...tables, places: [{ area: 'North', stage: 'primary', sector: 'public', year: 2025, places: 900 }] }, { horizon: 2, draws }).report.sections.find(({ id }) => id === 'alerts')!.tables[0]!.columns.map(({ key }) => key)
    expect(columns(1)).toEqual(['rule', 'level', 'area', 'stage', 'firstYear', 'worstYear', 'places', 'reason', 'clear', 'decideBy'])
    expect(columns(20)).toEqual([...columns(1).slice(0, 7), 'range', 'chance', ...columns(1).slice(7)])
  })

  test('a rule that looks a few years ahead does not say that the shortage ends there', () => {
    const plan = planPlaces({ ...tables, places: [{ area: 'North', stage: 'primary', sector: 'public', year: 2025, places: 900 }] }, { horizon: 9 })
    const six = plan.alerts.find(({ rule }) => rule === 'shenzhen-6-3-1')!
    expect([six.looksTo, six.years.at(-1)?.year]).toEqual([2031, 2031])
    expect(alertText(six, names).zh).toContain('2025—2031年紧缺（规则只看到该年），')
    expect(alertText(six, names).en).toContain('short in 2025–2031 (the rule looks no further), by')
    const short = planPlaces({ ...tables, places: [{ area: 'North', stage: 'primary', sector: 'public', year: 2025, places: 900 }] }, { horizon: 6 }).alerts.find(({ rule }) => rule === 'shenzhen-6-3-1')!
    expect([short.looksTo, alertText(short, names).en.includes('no further')]).toEqual([undefined, false])
  })

  test('a Chinese page holds no English words, an English one no Chinese', () => {
    const facts = [{ id: 'F1', measure: '在校生', value: 505_000, unit: '人', source: '工作总结', date: '2021-07', status: 'achieved', bound: 'about', evidence: 'derived' }] as const
    const given: Tables = { ...tables, areas: [{ area: 'N', nameZh: '北街道', nameEn: 'North' }], pupils: tables.pupils!.map((row) => ({ ...row, area: 'N' })), places: tables.places!.map((row) => ({ ...row, area: 'N' })), births: [2018, 2019, 2020, 2021, 2022].map((year) => ({ area: 'N', year, births: 300 })) }
    const seen = (language: 'zh' | 'en', options: object, more: object = {}) => renderHtml(planPlaces({ ...given, ...more }, { horizon: 3, ...options }).report, { language }).replace(/<style>[\s\S]*<\/style>/, '').replace(/school-places/g, '').replace(/<[^>]*>/g, '\n')
    for (const method of [{ name: 'automatic' }, { name: 'mean', years: 2 }, { name: 'smoothing' }, { name: 'weighted', weights: [1, 2] }, { name: 'last' }]) {
      expect(seen('zh', { progression: method, entry: method }, { facts })).not.toMatch(/[A-Za-z]{3,}/)
    }
    expect(seen('en', { draws: 10 })).not.toMatch(/[\u4e00-\u9fff]/)
    expect(renderHtml(planPlaces({ ...given, facts }, { horizon: 1 }).report, { language: 'en' })).toContain('≈ 505,000')
  })

  test('the place of an issue is told by the name of its area in both languages', () => {
    const issue = { code: 'places-assumed', severity: 'assumption', where: { area: 'n', stage: 'primary', year: 2025 }, message: 'no places are given', assumed: 'full', amounts: { utilisation: 1 } } as const
    expect(issueText(issue, () => names.area).where).toEqual({ en: 'area North, stage primary, year 2025', zh: '北街道 小学 2025年' })
  })

  test('an issue about a whole table names it in Chinese, and the projects it is about', () => {
    const issue = { code: 'already-in-stock', severity: 'note', where: { table: 'projects' }, message: 'A, B opened', assumed: 'not added', amounts: { projects: 'A, B' } } as const
    const { where, message } = issueText(issue)
    expect([where.zh, where.en, message.zh]).toEqual(['项目', 'projects', '在现有学位统计年份前已开办：A、B'])
  })
})
