// The two passes of the critical path method over a checked network: earliest dates forwards, latest dates backwards, for one draw or many.
// Kelley and Walker (1959); links and lags as in the precedence method. Hot: arrays are [activity, draw], draws contiguous.

import { dayOf } from '../core/days.js'
import { linkKinds } from './network.js'
import type { OrderedNetwork } from './network.js'
import { finishAfter, latestStart, never, startToFinishFrom } from './work-calendar.js'
import type { WorkTable } from './work-calendar.js'

/** The network as numbers, so that a pass touches no text. */
export interface PassNetwork {
  readonly size: number
  readonly tables: readonly WorkTable[]
  readonly tableOf: Int32Array
  /** Dependencies of activity i: from linkStart[i] to linkStart[i + 1]. */
  readonly linkStart: Int32Array
  readonly linkFrom: Int32Array
  /** 0 finish-start, 1 start-start, 2 finish-finish, 3 start-finish. */
  readonly linkKind: Uint8Array
  readonly linkLag: Int32Array
  /** Day it started, or `none`; morning after it finished (a milestone: its day), or `none`. */
  readonly started: Int32Array
  readonly finished: Int32Array
  /** Work (what is left of it) does not begin before this day: today or later. */
  readonly ready: Int32Array
}

/** No date. Days before 1970 are negative numbers too. */
export const none = -(2 ** 30)

export function passNetworkOf({ activities, position, calendarOf }: OrderedNetwork, tables: readonly WorkTable[], today: number): PassNetwork {
  const links = activities.flatMap((each) => each.after ?? [])
  const linkStart = new Int32Array(activities.length + 1)
  activities.forEach((each, i) => (linkStart[i + 1] = linkStart[i]! + (each.after?.length ?? 0)))
  return {
    size: activities.length,
    tables,
    tableOf: Int32Array.from(calendarOf),
    linkStart,
    linkFrom: Int32Array.from(links, (link) => position.get(link.activity) ?? -1),
    linkKind: Uint8Array.from(links, (link) => linkKinds.indexOf(link.link ?? 'finish-start')),
    linkLag: Int32Array.from(links, (link) => link.lag ?? 0),
    started: Int32Array.from(activities, (each) => (each.started === undefined ? none : dayOf(each.started))),
    finished: Int32Array.from(activities, ({ days, started, finished }) => (finished !== undefined ? dayOf(finished) + (days === 0 ? 0 : 1) : started !== undefined && days === 0 ? dayOf(started) : none)),
    ready: Int32Array.from(activities, ({ notBefore, started }) => (notBefore === undefined || started !== undefined ? today : Math.max(today, dayOf(notBefore)))),
  }
}

/** Days of work that are left of `days` in all: none of what is finished, at least one of what is under way. */
export function workLeft({ started, finished, tables, tableOf }: PassNetwork, i: number, days: number, today: number): number {
  if (finished[i] !== none) return 0
  if (started[i] === none) return days
  return Math.max(1, days - workDone(tables[tableOf[i]!]!, started[i]!, today))
}

/** Days of work from the start to the eve of today. */
export function workDone({ before, first }: WorkTable, started: number, today: number): number {
  return before[today - first]! - before[started - first]!
}

/**
 * Earliest start (a day) and finish (the morning after) of every activity. What has happened stays. What is under way does the work that is
 * left from today on, and still waits for links to its finish. What runs beyond the calendar tables gets `never`.
 *
 * @param work days left of each activity: [activity, draw], as are start and finish, which are overwritten
 */
export function forwardPass(network: PassNetwork, draws: number, work: Int32Array, start: Int32Array, finish: Int32Array): void {
  const { size, tables, tableOf, linkStart, linkFrom, linkKind, linkLag, started, finished, ready } = network
  for (let i = 0; i < size; i++) {
    const row = i * draws
    const end = row + draws
    if (finished[i] !== none) {
      start.fill(started[i]!, row, end)
      finish.fill(finished[i]!, row, end)
      continue
    }
    const table = tables[tableOf[i]!]!
    const { every, before, days, first, last } = table
    const under = started[i] !== none
    start.fill(ready[i]!, row, end)
    for (let l = linkStart[i]!; l < linkStart[i + 1]!; l++) {
      const kind = linkKind[l]!
      if (under && kind < 2) continue
      const lag = linkLag[l]!
      const source = kind === 0 || kind === 2 ? finish : start
      const from = linkFrom[l]! * draws - row
      if (kind < 2) {
        for (let at = row; at < end; at++) {
          const bound = source[from + at]! + lag
          if (bound > start[at]!) start[at] = bound
        }
      } else {
        for (let at = row; at < end; at++) {
          const bound = every ? source[from + at]! + lag - work[at]! : startToFinishFrom(table, source[from + at]! + lag, work[at]!)
          if (bound > start[at]!) start[at] = bound
        }
      }
    }
    if (every) {
      for (let at = row; at < end; at++) {
        const morning = start[at]! + work[at]!
        finish[at] = morning > last + 1 ? never : morning
      }
    } else {
      for (let at = row; at < end; at++) {
        const from = start[at]!
        if (work[at] === 0) finish[at] = from > last + 1 ? never : from
        else {
          // Work begins on a day that counts; a milestone needs none.
          const position = from > last ? days.length : before[from - first]!
          const done = position + work[at]! - 1
          start[at] = position < days.length ? days[position]! : never
          finish[at] = done < days.length ? days[done]! + 1 : never
        }
      }
    }
    if (under) start.fill(started[i]!, row, end)
  }
}

/**
 * Latest start and finish of every activity such that all is finished by a morning. What has happened keeps its dates.
 *
 * @param deadlines the morning of each draw, within the tables
 * @returns false when some work would have to begin before the calendar tables
 */
export function backwardPass(network: PassNetwork, draws: number, work: Int32Array, deadlines: Int32Array, start: Int32Array, finish: Int32Array): boolean {
  const { size, tables, tableOf, linkStart, linkFrom, linkKind, linkLag, started, finished } = network
  let within = true
  for (let i = 0; i < size; i++) {
    finish.set(deadlines, i * draws)
    // A start-start or start-finish link bounds the start itself, not the finish.
    start.set(deadlines, i * draws)
  }
  for (let i = size - 1; i >= 0; i--) {
    const row = i * draws
    const end = row + draws
    if (finished[i] !== none) {
      start.fill(started[i]!, row, end)
      finish.fill(finished[i]!, row, end)
      continue
    }
    const under = started[i] !== none
    const table = tables[tableOf[i]!]!
    if (under) start.set(deadlines, row)
    for (let at = row; at < end; at++) {
      let latest = table.every ? finish[at]! - work[at]! : latestStart(table, finish[at]!, work[at]!)
      if (start[at]! < latest) latest = table.every || work[at] === 0 ? start[at]! : latestStart(table, start[at]! + 1, 1)
      if (latest < table.first) {
        within = false
        latest = table.first
      }
      start[at] = latest
      const morning = table.every ? latest + work[at]! : finishAfter(table, latest, work[at]!)
      if (morning < finish[at]!) finish[at] = morning
    }
    for (let l = linkStart[i]!; l < linkStart[i + 1]!; l++) {
      const kind = linkKind[l]!
      // What has begun no longer waits to begin.
      if (under && kind < 2) continue
      const lag = linkLag[l]!
      const own = kind < 2 ? start : finish
      const bounded = kind === 0 || kind === 2 ? finish : start
      const { first } = tables[tableOf[linkFrom[l]!]!]!
      const from = linkFrom[l]! * draws - row
      for (let at = row; at < end; at++) {
        let bound = own[at]! - lag
        if (bound < first) {
          within = false
          bound = first
        }
        if (bound < bounded[from + at]!) bounded[from + at] = bound
      }
    }
    if (under) start.fill(started[i]!, row, end)
  }
  return within
}
