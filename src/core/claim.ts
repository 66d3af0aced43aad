// What a text claims of its figures, as plain data: this is the sum of those, this rate is that over that.

import type { Stated } from './fact-bounds.js'

/** A fact by its id, a number that is exact, a figure with its own bound, or a sum or a difference of such. */
export type Operand = string | number | Stated | { readonly plus: readonly Operand[] } | { readonly minus: readonly [Operand, Operand] }

/** A rate and what it is a share of, the denominator left unsaid. */
export interface StatedRate {
  readonly rate: Operand
  readonly numerator: Operand
}

/**
 * What one sentence implies about a target: it is given; it was met to a completion rate; it was exceeded by so many; or it is the sum of such.
 * `period` is what the target is for, as far as the text says.
 */
export type TargetStatement = { readonly period?: string } & (
  | { readonly target: Operand }
  | { readonly achieved: Operand; readonly completion: Operand }
  | { readonly achieved: Operand; readonly beyond: Operand }
  | { readonly parts: readonly TargetStatement[] }
)

export type Claim =
  /** The parts add up to the total. */
  | { readonly kind: 'sum'; readonly total: Operand; readonly parts: readonly Operand[] }
  /** rate = numerator ÷ denominator: a share in percent, an average, a price. Without its denominator the rate only implies one. */
  | { readonly kind: 'rate'; readonly rate: Operand; readonly numerator: Operand; readonly denominator?: Operand }
  /** Several rates of the same whole imply the same denominator. */
  | { readonly kind: 'denominator'; readonly rates: readonly StatedRate[]; readonly denominator?: Operand }
  /** product = first factor × second × … */
  | { readonly kind: 'product'; readonly product: Operand; readonly factors: readonly Operand[] }
  /** to = from × (1 + growth in percent), or from × growth in times (翻一番 is 2 times). */
  | { readonly kind: 'growth'; readonly growth: Operand; readonly from?: Operand; readonly to: Operand }
  /** The total is a whole number of units of this size, such as classes of 45. */
  | { readonly kind: 'whole'; readonly total: Operand; readonly each: Operand }
  /** All of these say the same thing, or a plan and what came of it. */
  | { readonly kind: 'same'; readonly facts: readonly string[] }
  /** Each is contained in the one before: 112 approved, of which 67 deregistered, of which 22 paid. */
  | { readonly kind: 'nested'; readonly facts: readonly Operand[] }
  /** The value, or the value for each of `per`, keeps within a norm. */
  | { readonly kind: 'limit'; readonly value: Operand; readonly per?: Operand; readonly atLeast?: Operand; readonly atMost?: Operand }
  /** What several sentences say about the target of one indicator. */
  | { readonly kind: 'targets'; readonly statements: readonly TargetStatement[] }
  /** One may be divided by the other, because both cover the same. */
  | { readonly kind: 'scope'; readonly numerator: string; readonly denominator: string }
  /** The thing belongs to this category and no other: stages joined by `+`. */
  | { readonly kind: 'category'; readonly fact: string; readonly category: string }
  /** The figures may be compared with each other: same measure, unit and coverage. */
  | { readonly kind: 'comparable'; readonly facts: readonly string[] }
  /** The figures are told of different things, so the same number would be a coincidence. */
  | { readonly kind: 'distinct'; readonly facts: readonly string[] }
