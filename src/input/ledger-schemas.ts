// The form of each table of the ledger for zod. Schemas are built on first use: a call at module scope could not be dropped by a bundler.

import * as z from 'zod/mini'

import { isIsoDate } from '../core/calendar.js'
import { milestoneStatuses, synchronySteps, targetMeasures } from './ledger-tables.js'
import type { LedgerTableName, LedgerTables } from './ledger-tables.js'
import { projectKinds, projectModes } from './project-rows.js'
import { tableSchemas } from './schemas.js'

export type LedgerRowOf<N extends LedgerTableName> = NonNullable<LedgerTables[N]>[number]
export type LedgerSchemas = { readonly [N in LedgerTableName]: z.ZodMiniType<LedgerRowOf<N>> }

let built: LedgerSchemas | undefined

/** The schema of the rows of every table of a ledger. */
export function ledgerSchemas(): LedgerSchemas {
  if (built !== undefined) return built
  const label = z.string().check(z.trim(), z.minLength(1))
  const year = z.int().check(z.minimum(1900), z.maximum(2200))
  const places = z.number().check(z.minimum(0))
  const date = z.string().check(z.refine(isIsoDate, 'a date that reads YYYY-MM-DD'))
  const common = { recorded: z.optional(date), fact: z.optional(label) }
  const kind = z.enum(projectKinds)
  built = {
    projects: z.strictObject({
      project: label,
      nameZh: z.optional(label),
      nameEn: z.optional(label),
      unit: label,
      area: z.optional(label),
      kind,
      mode: z.optional(z.enum(projectModes)),
      department: z.optional(label),
      places: z.optional(z.record(z.string(), places)),
      ladder: z.optional(label),
      dropped: z.optional(z.boolean()),
      ...common,
    }),
    milestones: z.strictObject({ project: label, milestone: label, status: z.enum(milestoneStatuses), date, by: z.optional(label), reason: z.optional(label), ...common }),
    blockers: z.strictObject({ project: label, what: label, department: label, from: date, until: z.optional(date), ...common }),
    agreements: z.strictObject({ agreement: label, obligation: label, developer: label, project: label, due: date, met: z.optional(date), ...common }),
    phases: z.strictObject({ estate: label, phase: label, project: label, step: z.enum(synchronySteps), planned: z.optional(date), actual: z.optional(date), ...common }),
    targets: z.strictObject({
      target: label,
      indicator: label,
      measure: z.enum(targetMeasures),
      milestone: label,
      from: z.optional(date),
      to: date,
      value: z.number().check(z.minimum(0)),
      denominator: z.optional(z.union([z.number().check(z.positive()), z.literal('listed')])),
      unit: z.optional(label),
      stages: z.optional(label),
      kind: z.optional(kind),
      ladder: z.optional(label),
      ...common,
    }),
    plans: z.strictObject({ plan: label, from: year, to: year, target: z.number().check(z.positive()), stages: z.optional(label), ...common }),
    results: z.strictObject({ plan: label, from: year, to: year, places, ...common }),
    lists: z.strictObject({ plan: label, year, project: label, milestone: label, ...common }),
    facts: tableSchemas().facts,
  }
  return built
}
