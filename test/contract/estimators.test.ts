// What every ratio estimator must keep, whatever its name. A new method is added to the list and held to the same contract.

import fc from 'fast-check'
import { estimateRatio } from 'school-places'
import type { RatioHistory, RatioMethod } from 'school-places'
import { describe, expect, test } from 'vitest'

const methods: readonly RatioMethod[] = [{ name: 'last' }, { name: 'mean' }, { name: 'mean', years: 3 }, { name: 'pooled' }, { name: 'pooled', years: 5 }]

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
        expect(estimate!.value).toBeGreaterThanOrEqual(Math.min(...yearly) - 1e-12)
        expect(estimate!.value).toBeLessThanOrEqual(Math.max(...yearly) + 1e-12)
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

test('a window of no years is refused', () => {
  expect(() => estimateRatio({ years: [1], numerators: [1], denominators: [1] }, { name: 'mean', years: 0 })).toThrow(/at least 1/)
})
