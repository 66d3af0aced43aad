// What came of checking one claim.

import type { Claim } from './claim.js'
import type { Issue, IssueCode } from './issue.js'
import { tidy } from './fact-bounds.js'
import type { Resolved } from './operand.js'
import { withCommas } from './words.js'

/** Holds within what bounds and rounding allow; disagrees; or cannot be told from what is stated. */
export type FindingStatus = 'holds' | 'disagrees' | 'cannot-tell'

export interface Finding {
  readonly kind: Claim['kind']
  readonly status: FindingStatus
  /** Ids of the facts that were looked at. */
  readonly facts: readonly string[]
  /** The numbers of the finding: what was stated, what follows from the parts, and how far they are apart. */
  readonly amounts: Readonly<Record<string, number | string>>
  /** What someone should look at; absent when there is nothing. */
  readonly issue?: Issue
}

export type Amounts = Readonly<Record<string, number | string>>

export function finding(kind: Claim['kind'], status: FindingStatus, facts: readonly string[], amounts: Amounts, trouble?: { readonly code: IssueCode; readonly message: string }): Finding {
  const told = Object.fromEntries(Object.entries(amounts).map(([key, value]) => [key, typeof value === 'number' ? tidy(value) : value]))
  const base = { kind, status, facts: Object.freeze([...new Set(facts)]), amounts: Object.freeze(told) }
  if (trouble === undefined) return Object.freeze(base)
  const where = facts[0] === undefined ? {} : { fact: facts[0] }
  return Object.freeze({ ...base, issue: Object.freeze({ code: trouble.code, severity: 'note' as const, where, message: trouble.message, amounts: { ...told, facts: base.facts.join(', ') } }) })
}

/** How a figure is told in a message: 23,100 by itself, or 14,650 to 14,750 when that is all that is known. */
export function tell({ range: [low, high] }: Pick<Resolved, 'range'>): string {
  const digits = (value: number): string => withCommas(Number(value.toPrecision(6)))
  return low === high ? digits(low) : high === Infinity ? `at least ${digits(low)}` : `${digits(low)} to ${digits(high)}`
}
