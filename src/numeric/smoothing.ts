// Levels and trends of short series: exponential smoothing with a given or fitted weight, and a damped trend.
// Missing values (NaN) are passed over: the level waits for the next count.

import { PlacesError } from '../core/error.js'

/**
 * The level of a series by single exponential smoothing, starting at its first value.
 *
 * @param weight of the newest value, above 0 and at most 1; 0.4 is what the National Center for Education Statistics uses for grade progression
 * @returns NaN when no value is observed
 * @throws `invalid-option` for a weight outside (0, 1]
 * Source: NCES, Projections of Education Statistics, appendix A.
 * @example
 * exponentialSmoothing([1, 2, 4], 0.5) // 2.75
 */
export function exponentialSmoothing(values: readonly number[], weight: number): number {
  if (!(weight > 0 && weight <= 1)) throw new PlacesError('invalid-option', `exponentialSmoothing: weight must be above 0 and at most 1, got ${weight}`)
  let level = Number.NaN
  for (const value of values) {
    if (Number.isNaN(value)) continue
    level = Number.isNaN(level) ? value : level + weight * (value - level)
  }
  return level
}

/** Weights tried by `fitSmoothing`: 0.05, 0.10, … 1. */
const weights = Array.from({ length: 20 }, (_, i) => (i + 1) / 20)

/**
 * The weight of single exponential smoothing with the smallest squared one-step error on the series itself.
 *
 * With fewer than four values there is nothing to fit, and 0.4 is returned.
 * Cost: O(20 × values).
 */
export function fitSmoothing(values: readonly number[]): number {
  const seen = values.filter((value) => !Number.isNaN(value))
  if (seen.length < 4) return 0.4
  let best = { weight: 0.4, error: Infinity }
  for (const weight of weights) {
    let level = seen[0]!
    let error = 0
    for (const value of seen.slice(1)) {
      error += (value - level) ** 2
      level += weight * (value - level)
    }
    if (error < best.error) best = { weight, error }
  }
  return best.weight
}

export interface DampedTrend {
  readonly level: number
  /** Change from the last value to the next, before damping. */
  readonly trend: number
}

/**
 * Level and trend of a series by Holt's method with a damped trend (Gardner and McKenzie 1985, doi 10.1287/mnsc.31.10.1237).
 *
 * The forecast h steps ahead is `level + trend × (φ + φ² + … + φʰ)`, with φ = `damping`.
 *
 * @param weights of the newest value in the level and in the trend; 0.5 and 0.2 when left out
 * @example
 * dampedTrend([1, 2, 3], 1).trend // 1
 */
export function dampedTrend(values: readonly number[], damping: number, { level: levelWeight, trend: trendWeight } = { level: 0.5, trend: 0.2 }): DampedTrend {
  const seen = values.filter((value) => !Number.isNaN(value))
  const [first, second] = seen
  if (first === undefined) return { level: Number.NaN, trend: Number.NaN }
  if (second === undefined) return { level: first, trend: 0 }
  let level = first
  let trend = second - first
  for (const value of seen.slice(1)) {
    const expected = level + damping * trend
    const before = level
    level = expected + levelWeight * (value - expected)
    trend = damping * trend + trendWeight * (level - before - damping * trend)
  }
  return { level, trend }
}

/** φ + φ² + … + φʰ: how far a damped trend carries in h steps. */
export function dampedSteps(damping: number, steps: number): number {
  return damping === 1 ? steps : (damping * (1 - damping ** steps)) / (1 - damping)
}
