// Order of admission: categories one after another, within each by points or by date of registration, until the places are full.
// What parents ask for is the cut-off: the date (or points) from which nobody is placed, now and in the futures that are drawn.

import { isIsoDate } from '../core/calendar.js'
import { PlacesError, requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { createStream } from '../numeric/random.js'
import { quantile } from '../numeric/summary.js'

export interface Applicant {
  readonly applicant: string
  readonly category: string
  /** More is earlier. Needed where the category is ordered by points. */
  readonly points?: number | undefined
  /** Date of household or property registration, YYYY-MM-DD; the earlier is the first. Needed where the category is ordered by date. */
  readonly date?: string | undefined
}

/** A category of applicants (录取类别); categories are filled in the order given. `none`: no order within, ties by lot. */
export interface AdmissionCategory {
  readonly category: string
  readonly by: 'date' | 'points' | 'none'
}

export interface AdmissionRule {
  /** Places to fill. */
  readonly places: number
  readonly categories: readonly AdmissionCategory[]
  /** Decides between equals by lot; the same seed gives the same order. 1 when left out. */
  readonly seed?: number | undefined
}

export interface CategoryAdmission {
  readonly category: string
  readonly applicants: number
  readonly admitted: number
  readonly unplaced: number
  /** Date or points of the last who is admitted; undefined when nobody is, or the category has no order. */
  readonly lastAdmitted: string | number | undefined
  /** Date or points of the first who is not: whoever has this or worse is not placed, except equals who won the lot. */
  readonly firstUnplaced: string | number | undefined
  /** Applicants equal to the last admitted who are not admitted: a lot decided between them. */
  readonly tied: number
}

export interface AdmissionOrder {
  /** In order of admission; `admitted` is true for as many as there are places. */
  readonly rows: readonly { readonly applicant: string; readonly category: string; readonly rank: number; readonly admitted: boolean }[]
  readonly categories: readonly CategoryAdmission[]
  /** Places that stay free: what is left for admission by points (积分入学). */
  readonly placesLeft: number
  readonly unplaced: number
}

/**
 * Fills places in order of category, then of points or date.
 *
 * @param applicants each once, with a category of the rule and what that category is ordered by
 * @returns the order, what each category gets, and its cut-off
 * @throws `invalid-input` listing every applicant without category, points or date, every unknown category, repetition and date that is none
 * Cost: O(applicants × log applicants).
 * @example
 * const rule = { places: 1, categories: [{ category: 'local', by: 'date' }] }
 * const children = [{ applicant: 'a', category: 'local', date: '2024-09-09' }, { applicant: 'b', category: 'local', date: '2020-01-05' }]
 * admitInOrder(children, rule).categories[0].firstUnplaced // '2024-09-09'
 */
export function admitInOrder(applicants: readonly Applicant[], rule: AdmissionRule): AdmissionOrder {
  requireList(applicants, 'applicants', 'admitInOrder')
  requireObject(rule, 'rule', 'admitInOrder', 2, ['categories'])
  checkApplicants(applicants, rule, 'admitInOrder')
  const ordered = orderOf(applicants, rule)
  const places = Math.floor(rule.places)
  const rows = ordered.map((each, i) => Object.freeze({ applicant: each.applicant, category: each.category, rank: i + 1, admitted: i < places }))
  const categories = rule.categories.map(({ category, by }): CategoryAdmission => {
    const own = ordered.flatMap((each, i) => (each.category === category ? [{ key: keyOf(each, by), admitted: i < places }] : []))
    const admitted = own.filter((each) => each.admitted)
    const refused = own.slice(admitted.length)
    const last = admitted.at(-1)?.key
    return Object.freeze({
      category,
      applicants: own.length,
      admitted: admitted.length,
      unplaced: refused.length,
      lastAdmitted: last,
      firstUnplaced: refused[0]?.key,
      tied: last === undefined ? 0 : refused.filter((each) => each.key === last).length,
    })
  })
  return Object.freeze({ rows: Object.freeze(rows), categories: Object.freeze(categories), placesLeft: Math.max(0, places - ordered.length), unplaced: Math.max(0, ordered.length - places) })
}

export interface CutOffOptions {
  /** Share of a category's applicants who qualify and come (资格审核后), 0–1, by category or one for all; 1 when left out. Each applicant by himself. */
  readonly qualification?: number | Readonly<Record<string, number>> | undefined
  readonly draws: number
  readonly seed: number
}

export interface CutOffForecast {
  readonly category: string
  /** Share of draws in which somebody of the category stays without a place. */
  readonly chanceFull: number
  /** First date or points not placed, in the draws where there is one: the early, middle and late tenth. */
  readonly firstUnplaced: { readonly early: string | number; readonly middle: string | number; readonly late: string | number } | undefined
  /** Unplaced children, mean over all draws. */
  readonly unplaced: number
}

/**
 * Predicts the cut-off when some applicants turn out not to qualify or do not come.
 *
 * @param applicants and `rule` as for `admitInOrder`
 * @returns for each category how likely it is to fill up, and from which date or points nobody is placed, in order of admission: early, middle, late
 * @throws as `admitInOrder`, and `invalid-option` for a share outside 0–1 or of a category that is not there
 * Cost: O(applicants × draws).
 */
export function predictCutOff(applicants: readonly Applicant[], rule: AdmissionRule, options: CutOffOptions): readonly CutOffForecast[] {
  const verb = 'predictCutOff'
  requireList(applicants, 'applicants', verb)
  requireObject(rule, 'rule', verb, 2, ['categories'])
  requireObject(options, 'options', verb, 3)
  checkApplicants(applicants, rule, verb)
  const { draws, seed } = options
  if (!Number.isInteger(draws) || draws < 1) throw new PlacesError('invalid-option', `${verb}: draws must be an integer of at least 1, got ${draws}`, { where: { option: 'draws' } })
  const unknown = typeof options.qualification === 'object' ? Object.keys(options.qualification).filter((name) => !rule.categories.some(({ category }) => category === name)) : []
  if (unknown.length > 0) throw new PlacesError('invalid-option', `${verb}: qualification must be of categories of the rule, got ${unknown.join(', ')}`, { where: { option: 'qualification' } })
  const shares = rule.categories.map(({ category }) => {
    const share = typeof options.qualification === 'number' ? options.qualification : (options.qualification?.[category] ?? 1)
    if (!(share >= 0 && share <= 1)) throw new PlacesError('invalid-option', `${verb}: qualification must be from 0 to 1, got ${share} for ${category}`, { where: { option: 'qualification' } })
    return share
  })
  const ordered = orderOf(applicants, rule)
  const category = Int32Array.from(ordered, (each) => rule.categories.findIndex((own) => own.category === each.category))
  // A draw's positions in the order; each draw has a stream of its own, so that more draws change none of the first.
  const firsts: number[][] = rule.categories.map(() => [])
  const missing = new Float64Array(rule.categories.length)
  const first = new Int32Array(rule.categories.length)
  for (let draw = 0; draw < draws; draw++) {
    const stream = createStream(seed, 'cut-off', draw)
    let left = Math.floor(rule.places)
    first.fill(-1)
    for (let i = 0; i < category.length; i++) {
      const own = category[i]!
      if (stream.uniform() >= shares[own]!) continue
      if (left > 0) left--
      else {
        missing[own]!++
        if (first[own]! < 0) first[own] = i
      }
    }
    first.forEach((at, own) => at >= 0 && firsts[own]!.push(at))
  }
  return Object.freeze(
    rule.categories.map(({ category: name, by }, own): CutOffForecast => {
      const at = Float64Array.from(firsts[own]!).sort()
      const key = (p: number): string | number => keyOf(ordered[Math.round(quantile(p)(at))]!, by) ?? ''
      const firstUnplaced = at.length === 0 || by === 'none' ? undefined : Object.freeze({ early: key(0.1), middle: key(0.5), late: key(0.9) })
      return Object.freeze({ category: name, chanceFull: at.length / draws, firstUnplaced, unplaced: missing[own]! / draws })
    }),
  )
}

function keyOf(applicant: Applicant, by: AdmissionCategory['by']): string | number | undefined {
  return by === 'date' ? applicant.date : by === 'points' ? applicant.points : undefined
}

function orderOf(applicants: readonly Applicant[], rule: AdmissionRule): readonly Applicant[] {
  const position = new Map(rule.categories.map((each, i) => [each.category, i]))
  // The lot is drawn by name, so that the order of the list given decides nothing.
  const lots = new Map(applicants.map((each) => [each.applicant, createStream(rule.seed ?? 1, 'lot', each.applicant).uniform()]))
  return applicants.toSorted((a, b) => {
    const inCategory = position.get(a.category)! - position.get(b.category)!
    if (inCategory !== 0) return inCategory
    const { by } = rule.categories[position.get(a.category)!]!
    const inOrder = by === 'points' ? b.points! - a.points! : by === 'date' && a.date !== b.date ? (a.date! < b.date! ? -1 : 1) : 0
    return inOrder === 0 ? lots.get(a.applicant)! - lots.get(b.applicant)! : inOrder
  })
}

function checkApplicants(applicants: readonly Applicant[], rule: AdmissionRule, verb: string): void {
  const faults: Issue[] = []
  const fault = (row: number, column: string, code: Issue['code'], message: string): void => void faults.push({ code, severity: 'fault', where: { table: 'applicants', row: row + 1, column }, message })
  if (!(rule.places >= 0 && rule.places < Infinity)) faults.push({ code: 'not-allowed', severity: 'fault', where: { option: 'places' }, message: `places must be 0 or more, got ${rule.places}` })
  const rules = new Map(rule.categories.map((each) => [each.category, each.by]))
  rule.categories.forEach(({ category }, i) => {
    if (rule.categories.findIndex((each) => each.category === category) < i) faults.push({ code: 'duplicate-row', severity: 'fault', where: { option: 'categories', row: i + 1 }, message: `the category ${category} is given twice` })
  })
  const seen = new Set<string>()
  applicants.forEach((each, row) => {
    if (seen.has(each.applicant)) fault(row, 'applicant', 'duplicate-row', `${each.applicant} is given twice`)
    seen.add(each.applicant)
    const by = rules.get(each.category)
    if (each.category === undefined || each.category === '') fault(row, 'category', 'missing-value', `${each.applicant} has no category`)
    else if (by === undefined) fault(row, 'category', 'not-allowed', `${each.applicant} has the category ${each.category}, the rule has ${[...rules.keys()].join(', ')}`)
    if (by === 'points' && !Number.isFinite(each.points)) fault(row, 'points', 'missing-value', `${each.applicant} has no points`)
    if (by === 'date' && (each.date === undefined || !isIsoDate(each.date))) fault(row, 'date', each.date === undefined ? 'missing-value' : 'not-allowed', `${each.applicant} has ${each.date === undefined ? 'no date' : `the date ${each.date}, which is none`}`)
  })
  if (faults.length > 0) throw new PlacesError('invalid-input', `${verb}: ${faults.map((each) => `${each.where.row === undefined ? '' : `${each.where.table ?? each.where.option} row ${each.where.row}: `}${each.message}`).join('; ')}`, { issues: faults })
}
