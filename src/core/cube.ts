// A labelled block of numbers: the one form in which pupils, places, ratios and gaps travel between stages.
// Dimensions are named; the last is contiguous in memory, and when there are draws they are last, so that the kernel, the
// samplers and the quantiles walk over neighbouring numbers. One draw is still an axis: every stage has one code path.

import { createAxis, requirePosition } from './axis.js'
import type { Axis, Label } from './axis.js'
import { PlacesError, requireList, requireNoun, requireObject } from './error.js'
import type { Where } from './issue.js'
import { aCube } from './nouns.js'

export type DimensionName = 'area' | 'grade' | 'stage' | 'sector' | 'group' | 'year' | 'draw'
export type LabelOf<N extends DimensionName> = N extends 'year' | 'draw' ? number : string
export type Unit = 'pupils' | 'places' | 'births' | 'dwellings' | 'ratio' | 'probability'

/** The reading half of a Float64Array. Freezing a typed array throws, so read-only is a type. */
export interface Values extends Iterable<number> {
  readonly length: number
  readonly [index: number]: number
  subarray(begin?: number, end?: number): Values
  slice(begin?: number, end?: number): Float64Array
}

export type Dimensions = readonly DimensionName[]
export type AxesOf<D extends Dimensions> = { readonly [N in D[number]]: Axis<LabelOf<N>> }
/** A place in a cube by labels. A dimension of one label may be left out. */
export type Coordinates<D extends Dimensions> = { readonly [N in D[number]]?: LabelOf<N> }

/**
 * A frozen block of numbers with named dimensions.
 *
 * `dims` is the order in memory, last contiguous; `axes` holds the labels of each; `values` has the product of their lengths.
 * NaN means "not observed" and is allowed in observed cubes only: rates, projections, supply and balance hold none.
 */
export interface Cube<D extends Dimensions = Dimensions> {
  readonly dims: D
  readonly axes: AxesOf<D>
  readonly values: Values
  readonly unit: Unit
}

/** A cube of any shape, for functions that look dimensions up by name. Every cube is one. */
export interface AnyCube {
  readonly dims: Dimensions
  readonly axes: { readonly [N in DimensionName]?: Axis<LabelOf<N>> }
  readonly values: Values
  readonly unit: Unit
}

/** Cells a single cube may hold unless a caller raises it: 5e7 numbers are 400 MB. */
export const maxCellsDefault = 5e7

/** Number of cells of a cube with these axes. */
export function sizeOf<D extends Dimensions>(dims: D, axes: AxesOf<D>): number {
  return dims.reduce((size, name) => size * axisOf(axes, name).labels.length, 1)
}

/**
 * Makes a cube from its dimensions, its axes and its numbers, which it takes over (the caller must not write to them again).
 *
 * @param dims names in memory order, last contiguous
 * @param values length must be the product of the axis lengths; left out, the cube is all zero
 * @throws `shape-mismatch` when the length is another; `too-large` above `maxCells`
 * Cost: O(1), or O(cells) when values are left out.
 */
export function createCube<const D extends Dimensions>(dims: D, axes: AxesOf<D>, unit: Unit, values?: Float64Array, maxCells: number = maxCellsDefault): Cube<D> {
  requireList(dims, 'dims', 'createCube')
  requireObject(axes, 'axes', 'createCube', 2)
  const size = sizeOf(dims, axes)
  requireRoom(size, maxCells, 'createCube')
  const numbers = values ?? new Float64Array(size)
  if (numbers.length !== size) {
    throw new PlacesError('shape-mismatch', `createCube: values must have ${size} numbers for ${dims.join(' × ')}, got ${numbers.length}`)
  }
  const own: Partial<Record<DimensionName, Axis>> = {}
  for (const name of dims) own[name] = axisOf(axes, name)
  return Object.freeze({ dims: Object.freeze([...dims]) as unknown as D, axes: Object.freeze(own) as AxesOf<D>, values: numbers as Values, unit })
}

/** Zeros for a cube of `size` cells: the beginning of `into` where that is long enough, else new memory. */
export function takeRoom(size: number, into?: Float64Array): Float64Array {
  return into !== undefined && into.length >= size ? into.subarray(0, size).fill(0) : new Float64Array(size)
}

/** Throws `too-large` when `size` cells exceed `maxCells`, with the megabytes and the ways out. */
export function requireRoom(size: number, maxCells: number, verb: string): void {
  if (size <= maxCells) return
  throw new PlacesError('too-large', `${verb}: a cube may hold ${maxCells} cells, got ${size} (${Math.round((size * 8) / 1e6)} MB)`, {
    hint: 'ask for fewer draws, or run groups of areas one after another: the numbers are the same',
  })
}

/** The axis of a dimension. */
export function axisOf<N extends DimensionName>(axes: AnyCube['axes'], name: N): Axis<LabelOf<N>> {
  const axis = axes[name]
  if (axis === undefined) throw new PlacesError('shape-mismatch', `cube: there is no dimension ${name}`)
  return axis as unknown as Axis<LabelOf<N>>
}

/** Steps in memory between neighbours along each dimension, in the order of `dims`. */
export function stridesOf(cube: AnyCube): number[] {
  const strides = new Array<number>(cube.dims.length)
  let step = 1
  for (let i = cube.dims.length - 1; i >= 0; i--) {
    strides[i] = step
    step *= axisOf(cube.axes, cube.dims[i]!).labels.length
  }
  return strides
}

/** Step in memory along one dimension; 0 when the cube has no such dimension, which repeats it there. */
export function strideOf(cube: AnyCube, name: DimensionName): number {
  const position = cube.dims.indexOf(name)
  return position < 0 ? 0 : stridesOf(cube)[position]!
}

/** Position in memory of the cell at these labels. Throws `unknown-label`, or `missing-row` for a dimension left out. */
export function offsetOf<D extends Dimensions>(cube: Cube<D>, at: Coordinates<D>): number {
  const strides = stridesOf(cube)
  let offset = 0
  cube.dims.forEach((name, i) => {
    const axis = axisOf(cube.axes, name) as Axis
    const label = (at as Partial<Record<DimensionName, Label>>)[name]
    if (label === undefined) {
      if (axis.labels.length !== 1) throw new PlacesError('missing-row', `valueAt: ${name} must be given, it has ${axis.labels.length} labels`)
      return
    }
    offset += strides[i]! * requirePosition(axis, label, name, 'valueAt')
  })
  return offset
}

/**
 * The number at these labels.
 *
 * @example
 * const cube = createCube(['area', 'year'], { area: createAxis(['North']), year: createAxis([2021, 2022]) }, 'pupils', Float64Array.of(45, 47))
 * valueAt(cube, { area: 'North', year: 2022 }) // 47
 */
export function valueAt<D extends Dimensions>(cube: Cube<D>, at: Coordinates<D>): number {
  refuseOther(cube, at, 'valueAt')
  return cube.values[offsetOf(cube, at)]!
}

/** Read cell by cell, millions of times: what is a cube and coordinates at a glance is not looked at further. */
function refuseOther(cube: unknown, at: unknown, verb: string): void {
  if ((cube as AnyCube | undefined)?.dims !== undefined && typeof at === 'object' && at !== null) return
  requireNoun(cube, aCube, verb)
  requireObject(at, 'at', verb, 2)
}

/** The run of neighbouring numbers along the last dimension at the labels of all others: a view, not a copy. */
export function rowAt<D extends Dimensions>(cube: Cube<D>, at: Coordinates<D>): Values {
  refuseOther(cube, at, 'rowAt')
  const last = cube.dims[cube.dims.length - 1]!
  const axis = axisOf(cube.axes, last) as Axis
  const start = offsetOf(cube, { ...at, [last]: axis.labels[0] } as Coordinates<D>)
  return cube.values.subarray(start, start + axis.labels.length)
}

/** A cube of the same shape whose numbers are `f` of the old ones. Cost: O(cells). */
export function mapCube<D extends Dimensions>(cube: Cube<D>, unit: Unit, f: (value: number) => number): Cube<D> {
  requireNoun(cube, aCube, 'mapCube')
  const values = new Float64Array(cube.values.length)
  for (let i = 0; i < values.length; i++) values[i] = f(cube.values[i]!)
  return createCube(cube.dims, cube.axes, unit, values)
}

/** The labels at a position in memory: the inverse of `offsetOf`. */
export function coordinatesAt<D extends Dimensions>(cube: Cube<D>, offset: number): { -readonly [N in D[number]]: LabelOf<N> } {
  const at: Partial<Record<DimensionName, Label>> = {}
  let rest = offset
  for (let i = cube.dims.length - 1; i >= 0; i--) {
    const name = cube.dims[i]!
    const labels = axisOf(cube.axes, name).labels
    at[name] = labels[rest % labels.length]!
    rest = Math.floor(rest / labels.length)
  }
  return at as { -readonly [N in D[number]]: LabelOf<N> }
}

/** Throws `not-finite` naming the first cell that holds NaN or infinity; returns the cube. Stages end with it. Cost: O(cells). */
export function requireFinite<D extends Dimensions>(cube: Cube<D>, verb: string): Cube<D> {
  const { values } = cube
  if (isAllFinite(values)) return cube
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      const at = coordinatesAt(cube, i)
      throw new PlacesError('not-finite', `${verb}: every number must be finite, got ${values[i]} at ${JSON.stringify(at)}`, { where: at as Where })
    }
  }
  return cube
}

/** x − x is 0 for every finite number and NaN for the others; four sums at a time do not wait for one another. */
function isAllFinite(values: Values): boolean {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i < values.length - 3; i += 4) {
    a += values[i]! - values[i]!
    b += values[i + 1]! - values[i + 1]!
    c += values[i + 2]! - values[i + 2]!
    d += values[i + 3]! - values[i + 3]!
  }
  for (; i < values.length; i++) a += values[i]! - values[i]!
  return a + b + c + d === 0
}

/**
 * The cube with only these labels along one dimension, in the order given.
 *
 * @throws `unknown-label` for a label that the cube does not have
 * Cost: O(cells of the result).
 */
export function selectLabels<D extends Dimensions, N extends D[number]>(cube: Cube<D>, name: N, labels: readonly LabelOf<N>[]): Cube<D> {
  requireNoun(cube, aCube, 'selectLabels')
  requireList(labels, 'labels', 'selectLabels', 3)
  const axis = axisOf(cube.axes, name) as Axis
  const wanted = labels.map((label) => requirePosition(axis, label, name, 'selectLabels'))
  const step = strideOf(cube, name)
  const block = step * axis.labels.length
  const blocks = block === 0 ? 0 : cube.values.length / block
  const values = new Float64Array(blocks * wanted.length * step)
  let to = 0
  for (let b = 0; b < blocks; b++) {
    for (const position of wanted) {
      const from = b * block + position * step
      for (let i = 0; i < step; i++) values[to++] = cube.values[from + i]!
    }
  }
  return createCube(cube.dims, { ...cube.axes, [name]: createAxis(labels as readonly Label[]) } as AxesOf<D>, cube.unit, values)
}
