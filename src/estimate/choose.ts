// Which method for which ratio: rolling-origin errors decide, and can be read. From each past origin every candidate forecasts the grade one
// year ahead with the counts up to that origin only; the automatic method stays unless a named one was clearly better.

import type { Ladder } from '../core/ladder.js'
import type { Counts } from './counts.js'
import { estimateRatio, describeMethod } from './progression.js'
import type { RatioMethod } from './progression.js'

/** How a ratio's method was chosen. Errors are Σ|forecast − actual| ÷ Σ actual over the origins. */
export interface MethodChoice {
  readonly method: 'automatic' | RatioMethod
  readonly error: number
  readonly runnerUp: string
  readonly runnerUpError: number
  /** Past origins that had a forecast and a count. */
  readonly origins: number
}

/** Candidates beside the automatic method. */
export const candidateMethods: readonly RatioMethod[] = Object.freeze([{ name: 'last' }, { name: 'mean', years: 3 }, { name: 'median', years: 5 }, { name: 'pooled', years: 5 }, { name: 'smoothing', weight: 0.4 }])

/** A named method must have been better in this many origins at least, and by this many standard errors of the paired difference. */
const leastOrigins = 5
const clearly = 2.5

/** The automatic method's ratio into a grade one year after a past origin; NaN where it has none. */
export type PastRatio = (area: number, grade: number, origin: number) => number

/**
 * Chooses the method of one ratio.
 *
 * @param grade position in `ladder`, not an entry grade
 * @param origins past origins, each before the last counted year
 * @returns undefined when no past origin can be scored
 * Cost: O(origins × candidates × years).
 */
export function chooseMethod(counts: Counts, ladder: Ladder, area: number, grade: number, origins: readonly number[], automatic: PastRatio): MethodChoice | undefined {
  if (ladder.grades[grade]!.entry) return undefined
  const errors = new Map<'automatic' | RatioMethod, number[]>([['automatic', []], ...candidateMethods.map((method): [RatioMethod, number[]] => [method, []])])
  let sum = 0
  for (const origin of origins) {
    const [below, actual] = [counts.at(area, grade - 1, origin), counts.at(area, grade, origin + 1)]
    const first = automatic(area, grade, origin)
    if (!(below > 0) || Number.isNaN(actual) || Number.isNaN(first)) continue
    const years = counts.years.filter((year) => year <= origin)
    const history = { years, numerators: years.map((year) => counts.at(area, grade, year)), denominators: years.map((year) => counts.at(area, grade - 1, year - 1)) }
    const named = candidateMethods.map((method) => estimateRatio(history, method)?.value)
    // The same origins are scored for all.
    if (named.some((ratio) => ratio === undefined)) continue
    sum += actual
    errors.get('automatic')!.push(Math.abs(first * below - actual))
    candidateMethods.forEach((method, i) => errors.get(method)!.push(Math.abs(named[i]! * below - actual)))
  }
  const scored = errors.get('automatic')!.length
  if (scored === 0 || !(sum > 0)) return undefined
  const ranked = [...errors].map(([method, list]) => ({ method, list, error: list.reduce((total, each) => total + each, 0) / sum })).sort((a, b) => a.error - b.error)
  const own = ranked.find((each) => each.method === 'automatic')!
  const best = ranked[0]!
  const chosen = best !== own && scored >= leastOrigins && isClearlyBetter(best.list, own.list) ? best : own
  const runnerUp = ranked.find((each) => each !== chosen)!
  return Object.freeze({ method: chosen.method, error: chosen.error, runnerUp: runnerUp.method === 'automatic' ? 'automatic' : describeMethod(runnerUp.method), runnerUpError: runnerUp.error, origins: scored })
}

function isClearlyBetter(errors: readonly number[], others: readonly number[]): boolean {
  const differences = errors.map((error, i) => others[i]! - error)
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length
  const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (differences.length - 1)
  return mean > clearly * Math.sqrt(variance / differences.length)
}
