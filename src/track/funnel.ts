// How many projects and places stand where: counts nested along the ladder, so that what is finished is also started.

import { PlacesError, requireList, requireNoun } from '../core/error.js'
import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'
import { aState } from '../core/nouns.js'
import { ladderOf, placesIn, requireMilestone, selectProjects } from './select-projects.js'
import type { ProjectFilter } from './select-projects.js'
import type { LedgerState } from './state-at.js'

/** One rung of a funnel. The first rung, `listed`, is all projects on the list. */
export interface FunnelStep {
  readonly milestone: string
  readonly name: { readonly en: string; readonly zh: string }
  /** Projects that have reached this milestone at least. */
  readonly reached: number
  readonly places: number
  /** Projects whose last milestone it is: those that stand here now. */
  readonly here: number
  readonly placesHere: number
  /** Of all on the list, and of those on the rung before; undefined where there are none. */
  readonly ofListed: Rate | undefined
  readonly ofPrevious: Rate | undefined
  /** Days that those who stand here have stood here, of those whose day is known. */
  readonly medianDays: number | undefined
  readonly longestDays: number | undefined
  readonly longestProject: string | undefined
}

export const listedStep = { id: 'listed', name: { en: 'on the list', zh: '在册' } } as const

/**
 * The funnel of a ladder of milestones: how many have come how far.
 *
 * @param filter which projects; those on the ladder `building` when it names none
 * @returns the rung `listed` and one per milestone; counts never rise along it. Places are seats of the stages asked for
 * @throws `unknown-label` for a ladder that does not exist
 * Cost: O(projects × milestones).
 */
export function funnel(state: LedgerState, filter: ProjectFilter = {}): FunnelStep[] {
  requireNoun(state, aState, 'funnel')
  const ladder = ladderOf(state.ledger, filter.ladder ?? 'building', 'funnel')
  const projects = selectProjects(state, filter)
  const steps: FunnelStep[] = []
  for (const [position, { id, name }] of [listedStep, ...ladder.milestones].entries()) {
    const reached = projects.filter((each) => each.step >= position)
    const here = reached.filter((each) => each.step === position)
    const days = here.flatMap((each) => (each.daysInState === undefined ? [] : [{ project: each.project, days: each.daysInState }])).sort((a, b) => a.days - b.days)
    const sum = (list: typeof projects): number => list.reduce((total, each) => total + placesIn(each, filter.stages), 0)
    const longest = days.at(-1)
    const before = steps.at(-1)
    steps.push({
      milestone: id,
      name,
      reached: reached.length,
      places: sum(reached),
      here: here.length,
      placesHere: sum(here),
      ofListed: rateOf(reached.length, projects.length),
      ofPrevious: before === undefined ? undefined : rateOf(reached.length, before.reached),
      medianDays: days.length === 0 ? undefined : ((days[Math.floor((days.length - 1) / 2)]?.days ?? 0) + (days[Math.ceil((days.length - 1) / 2)]?.days ?? 0)) / 2,
      longestDays: longest?.days,
      longestProject: longest?.project,
    })
  }
  return steps
}

function rateOf(numerator: number, denominator: number): Rate | undefined {
  return denominator > 0 ? rate(numerator, denominator) : undefined
}

/** A nested rate of progress (动工率, 完工率), with what it was made of. */
export interface ProgressRate {
  readonly milestone: string
  /** Projects that have reached the milestone ÷ projects on the list. */
  readonly rate: Rate
  /** Of those that reached the milestone asked for before it; of the list for the first. */
  readonly ofPrevious: Rate | undefined
  readonly places: Rate | undefined
}

/**
 * Rates of progress at chosen milestones, each with numerator and denominator: 动工率 at `start`, 完工率 at `accepted`.
 *
 * What is finished is counted in what is started: each rate is of all projects on the list, `ofPrevious` of the rung before.
 *
 * @param milestones in the order of the ladder
 * @returns one rate per milestone; no rates when no project is on the list
 * @throws `unknown-label` for a milestone that the ladder does not have; `invalid-option` for milestones out of order
 */
export function progressRates(state: LedgerState, milestones: readonly string[], filter: ProjectFilter = {}): ProgressRate[] {
  const verb = 'progressRates'
  requireNoun(state, aState, verb)
  requireList(milestones, 'milestones', verb, 2)
  const ladder = ladderOf(state.ledger, filter.ladder ?? 'building', verb)
  const positions = milestones.map((milestone) => requireMilestone(ladder, milestone, verb))
  if (positions.some((position, i) => i > 0 && position <= (positions[i - 1] ?? 0))) throw new PlacesError('invalid-option', `${verb}: milestones must be in the order of the ladder, got ${milestones.join(', ')}`)
  const steps = funnel(state, filter)
  const listed = steps[0]
  if (listed === undefined || listed.reached === 0) return []
  return positions.flatMap((position, i): ProgressRate[] => {
    const [step, before] = [steps[position + 1], i === 0 ? listed : steps[(positions[i - 1] ?? -1) + 1]]
    if (step === undefined || before === undefined) return []
    return [{ milestone: step.milestone, rate: rate(step.reached, listed.reached), ofPrevious: rateOf(step.reached, before.reached), places: rateOf(step.places, listed.places) }]
  })
}

/**
 * Nested rates from counts alone, as documents give them: 112 approved, 67 of them deregistered, 22 of those with compensation claimed.
 *
 * @param counts from the widest to the narrowest
 * @returns for each count its share of the first and of the one before
 * @throws `invalid-option` when a count is larger than the one it is contained in, or is not a count
 * @example
 * nestCounts([112, 67, 22])[2].ofFirst // { value: 0.19642857142857142, numerator: 22, denominator: 112 }
 */
export function nestCounts(counts: readonly number[]): { readonly count: number; readonly ofFirst: Rate; readonly ofPrevious: Rate | undefined }[] {
  requireList(counts, 'counts', 'nestCounts')
  const first = counts[0] ?? 0
  return counts.map((count, i) => {
    const before = counts[i - 1]
    if (!Number.isInteger(count) || count < 0 || (before !== undefined && count > before)) {
      throw new PlacesError('invalid-option', `nestCounts: a count must be a whole number up to the one it is contained in, got ${count}${before === undefined ? '' : ` of ${before}`}`)
    }
    return { count, ofFirst: rate(count, first), ofPrevious: before === undefined ? undefined : rateOf(count, before) }
  })
}
