// What stays of an error: parts that went into covariances come out again, few covariances move the priors a little only, and the covariances
// themselves are those of steps drawn with known parts.

import { describe, expect, test } from 'vitest'

import { fitLastingParts, fitShock, lastingCovariance } from '../../src/estimate/lasting-parts.js'
import type { LeadProducts } from '../../src/estimate/step-moments.js'
import { stepMoments } from '../../src/estimate/step-moments.js'
import type { PastErrors } from '../../src/estimate/past-errors.js'
import { createStream } from '../../src/numeric/random.js'

const leads = 5
const prior = { shock: 0.7, constant: 0.05, carried: 0.4, spread: { shock: 0.3, constant: 0.1, carried: 0.4 } }
const none = (): number => 0

function products(of: (i: number, j: number) => number, weight: number): LeadProducts {
  const [means, weights] = [new Float64Array(leads * leads).fill(Number.NaN), new Float64Array(leads * leads)]
  for (let i = 0; i < leads; i++) for (let j = i; j < leads; j++) [means[i * leads + j], weights[i * leads + j]] = [of(i, j), weight]
  return { means, weights }
}

describe('covariances of what stays', () => {
  test('a shock that stays in part, by hand', () => {
    // The third year is its own shock and half of two others; with the second it shares half of the second and a quarter of the first.
    expect(lastingCovariance(0.5, 2, 2)).toBeCloseTo(1 + 2 * 0.25, 12)
    expect(lastingCovariance(0.5, 1, 2)).toBeCloseTo(0.5 + 0.25, 12)
    expect(lastingCovariance(0.5, 0, 4)).toBe(0.5)
  })
})

describe('parts from covariances', () => {
  test.each([
    { shock: 0.6, constant: 0.25, carried: 0 },
    { shock: 0.5, constant: 0, carried: 0.6 },
    { shock: 0.8, constant: 0.1, carried: 0.3 },
  ])('drift is told from an error that is the same in every year: $shock, $constant, $carried', (truth) => {
    const found = fitLastingParts(products((i, j) => truth.constant + truth.shock * lastingCovariance(truth.carried, i, j) + 0.1, 1e5), leads, prior, () => 0.1)
    expect(found.carried).toBeCloseTo(truth.carried, 6)
    expect(found.shock).toBeCloseTo(truth.shock, 3)
    expect(found.constant).toBeCloseTo(truth.constant, 3)
  })

  test('nothing seen gives the prior, and little seen moves it a little', () => {
    expect(fitLastingParts(products(none, 0), leads, prior, none)).toMatchObject({ shock: 0.7, carried: 0.4, constant: expect.closeTo(0.05, 12) as number })
    const few = fitLastingParts(products((i, j) => 2 * lastingCovariance(1, i, j), 0.2), leads, prior, none)
    expect(few.shock).toBeGreaterThan(0.7)
    expect(few.shock).toBeLessThan(1.2)
  })

  test('no part is below nothing', () => {
    for (const value of [-1, -0.2]) {
      const found = fitLastingParts(products(() => value, 100), leads, prior, none)
      expect(fitLastingParts(products((i, j) => lastingCovariance(0.5, i, j) + value, 100), leads, prior, none).constant).toBe(0)
      expect(Math.min(found.shock, found.constant, fitShock(products(() => value, 100), leads, 0.3, 0.2, 0.1).shock)).toBe(0)
    }
  })
})

describe('covariances of drawn steps', () => {
  const [origins, areas, grades] = [8, 60, 6]
  const truth = { cell: 0.6, carried: 0.5, area: 0.3, loading: 0.5 }
  const past: PastErrors = {
    areas: Array.from({ length: areas }, (_, i) => `a${i}`),
    regions: Array.from({ length: areas }, () => ''),
    grades: Array.from({ length: grades }, (_, i) => `${i}`),
    entry: Array.from({ length: grades }, (_, i) => i === 0),
    origins: Array.from({ length: origins }, (_, i) => 2000 + i),
    leads,
    forecast: new Float64Array(0),
    actual: new Float64Array(0),
  }
  const stream = createStream(20210901, 'steps')
  const spread = new Float64Array(origins * areas * grades * leads).fill(0.02)
  const steps = new Float64Array(spread.length)
  for (let block = 0; block < origins * areas; block++) {
    const level = new Float64Array(grades)
    for (let lead = 0; lead < leads; lead++) {
      const shared = Math.sqrt(truth.area) * stream.normal()
      for (let g = 0; g < grades; g++) {
        const shock = Math.sqrt(truth.cell) * stream.normal()
        steps[(block * grades + g) * leads + lead] = 0.02 * (shock + level[g]! + (g === 0 ? truth.loading : 1) * shared)
        level[g]! += truth.carried * shock
      }
    }
  }
  const moments = stepMoments(past, steps, spread, none)

  test('are found for one grade, two grades, and an entry grade with another', () => {
    for (const [i, j] of [[0, 0], [0, 3], [2, 2], [1, 4], [4, 4]] as const) {
      const [at, own] = [i * leads + j, truth.cell * lastingCovariance(truth.carried, i, j)]
      const same = i === j ? 1 : 0
      // 480 blocks: a mean product is off by 0.05 at most, and clipping at three times the usual takes 3 % off.
      expect(Math.abs(moments.progression.means[at]! - own - same * truth.area)).toBeLessThan(0.08)
      expect(Math.abs(moments.entry.means[at]! - own - same * truth.loading ** 2 * truth.area)).toBeLessThan(0.17)
      expect(Math.abs(moments.between.means[at]! - same * truth.area)).toBeLessThan(0.05)
      expect(Math.abs(moments.across.means[at]! - same * truth.loading * truth.area)).toBeLessThan(0.1)
    }
  })

  test('what a region shares is taken off, in units of the spread', () => {
    const less = stepMoments(past, steps, spread, (entry, i, other, j) => (entry || other ? 0.0001 : 0.0002) * (i + j + 1))
    expect(moments.progression.means[7]! - less.progression.means[7]!).toBeCloseTo((0.0002 * 4) / 0.02 ** 2, 9)
    expect(moments.across.means[7]! - less.across.means[7]!).toBeCloseTo((0.0001 * 4) / 0.02 ** 2, 9)
  })

  test('one step far out counts as three times the usual, and areas of one origin as twenty at most', () => {
    const wild = steps.map((step, at) => (at === 5 * leads ? 1_000 : step))
    const moved = stepMoments(past, wild, spread, none)
    expect(Math.abs(moved.progression.means[0]! - moments.progression.means[0]!)).toBeLessThan(0.01)
    expect(moments.between.weights[0]).toBeCloseTo(origins * (areas / (1 + areas / 20)), 9)
  })

  test('steps that are not known are left out', () => {
    const holes = steps.map((step, at) => (Math.floor(at / leads) % grades === 3 || at % leads === 4 ? Number.NaN : step))
    const found = stepMoments(past, holes, spread, none)
    expect(Number.isNaN(found.progression.means[4]!)).toBe(true)
    expect(found.progression.weights[4]).toBe(0)
    expect(Math.abs(found.between.means[0]! - truth.area)).toBeLessThan(0.06)
  })
})
