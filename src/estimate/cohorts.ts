// Birth cohorts: the children who reach an entry age in a school year, from births by calendar year split at the cut-off date,
// or exactly where births are given by month.
// An area without births of its own uses those of the nearest area above it; its ratios are then shares of that area's cohorts.

import { positionOf } from '../core/axis.js'
import { birthYearsOf } from '../core/calendar.js'
import { strideOf } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import { withCommas } from '../core/words.js'
import type { Dataset } from '../input/dataset.js'

/** What is taken for births of years that are not known yet: those of the last known year, or the mean of the last two. */
export type UnknownBirths = 'last' | 'mean-of-two'

export interface CohortOptions {
  /** Last calendar year whose births may be used; a backtest must not see later ones. */
  readonly knownTo?: number | undefined
  readonly unknown?: UnknownBirths | undefined
}

export interface CohortSource {
  /** The area whose births are used. */
  readonly area: string
  readonly firstYear: number
  readonly lastYear: number
  /** Births taken for a calendar year, known or not. */
  births(year: number): number
  /** Births of the cohort that reaches `age` by the cut-off of school year `year`. */
  cohort(age: number, year: number): number
  /** The same, NaN where a part of the cohort's births is not known: what ratios are estimated from. */
  knownCohort(age: number, year: number): number
}

/**
 * The births that an area's cohorts are taken from: its own, or those of the nearest area above it that has any.
 *
 * With a September start a cohort is one third of the births of `year − age − 1` and two thirds of those of `year − age`, or the
 * sum of its months where months are given. Births before the first known year are held at it, births between known years lie on a line.
 *
 * @returns undefined when neither the area nor any above it has births
 * Checked against China's primary entrants of 2021–2025 in test/reference/national-entrants.test.ts.
 */
export function findCohortSource(dataset: Dataset, area: string, options: CohortOptions = {}): CohortSource | undefined {
  let next: string | undefined = area
  while (next !== undefined) {
    const known = cohortSourceOf(dataset, next, options)
    if (known !== undefined) return known
    const here: string = next
    next = dataset.areas.find((each) => each.id === here)?.parent
  }
  return undefined
}

function cohortSourceOf(dataset: Dataset, area: string, { knownTo = Infinity, unknown = 'mean-of-two' }: CohortOptions): CohortSource | undefined {
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
  const beyond = unknown === 'last' || known.length < 2 ? last.births : (last.births + known[known.length - 2]!.births) / 2

  const births = (year: number): number => {
    if (year <= first.year) return first.births
    if (year > last.year) return beyond
    const above = known.findIndex((each) => each.year >= year)
    const [high, low] = [known[above]!, known[above - 1]!]
    if (high.year === year) return high.births
    return low.births + ((high.births - low.births) * (year - low.year)) / (high.year - low.year)
  }

  const { calendar } = dataset
  const birthYears = birthYearsOf(calendar)
  const months = monthsOf(dataset, area, knownTo)
  const part = (year: number, weight: number, yearsBefore: number): number => {
    const monthly = calendar.birthYears === undefined ? months.get(year) : undefined
    if (monthly === undefined) return weight * births(year)
    const inCohort = (month: number): boolean => (yearsBefore === 0 ? month < calendar.startMonth : month >= calendar.startMonth)
    return monthly.reduce((sum, count, i) => (inCohort(i + 1) ? sum + count : sum), 0)
  }
  const cohort = (age: number, year: number): number => birthYears.reduce((sum, { yearsBefore, weight }) => sum + part(year - age - yearsBefore, weight, yearsBefore), 0)
  const isKnown = (age: number, year: number): boolean => birthYears.every(({ yearsBefore }) => year - age - yearsBefore >= first.year && year - age - yearsBefore <= last.year)
  return {
    area,
    firstYear: first.year,
    lastYear: last.year,
    births,
    cohort,
    knownCohort: (age, year) => (isKnown(age, year) ? cohort(age, year) : Number.NaN),
  }
}

/** Births by month of the years that are given by month. */
function monthsOf(dataset: Dataset, area: string, knownTo: number): ReadonlyMap<number, readonly number[]> {
  const years = new Map<number, number[]>()
  for (const row of dataset.monthlyBirths) {
    if (row.area !== area || row.year > knownTo || row.month === undefined) continue
    const months = years.get(row.year) ?? new Array<number>(12).fill(0)
    months[row.month - 1]! += row.births
    years.set(row.year, months)
  }
  return years
}

/** Says that an area's cohorts are another area's, and up to which year its births are known. */
export function cohortIssues(area: string, source: CohortSource, firstNeeded: number, lastNeeded: number): Issue[] {
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
  const unknown = [
    { from: source.lastYear + 1, to: lastNeeded },
    { from: firstNeeded, to: source.firstYear - 1 },
  ].filter(({ from, to }) => from <= to)
  for (const { from, to } of unknown) {
    const births = Math.round(source.births(to))
    issues.push({
      code: 'births-extended',
      severity: 'assumption',
      where: { area: source.area },
      message: `births of ${from === to ? from : `${from}–${to}`} are needed and not known`,
      assumed: `${withCommas(births)} a year, ${from > source.lastYear ? 'the level of the last known years' : 'as in the first known year'}`,
      amounts: { from, to, births },
    })
  }
  return issues
}
