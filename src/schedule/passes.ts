// The two passes of the critical path method over a checked network: earliest dates forwards, latest dates backwards.
// Kelley and Walker (1959); links and lags as in the precedence method. Hot: run once, or once a draw.

import { dayOf } from '../core/days.js'
import type { OrderedNetwork } from './network.js'
import { finishAfter, latestStart, startToFinishFrom } from './work-calendar.js'
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
  /** Day it started, or −1; morning after it finished, or −1. */
  readonly started: Int32Array
  readonly finished: Int32Array
  /** Nothing that is still to do begins before this day. */
  readonly today: number
}

const kinds = ['finish-start', 'start-start', 'finish-finish', 'start-finish']

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
    linkKind: Uint8Array.from(links, (link) => kinds.indexOf(link.link ?? 'finish-start')),
    linkLag: Int32Array.from(links, (link) => link.lag ?? 0),
    started: Int32Array.from(activities, (each) => (each.started === undefined ? -1 : dayOf(each.started))),
    finished: Int32Array.from(activities, (each) => (each.finished === undefined ? -1 : dayOf(each.finished) + 1)),
    today,
  }
}

/**
 * Earliest start (a day) and finish (the morning after) of every activity. What has happened stays; what is under way needs the work that is left,
 * from today on; what has not begun starts today at the earliest.
 *
 * @param days of work of each activity
 * @returns false when work runs beyond the calendar tables
 */
export function forwardPass(network: PassNetwork, days: Int32Array, start: Int32Array, finish: Int32Array): boolean {
  const { size, tables, tableOf, linkStart, linkFrom, linkKind, linkLag, started, finished, today } = network
  for (let i = 0; i < size; i++) {
    if (finished[i]! >= 0) {
      start[i] = started[i]!
      finish[i] = finished[i]!
      continue
    }
    const table = tables[tableOf[i]!]!
    const work = days[i]!
    if (started[i]! >= 0) {
      const done = table.before[today - table.first]! - table.before[started[i]! - table.first]!
      start[i] = started[i]!
      finish[i] = finishAfter(table, today, Math.max(0, work - done))
      if (finish[i]! < 0) return false
      continue
    }
    let from = today
    for (let l = linkStart[i]!; l < linkStart[i + 1]!; l++) {
      const before = linkFrom[l]!
      const kind = linkKind[l]!
      const earliest = (kind === 0 || kind === 2 ? finish[before]! : start[before]!) + linkLag[l]!
      // A lag can lead out of the tables although the work before it does not.
      if (earliest > table.last) return false
      const bound = kind < 2 ? earliest : startToFinishFrom(table, Math.max(table.first, earliest), work)
      if (bound > from) from = bound
    }
    if (from > table.last) return false
    // Work begins on a day that counts; a milestone needs none.
    if (work > 0) {
      const at = table.before[from - table.first]!
      if (at >= table.days.length) return false
      from = table.days[at]!
    }
    start[i] = from
    finish[i] = finishAfter(table, from, work)
    if (finish[i]! < 0) return false
  }
  return true
}

/**
 * Latest start and finish of every activity such that all is finished by a morning. What has happened keeps its dates.
 *
 * @returns false when work would have to begin before the calendar tables
 */
export function backwardPass(network: PassNetwork, days: Int32Array, deadline: number, start: Int32Array, finish: Int32Array): boolean {
  const { size, tables, tableOf, linkStart, linkFrom, linkKind, linkLag, started, finished } = network
  finish.fill(deadline)
  // A start-start or start-finish link bounds the start itself, not the finish.
  start.fill(deadline)
  for (let i = size - 1; i >= 0; i--) {
    // What has begun no longer waits for anything.
    if (started[i]! >= 0) {
      start[i] = started[i]!
      if (finished[i]! >= 0) finish[i] = finished[i]!
      continue
    }
    const table = tables[tableOf[i]!]!
    const work = days[i]!
    const latest = latestStart(table, finish[i]!, work)
    if (work > 0) {
      // The last day that counts, up to the bound of the start.
      const at = table.before[Math.min(table.last, start[i]!) + 1 - table.first]! - 1
      if (latest < 0 || at < 0) return false
      start[i] = Math.min(latest, table.days[at]!)
    } else if (latest < start[i]!) start[i] = latest
    finish[i] = Math.min(finish[i]!, finishAfter(table, start[i]!, work))
    for (let l = linkStart[i]!; l < linkStart[i + 1]!; l++) {
      const before = linkFrom[l]!
      const kind = linkKind[l]!
      const bound = (kind < 2 ? start[i]! : finish[i]!) - linkLag[l]!
      if (bound < table.first) return false
      if (kind === 0 || kind === 2) {
        if (bound < finish[before]!) finish[before] = bound
      } else if (bound < start[before]!) start[before] = bound
    }
  }
  return true
}
