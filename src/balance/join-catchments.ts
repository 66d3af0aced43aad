// Catchments that hang together: cells cut off from their school's home go to a catchment they touch, where there is room.

import type { Issue } from '../core/issue.js'
import { counted } from '../core/words.js'
import type { CatchmentSchool, Cell } from './cells.js'
import { assign, fits } from './whole-cells.js'
import type { Rooms } from './whole-cells.js'

/**
 * Moves cells that are cut off from the rest of their catchment to one they touch, in place; a move never cuts anything else off.
 *
 * @returns an issue for each school that still has cells apart, because no touching catchment within reach has room
 */
export function joinCatchments(rooms: Rooms, cells: readonly Cell[], schools: readonly CatchmentSchool[]): Issue[] {
  const touching = neighboursOf(cells)
  const homes = homesOf(rooms, cells, schools)
  for (;;) {
    const joined = joinedCells(rooms, touching, homes)
    let moved = 0
    for (let cell = 0; cell < cells.length; cell++) {
      if (rooms.pairOf[cell]! < 0 || joined[cell] === 1) continue
      const beside = new Set([...touching[cell]!].filter((each) => joined[each] === 1).map((each) => rooms.to[rooms.pairOf[each]!]!))
      const pair = rooms.pairsOf[cell]!.find((each) => beside.has(rooms.to[each]!) && fits(rooms, each, rooms.pupils[cell]!))
      if (pair === undefined) continue
      assign(rooms, cell, pair)
      joined[cell] = 1
      moved++
    }
    if (moved === 0) return apartIssues(rooms, joined, schools)
  }
}

function neighboursOf(cells: readonly Cell[]): readonly Set<number>[] {
  const at = new Map(cells.map((each, i) => [each.cell, i]))
  const touching = cells.map(() => new Set<number>())
  cells.forEach((each, i) => {
    for (const name of each.neighbours ?? []) {
      const j = at.get(name)
      if (j === undefined || j === i) continue
      touching[i]!.add(j)
      touching[j]!.add(i)
    }
  })
  return touching
}

/** The cell each school stands in: as given, or the nearest. */
function homesOf(rooms: Rooms, cells: readonly Cell[], schools: readonly CatchmentSchool[]): Int32Array {
  const at = new Map(cells.map((each, i) => [each.cell, i]))
  const nearest = new Int32Array(schools.length).fill(-1)
  const shortest = new Float64Array(schools.length).fill(Infinity)
  rooms.to.forEach((school, pair) => {
    if (rooms.cost[pair]! < shortest[school]!) [shortest[school], nearest[school]] = [rooms.cost[pair]!, rooms.from[pair]!]
  })
  return Int32Array.from(schools, (each, s) => (each.home === undefined ? nearest[s]! : (at.get(each.home) ?? -1)))
}

/** 1 for each cell that hangs together with its school's home or, where the home belongs to another school, with the largest part. */
function joinedCells(rooms: Rooms, touching: readonly Set<number>[], homes: Int32Array): Uint8Array {
  const joined = new Uint8Array(rooms.pairOf.length)
  rooms.members.forEach((members, school) => {
    const seen = new Set<number>()
    let main: readonly number[] = []
    let most = -1
    for (const start of members) {
      if (seen.has(start)) continue
      const part = [start]
      seen.add(start)
      for (let i = 0; i < part.length; i++) {
        for (const each of touching[part[i]!]!) {
          if (!members.has(each) || seen.has(each)) continue
          seen.add(each)
          part.push(each)
        }
      }
      const weight = part.includes(homes[school]!) ? Infinity : part.reduce((sum, each) => sum + rooms.pupils[each]!, 0)
      if (weight > most) [main, most] = [part, weight]
    }
    for (const each of main) joined[each] = 1
  })
  return joined
}

function apartIssues(rooms: Rooms, joined: Uint8Array, schools: readonly CatchmentSchool[]): Issue[] {
  return schools.flatMap((each, s): Issue[] => {
    const apart = [...rooms.members[s]!].filter((cell) => joined[cell] === 0)
    if (apart.length === 0) return []
    const pupils = apart.reduce((sum, cell) => sum + rooms.pupils[cell]!, 0)
    return [
      {
        code: 'catchment-apart',
        severity: 'assumption',
        where: { area: each.school },
        message: `${counted(apart.length, 'cell does', 'cells do')} not hang together with the catchment of ${each.school}`,
        assumed: 'they stay with it: no catchment they touch has room',
        amounts: { cells: apart.length, pupils },
      },
    ]
  })
}
