// What areas of a region share in a year: a shock that stays in full is told from one that goes by, and few origins keep to the prior.

import { describe, expect, test } from 'vitest'

import type { PastErrors } from '../../src/estimate/past-errors.js'
import { regionSpread } from '../../src/estimate/region-spread.js'
import { createStream } from '../../src/numeric/random.js'

const [areas, grades, leads] = [40, 5, 5]
const usual = { entry: 0.0016, progression: 0.0004 }

/** Steps with a shared shock of 2 % for grades and 4 % for entrants, of which `carried` stays, and 1 % of each cell's own. */
function made(origins: number, carried: number): { past: PastErrors; steps: Float64Array } {
  const stream = createStream(20210901, 'region', carried)
  const steps = new Float64Array(origins * areas * grades * leads)
  for (let o = 0; o < origins; o++) {
    let level = 0
    for (let lead = 0; lead < leads; lead++) {
      const shock = stream.normal()
      for (let a = 0; a < areas; a++) for (let g = 0; g < grades; g++) steps[((o * areas + a) * grades + g) * leads + lead] = (g === 0 ? 0.04 : 0.02) * (shock + level) + 0.01 * stream.normal()
      level += carried * shock
    }
  }
  return {
    past: {
      areas: Array.from({ length: areas }, (_, i) => `a${i}`),
      regions: Array.from({ length: areas }, () => 'r'),
      grades: Array.from({ length: grades }, (_, i) => `${i}`),
      entry: Array.from({ length: grades }, (_, i) => i === 0),
      origins: Array.from({ length: origins }, (_, i) => 2000 + i),
      leads,
      forecast: new Float64Array(0),
      actual: new Float64Array(0),
    },
    steps,
  }
}

describe('the shock of a region', () => {
  test.each([0, 0.5, 1])('of which %d stays', (carried) => {
    const { past, steps } = made(200, carried)
    const found = regionSpread(past, steps, usual).past
    // The prior and the clipping of what lies far out take a quarter off a shock that stays in full; they used to take half.
    expect(Math.abs(found.carried - carried)).toBeLessThan(0.1 + 0.15 * carried)
    expect(Math.abs(Math.sqrt(found.progression) / 0.02 - 1)).toBeLessThan(0.15)
    expect(Math.abs(Math.sqrt(found.entry) / 0.04 - 1)).toBeLessThan(0.15)
  })

  test('of no origin is the prior: 5 % of a usual step’s variance, 0.3 of it staying', () => {
    const found = regionSpread(made(0, 0).past, new Float64Array(0), usual).next
    expect(found.entry).toBeCloseTo(0.05 * usual.entry, 12)
    expect(found.progression).toBeCloseTo(0.05 * usual.progression, 12)
    expect(found.carried).toBeCloseTo(0.3, 12)
  })

  test('after a strange year is wider than the years before make it, and less so as years go by', () => {
    // Five areas, an entry grade and another, three years, one year ahead; the numbers beside were computed by numpy.
    const years = [
      [[0.01, 0.004], [0.03, -0.002], [-0.01, 0.006], [0.02, 0.001], [0, 0.001]],
      [[-0.02, 0.002], [-0.01, -0.006], [0.01, 0.003], [-0.03, 0], [0.02, -0.004]],
      [[0.1, 0.03], [0.06, 0.024], [0.08, 0.02], [0.11, 0.035], [0.09, 0.021]],
    ]
    const names = ['a', 'b', 'c', 'd', 'e']
    const past = { areas: names, regions: names.map(() => 'r'), grades: ['1', '2'], entry: [true, false], origins: [2000, 2001, 2002], leads: 1, forecast: new Float64Array(0), actual: new Float64Array(0) }
    const found = regionSpread(past, Float64Array.from(years.flat(2)), usual)
    expect(found.past.entry).toBeCloseTo(0.00132667, 8)
    expect(found.past.progression).toBeCloseTo(0.00012167, 8)
    expect(found.next.entry).toBeCloseTo(0.00212086, 8)
    expect(found.next.progression).toBeCloseTo(0.00018915, 8)
    expect(found.lastYear.r!.times).toBeCloseTo(6.767944165, 8)
    expect(found.lastYear.r!.wider).toBeCloseTo(5.08900987, 8)
    const earlier = regionSpread(past, Float64Array.from([years[2]!, years[0]!, years[1]!].flat(2)), usual)
    expect(earlier.past.entry).toBeCloseTo(found.past.entry, 12)
    // Calm years since are no promise: the spread is that of all years.
    expect(earlier.next.entry).toBe(earlier.past.entry)
    expect(earlier.lastYear.r!.times).toBeLessThan(1)
  })

  test('of fewer than four areas cannot be told from theirs: the prior, and no word of the last year', () => {
    const { past, steps } = made(3, 0)
    const found = regionSpread({ ...past, regions: past.areas.map((_, a) => `region ${Math.floor(a / 3)}`) }, steps, usual)
    expect(found.next.entry).toBeCloseTo(0.05 * usual.entry, 12)
    expect(found.lastYear).toEqual({})
  })
})
