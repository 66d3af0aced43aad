// The rebound: the share that went into drawn steps is found again beside shocks that areas share, and little seen moves the prior a little only.

import { describe, expect, test } from 'vitest'

import type { PastErrors } from '../../src/estimate/past-errors.js'
import { reboundShares } from '../../src/estimate/rebound-shares.js'
import { stepMoments } from '../../src/estimate/step-moments.js'
import { createStream } from '../../src/numeric/random.js'

const [grades, leads] = [7, 5]
const none = (): number => 0

/** Steps, entrants in the first grade: each with a shock of its own of which `stays` stays, one of its area, and a turned part of the same pupils' last one. */
function drawn(stays: number, turned: { readonly entry: number; readonly progression: number }, origins: number, areas: number): { readonly past: PastErrors; readonly steps: Float64Array; readonly spread: Float64Array } {
  const stream = createStream(20210901, 'rebound', origins, areas)
  const spread = new Float64Array(origins * areas * grades * leads).fill(0.03)
  const steps = new Float64Array(spread.length)
  for (let block = 0; block < origins * areas; block++) {
    const level = new Float64Array(grades)
    let before = new Float64Array(grades)
    let areaLevel = 0
    for (let lead = 0; lead < leads; lead++) {
      const shock = Math.sqrt(0.25) * stream.normal()
      const own = new Float64Array(grades)
      for (let g = 0; g < grades; g++) {
        const fresh = Math.sqrt(0.75) * stream.normal()
        own[g] = fresh + level[g]!
        level[g]! += stays * fresh
        const back = lead === 0 || g === 0 ? 0 : before[g - 1]! * (g === 1 ? turned.entry : turned.progression)
        steps[(block * grades + g) * leads + lead] = 0.03 * (own[g]! + shock + areaLevel - back)
      }
      areaLevel += 0.4 * shock
      before = own
    }
  }
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i}`)
  const past = { areas: names(areas), regions: names(areas).map(() => ''), grades: names(grades), entry: names(grades).map((_, g) => g === 0), origins: names(origins).map((_, o) => 2000 + o), leads, forecast: new Float64Array(0), actual: new Float64Array(0) }
  return { past, steps, spread }
}

function found(turned: { readonly entry: number; readonly progression: number }, origins = 12, areas = 400): { readonly entry: number; readonly progression: number } {
  const { past, steps, spread } = drawn(0.3, turned, origins, areas)
  return reboundShares(stepMoments(past, steps, spread, none), leads)
}

describe('the rebound', () => {
  test.each([
    { entry: 0.5, progression: 0.25 },
    { entry: 0.1, progression: 0.3 },
    { entry: 0.3, progression: 0.05 },
  ])('of entrants $entry and of progression $progression is found, whatever the grades of an area share', (truth) => {
    const { entry, progression } = found(truth)
    // The prior counts for a sixth of what is known of entrants and two fifths of what is known of progression: areas of a year are alike.
    expect(Math.abs(entry - (0.83 * truth.entry + 0.17 * 0.3))).toBeLessThan(0.05)
    expect(Math.abs(progression - (0.61 * truth.progression + 0.39 * 0.12))).toBeLessThan(0.035)
  })

  test('leaves the covariance of other grades as it is', () => {
    const between = (progression: number): Float64Array => {
      const { past, steps, spread } = drawn(0, { entry: 0, progression }, 8, 300)
      return stepMoments(past, steps, spread, none).between.means
    }
    const [calm, turned] = [between(0), between(0.5)]
    for (let i = 0; i + 1 < leads; i++) expect(Math.abs(calm[i * leads + i + 1]! - turned[i * leads + i + 1]!)).toBeLessThan(0.01)
  })

  test('is the prior where nothing was seen, near it where little was, and never an error that grows', () => {
    const { past, steps, spread } = drawn(0.3, { entry: 0.6, progression: 0.6 }, 1, 1)
    const unknown = steps.map(() => Number.NaN)
    expect(reboundShares(stepMoments(past, unknown, spread, none), leads)).toEqual({ entry: 0.3, progression: 0.12 })
    const few = found({ entry: 0.6, progression: 0.6 }, 1, 2)
    expect(Math.abs(few.entry - 0.3)).toBeLessThan(0.2)
    expect(Math.abs(few.progression - 0.12)).toBeLessThan(0.06)
    expect(found({ entry: -0.5, progression: -0.5 })).toEqual({ entry: 0, progression: 0 })
  })
})
