// Past errors taken apart: how far each single step of a cohort was out, beyond what it brought with it from the grade below.

import { selectInPlace } from '../numeric/select-in-place.js'
import type { PastErrors } from './past-errors.js'

/** Added to counts so that a grade that empties or opens gives a large error, not an infinite one. */
const half = 0.5

/** Log error of the pupils of one cell, actual over forecast; NaN where either is missing or nothing was forecast. */
export function logErrors({ forecast, actual }: Pick<PastErrors, 'forecast' | 'actual'>): Float64Array {
  const errors = new Float64Array(forecast.length)
  for (let i = 0; i < errors.length; i++) errors[i] = forecast[i]! > 0 && actual[i]! >= 0 ? Math.log((actual[i]! + half) / (forecast[i]! + half)) : Number.NaN
  return errors
}

/**
 * Log errors of single steps [origin, area, grade, lead]: of the entrants for an entry grade, of the progression ratio for another.
 *
 * The error of a cohort h years ahead is the sum of the errors of its h steps, or of those since it entered.
 */
export function stepErrors({ leads, grades, entry }: PastErrors, errors: Float64Array): Float64Array {
  const steps = errors.slice()
  for (let i = 0; i < errors.length; i++) {
    const [lead, grade] = [i % leads, Math.floor(i / leads) % grades.length]
    if (lead > 0 && !entry[grade]!) steps[i] = errors[i]! - errors[i - leads - 1]!
  }
  return steps
}

/** The middle 85 % of these numbers as the variance a normal distribution would need for it: the tails do not count. NaN without numbers. */
export function middleVariance(values: Float64Array | number[]): number {
  const count = values.length
  if (count === 0) return Number.NaN
  const sizes = new Float64Array(count)
  for (let i = 0; i < count; i++) sizes[i] = Math.abs(values[i]!)
  const [position, z] = [0.85 * (count - 1), 1.4395314709384563]
  const low = Math.floor(position)
  const lower = selectInPlace(sizes, low)
  let upper = low + 1 < count ? Infinity : lower
  for (let i = low + 1; i < count; i++) if (sizes[i]! < upper) upper = sizes[i]!
  return ((lower + (position - low) * (upper - lower)) / z) ** 2
}

/** The share p of absolute values lies below the result. */
export function sizeQuantile(values: readonly number[], p: number): number {
  const sizes = Float64Array.from(values, Math.abs).sort()
  return sizes[Math.round(p * (sizes.length - 1))] ?? Number.NaN
}

/** The value, no further from zero than `size`; NaN stays NaN. */
export function clip(value: number, size: number): number {
  return Math.max(-size, Math.min(size, value))
}
