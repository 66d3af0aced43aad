import fc from 'fast-check'
import { parseInputs, PlacesError } from 'school-places'
import type { Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

import { entrySources } from '../../src/estimate/entry-sources.js'
import { nowcastEntry } from '../../src/estimate/nowcast.js'
import type { EntryHistory, EntrySource, YearValue } from '../../src/estimate/nowcast.js'

const settings = { seed: 20_210_901, numRuns: 60 } as const

const series = (first: number, values: readonly number[]): YearValue[] => values.map((value, i) => ({ year: first + i, value }))
/** A source that was off by these factors (count ÷ estimate) up to 2021 and says `next` for 2022. */
const source = (name: string, factors: readonly number[], next: number): EntrySource => ({
  name,
  estimates: [...series(2022 - factors.length, factors.map((factor) => 100 / factor)), { year: 2022, value: next }],
})
const historyOf = (...sources: readonly EntrySource[]): EntryHistory => ({ area: 'North', grade: 'P1', origin: 2021, actuals: series(2010, Array.from({ length: 12 }, () => 100)), sources })
const root = (square: number): number => Math.sqrt(square)

describe('a combination of sources', () => {
  test('without a past weighs them equally, by the geometric mean', () => {
    const { years, records } = nowcastEntry(historyOf(source('births', [], 80), source('registrations', [], 125)))
    expect(years[0]!.estimate).toBeCloseTo(100, 9)
    expect(records.map(({ weight, error, errors, corrected }) => [weight, error, errors, corrected])).toEqual([
      [0.5, undefined, 0, false],
      [0.5, undefined, 0, false],
    ])
    expect(years[0]).toMatchObject({ expectedError: undefined, errorFrom: undefined })
  })

  test('weighs by inverse mean squared log error, drawn half towards equal weights by three errors', () => {
    // Squared log errors 0.01² and 0.02²: precisions 4 : 1, so 0.8 and 0.2; with m = 3 half of that and half of 0.5.
    const up = Math.exp(0.01)
    const twice = Math.exp(0.02)
    const { records, years } = nowcastEntry(historyOf(source('good', [up, 1 / up, up], 100), source('fair', [twice, twice, 1 / twice], 110)))
    expect(records[0]!.weight).toBeCloseTo(0.65, 9)
    expect(records[1]!.weight).toBeCloseTo(0.35, 9)
    expect(records[0]!.error).toBeCloseTo(0.01, 9)
    expect(years[0]!.estimate).toBeCloseTo(100 * 1.1 ** 0.35, 9)
    // The errors of the combination itself: 0.0135, 0.0005 and −0.0005.
    expect(years[0]!.errorFrom).toBe('past')
    expect(years[0]!.expectedError).toBeCloseTo(root((0.0135 ** 2 + 2 * 0.0005 ** 2) / 3), 9)
  })

  test('takes a bias off from four errors on, not from three', () => {
    const low = Math.exp(0.1)
    const three = nowcastEntry(historyOf(source('a', [low, low, low], 100)))
    expect(three.records[0]).toMatchObject({ corrected: false, errors: 3 })
    expect(three.years[0]!.estimate).toBeCloseTo(100, 9)
    const four = nowcastEntry(historyOf(source('a', [low, low, low, low], 100)))
    expect(four.records[0]).toMatchObject({ corrected: true, errors: 4 })
    expect(four.records[0]!.bias).toBeCloseTo(0.1, 9)
    expect(four.records[0]!.error).toBeCloseTo(0, 9)
    expect(four.years[0]!.estimate).toBeCloseTo(100 * low, 9)
    expect(four.years[0]!.sources[0]).toMatchObject({ value: 100, weight: 1 })
    expect(four.years[0]!.sources[0]!.corrected).toBeCloseTo(100 * low, 9)
  })

  test('an error after the correction uses one error up', () => {
    const [a, b] = [Math.exp(0.1), Math.exp(0.2)]
    expect(nowcastEntry(historyOf(source('a', [a, b, a, b], 100))).records[0]!.error).toBeCloseTo(root((4 * 0.05 ** 2) / 3), 9)
  })

  test('a source without a value drops out, the others take its weight, and it is said', () => {
    const missing: EntrySource = { name: 'leavers', estimates: source('leavers', [1.01, 1.01], 0).estimates.filter(({ year }) => year < 2022) }
    const { years, issues, records } = nowcastEntry(historyOf(source('births', [1.02], 90), missing, source('registrations', [], 110), { name: 'nobody', estimates: [{ year: 2022, value: 0 }] }))
    expect(years[0]!.sources.map(({ name }) => name)).toEqual(['births', 'registrations'])
    expect(years[0]!.sources.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    expect(years[0]!.sources[0]!.weight / years[0]!.sources[1]!.weight).toBeCloseTo(records[0]!.weight / records[2]!.weight, 12)
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({ where: { area: 'North', grade: 'P1', year: 2022 }, message: 'no value from leavers, nobody', assumed: 'the other sources take its weight: births, registrations' })
    // One past year in common with a source that was never judged: the bound, by births alone.
    expect(years[0]).toMatchObject({ errorFrom: 'bound' })
    expect(years[0]!.expectedError).toBeCloseTo(Math.log(1.02), 9)
  })

  test('two past years in common are too few to tell how the combination errs', () => {
    const { years } = nowcastEntry(historyOf(source('a', [1.1, 1.1], 100), source('b', [1 / 1.1, 1 / 1.1], 100)))
    expect(years[0]!.errorFrom).toBe('bound')
    expect(years[0]!.expectedError).toBeCloseTo(Math.log(1.1), 9)
  })

  test('weights sum to 1, the estimate lies between the sources, and the order of sources changes nothing', () => {
    const factors = fc.array(fc.double({ min: 0.7, max: 1.4, noNaN: true }), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(fc.record({ factors, next: fc.double({ min: 10, max: 500, noNaN: true }) }), { minLength: 1, maxLength: 5 }), (list) => {
        const sources = list.map(({ factors: past, next }, i) => source(`source ${i}`, past, next))
        const { years, records } = nowcastEntry(historyOf(...sources))
        expect(records.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
        const said = years[0]!.sources.map(({ corrected }) => corrected)
        expect(years[0]!.estimate).toBeGreaterThanOrEqual(Math.min(...said) * (1 - 1e-12))
        expect(years[0]!.estimate).toBeLessThanOrEqual(Math.max(...said) * (1 + 1e-12))
        expect(nowcastEntry(historyOf(...sources.toReversed())).years[0]!.estimate).toBeCloseTo(years[0]!.estimate, 8)
      }),
      settings,
    )
  })

  test('counts after the origin judge nobody', () => {
    const history = historyOf(source('a', [1.1, 1.2], 90), source('b', [1.01, 0.98], 120))
    const later = { ...history, actuals: [...history.actuals, { year: 2022, value: 7 }], sources: history.sources.map((each) => ({ ...each, estimates: [...each.estimates] })) }
    expect(nowcastEntry(later)).toEqual(nowcastEntry(history))
  })

  test('what cannot be answered is an error: two of a name, negative values, a year of the past, nothing at all', () => {
    const codeOf = (call: () => unknown): string => {
      try {
        call()
      } catch (error) {
        return (error as PlacesError).code
      }
      return 'none'
    }
    expect(codeOf(() => nowcastEntry(historyOf(source('a', [], 1), source('a', [], 1))))).toBe('duplicate-label')
    expect(codeOf(() => nowcastEntry(historyOf(source('a', [], -1))))).toBe('invalid-input')
    expect(codeOf(() => nowcastEntry(historyOf(source('a', [], 1)), { years: [2021] }))).toBe('invalid-option')
    expect(codeOf(() => nowcastEntry(historyOf(source('a', [1], Number.NaN))))).toBe('no-data')
    expect(nowcastEntry(historyOf(source('a', [], 1)), { years: [2022, 2023] }).issues.map((issue) => issue.assumed)).toEqual(['no estimate for the year'])
  })
})

// A district in which each source is a fixed part of the truth, so that its ratio is exact.
const truth = [500, 520, 560, 540, 600, 640, 620, 680, 700, 720]
const first = 2014
const entrants = (year: number): number => truth[year - first]!
function tablesOf(last: number, corrupt: (value: number, year: number) => number = (value) => value): Tables {
  const years = truth.map((_, i) => first + i).filter((year) => year <= last)
  return {
    areas: [{ area: 'city' }, { area: 'North', parent: 'city' }, { area: 'South', parent: 'city' }],
    pupils: [
      ...years.flatMap((year) => ['North', 'South'].map((area) => ({ area, grade: 'P1', year, pupils: corrupt(entrants(year) * (area === 'North' ? 1 : 3), year) }))),
      // K3 of a year are the entrants of the next, less a tenth; K2 two years before.
      ...years.flatMap((year) => (year + 1 < first + truth.length ? [{ area: 'North', grade: 'K3', year, pupils: corrupt(entrants(year + 1) * 0.9, year) }] : [])),
      ...years.flatMap((year) => (year + 2 < first + truth.length ? [{ area: 'North', grade: 'K2', year, pupils: corrupt(entrants(year + 2) * 0.8, year) }] : [])),
    ],
    births: Array.from({ length: 24 }, (_, i) => 2000 + i).flatMap((year) => [
      { area: 'North', year, births: corrupt(400 + 10 * (year - 2000), year) },
      { area: 'city', year, births: corrupt(4_000 + 100 * (year - 2000), year) },
    ]),
    registrations: years.map((year) => ({ area: 'North', grade: 'P1', year, registered: corrupt(entrants(year) * 1.25, year) })),
    population: years.flatMap((year) => (year + 1 < first + truth.length ? [{ area: 'North', age: 5, year, population: corrupt(entrants(year + 1) * 2, year) }] : [])),
  }
}
const sourcesAt = (tables: Tables, origin: number, options = {}): EntryHistory => entrySources(parseInputs(tables), 'North', 'P1', origin, options)
const said = (history: EntryHistory, name: string, year: number): number => history.sources.find((each) => each.name === name)?.estimates.find((each) => each.year === year)?.value ?? Number.NaN

describe('the sources of a dataset', () => {
  test('a source in a fixed ratio to the entrants gives them exactly', () => {
    const history = sourcesAt(tablesOf(2023), 2020)
    expect(history.sources.map(({ name }) => name)).toEqual(['births', 'leavers', 'registrations', 'population', 'share of parent'])
    for (const name of ['leavers', 'registrations', 'population']) {
      expect(said(history, name, 2021)).toBeCloseTo(entrants(2021), 9)
      expect(said(history, name, 2018)).toBeCloseTo(entrants(2018), 9)
    }
    expect(history.actuals.map(({ year }) => year)).toEqual([2014, 2015, 2016, 2017, 2018, 2019, 2020])
  })

  test('births are multiplied by the mean ratio of the last three years known', () => {
    const cohort = (year: number): number => (400 + 10 * (year - 7 - 2000)) / 3 + (2 * (400 + 10 * (year - 6 - 2000))) / 3
    const ratio = [2018, 2019, 2020].reduce((sum, year) => sum + entrants(year) / cohort(year), 0) / 3
    expect(said(sourcesAt(tablesOf(2023), 2020), 'births', 2021)).toBeCloseTo(ratio * cohort(2021), 9)
    // The city's births are ten times as many, its entrants four times: the share of North is a quarter of what they promise.
    expect(said(sourcesAt(tablesOf(2023), 2020), 'share of parent', 2021)).toBeCloseTo(ratio * cohort(2021), 9)
  })

  test('an area that has no births of its own does not count those of the area above twice', () => {
    const tables = tablesOf(2023)
    const history = sourcesAt({ ...tables, births: tables.births!.filter((row) => row.area === 'city') }, 2020)
    expect(history.sources.map(({ name }) => name)).toEqual(['births', 'leavers', 'registrations', 'population'])
  })

  test('births that become known only after the origin are not looked at', () => {
    const tables = tablesOf(2023)
    const late = { ...tables, births: tables.births!.filter((row) => row.area === 'city' || row.year > 2020) }
    expect(sourcesAt(late, 2020)).toEqual(sourcesAt({ ...tables, births: tables.births!.filter((row) => row.area === 'city') }, 2020))
  })

  test('two years ahead the leavers are a grade younger and there are no registrations', () => {
    const history = sourcesAt(tablesOf(2023), 2020, { lead: 2 })
    expect(said(history, 'leavers', 2022)).toBeCloseTo(entrants(2022), 9)
    expect(history.sources.map(({ name }) => name)).toEqual(['births', 'leavers', 'share of parent'])
  })

  test.each([1, 2])('nothing after the origin is used, %i years ahead: the future may say what it likes', (lead) => {
    fc.assert(
      fc.property(fc.integer({ min: 2017, max: 2021 }), fc.double({ min: 0, max: 50, noNaN: true }), (origin, factor) => {
        const clean = sourcesAt(tablesOf(2023), origin, { lead })
        const tables = tablesOf(2023, (value, year) => (year > origin ? value * factor : value))
        // Registrations of the year after the origin are made before it starts; they are the one thing that is known of it.
        const registrations = tables.registrations!.map((row) => (row.year === origin + 1 ? tablesOf(2023).registrations!.find((each) => each.year === row.year)! : row))
        const corrupted = sourcesAt({ ...tables, registrations }, origin, { lead })
        expect(corrupted).toEqual(clean)
        expect(nowcastEntry(corrupted)).toEqual(nowcastEntry(clean))
      }),
      settings,
    )
  })

  test('past estimates are those that would have been made then', () => {
    const now = sourcesAt(tablesOf(2023), 2021)
    const then = sourcesAt(tablesOf(2023), 2018)
    for (const name of ['births', 'share of parent', 'registrations']) expect(said(now, name, 2019)).toBe(said(then, name, 2019))
  })

  test('the combination leans on the sources that have been right', () => {
    const nowcast = nowcastEntry(sourcesAt(tablesOf(2023), 2021))
    expect(nowcast.years.map(({ year }) => year)).toEqual([2022])
    const weightOf = (name: string): number => nowcast.records.find((record) => record.name === name)!.weight
    expect(weightOf('registrations')).toBeGreaterThan(3 * weightOf('births'))
    expect(Math.abs(Math.log(nowcast.years[0]!.estimate / entrants(2022)))).toBeLessThan(0.02)
  })

  test('an unknown area or grade is an error, as is a lead of 0', () => {
    expect(() => sourcesAt(tablesOf(2023), 2020, { lead: 0 })).toThrow(/lead must be an integer of at least 1/)
    expect(() => entrySources(parseInputs(tablesOf(2023)), 'Nowhere', 'P1', 2020)).toThrow(/area must be one of/)
    expect(() => entrySources(parseInputs(tablesOf(2023)), 'North', 'X9', 2020)).toThrow(PlacesError)
  })
})
