// Selecting one of many is sorting all and taking it.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { selectInPlace } from '../../src/numeric/select-in-place.js'

test('the k-th smallest is where sorting would put it, none larger before and none smaller behind', () => {
  const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(numbers, fc.nat(), (list, n) => {
      const [values, k] = [Float64Array.from(list), n % list.length]
      const found = selectInPlace(values, k)
      const sorted = Float64Array.from(list).sort()
      // −0 and 0 are the same number here.
      expect(found === sorted[k]).toBe(true)
      expect(values.slice(0, k).every((value) => value <= found) && values.slice(k).every((value) => value >= found)).toBe(true)
      expect([...values].sort((a, b) => a - b).every((value, i) => value === sorted[i])).toBe(true)
    }),
    { seed: 20210901, numRuns: 500 },
  )
})
