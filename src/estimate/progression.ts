// Progression ratios: pupils in a grade per pupil in the grade below a year before (Webster 1970, doi 10.1080/00220973.1970.11011238).
// Estimators are named, because they differ: the mean of yearly ratios is not the ratio of the sums.

import { PlacesError, requireObject } from '../core/error.js'
import { dampedSteps, dampedTrend, exponentialSmoothing, fitSmoothing } from '../numeric/smoothing.js'
import { median } from '../numeric/summary.js'

/** Yearly numerators and denominators of one ratio, oldest first; NaN where a count is missing. */
export interface RatioHistory {
  readonly years: readonly number[]
  readonly numerators: readonly number[]
  readonly denominators: readonly number[]
}

export interface RatioEstimate {
  /** The ratio one year ahead. */
  readonly value: number
  /** Sum of the numerators used. */
  readonly numerator: number
  readonly denominator: number
  readonly years: readonly number[]
  /** Set where the ratio moves with the lead: yearly change of its logarithm, and how it is damped. */
  readonly trend?: { readonly perYear: number; readonly damping: number }
}

/**
 * How a ratio is taken from its yearly history. `years` counts back from the latest; all when left out.
 *
 * `last` · `mean` · `weighted` mean, weights from the newest back · `median` · `geometric` mean · `pooled` sums ·
 * exponential `smoothing` with the given weight of the newest (fitted when left out) · damped `trend` of the log ratio.
 */
export type RatioMethod =
  | { readonly name: 'last' }
  | { readonly name: 'mean' | 'median' | 'geometric' | 'pooled'; readonly years?: number | undefined }
  | { readonly name: 'weighted'; readonly weights: readonly number[] }
  | { readonly name: 'smoothing'; readonly weight?: number | undefined }
  | { readonly name: 'trend'; readonly damping?: number | undefined; readonly years?: number | undefined }

const dampingDefault = 0.7

/**
 * Estimates one ratio from its yearly history. Years without both counts, or with a denominator of 0, are passed over.
 *
 * @returns undefined when no year has both counts
 * @throws `invalid-option` for a window or weights that say nothing
 * Cost: O(years).
 * @example
 * estimateRatio({ years: [2022, 2023], numerators: [95, 99], denominators: [100, 110] }, { name: 'mean' })?.value // 0.925
 */
export function estimateRatio(history: RatioHistory, method: RatioMethod): RatioEstimate | undefined {
  if (history?.years === undefined) requireObject(history, 'history', 'estimateRatio', 1, ['years', 'numerators', 'denominators'])
  requireObject(method, 'method', 'estimateRatio', 2)
  const usable: number[] = []
  for (let i = 0; i < history.years.length; i++) if (history.denominators[i]! > 0 && history.numerators[i]! >= 0) usable.push(i)
  const used = usable.slice(-windowOf(method, usable.length))
  if (used.length === 0) return undefined
  const numerator = used.reduce((sum, i) => sum + history.numerators[i]!, 0)
  const denominator = used.reduce((sum, i) => sum + history.denominators[i]!, 0)
  const ratios = used.map((i) => history.numerators[i]! / history.denominators[i]!)
  const made = { numerator, denominator, years: used.map((i) => history.years[i]!) }
  switch (method.name) {
    case 'last':
    case 'pooled':
      return { value: numerator / denominator, ...made }
    case 'mean':
      return { value: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length, ...made }
    case 'median':
      return { value: median()(Float64Array.from(ratios).sort()), ...made }
    case 'geometric':
      return { value: Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length), ...made }
    case 'weighted':
      return { value: weightedMean(ratios, method.weights), ...made }
    case 'smoothing':
      return { value: exponentialSmoothing(ratios, method.weight ?? fitSmoothing(ratios)), ...made }
    case 'trend': {
      const damping = method.damping ?? dampingDefault
      const positive = ratios.filter((ratio) => ratio > 0)
      if (positive.length < 3) return { value: numerator / denominator, ...made }
      const { level, trend } = dampedTrend(positive.map(Math.log), damping)
      return { value: Math.exp(level + damping * trend), ...made, trend: { perYear: trend, damping } }
    }
  }
}

/** The ratio `lead` years ahead: the same every year, unless the method gives it a trend. */
export function ratioAtLead(estimate: RatioEstimate, lead: number): number {
  if (estimate.trend === undefined) return estimate.value
  const { perYear, damping } = estimate.trend
  return estimate.value * Math.exp(perYear * (dampedSteps(damping, lead) - damping))
}

function windowOf(method: RatioMethod, all: number): number {
  const window = method.name === 'last' ? 1 : method.name === 'weighted' ? method.weights.length : method.name === 'smoothing' ? all : (method.years ?? all)
  if (window < 1 && (all > 0 || method.name === 'weighted')) throw new PlacesError('invalid-option', `estimateRatio: ${method.name === 'weighted' ? 'weights' : 'years'} must be at least 1, got ${window}`)
  return Math.max(1, window)
}

function weightedMean(ratios: readonly number[], weights: readonly number[]): number {
  // The newest ratio takes the first weight; with fewer years than weights the older weights fall away.
  const fitting = weights.slice(0, ratios.length)
  const sum = fitting.reduce((total, weight) => total + weight, 0)
  if (!(sum > 0) || fitting.some((weight) => !(weight >= 0))) {
    throw new PlacesError('invalid-option', `estimateRatio: weights must be non-negative with a positive sum, got ${weights.join(', ')}`)
  }
  return fitting.reduce((total, weight, i) => total + weight * ratios[ratios.length - 1 - i]!, 0) / sum
}

/** The method's name as it is shown: `mean of 3`, `smoothing 0.4`. */
export function describeMethod(method: RatioMethod): string {
  switch (method.name) {
    case 'last':
      return 'last'
    case 'weighted':
      return `weighted ${method.weights.join('-')}`
    case 'smoothing':
      return `smoothing ${method.weight ?? 'fitted'}`
    default:
      return method.years === undefined ? method.name : `${method.name} of ${method.years}`
  }
}
