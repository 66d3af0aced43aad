// A result for some of its areas, and put back among the others: what lets a second run do the changed areas only.
// Works on any noun of the river: every cube in it that has areas is taken apart, whatever else the noun holds.
// A cube put together is a list of whose rows are where until someone reads its numbers: most cubes of a change are never read as a whole.

import { createAxis, requirePosition } from './axis.js'
import type { Axis } from './axis.js'
import { axisOf, createCube, strideOf } from './cube.js'
import type { AnyCube, AxesOf, Cube, Dimensions, Values } from './cube.js'

type AreaCube = Cube<Dimensions>

function isCube(value: unknown): value is AreaCube {
  return typeof value === 'object' && value !== null && 'dims' in value && 'axes' in value && 'values' in value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** The record with each field replaced, or the very record when every field stayed the same. */
function mapFields(record: Readonly<Record<string, unknown>>, replace: (value: unknown, name: string) => unknown): unknown {
  const fields = Object.entries(record).map(([name, value]) => [name, value, replace(value, name)] as const)
  return fields.every(([, value, now]) => Object.is(value, now)) ? record : Object.freeze(Object.fromEntries(fields.map(([name, , now]) => [name, now])))
}

/** Areas come first in every noun of the river, so that an area's numbers are one run. */
function hasAreas(cube: AnyCube): boolean {
  return cube.dims[0] === 'area'
}

/** A cube whose numbers were not put together yet: those of `whole`, but for the areas with rows of their own. */
interface Patched {
  readonly whole: AreaCube
  readonly rows: ReadonlyMap<number, Values>
}
const patched = new WeakMap<AreaCube, Patched>()

/** The numbers of the area at a position: a view, not a copy. */
function rowsOf(cube: AreaCube, area: number): Values {
  const step = strideOf(cube, 'area')
  const parts = patched.get(cube)
  return parts?.rows.get(area) ?? (parts?.whole ?? cube).values.subarray(area * step, (area + 1) * step)
}

/** A cube like any other, whose `values` are put together when they are first read. */
function patchedCube(whole: AreaCube, rows: ReadonlyMap<number, Values>): AreaCube {
  const step = strideOf(whole, 'area')
  let values: Values | undefined
  let parts: Patched | undefined = { whole, rows }
  const cube = Object.freeze({
    dims: whole.dims,
    axes: whole.axes,
    get values(): Values {
      if (parts !== undefined) {
        const all = parts.whole.values.slice()
        for (const [area, own] of parts.rows) all.set(own as unknown as Float64Array, area * step)
        values = all
        parts = undefined
        patched.delete(cube)
      }
      return values!
    },
    unit: whole.unit,
  }) as AreaCube
  patched.set(cube, parts)
  return cube
}

/**
 * The same noun with these areas only: in every cube that has areas, also one level down. Lists, such as issues, stay whole.
 *
 * @throws `unknown-label` for an area that a cube does not have
 * Cost: O(cells of the result).
 */
export function selectAreas<T extends object>(noun: T, areas: readonly string[]): T {
  const select = (value: unknown, depth: number): unknown => {
    if (isCube(value)) return hasAreas(value) ? selectRows(value, areas) : value
    if (depth === 0 || !isRecord(value)) return value
    return mapFields(value, (each) => select(each, depth - 1))
  }
  return select(noun, 2) as T
}

function selectRows(cube: AreaCube, areas: readonly string[]): AreaCube {
  const step = strideOf(cube, 'area')
  const values = new Float64Array(areas.length * step)
  areas.forEach((area, a) => values.set(rowsOf(cube, positionIn(cube, area)) as unknown as Float64Array, a * step))
  return createCube(cube.dims, { ...cube.axes, area: createAxis(areas) } as AxesOf<Dimensions>, cube.unit, values, Infinity)
}

function positionIn(cube: AreaCube, area: string): number {
  return requirePosition(axisOf(cube.axes, 'area'), area, 'area', 'selectAreas')
}

/**
 * A whole noun made of `part`, which has some of the areas, and of `whole` for the others. What is no cube of areas is that of `part`.
 *
 * A cube in which nothing differs is that of `whole` itself. Neither argument is changed.
 * Cost: O(cells of the part); a copy of each cube that differs when its numbers are first read.
 */
export function replaceAreas<T extends object>(whole: T, part: T): T {
  const replace = (before: unknown, now: unknown, depth: number): unknown => {
    if (isCube(now)) return hasAreas(now) && isCube(before) ? replaceRows(before, now) : now
    if (depth === 0 || !isRecord(now) || !isRecord(before)) return now
    return mapFields(now, (each, name) => replace(before[name], each, depth - 1))
  }
  return replace(whole, part, 2) as T
}

function replaceRows(before: AreaCube, now: AreaCube): AreaCube {
  const own = axisOf(now.axes, 'area').labels.map((area, a) => [positionIn(before, area), rowsOf(now, a)] as const)
  if (own.every(([area, rows]) => sameNumbers(rowsOf(before, area), rows))) return before
  // Rows upon rows are laid over the same whole: a long chain of changes holds each area once.
  const parts = patched.get(before)
  return patchedCube(parts?.whole ?? before, new Map([...(parts?.rows ?? []), ...own]))
}

/** Whether numbers are equal bit by bit: −0 is not 0. */
function sameNumbers(left: Values, right: Values): boolean {
  if (sameMemory(left as unknown as Float64Array, right as unknown as Float64Array)) return true
  for (let i = 0; i < right.length; i++) if (!Object.is(left[i], right[i])) return false
  return left.length === right.length
}

function sameMemory(left: Float64Array, right: Float64Array): boolean {
  return left.buffer === right.buffer && left.byteOffset === right.byteOffset && left.length === right.length
}

/**
 * A list in order of the areas, with equally many entries for each, made of `part` for some of the areas and of `whole` for the others.
 *
 * @param areas all areas in the order of `whole`
 * @param changed those of `part`, in its order
 * @example
 * replaceByArea(['a1', 'a2', 'b1', 'b2'], ['B1', 'B2'], ['a', 'b'], ['b']) // ['a1', 'a2', 'B1', 'B2']
 */
export function replaceByArea<E>(whole: readonly E[], part: readonly E[], areas: readonly string[], changed: readonly string[]): E[] {
  const each = whole.length / areas.length
  return areas.flatMap((area, a) => {
    const at = changed.indexOf(area)
    return at < 0 ? whole.slice(a * each, (a + 1) * each) : part.slice(at * each, (at + 1) * each)
  })
}

/**
 * The areas in which any cube of a noun differs, in their order; undefined when other labels differ too, so that areas cannot be compared.
 *
 * Cost: O(cells), less where a difference is found early.
 */
export function changedAreas<T extends object>(before: T, after: T): readonly string[] | undefined {
  const cubesOf = (noun: T): AreaCube[] => Object.values(noun).filter((value): value is AreaCube => isCube(value) && hasAreas(value))
  const [were, are] = [cubesOf(before), cubesOf(after)]
  const pairs = are.map((cube, i) => [were[i], cube] as const)
  if (are.length === 0 || were.length !== are.length || !pairs.every(([old, now]) => old !== undefined && sameAxes(old, now))) return undefined
  return axisOf(are[0]!.axes, 'area').labels.filter((_, area) => pairs.some(([old, now]) => old !== now && !sameNumbers(rowsOf(old!, area), rowsOf(now, area))))
}

function sameAxes(left: AreaCube, right: AreaCube): boolean {
  if (left === right) return true
  const labels = ({ dims, axes }: AreaCube): unknown => dims.map((name) => (axisOf(axes, name) as Axis).labels)
  return left.unit === right.unit && JSON.stringify([left.dims, labels(left)]) === JSON.stringify([right.dims, labels(right)])
}
