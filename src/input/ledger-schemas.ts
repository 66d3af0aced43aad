// The form of each table of the ledger for zod. Schemas are built on first use: a call at module scope could not be dropped by a bundler.

import * as z from 'zod'

import { isIsoDate } from '../core/calendar.js'
import { milestoneStatuses, synchronySteps, targetMeasures } from './ledger-tables.js'
import type { LedgerTableName, LedgerTables } from './ledger-tables.js'
import { projectKinds, projectModes } from './project-rows.js'
import { tableSchemas } from './schemas.js'

export type LedgerRowOf<N extends LedgerTableName> = NonNullable<LedgerTables[N]>[number]
export type LedgerSchemas = { readonly [N in LedgerTableName]: z.ZodType<LedgerRowOf<N>> }

let built: LedgerSchemas | undefined

/** The schema of the rows of every table of a ledger. */
export function ledgerSchemas(): LedgerSchemas {
  if (built !== undefined) return built
  const label = z.string().trim().min(1)
  const year = z.int().min(1900).max(2200)
  const places = z.number().min(0)
  const date = z.string().refine(isIsoDate, 'a date that reads YYYY-MM-DD')
  const common = { recorded: date.optional(), fact: label.optional() }
  const kind = z.enum(projectKinds)
  built = {
    projects: z.strictObject({
      project: label,
      nameZh: label.optional(),
      nameEn: label.optional(),
      unit: label,
      area: label.optional(),
      kind,
      mode: z.enum(projectModes).optional(),
      department: label.optional(),
      places: z.record(z.string(), places).optional(),
      ladder: label.optional(),
      dropped: z.boolean().optional(),
      ...common,
    }),
    milestones: z.strictObject({ project: label, milestone: label, status: z.enum(milestoneStatuses), date, by: label.optional(), reason: label.optional(), ...common }),
    blockers: z.strictObject({ project: label, what: label, department: label, from: date, until: date.optional(), ...common }),
    agreements: z.strictObject({ agreement: label, obligation: label, developer: label, project: label, due: date, met: date.optional(), ...common }),
    phases: z.strictObject({ estate: label, phase: label, project: label, step: z.enum(synchronySteps), planned: date.optional(), actual: date.optional(), ...common }),
    targets: z.strictObject({
      target: label,
      indicator: label,
      measure: z.enum(targetMeasures),
      milestone: label,
      from: date.optional(),
      to: date,
      value: z.number().min(0),
      denominator: z.union([z.number().positive(), z.literal('listed')]).optional(),
      unit: label.optional(),
      stages: label.optional(),
      kind: kind.optional(),
      ladder: label.optional(),
      ...common,
    }),
    plans: z.strictObject({ plan: label, from: year, to: year, target: z.number().positive(), stages: label.optional(), ...common }),
    results: z.strictObject({ plan: label, from: year, to: year, places, ...common }),
    lists: z.strictObject({ plan: label, year, project: label, milestone: label, ...common }),
    facts: tableSchemas().facts,
  }
  return built
}
