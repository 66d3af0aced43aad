// Recalibration: promises that were too wide are narrowed, too narrow ones widened, and only by what was known.

import { estimateDispersion, recalibrate } from 'school-places'
import type { PastErrors } from 'school-places'
import { describe, expect, test } from 'vitest'

import { knownAt } from '../../src/estimate/recalibrate.js'
import { dispersionOf, pastErrors } from '../../src/evaluate/past-errors.js'
import { createStream } from '../../src/numeric/random.js'
import { firstYear, madeCounts } from '../evaluate/made-counts.js'

/** One step a year, out by `size` of its origin: nothing is shared and nothing stays. */
function pastWith(size: (origin: number) => number, areas = 8): PastErrors {
  const stream = createStream(5, 'recalibrate')
  const names = Array.from({ length: areas }, (_, i) => `area ${i}`)
  const origins = Array.from({ length: 8 }, (_, i) => 2000 + i)
  const [grades, leads] = [['1', '2', '3'], 2]
  const cells = origins.length * areas * grades.length * leads
  const forecast = new Float64Array(cells).fill(1_000)
  const actual = forecast.map((due, i) => due * Math.exp(size(origins[Math.floor(i / (areas * grades.length * leads))]!) * Math.sqrt((i % leads) + 1) * stream.normal()))
  return { areas: names, regions: names.map(() => ''), grades, entry: [true, false, false], origins, leads, forecast, actual }
}

const origin = 2008

describe('recalibration', () => {
  test('a spread that keeps shrinking was promised too wide: it is narrowed', () => {
    const factors = recalibrate(pastWith((year) => 0.1 * 0.7 ** (year - 2000)), { origin }).leadFactors!
    expect(factors.progression[0]!).toBeLessThan(0.7)
    expect(factors.entry[0]!).toBeLessThan(0.7)
  })

  test('a spread that keeps growing was promised too narrow: it is widened', () => {
    const factors = recalibrate(pastWith((year) => 0.008 * 1.4 ** (year - 2000)), { origin }).leadFactors!
    expect(factors.progression[0]!).toBeGreaterThan(1.4)
    expect(factors.progression.every((factor) => factor >= 0.25 && factor <= 4)).toBe(true)
  })

  test('a spread that stays was promised right: the factor is near 1, and the rest is as without', () => {
    const past = pastWith(() => 0.03)
    const { leadFactors, ...rest } = recalibrate(past, { origin })
    // The second lead's factor is that of a difference, twice as noisy.
    for (const [first, second] of [leadFactors!.entry, leadFactors!.progression]) {
      expect(Math.abs(Math.log(first!))).toBeLessThan(0.4)
      expect(Math.abs(Math.log(second!))).toBeLessThan(0.8)
    }
    expect(rest).toEqual(estimateDispersion(knownAt(past, origin, 10), { origin }))
  })

  test('too few origins to judge leave factors of 1', () => {
    const past = pastWith(() => 0.05)
    expect(recalibrate(knownAt(past, 2003, 10), { origin: 2003 }).leadFactors).toEqual({ entry: [1, 1], progression: [1, 1] })
  })

  test('a promise sees what was counted by its origin: neither later origins nor later counts', () => {
    const past = pastWith(() => 0.03)
    const known = knownAt(past, 2005, 3)
    expect(known.origins).toEqual([2002, 2003, 2004])
    const block = 8 * 3 * 2
    // From 2004 one year ahead is 2005, two years ahead is not known yet.
    expect(Number.isNaN(known.actual[2 * block]!)).toBe(false)
    expect(Number.isNaN(known.actual[2 * block + 1]!)).toBe(true)
    expect(Number.isNaN(known.actual[block + 1]!)).toBe(false)
    const wrecked = { ...past, actual: past.actual.map((value, i) => (past.origins[Math.floor(i / block)]! + (i % 2) + 1 > 2005 ? 9_999 : value)) }
    expect(knownAt(wrecked, 2005, 3)).toEqual(known)
  })

  test('from a dataset, counts after the origin change nothing', () => {
    const made = madeCounts(6, 12, 7)
    const cut = firstYear + 8
    const wrecked = { ...made, pupils: { ...made.pupils, values: made.pupils.values.slice().map((value, i) => (made.pupils.axes.year.labels[i % made.pupils.axes.year.labels.length]! > cut ? 5_000 : value)) } }
    const [now, then] = [made, wrecked].map((dataset) => dispersionOf(dataset, { origin: cut, origins: 4, leads: 3, recalibrate: true }))
    expect(now).toEqual(then)
    expect(now!.leadFactors!.entry).toHaveLength(3)
    expect(dispersionOf(made, { origin: cut, origins: 4, leads: 3 }).leadFactors).toBeUndefined()
    expect(pastErrors(made, { origin: cut, origins: 4 }).origins).toHaveLength(4)
  })
})
