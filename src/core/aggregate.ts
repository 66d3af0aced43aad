// Adding up *within* each draw: grades to stages, areas to a district, sectors to all places.
// Statistics *over* draws are in summarise.ts. The two are never mixed: a sum of 90 % points is not the 90 % point of the sum.

import { createAxis, requirePosition } from './axis.js'
import type { Axis } from './axis.js'
import { axisOf, createCube, strideOf } from './cube.js'
import type { AnyCube, AxesOf, Cube, DimensionName, Dimensions, Values } from './cube.js'
import { PlacesError, requireList, requireNoun } from './error.js'
import { aCube } from './nouns.js'

/** A new label and the old labels that are added up into it. A label may belong to several groups. */
export interface Grouping<L extends string | number = string> {
  readonly label: L
  readonly members: readonly (string | number)[]
}

export type Renamed<D extends Dimensions, From extends DimensionName, To extends DimensionName> = {
  readonly [I in keyof D]: D[I] extends From ? To : D[I]
}

export type Without<D extends Dimensions, N extends DimensionName> = D extends readonly [infer Head extends DimensionName, ...infer Tail extends Dimensions]
  ? Head extends N
    ? Tail
    : readonly [Head, ...Without<Tail, N>]
  : readonly []

/**
 * Adds up the labels of one dimension into groups, draw by draw, and may rename the dimension.
 *
 * For grades → stages and areas → a district. NaN (not observed) makes the sum NaN.
 *
 * @param cube shape as it is; every other dimension is kept
 * @param name the dimension to add up
 * @param groups new labels in order, each with its members
 * @param as the new name of the dimension, the old one when left out
 * @throws `unknown-label` for a member the cube does not have; `duplicate-label` for a group that names a member twice, who would count twice
 * Cost: O(groups' members × the other cells).
 * @example
 * const pupils = createCube(['grade', 'year'], { grade: createAxis(['P1', 'P2']), year: createAxis([2021]) }, 'pupils', Float64Array.of(45, 40))
 * aggregate(pupils, 'grade', [{ label: 'primary', members: ['P1', 'P2'] }], 'stage').values[0] // 85
 */
export function aggregate<D extends Dimensions, N extends D[number], To extends DimensionName = N>(
  cube: Cube<D>,
  name: N,
  groups: readonly Grouping[],
  as?: To,
): Cube<Renamed<D, N, To>> {
  requireNoun(cube, aCube, 'aggregate')
  requireList(groups, 'groups', 'aggregate', 3)
  const renamed = cube.dims.map((each) => (each === name ? (as ?? name) : each)) as unknown as Renamed<D, N, To>
  const axes: Partial<Record<DimensionName, Axis>> = {}
  for (const each of cube.dims) {
    if (each === name) axes[as ?? name] = createAxis(groups.map((group) => group.label))
    else axes[each] = axisOf(cube.axes, each)
  }
  return createCube(renamed, axes as AxesOf<Renamed<D, N, To>>, cube.unit, sumGroups(cube, name, groups))
}

/**
 * Adds up one dimension completely, draw by draw: all sectors, all areas.
 *
 * Cost: O(cells).
 */
export function total<D extends Dimensions, N extends D[number]>(cube: Cube<D>, name: N): Cube<Without<D, N>> {
  requireNoun(cube, aCube, 'total')
  const all = [{ label: 'total', members: axisOf(cube.axes, name).labels as readonly (string | number)[] }]
  const axes: Partial<Record<DimensionName, Axis>> = {}
  for (const each of cube.dims) if (each !== name) axes[each] = axisOf(cube.axes, each)
  const dims = cube.dims.filter((each) => each !== name) as unknown as Without<D, N>
  return createCube(dims, axes as AxesOf<Without<D, N>>, cube.unit, sumGroups(cube, name, all))
}

function sumGroups(cube: AnyCube, name: DimensionName, groups: readonly Grouping[]): Float64Array {
  const axis = axisOf(cube.axes, name) as Axis
  const step = strideOf(cube, name)
  const block = step * axis.labels.length
  const blocks = block === 0 ? 0 : cube.values.length / block
  const members = groups.map((group) => {
    const positions = group.members.map((label) => requirePosition(axis, label, name, 'aggregate'))
    const twice = positions.findIndex((position, i) => positions.indexOf(position) < i)
    if (twice >= 0) throw new PlacesError('duplicate-label', `aggregate: the members of ${group.label} must each be named once, got ${group.members[twice]} twice`, { where: { [name]: String(group.members[twice]) } })
    return positions
  })
  const sums = new Float64Array(blocks * groups.length * step)
  const { values } = cube
  let to = 0
  for (let b = 0; b < blocks; b++) {
    for (const positions of members) {
      addRows(sums, to, step, values, positions.map((position) => b * block + position * step))
      to += step
    }
  }
  return sums
}

/** Adds rows that begin at `starts` to the sums from `to` on, in the order of the starts. */
export function addRows(sums: Float64Array, to: number, length: number, values: Values, starts: readonly number[]): void {
  // Three at a time: fetching and putting back the sums takes longer than adding to them.
  let done = 0
  for (; done + 3 <= starts.length; done += 3) addThree(sums, to, length, values, starts[done]!, starts[done + 1]!, starts[done + 2]!)
  for (; done < starts.length; done++) addOne(sums, to, length, values, starts[done]!)
}

function addThree(sums: Float64Array, to: number, length: number, values: Values, first: number, second: number, third: number): void {
  for (let i = 0; i < length; i++) sums[to + i] = sums[to + i]! + values[first + i]! + values[second + i]! + values[third + i]!
}

function addOne(sums: Float64Array, to: number, length: number, values: Values, from: number): void {
  for (let i = 0; i < length; i++) sums[to + i]! += values[from + i]!
}
