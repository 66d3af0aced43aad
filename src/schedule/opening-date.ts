// Schools open once a year: the end of the works snaps to the next opening day, so that a slip of a day can cost a year.

import { isIsoDate } from '../core/calendar.js'
import { dateOfDay } from '../core/days.js'

/**
 * The first day with the month and day of `opens` on which all is finished.
 *
 * @param end the morning after the last day of work, in days since 1970-01-01
 */
export function openingDateFrom(end: number, opens: string): string {
  const own = opens.slice(4)
  const date = dateOfDay(end)
  const opening = `${Number(date.slice(0, 4)) + (date.slice(4) > own ? 1 : 0)}${own}`
  // 29 February where there is none.
  return isIsoDate(opening) ? opening : `${opening.slice(0, 4)}-03-01`
}
