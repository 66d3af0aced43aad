import fc from 'fast-check'
import { PlacesError, projectPupils, valueAt } from 'school-places'
import type { Rates } from 'school-places'
import { describe, expect, test } from 'vitest'

import { birthVariant } from '../../src/project/changes.js'
import type { Change, Scenario } from '../../src/project/changes.js'
import { applyScenario } from '../../src/project/scenario.js'
import { horizon, origin, ratesBy, settings, someRates, steady } from './some-rates'

const after = (rates: Rates, ...changes: Change[]): Rates => applyScenario(rates, { name: 'what if', changes })
const entryOf = (rates: Rates, grade: string, years: readonly number[], area = 'North'): number[] => years.map((year) => valueAt(rates.entry, { area, grade, year }))
const pupilsOf = (rates: Rates, grade: string, year: number, area = 'North'): number => valueAt(projectPupils(rates).pupils, { area, grade, year })
const numbers = (rates: Rates): number[][] => [rates.base, rates.progression, rates.entry, rates.added, rates.cohorts].map((cube) => [...cube.values])

const someChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('births' as const), factors: fc.constantFrom([{ year: 2022, factor: 0.8 }], [{ year: 2023, factor: 1.1 }, { year: 2026, factor: 1.3 }]) }),
  fc.record({ kind: fc.constantFrom('entry-ratio' as const, 'progression' as const), factor: fc.double({ min: 0, max: 2, noNaN: true }), from: fc.integer({ min: 2022, max: 2030 }), phaseIn: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('migration' as const), share: fc.double({ min: -1, max: 0.5, noNaN: true }), years: fc.constantFrom([2023], [2022, 2029]), areas: fc.constant(['South']) }),
  fc.record({ kind: fc.constant('entry-age' as const), grade: fc.constantFrom('K1', 'P1'), months: fc.integer({ min: -12, max: 12 }), year: fc.integer({ min: 2022, max: 2034 }), spread: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('participation' as const), stage: fc.constantFrom('senior', 'kindergarten'), current: fc.constant(0.55), path: fc.constant([{ year: 2025, share: 0.65 }]) }),
  fc.record({ kind: fc.constant('close' as const), area: fc.constant('East'), year: fc.integer({ min: 2022, max: 2030 }), to: fc.constant([{ area: 'North', share: 1 }]) }),
)
const scenario = (name: string): fc.Arbitrary<Scenario> => fc.record({ name: fc.constant(name), changes: fc.array(someChange, { maxLength: 4 }) })

describe('laws of scenarios', () => {
  test('a scenario of no changes gives identical numbers, and is listed', () => {
    fc.assert(
      fc.property(someRates, (rates) => {
        const same = applyScenario(rates, { name: 'as expected', changes: [] })
        expect(numbers(same)).toEqual(numbers(rates))
        expect(same.provenance.scenarios).toEqual(['as expected'])
      }),
      settings,
    )
  })

  test('factors of 1, shares of 0 and 0 months change no bit', () => {
    fc.assert(
      fc.property(someRates, (rates) => {
        const none = after(
          rates,
          birthVariant('middle', 2022),
          { kind: 'births', factors: [{ year: 2022, factor: 1 }, { year: 2025, factor: 1 }], calendar: { startMonth: 8 } },
          { kind: 'entry-ratio', factor: 1, phaseIn: 3 },
          { kind: 'progression', factor: 1 },
          { kind: 'migration', share: 0, years: [2022, 2023] },
          { kind: 'entry-age', grade: 'P1', months: 0, year: 2024, spread: 3 },
          { kind: 'participation', stage: 'senior', current: 0.55, path: [{ year: 2024, share: 0.55 }, { year: 2028, share: 0.55 }] },
        )
        expect(numbers(none)).toEqual(numbers(rates))
        expect(none.issues.slice(rates.issues.length).every((issue) => issue.message.endsWith('which changes nothing in the years projected'))).toBe(true)
      }),
      settings,
    )
  })

  test('two scenarios one after the other are the two together, and their changes in one list', () => {
    fc.assert(
      fc.property(someRates, scenario('first'), scenario('second'), (rates, first, second) => {
        const oneByOne = applyScenario(applyScenario(rates, first), second)
        expect(applyScenario(rates, [first, second])).toEqual(oneByOne)
        expect(numbers(applyScenario(rates, { name: 'both', changes: [...first.changes, ...second.changes] }))).toEqual(numbers(oneByOne))
      }),
      settings,
    )
  })

  test('the rates given are as before, the rates made are frozen', () => {
    fc.assert(
      fc.property(someRates, scenario('any'), (rates, any) => {
        const before = structuredClone(rates)
        const made = applyScenario(rates, any)
        expect(rates).toEqual(before)
        expect(Object.isFrozen(made) && Object.isFrozen(made.issues) && Object.isFrozen(made.provenance)).toBe(true)
        expect(made.issues.length).toBeGreaterThanOrEqual(rates.issues.length + any.changes.length)
      }),
      settings,
    )
  })

  test('a moved cut-off lets in exactly the children of the moved months, no more and no fewer', () => {
    fc.assert(
      fc.property(someRates, fc.integer({ min: -12, max: 12 }), fc.integer({ min: 2022, max: 2027 }), fc.integer({ min: 1, max: 5 }), (rates, months, year, spread) => {
        const moved = after(rates, { kind: 'entry-age', grade: 'P1', months, year, spread })
        const years = rates.entry.axes.year.labels
        const last = entryOf(rates, 'P1', [origin + horizon])[0]!
        const sum = (each: Rates): number => entryOf(each, 'P1', years).reduce((a, b) => a + b, 0)
        expect(sum(moved) - sum(rates)).toBeCloseTo((months / 12) * last, 6)
        expect(Math.min(...entryOf(moved, 'P1', years))).toBeGreaterThanOrEqual(-1e-9)
      }),
      settings,
    )
  })
})

describe('births', () => {
  test('a cohort is changed by the part of it that is born in the years named: two thirds first, then all of it', () => {
    const fewer = after(steady, { kind: 'births', factors: [{ year: 2022, factor: 0.7 }] })
    // K1 enters at 3: of the cohort of 2025 two thirds are born in 2022.
    expect(entryOf(fewer, 'K1', [2024])).toEqual([100])
    expect(entryOf(fewer, 'K1', [2025])[0]).toBeCloseTo(80, 10)
    expect(entryOf(fewer, 'K1', [2026])[0]).toBeCloseTo(70, 10)
    expect(valueAt(fewer.cohorts, { area: 'North', grade: 'K1', year: 2025 })).toBeCloseTo(800, 9)
    expect(entryOf(fewer, 'P1', [2027])).toEqual([100])
    expect(entryOf(fewer, 'P1', [2028])[0]).toBeCloseTo(80, 10)
  })

  test('a path of factors runs in straight lines and is held; a preset is such a path', () => {
    const more = after(steady, { kind: 'births', factors: [{ year: 2022, factor: 1 }, { year: 2024, factor: 1.2 }] })
    expect(entryOf(more, 'K1', [2026])[0]).toBeCloseTo(100 * (1 + (2 / 3) * 0.1), 10)
    expect(entryOf(more, 'K1', [2030])[0]).toBeCloseTo(120, 10)
    const low = after(steady, birthVariant('low', 2022))
    expect(entryOf(low, 'K1', [2033])[0]).toBeCloseTo(80, 10)
    expect(birthVariant('low', 2022).factors[1]).toEqual({ year: 2023, factor: 0.92 })
  })

  test('entrants that do not follow births are left as they are', () => {
    const held = ratesBy({ areas: ['North'], base: () => 100, progression: () => 1, entry: () => 100, births: Number.NaN })
    const fewer = after(held, { kind: 'births', factors: [{ year: 2022, factor: 0.5 }] })
    expect(numbers(fewer)).toEqual(numbers(held))
    expect(fewer.issues.at(-1)!.amounts!.touched).toBe(0)
  })
})

describe('rates', () => {
  test('an entry ratio reaches its factor in equal steps, in the areas and years named', () => {
    const rates = after(steady, { kind: 'entry-ratio', factor: 1.3, areas: ['South'], grades: ['P1'], from: 2023, to: 2026, phaseIn: 3 })
    const rounded = entryOf(rates, 'P1', [2022, 2023, 2024, 2025, 2026, 2027], 'South').map((value) => Math.round(value * 1e9) / 1e9)
    expect(rounded).toEqual([100, 110, 120, 130, 130, 100])
    expect(entryOf(rates, 'P1', [2025])).toEqual([100])
    expect(entryOf(rates, 'K1', [2025], 'South')).toEqual([100])
  })

  test('a progression factor acts on the ratio into a grade', () => {
    const rates = after(steady, { kind: 'progression', factor: 0.9, grades: ['P2'] })
    expect(pupilsOf(rates, 'P2', 2022)).toBe(90)
    expect(pupilsOf(rates, 'P3', 2023)).toBe(90)
    expect(pupilsOf(rates, 'P3', 2022)).toBe(100)
  })

  test('a migration shock follows the cohort and spares those who come later', () => {
    const rates = after(steady, { kind: 'migration', share: -0.1, years: [2023], grades: ['P1', 'P2'] })
    expect([pupilsOf(rates, 'P1', 2023), pupilsOf(rates, 'P2', 2024), pupilsOf(rates, 'P3', 2025)]).toEqual([90, 90, 90])
    expect([pupilsOf(rates, 'P2', 2023), pupilsOf(rates, 'P3', 2024)]).toEqual([90, 90])
    expect([pupilsOf(rates, 'P1', 2024), pupilsOf(rates, 'P3', 2023)]).toEqual([100, 100])
  })

  test('a share of a migration shock takes the pupils of new dwellings along', () => {
    const rates = ratesBy({ areas: ['North'], base: () => 100, progression: () => 1, entry: () => 100, added: () => 10 })
    const before = pupilsOf(rates, 'P3', 2024)
    expect(pupilsOf(after(rates, { kind: 'migration', share: 0.5, years: [2024] }), 'P3', 2024)).toBeCloseTo(1.5 * before, 9)
  })

  test('general senior school follows its own path from the share of today', () => {
    const rates = after(steady, { kind: 'participation', stage: 'senior', current: 0.5, path: [{ year: 2025, share: 0.6 }] })
    const into = [2022, 2023, 2025, 2030].map((year) => valueAt(rates.progression, { area: 'East', grade: 'S1', year }))
    expect(into.map((ratio) => Math.round(ratio * 1e9) / 1e9)).toEqual([1.05, 1.1, 1.2, 1.2])
    expect(valueAt(rates.progression, { area: 'East', grade: 'S2', year: 2025 })).toBe(1)
    expect(entryOf(after(steady, { kind: 'participation', stage: 'kindergarten', current: 0.8, path: [{ year: 2022, share: 0.6 }] }), 'K1', [2022])[0]).toBeCloseTo(75, 10)
  })
})

describe('an entry age that changes', () => {
  const growing = ratesBy({ areas: ['North'], base: () => 100, progression: () => 1, entry: (_, __, year) => 100 + 12 * year })

  test('a later cut-off makes one cohort of (12 + m) ÷ 12, then cohorts shifted by m months', () => {
    const rates = after(growing, { kind: 'entry-age', grade: 'P1', months: 4, year: 2024 })
    // 2024 would have 124, 2025 136, 2026 148.
    expect(entryOf(rates, 'P1', [2023])).toEqual([112])
    expect(entryOf(rates, 'P1', [2024])[0]).toBeCloseTo(124 + 136 / 3, 10)
    expect(entryOf(rates, 'P1', [2025])[0]).toBeCloseTo((136 * 2) / 3 + 148 / 3, 10)
    expect(entryOf(rates, 'P1', [2033])[0]).toBeCloseTo(232, 10)
    expect(entryOf(rates, 'K1', [2024])).toEqual([124])
  })

  test('an earlier cut-off makes one cohort of (12 − m) ÷ 12; spread over years it moves in equal steps', () => {
    expect(entryOf(after(steady, { kind: 'entry-age', grade: 'P1', months: -6, year: 2024 }), 'P1', [2023, 2024, 2025])).toEqual([100, 50, 100])
    const spread = entryOf(after(steady, { kind: 'entry-age', grade: 'P1', months: 6, year: 2024, spread: 3 }), 'P1', [2023, 2024, 2025, 2026, 2027])
    spread.forEach((value, i) => expect(value).toBeCloseTo([100, 100 * (1 + 1 / 6), 100 * (1 + 1 / 6), 100 * (1 + 1 / 6), 100][i]!, 10))
  })

  test('the large cohort climbs the grades', () => {
    const rates = after(steady, { kind: 'entry-age', grade: 'P1', months: 4, year: 2024 })
    expect(pupilsOf(rates, 'P6', 2029)).toBeCloseTo(100 * (4 / 3), 9)
    expect(pupilsOf(rates, 'P6', 2030)).toBeCloseTo(100, 9)
  })
})

describe('faults', () => {
  const faultsOf = (...scenarios: readonly unknown[]): { column: string | undefined; code: string }[] => {
    try {
      applyScenario(steady, scenarios as Scenario[])
    } catch (error) {
      expect((error as PlacesError).code).toBe('invalid-input')
      return (error as PlacesError).issues.map((issue) => ({ column: issue.where.column, code: issue.code }))
    }
    return []
  }

  test('all faults of all scenarios come in one error, each with its scenario, change and column', () => {
    const wrong: Scenario = {
      name: 'wrong',
      changes: [
        { kind: 'entry-ratio', factor: -1, areas: ['Nowhere'], from: 2021 },
        { kind: 'births', factors: [{ year: 2021, factor: 1 }] },
        { kind: 'close', area: 'North', year: 2025, to: [{ area: 'North', share: 0.5 }] },
      ],
    }
    try {
      applyScenario(steady, [wrong, { name: '', changes: [] }])
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(PlacesError)
      expect((error as PlacesError).message).toBe(
        [
          'applyScenario: 7 faults in what to change',
          '  1. scenario wrong row 1, column factor: must be a number of at least 0, got -1',
          '  2. scenario wrong row 1, column areas: there is no such label, got "Nowhere"',
          '  3. scenario wrong row 1, column from: must be a year from 2022 on, got 2021',
          '  4. scenario wrong row 2, column factors 1 year: must be a year from 2022 on, got 2021',
          '  5. scenario wrong row 3, column to: pupils cannot go from an area to itself, got "North"',
          '  6. scenario wrong row 3, column to: shares must sum to 1, got 0.5',
          '  7. scenario 2, column name: a scenario needs a name, got ""',
        ].join('\n'),
      )
    }
  })

  test('a misspelt column, a missing one and an unknown kind are faults', () => {
    expect(faultsOf({ name: 'a', changes: [{ kind: 'migration', share: 0.1, area: 'North' }, { kind: 'toString' }, null] })).toEqual([
      { column: 'area', code: 'unknown-column' },
      { column: 'years', code: 'missing-value' },
      { column: 'kind', code: 'not-allowed' },
      { column: 'kind', code: 'not-allowed' },
    ])
  })

  test.each([
    [{ kind: 'entry-age', grade: 'P2', months: 13, year: 2022 }, ['grade', 'months']],
    [{ kind: 'participation', stage: 'college', current: 0, path: [{ year: 2024, share: 1.2 }, { year: 2024, share: 0.5 }] }, ['stage', 'current', 'path 1 share', 'path']],
    [{ kind: 'open', area: 'New', year: 2020, sources: [{ area: 'West', share: 2 }], stages: ['primary'], grades: ['J1'] }, ['year', 'grades', 'sources', 'sources share']],
    [{ kind: 'swing', area: 'North', year: 2025, returns: 2025, to: [{ area: 'South', share: 0.7 }, { area: 'East', share: 0.7 }] }, ['returns', 'to']],
    [{ kind: 'merge', areas: ['North', 'North'], into: 'West', year: 2025 }, ['areas', 'into']],
    [{ kind: 'migration', share: -2, years: [] }, ['share', 'years']],
    [{ kind: 'progression', factor: Number.NaN, to: 2022, from: 2024, phaseIn: 0 }, ['factor', 'to', 'phaseIn']],
    [{ kind: 'births', factors: [{ year: 2023, factor: 1 }], calendar: { startMonth: 13 } }, ['calendar']],
  ])('%j', (change, expected) => {
    expect(faultsOf({ name: 'a', changes: [change] }).map(({ column }) => column)).toEqual(expected)
  })

  test('an area that an earlier change opens is known to later ones', () => {
    const open: Change = { kind: 'open', area: 'New', year: 2023, sources: [{ area: 'North', share: 0.5 }] }
    const close: Change = { kind: 'close', area: 'New', year: 2025, to: [{ area: 'South', share: 1 }] }
    expect(faultsOf({ name: 'a', changes: [open] }, { name: 'b', changes: [close] })).toEqual([])
    expect(faultsOf({ name: 'a', changes: [close, open] })).toEqual([{ column: 'area', code: 'unknown-area' }])
    const rates = after(steady, open, close)
    expect(rates.base.axes.area.labels).toEqual(['North', 'South', 'East', 'New'])
    expect(pupilsOf(rates, 'K2', 2026, 'South')).toBeCloseTo(150, 9)
  })
})
