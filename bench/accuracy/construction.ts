// Construction schedules as rows of delays, cleaned in the open: every kind of row that is left out is counted.

import { readFileSync } from 'node:fs'

import { parse } from 'csv-parse/sync'
import type { DelayRow } from 'school-places'

export interface ConstructionRow extends DelayRow {
  readonly begins: string
  readonly phase: string
  readonly kind: string
}

const columns = ['geo_district', 'description', 'phase', 'status', 'actual_start', 'planned_end', 'actual_end', 'dsf'] as const

/** Rows of scope, design and construction, and what was found on the way. */
export function readConstruction(file: string): { readonly rows: ConstructionRow[]; readonly told: string[] } {
  const all = parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true, trim: true }) as Record<(typeof columns)[number], string>[]
  const missing = columns.filter((column) => all[0] === undefined || !(column in all[0]))
  if (missing.length > 0) throw new Error(`${file}: the columns ${columns.join(', ')} are needed, ${missing.join(', ')} not found`)
  // Furniture and construction management repeat the dates of construction.
  const works = all.filter((row) => !row.phase.startsWith('CM'))
  // A project is divided into packages that share a number; one with the same phase and the same dates is the same work told twice.
  const seen = new Set<string>()
  const rows: ConstructionRow[] = []
  let [twice, instant, odd] = [0, 0, 0]
  for (const row of works) {
    const key = JSON.stringify([row.dsf, row.phase, row.actual_start, row.planned_end, row.actual_end])
    if (seen.has(key)) {
      twice++
      continue
    }
    seen.add(key)
    // Begun, planned and ended on one day: entered afterwards for work of an older record, no schedule.
    if (row.actual_start === row.planned_end && row.planned_end === row.actual_end) {
      instant++
      continue
    }
    if ((row.status === 'Complete') !== (row.actual_end !== '')) odd++
    rows.push({ project: row.dsf, area: row.geo_district, kind: row.description, phase: row.phase, begins: row.actual_start, planned: row.planned_end, ...(row.actual_end === '' ? {} : { actual: row.actual_end }) })
  }
  return {
    rows,
    told: [
      `${all.length} rows of ${new Set(all.map((row) => row.dsf)).size} projects; ${all.length - works.length} rows of furniture and construction management repeat construction and are left out`,
      `${twice} rows repeat another of the same project, phase and dates and are left out; ${instant} that begin, were planned to end and end on one day are no schedules and are left out`,
      `${odd} rows whose status contradicts their end; the list holds active projects: finished ones have left it, so late ones are over-represented`,
      'a row holds one planned end: whether it was revised on the way cannot be seen',
    ],
  }
}
