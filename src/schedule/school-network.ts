// The network of a usual school from durations by mode of delivery: the ladder of milestones, with furniture and staff beside the building.

import { requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { DeliveryMilestone } from '../core/milestones.js'
import type { Distribution } from '../numeric/distribution.js'
import { distributionFaults } from '../numeric/distribution-faults.js'
import { quantileOf } from '../numeric/distributions.js'
import type { DeliveryDurations } from '../supply/durations.js'
import { refuse } from './check-network.js'
import type { Activity, Network } from './network.js'
import type { WorkCalendar } from './work-calendar.js'

/** A milestone of the ledger as far as a network needs it: any state with these fields fits. */
export interface MilestoneReached {
  readonly milestone: string
  readonly reached: boolean
  readonly actual?: string | undefined
}

export interface SchoolNetworkOptions {
  /** Milestones of the project in a ledger's state: what was reached overrides what is computed. */
  readonly milestones?: readonly MilestoneReached[] | undefined
  /** Calendars by id, such as `office` and `site`; every day counts when left out. */
  readonly calendars?: Readonly<Record<string, WorkCalendar>> | undefined
  /** Which calendar each step works by: `{ 'topped-out': 'site' }`. */
  readonly calendarOf?: Readonly<Partial<Record<string, string>>> | undefined
  /** Months of buying furniture and equipment, beside the works, done before the opening. */
  readonly furniture?: Distribution | undefined
  /** Months of hiring staff, beside the works, done before the opening. */
  readonly staffing?: Distribution | undefined
  /** Steps that have begun but are not reached, with the day on which they began. */
  readonly started?: Readonly<Partial<Record<string, string>>> | undefined
}

/** Days of a month, 365.25 ÷ 12. */
export const daysOfMonth = 30.4375

const usualFurniture: Distribution = /* @__PURE__ */ Object.freeze({ kind: 'triangular', low: 3, mode: 4, high: 6 })
const usualStaffing: Distribution = /* @__PURE__ */ Object.freeze({ kind: 'triangular', low: 5, mode: 6, high: 8 })

/** The steps in order, each named by the milestone it leads to, and what it is called. */
const steps: readonly (readonly [DeliveryMilestone, string])[] = [
  ['approval', '立项'],
  ['design', '前期'],
  ['start', '招标开工'],
  ['topped-out', '主体封顶'],
  ['accepted', '完工验收'],
  ['opened', '开办'],
]

/**
 * The network of a usual school: land → approval → design → tender and start → topped out → accepted → opened, with furniture bought and staff
 * hired beside the works.
 *
 * Each step is the activity that leads to its milestone. Days of work in a calendar are the calendar days of the durations times the share of days
 * that count, so that a step takes as long as its duration says in a usual year.
 *
 * @param mode name of a mode among the durations, such as `traditional`, `prefabricated`, `agent-built`
 * @param durations months of each step by mode: `usualDurations`, or the caller's own
 * @returns the network, ready for `backSchedule` and `drawOpening`, with an issue for each default that was used
 * @throws `invalid-input` for an unknown mode, a step without duration, a faulty distribution, an unknown calendar
 * Cost: O(steps).
 * @example
 * const { network } = schoolNetwork('prefabricated', usualDurations)
 * backSchedule(network, { opens: '2028-09-01', asOf: '2026-11-22' }).activities.find((each) => each.activity === 'start').latestFinish // '2028-01-10'
 */
export function schoolNetwork(mode: string, durations: DeliveryDurations, options: SchoolNetworkOptions = {}): { readonly network: Network; readonly issues: readonly Issue[] } {
  requireObject(durations, 'durations', 'schoolNetwork', 2)
  const { calendars = {}, calendarOf = {}, milestones = [], started = {} } = options
  const own = durations[mode]
  const months = new Map<string, Distribution>([
    ...(own ?? []).map((each) => [each.to, each.months] as const),
    ['furniture', options.furniture ?? usualFurniture],
    ['staffing', options.staffing ?? usualStaffing],
  ])
  refuse(faultsOf(mode, durations, months, options), 'schoolNetwork')
  const issues = assumptionsOf(mode, durations, options)
  const reached = new Map(milestones.filter((each) => each.reached).map((each) => [each.milestone, each.actual]))
  const activity = (id: string, name: string, after: Activity['after'], ended: string | undefined, begun: string | undefined): Activity => {
    const scale = daysOfMonth * shareOf(calendars[calendarOf[id] ?? ''])
    const spread: Distribution = { kind: 'scaled', of: months.get(id)!, factor: scale }
    return { activity: id, name, days: Math.round(quantileOf(months.get(id)!, 0.5) * scale), spread, after, ...(calendarOf[id] === undefined ? {} : { calendar: calendarOf[id] }), ...(ended === undefined ? (begun === undefined ? {} : { started: begun }) : { started: begun ?? ended, finished: ended }) }
  }
  // Who has reached a milestone has reached all before it; a day that is not known is that of the next one known.
  const order: readonly string[] = ['land', ...steps.map(([id]) => id)]
  const last = order.findLastIndex((id) => reached.has(id))
  const dayOfMilestone = (position: number): string | undefined => {
    if (position > last) return undefined
    return order.slice(position, last + 1).map((id) => reached.get(id)).find((date) => date !== undefined) ?? order.slice(0, position).map((id) => reached.get(id)).findLast((date) => date !== undefined)
  }
  const land = dayOfMilestone(0)
  const ladder = steps.map(([id, name], i): Activity => {
    const before = order[i]!
    const [ended, begun] = [dayOfMilestone(i + 1), dayOfMilestone(i)]
    const beside = id === 'opened' ? [{ activity: 'furniture' }, { activity: 'staffing' }] : []
    return activity(id, name, [{ activity: before }, ...beside], ended, ended === undefined ? started[id] : begun)
  })
  const opened = dayOfMilestone(order.length - 1)
  const beside = (['furniture', 'staffing'] as const).map((id) => {
    const from = opened ?? started[id]
    return activity(id, id === 'furniture' ? '家具设备' : '教师招聘', [{ activity: 'start' }], opened, from)
  })
  return Object.freeze({
    network: Object.freeze({ calendars, activities: Object.freeze([{ activity: 'land', name: '用地', days: 0, ...(land === undefined ? {} : { started: land, finished: land }) }, ...ladder, ...beside]) }),
    issues: Object.freeze(issues),
  })
}

/** Share of days that count in a usual year. */
function shareOf(calendar: WorkCalendar | undefined): number {
  if (calendar === undefined) return 1
  const week = (calendar.weekdays?.length ?? 7) / 7
  const month = (date: string): number => (Number(date.slice(0, 2)) - 1) * daysOfMonth + Number(date.slice(3))
  const closed = (calendar.closures ?? []).filter((each) => each.from.length === 5).reduce((sum, { from, to }) => sum + ((month(to) - month(from) + 365.25) % 365.25) + 1, 0)
  return Math.max(1 / 365.25, week * (1 - Math.min(1, closed / 365.25)))
}

function faultsOf(mode: string, durations: DeliveryDurations, months: ReadonlyMap<string, Distribution>, { calendars = {}, calendarOf = {}, milestones }: SchoolNetworkOptions): Issue[] {
  const fault = (option: string, message: string): Issue => ({ code: 'not-allowed', severity: 'fault', where: { option }, message })
  if (durations[mode] === undefined) return [fault('mode', `must be one of ${Object.keys(durations).join(', ')}, got ${mode}`)]
  const dayless = (milestones ?? []).some((each) => each.reached) && !(milestones ?? []).some((each) => each.actual !== undefined) ? [fault('milestones', 'of what was reached at least one day must be known')] : []
  const missing = steps.filter(([id]) => !months.has(id)).map(([id]): Issue => ({ code: 'missing-value', severity: 'fault', where: { option: 'durations' }, message: `${mode} has no duration to ${id}` }))
  const faulty = [...months].flatMap(([id, each]) => distributionFaults(each).map((text) => fault('durations', `${id}: ${text}`)))
  const unknown = Object.entries(calendarOf).flatMap(([id, calendar]) => [...(calendar === undefined || calendar in calendars ? [] : [fault('calendarOf', `${id} has the unknown calendar ${calendar}`)]), ...(months.has(id) || steps.some(([step]) => step === id) ? [] : [fault('calendarOf', `there is no step ${id}`)])])
  return [...dayless, ...missing, ...faulty, ...unknown]
}

function assumptionsOf(mode: string, durations: DeliveryDurations, { furniture, staffing }: SchoolNetworkOptions): Issue[] {
  const issue = (what: string, message: string, assumed: string, assumedZh: string): Issue => ({ code: 'duration-assumed', severity: 'assumption', where: { table: 'durations' }, message, assumed, amounts: { what, mode, assumedZh } })
  const unsourced = (durations[mode] ?? []).filter((each) => each.source?.status === 'assumed').map((each) => each.to)
  return [
    ...(unsourced.length === 0 ? [] : [issue('steps', `${mode}: no published duration to ${unsourced.join(', ')}`, 'the usual range by own convention', '采用通常区间')]),
    ...(furniture === undefined ? [issue('parallel', 'no duration of furniture and equipment given', '3 to 6 months from the start of the works on', '开工后 3—6 个月')] : []),
    ...(staffing === undefined ? [issue('parallel', 'no duration of hiring given', '5 to 8 months from the start of the works on', '开工后 5—8 个月')] : []),
  ]
}
