// The options of planPlaces, checked at the border together with the tables so that every fault is in one error.

import * as z from 'zod'

import type { Issue } from '../core/issue.js'
import { fault, show, translateZodIssues } from './faults.js'

/** Faults of plan options: unknown names, a horizon that is not a positive whole number, a method that does not exist. */
export function checkOptions(options: unknown): Issue[] {
  if (typeof options !== 'object' || options === null) return [fault('wrong-type', { option: 'options' }, `must be an object, got ${show(options)}`, options)]
  const year = z.int().min(1900).max(2200)
  const window = z.int().min(1).optional()
  const method = z
    .discriminatedUnion('name', [
      z.strictObject({ name: z.literal('last') }),
      z.strictObject({ name: z.literal('mean'), years: window }),
      z.strictObject({ name: z.literal('pooled'), years: window }),
    ])
    .optional()
  const schema = z.strictObject({
    horizon: z.int().min(1).max(100),
    origin: year.optional(),
    progression: method,
    entry: method,
    birthsKnownTo: year.optional(),
    surplusMargin: z.number().min(0).max(1).optional(),
    // Checked by type only: these are data of this library or functions of the caller.
    ladder: z.unknown().optional(),
    calendar: z.unknown().optional(),
    rules: z.unknown().optional(),
    remedies: z.unknown().optional(),
    title: z.unknown().optional(),
    onProgress: z.unknown().optional(),
  })
  const parsed = schema.safeParse(options)
  return parsed.success ? [] : translateZodIssues(parsed.error.issues, options, (column) => ({ option: column }))
}
