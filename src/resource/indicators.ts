// Indicators that users define: an expression over the measures of a balance and over their own numbers, computed within every draw.

import type { Axis, Label } from '../core/axis.js'
import { axisOf, createCube, strideOf } from '../core/cube.js'
import type { AnyCube, Cube } from '../core/cube.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Balance } from '../balance/balance.js'
import { aBalance } from '../core/nouns.js'
import { withCommas } from '../core/words.js'
import { parseExpression } from './expression.js'

/** What an indicator is made of: a name, its expression, and the level at which it is told. */
export interface IndicatorSpecification {
  readonly id: string
  readonly expression: string
  /** The measures by stage (default) or by grade. */
  readonly level?: 'stage' | 'grade' | undefined
  /** Further numbers by name: a number for all cells, or a cube over some of area, stage or grade, year and draw, such as teachers or floor space. */
  readonly values?: Readonly<Record<string, number | AnyCube>> | undefined
}

export interface Indicator {
  readonly id: string
  readonly expression: string
  readonly level: 'stage' | 'grade'
  /** The indicator in every cell and draw. NaN where it is not defined (division by zero), each told by an issue. */
  readonly values: Cube<readonly ['area', 'stage', 'year', 'draw']> | Cube<readonly ['area', 'grade', 'year', 'draw']>
  readonly issues: readonly Issue[]
}

/** The measures of a balance that an expression may name. */
export const indicatorMeasures = ['pupils', 'places', 'gap', 'unmet', 'spare'] as const

/**
 * Computes an indicator of the user's own in every area, stage (or grade), year and draw.
 *
 * For warning rules and tables that a bureau keeps and no library foresees: `pupils / teachers`, `unmet > 45 ? 1 : 0`, `spare / places`.
 *
 * @param balance its five measures are the names `pupils`, `places`, `gap`, `unmet`, `spare`; `year` is the school year
 * @param specification the expression, its level and further values by name
 * @returns a cube [area, stage or grade, year, draw]; a comparison gives 1 or 0, so that its mean over draws (`summarise`) is a chance
 * @throws `invalid-option` listing every part of the expression that is not allowed with its position; `label-mismatch` when a cube's labels are not those of the balance
 * Cost: O(cells × nodes of the expression), about 1 µs a cell.
 */
export function evaluateIndicator(balance: Balance, specification: IndicatorSpecification): Indicator {
  requireNoun(balance, aBalance, 'evaluateIndicator')
  requireObject(specification, 'specification', 'evaluateIndicator', 2)
  const level = specification.level ?? 'stage'
  const measures = level === 'stage' ? balance.stages : balance.grades
  const shape: AnyCube = measures.pupils
  const given = specification.values ?? {}
  refuseShadowing(given)
  const expression = parseExpression(specification.expression, [...indicatorMeasures, 'year', ...Object.keys(given)])
  const axes = shape.dims.map((name) => axisOf(shape.axes, name) as Axis)
  const readers = expression.names.map((name) => readerOf(name, measures, given, shape, axes))

  const values = new Float64Array(shape.values.length)
  const counter = new Array<number>(axes.length).fill(0)
  const scope: Record<string, number> = {}
  let undefinedCells = 0
  for (let i = 0; i < values.length; i++) {
    expression.names.forEach((name, k) => (scope[name] = readers[k]!(i, counter)))
    const value = expression.evaluate(scope)
    values[i] = Number.isFinite(value) ? value : Number.NaN
    if (!Number.isFinite(value)) undefinedCells++
    for (let d = axes.length - 1; d >= 0; d--) {
      if (++counter[d]! < axes[d]!.labels.length) break
      counter[d] = 0
    }
  }
  const cube = level === 'stage' ? createCube(balance.stages.pupils.dims, balance.stages.pupils.axes, 'ratio', values) : createCube(balance.grades.pupils.dims, balance.grades.pupils.axes, 'ratio', values)
  return Object.freeze({ id: specification.id, expression: specification.expression, level, values: cube, issues: Object.freeze(undefinedIssue(specification, undefinedCells, values.length)) })
}

type Reader = (cell: number, counter: readonly number[]) => number

function readerOf(name: string, measures: Balance['stages'] | Balance['grades'], given: Readonly<Record<string, number | AnyCube>>, shape: AnyCube, axes: readonly Axis[]): Reader {
  const own = given[name]
  if (typeof own === 'number') return () => own
  if (own !== undefined) return cubeReader(name, own, shape, axes)
  if (name === 'year') {
    const position = shape.dims.indexOf('year')
    const years = axisOf(shape.axes, 'year').labels
    return (_, counter) => years[counter[position]!]!
  }
  const { values } = measures[name as (typeof indicatorMeasures)[number]]
  return (cell) => values[cell]!
}

/** A cube that lacks dimensions of the balance is repeated along them; a draw axis of one label is repeated too. */
function cubeReader(name: string, cube: AnyCube, shape: AnyCube, axes: readonly Axis[]): Reader {
  for (const dimension of cube.dims) {
    const own = axisOf(cube.axes, dimension) as Axis
    const position = shape.dims.indexOf(dimension)
    if (dimension === 'draw' && own.labels.length === 1) continue
    const labels: readonly Label[] = position < 0 ? [] : axes[position]!.labels
    const at = labels.findIndex((label, i) => own.labels[i] !== label)
    if (own.labels.length === labels.length && at < 0) continue
    const got = position < 0 ? 'a dimension the balance does not have' : `${String(own.labels[Math.max(0, at)])} instead of ${String(labels[Math.max(0, at)])}`
    throw new PlacesError('label-mismatch', `evaluateIndicator: ${name} must have the labels of the balance, got ${got} in ${dimension}`, { where: { option: name } })
  }
  const steps = shape.dims.map((dimension) => (cube.dims.includes(dimension) && axisOf(cube.axes, dimension).labels.length > 1 ? strideOf(cube, dimension) : 0))
  return (_, counter) => {
    let offset = 0
    for (let d = 0; d < steps.length; d++) offset += steps[d]! * counter[d]!
    return cube.values[offset]!
  }
}

function refuseShadowing(given: Readonly<Record<string, unknown>>): void {
  const taken = Object.keys(given).filter((name) => name === 'year' || (indicatorMeasures as readonly string[]).includes(name))
  if (taken.length > 0) throw new PlacesError('invalid-option', `evaluateIndicator: a value must not have the name of a measure, got ${taken.join(', ')}`, { where: { option: 'values' } })
}

function undefinedIssue(specification: IndicatorSpecification, cells: number, all: number): Issue[] {
  if (cells === 0) return []
  return [
    {
      code: 'indicator-undefined',
      severity: 'assumption',
      where: { option: specification.id },
      message: `${specification.expression} is not a number in ${withCommas(cells)} of ${withCommas(all)} cells`,
      assumed: 'these cells hold NaN and count in no rule',
      amounts: { cells, all },
    },
  ]
}
