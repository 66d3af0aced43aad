// The form of each table for zod. Schemas are built on first use: a call at module scope could not be dropped by a bundler.
// Counts are never coerced: coercing '' gives 0, and a blank cell would become an empty school.

import * as z from 'zod/mini'

import { isIsoDate } from '../core/calendar.js'
import { certaintyWords, phaseIns, placeSources, projectKinds, projectModes } from './project-rows.js'
import { sectors } from './sectors.js'
import { assumptionNames } from './tables.js'
import type { Tables, TableName } from './tables.js'

type RowOf<N extends TableName> = NonNullable<Tables[N]>[number]
export type Schemas = { readonly [N in TableName]: z.ZodMiniType<RowOf<N>> }

let built: Schemas | undefined

/** The schema of every table's rows. */
export function tableSchemas(): Schemas {
  if (built !== undefined) return built
  const label = z.string().check(z.trim(), z.minLength(1))
  const year = z.int().check(z.minimum(1900), z.maximum(2200))
  const count = z.number().check(z.minimum(0))
  const proportion = z.number().check(z.minimum(0), z.maximum(1))
  const date = z.string().check(z.refine(isIsoDate, 'a date that reads YYYY-MM-DD'))
  const fact = z.optional(label)
  const sector = z.enum(sectors)
  const capacity = { places: z.optional(count), classes: z.optional(count), classSize: z.optional(z.number().check(z.positive())) }
  built = {
    areas: z.strictObject({ area: label, parent: z.optional(label), nameZh: z.optional(label), nameEn: z.optional(label), fact }),
    pupils: z.strictObject({ area: label, grade: label, year, pupils: count, fact }),
    totals: z.strictObject({ area: label, stages: label, year, pupils: count, fact }),
    births: z.strictObject({ area: label, year, month: z.optional(z.int().check(z.minimum(1), z.maximum(12))), births: count, fact }),
    entrants: z.strictObject({ area: label, grade: label, year, pupils: count, fact }),
    population: z.strictObject({ area: label, age: z.int().check(z.minimum(0), z.maximum(25)), year, population: count, fact }),
    registrations: z.strictObject({ area: label, grade: label, year, registered: count, fact }),
    dwellings: z.strictObject({ area: label, year, dwellings: count, type: z.optional(label), tenure: z.optional(label), certainty: z.optional(proportion), fact }),
    yields: z.strictObject({ grade: label, yearsSince: z.int().check(z.minimum(0), z.maximum(60)), perHundred: count, type: z.optional(label), tenure: z.optional(label), fact }),
    shares: z.strictObject({ area: label, stage: label, year, sector: z.optional(sector), group: z.optional(label), share: proportion, fact }),
    places: z.strictObject({ area: label, stage: z.optional(label), grade: z.optional(label), sector, year, ...capacity, fact }),
    projects: z.strictObject({
      project: label,
      area: label,
      stage: label,
      sector,
      kind: z.enum(projectKinds),
      opens: z.optional(year),
      openingDate: z.optional(date),
      startDate: z.optional(date),
      ...capacity,
      phaseIn: z.optional(z.enum(phaseIns)),
      profile: z.optional(z.array(proportion).check(z.minLength(1))),
      fromSector: z.optional(sector),
      toStage: z.optional(label),
      toPlaces: z.optional(count),
      removes: z.optional(count),
      removesFrom: z.optional(year),
      host: z.optional(label),
      follows: z.optional(label),
      partners: z.optional(label),
      closes: z.optional(year),
      floor: z.optional(count),
      source: z.optional(z.enum(placeSources)),
      mode: z.optional(z.enum(projectModes)),
      certainty: z.optional(z.union([proportion, z.enum(certaintyWords)], `a number from 0 to 1, or one of ${certaintyWords.join(', ')}`)),
      fact,
    }),
    admissions: z.strictObject({ area: label, grade: label, year, sector, plan: count, fact }),
    applications: z.strictObject({ area: label, grade: label, year, applicants: count, fact }),
    assumptions: z.strictObject({
      assumption: z.enum(assumptionNames),
      value: z.number().check(z.minimum(0)),
      area: z.optional(label),
      grade: z.optional(label),
      stage: z.optional(label),
      year: z.optional(year),
      reason: z.optional(label),
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
      area: z.optional(label),
      stage: z.optional(label),
      grade: z.optional(label),
      sector: z.optional(label),
      year: z.optional(year),
      partOf: z.optional(label),
      precision: z.optional(z.number().check(z.positive())),
      period: z.optional(label),
      covers: z.optional(label),
      note: z.optional(label),
    }) as unknown as z.ZodMiniType<RowOf<'facts'>>,
  }
  return built
}
