// The form of each table for zod. Schemas are built on first use: a call at module scope could not be dropped by a bundler.
// Counts are never coerced: coercing '' gives 0, and a blank cell would become an empty school.

import * as z from 'zod'

import { isIsoDate } from '../core/calendar.js'
import { certaintyWords, phaseIns, placeSources, projectKinds, projectModes } from './project-rows.js'
import { sectors } from './sectors.js'
import { assumptionNames } from './tables.js'
import type { Tables, TableName } from './tables.js'

type RowOf<N extends TableName> = NonNullable<Tables[N]>[number]
export type Schemas = { readonly [N in TableName]: z.ZodType<RowOf<N>> }

let built: Schemas | undefined

/** The schema of every table's rows. */
export function tableSchemas(): Schemas {
  if (built !== undefined) return built
  const label = z.string().trim().min(1)
  const year = z.int().min(1900).max(2200)
  const count = z.number().min(0)
  const proportion = z.number().min(0).max(1)
  const date = z.string().refine(isIsoDate, 'a date that reads YYYY-MM-DD')
  const fact = label.optional()
  const sector = z.enum(sectors)
  const capacity = { places: count.optional(), classes: count.optional(), classSize: z.number().positive().optional() }
  built = {
    areas: z.strictObject({ area: label, parent: label.optional(), nameZh: label.optional(), nameEn: label.optional(), fact }),
    pupils: z.strictObject({ area: label, grade: label, year, pupils: count, fact }),
    totals: z.strictObject({ area: label, stages: label, year, pupils: count, fact }),
    births: z.strictObject({ area: label, year, month: z.int().min(1).max(12).optional(), births: count, fact }),
    entrants: z.strictObject({ area: label, grade: label, year, pupils: count, fact }),
    population: z.strictObject({ area: label, age: z.int().min(0).max(25), year, population: count, fact }),
    registrations: z.strictObject({ area: label, grade: label, year, registered: count, fact }),
    dwellings: z.strictObject({ area: label, year, dwellings: count, type: label.optional(), tenure: label.optional(), certainty: proportion.optional(), fact }),
    yields: z.strictObject({ grade: label, yearsSince: z.int().min(0).max(60), perHundred: count, type: label.optional(), tenure: label.optional(), fact }),
    shares: z.strictObject({ area: label, stage: label, year, sector: sector.optional(), group: label.optional(), share: proportion, fact }),
    places: z.strictObject({ area: label, stage: label.optional(), grade: label.optional(), sector, year, ...capacity, fact }),
    projects: z.strictObject({
      project: label,
      area: label,
      stage: label,
      sector,
      kind: z.enum(projectKinds),
      opens: year.optional(),
      openingDate: date.optional(),
      startDate: date.optional(),
      ...capacity,
      phaseIn: z.enum(phaseIns).optional(),
      profile: z.array(proportion).min(1).optional(),
      fromSector: sector.optional(),
      toStage: label.optional(),
      toPlaces: count.optional(),
      removes: count.optional(),
      removesFrom: year.optional(),
      host: label.optional(),
      follows: label.optional(),
      partners: label.optional(),
      closes: year.optional(),
      floor: count.optional(),
      source: z.enum(placeSources).optional(),
      mode: z.enum(projectModes).optional(),
      certainty: z.union([proportion, z.enum(certaintyWords)], `a number from 0 to 1, or one of ${certaintyWords.join(', ')}`).optional(),
      fact,
    }),
    admissions: z.strictObject({ area: label, grade: label, year, sector, plan: count, fact }),
    applications: z.strictObject({ area: label, grade: label, year, applicants: count, fact }),
    assumptions: z.strictObject({
      assumption: z.enum(assumptionNames),
      value: z.number().min(0),
      area: label.optional(),
      grade: label.optional(),
      stage: label.optional(),
      year: year.optional(),
      reason: label.optional(),
      fact,
    }),
    facts: z.strictObject({
      id: label,
      measure: label,
      value: z.number(),
      unit: label,
      source: label,
      date: label,
      status: z.enum(['planned', 'achieved', 'rule', 'derived', 'assumed']),
      bound: z.enum(['exact', 'about', 'over', 'under', 'at-least', 'at-most']),
      evidence: z.enum(['A', 'B', 'C', 'D', 'derived', 'U']),
      area: label.optional(),
      stage: label.optional(),
      grade: label.optional(),
      sector: label.optional(),
      year: year.optional(),
      partOf: label.optional(),
      precision: z.number().positive().optional(),
      period: label.optional(),
      covers: label.optional(),
      note: label.optional(),
    }) as unknown as z.ZodType<RowOf<'facts'>>,
  }
  return built
}
