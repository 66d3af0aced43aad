import { estimateRates, parseInputs, projectPupils, valueAt } from 'school-places'
import type { Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

const flatBirths = Array.from({ length: 30 }, (_, i) => ({ area: 'city', year: 2000 + i, births: 3_000 }))
const city: Tables = { areas: [{ area: 'city' }, { area: 'Town', parent: 'city' }], births: flatBirths }
const ratesOf = (more: Partial<Tables>, horizon = 3) => estimateRates(parseInputs({ ...city, ...more }), { origin: 2021, horizon })
const base = (rates: ReturnType<typeof ratesOf>, grade: string): number => valueAt(rates.base, { area: 'Town', grade })

describe('a base year of which only entry grades are published', () => {
  const counts = [
    { area: 'Town', grade: 'P1', year: 2021, pupils: 90 },
    { area: 'Town', grade: 'J1', year: 2021, pupils: 60 },
  ]

  test('shares of the cohorts are interpolated geometrically and held beyond', () => {
    const rates = ratesOf({ pupils: counts })
    expect(base(rates, 'P1')).toBe(90)
    expect(base(rates, 'P4')).toBeCloseTo(Math.sqrt(90 * 60), 9)
    expect(base(rates, 'J3')).toBeCloseTo(60, 9)
    expect(rates.ladder.stages.map((stage) => stage.id)).toEqual(['primary', 'junior'])
    expect(rates.issues.filter((issue) => issue.code === 'stage-left-out').map((issue) => issue.where.stage)).toEqual(['kindergarten', 'senior'])
  })

  test('a participation brings a stage in', () => {
    const rates = ratesOf({ pupils: counts, assumptions: [{ assumption: 'participation', stage: 'kindergarten', value: 0.9 }, { assumption: 'participation', stage: 'senior', value: 0.5 }] })
    expect(base(rates, 'K2')).toBeCloseTo(81, 9)
    expect(base(rates, 'S2')).toBeCloseTo(30, 9)
    expect(valueAt(rates.progression, { area: 'Town', grade: 'S1', year: 2022 })).toBe(0.5)
    expect(valueAt(rates.entry, { area: 'Town', grade: 'K1', year: 2022 })).toBeCloseTo(81, 9)
  })

  test('births that fall make the younger grades smaller', () => {
    const births = flatBirths.map((row) => ({ ...row, births: row.year >= 2014 ? 1_500 : 3_000 }))
    const rates = ratesOf({ births, pupils: [{ area: 'Town', grade: 'J1', year: 2021, pupils: 60 }], assumptions: [{ assumption: 'participation', stage: 'primary', value: 1 }] })
    // P1 of 2021 was born from September 2014: all of 1,500; P2 one third in 2013.
    expect(base(rates, 'P1')).toBeCloseTo(30, 9)
    expect(base(rates, 'P2')).toBeCloseTo((60 * (3_000 / 3 + 1_000)) / 3_000, 9)
  })

  test('a published total tilts the grades that are not counted until it is met', () => {
    const rates = ratesOf({ pupils: counts.slice(1), totals: [{ area: 'Town', stages: 'primary+junior', year: 2021, pupils: 700 }] })
    const grades = rates.ladder.grades.map((grade) => base(rates, grade.id))
    expect(grades.reduce((a, b) => a + b, 0)).toBeCloseTo(700, 6)
    expect(base(rates, 'J1')).toBe(60)
    expect(base(rates, 'P1')).toBeGreaterThan(base(rates, 'P6'))
  })

  test('a total alone gives the level, the cohorts give the shape', () => {
    const rates = ratesOf({ totals: [{ area: 'Town', stages: 'primary', year: 2021, pupils: 600 }] })
    expect(base(rates, 'P1')).toBeCloseTo(100, 9)
    const fitted = rates.issues.find((issue) => issue.code === 'base-total-fitted')!
    // The births of a whole country say nothing to a reader beside the pupils of a town.
    expect(fitted.message).toMatch(/primary have 600 pupils together, and none of their grades is counted/)
    expect(fitted.amounts).toEqual({ total: 600, how: 'spread' })
  })

  test('where a cohort is counted, the issue tells what the interpolated grades had together, and what was done', () => {
    const fitted = (pupils: number) => ratesOf({ pupils: counts.slice(1), totals: [{ area: 'Town', stages: 'primary+junior', year: 2021, pupils }] }).issues.find((issue) => issue.code === 'base-total-fitted')!
    expect(fitted(700).amounts).toMatchObject({ total: 700, how: 'tilted', before: expect.any(Number) })
    // Fewer than are counted alone: no tilt reaches that.
    expect(fitted(10).amounts).toMatchObject({ total: 10, how: 'scaled' })
  })
})

describe('counts with holes', () => {
  const years = [2018, 2019, 2020, 2021]
  const grades = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
  const all = years.flatMap((year) => grades.map((grade, g) => ({ area: 'Town', grade, year, pupils: 100 - 2 * g })))

  test('a year missing is not chained over', () => {
    const rates = ratesOf({ pupils: all.filter((row) => row.year !== 2020) })
    const used = rates.evidence.find((row) => row.grade === 'P2')!
    expect(used.years).toEqual([2019])
    expect(rates.issues.map((issue) => issue.code)).toContain('gap-in-years')
  })

  test('an area not counted in the base year is carried up from its last count', () => {
    const rates = ratesOf({ pupils: all.filter((row) => row.year < 2020) })
    expect(base(rates, 'P3')).toBeCloseTo(100 * (98 / 100) * (96 / 98), 9)
    expect(base(rates, 'P1')).toBe(100)
    expect(rates.issues.find((issue) => issue.code === 'base-carried')!.message).toMatch(/P1, P2, P3, P4, P5, P6 not counted in 2021/)
  })

  test('a grade that is never counted where its neighbours are does not exist there', () => {
    const rates = ratesOf({ pupils: all.filter((row) => row.grade !== 'P6') })
    const { pupils } = projectPupils(rates)
    expect([2021, 2022, 2023].map((year) => valueAt(pupils, { area: 'Town', grade: 'P6', year }))).toEqual([0, 0, 0])
  })

  test('an area with one counted year borrows the ratios of all areas, and says so', () => {
    const pupils = [...all, ...grades.map((grade) => ({ area: 'New', grade, year: 2021, pupils: 50 }))]
    const rates = ratesOf({ areas: [...city.areas, { area: 'New', parent: 'city' }], pupils })
    expect(valueAt(rates.progression, { area: 'New', grade: 'P2', year: 2022 })).toBeCloseTo(0.98, 12)
    expect(rates.issues.find((issue) => issue.code === 'ratio-from-parent')!.where).toEqual({ area: 'New', grade: 'P2' })
  })

  test('without births entrants are held; counts after the origin are not used', () => {
    const dataset = parseInputs({ areas: [{ area: 'Town' }], pupils: [...all, { area: 'Town', grade: 'P1', year: 2022, pupils: 7 }] })
    for (const [progression, code] of [[{ name: 'last' }, 'entry-held'], [{ name: 'automatic' }, 'entry-level']] as const) {
      const rates = estimateRates(dataset, { origin: 2021, horizon: 2, progression })
      expect(valueAt(rates.entry, { area: 'Town', grade: 'P1', year: 2023 })).toBeCloseTo(100, 9)
      expect(rates.issues.map((issue) => issue.code)).toEqual(expect.arrayContaining([code, 'after-origin']))
    }
  })
})

describe('an origin far from the counts', () => {
  const all = [2018, 2019, 2020, 2021].flatMap((year) => ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((grade) => ({ area: 'Town', grade, year, pupils: 100 })))
  const dataset = parseInputs({ areas: [{ area: 'Town' }], pupils: all })
  const years = dataset.pupils.axes.year.labels
  const from = (origin: number): number => estimateRates(dataset, { origin, horizon: 2 }).entry.values[0]!

  test('is told of where nobody is left to forecast, with the years there are', () => {
    for (const origin of [years[0]! - 1, years.at(-1)! + 30]) {
      expect(() => from(origin)).toThrow(expect.objectContaining({ code: 'invalid-option', where: { option: 'origin' }, message: expect.stringContaining(`of ${years[0]}–${years.at(-1)}; from ${origin} nobody`) as string }))
    }
  })

  test('a few years after them cohorts are moved up', () => {
    expect(from(years.at(-1)! + 2)).toBeGreaterThan(50)
  })

  test('and where entrants are registered they are forecast though nobody is there', () => {
    const origin = years.at(-1)! + 30
    const registered = parseInputs({ areas: [{ area: 'Town' }], pupils: all, entrants: [{ area: 'Town', grade: 'P1', year: origin + 1, pupils: 40 }] })
    expect(estimateRates(registered, { origin, horizon: 2 }).entry.values[0]).toBe(40)
  })

  test('where dwellings are still to come it may be that nobody is there yet', () => {
    const planned = parseInputs({ areas: [{ area: 'Town' }], pupils: all, dwellings: [{ area: 'Town', year: years.at(-1)! + 31, dwellings: 500 }] })
    expect([...estimateRates(planned, { origin: years.at(-1)! + 30, horizon: 2 }).base.values].every((value) => value === 0)).toBe(true)
  })
})

describe('births', () => {
  test('own births come before those of the area above; later years take the mean of the last two', () => {
    const rates = ratesOf({ births: [...flatBirths.filter((row) => row.year <= 2018), { area: 'Town', year: 2014, births: 100 }, { area: 'Town', year: 2017, births: 130 }], pupils: [{ area: 'Town', grade: 'P1', year: 2021, pupils: 100 }] })
    // ⅓ × 100 (2014) + ⅔ × 110 (2015, on the line from 100 to 130)
    const share = 100 / (100 / 3 + (2 * 110) / 3)
    expect(valueAt(rates.entry, { area: 'Town', grade: 'P1', year: 2022 })).toBeCloseTo(share * (110 / 3 + (2 * 120) / 3), 9)
    expect(valueAt(rates.entry, { area: 'Town', grade: 'P1', year: 2024 })).toBeCloseTo(share * (130 / 3 + (2 * 115) / 3), 9)
    expect(rates.issues.map((issue) => issue.code)).not.toContain('births-from-parent')
    expect(rates.issues.map((issue) => issue.code)).toContain('births-extended')
  })

  test('a backtest does not see births after birthsKnownTo', () => {
    const births = flatBirths.map((row) => ({ ...row, births: row.year > 2016 ? 9_000 : 3_000 }))
    const dataset = parseInputs({ ...city, births, pupils: [{ area: 'Town', grade: 'P1', year: 2021, pupils: 90 }] })
    const rates = estimateRates(dataset, { origin: 2021, horizon: 6, birthsKnownTo: 2016 })
    expect(valueAt(rates.entry, { area: 'Town', grade: 'P1', year: 2027 })).toBeCloseTo(90, 9)
  })

  test('births by month make an exact cohort', () => {
    // 2015 by months: 10 a month to August, 40 a month from September; the cohort of P1 2021 is 2014 Sep–Dec (⅓) + 2015 Jan–Aug (80).
    const months = Array.from({ length: 12 }, (_, i) => ({ area: 'Town', year: 2015, month: i + 1, births: i < 8 ? 10 : 40 }))
    const births = [{ area: 'Town', year: 2014, births: 300 }, ...months, { area: 'Town', year: 2016, births: 300 }]
    const dataset = parseInputs({ areas: [{ area: 'Town' }], births, pupils: [{ area: 'Town', grade: 'P1', year: 2021, pupils: 90 }] })
    const rates = estimateRates(dataset, { origin: 2021, horizon: 1 })
    expect(valueAt(dataset.births, { area: 'Town', year: 2015 })).toBe(8 * 10 + 4 * 40)
    const share = rates.evidence.find((row) => row.rate === 'entryRatio')!
    expect(share.denominator).toBe(300 / 3 + 80)
    // P1 2022: 2015 Sep–Dec by months (160) + ⅔ of 2016
    expect(valueAt(rates.cohorts, { area: 'Town', grade: 'P1', year: 2022 })).toBe(160 + 200)
  })

  test('an assumed path of a ratio is followed year by year', () => {
    const assumptions = [2022, 2024].map((year, i) => ({ assumption: 'entryRatio' as const, grade: 'P1', year, value: 0.02 + 0.02 * i }))
    const rates = ratesOf({ assumptions, pupils: [{ area: 'Town', grade: 'P1', year: 2021, pupils: 90 }] })
    expect([2022, 2023, 2024].map((year) => valueAt(rates.entry, { area: 'Town', grade: 'P1', year }))).toEqual([60, 90, 120])
  })
})
