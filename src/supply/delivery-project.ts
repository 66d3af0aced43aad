// A project as delivery sees it: what was planned, how far it is, how it is built and how sure it is. A row of projects fits as it is.

import type { SchoolCalendar } from '../core/calendar.js'
import type { DeliveryMilestone } from '../core/milestones.js'
import type { Distribution } from '../numeric/distribution.js'
import type { CertaintyWords } from './certainty-words.js'
import type { DeliveryDurations } from './durations.js'

/** The last milestone of a project that was reached. */
export interface Reached {
  readonly milestone: DeliveryMilestone
  readonly date: string
}

export interface DeliveryProject {
  readonly project: string
  readonly area?: string | undefined
  readonly stage?: string | undefined
  /** Places when complete; those of a `closure` go. */
  readonly places?: number | undefined
  readonly kind?: string | undefined
  /** Planned opening: the school year from whose 1 September the places can be used. Nothing opens before it is planned. */
  readonly opens?: number | undefined
  /** Planned date of completion; the day before the planned school year when left out. */
  readonly due?: string | undefined
  /** Date from which a planned duration counts, for delays as ratios. */
  readonly begins?: string | undefined
  /** Mode of delivery, a name among the durations. */
  readonly mode?: string | undefined
  /** Chance that the project comes at all: a number from 0 to 1, or a word such as 确保. */
  readonly certainty?: number | string | undefined
  readonly reached?: Reached | undefined
  /** School year from which the places are gone again. */
  readonly closes?: number | undefined
  /** Share of the places in use in the opening year, the year after, …, the last held; `[1]`, all at once, when left out. */
  readonly fills?: readonly number[] | undefined
}

/** How late projects are: days after the planned date (negative is early), or actual ÷ planned duration. */
export interface Delay {
  readonly measure: 'days' | 'ratio'
  readonly distribution: Distribution
}

export interface DeliveryOptions {
  /** What is known is known on this date; nothing opens in a school year that began before it unless it is reported open. */
  readonly asOf: string
  /**
   * How late projects are. A project it covers is delayed from its planned date; one that it leaves out (undefined) and that has reached a
   * milestone takes the durations of its mode from there; any other opens as planned.
   */
  readonly delays?: Delay | ((project: DeliveryProject) => Delay | undefined) | undefined
  /** Months of each step by mode; `usualDurations`, named in an issue, when left out. */
  readonly durations?: DeliveryDurations | undefined
  /** Chances of words; `usualCertainty`, named in an issue, for words that are not given. */
  readonly words?: CertaintyWords | undefined
  /** The mode of projects without one; `traditional`, named in an issue, when left out. */
  readonly mode?: string | undefined
  /** Delays that projects share: a wet winter, a contractor, a year's money. Independent when left out. */
  readonly shared?: SharedDelay | undefined
  readonly calendar?: SchoolCalendar | undefined
}

/** `weight` of the variance of delays is common to the projects of an area, of a planned opening year, or of any group; 0 is independent, 1 the same. */
export interface SharedDelay {
  readonly by: 'area' | 'opens' | ((project: DeliveryProject) => string)
  readonly weight: number
}

/** The options that were in force, for the provenance of results. */
export function optionsInForce({ asOf, mode, durations, words, delays, shared }: DeliveryOptions): Readonly<Record<string, unknown>> {
  return {
    asOf,
    mode: mode ?? 'traditional',
    durations: durations === undefined ? 'usual' : 'given',
    words: words ?? 'usual',
    delays: delays === undefined ? 'none' : typeof delays === 'function' ? 'by project' : delays,
    shared: shared === undefined ? 'none' : { by: typeof shared.by === 'function' ? 'group' : shared.by, weight: shared.weight },
  }
}
