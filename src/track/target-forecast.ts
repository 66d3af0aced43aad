// The chance to meet each target of the ledger by its last day: in projects, places or as a rate, each over its own period and denominator.

import { addDays } from '../core/days.js'
import { requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aState } from '../core/nouns.js'
import type { TargetRow } from '../input/ledger-tables.js'
import { chanceOfSum } from '../numeric/chance-of-sum.js'
import { overSharedLuck } from '../numeric/shared-luck.js'
import { estimateChances } from './chances.js'
import type { Chance, ChanceOf } from './chances.js'
import { chanceUnknown, requireSharedWeight } from './forecast.js'
import type { CountOptions } from './forecast.js'
import { latestKnown } from './ledger.js'
import { ladderOf, placesIn, requireMilestone, selectProjects } from './select-projects.js'
import type { LedgerState, ProjectState } from './state-at.js'
import { reachedWithin } from './targets.js'

export interface TargetForecast {
  readonly target: string
  readonly indicator: string
  readonly measure: TargetRow['measure']
  /** The last day that counts. */
  readonly by: string
  /** What is to be reached: projects, places, or a share. */
  readonly value: number
  /** What can be expected by the last day, in the same unit. */
  readonly expected: number
  /** The chance that it is at least the value: 1 for what is met, 0 for what was missed. */
  readonly chance: number
}

/**
 * The chance to meet every target that the ledger knows.
 *
 * For the question a bureau asks in autumn: which of the promised numbers will not be there on 31 December. Projects reached within the period
 * count; those not reached yet count with their chance to reach the milestone within what is left of it.
 *
 * @param options `sharedWeight` and what `estimateChances` takes
 * @returns a row per target, in the order of `assessTargets`; places count whole
 * @throws `unknown-label` for a ladder or a milestone that does not exist; `invalid-option` for a chance or a weight that is none
 * Cost: O(targets × projects) chances, and O(projects × what is missing) for each target in projects; in places divided by their common divisor.
 */
export function forecastTargets(state: LedgerState, options: CountOptions = {}): { readonly forecasts: readonly TargetForecast[]; readonly issues: readonly Issue[] } {
  requireNoun(state, aState, 'forecastTargets')
  const weight = requireSharedWeight(options.sharedWeight, 'forecastTargets')
  const { chanceOf, issues } = estimateChances(state, options)
  const said = new Map<string, Issue>()
  const targets = latestKnown(state.ledger.targets, state.known, (row) => row.target)
  const forecasts = targets.map((row): TargetForecast => {
    const position = requireMilestone(ladderOf(state.ledger, row.ladder ?? 'building', 'forecastTargets'), row.milestone, 'forecastTargets')
    const scope = selectProjects(state, row)
    const known = scope.map((project) => chanceWithin(state, row, project, position, chanceOf))
    const chances = known.map((each) => each.chance)
    const unknown = known.filter((each) => each.basis === 'unknown').length
    const learned = known.some((each) => each.basis === 'plan') ? issues : []
    for (const issue of [...learned, ...(unknown === 0 ? [] : [chanceUnknown(unknown, row.milestone)])]) said.set(`${issue.code} ${issue.message}`, issue)
    const amounts = scope.map((project) => (row.measure === 'places' ? placesIn(project, row.stages) : 1))
    const denominator = row.measure !== 'rate' ? 1 : row.denominator === 'listed' ? scope.length : (row.denominator ?? 0)
    const expected = amounts.reduce((sum, amount, i) => sum + amount * (chances[i] ?? 0), 0)
    const chance = overSharedLuck(chances, weight, (given) => Float64Array.of(chanceOfSum(given, amounts, row.value * denominator)))[0] ?? 0
    const possible = denominator > 0
    return Object.freeze({ target: row.target, indicator: row.indicator, measure: row.measure, by: row.to, value: row.value, expected: possible ? expected / denominator : 0, chance: possible ? chance : 0 })
  })
  return Object.freeze({ forecasts: Object.freeze(forecasts), issues: Object.freeze([...said.values()]) })
}

/** The chance that a project has reached the milestone within the period: 1 or 0 where that is known. */
function chanceWithin(state: LedgerState, { milestone, from, to }: TargetRow, project: ProjectState, position: number, chanceOf: ChanceOf): Chance {
  if (project.milestones[position]?.reached === true) return { chance: reachedWithin(project, position, from, to < state.date ? to : state.date) ? 1 : 0, basis: 'reached' }
  if (to <= state.date) return { chance: 0, basis: 'reached' }
  const by = chanceOf(project, milestone, to)
  const eve = from === undefined ? state.date : addDays(from, -1)
  const before = eve <= state.date ? 0 : chanceOf(project, milestone, eve).chance
  return { chance: Math.max(0, by.chance - before), basis: by.basis }
}
