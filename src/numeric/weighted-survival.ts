// How long something takes when part of it is not over yet: Kaplan and Meier (1958), doi 10.1080/01621459.1958.10501452, with weights.
// What is not over counts as long as it has lasted, instead of being dropped: dropping it would keep only what went well.

/** Something that took `days`, or has lasted for `days` and goes on. */
export interface Lasting {
  readonly days: number
  readonly over: boolean
  readonly weight: number
}

/** The share that lasts longer than so many days, from 1 down to 0. */
export type Survival = (days: number) => number

/**
 * Estimates how long things last.
 *
 * @param tailDays beyond the longest observation what remains ends at a constant rate, so many days on the mean
 * @returns a step function that never rises; 1 everywhere when nothing was observed
 * Cost: O(n log n), then O(log n) per question.
 * @example
 * estimateSurvival([{ days: 10, over: true, weight: 1 }, { days: 20, over: false, weight: 1 }], 30)(15) // 0.5
 */
export function estimateSurvival(observations: readonly Lasting[], tailDays: number): Survival {
  const sorted = observations.filter((each) => each.weight > 0).sort((a, b) => a.days - b.days || Number(b.over) - Number(a.over))
  let atRisk = sorted.reduce((sum, each) => sum + each.weight, 0)
  const days: number[] = []
  const shares: number[] = []
  let share = 1
  for (let i = 0; i < sorted.length; ) {
    const day = sorted[i]!.days
    let [ended, left] = [0, 0]
    for (; i < sorted.length && sorted[i]!.days === day; i++) {
      left += sorted[i]!.weight
      if (sorted[i]!.over) ended += sorted[i]!.weight
    }
    if (ended > 0) {
      // The last ones leave nothing: not even a rounding error.
      share = i === sorted.length && left - ended < 1e-12 ? 0 : share * Math.max(0, 1 - ended / atRisk)
      days.push(day)
      shares.push(share)
    }
    atRisk -= left
  }
  const last = sorted.at(-1)?.days ?? Infinity
  return (asked) => {
    let [low, high] = [0, days.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (days[middle]! <= asked) low = middle + 1
      else high = middle
    }
    const step = low === 0 ? 1 : shares[low - 1]!
    return asked > last ? step * Math.exp(-(asked - last) / tailDays) : step
  }
}
