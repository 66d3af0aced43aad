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
    const found = regionSpread(past, steps, usual)
    // The prior and the clipping of what lies far out take a quarter off a shock that stays in full; they used to take half.
    expect(Math.abs(found.carried - carried)).toBeLessThan(0.1 + 0.15 * carried)
    expect(Math.abs(Math.sqrt(found.progression) / 0.02 - 1)).toBeLessThan(0.15)
    expect(Math.abs(Math.sqrt(found.entry) / 0.04 - 1)).toBeLessThan(0.15)
  })

  test('of no origin is the prior: 5 % of a usual step’s variance, 0.3 of it staying', () => {
    const found = regionSpread(made(0, 0).past, new Float64Array(0), usual)
    expect(found.entry).toBeCloseTo(0.05 * usual.entry, 12)
    expect(found.progression).toBeCloseTo(0.05 * usual.progression, 12)
    expect(found.carried).toBeCloseTo(0.3, 12)
  })
})
