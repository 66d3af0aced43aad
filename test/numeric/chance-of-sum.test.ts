// The chance of enough, and luck that is shared: beside all outcomes one by one, and integrals of scipy.

import fc from 'fast-check'
import { chanceOfAtLeast, poissonBinomial } from 'school-places/track'
import { describe, expect, test } from 'vitest'

import { chanceOfSum } from '../../src/numeric/chance-of-sum'
import { overSharedLuck } from '../../src/numeric/shared-luck'

const settings = { seed: 20210901, numRuns: 80 }
// Not fc.double, whose numbers are mostly next to nothing.
const chance = fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 1_000 }).map((each) => each / 1_000))

describe('the chance that amounts add up to enough', () => {
  test('is what adding up all 2ⁿ outcomes gives', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(chance, fc.constantFrom(0, 45, 90, 135, 270, 31)), { maxLength: 9 }), fc.integer({ min: 0, max: 900 }), (things, least) => {
        let sum = 0
        for (let outcome = 0; outcome < 2 ** things.length; outcome++) {
          const happens = things.map((_, i) => (outcome & (2 ** i)) !== 0)
          const amount = things.reduce((total, [, each], i) => total + (happens[i] ? each : 0), 0)
          if (amount >= least) sum += things.reduce((product, [p], i) => product * (happens[i] ? p : 1 - p), 1)
        }
        expect(chanceOfSum(things.map(([p]) => p), things.map(([, amount]) => amount), least)).toBeCloseTo(sum, 12)
      }),
      settings,
    )
  })

  test('of things that count one each is that of their number', () => {
    const chances = [0.5, 0.2, 0.9, 1, 0, 0.7]
    for (let least = 0; least <= 6; least++) expect(chanceOfSum(chances, chances.map(() => 1), least)).toBeCloseTo(chanceOfAtLeast(poissonBinomial(chances), least), 14)
  })

  test('refuses chances and amounts that are none', () => {
    expect(() => chanceOfSum([1.5], [1], 1)).toThrow(/chance must be from 0 to 1/)
    expect(() => chanceOfSum([0.5], [-1], 1)).toThrow(/at least 0, got 0.5 and -1/)
  })
})

describe('luck that is shared', () => {
  // scipy 1.x, quad of norm.pdf(z) × (distribution given p = norm.cdf((norm.ppf(p) − √w z) / √(1 − w))), from −9 to 9, to 1e-12.
  test('four projects with three tenths in common', () => {
    const expected = [0.0372277736853282, 0.18065623628211877, 0.3407653381654547, 0.3275895200814216, 0.11376113178567672]
    overSharedLuck([0.5, 0.2, 0.9, 0.7], 0.3, poissonBinomial).forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 7))
  })

  test('200 projects of chance 0.7: at least 150 have a chance of 7 % alone, 44 % with a fifth in common, 63 % with nine tenths', () => {
    const chances = Array.from({ length: 200 }, () => 0.7)
    const atLeast = (weight: number): number => chanceOfAtLeast(overSharedLuck(chances, weight, poissonBinomial), 150)
    expect(atLeast(0)).toBeCloseTo(0.06954527985344397, 10)
    expect(atLeast(0.2)).toBeCloseTo(0.43793519895366506, 6)
    expect(atLeast(0.9)).toBeCloseTo(0.6295451782016684, 6)
  })

  test('leaves every chance by itself as it was, and what is certain certain', () => {
    const mean = overSharedLuck([0, 0.25, 1], 0.5, (given) => Float64Array.from(given))
    expect([...mean].map((value) => Number(value.toFixed(7)))).toEqual([0, 0.25, 1])
  })
})
