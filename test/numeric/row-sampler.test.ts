// The rows of normal numbers that simulations draw: moments and tails at two million draws, and no correlation between neighbouring keys.
// Bounds are 4.5 standard errors of each statistic, as for the streams.

import { expect, test } from 'vitest'

import { createSampler, keyOf, keyWithin } from '../../src/numeric/row-sampler.js'

const sample = createSampler()

test('moments and tails are those of the normal distribution', () => {
  const [rows, length] = [2_000, 1_000]
  const row = new Float64Array(length)
  const sums = [0, 0, 0, 0]
  const beyond = [0, 0, 0]
  for (let r = 0; r < rows; r++) {
    sample(row, 0, length, keyOf(6, 'moments', r), 1)
    for (const z of row) {
      for (let power = 0; power < 4; power++) sums[power]! += z ** (power + 1)
      for (let k = 0; k < 3; k++) if (Math.abs(z) > k + 2) beyond[k]!++
    }
  }
  const n = rows * length
  const spread = [1, 2, 15, 96]
  const expected = [0, 1, 0, 3]
  expected.forEach((value, i) => expect(Math.abs(sums[i]! / n - value)).toBeLessThan(4.5 * Math.sqrt(spread[i]! / n)))
  // P(|z| > 2, 3, 4) by R 4.2: 2*pnorm(-2), 2*pnorm(-3), 2*pnorm(-4)
  ;[0.04550026, 0.002699796, 6.334248e-5].forEach((p, k) => expect(Math.abs(beyond[k]! / n - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n)))
})

test('rows of neighbouring keys within a key do not correlate, and a shorter row is the start of a longer one', () => {
  const draws = 400
  const outer = keyOf(1, 'noise', 'North')
  const rows = Array.from({ length: 60 }, (_, year) => {
    const row = new Float64Array(draws)
    sample(row, 0, draws, keyWithin(new Uint32Array(4), outer, keyOf(0, 'P1'), year), 1)
    return row
  })
  const products: number[] = []
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < i; j++) products.push(rows[i]!.reduce((sum, value, d) => sum + value * rows[j]![d]!, 0) / draws)
  const spread = Math.sqrt(products.reduce((sum, value) => sum + value * value, 0) / products.length)
  expect(Math.abs(spread * Math.sqrt(draws) - 1)).toBeLessThan(0.1)
  const short = new Float64Array(50)
  sample(short, 0, 50, keyOf(3, 'prefix'), 1)
  const long = new Float64Array(500)
  sample(long, 0, 500, keyOf(3, 'prefix'), 1)
  expect(Array.from(long.subarray(0, 50))).toEqual(Array.from(short))
})
