// When a project can open, from the milestone it has reached, the mode in which it is built and today: soonest, likely, and safe to promise.

import { openingYear, septemberCalendar } from '../core/calendar.js'
import { dateOfDay, dayOf } from '../core/days.js'
import { requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { fault, refuse } from './check-delivery.js'
import { createDelivery, furthest } from './delivery.js'
import type { DeliveryOptions, DeliveryProject } from './delivery-project.js'
import { usualDurations } from './durations.js'

export interface OpeningDate {
  /** The day from which the school could open. */
  readonly ready: string
  /** The school year in which it then opens. */
  readonly year: number
  /** Days that `ready` may still slip without costing a year. */
  readonly slack: number
}

export interface EarliestOpening {
  readonly mode: string
  readonly asOf: string
  /** When every step takes its shortest time. */
  readonly soonest: OpeningDate
  /** Half of such projects are ready by then. */
  readonly likely: OpeningDate
  /** Nine in ten are. */
  readonly safe: OpeningDate
  readonly openBy: readonly { readonly year: number; readonly chance: number }[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * The soonest, the likely and the safe opening of a project from the milestone it has reached.
 *
 * The step under way has lasted since that milestone, so only longer durations of it are left; a step that has lasted longer than it ever should is
 * taken to end on the as-of date. A later as-of date with the same milestone never brings an opening forward.
 *
 * @param project with `reached`; its `opens`, when given, is the first year in which it may open
 * @param options `mode` where the project names none; `delays` and certainty are left aside: this is about time
 * @returns dates and school years; `slack` in days
 * @throws `invalid-input` with every fault, among them a project without a milestone
 * Cost: O(days²) of the steps left.
 * @example
 * const fixed = (months) => ({ kind: 'fixed', value: months })
 * const durations = { quick: ['approval', 'design', 'start', 'topped-out', 'accepted', 'opened'].map((to) => ({ to, months: fixed(2) })) }
 * const school = { project: 'school', mode: 'quick', reached: { milestone: 'start', date: '2024-02-25' } }
 * earliestOpening(school, { asOf: '2024-02-28', durations }).likely // { ready: '2024-08-26', year: 2024, slack: 6 }
 * earliestOpening({ ...school, reached: { milestone: 'start', date: '2024-03-25' } }, { asOf: '2024-03-28', durations }).likely.year // 2025
 */
export function earliestOpening(project: DeliveryProject, options: Omit<DeliveryOptions, 'delays' | 'words' | 'shared'>): EarliestOpening {
  const verb = 'earliestOpening'
  requireObject(project, 'project', verb)
  requireObject(options, 'options', verb, 2)
  const state: DeliveryProject = { ...project, certainty: 1 }
  const { reached } = state
  refuse(reached === undefined ? [fault('missing-value', { project: project.project, column: 'reached' }, 'a milestone reached is needed, got none')] : [], verb)
  const delivery = createDelivery([state], { asOf: options.asOf, durations: options.durations, mode: options.mode, calendar: options.calendar }, verb)
  const calendar = options.calendar ?? septemberCalendar
  const ready = delivery.readyBy(0)
  const dateAt = (p: number): OpeningDate => {
    const date = ready === undefined ? reached!.date : dateOfDay(dayOf(options.asOf) + daysUntil(ready, p))
    const year = Math.max(openingYear(date, calendar), state.opens ?? -Infinity)
    const start = `${year}-${String(calendar.startMonth).padStart(2, '0')}-01`
    return Object.freeze({ ready: date, year, slack: dayOf(start) - dayOf(date) })
  }
  const { first, chances } = delivery.outlookOf(0)
  const mode = project.mode ?? options.mode ?? 'traditional'
  return Object.freeze({
    mode,
    asOf: options.asOf,
    soonest: dateAt(0),
    likely: dateAt(0.5),
    safe: dateAt(0.9),
    openBy: Object.freeze(chances.map((chance, k) => Object.freeze({ year: first + k, chance }))),
    issues: Object.freeze(delivery.issues),
    provenance: stamp(verb, { options: { asOf: options.asOf, mode } }),
  })
}

/** The fewest days within which the project is ready with chance p, or with any chance for 0. */
function daysUntil(ready: (days: number) => number, p: number): number {
  let [low, high] = [0, furthest * 366]
  while (low < high) {
    const middle = (low + high) >> 1
    if (p === 0 ? ready(middle) > 0 : ready(middle) >= p - 1e-9) high = middle
    else low = middle + 1
  }
  return low
}

/** What a mode of delivery gives by a school year. */
export interface ModeOutlook extends EarliestOpening {
  /** The chance to be open by the target year. */
  readonly chance: number
  /** Places of the project × that chance. */
  readonly places: number
}

/**
 * What each mode of delivery would give: openings, and the places that can be expected by a target year.
 *
 * @param project with `reached`; its own mode is left aside
 * @param options `year` the target, `modes` all modes of the durations when left out
 * @returns one outlook a mode, in the order of the modes
 * @throws as `earliestOpening`
 * Cost: that of `earliestOpening` for each mode.
 * @example
 * const school = { project: 'school', places: 1620, reached: { milestone: 'start', date: '2024-01-15' } }
 * compareModes(school, { asOf: '2024-01-31', year: 2024 }).map((each) => [each.mode, Math.round(each.places)]) // [['traditional', 0], ['prefabricated', 700], ['agent-built', 0]]
 */
export function compareModes(project: DeliveryProject, options: Parameters<typeof earliestOpening>[1] & { readonly year: number; readonly modes?: readonly string[] | undefined }): ModeOutlook[] {
  requireObject(project, 'project', 'compareModes', 1, ['project'])
  requireObject(options, 'options', 'compareModes', 2, ['asOf'])
  const modes = options.modes ?? Object.keys(options.durations ?? usualDurations)
  return modes.map((mode) => {
    const outlook = earliestOpening({ ...project, mode }, options)
    const chance = outlook.openBy.findLast((each) => each.year <= options.year)?.chance ?? 0
    return Object.freeze({ ...outlook, chance, places: chance * (project.places ?? 0) })
  })
}
