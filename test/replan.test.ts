// A changed plan is the plan of the changed tables, bit by bit, whatever was changed and however often; and only what changed was done again.

import fc from 'fast-check'
import { birthVariant, createPlanner, createStream, estimateRates, parseInputs, planPlaces } from 'school-places'
import type { Planner, PlanOptions, Scenario, Tables } from 'school-places'
import { dispersionOf } from 'school-places/evaluate'
import { describe, expect, test } from 'vitest'

import { addHousing } from '../src/estimate/add-housing'
import { countedParts, estimateFromCounts } from '../src/estimate/estimate-rates'
import { settings } from './law/arbitraries'

const stream = createStream(4, 'replan')
const areas = ['North', 'East', 'South']
const grades = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
const tables: Tables = {
  areas: [{ area: 'district' }, ...areas.map((area) => ({ area, parent: 'district' }))],
  births: Array.from({ length: 14 }, (_, i) => ({ area: 'district', year: 2009 + i, births: 420 - 9 * i })),
  pupils: areas.flatMap((area, a) => [2018, 2019, 2020, 2021].flatMap((year) => grades.map((grade) => ({ area, grade, year, pupils: Math.round(90 + 10 * a + 6 * stream.normal()) })))),
  places: areas.map((area) => ({ area, stage: 'primary', sector: 'public' as const, year: 2021, places: 600 })),
  projects: [{ project: 'Canal school', area: 'East', stage: 'primary', sector: 'public', kind: 'new', opens: 2024, places: 180 }],
  dwellings: areas.flatMap((area) => [2023, 2025].map((year) => ({ area, year, dwellings: 300 }))),
  yields: grades.map((grade) => ({ grade, yearsSince: 0, perHundred: 3 })),
}
const options: PlanOptions = { horizon: 5, draws: 12, seed: 7 }
const start = createPlanner(tables, options)

type Change = readonly [name: string, tables: Partial<Tables>, options?: Partial<PlanOptions>]
const rowsOf = <N extends keyof Tables>(name: N): NonNullable<Tables[N]> => tables[name]!
/** One change of each kind, from an area, a size and a year. */
const changes: ((area: string, size: number, year: number) => Change)[] = [
  (area, size, year) => ['project', { projects: [...rowsOf('projects'), { project: 'Hill school', area, stage: 'primary', sector: 'public', kind: 'new', opens: year, places: size }] }],
  (area, size) => ['project of another sector', { projects: [{ project: 'Hill school', area, stage: 'primary', sector: 'private', kind: 'extension', opens: 2023, places: size }] }],
  () => ['no projects', { projects: undefined }],
  (area, size, year) => ['dwellings', { dwellings: [...rowsOf('dwellings'), { area, year, dwellings: size, type: 'flat' }] }],
  (area, size) => ['fewer dwellings', { dwellings: rowsOf('dwellings').filter((row) => row.area !== area || size % 2 === 0) }],
  (area, size) => ['dwellings completed', { dwellings: [...rowsOf('dwellings'), { area, year: 2020, dwellings: size }] }],
  (_, size) => ['yields', { yields: grades.map((grade) => ({ grade, yearsSince: 0, perHundred: size / 100 })) }],
  (area, size) => ['share of moves within', { dwellings: [...rowsOf('dwellings'), { area, year: 2024, dwellings: size }] }, { housing: { withinAreaMoves: 0.25 } }],
  (area, size, year) => ['scenario', {}, { scenarios: [scenario(area, 1 + size / 10_000, year)] }],
  (_, __, year) => ['scenario of all areas', {}, { scenarios: [{ name: 'low', changes: [birthVariant('low', year)] }] }],
  (area, size, year) => ['supply event', {}, { supplyEvents: [{ kind: 'private-quota-cut', name: 'cut', areas: [area], share: size / 1_000, from: year, grades, sectors: ['public'] }] }],
  (area, size) => ['places', { places: rowsOf('places').map((row) => (row.area === area ? { ...row, places: size } : row)) }],
  (area, size) => ['pupils', { pupils: rowsOf('pupils').map((row) => (row.area === area && row.year === 2021 ? { ...row, pupils: row.pupils + (size % 50) } : row)) }],
  (_, size) => ['births', { births: rowsOf('births').map((row) => ({ ...row, births: row.births + (size % 7) })) }],
  (area, size) => ['entrants', { entrants: [{ area, grade: 'P1', year: 2022, pupils: size }] }],
  (area) => ['names', { areas: rowsOf('areas').map((row) => (row.area === area ? { ...row, nameZh: '新名' } : row)) }],
  (_, size) => ['seed', {}, { seed: size }],
  () => ['draws', {}, { draws: 9 }],
  () => ['one draw', {}, { draws: 1 }],
  (_, size) => ['margin', {}, { surplusMargin: size / 2_000 }],
  () => ['horizon and method', {}, { horizon: 4, progression: { name: 'last' } }],
  () => ['rules', {}, { rules: [], title: { en: 'Other', zh: '别' } }],
  (area) => ['facts', { facts: [{ id: 'F1', measure: 'places', value: 600, unit: 'places', source: 'report', date: '2021', status: 'achieved', bound: 'exact', evidence: 'A', area }] }],
  (area) => ['admissions', { admissions: [{ area, grade: 'P1', year: 2021, sector: 'public', plan: 90 }], applications: [{ area, grade: 'P1', year: 2021, applicants: 100 }] }],
  (area, size) => ['certainty', { projects: [...rowsOf('projects').map((row) => ({ ...row, certainty: (size % 100) / 100 })), { ...rowsOf('projects')[0]!, project: 'Hill school', area, certainty: '争取' as const }] }],
  (_, size) => ['mode and milestone', { projects: rowsOf('projects').map((row) => ({ ...row, mode: size % 2 === 0 ? ('prefabricated' as const) : ('agent-built' as const) })) }, { delivery: { reached: { 'Canal school': { milestone: 'design', date: '2021-12-01' } } } }],
  (_, size) => ['delays', {}, { delivery: { asOf: '2022-03-01', delays: { measure: 'days', distribution: { kind: 'uniform', low: -30, high: size } }, shared: { by: 'area', weight: 0.5 } } }],
  () => ['delivery as planned', {}, { delivery: false }],
  (area, _, year) => ['openings', {}, { openings: ({ projects }) => ({ draws: 1, projects: projects.filter((each) => each.area === area).map((each) => each.project), years: Int16Array.from(projects.filter((each) => each.area === area), () => year) }) }],
  () => ['nothing', {}],
]
const scenario = (area: string, factor: number, year: number): Scenario => ({ name: 'growth', changes: [{ kind: 'progression', factor, areas: [area], from: year }] })
const anyChange = fc.tuple(fc.integer({ min: 0, max: changes.length - 1 }), fc.constantFrom(...areas), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 2022, max: 2026 })).map(([kind, area, size, year]) => changes[kind]!(area, size, year))

/** Without the functions and with the numbers as they are: equality bit by bit. */
const expectSame = (planner: Planner, given: Tables, chosen: PlanOptions): void => expect(planner.plan).toStrictEqual(planPlaces(given, chosen))

describe('a changed plan', () => {
  const each = changes.map((make) => make('South', 240, 2023)).map(([name, more, chosen]) => ({ name, more, chosen: chosen ?? {} }))
  test.each(each)('is the plan of the changed tables: $name', ({ more, chosen }) => {
    expectSame(start.change(more, chosen), { ...tables, ...more }, { ...options, ...chosen })
  })

  test('is so after any changes one upon the other, and the planners before are as they were', () => {
    const before = structuredClone(start.plan.balance)
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 2, maxLength: 4 }), (several) => {
        const changed = several.reduce((planner, [, more, chosen]) => planner.change(more, chosen), start)
        const all = several.reduce<{ given: Tables; chosen: PlanOptions }>((sum, [, more, chosen]) => ({ given: { ...sum.given, ...more }, chosen: { ...sum.chosen, ...chosen } }), { given: tables, chosen: options })
        expectSame(changed, all.given, all.chosen)
      }),
      { ...settings, numRuns: 10 },
    )
    expect(start.plan.balance).toStrictEqual(before)
  })

  test('refuses what planPlaces refuses, with the same faults', () => {
    const wrong = { projects: [{ project: 'x', area: 'Nowhere', stage: 'primary', sector: 'public', kind: 'new', opens: 2023, places: -5 }] } as const
    const refusal = (run: () => unknown): unknown => {
      try {
        return run()
      } catch (error) {
        return (error as { issues: unknown }).issues
      }
    }
    expect(refusal(() => start.change(wrong))).toEqual(refusal(() => planPlaces({ ...tables, ...wrong }, options)))
    expect(() => start.change({}, { horizon: 0 })).toThrow(/horizon/)
  })

  test('does not depend on what the caller writes to the tables later', () => {
    const rows = [{ ...tables.projects![0]! }]
    const planner = createPlanner({ ...tables, projects: rows }, { ...options, draws: 1 })
    rows[0]!.places = 900
    expectSame(planner.change({}, { surplusMargin: 0.5 }), tables, { ...options, draws: 1, surplusMargin: 0.5 })
    expectSame(planner.change({ projects: rows }), { ...tables, projects: rows }, { ...options, draws: 1 })
  })
})

describe('a change recomputes', () => {
  const done = (kind: number, area = 'South') => {
    const [, more, chosen] = changes[kind]!(area, 240, 2023)
    return start.change(more, chosen).recalculated
  }
  test('the balance of the area with another project, and no futures', () => expect(done(0)).toEqual({ estimates: false, spread: false, projected: [], balanced: ['South'] }))
  test('the futures of the area with other dwellings', () => expect(done(3)).toEqual({ estimates: false, spread: false, projected: ['South'], balanced: ['South'] }))
  test('the spread when dwellings were completed before the origin', () => expect(done(5)).toMatchObject({ estimates: false, spread: true, projected: areas }))
  test('the area that a scenario names', () => expect(done(8)).toEqual({ estimates: false, spread: false, projected: ['South'], balanced: ['South'] }))
  test('the area of a supply event', () => expect(done(10)).toEqual({ estimates: false, spread: false, projected: [], balanced: ['South'] }))
  test('the area with other places', () => expect(done(11)).toEqual({ estimates: false, spread: false, projected: [], balanced: ['South'] }))
  test('the area of a project that became less sure, more delayed or further on, once places are drawn', () => {
    const hill = { ...tables.projects![0]!, project: 'Hill school', area: 'South' }
    const [sure, unsure] = [{ ...hill, certainty: 0.8 }, { ...hill, certainty: 0.6 }]
    const canal = { ...tables.projects![0]!, certainty: 0.5 }
    const drawn = createPlanner({ ...tables, projects: [canal, sure] }, options)
    const only = { estimates: false, spread: false, projected: [], balanced: ['South'] }
    expect(drawn.plan.supply.places.axes.draw.labels).toHaveLength(12)
    expect(drawn.change({ projects: [canal, unsure] }).recalculated).toEqual(only)
    const further: Partial<PlanOptions> = { delivery: { asOf: '2022-01-31', reached: { 'Hill school': { milestone: 'land', date: '2022-01-31' } } } }
    expect(drawn.change({}, further).recalculated).toEqual(only)
    expectSame(drawn.change({}, further), { ...tables, projects: [canal, sure] }, { ...options, ...further })
    expectSame(drawn.change({ projects: [canal, unsure] }), { ...tables, projects: [canal, unsure] }, options)
  })
  test('everything when a count changes', () => expect(done(12)).toEqual({ estimates: true, spread: true, projected: areas, balanced: areas }))
  test('nothing when nothing changed, although the tables are new objects', () => {
    const same = start.change(structuredClone(tables), structuredClone(options))
    expect(same.recalculated).toEqual({ estimates: false, spread: false, projected: [], balanced: [] })
    expect(same.plan.projection.pupils).toBe(start.plan.projection.pupils)
    expect(same.plan.balance.grades.unmet).toBe(start.plan.balance.grades.unmet)
  })
})

describe('what estimating looks at', () => {
  const dataset = parseInputs({ ...tables, dwellings: [...tables.dwellings!, { area: 'North', year: 2020, dwellings: 90 }], registrations: [{ area: 'North', grade: 'P1', year: 2021, registered: 90 }] })
  const seen = (run: (watched: typeof dataset) => unknown): Set<string> => {
    const names = new Set<string>()
    run(new Proxy(dataset, { get: (target, name) => (names.add(String(name)), Reflect.get(target, name)) }))
    return names
  }
  test('is what a change is looked for in', () => {
    const counted = new Set<string>(countedParts)
    const read = [...seen((watched) => estimateFromCounts(watched, { horizon: 3 }))]
    expect(read.length).toBeGreaterThan(8)
    expect(read.filter((name) => !counted.has(name))).toEqual([])
    expect([...seen((watched) => dispersionOf(watched, { origin: 2021 }))].filter((name) => !counted.has(name)).sort()).toEqual(['dwellings', 'yields'])
  })
  test('and dwellings are added to it in the end', () => {
    expect(addHousing(estimateFromCounts(dataset, { horizon: 3 }), dataset, undefined)).toEqual(estimateRates(dataset, { horizon: 3 }))
  })
})
