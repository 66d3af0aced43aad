// The books of who provides places: double entry, exact sums, take-backs that add nothing, purchases that stay private but count as provided.

import fc from 'fast-check'
import { buildSupply, chinaLadder, createAxis, createCube, parseInputs, programmeByYear, sectorAccounts } from 'school-places'
import type { SectorAccounts, SectorAddition, SectorSupply } from 'school-places'
import { describe, expect, test } from 'vitest'

import { baoanTables } from '../../examples/data/baoan'
import { district, settings } from '../law/arbitraries'

const sectors = ['public', 'purchased', 'private'] as const
const junior = ['J1', 'J2', 'J3']

/** A supply of one area and the three junior grades: places of a grade by year and sector, the same in each grade unless `byGrade` says otherwise. */
function supplyOf(years: readonly (readonly number[])[], additions: readonly Partial<SectorAddition>[], byGrade?: (grade: number, year: number, sector: number) => number): SectorSupply {
  const axes = { area: createAxis(['North']), grade: createAxis(junior), sector: createAxis<string>(sectors), year: createAxis(years.map((_, y) => 2021 + y)), draw: createAxis([0]) }
  const values = new Float64Array(3 * sectors.length * years.length)
  let i = 0
  for (let g = 0; g < 3; g++) for (let s = 0; s < sectors.length; s++) for (let y = 0; y < years.length; y++) values[i++] = byGrade?.(g, y, s) ?? years[y]![s]!
  return {
    origin: 2021,
    horizon: years.length - 1,
    places: createCube(['area', 'grade', 'sector', 'year', 'draw'], axes, 'places', values),
    additions: additions.map((each) => ({ area: 'North', stage: 'junior', year: 2022, sector: 'public', places: 0, net: 0, inStock: false, ...each })),
  }
}

const row = (result: SectorAccounts, sector: string, year = 2022): number[] => {
  const each = result.accounts.find((account) => account.sector === sector && account.year === year)!
  return [each.opening, each.built, each.closed, each.movedIn, each.movedOut, each.closing]
}

describe('accounts by hand', () => {
  test('a take-back of 150 places moves them and adds none', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 80], [150, 0, 30]], [{ places: 150, fromSector: 'private' }]))
    expect(row(result, 'public')).toEqual([300, 0, 0, 150, 0, 450])
    expect(row(result, 'private')).toEqual([240, 0, 0, 0, 150, 90])
    expect(result.moves).toEqual([{ area: 'North', stage: 'junior', year: 2022, from: 'private', to: 'public', places: 150 }])
    expect(result.totals[0]).toMatchObject({ opening: 540, built: 0, closed: 0, moved: 150, closing: 540, provided: 450 })
  })

  test('without a told source the sector that lost the places gave them', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 80], [150, 0, 30]], [{ places: 150 }]))
    expect(result.moves.map((each) => [each.from, each.to, each.places])).toEqual([['private', 'public', 150]])
  })

  test('what no addition explains as a move was built in one sector and closed in the other', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 80], [150, 0, 30]], []))
    expect([row(result, 'public')[1], row(result, 'private')[2], result.moves.length]).toEqual([150, 150, 0])
  })

  test('building 60 and taking back 90 in the same year are told apart', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 80], [150, 0, 50]], [{ places: 90, fromSector: 'private' }, { places: 60, net: 60 }]))
    expect(row(result, 'public')).toEqual([300, 60, 0, 90, 0, 450])
    expect(row(result, 'private')).toEqual([240, 0, 0, 0, 90, 150])
  })

  test('closing 90 public places while 90 are taken back leaves the public sector as large, and both show', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 80], [100, 0, 50]], [{ places: 90, fromSector: 'private' }, { places: -90, net: -90 }]))
    expect(row(result, 'public')).toEqual([300, 0, 90, 90, 0, 300])
    expect(result.totals[0]).toMatchObject({ closed: 90, moved: 90, closing: 450 })
  })

  test('a take-back that finds only 60 of 150 places moves 60', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 20], [120, 0, 0]], [{ places: 150, fromSector: 'private' }]))
    expect(row(result, 'public')).toEqual([300, 0, 0, 60, 0, 360])
    expect(row(result, 'private')).toEqual([60, 0, 0, 0, 60, 0])
  })

  test('a take-back grade by grade moves a grade a year', () => {
    const moved = (g: number, y: number): number => (y >= g + 1 ? 50 : 0)
    const result = sectorAccounts(supplyOf([[], [], [], []], [{ places: 150, fromSector: 'private' }], (g, y, s) => (s === 0 ? 100 + moved(g, y) : s === 1 ? 0 : 80 - moved(g, y))))
    expect(result.moves.map((each) => [each.year, each.places])).toEqual([[2022, 50], [2023, 50], [2024, 50]])
    expect(result.totals.every((each) => each.built === 0 && each.closed === 0 && each.closing === 540)).toBe(true)
  })

  test('purchased places leave the private sector, count as provided, and go back when the purchase ends', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 80], [100, 30, 50], [100, 0, 80]], [{ sector: 'purchased', places: 90, fromSector: 'private', closes: 2023 }]))
    expect(result.totals.map((each) => [each.provided, each.closing])).toEqual([[390, 540], [300, 540]])
    expect(result.moves.map((each) => [each.year, each.from, each.to, each.places])).toEqual([[2022, 'private', 'purchased', 90], [2023, 'purchased', 'private', 90]])
  })

  test('places that were counted as purchased go back too: nothing is built or closed when the purchase ends', () => {
    const tables = {
      areas: [{ area: 'North' }],
      places: [{ area: 'North', stage: 'junior', sector: 'private', year: 2021, places: 600 }, { area: 'North', stage: 'junior', sector: 'purchased', year: 2021, places: 90 }] as const,
      projects: [{ project: 'p', area: 'North', stage: 'junior', sector: 'purchased', kind: 'purchase', opens: 2020, closes: 2023, places: 90 }] as const,
    }
    const result = sectorAccounts(buildSupply(parseInputs(tables), { origin: 2021, horizon: 3 }))
    expect(result.moves).toEqual([{ area: 'North', stage: 'junior', year: 2023, from: 'purchased', to: 'private', places: 90 }])
    expect(result.totals.map((each) => [each.built, each.closed, each.provided])).toEqual([[0, 0, 90], [0, 0, 0], [0, 0, 0]])
  })

  test('what was taken back does not go back: a school closed years later is closed, and one built elsewhere is built', () => {
    const result = sectorAccounts(supplyOf([[100, 0, 80], [150, 0, 30], [120, 0, 60]], [{ places: 150, fromSector: 'private' }]))
    expect(result.moves.map((each) => each.year)).toEqual([2022])
    expect([row(result, 'public', 2023)[2], row(result, 'private', 2023)[1]]).toEqual([90, 90])
  })

  test('a supply says from which sector places come: a private-inclusive one that closes in the same year is closed', () => {
    const stock = (sector: 'public' | 'private-inclusive' | 'private') => ({ area: 'North', stage: 'junior', sector, year: 2021, places: 300 })
    const one = { area: 'North', stage: 'junior', opens: 2022, places: 90 }
    const tables = {
      areas: [{ area: 'North' }],
      places: [stock('public'), stock('private-inclusive'), stock('private')],
      projects: [
        { ...one, project: 'back', sector: 'public', kind: 'take-back' },
        { ...one, project: 'new', sector: 'private', kind: 'extension' },
        { ...one, project: 'old', sector: 'private-inclusive', kind: 'closure' },
      ] as const,
    }
    const result = sectorAccounts(buildSupply(parseInputs(tables), { origin: 2021, horizon: 1 }))
    expect(result.moves).toMatchObject([{ from: 'private', to: 'public', places: 90 }])
    expect([row(result, 'private')[1], row(result, 'private-inclusive')[2]]).toEqual([90, 90])
  })

  test('an addition that the counted places hold already explains nothing', () => {
    expect(sectorAccounts(supplyOf([[100, 0, 80], [150, 0, 30]], [{ places: 150, fromSector: 'private', inStock: true }])).moves).toEqual([])
  })
})

describe("Bao'an's programme in accounts", () => {
  const supply = buildSupply(parseInputs(baoanTables()), { origin: 2021, horizon: 4 })
  const result = sectorAccounts(supply)

  test('what moves is what the programme calls taken back; the total grows by what was built and nothing else', () => {
    const programme = programmeByYear(supply.additions, [['primary', 'junior']]).filter((each) => each.year > 2021)
    expect(programme.length).toBe(4)
    for (const { year, takenBack } of programme) {
      const moved = result.moves.filter((each) => each.year === year && ['primary', 'junior'].includes(each.stage)).reduce((all, each) => all + each.places, 0)
      expect(moved).toBeCloseTo(takenBack, 6)
    }
    for (const total of result.totals) expect(total.closing).toBe(total.opening + total.built - total.closed)
  })
})

describe('laws of the accounts', () => {
  const build = (tables: Parameters<typeof parseInputs>[0]): SectorSupply => buildSupply(parseInputs(tables), { origin: 2021, horizon: 6 })

  test('each account adds up exactly, opens where it closed, moves out what moves in, and closes at the places of the supply', () => {
    fc.assert(
      fc.property(district, (tables) => {
        const supply = build(tables)
        const { accounts, totals, moves } = sectorAccounts(supply)
        const wrong: unknown[] = []
        const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-5
        const before = new Map<string, number>()
        for (const each of accounts) {
          const key = `${each.area} ${each.stage} ${each.sector}`
          const carried = before.get(key) ?? each.opening
          if (each.closing !== each.opening + each.built - each.closed + each.movedIn - each.movedOut || each.opening !== carried) wrong.push(each)
          if (Math.min(each.built, each.closed, each.movedIn, each.movedOut) < 0) wrong.push(each)
          before.set(key, each.closing)
        }
        for (const total of totals) {
          const here = (each: { area: string; stage: string; year: number }): boolean => each.area === total.area && each.stage === total.stage && each.year === total.year
          const out = accounts.filter(here).reduce((all, each) => all + each.movedOut, 0)
          const listed = moves.filter(here).reduce((all, each) => all + each.places, 0)
          if (!near(total.moved, out) || !near(listed, out) || !near(total.closing, total.opening + total.built - total.closed)) wrong.push(total)
        }
        // An independent way: the cube added up by its offsets.
        const { area, grade, sector } = supply.places.axes
        for (const each of accounts.filter(({ year }) => year === 2027)) {
          let sum = 0
          grade.labels.forEach((id, g) => {
            if (chinaLadder.grades.find((one) => one.id === id)!.stage === each.stage) sum += supply.places.values[((area.labels.indexOf(each.area) * grade.labels.length + g) * sector.labels.length + sector.labels.indexOf(each.sector)) * 7 + 6]!
          })
          if (!near(sum, each.closing)) wrong.push([each, sum])
        }
        expect(wrong).toEqual([])
      }),
      { ...settings, numRuns: 25 },
    )
  })

  test('take-backs alone leave every total as it was, and build and close nothing', () => {
    fc.assert(
      fc.property(district, (tables) => {
        const moved = { ...tables, projects: tables.projects!.filter((project) => project.kind === 'take-back') }
        expect(sectorAccounts(build(moved)).totals.filter((total) => total.built !== 0 || total.closed !== 0 || Math.abs(total.closing - total.opening) > 1e-6)).toEqual([])
      }),
      { ...settings, numRuns: 25 },
    )
  })

  test('the supply stays as it was', () => {
    const supply = supplyOf([[100, 0, 80], [150, 0, 30]], [{ places: 150 }])
    const before = JSON.stringify([Array.from(supply.places.values), supply.additions])
    sectorAccounts(supply)
    expect(JSON.stringify([Array.from(supply.places.values), supply.additions])).toBe(before)
  })
})
