// How far a forecast was from what happened: of one number, of a quantile, of a sample.
// Smaller is better for every score here, except coverage, which should equal its level.

import { PlacesError, requireObject } from '../core/error.js'

/**
 * |forecast − actual| ÷ actual. Undefined when nothing was there: a percentage of zero says nothing.
 *
 * @example
 * absolutePercentageError(200, 210) // 0.05
 */
export function absolutePercentageError(actual: number, forecast: number): number | undefined {
  return actual > 0 ? Math.abs(forecast - actual) / actual : undefined
}

/**
 * Weighted absolute percentage error: Σ|forecast − actual| ÷ Σ actual, such as over the grades of an area.
 *
 * @throws `shape-mismatch` when the lists differ in length
 * @returns undefined when the actual numbers sum to zero
 * @example
 * weightedError([100, 50], [90, 55]) // 0.1
 */
export function weightedError(actuals: ArrayLike<number>, forecasts: ArrayLike<number>): number | undefined {
  requireObject(actuals, 'actuals', 'weightedError')
  requireObject(forecasts, 'forecasts', 'weightedError', 2)
  requireSameLength(actuals, forecasts, 'weightedError')
  let [error, sum] = [0, 0]
  for (let i = 0; i < actuals.length; i++) {
    error += Math.abs(forecasts[i]! - actuals[i]!)
    sum += actuals[i]!
  }
  return sum > 0 ? error / sum : undefined
}

/** (forecast − actual) ÷ actual, signed: above zero the forecast was too high. Undefined when nothing was there. */
export function relativeBias(actual: number, forecast: number): number | undefined {
  return actual > 0 ? (forecast - actual) / actual : undefined
}

/**
 * Pinball loss of a quantile forecast: (actual − forecast) × p above it, (forecast − actual) × (1 − p) below.
 *
 * @param p level of the quantile, 0–1
 * @example
 * pinballLoss(12, 10, 0.9) // 1.8
 */
export function pinballLoss(actual: number, forecast: number, p: number): number {
  return actual >= forecast ? (actual - forecast) * p : (forecast - actual) * (1 - p)
}

/** The parts of a CRPS: how wide the sample is, and how far its middle was above or below what happened. */
export interface CrpsParts {
  readonly crps: number
  readonly dispersion: number
  readonly overprediction: number
  readonly underprediction: number
}

/**
 * Continuous ranked probability score of a sample: E|X − y| − ½E|X − X′|, in the unit of the forecast, with its parts.
 *
 * Dispersion is the score the sample would have if its median had happened; the rest is over- or underprediction. crps = sum of the parts.
 *
 * @param sorted draws from small to large, at least one
 * @throws `shape-mismatch` for an empty sample
 * Cost: O(draws).
 * Source: Gneiting and Raftery 2007, doi 10.1198/016214506000001437.
 * @example
 * crps([1, 3], 2).crps // 0.5
 */
export function crps(sorted: ArrayLike<number>, actual: number): CrpsParts {
  requireObject(sorted, 'sorted', 'crps', 1, ['length'])
  const n = sorted.length
  if (n === 0) throw new PlacesError('shape-mismatch', 'crps: a sample must have at least one draw, got none')
  const middle = n % 2 === 1 ? sorted[(n - 1) / 2]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2
  const total = sampleScore(sorted, actual)
  const dispersion = sampleScore(sorted, middle)
  const rest = total - dispersion
  return { crps: total, dispersion, overprediction: middle > actual ? rest : 0, underprediction: middle > actual ? 0 : rest }
}

function sampleScore(sorted: ArrayLike<number>, actual: number): number {
  const n = sorted.length
  let [distance, spread] = [0, 0]
  for (let i = 0; i < n; i++) {
    distance += Math.abs(sorted[i]! - actual)
    // Σ|x − x′| over pairs of a sorted sample is Σ(2i − n + 1)·xᵢ, twice.
    spread += (2 * i - n + 1) * sorted[i]!
  }
  return distance / n - spread / (n * n)
}

/** Whether what happened lies within the interval, its ends included. */
export function covers(actual: number, low: number, high: number): boolean {
  return actual >= low && actual <= high
}

/** 1 − error ÷ error of the reference: above zero the method is better, 0.1 means a tenth less error. */
export function skill(error: number, reference: number): number {
  return 1 - error / reference
}

function requireSameLength(a: ArrayLike<number>, b: ArrayLike<number>, verb: string): void {
  if (a.length !== b.length) throw new PlacesError('shape-mismatch', `${verb}: both lists must have the same length, got ${a.length} and ${b.length}`)
}
