// Whether schools keep step with the housing they belong to: planned, built, accepted and handed over together (四同步).

import { daysBetween } from '../core/days.js'
import { requireNoun } from '../core/error.js'
import { aState } from '../core/nouns.js'
import type { SynchronyStep } from '../input/ledger-tables.js'
import { keyOf, latestKnown } from './ledger.js'
import type { LedgerState, ProjectState } from './state-at.js'

/** The milestone of the school that answers to each step: the first of these that its ladder has. */
const counterparts: Readonly<Record<SynchronyStep, readonly string[]>> = { plan: ['approval'], build: ['start'], accept: ['accepted'], 'hand-over': ['handed-over', 'opened'] }

export interface SynchronyItem {
  readonly estate: string
  readonly phase: string
  readonly project: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly step: SynchronyStep
  /** When the housing takes the step: done, or else planned. */
  readonly housing: string
  readonly housingDone: boolean
  /** When the school takes it; undefined when it has neither a day nor a plan. */
  readonly school: string | undefined
  readonly schoolDone: boolean
  /** Days that the school is behind its housing, up to the day of the state where it has not taken the step; negative when ahead. */
  readonly lag: number | undefined
  /**
   * `lagging`: the housing has taken the step and the school has not, or did so later; `expected`: it will be later as planned;
   * `unplanned`: nothing says when; `in-step` otherwise.
   */
  readonly status: 'in-step' | 'lagging' | 'expected' | 'unplanned'
}

export interface SynchronyOptions {
  /** The milestone of the school that is the counterpart of each step; approval, start, accepted, and handed-over (opened where there is none). */
  readonly milestones?: Readonly<Partial<Record<SynchronyStep, string>>> | undefined
  /** Days that the school may be behind at each step; none when left out. */
  readonly allowance?: Readonly<Partial<Record<SynchronyStep, number>>> | undefined
}

/**
 * Whether each school or kindergarten is planned, built, accepted and handed over in step with its phase of the housing (四同步).
 *
 * @returns one item per phase, school and step, those that lag first, the longest first
 * Cost: O(phases + projects).
 */
export function checkSynchrony(state: LedgerState, options: SynchronyOptions = {}): SynchronyItem[] {
  requireNoun(state, aState, 'checkSynchrony')
  const projects = new Map(state.projects.map((each) => [each.project, each]))
  return latestKnown(state.ledger.phases, state.known, (row) => keyOf(row.estate, row.phase, row.project, row.step))
    .flatMap((row): SynchronyItem[] => {
      const project = projects.get(row.project)
      const housingDone = row.actual !== undefined && row.actual <= state.date
      const housing = housingDone ? row.actual : (row.planned ?? row.actual)
      if (project === undefined || housing === undefined) return []
      const school = schoolStep(project, row.step, options)
      const allowed = options.allowance?.[row.step] ?? 0
      // A plan that has passed is no plan: what is not done is behind up to today at least.
      const date = school.done ?? (school.planned !== undefined && school.planned < state.date ? state.date : school.planned)
      const lag = date === undefined ? (housingDone ? daysBetween(housing, state.date) : undefined) : daysBetween(housing, date)
      const behind = (lag ?? 0) > allowed
      const taken = school.done !== undefined
      const status = behind && (taken || (housingDone && daysBetween(housing, state.date) > allowed)) ? 'lagging' : date === undefined ? 'unplanned' : behind ? 'expected' : 'in-step'
      return [{ estate: row.estate, phase: row.phase, project: row.project, name: project.name, step: row.step, housing, housingDone, school: school.done ?? school.planned, schoolDone: taken, lag, status }]
    })
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || (b.lag ?? 0) - (a.lag ?? 0))
}

const order: readonly SynchronyItem['status'][] = ['lagging', 'expected', 'unplanned', 'in-step']

function schoolStep(project: ProjectState, step: SynchronyStep, options: SynchronyOptions): { readonly done: string | undefined; readonly planned: string | undefined } {
  const given = options.milestones?.[step]
  const wanted = given === undefined ? counterparts[step] : [given]
  const milestone = wanted.map((id) => project.milestones.find((each) => each.milestone === id)).find((each) => each !== undefined)
  if (milestone === undefined) return { done: undefined, planned: undefined }
  // Where its own day is not known, the day of the first later milestone is the latest it can have been.
  const later = milestone.implied ? project.milestones.slice(project.milestones.indexOf(milestone)).find((each) => each.actual !== undefined)?.actual : undefined
  return { done: milestone.actual ?? later, planned: milestone.planned }
}
