// Groups of areas run apart: in turn so that memory stays flat, on several threads, or on several machines under a job engine.
// Streams are keyed by labels, so a group's draws are the same bits as in one run of all, in any order and any number of groups.

import { selectLabels } from '../core/cube.js'
import type { Cube, Dimensions } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun } from '../core/error.js'
import { someRates } from '../core/nouns.js'
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
  requireNoun(rates, someRates, 'shard')
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
