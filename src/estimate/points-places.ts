// Points-based admission (积分入学): children of migrant families are admitted by points to the places that those with a right to one leave.
// Published rules: priority groups in order first, then applicants by points; 4,300 places in Panyu in 2021 (PY-20).

import { PlacesError, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { counted, withCommas } from '../core/words.js'

export interface PriorityGroup {
  /** Such as children of local household registration, of employees with a talent card, siblings. */
  readonly group: string
  /** Children with a right to a place. Unit: pupils. */
  readonly pupils: number
}

export interface PointsInput {
  /** Places of the entry grade that are open to admission, purchased ones included. */
  readonly places: number
  /** In order of priority, highest first. */
  readonly groups: readonly PriorityGroup[]
  /** Points of the applicants, in any order. Default: how many there are is not known. */
  readonly points?: readonly number[] | undefined
}

export interface PointsPlaces {
  /** What each group gets, in order: all of it while places last. */
  readonly groups: readonly { readonly group: string; readonly pupils: number; readonly admitted: number; readonly unplaced: number }[]
  /** Places left for admission by points, never below 0. */
  readonly places: number
  /** Children of priority groups for whom there is no place. */
  readonly shortage: number
  /** Applicants admitted by points; undefined when the applicants are not given. */
  readonly admitted: number | undefined
  /** Points of the last applicant admitted; undefined when none is, or the applicants are not given. */
  readonly cutOff: number | undefined
  /** Applicants with the points of the cut-off who are not admitted: another rule must decide between them. */
  readonly tied: number
  readonly issues: readonly Issue[]
}

/**
 * Places for admission by points: what the priority groups leave.
 *
 * @param input places and groups in head-counts
 * @throws `invalid-input` with every number that is negative or not finite
 * Cost: O(applicants × log applicants).
 * @example
 * pointsPlaces({ places: 100, groups: [{ group: 'local', pupils: 70 }], points: [55, 80, 61] }).places // 30
 */
export function pointsPlaces(input: PointsInput): PointsPlaces {
  requireObject(input, 'input', 'pointsPlaces', 1, ['groups'])
  const faults: Issue[] = []
  const check = (column: string, value: number): void => {
    if (!(Number.isFinite(value) && value >= 0)) faults.push({ code: 'not-allowed', severity: 'fault', where: { table: 'points', column }, message: `must be a number of at least 0, got ${value}`, found: String(value), allowed: '0 or more' })
  }
  check('places', input.places)
  for (const { group, pupils } of input.groups) check(`pupils of ${group}`, pupils)
  input.points?.forEach((value, i) => check(`points ${i + 1}`, value))
  if (faults.length > 0) throw new PlacesError('invalid-input', `pointsPlaces: ${faults.map((each) => `${each.where.column} ${each.message}`).join('; ')}`, { issues: faults })

  let left = input.places
  const groups = input.groups.map(({ group, pupils }) => {
    const admitted = Math.min(pupils, left)
    left -= admitted
    return Object.freeze({ group, pupils, admitted, unplaced: pupils - admitted })
  })
  const shortage = groups.reduce((sum, each) => sum + each.unplaced, 0)
  const ranked = input.points === undefined ? undefined : [...input.points].sort((a, b) => b - a)
  const admitted = ranked === undefined ? undefined : Math.min(Math.floor(left), ranked.length)
  const cutOff = ranked === undefined || admitted === undefined || admitted === 0 ? undefined : ranked[admitted - 1]
  const tied = ranked === undefined || cutOff === undefined ? 0 : ranked.slice(admitted).filter((value) => value === cutOff).length
  const issues: Issue[] = []
  if (shortage > 0) {
    issues.push({
      code: 'priority-unplaced',
      severity: 'note',
      where: { table: 'points' },
      message: `${counted(shortage, 'child of a priority group has', 'children of priority groups have')} no place (${groups.filter((each) => each.unplaced > 0).map((each) => `${each.group} ${withCommas(each.unplaced)}`).join(', ')})`,
      assumed: 'no place is left for admission by points',
      amounts: { value: shortage, places: input.places },
    })
  }
  return Object.freeze({ groups: Object.freeze(groups), places: left, shortage, admitted, cutOff, tied, issues: Object.freeze(issues) })
}
