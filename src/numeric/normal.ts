// The standard normal distribution to the last digits, tails included: what censored likelihoods and exact chances need.
// Middle: the series of Marsaglia (2004), doi 10.18637/jss.v011.i04. Tails: Laplace's continued fraction (NIST DLMF 7.9.3).

import { normalQuantile } from './row-sampler.js'

const rootTwoPi = Math.sqrt(2 * Math.PI)
const logRootTwoPi = 0.5 * Math.log(2 * Math.PI)
/** From here on the tail is a continued fraction. */
const tailFrom = 2.5

/** The density at z. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / rootTwoPi
}

/** Tail beyond z ÷ density at z, z ≥ 2.5: z + 1/(z + 2/(z + 3/…)) upside down. */
function millsRatio(z: number): number {
  let value = z
  for (let k = 60; k >= 1; k--) value = z + k / value
  return 1 / value
}

function fromMiddle(z: number): number {
  let [term, sum] = [z, z]
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return sum * normalDensity(z)
}

/**
 * The chance that a standard normal number is at most z.
 *
 * @example
 * normalCdf(0) // 0.5
 */
export function normalCdf(z: number): number {
  if (z === -Infinity) return 0
  if (z === Infinity) return 1
  if (z > tailFrom) return 1 - normalDensity(z) * millsRatio(z)
  return z < -tailFrom ? normalDensity(z) * millsRatio(-z) : 0.5 + fromMiddle(z)
}

/** The logarithm of the chance to be above z, without loss where that chance is tiny. */
export function logNormalTail(z: number): number {
  return z > tailFrom ? Math.log(millsRatio(z)) - 0.5 * z * z - logRootTwoPi : Math.log(1 - normalCdf(z))
}

/** Density ÷ tail: the rate at which what has lasted until z ends there. */
export function normalHazard(z: number): number {
  return z > tailFrom ? 1 / millsRatio(z) : normalDensity(z) / (1 - normalCdf(z))
}

/**
 * The standard normal number below which the share p lies, to the last digits; ±Infinity for 1 and 0.
 *
 * @example
 * exactNormalQuantile(1) // Infinity
 */
export function exactNormalQuantile(p: number): number {
  if (p <= 0) return -Infinity
  if (p >= 1) return Infinity
  const z = normalQuantile(p)
  // One step of Newton from an error of 1e-9; in the upper tail by its mirror image, where 1 − p is exact.
  return z > 0 ? z + (normalCdf(-z) - (1 - p)) / normalDensity(z) : z - (normalCdf(z) - p) / normalDensity(z)
}
