// Backward scheduling (倒排工期): from the opening on 1 September to the latest date of every activity, with float and the critical path.

import { dateOfDay, dayOf } from '../core/days.js'
import { PlacesError } from '../core/error.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { orderNetwork } from './network.js'
import type { Network, OrderedNetwork } from './network.js'
import { backwardPass, forwardPass, passNetworkOf } from './passes.js'
import type { PassNetwork } from './passes.js'
import { createWorkTable } from './work-calendar.js'

export interface BackScheduleOptions {
  /** The day on which the school must open, YYYY-MM-DD: 1 September as a rule. All is to be finished on the eve. */
  readonly opens: string
  /** Today, YYYY-MM-DD: nothing that is still to do can begin before. */
  readonly asOf: string
}

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

/** A network with its tables, ready for passes; shared with the risk of opening late. */
export interface PreparedNetwork {
  readonly ordered: OrderedNetwork
  readonly network: PassNetwork
  readonly days: Int32Array
  readonly deadline: number
}

/** Checks a network and makes its tables: from ten years before today (or the first start) to twenty after the opening. */
export function prepareNetwork(network: Network, { opens, asOf }: BackScheduleOptions, verb: string): PreparedNetwork {
  const [deadline, today] = [dayOf(opens), dayOf(asOf)]
  if (deadline < today) throw new PlacesError('invalid-option', `${verb}: the opening must not lie before ${asOf}, got ${opens}`, { where: { option: 'opens' } })
  const ordered = orderNetwork(network, asOf, verb)
  const first = Math.min(today, ...ordered.activities.map((each) => (each.started === undefined ? today : dayOf(each.started)))) - 3653
  const tables = ordered.calendars.map((calendar) => createWorkTable(calendar, first, deadline + 7305))
  const empty = tables.findIndex((table) => table.days.length === 0)
  if (empty >= 0) throw new PlacesError('invalid-input', `${verb}: the calendar ${Object.keys(network.calendars ?? {})[empty - 1]} has no day that counts`, { where: { table: 'calendars' } })
  return { ordered, network: passNetworkOf(ordered, tables, today), days: Int32Array.from(ordered.activities, (each) => each.days), deadline }
}

/**
 * Schedules a project backwards from its opening and forwards from today.
 *
 * For the latest date of every milestone, for what is critical, and for what a slip costs: schools open once a year, so days of float are days
 * until a whole year is lost.
 *
 * @param network activities with days of work, calendars, dependencies and what really happened
 * @returns dates YYYY-MM-DD (work begins on the first and ends on the second), floats in calendar days
 * @throws `invalid-input` with every fault of the network; `invalid-option` for an opening before `asOf` or dates that are none; `not-finite` when work runs 20 years past the opening
 * Definition: Kelley and Walker (1959), precedence method with lags. Float ≥ 0 exactly when the opening can be met.
 * Cost: O(days of the calendars + activities + dependencies).
 * @example
 * const network = { activities: [{ activity: 'build', days: 300 }, { activity: 'fit out', days: 30, after: [{ activity: 'build' }] }] }
 * backSchedule(network, { opens: '2027-09-01', asOf: '2026-09-01' }).activities[0].latestStart // '2026-10-06'
 */
export function backSchedule(network: Network, options: BackScheduleOptions): BackSchedule {
  const verb = 'backSchedule'
  const { ordered, network: numbers, days, deadline } = prepareNetwork(network, options, verb)
  const make = (): Int32Array => new Int32Array(numbers.size)
  const [earlyStart, earlyFinish, lateStart, lateFinish] = [make(), make(), make(), make()]
  if (!forwardPass(numbers, days, earlyStart, earlyFinish)) throw new PlacesError('not-finite', `${verb}: all work must end within 20 years after ${options.opens}`, { hint: 'look at the calendars and durations' })
  const end = earlyFinish.reduce((latest, each) => Math.max(latest, each), 0)
  // Latest dates for the end as it is likely to be: what has no float against it is on the critical path.
  const [ownStart, ownFinish] = [make(), make()]
  backwardPass(numbers, days, end, ownStart, ownFinish)
  if (!backwardPass(numbers, days, deadline, lateStart, lateFinish)) throw new PlacesError('not-finite', `${verb}: the latest starts lie more than ten years before ${options.asOf}`)
  const isCritical = (i: number): boolean => numbers.finished[i]! < 0 && (numbers.started[i]! >= 0 ? ownFinish[i]! <= earlyFinish[i]! : ownStart[i]! <= earlyStart[i]!)
  const freeFloats = freeFloatsOf(numbers, earlyStart, earlyFinish, end)
  const activities = ordered.activities.map(({ activity, name }, i): ScheduledActivity => {
    const lastDay = (finish: number): string => dateOfDay(days[i] === 0 ? finish : finish - 1)
    const state = numbers.finished[i]! >= 0 ? 'finished' : numbers.started[i]! >= 0 ? 'under way' : 'to do'
    return Object.freeze({
      activity,
      name,
      days: days[i]!,
      earliestStart: dateOfDay(earlyStart[i]!),
      earliestFinish: lastDay(earlyFinish[i]!),
      latestStart: dateOfDay(lateStart[i]!),
      latestFinish: lastDay(lateFinish[i]!),
      totalFloat: state === 'to do' ? lateStart[i]! - earlyStart[i]! : lateFinish[i]! - earlyFinish[i]!,
      freeFloat: freeFloats[i]!,
      critical: isCritical(i),
      state,
    })
  })
  const opening = openingDateFrom(end, options.opens)
  return Object.freeze({
    activities: Object.freeze(activities),
    criticalPath: Object.freeze(pathTo(numbers, earlyStart, earlyFinish, end, isCritical).map((i) => ordered.activities[i]!.activity)),
    opens: options.opens,
    finish: dateOfDay(end - 1),
    earliestOpening: opening,
    inTime: end <= deadline,
    float: deadline - end,
    provenance: stamp(verb, { options: { opens: options.opens, asOf: options.asOf } }),
  })
}

/** The first day with the month and day of `opens` on which all is finished: a slip of a day can cost a year. */
export function openingDateFrom(end: number, opens: string): string {
  const own = opens.slice(4)
  const date = dateOfDay(end)
  return `${Number(date.slice(0, 4)) + (date.slice(4) > own ? 1 : 0)}${own}`
}

function freeFloatsOf({ linkStart, linkFrom, linkKind, linkLag, size, started, finished }: PassNetwork, start: Int32Array, finish: Int32Array, end: number): Int32Array {
  const slack = finish.map((each, i) => (finished[i]! >= 0 ? 0 : end - each))
  for (let i = 0; i < size; i++) {
    if (started[i]! >= 0) continue
    for (let l = linkStart[i]!; l < linkStart[i + 1]!; l++) {
      const [before, kind] = [linkFrom[l]!, linkKind[l]!]
      const fromFinish = kind === 0 || kind === 2
      // What has finished cannot slip, nor can a start that has been made.
      if (finished[before]! >= 0 || (started[before]! >= 0 && !fromFinish)) continue
      slack[before] = Math.min(slack[before]!, (kind < 2 ? start[i]! : finish[i]!) - linkLag[l]! - (fromFinish ? finish[before]! : start[before]!))
    }
  }
  return slack
}

/** One chain of critical activities, from the first to the one that ends last: back along the link that holds each up the longest. */
function pathTo({ linkStart, linkFrom, linkKind, linkLag, size, today }: PassNetwork, start: Int32Array, finish: Int32Array, end: number, isCritical: (i: number) => boolean): number[] {
  // The last in order, so that a milestone that closes the work is told too.
  let at = Array.from({ length: size }, (_, i) => i).findLast((i) => isCritical(i) && finish[i] === end)
  const path: number[] = []
  while (at !== undefined) {
    path.unshift(at)
    const length = finish[at]! - start[at]!
    const holds: { readonly before: number; readonly until: number }[] = []
    for (let l = linkStart[at]!; l < linkStart[at + 1]!; l++) {
      const [before, kind] = [linkFrom[l]!, linkKind[l]!]
      holds.push({ before, until: (kind === 0 || kind === 2 ? finish[before]! : start[before]!) + linkLag[l]! - (kind < 2 ? 0 : length) })
    }
    // What would let it begin before today does not hold it up.
    at = holds.filter(({ before, until }) => until >= today && isCritical(before)).sort((a, b) => b.until - a.until || finish[b.before]! - finish[a.before]!)[0]?.before
  }
  return path
}

/** What a slip of one activity does: the new end, the new opening, and whether a year is lost. */
export interface Slip {
  readonly activity: string
  readonly days: number
  readonly finish: string
  readonly opening: string
  /** Months by which the opening moves: 0, or 12 for each year that is lost. */
  readonly months: number
}

/**
 * What a slip of n calendar days of an activity costs, in months of opening.
 *
 * @param days calendar days by which it begins, or goes on, later
 * @returns the new end and opening; 0 months while there is float, 12 once it is used up
 * @throws as `backSchedule`; `unknown-label` for an activity that is not there, `invalid-option` for one that has finished
 */
export function slipCost(network: Network, options: BackScheduleOptions, activity: string, days: number): Slip {
  const own = network.activities.find((each) => each.activity === activity)
  if (own === undefined) throw new PlacesError('unknown-label', `slipCost: there is no activity ${activity}`, { where: { option: 'activity' } })
  if (!Number.isInteger(days) || days < 0) throw new PlacesError('invalid-option', `slipCost: days must be a whole number from 0, got ${days}`, { where: { option: 'days' } })
  if (own.finished !== undefined) throw new PlacesError('invalid-option', `slipCost: ${activity} has finished on ${own.finished} and cannot slip`, { where: { option: 'activity' } })
  const before = backSchedule(network, options)
  // Calendar days are days of a wait between the activity and whatever follows it.
  const wait = `slip of ${activity}`
  const activities = network.activities.map((each) => ({ ...each, after: each.after?.map((link) => (link.activity === activity && (link.link ?? 'finish-start') === 'finish-start' ? { ...link, activity: wait } : link.activity === activity ? { ...link, lag: (link.lag ?? 0) + days } : link)) }))
  const after = backSchedule({ ...network, activities: [...activities, { activity: wait, days, after: [{ activity }] }] }, options)
  const years = Number(after.earliestOpening.slice(0, 4)) - Number(before.earliestOpening.slice(0, 4))
  return Object.freeze({ activity, days, finish: after.finish, opening: after.earliestOpening, months: 12 * years })
}
