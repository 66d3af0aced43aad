// A second way to a schedule, for tests: days are tried one by one against a list of open days; no tables, no passes.

import { dateOfDay, dayOf } from '../../src/core/days.js'
import type { Activity, Network } from '../../src/schedule/network.js'
import type { WorkCalendar } from '../../src/schedule/work-calendar.js'

export function isOpen(calendar: WorkCalendar | undefined, day: number): boolean {
  const date = dateOfDay(day)
  if (calendar?.workdays?.includes(date) === true) return true
  if (calendar?.holidays?.includes(date) === true) return false
  for (const { from, to } of calendar?.closures ?? []) {
    const own = from.length === 10 ? date : date.slice(5)
    if (from <= to ? own >= from && own <= to : own >= from || own <= to) return false
  }
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return calendar?.weekdays === undefined || calendar.weekdays.includes(weekday === 0 ? 7 : weekday)
}

export function countOn(calendar: WorkCalendar | undefined, start: number, work: number): number {
  let [day, left] = [start, work]
  while (left > 0) if (isOpen(calendar, day++)) left--
  return work === 0 ? start : day
}

export interface NaiveDates {
  readonly start: number
  readonly finish: number
}

/** Earliest dates of every activity; `held` keeps some from beginning before a day. Activities come after what they wait for. */
export function scheduleNaively(network: Network, asOf: string, held: Readonly<Record<string, number>> = {}): Map<string, NaiveDates> {
  const dates = new Map<string, NaiveDates>()
  for (const each of network.activities) dates.set(each.activity, place(each, network, dayOf(asOf), held[each.activity] ?? -Infinity, dates))
  return dates
}

function place(each: Activity, network: Network, today: number, held: number, dates: ReadonlyMap<string, NaiveDates>): NaiveDates {
  const calendar = each.calendar === undefined ? undefined : network.calendars?.[each.calendar]
  const began = each.started === undefined ? undefined : dayOf(each.started)
  if (began !== undefined && each.finished !== undefined) return { start: began, finish: dayOf(each.finished) + 1 }
  let left = each.days
  if (began !== undefined) {
    for (let day = began; day < today; day++) if (isOpen(calendar, day)) left--
    left = Math.max(1, left)
  }
  for (let day = Math.max(today, held); ; day++) {
    if (left > 0 && !isOpen(calendar, day)) continue
    const finish = countOn(calendar, day, left)
    const kept = (each.after ?? []).every(({ activity, link = 'finish-start', lag = 0 }) => {
      if (began !== undefined && link.endsWith('start')) return true
      const before = dates.get(activity)!
      return (link.endsWith('start') ? day : finish) >= (link.startsWith('finish') ? before.finish : before.start) + lag
    })
    if (kept) return { start: began ?? day, finish }
  }
}
