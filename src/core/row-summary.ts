// Statistics of rows of draws, one row after the other in room that is used again: for whole cubes, and for runs that keep no draws.

import type { Unit, Values } from './cube.js'
import { createRankRoom, placeRanks } from './place-ranks.js'
import { createSortRoom, sortDraws } from './sort-draws.js'

/** A number from the draws of one cell, sorted from small to large. */
export interface Statistic {
  (sorted: Values): number
  /** The unit of the result when it is not that of the draws, such as a probability. */
  readonly unit?: Unit
  /**
   * The positions among the sorted draws that it reads, the draws being so many; none when their order does not matter.
   * Rows are not sorted when every statistic says so; one that reads positions then finds nothing of use at any other.
   */
  readonly reads?: (draws: number) => readonly number[]
  /** Says that it is the share of draws below, or above, this number, which can then be counted several draws at a time. */
  readonly below?: number
  readonly above?: number
  /** Says that it is the mean of the draws, which can be added up several at a time; the last digit may then be another. */
  readonly isMean?: true
}

/** By the name each result gets. */
export type Statistics = Readonly<Record<string, Statistic>>

export interface RowSummary {
  /** Writes the statistics of the row that begins at `from` to `cell` of their results. */
  put(values: Float64Array, from: number, results: readonly Float64Array[], cell: number): void
  /** Gives the room back when no row is left. */
  close(): void
}

/** A number for each cell and statistic, to be written by a `RowSummary`. */
export function emptyResults(statistics: Statistics, cells: number): readonly Float64Array[] {
  return Object.keys(statistics).map(() => new Float64Array(cells))
}

/** Below this many draws sorting them all is as fast. */
const few = 48

/** Room for rows of so many draws. */
export function createRowSummary(statistics: Statistics, draws: number): RowSummary {
  const each = Object.values(statistics)
  const scratch = new Float64Array(draws)
  const room = createSortRoom(draws)
  const reading = draws < few ? [] : each.map(({ reads }) => reads?.(draws))
  const inAnyOrder = reading.map((ranks) => ranks?.length === 0)
  const ranks = draws < few || reading.includes(undefined) ? undefined : createRankRoom(draws, reading.flatMap((positions) => positions ?? []))
  const take = (statistic: Statistic, s: number, row: Float64Array, placed: boolean): number => {
    if (ranks === undefined || inAnyOrder[s] !== true) return statistic(placed ? ranks!.placed : scratch)
    if (statistic.below !== undefined) return ranks.dealer.below(statistic.below) / draws
    if (statistic.above !== undefined) return ranks.dealer.above(statistic.above) / draws
    return statistic.isMean === true ? ranks.dealer.sum() / draws : statistic(row)
  }
  return {
    put(values, from, results, cell) {
      const row = values.length === draws ? values : values.subarray(from, from + draws)
      const placed = ranks !== undefined && placeRanks(row, ranks)
      if (!placed) {
        scratch.set(row)
        if (draws > 1) sortDraws(scratch, room)
      }
      for (let s = 0; s < each.length; s++) results[s]![cell] = take(each[s]!, s, row, placed)
    },
    close: () => ranks?.dealer.close(),
  }
}
