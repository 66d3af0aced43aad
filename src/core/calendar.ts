// School years begin on 1 September; a child belongs to the year in which it has the entry age on 31 August.
// So the children who enter at age a in year t were born from 1 September t−a−1 to 31 August t−a, and schools open only in September.
// Dates are ISO strings: no clock and no time zone can change an answer.

import { PlacesError, requireObject } from './error.js'

export interface SchoolCalendar {
  /** Month in which the school year starts, 1–12; also the month from which births belong to the next cohort. */
  readonly startMonth: number
  /** Which calendar years' births make up a cohort, where it is not the split at `startMonth`. Weights are shares of a year's births. */
  readonly birthYears?: readonly BirthYear[] | undefined
}

/** Births of the calendar year `entry year − age − yearsBefore` count with this weight. */
export interface BirthYear {
  readonly yearsBefore: number
  readonly weight: number
}

/** China and England: the school year starts in September and the cut-off is 31 August. */
export const septemberCalendar: SchoolCalendar = Object.freeze({ startMonth: 9 })

/** Shares of two calendar years' births that make up one entry cohort. */
export interface CohortSplit {
  /** Births of the calendar year `entry year − age − 1`: September to December. */
  readonly earlier: number
  /** Births of the calendar year `entry year − age`: January to August. */
  readonly later: number
}

/**
 * How a cohort divides over two calendar years of births when births are even over the year: 1/3 and 2/3 for a September start.
 *
 * @example
 * cohortSplit(septemberCalendar).earlier // 0.3333333333333333
 */
export function cohortSplit(calendar: SchoolCalendar): CohortSplit {
  requireObject(calendar, 'calendar', 'cohortSplit')
  if (!Number.isInteger(calendar.startMonth) || calendar.startMonth < 1 || calendar.startMonth > 12) {
    throw new PlacesError('invalid-option', `cohortSplit: startMonth must be an integer from 1 to 12, got ${calendar.startMonth}`)
  }
  const earlier = (13 - calendar.startMonth) / 12
  return { earlier, later: (calendar.startMonth - 1) / 12 }
}

/** The calendar years whose births make up a cohort: two of them, split at the start month, unless the calendar says otherwise. */
export function birthYearsOf(calendar: SchoolCalendar): readonly BirthYear[] {
  if (calendar.birthYears !== undefined) return calendar.birthYears
  const { earlier, later } = cohortSplit(calendar)
  return [
    { yearsBefore: 0, weight: later },
    { yearsBefore: 1, weight: earlier },
  ]
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether a text is a calendar date `YYYY-MM-DD` that exists. */
export function isIsoDate(text: string): boolean {
  const match = isoDate.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function requireDate(date: string, verb: string): { year: number; month: number; day: number } {
  const match = isoDate.exec(date)
  if (match === null || !isIsoDate(date)) throw new PlacesError('invalid-option', `${verb}: a date must read YYYY-MM-DD, got ${date}`)
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

/**
 * The school year a date falls in, named by the calendar year in which it starts.
 *
 * @example
 * schoolYearOf('2022-06-30') // 2021
 */
export function schoolYearOf(date: string, calendar: SchoolCalendar = septemberCalendar): number {
  const { year, month } = requireDate(date, 'schoolYearOf')
  return month >= calendar.startMonth ? year : year - 1
}

/**
 * The first school year in which places finished on `date` can be used: schools open only at the start of the year,
 * so work finished a day after it waits for the next.
 *
 * @example
 * openingYear('2024-09-01') // 2024
 * openingYear('2024-09-02') // 2025
 */
export function openingYear(date: string, calendar: SchoolCalendar = septemberCalendar): number {
  const { year, month, day } = requireDate(date, 'openingYear')
  return month < calendar.startMonth || (month === calendar.startMonth && day === 1) ? year : year + 1
}
