// Relief between neighbours: by hand, against brute force, and the laws: it never adds unmet, conserves pupils, and takes no more than is spare.

import { bothWays, createAxis, createCube, createLadder, kilometresBetween, reachesOfMatrix, reachesWithin, relieveShortages, valueAt } from 'school-places'
import type { Balance, PlacesError, Reach } from 'school-places'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('two', 6, [{ id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] }])

/** A balance from gaps by area, then grade, then draw, in one year. */
function balanceOf(gaps: number[][][]): Balance {
  const draws = gaps[0]![0]!.length
  const axes = { area: createAxis(gaps.map((_, i) => 'ABCDEFGH'[i]!)), year: createAxis([2025]), draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }
  const grades = createCube(['area', 'grade', 'year', 'draw'], { ...axes, grade: createAxis(['P1', 'P2']) }, 'places', Float64Array.from(gaps.flat(2)))
  const stages = createCube(['area', 'stage', 'year', 'draw'], { ...axes, stage: createAxis(['primary']) }, 'places', Float64Array.from(gaps.flatMap((area) => area[0]!.map((_, d) => area[0]![d]! + area[1]![d]!))))
  const same = <C>(cube: C) => ({ pupils: cube, places: cube, gap: cube, unmet: cube, spare: cube })
  return { ladder, origin: 2025, horizon: 0, grades: same(grades), stages: same(stages), publicPlaces: grades, issues: [], provenance: { library: 'school-places', version: '0', verb: 'test', options: {} } } as Balance
}
const at = (area: string, draw = 0) => ({ area, stage: 'primary', year: 2025, draw })

describe('relief', () => {
  const line: Reach[] = [
    { from: 'A', to: 'B', distance: 2 },
    { from: 'A', to: 'C', distance: 7 },
  ]

  test('the nearest spare places are taken first, and what is left stays unplaced beside the shortage', () => {
    const relief = relieveShortages(balanceOf([[[-10], [0]], [[4], [0]], [[3], [50]]]), { reaches: line })
    expect(relief.moves.map(({ from, to, pupils, distance }) => [from, to, pupils, distance])).toEqual([
      ['A', 'B', 4, 2],
      ['A', 'C', 3, 7],
    ])
    expect([relief.unmet, relief.placed, relief.unplaced].map((cube) => valueAt(cube, at('A')))).toEqual([10, 7, 3])
    expect(valueAt(relief.taken, at('C'))).toBe(3)
  })

  test('a place of another grade helps only where rooms may be given to other grades', () => {
    const gaps = [[[-10], [0]], [[0], [50]]]
    expect(valueAt(relieveShortages(balanceOf(gaps), { reaches: line.slice(0, 1) }).placed, at('A'))).toBe(0)
    expect(valueAt(relieveShortages(balanceOf(gaps), { reaches: line.slice(0, 1), level: 'stage' }).placed, at('A'))).toBe(10)
  })

  test('beyond the travel limit of the stage nobody goes', () => {
    const balance = balanceOf([[[-10], [0]], [[4], [0]], [[3], [50]]])
    expect(relieveShortages(balance, { reaches: line, travelLimit: { primary: 5 } }).moves.map(({ to }) => to)).toEqual(['B'])
    expect(relieveShortages(balance, { reaches: line, travelLimit: 1 }).moves).toEqual([])
  })

  test('each draw is solved by itself and a move tells in how many draws it is made', () => {
    const relief = relieveShortages(balanceOf([[[-10, 5, -2, 0], [0, 0, 0, 0]], [[4, 4, 4, 4], [0, 0, 0, 0]]]), { reaches: line.slice(0, 1) })
    expect(relief.moves).toEqual([{ from: 'A', to: 'B', stage: 'primary', year: 2025, distance: 2, pupils: 1.5, chance: 0.5 }])
  })

  test('one gives way when that places more: the total counts before the distance', () => {
    // B could only go to C (near); A reaches C and D. C has room for one: A must take D although C is nearer to A.
    const reaches = [
      { from: 'A', to: 'C', distance: 1 },
      { from: 'A', to: 'D', distance: 9 },
      { from: 'B', to: 'C', distance: 3 },
    ]
    const { moves } = relieveShortages(balanceOf([[[-1], [0]], [[-1], [0]], [[1], [0]], [[1], [0]]]), { reaches })
    expect(moves.map(({ from, to }) => from + to).sort()).toEqual(['AD', 'BC'])
  })

  const cases = fc
    .record({ gaps: fc.array(fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 4 }) })
    .chain(({ gaps }) => fc.record({ gaps: fc.constant(gaps), distances: fc.array(fc.option(fc.nat(8), { nil: undefined }), { minLength: gaps.length ** 2, maxLength: gaps.length ** 2 }) }))
    .map(({ gaps, distances }) => ({ gaps, reaches: reachesOfMatrix(gaps.map((_, i) => 'ABCD'[i]!), gaps.map((_, i) => distances.slice(i * gaps.length, (i + 1) * gaps.length))) }))

  test('never adds unmet, conserves pupils, takes no more than is spare, in every draw', () => {
    fc.assert(
      fc.property(cases, ({ gaps, reaches }) => {
        const { unmet, placed, unplaced, taken } = relieveShortages(balanceOf(gaps), { reaches })
        for (const draw of [0, 1]) {
          let [sent, received] = [0, 0]
          gaps.forEach((area, i) => {
            const where = at('ABCD'[i]!, draw)
            const short = Math.max(0, -area[0]![draw]!) + Math.max(0, -area[1]![draw]!)
            const spare = Math.max(0, area[0]![draw]!) + Math.max(0, area[1]![draw]!)
            expect(valueAt(unmet, where)).toBe(short)
            expect(valueAt(placed, where) + valueAt(unplaced, where)).toBeCloseTo(short, 9)
            expect(valueAt(unplaced, where)).toBeGreaterThanOrEqual(0)
            expect(valueAt(taken, where)).toBeLessThanOrEqual(spare + 1e-9)
            sent += valueAt(placed, where)
            received += valueAt(taken, where)
          })
          expect(sent).toBeCloseTo(received, 9)
        }
      }),
      { seed: 20210901, numRuns: 200 },
    )
  })

  test('places as many as trying every assignment of pupils one by one, at the same total distance', () => {
    fc.assert(
      fc.property(cases, ({ gaps, reaches }) => {
        const one = gaps.map((area) => [[Math.sign(area[0]![0]!) * Math.min(2, Math.abs(area[0]![0]!))], [0]])
        const { moves } = relieveShortages(balanceOf(one), { reaches })
        const short = one.flatMap((area, i) => Array.from({ length: Math.max(0, -area[0]![0]!) }, () => 'ABCD'[i]!))
        const room = new Map(one.map((area, i) => ['ABCD'[i]!, Math.max(0, area[0]![0]!)]))
        let best = { placed: 0, distance: 0 }
        const go = (next: number, placed: number, distance: number): void => {
          if (next === short.length) {
            if (placed > best.placed || (placed === best.placed && distance < best.distance)) best = { placed, distance }
            return
          }
          go(next + 1, placed, distance)
          for (const reach of reaches.filter(({ from }) => from === short[next])) {
            const left = room.get(reach.to)!
            if (left === 0) continue
            room.set(reach.to, left - 1)
            go(next + 1, placed + 1, distance + reach.distance)
            room.set(reach.to, left)
          }
        }
        go(0, 0, 0)
        expect({ placed: moves.reduce((sum, move) => sum + move.pupils, 0), distance: moves.reduce((sum, move) => sum + move.pupils * move.distance, 0) }).toEqual(best)
      }),
      { seed: 20210901, numRuns: 150 },
    )
  })

  test('every bad pair is named in one error', () => {
    const reaches = [{ from: 'A', to: 'B', distance: -1 }, { from: 'A', to: 'X', distance: 3 }, { from: 'B', to: 'A' }, { from: 'A', to: 'B', distance: 2, limit: -3 }] as Reach[]
    let error: PlacesError | undefined
    try {
      relieveShortages(balanceOf([[[0], [0]], [[0], [0]]]), { reaches })
    } catch (caught) {
      error = caught as PlacesError
    }
    expect(error?.issues.map(({ code, where }) => [where.row, where.column, code])).toEqual([
      [1, 'distance', 'not-allowed'],
      [2, 'to', 'unknown-area'],
      [3, 'distance', 'missing-value'],
      [4, 'limit', 'not-allowed'],
      [4, 'to', 'duplicate-row'],
    ])
    expect(() => relieveShortages(balanceOf([[[0], [0]]]), { reaches: [], travelLimit: -1 })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => relieveShortages(balanceOf([[[0], [0]]]), { reaches: [], travelLimit: { juniour: 1 } })).toThrow(expect.objectContaining({ code: 'unknown-label' }))
  })
})

describe('who can reach whom', () => {
  test('a neighbour list holds both ways', () => {
    expect(bothWays([{ from: 'A', to: 'B', distance: 2 }]).map(({ from, to }) => from + to)).toEqual(['AB', 'BA'])
  })

  test('Taipei to Kaohsiung is 296 km over the ground', () => {
    // Vincenty's inverse formula on the WGS 84 ellipsoid, written out in Python 3.11, gives 295.929 km; the sphere is within 0.5 %.
    const distance = kilometresBetween({ id: 'Taipei', longitude: 121.5654, latitude: 25.033 }, { id: 'Kaohsiung', longitude: 120.3014, latitude: 22.6273 })
    expect(Math.abs(distance / 295.929 - 1)).toBeLessThan(0.005)
  })

  test('pairs within a distance are those that comparing all points gives, nearest first', () => {
    const point = fc.record({ longitude: fc.double({ min: 120, max: 121, noNaN: true }), latitude: fc.double({ min: 22, max: 23, noNaN: true }) })
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 30 }), (points) => {
        const named = points.map((each, i) => ({ id: `p${i}`, ...each }))
        const all = named.flatMap((a) => named.filter((b) => b !== a).map((b) => ({ key: a.id + b.id, from: a.id, distance: kilometresBetween(a, b) }))).filter(({ distance }) => distance <= 25)
        const found = reachesWithin(named, named, 25)
        expect(found.map(({ from, to }) => from + to).sort()).toEqual(all.map(({ key }) => key).sort())
        found.forEach((reach, i) => i > 0 && found[i - 1]!.from === reach.from && expect(reach.distance).toBeGreaterThanOrEqual(found[i - 1]!.distance))
      }),
      { seed: 20210901, numRuns: 60 },
    )
  })
})
