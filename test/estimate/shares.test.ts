import fc from 'fast-check'
import { chinaLadder, createAxis, createCube, parseInputs, PlacesError, total, valueAt } from 'school-places'
import type { Dataset, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

import { pointsPlaces } from '../../src/estimate/points-places.js'
import { participationPath, sharePaths, splitPupils } from '../../src/estimate/shares.js'
import type { ShareOptions } from '../../src/estimate/shares.js'

const settings = { seed: 20_210_901, numRuns: 60 } as const

type Share = NonNullable<Tables['shares']>[number]
const areas = [{ area: 'city' }, { area: 'North', parent: 'city' }, { area: 'South', parent: 'city' }]
const pupils = ['North', 'South'].map((area) => ({ area, grade: 'P1', year: 2021, pupils: 100 }))
const datasetOf = (shares: readonly Share[], more: Partial<Tables> = {}): Dataset => parseInputs({ areas, pupils, shares, ...more })
const publicIn = (area: string, year: number, share: number): Share => ({ area, stage: 'primary', year, sector: 'public', share })
const privateIn = (area: string, year: number, share: number): Share => ({ area, stage: 'primary', year, sector: 'private', share })
const both = (area: string, year: number, share: number): Share[] => [publicIn(area, year, share), privateIn(area, year, 1 - share)]

const paths = (dataset: Dataset, more: Partial<ShareOptions<'sector'>> = {}) => sharePaths(dataset, { origin: 2021, horizon: 9, by: 'sector', ...more })
const shareOf = (dataset: Dataset, year: number, more: Partial<ShareOptions<'sector'>> = {}, area = 'North', sector = 'public'): number =>
  valueAt(paths(dataset, more).shares, { area, stage: 'primary', sector, year })

describe('paths of shares', () => {
  const counted = [...both('North', 2019, 0.4), ...both('North', 2020, 0.45), ...both('North', 2021, 0.5), ...both('South', 2021, 0.8)]

  test('are held at the last count up to the origin', () => {
    const dataset = datasetOf([...counted, ...both('North', 2023, 0.9)])
    expect([2021, 2025, 2030].map((year) => shareOf(dataset, year))).toEqual([0.5, 0.5, 0.5])
    expect(shareOf(dataset, 2030, {}, 'South')).toBeCloseTo(0.8, 12)
    const { issues } = paths(dataset)
    expect(issues.map((issue) => issue.code)).toEqual(['after-origin', 'shares-held'])
    expect(issues[0]!.amounts!.rows).toBe(2)
    expect(paths(dataset).shares.axes.sector.labels).toEqual(['public', 'private'])
  })

  test('follow a plan in straight lines and are held after it', () => {
    const dataset = datasetOf([...counted, ...both('North', 2025, 0.6), ...both('North', 2026, 0.8)])
    const planned = [2021, 2023, 2025, 2026, 2030].map((year) => shareOf(dataset, year, { method: 'given' }))
    planned.forEach((value, i) => expect(value).toBeCloseTo([0.5, 0.55, 0.6, 0.8, 0.8][i]!, 12))
  })

  test('follow a trend of the log-odds that is damped and never passes 1', () => {
    const steep = datasetOf([...both('North', 2019, 0.5), ...both('North', 2020, 0.7), ...both('North', 2021, 0.9), ...both('South', 2021, 0.8)])
    const values = [2021, 2022, 2023, 2030].map((year) => shareOf(steep, year, { method: 'trend' }))
    expect(values[0]).toBeCloseTo(0.9, 12)
    // By hand: log-odds 0, 0.847, 2.197; weights 0.5 and 0.2 leave a trend of 0.537, of which 0.7 comes in the first year.
    expect(values[1]).toBeCloseTo(0.92913, 5)
    expect(values[2]! - values[1]!).toBeLessThan(values[1]! - values[0]!)
    expect(values[3]).toBeLessThan(1)
    // Two sectors that mirror each other keep doing so: the log-odds of one are those of the other, turned round.
    expect(shareOf(steep, 2025, { method: 'trend' }) + shareOf(steep, 2025, { method: 'trend' }, 'North', 'private')).toBeCloseTo(1, 12)
    // Damping 0 is no trend; one count is none either.
    expect(shareOf(steep, 2030, { method: 'trend', damping: 0 })).toBeCloseTo(0.9, 12)
    expect(shareOf(steep, 2030, { method: 'trend' }, 'South')).toBeCloseTo(0.8, 12)
  })

  test('a year without a count does not double the trend of its neighbours', () => {
    const yearly = [2017, 2018, 2019, 2020, 2021].map((year, i) => [year, 1 / (1 + Math.exp(-0.2 * i))] as const)
    const all = datasetOf(yearly.flatMap(([year, share]) => [...both('North', year, share), ...both('South', year, 0.5)]))
    const gap = datasetOf(yearly.filter(([year]) => year !== 2019).flatMap(([year, share]) => [...both('North', year, share), ...both('South', year, 0.5)]))
    expect(shareOf(gap, 2026, { method: 'trend' })).toBeCloseTo(shareOf(all, 2026, { method: 'trend' }), 12)
  })

  test('of an area without rows are those of the area above, and it says so', () => {
    const dataset = datasetOf([...both('North', 2021, 0.5), ...both('city', 2021, 0.7)])
    expect(shareOf(dataset, 2025, {}, 'South')).toBeCloseTo(0.7, 12)
    expect(paths(dataset).issues.find((issue) => issue.code === 'shares-from-parent')).toMatchObject({ where: { area: 'South', stage: 'primary' }, amounts: { parent: 'city' } })
  })

  test('leave a remainder where one is named', () => {
    const dataset = datasetOf([publicIn('North', 2020, 0.5), publicIn('North', 2021, 0.6), publicIn('South', 2021, 1)])
    const rest = (area: string): number => shareOf(dataset, 2025, { remainder: 'private' }, area, 'private')
    expect(rest('North')).toBeCloseTo(0.4, 12)
    expect(rest('South')).toBe(0)
    expect(() => paths(dataset)).toThrow(/name a remainder/)
  })

  test('a sector that is gone in the latest complete year has no share', () => {
    const dataset = datasetOf([...both('North', 2019, 0.5), publicIn('North', 2021, 1), ...both('South', 2021, 0.5)])
    expect(shareOf(dataset, 2025)).toBe(1)
    expect(shareOf(dataset, 2025, {}, 'North', 'private')).toBe(0)
  })

  test('sums that cannot be are all told in one error', () => {
    const wrong = datasetOf([publicIn('North', 2020, 0.8), privateIn('North', 2020, 0.4), publicIn('South', 2021, 0.3), ...both('North', 2021, 0.5), publicIn('South', 2022, 9 / 10)])
    try {
      paths(wrong)
      expect.unreachable()
    } catch (error) {
      expect((error as PlacesError).code).toBe('invalid-input')
      expect((error as PlacesError).issues.map(({ where, found }) => [where.area, where.year, found])).toEqual([
        ['North', 2020, '1.2'],
        ['South', 2021, '0.3'],
      ])
    }
    expect(() => paths(wrong, { remainder: 'purchased' })).toThrow(/one sum of shares/)
  })

  test('an area and stage without any share are told, all of them', () => {
    try {
      paths(datasetOf(both('North', 2021, 0.5)), { stages: ['primary', 'junior'] })
      expect.unreachable()
    } catch (error) {
      expect((error as PlacesError).code).toBe('no-data')
      expect((error as PlacesError).issues.map(({ where }) => `${where.area} ${where.stage}`)).toEqual(['North junior', 'South primary', 'South junior'])
    }
    expect(() => paths(datasetOf(both('city', 2021, 0.5)), { damping: 2 })).toThrow(/damping must be from 0 to 1/)
    expect(() => paths(datasetOf(both('city', 2021, 0.5)), { horizon: 0 })).toThrow(PlacesError)
  })

  test('groups are told apart from sectors', () => {
    const dataset = datasetOf([...both('city', 2021, 0.5), { area: 'city', stage: 'primary', year: 2021, group: 'migrant', share: 0.3 }])
    const { shares } = sharePaths(dataset, { origin: 2021, horizon: 1, by: 'group', remainder: 'local' })
    expect(shares.axes.group.labels).toEqual(['migrant', 'local'])
    expect(valueAt(shares, { area: 'North', stage: 'primary', group: 'local', year: 2022 })).toBe(0.7)
  })
})

describe('pupils divided by shares', () => {
  const years = [2021, 2022]
  const grades = ['P1', 'P6', 'J1']
  const cubeOf = (values: readonly number[]) =>
    createCube(['area', 'grade', 'year', 'draw'], { area: createAxis(['North', 'South']), grade: createAxis(grades), year: createAxis(years), draw: createAxis([0, 1, 2]) }, 'pupils', Float64Array.from(values))

  test('sum back to the pupils bit for bit, whatever the shares', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.integer({ min: 0, max: 5_000 })), { minLength: 36, maxLength: 36 }),
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (values, weights, groups) => {
          const shares = ['North', 'South'].flatMap((area, a) =>
            ['primary', 'junior'].flatMap((stage, s) => {
              const own = Array.from({ length: groups }, (_, k) => weights[(a * 5 + s * 3 + k) % 12]!)
              const sum = own.reduce((x, y) => x + y, 0)
              return own.map((weight, k) => ({ area, stage, year: 2021, group: `group ${k}`, share: weight / sum }))
            }),
          )
          const cube = cubeOf(values)
          const split = splitPupils(cube, sharePaths(datasetOf(shares), { origin: 2021, horizon: 1, by: 'group' }), chinaLadder)
          expect([...total(split, 'group').values]).toEqual(values)
          expect(Math.min(...split.values.slice())).toBeGreaterThanOrEqual(0)
        },
      ),
      settings,
    )
  })

  test('each grade has the shares of its stage, each area and year its own', () => {
    const dataset = datasetOf([...both('North', 2021, 0.5), ...both('North', 2022, 0.6), ...both('South', 2021, 0.9), ...['North', 'South'].map((area) => ({ area, stage: 'junior', year: 2021, sector: 'public' as const, share: 1 }))])
    const split = splitPupils(cubeOf(Array.from({ length: 36 }, () => 100)), paths(dataset, { horizon: 1, method: 'given' }), chinaLadder)
    const at = (area: string, grade: string, year: number): number => valueAt(split, { area, grade, sector: 'public', year, draw: 1 })
    expect([at('North', 'P1', 2021), at('North', 'P6', 2022), at('South', 'P1', 2022), at('North', 'J1', 2022)].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([50, 60, 90, 100])
  })

  test('other areas, other years and a stage without shares are refused', () => {
    const dataset = datasetOf([...both('city', 2021, 0.5)])
    const cube = cubeOf(Array.from({ length: 36 }, () => 1))
    expect(() => splitPupils(cube, paths(dataset, { horizon: 1 }), chinaLadder)).toThrow(/stage must be one of primary/)
    expect(() => splitPupils(cube, paths(dataset, { horizon: 2 }), chinaLadder)).toThrow(/labels must be equal on year/)
    expect(() => splitPupils(cube, paths(dataset, { horizon: 1, areas: ['South', 'North'] }), chinaLadder)).toThrow(/labels must be equal on area/)
  })
})

describe('participation', () => {
  const assumption = (value: number, more: object) => ({ assumption: 'participation' as const, stage: 'senior', value, ...more })

  test('runs in straight lines between years, is held outside, and the nearest area wins', () => {
    const dataset = datasetOf([], { assumptions: [assumption(0.5, { year: 2021 }), assumption(0.6, { year: 2025 }), assumption(0.7, { area: 'North' })] })
    const path = participationPath(dataset, 'South', 'senior', [2019, 2021, 2023, 2025, 2035])
    path.forEach((value, i) => expect(value).toBeCloseTo([0.5, 0.5, 0.55, 0.6, 0.6][i]!, 12))
    expect(participationPath(dataset, 'North', 'senior', [2021, 2030])).toEqual([0.7, 0.7])
    expect(participationPath(dataset, 'North', 'kindergarten', [2021])).toEqual([1])
  })
})

describe('places for admission by points', () => {
  const groups = [
    { group: 'local', pupils: 70 },
    { group: 'talent', pupils: 10 },
  ]

  test('are what the priority groups leave; the cut-off is the last applicant admitted', () => {
    expect(pointsPlaces({ places: 100, groups: [{ group: 'local', pupils: 70 }], points: [55, 80, 61] }).places).toBe(30)
    const points = Array.from({ length: 40 }, (_, i) => 100 - Math.floor(i / 4))
    expect(pointsPlaces({ places: 102, groups, points })).toMatchObject({ places: 22, shortage: 0, admitted: 22, cutOff: 95, tied: 2, issues: [] })
    expect(pointsPlaces({ places: 82, groups, points: [55, 80, 61] })).toMatchObject({ admitted: 2, cutOff: 61, tied: 0 })
    expect(pointsPlaces({ places: 100, groups })).toMatchObject({ places: 20, admitted: undefined, cutOff: undefined, tied: 0 })
  })

  test('are never negative: groups are served in order and what they miss is reported', () => {
    const short = pointsPlaces({ places: 75, groups: [...groups, { group: 'sibling', pupils: 5 }], points: [90] })
    expect(short.groups.map((each) => each.admitted)).toEqual([70, 5, 0])
    expect(short).toMatchObject({ places: 0, shortage: 10, admitted: 0, cutOff: undefined, tied: 0 })
    expect(short.issues[0]!.message).toBe('10 children of priority groups have no place (talent 5, sibling 5)')
  })

  test('every number that cannot be is told', () => {
    try {
      pointsPlaces({ places: -1, groups: [{ group: 'local', pupils: Number.NaN }], points: [1, -2] })
      expect.unreachable()
    } catch (error) {
      expect((error as PlacesError).issues.map((issue) => issue.where.column)).toEqual(['places', 'pupils of local', 'points 2'])
    }
  })
})
