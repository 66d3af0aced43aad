// What every ratio estimator must keep, whatever its name. A new method is added to the list and held to the same contract.

import fc from 'fast-check'
import { estimateRatio } from 'school-places'
import type { RatioHistory, RatioMethod } from 'school-places'
import { describe, expect, test } from 'vitest'

import { ratioAtLead } from '../../src/estimate/progression.js'

const methods: readonly RatioMethod[] = [
  { name: 'last' },
  { name: 'mean' },
  { name: 'mean', years: 3 },
  { name: 'median', years: 5 },
  { name: 'geometric' },
  { name: 'pooled' },
  { name: 'pooled', years: 5 },
  { name: 'weighted', weights: [4, 3, 2, 1] },
  { name: 'smoothing', weight: 0.4 },
  { name: 'smoothing' },
  { name: 'trend' },
]

const history: fc.Arbitrary<RatioHistory> = fc
  .array(fc.record({ numerator: fc.integer({ min: 0, max: 5_000 }), denominator: fc.integer({ min: 0, max: 5_000 }), seen: fc.boolean() }), { minLength: 1, maxLength: 15 })
  .map((rows) => ({
    years: rows.map((_, i) => 2000 + i),
    numerators: rows.map((row) => (row.seen ? row.numerator : Number.NaN)),
    denominators: rows.map((row) => row.denominator),
  }))
const settings = { seed: 20_210_901, numRuns: 200 } as const

describe.each(methods)('$name of $years', (method) => {
  test('a constant ratio is found exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 10 }), (k, sizes) => {
        const estimate = estimateRatio({ years: sizes.map((_, i) => i), numerators: sizes.map((size) => size * k), denominators: sizes.map((size) => size * 40) }, method)
        expect(estimate!.value).toBeCloseTo(k / 40, 12)
      }),
      settings,
    )
  })

  test('is finite, not negative, and within the yearly ratios', () => {
    fc.assert(
      fc.property(history, (given) => {
        const estimate = estimateRatio(given, method)
        const yearly = given.years.map((_, i) => given.numerators[i]! / given.denominators[i]!).filter(Number.isFinite)
        if (yearly.length === 0) {
          expect(estimate).toBeUndefined()
          return
        }
        expect(Number.isFinite(estimate!.value) && estimate!.value >= 0).toBe(true)
        // A trend may step beyond what was seen; every other estimator stays within.
        if (method.name === 'trend') return
        expect(estimate!.value).toBeGreaterThanOrEqual(Math.min(...yearly) - 1e-9)
        expect(estimate!.value).toBeLessThanOrEqual(Math.max(...yearly) * (1 + 1e-12))
      }),
      settings,
    )
  })

  test('does not depend on the unit of counting, and leaves its input as it was', () => {
    fc.assert(
      fc.property(history, (given) => {
        const before = structuredClone(given)
        const scaled = { ...given, numerators: given.numerators.map((value) => value * 8), denominators: given.denominators.map((value) => value * 8) }
        expect(estimateRatio(scaled, method)?.value).toBe(estimateRatio(given, method)?.value)
        expect(given).toEqual(before)
      }),
      settings,
    )
  })

  test('names only years with both counts, and keeps numerator and denominator', () => {
    fc.assert(
      fc.property(history, (given) => {
        const estimate = estimateRatio(given, method)
        if (estimate === undefined) return
        const at = (year: number): number => given.years.indexOf(year)
        expect(estimate.years.every((year) => given.denominators[at(year)]! > 0 && !Number.isNaN(given.numerators[at(year)]))).toBe(true)
        expect(estimate.numerator).toBe(estimate.years.reduce((sum, year) => sum + given.numerators[at(year)]!, 0))
        expect(estimate.denominator).toBe(estimate.years.reduce((sum, year) => sum + given.denominators[at(year)]!, 0))
      }),
      settings,
    )
  })
})

test('named estimators by hand: ratios 0.9, 1.0, 1.2', () => {
  const given = { years: [1, 2, 3], numerators: [90, 200, 60], denominators: [100, 200, 50] }
  const value = (method: RatioMethod): number => estimateRatio(given, method)!.value
  expect(value({ name: 'last' })).toBeCloseTo(1.2, 12)
  expect(value({ name: 'mean' })).toBeCloseTo(3.1 / 3, 12)
  expect(value({ name: 'median' })).toBe(1)
  expect(value({ name: 'geometric' })).toBeCloseTo((0.9 * 1 * 1.2) ** (1 / 3), 12)
  expect(value({ name: 'pooled' })).toBe(1)
  expect(value({ name: 'weighted', weights: [3, 2, 1] })).toBeCloseTo((3 * 1.2 + 2 * 1 + 0.9) / 6, 12)
  expect(value({ name: 'smoothing', weight: 0.4 })).toBeCloseTo(0.9 + 0.4 * 0.1 + 0.4 * (1.2 - 0.94), 12)
})

test('a damped trend goes on, ever slower', () => {
  const years = Array.from({ length: 12 }, (_, i) => i)
  const estimate = estimateRatio({ years, numerators: years.map((year) => 1000 * 1.02 ** year), denominators: years.map(() => 1000) }, { name: 'trend' })!
  const path = [1, 2, 3, 10].map((lead) => ratioAtLead(estimate, lead))
  expect(path[1]! / path[0]!).toBeGreaterThan(1)
  expect(path[2]! / path[1]!).toBeLessThan(path[1]! / path[0]!)
  expect(path[3]!).toBeLessThan(1.02 ** 11 * 1.02 ** 4)
})

test('a window of no years is refused', () => {
  expect(() => estimateRatio({ years: [1], numerators: [1], denominators: [1] }, { name: 'mean', years: 0 })).toThrow(/at least 1/)
})
