// Statistics *over* draws: the only way from many futures to one number a cell.
// The statistics themselves are passed in (numeric/summary.ts), so that core stands on nothing.

import type { Without } from './aggregate.js'
import type { Axis } from './axis.js'
import { axisOf, createCube } from './cube.js'
import type { AxesOf, Cube, DimensionName, Dimensions, Unit, Values } from './cube.js'
import { PlacesError, requireNoun, requireObject } from './error.js'
import { aCube } from './nouns.js'
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

/** Below this many draws sorting them all is as fast. */
const few = 48

/**
 * Reduces the draws of every cell to the named statistics.
 *
 * Each cell's draws are handed to every statistic: sorted, or with only those ranks in place that the statistics say they read.
 * Draws must be the last dimension.
 *
 * @param cube any shape that ends in `draw`
 * @param statistics by the name each result gets
 * @returns one cube per name, without the draw dimension
 * @throws `shape-mismatch` when the last dimension is not `draw`
 * Cost: O(cells × draws) for draws spread like a bell, 2 to 4 ns a draw for five quantiles and a chance; O(cells × draws × log draws) at worst.
 * @example
 * const gap = createCube(['area', 'draw'], { area: createAxis(['North']), draw: createAxis([0, 1, 2, 3]) }, 'places', Float64Array.of(5, -1, 3, -2))
 * summarise(gap, { median: quantile(0.5), short: share((value) => value < 0) }).short.values[0] // 0.5
 */
export function summarise<D extends Dimensions, S extends Readonly<Record<string, Statistic>>>(
  cube: Cube<D>,
  statistics: S,
): { readonly [K in keyof S]: Cube<Without<D, 'draw'>> } {
  requireNoun(cube, aCube, 'summarise')
  requireObject(statistics, 'statistics', 'summarise', 2)
  const last = cube.dims[cube.dims.length - 1]
  if (last !== 'draw') throw new PlacesError('shape-mismatch', `summarise: the last dimension must be draw, got ${String(last)}`)
  const draws = axisOf(cube.axes, 'draw').labels.length
  const cells = draws === 0 ? 0 : cube.values.length / draws
  const names = Object.keys(statistics) as (keyof S)[]
  const results = names.map(() => new Float64Array(cells))
  const values = cube.values instanceof Float64Array ? cube.values : Float64Array.from(cube.values)
  const scratch = new Float64Array(draws)
  const room = createSortRoom(draws)
  const each = names.map((name) => statistics[name]!)
  const reading = draws < few ? [] : each.map(({ reads }) => reads?.(draws))
  const inAnyOrder = reading.map((ranks) => ranks?.length === 0)
  const ranks = draws < few || reading.includes(undefined) ? undefined : createRankRoom(draws, reading.flatMap((positions) => positions ?? []))
  const take = (statistic: Statistic, s: number, row: Float64Array, placed: boolean): number => {
    if (ranks === undefined || inAnyOrder[s] !== true) return statistic(placed ? ranks!.placed : scratch)
    if (statistic.below !== undefined) return ranks.dealer.below(statistic.below) / draws
    if (statistic.above !== undefined) return ranks.dealer.above(statistic.above) / draws
    return statistic.isMean === true ? ranks.dealer.sum() / draws : statistic(row)
  }
  for (let cell = 0; cell < cells; cell++) {
    const row = values.subarray(cell * draws, (cell + 1) * draws)
    const placed = ranks !== undefined && placeRanks(row, ranks)
    if (!placed) {
      scratch.set(row)
      if (draws > 1) sortDraws(scratch, room)
    }
    for (let s = 0; s < each.length; s++) results[s]![cell] = take(each[s]!, s, row, placed)
  }
  ranks?.dealer.close()
  const dims = cube.dims.slice(0, -1) as unknown as Without<D, 'draw'>
  const axes: Partial<Record<DimensionName, Axis>> = {}
  for (const name of dims as Dimensions) axes[name] = axisOf(cube.axes, name)
  const cubes = names.map((name, s) => [name, createCube(dims, axes as AxesOf<Without<D, 'draw'>>, statistics[name]!.unit ?? cube.unit, results[s]!)])
  return Object.freeze(Object.fromEntries(cubes)) as { readonly [K in keyof S]: Cube<Without<D, 'draw'>> }
}
