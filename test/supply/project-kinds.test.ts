// What each kind of project does to the places of a town: comes, moves, goes, and when.

import { buildSupply, parseInputs, programmeByYear, total, valueAt } from 'school-places'
import type { ProjectRow, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

const tables: Tables = {
  areas: [{ area: 'Town' }],
  places: [
    { area: 'Town', stage: 'kindergarten', sector: 'private', year: 2020, places: 360 },
    { area: 'Town', stage: 'primary', sector: 'public', year: 2020, places: 1_080 },
    { area: 'Town', stage: 'primary', sector: 'private', year: 2020, places: 600 },
    { area: 'Town', stage: 'junior', sector: 'public', year: 2020, places: 600 },
    { area: 'Town', stage: 'senior', sector: 'public', year: 2020, places: 0 },
  ],
}
const row = (detail: Partial<ProjectRow>): ProjectRow => ({ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'new', opens: 2022, places: 540, ...detail })
const supplyOf = (...projects: ProjectRow[]) => buildSupply(parseInputs({ ...tables, projects }), { origin: 2020, horizon: 9 })
type Built = ReturnType<typeof supplyOf>

/** Places of a stage, in all sectors or in one, from 2020 on. */
function path({ places }: Built, stage: string, sector?: string, years = 8): number[] {
  const letter = { kindergarten: 'K', primary: 'P', junior: 'J', senior: 'S' }[stage]!
  const cube = sector === undefined ? total(places, 'sector') : undefined
  return Array.from({ length: years }, (_, i) =>
    places.axes.grade.labels.filter((grade) => grade.startsWith(letter)).reduce((sum, grade) => {
      const at = { area: 'Town', grade, year: 2020 + i }
      return sum + (cube === undefined ? valueAt(places, { ...at, sector: sector! }) : valueAt(cube, at))
    }, 0),
  ).map((value) => Math.round(value * 1e6) / 1e6)
}

describe('how places open', () => {
  const added = (detail: Partial<ProjectRow>, stage = 'primary') => {
    const before = path(supplyOf(), stage)
    return path(supplyOf(row({ stage, ...detail })), stage).map((value, i) => value - before[i]!)
  }

  test.each(['new', 'branch', 'developer-built'] as const)('a %s school takes its lowest grade first and one more each year', (kind) => {
    expect(added({ kind })).toEqual([0, 0, 90, 180, 270, 360, 450, 540])
  })

  test.each(['extension', 'lease'] as const)('an %s is there at once, in every grade', (kind) => {
    expect(added({ kind })).toEqual([0, 0, 540, 540, 540, 540, 540, 540])
  })

  test("Bao'an's three senior schools: a third of 7,800 places a year, 2,600 in the first", () => {
    expect(added({ stage: 'senior', places: 7_800, phaseIn: 'by-third' }, 'senior')).toEqual([0, 0, 2_600, 5_200, 7_800, 7_800, 7_800, 7_800])
  })

  test('a third a year of a primary school is its two lowest grades', () => {
    const { places } = supplyOf(row({ phaseIn: 'by-third', places: 540 }))
    const grades = ['P1', 'P2', 'P3'].map((grade) => valueAt(places, { area: 'Town', grade, sector: 'public', year: 2022 }))
    expect(grades).toEqual([270, 270, 180])
  })

  test('an own profile opens its shares: 1,321 pupils of 2,250 places in the first year (Guangming, 2023)', () => {
    expect(added({ places: 2_250, profile: [1_321 / 2_250, 1] }).map((each) => Math.round(each))).toEqual([0, 0, 1_321, 2_250, 2_250, 2_250, 2_250, 2_250])
  })

  test('an own profile fills a new school from the lowest grade and an extension in every grade alike', () => {
    const grade = (kind: ProjectRow['kind'], name: string) => valueAt(supplyOf(row({ kind, profile: [0.5, 1] })).places, { area: 'Town', grade: name, sector: 'public', year: 2022 }) - 180
    expect([grade('new', 'P1'), grade('new', 'P6')]).toEqual([90, 0])
    expect([grade('extension', 'P1'), grade('extension', 'P6')]).toEqual([45, 45])
  })

  test('the stages of a campus open together', () => {
    const supply = supplyOf(row({ places: 1_350 }), row({ stage: 'junior', places: 750 }))
    expect(path(supply, 'primary', undefined, 4)).toEqual([1_680, 1_680, 1_905, 2_130])
    expect(path(supply, 'junior', undefined, 5)).toEqual([600, 600, 850, 1_100, 1_350])
    expect(parseInputs({ ...tables, projects: [row({}), row({ stage: 'junior' })] }).projects).toMatchObject([{ project: 'p', parts: [{ stage: 'primary' }, { stage: 'junior' }] }])
  })
})

describe('places that move', () => {
  test('places bought stay in private schools, count as purchased, and return when the purchase ends', () => {
    const supply = supplyOf(row({ kind: 'purchase', sector: 'purchased', places: 200, closes: 2024 }))
    expect(path(supply, 'primary', 'purchased', 5)).toEqual([0, 0, 200, 200, 0])
    expect(path(supply, 'primary', 'private', 5)).toEqual([600, 600, 400, 400, 600])
    expect(path(supply, 'primary', undefined, 5)).toEqual([1_680, 1_680, 1_680, 1_680, 1_680])
    expect(programmeByYear(supply.additions)).toEqual([expect.objectContaining({ added: 200, purchased: 200, takenBack: 0, built: 0, net: 0 })])
  })

  test('a kindergarten made public moves its places and adds none', () => {
    const supply = supplyOf(row({ stage: 'kindergarten', kind: 'made-public', places: 180 }))
    expect([path(supply, 'kindergarten', 'public', 3), path(supply, 'kindergarten', 'private', 3)]).toEqual([[0, 0, 180], [360, 360, 180]])
    expect(programmeByYear(supply.additions)[0]).toMatchObject({ takenBack: 180, net: 0 })
  })

  test('a lease of places of a private school moves them', () => {
    const supply = supplyOf(row({ kind: 'lease', fromSector: 'private', places: 90, closes: 2023 }))
    expect(path(supply, 'primary', 'private', 4)).toEqual([600, 600, 510, 600])
  })

  test('a primary school that becomes a nine-year school gives its rooms to the junior stage, place for place', () => {
    const supply = supplyOf(row({ kind: 'conversion', toStage: 'junior', places: 270 }))
    expect(path(supply, 'primary', 'public', 4)).toEqual([1_080, 1_080, 810, 810])
    expect(path(supply, 'junior', 'public', 4)).toEqual([600, 600, 870, 870])
  })

  test('a conversion grade by grade sheds each year what it opens; another class size changes the number of places', () => {
    const byGrade = supplyOf(row({ kind: 'conversion', toStage: 'junior', places: 270, phaseIn: 'by-grade' }))
    expect(path(byGrade, 'primary', 'public', 6)).toEqual([1_080, 1_080, 990, 900, 810, 810])
    expect(path(byGrade, 'junior', 'public', 6)).toEqual([600, 600, 690, 780, 870, 870])
    expect(valueAt(byGrade.places, { area: 'Town', grade: 'J1', sector: 'public', year: 2022 })).toBe(290)
    const smaller = supplyOf(row({ kind: 'conversion', toStage: 'junior', places: 270, toPlaces: 300 }))
    expect(path(smaller, 'junior', 'public', 3)).toEqual([600, 600, 900])
  })

  test('a conversion of more than there is gives no more than it takes', () => {
    const supply = supplyOf(row({ kind: 'conversion', toStage: 'junior', places: 2_160 }))
    expect([path(supply, 'primary', 'public', 3)[2], path(supply, 'junior', 'public', 3)[2]]).toEqual([0, 1_680])
    expect(supply.issues.find((issue) => issue.code === 'take-back-capped')!.amounts).toEqual({ refused: 1_080 })
  })
})

describe('places that go', () => {
  test('a rebuild is away for the years of work and comes back larger', () => {
    const supply = supplyOf(row({ kind: 'rebuild', opens: 2024, removes: 540, removesFrom: 2022, places: 1_080, host: 'North campus' }))
    expect(path(supply, 'primary', 'public')).toEqual([1_080, 1_080, 540, 540, 1_620, 1_620, 1_620, 1_620])
    expect(supply.additions.map(({ year, places }) => [year, places])).toEqual([[2022, -540], [2024, 1_080]])
    expect(programmeByYear(supply.additions).map(({ year, built, closed, net }) => [year, built, closed, net])).toEqual([[2022, 0, 540, -540], [2024, 1_080, 0, 1_080]])
  })

  test('a rebuild that says when it starts is away from the next 1 September', () => {
    const supply = supplyOf(row({ kind: 'rebuild', opens: 2024, removes: 540, startDate: '2022-03-01', places: 1_080, host: 'North campus' }))
    expect(path(supply, 'primary', 'public', 5)).toEqual([1_080, 1_080, 540, 540, 1_620])
  })

  test('several schools merge into one: the places of all partners go, those of the merged school come', () => {
    const supply = supplyOf(row({ kind: 'merger', partners: 'Nanlin+Tengzhou+Hongxing', removes: 900, places: 810 }))
    expect(path(supply, 'primary', 'public', 4)).toEqual([1_080, 1_080, 990, 990])
    expect(parseInputs({ ...tables, projects: [row({ kind: 'merger', partners: 'A+B', removes: 9 })] }).projects[0]!.partners).toEqual(['A', 'B'])
  })

  test('a merger cannot remove the places it brings', () => {
    const supply = supplyOf(row({ kind: 'merger', sector: 'private', partners: 'A+B', removes: 900, places: 500 }))
    expect(path(supply, 'primary', 'private', 3)).toEqual([600, 600, 500])
    expect(supply.issues.find((issue) => issue.code === 'take-back-capped')!.amounts).toEqual({ refused: 300 })
  })

  test('a closure takes what is there when it closes, not what others open later', () => {
    const supply = supplyOf(row({ kind: 'closure', sector: 'private', places: 700 }), row({ project: 'q', kind: 'extension', sector: 'private', opens: 2024, places: 300 }))
    expect(path(supply, 'primary', 'private', 6)).toEqual([600, 600, 0, 0, 300, 300])
  })

  test('temporary places that are in the counted places still end', () => {
    const supply = supplyOf(row({ kind: 'temporary', opens: 2019, closes: 2023, places: 180 }))
    expect(path(supply, 'primary', 'public', 5)).toEqual([1_080, 1_080, 1_080, 900, 900])
  })

  test('a programme tells the year in which temporary places are gone; what was bought and goes back is neither built nor closed', () => {
    const supply = supplyOf(row({ kind: 'temporary', opens: 2022, closes: 2024, places: 180 }), row({ project: 'q', kind: 'purchase', sector: 'purchased', opens: 2022, closes: 2024, places: 90 }))
    expect(supply.additions).toMatchObject([{ project: 'p', closes: 2024, fromSector: undefined }, { project: 'q', closes: 2024, fromSector: 'private' }])
    expect(programmeByYear(supply.additions).map(({ year, added, built, closed, net }) => [year, added, built, closed, net])).toEqual([[2022, 270, 180, 0, 180], [2024, 0, 0, 180, -180]])
  })

  test('no more counted places end than were counted', () => {
    const supply = supplyOf(row({ kind: 'temporary', opens: 2019, closes: 2023, places: 800 }), row({ project: 'q', kind: 'temporary', opens: 2019, closes: 2024, places: 800 }), row({ project: 'r', kind: 'extension', opens: 2022, places: 60 }))
    expect(path(supply, 'primary', 'public', 5)).toEqual([1_080, 1_080, 1_140, 340, 60])
  })

  test('a rebuilt school that ends takes its places with it, not those of the old building once more', () => {
    const supply = supplyOf(row({ kind: 'rebuild', opens: 2023, removes: 540, removesFrom: 2022, places: 720, host: 'h', closes: 2025 }))
    expect(path(supply, 'primary', 'public', 7)).toEqual([1_080, 1_080, 540, 1_260, 1_260, 540, 540])
  })

  test('of two projects that want the same places the earlier gets them, whatever the order of the table', () => {
    const supply = supplyOf(row({ kind: 'closure', sector: 'private', places: 500, opens: 2024 }), row({ project: 'q', kind: 'take-back', places: 400, opens: 2022 }))
    expect([path(supply, 'primary', 'public', 5), path(supply, 'primary', 'private', 5)]).toEqual([[1_080, 1_080, 1_480, 1_480, 1_480], [600, 600, 200, 200, 0]])
    expect(supply.issues.find((issue) => issue.code === 'take-back-capped')).toMatchObject({ where: { project: 'p' }, amounts: { refused: 300 } })
  })

  test('in one year what moves goes before what closes', () => {
    const supply = supplyOf(row({ kind: 'closure', sector: 'private', places: 500 }), row({ project: 'q', kind: 'take-back', places: 400 }))
    expect([path(supply, 'primary', 'public', 3)[2], path(supply, 'primary', 'private', 3)[2]]).toEqual([1_480, 0])
  })

  test('temporary places that have all gone leave nothing behind, not even the last bits of a sum', () => {
    // (1/3 + 12/3) − 1/3 − 12/3 is −4e-16 in binary.
    const places = [1, 12]
    const supply = supplyOf(...places.map((each, i) => row({ project: `t${i}`, kind: 'temporary', stage: 'senior', places: each, opens: 2021 + i, closes: 2025 + i })))
    expect(Math.min(...supply.places.values.slice())).toBe(0)
    expect(path(supply, 'senior', undefined, 10).at(-1)).toBe(0)
  })

  test('a purchase that is in the counted places returns to its sector when it ends', () => {
    const bought = { ...tables, places: [...tables.places!, { area: 'Town', stage: 'primary', sector: 'purchased' as const, year: 2020, places: 120 }] }
    const supply = buildSupply(parseInputs({ ...bought, projects: [row({ kind: 'purchase', sector: 'purchased', opens: 2019, closes: 2022, places: 120 })] }), { origin: 2020, horizon: 4 })
    expect([path(supply, 'primary', 'purchased', 4), path(supply, 'primary', 'private', 4)]).toEqual([[120, 120, 0, 0], [600, 600, 720, 720]])
  })
})

test('a borrowed site that is returned gives floor and no places', () => {
  const supply = supplyOf(row({ kind: 'site-return', places: undefined, floor: 8_000 }))
  expect(path(supply, 'primary', 'public', 4)).toEqual([1_080, 1_080, 1_080, 1_080])
  expect(supply.additions).toMatchObject([{ kind: 'site-return', places: 0, net: 0, floor: 8_000 }])
})

test('projects of an area that is not planned are told', () => {
  const supply = buildSupply(parseInputs({ ...tables, areas: [...tables.areas, { area: 'Far' }], projects: [row({ area: 'Far' })] }), { origin: 2020, horizon: 2 })
  expect(supply.issues.find((issue) => issue.code === 'project-outside')).toMatchObject({ where: { area: 'Far' }, amounts: { projects: 1 } })
})

test('areas run by themselves give the bits of a run with all', () => {
  const two: Tables = { areas: [{ area: 'A' }, { area: 'B' }], places: ['A', 'B'].map((area) => ({ area, stage: 'primary', sector: 'public', year: 2020, places: 700 })), projects: [row({ project: 'a', area: 'A' }), row({ project: 'b', area: 'B', kind: 'closure' })] }
  const dataset = parseInputs(two)
  const options = { origin: 2020, horizon: 5 }
  const [all, alone] = [buildSupply(dataset, options), buildSupply(dataset, { ...options, areas: ['B'] })]
  expect(alone.places.values.slice()).toEqual(all.places.values.slice(all.places.values.length / 2))
  expect(alone.additions.map((each) => each.project)).toEqual(['b'])
  expect(() => buildSupply(dataset, { ...options, areas: ['C'] })).toThrow(expect.objectContaining({ code: 'unknown-label' }))
})
