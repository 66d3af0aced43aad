// Sums of wild and calm years: against draws of the same futures, and by what must hold.

import { describe, expect, test } from 'vitest'

import { yearsIn } from '../../src/estimate/path-rows.js'
import { middleVariance } from '../../src/estimate/ratio-errors.js'
import { wildGrowth } from '../../src/estimate/wild-growth.js'
import { createStream } from '../../src/numeric/random.js'
import { wildness } from '../../src/numeric/tails.js'

describe('the middle of sums of years', () => {
  test.each([
    { degrees: 3, carried: 0.5 },
    { degrees: 5, carried: 0 },
    { degrees: 5, carried: 0.9 },
  ])('is as wide as in sums that are drawn: $degrees degrees, $carried carried', ({ degrees, carried }) => {
    const stream = createStream(20210901, 'wild years', degrees)
    const sums = [1, 2, 3, 4].map(() => [] as number[])
    for (let draw = 0; draw < 60_000; draw++) {
      const own = stream.normal()
      let sum = 0
      sums.forEach((each, y) => {
        sum += wildness(Math.sqrt(carried) * own + Math.sqrt(1 - carried) * stream.normal(), degrees) * stream.normal()
        each.push(sum / Math.sqrt(y + 1))
      })
    }
    const drawn = sums.map((each) => middleVariance(each))
    wildGrowth(degrees, carried, 4).forEach((factor, y) => {
      // 60,000 draws place the end of the middle within 1 %, its square within 2 %.
      expect(Math.abs(factor / (drawn[y]! / drawn[0]!) - 1)).toBeLessThan(0.04)
    })
  })

  test('does not change where tails are normal or one wildness is that of all years', () => {
    for (const factors of [wildGrowth(Infinity, 0.5, 5), wildGrowth(3, 1, 5)]) for (const factor of factors) expect(factor).toBeCloseTo(1, 6)
  })

  test('grows with the years, and with the tails', () => {
    const [heavy, light] = [wildGrowth(3, 0.5, 5), wildGrowth(8, 0.5, 5)]
    expect(heavy).toEqual([...heavy].sort((a, b) => a - b))
    heavy.forEach((factor, y) => expect(factor).toBeGreaterThanOrEqual(light[y]!))
    expect(heavy[0]).toBe(1)
  })

  test('an entry has the year of its lead, a grade those since its cohort entered', () => {
    const entry = [true, false, false, true, false]
    expect([0, 1, 2, 3, 4].map((grade) => yearsIn(entry, grade, 3))).toEqual([1, 2, 3, 1, 2])
    expect(yearsIn(entry, 2, 1)).toBe(1)
  })
})
