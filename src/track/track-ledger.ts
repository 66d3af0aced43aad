// Everything a bureau looks at on a day, from one ledger: the noun that a tracking report tells.

import { openingYear } from '../core/calendar.js'
import { requireIsoDate } from '../core/days.js'
import { requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aLedger } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { checkAgreements } from './agreements.js'
import type { AgreementCheck } from './agreements.js'
import { listChanges } from './changes.js'
import type { ChangeList } from './changes.js'
import { forecastProgress } from './forecast.js'
import type { CountOptions, ProgressForecast } from './forecast.js'
import { funnel } from './funnel.js'
import type { FunnelStep } from './funnel.js'
import { latestKnown } from './ledger.js'
import type { Ledger } from './ledger.js'
import { listOverdue, rankUnits } from './overdue.js'
import type { OverdueItem, UnitProgress } from './overdue.js'
import { placesAtRisk } from './places-at-risk.js'
import type { PlacesAtRisk } from './places-at-risk.js'
import { rollUpPlan } from './roll-up.js'
import type { PlanRollUp } from './roll-up.js'
import { stateAt } from './state-at.js'
import type { LedgerState } from './state-at.js'
import { checkSynchrony } from './synchrony.js'
import type { SynchronyItem } from './synchrony.js'
import { forecastTargets } from './target-forecast.js'
import type { TargetForecast } from './target-forecast.js'
import { assessTargets } from './targets.js'
import type { TargetResult } from './targets.js'

export interface TrackingOptions extends CountOptions {
  /** The day that is looked at; that of the ledger when left out. */
  readonly date?: string | undefined
  /** The first day of the list of changes; no list when left out. */
  readonly since?: string | undefined
  /** The school year whose 1 September is looked at; the coming one when left out. */
  readonly year?: number | undefined
  /** The milestones whose count at the end of the calendar year is forecast, of the ladder `building`; none when left out. */
  readonly forecast?: readonly string[] | undefined
}

export interface Tracking {
  readonly date: string
  readonly state: LedgerState
  /** One funnel per ladder that has projects. */
  readonly funnels: readonly { readonly ladder: string; readonly name: { readonly en: string; readonly zh: string }; readonly steps: readonly FunnelStep[] }[]
  readonly targets: readonly TargetResult[]
  /** The chance to meet each of them, in the same order. */
  readonly targetForecasts: readonly TargetForecast[]
  readonly changes: ChangeList | undefined
  readonly overdue: readonly OverdueItem[]
  readonly units: readonly UnitProgress[]
  readonly forecasts: readonly ProgressForecast[]
  readonly risk: PlacesAtRisk
  readonly agreements: AgreementCheck
  readonly synchrony: readonly SynchronyItem[]
  readonly plans: readonly PlanRollUp[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Reads a ledger on a day: funnels, targets with the chance to meet them, changes since an earlier day, what is overdue, the ranking of units, the year-end forecast,
 * places at risk, agreements, housing and school in step, plans over several years.
 *
 * @param options the day, and what to compare it with; `chanceBy` or `slips` for chances of the caller's own
 * @returns all of it with the issues of every part; days are read with the knowledge of those days
 * @throws `invalid-option` for a text that is no date; `unknown-label` for a milestone that does not exist
 * Cost: O(rows of the ledger), and that of the forecasts.
 * @example
 * const ledger = parseLedger({ projects: [{ project: 'p', unit: '新安街道', kind: 'new' }] }, { asOf: '2021-06-30' })
 * trackLedger(ledger).funnels[0].steps[0].reached // 1
 */
export function trackLedger(ledger: Ledger, options: TrackingOptions = {}): Tracking {
  requireNoun(ledger, aLedger, 'trackLedger')
  const date = requireIsoDate(options.date ?? ledger.asOf, 'date', 'trackLedger')
  const state = stateAt(ledger, date)
  const year = options.year ?? openingYear(date)
  const assessed = assessTargets(state)
  const forecasts = (options.forecast ?? []).map((milestone) => forecastProgress(state, { ...options, milestone, by: `${date.slice(0, 4)}-12-31` }))
  const expected = forecastTargets(state, options)
  const risk = placesAtRisk(state, { ...options, year })
  const used = new Set(state.projects.map((each) => each.ladder))
  // The same slips are assumed for every forecast: that is said once.
  const outlook = new Map([...forecasts.flatMap((each) => each.issues), ...expected.issues, ...risk.issues].map((issue) => [`${issue.code} ${issue.message}`, issue]))
  return Object.freeze({
    date,
    state,
    funnels: Object.freeze(ledger.ladders.filter((ladder) => used.has(ladder.id)).map((ladder) => ({ ladder: ladder.id, name: ladder.name, steps: funnel(state, { ladder: ladder.id }) }))),
    targets: assessed.results,
    targetForecasts: expected.forecasts,
    changes: options.since === undefined ? undefined : listChanges(stateAt(ledger, options.since), state),
    overdue: Object.freeze(listOverdue(state)),
    units: Object.freeze(rankUnits(state)),
    forecasts: Object.freeze(forecasts),
    risk,
    agreements: checkAgreements(state),
    synchrony: Object.freeze(checkSynchrony(state)),
    plans: Object.freeze(latestKnown(ledger.plans, state.known, (row) => row.plan).map((row) => rollUpPlan(state, row.plan))),
    issues: Object.freeze([...state.issues, ...assessed.issues, ...outlook.values()]),
    provenance: stamp('trackLedger', { options: { date, known: state.known, year, ...(options.since === undefined ? {} : { since: options.since }) } }),
  })
}
