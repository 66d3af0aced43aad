// The streams: uniform and normal by their moments and counts, keyed without visible correlation. Bounds are 4.5 standard errors of each statistic.

import { createStream } from 'school-places'
import { describe, expect, test } from 'vitest'

const size = 1_000_000

describe('a stream', () => {
  // The same by an independent implementation in Python 3.11 of xoshiro128++ 1.0 (Blackman and Vigna) on the state that the key hashes to.
  test('is xoshiro128++ on the hashed key', () => {
    const stream = createStream(7, 'noise', 'North', 2021)
    expect(Array.from({ length: 5 }, () => stream.next())).toEqual([330656075, 1757301965, 2626997976, 434783857, 3923610393])
  })

  test('gives the same numbers for the same key and others for another', () => {
    const first = createStream(7, 'noise', 'North', 2021)
    const again = createStream(7, 'noise', 'North', 2021)
    const values = Array.from({ length: 5 }, () => first.next())
    expect(Array.from({ length: 5 }, () => again.next())).toEqual(values)
    for (const other of [createStream(8, 'noise', 'North', 2021), createStream(7, 'noise', 'North', 2022), createStream(7, 'noise', 'Nort', 'h2021'), createStream(7, 'noise', 'North', '2021')]) {
      expect(other.next()).not.toBe(values[0])
    }
  })

  test('uniform numbers have mean 1/2, variance 1/12 and even counts', () => {
    const stream = createStream(1, 'uniform')
    const counts = new Float64Array(100)
    let [sum, squares] = [0, 0]
    for (let i = 0; i < size; i++) {
      const u = stream.uniform()
      sum += u
      squares += (u - 0.5) ** 2
      counts[Math.floor(u * 100)]!++
    }
    expect(Math.abs(sum / size - 0.5)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / size))
    expect(Math.abs(squares / size - 1 / 12)).toBeLessThan(4.5 * Math.sqrt(1 / 180 / size))
    const chiSquare = counts.reduce((total, count) => total + (count - size / 100) ** 2 / (size / 100), 0)
    // 99 degrees of freedom: mean 99, standard deviation √198.
    expect(Math.abs(chiSquare - 99)).toBeLessThan(4.5 * Math.sqrt(198))
  })

  test('normal numbers have the moments and the tails of the normal distribution', () => {
    const stream = createStream(2, 'normal')
    const sums = [0, 0, 0, 0]
    const beyond = [0, 0, 0]
    let [previous, lag] = [0, 0]
    for (let i = 0; i < size; i++) {
      const z = stream.normal()
      for (let power = 0; power < 4; power++) sums[power]! += z ** (power + 1)
      for (let k = 0; k < 3; k++) if (Math.abs(z) > k + 2) beyond[k]!++
      lag += z * previous
      previous = z
    }
    const mean = (power: number): number => sums[power - 1]! / size
    expect(Math.abs(mean(1))).toBeLessThan(4.5 / Math.sqrt(size))
    expect(Math.abs(mean(2) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / size))
    expect(Math.abs(mean(3))).toBeLessThan(4.5 * Math.sqrt(15 / size))
    expect(Math.abs(mean(4) - 3)).toBeLessThan(4.5 * Math.sqrt(96 / size))
    expect(Math.abs(lag / size)).toBeLessThan(4.5 / Math.sqrt(size))
    // P(|z| > 2, 3, 4) by R 4.2: 2*pnorm(-2), 2*pnorm(-3), 2*pnorm(-4)
    ;[0.04550026, 0.002699796, 6.334248e-5].forEach((p, k) => {
      expect(Math.abs(beyond[k]! / size - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / size))
    })
  })

  test('streams of neighbouring keys do not correlate', () => {
    const draws = 400
    const rows = Array.from({ length: 60 }, (_, key) => {
      const stream = createStream(3, 'noise', 'area', key)
      return Array.from({ length: draws }, () => stream.normal())
    })
    const products: number[] = []
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j < i; j++) products.push(rows[i]!.reduce((sum, value, d) => sum + value * rows[j]![d]!, 0) / draws)
    }
    const spread = Math.sqrt(products.reduce((sum, value) => sum + value * value, 0) / products.length)
    expect(Math.abs(spread * Math.sqrt(draws) - 1)).toBeLessThan(0.1)
  })
})
