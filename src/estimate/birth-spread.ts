// How far births of years that are not known yet may lie from what is taken for them: from how births moved in the past.

import { birthYearsOf } from '../core/calendar.js'
import type { BirthYear } from '../core/calendar.js'
import { strideOf } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import { aDataset } from '../core/nouns.js'
import type { Dataset } from '../input/dataset.js'

export interface BirthSpread {
  /** Last calendar year whose births are known. */
  readonly knownTo: number
  /** Variance of the log of births that each further year adds: births k years ahead have the sum of the first k, the last one repeated. */
  readonly variance: readonly number[]
  /** Share of that variance that all areas have in common. */
  readonly shared: number
  /** The calendar years of a cohort with their weights. */
  readonly birthYears: readonly BirthYear[]
  /** The area whose births are used for each planning area that has any. */
  readonly sources: Readonly<Record<string, string>>
}

/** Where the series is short: births drift by 2.5 % a year, half of it everywhere alike. */
const [priorVariance, priorShared, priorYears] = [0.000625, 0.5, 6]
const yearsAhead = 6

/**
 * Estimates the spread from births up to `knownTo`, all that are given when left out: the mean of two years, which is what is taken for later ones, against what came.
 *
 * @returns undefined when the dataset has no births
 * Cost: O(areas × years).
 */
export function spreadOfBirths(dataset: Dataset, options: { readonly knownTo?: number | undefined } = {}): BirthSpread | undefined {
  requireNoun(dataset, aDataset, 'spreadOfBirths')
  const { births } = dataset
  const years = births.axes.year.labels
  const step = strideOf(births, 'area')
  const known = (a: number, y: number): number => (years[y]! <= (options.knownTo ?? Infinity) ? births.values[a * step + y]! : Number.NaN)
  const areas = births.axes.area.labels
  const last = years.findLast((_, y) => areas.some((__, a) => known(a, y) > 0))
  if (last === undefined) return undefined
  const error = (a: number, y: number, ahead: number): number => Math.log((2 * known(a, y + ahead)) / (known(a, y) + known(a, y - 1)))
  const total: number[] = []
  let [common, all] = [priorShared * priorYears, priorYears]
  for (let ahead = 1; ahead <= yearsAhead; ahead++) {
    // A series of y years has only y ÷ ahead errors that do not overlap.
    let [sum, weight] = [priorVariance * ahead * priorYears, priorYears]
    for (let y = 1; y + ahead < years.length; y++) {
      const errors = areas.map((_, a) => error(a, y, ahead)).filter((each) => Number.isFinite(each))
      if (errors.length === 0) continue
      const square = errors.reduce((s, e) => s + e * e, 0) / errors.length
      const mean = errors.reduce((s, e) => s + e, 0) / errors.length
      sum += square / ahead
      weight += 1 / ahead
      if (errors.length < 3 || square === 0) continue
      common += (mean * mean) / square / ahead
      all += 1 / ahead
    }
    total.push(sum / weight)
  }
  // What is known of three years ahead is known of four: a variance never falls.
  const variance = total.map((value, k) => Math.max(0.2 * total[0]!, value - (total[k - 1] ?? 0)))
  return Object.freeze({
    knownTo: last,
    variance: Object.freeze(variance),
    shared: common / all,
    birthYears: birthYearsOf(dataset.calendar),
    sources: Object.freeze(Object.fromEntries(dataset.planningAreas.flatMap((area) => {
      const source = sourceOf(dataset, area, (a) => years.some((_, y) => known(a, y) > 0))
      return source === undefined ? [] : [[area, source]]
    }))),
  })
}

function sourceOf(dataset: Dataset, area: string, has: (position: number) => boolean): string | undefined {
  let next: string | undefined = area
  while (next !== undefined) {
    const here: string = next
    const position = dataset.births.axes.area.labels.indexOf(here)
    if (position >= 0 && has(position)) return here
    next = dataset.areas.find((each) => each.id === here)?.parent
  }
  return undefined
}
