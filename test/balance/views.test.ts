// Other looks at a balance: chosen sectors and a margin, entry grades, groups that share, sectors, chances at any level.

import { balancePlaces, createAxis, createCube, createLadder, entryView, groupBalance, keepMargin, placesOfSectors, sectorBalance, shortageChances, utilisation, valueAt } from 'school-places'
import type { Projection, Supply } from 'school-places'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('two', 6, [
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] },
  { id: 'junior', en: 'Junior', zh: '初中', grades: ['J1'] },
])
const grades = ['P1', 'P2', 'J1']
const common = { origin: 2021, horizon: 0, issues: [], provenance: { library: 'school-places' as const, version: '0', verb: 'test', options: {} } }

/** pupils by area, grade, draw; places by area, grade, sector. */
function sides(pupils: number[][][], places: number[][][], sectors = ['public', 'private']): { projection: Projection; supply: Supply } {
  const axes = { area: createAxis(pupils.map((_, i) => 'ABC'[i]!)), grade: createAxis(grades), year: createAxis([2021]) }
  const draws = pupils[0]![0]!.length
  return {
    projection: { ladder, ...common, pupils: createCube(['area', 'grade', 'year', 'draw'], { ...axes, draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }, 'pupils', Float64Array.from(pupils.flat(2))) },
    supply: { ...common, additions: [], places: createCube(['area', 'grade', 'sector', 'year', 'draw'], { ...axes, sector: createAxis(sectors), draw: createAxis([0]) }, 'places', Float64Array.from(places.flat(2))) } as Supply,
  }
}

describe('places that count', () => {
  const { projection, supply } = sides([[[90], [50], [40]]], [[[60, 40], [60, 0], [30, 20]]])

  test('against public places alone 30 first graders have none, against all places nobody', () => {
    const of = (used: Supply) => valueAt(balancePlaces(projection, used).stages.unmet, { area: 'A', stage: 'primary' })
    expect(of(placesOfSectors(supply, ['public']))).toBe(30)
    expect(of(placesOfSectors(supply, ['private', 'public']))).toBe(0)
    expect(of(keepMargin(supply, [{ share: 0.2, stage: 'primary' }], ladder))).toBe(12)
  })

  test('what is not counted is told, and what is not there refused', () => {
    expect(placesOfSectors(supply, ['public']).issues.map(({ code, amounts }) => [code, amounts?.left])).toEqual([['places-not-counted', 'private']])
    expect(() => placesOfSectors(supply, ['purchased'])).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => placesOfSectors(supply, [])).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

test('the entry view has the first grade of each stage', () => {
  const { projection, supply } = sides([[[90], [50], [40]]], [[[60, 0], [60, 0], [30, 0]]])
  const { pupils, unmet } = entryView(balancePlaces(projection, supply))
  expect([...pupils.values, ...unmet.values]).toEqual([90, 40, 30, 10])
})

describe('groups of schools', () => {
  test('two schools of a group, one 10 over and one 8 under in a grade: 8 can move, 2 cannot; other grades do not help', () => {
    const { projection, supply } = sides([[[70], [60], [0]], [[52], [20], [0]]], [[[60, 0], [60, 0], [0, 0]], [[60, 0], [60, 0], [0, 0]]])
    const { apart, shared, movable } = groupBalance(balancePlaces(projection, supply), [{ label: 'group', members: ['A', 'B'] }])
    const at = { area: 'group', stage: 'primary' }
    expect([apart.unmet, shared.unmet, movable, apart.gap, shared.gap].map((cube) => valueAt(cube, at))).toEqual([10, 2, 8, 38, 38])
  })

  test('sharing never adds unmet, keeps the gap, and nothing moves in a group of one', () => {
    const numbers = fc.array(fc.array(fc.array(fc.nat(50), { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(numbers, fc.array(fc.nat(60), { minLength: 9, maxLength: 9 }), (pupils, room) => {
        const { projection, supply } = sides(pupils, pupils.map((_, a) => grades.map((_grade, g) => [room[a * 3 + g]!, 0])))
        const balance = balancePlaces(projection, supply)
        const all = groupBalance(balance, [{ label: 'all', members: pupils.map((_, i) => 'ABC'[i]!) }])
        all.movable.values.slice().forEach((value) => expect(value).toBeGreaterThanOrEqual(0))
        all.shared.unmet.values.slice().forEach((value, i) => expect(value).toBeGreaterThanOrEqual(Math.max(0, -all.shared.gap.values[i]!)))
        all.shared.gap.values.slice().forEach((value, i) => expect(value).toBeCloseTo(all.shared.spare.values[i]! - all.shared.unmet.values[i]!, 9))
        expect([...groupBalance(balance, [{ label: 'one', members: ['A'] }]).movable.values]).toEqual([0, 0, 0, 0])
      }),
      { seed: 20210901, numRuns: 100 },
    )
  })
})

test('sector by sector: public pupils are short while private places are spare; a sector on one side only counts 0 on the other', () => {
  const { supply } = sides([[[0], [0], [0]]], [[[60, 40], [60, 0], [30, 20]]])
  const pupils = createCube(['area', 'grade', 'sector', 'year', 'draw'], { area: createAxis(['A']), grade: createAxis(grades), sector: createAxis(['public', 'purchased']), year: createAxis([2021]), draw: createAxis([0, 1]) }, 'pupils', Float64Array.of(70, 50, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0))
  const { unmet, spare } = sectorBalance(pupils, supply)
  const at = (sector: string, draw: number) => ({ area: 'A', grade: 'P1', sector, draw })
  expect([valueAt(unmet, at('public', 0)), valueAt(unmet, at('public', 1)), valueAt(unmet, at('purchased', 0)), valueAt(spare, at('private', 1))]).toEqual([10, 0, 5, 40])
})

test('the chance at a level is that of the sums within draws, not made of chances below', () => {
  // A is short in draw 0, B in draw 1: each has chance 1/2, the two together 1; their sum is short by 4 on average.
  const { projection, supply } = sides([[[64, 60], [0, 0], [0, 0]], [[60, 64], [0, 0], [0, 0]]], [[[60, 0], [0, 0], [0, 0]], [[60, 0], [0, 0], [0, 0]]])
  const balance = balancePlaces(projection, supply)
  const own = shortageChances(balance.stages.unmet)
  const { chance, expected } = shortageChances(groupBalance(balance, [{ label: 'both', members: ['A', 'B'] }]).apart.unmet)
  expect([valueAt(own.chance, { area: 'A', stage: 'primary' }), valueAt(own.expected, { area: 'B', stage: 'primary' })]).toEqual([0.5, 2])
  expect([valueAt(chance, { area: 'both', stage: 'primary' }), valueAt(expected, { area: 'both', stage: 'primary' })]).toEqual([1, 4])
  expect(shortageChances(groupBalance(balance, [{ label: 'both', members: ['A', 'B'] }]).shared.unmet).chance.values[0]).toBe(1)
})

test('utilisation and chances are there by grade, by stage and by sector', () => {
  const { projection, supply } = sides([[[66, 54], [50, 50], [7, 0]]], [[[60, 0], [0, 40], [0, 0]]])
  const balance = balancePlaces(projection, supply)
  const full = (grade: string, draw: number) => valueAt(utilisation(balance.grades), { area: 'A', grade, draw })
  expect([full('P1', 0), full('P1', 1), full('P2', 0), full('J1', 0), full('J1', 1)]).toEqual([1.1, 0.9, 1.25, Infinity, 0])
  expect(valueAt(utilisation(balance.stages), { area: 'A', stage: 'primary', draw: 0 })).toBe(1.16)
  const byGrade = shortageChances(balance.grades.unmet)
  expect(byGrade.chance.dims).toEqual(['area', 'grade', 'year'])
  expect([valueAt(byGrade.chance, { area: 'A', grade: 'P1' }), valueAt(byGrade.expected, { area: 'A', grade: 'P1' })]).toEqual([0.5, 3])
  const pupils = createCube(['area', 'grade', 'sector', 'year', 'draw'], { area: createAxis(['A']), grade: createAxis(grades), sector: createAxis(['public']), year: createAxis([2021]), draw: createAxis([0, 1]) }, 'pupils', Float64Array.of(70, 50, 0, 0, 0, 0))
  expect(valueAt(shortageChances(sectorBalance(pupils, supply).unmet).chance, { area: 'A', grade: 'P1', sector: 'public' })).toBe(0.5)
})

test('half a pupil counts as one without a place; the range of unmet runs from the early to the late tenth', () => {
  const { projection, supply } = sides([[[60.5, 60.4, 65, 70, 80, 90, 95, 99, 100, 110, 120], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]], [[[60, 0], [0, 0], [0, 0]]])
  const { chance, low, middle, high } = shortageChances(balancePlaces(projection, supply).stages.unmet)
  const at = { area: 'A', stage: 'primary' }
  expect([valueAt(chance, at), valueAt(low, at), valueAt(middle, at), valueAt(high, at)]).toEqual([10 / 11, 0.5, 30, 50])
})

test('sector by sector every area has its own places, and draws must be as many', () => {
  const { supply } = sides([[[0], [0], [0]], [[0], [0], [0]]], [[[60, 40], [60, 0], [30, 20]], [[7, 8], [9, 10], [11, 12]]])
  const pupilsOf = (draws: number) => createCube(['area', 'grade', 'sector', 'year', 'draw'], { area: createAxis(['A', 'B']), grade: createAxis(grades), sector: createAxis(['purchased', 'public']), year: createAxis([2021]), draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }, 'pupils', new Float64Array(12 * draws))
  const { places, pupils } = sectorBalance(pupilsOf(1), supply)
  expect(places.axes.sector.labels).toEqual(['purchased', 'public', 'private'])
  expect([...places.values]).toEqual([0, 60, 40, 0, 60, 0, 0, 30, 20, 0, 7, 8, 0, 9, 10, 0, 11, 12])
  expect([...pupils.values]).toEqual(new Array(18).fill(0))
  const twice = { ...supply, places: createCube(['area', 'grade', 'sector', 'year', 'draw'], { ...supply.places.axes, draw: createAxis([0, 1]) }, 'places', new Float64Array(24)) }
  expect(() => sectorBalance(pupilsOf(3), twice)).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
})
