// What can be wrong with a network of activities and with the dates it is asked for: all of it in one error.

import { isIsoDate } from '../core/calendar.js'
import { describeWhere } from '../core/describe-issue.js'
import { PlacesError } from '../core/error.js'
import type { Issue, Where } from '../core/issue.js'
import { distributionFaults } from '../numeric/distribution-faults.js'
import { linkKinds, orderActivities } from './network.js'
import type { Activity, Network, OrderedNetwork } from './network.js'
import { calendarFaults, everyDay } from './work-calendar.js'

export interface BackScheduleOptions {
  /** The day on which the school must open, YYYY-MM-DD: 1 September as a rule. All is to be finished on the eve. */
  readonly opens: string
  /** Today, YYYY-MM-DD: nothing that is still to do can begin before. */
  readonly asOf: string
}

/** A century: nothing in a school's life takes longer, and sums of such numbers stay whole. */
const mostDays = 36_525

/**
 * Checks a network with the dates asked for and puts its activities in order.
 *
 * @param more faults that the caller has found already
 * @throws `invalid-input` listing every fault: an activity without duration, an unknown predecessor, calendar or link, a repetition, a circle
 * (named), a faulty distribution or calendar, dates that are none, lie after `asOf` or run backwards, an opening before `asOf`
 * Cost: O(activities + dependencies).
 */
export function checkNetwork(network: Network, options: BackScheduleOptions, verb: string, more: readonly Issue[] = []): OrderedNetwork {
  const faults: Issue[] = [...optionFaults(options), ...more]
  const names = ['', ...Object.keys(network.calendars ?? {})]
  const calendars = [everyDay, ...Object.values(network.calendars ?? {})]
  for (const [id, calendar] of Object.entries(network.calendars ?? {})) {
    faults.push(...calendarFaults(calendar).map((each) => at({ table: 'calendars' }, 'not-allowed', `${id}: ${each}`)))
    if (calendar.weekdays?.length === 0 && (calendar.workdays ?? []).length === 0) faults.push(at({ table: 'calendars' }, 'not-allowed', `the calendar ${id} has no day that counts`))
  }
  if (network.activities.length === 0) faults.push(at({ table: 'activities' }, 'missing-value', 'at least one activity is needed'))
  const ids = new Set<string>()
  network.activities.forEach((each, row) => {
    const here = (column: string, code: Issue['code'], message: string): void => void faults.push(at({ table: 'activities', row: row + 1, column }, code, message))
    if (ids.has(each.activity)) here('activity', 'duplicate-row', `${each.activity} is given twice`)
    ids.add(each.activity)
    activityFaults(each, options.asOf, names, here)
  })
  network.activities.forEach(({ activity: id, after }, row) => {
    const here = (message: string): void => void faults.push(at({ table: 'activities', row: row + 1, column: 'after' }, 'not-allowed', message))
    for (const { activity, link, lag } of after ?? []) {
      if (!ids.has(activity)) here(`${id} waits for ${activity}, which is not there`)
      if (link !== undefined && !linkKinds.includes(link)) here(`a link must be one of ${linkKinds.join(', ')}, got ${String(link)}`)
      if (lag !== undefined && !(Number.isInteger(lag) && Math.abs(lag) <= mostDays)) here(`a lag must be a whole number of days up to a century, got ${lag}`)
    }
  })
  const { order, circles } = orderActivities(network.activities)
  for (const circle of circles) faults.push(at({ table: 'activities', column: 'after' }, 'network-circle', `${circle.join(' → ')} wait for each other`))
  refuse(faults, verb)
  return { activities: order, position: new Map(order.map((each, i) => [each.activity, i])), calendars, calendarOf: order.map((each) => names.indexOf(each.calendar ?? '')) }
}

/** Throws one error that lists all faults; nothing when there are none. */
export function refuse(faults: readonly Issue[], verb: string): void {
  if (faults.length > 0) throw new PlacesError('invalid-input', `${verb}: ${faults.map(({ where, message }) => `${describeWhere(where)}: ${message}`).join('; ')}`, { where: faults[0]!.where, issues: faults })
}

function at(where: Where, code: Issue['code'], message: string): Issue {
  return { code, severity: 'fault', where, message }
}

function optionFaults({ opens, asOf }: BackScheduleOptions): Issue[] {
  const faults = Object.entries({ opens, asOf }).filter(([, date]) => typeof date !== 'string' || !isIsoDate(date)).map(([option, date]) => at({ option }, 'not-allowed', `a date must read YYYY-MM-DD, got ${String(date)}`))
  if (faults.length === 0 && opens < asOf) faults.push(at({ option: 'opens' }, 'not-allowed', `the opening must not lie before ${asOf}, got ${opens}`))
  return faults
}

function activityFaults({ activity, days, spread, calendar, notBefore, started, finished }: Activity, asOf: string, calendars: readonly string[], here: (column: string, code: Issue['code'], message: string) => void): void {
  if (days === undefined || days === null || Number.isNaN(days)) here('days', 'missing-value', `${activity} has no duration`)
  else if (!Number.isInteger(days) || days < 0 || days > mostDays) here('days', 'not-allowed', `${activity} must take a whole number of days from 0 to ${mostDays}, got ${days}`)
  if (spread !== undefined) for (const each of distributionFaults(spread)) here('spread', 'not-allowed', `${activity}: ${each}`)
  if (calendar !== undefined && !calendars.includes(calendar)) here('calendar', 'not-allowed', `${activity} has the unknown calendar ${calendar}`)
  if (notBefore !== undefined && !isIsoDate(notBefore)) here('notBefore', 'not-allowed', `a date must read YYYY-MM-DD, got ${notBefore}`)
  for (const [name, date] of [['started', started], ['finished', finished]] as const) {
    if (date === undefined) continue
    if (!isIsoDate(date)) here(name, 'not-allowed', `a date must read YYYY-MM-DD, got ${date}`)
    else if (date > asOf) here(name, 'not-allowed', `${activity} cannot have ${name} on ${date}, after ${asOf}`)
  }
  if (finished !== undefined && started === undefined) here('started', 'missing-value', `${activity} has finished but no date of its start`)
  if (finished !== undefined && started !== undefined && finished < started) here('finished', 'not-allowed', `${activity} finished on ${finished}, before it started on ${started}`)
}
