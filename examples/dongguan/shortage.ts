// Which towns fall short, how likely, by when one must act; and what neighbours can take, beside the gap that nobody offsets.

import { groupBalance, kilometresBetween, reachesWithin, relieveShortages, rowAt, shortageChances, stageOf, valueAt } from 'school-places'
import type { Alert, Plan } from 'school-places'
import type { Section } from 'school-places/report'

import { towns, unit } from '../data/dongguan-city'
import { chartsOf, sectionOf, tableOf, words } from '../sections'

export const townName = (area: string) => words(towns.find((each) => each.area === area)?.zh ?? area, towns.find((each) => each.area === area)?.en ?? area)

/** Shortages of the towns, the most children without a place first. */
export function shortageSection(plan: Plan, alerts: readonly Alert[]): Section {
  const short = alerts.filter((each) => each.rule === 'chance' && each.worst.places >= 0.5).toSorted((a, b) => b.worst.places - a.worst.places)
  const decide = (alert: Alert, remedy: string): number | undefined => alert.decideBy.find((each) => each.remedy === remedy)?.year
  const rows = short.map((alert) => ({
    area: townName(alert.area),
    stage: stageOf(plan.rates.ladder, alert.stage).name,
    first: alert.firstYear,
    firstChance: alert.years[0]?.chance,
    worst: alert.worst.year,
    short: alert.worst.places,
    low: alert.worst.low,
    high: alert.worst.high,
    clear: alert.clear?.places,
    conventional: decide(alert, 'conventional'),
    prefabricated: decide(alert, 'prefabricated'),
  }))
  const table = tableOf(
    'short-towns',
    words('各镇街缺口：缺多少、多大可能、何时、最迟何时决策', 'Towns that fall short: by how much, how likely, when, and by when to decide'),
    [['area', '镇街', 'Town'], ['stage', '学段', 'Stage'], ['first', '首年', 'From', 'year'], ['firstChance', '首年可能性', 'Chance then', 'percent', plan.balance.stages.pupils.axes.draw.labels.length], ['worst', '最重', 'Worst', 'year'], ['short', '缺口', 'Short', 'count'], ['low', '低', '10 %', 'count'], ['high', '高', '90 %', 'count'], ['clear', '需增学位', 'To add', 'count'], ['conventional', '传统建设最迟', 'Build by', 'year'], ['prefabricated', '装配式最迟', 'Prefab by', 'year']],
    rows,
  )
  const note = words('最迟年份早于2021年的，新建已赶不上首年：先分流、购买学位，再建。需增学位：使缺口可能性降到50%以下；后面的预警以20%为界，所以更多。', 'Where the year is before 2021 the work is too late for the first year: divert or buy places first, then build. To add: places that bring the chance below 50 %; the alerts further down ask for a chance below 20 % and so for more.')
  const pictures = short.filter((each) => each.area !== 'other').slice(0, 4)
  return sectionOf('short-towns', words('哪些镇街缺学位', 'Which towns are short'), [table], note, chartsOf(plan.report, pictures))
}

/** The 1 + 9 unit: unmet town by town, what places within reach take, what stays; never offset beforehand. */
export function reliefSection(plan: Plan, kilometres: number): Section {
  const own = towns.filter(({ area }) => unit.includes(area)).map(({ area, longitude, latitude }) => ({ id: area, longitude, latitude }))
  const relief = relieveShortages(plan.balance, { reaches: reachesWithin(own, own, kilometres), level: 'grade' })
  const group = [{ label: 'unit', members: unit }]
  const shared = groupBalance(plan.balance, group).shared.unmet
  const sum = (cube: typeof relief.unmet, stage: string, year: number): number => {
    const draws = unit.flatMap((area) => [...rowAt(cube, { area, stage, year })])
    return draws.reduce((all, each) => all + each, 0) / (draws.length / unit.length)
  }
  const pooled = shortageChances(shared).expected
  const rows = ['primary', 'junior'].flatMap((stage) =>
    [2022, 2023, 2024, 2026, 2028, 2030].map((year) => ({
      stage: stageOf(plan.rates.ladder, stage).name,
      year,
      unmet: sum(relief.unmet, stage, year),
      placed: sum(relief.placed, stage, year),
      unplaced: sum(relief.unplaced, stage, year),
      pooled: valueAt(pooled, { area: 'unit', stage, year }),
    })),
  )
  const balance = tableOf(
    'relief',
    words(`松山湖“1+9”：逐镇缺口，${kilometres}公里内邻镇可接收，仍无学位；若不计路程`, `Songshan Lake 1 + 9: unmet town by town, placed within ${kilometres} km, still unplaced; and if distance did not matter`),
    [['stage', '学段', 'Stage'], ['year', '学年', 'Year', 'year'], ['unmet', '缺口', 'Unmet', 'count'], ['placed', '可分流', 'Placed', 'count'], ['unplaced', '仍缺', 'Unplaced', 'count'], ['pooled', '全区打通后仍缺', 'If pooled', 'count']],
    rows,
  )
  const at = new Map(own.map((point) => [point.id, point]))
  const moves = relief.moves.filter((move) => move.year === 2024 && move.pupils >= 5).toSorted((a, b) => b.pupils - a.pupils).slice(0, 8)
  const ways = tableOf(
    'ways',
    words('2024年分流去向（多次模拟的平均）', 'Who goes where in 2024, mean of the futures'),
    [['stage', '学段', 'Stage'], ['from', '从', 'From'], ['to', '到', 'To'], ['kilometres', '公里', 'km', 'decimal'], ['pupils', '学生', 'Pupils', 'count'], ['chance', '可能性', 'Chance', 'percent', plan.balance.stages.pupils.axes.draw.labels.length]],
    moves.map((move) => ({ stage: stageOf(plan.rates.ladder, move.stage).name, from: townName(move.from), to: townName(move.to), kilometres: kilometresBetween(at.get(move.from)!, at.get(move.to)!), pupils: move.pupils, chance: move.chance })),
  )
  const note = words('缺口先按镇、按年级计，分流是另一列，不从缺口里扣。', 'Unmet is counted town by town and grade by grade; relief stands beside it and is never taken off.')
  return sectionOf('relief', words('邻镇能分流多少', 'What neighbours can take'), [balance, ways], note)
}
