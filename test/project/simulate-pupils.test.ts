// Many futures: the laws of the draws, and the statistics of the noise.

import fc from 'fast-check'
import { PlacesError, projectPupils, selectLabels } from 'school-places'
import type { Rates } from 'school-places'
import { describe, expect, test } from 'vitest'

import { estimateDispersion } from '../../src/estimate/dispersion.js'
import type { Dispersion } from '../../src/estimate/dispersion.js'
import { createSampler, keyOf, keyWithin, normalQuantile } from '../../src/numeric/row-sampler.js'
import { bendTail, degreesFromTail, wildness } from '../../src/numeric/tails.js'
import { simulatePupils } from '../../src/project/simulate-pupils.js'
import { ratesBy, settings, someRates, steady } from './some-rates.js'

const births = { knownTo: 2021, variance: [0.001], shared: 0.5, birthYears: [{ yearsBefore: 0, weight: 2 / 3 }, { yearsBefore: 1, weight: 1 / 3 }], sources: { North: 'North', South: 'South', East: 'South' } }

/** The priors, for three areas of which two are of one region, with births. */
function dispersionFor(grades: readonly string[]): Dispersion {
  const past = { areas: ['North', 'South', 'East'], regions: ['coast', 'coast', 'hills'], grades, entry: grades.map((_, g) => g === 0), origins: [], leads: 1, forecast: new Float64Array(0), actual: new Float64Array(0) }
  return estimateDispersion(past, { origin: 2021, births })
}

const dispersion = dispersionFor(steady.ladder.grades.map((grade) => grade.id))
const off = { parameter: false, shock: false, areas: false, years: false, drift: false, tails: false, births: false } as const
const run = (rates: Rates, draws: number, more = {}) => simulatePupils(rates, dispersion, { draws, seed: 7, ...more })

function only(rates: Rates, areas: readonly string[]): Rates {
  return {
    ...rates,
    base: selectLabels(rates.base, 'area', areas),
    progression: selectLabels(rates.progression, 'area', areas),
    entry: selectLabels(rates.entry, 'area', areas),
    added: selectLabels(rates.added, 'area', areas),
    cohorts: selectLabels(rates.cohorts, 'area', areas),
  }
}

describe('the draws', () => {
  test('one draw with every source off is the point forecast, bit for bit', () => {
    fc.assert(
      fc.property(someRates, (rates) => {
        expect([...run(rates, 1, { sources: off }).pupils.values]).toEqual([...projectPupils(rates).pupils.values])
      }),
      settings,
    )
  })

  test('each single source moves some draw, and only with it', () => {
    const point = projectPupils(steady).pupils.values
    for (const source of ['parameter', 'shock', 'areas', 'years', 'drift', 'births'] as const) {
      expect([...run(steady, 1, { sources: { ...off, [source]: true } }).pupils.values]).not.toEqual([...point])
    }
    // Tails have nothing to bend.
    expect([...run(steady, 1, { sources: { ...off, tails: true } }).pupils.values]).toEqual([...point])
  })

  test('counts without end are refused, with their place', () => {
    // So many pupils that a forecast has an end and some of its futures have none, which nobody would see in the mean of a sum.
    const huge = { ...steady, base: { ...steady.base, values: Float64Array.from(steady.base.values, () => 1.6e308) }, entry: { ...steady.entry, values: new Float64Array(steady.entry.values.length) } }
    const level = { ...huge, progression: { ...huge.progression, values: Float64Array.from(huge.progression.values, () => 1) } }
    for (const horizon of [1, 2]) expect(() => run(level, 400, { horizon })).toThrow(expect.objectContaining({ code: 'not-finite', where: expect.objectContaining({ year: steady.origin + 1 }) }))
  })

  test('the first 100 of 1,000 are a run of 100, bit for bit', () => {
    const [few, many] = [run(steady, 100).pupils, run(steady, 1_000).pupils]
    for (let cell = 0; cell < few.values.length / 100; cell++) {
      if (few.values.subarray(cell * 100, cell * 100 + 100).length !== 100) expect.fail('cells')
      for (let d = 0; d < 100; d++) if (few.values[cell * 100 + d] !== many.values[cell * 1_000 + d]) expect.fail(`cell ${cell}, draw ${d}`)
    }
  })

  test('adding, removing and reordering areas changes no other area', () => {
    fc.assert(
      fc.property(someRates, fc.constantFrom(['East'], ['South', 'North'], ['East', 'North', 'South']), (rates, areas) => {
        const [all, some] = [run(rates, 20).pupils, run(only(rates, areas), 20).pupils]
        expect([...selectLabels(all, 'area', areas).values]).toEqual([...some.values])
      }),
      { ...settings, numRuns: 15 },
    )
  })

  test('the same seed gives the same bits, another seed others; the base year is certain; no count is below zero', () => {
    fc.assert(
      fc.property(someRates, (rates) => {
        const first = run(rates, 8).pupils
        expect([...run(rates, 8).pupils.values]).toEqual([...first.values])
        first.values.slice().forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(0)
          const [draw, year, cell] = [i % 8, Math.floor(i / 8) % 13, Math.floor(i / 8 / 13)]
          if (year === 0 && value !== rates.base.values[cell]) expect.fail(`base of draw ${draw}`)
        })
      }),
      { ...settings, numRuns: 15 },
    )
    expect([...run(steady, 8).pupils.values]).not.toEqual([...run(steady, 8, { seed: 8 }).pupils.values])
  })

  test('a shorter horizon is the beginning of a longer one', () => {
    const [short, long] = [run(steady, 5, { horizon: 3 }).pupils, run(steady, 5).pupils]
    expect([...short.values]).toEqual([...selectLabels(long, 'year', [2021, 2022, 2023, 2024]).values])
  })

  test('what cannot be answered is refused', () => {
    for (const more of [{ draws: 0 }, { draws: 1.5 }, { draws: Number.NaN }, { seed: -1 }, { seed: 0.5 }, { seed: 2 ** 60 }, { horizon: 13 }, { sources: { weather: true } }]) {
      expect(() => run(steady, 10, more)).toThrow(PlacesError)
    }
    expect(() => run(steady, 10, { maxCells: 1_000 })).toThrow(/fewer draws/)
  })
})

describe('the noise', () => {
  const draws = 20_000
  const wide = { ...steady, ladder: steady.ladder }
  const logs = (sources: object, area: number, grade: number, year: number): Float64Array => {
    const { values } = run(wide, draws, { sources: { ...off, ...sources }, horizon: 2 }).pupils
    const at = ((area * 15 + grade) * 3 + year) * draws
    return values.slice(at, at + draws).map((value) => Math.log(value / 100))
  }
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const correlation = (x: Float64Array, y: Float64Array): number => {
    const [mx, my] = [mean(x), mean(y)]
    let [xy, xx, yy] = [0, 0, 0]
    for (let i = 0; i < x.length; i++) {
      xy += (x[i]! - mx) * (y[i]! - my)
      xx += (x[i]! - mx) ** 2
      yy += (y[i]! - my) ** 2
    }
    return xy / Math.sqrt(xx * yy)
  }

  test('a shock has median one and variance a + b/n times its share', () => {
    const x = logs({ shock: true }, 0, 5, 1)
    const { constant, perPupil, cell } = dispersion.progression
    // Standard error of a variance is √(2/draws) = 1 %.
    expect(x.reduce((sum, value) => sum + value * value, 0) / draws / (cell * (constant + perPupil / 100))).toBeCloseTo(1, 1)
    expect(Math.abs(x.filter((value) => value > 0).length / draws - 0.5)).toBeLessThan(0.02)
  })

  test('areas of a region share its shock, others do not; grades of an area share the area’s', () => {
    const { years } = { years: { years: true } }
    expect(correlation(logs(years, 0, 5, 1), logs(years, 1, 7, 1))).toBeCloseTo(1, 6)
    expect(Math.abs(correlation(logs(years, 0, 5, 1), logs(years, 2, 5, 1)))).toBeLessThan(0.04)
    expect(correlation(logs({ areas: true }, 0, 5, 1), logs({ areas: true }, 0, 7, 1))).toBeCloseTo(1, 6)
    expect(Math.abs(correlation(logs({ areas: true }, 0, 5, 1), logs({ areas: true }, 1, 5, 1)))).toBeLessThan(0.04)
  })

  test('rows are independent of each other', () => {
    expect(Math.abs(correlation(logs({ shock: true }, 0, 5, 1), logs({ shock: true }, 0, 6, 1)))).toBeLessThan(0.04)
    expect(Math.abs(correlation(logs({ shock: true }, 0, 5, 1), logs({ shock: true }, 1, 5, 1)))).toBeLessThan(0.04)
  })

  test('what is a grade’s own turns round in part in the next grade a year later; what its area shares does not', () => {
    const turning = { ...dispersion, rebound: { entry: 0.4, progression: 0.25 } }
    /** Slope of the step into a grade in the second year on the logs of the grade below in the first. */
    const slope = (sources: object, grade: number): number => {
      const { values } = simulatePupils(wide, turning, { draws, seed: 7, horizon: 2, sources: { ...off, ...sources } }).pupils
      const row = (g: number, year: number): Float64Array => values.slice((g * 3 + year) * draws, (g * 3 + year + 1) * draws).map((value) => Math.log(value / 100))
      const [below, own] = [row(grade - 1, 1), row(grade, 2)]
      const steps = own.map((value, d) => value - below[d]!)
      const [mx, my] = [mean(below), mean(steps)]
      let [xy, xx] = [0, 0]
      below.forEach((value, d) => {
        xy += (value - mx) * (steps[d]! - my)
        xx += (value - mx) ** 2
      })
      return xy / xx
    }
    const entered = wide.ladder.grades.findIndex((grade, g) => g > 0 && grade.entry)
    // Standard error of a slope: 0.007.
    for (const sources of [{ shock: true }, { parameter: true }, { shock: true, drift: true, tails: true }]) {
      expect(slope(sources, 1)).toBeCloseTo(-0.4, 1)
      expect(slope(sources, 2)).toBeCloseTo(-0.25, 1)
      expect(slope(sources, entered + 1)).toBeCloseTo(-0.4, 1)
    }
    expect(Math.abs(slope({ areas: true }, 1))).toBeLessThan(0.03)
    expect(Math.abs(slope({ areas: true }, 2))).toBeLessThan(0.03)
    // Entrants of a grade do not come from the grade below, so nothing turns round in them: what they were is no part of what they are.
    expect(slope({ shock: true }, entered)).toBeCloseTo(-1, 1)
  })

  test('a cohort whose errors turn round keeps its mean at the forecast', () => {
    const small = ratesBy({ areas: ['North'], base: () => 10, progression: () => 1, entry: () => 10 })
    const turning = { ...dispersion, rebound: { entry: 0.6, progression: 0.6 } }
    const { values } = simulatePupils(small, turning, { draws: 60_000, seed: 3, horizon: 3, sources: { ...off, shock: true } }).pupils
    // Uncorrected, these would lie 1.6 to 5 % below; a standard error is 0.15 %.
    for (const grade of [1, 2, 8, 12]) expect(Math.abs(mean(values.slice((grade * 4 + 3) * 60_000, (grade * 4 + 4) * 60_000)) / 10 - 1)).toBeLessThan(0.006)
  })

  test('what an area’s grades share in a year is as wild as that year', () => {
    const wildly = { ...dispersion, degreesOfFreedom: 3 }
    /** How much further out the 95 % point lies than the 80 % point: 1.53 for a normal distribution, 1.94 for 3 degrees of freedom. */
    const tail = (tails: boolean): number => {
      const { values } = simulatePupils(wide, wildly, { draws, seed: 7, horizon: 1, sources: { ...off, areas: true, tails } }).pupils
      const at = (5 * 2 + 1) * draws
      const sizes = values.slice(at, at + draws).map(Math.log)
      const middle = mean(sizes)
      const sorted = sizes.map((value) => Math.abs(value - middle)).sort()
      return sorted[0.95 * draws]! / sorted[0.8 * draws]!
    }
    expect(tail(false)).toBeGreaterThan(1.45)
    expect(tail(false)).toBeLessThan(1.6)
    expect(tail(true)).toBeGreaterThan(1.75)
  })

  test('shocks that stay leave the mean of a cohort at the forecast', () => {
    const small = ratesBy({ areas: ['North'], base: () => 10, progression: () => 1, entry: () => 10 })
    const staying = { ...dispersion, rebound: { entry: 0, progression: 0 }, progression: { ...dispersion.progression, carried: 0.9 } }
    const { values } = simulatePupils(small, staying, { draws: 60_000, seed: 3, horizon: 8, sources: { ...off, shock: true, drift: true } }).pupils
    // Were the shocks that stayed not counted, these would lie 14 % above; a standard error is 0.3 %.
    for (const grade of [9, 12]) expect(Math.abs(mean(values.slice((grade * 9 + 8) * 60_000, (grade * 9 + 9) * 60_000)) / 10 - 1)).toBeLessThan(0.015)
  })

  test('shocks that areas or grades share leave the mean of entrants at the forecast, in the first year and in the eighth', () => {
    const shared = { ...dispersion, areaYear: { share: 2, carried: 0.9, entryLoading: 1.2 }, regionYear: { entry: 0.03, progression: 0.03, carried: 0.9 } }
    const small = ratesBy({ areas: ['North'], base: () => 10, progression: () => 1, entry: () => 10 })
    for (const source of ['areas', 'years']) {
      const { values } = simulatePupils(small, shared, { draws: 60_000, seed: 3, horizon: 8, sources: { ...off, [source]: true, drift: true } }).pupils
      // Uncentred they would lie 1.5 to 30 % above; a standard error is 0.1 to 0.4 %.
      for (const year of [1, 8]) expect(Math.abs(mean(values.slice(year * 60_000, (year + 1) * 60_000)) / 10 - 1)).toBeLessThan(year === 1 ? 0.006 : 0.016)
    }
  })

  test('where more leave than there are nobody is left, and no fewer', () => {
    const leaving = ratesBy({ areas: ['North'], base: () => 100, progression: () => 1, entry: () => 100, added: (_, grade, year) => (grade === 5 && year === 1 ? -300 : 0) })
    for (const sources of [undefined, { ...off, areas: true }]) {
      const { values } = simulatePupils(leaving, dispersion, { draws: 200, seed: 1, sources }).pupils
      expect(Math.min(...values)).toBe(0)
      expect(values[(5 * 13 + 2) * 200 + 7]).toBe(0)
      expect(values[(5 * 13 + 1) * 200 + 7]).toBeGreaterThan(0)
    }
  })

  test('births not known widen the entrants, and areas with the same births share them', () => {
    const late = ratesBy({ areas: ['North', 'South', 'East'], base: () => 100, progression: () => 1, entry: () => 100 })
    const { values } = simulatePupils(late, dispersion, { draws: 2_000, seed: 1, sources: { ...off, births: true } }).pupils
    const row = (area: number, year: number): Float64Array => values.slice((area * 15 * 13 + year) * 2_000, (area * 15 * 13 + year + 1) * 2_000).map(Math.log)
    // Kindergarten at three: born 2021 or before enters until 2024.
    expect(new Set(row(0, 3)).size).toBe(1)
    expect(new Set(row(0, 4)).size).toBeGreaterThan(1_000)
    expect(correlation(row(1, 8), row(2, 8))).toBeCloseTo(1, 6)
    expect(Math.abs(correlation(row(0, 8), row(1, 8)) - births.shared)).toBeLessThan(0.1)
  })
})

describe('numbers', () => {
  test('a million normals have the moments of a normal, and keys do not show', () => {
    const n = 1_000_000
    const [x, y] = [new Float64Array(n), new Float64Array(n)]
    const sample = createSampler()
    const [area, grade] = [keyOf(1, 'noise', 'North'), keyOf(1, 'grade', 'P1')]
    sample(x, 0, n, keyWithin(new Uint32Array(4), area, grade, 2022), 1)
    sample(y, 0, n, keyWithin(new Uint32Array(4), area, grade, 2023), 1)
    const moment = (k: number): number => x.reduce((sum, value) => sum + value ** k, 0) / n
    // Standard errors: 0.001, 0.0014, 0.0039, 0.0098.
    expect(Math.abs(moment(1))).toBeLessThan(0.004)
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.006)
    expect(Math.abs(moment(3))).toBeLessThan(0.016)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.04)
    expect(Math.abs(x.reduce((sum, value, i) => sum + value * y[i]!, 0) / n)).toBeLessThan(0.004)
    for (const z of [1, 2, 3, 3.9]) {
      const expected = { 1: 0.158655, 2: 0.02275, 3: 0.00135, 3.9: 0.0000481 }[z]!
      const share = x.filter((value) => value > z).length / n
      expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt(expected / n))
    }
  })

  test('the inverse of the normal distribution and of Student’s t against tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 7)
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306, 7)
    // t with 4 degrees: 97.5 % at 2.776445, 92.5 % at 1.778192.
    expect((bendTail(1.959963985, 4) / bendTail(1.4395314709384563, 4)) * (1.778192 / 2.776445)).toBeCloseTo(1, 1.9)
    expect(degreesFromTail(bendTail(1.959963985, 6) / bendTail(1.2815515655, 6))).toBeCloseTo(6, 3)
    expect(bendTail(1.3, Infinity)).toBe(1.3)
  })

  test('a normal times a wildness has the middle 85 % of a normal and the tails of Student’s t', () => {
    const n = 400_000
    const [z, w] = [new Float64Array(n), new Float64Array(n)]
    const sample = createSampler()
    sample(z, 0, n, keyOf(1, 'a'), 1)
    sample(w, 0, n, keyOf(1, 'b'), 1)
    const sizes = z.map((value, i) => Math.abs(value * wildness(w[i]!, 4))).sort()
    expect(sizes[Math.floor(0.85 * n)]! / 1.4395).toBeCloseTo(1, 1.5)
    expect(sizes[Math.floor(0.95 * n)]! / 1.4395).toBeCloseTo(2.776445 / 1.778192, 1)
  })
})

test('pupils may be written into memory of an earlier run: the same bits, and too short a one is left alone', () => {
  const fresh = run(steady, 70)
  const into = new Float64Array(fresh.pupils.values.length + 5).fill(Number.NaN)
  const again = run(steady, 70, { into })
  expect(again.pupils).toEqual(fresh.pupils)
  expect((again.pupils.values as Float64Array).buffer).toBe(into.buffer)
  expect([...into.subarray(-5)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  const short = new Float64Array(10)
  expect(run(steady, 70, { into: short }).pupils).toEqual(fresh.pupils)
  expect([...short]).toEqual(Array.from({ length: 10 }, () => 0))
})
