// Dividing a whole number over shares so that the parts are whole and add up exactly.
// Largest remainder (Hamilton); ties go to the earlier share, so the same input always divides the same way.

import { PlacesError, requireList } from '../core/error.js'

/**
 * Divides a non-negative integer over weights: whole parts that sum to the total exactly, each within one of its exact share.
 *
 * @param whole places, classes or pupils to divide
 * @param weights non-negative, at least one positive
 * @throws `invalid-option` for a total that is not a whole number ≥ 0, a negative weight, or weights that are all zero
 * Cost: O(n log n).
 * @example
 * apportion(10, [1, 1, 1]) // [4, 3, 3]
 */
export function apportion(whole: number, weights: readonly number[]): number[] {
  requireList(weights, 'weights', 'apportion', 2)
  if (!Number.isInteger(whole) || whole < 0) throw new PlacesError('invalid-option', `apportion: the total must be a whole number of at least 0, got ${whole}`)
  const sum = weights.reduce((a, b) => a + b, 0)
  if (!(sum > 0) || weights.some((weight) => !(weight >= 0))) {
    throw new PlacesError('invalid-option', `apportion: weights must be non-negative with a positive sum, got ${weights.join(', ')}`)
  }
  const exact = weights.map((weight) => (whole * weight) / sum)
  const parts = exact.map(Math.floor)
  const left = whole - parts.reduce((a, b) => a + b, 0)
  const order = exact.map((value, i) => ({ i, remainder: value - parts[i]! })).sort((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (let k = 0; k < left; k++) parts[order[k]!.i]!++
  return parts
}
