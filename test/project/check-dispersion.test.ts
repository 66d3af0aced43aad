// A dispersion made by hand is checked before anything is drawn from it; correlations of grades are drawn as they were given.

import { chinaLadder, correlationOf, estimateDispersion, PlacesError, simulatePupils } from 'school-places'
import type { Dispersion } from 'school-places'
import { describe, expect, test } from 'vitest'

import { steady } from './some-rates.js'

const grades = steady.ladder.grades.map((grade) => grade.id)
const past = { areas: ['North', 'South', 'East'], regions: ['', '', ''], grades, entry: grades.map((_, g) => g === 0), origins: [], leads: 1, forecast: new Float64Array(0), actual: new Float64Array(0) }
const good = estimateDispersion(past, { origin: 2021 })
const named = (values: readonly (readonly number[])[]) => ({ grades: grades.slice(0, values.length), values })

function faultsOf(dispersion: Dispersion): PlacesError {
  try {
    simulatePupils(steady, dispersion, { draws: 2, seed: 1 })
  } catch (error) {
    if (error instanceof PlacesError) return error
    throw error
  }
  return expect.fail('nothing was thrown')
}

describe('a dispersion that cannot be drawn from', () => {
  const bad: readonly (readonly [string, Partial<Dispersion>, string])[] = [
    ['a negative variance', { progression: { ...good.progression, constant: -0.1 } }, 'dispersion.progression.constant'],
    ['a variance that is NaN', { entry: { ...good.entry, perPupil: Number.NaN } }, 'dispersion.entry.perPupil'],
    ['no degrees of freedom', { degreesOfFreedom: 0 }, 'dispersion.degreesOfFreedom'],
    ['a rebound beyond 1', { rebound: { entry: 1.5, progression: 0.1 } }, 'dispersion.rebound.entry'],
    ['a negative factor of an area', { areaFactors: { North: -1 } }, 'dispersion.areaFactors.North'],
    ['a negative variance of a region', { regionYear: { entry: 0, progression: -1, carried: 0 } }, 'dispersion.regionYear.progression'],
    ['a share of births above 1', { births: { knownTo: 2020, variance: [0.1], shared: 2, birthYears: [], sources: {} } }, 'dispersion.births.shared'],
    ['chances that miss 1', { housing: { delays: [{ years: 0, chance: 0.5 }], yield: 0, source: 'given' } }, 'dispersion.housing.delays'],
    ['half a year late', { housing: { delays: [{ years: 0.5, chance: 1 }], yield: 0, source: 'given' } }, 'dispersion.housing.delays.1.years'],
    ['a negative drift', { participation: { level: 0, drift: -0.1, source: 'given' } }, 'dispersion.participation.drift'],
    ['an empty list of lead factors', { leadFactors: { entry: [], progression: [1] } }, 'dispersion.leadFactors.entry'],
    ['a matrix that is not square', { gradeCorrelation: named([[1, 0], [0]]) }, 'dispersion.gradeCorrelation.values'],
    ['a matrix that is not symmetric', { gradeCorrelation: named([[1, 0.5], [0.2, 1]]) }, 'dispersion.gradeCorrelation.values'],
    ['a correlation beyond 1', { gradeCorrelation: named([[1, 1.2], [1.2, 1]]) }, 'dispersion.gradeCorrelation.values'],
    ['a correlation that is NaN', { gradeCorrelation: named([[1, Number.NaN], [Number.NaN, 1]]) }, 'dispersion.gradeCorrelation.values'],
    ['correlations that contradict each other', { gradeCorrelation: named([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]) }, 'dispersion.gradeCorrelation.values'],
    ['a covariance for correlations', { gradeCorrelation: named([[4, 1], [1, 4]]) }, 'dispersion.gradeCorrelation.values'],
    ['more grades than rows', { gradeCorrelation: { grades, values: [[1]] } }, 'dispersion.gradeCorrelation.values'],
    ['a grade named twice', { gradeCorrelation: { grades: ['P1', 'P1'], values: [[1, 0], [0, 1]] } }, 'dispersion.gradeCorrelation.grades'],
  ]

  test.each(bad)('%s is refused with the way out', (_, change, option) => {
    const error = faultsOf({ ...good, ...change })
    expect(error.code).toBe('invalid-input')
    expect(error.hint).toMatch(/correlationOf/)
    expect(error.issues.map((issue) => issue.where.option)).toContain(option)
  })

  test('every fault is said at once', () => {
    const error = faultsOf({ ...good, rebound: { entry: 0.3, progression: -1 }, degreesOfFreedom: Number.NaN, entry: { ...good.entry, cell: -1 } })
    expect(error.issues.map((issue) => issue.where.option)).toEqual(['dispersion.entry.cell', 'dispersion.degreesOfFreedom', 'dispersion.rebound.progression'])
    expect(error.issues.every((issue) => issue.severity === 'fault')).toBe(true)
  })

  test('normal tails and an estimated dispersion are accepted', () => {
    expect(() => simulatePupils(steady, { ...good, degreesOfFreedom: Infinity }, { draws: 2, seed: 1 })).not.toThrow()
  })

  test('draws, seeds and sizes that cannot be are refused with the way out', () => {
    for (const options of [{ draws: 0, seed: 1 }, { draws: -5, seed: 1 }, { draws: 1.5, seed: 1 }, { draws: Number.NaN, seed: 1 }, { draws: '10' as unknown as number, seed: 1 }]) expect(() => simulatePupils(steady, good, options)).toThrow(/draws must be an integer of at least 1/)
    for (const seed of [-1, 0.5, Number.NaN, Infinity, '1' as unknown as number]) expect(() => simulatePupils(steady, good, { draws: 1, seed })).toThrow(/seed must be an integer of at least 0/)
    expect(() => simulatePupils(steady, good, { draws: 1e9, seed: 1 })).toThrow(expect.objectContaining({ code: 'too-large', hint: expect.stringMatching(/fewer draws.*groups/) }))
  })
})

describe('correlations of grades', () => {
  const off = { parameter: false, shock: true, areas: false, years: false, drift: false, tails: false, births: false, housing: false, participation: false } as const
  const draws = 20_000
  const logsOf = (dispersion: Dispersion, grade: number): number[] => {
    const { values } = simulatePupils(steady, dispersion, { draws, seed: 9, sources: off, horizon: 1 }).pupils
    const at = (grade * 2 + 1) * draws
    return Array.from({ length: draws }, (_, d) => Math.log(values[at + d]! / 100))
  }
  const correlation = (x: readonly number[], y: readonly number[]): number => {
    const mean = (z: readonly number[]): number => z.reduce((a, b) => a + b) / z.length
    const [middle, other] = [mean(x), mean(y)]
    const [a, b] = [x.map((value) => value - middle), y.map((value) => value - other)]
    const product = (u: readonly number[], v: readonly number[]): number => u.reduce((sum, value, i) => sum + value * v[i]!, 0)
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b))
  }

  test('are drawn as given, whatever the order of their grades, and leave the variance and other grades alone', () => {
    const [a, b, c] = [4, 6, 8].map((g) => chinaLadder.grades[g]!.id) as [string, string, string]
    const given = { ...good, gradeCorrelation: { grades: [c, a, b], values: [[1, -0.4, 0.3], [-0.4, 1, 0.6], [0.3, 0.6, 1]] } }
    const [x, y, z] = [4, 6, 8].map((g) => logsOf(given, g))
    expect(correlation(x!, y!)).toBeCloseTo(0.6, 1)
    expect(correlation(x!, z!)).toBeCloseTo(-0.4, 1)
    expect(correlation(y!, z!)).toBeCloseTo(0.3, 1)
    expect(logsOf(given, 5)).toEqual(logsOf(good, 5))
    const spread = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)
    expect(spread(z!) / spread(logsOf(good, 8))).toBeCloseTo(1, 1)
  })

  test('of 1 make grades move as one, and of 0 change nothing to rounding', () => {
    const [a, b] = [chinaLadder.grades[4]!.id, chinaLadder.grades[6]!.id]
    const one = { ...good, gradeCorrelation: { grades: [a, b], values: [[1, 1], [1, 1]] } }
    const [x, y] = [logsOf(one, 4), logsOf(one, 6)]
    x.forEach((value, d) => expect(value).toBeCloseTo(y[d]!, 10))
    const none = logsOf({ ...good, gradeCorrelation: { grades: [a, b], values: [[1, 0], [0, 1]] } }, 6)
    logsOf(good, 6).forEach((value, d) => expect(none[d]!).toBeCloseTo(value, 10))
  })

  test('come from a covariance, which must be one', () => {
    expect(correlationOf([[4, 3, 0], [3, 9, 0], [0, 0, 0]])).toEqual([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
    for (const [matrix, message] of [[[], /at least one row/], [[[1, 2]], /square/], [[[-1]], /at least 0/], [[[1, 2], [2, 1]], /within ±1/], [[[1, 0.5], [0.4, 1]], /symmetric/], [[[1, Infinity], [Infinity, 1]], /finite/], [[[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]], /semi-definite/]] as const) {
      expect(() => correlationOf(matrix)).toThrow(message)
      expect(() => correlationOf(matrix)).toThrow(expect.objectContaining({ code: 'invalid-input', hint: expect.stringMatching(/shrink/) }))
    }
  })
})
