// How wild an area is: the last counted year says most, a past year's own errors say nothing of it, and one school that closes does not rule.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { areaFactors } from '../../src/estimate/area-factors.js'
import { createStream } from '../../src/numeric/random.js'

const close = (found: Float64Array, due: readonly number[]): void => {
  expect(found).toHaveLength(due.length)
  found.forEach((value, i) => expect(value).toBeCloseTo(due[i]!, 11))
}

describe('the factors of areas', () => {
  test('of two areas and four years with a gap are those of the weighted sums, computed by numpy', () => {
    // For each year y: (10 + Σ 0.6^(|y − k| − 1) × squares of k) ÷ (10 + Σ 0.6^(|y − k| − 1) × their number) over all other years k.
    const squares = [[4, 1, 2.5], [0.2, 0.1], [0.5, 0.5, 0.3], [], [1.2, 0.9, 0.1], [0.3, 0.4], [6, 3, 8], [0.1, 0.6]]
    const { next, past } = areaFactors([2000, 2001, 2003, 2004], 2, squares)
    close(next, [1.867346938776, 0.829089396101])
    close(past, [1.070342205323, 0.932855093257, 1.570528967254, 0.788218390805, 1.919395465995, 0.849685534591, 0.970124932102, 0.865894465894])
  })

  test('without any step are 1', () => {
    expect([...areaFactors([], 2, []).next]).toEqual([1, 1])
    expect([...areaFactors([2000, 2001], 1, [[], []]).past]).toEqual([1, 1])
  })

  test('after a wild year are above those after the same year longer ago', () => {
    const [calm, wild] = [Array.from({ length: 9 }, () => 0.8), Array.from({ length: 9 }, () => 6)]
    const after = [calm, calm, wild].map((_, age) => areaFactors([2000, 2001, 2002], 1, [0, 1, 2].map((o) => (o === 2 - age ? wild : calm))).next[0]!)
    expect(after[0]!).toBeGreaterThan(after[1]! * 1.2)
    expect(after[1]!).toBeGreaterThan(after[2]! * 1.1)
    expect(after[2]!).toBeGreaterThan(1)
  })

  test('count a step without measure as nine usual ones, more only in an area that was wild before', () => {
    const usual = Array.from({ length: 9 }, () => 1)
    const [closed, further] = [1e6, 9].map((square) => areaFactors([2000, 2001], 1, [usual, [...usual.slice(1), square]]).next[0]!)
    expect(closed!).toBeCloseTo(further!, 12)
    const wild = Array.from({ length: 9 }, () => 5)
    expect(areaFactors([2000, 2001], 1, [wild, [...wild.slice(1), 1e6]]).next[0]!).toBeGreaterThan(areaFactors([2000, 2001], 1, [wild, [...wild.slice(1), 9]]).next[0]! * 1.1)
  })

  test('of a past year do not know that year’s own errors', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 6 }), { minLength: 2, maxLength: 6 }), fc.nat(5), fc.double({ min: 0, max: 1e6, noNaN: true }), (squares, pick, other) => {
        const origins = squares.map((_, o) => 2000 + o)
        const o = pick % squares.length
        const changed = squares.map((own, k) => (k === o ? own.map(() => other) : own))
        expect(areaFactors(origins, 1, changed).past[o]).toBe(areaFactors(origins, 1, squares).past[o])
      }),
      { seed: 20210901 },
    )
  })

  test('leave the errors of areas that are all alike as large as they are, where a factor with their own errors in it would shrink them', () => {
    const stream = createStream(20210901, 'alike')
    const [years, areas] = [6, 400]
    const squares = Array.from({ length: years * areas }, () => {
      // One shock of each area and year for half of the variance: the errors of one year are alike.
      const shared = stream.normal()
      return Array.from({ length: 9 }, () => ((shared + stream.normal()) / Math.SQRT2) ** 2)
    })
    const { next, past } = areaFactors(Array.from({ length: years }, (_, y) => 2000 + y), areas, squares)
    const meanOf = (of: (o: number, a: number) => number): number => {
      const last = (years - 1) * areas
      return squares.slice(last).reduce((sum, own, a) => sum + own.reduce((total, square) => total + square, 0) / 9 / of(last, a), 0) / areas
    }
    // A little above 1, as factors are out themselves.
    const apart = meanOf((last, a) => past[last + a]!)
    expect(Math.abs(apart - 1.06)).toBeLessThan(0.08)
    expect(meanOf((_, a) => next[a]!)).toBeLessThan(apart - 0.12)
  })
})
