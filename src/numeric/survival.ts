// How long things last when some have not ended yet: the product-limit estimate, with bands.
// Source: Kaplan and Meier (1958), doi 10.2307/2281868; variance of Greenwood (1926); bands on the scale of log(−log), as in Kalbfleisch and Prentice (2002).

import { exactNormalQuantile } from './normal.js'

/** Something that ended at `value`, or had not ended when it was last seen there. */
export interface Lasting {
  readonly value: number
  readonly ended: boolean
  /** It was followed only from here on: whatever ended before was never in the table. */
  readonly from?: number | undefined
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
 *
 * @param level of the bands, such as 0.9; where nothing is left the band is from 0 to that of the step before
 * @returns one step a distinct value, rising; none when nothing ended
 * Cost: O(n log n).
 * @example
 * productLimit([{ value: 1, ended: true }, { value: 2, ended: false }, { value: 3, ended: true }], 0.9).map((step) => step.lasting) // [0.6666666666666667, 0]
 */
export function productLimit(observations: readonly Lasting[], level: number): SurvivalStep[] {
  const z = exactNormalQuantile((1 + level) / 2)
  const byValue = [...observations].sort((a, b) => a.value - b.value)
  const entries = observations.map((each) => each.from ?? -Infinity).sort((a, b) => a - b)
  const steps: SurvivalStep[] = []
  let [lasting, sum, entered, gone, previousHigh] = [1, 0, 0, 0, 1]
  for (let i = 0; i < byValue.length; ) {
    const { value } = byValue[i]!
    while (entered < entries.length && entries[entered]! < value) entered++
    const atRisk = entered - gone
    let [ended, here] = [0, 0]
    for (; i < byValue.length && byValue[i]!.value === value; i++) {
      here++
      if (byValue[i]!.ended) ended++
    }
    gone += here
    if (ended === 0) continue
    lasting = ended === atRisk ? 0 : lasting * (1 - ended / atRisk)
    sum += ended === atRisk ? Infinity : ended / (atRisk * (atRisk - ended))
    const width = (z * Math.sqrt(sum)) / Math.abs(Math.log(lasting))
    const [low, high] = lasting === 0 ? [0, previousHigh] : [lasting ** Math.exp(width), lasting ** Math.exp(-width)]
    previousHigh = high
    steps.push({ value, atRisk, ended, lasting, error: lasting === 0 ? 0 : lasting * Math.sqrt(sum), low, high })
  }
  return steps
}
