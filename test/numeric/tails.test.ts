// Wildness: how much wilder than usual a year is. Its law against Student's t, its bound, and what it does to means and to sums of years.

import { chinaLadder, estimateDispersion, simulatePupils } from 'school-places'
import { describe, expect, test } from 'vitest'

import { createRowRoom } from '../../src/numeric/row-loops.js'
import { mostWild } from '../../src/numeric/row-loops-constants.js'
import { normalQuantile } from '../../src/numeric/row-sampler.js'
import { degreesFromTail, wildness, wildnessScale, wildnessSquare } from '../../src/numeric/tails.js'
import { ratesBy, steady } from '../project/some-rates.js'

const grid = Float64Array.from({ length: 5_000 }, (_, i) => normalQuantile((i + 0.5) / 5_000))

describe('wildness', () => {
  test('of a row is that of the sum of two numbers each, and 1 without tails', () => {
    const { rows, makeWild } = createRowRoom(grid.length, { wild: 1, future: 1 })
    for (const degrees of [2, 3, 5, 20, Infinity]) {
      grid.forEach((z, i) => {
        rows.future[i] = (i % 7) / 10
        rows.wild[i] = z - rows.future[i]!
      })
      const sums = grid.map((_, i) => rows.wild[i]! + rows.future[i]!)
      makeWild(rows.wild, grid.length, rows.future, wildnessScale(degrees))
      grid.forEach((_, i) => expect(Math.abs(rows.wild[i]! / wildness(sums[i]!, degrees) - 1)).toBeLessThan(3e-6))
    }
    expect(wildness(1, Infinity)).toBe(1)
  })

  test('is never above its bound, however few degrees, and its mean square is that of Student’s t where the bound does not matter', () => {
    expect(wildness(-8, 2)).toBe(mostWild)
    // Variance 20 ÷ 18 of t, scaled to agree with the normal at the middle 85 %: t with 20 degrees has 1.4974 there (scipy.stats.t.ppf(0.925, 20)).
    expect(wildnessSquare(20) / ((20 / 18) * (1.4395 / 1.4974) ** 2)).toBeCloseTo(1, 2)
    expect(wildnessSquare(Infinity)).toBe(1)
  })

  test('two degrees are told from three', () => {
    // 97.5 and 90 % points: 4.302653 and 1.885618 for 2 degrees, 3.182446 and 1.637744 for 3.
    expect(degreesFromTail(4.302653 / 1.885618)).toBeLessThan(2.4)
    expect(Math.abs(degreesFromTail(3.182446 / 1.637744) - 3)).toBeLessThan(0.4)
  })
})

describe('wild years', () => {
  const grades = chinaLadder.grades.map((grade) => grade.id)
  const past = { areas: ['North'], regions: [''], grades, entry: grades.map((_, g) => g === 0), origins: [], leads: 1, forecast: new Float64Array(0), actual: new Float64Array(0) }
  const prior = estimateDispersion(past, { origin: 2021 })
  const only = { parameter: false, shock: true, areas: false, years: false, drift: false, tails: true, births: false, housing: false, participation: false } as const
  const draws = 20_000
  /** 97.5 over 80 % point of the log of grade 8 a year and of grade 8 six years ahead: a sum of one step and of six. */
  const tailOf = (wildCarried: number, year: number): number => {
    const { values } = simulatePupils(steady, { ...prior, degreesOfFreedom: 3, wildCarried }, { draws, seed: 2, sources: only, horizon: 6 }).pupils
    const at = (8 * 7 + year) * draws
    const sizes = Float64Array.from({ length: draws }, (_, d) => Math.abs(Math.log(values[at + d]! / 100))).sort()
    return sizes[Math.floor(0.975 * draws)]! / sizes[Math.floor(0.8 * draws)]!
  }

  test('have the same tails one year ahead whatever stays, and lighter ones in sums of years the less stays', () => {
    expect(tailOf(0, 1) / tailOf(1, 1)).toBeCloseTo(1, 1)
    expect(tailOf(1, 6) / tailOf(1, 1)).toBeCloseTo(1, 1)
    const [none, half, all] = [0, 0.5, 1].map((carried) => tailOf(carried, 6))
    expect(none!).toBeLessThan(0.9 * all!)
    expect(half!).toBeLessThan(0.98 * all!)
    expect(none!).toBeLessThan(0.98 * half!)
  })

  test('leave the mean of a step at the forecast, in grades of 20 pupils too', () => {
    const small = ratesBy({ areas: ['North'], base: () => 20, progression: () => 1, entry: () => 20 })
    const { values } = simulatePupils(small, { ...prior, degreesOfFreedom: 3 }, { draws, seed: 2, sources: only, horizon: 1 }).pupils
    for (const grade of [5, 8, 12]) {
      const row = Array.from({ length: draws }, (_, d) => values[(grade * 2 + 1) * draws + d]!)
      expect(Math.abs(row.reduce((a, b) => a + b) / draws / 20 - 1)).toBeLessThan(0.004)
    }
  })
})
