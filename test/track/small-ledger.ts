// Makes small ledgers for tests: projects with dated milestones in few words.

import { parseLedger } from 'school-places/track'
import type { Ledger, LedgerProjectRow, LedgerTables, MilestoneRow } from 'school-places/track'

export function project(id: string, detail: Partial<LedgerProjectRow> = {}): LedgerProjectRow {
  return { project: id, unit: '新安街道', kind: 'new', places: { primary: 1080 }, ...detail }
}

/** Rows of one status: `rows('p', 'planned', { start: '2021-03-01' })`. */
export function rows(id: string, status: MilestoneRow['status'], dates: Readonly<Record<string, string>>, detail: Partial<MilestoneRow> = {}): MilestoneRow[] {
  return Object.entries(dates).map(([milestone, date]) => ({ project: id, milestone, status, date, ...detail }))
}

/** So many projects of a kind, of which the first ones have reached milestones: `many(23, { start: 16, accepted: 8 }, '2021-06-01')`. */
export function many(prefix: string, count: number, reached: Readonly<Record<string, number>>, date: string, detail: Partial<LedgerProjectRow> = {}): { projects: LedgerProjectRow[]; milestones: MilestoneRow[] } {
  const projects = Array.from({ length: count }, (_, i) => project(`${prefix}${i + 1}`, detail))
  const milestones = projects.flatMap(({ project: id }, i) => Object.entries(reached).flatMap(([milestone, n]) => (i < n ? rows(id, 'actual', { [milestone]: date }) : [])))
  return { projects, milestones }
}

export function ledgerOf(tables: LedgerTables, asOf = '2021-06-30'): Ledger {
  return parseLedger(tables, { asOf })
}
