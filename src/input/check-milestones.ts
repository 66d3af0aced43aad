// Checks of the milestones of one project: an order that can happen, dates that lie behind us where they say "done", revisions that come after what they revise.

import type { Issue, Where } from '../core/issue.js'
import { milestonePosition } from '../core/milestones.js'
import type { MilestoneLadder } from '../core/milestones.js'
import type { Placed } from './read-projects.js'
import { fault } from './faults.js'
import type { LedgerProjectRow, MilestoneRow } from './ledger-tables.js'

type Row = Placed<MilestoneRow>

/**
 * Every fault of the milestones of a project whose rows name milestones of its ladder.
 *
 * A row of the ledger as it was has the number 0: it was checked before, so a fault between an old and a new row is told at the new one.
 */
export function checkMilestones(project: LedgerProjectRow, ladder: MilestoneLadder, rows: readonly Row[], asOf: string): Issue[] {
  const known = rows.filter(({ value }) => milestonePosition(ladder, value.milestone) >= 0)
  return [
    ...rows
      .filter(({ row, value }) => row > 0 && milestonePosition(ladder, value.milestone) < 0)
      .map(({ row, value }) => fault('not-allowed', at(row, 'milestone'), `there is no milestone ${value.milestone} on the ladder ${ladder.id}`, value.milestone, ladder.milestones.map((each) => each.id).join(', '))),
    ...known.flatMap(({ row, value }) => (row > 0 ? checkDone(value, row, asOf) : [])),
    ...checkRevisions(known),
    ...checkOrder(ladder, known.filter(({ value }) => value.status === 'planned'), 'is planned on'),
    ...checkOrder(ladder, latestActuals(known), 'was done on'),
    ...checkRevisedOrder(ladder, known),
    ...checkOpening(project, ladder, known),
  ]
}

function at(row: number, column: string): Where {
  return { table: 'milestones', row, column }
}

function checkDone(value: MilestoneRow, row: number, asOf: string): Issue[] {
  if (value.status === 'revised' || value.status === 'withdrawn') {
    return value.recorded === undefined ? [fault('missing-value', at(row, 'recorded'), `a milestone that is ${value.status} must say when that was recorded`, undefined, 'a date YYYY-MM-DD')] : []
  }
  const latest = value.recorded === undefined || value.recorded > asOf ? asOf : value.recorded
  if (value.status !== 'actual' || value.date <= latest) return []
  return [fault('in-the-future', at(row, 'date'), `what is done cannot lie ahead of ${latest}, the day on which it was recorded, got ${value.date}`, value.date, `a date up to ${latest}`)]
}

/** A revision stands for what was known when it was made: it comes after the plan and after earlier revisions, in the table as in time. */
function checkRevisions(rows: readonly Row[]): Issue[] {
  const issues: Issue[] = []
  const last = new Map<string, string>()
  const plans = rows.filter((each) => each.value.status === 'planned')
  const planned = new Set(plans.map((each) => each.value.milestone))
  for (const { row, value } of [...plans, ...rows.filter((each) => each.value.status === 'revised')]) {
    const before = last.get(value.milestone)
    if (row > 0 && value.status === 'revised' && !planned.has(value.milestone)) {
      issues.push(fault('incomplete-row', at(row, 'status'), `a revision of ${value.milestone} needs a plan that it revises`, value.status, 'a row planned for the same milestone'))
    }
    if (value.recorded === undefined) continue
    if (row > 0 && before !== undefined && value.recorded < before) {
      issues.push(fault('revision-order', at(row, 'recorded'), `a revision must not be recorded before the one it follows (${before}), got ${value.recorded}`, value.recorded, `a date from ${before}`))
    } else last.set(value.milestone, value.recorded)
  }
  return issues
}

function latestActuals(rows: readonly Row[]): Row[] {
  const latest = new Map<string, Row>()
  for (const each of rows) {
    if (each.value.status !== 'actual' && each.value.status !== 'withdrawn') continue
    const before = latest.get(each.value.milestone)
    if (before === undefined || recordedOf(before.value) <= recordedOf(each.value)) latest.set(each.value.milestone, each)
  }
  return [...latest.values()].filter(({ value }) => value.status === 'actual')
}

/** The day from which an actual is known: its own when none is given. */
function recordedOf(value: MilestoneRow): string {
  return value.recorded ?? value.date
}

function checkOrder(ladder: MilestoneLadder, rows: readonly Row[], verb: string): Issue[] {
  const issues: Issue[] = []
  const sorted = [...rows].sort((a, b) => milestonePosition(ladder, a.value.milestone) - milestonePosition(ladder, b.value.milestone))
  let before = sorted[0]
  for (const each of sorted.slice(1)) {
    if (before !== undefined && each.value.date < before.value.date) issues.push(orderFault(each, before, verb))
    if (before === undefined || each.value.date >= before.value.date) before = each
  }
  return issues
}

function orderFault(later: Row, earlier: Row, verb: string): Issue {
  // Told at the row that is new.
  const [row, value, limit] = later.row > 0 ? [later.row, later.value, `a date from ${earlier.value.date}`] : [earlier.row, earlier.value, `a date up to ${later.value.date}`]
  return fault(
    'milestone-order',
    { ...at(row, 'date'), project: value.project },
    `${later.value.milestone} ${verb} ${later.value.date}, before ${earlier.value.milestone} on ${earlier.value.date}`,
    value.date,
    limit,
  )
}

/** A revision must not put a milestone before one that comes earlier on the ladder. One that overtakes a later milestone is no fault: that one is late. */
function checkRevisedOrder(ladder: MilestoneLadder, rows: readonly Row[]): Issue[] {
  const inForce = new Map<string, Row>()
  for (const each of rows) if (each.value.status === 'planned') inForce.set(each.value.milestone, each)
  const revisions = rows.filter(({ value }) => value.status === 'revised' && value.recorded !== undefined).sort((a, b) => (recordedOf(a.value) < recordedOf(b.value) ? -1 : recordedOf(a.value) > recordedOf(b.value) ? 1 : 0))
  const issues: Issue[] = []
  for (let i = 0; i < revisions.length; ) {
    const day = revisions[i]?.value.recorded
    const batch: Row[] = []
    for (; i < revisions.length && revisions[i]?.value.recorded === day; i++) batch.push(revisions[i] as Row)
    // Revisions of one day belong together: they are checked once all are in force.
    for (const each of batch) inForce.set(each.value.milestone, each)
    for (const each of batch) {
      if (each.row === 0) continue
      const position = milestonePosition(ladder, each.value.milestone)
      const ahead = [...inForce.values()].find((other) => milestonePosition(ladder, other.value.milestone) < position && other.value.date > each.value.date)
      if (ahead !== undefined) issues.push(orderFault(each, ahead, 'is now planned on'))
    }
  }
  return issues
}

const withoutPlaces: ReadonlySet<string> = new Set(['site-return', 'closure', 'merger'])

function checkOpening(project: LedgerProjectRow, ladder: MilestoneLadder, rows: readonly Row[]): Issue[] {
  if (withoutPlaces.has(project.kind)) return []
  const total = Object.values(project.places ?? {}).reduce((sum, each) => sum + each, 0)
  if (total > 0) return []
  const opening = rows.find(({ row, value }) => row > 0 && value.milestone === ladder.opening)
  if (opening === undefined) return []
  return [fault('opening-without-places', { ...at(opening.row, 'milestone'), project: project.project }, `${project.project} opens on ${opening.value.date} and has no places`, total, 'places of at least one stage in the projects table')]
}
