// The options of planPlaces, checked at the border together with the tables so that every fault is in one error.

import * as z from 'zod'

import { isIsoDate } from '../core/calendar.js'
import type { Issue } from '../core/issue.js'
import { fault, show, translateZodIssues } from './faults.js'

/** Faults of plan options: unknown names, a horizon that is not a positive whole number, a method that does not exist. */
export function checkOptions(options: unknown): Issue[] {
  // No options at all: what is needed of them is told, the horizon.
  const given = options === undefined ? {} : options
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [fault('wrong-type', { option: 'options' }, `must be an object, got ${show(given)}`, given)]
  const { delivery } = given as { readonly delivery?: unknown }
  const year = z.int().min(1900).max(2200)
  const window = z.int().min(1).optional()
  const method = z
    .discriminatedUnion('name', [
      z.strictObject({ name: z.literal('automatic') }),
      z.strictObject({ name: z.literal('last') }),
      z.strictObject({ name: z.enum(['mean', 'median', 'geometric', 'pooled']), years: window }),
      z.strictObject({ name: z.literal('weighted'), weights: z.array(z.number().min(0)).min(1) }),
      z.strictObject({ name: z.literal('smoothing'), weight: z.number().positive().max(1).optional() }),
      z.strictObject({ name: z.literal('trend'), damping: z.number().min(0).max(1).optional(), years: window }),
    ])
    .optional()
  const schema = z.strictObject({
    horizon: z.int().min(1).max(100),
    origin: year.optional(),
    progression: method,
    entry: method,
    birthsKnownTo: year.optional(),
    chooseFrom: z.int().min(0).max(50).optional(),
    shrinkage: z.number().min(0).optional(),
    entryLevel: z.enum(['last', 'blend']).optional(),
    unknownBirths: z.enum(['last', 'mean-of-two']).optional(),
    housing: z
      .strictObject({ entryAlreadyInBirths: z.number().min(0).max(1).optional(), withinAreaMoves: z.number().min(0).max(1).optional(), usualDwellings: z.record(z.string(), z.number().min(0)).optional() })
      .optional(),
    draws: z.int().min(1).max(100_000).optional(),
    seed: z.int().min(0).optional(),
    surplusMargin: z.number().min(0).max(1).optional(),
    delivery: delivery === false ? z.literal(false) : deliverySchema().optional(),
    // Only their kind is told here; what is in them is checked where it is used.
    ladder: objectOf('a ladder, as createLadder makes it', ['grades', 'stages']),
    calendar: objectOf('a school calendar', []),
    dispersion: objectOf('an object of spreads', []),
    openings: z.unknown().refine((value) => value === undefined || typeof value === 'function' || isObject(value, ['projects', 'years', 'draws']), 'openings, or a function that makes them').optional(),
    margins: listOf('margins'),
    scenarios: listOf('scenarios'),
    supplyEvents: listOf('events'),
    rules: listOf('warning rules'),
    remedies: listOf('remedies'),
    title: z.unknown().refine((value) => value === undefined || (isObject(value, ['en', 'zh']) && typeof value.en === 'string' && typeof value.zh === 'string'), 'a text in two languages, { en, zh }').optional(),
    onProgress: z.unknown().refine((value) => value === undefined || typeof value === 'function', 'a function').optional(),
  })
  const parsed = schema.safeParse(given)
  return parsed.success ? [] : translateZodIssues(parsed.error.issues, given, (column) => ({ option: column }), { what: 'option', names: Object.keys(schema.shape) })
}

function isObject(value: unknown, names: readonly string[]): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && names.every((name) => name in value)
}

const objectOf = (what: string, names: readonly string[]) => z.unknown().refine((value) => value === undefined || isObject(value, names), what).optional()
const listOf = (what: string) => z.unknown().refine((value) => value === undefined || Array.isArray(value), `a list of ${what}`).optional()

/** Delays, durations and what is shared are checked with the projects that they are about. */
// Made when it is needed: a schema at module level could not be left out of a bundle.
const deliverySchema = () => z.strictObject({
  asOf: z.string().refine(isIsoDate, 'a date YYYY-MM-DD').optional(),
  mode: z.string().optional(),
  words: z.record(z.string(), z.number().min(0).max(1)).optional(),
  reached: z.record(z.string(), z.object({ milestone: z.string(), date: z.string() })).optional(),
  delays: z.unknown().optional(),
  durations: z.unknown().optional(),
  shared: z.unknown().optional(),
})
