// Scenarios: what the forecast would be if births, rates or schools were other than expected. A scenario makes other Rates out of
// Rates, so everything that can be done with a forecast (project, simulate, balance, report) can be done with a scenario.

import { requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { someRates } from '../core/nouns.js'
import type { Rates } from '../estimate/rates.js'
import type { Change, Scenario } from './changes.js'
import { checkScenarios, refuse } from './check-scenario.js'
import { applyAreaEvent, areaEventKinds } from './events.js'
import { changeBirths, changeEntryAge, changeFactor, changeMigration, changeParticipation } from './rate-changes.js'
import type { Effect } from './rate-changes.js'
import { draftOf, ratesOf } from './rates-draft.js'
import type { RatesDraft } from './rates-draft.js'

/**
 * Applies scenarios to rates, change by change in the order given.
 *
 * Each change sees what those before it made, so two scenarios one after the other are the same as their changes in one list.
 * Events that move pupils (open, close, merge, swing) count them at that point of the list: put changes of births and rates first.
 * The area that pupils leave loses them in every simulated future; where they arrive it is the point forecast of them that arrives.
 * Factors of 1 and empty scenarios leave every number bit for bit as it is.
 *
 * @param rates as `estimateRates` makes them; they are not changed
 * @param scenarios one, or several applied in order
 * @returns new frozen Rates: same grades and years, areas that a change opens appended; `issues` has one entry per change with what was
 *   assumed, `provenance.scenarios` the names in order. `evidence` still tells how the rates were estimated before
 * @throws `invalid-input` with every fault of all scenarios in `issues`: scenario, number of the change, column, what was found
 * Cost: O(changes × areas × grades × years).
 */
export function applyScenario(rates: Rates, scenarios: Scenario | readonly Scenario[]): Rates {
  requireNoun(rates, someRates, 'applyScenario')
  const list: readonly Scenario[] = Array.isArray(scenarios) ? (scenarios as readonly Scenario[]) : [scenarios as Scenario]
  refuse(checkScenarios(rates, list), 'applyScenario')
  const draft = draftOf(rates)
  for (const scenario of list) {
    scenario.changes.forEach((change, i) => {
      const late = !isEvent(change) && draft.issues.some((issue) => issue.amounts?.moves === 1)
      const effect = applyChange(draft, change)
      draft.issues.push(issueOf(scenario.name, i + 1, change, effect))
      if (late && effect.touched > 0) draft.issues.push(lateIssue(scenario.name, i + 1, change))
    })
  }
  return ratesOf(draft, rates, list.map((scenario) => scenario.name), 'applyScenario')
}

function applyChange(draft: RatesDraft, change: Change): Effect {
  switch (change.kind) {
    case 'births':
      return changeBirths(draft, change)
    case 'entry-ratio':
    case 'progression':
      return changeFactor(draft, change)
    case 'migration':
      return changeMigration(draft, change)
    case 'entry-age':
      return changeEntryAge(draft, change)
    case 'participation':
      return changeParticipation(draft, change)
    case 'open':
    case 'close':
    case 'merge':
    case 'swing':
      return applyAreaEvent(draft, change)
    default:
      return change satisfies never
  }
}

function isEvent(change: Change): boolean {
  return (areaEventKinds as readonly string[]).includes(change.kind)
}

/** Says what was changed. A change that touches nothing (years beyond the horizon, no births) says so. */
function issueOf(scenario: string, number: number, change: Change, { assumed, touched }: Effect): Issue {
  return {
    code: 'scenario-applied',
    severity: 'assumption',
    where: { ...('area' in change ? { area: change.area } : {}), ...('grade' in change ? { grade: change.grade } : {}), ...('stage' in change ? { stage: change.stage } : {}) },
    message: `scenario ${scenario}, change ${number} (${change.kind})${touched === 0 ? ', which changes nothing in the years projected' : ''}`,
    assumed,
    amounts: { value: assumed, scenario, change: change.kind, touched, moves: isEvent(change) ? 1 : 0 },
  }
}

function lateIssue(scenario: string, number: number, change: Change): Issue {
  return {
    code: 'moved-before',
    severity: 'assumption',
    where: {},
    message: `scenario ${scenario}, change ${number} (${change.kind}) comes after pupils were moved`,
    assumed: 'as many pupils were moved as before this change',
    amounts: { value: 'moved pupils as before', scenario, change: change.kind, moves: 0 },
  }
}
