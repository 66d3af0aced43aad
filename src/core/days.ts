// Days between ISO dates, by the calendar alone: no clock and no time zone.

import { isIsoDate } from './calendar.js'
import { PlacesError } from './error.js'

const msPerDay = 86_400_000

/** Number of the day, counted from 1 January 1970; the date must exist. */
export function dayOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / msPerDay
}

/**
 * Days from one date to another, negative when the second is earlier.
 *
 * @example
 * daysBetween('2021-06-30', '2021-09-01') // 63
 */
export function daysBetween(from: string, to: string): number {
  return dayOf(to) - dayOf(from)
}

/**
 * The date so many days later.
 *
 * @example
 * addDays('2024-02-28', 2) // '2024-03-01'
 */
export function addDays(date: string, days: number): string {
  return new Date((dayOf(date) + days) * msPerDay).toISOString().slice(0, 10)
}

/** The date itself. Throws `invalid-option` for a text that is no date `YYYY-MM-DD`. */
export function requireIsoDate(date: string, name: string, verb: string): string {
  if (typeof date === 'string' && isIsoDate(date)) return date
  throw new PlacesError('invalid-option', `${verb}: ${name} must be a date YYYY-MM-DD, got ${String(date)}`, { where: { option: name } })
}
