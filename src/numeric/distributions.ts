// The verbs of distributions: mean, deviation, quantile, chance and draw, for every kind alike.

import { PlacesError, requireObject } from '../core/error.js'
import { requireDistribution } from './distribution-faults.js'
import { shapeOf } from './distribution-shapes.js'
import type { Distribution, LognormalDistribution } from './distribution.js'
import { exactNormalQuantile } from './normal.js'
import type { Stream } from './random.js'

/**
 * The mean of a distribution; Infinity where a part of it never comes or the tail is too long for a mean.
 *
 * @throws `invalid-option` with every fault of the distribution
 * @example
 * meanOf({ kind: 'pert', low: 12, mode: 16, high: 26 }) // 17
 */
export function meanOf(distribution: Distribution): number {
  return shapeOf(requireDistribution(distribution, 'distribution', 'meanOf')).mean
}

/**
 * The standard deviation of a distribution; Infinity where there is none.
 *
 * @throws `invalid-option` with every fault of the distribution
 * @example
 * deviationOf({ kind: 'uniform', low: 0, high: 12 }) // 3.4641016151377544
 */
export function deviationOf(distribution: Distribution): number {
  return Math.sqrt(shapeOf(requireDistribution(distribution, 'distribution', 'deviationOf')).variance)
}

/**
 * The least value that is not passed with chance p: the inverse of `chanceUpTo`. At 0 and 1 the ends of what is possible, which may be ±Infinity.
 *
 * @param p from 0 to 1
 * @throws `invalid-option` for p outside 0–1 or a faulty distribution
 * Cost: O(1); O(log values) for an empirical distribution.
 * @example
 * quantileOf({ kind: 'triangular', low: 12, mode: 16, high: 22 }, 0.5) // 16.522774424948338
 */
export function quantileOf(distribution: Distribution, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new PlacesError('invalid-option', `quantileOf: p must be from 0 to 1, got ${p}`, { where: { option: 'p' } })
  return shapeOf(requireDistribution(distribution, 'distribution', 'quantileOf')).at(p)
}

/**
 * The chance of at most x.
 *
 * @throws `invalid-option` with every fault of the distribution
 * @example
 * chanceUpTo({ kind: 'empirical', values: [0, 30, 90, 400] }, 90) // 0.75
 */
export function chanceUpTo(distribution: Distribution, x: number): number {
  return shapeOf(requireDistribution(distribution, 'distribution', 'chanceUpTo')).upTo(x)
}

/** Gives one number of a distribution. */
export type Sampler = (stream: Pick<Stream, 'uniform'>) => number

/**
 * Makes the sampler of a distribution, checked once: for drawing many.
 *
 * By inversion: one uniform number a draw, and a stochastically larger distribution gives a number at least as large from the same uniform number.
 *
 * @throws `invalid-option` with every fault of the distribution
 * @example
 * createDistributionSampler({ kind: 'uniform', low: 10, high: 20 })({ uniform: () => 0.25 }) // 12.5
 */
export function createDistributionSampler(distribution: Distribution): Sampler {
  const { at } = shapeOf(requireDistribution(distribution, 'distribution', 'createDistributionSampler'))
  // The middle of the 2⁵³ steps of a uniform number: never 0 and, but for rounding, never 1.
  return (stream) => at(Math.min(1 - 1.1102230246251565e-16, stream.uniform() + 5.551115123125783e-17))
}

/**
 * Draws one number of a distribution from a stream; `createDistributionSampler` for many.
 *
 * @throws `invalid-option` with every fault of the distribution
 * @example
 * drawDistribution({ kind: 'fixed', value: 3 }, createStream(1, 'works')) // 3
 */
export function drawDistribution(distribution: Distribution, stream: Pick<Stream, 'uniform'>): number {
  requireObject(distribution, 'distribution', 'drawDistribution', 1, ['kind'])
  requireObject(stream, 'stream', 'drawDistribution', 2, ['uniform'])
  return createDistributionSampler(distribution)(stream)
}

/**
 * The lognormal distribution that has two given quantiles, such as "half within 14 months, nine in ten within 20".
 *
 * @throws `invalid-option` unless 0 < p < q < 1 and 0 < the first value < the second
 * @example
 * lognormalThrough({ p: 0.5, value: 14 }, { p: 0.9, value: 20 }).median // 14
 */
export function lognormalThrough(low: { readonly p: number; readonly value: number }, high: { readonly p: number; readonly value: number }): LognormalDistribution {
  requireObject(low, 'low', 'lognormalThrough')
  requireObject(high, 'high', 'lognormalThrough', 2)
  if (!(low.p > 0 && low.p < high.p && high.p < 1 && low.value > 0 && low.value < high.value && high.value < Infinity)) {
    throw new PlacesError('invalid-option', `lognormalThrough: chances and values must rise, chances between 0 and 1 and values above 0, got ${low.value} at ${low.p} and ${high.value} at ${high.p}`)
  }
  const [a, b] = [low.p === 0.5 ? 0 : exactNormalQuantile(low.p), high.p === 0.5 ? 0 : exactNormalQuantile(high.p)]
  const spread = Math.log(high.value / low.value) / (b - a)
  return { kind: 'lognormal', median: low.value * Math.exp(-spread * a), spread }
}
