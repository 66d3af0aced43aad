// How many of several independent things happen, each with its own chance: the Poisson-binomial distribution, exact by adding one thing at a time.
// Source: Hong (2013), On computing the distribution function for the Poisson binomial distribution, doi 10.1016/j.csda.2012.10.006, section 2.
// Only positive numbers are added, so that no digits are lost, unlike in the form by Fourier transform.

import { PlacesError, requireList, requireObject } from '../core/error.js'

/** Below this a chance is nothing: it keeps the work within the counts that can happen at all. */
const nothing = 1e-300

/**
 * The chance of each count.
 *
 * @param chances from 0 to 1, of things that happen independently of each other
 * @returns the chance that exactly k happen, for k from 0 to the number of chances
 * @throws `invalid-option` for a chance outside 0–1
 * Cost: O(n × width of the distribution), which is n² at most and near 75 × n × standard deviation for many.
 * @example
 * poissonBinomial([0.5, 0.5]) // [0.25, 0.5, 0.25]
 */
export function poissonBinomial(chances: readonly number[]): Float64Array {
  requireList(chances, 'chances', 'poissonBinomial')
  const sums = new Float64Array(chances.length + 1)
  sums[0] = 1
  let [low, high] = [0, 0]
  for (const p of chances) {
    if (!(p >= 0 && p <= 1)) throw new PlacesError('invalid-option', `poissonBinomial: a chance must be from 0 to 1, got ${p}`)
    const q = 1 - p
    for (let k = high + 1; k > low; k--) sums[k] = sums[k]! * q + sums[k - 1]! * p
    sums[low]! *= q
    high++
    while (low < high && sums[low]! < nothing) sums[low++] = 0
    while (high > low && sums[high]! < nothing) sums[high--] = 0
  }
  return sums
}

/**
 * The smallest count that is not exceeded with chance `p`.
 *
 * @param distribution chance of each count from 0
 * @example
 * countQuantile([0.25, 0.5, 0.25], 0.9) // 2
 */
export function countQuantile(distribution: ArrayLike<number>, p: number): number {
  requireObject(distribution, 'distribution', 'countQuantile', 1, ['length'])
  let sum = 0
  for (let k = 0; k < distribution.length; k++) {
    sum += distribution[k]!
    // A rounding error must not carry a quantile to the next count.
    if (sum >= p - 1e-12) return k
  }
  return distribution.length - 1
}

/** The chance of a count of at least `least`. */
export function chanceOfAtLeast(distribution: ArrayLike<number>, least: number): number {
  requireObject(distribution, 'distribution', 'chanceOfAtLeast', 1, ['length'])
  let sum = 0
  for (let k = Math.max(0, Math.ceil(least - 1e-9)); k < distribution.length; k++) sum += distribution[k]!
  return Math.min(1, sum)
}
