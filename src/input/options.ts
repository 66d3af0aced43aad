// The options of planPlaces, checked at the border together with the tables so that every fault is in one error.

import * as z from 'zod/mini'

import { isIsoDate } from '../core/calendar.js'
import type { Issue } from '../core/issue.js'
import { fault, show, translateZodIssues } from './faults.js'

/** Faults of plan options: unknown names, a horizon that is not a positive whole number, a method that does not exist. */
export function checkOptions(options: unknown): Issue[] {
  // No options at all: what is needed of them is told, the horizon.
  const given = options === undefined ? {} : options
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [fault('wrong-type', { option: 'options' }, `must be an object, got ${show(given)}`, given)]
  const { delivery } = given as { readonly delivery?: unknown }
  const year = z.optional(z.int().check(z.minimum(1900), z.maximum(2200)))
  const window = z.optional(z.int().check(z.minimum(1)))
  const method = z.optional(
    z.discriminatedUnion('name', [
      z.strictObject({ name: z.literal('automatic') }),
      z.strictObject({ name: z.literal('last') }),
      z.strictObject({ name: z.enum(['mean', 'median', 'geometric', 'pooled']), years: window }),
      z.strictObject({ name: z.literal('weighted'), weights: z.array(atLeastZero()).check(z.minLength(1)) }),
      z.strictObject({ name: z.literal('smoothing'), weight: z.optional(z.number().check(z.positive(), z.maximum(1))) }),
      z.strictObject({ name: z.literal('trend'), damping: z.optional(share()), years: window }),
    ]),
  )
  const schema = z.strictObject({
    horizon: z.int().check(z.minimum(1), z.maximum(100)),
    origin: year,
    progression: method,
    entry: method,
    birthsKnownTo: year,
    chooseFrom: z.optional(z.int().check(z.minimum(0), z.maximum(50))),
    shrinkage: z.optional(atLeastZero()),
    entryLevel: z.optional(z.enum(['last', 'blend'])),
    unknownBirths: z.optional(z.enum(['last', 'mean-of-two'])),
    housing: z.optional(z.strictObject({ entryAlreadyInBirths: z.optional(share()), withinAreaMoves: z.optional(share()), usualDwellings: z.optional(z.record(z.string(), atLeastZero())) })),
    draws: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
    seed: z.optional(z.int().check(z.minimum(0))),
    surplusMargin: z.optional(share()),
    delivery: delivery === false ? z.literal(false) : z.optional(deliverySchema()),
    // Only their kind is told here; what is in them is checked where it is used.
    ...settingsShape(),
    dispersion: objectOf('an object of spreads', []),
    openings: suchThat((value) => typeof value === 'function' || isObject(value, ['projects', 'years', 'draws']), 'openings, or a function that makes them'),
    margins: listOf('margins'),
    scenarios: listOf('scenarios'),
    supplyEvents: listOf('events'),
    rules: listOf('warning rules'),
    remedies: listOf('remedies'),
    title: suchThat((value) => isObject(value, ['en', 'zh']) && typeof value.en === 'string' && typeof value.zh === 'string', 'a text in two languages, { en, zh }'),
    onProgress: suchThat((value) => typeof value === 'function', 'a function'),
  })
  return faultsOf(schema, given)
}

/** Faults of the settings by which tables are read: a ladder or a calendar that is none. */
export function checkSettings(settings: unknown): Issue[] {
  if (!isObject(settings, [])) return [fault('wrong-type', { option: 'settings' }, `must be an object, got ${show(settings)}`, settings)]
  return faultsOf(z.object(settingsShape()), settings)
}

function faultsOf(schema: z.ZodMiniObject, given: object): Issue[] {
  const parsed = schema.safeParse(given)
  return parsed.success ? [] : translateZodIssues(parsed.error.issues, given, (column) => ({ option: column }), { what: 'option', names: Object.keys(schema.shape) })
}

function isObject(value: unknown, names: readonly string[]): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && names.every((name) => name in value)
}

const suchThat = (holds: (value: unknown) => boolean, what: string) => z.optional(z.unknown().check(z.refine((value) => value === undefined || holds(value), what)))
const objectOf = (what: string, names: readonly string[]) => suchThat((value) => isObject(value, names), what)
const listOf = (what: string) => suchThat(Array.isArray, `a list of ${what}`)
const share = () => z.number().check(z.minimum(0), z.maximum(1))
const atLeastZero = () => z.number().check(z.minimum(0))
const settingsShape = () => ({ ladder: objectOf('a ladder, as createLadder makes it', ['grades', 'stages']), calendar: objectOf('a school calendar', ['startMonth']) })

/** Delays, durations and what is shared are checked with the projects that they are about. */
// Made when it is needed: a schema at module level could not be left out of a bundle.
const deliverySchema = () => z.strictObject({
  asOf: z.optional(z.string().check(z.refine(isIsoDate, 'a date YYYY-MM-DD'))),
  mode: z.optional(z.string()),
  words: z.optional(z.record(z.string(), share())),
  reached: z.optional(z.record(z.string(), z.object({ milestone: z.string(), date: z.string() }))),
  delays: z.optional(z.unknown()),
  durations: z.optional(z.unknown()),
  shared: z.optional(z.unknown()),
})
