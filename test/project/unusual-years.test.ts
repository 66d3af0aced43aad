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

  test('is told with its area, and not where its source is off', () => {
    const rates = estimateRates(counts(1, () => false), { origin, horizon: 2, chooseFrom: 0 })
    const told = (dispersion: Dispersion, sources = {}) => simulatePupils(rates, dispersion, { draws: 2, seed: 1, sources }).issues.filter((issue) => issue.code === 'last-year-unusual')
    expect(told(one).filter((issue) => issue.where.area === strange)).toHaveLength(1)
    const { where, message, assumed, amounts } = told(one).find((issue) => issue.where.area === strange)!
    expect(where).toEqual({ area: strange, year: origin })
    expect(message).toContain(`${amounts!.times} times as far`)
    expect(assumed).toContain(`its own shocks are drawn ${amounts!.wider} times as wide`)
    expect(told(one, { shock: false, areas: false })).toEqual([])
    expect(told(all).some((issue) => issue.where.area === 'all' && issue.amounts!.shared === 1)).toBe(true)
    expect(told(all, { years: false }).some((issue) => issue.where.area === 'all')).toBe(false)
    // In an ordinary year hardly an area, and no region.
    expect(told(usual).length).toBeLessThan(3)
    expect(issueText(told(one).find((issue) => issue.where.area === strange)!).message.zh).toContain(`${amounts!.times} 倍`)
  })
})
