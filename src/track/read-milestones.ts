// The milestones of one project on a day: first plan, plan in force, what was done, and what follows for the milestones between.

import { daysBetween } from '../core/days.js'
import type { Issue } from '../core/issue.js'
import type { MilestoneLadder } from '../core/milestones.js'
import type { MilestoneRow } from '../input/ledger-tables.js'

/** One plan for a milestone: its date, and when, by whom and why it was made. */
export interface PlanVersion {
  readonly date: string
  readonly recorded: string | undefined
  readonly by: string | undefined
  readonly reason: string | undefined
}

export interface MilestoneState {
  readonly milestone: string
  /** The first plan. */
  readonly first: string | undefined
  /** The plan in force: the last one recorded. */
  readonly planned: string | undefined
  /** When it can come at the earliest by the plan in force: not before the day of the state, nor before what comes earlier on the ladder. */
  readonly expected: string | undefined
  /** Every plan there was, in the order in which they were recorded. */
  readonly plans: readonly PlanVersion[]
  readonly actual: string | undefined
  readonly reached: boolean
  /** Reached only because a later milestone is: its own day is not known. */
  readonly implied: boolean
  /** Days behind the plan in force: of what was done, or up to the day of the state of what was due; negative when done early. */
  readonly late: number | undefined
  /** Days from the first plan to the plan in force. */
  readonly slipped: number | undefined
}

/**
 * Reads the milestones of one project.
 *
 * @param rows those known on the day of knowledge, in the order of the ledger
 * @returns one state per milestone of the ladder, in order, with notes on what had to be implied
 * Cost: O(rows + milestones).
 */
export function readMilestones(project: string, ladder: MilestoneLadder, rows: readonly MilestoneRow[], date: string): { readonly milestones: MilestoneState[]; readonly issues: Issue[] } {
  const plans = new Map<string, MilestoneRow[]>()
  const done = new Map<string, MilestoneRow>()
  for (const row of rows) {
    if (row.status === 'planned' || row.status === 'revised') plans.set(row.milestone, [...(plans.get(row.milestone) ?? []), row])
    else {
      const before = done.get(row.milestone)
      if (before === undefined || (before.recorded ?? '') <= (row.recorded ?? '')) done.set(row.milestone, row)
    }
  }
  const actualOf = (milestone: string): string | undefined => {
    const row = done.get(milestone)
    return row?.status === 'actual' && row.date <= date ? row.date : undefined
  }
  const top = ladder.milestones.findLastIndex((each) => actualOf(each.id) !== undefined)
  let floor = date
  let floorOf: string | undefined
  const issues: Issue[] = []
  const implied: string[] = []
  const milestones = ladder.milestones.map(({ id }, position): MilestoneState => {
    // The first plan comes first even where it was recorded later than a revision of the same day.
    const versions = [...(plans.get(id) ?? [])].sort((a, b) => (a.status === b.status ? compare(a.recorded ?? '', b.recorded ?? '') : a.status === 'planned' ? -1 : 1))
    const [first, planned] = [versions[0]?.date, versions.at(-1)?.date]
    const actual = actualOf(id)
    const reached = position <= top
    if (reached && actual === undefined) implied.push(id)
    let expected: string | undefined
    if (!reached && planned !== undefined) {
      expected = planned < floor ? floor : planned
      if (planned >= floor) [floor, floorOf] = [planned, id]
      else if (floorOf !== undefined) issues.push(overtaken(project, floorOf, floor, id, planned))
    }
    const measured = actual ?? (!reached && planned !== undefined && planned < date ? date : undefined)
    return {
      milestone: id,
      first,
      planned,
      expected,
      plans: versions.map((row) => ({ date: row.date, recorded: row.recorded, by: row.by, reason: row.reason })),
      actual,
      reached,
      implied: reached && actual === undefined,
      late: planned === undefined || measured === undefined ? undefined : daysBetween(planned, measured),
      slipped: first === undefined || planned === undefined ? undefined : daysBetween(first, planned),
    }
  })
  if (implied.length > 0) {
    const reached = ladder.milestones[top]?.id ?? ''
    issues.push({
      code: 'milestone-implied',
      severity: 'note',
      where: { project },
      message: `${implied.join(', ')} have no day on which they were done, but ${reached} has`,
      assumed: 'they are reached',
      amounts: { milestones: chineseOf(ladder, implied), reached: chineseOf(ladder, [reached]) },
    })
  }
  return { milestones, issues }

  function overtaken(where: string, earlier: string, earlierDate: string, later: string, laterDate: string): Issue {
    return {
      code: 'plan-overtaken',
      severity: 'assumption',
      where: { project: where },
      message: `${earlier} is planned on ${earlierDate}, after ${later} on ${laterDate}`,
      assumed: `${later} not before ${earlierDate}`,
      amounts: { earlier: chineseOf(ladder, [earlier]), earlierDate, later: chineseOf(ladder, [later]), laterDate },
    }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function chineseOf(ladder: MilestoneLadder, ids: readonly string[]): string {
  return ids.map((id) => ladder.milestones.find((each) => each.id === id)?.name.zh ?? id).join('、')
}
