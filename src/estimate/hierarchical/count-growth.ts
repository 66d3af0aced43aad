// How the pupils of one grade grow from year to year in a region, when there is nothing to relate them to: a robust index of counts.

import { unfed } from './constants.js'
import type { RatioEstimator } from './regional-ratio.js'

/**
 * Log changes of the counts of some rows taken together, by the robust ratio of consecutive years. Rows that jump are left out of that year.
 *
 * @param counts [row, year]; only positive numbers are counts
 * @param rows the rows that belong together
 * @returns years − 1 numbers, NaN where no row has both years
 */
export function yearlyGrowth(counts: Float64Array, years: number, rows: Iterable<number>, estimator: RatioEstimator): Float64Array {
  const growth = new Float64Array(Math.max(years - 1, 0))
  const members = [...rows]
  for (let t = 1; t < years; t++) {
    let count = 0
    for (const row of members) {
      const [before, after] = [counts[row * years + t - 1]!, counts[row * years + t]!]
      if (!(before > 0 && after > 0) || !isPlausible(before, after)) continue
      estimator.numerator[count] = after
      estimator.denominator[count++] = before
    }
    growth[t - 1] = Math.log(estimator.estimate(count))
  }
  return growth
}

/** The index itself, on the log scale: 0 in the first year, unknown changes counted as none. */
export function cumulate(growth: Float64Array): Float64Array {
  const index = new Float64Array(growth.length + 1)
  for (let t = 0; t < growth.length; t++) index[t + 1] = index[t]! + (Number.isNaN(growth[t]!) ? 0 : growth[t]!)
  return index
}

function isPlausible(before: number, after: number): boolean {
  const { plausibleFactor, plausibleMargin } = unfed
  return after < plausibleFactor * before + plausibleMargin && before < plausibleFactor * after + plausibleMargin
}
