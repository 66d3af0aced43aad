// The whole river with what widens it: scenarios, housing, early sources, private quotas, progress.

import { birthVariant, explainEditions, planPlaces, total, valueAt } from 'school-places'
import type { Plan, PlanOptions, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

const grades = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
const areas = ['North', 'South']
const tables: Tables = {
  areas: [{ area: 'district' }, ...areas.map((area) => ({ area, parent: 'district' }))],
  births: Array.from({ length: 17 }, (_, i) => ({ area: 'district', year: 2008 + i, births: 400 })),
  pupils: areas.flatMap((area) => [2019, 2020, 2021, 2022, 2023, 2024].flatMap((year) => grades.map((grade) => ({ area, grade, year, pupils: area === 'North' ? 120 : 80 })))),
  places: areas.flatMap((area) => [
    { area, stage: 'primary', sector: 'public' as const, year: 2024, places: 600 },
    { area, stage: 'primary', sector: 'private' as const, year: 2024, places: 120 },
  ]),
}
const plan = (more: Partial<Tables> = {}, options: Partial<PlanOptions> = {}): Plan => planPlaces({ ...tables, ...more }, { horizon: 8, ...options })
const pupilsOf = (result: Plan, year: number, area = 'North'): number => valueAt(total(result.projection.pupils, 'grade'), { area, year })

describe('a plan', () => {
  test('tells its steps in order', () => {
    const steps: string[] = []
    plan({}, { onProgress: (step) => steps.push(step) })
    expect(steps).toEqual(['parse', 'estimate', 'project', 'supply', 'balance', 'alerts', 'report'])
  })

  test('of steady counts stays steady', () => {
    expect(pupilsOf(plan(), 2032)).toBeCloseTo(720, 6)
    expect(plan().turningPoints.every((row) => row.firstShort === undefined)).toBe(true)
  })

  test('of fewer births has fewer pupils, and lists the scenario', () => {
    const low = plan({}, { scenarios: [{ name: 'low births', changes: [birthVariant('low', 2025)] }] })
    expect(pupilsOf(low, 2032)).toBeLessThan(pupilsOf(plan(), 2032))
    expect(pupilsOf(low, 2028)).toBe(pupilsOf(plan(), 2028))
    expect(low.projection.provenance.scenarios).toEqual(['low births'])
    expect(low.issues.some((issue) => issue.code === 'scenario-applied')).toBe(true)
    const parts = explainEditions(plan(), low, { area: 'North', stage: 'primary', year: 2032 })
    expect(parts.total).toBeCloseTo(pupilsOf(low, 2032) - pupilsOf(plan(), 2032), 6)
  })

  test('counts the pupils of new dwellings beyond the usual', () => {
    const built = plan({
      dwellings: [2020, 2021, 2022, 2023, 2024].map((year) => ({ area: 'North', year, dwellings: 100 })).concat([{ area: 'North', year: 2026, dwellings: 600 }]),
      yields: grades.map((grade) => ({ grade, yearsSince: 0, perHundred: 4 })),
    })
    expect(pupilsOf(built, 2025)).toBeCloseTo(720, 6)
    // 500 dwellings more than usual × 4 per hundred × 6 grades
    expect(pupilsOf(built, 2026)).toBeCloseTo(720 + 120, 6)
    expect(pupilsOf(built, 2026, 'South')).toBeCloseTo(480, 6)
  })

  test('takes registrations into account for the coming year only', () => {
    const registrations = [2021, 2022, 2023, 2024].map((year) => ({ area: 'North', grade: 'P1', year, registered: 100 })).concat([{ area: 'North', grade: 'P1', year: 2025, registered: 150 }])
    const result = plan({ registrations })
    const p1 = (year: number): number => valueAt(result.projection.pupils, { area: 'North', grade: 'P1', year })
    expect(p1(2025)).toBeGreaterThan(125)
    expect(p1(2026)).toBeCloseTo(120, 6)
    expect(result.issues.some((issue) => issue.code === 'entry-nowcast')).toBe(true)
  })

  test('with a cut of private quotas loses places grade by grade', () => {
    const cut = plan({}, { supplyEvents: [{ kind: 'private-quota-cut', name: '5 % rule', from: 2026, share: 0.5, grades }] })
    const privatePlaces = (year: number): number => valueAt(total(cut.supply.places, 'grade'), { area: 'North', sector: 'private', year })
    expect([2025, 2026, 2027].map(privatePlaces)).toEqual([120, 110, 100])
    // P1 has 100 public and 10 private places for 120 children.
    expect(cut.turningPoints[0]!.firstShort).toBe(2026)
  })

  test('of many futures tells the chance, reads as the point forecast in the middle, and is the same bits again', () => {
    const tight = { places: areas.map((area) => ({ area, stage: 'primary', sector: 'public' as const, year: 2024, places: area === 'North' ? 726 : 470 })) }
    const [one, many] = [plan(tight), plan(tight, { draws: 400, seed: 3 })]
    expect(plan(tight, { draws: 400, seed: 3 }).projection.pupils.values).toEqual(many.projection.pupils.values)
    expect(many.projection.pupils.axes.draw.labels.length).toBe(400)
    const row = many.report.sections.find((section) => section.id === 'balance')!.tables[0]!.rows.find((each) => each.year === 2027)!
    expect(Math.abs(Number(row.pupils) / pupilsOf(one, 2027) - 1)).toBeLessThan(0.03)
    expect(Number(row.low)).toBeLessThan(Number(row.pupils))
    expect(Number(row.high)).toBeGreaterThan(Number(row.pupils))
    expect(Number(row.chance)).toBeGreaterThan(0)
    expect(many.alerts.flatMap((alert) => alert.years).every((year) => year.chance !== undefined && year.chance > 0 && year.chance <= 1)).toBe(true)
    expect(one.alerts.flatMap((alert) => alert.years).every((year) => year.chance === undefined)).toBe(true)
  })

  test('that can compare few past forecasts says that the spread is assumed', () => {
    const short = plan({ pupils: tables.pupils!.filter((row) => row.year >= 2023) }, { draws: 20 })
    expect(short.issues.find((issue) => issue.code === 'spread-assumed')!.amounts!.errors).toBe(0)
    expect(plan({ pupils: tables.pupils!.filter((row) => row.year >= 2023) }).issues.some((issue) => issue.code === 'spread-assumed')).toBe(false)
  })

  test('of new dwellings says that their delays are assumed, unless they are given', () => {
    const dwellings = { dwellings: [{ area: 'North', year: 2027, dwellings: 300 }], yields: [{ grade: 'P1', yearsSince: 0, perHundred: 10 }] }
    const codes = (more: object): boolean => plan(dwellings, { draws: 10, ...more }).issues.some((issue) => issue.code === 'housing-spread-assumed')
    expect(codes({})).toBe(true)
    expect(codes({ dispersion: { housing: { delays: [{ years: 1, chance: 1 }], yield: 0, source: 'given' } } })).toBe(false)
    expect(() => codes({ dispersion: { housing: { delays: [{ years: 1, chance: 2 }], yield: 0, source: 'given' } } })).toThrow(/chance: must be from 0 to 1/)
  })

  test('whose base year is reconstructed without a count of any grade has futures too, of an assumed spread', () => {
    const totals = areas.map((area) => ({ area, stages: 'primary', year: 2024, pupils: 600 }))
    const drawn = plan({ pupils: undefined, totals }, { draws: 20 })
    expect(drawn.projection.pupils.axes.draw.labels).toHaveLength(20)
    expect(drawn.issues.find((issue) => issue.code === 'spread-assumed')!.amounts!.errors).toBe(0)
    const years = [2025, 2030].map((year) => drawn.projection.pupils.axes.draw.labels.map((draw) => valueAt(total(drawn.projection.pupils, 'grade'), { area: 'North', year, draw })))
    for (const values of years) expect(Math.max(...values)).toBeGreaterThan(Math.min(...values))
  })

  test('merging two areas moves every pupil', () => {
    const merged = plan({}, { scenarios: [{ name: 'merge', changes: [{ kind: 'merge', areas: ['South'], into: 'North', year: 2027 }] }] })
    expect(pupilsOf(merged, 2026, 'South')).toBeCloseTo(480, 6)
    expect(pupilsOf(merged, 2027, 'South')).toBe(0)
    expect(pupilsOf(merged, 2030)).toBeCloseTo(1_200, 6)
  })
})
