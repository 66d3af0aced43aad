// What a slip costs: days of delay become whole years, because schools open once a year.

import { dateOfDay } from '../core/days.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aNetwork } from '../core/nouns.js'
import type { BackScheduleOptions } from './check-network.js'
import type { Network } from './network.js'
import { openingDateFrom } from './opening-date.js'
import { forwardPass, none, workLeft } from './passes.js'
import { prepareNetwork } from './prepare-network.js'
import { never } from './work-calendar.js'

/** What a slip of one activity does: the new end, the new opening, and whether a year is lost. */
export interface Slip {
  readonly activity: string
  readonly days: number
  /** Last day of all work. */
  readonly finish: string
  /** The day on which the school opens then: not before the one that was asked for. */
  readonly opening: string
  /** Months by which the slip moves the opening: 0, or 12 for each year that is lost. */
  readonly months: number
}

/**
 * What a slip of n calendar days of an activity costs, in months of opening.
 *
 * @param days calendar days by which it begins later than it could, or by which the rest of what is under way does; what is finished cannot slip and costs nothing
 * @returns the new end and opening; 0 months while there is float, 12 once it is used up
 * @throws `invalid-input` with every fault of network, dates, activity and days; `not-finite` when work runs 20 years past the opening
 * Cost: that of `backSchedule`.
 * @example
 * const network = { activities: [{ activity: 'build', days: 300 }] }
 * slipCost(network, { opens: '2027-09-01', asOf: '2026-09-01' }, 'build', 65).months // 0
 * slipCost(network, { opens: '2027-09-01', asOf: '2026-09-01' }, 'build', 66).months // 12
 */
export function slipCost(network: Network, options: BackScheduleOptions, activity: string, days: number): Slip {
  const verb = 'slipCost'
  requireNoun(network, aNetwork, verb)
  requireObject(options, 'options', verb, 2)
  const faults: Issue[] = []
  if (!network.activities.some((each) => each.activity === activity)) faults.push({ code: 'not-allowed', severity: 'fault', where: { option: 'activity' }, message: `there is no activity ${activity}` })
  if (!(Number.isInteger(days) && days >= 0 && days <= 36_525)) faults.push({ code: 'not-allowed', severity: 'fault', where: { option: 'days' }, message: `days must be a whole number from 0 to 36525, got ${days}` })
  const prepared = prepareNetwork(network, options, verb, faults)
  const { network: numbers, today } = prepared
  const work = prepared.days.map((each, i) => workLeft(numbers, i, each, today))
  const [start, finish] = [new Int32Array(numbers.size), new Int32Array(numbers.size)]
  const endWith = (ready: Int32Array): number => {
    forwardPass({ ...numbers, ready }, 1, work, start, finish)
    const end = finish.reduce((latest, each) => Math.max(latest, each))
    if (end >= never) throw new PlacesError('not-finite', `${verb}: all work must end within 20 years after ${options.opens}`)
    return end
  }
  const openingFrom = (end: number): string => {
    const opening = openingDateFrom(end, options.opens)
    return opening < options.opens ? options.opens : opening
  }
  const before = openingFrom(endWith(numbers.ready))
  const at = prepared.ordered.position.get(activity) ?? -1
  const held = numbers.started[at] === none ? start[at]! : today
  const end = endWith(numbers.ready.map((each, i) => (i === at ? held + days : each)))
  const after = openingFrom(end)
  return Object.freeze({ activity, days, finish: dateOfDay(end - 1), opening: after, months: 12 * (Number(after.slice(0, 4)) - Number(before.slice(0, 4))) })
}
