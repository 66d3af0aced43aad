// Admission to private schools by lot (公民同招、电脑派位): who is drawn, and who falls back into the demand for public places.

import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { createStream } from '../numeric/random.js'
import { quantile } from '../numeric/summary.js'

export interface LotterySchool {
  readonly school: string
  readonly places: number
  /** Applicants by group, such as local and migrant children. A child applies to one school. */
  readonly applicants: Readonly<Record<string, number>>
  /** Share of those drawn who come, 0–1; 1 when left out. The others fall back, and their places go to the next in the lot. */
  readonly takeUp?: number | undefined
}

export interface LotteryOptions {
  readonly draws: number
  readonly seed: number
}

export interface LotteryGroup {
  readonly group: string
  readonly applicants: number
  /** Expected pupils admitted. */
  readonly admitted: number
  /** Expected pupils who fall back into the demand for public places, and the range that holds 80 % of the draws. */
  readonly fallback: number
  readonly low: number
  readonly high: number
}

export interface Lottery {
  readonly schools: readonly { readonly school: string; readonly places: number; readonly applicants: number; readonly ratio: number; readonly admitted: number; readonly free: number }[]
  readonly groups: readonly LotteryGroup[]
  readonly fallback: { readonly mean: number; readonly low: number; readonly high: number }
}

/**
 * Draws the lots of private schools that have more applicants than places; where there are fewer, all who come are admitted.
 *
 * @param schools whole numbers of places and applicants
 * @returns by school the expected admissions and free places; by group who falls back into public demand, expected and with its 80 % range
 * @throws `invalid-input` listing every number that is negative or no whole number, a share outside 0–1, a school given twice
 * Cost: O(draws × applicants).
 */
export function drawLottery(schools: readonly LotterySchool[], options: LotteryOptions): Lottery {
  checkSchools(schools, options)
  const groups = [...new Set(schools.flatMap((each) => Object.keys(each.applicants)))]
  const back = groups.map(() => new Float64Array(options.draws))
  for (const each of schools) drawSchool(each, groups, options, back)
  const together = new Float64Array(options.draws)
  for (const each of back) each.forEach((value, draw) => (together[draw]! += value))

  const expected = schools.map((each) => expectedAdmissions(each))
  const rows = schools.map((each, s) => {
    const applicants = applicantsOf(each)
    const ratio = each.places > 0 ? applicants / each.places : applicants > 0 ? Infinity : 0
    return Object.freeze({ school: each.school, places: each.places, applicants, ratio, admitted: expected[s]!, free: each.places - expected[s]! })
  })
  const byGroup = groups.map((group, g): LotteryGroup => {
    const applicants = schools.reduce((sum, each) => sum + (each.applicants[group] ?? 0), 0)
    // Every applicant of a school has the same chance, whatever the group.
    const admitted = schools.reduce((sum, each, s) => sum + ((each.applicants[group] ?? 0) / Math.max(1, applicantsOf(each))) * expected[s]!, 0)
    return Object.freeze({ group, applicants, admitted, fallback: applicants - admitted, ...rangeOf(back[g]!) })
  })
  return Object.freeze({ schools: Object.freeze(rows), groups: Object.freeze(byGroup), fallback: Object.freeze({ mean: byGroup.reduce((sum, each) => sum + each.fallback, 0), ...rangeOf(together) }) })
}

const applicantsOf = (school: LotterySchool): number => Object.values(school.applicants).reduce((sum, each) => sum + each, 0)

function rangeOf(values: Float64Array): { readonly low: number; readonly high: number } {
  const sorted = values.toSorted()
  return { low: quantile(0.1)(sorted), high: quantile(0.9)(sorted) }
}

/** Adds those who fall back, by group and draw. Names are drawn one by one without putting back; who does not come leaves the place to the next. */
function drawSchool(school: LotterySchool, groups: readonly string[], { draws, seed }: LotteryOptions, back: readonly Float64Array[]): void {
  const counts = groups.map((group) => school.applicants[group] ?? 0)
  for (let draw = 0; draw < draws; draw++) {
    const stream = createStream(seed, 'lottery', school.school, draw)
    const left = [...counts]
    let [waiting, places] = [applicantsOf(school), school.places]
    while (waiting > 0 && places > 0) {
      let at = Math.floor(stream.uniform() * waiting)
      const group = left.findIndex((count) => (at -= count) < 0)
      left[group]!--
      waiting--
      if (school.takeUp === undefined || stream.uniform() < school.takeUp) places--
      else back[group]![draw]!++
    }
    left.forEach((count, group) => (back[group]![draw]! += count))
  }
}

/** E[min(places, X)], X binomial: how many of the applicants would come. Exact, in logarithms so that large schools do not underflow. */
function expectedAdmissions(school: LotterySchool): number {
  const { places, takeUp = 1 } = school
  const applicants = applicantsOf(school)
  if (takeUp === 1 || takeUp === 0) return Math.min(places, applicants * takeUp)
  let [log, expected] = [applicants * Math.log1p(-takeUp), 0]
  for (let k = 0; k <= applicants; k++) {
    expected += Math.exp(log) * Math.min(k, places)
    log += Math.log((applicants - k) / (k + 1)) + Math.log(takeUp / (1 - takeUp))
  }
  return expected
}

function checkSchools(schools: readonly LotterySchool[], options: LotteryOptions): void {
  if (!Array.isArray(schools as unknown)) throw new PlacesError('invalid-input', `drawLottery: schools must be a list, got ${String(schools)}`)
  const { draws } = (options ?? {}) as Partial<LotteryOptions>
  const faults: Issue[] = []
  const whole = (row: number, column: string, value: number): void => {
    if (!(Number.isInteger(value) && value >= 0)) faults.push({ code: 'not-allowed', severity: 'fault', where: { table: 'schools', row: row + 1, column }, message: `${column} must be a whole number of at least 0, got ${value}` })
  }
  if (!(draws !== undefined && Number.isInteger(draws) && draws >= 1)) faults.push({ code: 'not-allowed', severity: 'fault', where: { option: 'draws' }, message: `draws must be an integer of at least 1, got ${draws}` })
  const seen = new Set<string>()
  schools.forEach((each, row) => {
    // The lots of a school are drawn by its name: two of one name would draw alike.
    if (seen.has(each.school)) faults.push({ code: 'duplicate-row', severity: 'fault', where: { table: 'schools', row: row + 1, column: 'school' }, message: `${each.school} is given twice` })
    seen.add(each.school)
    whole(row, 'places', each.places)
    for (const [group, count] of Object.entries(each.applicants)) whole(row, `applicants ${group}`, count)
    if (each.takeUp !== undefined && !(each.takeUp >= 0 && each.takeUp <= 1)) faults.push({ code: 'not-allowed', severity: 'fault', where: { table: 'schools', row: row + 1, column: 'takeUp' }, message: `takeUp must be from 0 to 1, got ${each.takeUp}` })
  })
  if (faults.length > 0) throw new PlacesError('invalid-input', `drawLottery: ${faults.map((each) => `${each.where.row === undefined ? '' : `schools row ${each.where.row}: `}${each.message}`).join('; ')}`, { issues: faults })
}
