// Statistics of a sample, with one definition each and one rule for NaN (it is never dropped). The mean is in a file of its own.
// Two libraries disagree on NaN and on empty samples (d3-array drops, simple-statistics does not), so no other file may take them from either.

import { PlacesError } from '../core/error.js'
import type { Statistic } from '../core/row-summary.js'

/**
 * The quantile p of the draws, definition 7 of Hyndman and Fan (the default of R and NumPy).
 *
 * @param p from 0 to 1
 * @throws `invalid-option` for a p outside
 * @example
 * quantile(0.25)([1, 2, 3, 4]) // 1.75
 */
export function quantile(p: number): Statistic {
  if (!(p >= 0 && p <= 1)) throw new PlacesError('invalid-option', `quantile: p must be from 0 to 1, got ${p}`, { where: { option: 'p' } })
  const reads = (draws: number): readonly number[] => {
    const position = p * (draws - 1)
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
  const position = p * (sorted.length - 1)
  const below = Math.floor(position)
  const [low, rest] = [sorted[below]!, position - below]
  return rest === 0 ? low : low + rest * (sorted[below + 1]! - low)
}
