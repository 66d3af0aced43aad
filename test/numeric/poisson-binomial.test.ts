// Counts of independent events with chances of their own, against hand, brute force and closed forms.

import fc from 'fast-check'
import { productLimit } from 'school-places'
import { chanceOfAtLeast, countQuantile, poissonBinomial } from 'school-places/track'
import { describe, expect, test } from 'vitest'

import { survivalCurve } from '../../src/numeric/survival'

const settings = { seed: 20210901, numRuns: 60 }
// Not fc.double, whose numbers are mostly next to nothing.
const chance = fc.integer({ min: 0, max: 1_000 }).map((each) => each / 1_000)

describe('the number of things that happen', () => {
  test('three by hand', () => {
    // none .5 × .8 × .1, one .5 × .8 × .1 + .5 × .2 × .1 + .5 × .8 × .9, …
    const [none, one, two, three] = poissonBinomial([0.5, 0.2, 0.9])
    expect(none).toBeCloseTo(0.04, 15)
    expect(one).toBeCloseTo(0.04 + 0.01 + 0.36, 15)
    expect(two).toBeCloseTo(0.01 + 0.36 + 0.09, 15)
    expect(three).toBeCloseTo(0.09, 15)
  })

  test('is what adding up all 2ⁿ outcomes gives', () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 10 }), (chances) => {
        const sums = new Float64Array(chances.length + 1)
        for (let outcome = 0; outcome < 2 ** chances.length; outcome++) {
          const happens = chances.map((_, i) => (outcome & (2 ** i)) !== 0)
          sums[happens.filter(Boolean).length]! += chances.reduce((product, p, i) => product * (happens[i] ? p : 1 - p), 1)
        }
        poissonBinomial(chances).forEach((value, k) => expect(value).toBeCloseTo(sums[k]!, 12))
      }),
      settings,
    )
  })

  test('adds up to 1, with the sum of the chances as mean', () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 400 }), (chances) => {
        const distribution = [...poissonBinomial(chances)]
        expect(distribution.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 11)
        expect(distribution.reduce((sum, each, k) => sum + k * each, 0)).toBeCloseTo(chances.reduce((sum, each) => sum + each, 0), 8)
      }),
      settings,
    )
  })

  test('is binomial for equal chances, in the far tail too', () => {
    // C(5000, 25) 0.01^25 0.99^4975 by logarithms of factorials; scipy 1.17.1: scipy.stats.binom.pmf(25, 5000, 0.01) = 3.488166590053926e-05
    const distribution = poissonBinomial(new Array<number>(5_000).fill(0.01))
    expect(distribution[25]!).toBeCloseTo(3.488166590053926e-5, 14)
    let log = 0
    for (let i = 0; i < 25; i++) log += Math.log(5_000 - i) - Math.log(i + 1)
    expect(distribution[25]! / Math.exp(log + 25 * Math.log(0.01) + 4_975 * Math.log(0.99))).toBeCloseTo(1, 10)
  })

  test('quantiles and chances of at least so many', () => {
    const distribution = poissonBinomial([0.5, 0.5, 1])
    expect([...distribution]).toEqual([0, 0.25, 0.5, 0.25])
    expect([0, 0.25, 0.2500001, 0.75, 1].map((p) => countQuantile(distribution, p))).toEqual([0, 1, 2, 2, 3])
    expect([0, 1, 2, 2.5, 3, 4].map((least) => chanceOfAtLeast(distribution, least))).toEqual([1, 1, 0.75, 0.25, 0.25, 0])
  })

  test('refuses what is no chance', () => {
    expect(() => poissonBinomial([0.5, 1.1])).toThrow(/from 0 to 1, got 1.1/)
    expect(() => poissonBinomial([Number.NaN])).toThrow(/got NaN/)
  })
})

describe('how long things last when some are not over', () => {
  const lasting = (value: number, ended = true, weight = 1) => ({ value, ended, weight })

  test('the remission times of 21 patients of Freireich et al. (1963), the textbook case', () => {
    // 6-mercaptopurine group: 6, 6, 6, 7, 10, 13, 16, 22, 23 over; 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35 going on.
    // Kaplan–Meier by hand: S(6) = 18/21, S(7) = 18/21 · 16/17, S(10) = … · 14/15, … as printed in textbooks: .857 .807 .753 .690 .627 .538 .448
    const curve = survivalCurve([...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((days) => lasting(days)), ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((days) => lasting(days, false))], 100)
    expect([5, 6, 7, 10, 13, 16, 22, 23, 35].map((day) => curve(day).toFixed(3))).toEqual(['1.000', '0.857', '0.807', '0.753', '0.690', '0.627', '0.538', '0.448', '0.448'])
    // Beyond the last observation what remains ends at a constant rate.
    expect(curve(135)).toBeCloseTo(curve(35) * Math.exp(-1), 12)
  })

  test('is the share still going on when nothing is cut off', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 }), fc.integer({ min: -60, max: 50 }), (days, asked) => {
        const curve = survivalCurve(days.map((each) => lasting(each)), 10)
        expect(curve(asked)).toBeCloseTo(days.filter((each) => each > asked).length / days.length, 12)
      }),
      settings,
    )
  })

  test('half a weight twice is one weight', () => {
    const [a, b] = [survivalCurve([lasting(3), lasting(5, false), lasting(9)], 10), survivalCurve([lasting(3, true, 0.5), lasting(3, true, 0.5), lasting(5, false), lasting(9)], 10)]
    for (const day of [0, 3, 4, 6, 9, 12]) expect(a(day)).toBeCloseTo(b(day), 12)
  })

  test('a weight of three is three things, bands and delayed entry included', () => {
    const late = { value: 9, ended: true, from: 4 }
    const three = productLimit([...Array.from({ length: 3 }, () => lasting(3)), lasting(5, false), ...Array.from({ length: 3 }, () => late), lasting(12)], 0.9)
    const weighted = productLimit([lasting(3, true, 3), lasting(5, false), { ...late, weight: 3 }, lasting(12), lasting(99, true, 0)], 0.9)
    expect(weighted).toEqual(three)
  })

  test('dropping what goes on would promise too much', () => {
    const over = [10, 20, 30].map((days) => lasting(days))
    const goingOn = [25, 40, 60, 80].map((days) => lasting(days, false))
    expect(survivalCurve([...over, ...goingOn], 50)(30)).toBeGreaterThan(survivalCurve(over, 50)(30))
  })
})
