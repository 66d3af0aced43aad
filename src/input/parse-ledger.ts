// The border of the ledger: the only way from tables, and from later changes, into a Ledger. Every fault is told at once, and nothing recorded is ever lost.

import { isIsoDate } from '../core/calendar.js'
import { compareFacts } from '../core/compare-facts.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { chinaLadder } from '../core/ladder.js'
import type { Ladder } from '../core/ladder.js'
import { buildingMilestones, conversionMilestones, developerMilestones } from '../core/milestones.js'
import type { MilestoneLadder } from '../core/milestones.js'
import { aLedger } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Ledger } from '../track/ledger.js'
import type { Placed } from './read-projects.js'
import { checkLedger } from './check-ledger.js'
import type { PlacedLedger } from './check-ledger.js'
import { columnsOf, fault, refuseFaults, show, translateZodIssues } from './faults.js'
import { ledgerSchemas } from './ledger-schemas.js'
import type { LedgerTableName, LedgerTables } from './ledger-tables.js'

export interface LedgerSettings {
  /** The day up to which the ledger is kept, `YYYY-MM-DD`: nothing in it may have been done or recorded later. */
  readonly asOf: string
  /** Ladders of milestones besides building, developer and conversion; one of the same id takes its place. */
  readonly ladders?: readonly MilestoneLadder[] | undefined
  /** The ladder of grades whose stages places are given for; kindergarten to senior when left out. */
  readonly ladder?: Ladder | undefined
}

/** What came to be known since the ledger was last kept: rows of any table. */
export type LedgerChanges = Partial<LedgerTables>

/**
 * Turns the tables of a project ledger into a checked Ledger, the input of every verb that tracks work.
 *
 * @param tables rows as objects: dates `YYYY-MM-DD`, places as seats by stage
 * @returns all rows as they were recorded, frozen
 * @throws `invalid-input` with every fault of all tables in `issues`: unknown labels, kinds, modes and milestones, what is done but lies ahead,
 * milestones out of order, openings without places, rates without denominator, duplicates, revisions before what they revise
 * Cost: O(rows log rows).
 * @example
 * parseLedger({ projects: [{ project: 'p', unit: '新安街道', kind: 'new', places: { primary: 1080 } }] }, { asOf: '2021-06-30' }).projects.length // 1
 */
export function parseLedger(tables: LedgerTables, settings: LedgerSettings): Ledger {
  const given: Partial<LedgerSettings> = settings ?? {}
  const ladders = [buildingMilestones, developerMilestones, conversionMilestones, ...(given.ladders ?? [])]
  const empty: Ledger = {
    asOf: given.asOf ?? '',
    ladders: [...new Map(ladders.map((ladder) => [ladder.id, ladder])).values()],
    stages: (given.ladder ?? chinaLadder).stages.map((stage) => stage.id),
    projects: [],
    milestones: [],
    blockers: [],
    agreements: [],
    phases: [],
    targets: [],
    plans: [],
    results: [],
    lists: [],
    facts: [],
    issues: [],
    provenance: stamp('parseLedger', { options: {} }),
  }
  return addRows(empty, tables, given.asOf, 'parseLedger')
}

/** A Ledger, or the error that lists every fault. */
export type LedgerResult = { readonly ok: true; readonly ledger: Ledger; readonly error?: never } | { readonly ok: false; readonly error: PlacesError; readonly ledger?: never }

/** Like `parseLedger`, but gives the error back instead of throwing it. */
export function safeParseLedger(tables: LedgerTables, settings: LedgerSettings): LedgerResult {
  requireObject(tables, 'tables', 'safeParseLedger')
  requireObject(settings, 'settings', 'safeParseLedger', 2)
  try {
    return { ok: true, ledger: parseLedger(tables, settings) }
  } catch (error) {
    if (error instanceof PlacesError) return { ok: false, error }
    throw error
  }
}

/**
 * A ledger with what came to be known since: rows are added, none is changed, so that earlier values stay as history and the ledger
 * still tells what was known on any earlier day.
 *
 * @param changes rows of any table; a row without `recorded` counts from `settings.asOf`
 * @param settings the day of the update, not before that of the ledger
 * @returns a new ledger; the old one is left as it was
 * @throws `invalid-input` with every fault, among them rows recorded before the ledger was last kept
 * Cost: O(rows of the ledger).
 */
export function updateLedger(ledger: Ledger, changes: LedgerChanges, settings: { readonly asOf: string }): Ledger {
  requireNoun(ledger, aLedger, 'updateLedger')
  return addRows(ledger, changes, (settings ?? {}).asOf, 'updateLedger')
}

function addRows(ledger: Ledger, handed: LedgerChanges, day: string | undefined, verb: 'parseLedger' | 'updateLedger'): Ledger {
  const update = verb === 'updateLedger'
  const faults: Issue[] = []
  const isDay = typeof day === 'string' && isIsoDate(day)
  const isTables = typeof handed === 'object' && handed !== null && !Array.isArray(handed)
  if (!isDay) faults.push(fault('not-allowed', { option: 'asOf' }, `must be a date YYYY-MM-DD, got ${show(day)}`, day, 'a date YYYY-MM-DD'))
  // Without a day the tables are still read, so that one error tells everything: nothing in them lies after the last day there is.
  const asOf = isDay ? day : '9999-12-31'
  if (update && asOf < ledger.asOf) faults.push(fault('not-allowed', { option: 'asOf' }, `an update must not be before ${ledger.asOf}, the day of the ledger, got ${asOf}`, asOf, `a date from ${ledger.asOf}`))
  if (!isTables) faults.push(fault('wrong-type', { table: 'tables' }, `must be an object of tables, got ${show(handed)}`, handed))
  const changes: LedgerChanges = isTables ? handed : {}
  const schemas = ledgerSchemas()
  const names = Object.keys(schemas) as LedgerTableName[]
  for (const name of Object.keys(changes)) {
    if (!(name in schemas)) faults.push(fault('unknown-column', { table: name }, 'there is no such table', name, names.join(', ')))
  }
  const placed = Object.fromEntries(
    names.map((name) => {
      const before = (ledger[name] as readonly object[]).map((value) => ({ row: 0, value }))
      const rows: unknown = changes[name]
      if (rows === undefined && (update || !isTables || name !== 'projects')) return [name, before]
      if (!Array.isArray(rows)) {
        faults.push(fault('wrong-type', { table: name }, `must be a list of rows, got ${show(rows)}`, rows, 'a list of rows'))
        return [name, before]
      }
      return [name, [...before, ...readRows(name, rows, faults, update ? asOf : undefined)]]
    }),
  ) as unknown as PlacedLedger
  const named = (name: 'projects' | 'facts', column: string): Set<string> => {
    const given: unknown = changes[name]
    const rows = [...ledger[name], ...(Array.isArray(given) ? (given as unknown[]) : [])]
    return new Set(rows.map((row) => (row as Record<string, unknown> | null)?.[column]).filter((each) => typeof each === 'string'))
  }
  const ladders = new Map(ledger.ladders.map((ladder) => [ladder.id, ladder]))
  faults.push(...checkLedger(placed, { asOf, before: update ? ledger.asOf : undefined, ladders, stages: ledger.stages, projects: named('projects', 'project'), facts: named('facts', 'id') }))
  refuseFaults(faults, verb)
  const rows = Object.fromEntries(names.map((name) => [name, Object.freeze(placed[name].map(({ row, value }) => (row === 0 ? value : freezeRow(value))))])) as unknown as Pick<Ledger, LedgerTableName>
  return Object.freeze({
    ...ledger,
    ...rows,
    asOf,
    ladders: Object.freeze([...ledger.ladders]),
    stages: Object.freeze([...ledger.stages]),
    issues: Object.freeze(compareFacts(rows.facts)),
    provenance: stamp(verb, { options: { asOf, ladders: ledger.ladders.map((ladder) => ladder.id) } }),
  })
}

function readRows(name: LedgerTableName, rows: readonly unknown[], faults: Issue[], updated: string | undefined): Placed<object>[] {
  const schema = ledgerSchemas()[name]
  const good: Placed<object>[] = []
  rows.forEach((given, i) => {
    const row = i + 1
    const parsed = schema.safeParse(given)
    if (parsed.success) good.push({ row, value: withRecorded(name, parsed.data, updated) })
    else if (typeof given !== 'object' || given === null) faults.push(fault('wrong-type', { table: name, row }, `must be an object of columns, got ${show(given)}`, given, 'an object of columns'))
    else faults.push(...translateZodIssues(parsed.error.issues, given, (column) => ({ table: name, row, column }), { what: 'column', names: columnsOf(schema) }))
  })
  return good
}

/** Fills in the day from which a row is known, where the row leaves it out. */
function withRecorded(name: LedgerTableName, value: object, updated: string | undefined): object {
  const row = value as { readonly recorded?: string; readonly status?: string; readonly date?: string }
  if (name === 'facts' || row.recorded !== undefined) return value
  if (updated !== undefined) return { ...value, recorded: updated }
  return name === 'milestones' && row.status === 'actual' ? { ...value, recorded: row.date } : value
}

function freezeRow(row: object): object {
  const { places } = row as { readonly places?: object }
  return Object.freeze({ ...row, ...(typeof places === 'object' ? { places: Object.freeze({ ...places }) } : {}) })
}
