// How many children will enter, from several late or partial sources (births, kindergarten leavers, registrations, population):
// each is weighed by how well it did in the past, as far as there is a past to judge by.
// Combining by inverse mean squared error: Bates and Granger (1969), doi 10.1057/jors.1969.103; few errors say little, so weights are
// drawn towards equal ones, which are hard to beat (Clemen 1989, doi 10.1016/0169-2070(89)90012-5).

import { PlacesError, requireInteger, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'

export interface YearValue {
  readonly year: number
  readonly value: number
}

/** What one source said, or says, of the entrants of each school year, always as long ahead. NaN or no row: it has no value. */
export interface EntrySource {
  readonly name: string
  readonly estimates: readonly YearValue[]
}

/** Sources and counts of one area and grade. Estimates up to the origin are judged by the counts, those after it are combined. */
export interface EntryHistory {
  readonly area: string
  readonly grade: string
  /** Last school year whose count is used. */
  readonly origin: number
  /** Entrants counted. Unit: pupils. */
  readonly actuals: readonly YearValue[]
  readonly sources: readonly EntrySource[]
}

export interface NowcastOptions {
  /** School years to estimate, after the origin. Default: those that any source has a value for. */
  readonly years?: readonly number[] | undefined
}

/** How a source did in the past. Errors are logarithms of count ÷ estimate: 0.05 is about 5 %. */
export interface SourceRecord {
  readonly name: string
  /** How many past estimates could be judged. */
  readonly errors: number
  /** Root of the mean squared error; after the correction where there is one. Undefined without any error. */
  readonly error: number | undefined
  /** Mean error, above 0 when the source says too little. Undefined without any error. */
  readonly bias: number | undefined
  /** Whether the bias is taken off: only with at least four errors. */
  readonly corrected: boolean
  /** Share of the combination when every source has a value; they sum to 1. */
  readonly weight: number
}

export interface NowcastYear {
  readonly year: number
  /** Unit: pupils. */
  readonly estimate: number
  /** The sources that have a value in the year: as given, after the correction of bias, and their weight, which sums to 1. */
  readonly sources: readonly { readonly name: string; readonly value: number; readonly corrected: number; readonly weight: number }[]
  /** Root mean squared logarithm of count ÷ combination to be expected; undefined when no source could be judged. */
  readonly expectedError: number | undefined
  /** `past`: of these weights in at least three past years · `bound`: mean of the sources' errors, as if all erred alike. */
  readonly errorFrom: 'past' | 'bound' | undefined
}

export interface Nowcast {
  readonly area: string
  readonly grade: string
  readonly origin: number
  readonly years: readonly NowcastYear[]
  readonly records: readonly SourceRecord[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/** Errors at which a source's own record weighs as much as equal weights. */
const shrinkage = 3
/** Errors from which a bias is more than chance may make it. */
const biasLeast = 4
// A source that was right to 0.1 % three times was lucky: no error counts as less than this.
const leastSquare = 1e-6

/**
 * Combines sources of entrants into one estimate for each year.
 *
 * With m errors, a source's weight is m/(m+3) of the inverse of its mean squared log error (as a share of all) and 3/(m+3) of an equal
 * share. The combination is the weighted geometric mean. A source without a value in a year (or with 0) drops out, the others taking its weight.
 *
 * @param history pupils by school year; nothing after the origin is used but the estimates themselves
 * @throws `duplicate-label` for two sources of one name; `invalid-input` listing negative values; `invalid-option` for a year up to the
 *   origin; `no-data` when no source has a value after the origin
 * Cost: O(sources × years).
 * @example
 * const counts = [{ year: 2021, value: 100 }]
 * const sources = [{ name: 'births', estimates: [{ year: 2022, value: 80 }] }, { name: 'registrations', estimates: [{ year: 2022, value: 125 }] }]
 * Math.round(nowcastEntry({ area: 'North', grade: 'P1', origin: 2021, actuals: counts, sources }).years[0].estimate) // 100
 */
export function nowcastEntry(history: EntryHistory, options: NowcastOptions = {}): Nowcast {
  const verb = 'nowcastEntry'
  requireObject(history, 'history', verb, 1, ['actuals', 'sources'])
  const { area, grade, origin } = history
  const names = history.sources.map((source) => source.name)
  const repeated = names.find((name, i) => names.indexOf(name) < i)
  if (repeated !== undefined) throw new PlacesError('duplicate-label', `${verb}: sources must have distinct names, got ${repeated} twice`)
  refuseNegative(history, verb)
  const actual = new Map(history.actuals.filter((each) => each.year <= origin).map((each) => [each.year, each.value]))
  const judged = history.sources.map((source) => judge(source, actual))
  const weights = weigh(judged)
  const years = options.years ?? [...new Set(history.sources.flatMap((source) => source.estimates.filter((each) => each.year > origin && each.value > 0).map((each) => each.year)))].sort((a, b) => a - b)

  const issues: Issue[] = []
  const combined: NowcastYear[] = []
  for (const year of years) {
    requireInteger(year, origin + 1, 'years', verb)
    const present = judged.map((source, s) => ({ ...source, weight: weights[s]! })).filter((source) => usable(source.byYear.get(year)))
    const absent = names.filter((name) => !present.some((source) => source.name === name))
    if (absent.length > 0) {
      const assumed = present.length === 0 ? 'no estimate for the year' : `the other sources take its weight: ${present.map((source) => source.name).join(', ')}`
      issues.push({ code: 'source-missing', severity: 'assumption', where: { area, grade, year }, message: `no value from ${absent.join(', ')}`, assumed, amounts: { year, sources: absent.join(', ') } })
    }
    if (present.length > 0) combined.push(combine(present, year))
  }
  if (combined.length === 0) throw new PlacesError('no-data', `${verb}: at least one source must have a value after ${origin}, got none`, { where: { area, grade } })
  return Object.freeze({
    area,
    grade,
    origin,
    years: Object.freeze(combined),
    records: Object.freeze(judged.map(({ name, errors, error, bias, corrected }, s) => Object.freeze({ name, errors: errors.size, error, bias, corrected, weight: weights[s]! }))),
    issues: Object.freeze(issues),
    provenance: stamp(verb, { origin, options: { years, shrinkage, biasLeast } }),
  })
}

interface Judged {
  readonly name: string
  readonly byYear: ReadonlyMap<number, number>
  /** Logarithm of count ÷ estimate by year, not corrected. */
  readonly errors: ReadonlyMap<number, number>
  readonly error: number | undefined
  readonly bias: number | undefined
  readonly corrected: boolean
}

function usable(value: number | undefined): value is number {
  return value !== undefined && value > 0 && Number.isFinite(value)
}

function judge(source: EntrySource, actual: ReadonlyMap<number, number>): Judged {
  const byYear = new Map(source.estimates.map((each) => [each.year, each.value]))
  const errors = new Map<number, number>()
  for (const [year, estimate] of byYear) {
    const count = actual.get(year)
    if (usable(count) && usable(estimate)) errors.set(year, Math.log(count / estimate))
  }
  const list = [...errors.values()]
  const m = list.length
  if (m === 0) return { name: source.name, byYear, errors, error: undefined, bias: undefined, corrected: false }
  const bias = list.reduce((sum, each) => sum + each, 0) / m
  const corrected = m >= biasLeast
  // Taking the mean off uses up one error.
  const square = corrected ? list.reduce((sum, each) => sum + (each - bias) ** 2, 0) / (m - 1) : list.reduce((sum, each) => sum + each ** 2, 0) / m
  return { name: source.name, byYear, errors, error: Math.sqrt(square), bias, corrected }
}

function weigh(sources: readonly Judged[]): number[] {
  const precision = sources.map(({ error }) => (error === undefined ? 0 : 1 / Math.max(error ** 2, leastSquare)))
  const all = precision.reduce((sum, each) => sum + each, 0)
  const raw = sources.map(({ errors }, s) => {
    const own = errors.size / (errors.size + shrinkage)
    return (errors.size === 0 ? 0 : (own * precision[s]!) / all) + (1 - own) / sources.length
  })
  const sum = raw.reduce((total, each) => total + each, 0)
  return raw.map((each) => each / sum)
}

function combine(present: readonly (Judged & { readonly weight: number })[], year: number): NowcastYear {
  const sum = present.reduce((total, source) => total + source.weight, 0)
  const shift = (source: Judged): number => (source.corrected ? (source.bias ?? 0) : 0)
  const sources = present.map((source) => {
    const value = source.byYear.get(year)!
    return Object.freeze({ name: source.name, value, corrected: value * Math.exp(shift(source)), weight: source.weight / sum })
  })
  const estimate = Math.exp(sources.reduce((total, source) => total + source.weight * Math.log(source.corrected), 0))
  const common = [...present[0]!.errors.keys()].filter((past) => present.every((source) => source.errors.has(past)))
  const judged = present.filter((source) => source.error !== undefined)
  if (common.length >= 3) {
    const squares = common.map((past) => present.reduce((total, source, s) => total + sources[s]!.weight * (source.errors.get(past)! - shift(source)), 0) ** 2)
    return Object.freeze({ year, estimate, sources: Object.freeze(sources), expectedError: Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length), errorFrom: 'past' as const })
  }
  const known = judged.reduce((total, source) => total + source.weight, 0)
  const bound = judged.length === 0 ? undefined : judged.reduce((total, source) => total + (source.weight / known) * source.error!, 0)
  return Object.freeze({ year, estimate, sources: Object.freeze(sources), expectedError: bound, errorFrom: bound === undefined ? undefined : ('bound' as const) })
}

function refuseNegative({ area, grade, actuals, sources }: EntryHistory, verb: string): void {
  const faults = [{ name: 'counts', estimates: actuals }, ...sources].flatMap(({ name, estimates }) =>
    estimates
      .filter(({ value }) => value < 0)
      .map(({ year, value }): Issue => ({ code: 'not-allowed', severity: 'fault', where: { area, grade, year }, message: `${name} must be at least 0, got ${value}`, found: String(value), allowed: '0 or more' })),
  )
  if (faults.length > 0) throw new PlacesError('invalid-input', `${verb}: ${faults.map((each) => `${each.message} in ${each.where.year}`).join('; ')}`, { issues: faults })
}
