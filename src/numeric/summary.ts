// The one place where statistics of a sample are taken, with one definition each and one rule for NaN (it is never dropped).
// Two libraries disagree on NaN and on empty samples (d3-array drops, simple-statistics does not), so no other file may call either.

import { bisectLeft, bisectRight } from 'd3-array'
import { mean as sampleMean, quantileSorted } from 'simple-statistics'

import type { Statistic } from '../core/summarise.js'

/**
 * The quantile p of the draws, definition 7 of Hyndman and Fan (the default of R and NumPy).
 *
 * @param p from 0 to 1
 * @example
 * quantile(0.25)([1, 2, 3, 4]) // 1.75
 */
export function quantile(p: number): Statistic {
  return (sorted) => quantileR7(sorted, p)
}

/** The middle of the draws. */
export function median(): Statistic {
  return quantile(0.5)
}

/** The arithmetic mean of the draws. */
export function mean(): Statistic {
  return (sorted) => sampleMean(sorted as unknown as number[])
}

/**
 * The share of draws for which something holds: the chance of a shortage is `share(gap => gap < 0)`.
 *
 * The predicate must give a logical: one cannot ask for the probability of a number.
 */
export function share(predicate: (value: number) => boolean): Statistic {
  return Object.assign(
    (sorted: Parameters<Statistic>[0]) => {
      let count = 0
      for (let i = 0; i < sorted.length; i++) if (predicate(sorted[i]!)) count++
      return count / sorted.length
    },
    { unit: 'probability' as const },
  )
}

/** The share of draws below a value, by binary search in the sorted draws. */
export function shareBelow(value: number): Statistic {
  return Object.assign((sorted: Parameters<Statistic>[0]) => bisectLeft(sorted as ArrayLike<number>, value) / sorted.length, { unit: 'probability' as const })
}

/** The share of draws above a value, by binary search in the sorted draws. */
export function shareAbove(value: number): Statistic {
  return Object.assign((sorted: Parameters<Statistic>[0]) => 1 - bisectRight(sorted as ArrayLike<number>, value) / sorted.length, { unit: 'probability' as const })
}

function quantileR7(sorted: Parameters<Statistic>[0], p: number): number {
  if (sorted.length === 1) return sorted[0]!
  // simple-statistics ≥ 7.8.9 uses definition 7; it wants an array-like of numbers.
  return quantileSorted(sorted as unknown as number[], p)
}
