// How much of an error turns round in the next grade a year later: who starts early does not start again, and a child counted twice this year is
// counted once the next. Read from the covariances of steps.

import type { LeadProducts, StepMoments } from './step-moments.js'

/** Share of a grade's own error that turns round in the next grade a year later, by kind of the grade that it arose in. */
export interface ReboundShares {
  readonly entry: number
  readonly progression: number
}

/**
 * Where little is known, and how many areas × origins that counts as much as. Progression turns round by 0.1 to 0.13 in New Jersey districts, New
 * York districts and schools alike, and in US states by 0 to 0.2 in one decade and another: their mean says more than ten years of one place.
 * Entries differ: 0 to 0.3 in New York, 0.4 to 0.5 in New Jersey, 0.4 to 0.8 in US states, where they are forecast from births.
 */
const priors = { entry: { share: 0.3, areas: 60 }, progression: { share: 0.12, areas: 300 } } as const
const most = 0.8
/** Grades that have less in common say nothing of what entrants feel of it. */
const leastShared = 0.1

/**
 * The part by which a step of the same pupils a year later lies lower than those of other grades, over the variance of what is the grade's own.
 *
 * @param moments from `stepMoments`
 * Cost: O(leads).
 */
export function reboundShares({ entry, progression, between, across, cohort, entered }: StepMoments, leads: number): ReboundShares {
  return {
    // Of the area's shock entrants feel what they have in common with other grades, over what these have in common with each other.
    entry: turnedShare(entered, across, (at) => entry.means[at]! - Math.max(0, across.means[at]!) ** 2 / Math.max(leastShared, between.means[at]!), leads, priors.entry),
    progression: turnedShare(cohort, between, (at) => progression.means[at]! - between.means[at]!, leads, priors.progression),
  }
}

function turnedShare(pupils: LeadProducts, others: LeadProducts, ownVariance: (at: number) => number, leads: number, prior: { readonly share: number; readonly areas: number }): number {
  let [turned, variance] = [prior.share * prior.areas, prior.areas]
  for (let i = 0; i + 1 < leads; i++) {
    const next = i * leads + i + 1
    const weight = Math.min(pupils.weights[next]!, others.weights[next]!)
    if (weight === 0) continue
    turned -= weight * (pupils.means[next]! - others.means[next]!)
    variance += weight * Math.max(0, ownVariance(i * leads + i))
  }
  return Math.max(0, Math.min(most, turned / variance))
}
