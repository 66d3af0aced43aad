// What a boundary change moves: cells and pupils that change schools, and what it does to loads and ways.

import { requireNoun } from '../core/error.js'
import { someCatchments } from '../core/nouns.js'
import type { Catchments } from './catchments.js'

export interface MovedCell {
  readonly cell: string
  readonly pupils: number
  /** Undefined where the cell had, or gets, no school. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly distanceBefore: number | undefined
  readonly distanceAfter: number | undefined
}

export interface CatchmentChange {
  /** Most pupils first. */
  readonly moved: readonly MovedCell[]
  readonly pupils: number
  /** Pupils × distance of all cells, after − before. */
  readonly distance: number
  readonly unplaced: number
  /** Schools whose load changes; a school that is new had 0. */
  readonly loads: readonly { readonly school: string; readonly before: number; readonly after: number; readonly places: number }[]
}

/**
 * Compares two assignments of the same cells: for a boundary change, a new school or a closure.
 *
 * @param before and `after` from `drawCatchments`; cells that only one of them has count as without a school in the other
 * @returns moved cells, and sums as after − before
 * Cost: O(cells + schools).
 */
export function compareCatchments(before: Catchments, after: Catchments): CatchmentChange {
  requireNoun(before, someCatchments, 'compareCatchments')
  requireNoun(after, someCatchments, 'compareCatchments', 2)
  const old = new Map(before.rows.map((row) => [row.cell, row]))
  const now = new Map(after.rows.map((row) => [row.cell, row]))
  const moved = [...new Set([...old.keys(), ...now.keys()])].flatMap((cell): MovedCell[] => {
    const [was, is] = [old.get(cell), now.get(cell)]
    if (was?.school === is?.school) return []
    return [Object.freeze({ cell, pupils: is?.pupils ?? was?.pupils ?? 0, from: was?.school, to: is?.school, distanceBefore: was?.distance, distanceAfter: is?.distance })]
  })
  const loadBefore = new Map(before.loads.map((load) => [load.school, load]))
  const loadAfter = new Map(after.loads.map((load) => [load.school, load]))
  const loads = [...new Set([...loadBefore.keys(), ...loadAfter.keys()])].flatMap((school) => {
    const [was, is] = [loadBefore.get(school), loadAfter.get(school)]
    return (was?.pupils ?? 0) === (is?.pupils ?? 0) ? [] : [Object.freeze({ school, before: was?.pupils ?? 0, after: is?.pupils ?? 0, places: is?.places ?? was?.places ?? 0 })]
  })
  return Object.freeze({
    moved: Object.freeze(moved.sort((a, b) => b.pupils - a.pupils)),
    pupils: moved.reduce((sum, each) => sum + each.pupils, 0),
    distance: after.distance - before.distance,
    unplaced: after.unplaced - before.unplaced,
    loads: Object.freeze(loads),
  })
}
