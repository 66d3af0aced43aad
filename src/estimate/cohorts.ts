// Birth cohorts: the children who reach an entry age in a school year, from births by calendar year split at the cut-off date.
// An area without births of its own uses those of the nearest area above it; its ratios are then shares of that area's cohorts.

import { positionOf } from '../core/axis.js'
import type { CohortSplit } from '../core/calendar.js'
import { strideOf } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Dataset } from '../input/dataset.js'

export interface CohortSource {
  /** The area whose births are used. */
  readonly area: string
  readonly firstYear: number
  readonly lastYear: number
  /** Births of a calendar year; beyond the known years the nearest known year is held. */
  births(year: number): number
}

/**
 * The births that an area's cohorts are taken from: its own, or those of the nearest area above it that has any.
 *
 * @param knownTo last calendar year whose births may be used (a backtest must not see later ones)
 * @returns undefined when neither the area nor any above it has births
 */
export function findCohortSource(dataset: Dataset, area: string, knownTo = Infinity): CohortSource | undefined {
  let next: string | undefined = area
  while (next !== undefined) {
    const known = knownBirths(dataset, next, knownTo)
    if (known !== undefined) return known
    const here: string = next
    next = dataset.areas.find((each) => each.id === here)?.parent
  }
  return undefined
}

function knownBirths(dataset: Dataset, area: string, knownTo: number): CohortSource | undefined {
  const position = positionOf(dataset.births.axes.area, area)
  if (position < 0) return undefined
  const start = position * strideOf(dataset.births, 'area')
  const known: { year: number; births: number }[] = []
  dataset.births.axes.year.labels.forEach((year, i) => {
    const births = dataset.births.values[start + i]!
    if (year <= knownTo && !Number.isNaN(births)) known.push({ year, births })
  })
  const [first, last] = [known[0], known[known.length - 1]]
  if (first === undefined || last === undefined) return undefined
  return {
    area,
    firstYear: first.year,
    lastYear: last.year,
    births(year) {
      if (year <= first.year) return first.births
      if (year >= last.year) return last.births
      const above = known.findIndex((each) => each.year >= year)
      const [high, low] = [known[above]!, known[above - 1]!]
      if (high.year === year) return high.births
      return low.births + ((high.births - low.births) * (year - low.year)) / (high.year - low.year)
    },
  }
}

/**
 * Births of the cohort that reaches `age` by the cut-off of school year `year`: with a September start,
 * one third of the births of `year − age − 1` and two thirds of those of `year − age`.
 *
 * Checked against China's primary entrants of 2021–2025 in test/reference/national-entrants.test.ts.
 */
export function cohortBirths(source: CohortSource, split: CohortSplit, age: number, year: number): number {
  return split.earlier * source.births(year - age - 1) + split.later * source.births(year - age)
}

/** Says that an area's cohorts are another area's, and up to which year its births are known. */
export function cohortIssues(area: string, source: CohortSource, lastNeeded: number, firstNeeded: number): Issue[] {
  const issues: Issue[] = []
  if (source.area !== area) {
    issues.push({
      code: 'births-from-parent',
      severity: 'assumption',
      where: { area },
      message: `no births are given for ${area}`,
      assumed: `the area's share of the birth cohorts of ${source.area}`,
      amounts: { parent: source.area },
    })
  }
  if (lastNeeded > source.lastYear || firstNeeded < source.firstYear) {
    const late = lastNeeded > source.lastYear
    issues.push({
      code: 'births-extended',
      severity: 'assumption',
      where: { area: source.area },
      message: `births are known for ${source.firstYear}–${source.lastYear} and needed for ${Math.min(firstNeeded, source.firstYear)}–${Math.max(lastNeeded, source.lastYear)}`,
      assumed: `births held at those of the nearest known year (${Math.round(source.births(late ? source.lastYear : source.firstYear))} a year${late ? ` from ${source.lastYear + 1}` : ''})`,
      amounts: { from: source.lastYear + 1, births: source.births(source.lastYear) },
    })
  }
  return issues
}
