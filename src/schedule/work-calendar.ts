// Calendars of work: which days count, and where n days of work lead to, forwards and backwards, by table look-up.
// A day is a whole number (days since 1970-01-01); work that ends on the eve of a day is finished on that morning.
// Chinese public holidays change every year by decree: a calendar is data that the caller passes.

import { isIsoDate } from '../core/calendar.js'
import { dateOfDay, dayOf } from '../core/days.js'

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
  /** Every day counts: sums do instead of look-ups. */
  readonly every: boolean
  /** Days of work before each day, counted from `first`. */
  readonly before: Int32Array
  /** The day of each day of work. */
  readonly days: Int32Array
}

/** What is wrong with a calendar, in words; nothing when it can be used. */
export function calendarFaults({ weekdays, holidays, workdays, closures }: WorkCalendar): string[] {
  const faults = (weekdays ?? []).filter((day) => !Number.isInteger(day) || day < 1 || day > 7).map((day) => `days of the week must be from 1 to 7, got ${day}`)
  for (const date of [...(holidays ?? []), ...(workdays ?? [])]) if (!isIsoDate(date)) faults.push(`a date must read YYYY-MM-DD, got ${date}`)
  for (const { from, to } of closures ?? []) {
    // 29 February exists in 2000: days of every year are read in it.
    const whole = [from, to].map((date) => (date.length === 5 ? `2000-${date}` : date))
    if (from.length !== to.length || !whole.every(isIsoDate)) faults.push(`a closure must run from MM-DD to MM-DD or from YYYY-MM-DD to YYYY-MM-DD, got ${from} to ${to}`)
    else if (from.length === 10 && from > to) faults.push(`a closure must not end before it begins, got ${from} to ${to}`)
  }
  return faults
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
    // 1970-01-01 was a Thursday, day 4 of the week. The first week, then twice as many days each time.
    for (let i = 0; i < Math.min(7, open.length); i++) open[i] = weekdays.includes(((((first + i + 3) % 7) + 7) % 7) + 1) ? 1 : 0
    for (let filled = 7; filled < open.length; filled *= 2) open.copyWithin(filled, 0, filled)
  }
  for (const closure of calendar.closures ?? []) close(open, closure, first, last)
  const mark = (date: string, value: number): void => {
    const day = dayOf(date)
    if (day >= first && day <= last) open[day - first] = value
  }
  for (const date of calendar.holidays ?? []) mark(date, 0)
  for (const date of calendar.workdays ?? []) mark(date, 1)
  const before = new Int32Array(open.length + 1)
  const all = new Int32Array(open.length)
  let count = 0
  for (let i = 0; i < open.length; i++) {
    all[count] = first + i
    count += open[i]!
    before[i + 1] = count
  }
  const days = all.subarray(0, count)
  return { first, last, every: days.length === open.length, before, days }
}

function close(open: Uint8Array, { from, to }: Closure, first: number, last: number): void {
  const shut = (begin: number, end: number): void => void open.fill(0, Math.max(0, begin - first), Math.max(0, Math.min(last, end) + 1 - first))
  if (from.length === 10) {
    shut(dayOf(from), dayOf(to))
    return
  }
  // A span such as 12-20 to 02-10 runs over the turn of the year. Where there is no 29 February, from the day after it or to the day before.
  const [begin, end] = [from, to].map((date) => [Number(date.slice(0, 2)), Number(date.slice(3))] as const) as [readonly [number, number], readonly [number, number]]
  const turn = from <= to ? 0 : 1
  const lastDay = to === '02-29' ? ([3, 0] as const) : end
  for (let year = Number(dateOfDay(first).slice(0, 4)) - 1; year <= Number(dateOfDay(last).slice(0, 4)); year++) {
    shut(Date.UTC(year, begin[0] - 1, begin[1]) / millisecondsADay, Date.UTC(year + turn, lastDay[0] - 1, lastDay[1]) / millisecondsADay)
  }
}

const millisecondsADay = 86_400_000

/** Beyond every table: what is not done within it. */
export const never = 2 ** 29

/** The morning on which `work` days of work are done that begin on `start` or the next day that counts; `start` itself for no work. `never` beyond the table. */
export function finishAfter(table: WorkTable, start: number, work: number): number {
  if (start > table.last + 1) return never
  if (work === 0) return start
  const at = table.before[start - table.first]! + work - 1
  return at < table.days.length ? table.days[at]! + 1 : never
}

/** The latest day on which `work` days of work may begin to be done by the morning of `finish`, itself within the table; below the table when there is none. */
export function latestStart(table: WorkTable, finish: number, work: number): number {
  if (work === 0) return finish
  const at = table.before[finish - table.first]! - work
  return at >= 0 ? table.days[at]! : table.first - 1
}

/** The first day on which `work` days of work may begin to be done on the morning of `finish` or later; `never` beyond the table. */
export function startToFinishFrom(table: WorkTable, finish: number, work: number): number {
  if (finish > table.last + 1) return never
  if (work === 0) return finish
  if (finish < table.first) return table.first
  const start = latestStart(table, finish, work)
  if (start < table.first) return table.days[0] ?? never
  if (finishAfter(table, start, work) >= finish) return start
  return table.days[table.before[start - table.first]! + 1] ?? never
}
