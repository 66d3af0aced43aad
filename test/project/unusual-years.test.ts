// A base year that was itself strange: futures are drawn wider, and the planner is told why.

import { estimateRates, parseInputs, simulatePupils } from 'school-places'
import type { Dispersion, PupilRow } from 'school-places'
import { describe, expect, test } from 'vitest'

import { estimateDispersion } from '../../src/estimate/dispersion.js'
import { dispersionOf, pastErrors } from '../../src/evaluate/past-errors.js'
import { issueText } from '../../src/report/issue-text.js'
import { firstYear, madeCounts, madeLadder } from '../evaluate/made-counts.js'

const [areas, years] = [24, 12]
const origin = firstYear + years - 1
const made = madeCounts(areas, years, 5)
const names = Array.from({ length: areas }, (_, i) => `area ${i}`)
const strange = 'area 20'

/** The made counts; those of some areas times a factor in the last year. */
function counts(factor: number, of: (area: string) => boolean) {
  const pupils: PupilRow[] = names.flatMap((area) => {
    const a = made.pupils.axes.area.labels.indexOf(area)
    return madeLadder.grades.flatMap((grade, g) =>
      made.pupils.axes.year.labels.map((year, y) => ({ area, grade: grade.id, year, pupils: made.pupils.values[(a * madeLadder.grades.length + g) * years + y]! * (year === origin && of(area) ? factor : 1) })),
    )
  })
  return parseInputs({ areas: [{ area: 'all' }, ...names.map((area) => ({ area, parent: 'all' }))], pupils }, { ladder: madeLadder })
}

const usual = dispersionOf(counts(1, () => false), { origin })
const one = dispersionOf(counts(0.8, (area) => area === strange), { origin })
const all = dispersionOf(counts(0.9, () => true), { origin })

describe('a last counted year', () => {
  test('that was strange in one area widens that area’s futures and no other’s', () => {
    const { times, wider } = one.evidence.lastYear!.areas[strange]!
    expect(times).toBeGreaterThan(3)
    expect(wider).toBeGreaterThan(1.2)
    expect(one.areaFactors[strange]! / usual.areaFactors[strange]!).toBeGreaterThan(1.6)
    for (const area of names) if (area !== strange) expect(Math.abs(one.areaFactors[area]! / usual.areaFactors[area]! - 1), area).toBeLessThan(0.25)
    expect(Math.abs(one.evidence.lastYear!.regions.all!.times)).toBeLessThan(2)
  })

  test('that was strange everywhere widens what areas share', () => {
    expect(all.evidence.lastYear!.regions.all!.times).toBeGreaterThan(3)
    expect(all.regionYear.progression / usual.regionYear.progression).toBeGreaterThan(4)
    expect(usual.evidence.lastYear!.regions.all!.times).toBeLessThan(2)
    // The same years in another order: a strange one long ago says less.
    const past = pastErrors(counts(0.9, () => true), { origin, leads: 1 })
    const block = past.forecast.length / past.origins.length
    const lastFirst = (values: Float64Array): Float64Array => Float64Array.from(values, (_, i) => values[(i + values.length - block) % values.length]!)
    const [last, first] = [past, { ...past, forecast: lastFirst(past.forecast), actual: lastFirst(past.actual) }].map((each) => estimateDispersion(each, { origin }).regionYear.progression)
    expect(last! / first!).toBeGreaterThan(1.4)
  })

  const rates = estimateRates(counts(1, () => false), { origin, horizon: 2, chooseFrom: 0 })
  const told = (dispersion: Dispersion, sources = {}) => simulatePupils(rates, dispersion, { draws: 2, seed: 1, sources }).issues.filter((issue) => issue.code === 'last-year-unusual')
  const ordinary = { times: 1, wider: 1 }
  /** A dispersion of which these areas, and no others, had a strange year. */
  const havingHad = (found: readonly (readonly [area: string, times: number, wider: number])[]): Dispersion => ({
    ...usual,
    evidence: { ...usual.evidence, lastYear: { areas: { 'area 1': ordinary, ...Object.fromEntries(found.map(([area, times, wider]) => [area, { times, wider }])) }, regions: {} } },
  })

  test('is told with its area where it is one, and not where its source is off', () => {
    const [issue, ...others] = told(havingHad([[strange, 3.14, 1.46]]))
    expect(others).toEqual([])
    expect(issue!.where).toEqual({ area: strange, year: origin })
    expect(issue!.message).toBe('counts lay 3.1 times as far from what was forecast a year before as usual')
    expect(issue!.assumed).toContain('its own shocks are drawn 1.5 times as wide')
    expect(issueText(issue!).message.zh).toContain('人数偏离上年预测为通常的 3.1 倍')
    expect(JSON.stringify(told(one))).toContain(strange)
    expect(told(one, { shock: false, areas: false })).toEqual([])
    expect(told(havingHad([[strange, 1.99, 1.2]]))).toEqual([])
    expect(told(usual).length).toBeLessThan(2)
  })

  test('is told once where many areas had it, the furthest out by name', () => {
    const many = told(havingHad(names.slice(0, 9).map((area, i) => [area, 2 + i / 2, 1 + i / 10])))
    expect(many).toHaveLength(1)
    expect(many[0]!.where).toEqual({ year: origin })
    expect(many[0]!.message).toBe('counts of 9 areas lay at least 2 times as far from what was forecast a year before as usual: area 8 6, area 7 5.5, area 6 5, area 5 4.5, area 4 4, area 3 3.5 and 3 others')
    expect(many[0]!.assumed).toContain('their own shocks are drawn 1–1.8 times as wide')
    expect(issueText(many[0]!).message.zh).toContain('9 个区域的人数偏离上年预测为通常的 2 倍以上：area 8 6')
    expect(issueText(many[0]!).message.zh).toContain('area 3 3.5等')
    expect(told(havingHad([['area 2', 2.5, 1.3], ['area 3', 3, 1.3]]))[0]!.message).toMatch(/: area 3 3, area 2 2\.5$/)
  })

  test('that all areas share is told with their region', () => {
    const shared = told(all).filter((issue) => issue.amounts!.shared === 1)
    expect(shared.map((issue) => issue.where)).toEqual([{ area: 'all', year: origin }])
    expect(shared[0]!.message).toBe(`all areas together lay ${shared[0]!.amounts!.times} times as far from what was forecast a year before as usual`)
    expect(issueText(shared[0]!).message.zh).toContain('各区域合计')
    expect(told(all).length).toBeLessThanOrEqual(2)
    expect(told(all, { years: false }).some((issue) => issue.amounts!.shared === 1)).toBe(false)
  })
})
