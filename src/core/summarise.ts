// Statistics *over* draws: the only way from many futures to one number a cell.
// The statistics themselves are passed in (numeric/summary.ts), so that core stands on nothing.

import type { Without } from './aggregate.js'
import type { Axis } from './axis.js'
import { axisOf, createCube } from './cube.js'
import type { AxesOf, Cube, DimensionName, Dimensions, Unit } from './cube.js'
import { PlacesError, requireNoun, requireObject } from './error.js'
import { aCube } from './nouns.js'
import { createRowSummary, emptyResults } from './row-summary.js'
import type { Statistics } from './row-summary.js'

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
export function summarise<D extends Dimensions, S extends Statistics>(
  cube: Cube<D>,
  statistics: S,
): { readonly [K in keyof S]: Cube<Without<D, 'draw'>> } {
  requireNoun(cube, aCube, 'summarise')
  requireObject(statistics, 'statistics', 'summarise', 2)
  const last = cube.dims[cube.dims.length - 1]
  if (last !== 'draw') throw new PlacesError('shape-mismatch', `summarise: the last dimension must be draw, got ${String(last)}`)
  const draws = axisOf(cube.axes, 'draw').labels.length
  const cells = draws === 0 ? 0 : cube.values.length / draws
  const results = emptyResults(statistics, cells)
  const values = cube.values instanceof Float64Array ? cube.values : Float64Array.from(cube.values)
  const rows = createRowSummary(statistics, draws)
  for (let cell = 0; cell < cells; cell++) rows.put(values, cell * draws, results, cell)
  rows.close()
  const dims = cube.dims.slice(0, -1) as unknown as Without<D, 'draw'>
  const axes: Partial<Record<DimensionName, Axis>> = {}
  for (const name of dims as Dimensions) axes[name] = axisOf(cube.axes, name)
  return cubesOf(statistics, dims, axes as AxesOf<Without<D, 'draw'>>, cube.unit, results)
}

/** One cube for each statistic from what a `RowSummary` wrote. */
export function cubesOf<D extends Dimensions, S extends Statistics>(statistics: S, dims: D, axes: AxesOf<D>, unit: Unit, results: readonly Float64Array[]): { readonly [K in keyof S]: Cube<D> } {
  const cubes = Object.keys(statistics).map((name, s) => [name, createCube(dims, axes, statistics[name]!.unit ?? unit, results[s]!)])
  return Object.freeze(Object.fromEntries(cubes)) as { readonly [K in keyof S]: Cube<D> }
}
