// Looking up what the caller assumed: the nearest area wins, from the area itself up its parents to "everywhere".

import type { Assumption, Dataset } from '../input/dataset.js'
import type { AssumptionName } from '../input/tables.js'

/** The assumption that holds for an area, undefined when the caller made none. */
export function findAssumption(dataset: Dataset, name: AssumptionName, area: string, at: { readonly grade?: string; readonly stage?: string }): Assumption | undefined {
  const fitting = dataset.assumptions.filter((each) => each.assumption === name && each.grade === at.grade && each.stage === at.stage)
  if (fitting.length === 0) return undefined
  let next: string | undefined = area
  while (next !== undefined) {
    const here: string = next
    const own = fitting.find((each) => each.area === here)
    if (own !== undefined) return own
    next = dataset.areas.find((each) => each.id === here)?.parent
  }
  return fitting.find((each) => each.area === undefined)
}

/** The share of a cohort that attends a stage, by the caller's assumption; 1 when there is none. */
export function participationIn(dataset: Dataset, area: string, stage: string): number {
  return findAssumption(dataset, 'participation', area, { stage })?.value ?? 1
}
