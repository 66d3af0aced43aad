// A project as a network of activities: each with days of work, a calendar, and what it must wait for.

import { isIsoDate } from '../core/calendar.js'
import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Distribution } from '../numeric/distribution.js'
import { calendarFaults, everyDay } from './work-calendar.js'
import type { WorkCalendar } from './work-calendar.js'

/** What an activity waits for. `finish-start` with no lag when nothing else is said. */
export interface Dependency {
  readonly activity: string
  readonly link?: 'finish-start' | 'start-start' | 'finish-finish' | 'start-finish' | undefined
  /** Calendar days between the two; may be negative. */
  readonly lag?: number | undefined
}

export interface Activity {
  readonly activity: string
  readonly name?: string | undefined
  /** Days of work in its calendar; 0 for a milestone. */
  readonly days: number
  /** How long it may really take, in the same days, for risk; `days` when left out. */
  readonly spread?: Distribution | undefined
  /** Id of its calendar; every day counts when left out. */
  readonly calendar?: string | undefined
  readonly after?: readonly Dependency[] | undefined
  /** What really happened, YYYY-MM-DD: overrides what is computed. `finished` is the last day of work. */
  readonly started?: string | undefined
  readonly finished?: string | undefined
}

export interface Network {
  readonly activities: readonly Activity[]
  /** Calendars by id. */
  readonly calendars?: Readonly<Record<string, WorkCalendar>> | undefined
}

/** A network that was checked: activities in an order in which each comes after what it waits for. */
export interface OrderedNetwork {
  readonly activities: readonly Activity[]
  /** Position in `activities` by id. */
  readonly position: ReadonlyMap<string, number>
  readonly calendars: readonly WorkCalendar[]
  /** Position in `calendars` of each activity. */
  readonly calendarOf: readonly number[]
}

const links = ['finish-start', 'start-start', 'finish-finish', 'start-finish']

/**
 * Checks a network and puts its activities in order.
 *
 * @param asOf nothing may have happened after it
 * @throws `invalid-input` listing every fault: an activity without duration, an unknown predecessor or calendar, a repetition, a circle (named), a calendar with days or dates that are none, dates that
 * are none, lie after `asOf` or run backwards
 * Cost: O(activities + dependencies).
 */
export function orderNetwork(network: Network, asOf: string, verb: string): OrderedNetwork {
  const faults: Issue[] = []
  const ids = new Set<string>()
  const calendars: WorkCalendar[] = [everyDay, ...Object.values(network.calendars ?? {})]
  const names = ['', ...Object.keys(network.calendars ?? {})]
  const fault = (row: number, column: string, code: Issue['code'], message: string): void => void faults.push({ code, severity: 'fault', where: { table: 'activities', row: row + 1, column }, message })
  network.activities.forEach((each, row) => {
    if (ids.has(each.activity)) fault(row, 'activity', 'duplicate-row', `${each.activity} is given twice`)
    ids.add(each.activity)
    if (each.days === undefined || Number.isNaN(each.days)) fault(row, 'days', 'missing-value', `${each.activity} has no duration`)
    else if (!Number.isInteger(each.days) || each.days < 0) fault(row, 'days', 'not-allowed', `${each.activity} must take a whole number of days from 0, got ${each.days}`)
    if (each.calendar !== undefined && !names.includes(each.calendar)) fault(row, 'calendar', 'not-allowed', `${each.activity} has the unknown calendar ${each.calendar}`)
    for (const name of ['started', 'finished'] as const) {
      const date = each[name]
      if (date !== undefined && !isIsoDate(date)) fault(row, name, 'not-allowed', `a date must read YYYY-MM-DD, got ${date}`)
      else if (date !== undefined && date > asOf) fault(row, name, 'not-allowed', `${each.activity} cannot have ${name} on ${date}, after ${asOf}`)
    }
    if (each.finished !== undefined && each.started === undefined) fault(row, 'started', 'missing-value', `${each.activity} has finished but no date of its start`)
    if (each.finished !== undefined && each.started !== undefined && each.finished < each.started) fault(row, 'finished', 'not-allowed', `${each.activity} finished on ${each.finished}, before it started on ${each.started}`)
  })
  network.activities.forEach((each, row) => {
    for (const { activity, link, lag } of each.after ?? []) {
      if (link !== undefined && !links.includes(link)) fault(row, 'after', 'not-allowed', `a link must be one of ${links.join(', ')}, got ${link}`)
      if (!ids.has(activity)) fault(row, 'after', 'not-allowed', `${each.activity} waits for ${activity}, which is not there`)
      if (lag !== undefined && !Number.isInteger(lag)) fault(row, 'after', 'not-allowed', `a lag must be a whole number of days, got ${lag}`)
    }
  })
  faults.push(...calendarFaults(network.calendars ?? {}))
  const order = inOrder(network.activities, faults)
  if (network.activities.length === 0) faults.push({ code: 'missing-value', severity: 'fault', where: { table: 'activities' }, message: 'at least one activity is needed' })
  if (faults.length > 0) throw new PlacesError('invalid-input', `${verb}: ${faults.map((each) => `${each.where.row === undefined ? '' : `${each.where.table} row ${each.where.row}: `}${each.message}`).join('; ')}`, { issues: faults })
  return { activities: order, position: new Map(order.map((each, i) => [each.activity, i])), calendars, calendarOf: order.map((each) => names.indexOf(each.calendar ?? '')) }
}

/** Depth first, so that a circle can be named by its members. */
function inOrder(activities: readonly Activity[], faults: Issue[]): Activity[] {
  const byId = new Map(activities.map((each) => [each.activity, each]))
  const done = new Set<string>()
  const order: Activity[] = []
  const circles = new Set<string>()
  const path: string[] = []
  const onPath = new Set<string>()
  const visit = (each: Activity): void => {
    if (onPath.has(each.activity)) {
      const circle = path.slice(path.indexOf(each.activity))
      const key = circle.toSorted().join('\n')
      if (!circles.has(key)) faults.push({ code: 'network-circle', severity: 'fault', where: { table: 'activities', column: 'after' }, message: `${[...circle, each.activity].join(' → ')} wait for each other` })
      circles.add(key)
      return
    }
    if (done.has(each.activity)) return
    path.push(each.activity)
    onPath.add(each.activity)
    for (const { activity } of each.after ?? []) {
      const before = byId.get(activity)
      if (before !== undefined) visit(before)
    }
    path.pop()
    onPath.delete(each.activity)
    done.add(each.activity)
    order.push(each)
  }
  for (const each of activities) visit(each)
  return order
}
