// Calendars of work: which days count, and where n days of work lead to, forwards and backwards, by table look-up.
// A day is a whole number (days since 1970-01-01); work that ends on the eve of a day is finished on that morning.
// Chinese public holidays change every year by decree: a calendar is data that the caller passes.

import { isIsoDate } from '../core/calendar.js'
import { dateOfDay, dayOf } from '../core/days.js'
import type { Issue } from '../core/issue.js'

/** A span of days without work, every year (`MM-DD`) or once (`YYYY-MM-DD`), both ends included. */
export interface Closure {
  readonly from: string
  readonly to: string
  /** Such as rainy season, term time for works on a live school, Spring Festival. */
  readonly reason?: string | undefined
}

export interface WorkCalendar {
  /** Days of the week that count, 1 Monday … 7 Sunday; all when left out. */
  readonly weekdays?: readonly number[] | undefined
  /** Public holidays, YYYY-MM-DD. */
  readonly holidays?: readonly string[] | undefined
  /** Days that count although the rest of the calendar says otherwise (调休上班日). */
  readonly workdays?: readonly string[] | undefined
  readonly closures?: readonly Closure[] | undefined
}

/** A calendar in which every day counts. */
export const everyDay: WorkCalendar = /* @__PURE__ */ Object.freeze({})

/** Days of work between two days, looked up in tables that are made once. */
export interface WorkTable {
  readonly first: number
  readonly last: number
  /** Days of work before each day, counted from `first`. */
  readonly before: Int32Array
  /** The day of each day of work. */
  readonly days: Int32Array
}

/**
 * Makes the look-up table of a calendar.
 *
 * @param first and `last` the days it covers; work must begin and end within them
 * Cost: O(days).
 */
export function createWorkTable(calendar: WorkCalendar, first: number, last: number): WorkTable {
  const open = new Uint8Array(last - first + 1).fill(1)
  const weekdays = calendar.weekdays
  if (weekdays !== undefined) {
    const counted = new Set(weekdays)
    // 1970-01-01 was a Thursday, day 4 of the week.
    for (let day = first; day <= last; day++) open[day - first] = counted.has(((((day + 3) % 7) + 7) % 7) + 1) ? 1 : 0
  }
  for (const closure of calendar.closures ?? []) close(open, closure, first, last)
  const mark = (date: string, value: number): void => {
    const day = dayOf(date)
    if (day >= first && day <= last) open[day - first] = value
  }
  for (const date of calendar.holidays ?? []) mark(date, 0)
  for (const date of calendar.workdays ?? []) mark(date, 1)
  const before = new Int32Array(open.length + 1)
  for (let i = 0; i < open.length; i++) before[i + 1] = before[i]! + open[i]!
  const days = new Int32Array(before[open.length]!)
  for (let i = 0; i < open.length; i++) if (open[i] === 1) days[before[i]!] = first + i
  return { first, last, before, days }
}

function close(open: Uint8Array, { from, to }: Closure, first: number, last: number): void {
  if (from.length === 10) {
    for (let day = Math.max(first, dayOf(from)); day <= Math.min(last, dayOf(to)); day++) open[day - first] = 0
    return
  }
  for (let day = first; day <= last; day++) {
    const date = dateOfDay(day).slice(5)
    // A span such as 12-20 to 02-10 runs over the turn of the year.
    const inside = from <= to ? date >= from && date <= to : date >= from || date <= to
    if (inside) open[day - first] = 0
  }
}

/** The morning on which `work` days of work are done that begin on `start` or the next day that counts; `start` itself for no work. −1 beyond the table. */
export function finishAfter(table: WorkTable, start: number, work: number): number {
  if (work === 0) return start
  const at = table.before[start - table.first]! + work - 1
  return at < table.days.length ? table.days[at]! + 1 : -1
}

/** The latest day on which `work` days of work may begin to be done by the morning of `finish`; −1 before the table. */
export function latestStart(table: WorkTable, finish: number, work: number): number {
  if (work === 0) return finish
  const at = table.before[finish - table.first]! - work
  return at >= 0 ? table.days[at]! : -1
}

/** The first day on which `work` days of work may begin to be done on the morning of `finish` or later. */
export function startToFinishFrom(table: WorkTable, finish: number, work: number): number {
  if (work === 0) return finish
  const start = latestStart(table, finish, work)
  if (start < 0) return table.first
  return finishAfter(table, start, work) >= finish ? start : table.days[table.before[start - table.first]! + 1]!
}

/** What is wrong with calendars: days of the week beyond 1–7, dates that are none, spans of two kinds of date or of dates that run backwards. */
export function calendarFaults(calendars: Readonly<Record<string, WorkCalendar>>): Issue[] {
  return Object.entries(calendars).flatMap(([id, { weekdays, holidays, workdays, closures }]) => {
    const faultIn = (column: string, message: string): Issue => ({ code: 'not-allowed', severity: 'fault', where: { table: 'calendars', column }, message: `calendar ${id}, ${column}: ${message}` })
    const dates = (column: string, list: readonly string[] | undefined): Issue[] => (list ?? []).filter((date) => !isIsoDate(date)).map((date) => faultIn(column, `a date must read YYYY-MM-DD, got ${date}`))
    // A leap year, so that 02-29 is a day of the year.
    const isDay = (date: string): boolean => isIsoDate(date) || (date.length === 5 && isIsoDate(`2000-${date}`))
    return [
      ...(weekdays ?? []).filter((day) => !(Number.isInteger(day) && day >= 1 && day <= 7)).map((day) => faultIn('weekdays', `a day of the week must be from 1 to 7, got ${day}`)),
      ...dates('holidays', holidays),
      ...dates('workdays', workdays),
      ...(closures ?? []).flatMap(({ from, to }): Issue[] => {
        if (!isDay(from) || !isDay(to) || from.length !== to.length) return [faultIn('closures', `a span must be two dates MM-DD or two YYYY-MM-DD, got ${from} to ${to}`)]
        return from.length === 10 && from > to ? [faultIn('closures', `a span must not run backwards, got ${from} to ${to}`)] : []
      }),
    ]
  })
}
