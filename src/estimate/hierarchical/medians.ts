// Medians of many small samples: in place, without allocation. Summaries of results are the business of numeric/summary.ts.

import { normalConsistency } from './constants.js'

/**
 * The median of the first `count` numbers, the mean of the two middle ones when even. Sorts them; none may be NaN.
 *
 * @returns NaN for an empty sample
 * Cost: O(n log n).
 */
export function medianInPlace(values: Float64Array, count: number): number {
  const sample = values.subarray(0, count).sort()
  const middle = count >> 1
  if (count === 0) return Number.NaN
  return count % 2 === 1 ? sample[middle]! : (sample[middle - 1]! + sample[middle]!) / 2
}

/** A robust standard deviation: the median of absolute values, scaled so that it agrees with that of a normal sample. */
export function robustScaleInPlace(absolutes: Float64Array, count: number): number {
  return normalConsistency * medianInPlace(absolutes, count)
}

export function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/** The number within ±bound of 0 that is nearest to value; NaN stays NaN. */
export function clip(value: number, bound: number): number {
  return Math.min(Math.max(value, -bound), bound)
}

/** How much `count` observations weigh against `prior` of them: from 0 to 1. */
export function confidence(count: number, prior: number): number {
  return count / (count + prior)
}

/** The weighted geometric mean of a fitted number and its starting value. */
export function blendGeometric(weight: number, fitted: number, start: number): number {
  return Math.exp(weight * Math.log(fitted) + (1 - weight) * Math.log(start))
}
