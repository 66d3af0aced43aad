// A project as a network of activities: each with days of work, a calendar, and what it must wait for.

import type { Distribution } from '../numeric/distribution.js'
import type { WorkCalendar } from './work-calendar.js'

export const linkKinds = ['finish-start', 'start-start', 'finish-finish', 'start-finish'] as const
export type LinkKind = (typeof linkKinds)[number]

/** What an activity waits for. `finish-start` with no lag when nothing else is said. */
export interface Dependency {
  readonly activity: string
  readonly link?: LinkKind | undefined
  /** Calendar days between the two; may be negative. */
  readonly lag?: number | undefined
}

export interface Activity {
  readonly activity: string
  readonly name?: string | undefined
  /** Days of work in its calendar; 0 for a milestone. */
  readonly days: number
  /** How long it may really take, in the same days, for risk; `days` when left out. */
  readonly spread?: Distribution | undefined
  /** Id of its calendar; every day counts when left out. */
  readonly calendar?: string | undefined
  readonly after?: readonly Dependency[] | undefined
  /** It cannot begin before this day, YYYY-MM-DD, whatever it waits for: land that is handed over, money of a year. */
  readonly notBefore?: string | undefined
  /** What really happened, YYYY-MM-DD: overrides what is computed. `finished` is the last day of work. A milestone that has started is reached. */
  readonly started?: string | undefined
  readonly finished?: string | undefined
}

export interface Network {
  readonly activities: readonly Activity[]
  /** Calendars by id. */
  readonly calendars?: Readonly<Record<string, WorkCalendar>> | undefined
}

/** A network that was checked: activities in an order in which each comes after what it waits for. */
export interface OrderedNetwork {
  readonly activities: readonly Activity[]
  /** Position in `activities` by id. */
  readonly position: ReadonlyMap<string, number>
  readonly calendars: readonly WorkCalendar[]
  /** Position in `calendars` of each activity. */
  readonly calendarOf: readonly number[]
}

/** Activities in an order of work, and the circles that stand in its way: each by its members, the first one again at the end. */
export function orderActivities(activities: readonly Activity[]): { readonly order: readonly Activity[]; readonly circles: readonly (readonly string[])[] } {
  const byId = new Map(activities.map((each) => [each.activity, each]))
  const done = new Set<string>()
  const onPath = new Set<string>()
  const path: string[] = []
  const order: Activity[] = []
  const circles = new Map<string, readonly string[]>()
  // Depth first, so that a circle can be named by its members.
  const visit = (each: Activity): void => {
    if (onPath.has(each.activity)) {
      const circle = path.slice(path.indexOf(each.activity))
      const key = circle.toSorted().join('\n')
      if (!circles.has(key)) circles.set(key, [...circle, each.activity])
      return
    }
    if (done.has(each.activity)) return
    onPath.add(each.activity)
    path.push(each.activity)
    for (const { activity } of each.after ?? []) {
      const before = byId.get(activity)
      if (before !== undefined) visit(before)
    }
    path.pop()
    onPath.delete(each.activity)
    done.add(each.activity)
    order.push(each)
  }
  for (const each of activities) visit(each)
  return { order, circles: [...circles.values()] }
}
