// The one place where statistics of a sample are taken, with one definition each and one rule for NaN (it is never dropped).
// Two libraries disagree on NaN and on empty samples (d3-array drops, simple-statistics does not), so no other file may call either.

import { quickselect, mean as sampleMean, quantileSorted } from 'simple-statistics'

import type { Statistic } from '../core/summarise.js'

/**
 * The quantile p of the draws, definition 7 of Hyndman and Fan (the default of R and NumPy).
 *
 * @param p from 0 to 1
 * @example
 * quantile(0.25)([1, 2, 3, 4]) // 1.75
 */
export function quantile(p: number): Statistic {
  const reads = (draws: number): readonly number[] => {
    const position = Math.max(0, Math.min(1, p)) * (draws - 1)
    return [Math.floor(position), Math.ceil(position)]
  }
  return Object.assign((sorted: Parameters<Statistic>[0]) => quantileR7(sorted, p), { reads })
}

/** The order of the draws does not matter. */
const anyOrder = { reads: () => [] } as const

/** The middle of the draws. */
export function median(): Statistic {
  return quantile(0.5)
}

/** The arithmetic mean of the draws. */
export function mean(): Statistic {
  return Object.assign((sorted: Parameters<Statistic>[0]) => sampleMean(sorted as unknown as number[]), anyOrder, { isMean: true as const })
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
      // Counting without a branch: which way it goes cannot be guessed, and guessing wrong costs more than the rest.
      for (let i = 0; i < sorted.length; i++) count += Number(Boolean(predicate(sorted[i]!)))
      return count / sorted.length
    },
    { unit: 'probability' as const, ...anyOrder },
  )
}

/** The share of draws below a value: several times as fast as `share` where a program asks for more than one condition. */
export function shareBelow(value: number): Statistic {
  return Object.assign(
    (draws: Parameters<Statistic>[0]) => {
      let count = 0
      for (let i = 0; i < draws.length; i++) count += Number(draws[i]! < value)
      return count / draws.length
    },
    { unit: 'probability' as const, ...anyOrder, below: value },
  )
}

/** The share of draws above a value; see `shareBelow`. */
export function shareAbove(value: number): Statistic {
  return Object.assign(
    (draws: Parameters<Statistic>[0]) => {
      let count = 0
      for (let i = 0; i < draws.length; i++) count += Number(draws[i]! > value)
      return count / draws.length
    },
    { unit: 'probability' as const, ...anyOrder, above: value },
  )
}

function quantileR7(sorted: Parameters<Statistic>[0], p: number): number {
  if (sorted.length === 1) return sorted[0]!
  // simple-statistics ≥ 7.8.9 uses definition 7; it wants an array-like of numbers.
  return quantileSorted(sorted as unknown as number[], p)
}

/**
 * Moves the k-th smallest number (from 0) to position k, none larger before it and none smaller behind it, and returns it.
 *
 * @param values no NaN among them; their order changes
 * Cost: O(n) on average.
 */
export function selectInPlace(values: Float64Array, k: number): number {
  quickselect(values as unknown as number[], k)
  return values[k]!
}
