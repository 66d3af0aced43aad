// What stays of an error from year to year, read from the covariances of steps: a shock that goes by, a shock that stays in part (drift),
// or an error of the rate that is there in every year.

import type { LeadProducts } from './step-moments.js'

/** A shock of each year with variance `shock`, of which `carried` stays in all later years, and an error of variance `constant` that is the same in every year. */
export interface LastingParts {
  readonly shock: number
  readonly constant: number
  readonly carried: number
}

/** Parts where nothing is known, and how far those of states, districts and schools lie from them. */
export interface PartsPrior extends LastingParts {
  readonly spread: LastingParts
}

/** Variance of one block's mean product, in squares of usual variances; blocks of one area and of one year are alike, so it is three times that of one alone. */
const blockVariance = 0.6
export const carriedTried: readonly number[] = Object.freeze(Array.from({ length: 29 }, (_, i) => i * 0.05))

/** Covariance of the shocks at leads i ≤ j (from 0), of variance 1 each year: the later year's has a part of the earlier's, and both have parts of all before. */
export function lastingCovariance(carried: number, i: number, j: number): number {
  return (i === j ? 1 : carried) + i * carried * carried
}

/** One variance times `lastingCovariance`, by least squares and a prior. */
export function fitShock({ means, weights }: LeadProducts, leads: number, carried: number, prior: number, spread: number): { readonly shock: number; readonly cost: number } {
  let [xx, xy, yy] = [spread ** -2, spread ** -2 * prior, spread ** -2 * prior * prior]
  for (let i = 0; i < leads; i++) {
    for (let j = i; j < leads; j++) {
      const weight = weights[i * leads + j]! / blockVariance
      if (weight === 0) continue
      const [x, y] = [lastingCovariance(carried, i, j), means[i * leads + j]!]
      xx += weight * x * x
      xy += weight * x * y
      yy += weight * y * y
    }
  }
  const shock = Math.max(0, xy / xx)
  return { shock, cost: yy - 2 * shock * xy + shock * shock * xx }
}

/**
 * The parts whose covariances lie nearest to those seen, drawn towards the prior where few were seen.
 *
 * @param known covariance that is due to something else, by pair of leads; taken off
 * Cost: O(leads² × values tried).
 */
export function fitLastingParts({ means, weights }: LeadProducts, leads: number, prior: PartsPrior, known: (i: number, j: number) => number): LastingParts {
  let best: LastingParts = prior
  let lowest = Infinity
  const [shockWeight, constantWeight] = [prior.spread.shock ** -2, prior.spread.constant ** -2]
  for (const carried of carriedTried) {
    // Least squares in the two variances: a 2 × 2 system with the prior as two more observations.
    let [ss, sc, cc, sy, cy] = [shockWeight, 0, constantWeight, shockWeight * prior.shock, constantWeight * prior.constant]
    let square = shockWeight * prior.shock ** 2 + constantWeight * prior.constant ** 2 + ((carried - prior.carried) / prior.spread.carried) ** 2
    for (let i = 0; i < leads; i++) {
      for (let j = i; j < leads; j++) {
        const weight = weights[i * leads + j]! / blockVariance
        if (weight === 0) continue
        const [x, y] = [lastingCovariance(carried, i, j), means[i * leads + j]! - known(i, j)]
        ss += weight * x * x
        sc += weight * x
        cc += weight
        sy += weight * x * y
        cy += weight * y
        square += weight * y * y
      }
    }
    const determinant = ss * cc - sc * sc
    let [shock, constant] = [(sy * cc - cy * sc) / determinant, (ss * cy - sc * sy) / determinant]
    if (constant < 0) [shock, constant] = [sy / ss, 0]
    if (shock < 0) [shock, constant] = [0, Math.max(0, cy / cc)]
    const cost = square - 2 * (shock * sy + constant * cy) + shock * shock * ss + 2 * shock * constant * sc + constant * constant * cc
    if (cost < lowest) [lowest, best] = [cost, { shock, constant, carried }]
  }
  return best
}
