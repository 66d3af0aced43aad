// The days that are left of a chain of steps, exactly: the distribution of their sum by convolution on whole days.

import { shapeOf } from '../numeric/distribution-shapes.js'
import type { Distribution } from '../numeric/distribution.js'

/** Days of an average month of the Gregorian calendar. */
export const daysAMonth = 30.436875

/** Nothing is followed further than this: what takes longer counts as never. */
const longest = 60 * 366
/** Tails smaller than this are cut off; it is less than one place in a billion. */
const negligible = 1e-9

/** Chances of 0, 1, 2, … days. They add up to 1, or to less where a part never ends. */
export type DayChances = Float64Array

/** A distribution of months rounded to whole days; nothing takes less than no time. */
export function daysOfMonths(months: Distribution): DayChances {
  const { upTo, at } = shapeOf({ kind: 'scaled', of: months, factor: daysAMonth })
  const end = Math.ceil(Math.min(longest, Math.max(0, at(1 - negligible))))
  const chances = new Float64Array(end + 1)
  let before = 0
  for (let day = 0; day <= end; day++) {
    const sum = upTo(day + 0.5)
    chances[day] = sum - before
    before = sum
  }
  // The cut-off tail is given to the last day, unless a part of the distribution never ends.
  if (end < longest && upTo(Number.MAX_VALUE) > 1 - negligible) chances[end]! += 1 - before
  return chances
}

/** The distribution of the sum of two independent durations. */
export function addDays(a: DayChances, b: DayChances): DayChances {
  const sum = new Float64Array(a.length + b.length - 1)
  for (let i = 0; i < a.length; i++) {
    const chance = a[i]!
    if (chance === 0) continue
    for (let j = 0; j < b.length; j++) sum[i + j]! += chance * b[j]!
  }
  return sum
}

/** Sums from the first day on: the chance of at most so many days. */
export function cumulate(chances: DayChances): Float64Array {
  const cumulated = new Float64Array(chances.length)
  let sum = 0
  for (let day = 0; day < chances.length; day++) cumulated[day] = sum += chances[day]!
  return cumulated
}

/**
 * What is left of a duration that has lasted `elapsed` days already: chances of 0, 1, 2, … more days.
 *
 * @returns undefined when it should have ended before: it is overdue
 */
export function remainingOf(chances: DayChances, elapsed: number): DayChances | undefined {
  if (elapsed <= 0) return chances
  const rest = chances.slice(elapsed)
  const left = rest.reduce((sum, chance) => sum + chance, 0)
  // A part that never ends is left as well.
  const never = Math.max(0, 1 - chances.reduce((sum, chance) => sum + chance, 0))
  const all = left + (never > negligible ? never : 0)
  if (!(all > negligible)) return undefined
  return rest.map((chance) => chance / all)
}
