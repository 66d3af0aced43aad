// Pupils of new dwellings: what is added, moved up by the kernel, must be what the yield table says lives there.

import fc from 'fast-check'
import { chinaLadder, createAxis, createCube, gradeIds, parseInputs, projectPupils, valueAt, yearsFrom } from 'school-places'
import type { Cube, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

import { cohortRateFrom, placesPerHundredHouseholds, placesPerThousand } from '../../src/estimate/cohort-rate.js'
import { housingPupils } from '../../src/estimate/housing.js'
import type { HousingOptions } from '../../src/estimate/housing.js'

const settings = { seed: 20_210_901, numRuns: 60 } as const
const [ladder, origin, horizon] = [chinaLadder, 2021, 9]
const grades = gradeIds(ladder)
const years = yearsFrom(origin + 1, origin + horizon)

const where = { ladder, areas: ['North', 'South'], origin, horizon }
const tablesOf = (tables: Partial<Tables>): Tables => ({ areas: [{ area: 'City' }, { area: 'North', parent: 'City' }, { area: 'South', parent: 'City' }], ...tables })
const added = (tables: Partial<Tables>, options: Partial<HousingOptions> = {}) => housingPupils(parseInputs(tablesOf(tables)), { ...where, ...options })

/** Yields of every grade for years 0 to 5, from a list of numbers in order. */
const yieldsOf = (table: readonly number[]): NonNullable<Tables['yields']> => grades.flatMap((grade, g) => yearsFrom(0, 5).map((yearsSince) => ({ grade, yearsSince, perHundred: table[(g * 6 + yearsSince) % table.length]! })))

function ratios(value: (a: number, g: number, t: number) => number): Cube<readonly ['area', 'grade', 'year']> {
  const values = Float64Array.from(where.areas.flatMap((_, a) => ladder.grades.flatMap((grade, g) => years.map((_year, t) => (grade.entry ? 0 : value(a, g, t))))))
  return createCube(['area', 'grade', 'year'], { area: createAxis(where.areas), grade: createAxis(grades), year: createAxis(years) }, 'ratio', values)
}

/** The kernel on nothing but what is given here. */
function moveUp(additions: Cube<readonly ['area', 'grade', 'year']>, progression = ratios(() => 1), entry?: Cube<readonly ['area', 'grade', 'year']>) {
  const { area, grade } = additions.axes
  const base = createCube(['area', 'grade'], { area, grade }, 'pupils')
  return projectPupils({ ladder, origin, horizon, base, progression, entry: entry ?? createCube(['area', 'grade', 'year'], additions.axes, 'pupils'), added: additions }).pupils
}

const numbers = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 90, maxLength: 90 })
const dwellings = fc.uniqueArray(
  fc.record({ area: fc.constantFrom('North', 'South'), year: fc.integer({ min: origin + 1, max: origin + horizon }), dwellings: fc.integer({ min: 0, max: 5_000 }), certainty: fc.constantFrom(0, 0.25, 0.8, 1) }),
  { minLength: 1, maxLength: 8, selector: (row) => `${row.area} ${row.year}` },
)

type Rows = readonly { readonly area: string; readonly year: number; readonly dwellings: number; readonly certainty: number }[]

/** Pupils who live in the dwellings of the rows, straight from the table: the number without any kernel. */
function living(rows: Rows, table: readonly number[], area: string, g: number, year: number): number {
  return rows.filter((row) => row.area === area && row.year <= year).reduce((sum, row) => sum + (row.dwellings * row.certainty * table[g * 6 + Math.min(5, year - row.year)]!) / 100, 0)
}

function expectLiving(pupils: ReturnType<typeof moveUp>, rows: Rows, table: readonly number[], share = 1): void {
  for (const area of where.areas) {
    grades.forEach((grade, g) => {
      for (const year of years) {
        const expected = share * living(rows, table, area, g, year)
        expect(Math.abs(valueAt(pupils, { area, grade, year }) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected))
      }
    })
  }
}

function law(name: string, holds: (rows: Rows, table: readonly number[]) => void): void {
  test(name, () => fc.assert(fc.property(dwellings, numbers, holds), settings))
}

describe('the kernel makes of what is added exactly what the yield table says', () => {
  law('when everybody moves up', (rows, table) => expectLiving(moveUp(added({ dwellings: rows, yields: yieldsOf(table) }).added), rows, table))

  law('at any progression ratio that it is told', (rows, table) => {
    const progression = ratios((a, g, t) => 0.3 + table[(a * 7 + g * 3 + t) % table.length]! / 40)
    expectLiving(moveUp(added({ dwellings: rows, yields: yieldsOf(table) }, { progression }).added, progression), rows, table)
  })

  law('together with the entrants whom births already bring', (rows, table) => {
    for (const inBirths of [0.1, 1]) {
      const result = added({ dwellings: rows, yields: yieldsOf(table) }, { entryAlreadyInBirths: inBirths })
      const born = where.areas.flatMap((area) => ladder.grades.flatMap((grade, g) => years.map((year) => (grade.entry ? inBirths * living(rows, table, area, g, year) : 0))))
      expectLiving(moveUp(result.added, ratios(() => 1), createCube(['area', 'grade', 'year'], result.added.axes, 'pupils', Float64Array.from(born))), rows, table)
    }
  })

  law('less the share who only moved within the area', (rows, table) => {
    expectLiving(moveUp(added({ dwellings: rows, yields: yieldsOf(table) }, { withinAreaMoves: 0.3 }).added), rows, table, 0.7)
  })
})

law('the contributions of the rows sum to what is added, usual completions included', (rows, table) => {
  const result = added({ dwellings: rows, yields: yieldsOf(table) }, { usualDwellings: { North: table[0]!, South: table[1]! / 3 } })
  const sums = new Float64Array(result.added.values.length)
  for (const { area, expected } of result.contributions) expected.values.slice().forEach((value, i) => (sums[where.areas.indexOf(area) * expected.values.length + i]! += value))
  expect(sums).toEqual(result.added.values)
  for (const { area, completed, dwellings: count, usual } of result.contributions) if (!usual) expect(rows).toContainEqual(expect.objectContaining({ area, year: completed, dwellings: count }))
})

describe('an estate of 1,000 dwellings completed for 2022', () => {
  const estate = { dwellings: [{ area: 'North', year: 2022, dwellings: 1_000 }], yields: grades.map((grade) => ({ grade, yearsSince: 0, perHundred: grade.startsWith('P') ? 4 : 0 })) }
  const at = (result: ReturnType<typeof added>, grade: string, year: number, area = 'North') => valueAt(result.added, { area, grade, year })

  test('fills its grades at once; then only entrants are added and the top grade leaves', () => {
    const result = added(estate)
    expect(['P1', 'P2', 'P6', 'J1'].map((grade) => at(result, grade, 2022))).toEqual([40, 40, 40, 0])
    expect(['P1', 'P2', 'P6', 'J1'].map((grade) => at(result, grade, 2023))).toEqual([40, 0, 0, -40])
    expect(at(result, 'P1', 2022, 'South')).toBe(0)
  })

  test('sends half as many when it is as likely as not', () => {
    expect(at(added({ ...estate, dwellings: [{ area: 'North', year: 2022, dwellings: 1_000, certainty: 0.5 }] }), 'P2', 2022)).toBe(20)
  })

  test('lies on straight lines between the years given, and holds after the last', () => {
    const yields = [0, 4].map((yearsSince) => ({ grade: 'P1', yearsSince, perHundred: yearsSince * 2 }))
    const result = added({ dwellings: estate.dwellings, yields })
    expect(years.slice(0, 7).map((year) => at(result, 'P1', year))).toEqual([0, 20, 40, 60, 80, 80, 80])
  })

  test('moves up untouched through grades and years without a yield, and says so', () => {
    const yields = ([['P1', 0, 4], ['P3', 3, 5], ['P4', 0, 4]] as const).map(([grade, yearsSince, perHundred]) => ({ grade, yearsSince, perHundred }))
    const result = added({ dwellings: estate.dwellings, yields })
    const pupils = moveUp(result.added)
    expect(['P2', 'P3'].map((grade) => at(result, grade, 2023))).toEqual([0, 0])
    // The P1 of 2022 are the P3 of 2024, whose own yield speaks from 2025.
    expect([2024, 2025].map((year) => valueAt(pupils, { area: 'North', grade: 'P3', year }))).toEqual([40, 50])
    expect(valueAt(pupils, { area: 'North', grade: 'P4', year: 2026 })).toBe(40)
    const issue = result.issues.find((each) => each.where.table === 'yields')
    expect(issue?.message).toContain('P2, P3 before year 3, P5')
    expect(issue?.message).not.toContain('P4')
  })

  test('has the yield of its kind: type and tenure, then type, then tenure, then any', () => {
    const first = (row: { type: string; tenure: string }, yields: NonNullable<Tables['yields']>) => at(added({ dwellings: [{ area: 'North', year: 2022, dwellings: 100, ...row }], yields }), 'P1', 2022)
    const kinds = ['flat', 'house'].flatMap((type) => ['rent', 'own'].map((tenure) => ({ type, tenure })))
    const yields = [{}, { tenure: 'rent' }, { type: 'flat' }, { type: 'flat', tenure: 'rent' }].map((kind, i) => ({ grade: 'P1', yearsSince: 0, perHundred: i + 1, ...kind }))
    expect(kinds.map((kind) => first(kind, yields))).toEqual([4, 3, 2, 1])
    expect(kinds.map((kind) => first(kind, yields.slice(0, 3)))).toEqual([3, 3, 2, 1])
  })
})

describe('usual completions', () => {
  const table = yieldsOf([3, 8, 1, 9, 4, 7, 2])
  const past = (each: (year: number) => number, from: number) => yearsFrom(from, origin).map((year) => ({ area: 'North', year, dwellings: each(year) }))
  const future = (each: number) => years.map((year) => ({ area: 'North', year, dwellings: each }))
  const largest = (result: ReturnType<typeof added>) => Math.max(...result.added.values.slice().map(Math.abs))

  test('add nothing when they go on as they were', () => {
    expect(largest(added({ dwellings: [...past(() => 400, 2017), ...future(400)], yields: table }))).toBe(0)
  })

  test('are taken for years that no row names', () => {
    const some = added({ dwellings: [...past(() => 400, 2017), { area: 'North', year: 2023, dwellings: 400 }], yields: table })
    expect(largest(some)).toBe(0)
    expect(some.issues.some((issue) => issue.message.startsWith('no dwellings are given for 2022, 2024'))).toBe(true)
  })

  test('take pupils off when nothing is built', () => {
    const none = added({ dwellings: [...past(() => 400, 2017), ...future(0)], yields: table })
    expect(valueAt(none.added, { area: 'North', grade: 'K1', year: 2022 })).toBe(-4 * 3)
    expect(none.contributions.filter((each) => each.usual).every((each) => each.dwellings === -400)).toBe(true)
  })

  test('are those given by the caller when there are any', () => {
    const result = added({ dwellings: [{ area: 'North', year: 2022, dwellings: 700 }], yields: table }, { usualDwellings: { North: 200 } })
    expect(valueAt(result.added, { area: 'North', grade: 'K1', year: 2022 })).toBeCloseTo(5 * 3, 12)
  })

  test('are the mean of at least three past years; with fewer all completions are added, and it is said', () => {
    const three = added({ dwellings: [...past((year) => 300 + 100 * (year - 2020), 2019), ...future(300)], yields: table })
    expect(three.contributions.filter((each) => each.usual && each.completed === 2022).map((each) => each.dwellings)).toEqual([-300])
    const two = added({ dwellings: [...past(() => 300, 2020), ...future(300)], yields: table })
    expect(two.contributions.some((each) => each.usual)).toBe(false)
    expect(two.issues.find((issue) => issue.amounts?.['years'] === 2)?.assumed).toBe('that past ratios hold no new dwellings')
  })

  test('before the window are inside the ratios', () => {
    expect(added({ dwellings: [{ area: 'North', year: origin - 5, dwellings: 9_000 }], yields: table }).contributions).toEqual([])
  })

  test('have the mix of types that the area builds', () => {
    const rows = past(() => 100, 2018).flatMap((row) => [{ ...row, type: 'flat', dwellings: 300 }, { ...row, type: 'house' }])
    const result = added({ dwellings: [...rows, { area: 'North', year: 2022, type: 'flat', dwellings: 0 }], yields: table })
    expect(result.contributions.filter((each) => each.usual && each.completed === 2022).map(({ type, dwellings: count }) => [type, count])).toEqual([['flat', -300], ['house', -100]])
  })
})

describe('what is assumed is said', () => {
  const one = { dwellings: [{ area: 'North', year: 2022, dwellings: 100 }], yields: yieldsOf([2]) }
  test('the shares that were left out, and not those that were given', () => {
    const options = (result: ReturnType<typeof added>) => result.issues.map((issue) => issue.where.option).filter((each) => each !== undefined)
    expect(options(added(one))).toEqual(['withinAreaMoves', 'entryAlreadyInBirths', 'progression'])
    expect(options(added(one, { withinAreaMoves: 0, entryAlreadyInBirths: 0.2, progression: ratios(() => 1) }))).toEqual([])
  })

  test('dwellings of an area that is not projected, and nothing where there are no dwellings', () => {
    const city = added({ ...one, dwellings: [{ area: 'City', year: 2022, dwellings: 100 }] })
    expect([city.issues.map((issue) => issue.where.area), Math.max(...city.added.values.slice())]).toEqual([['City'], 0])
    expect(added({}).issues).toEqual([])
  })

  test('a share outside 0 to 1, usual dwellings below 0 and other labels are refused', () => {
    expect(() => added(one, { withinAreaMoves: 1.5 })).toThrow(/withinAreaMoves must be from 0 to 1/)
    expect(() => added(one, { entryAlreadyInBirths: Number.NaN })).toThrow(/entryAlreadyInBirths must be from 0 to 1/)
    expect(() => added(one, { usualDwellings: { North: -1 } })).toThrow(/usualDwellings must be at least 0/)
    expect(() => added(one, { areas: ['South', 'North'], progression: ratios(() => 1) })).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
  })

  test('the input stays as it was', () => {
    const dataset = parseInputs(tablesOf(one))
    const copy = structuredClone(dataset)
    housingPupils(dataset, where)
    expect(dataset).toEqual(copy)
  })
})

// china-standards.md section D: Yongzhou's rule for housing estates, Shenzhen's plan for 2035.
describe('one cohort rate gives the published norms', () => {
  const [yongzhou, shenzhen] = [55 / 3, 40 / 3]

  test('Yongzhou: 55 / 110 / 55 per 1,000 residents are 18.33 of each age', () => {
    expect([3, 6, 3].map((stage) => placesPerThousand({ cohortPerThousand: yongzhou, grades: stage }))).toEqual([55, 110, 55])
    for (const [places, stage] of [[55, 3], [110, 6], [55, 3]] as const) expect(cohortRateFrom({ placesPerThousand: places, grades: stage })).toBeCloseTo(18.333333, 6)
  })

  test('Yongzhou: at 3 persons a household 16.5 / 33 / 16.5 per 100 households, and 330 / 660 / 330 for 2,000', () => {
    const perHundred = [3, 6, 3].map((stage) => placesPerHundredHouseholds({ cohortPerThousand: yongzhou, grades: stage, personsPerHousehold: 3 }))
    expect(perHundred).toEqual([16.5, 33, 16.5])
    expect(perHundred.map((places) => (places * 2_000) / 100)).toEqual([330, 660, 330])
  })

  test('Shenzhen: 40 / 120 / 32 are 13.33 children of each age, of whom 80 % go on to senior', () => {
    expect(placesPerThousand({ cohortPerThousand: shenzhen, grades: 3 })).toBe(40)
    expect(placesPerThousand({ cohortPerThousand: shenzhen, grades: 6 }) + placesPerThousand({ cohortPerThousand: shenzhen, grades: 3 })).toBe(120)
    expect(placesPerThousand({ cohortPerThousand: shenzhen, grades: 3, participation: 0.8 })).toBe(32)
    expect(cohortRateFrom({ placesPerThousand: 32, grades: 3, participation: 0.8 })).toBeCloseTo(shenzhen, 12)
  })

  test('the inverse brings back the rate from either form of a norm', () => {
    const property = fc.property(fc.double({ min: 1, max: 40, noNaN: true }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 150 }), (rate, stage, percent) => {
      const demand = { cohortPerThousand: rate, grades: stage, participation: percent / 100 }
      const perHundred = placesPerHundredHouseholds({ ...demand, personsPerHousehold: 2.69 })
      expect(cohortRateFrom({ ...demand, placesPerThousand: placesPerThousand(demand) })).toBeCloseTo(rate, 9)
      expect(cohortRateFrom({ ...demand, placesPerHundredHouseholds: perHundred, personsPerHousehold: 2.69 })).toBeCloseTo(rate, 9)
    })
    fc.assert(property, settings)
  })

  test('a rate, a share or a household of nothing is refused', () => {
    expect(() => placesPerThousand({ cohortPerThousand: 0, grades: 6 })).toThrow(/cohortPerThousand must be a number above 0/)
    expect(() => placesPerThousand({ cohortPerThousand: 18, grades: 2.5 })).toThrow(/grades must be an integer/)
    expect(() => cohortRateFrom({ placesPerThousand: 55, grades: 3, participation: Number.NaN })).toThrow(/participation/)
    expect(() => placesPerHundredHouseholds({ cohortPerThousand: 18, grades: 3, personsPerHousehold: -2 })).toThrow(/personsPerHousehold/)
  })
})
