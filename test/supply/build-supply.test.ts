import { buildSupply, chinaLadder, createAxis, createCube, gradeIds, parseInputs, programmeByYear, total, valueAt } from 'school-places'
import type { ProjectRow, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

const base: Tables = {
  areas: [{ area: 'Town' }],
  places: [
    { area: 'Town', stage: 'primary', sector: 'public', year: 2018, classes: 12, classSize: 45 },
    { area: 'Town', stage: 'primary', sector: 'private', year: 2018, places: 600 },
  ],
}
const project = (detail: Partial<ProjectRow>): ProjectRow => ({ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'new', opens: 2019, places: 2_700, ...detail })
const supplyOf = (projects: ProjectRow[], more: Partial<Tables> = {}) => buildSupply(parseInputs({ ...base, ...more, projects }), { origin: 2018, horizon: 8 })
const stageTotal = (supply: ReturnType<typeof supplyOf>, year: number, sector?: string): number =>
  supply.places.axes.grade.labels.reduce((sum, grade) => sum + (sector === undefined ? valueAt(total(supply.places, 'sector'), { area: 'Town', grade, year }) : valueAt(supply.places, { area: 'Town', grade, sector, year })), 0)

describe('known places', () => {
  test('are spread over the grades of the stage; classes count by their size', () => {
    const supply = supplyOf([])
    expect(valueAt(supply.places, { area: 'Town', grade: 'P3', sector: 'public', year: 2020 })).toBe(90)
    expect(stageTotal(supply, 2026)).toBe(1_140)
  })

  test('the latest year up to the origin holds; later rows are not used, and said so', () => {
    const supply = supplyOf([], { places: [...base.places!, { area: 'Town', stage: 'primary', sector: 'public', year: 2020, places: 9_999 }] })
    expect(stageTotal(supply, 2020)).toBe(1_140)
    expect(supply.issues.map((issue) => issue.code)).toContain('after-origin')
  })

  test('a stage without known places is left out of the balance, and said so with its projects', () => {
    const supply = supplyOf([project({ stage: 'junior' })])
    expect(supply.places.axes.grade.labels).toEqual(['P1', 'P2', 'P3', 'P4', 'P5', 'P6'])
    expect(supply.issues.find((issue) => issue.code === 'places-unknown' && issue.where.stage === 'junior')!.message).toBe('no places are given, only 1 project')
    expect(supply.additions).toEqual([])
  })

  test('an assumed utilisation makes places from the pupils of the base year', () => {
    const dataset = parseInputs({ ...base, assumptions: [{ assumption: 'utilisation', stage: 'junior', value: 0.9 }] })
    const cube = createCube(['area', 'grade'], { area: createAxis(['Town']), grade: createAxis(gradeIds(chinaLadder)) }, 'pupils', new Float64Array(15).fill(450))
    const supply = buildSupply(dataset, { origin: 2018, horizon: 1, base: cube })
    expect(valueAt(supply.places, { area: 'Town', grade: 'J2', sector: 'public', year: 2019 })).toBe(500)
  })
})

test('places known for some grades only: the other grades are left out, a project fills only its part', () => {
  const supply = supplyOf([project({ kind: 'extension', places: 60 })], { places: [{ area: 'Town', grade: 'P1', sector: 'public', year: 2018, places: 90 }] })
  expect(supply.places.axes.grade.labels).toEqual(['P1'])
  expect(stageTotal(supply, 2019)).toBe(100)
})

describe('projects', () => {
  test('a school of ten classes a grade fills 450, 900, … 2,700 over six years (Shunde, 2019)', () => {
    const supply = supplyOf([project({})])
    expect([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year) => stageTotal(supply, year) - 1_140)).toEqual([0, 450, 900, 1_350, 1_800, 2_250, 2_700, 2_700])
  })

  test("a third of Bao'an's 7,800 senior places open in the first year", () => {
    const tables: Tables = { areas: [{ area: 'Town' }], places: [{ area: 'Town', stage: 'senior', sector: 'public', year: 2021, places: 0 }], projects: [project({ stage: 'senior', opens: 2022, places: 7_800 })] }
    const supply = buildSupply(parseInputs(tables), { origin: 2021, horizon: 3 })
    expect([2021, 2022, 2023, 2024].map((year) => stageTotal(supply, year))).toEqual([0, 2_600, 5_200, 7_800])
  })

  test('a take-back moves places from private to public at once and adds none', () => {
    const supply = supplyOf([project({ kind: 'take-back', places: 420 })])
    expect([stageTotal(supply, 2019, 'public'), stageTotal(supply, 2019, 'private'), stageTotal(supply, 2019)]).toEqual([960, 180, 1_140])
    expect(programmeByYear(supply.additions)).toEqual([expect.objectContaining({ year: 2019, added: 420, built: 0, takenBack: 420, net: 0 })])
  })

  test('a take-back of more than there is moves what is there, and says how much it could not', () => {
    const supply = supplyOf([project({ kind: 'take-back', places: 660 })])
    expect(stageTotal(supply, 2019, 'private')).toBe(0)
    expect(stageTotal(supply, 2019)).toBe(1_140)
    expect(supply.issues.find((issue) => issue.code === 'take-back-capped')!.amounts).toEqual({ refused: 60 })
  })

  test('temporary places end, closures take away', () => {
    const supply = supplyOf([project({ kind: 'temporary', places: 120, opens: 2019, closes: 2021 }), project({ project: 'q', kind: 'closure', sector: 'private', places: 600, opens: 2022 })])
    expect([2018, 2019, 2020, 2021, 2022].map((year) => stageTotal(supply, year))).toEqual([1_140, 1_260, 1_260, 1_140, 540])
  })

  test('a project that opened by the year of the known places is in them already', () => {
    const supply = supplyOf([project({ opens: 2018 })])
    expect(stageTotal(supply, 2026)).toBe(1_140)
    expect(supply.additions[0]).toMatchObject({ inStock: true, places: 2_700 })
    expect(supply.issues.map((issue) => issue.code)).toContain('already-in-stock')
  })

  test('a project opens on the first 1 September after its date', () => {
    const supply = supplyOf([{ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'extension', openingDate: '2020-09-02', places: 60 }])
    expect([2020, 2021].map((year) => stageTotal(supply, year))).toEqual([1_140, 1_200])
  })
})
