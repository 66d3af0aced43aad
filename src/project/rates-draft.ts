// A working copy of Rates that changes write to: the numbers as flat arrays by position, turned back into frozen Rates at the end.

import { createAxis } from '../core/axis.js'
import { createCube, requireFinite } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Rates } from '../estimate/rates.js'
import { projectCohorts } from './kernel.js'

export interface RatesDraft {
  readonly ladder: Ladder
  readonly origin: number
  readonly horizon: number
  readonly areas: string[]
  readonly grades: readonly string[]
  /** Pupils [area, grade]. */
  base: Float64Array
  /** [area, grade, year], as are those below; the first year is origin + 1. */
  progression: Float64Array
  entry: Float64Array
  added: Float64Array
  cohorts: Float64Array
  readonly issues: Issue[]
}

/** A copy to work on; the rates are not changed. */
export function draftOf(rates: Rates): RatesDraft {
  return {
    ladder: rates.ladder,
    origin: rates.origin,
    horizon: rates.horizon,
    areas: [...rates.base.axes.area.labels],
    grades: rates.base.axes.grade.labels,
    base: rates.base.values.slice(),
    progression: rates.progression.values.slice(),
    entry: rates.entry.values.slice(),
    added: rates.added.values.slice(),
    cohorts: rates.cohorts.values.slice(),
    issues: [...rates.issues],
  }
}

/** Position of (area, grade, projected year) in the yearly arrays; year 0 is origin + 1. */
export function cellOf(draft: RatesDraft, area: number, grade: number, year: number): number {
  return (area * draft.grades.length + grade) * draft.horizon + year
}

/** Position of the area, which is appended without pupils when the forecast does not have it. */
export function ensureArea(draft: RatesDraft, area: string): number {
  const known = draft.areas.indexOf(area)
  if (known >= 0) return known
  const grades = draft.grades.length
  const cells = grades * draft.horizon
  const extended = (values: Float64Array, more: number, filling: number): Float64Array => {
    const longer = new Float64Array(values.length + more).fill(filling)
    longer.set(values)
    return longer
  }
  draft.areas.push(area)
  draft.base = extended(draft.base, grades, 0)
  draft.progression = extended(draft.progression, cells, 0)
  draft.entry = extended(draft.entry, cells, 0)
  draft.added = extended(draft.added, cells, 0)
  draft.cohorts = extended(draft.cohorts, cells, Number.NaN)
  return draft.areas.length - 1
}

/** Pupils [area, grade, year] as the draft stands, the first year being the base. */
export function projectDraft(draft: RatesDraft): Float64Array {
  const [areas, grades, years] = [draft.areas.length, draft.grades.length, draft.horizon]
  const out = new Float64Array(areas * grades * (years + 1))
  const yearly = (values: Float64Array) => ({ values, areaStride: grades * years, gradeStride: years, yearStride: 1, drawStride: 0 as const })
  projectCohorts(
    {
      areas,
      grades,
      years,
      draws: 1,
      base: { values: draft.base, areaStride: grades, gradeStride: 1, yearStride: 0, drawStride: 0 },
      progression: yearly(draft.progression),
      entry: yearly(draft.entry),
      added: yearly(draft.added),
    },
    out,
  )
  return out
}

/** Frozen Rates with the draft's numbers, and with the names of the scenarios added to those applied before. */
export function ratesOf(draft: RatesDraft, rates: Rates, scenarios: readonly string[], verb: string): Rates {
  const same = draft.areas.length === rates.base.axes.area.labels.length
  const area = same ? rates.base.axes.area : createAxis(draft.areas)
  const axes = { area, grade: rates.progression.axes.grade, year: rates.progression.axes.year }
  return Object.freeze({
    ...rates,
    base: requireFinite(createCube(['area', 'grade'], { area, grade: rates.base.axes.grade }, 'pupils', draft.base), verb),
    progression: requireFinite(createCube(['area', 'grade', 'year'], axes, 'ratio', draft.progression), verb),
    entry: requireFinite(createCube(['area', 'grade', 'year'], axes, 'pupils', draft.entry), verb),
    added: requireFinite(createCube(['area', 'grade', 'year'], axes, 'pupils', draft.added), verb),
    cohorts: createCube(['area', 'grade', 'year'], axes, 'births', draft.cohorts),
    issues: Object.freeze(draft.issues),
    provenance: Object.freeze({ ...rates.provenance, scenarios: Object.freeze([...(rates.provenance.scenarios ?? []), ...scenarios]) }),
  })
}
