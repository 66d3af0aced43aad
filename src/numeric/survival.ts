// How long things last when some have not ended yet: the product-limit estimate, with bands.
// Source: Kaplan and Meier (1958), doi 10.2307/2281868; variance of Greenwood (1926); bands on the scale of log(−log), as in Kalbfleisch and Prentice (2002).

import { requireList } from '../core/error.js'
import { exactNormalQuantile } from './normal.js'

/** Something that ended at `value`, or had not ended when it was last seen there. */
export interface Lasting {
  readonly value: number
  readonly ended: boolean
  /** It was followed only from here on: whatever ended before was never in the table. */
  readonly from?: number | undefined
  /** For how many it counts; one when left out. */
  readonly weight?: number | undefined
}

export interface SurvivalStep {
  /** At this value something ended. */
  readonly value: number
  /** Followed and not ended just before. */
  readonly atRisk: number
  readonly ended: number
  /** The chance to last longer than `value`. */
  readonly lasting: number
  /** Greenwood's standard error of it. */
  readonly error: number
  readonly low: number
  readonly high: number
}

/**
 * The chance to last longer than each value at which something ended.
 *
 * Without anything unfinished it is the share of what lasted longer. What was last seen at the value at which another ended counts as still at risk there.
 * Weights count as numbers of things, also in the bands.
 *
 * @param level of the bands, such as 0.9; where nothing is left the band is from 0 to that of the step before
 * @returns one step a distinct value, rising; none when nothing ended
 * Cost: O(n log n).
 * @example
 * productLimit([{ value: 1, ended: true }, { value: 2, ended: false }, { value: 3, ended: true }], 0.9).map((step) => step.lasting) // [0.6666666666666667, 0]
 */
export function productLimit(observations: readonly Lasting[], level: number): SurvivalStep[] {
  requireList(observations, 'observations', 'productLimit')
  const z = exactNormalQuantile((1 + level) / 2)
  const byValue = observations.filter((each) => each.weight === undefined || each.weight > 0).sort((a, b) => a.value - b.value)
  const entries = byValue.map((each) => ({ from: each.from ?? -Infinity, weight: each.weight ?? 1 })).sort((a, b) => a.from - b.from)
  const steps: SurvivalStep[] = []
  let [lasting, sum, next, entered, gone, previousHigh] = [1, 0, 0, 0, 0, 1]
  for (let i = 0; i < byValue.length; ) {
    const { value } = byValue[i]!
    while (next < entries.length && entries[next]!.from < value) entered += entries[next++]!.weight
    const atRisk = entered - gone
    let [ended, here] = [0, 0]
    for (; i < byValue.length && byValue[i]!.value === value; i++) {
      const weight = byValue[i]!.weight ?? 1
      here += weight
      if (byValue[i]!.ended) ended += weight
    }
    gone += here
    if (ended === 0) continue
    // The last ones leave nothing: not even a rounding error of their weights.
    const none = atRisk - ended <= 1e-12 * entered
    lasting = none ? 0 : lasting * (1 - ended / atRisk)
    sum += none ? Infinity : ended / (atRisk * (atRisk - ended))
    const width = (z * Math.sqrt(sum)) / Math.abs(Math.log(lasting))
    const [low, high] = lasting === 0 ? [0, previousHigh] : [lasting ** Math.exp(width), lasting ** Math.exp(-width)]
    previousHigh = high
    steps.push({ value, atRisk, ended, lasting, error: lasting === 0 ? 0 : lasting * Math.sqrt(sum), low, high })
  }
  return steps
}

/** The share that lasts longer than a value, from 1 down to 0. */
export type Survival = (value: number) => number

/**
 * The product-limit estimate as a function, with a tail.
 *
 * @param tail beyond the largest observation what remains ends at a constant rate, after `tail` on the mean
 * @returns a step function that never rises; 1 everywhere when nothing was observed
 * Cost: O(n log n), then O(log n) per question.
 * @example
 * survivalCurve([{ value: 10, ended: true }, { value: 20, ended: false }], 30)(15) // 0.5
 */
export function survivalCurve(observations: readonly Lasting[], tail: number): Survival {
  const steps = productLimit(observations, 0.9)
  const last = observations.reduce((most, each) => Math.max(most, each.weight === 0 ? -Infinity : each.value), -Infinity)
  return (asked) => {
    let [low, high] = [0, steps.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (steps[middle]!.value <= asked) low = middle + 1
      else high = middle
    }
    const lasting = low === 0 ? 1 : steps[low - 1]!.lasting
    return asked > last && last > -Infinity ? lasting * Math.exp(-(asked - last) / tail) : lasting
  }
}
