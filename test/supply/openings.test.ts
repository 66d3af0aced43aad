// Places in many draws of the openings: one delay moves all of a project, and the chance of a shortage uses both sides.

import { balancePlaces, buildSupply, createAxis, createCube, neverOpens, parseInputs, plannedOpenings, planPlaces, summarise, shareAbove, total, valueAt } from 'school-places'
import type { Openings, ProjectRow, Projection, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

const tables: Tables = {
  areas: [{ area: 'Town' }],
  places: [
    { area: 'Town', stage: 'primary', sector: 'public', year: 2020, places: 1_080 },
    { area: 'Town', stage: 'primary', sector: 'private', year: 2020, places: 600 },
    { area: 'Town', stage: 'junior', sector: 'public', year: 2020, places: 600 },
  ],
}
const row = (detail: Partial<ProjectRow>): ProjectRow => ({ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'extension', opens: 2022, places: 540, ...detail })
const options = { origin: 2020, horizon: 7 }
const openings = (projects: Record<string, number[]>): Openings => {
  const names = Object.keys(projects)
  return { draws: projects[names[0]!]!.length, projects: names, years: Int16Array.from(names.flatMap((name) => projects[name]!)) }
}
const build = (projects: ProjectRow[], drawn?: Openings) => buildSupply(parseInputs({ ...tables, projects }), { ...options, openings: drawn })
/** Places of a stage by year in one draw. */
const path = (supply: ReturnType<typeof build>, letter: string, draw = 0, years = 8): number[] => {
  const all = total(supply.places, 'sector')
  return Array.from({ length: years }, (_, i) => Math.round(all.axes.grade.labels.filter((grade) => grade.startsWith(letter)).reduce((sum, grade) => sum + valueAt(all, { area: 'Town', grade, year: 2020 + i, draw }), 0)))
}

const everyKind: ProjectRow[] = [
  row({ project: 'new', kind: 'new', opens: 2021 }),
  row({ project: 'campus', opens: 2022 }),
  row({ project: 'campus', stage: 'junior', opens: 2023, places: 300 }),
  row({ project: 'back', kind: 'take-back', places: 200, opens: 2021 }),
  row({ project: 'bought', kind: 'purchase', sector: 'purchased', places: 100, opens: 2022, closes: 2025 }),
  row({ project: 'rebuilt', kind: 'rebuild', removes: 360, removesFrom: 2021, opens: 2023, host: 'h', places: 720 }),
  row({ project: 'turned', kind: 'conversion', toStage: 'junior', places: 90, opens: 2024 }),
  row({ project: 'boxes', kind: 'temporary', places: 45, opens: 2021, closes: 2024 }),
  row({ project: 'merged', kind: 'merger', partners: 'a+b', removes: 100, places: 90, opens: 2023 }),
  row({ project: 'shut', kind: 'closure', places: 700, opens: 2024, sector: 'private' }),
]

describe('openings', () => {
  test('a single draw of openings as planned gives the same bits as none', () => {
    const dataset = parseInputs({ ...tables, projects: everyKind })
    const planned = buildSupply(dataset, options)
    const drawn = buildSupply(dataset, { ...options, openings: plannedOpenings(dataset.projects) })
    expect([...drawn.places.values]).toEqual([...planned.places.values])
    expect(drawn.additions).toEqual(planned.additions)
  })

  test('every draw of many is, bit for bit, the run with the openings of that draw alone', () => {
    const dataset = parseInputs({ ...tables, projects: everyKind })
    const draws = 40
    // A fixed scatter of delays, with every seventh project falling away.
    const years = Int16Array.from({ length: dataset.projects.length * draws }, (_, i) => ((i * 31) % 7 === 0 ? neverOpens : dataset.projects[Math.floor(i / draws)]!.opens + ((i * 17) % 5) - 1))
    const names = dataset.projects.map((each) => each.project)
    const many = buildSupply(dataset, { ...options, openings: { draws, projects: names, years } })
    for (let d = 0; d < draws; d++) {
      const one = buildSupply(dataset, { ...options, openings: { draws: 1, projects: names, years: Int16Array.from(names, (_, p) => years[p * draws + d]!) } })
      for (let i = 0; i < one.places.values.length; i++) expect(many.places.values[i * draws + d]).toBe(one.places.values[i])
    }
  })

  test('one delay moves all stages and grades of a project together', () => {
    const campus = [row({}), row({ stage: 'junior', opens: 2023, places: 300 })]
    const supply = build(campus, openings({ p: [2022, 2024, neverOpens] }))
    expect([path(supply, 'P', 1, 6), path(supply, 'J', 1, 6)]).toEqual([[1_680, 1_680, 1_680, 1_680, 2_220, 2_220], [600, 600, 600, 600, 600, 900]])
    expect([path(supply, 'P', 2), path(supply, 'J', 2)]).toEqual([path(build([]), 'P'), path(build([]), 'J')])
  })

  test('a decant starts as planned and lasts to the drawn opening; a project that falls away never starts it', () => {
    const supply = build([row({ kind: 'rebuild', removes: 540, removesFrom: 2021, opens: 2023, host: 'h', places: 1_080 })], openings({ p: [2023, 2025, neverOpens] }))
    expect(path(supply, 'P', 0)).toEqual([1_680, 1_140, 1_140, 2_220, 2_220, 2_220, 2_220, 2_220])
    expect(path(supply, 'P', 1)).toEqual([1_680, 1_140, 1_140, 1_140, 1_140, 2_220, 2_220, 2_220])
    expect(path(supply, 'P', 2)).toEqual(path(build([]), 'P'))
  })

  test('what a merger or an extension removes at its opening follows the opening', () => {
    const supply = build([row({ kind: 'extension', removes: 90 })], openings({ p: [2022, 2025] }))
    expect([path(supply, 'P', 0, 6), path(supply, 'P', 1, 6)]).toEqual([[1_680, 1_680, 2_130, 2_130, 2_130, 2_130], [1_680, 1_680, 1_680, 1_680, 1_680, 2_130]])
  })

  test('temporary places end on their date, however late they come', () => {
    const supply = build([row({ kind: 'temporary', closes: 2024 })], openings({ p: [2022, 2023, 2025] }))
    expect([0, 1, 2].map((draw) => path(supply, 'P', draw, 6).map((each) => each - 1_680))).toEqual([[0, 0, 540, 540, 0, 0], [0, 0, 0, 540, 0, 0], [0, 0, 0, 0, 0, 0]])
  })

  test('a second phase opens with its first or later, and falls away with it', () => {
    const phases = [row({ project: 'one' }), row({ project: 'two', kind: 'phase-two', follows: 'one', opens: 2023, places: 100 })]
    const supply = build(phases, openings({ one: [2022, 2025, neverOpens], two: [2023, 2023, 2023] }))
    expect([0, 1, 2].map((draw) => path(supply, 'P', draw, 6).map((each) => each - 1_680))).toEqual([[0, 0, 540, 640, 640, 640], [0, 0, 0, 0, 0, 640], [0, 0, 0, 0, 0, 0]])
  })

  test('phases wait for each other along the whole chain, in whatever order they are listed', () => {
    const chain = [row({ project: 'three', kind: 'phase-two', follows: 'two', opens: 2024, places: 10 }), row({ project: 'two', kind: 'phase-two', follows: 'one', opens: 2023, places: 100 }), row({ project: 'one' })]
    const supply = build(chain, openings({ three: [2024], two: [2023], one: [2026] }))
    expect(path(supply, 'P', 0, 8).map((each) => each - 1_680)).toEqual([0, 0, 0, 0, 0, 0, 650, 650])
  })

  test('a phase waits for a first phase in another area, also when its own area is run alone', () => {
    const two: Tables = { areas: [{ area: 'A' }, { area: 'B' }], places: ['A', 'B'].map((area) => ({ area, stage: 'primary', sector: 'public', year: 2020, places: 600 })), projects: [row({ project: 'two', area: 'B', kind: 'phase-two', follows: 'one' }), row({ project: 'one', area: 'A' })] }
    const dataset = parseInputs(two)
    const drawn = openings({ one: [2022, 2025], two: [2022, 2022] })
    const [all, alone] = [buildSupply(dataset, { ...options, openings: drawn }), buildSupply(dataset, { ...options, openings: drawn, areas: ['B'] })]
    expect(alone.places.values.slice()).toEqual(all.places.values.slice(all.places.values.length / 2))
    expect([2024, 2025].map((year) => valueAt(alone.places, { area: 'B', grade: 'P1', sector: 'public', year, draw: 1 }))).toEqual([100, 190])
  })

  test('projects without drawn openings open as planned', () => {
    const supply = build([row({}), row({ project: 'q', places: 60, opens: 2021 })], openings({ p: [2023, 2024] }))
    expect(path(supply, 'P', 1, 5).map((each) => each - 1_680)).toEqual([0, 60, 60, 60, 600])
  })

  test('projects in the counted places are not moved by a draw', () => {
    expect(path(build([row({ opens: 2020 })], openings({ p: [2023] })), 'P')).toEqual(path(build([]), 'P'))
  })

  test.each([
    ['a project that is not there', { draws: 1, projects: ['x'], years: Int16Array.of(2022) }, 'unknown-label'],
    ['a project twice', { draws: 1, projects: ['p', 'p'], years: Int16Array.of(2022, 2022) }, 'duplicate-label'],
    ['too few years', { draws: 2, projects: ['p'], years: Int16Array.of(2022) }, 'shape-mismatch'],
    ['no draws', { draws: 0, projects: ['p'], years: new Int16Array(0) }, 'invalid-option'],
  ])('%s is refused', (_, drawn, code) => {
    expect(() => build([row({})], drawn)).toThrow(expect.objectContaining({ code }))
  })

  test('more draws than fit are refused with the way out', () => {
    expect(() => buildSupply(parseInputs(tables), { ...options, maxCells: 10 })).toThrow(expect.objectContaining({ code: 'too-large', hint: expect.stringContaining('fewer draws') }))
  })
})

describe('the chance of a shortage', () => {
  const grades = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'J1', 'J2', 'J3']
  const projectionOf = (draws: number, pupils: (draw: number) => number): Projection => {
    const dataset = parseInputs(tables)
    const axes = { area: createAxis(['Town']), grade: createAxis(grades), year: createAxis([2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027]), draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }
    const values = Float64Array.from({ length: grades.length * 8 * draws }, (_, i) => pupils(i % draws))
    return { ladder: dataset.ladder, pupils: createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', values), ...options, issues: [], provenance: dataset.provenance }
  }
  const short = (projection: Projection, drawn: Openings | undefined, year: number): number =>
    valueAt(summarise(balancePlaces(projection, build([row({})], drawn)).grades.unmet, { chance: shareAbove(0) }).chance, { area: 'Town', grade: 'P1', year })

  // 280 places of P1 without the extension, 370 with it.
  test('comes from late openings alone', () => {
    expect(short(projectionOf(1, () => 300), openings({ p: [2022, 2022, 2023, neverOpens] }), 2022)).toBe(0.5)
    expect(short(projectionOf(1, () => 300), openings({ p: [2022, 2022, 2023, neverOpens] }), 2023)).toBe(0.25)
  })

  test('pairs the draws of both sides by number', () => {
    const pupils = [250, 300, 300, 400]
    expect(short(projectionOf(4, (d) => pupils[d]!), openings({ p: [neverOpens, neverOpens, 2022, 2022] }), 2022)).toBe(0.5)
    expect(short(projectionOf(4, (d) => pupils[d]!), openings({ p: [2022, neverOpens, neverOpens, 2022] }), 2022)).toBe(0.75)
  })

  test('draws that differ in number are refused with both numbers', () => {
    const call = () => balancePlaces(projectionOf(3, () => 1), build([row({})], openings({ p: [2022, 2023] })))
    expect(call).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
    expect(call).toThrow(/3 draws of pupils against 2 of places/)
  })

  test('a plan takes openings, or draws them from its dataset', () => {
    const full: Tables = { ...tables, projects: [row({})], pupils: grades.flatMap((grade) => [2018, 2019, 2020].map((year) => ({ area: 'Town', grade, year, pupils: 300 }))) }
    const drawn = openings({ p: [2022, 2024] })
    const given = planPlaces(full, { horizon: 5, openings: drawn })
    expect([0, 1].map((draw) => valueAt(given.balance.grades.places, { area: 'Town', grade: 'P1', year: 2023, draw }))).toEqual([370, 280])
    expect(planPlaces(full, { horizon: 5, openings: (dataset) => ({ ...drawn, projects: dataset.projects.map((each) => each.project) }) }).balance.grades.places.values).toEqual(given.balance.grades.places.values)
  })
})
