// Yearly results rolled up to a plan over several years: what is done, what remains, and whether the pace suffices.

import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'
import { PlacesError, requireNoun } from '../core/error.js'
import { aState } from '../core/nouns.js'
import { keyOf, latestKnown } from './ledger.js'
import type { LedgerState } from './state-at.js'

export interface PlanYears {
  readonly from: number
  readonly to: number
  readonly places: number
  /** All places up to and including these years, and their share of the target. */
  readonly total: number
  readonly share: Rate
  readonly fact: string | undefined
}

/** The list of one year: how much of it was done in time, later, or is carried over. */
export interface ListYear {
  readonly year: number
  readonly listed: number
  readonly doneInYear: number
  readonly doneLater: number
  /** Not done on the day of the state: to be carried over, or still open in the current year. */
  readonly open: number
  readonly openPlaces: number
  readonly openProjects: readonly string[]
  /** Open items of years that are over: these are carried over (结转). */
  readonly carriedOver: number
  readonly done: Rate | undefined
}

export interface PlanRollUp {
  readonly plan: string
  readonly from: number
  readonly to: number
  readonly target: number
  readonly achieved: number
  readonly share: Rate
  /** target − achieved, 0 when it is reached. */
  readonly remaining: number
  /** Years of the plan for which there is a result, and those that remain. */
  readonly yearsDone: number
  readonly yearsLeft: number
  /** Places a year needed from now on; undefined when no year is left. */
  readonly requiredRate: number | undefined
  /** Places a year: over all years with a result, and in the latest of them. */
  readonly meanRate: number | undefined
  readonly recentRate: number | undefined
  /** Where the plan ends at the recent rate. */
  readonly atRecentRate: number | undefined
  /** `met`, `enough` or `short` at the recent rate, `missed` when no year is left, `unknown` without results. */
  readonly verdict: 'met' | 'enough' | 'short' | 'missed' | 'unknown'
  readonly results: readonly PlanYears[]
  readonly lists: readonly ListYear[]
}

/**
 * Rolls the yearly results and lists of a plan up to its target.
 *
 * The recent rate is that of the latest result alone, spread over its years. Years without any result between two others count as years with
 * nothing: what was not reported is not assumed.
 *
 * @param state its knowledge is used: a later row for the same years corrects the earlier one
 * @returns places are seats; a year is a calendar year from January to December for lists, as the plan counts for results
 * @throws `unknown-label` for a plan that the ledger does not know on the day
 * Cost: O(results + list items + projects).
 */
export function rollUpPlan(state: LedgerState, plan: string): PlanRollUp {
  requireNoun(state, aState, 'rollUpPlan')
  const { ledger, known } = state
  const plans = latestKnown(ledger.plans, known, (row) => row.plan)
  const row = plans.find((each) => each.plan === plan)
  if (row === undefined) throw new PlacesError('unknown-label', `rollUpPlan: plan must be one of ${plans.map((each) => each.plan).join(', ')}, got ${plan}`, { where: { option: 'plan' } })
  const sorted = latestKnown(ledger.results.filter((each) => each.plan === plan), known, (each) => keyOf(each.from, each.to)).sort((a, b) => a.from - b.from)
  let total = 0
  const results = sorted.map(({ from, to, places, fact }): PlanYears => {
    total += places
    return { from, to, places, total, share: rate(total, row.target), fact }
  })
  const last = sorted.at(-1)
  const yearsDone = last === undefined ? 0 : last.to - row.from + 1
  const yearsLeft = Math.max(0, row.to - row.from + 1 - yearsDone)
  const remaining = Math.max(0, row.target - total)
  const recentRate = last === undefined ? undefined : last.places / (last.to - last.from + 1)
  const atRecentRate = recentRate === undefined ? undefined : total + recentRate * yearsLeft
  const verdict = last === undefined ? 'unknown' : remaining === 0 ? 'met' : yearsLeft === 0 ? 'missed' : (atRecentRate ?? 0) >= row.target ? 'enough' : 'short'
  return Object.freeze({
    plan,
    from: row.from,
    to: row.to,
    target: row.target,
    achieved: total,
    share: rate(total, row.target),
    remaining,
    yearsDone,
    yearsLeft,
    requiredRate: yearsLeft === 0 ? undefined : remaining / yearsLeft,
    meanRate: yearsDone === 0 ? undefined : total / yearsDone,
    recentRate,
    atRecentRate,
    verdict,
    results: Object.freeze(results),
    lists: Object.freeze(listYears(state, plan)),
  })
}

function listYears(state: LedgerState, plan: string): ListYear[] {
  const projects = new Map(state.projects.map((each) => [each.project, each]))
  const items = latestKnown(state.ledger.lists.filter((each) => each.plan === plan), state.known, (each) => keyOf(each.year, each.project, each.milestone))
  const years = [...new Set(items.map((each) => each.year))].sort((a, b) => a - b)
  return years.map((year) => {
    // A project taken off the list is neither done nor carried over.
    const own = items.flatMap((each) => {
      const project = projects.get(each.project)
      const position = project?.milestones.findIndex((milestone) => milestone.milestone === each.milestone) ?? -1
      if (each.year !== year || project === undefined || position < 0) return []
      const day = project.step > position ? project.milestones.slice(position).find((milestone) => milestone.actual !== undefined)?.actual : undefined
      return [{ project, day }]
    })
    const open = own.filter((each) => each.day === undefined)
    const inYear = own.filter((each) => each.day !== undefined && each.day <= `${year}-12-31`).length
    const openProjects = [...new Map(open.map((each) => [each.project.project, each.project.places]))]
    return {
      year,
      listed: own.length,
      doneInYear: inYear,
      doneLater: own.length - open.length - inYear,
      open: open.length,
      openPlaces: openProjects.reduce((sum, [, places]) => sum + places, 0),
      openProjects: openProjects.map(([project]) => project),
      carriedOver: state.date > `${year}-12-31` ? open.length : 0,
      done: own.length === 0 ? undefined : rate(inYear, own.length),
    }
  })
}
