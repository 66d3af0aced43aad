// Looking up what the caller assumed: the nearest area wins, from the area itself up its parents to "everywhere".
// Rows that name years make a path: straight lines between the years, held before the first and after the last.

import type { Assumption, Dataset } from '../input/dataset.js'
import type { AssumptionName } from '../input/tables.js'
import { lineage } from './area-tree.js'

export interface AssumptionPlace {
  readonly grade?: string
  readonly stage?: string
}

/** The rows of one assumption that hold for an area: those of the nearest area that has any. Empty when the caller made none. */
export function findAssumptions(dataset: Dataset, name: AssumptionName, area: string, at: AssumptionPlace): readonly Assumption[] {
  const fitting = dataset.assumptions.filter((each) => each.assumption === name && each.grade === at.grade && each.stage === at.stage)
  if (fitting.length === 0) return fitting
  for (const here of lineage(dataset, area)) {
    const own = fitting.filter((each) => each.area === here)
    if (own.length > 0) return own
  }
  return fitting.filter((each) => each.area === undefined)
}

/** The assumed value in a year, undefined when the caller made no assumption. */
export function assumedValue(rows: readonly Assumption[], year: number): number | undefined {
  const always = rows.find((row) => row.year === undefined)
  const dated = rows.filter((row) => row.year !== undefined).sort((a, b) => a.year! - b.year!)
  if (dated.length === 0) return always?.value
  const above = dated.findIndex((row) => row.year! >= year)
  const [high, low] = [dated[above], dated[above - 1]]
  if (high === undefined) return dated[dated.length - 1]!.value
  if (low === undefined || high.year === year) return high.value
  return low.value + ((high.value - low.value) * (year - low.year!)) / (high.year! - low.year!)
}

/** The share of a cohort that attends a stage in a year, by the caller's assumption; 1 when there is none. */
export function participationIn(dataset: Dataset, area: string, stage: string, year: number): number {
  return assumedValue(findAssumptions(dataset, 'participation', area, { stage }), year) ?? 1
}
