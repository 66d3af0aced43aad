// Arithmetic of two cubes, cell by cell. Labels must be equal: there is no join that could lose an area in silence.

import { requireSameLabels } from './axis.js'
import { axisOf, createCube, strideOf } from './cube.js'
import type { Cube, Dimensions, Unit } from './cube.js'
import { PlacesError, requireNoun } from './error.js'
import { aCube } from './nouns.js'

/**
 * Combines two cubes cell by cell. The second may lack dimensions of the first and is repeated along them.
 *
 * For gap = places − pupils, utilisation = pupils ÷ places, and the like.
 *
 * @param first dims decide the shape of the result
 * @param second may use only dims of the first
 * @param f called with one number of each
 * @throws `label-mismatch` naming the first label that differs; `shape-mismatch` for a dimension the first cube does not have
 * Cost: O(cells of the first).
 */
export function combine<D extends Dimensions, E extends readonly D[number][]>(
  first: Cube<D>,
  second: Cube<E>,
  unit: Unit,
  f: (first: number, second: number) => number,
): Cube<D> {
  requireNoun(first, aCube, 'combine')
  requireNoun(second, aCube, 'combine', 2)
  for (const name of second.dims) {
    if (!first.dims.includes(name)) throw new PlacesError('shape-mismatch', `combine: the second cube may use only ${first.dims.join(', ')}, got ${name}`)
    requireSameLabels(axisOf(first.axes, name), axisOf(second.axes, name), name, 'combine')
  }
  const values = new Float64Array(first.values.length)
  const sameOrder = first.dims.length === second.dims.length && first.dims.every((name, i) => name === second.dims[i])
  if (sameOrder) {
    for (let i = 0; i < values.length; i++) values[i] = f(first.values[i]!, second.values[i]!)
    return createCube(first.dims, first.axes, unit, values)
  }
  // An odometer over the first cube's labels keeps the second cube's position in step; stride 0 repeats it.
  const lengths = first.dims.map((name) => axisOf(first.axes, name).labels.length)
  const steps = first.dims.map((name) => strideOf(second, name))
  const counter = new Array<number>(lengths.length).fill(0)
  let position = 0
  for (let i = 0; i < values.length; i++) {
    values[i] = f(first.values[i]!, second.values[position]!)
    for (let d = lengths.length - 1; d >= 0; d--) {
      counter[d]!++
      position += steps[d]!
      if (counter[d]! < lengths[d]!) break
      position -= steps[d]! * lengths[d]!
      counter[d] = 0
    }
  }
  return createCube(first.dims, first.axes, unit, values)
}
