// Sums over many areas that may be added up in any order.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { addExactly } from '../../src/core/exact-sum'

const sumOf = (values: readonly number[]): number => {
  const sums = new Float64Array(1)
  for (const value of values) addExactly(sums, 0, [value])
  return sums[0]!
}
const amounts = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })

describe('an exact sum', () => {
  test('is the same bits in any order and in any groups', () => {
    fc.assert(
      fc.property(amounts, fc.nat(60), (values, cut) => {
        const all = sumOf(values)
        expect(sumOf(values.toReversed())).toBe(all)
        expect(sumOf([sumOf(values.slice(cut)), sumOf(values.slice(0, cut))])).toBe(all)
        expect(Math.abs(all - values.reduce((a, b) => a + b))).toBeLessThan(values.length * 5e-7)
      }),
      { seed: 20_210_901, numRuns: 300 },
    )
  })

  test('of whole pupils is the whole number', () => expect(sumOf(Array.from({ length: 3_000 }, (_, i) => i * 1_000))).toBe(4_498_500_000))

  test('of what would have to be rounded is refused', () => {
    for (const values of [[3e9], [2e9, 2e9, 2e9, 2e9, 2e9], [Number.NaN], [-3e9], [Infinity]]) expect(() => sumOf(values)).toThrow(expect.objectContaining({ code: 'too-large' }))
  })
})
