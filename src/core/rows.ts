// Rows of objects are how tables come in and go out; inside, numbers live in cubes.
// Duplicates and gaps are looked for by name before a cube is filled: the last row never wins in silence.

import { createAxis, positionOf } from './axis.js'
import type { Axis, Label } from './axis.js'
import { axisOf, coordinatesAt, createCube, stridesOf } from './cube.js'
import type { AxesOf, Cube, Dimensions, LabelOf, Unit } from './cube.js'
import { PlacesError, requireList, requireNoun, requireObject } from './error.js'
import type { Where } from './issue.js'
import { aCube } from './nouns.js'

export type CubeRow<D extends Dimensions> = { readonly [N in D[number]]: LabelOf<N> } & { readonly value: number }

/**
 * Walks over a cube as rows `{ area, grade, year, …, value }`, in memory order, one at a time.
 *
 * For tables and files; a million rows cost far more than the numbers they show, so they are made only as they are read.
 */
export function rowsOf<D extends Dimensions>(cube: Cube<D>): Generator<CubeRow<D>, void, undefined> {
  requireNoun(cube, aCube, 'rowsOf')
  return walk(cube)
}

function* walk<D extends Dimensions>(cube: Cube<D>): Generator<CubeRow<D>, void, undefined> {
  for (let i = 0; i < cube.values.length; i++) {
    yield { ...coordinatesAt(cube, i), value: cube.values[i]! } as unknown as CubeRow<D>
  }
}

/**
 * Fills a cube from rows that name each cell once.
 *
 * @param dims memory order of the result
 * @param axes labels; a dimension left out gets the labels in order of appearance (years ascending)
 * @param absent what a cell without a row means: `'not-observed'` (NaN), `'zero'`, or `'refuse'` (throws `missing-row`)
 * @throws `duplicate-row` for a cell that two rows name; `unknown-label` for a label not on a given axis
 * Cost: O(rows + cells).
 */
export function cubeOfRows<const D extends Dimensions>(
  rows: Iterable<CubeRow<D>>,
  dims: D,
  unit: Unit,
  absent: 'not-observed' | 'zero' | 'refuse',
  axes: Partial<AxesOf<D>> = {},
): Cube<D> {
  requireObject(rows, 'rows', 'cubeOfRows', 1, [Symbol.iterator])
  requireList(dims, 'dims', 'cubeOfRows', 2)
  const list = [...rows]
  const full = Object.fromEntries(
    dims.map((name) => {
      const given = (axes as Partial<Record<string, Axis>>)[name]
      if (given !== undefined) return [name, given]
      const labels = [...new Set(list.map((row) => (row as Record<string, Label>)[name]!))]
      return [name, createAxis(name === 'year' || name === 'draw' ? (labels as number[]).sort((a, b) => a - b) : labels)]
    }),
  ) as unknown as AxesOf<D>
  const shape = createCube(dims, full, unit)
  const strides = stridesOf(shape)
  const values = new Float64Array(shape.values.length).fill(absent === 'zero' ? 0 : Number.NaN)
  const taken = new Uint8Array(values.length)
  for (const row of list) {
    let offset = 0
    dims.forEach((name, i) => {
      const label = (row as Record<string, Label>)[name]!
      const position = positionOf(axisOf(full, name) as Axis, label)
      if (position < 0) throw new PlacesError('unknown-label', `cubeOfRows: ${name} ${String(label)} is not on the axis`, { where: { [name]: label } as Where })
      offset += strides[i]! * position
    })
    if (taken[offset] === 1) {
      const at = coordinatesAt(shape, offset)
      throw new PlacesError('duplicate-row', `cubeOfRows: a cell must be named once, got two rows for ${JSON.stringify(at)}`, { where: at as Where })
    }
    taken[offset] = 1
    values[offset] = row.value
  }
  if (absent === 'refuse') {
    const gap = taken.indexOf(0)
    if (gap >= 0) {
      const at = coordinatesAt(shape, gap)
      throw new PlacesError('missing-row', `cubeOfRows: every cell must be named, got no row for ${JSON.stringify(at)}`, { where: at as Where })
    }
  }
  return createCube(dims, full, unit, values)
}
