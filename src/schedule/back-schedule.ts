// Backward scheduling (倒排工期): from the opening on 1 September to the latest date of every activity, with float and the critical path.

import { dateOfDay } from '../core/days.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import { aNetwork } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import type { BackScheduleOptions } from './check-network.js'
import { criticalPathOf, freeFloats } from './floats.js'
import type { Network } from './network.js'
import { backwardPass, forwardPass, none, workLeft } from './passes.js'
import { prepareNetwork } from './prepare-network.js'
import { openingDateFrom } from './opening-date.js'
import { never } from './work-calendar.js'

export interface ScheduledActivity {
  readonly activity: string
  readonly name: string | undefined
  readonly days: number
  /** First and last day of work at the earliest. A milestone of no days happens on `earliestFinish`. */
  readonly earliestStart: string
  readonly earliestFinish: string
  /** First and last day of work at the latest for the opening to hold. */
  readonly latestStart: string
  readonly latestFinish: string
  /** Calendar days by which it may slip before the opening is lost; negative when it is lost already. */
  readonly totalFloat: number
  /** Calendar days by which it may slip before any other activity has to move. */
  readonly freeFloat: number
  /** No float beyond that of the project as a whole. */
  readonly critical: boolean
  readonly state: 'to do' | 'under way' | 'finished'
}

export interface BackSchedule {
  /** In an order of work. */
  readonly activities: readonly ScheduledActivity[]
  /** Ids along the chain that decides the end. */
  readonly criticalPath: readonly string[]
  readonly opens: string
  /** The eve of the first day on which all can be finished. */
  readonly finish: string
  /** The first 1 September (or other day of the year of `opens`) on which it can open. */
  readonly earliestOpening: string
  readonly inTime: boolean
  /** Calendar days left before a year is lost; negative when it is lost already. */
  readonly float: number
  readonly provenance: Provenance
}

/**
 * Schedules a project backwards from its opening and forwards from today.
 *
 * For the latest date of every milestone, for what is critical, and for what a slip costs: schools open once a year, so days of float are days
 * until a whole year is lost.
 *
 * @param network activities with days of work, calendars, dependencies and what really happened
 * @returns dates YYYY-MM-DD (work begins on the first and ends on the second), floats in calendar days
 * @throws `invalid-input` with every fault of the network and of the dates; `not-finite` when work runs 20 years past the opening
 * Definition: Kelley and Walker (1959), precedence method with lags. Float ≥ 0 exactly when the opening can be met. What is under way does the
 * work that is left from today on, at least a day of it, and still waits for links to its finish.
 * Cost: O(days of the calendars + activities + dependencies).
 * @example
 * const network = { activities: [{ activity: 'build', days: 300 }, { activity: 'fit out', days: 30, after: [{ activity: 'build' }] }] }
 * backSchedule(network, { opens: '2027-09-01', asOf: '2026-09-01' }).activities[0].latestStart // '2026-10-06'
 */
export function backSchedule(network: Network, options: BackScheduleOptions): BackSchedule {
  const verb = 'backSchedule'
  requireNoun(network, aNetwork, verb)
  requireObject(options, 'options', verb, 2)
  const prepared = prepareNetwork(network, options, verb)
  const { ordered, network: numbers, days, today, deadline } = prepared
  const { size, started, finished } = numbers
  const make = (): Int32Array => new Int32Array(size)
  const work = days.map((each, i) => workLeft(numbers, i, each, today))
  const [earlyStart, earlyFinish, lateStart, lateFinish, ownStart, ownFinish] = [make(), make(), make(), make(), make(), make()]
  forwardPass(numbers, 1, work, earlyStart, earlyFinish)
  const end = earlyFinish.reduce((latest, each) => Math.max(latest, each))
  if (end >= never) throw new PlacesError('not-finite', `${verb}: all work must end within 20 years after ${options.opens}`, { hint: 'look at the calendars and durations' })
  // Latest dates for the end as it is likely to be: what has no float against it is on the critical path.
  backwardPass(numbers, 1, work, Int32Array.of(end), ownStart, ownFinish)
  if (!backwardPass(numbers, 1, work, Int32Array.of(deadline), lateStart, lateFinish)) throw new PlacesError('not-finite', `${verb}: the latest starts lie more than ten years before ${options.asOf}`)
  const critical = days.map((_, i) => Number(finished[i] === none && (started[i] === none ? ownStart[i]! <= earlyStart[i]! : ownFinish[i]! <= earlyFinish[i]!)))
  const free = freeFloats(numbers, work, earlyStart, earlyFinish, end)
  const activities = ordered.activities.map(({ activity, name }, i): ScheduledActivity => {
    const lastDay = (finish: number): string => dateOfDay(days[i] === 0 ? finish : finish - 1)
    const state = finished[i] !== none ? 'finished' : started[i] !== none ? 'under way' : 'to do'
    return Object.freeze({
      activity,
      name,
      days: days[i]!,
      earliestStart: dateOfDay(earlyStart[i]!),
      earliestFinish: lastDay(earlyFinish[i]!),
      latestStart: dateOfDay(lateStart[i]!),
      latestFinish: lastDay(lateFinish[i]!),
      // What finished after the deadline has lost it, too.
      totalFloat: state === 'to do' ? lateStart[i]! - earlyStart[i]! : state === 'under way' ? lateFinish[i]! - earlyFinish[i]! : Math.min(0, deadline - earlyFinish[i]!),
      freeFloat: free[i]!,
      critical: critical[i] === 1,
      state,
    })
  })
  return Object.freeze({
    activities: Object.freeze(activities),
    criticalPath: Object.freeze(criticalPathOf(numbers, work, earlyStart, earlyFinish, end, critical).map((i) => ordered.activities[i]!.activity)),
    opens: options.opens,
    finish: dateOfDay(end - 1),
    earliestOpening: openingDateFrom(end, options.opens),
    inTime: end <= deadline,
    float: deadline - end,
    provenance: stamp(verb, { options: { opens: options.opens, asOf: options.asOf } }),
  })
}
