// Relief over several stages, years and draws at once: each is solved by itself and written where it belongs.

import { createAxis, createCube, createLadder, drawCatchments, reachesOfMatrix, reachesWithin, relieveShortages, valueAt } from 'school-places'
import type { Balance, PlacesError, Reach } from 'school-places'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('two', 6, [
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1'] },
  { id: 'junior', en: 'Junior', zh: '初中', grades: ['J1'] },
])

/** A balance of one grade a stage from gaps by area, then stage, then year, then draw. */
function balanceOf(gaps: number[][][][]): Balance {
  const axes = { area: createAxis(gaps.map((_, i) => 'ABC'[i]!)), year: createAxis(gaps[0]![0]!.map((_, i) => 2025 + i)), draw: createAxis(gaps[0]![0]![0]!.map((_, d) => d)) }
  const values = Float64Array.from(gaps.flat(3))
  const same = <C>(cube: C) => ({ pupils: cube, places: cube, gap: cube, unmet: cube, spare: cube })
  const grades = createCube(['area', 'grade', 'year', 'draw'], { ...axes, grade: createAxis(['P1', 'J1']) }, 'places', values)
  const stages = createCube(['area', 'stage', 'year', 'draw'], { ...axes, stage: createAxis(['primary', 'junior']) }, 'places', values)
  return { ladder, origin: 2025, horizon: axes.year.labels.length - 1, grades: same(grades), stages: same(stages), publicPlaces: grades, issues: [], provenance: { library: 'school-places', version: '0', verb: 'test', options: {} } } as Balance
}

const reaches: Reach[] = [{ from: 'A', to: 'B', distance: 4 }, { from: 'A', to: 'C', distance: 6 }]
// A is short of 3 primary places in 2025, of 9 in 2026, and of 5 junior places in 2026; B and C have some.
const gaps = [
  [[[-3], [-9]], [[2], [-5]]],
  [[[2], [2]], [[1], [1]]],
  [[[8], [8]], [[0], [3]]],
]

describe.each(['grade', 'stage'] as const)('relief by %s over stages and years', (level) => {
  test('each stage and year is solved by itself; moves are told by year, then by stage, then by pupils', () => {
    const relief = relieveShortages(balanceOf(gaps), { reaches, level })
    expect(relief.moves.map(({ year, stage, to, pupils, chance }) => [year, stage, to, pupils, chance])).toEqual([
      [2025, 'primary', 'B', 2, 1],
      [2025, 'primary', 'C', 1, 1],
      [2026, 'primary', 'C', 7, 1],
      [2026, 'primary', 'B', 2, 1],
      [2026, 'junior', 'C', 3, 1],
      [2026, 'junior', 'B', 1, 1],
    ])
    const at = (stage: string, year: number, area = 'A') => ({ area, stage, year })
    expect([valueAt(relief.unmet, at('primary', 2025)), valueAt(relief.unmet, at('primary', 2026)), valueAt(relief.unmet, at('junior', 2025)), valueAt(relief.unmet, at('junior', 2026))]).toEqual([3, 9, 0, 5])
    expect([valueAt(relief.unplaced, at('primary', 2026)), valueAt(relief.unplaced, at('junior', 2026)), valueAt(relief.taken, at('primary', 2026, 'C')), valueAt(relief.taken, at('junior', 2026, 'C'))]).toEqual([0, 1, 7, 3])
  })

  test('no more take a way than its limit, in each stage', () => {
    const limited = [{ ...reaches[0]!, limit: 1 }, { ...reaches[1]!, limit: 2 }]
    const { moves } = relieveShortages(balanceOf(gaps), { reaches: limited, level })
    expect(moves.map(({ year, stage, to, pupils }) => [year, stage, to, pupils])).toEqual([
      [2025, 'primary', 'C', 2],
      [2025, 'primary', 'B', 1],
      [2026, 'primary', 'C', 2],
      [2026, 'primary', 'B', 1],
      [2026, 'junior', 'C', 2],
      [2026, 'junior', 'B', 1],
    ])
  })
})

test('a travel limit holds for its own stage and takes in what is just as far', () => {
  const moves = (travelLimit: number | Record<string, number>) => relieveShortages(balanceOf(gaps), { reaches, travelLimit }).moves.map(({ stage, year, to }) => [stage, year, to].join(' '))
  expect(moves(4)).toEqual(['primary 2025 B', 'primary 2026 B', 'junior 2026 B'])
  expect(moves({ junior: 3 })).toEqual(['primary 2025 B', 'primary 2025 C', 'primary 2026 C', 'primary 2026 B'])
  const error = (travelLimit: Record<string, number>): PlacesError => {
    try {
      moves(travelLimit)
    } catch (caught) {
      return caught as PlacesError
    }
    throw new Error('nothing thrown')
  }
  expect([error({ all: 5 }).code, error({ primary: 5, juniour: 1, kinder: 2 }).message]).toEqual(['unknown-label', expect.stringContaining('juniour, kinder')])
  expect(error({ primary: -1, junior: Number.NaN }).message).toContain('-1 for primary, NaN for junior')
})

test('half a pupil on average in one draw of four is no move of a whole pupil in any', () => {
  const { moves } = relieveShortages(balanceOf([[[[-0.5, 0, -2, 0]], [[0, 0, 0, 0]]], [[[4, 4, 4, 4]], [[0, 0, 0, 0]]]]), { reaches: reaches.slice(0, 1) })
  expect(moves.map(({ pupils, chance }) => [pupils, chance])).toEqual([[0.625, 0.25]])
})

test('shares of pupils lost to rounding never make more placed than were short', () => {
  const { unmet, placed, unplaced } = relieveShortages(balanceOf([[[[-0.1]], [[0]]], [[[0.05]], [[0]]], [[[0.05000000000000001]], [[0]]]]), { reaches })
  expect(valueAt(placed, { area: 'A', stage: 'primary' })).toBeLessThanOrEqual(valueAt(unmet, { area: 'A', stage: 'primary' }))
  expect(valueAt(unplaced, { area: 'A', stage: 'primary' })).toBeGreaterThanOrEqual(0)
})

describe('points and matrices', () => {
  const point = (id: string, longitude: number, latitude: number) => ({ id, longitude, latitude })

  test('150,000 points are no trouble, and points of the same place are 0 km apart', () => {
    const many = Array.from({ length: 150_000 }, (_, i) => point(`p${i}`, 113 + (i % 500) / 1000, 22 + Math.floor(i / 500) / 1000))
    expect(reachesWithin([point('x', 113.2501, 22.2)], many, 0.05)).toEqual([{ from: 'x', to: 'p100250', distance: expect.closeTo(0.0103, 3) }])
    expect(reachesWithin([point('x', 113.25, 22.2)], [point('y', 113.25, 22.2)], 0)).toEqual([{ from: 'x', to: 'y', distance: 0 }])
  })

  test('south of the equator as north of it, and only the nearest where asked', () => {
    const start = point('x', 120, -60)
    // At 60° a degree of longitude is half as wide: 1.5 degrees are 83.4 km.
    expect(reachesWithin([start], [point('east', 121.5, -60), point('west', 118.6, -60), point('far', 122, -60)], 84).map(({ to }) => to)).toEqual(['west', 'east'])
    expect(reachesWithin([start], [point('east', 121.5, -60), point('west', 118.6, -60)], 84, 1).map(({ to }) => to)).toEqual(['west'])
  })

  test('points without coordinates are refused, all at once, and so is a distance that is none', () => {
    expect(() => reachesWithin([point('a', Number.NaN, 22)], [point('b', 113, 95), point('c', 181, 22), point('d', 113, 22)], 5)).toThrow(/from row 1: a .*to row 1: b .*to row 2: c /)
    expect(() => reachesWithin([], [], -1)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => reachesWithin([], [], Number.NaN)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  test('a matrix must be as wide and as high as its labels; from a place to itself there is no way', () => {
    expect(() => reachesOfMatrix(['A', 'B'], [[0, 1], [2]])).toThrow(expect.objectContaining({ code: 'shape-mismatch' }))
    expect(() => reachesOfMatrix(['A', 'B'], [[0, 1]])).toThrow(expect.objectContaining({ code: 'shape-mismatch' }))
    expect(reachesOfMatrix(['A', 'B'], [[0, 1], [undefined, 0]])).toEqual([{ from: 'A', to: 'B', distance: 1 }])
  })

  test('an endless distance and a travel limit that is none are refused', () => {
    expect(() => relieveShortages(balanceOf(gaps), { reaches: [{ from: 'A', to: 'B', distance: Infinity }] })).toThrow(expect.objectContaining({ code: 'invalid-input' }))
    expect(() => drawCatchments([{ cell: 'a', pupils: 1 }], [{ school: 'S', places: 1 }], { reaches: [], travelLimit: Number.NaN })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})
