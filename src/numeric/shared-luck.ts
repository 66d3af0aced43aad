// Things that one cause moves together: a part of the luck is the same for all (money, weather, a stop of works), the rest is each one's own.
// Source: the one-factor model of Vasicek (2002), The distribution of loan portfolio value, Risk 15(12), in which defaults are what projects are here.

import { exactNormalQuantile, normalCdf } from './normal.js'

/** The largest part that can be shared: beyond it nearly all happens or nothing, and more steps of the luck would be needed. */
export const mostShared = 0.9
const widest = 6
const mostSteps = 400

/**
 * Averages something that follows from independent chances over the luck that they share.
 *
 * @param chances from 0 to 1, each by itself
 * @param weight share of the variance of the luck that is common, 0 to `mostShared`; 0 leaves everything independent
 * @param of what follows from chances that are independent once the common luck is given
 * @returns the mean of `of` over the common luck; each chance by itself stays as it was
 * Cost: that of `of` once without anything shared, or 49 to 400 times, more where there are more chances.
 */
export function overSharedLuck(chances: readonly number[], weight: number, of: (chances: readonly number[]) => Float64Array): Float64Array {
  if (weight === 0 || chances.length === 0) return of(chances)
  const [common, own] = [Math.sqrt(weight), Math.sqrt(1 - weight)]
  // The more there are, the more their number follows the common luck alone, and the finer its steps must be.
  const steps = Math.min(mostSteps, Math.max(48, Math.ceil((2 * widest * Math.sqrt(chances.length) * common) / own)))
  const limits = chances.map((p) => exactNormalQuantile(p))
  let [sum, all] = [new Float64Array(0), 0]
  for (let i = 0; i <= steps; i++) {
    const z = widest * ((2 * i) / steps - 1)
    const density = Math.exp(-0.5 * z * z)
    const given = of(limits.map((limit) => normalCdf((limit - common * z) / own)))
    if (i === 0) sum = new Float64Array(given.length)
    for (let k = 0; k < given.length; k++) sum[k]! += density * given[k]!
    all += density
  }
  return sum.map((value) => value / all)
}
