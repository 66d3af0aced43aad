// The point forecast: the kernel with one draw and no noise.

import { createAxis, requireSameLabels, yearsFrom } from '../core/axis.js'
import { createCube, requireFinite, sizeOf, strideOf } from '../core/cube.js'
import type { AnyCube, Cube } from '../core/cube.js'
import { requireInteger, requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { someRates } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import type { PlannedDwellings } from '../estimate/housing.js'
import type { RateEvidence } from '../estimate/rates.js'
import { projectCohorts } from './kernel.js'
import type { Strided } from './kernel.js'
import type { Projection } from './projection.js'

/** The part of Rates that projecting needs. */
export interface ProjectionInput {
  readonly ladder: Ladder
  readonly origin: number
  readonly horizon: number
  readonly base: Cube<readonly ['area', 'grade']>
  readonly progression: Cube<readonly ['area', 'grade', 'year']>
  readonly entry: Cube<readonly ['area', 'grade', 'year']>
  readonly added?: Cube<readonly ['area', 'grade', 'year']>
  /** The dwellings still to be completed that `added` holds; only simulating looks at them. */
  readonly housing?: readonly PlannedDwellings[]
  /** Which rates were counted; only simulating looks at it. */
  readonly evidence?: readonly RateEvidence[]
  readonly issues?: readonly Issue[]
  readonly provenance?: Provenance
}

export interface ProjectOptions {
  /** Years after the origin, at most those of the rates, which is also the default. */
  readonly horizon?: number | undefined
}

/**
 * Projects pupils by area, grade and year from rates.
 *
 * Pupils in a grade next year = pupils in the grade below this year × progression ratio, plus entrants, plus pupils added besides (never below 0).
 *
 * @param rates `base` [area, grade] in pupils; `progression` and `entry` [area, grade, year] for origin + 1 and after
 * @returns `pupils` [area, grade, year, draw] with one draw; its first year is the base year
 * @throws `invalid-option` for a horizon below 1 or beyond the rates; `label-mismatch` when the cubes' labels differ
 * Cost: O(areas × grades × years).
 * Source: cohort progression, Webster (1970), doi 10.1080/00220973.1970.11011238.
 */
export function projectPupils(rates: ProjectionInput, options: ProjectOptions = {}): Projection {
  const verb = 'projectPupils'
  requireNoun(rates, someRates, verb)
  const horizon = requireInteger(options.horizon ?? rates.horizon, 1, 'horizon', verb)
  const { base, progression, entry, ladder, origin } = rates
  const years = yearsFrom(origin + 1, origin + horizon)
  for (const cube of [progression, entry, ...(rates.added === undefined ? [] : [rates.added])]) {
    requireSameLabels(base.axes.area, cube.axes.area, 'area', verb)
    requireSameLabels(base.axes.grade, cube.axes.grade, 'grade', verb)
    requireSameLabels(createAxis(years), createAxis(cube.axes.year.labels.slice(0, horizon)), 'year', verb)
  }
  const axes = { area: base.axes.area, grade: base.axes.grade, year: createAxis([origin, ...years]), draw: createAxis([0]) }
  const out = new Float64Array(sizeOf(['area', 'grade', 'year', 'draw'], axes))
  projectCohorts(
    {
      areas: axes.area.labels.length,
      grades: axes.grade.labels.length,
      years: horizon,
      draws: 1,
      base: stridedOf(base),
      progression: stridedOf(progression),
      entry: stridedOf(entry),
      ...(rates.added === undefined ? {} : { added: stridedOf(rates.added) }),
    },
    out,
    // More may leave than there are only where assumptions say so: a grade is never below zero.
    rates.added === undefined ? undefined : keepAboveZero,
  )
  return Object.freeze({
    ladder,
    origin,
    horizon,
    pupils: requireFinite(createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', out), verb),
    issues: rates.issues ?? [],
    provenance: stamp(verb, { origin, horizon, draws: 1, options: {}, ...(rates.provenance?.scenarios === undefined ? {} : { scenarios: rates.provenance.scenarios }) }),
  })
}

function keepAboveZero(row: Float64Array, offset: number, length: number): void {
  for (let d = offset; d < offset + length; d++) if (row[d]! < 0) row[d] = 0
}

/** A cube's numbers as the kernel reads them: dimensions the cube lacks are repeated. */
export function stridedOf(cube: AnyCube): Strided {
  return {
    values: cube.values,
    areaStride: strideOf(cube, 'area'),
    gradeStride: strideOf(cube, 'grade'),
    yearStride: strideOf(cube, 'year'),
    drawStride: strideOf(cube, 'draw') === 0 ? 0 : 1,
  }
}
