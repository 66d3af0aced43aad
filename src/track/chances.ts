// The chance that a project reaches a milestone by a date, from how far the ledger's own milestones slipped from their plans.
// Few slips say little, so each milestone leans on all milestones together, and those on published delays: shrinkage in the manner of credibility theory.

import { schoolYearOf } from '../core/calendar.js'
import { daysBetween } from '../core/days.js'
import { PlacesError, requireNoun } from '../core/error.js'
import type { Fact } from '../core/fact.js'
import type { Issue } from '../core/issue.js'
import { aState } from '../core/nouns.js'
import { counted } from '../core/words.js'
import { survivalCurve } from '../numeric/survival.js'
import type { Lasting, Survival } from '../numeric/survival.js'
import type { LedgerState, ProjectState } from './state-at.js'

/** What a chance rests on: done already, given by the caller, slips from plans, times between milestones, or nothing. */
export type ChanceBasis = 'reached' | 'given' | 'plan' | 'duration' | 'unknown'

export interface Chance {
  readonly chance: number
  readonly basis: ChanceBasis
}

export interface ChanceOptions {
  /** The chance of a project to reach a milestone by a date, 0–1; undefined leaves it to the ledger's own slips. */
  readonly chanceBy?: ((project: ProjectState, milestone: string, date: string) => number | undefined) | undefined
  /** Slips in days (done − planned) from elsewhere, used instead of the ledger's own: a sample of a distribution of delays. */
  readonly slips?: readonly number[] | undefined
  /** Delays to lean on where the ledger has few: share on time, mean delay of the rest in days, and how many slips it weighs as much as. */
  readonly prior?: DelayPrior | undefined
}

export interface DelayPrior {
  readonly onTime: number
  readonly meanDelay: number
  readonly weight: number
}

const delayFact = (id: string, measure: string, value: number, unit: string): Fact => ({
  id,
  measure,
  value,
  unit,
  source: 'New York City School Construction Authority, active projects under construction, NYC Open Data; 3,340 finished phases of scope, design and construction',
  date: '2024',
  status: 'derived',
  bound: 'about',
  evidence: 'derived',
  note: 'late phases are over-sampled, since the list holds active projects',
})

/** The published delays that the default prior is made of. */
export const delayFacts: readonly Fact[] = Object.freeze([
  delayFact('NYC-ON-TIME', 'finished phases done by their planned day', 0.53, 'share'),
  delayFact('NYC-MEAN-DELAY', 'mean delay of the phases that were late', 173, 'days'),
])

/** As much as four slips of one's own; from `delayFacts`. */
export const defaultPrior: DelayPrior = Object.freeze({ onTime: 0.53, meanDelay: 173, weight: 4 })

/** So many slips of a milestone weigh as much as those of all milestones together. */
const poolWeight = 5
/** From so many slips on nothing is said about the prior. */
const enoughSlips = 20
/** Fewer times between two milestones than this say nothing. */
const leastDurations = 3

export type ChanceOf = (project: ProjectState, milestone: string, by: string) => Chance

/**
 * Learns how plans slip and gives the chance of every project to reach a milestone by a date.
 *
 * A slip is done − planned; each milestone counts once, shared among the plans it had; what is due and not done counts as slipped so far.
 * The chance is that of a slip small enough, given that the milestone is not reached yet. Without a plan it rests on the time that others took
 * from the same milestone. A later milestone is never likelier than one before it. A school opens when it is ready by the day planned, or else
 * on the next 1 September for which it is: the chance to open is that of being ready.
 *
 * @returns the chance with its basis; 0 with the basis `unknown` where nothing is known; issues say how much was assumed
 * @throws `invalid-option` for a chance or a prior outside its range
 * Cost: O(plans log plans) once, O(milestones × log) per chance.
 */
export function estimateChances(state: LedgerState, options: ChanceOptions = {}): { readonly chanceOf: ChanceOf; readonly slips: number; readonly issues: readonly Issue[] } {
  requireNoun(state, aState, 'estimateChances')
  const prior = requirePrior(options.prior ?? defaultPrior)
  const slips = options.slips === undefined ? ownSlips(state) : new Map([['', options.slips.map((days): Lasting => ({ value: days, ended: true }))]])
  const all = [...slips.values()].flat()
  const pooled = lean(all, prior.weight, (days) => (days < 0 ? 1 : (1 - prior.onTime) * Math.exp(-days / prior.meanDelay)), prior.meanDelay)
  const own = new Map<string, Survival>()
  const slipOf = (key: string): Survival => {
    let curve = own.get(key)
    if (curve === undefined) {
      curve = lean(slips.get(key) ?? [], poolWeight, pooled, prior.meanDelay)
      own.set(key, curve)
    }
    return curve
  }
  const durations = new Map<string, Survival | undefined>()
  const durationOf = (project: ProjectState, position: number): Survival | undefined => {
    const key = `${project.ladder}\n${project.step}\n${position}`
    if (!durations.has(key)) durations.set(key, durationCurve(state, project.ladder, project.step - 1, position))
    return durations.get(key)
  }

  const one = (project: ProjectState, position: number, by: string): Chance => {
    const milestone = project.milestones[position]
    if (milestone === undefined) return { chance: 0, basis: 'unknown' }
    if (milestone.reached) return { chance: 1, basis: 'reached' }
    const given = options.chanceBy?.(project, milestone.milestone, by)
    if (given !== undefined) {
      if (!(given >= 0 && given <= 1)) throw new PlacesError('invalid-option', `estimateChances: chanceBy must give a chance from 0 to 1, got ${given}`, { where: { project: project.project } })
      return { chance: given, basis: 'given' }
    }
    if (by <= state.date) return { chance: 0, basis: 'plan' }
    if (milestone.planned !== undefined) {
      return { chance: conditional(slipOf(`${project.ladder}\n${milestone.milestone}`), daysBetween(milestone.planned, state.date), daysBetween(milestone.planned, by)), basis: 'plan' }
    }
    const curve = project.since === undefined ? undefined : durationOf(project, position)
    if (curve === undefined || project.since === undefined) return { chance: 0, basis: 'unknown' }
    return { chance: conditional(curve, daysBetween(project.since, state.date), daysBetween(project.since, by)), basis: 'duration' }
  }
  // An opening is an appointment, no work: who is ready by the day opens on it, and else on a later 1 September.
  const opening = (project: ProjectState, position: number, by: string): Chance => {
    const alone = one(project, position, by)
    const ready = project.milestones.slice(0, position).findLastIndex((each) => each.planned !== undefined || (each.reached && !each.implied))
    const planned = project.milestones[position]?.planned
    if (alone.basis === 'reached' || alone.basis === 'given' || ready < 0 || (planned !== undefined && planned > by)) return alone
    const september = `${schoolYearOf(by)}-09-01`
    const last = planned !== undefined && planned > september ? planned : september
    return last <= state.date ? { chance: 0, basis: 'plan' } : { chance: one(project, ready, last).chance, basis: 'plan' }
  }
  const openings = new Map(state.ledger.ladders.map((ladder) => [ladder.id, ladder.opening]))
  const chanceOf: ChanceOf = (project, milestone, by) => {
    const position = project.milestones.findIndex((each) => each.milestone === milestone)
    let result = milestone === openings.get(project.ladder) ? opening(project, position, by) : one(project, position, by)
    for (let before = project.step; before < position; before++) {
      const earlier = one(project, before, by)
      if (earlier.basis !== 'unknown' && earlier.chance < result.chance) result = { chance: earlier.chance, basis: result.basis }
    }
    return result
  }
  const observed = all.filter((each) => each.ended).reduce((sum, each) => sum + (each.weight ?? 1), 0)
  const issues: Issue[] = observed >= enoughSlips ? [] : [slipsAssumed(observed, prior)]
  return Object.freeze({ chanceOf, slips: observed, issues: Object.freeze(issues) })
}

/** Chance that something not over after `from` days is over after `to`. */
function conditional(curve: Survival, from: number, to: number): number {
  const now = curve(from)
  return now <= 0 ? 1 : Math.min(1, Math.max(0, 1 - curve(to) / now))
}

/** A curve of observations that leans on another one as much as on `weight` observations. */
function lean(observations: readonly Lasting[], weight: number, on: Survival, tailDays: number): Survival {
  // What is not due yet says next to nothing about slips and must not count as evidence.
  const amount = observations.filter((each) => each.ended || each.value > 0).reduce((sum, each) => sum + (each.weight ?? 1), 0)
  if (amount === 0) return on
  const curve = survivalCurve(observations, tailDays)
  return (days) => (amount * curve(days) + weight * on(days)) / (amount + weight)
}

function ownSlips(state: LedgerState): Map<string, Lasting[]> {
  const slips = new Map<string, Lasting[]>()
  for (const project of state.projects) {
    for (const { milestone, plans, actual, reached } of project.milestones) {
      // A plan made after the work was done was no plan. What is reached on a day that is not known tells no slip.
      const made = plans.filter((plan) => actual === undefined || plan.recorded === undefined || plan.recorded <= actual)
      if (made.length === 0 || (reached && actual === undefined)) continue
      const key = `${project.ladder}\n${milestone}`
      const list = slips.get(key) ?? []
      slips.set(key, list)
      for (const plan of made) list.push({ value: daysBetween(plan.date, actual ?? state.date), ended: actual !== undefined, weight: 1 / made.length })
    }
  }
  return slips
}

function durationCurve(state: LedgerState, ladder: string, from: number, to: number): Survival | undefined {
  const lasting = state.projects.flatMap((project): Lasting[] => {
    const start = project.ladder === ladder ? project.milestones[from]?.actual : undefined
    const end = project.milestones[to]
    if (start === undefined || end === undefined || (end.reached && end.actual === undefined)) return []
    return [{ value: daysBetween(start, end.actual ?? state.date), ended: end.actual !== undefined }]
  })
  const ended = lasting.filter((each) => each.ended)
  if (ended.length < leastDurations) return undefined
  return survivalCurve(lasting, Math.max(1, ended.reduce((sum, each) => sum + each.value, 0) / ended.length))
}

function requirePrior(prior: DelayPrior): DelayPrior {
  if (prior.onTime >= 0 && prior.onTime <= 1 && prior.meanDelay > 0 && prior.weight > 0) return prior
  throw new PlacesError('invalid-option', `estimateChances: a prior needs onTime from 0 to 1, meanDelay and weight above 0, got ${prior.onTime}, ${prior.meanDelay} and ${prior.weight}`, { where: { option: 'prior' } })
}

function slipsAssumed(slips: number, prior: DelayPrior): Issue {
  const rounded = Math.round(slips)
  return {
    code: 'slips-assumed',
    severity: 'assumption',
    where: { table: 'milestones' },
    message: `only ${counted(rounded, 'slip')} from plans can be told from the ledger`,
    assumed: `as much as ${counted(prior.weight, 'slip')} more: ${Math.round(prior.onTime * 100)} % on time, the rest ${counted(prior.meanDelay, 'day')} late on the mean`,
    amounts: { slips: rounded, ...prior },
  }
}
