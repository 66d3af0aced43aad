// How many projects will have reached a milestone by a date: the year-end rate with its range, and the chance to meet a target.

import { requireIsoDate } from '../core/days.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'
import type { Issue } from '../core/issue.js'
import { aState } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { counted } from '../core/words.js'
import { chanceOfAtLeast, countQuantile, poissonBinomial } from '../numeric/poisson-binomial.js'
import { mostShared, overSharedLuck } from '../numeric/shared-luck.js'
import { estimateChances } from './chances.js'
import type { ChanceBasis, ChanceOptions } from './chances.js'
import { ladderOf, placesIn, requireMilestone, selectProjects } from './select-projects.js'
import type { ProjectFilter } from './select-projects.js'
import type { LedgerState } from './state-at.js'

export interface CountOptions extends ChanceOptions {
  /** Share of the luck of all projects that is common: money, weather, a stop of works. 0, every project by itself, when left out; at most 0.9. */
  readonly sharedWeight?: number | undefined
}

export interface ForecastOptions extends ProjectFilter, CountOptions {
  readonly milestone: string
  /** The day by which it is to be reached, such as 31 December. */
  readonly by: string
  /** Number of projects to have reached it by then. */
  readonly target?: number | undefined
}

export interface ProgressForecast {
  readonly milestone: string
  readonly by: string
  /** Projects on the list, and those that have reached the milestone already. */
  readonly listed: number
  readonly reached: number
  /** Sum of the chances: those reached count 1. */
  readonly expected: number
  /** Expected number ÷ projects on the list; undefined when none is. */
  readonly rate: Rate | undefined
  readonly expectedPlaces: number
  /** Part of the luck that was taken as common to all projects. */
  readonly sharedWeight: number
  /** Of the number of projects, with a chance of 80 % between them. */
  readonly low: number
  readonly median: number
  readonly high: number
  /** Chance that exactly so many have reached it, from 0 to all on the list. */
  readonly distribution: readonly number[]
  readonly target: { readonly value: number; readonly chance: number } | undefined
  /** Every project with its chance, least likely first. */
  readonly chances: readonly { readonly project: string; readonly chance: number; readonly basis: ChanceBasis }[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Forecasts how many projects reach a milestone by a date, from each one's chance.
 *
 * The distribution of the number is exact for projects that slip independently of each other. Where one cause delays many, the range is wider:
 * `sharedWeight` says how much of their luck is common. It widens the range and moves the chance of a target; what is expected stays.
 *
 * @param options what, by when, for which projects; `chanceBy` or `slips` for a distribution of delays of the caller's own
 * @returns counts of projects and places (seats when complete); chances 0–1
 * @throws `unknown-label` for a milestone or ladder that does not exist; `invalid-option` for a date, a chance or a weight that is none
 * Cost: O(projects²) at most, for the distribution; 49 to 400 times that with a shared part.
 */
export function forecastProgress(state: LedgerState, options: ForecastOptions): ProgressForecast {
  const verb = 'forecastProgress'
  requireNoun(state, aState, verb)
  requireObject(options, 'options', verb, 2)
  const by = requireIsoDate(options.by, 'by', verb)
  const ladder = ladderOf(state.ledger, options.ladder ?? 'building', verb)
  requireMilestone(ladder, options.milestone, verb)
  const projects = selectProjects(state, options)
  const estimate = estimateChances(state, options)
  const rows = projects.map((project) => ({ project, ...estimate.chanceOf(project, options.milestone, by) }))
  const sharedWeight = requireSharedWeight(options.sharedWeight, verb)
  const distribution = [...overSharedLuck(rows.map((row) => row.chance), sharedWeight, poissonBinomial)]
  const expected = rows.reduce((sum, row) => sum + row.chance, 0)
  const unknown = rows.filter((row) => row.basis === 'unknown').length
  const learned = rows.some((row) => row.basis === 'plan')
  return Object.freeze({
    milestone: options.milestone,
    by,
    listed: rows.length,
    reached: rows.filter((row) => row.basis === 'reached').length,
    expected,
    rate: rows.length === 0 ? undefined : rate(expected, rows.length),
    expectedPlaces: rows.reduce((sum, row) => sum + row.chance * placesIn(row.project, options.stages), 0),
    sharedWeight,
    low: countQuantile(distribution, 0.1),
    median: countQuantile(distribution, 0.5),
    high: countQuantile(distribution, 0.9),
    distribution: Object.freeze(distribution),
    target: options.target === undefined ? undefined : Object.freeze({ value: options.target, chance: chanceOfAtLeast(distribution, options.target) }),
    chances: Object.freeze(rows.map(({ project, chance, basis }) => Object.freeze({ project: project.project, chance, basis })).sort((a, b) => a.chance - b.chance)),
    issues: Object.freeze([...(learned ? estimate.issues : []), ...(unknown === 0 ? [] : [chanceUnknown(unknown, options.milestone)])]),
    provenance: stamp(verb, { options: { milestone: options.milestone, by, date: state.date, known: state.known, slips: estimate.slips, sharedWeight } }),
  })
}

/** The weight, 0 when left out. Throws `invalid-option` outside 0–0.9. */
export function requireSharedWeight(weight: number | undefined, verb: string): number {
  if (weight === undefined || (weight >= 0 && weight <= mostShared)) return weight ?? 0
  throw new PlacesError('invalid-option', `${verb}: sharedWeight must be from 0 to ${mostShared}, got ${weight}`, { where: { option: 'sharedWeight' } })
}

/** What is not known counts as not in time, and is said. */
export function chanceUnknown(projects: number, milestone: string): Issue {
  return {
    code: 'chance-unknown',
    severity: 'assumption',
    where: { table: 'milestones' },
    message: `${counted(projects, 'project has', 'projects have')} no plan for ${milestone}, and too few others show how long it takes`,
    assumed: 'they do not reach it in time',
    amounts: { projects },
  }
}
