// What a figure can be: 约4.68万 is not 46,800 but something about it, and 1.47万 is anything that rounds to it.

import { requireObject } from './error.js'
import type { Bound, Fact } from './fact.js'

/** A figure by itself, as typed into a claim: what a `Fact` says of its own sureness. */
export type Stated = Pick<Fact, 'value'> & Partial<Pick<Fact, 'bound' | 'precision' | 'unit'>>

/** The least and the greatest value that a figure leaves possible. */
export type Range = readonly [low: number, high: number]

/** 约: as much as 5 % off either way, for nobody prints fewer than two digits of what they know. */
export const aboutTolerance = 0.05
/** 近: short of the figure by a tenth at most. */
const nearTolerance = 0.1

/**
 * The range of true values behind a figure.
 *
 * | bound | range |
 * | --- | --- |
 * | exact | the value, or half its last digit either way when it is rounded (1.47万 is 14,650 to 14,750) |
 * | about 约 左右 | 5 % either way, or half its last digit if that is more |
 * | over 超 逾 余 | up to the next round number: 900余 is 900 to 1,000, or the writer would have said 超1000 |
 * | under 近 | a tenth below, up to the value |
 * | at-least 不少于 不低于 以上 | the value and anything above |
 * | at-most 不超过 以下 | 0 up to the value |
 *
 * For comparing figures of texts, which contradict each other only when their ranges do not meet.
 * A whole number without `precision` is a full count; a percentage or a decimal without it is rounded at its last digit.
 *
 * @returns `[low, high]` in the unit of the fact; `high` is infinite for at-least
 * Cost: constant.
 * @example
 * boundsOf({ value: 14_700, precision: 100 }) // [14650, 14750]
 * boundsOf({ value: 900, bound: 'over' }) // [900, 1000]
 * boundsOf({ value: 69.6, unit: '%' }) // [69.55, 69.65]
 */
export function boundsOf(fact: Stated): Range {
  requireObject(fact, 'fact', 'boundsOf')
  const { value } = fact
  const half = precisionOf(fact) / 2
  switch (fact.bound ?? ('exact' satisfies Bound)) {
    case 'exact':
      return [tidy(value - half), tidy(value + half)]
    case 'about': {
      const reach = Math.max(aboutTolerance * Math.abs(value), half)
      return [tidy(value - reach), tidy(value + reach)]
    }
    case 'over':
      return [value, value + leadingUnit(value)]
    case 'under':
      return [tidy(value - nearTolerance * Math.abs(value)), value]
    case 'at-least':
      return [value, Infinity]
    case 'at-most':
      return [Math.min(0, value), value]
  }
}

/** Size of the last digit of a figure, 0 for a full count. */
export function precisionOf(fact: Stated): number {
  if (fact.precision !== undefined) return fact.precision
  const [digits = '', exponent = '0'] = String(fact.value).split('e')
  const decimals = Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
  return decimals > 0 || fact.unit === '%' ? Number(`1e-${decimals}`) : 0
}

/** One of the leading digit: 100 for 900, 1,000 for 7,000. */
function leadingUnit(value: number): number {
  return value === 0 ? 0 : Number(`1e${Math.floor(Math.log10(Math.abs(value)) + 1e-12)}`)
}

/** Whether two ranges have a value in common, but for rounding of the arithmetic itself. */
export function meet(a: Range, b: Range): boolean {
  const slack = 1e-9 * Math.max(...[...a, ...b].filter(Number.isFinite).map(Math.abs), 0)
  return a[0] <= b[1] + slack && b[0] <= a[1] + slack
}

/** A number without the dust of binary fractions. */
export function tidy(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value
}
