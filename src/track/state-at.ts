// Where every project stands on a day, as it was known on a day: the milestones reached, the plan in force, what holds it up.

import { openingYear } from '../core/calendar.js'
import { daysBetween, requireIsoDate } from '../core/days.js'
import { requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aLedger } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import type { BlockerRow, LedgerProjectRow, MilestoneRow } from '../input/ledger-tables.js'
import { keyOf, latestKnown } from './ledger.js'
import type { Ledger } from './ledger.js'
import { readMilestones } from './read-milestones.js'
import type { MilestoneState } from './read-milestones.js'

export interface ProjectState {
  readonly project: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly unit: string
  readonly area: string
  readonly kind: LedgerProjectRow['kind']
  readonly mode: LedgerProjectRow['mode']
  readonly department: string | undefined
  readonly ladder: string
  /** Places when complete, all stages together. */
  readonly places: number
  readonly placesByStage: Readonly<Record<string, number>>
  /** The last milestone reached; undefined before the first. */
  readonly state: string | undefined
  /** Steps of the ladder reached, 0 before the first milestone. */
  readonly step: number
  readonly since: string | undefined
  readonly daysInState: number | undefined
  /** The first milestone not yet reached. */
  readonly next: string | undefined
  readonly milestones: readonly MilestoneState[]
  /** School year in which its places can be used: as done, else as planned now; undefined without an opening date. */
  readonly opens: number | undefined
  /** Blockers not cleared on the day. */
  readonly blockers: readonly BlockerState[]
}

export interface BlockerState extends Pick<BlockerRow, 'project' | 'what' | 'department' | 'from'> {
  /** Days from its beginning to the day of the state. */
  readonly days: number
}

export interface LedgerState {
  readonly date: string
  readonly known: string
  readonly ledger: Ledger
  /** Projects on the list, in the order in which they were first recorded. */
  readonly projects: readonly ProjectState[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

export interface StateOptions {
  /** The day whose knowledge is used; the day of the state when left out, or that of the ledger when it is earlier. */
  readonly known?: string | undefined
}

/**
 * Where every project stands on a day.
 *
 * Reached is what was done by `date` and recorded by `known`; who has reached a milestone has reached all before it on the ladder. With one
 * day of knowledge a project never goes back as `date` moves on, and rows recorded after `known` change nothing. The plan in force is the
 * last one recorded by `known`.
 *
 * @param date `YYYY-MM-DD`
 * @returns one row per project on the list; days are calendar days, places seats when complete
 * @throws `invalid-option` for a text that is no date
 * Cost: O(rows of the ledger).
 */
export function stateAt(ledger: Ledger, date: string, options: StateOptions = {}): LedgerState {
  const verb = 'stateAt'
  requireNoun(ledger, aLedger, verb)
  requireIsoDate(date, 'date', verb)
  const known = options.known === undefined ? (date < ledger.asOf ? date : ledger.asOf) : requireIsoDate(options.known, 'known', verb)
  const ladders = new Map(ledger.ladders.map((ladder) => [ladder.id, ladder]))
  const rowsOf = new Map<string, MilestoneRow[]>()
  for (const row of ledger.milestones) {
    if (row.recorded !== undefined && row.recorded > known) continue
    const rows = rowsOf.get(row.project)
    if (rows === undefined) rowsOf.set(row.project, [row])
    else rows.push(row)
  }
  const blockersOf = new Map<string, BlockerState[]>()
  for (const { project, what, department, from, until } of latestKnown(ledger.blockers, known, (row) => keyOf(row.project, row.what, row.from))) {
    if (from > date || (until !== undefined && until <= date)) continue
    blockersOf.set(project, [...(blockersOf.get(project) ?? []), { project, what, department, from, days: daysBetween(from, date) }])
  }
  const issues: Issue[] = []
  const projects = latestKnown(ledger.projects, known, (row) => row.project).flatMap((row): ProjectState[] => {
    const ladder = ladders.get(row.ladder ?? 'building')
    if (row.dropped === true || ladder === undefined) return []
    const read = readMilestones(row.project, ladder, rowsOf.get(row.project) ?? [], date)
    issues.push(...read.issues)
    const reached = read.milestones.filter((each) => each.reached)
    const last = reached.at(-1)
    const placesByStage = row.places ?? {}
    const opening = read.milestones.find((each) => each.milestone === ladder.opening)
    const opens = opening?.actual ?? opening?.expected
    return [
      Object.freeze({
        project: row.project,
        name: Object.freeze({ en: row.nameEn ?? row.nameZh ?? row.project, zh: row.nameZh ?? row.nameEn ?? row.project }),
        unit: row.unit,
        area: row.area ?? row.unit,
        kind: row.kind,
        mode: row.mode,
        department: row.department,
        ladder: ladder.id,
        places: Object.values(placesByStage).reduce((sum, each) => sum + each, 0),
        placesByStage,
        state: last?.milestone,
        step: reached.length,
        since: last?.actual,
        daysInState: last?.actual === undefined ? undefined : daysBetween(last.actual, date),
        next: read.milestones[reached.length]?.milestone,
        milestones: Object.freeze(read.milestones),
        opens: opens === undefined ? undefined : openingYear(opens),
        blockers: Object.freeze(blockersOf.get(row.project) ?? []),
      }),
    ]
  })
  return Object.freeze({ date, known, ledger, projects: Object.freeze(projects), issues: Object.freeze([...ledger.issues, ...issues]), provenance: stamp(verb, { options: { date, known } }) })
}
