// Results against targets. One indicator may have several targets, each with its own period and denominator; each result names its own.

import { daysBetween } from '../core/days.js'
import { requireNoun } from '../core/error.js'
import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'
import type { Issue } from '../core/issue.js'
import { aState } from '../core/nouns.js'
import type { TargetRow } from '../input/ledger-tables.js'
import { latestKnown } from './ledger.js'
import { ladderOf, placesIn, requireMilestone, selectProjects } from './select-projects.js'
import type { LedgerState, ProjectState } from './state-at.js'

export interface TargetResult {
  readonly target: string
  readonly indicator: string
  readonly milestone: string
  readonly measure: TargetRow['measure']
  /** Days that count; `from` is undefined when everything up to `to` does. */
  readonly period: { readonly from: string | undefined; readonly to: string }
  readonly unit: string | undefined
  readonly stages: string | undefined
  readonly kind: TargetRow['kind']
  /** What was to be reached: projects, places, or a share. */
  readonly value: number
  /** What was reached so far, in the same unit. */
  readonly achieved: number
  /** Reached − target. */
  readonly difference: number
  /** Completion (完成率): reached ÷ target, with both; above 1 when more was done. Undefined for a target of 0. */
  readonly completion: Rate | undefined
  /** Of a rate target: projects ÷ its denominator. */
  readonly rate: Rate | undefined
  /** Share of the period that has passed; 1 when it has no first day. */
  readonly elapsed: number
  readonly status: 'met' | 'open' | 'missed'
  /** The projects that count as reached. */
  readonly projects: readonly string[]
  readonly fact: string | undefined
}

/**
 * How every target stands on the day of a state, each against its own period and denominator.
 *
 * Nine starts are 300 % of a half-year's target of 3, and fifteen are 2 above a year's target of 13: both are true, and each says what it is of.
 *
 * @returns one result per target, and an issue `targets-disagree` where two targets for the same indicator, scope and period differ, or where
 * a part of a period asks for more than the whole of it
 * Cost: O(targets × (projects + targets)).
 */
export function assessTargets(state: LedgerState): { readonly results: readonly TargetResult[]; readonly issues: readonly Issue[] } {
  requireNoun(state, aState, 'assessTargets')
  const targets = latestKnown(state.ledger.targets, state.known, (row) => row.target)
  return Object.freeze({ results: Object.freeze(targets.map((target) => assess(state, target))), issues: Object.freeze(disagreements(targets)) })
}

function assess(state: LedgerState, row: TargetRow): TargetResult {
  const ladder = ladderOf(state.ledger, row.ladder ?? 'building', 'assessTargets')
  const position = requireMilestone(ladder, row.milestone, 'assessTargets')
  const scope = selectProjects(state, row)
  const until = row.to < state.date ? row.to : state.date
  const done = scope.filter((project) => reachedWithin(project, position, row.from, until))
  const places = done.reduce((sum, project) => sum + placesIn(project, row.stages), 0)
  const denominator = row.denominator === 'listed' ? scope.length : row.denominator
  const achievedRate = row.measure === 'rate' && denominator !== undefined && denominator > 0 ? rate(done.length, denominator) : undefined
  const achieved = row.measure === 'rate' ? (achievedRate?.value ?? 0) : row.measure === 'places' ? places : done.length
  const days = row.from === undefined ? 0 : daysBetween(row.from, row.to) + 1
  return Object.freeze({
    target: row.target,
    indicator: row.indicator,
    milestone: row.milestone,
    measure: row.measure,
    period: Object.freeze({ from: row.from, to: row.to }),
    unit: row.unit,
    stages: row.stages,
    kind: row.kind,
    value: row.value,
    achieved,
    difference: achieved - row.value,
    completion: row.value > 0 ? rate(achieved, row.value) : undefined,
    rate: achievedRate,
    elapsed: row.from === undefined ? 1 : Math.min(1, Math.max(0, (daysBetween(row.from, state.date) + 1) / days)),
    status: achieved >= row.value ? 'met' : state.date > row.to ? 'missed' : 'open',
    projects: Object.freeze(done.map((project) => project.project)),
    fact: row.fact,
  })
}

/** Reached in a period: by its own day, or by the day of the first later milestone where its own is not known. */
export function reachedWithin(project: ProjectState, position: number, from: string | undefined, until: string): boolean {
  const day = project.milestones.slice(position).find((each) => each.actual !== undefined)?.actual
  return day !== undefined && day <= until && (from === undefined || day >= from)
}

function disagreements(targets: readonly TargetRow[]): Issue[] {
  const issues: Issue[] = []
  targets.forEach((a, i) => {
    for (const b of targets.slice(i + 1)) {
      const same = a.indicator === b.indicator && a.measure === b.measure && a.milestone === b.milestone && a.unit === b.unit && a.stages === b.stages && a.kind === b.kind && (a.ladder ?? 'building') === (b.ladder ?? 'building')
      if (!same) continue
      const equal = a.from === b.from && a.to === b.to
      const [part, whole] = contains(a, b) ? [b, a] : contains(b, a) ? [a, b] : [undefined, undefined]
      const contradictory = equal ? a.value !== b.value || a.denominator !== b.denominator : part !== undefined && whole !== undefined && a.measure !== 'rate' && part.value > whole.value
      if (!contradictory) continue
      const [first, second] = equal || part === undefined || whole === undefined ? [a, b] : [part, whole]
      issues.push({
        code: 'targets-disagree',
        severity: 'assumption',
        where: { table: 'targets', ...(a.unit === undefined ? {} : { area: a.unit }) },
        message: equal
          ? `${a.indicator}: ${a.target} asks for ${describe(a)} and ${b.target} for ${describe(b)} in the same period`
          : `${a.indicator}: ${first.target} asks for ${describe(first)} in a part of the period in which ${second.target} asks for ${describe(second)}`,
        assumed: 'each result names the target it is measured against',
        amounts: { indicator: a.indicator, target: first.target, value: first.value, other: second.target, otherValue: second.value },
      })
    }
  })
  return issues
}

function describe(row: TargetRow): string {
  return row.denominator === undefined ? String(row.value) : `${row.value} of ${row.denominator}`
}

function contains(whole: TargetRow, part: TargetRow): boolean {
  return (whole.from ?? '') <= (part.from ?? '') && part.to <= whole.to && (whole.from !== part.from || whole.to !== part.to)
}
