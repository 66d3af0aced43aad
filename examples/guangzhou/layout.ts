// 5080 as kindergarten cohorts fall, and the layout to 2035: places by district and stage in the target years, beside the norm per thousand residents.

import { addFacts, createFactBook, groupBalance, projectSectorShares, shareBySector, shortageChances, stageOf, summarise, quantile, valueAt } from 'school-places'
import type { Filling, Plan } from 'school-places'
import { withCommas } from 'school-places/report'
import type { Section } from 'school-places/report'
import { residentNorms } from 'school-places/standards'

import { districts } from '../data/guangzhou-city'
import { chartsOf, sectionOf, tableOf, words } from '../sections'

export const districtName = (area: string) => words(districts.find((each) => each.area === area)?.zh ?? area, districts.find((each) => each.area === area)?.en ?? area)
export const city = [{ label: 'city', members: districts.map(({ area }) => area) }]
const stages = ['kindergarten', 'primary', 'junior', 'senior'] as const
/** A range says by its rounding how well it is known. */
const thousands = (value: number): string => withCommas(Math.round(value / 1000) * 1000)
const targetYears = [2025, 2030, 2035] as const

/** Shares of public and inclusive kindergartens in the coming years, places held as they are, by how families choose. */
export function sharesSection(plan: Plan, full: number): Section {
  const book = createFactBook(plan.dataset.facts)
  const percent = (id: string): number => addFacts(book, [id])
  const measures = groupBalance(plan.balance, city).apart
  const pupils = summarise(measures.pupils, { middle: quantile(0.5) }).middle
  const at = (year: number): number => valueAt(pupils, { area: 'city', stage: 'kindergarten', year })
  const counted = { public: percent('GZ-02'), 'private-inclusive': percent('GZ-03i'), private: percent('GZ-03n') }
  const targets = { public: percent('GZ-02t') / 100, inclusive: percent('GZ-03t') / 100 }
  const now = shareBySector(counted, targets)
  const seats = at(2020) / full / 100
  const places = { public: counted.public * seats, 'private-inclusive': counted['private-inclusive'] * seats, private: counted.private * seats }
  const years = [2020, 2022, 2024, 2026, 2028, 2030, 2032, 2035].map((year) => ({ year, pupils: at(year), places }))
  const under = (filling: Filling) => projectSectorShares(years, { targets, filling })
  const [even, publicLast, publicFirst] = [under('even'), under(['private-inclusive', 'private', 'public']), under(['public', 'private-inclusive', 'private'])]
  const table = tableOf(
    'shares',
    words('公办、普惠占比：学位不变、幼儿减少', 'Public and inclusive shares: places held, fewer children'),
    [['year', '学年', 'Year', 'year'], ['pupils', '幼儿', 'Children', 'count'], ['even', '公办（均匀）', 'Public, even', 'percent'], ['first', '公办（先满公办）', 'Public first', 'percent'], ['last', '公办（后满公办）', 'Public last', 'percent'], ['convert', '须转公办', 'To convert', 'count'], ['inclusive', '普惠（后满公办）', 'Inclusive then', 'percent'], ['recognise', '须转普惠', 'To recognise', 'count']],
    years.map(({ year, pupils: children }, i) => ({ year, pupils: children, even: even[i]?.public.share, first: publicFirst[i]?.public.share, last: publicLast[i]?.public.share, convert: publicLast[i]?.toHold.public.convert, inclusive: publicLast[i]?.inclusive.share, recognise: publicLast[i]?.toHold.inclusive.convert })),
  )
  const points = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`
  const note = words(
    `2020年公办${counted.public}%、普惠${percent('GZ-03')}%，余量${points(now.public.marginPoints)}和${points(now.inclusive.marginPoints)}个百分点。园位按${full * 100}%使用率推算；幼儿减少时先空哪类园，决定5080能否守住。`,
    `2020: public ${counted.public} %, inclusive ${percent('GZ-03')} %, margins ${points(now.public.marginPoints)} and ${points(now.inclusive.marginPoints)} points. Places are made from ${full * 100} % use; which kindergartens empty first decides whether 5080 holds.`,
  )
  return sectionOf('shares', words('学前“5080”守得住吗', 'Does 5080 hold?'), [table], note)
}

/** Demand of the city by stage beside the norm per thousand residents, and what each district must add for the peak and for good. */
export function layoutSection(plan: Plan): Section {
  const residents = addFacts(createFactBook(plan.dataset.facts), ['GZ-residents'])
  const { pupils, places } = groupBalance(plan.balance, city).apart
  const { low, middle, high } = summarise(pupils, { low: quantile(0.1), middle: quantile(0.5), high: quantile(0.9) })
  const norm = (stage: string): number => {
    const own = residentNorms.find((each) => each.area === 'shenzhen' && each.stage === (stage === 'primary' || stage === 'junior' ? 'compulsory' : stage))!
    return (residents * own.placesPerThousand * (stage === 'primary' ? 2 / 3 : stage === 'junior' ? 1 / 3 : 1)) / 1000
  }
  const peaks = stages.map((stage) => middle.axes.year.labels.reduce((best, year) => (valueAt(middle, { area: 'city', stage, year }) > valueAt(middle, { area: 'city', stage, year: best }) ? year : best), 2020))
  const demand = tableOf(
    'demand',
    words('全市各学段需求：出生队列推算与千人指标', 'Demand of the city: from cohorts, and by the norm per thousand residents'),
    [['stage', '学段', 'Stage'], ['peak', '峰值年', 'Peak', 'year'], ['peakPupils', '峰值学生', 'At peak', 'count'], ...targetYears.map((year) => [`y${year}`, `${year}年`, `${year}`, 'count'] as const), ['range', '2035年80%区间', '80 % range 2035', 'range'], ['norm', '千人指标', 'By the norm', 'count'], ['stock', '2020年学位', 'Places 2020', 'count']],
    stages.map((stage, s) => {
      const of = (cube: typeof middle, year: number): number => valueAt(cube, { area: 'city', stage, year })
      return { stage: stageOf(plan.rates.ladder, stage).name, peak: peaks[s], peakPupils: of(middle, peaks[s]!), ...Object.fromEntries(targetYears.map((year) => [`y${year}`, of(middle, year)])), range: `${thousands(of(low, 2035))}–${thousands(of(high, 2035))}`, norm: norm(stage), stock: valueAt(places, { area: 'city', stage, year: 2020, draw: 0 }) }
    }),
  )
  const { middle: unmet } = shortageChances(plan.balance.stages.unmet)
  const compulsory = districts.flatMap(({ area }) =>
    (['primary', 'junior', 'senior'] as const).map((stage) => {
      const at = (year: number): number => valueAt(unmet, { area, stage, year })
      const most = Math.max(...unmet.axes.year.labels.map(at))
      return { area: districtName(area), stage: stageOf(plan.rates.ladder, stage).name, ...Object.fromEntries(targetYears.map((year) => [`y${year}`, at(year)])), most, worst: unmet.axes.year.labels.find((year) => at(year) === most), lasting: at(2035), temporary: most - at(2035) }
    }),
  )
  const table = tableOf(
    'layout',
    words('各区须增学位：目标年、峰值，其中长久与过渡', 'Places each district must add: target years, peak, of it for good and for the peak only'),
    [['area', '区', 'District'], ['stage', '学段', 'Stage'], ...targetYears.map((year) => [`y${year}`, `${year}年`, `${year}`, 'count'] as const), ['worst', '最重年', 'Worst', 'year'], ['most', '峰值须增', 'At peak', 'count'], ['lasting', '2035年仍需', 'For good', 'count'], ['temporary', '过渡', 'Peak only', 'count']],
    compulsory,
  )
  const note = words('千人指标不分年份：它看不见各学段先后的峰值，也看不见其后的富余。2020年后没有计入新项目：文件未列。', 'A norm per thousand knows no years: it sees neither the peaks that follow one another nor the surplus behind them. No projects after 2020 are counted: the documents list none.')
  const most = [...plan.alerts].filter((alert) => alert.kind === 'shortage').toSorted((a, b) => b.worst.places - a.worst.places).slice(0, 4)
  return sectionOf('layout', words('布点规划2019—2035', 'Layout plan 2019–2035'), [demand, table], note, chartsOf(plan.report, most))
}
