// Catchments: whole cells within places, compared with brute force and with the bound of the divided optimum; joined where asked; boundary changes.

import { compareCatchments, drawCatchments } from 'school-places'
import type { CatchmentSchool, Cell, PlacesError, Reach } from 'school-places'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const reach = (from: string, to: string, distance: number): Reach => ({ from, to, distance })

describe('drawing catchments', () => {
  test('each cell goes to its nearest school while there is room, and the look-up table says so', () => {
    const { rows, loads, unplaced } = drawCatchments(
      [{ cell: 'a', pupils: 30 }, { cell: 'b', pupils: 20 }],
      [{ school: 'S', places: 45 }, { school: 'T', places: 45 }],
      { reaches: [reach('a', 'S', 1), reach('a', 'T', 2), reach('b', 'S', 1), reach('b', 'T', 2)] },
    )
    // Both are nearest to S, which has 45 places: b (20 × 1 longer) gives way, not a (30 × 1 longer).
    expect(rows.map(({ cell, school }) => [cell, school])).toEqual([['a', 'S'], ['b', 'T']])
    expect(loads.map(({ school, pupils, places, meanDistance }) => [school, pupils, places, meanDistance])).toEqual([['S', 30, 45, 1], ['T', 20, 45, 2]])
    expect(unplaced).toBe(0)
  })

  test('the divided optimum is told beside: 45 of 50 pupils stay near when a cell may be divided', () => {
    const { divided, distance } = drawCatchments(
      [{ cell: 'a', pupils: 30 }, { cell: 'b', pupils: 20 }],
      [{ school: 'S', places: 45 }, { school: 'T', places: 45 }],
      { reaches: [reach('a', 'S', 1), reach('a', 'T', 2), reach('b', 'S', 1), reach('b', 'T', 2)] },
    )
    expect(divided).toEqual({ placed: 50, distance: 45 * 1 + 5 * 2, cells: 1 })
    expect(distance).toBe(30 * 1 + 20 * 2)
  })

  test('a cell out of reach or without room stays without a school', () => {
    const { rows, unplaced } = drawCatchments([{ cell: 'a', pupils: 30 }, { cell: 'b', pupils: 20 }], [{ school: 'S', places: 25 }], { reaches: [reach('a', 'S', 1), reach('b', 'S', 9)], travelLimit: 5 })
    expect(rows.map(({ school }) => school)).toEqual([undefined, undefined])
    expect(unplaced).toBe(50)
  })

  test('a cell without pupils has a school all the same', () => {
    expect(drawCatchments([{ cell: 'a', pupils: 0 }], [{ school: 'S', places: 0 }], { reaches: [reach('a', 'S', 1)] }).rows[0]!.school).toBe('S')
  })

  const cases = fc
    .record({ pupils: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }), places: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }) })
    .chain(({ pupils, places }) => fc.record({ pupils: fc.constant(pupils), places: fc.constant(places), distances: fc.array(fc.nat(9), { minLength: 18, maxLength: 18 }) }))

  test('never above the places, never better than the divided optimum, and within a tenth of brute force over all', () => {
    let [ours, best] = [0, 0]
    fc.assert(
      fc.property(cases, ({ pupils, places, distances }) => {
        const cells = pupils.map((count, i): Cell => ({ cell: `c${i}`, pupils: count }))
        const schools = places.map((count, i): CatchmentSchool => ({ school: `s${i}`, places: count }))
        const reaches = cells.flatMap((cell, i) => schools.map((school, j) => reach(cell.cell, school.school, distances[i * 3 + j]!)))
        const result = drawCatchments(cells, schools, { reaches })
        result.loads.forEach((load) => expect(load.pupils).toBeLessThanOrEqual(load.places))
        const placed = pupils.reduce((sum, each) => sum + each, 0) - result.unplaced
        expect(placed).toBeLessThanOrEqual(result.divided.placed + 1e-9)
        if (placed === result.divided.placed) expect(result.distance).toBeGreaterThanOrEqual(result.divided.distance - 1e-9)
        // All assignments of whole cells: most placed, then the shortest way.
        let optimum = { placed: 0, distance: 0 }
        const room = [...places]
        const go = (i: number, sum: number, distance: number): void => {
          if (i === pupils.length) {
            if (sum > optimum.placed || (sum === optimum.placed && distance < optimum.distance)) optimum = { placed: sum, distance }
            return
          }
          go(i + 1, sum, distance)
          places.forEach((_, j) => {
            if (room[j]! < pupils[i]!) return
            room[j]! -= pupils[i]!
            go(i + 1, sum + pupils[i]!, distance + pupils[i]! * distances[i * 3 + j]!)
            room[j]! += pupils[i]!
          })
        }
        go(0, 0, 0)
        expect(placed).toBeLessThanOrEqual(optimum.placed)
        ours += placed
        best += optimum.placed
        if (placed === optimum.placed) expect(result.distance).toBeGreaterThanOrEqual(optimum.distance)
      }),
      { seed: 20210901, numRuns: 200 },
    )
    expect(ours / best).toBeGreaterThan(0.97)
  })

  test('where asked, catchments hang together: a cell behind another school joins that one', () => {
    // A row of cells a b c d e; S stands in a, T in c, with room. By distance e belongs to S (an odd road), cut off by c and d.
    const row = ['a', 'b', 'c', 'd', 'e']
    const cells = row.map((cell, i): Cell => ({ cell, pupils: 10, neighbours: row.slice(i + 1, i + 2) }))
    const schools: CatchmentSchool[] = [{ school: 'S', places: 50, home: 'a' }, { school: 'T', places: 50, home: 'c' }]
    const reaches = row.flatMap((cell, i) => [reach(cell, 'S', cell === 'e' ? 1 : i), reach(cell, 'T', Math.abs(i - 2) + (cell === 'b' ? 2 : 0.5))])
    const loose = drawCatchments(cells, schools, { reaches })
    const joined = drawCatchments(cells, schools, { reaches, contiguous: true })
    expect(loose.rows.map(({ school }) => school).join('')).toBe('SSTTS')
    expect(joined.rows.map(({ school }) => school).join('')).toBe('SSTTT')
    expect(joined.issues).toEqual([])
    const full = drawCatchments(cells, [schools[0]!, { ...schools[1]!, places: 20 }], { reaches, contiguous: true })
    expect(full.issues.map(({ code, amounts }) => [code, amounts?.cells])).toEqual([['catchment-apart', 1]])
  })

  test('a new school: what its catchment takes from whom', () => {
    const cells = ['a', 'b', 'c'].map((cell): Cell => ({ cell, pupils: 10 }))
    const reaches = [reach('a', 'S', 1), reach('b', 'S', 3), reach('c', 'S', 5), reach('c', 'N', 1), reach('b', 'N', 4)]
    const before = drawCatchments(cells, [{ school: 'S', places: 20 }], { reaches: reaches.slice(0, 3) })
    const after = drawCatchments(cells, [{ school: 'S', places: 20 }, { school: 'N', places: 30 }], { reaches })
    const change = compareCatchments(before, after)
    expect(change.moved).toEqual([{ cell: 'c', pupils: 10, from: undefined, to: 'N', distanceBefore: undefined, distanceAfter: 1 }])
    expect(change.unplaced).toBe(-10)
    expect(change.loads).toEqual([{ school: 'N', before: 0, after: 10, places: 30 }])
  })

  test('every fault of cells and schools is in one error', () => {
    let error: PlacesError | undefined
    try {
      drawCatchments([{ cell: 'a' } as Cell, { cell: 'a', pupils: -1 }, { cell: 'b', pupils: 1, neighbours: ['x'] }], [{ school: 'S', places: Number.NaN, home: 'y' }], { reaches: [] })
    } catch (caught) {
      error = caught as PlacesError
    }
    expect(error?.issues.map(({ code, where }) => [where.table, where.row, where.column, code])).toEqual([
      ['cells', 1, 'pupils', 'missing-value'],
      ['cells', 2, 'pupils', 'duplicate-row'],
      ['cells', 2, 'pupils', 'not-allowed'],
      ['schools', 1, 'places', 'missing-value'],
      ['cells', 3, 'neighbours', 'unknown-area'],
      ['schools', 1, 'home', 'unknown-area'],
    ])
    expect(() => drawCatchments([{ cell: 'a', pupils: 1 }], [], { reaches: [], contiguous: true })).toThrow(/neighbours/)
  })
})
