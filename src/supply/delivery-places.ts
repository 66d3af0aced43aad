// From opening years to places by year. Changes are noted in the year in which they happen and summed up once at the end.

import type { DeliveryProject } from './delivery-project.js'
import type { Outlook } from './delivery.js'
import { neverOpens } from './openings.js'

const allAtOnce: readonly number[] = [1]

/** Places when complete, negative for those that go. */
export function signedPlaces(project: DeliveryProject): number {
  return project.kind === 'closure' ? -project.places! : project.places!
}

/** What the n-th year after the opening adds: the rises of the shares in use. */
function risesOf(project: DeliveryProject): number[] {
  const fills = project.fills ?? allAtOnce
  return fills.map((share, n) => (share - (fills[n - 1] ?? 0)) * signedPlaces(project))
}

/** The part of an opening's places that is there before it closes again. */
function sumOf(rises: readonly number[], yearsOpen: number): number {
  let sum = 0
  for (let n = 0; n < rises.length && n < yearsOpen; n++) sum += rises[n]!
  return sum
}

/**
 * Notes the openings of one project in changes [year, draw]; `cumulateYears` makes places of them.
 *
 * Years before `from` count in the first year: what is open then is there.
 */
export function addDraws(changes: Float64Array, project: DeliveryProject, opened: Int16Array, from: number, years: number): void {
  const rises = risesOf(project)
  const draws = opened.length
  const closes = project.closes ?? Infinity
  const simple = rises.length === 1 && closes === Infinity
  const all = rises[0]!
  const last = from + years
  for (let d = 0; d < draws; d++) {
    const year = opened[d]!
    if (year >= last || year === neverOpens) continue
    if (simple) {
      changes[(year <= from ? 0 : year - from) * draws + d]! += all
      continue
    }
    if (year >= closes) continue
    for (let n = 0; n < rises.length && year + n < last && year + n < closes; n++) changes[Math.max(0, year + n - from) * draws + d]! += rises[n]!
    if (closes < last) changes[Math.max(0, closes - from) * draws + d]! -= sumOf(rises, closes - year)
  }
}

/** Adds what can be expected of one project to places by year, from `at` on. */
export function addExpected(expected: Float64Array, at: number, project: DeliveryProject, outlook: Outlook, certainty: number, from: number, years: number): void {
  const rises = risesOf(project)
  const closes = project.closes ?? Infinity
  const { first, chances } = outlook
  for (let y = 0; y < years; y++) {
    const year = from + y
    if (year >= closes) break
    let share = 0
    for (let n = 0; n < rises.length; n++) {
      const k = year - n - first
      if (k >= 0 && chances.length > 0) share += rises[n]! * chances[Math.min(k, chances.length - 1)]!
    }
    expected[at + y]! += certainty * share
  }
}

/** Sums changes [year, draw] up over the years, in place. */
export function cumulateYears(changes: Float64Array, years: number, draws: number): void {
  for (let i = draws; i < years * draws; i++) changes[i]! += changes[i - draws]!
}
