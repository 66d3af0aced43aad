// What changed between two days: the weekly list. It compares two states only, so that a fortnight's list is the net of its two weeks.

import { openingYear } from '../core/calendar.js'
import { daysBetween } from '../core/days.js'
import { PlacesError, requireNoun } from '../core/error.js'
import { aState } from '../core/nouns.js'
import { keyOf } from './ledger.js'
import type { MilestoneState } from './read-milestones.js'
import type { BlockerState, LedgerState, ProjectState } from './state-at.js'

/**
 * Done; due and not done; put off; brought forward; planned for the first time; an actual taken back; put on the list; taken off it;
 * given other places; held up; no longer held up.
 */
export type ChangeKind = 'hit' | 'missed' | 'slipped' | 'moved-forward' | 'planned' | 'withdrawn' | 'added' | 'dropped' | 'resized' | 'blocked' | 'cleared'

export interface LedgerChange {
  readonly change: ChangeKind
  readonly project: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly unit: string
  /** The department that leads; of a blocker, the one that can clear it. */
  readonly department: string | undefined
  readonly milestone: string | undefined
  /** The date in force on the first day. */
  readonly before: string | undefined
  /** The date in force on the second day: of a hit, the day on which it was done. */
  readonly after: string | undefined
  /** Days later than planned (negative: earlier); of a missed one, days overdue; of a blocker, days it has lasted. */
  readonly days: number | undefined
  /** Who changed the date and why, or what blocks. */
  readonly by: string | undefined
  readonly reason: string | undefined
  /** Places of the project; of one given other places, the difference. */
  readonly places: number
  /** Places that were to open by the coming 1 September on the first day, of changes that may cost them. */
  readonly septemberPlaces: number
  /** Of these, the places that no longer open by then as planned now. */
  readonly septemberLost: number
}

export interface ChangeList {
  readonly from: string
  readonly to: string
  /** School year that starts on the 1 September that comes next. */
  readonly september: number
  /** Sorted by what costs places this September: lost ones first, then those at stake, then the longest. */
  readonly rows: readonly LedgerChange[]
  readonly byUnit: readonly ChangeCount[]
  readonly byDepartment: readonly ChangeCount[]
  /** Everything that still blocks on the second day, longest first. */
  readonly blockers: readonly BlockerState[]
  /** Of these, per department: how many, and for how long. */
  readonly ageing: readonly BlockerAge[]
}

export interface ChangeCount {
  readonly name: string
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>
  readonly septemberLost: number
}

export interface BlockerAge {
  readonly department: string
  readonly blockers: number
  /** Blockers that have lasted up to 30 days, up to 90, and longer. */
  readonly upTo30: number
  readonly upTo90: number
  readonly longer: number
  readonly longestDays: number
}

const adverse: ReadonlySet<ChangeKind> = new Set(['missed', 'slipped', 'withdrawn', 'dropped', 'blocked'])

/**
 * The list of changes between two days, of the same ledger.
 *
 * A milestone is missed when it was due after the first day, up to the second, and is not done; when a later date was given for it in the
 * meantime, the list says so in `after`.
 *
 * @param before the state on the first day
 * @param after the state on the second day, normally with the knowledge of that day
 * @returns at most one row per project and milestone, and rows about the project and its blockers; dates ISO, days calendar days
 * @throws `invalid-option` when the second day is before the first
 * Cost: O(projects × milestones).
 */
export function listChanges(before: LedgerState, after: LedgerState): ChangeList {
  requireNoun(before, aState, 'listChanges')
  requireNoun(after, aState, 'listChanges', 2)
  if (after.date < before.date) throw new PlacesError('invalid-option', `listChanges: the second day must not be before the first, got ${before.date} and ${after.date}`)
  const september = openingYear(after.date)
  const then = new Map(before.projects.map((each) => [each.project, each]))
  const now = new Set(after.projects.map((each) => each.project))
  const rows = [
    ...after.projects.flatMap((project) => changesOf(then.get(project.project), project, before.date, after.date, september)),
    ...before.projects.filter((each) => !now.has(each.project)).map((each) => rowOf(each, 'dropped', september, each, undefined)),
  ].sort((a, b) => b.septemberLost - a.septemberLost || b.septemberPlaces - a.septemberPlaces || Number(adverse.has(b.change)) - Number(adverse.has(a.change)) || (b.days ?? 0) - (a.days ?? 0))
  const blockers = after.projects.flatMap((project) => project.blockers).sort((a, b) => b.days - a.days)
  return Object.freeze({
    from: before.date,
    to: after.date,
    september,
    rows: Object.freeze(rows),
    byUnit: Object.freeze(countBy(rows, (row) => row.unit)),
    byDepartment: Object.freeze(countBy(rows, (row) => row.department ?? '')),
    blockers: Object.freeze(blockers),
    ageing: Object.freeze(ageingOf(blockers)),
  })
}

function changesOf(then: ProjectState | undefined, now: ProjectState, from: string, to: string, september: number): LedgerChange[] {
  const row = (change: ChangeKind, detail: Partial<LedgerChange> = {}): LedgerChange => rowOf(now, change, september, then, now, detail)
  if (then === undefined) return [row('added')]
  const before = new Map(then.milestones.map((each) => [each.milestone, each]))
  const blockedThen = new Map(then.blockers.map((each) => [keyOf(each.what, each.from), each]))
  const blockedNow = new Map(now.blockers.map((each) => [keyOf(each.what, each.from), each]))
  const told = (blocker: BlockerState, days: number): Partial<LedgerChange> => ({ department: blocker.department, before: blocker.from, days, reason: blocker.what })
  return [
    ...(then.places === now.places ? [] : [row('resized', { places: now.places - then.places })]),
    ...now.milestones.flatMap((milestone) => {
      const change = milestoneChange(before.get(milestone.milestone), milestone, from, to)
      return change === undefined ? [] : [row(change.change, { milestone: milestone.milestone, ...change })]
    }),
    ...now.blockers.filter((each) => !blockedThen.has(keyOf(each.what, each.from))).map((each) => row('blocked', told(each, each.days))),
    ...then.blockers.filter((each) => !blockedNow.has(keyOf(each.what, each.from))).map((each) => row('cleared', told(each, daysBetween(each.from, to)))),
  ]
}

function milestoneChange(then: MilestoneState | undefined, now: MilestoneState, from: string, to: string): (Pick<LedgerChange, 'change'> & Partial<LedgerChange>) | undefined {
  const [before, after] = [then?.planned, now.planned]
  if (now.reached) {
    if (!isSettled(now) || (then !== undefined && isSettled(then))) return undefined
    return { change: 'hit', before: before ?? after, after: now.actual, days: now.late }
  }
  if (then !== undefined && isSettled(then)) return { change: 'withdrawn', before: then.actual, after }
  const author = now.plans.at(-1)
  const revised = { by: author?.by, reason: author?.reason }
  const due = (date: string | undefined): date is string => date !== undefined && date > from && date <= to
  const missed = due(before) ? before : due(after) ? after : undefined
  if (missed !== undefined) return { change: 'missed', before: before ?? after, after, days: daysBetween(missed, to), ...(before === after ? {} : revised) }
  if (before === after) return undefined
  if (before === undefined || after === undefined) return { change: 'planned', before, after, ...revised }
  const days = daysBetween(before, after)
  return { change: days > 0 ? 'slipped' : 'moved-forward', before, after, days, ...revised }
}

/** Reached, and something to strike off the list: what is implied by a later milestone and was never planned is not. */
function isSettled(milestone: MilestoneState): boolean {
  return milestone.reached && (!milestone.implied || milestone.planned !== undefined)
}

function rowOf(shown: ProjectState, change: ChangeKind, september: number, then: ProjectState | undefined, now: ProjectState | undefined, detail: Partial<LedgerChange> = {}): LedgerChange {
  // What is open already is at no risk.
  const planned = then === undefined || then.next === undefined ? 0 : opensBy(then, september)
  const lost = now === undefined ? planned : Math.max(0, planned - opensBy(now, september))
  const costs = adverse.has(change)
  return Object.freeze({
    change,
    project: shown.project,
    name: shown.name,
    unit: shown.unit,
    department: shown.department,
    milestone: undefined,
    before: undefined,
    after: undefined,
    days: undefined,
    by: undefined,
    reason: undefined,
    places: shown.places,
    ...detail,
    septemberPlaces: costs ? planned : 0,
    septemberLost: costs ? lost : 0,
  })
}

/** Places of a project that are open by 1 September of the year, as done or as planned on the day. */
function opensBy(project: ProjectState, september: number): number {
  return project.opens !== undefined && project.opens <= september ? project.places : 0
}

function countBy(rows: readonly LedgerChange[], nameOf: (row: LedgerChange) => string): ChangeCount[] {
  const groups = new Map<string, { changes: Partial<Record<ChangeKind, number>>; lost: Map<string, number> }>()
  for (const row of rows) {
    const group = groups.get(nameOf(row)) ?? { changes: {}, lost: new Map<string, number>() }
    groups.set(nameOf(row), group)
    group.changes[row.change] = (group.changes[row.change] ?? 0) + 1
    // Several rows of one project lose the same places.
    group.lost.set(row.project, Math.max(group.lost.get(row.project) ?? 0, row.septemberLost))
  }
  return [...groups].map(([name, { changes, lost }]) => ({ name, changes, septemberLost: [...lost.values()].reduce((sum, each) => sum + each, 0) })).sort((a, b) => b.septemberLost - a.septemberLost)
}

function ageingOf(blockers: readonly BlockerState[]): BlockerAge[] {
  const departments = [...new Set(blockers.map((each) => each.department))]
  return departments.map((department) => {
    const days = blockers.filter((each) => each.department === department).map((each) => each.days)
    return {
      department,
      blockers: days.length,
      upTo30: days.filter((each) => each <= 30).length,
      upTo90: days.filter((each) => each > 30 && each <= 90).length,
      longer: days.filter((each) => each > 90).length,
      longestDays: Math.max(...days),
    }
  })
}
