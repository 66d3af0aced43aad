// The numbers of the supply: growths as differences between years that are then added up, transfers draw by draw in the order in which they come.
// Nothing is allocated inside the loops. Places of a row: values[row + year × draws + draw].

import type { Effects, Expiry, Growth, Transfer } from './effects.js'
import { neverOpens } from './openings.js'
import type { Openings } from './openings.js'
import type { PhaseTable } from './phase-in.js'

export interface Grid {
  readonly values: Float64Array
  readonly origin: number
  readonly horizon: number
  readonly draws: number
}

/** Ends counted places, no more of them than were counted; `values` holds those in its first year. Cost: O(expiries × grades × draws). */
export function applyExpiries({ values, origin, horizon, draws }: Grid, expiries: readonly Expiry[]): void {
  const left = new Map<number, number>()
  for (const { out, into, places, year } of expiries) {
    const from = Math.max(0, year - origin)
    if (from > horizon) continue
    for (let position = 0; position < out.length; position++) {
      const row = out[position]!
      if (row < 0) continue
      const counted = left.get(row) ?? values[row]!
      const amount = Math.min(places / out.length, counted)
      left.set(row, counted - amount)
      const target = into?.[position] ?? -1
      for (let d = 0; d < draws; d++) {
        values[row + from * draws + d]! -= amount
        if (target >= 0) values[target + from * draws + d]! += amount
      }
    }
  }
}

/**
 * Adds the growths to `values`, which holds the places of the origin in its first year and zeros after it, and carries every row forward.
 *
 * Cost: O(growths × phase-in steps × draws + cells).
 */
export function applyGrowths({ values, origin, horizon, draws }: Grid, growths: readonly Growth[], openings: Openings): void {
  for (const { project, shift, rows, places, phase, closes } of growths) {
    for (const { position, since, share } of phase.steps) {
      const row = rows[position]!
      if (row < 0) continue
      const amount = places * share
      const end = Math.max(0, closes - origin)
      for (let d = 0; d < draws; d++) {
        // A project that falls away opens later than any year: `neverOpens` needs no case of its own.
        const from = Math.max(0, openings.years[project * draws + d]! + shift + since - origin)
        if (from > horizon || from >= end) continue
        values[row + from * draws + d]! += amount
        if (end <= horizon) values[row + end * draws + d]! -= amount
      }
    }
  }
  const length = (horizon + 1) * draws
  for (let row = 0; row < values.length; row += length) {
    for (let i = row + draws; i < row + length; i++) {
      const sum = values[i]! + values[i - draws]!
      // What came and went again may leave the last bits of a sum behind.
      values[i] = sum < 0 ? 0 : sum
    }
  }
}

/** Places that were to be taken and were not there, by transfer in the order of the areas: the mean over the draws of the most in any year. */
export type Refused = ReadonlyMap<Transfer, number>

/**
 * Applies the transfers of every area, in each draw by year, then by rank, then in the order of the table.
 *
 * Cost: O(transfers × grades × years × draws).
 */
export function applyTransfers(grid: Grid, transfers: Effects['transfers'], openings: Openings): Refused {
  const refused = new Map<Transfer, number>()
  const moved = new Float64Array(grid.horizon + 1)
  for (const list of transfers.values()) {
    const order = new Int32Array(list.length)
    const starts = new Float64Array(list.length)
    const short = new Float64Array(list.length)
    for (let d = 0; d < grid.draws; d++) {
      for (let i = 0; i < list.length; i++) starts[i] = startOf(list[i]!, openings, d, grid.origin)
      sortByStart(order, starts, list)
      for (let i = 0; i < order.length; i++) {
        const at = order[i]!
        if (starts[at]! < noStart) short[at]! += applyTransfer(grid, list[at]!, starts[at]!, openings.years[list[at]!.project * grid.draws + d]!, d, moved)
      }
    }
    list.forEach((each, i) => {
      if (short[i]! > 0) refused.set(each, short[i]! / grid.draws)
    })
  }
  return refused
}

const noStart = 1e9

/** The year from which places are taken. A project that falls away takes nothing, unless its pupils had moved out by the origin. */
function startOf({ project, shift, begins }: Transfer, { years, draws }: Openings, d: number, origin: number): number {
  const opens = years[project * draws + d]!
  if (opens === neverOpens) return begins !== undefined && begins <= origin ? begins : noStart
  return begins === undefined ? opens + shift : Math.min(begins, opens + shift)
}

/** Insertion sort: few projects of an area compete, and most are in order already. */
function sortByStart(order: Int32Array, starts: Float64Array, list: readonly Transfer[]): void {
  for (let i = 0; i < order.length; i++) {
    let to = i
    while (to > 0 && comesBefore(i, order[to - 1]!, starts, list)) {
      order[to] = order[to - 1]!
      to--
    }
    order[to] = i
  }
}

function comesBefore(a: number, b: number, starts: Float64Array, list: readonly Transfer[]): boolean {
  const later = starts[a]! - starts[b]!
  return later < 0 || (later === 0 && list[a]!.rank < list[b]!.rank)
}

/** One transfer in one draw; returns the places that were not there. */
function applyTransfer({ values, origin, horizon, draws }: Grid, transfer: Transfer, start: number, opens: number, d: number, moved: Float64Array): number {
  const { places, out, into, gain, sameGrades, outPhase, intoPhase, closes, adds } = transfer
  const first = Math.max(0, start - origin)
  let refused = 0
  moved.fill(0)
  for (let position = 0; position < out.length; position++) {
    const row = out[position]!
    if (row < 0) continue
    const target = sameGrades && into !== undefined ? into[position]! : -1
    let taken = 0
    let before = 0
    let most = 0
    for (let y = first; y <= horizon; y++) {
      const cell = row + y * draws + d
      const there = values[cell]!
      const since = origin + y - start
      const share = sameGrades ? shareAt(outPhase, position, since) : openShare(intoPhase, since) / out.length
      const wanted = origin + y >= closes ? 0 : places * share
      // Only what is there when it is wanted can be taken: places that open later belong to others.
      if (wanted > before) taken += Math.min(wanted - before, Math.max(0, there - taken))
      taken = Math.min(taken, wanted, there)
      before = wanted
      most = Math.max(most, wanted - taken)
      values[cell] = there - taken
      moved[y]! += taken
      if (target >= 0) values[target + y * draws + d]! += taken * gain
    }
    refused += most
  }
  if (!sameGrades && into !== undefined) spread(values, into, moved, intoPhase, gain, first, start - origin, draws, d)
  if (adds !== undefined && opens !== neverOpens) {
    for (let position = 0; position < adds.rows.length; position++) {
      const row = adds.rows[position]!
      if (row < 0) continue
      for (let y = Math.max(0, opens + adds.shift - origin); y <= horizon && origin + y < adds.closes; y++) {
        values[row + y * draws + d]! += adds.places * shareAt(adds.phase, position, origin + y - opens - adds.shift)
      }
    }
  }
  return refused
}

/** Puts what left one stage into the grades of another, in the proportions in which that one is open. */
function spread(values: Float64Array, into: Int32Array, moved: Float64Array, phase: PhaseTable, gain: number, first: number, start: number, draws: number, d: number): void {
  for (let y = first; y < moved.length; y++) {
    const open = openShare(phase, y - start)
    if (moved[y] === 0 || open === 0) continue
    for (let position = 0; position < into.length; position++) {
      if (into[position]! >= 0) values[into[position]! + y * draws + d]! += moved[y]! * gain * (shareAt(phase, position, y - start) / open)
    }
  }
}

function shareAt({ shares, years }: PhaseTable, position: number, since: number): number {
  return since < 0 ? 0 : shares[position * years + Math.min(since, years - 1)]!
}

/** Share of the whole stage that is open. */
function openShare({ open, years }: PhaseTable, since: number): number {
  return since < 0 ? 0 : open[Math.min(since, years - 1)]!
}
