// A distribution fitted to values of which some are only known to be exceeded: maximum likelihood of location and scale.
// In location ÷ scale and 1 ÷ scale the likelihood of these families has one top (Burridge 1981, doi 10.1111/j.2517-6161.1981.tb01150.x), so Newton's steps find it.

import { logNormalTail, normalHazard } from './normal.js'
import type { Lasting } from './survival.js'

export interface Weighted extends Lasting {
  readonly weight: number
}

/** A standard distribution: logarithm of the density with two derivatives, logarithm of the tail, and the hazard. */
export interface LocationScaleFamily {
  readonly density: (z: number) => readonly [log: number, slope: number, curve: number]
  readonly logTail: (z: number) => number
  readonly hazard: (z: number) => number
}

const logistic = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))
/** log(1 + e^z) without overflow. */
const softPlus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
const logRootTwoPi = 0.5 * Math.log(2 * Math.PI)

export const families = {
  normal: { density: (z) => [-0.5 * z * z - logRootTwoPi, -z, -1], logTail: logNormalTail, hazard: normalHazard },
  logistic: {
    density: (z) => [z - 2 * softPlus(z), 1 - 2 * logistic(z), -2 * logistic(z) * (1 - logistic(z))],
    logTail: (z) => -softPlus(z),
    hazard: logistic,
  },
  /** Of smallest values: the logarithm of a Weibull number. */
  smallest: { density: (z) => [z - Math.exp(z), 1 - Math.exp(z), -Math.exp(z)], logTail: (z) => -Math.exp(z), hazard: (z) => Math.exp(z) },
  /** Of largest values: Gumbel. */
  largest: {
    density: (z) => [-z - Math.exp(-z), Math.exp(-z) - 1, -Math.exp(-z)],
    logTail: (z) => (z > 30 ? -z : Math.log(-Math.expm1(-Math.exp(-z)))),
    hazard: (z) => (z > 30 ? 1 : Math.exp(-z - Math.exp(-z)) / -Math.expm1(-Math.exp(-z))),
  },
} as const satisfies Record<string, LocationScaleFamily>

export interface LocationScaleFit {
  readonly location: number
  readonly scale: number
  readonly logLikelihood: number
  readonly converged: boolean
}

/**
 * Fits location and scale to values, ended or not, by maximum likelihood.
 *
 * @param observations with weights; at least two distinct values that ended
 * @returns undefined when fewer than two distinct values ended: there is no scale
 * Cost: O(n) a step, some ten steps.
 */
export function fitLocationScale(observations: readonly Weighted[], family: LocationScaleFamily): LocationScaleFit | undefined {
  const ended = observations.filter((each) => each.ended && each.weight > 0)
  if (!ended.some((each) => each.value !== ended[0]!.value)) return undefined
  const count = ended.reduce((sum, each) => sum + each.weight, 0)
  const middle = ended.reduce((sum, each) => sum + each.weight * each.value, 0) / count
  const width = Math.sqrt(ended.reduce((sum, each) => sum + each.weight * (each.value - middle) ** 2, 0) / count)
  const scaled = observations.map((each) => ({ ...each, value: (each.value - middle) / width, from: each.from === undefined ? undefined : (each.from - middle) / width }))

  /** Likelihood, slopes and curves at a = location ÷ scale and b = 1 ÷ scale. */
  const evaluate = (a: number, b: number): readonly [number, number, number, number, number, number] => {
    let [log, da, db, daa, dab, dbb] = [count * Math.log(b), 0, count / b, 0, 0, -count / (b * b)]
    const add = (y: number, weight: number, value: number, slope: number, curve: number): void => {
      log += weight * value
      da -= weight * slope
      db += weight * slope * y
      daa += weight * curve
      dab -= weight * curve * y
      dbb += weight * curve * y * y
    }
    const tail = (y: number, weight: number): void => {
      const z = b * y - a
      const hazard = family.hazard(z)
      add(y, weight, family.logTail(z), -hazard, -hazard * (family.density(z)[1] + hazard))
    }
    for (const { value, ended: done, from, weight } of scaled) {
      if (weight === 0) continue
      if (done) add(value, weight, ...family.density(b * value - a))
      else tail(value, weight)
      if (from !== undefined) tail(from, -weight)
    }
    return [log, da, db, daa, dab, dbb]
  }

  let [a, b] = [0, 1]
  let at = evaluate(a, b)
  let converged = false
  for (let step = 0; step < 100 && !converged; step++) {
    const [log, da, db, daa, dab, dbb] = at
    const determinant = daa * dbb - dab * dab
    // Where what was followed late makes the top less clear, climb straight up instead.
    const clear = determinant > 0 && daa < 0
    let [moveA, moveB] = clear ? [-(dbb * da - dab * db) / determinant, -(daa * db - dab * da) / determinant] : [da / count, db / count]
    converged = clear && Math.abs(moveA) < 1e-10 * (1 + Math.abs(a)) && Math.abs(moveB) < 1e-10 * b
    let next = at
    for (let half = 0; half < 60; half++) {
      if (b + moveB > 0) next = evaluate(a + moveA, b + moveB)
      if (b + moveB > 0 && next[0] >= log - 1e-12 * Math.abs(log)) break
      moveA /= 2
      moveB /= 2
    }
    if (!(next[0] >= log - 1e-12 * Math.abs(log))) break
    a += moveA
    b += moveB
    at = next
  }
  return { location: middle + (width * a) / b, scale: width / b, logLikelihood: at[0] - count * Math.log(width), converged }
}
