// Groups of areas run apart: in turn so that memory stays flat, on several threads, or on several machines under a job engine.
// Streams are keyed by labels, so a group's draws are the same bits as in one run of all, in any order and any number of groups.

import { createAxis, positionOf, requireSameLabels } from '../core/axis.js'
import { axisOf, createCube, selectLabels, strideOf } from '../core/cube.js'
import type { AxesOf, Cube, Dimensions } from '../core/cube.js'
import { PlacesError, requireInteger } from '../core/error.js'
import type { ProjectionInput } from './project-pupils.js'

/**
 * The k-th of n groups of areas of rates, in the order of the areas and of nearly equal size.
 *
 * @param k from 0 to n − 1
 * @param n groups, at most as many as there are areas
 * @throws `invalid-option` for a k or n that is no whole number in range
 * Cost: O(cells of the group).
 */
export function shard<R extends ProjectionInput>(rates: R, k: number, n: number): R {
  const areas = rates.base.axes.area.labels
  requireInteger(n, 1, 'n', 'shard')
  requireInteger(k, 0, 'k', 'shard')
  if (k >= n || n > areas.length) throw new PlacesError('invalid-option', `shard: k must be below n and n at most ${areas.length}, got k ${k} and n ${n}`, { where: { option: k >= n ? 'k' : 'n' } })
  const own = areas.slice(Math.floor((k * areas.length) / n), Math.floor(((k + 1) * areas.length) / n))
  const part = <D extends readonly ['area', ...Dimensions]>(cube: Cube<D>): Cube<D> => selectLabels(cube, 'area' as D[number], own as never)
  return Object.freeze({
    ...rates,
    base: part(rates.base),
    progression: part(rates.progression),
    entry: part(rates.entry),
    ...(rates.added === undefined ? {} : { added: part(rates.added) }),
    ...(rates.housing === undefined ? {} : { housing: rates.housing.filter((planned) => own.includes(planned.area)) }),
  })
}

/**
 * Puts the results of groups of areas together again, in the order of `areas`.
 *
 * @param parts cubes with the dimension `area`, equal in all else; each area in exactly one of them
 * @param areas all areas, in the order wanted; that of the parts when left out
 * @throws `label-mismatch` when other labels differ; `duplicate-label` for an area in two parts; `missing-row` for one in none
 * Cost: O(cells).
 * @example
 * const part = (area, value) => createCube(['area', 'year'], { area: createAxis([area]), year: createAxis([2021]) }, 'pupils', Float64Array.of(value))
 * mergeSummaries([part('South', 7), part('North', 5)], ['North', 'South']).values // [5, 7]
 */
export function mergeSummaries<D extends Dimensions>(parts: readonly Cube<D>[], areas?: readonly string[]): Cube<D> {
  const first = parts[0]
  if (first === undefined) throw new PlacesError('missing-row', 'mergeSummaries: there must be at least one part, got none')
  const labels = createAxis(parts.flatMap((part) => axisOf(part.axes, 'area').labels))
  for (const part of parts) for (const name of first.dims) if (name !== 'area') requireSameLabels(axisOf(first.axes, name), axisOf(part.axes, name), name, 'mergeSummaries')
  const order = createAxis(areas ?? labels.labels)
  const missing = order.labels.find((area) => positionOf(labels, area) < 0)
  if (missing !== undefined || order.labels.length !== labels.labels.length) {
    throw new PlacesError('missing-row', `mergeSummaries: every area must be in exactly one part, got ${missing === undefined ? `${labels.labels.length} areas for ${order.labels.length}` : `none for ${missing}`}`, missing === undefined ? {} : { where: { area: missing } })
  }
  const step = strideOf(first, 'area')
  const block = step * order.labels.length
  const ownBlock = step * axisOf(first.axes, 'area').labels.length
  const blocks = ownBlock === 0 ? 0 : first.values.length / ownBlock
  const values = new Float64Array(block * blocks)
  for (const part of parts) {
    axisOf(part.axes, 'area').labels.forEach((area, a, own) => {
      const to = positionOf(order, area) * step
      for (let b = 0; b < blocks; b++) {
        const from = b * step * own.length + a * step
        for (let i = 0; i < step; i++) values[b * block + to + i] = part.values[from + i]!
      }
    })
  }
  return createCube(first.dims, { ...first.axes, area: order } as AxesOf<D>, first.unit, values)
}
