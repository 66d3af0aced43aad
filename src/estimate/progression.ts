// Progression ratios: pupils in a grade per pupil in the grade below a year before (Webster 1970, doi 10.1080/00220973.1970.11011238).
// Estimators are named, because they differ: the mean of yearly ratios is not the ratio of the sums.

import { PlacesError } from '../core/error.js'

/** Yearly numerators and denominators of one ratio, oldest first; NaN where a count is missing. */
export interface RatioHistory {
  readonly years: readonly number[]
  readonly numerators: readonly number[]
  readonly denominators: readonly number[]
}

export interface RatioEstimate {
  readonly value: number
  /** Sum of the numerators used. */
  readonly numerator: number
  readonly denominator: number
  readonly years: readonly number[]
}

/** How a ratio is taken from its yearly history. `years` counts back from the latest; all when left out. */
export type RatioMethod =
  | { readonly name: 'last' }
  | { readonly name: 'mean'; readonly years?: number | undefined }
  | { readonly name: 'pooled'; readonly years?: number | undefined }

/**
 * Estimates one ratio from its yearly history. Years without both counts, or with a denominator of 0, are passed over.
 *
 * `last`: the latest yearly ratio · `mean`: arithmetic mean of the yearly ratios · `pooled`: sum of numerators ÷ sum of denominators.
 *
 * @returns undefined when no year has both counts
 * Cost: O(years).
 * @example
 * estimateRatio({ years: [2022, 2023], numerators: [95, 99], denominators: [100, 110] }, { name: 'mean' })?.value // 0.925
 */
export function estimateRatio(history: RatioHistory, method: RatioMethod): RatioEstimate | undefined {
  const usable = history.years.map((_, i) => i).filter((i) => history.denominators[i]! > 0 && history.numerators[i]! >= 0)
  const window = method.name === 'last' ? 1 : (method.years ?? usable.length)
  if (window < 1 && usable.length > 0) throw new PlacesError('invalid-option', `estimateRatio: years must be at least 1, got ${window}`)
  const used = usable.slice(-window)
  if (used.length === 0) return undefined
  const numerator = used.reduce((sum, i) => sum + history.numerators[i]!, 0)
  const denominator = used.reduce((sum, i) => sum + history.denominators[i]!, 0)
  const years = used.map((i) => history.years[i]!)
  switch (method.name) {
    case 'last':
    case 'pooled':
      return { value: numerator / denominator, numerator, denominator, years }
    case 'mean': {
      const value = used.reduce((sum, i) => sum + history.numerators[i]! / history.denominators[i]!, 0) / used.length
      return { value, numerator, denominator, years }
    }
  }
}

/** The method's name as it is shown: `mean of 3`. */
export function describeMethod(method: RatioMethod): string {
  if (method.name === 'last' || method.years === undefined) return method.name
  return `${method.name} of ${method.years}`
}
