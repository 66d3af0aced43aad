// How far each unit is with its part: the division joined with what the ledger counts, by unit, with a ranking.

import { requireList, requireNoun } from '../core/error.js'
import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'
import type { Issue } from '../core/issue.js'
import { aDecomposition } from '../core/nouns.js'
import { withCommas } from '../core/words.js'
import type { Decomposition } from './decompose-target.js'

/** What a unit has reached: plain data, as from a ledger. */
export interface UnitDone {
  readonly unit: string
  /** Places (or projects) reached, in the unit of the total. */
  readonly done: number
}

export interface UnitResult {
  readonly unit: string
  readonly target: number
  readonly done: number
  /** Target − done, not below 0. */
  readonly remaining: number
  /** Completion (完成率): done ÷ target; undefined for a target of 0. */
  readonly completion: Rate | undefined
  /** 1 for the highest completion; equals share a rank, and the next one counts them. Undefined without a target. */
  readonly rank: number | undefined
}

/**
 * Joins a division with what units have reached, and ranks them by completion.
 *
 * @returns one row per unit, by rank, those without a target last; units that have no part are told in an issue and counted in none
 * Cost: O(units log units).
 * @example
 * const division = decomposeTarget(300, [{ unit: 'North', weights: { gap: 2 } }, { unit: 'South', weights: { gap: 1 } }])
 * rankResults(division, [{ unit: 'North', done: 50 }, { unit: 'South', done: 80 }]).rows.map((each) => each.unit) // ['South', 'North']
 */
export function rankResults(decomposition: Decomposition, results: readonly UnitDone[]): { readonly rows: readonly UnitResult[]; readonly issues: readonly Issue[] } {
  requireNoun(decomposition, aDecomposition, 'rankResults')
  requireList(results, 'results', 'rankResults', 2)
  const done = new Map<string, number>()
  for (const each of results) done.set(each.unit, (done.get(each.unit) ?? 0) + each.done)
  const rows = decomposition.parts.map(({ unit, places }) => {
    const reached = done.get(unit) ?? 0
    return { unit, target: places, done: reached, remaining: Math.max(0, places - reached), completion: places > 0 ? rate(reached, places) : undefined }
  })
  const ranked = rows.map((row): UnitResult => {
    const own = row.completion?.value
    return Object.freeze({ ...row, rank: own === undefined ? undefined : 1 + rows.filter((other) => (other.completion?.value ?? -1) > own).length })
  })
  const known = new Set(rows.map((each) => each.unit))
  const issues = [...done].filter(([unit]) => !known.has(unit)).map(([unit, reached]): Issue => ({ code: 'unit-outside', severity: 'assumption', where: { area: unit }, message: `${unit} has reached ${withCommas(reached)} but has no part of the total`, assumed: 'counted in no unit and not ranked', amounts: { unit, done: reached } }))
  return Object.freeze({ rows: Object.freeze(ranked.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))), issues: Object.freeze(issues) })
}
