// Statistics *over* draws: the only way from many futures to one number a cell.
// The statistics themselves are passed in (numeric/summary.ts), so that core stands on nothing.

import type { Without } from './aggregate.js'
import type { Axis } from './axis.js'
import { axisOf, createCube } from './cube.js'
import type { AxesOf, Cube, DimensionName, Dimensions, Unit, Values } from './cube.js'
import { PlacesError } from './error.js'
import { createSortRoom, sortDraws } from './sort-draws.js'

/** A number from the draws of one cell, sorted from small to large. */
export interface Statistic {
  (sorted: Values): number
  /** The unit of the result when it is not that of the draws, such as a probability. */
  readonly unit?: Unit
}

/**
 * Reduces the draws of every cell to the named statistics.
 *
 * Each cell's draws are copied once, sorted once, and handed to every statistic. Draws must be the last dimension.
 *
 * @param cube any shape that ends in `draw`
 * @param statistics by the name each result gets
 * @returns one cube per name, without the draw dimension
 * @throws `shape-mismatch` when the last dimension is not `draw`
 * Cost: O(cells × draws) for draws spread like a bell; O(cells × draws × log draws) at worst.
 * @example
 * const gap = createCube(['area', 'draw'], { area: createAxis(['North']), draw: createAxis([0, 1, 2, 3]) }, 'places', Float64Array.of(5, -1, 3, -2))
 * summarise(gap, { median: quantile(0.5), short: share((value) => value < 0) }).short.values[0] // 0.5
 */
export function summarise<D extends Dimensions, S extends Readonly<Record<string, Statistic>>>(
  cube: Cube<D>,
  statistics: S,
): { readonly [K in keyof S]: Cube<Without<D, 'draw'>> } {
  const last = cube.dims[cube.dims.length - 1]
  if (last !== 'draw') throw new PlacesError('shape-mismatch', `summarise: the last dimension must be draw, got ${String(last)}`)
  const draws = axisOf(cube.axes, 'draw').labels.length
  const cells = draws === 0 ? 0 : cube.values.length / draws
  const names = Object.keys(statistics) as (keyof S)[]
  const results = names.map(() => new Float64Array(cells))
  const scratch = new Float64Array(draws)
  const room = createSortRoom(draws)
  for (let cell = 0; cell < cells; cell++) {
    const start = cell * draws
    for (let d = 0; d < draws; d++) scratch[d] = cube.values[start + d]!
    if (draws > 1) sortDraws(scratch, room)
    for (let s = 0; s < names.length; s++) results[s]![cell] = statistics[names[s]!]!(scratch)
  }
  const dims = cube.dims.slice(0, -1) as unknown as Without<D, 'draw'>
  const axes: Partial<Record<DimensionName, Axis>> = {}
  for (const name of dims as Dimensions) axes[name] = axisOf(cube.axes, name)
  const cubes = names.map((name, s) => [name, createCube(dims, axes as AxesOf<Without<D, 'draw'>>, statistics[name]!.unit ?? cube.unit, results[s]!)])
  return Object.freeze(Object.fromEntries(cubes)) as { readonly [K in keyof S]: Cube<Without<D, 'draw'>> }
}
