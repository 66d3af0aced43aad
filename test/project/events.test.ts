import fc from 'fast-check'
import { buildSupply, parseInputs, PlacesError, projectPupils, total, valueAt } from 'school-places'
import type { Rates } from 'school-places'
import { describe, expect, test } from 'vitest'

import type { AreaEvent } from '../../src/project/changes.js'
import { applyScenario } from '../../src/project/scenario.js'
import { applySupplyEvent } from '../../src/project/supply-events.js'
import type { PrivateQuotaCut } from '../../src/project/supply-events.js'
import { horizon, origin, ratesBy, settings, someRates, steady } from './some-rates'

const withEvents = (rates: Rates, ...changes: AreaEvent[]): Rates => applyScenario(rates, { name: 'schools', changes })
const pupilsOf = (rates: Rates, area: string, grade: string, year: number): number => valueAt(projectPupils(rates).pupils, { area, grade, year })

const year = fc.integer({ min: origin, max: origin + horizon + 1 })
const share = fc.constantFrom(0, 0.1, 0.25, 1 / 3, 0.5, 1)
const event: fc.Arbitrary<AreaEvent> = fc.oneof(
  fc.record({ kind: fc.constant('close' as const), area: fc.constant('North'), year, to: share.map((each) => [{ area: 'South', share: each }, { area: 'East', share: 1 - each }]) }),
  fc.record({ kind: fc.constant('merge' as const), areas: fc.constant(['North', 'East']), into: fc.constantFrom('North', 'South'), year }),
  fc.record({ year, years: fc.integer({ min: 1, max: 5 }), share }).map((each) => ({ kind: 'swing' as const, area: 'East', year: each.year, returns: each.year + each.years, to: [{ area: 'North', share: each.share }] })),
  fc.record({
    kind: fc.constant('open' as const),
    area: fc.constantFrom('New', 'East'),
    year,
    sources: share.map((each) => [{ area: 'North', share: each }, { area: 'South', share: 0.2 }]),
    stages: fc.constantFrom(undefined, ['primary'], ['junior'], ['primary', 'junior'], ['senior', 'kindergarten']),
    grades: fc.constant(undefined),
  }),
  fc.record({ kind: fc.constant('open' as const), area: fc.constant('New'), year, sources: fc.constant([{ area: 'East', share: 0.4 }]), grades: fc.constant(['P1', 'P2', 'P3', 'J1', 'S3']) }),
)

describe('laws of schools that open, close, merge and move', () => {
  test('pupils are conserved: the sum over areas is the same in every grade and year', () => {
    fc.assert(
      fc.property(someRates, fc.array(event, { minLength: 1, maxLength: 4 }), (rates, events) => {
        const before = total(projectPupils(rates).pupils, 'area')
        const after = total(projectPupils(withEvents(rates, ...events)).pupils, 'area')
        // Exact but for the rounding of sums of different order: parts in 10¹².
        before.values.slice().forEach((value, i) => expect(Math.abs(after.values[i]! - value)).toBeLessThanOrEqual(1e-12 * Math.max(1e4, value)))
      }),
      settings,
    )
  })

  test('no area is left with fewer than no pupils', () => {
    fc.assert(
      fc.property(someRates, fc.array(event, { minLength: 1, maxLength: 4 }), (rates, events) => {
        const { pupils } = projectPupils(withEvents(rates, ...events))
        expect(Math.min(...pupils.values.slice())).toBeGreaterThanOrEqual(-1e-8)
      }),
      settings,
    )
  })

  test('a closed area is empty, to the last pupil, from the year on and full as before until then', () => {
    fc.assert(
      fc.property(someRates, fc.integer({ min: origin, max: origin + horizon }), (rates, closing) => {
        const before = projectPupils(rates).pupils
        const after = projectPupils(withEvents(rates, { kind: 'close', area: 'North', year: closing, to: [{ area: 'South', share: 1 }] })).pupils
        for (const grade of after.axes.grade.labels) {
          for (const at of after.axes.year.labels) {
            expect(valueAt(after, { area: 'North', grade, year: at }) + 0).toBe(at < closing ? valueAt(before, { area: 'North', grade, year: at }) : 0)
          }
        }
      }),
      settings,
    )
  })

  test('after a swing every area has the pupils it would have had', () => {
    fc.assert(
      fc.property(someRates, (rates) => {
        const before = projectPupils(rates).pupils
        const after = projectPupils(withEvents(rates, { kind: 'swing', area: 'North', year: 2023, returns: 2026, to: [{ area: 'South', share: 0.5 }, { area: 'East', share: 0.5 }] })).pupils
        for (const area of ['North', 'South', 'East']) {
          for (const grade of ['K1', 'P1', 'P4', 'S3']) {
            for (const at of [2022, 2026, 2027, 2033]) expect(valueAt(after, { area, grade, year: at })).toBeCloseTo(valueAt(before, { area, grade, year: at }), 6)
          }
        }
        expect(valueAt(after, { area: 'North', grade: 'P4', year: 2025 }) + 0).toBe(0)
      }),
      settings,
    )
  })

  test('the rates given are as before, whatever is done from the base year on', () => {
    fc.assert(
      fc.property(someRates, fc.array(event, { minLength: 1, maxLength: 3 }), (rates, events) => {
        const before = structuredClone(rates)
        const made = withEvents(rates, { kind: 'close', area: 'East', year: origin, to: [{ area: 'South', share: 1 }] }, ...events)
        expect(rates).toEqual(before)
        expect(made.provenance.scenarios).toEqual(['schools'])
      }),
      settings,
    )
  })

  test('a share of 0 moves nobody, bit for bit', () => {
    fc.assert(
      fc.property(someRates, (rates) => {
        const same = withEvents(rates, { kind: 'open', area: 'East', year: 2023, sources: [{ area: 'North', share: 0 }] }, { kind: 'swing', area: 'East', year: 2023, returns: 2025, to: [{ area: 'North', share: 0 }] })
        expect([...projectPupils(same).pupils.values]).toEqual([...projectPupils(rates).pupils.values])
      }),
      settings,
    )
  })
})

describe('a school that opens', () => {
  test('fills grade by grade with its share of the entrants', () => {
    const rates = withEvents(steady, { kind: 'open', area: 'New', year: 2024, stages: ['primary'], sources: [{ area: 'North', share: 0.3 }, { area: 'South', share: 0.1 }] })
    const years = [2023, 2024, 2025, 2029]
    expect(years.map((at) => pupilsOf(rates, 'New', 'P1', at))).toEqual([0, 40, 40, 40])
    expect(years.map((at) => pupilsOf(rates, 'New', 'P2', at))).toEqual([0, 0, 40, 40])
    expect(pupilsOf(rates, 'North', 'P2', 2025)).toBe(70)
    expect(pupilsOf(rates, 'New', 'K1', 2029)).toBe(0)
  })

  test('pupils who finish its last grade are in the junior school of where they came from', () => {
    const rates = withEvents(steady, { kind: 'open', area: 'New', year: 2022, stages: ['primary'], sources: [{ area: 'North', share: 0.3 }] })
    expect(pupilsOf(rates, 'New', 'P6', 2027)).toBe(30)
    expect(pupilsOf(rates, 'New', 'J1', 2028)).toBe(0)
    expect(pupilsOf(rates, 'North', 'J1', 2028)).toBeCloseTo(100, 10)
  })

  test('a junior school takes its share of those who leave primary school, every year', () => {
    const rates = withEvents(steady, { kind: 'open', area: 'New', year: 2022, stages: ['junior'], sources: [{ area: 'North', share: 0.25 }] })
    expect([2022, 2023, 2030].map((at) => pupilsOf(rates, 'New', 'J1', at))).toEqual([25, 25, 25])
    expect(pupilsOf(rates, 'New', 'J3', 2024)).toBe(25)
    expect(pupilsOf(rates, 'New', 'J3', 2023)).toBe(0)
  })

  test('takes pupils of given grades in the opening year, and no later ones of these grades', () => {
    const rates = withEvents(steady, { kind: 'open', area: 'New', year: 2024, stages: ['primary'], grades: ['P3'], sources: [{ area: 'North', share: 0.5 }] })
    expect([2023, 2024, 2025].map((at) => pupilsOf(rates, 'New', 'P3', at))).toEqual([0, 50, 0])
    expect(pupilsOf(rates, 'New', 'P4', 2025)).toBe(50)
  })

  test('its entrants follow births like those of the area they come from', () => {
    const opened = withEvents(steady, { kind: 'open', area: 'New', year: 2024, sources: [{ area: 'North', share: 0.5 }] })
    const fewer = applyScenario(opened, { name: 'low', changes: [{ kind: 'births', factors: [{ year: 2022, factor: 0.5 }] }] })
    expect(pupilsOf(fewer, 'New', 'K1', 2030)).toBeCloseTo(25, 9)
    expect(fewer.issues.map((issue) => issue.message)).toContain('scenario low, change 1 (births) comes after pupils were moved')
  })
})

describe('areas with ratios of their own', () => {
  const two = ratesBy({ areas: ['North', 'South'], base: () => 100, progression: (area) => (area === 0 ? 0.9 : 1.1), entry: () => 100 })

  test('pupils who moved keep the ratios of where they come from', () => {
    const rates = withEvents(two, { kind: 'merge', areas: ['North', 'South'], into: 'South', year: 2022 })
    expect(pupilsOf(rates, 'South', 'P2', 2022)).toBeCloseTo(90 + 110, 10)
    expect(pupilsOf(rates, 'South', 'P3', 2023)).toBeCloseTo(81 + 121, 10)
    expect(valueAt(rates.entry, { area: 'South', grade: 'P1', year: 2022 })).toBe(200)
  })
})

describe('a cut of private quotas', () => {
  const supply = buildSupply(
    parseInputs({
      areas: [{ area: 'North' }],
      pupils: [{ area: 'North', grade: 'P1', year: 2021, pupils: 100 }],
      places: [
        { area: 'North', stage: 'primary', sector: 'private', year: 2021, places: 600 },
        { area: 'North', stage: 'primary', sector: 'public', year: 2021, places: 1_200 },
      ],
    }),
    { origin: 2021, horizon: 8 },
  )
  const cut: PrivateQuotaCut = { kind: 'private-quota-cut', name: 'quota', share: 0.2, from: 2023, grades: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'] }
  const placesOf = (grade: string, at: number, sector: string): number => valueAt(applySupplyEvent(supply, cut).places, { area: 'North', grade, sector, year: at, draw: 0 })

  test('starts in the entry grade and moves up one grade a year', () => {
    expect([2022, 2023, 2024].map((at) => placesOf('P1', at, 'private'))).toEqual([100, 80, 80])
    expect([2023, 2024].map((at) => placesOf('P2', at, 'private'))).toEqual([100, 80])
    expect([2027, 2028].map((at) => placesOf('P6', at, 'private'))).toEqual([100, 80])
    expect(placesOf('P1', 2025, 'public')).toBe(200)
  })

  test('leaves the supply it was given, and is listed', () => {
    const before = supply.places.values.slice()
    const after = applySupplyEvent(supply, [cut, { ...cut, name: 'again', share: 0 }])
    expect(supply.places.values.slice()).toEqual(before)
    expect(after.provenance.scenarios).toEqual(['quota', 'again'])
    expect(after.issues.length).toBe(supply.issues.length + 2)
    expect(Object.isFrozen(after)).toBe(true)
  })

  test('every fault is told at once', () => {
    const wrong = { ...cut, share: 2, from: 2021, grades: ['P9'], sectors: ['secret'] }
    expect(() => applySupplyEvent(supply, wrong)).toThrow(PlacesError)
    try {
      applySupplyEvent(supply, wrong)
    } catch (error) {
      expect((error as PlacesError).issues.map((issue) => issue.where.column)).toEqual(['share', 'from', 'grades', 'sectors'])
    }
  })
})
