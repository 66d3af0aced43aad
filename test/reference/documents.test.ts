// The figures of the five bureaus' documents that concern Bao'an and Panyu, through the examples' own data.
// Sources are in examples/data; checks C1–C5, C14, C16, C17 and C21 of the documents are recomputed here.

import { addFacts, createFactBook, planPlaces, programmeByYear, rate, total, valueAt } from 'school-places'
import { describe, expect, test } from 'vitest'

import { overrideAssumptions } from '../../examples/data/assumptions'
import { baoanAssumptions, baoanTables } from '../../examples/data/baoan'
import { panyuFacts, panyuTables } from '../../examples/data/panyu'

describe("Bao'an", () => {
  const plan = planPlaces(baoanTables(), { origin: 2021, horizon: 14 })

  test('primary grade 1: 45,521 applicants against 41,785 places are 108.9 %, short 3,736', () => {
    const row = plan.admissions.find((each) => each.grade === 'P1')!
    expect([row.applicants, row.plan, row.short]).toEqual([45_521, 41_785, 3_736])
    expect(row.ratio).toBeCloseTo(1.0894, 4)
    expect(row.attritionNeeded).toBeCloseTo(0.0821, 4)
    expect(row.publicRatio).toBeCloseTo(2.048, 3)
  })

  test('junior grade 1: 32,627 applicants against 31,123 places are 104.8 %, short 1,504', () => {
    const row = plan.admissions.find((each) => each.grade === 'J1')!
    expect([row.applicants, row.plan, row.short]).toEqual([32_627, 31_123, 1_504])
    expect(row.ratio).toBeCloseTo(1.0483, 4)
    expect(row.attritionNeeded).toBeCloseTo(0.0461, 4)
  })

  test('2021 adds 23,100 places = 14,700 built + 8,400 taken back; later years follow the facts', () => {
    const rows = programmeByYear(plan.supply.additions, [['primary', 'junior']])
    expect(rows.map((row) => [row.year, row.added])).toEqual([
      [2021, 23_100],
      [2022, 29_200],
      [2023, 39_400],
      [2024, 25_770],
      [2025, 69_530],
    ])
    expect([rows[0]!.built, rows[0]!.takenBack, rows[0]!.net]).toEqual([14_700, 8_400, 14_700])
    expect(rows.reduce((sum, row) => sum + row.added, 0)).toBe(187_000)
  })

  test('places of 2021 are not added twice: P1 2021 has exactly the admission plan', () => {
    const p1 = valueAt(total(plan.supply.places, 'sector'), { area: 'baoan', grade: 'P1', year: 2021 })
    expect(p1).toBeCloseTo(41_785, 6)
  })

  test('the reconstructed base year is within 5 % of the 505,000 pupils of the report', () => {
    const all = valueAt(total(plan.projection.pupils, 'grade'), { area: 'baoan', year: 2021 })
    expect(Math.abs(all / 505_000 - 1)).toBeLessThan(0.05)
  })

  test('each stage peaks in another year, in the order of the stages', () => {
    const peaks = plan.turningPoints.map((row) => row.peakYear)
    expect(peaks).toEqual([...peaks].sort((a, b) => a - b))
    expect(new Set(peaks).size).toBe(4)
  })

  test('an assumption can be set, and one that does not exist is refused', () => {
    const half = overrideAssumptions(baoanAssumptions, ['--set', 'takeBackShare=0'])
    const rows = programmeByYear(planPlaces(baoanTables(half), { origin: 2021, horizon: 5 }).supply.additions, [['primary', 'junior']])
    expect(rows.map((row) => row.takenBack)).toEqual([8_400, 0, 0, 0, 0])
    expect(() => overrideAssumptions(baoanAssumptions, ['--set', 'nonsense=1'])).toThrow(/there is no assumption nonsense/)
    expect(() => overrideAssumptions(baoanAssumptions, ['--set', 'takeBackShare='])).toThrow(/must be a number/)
  })

  test('every figure that went in names a fact', () => {
    const tables = baoanTables()
    for (const rows of [tables.pupils!, tables.places!, tables.projects!, tables.births!, tables.admissions!, tables.applications!]) {
      expect(rows.filter((row) => row.fact === undefined)).toEqual([])
    }
  })
})

describe('Panyu', () => {
  const book = createFactBook(panyuFacts)
  const plan = planPlaces(panyuTables(), { origin: 2021, horizon: 14 })

  test('5,520 = 3,780 + 1,740', () => {
    expect(addFacts(book, ['PY-03p', 'PY-03j'])).toBe(addFacts(book, ['PY-03']))
    const [row] = programmeByYear(plan.supply.additions, [['primary', 'junior']])
    expect(row!.added).toBe(5_520)
  })

  test('public kindergarten places are inside the inclusive ones: adding both is refused', () => {
    expect(() => addFacts(book, ['PY-04', 'PY-05'])).toThrow(/part of PY-05/)
    const [row] = programmeByYear(plan.supply.additions, [['kindergarten']])
    expect(row!.added).toBe(9_120)
  })

  test('16 of 23 kindergartens are started, 8 of 23 completed', () => {
    expect(rate(addFacts(book, ['PY-07s']), addFacts(book, ['PY-07']))).toEqual({ value: 16 / 23, numerator: 16, denominator: 23 })
    expect(rate(8, 23).value).toBeCloseTo(0.348, 3)
  })

  test('the 2022 plan is 4,680 compulsory and 4,109 kindergarten places', () => {
    const rows = programmeByYear(plan.supply.additions, [['primary', 'junior'], ['kindergarten']]).filter((row) => row.year === 2022)
    expect(rows.map((row) => row.added).sort()).toEqual([4_109, 4_680])
  })

  test('the reconstructed compulsory stages meet the published total', () => {
    const sum = ['primary', 'junior'].reduce((all, stage) => all + valueAt(plan.balance.stages.pupils, { area: 'panyu', stage, year: 2021 }), 0)
    expect(sum).toBeCloseTo(180_960, 3)
  })
})
