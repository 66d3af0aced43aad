// Dates as numbers of days, so that durations can be added and compared; still ISO strings at the edge, without clock or time zone.

import { isIsoDate } from './calendar.js'
import { PlacesError } from './error.js'

const millisecondsADay = 86_400_000

/**
 * The number of days from 1970-01-01 to a date.
 *
 * @throws `invalid-option` for a text that is not a date `YYYY-MM-DD`
 * @example
 * dayOf('2024-09-01') - dayOf('2023-09-01') // 366
 */
export function dayOf(date: string): number {
  if (!isIsoDate(date)) throw new PlacesError('invalid-option', `dayOf: a date must read YYYY-MM-DD, got ${String(date)}`)
  return Date.parse(`${date}T00:00:00Z`) / millisecondsADay
}

/**
 * The date of a number of days from 1970-01-01; parts of a day are cut off.
 *
 * @example
 * dateOfDay(dayOf('2024-02-28') + 2) // '2024-03-01'
 */
export function dateOfDay(day: number): string {
  return new Date(Math.floor(day) * millisecondsADay).toISOString().slice(0, 10)
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
  return dateOfDay(dayOf(date) + days)
}

/** The date itself. Throws `invalid-option` for a text that is no date `YYYY-MM-DD`. */
export function requireIsoDate(date: string, name: string, verb: string): string {
  if (typeof date === 'string' && isIsoDate(date)) return date
  throw new PlacesError('invalid-option', `${verb}: ${name} must be a date YYYY-MM-DD, got ${String(date)}`, { where: { option: name } })
}
