// The ratio of a region in a year: a weighted median of its areas' ratios, improved by reweighting (Huber 1964, doi 10.1214/aoms/1177703732).
// One district that was redrawn or one school that moved does not move the region; a quotient of sums would.

import { weightVariance } from './cells.js'
import type { RatioCells } from './cells.js'
import { regional } from './constants.js'

/** Estimates one robust ratio from the pairs that were put into its two arrays. Holds its own scratch space. */
export interface RatioEstimator {
  readonly numerator: Float64Array
  readonly denominator: Float64Array
  /** The ratio of the first `count` pairs; NaN when there is none or all numerators are 0. */
  estimate(count: number): number
}

// So that areas that agree exactly keep their weight.
const leastDistance = 1e-12

export function createRatioEstimator(capacity: number): RatioEstimator {
  const numerator = new Float64Array(capacity)
  const denominator = new Float64Array(capacity)
  const ratio = new Float64Array(capacity)
  const weight = new Float64Array(capacity)
  const order = new Int32Array(capacity)
  // Equal ratios are ordered by weight, so that the order of the areas cannot matter.
  const byRatio = (i: number, j: number): number => ratio[i]! - ratio[j]! || weight[i]! - weight[j]!

  function weightedMedian(count: number): number {
    const sorted = order.subarray(0, count)
    let sum = 0
    for (let i = 0; i < count; i++) sorted[i] = i
    sorted.sort(byRatio)
    for (let i = 0; i < count; i++) sum += weight[sorted[i]!]!
    const half = sum / 2
    sum = 0
    for (let i = 0; i < count; i++) {
      sum += weight[sorted[i]!]!
      if (sum >= half) return ratio[sorted[i]!]!
    }
    return Number.NaN
  }

  function weightedMean(count: number): number {
    let [sum, weights] = [0, 0]
    for (let i = 0; i < count; i++) {
      sum += weight[i]! * ratio[i]!
      weights += weight[i]!
    }
    return sum / weights
  }

  return {
    numerator,
    denominator,
    estimate(count) {
      if (count === 0) return Number.NaN
      for (let i = 0; i < count; i++) {
        ratio[i] = numerator[i]! / denominator[i]!
        weight[i] = 1 / weightVariance(denominator[i]!)
      }
      let centre = weightedMedian(count)
      if (centre <= 0) centre = weightedMean(count)
      if (!(centre > 0)) return Number.NaN
      const start = centre
      for (let step = 0; step < regional.huberSteps; step++) {
        let [sum, weights] = [0, 0]
        for (let i = 0; i < count; i++) {
          const limit = regional.huberWidth * start * Math.sqrt(1 / weight[i]!)
          const kept = weight[i]! * Math.min(1, limit / Math.max(Math.abs(ratio[i]! - centre), leastDistance))
          sum += kept * ratio[i]!
          weights += kept
        }
        centre = sum / weights
      }
      return centre
    },
  }
}

/** Robust ratios [region, grade, year of the window]; NaN where a region has no evidence. */
export function regionalRatios(cells: RatioCells): Float64Array {
  const { areas, grades, years, regions, valid, firstGrade } = cells
  const ratios = new Float64Array(regions.length * grades * years).fill(Number.NaN)
  const estimator = createRatioEstimator(areas)
  regions.forEach((members, region) => {
    for (let grade = firstGrade; grade < grades; grade++) {
      for (let t = 0; t < years; t++) {
        let count = 0
        for (const area of members) {
          const cell = (area * grades + grade) * years + t
          if (valid[cell] === 0) continue
          estimator.numerator[count] = cells.numerator[cell]!
          estimator.denominator[count++] = cells.denominator[cell]!
        }
        ratios[(region * grades + grade) * years + t] = estimator.estimate(count)
      }
    }
  })
  return ratios
}
