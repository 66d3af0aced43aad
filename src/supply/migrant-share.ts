// Migrant children (随迁子女) in public schools and in places bought for them: a share that means nothing without what it is a share of.
// Three bureaus give 85.9 %, 81 % and 50 %, of all who are enrolled, of applicants who qualify, and of all at school: not to be ranked.

import { PlacesError, requireObject } from '../core/error.js'
import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'
import { describeIssue } from '../core/describe-issue.js'
import type { Issue } from '../core/issue.js'

export interface MigrantCount {
  /** Migrant children in public schools. */
  readonly public: number
  /** Migrant children in private places that the public purse pays for. */
  readonly purchased: number
  /** Migrant children that the share is reckoned of, all sectors. */
  readonly total: number
  /** What is counted, in words: `migrant pupils enrolled, all grades`. */
  readonly covers: string
}

export interface MigrantTarget {
  /** Least share, from 0 to 1. */
  readonly atLeast: number
  /** What the target is a share of, in the same words. */
  readonly covers: string
}

export interface MigrantShare {
  /** Public and purchased. */
  readonly share: Rate
  /** Public alone: what the share would be without purchases. */
  readonly withoutPurchases: Rate
  /** Percentage points above the target; undefined without a comparable one. */
  readonly marginPoints: number | undefined
  readonly met: boolean | undefined
  /** Whole children for whom a public or purchased place would still be needed. */
  readonly short: number | undefined
  /** Purchased places that the target could do without. */
  readonly spare: number | undefined
  readonly issues: readonly Issue[]
}

/**
 * Share of migrant children in public and purchased places, with and without the purchases, against a target of the same denominator.
 *
 * For the 85 % of balanced quality (优质均衡) and for what a budget for purchases buys.
 *
 * @param count children; `covers` says of whom
 * @param target compared only when it covers the same; otherwise the comparison is refused by an issue `not-comparable`
 * @throws `invalid-input` with every number that is negative or not finite, a part larger than its whole, and a target outside 0 to 1
 * Cost: constant.
 * @example
 * migrantShare({ public: 500, purchased: 400, total: 1000, covers: 'enrolled' }, { atLeast: 0.85, covers: 'enrolled' }).spare // 50
 * migrantShare({ public: 500, purchased: 400, total: 1000, covers: 'enrolled' }, { atLeast: 0.85, covers: 'applicants' }).met // undefined
 */
export function migrantShare(count: MigrantCount, target?: MigrantTarget): MigrantShare {
  requireObject(count, 'count', 'migrantShare')
  const faults: Issue[] = []
  const fault = (column: string, message: string): number => faults.push({ code: 'not-allowed', severity: 'fault', where: { column }, message })
  for (const column of ['public', 'purchased', 'total'] as const) if (!(Number.isFinite(count[column]) && count[column] >= 0)) fault(column, `must be a number of at least 0, got ${count[column]}`)
  if (!(count.total > 0)) fault('total', `must be above 0, got ${count.total}`)
  if (count.public + count.purchased > count.total) fault('total', `must hold the ${count.public + count.purchased} in public and purchased places, got ${count.total}`)
  if (target !== undefined && !(target.atLeast >= 0 && target.atLeast <= 1)) fault('atLeast', `must be a share from 0 to 1, got ${target.atLeast}`)
  if (faults.length > 0) throw new PlacesError('invalid-input', `migrantShare: ${faults.map(describeIssue).join('; ')}`, { issues: faults })

  const placed = count.public + count.purchased
  const shares = { share: Object.freeze(rate(placed, count.total)), withoutPurchases: Object.freeze(rate(count.public, count.total)) }
  const none = { marginPoints: undefined, met: undefined, short: undefined, spare: undefined }
  if (target === undefined) return Object.freeze({ ...shares, ...none, issues: Object.freeze([]) })
  if (target.covers !== count.covers) {
    const issue: Issue = {
      code: 'not-comparable',
      severity: 'note',
      where: {},
      message: `the share is of ${count.covers}, the target of ${target.covers}: they are not compared`,
      amounts: { differing: 'covers', facts: `${count.covers}, ${target.covers}` },
    }
    return Object.freeze({ ...shares, ...none, issues: Object.freeze([Object.freeze(issue)]) })
  }
  // Whole children: 85 % of 1,001 is 851.
  const needed = Math.ceil(target.atLeast * count.total - 1e-9)
  return Object.freeze({
    ...shares,
    marginPoints: Number(((shares.share.value - target.atLeast) * 100).toFixed(9)),
    met: placed >= needed,
    short: Math.max(0, needed - placed),
    spare: Math.min(count.purchased, Math.max(0, placed - needed)),
    issues: Object.freeze([]),
  })
}
