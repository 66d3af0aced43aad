// The whole river in one call, readable as prose: tables in, plan out.

import { compareAdmissions } from './balance/admissions.js'
import { raiseAlerts } from './balance/alerts.js'
import { balancePlaces } from './balance/balance.js'
import { findTurningPoints } from './balance/turning-points.js'
import type { Issue } from './core/issue.js'
import { estimateRates } from './estimate/estimate-rates.js'
import type { EstimateOptions } from './estimate/estimate-rates.js'
import type { Dispersion, DispersionOptions } from './estimate/dispersion.js'
import { dispersionOf } from './evaluate/past-errors.js'
import { refuseFaults } from './input/faults.js'
import { checkOptions } from './input/options.js'
import { readTables } from './input/parse-inputs.js'
import type { InputSettings } from './input/parse-inputs.js'
import type { Tables } from './input/tables.js'
import type { Scenario } from './project/changes.js'
import { projectPupils } from './project/project-pupils.js'
import { simulatePupils } from './project/simulate-pupils.js'
import { applyScenario } from './project/scenario.js'
import { applySupplyEvent } from './project/supply-events.js'
import type { SupplyEvent } from './project/supply-events.js'
import { buildReport } from './report/build-report.js'
import type { Report } from './report/report.js'
import type { ReportInput } from './report/section.js'
import { chinaRemedies, shenzhenRule, surplusRule, zhejiangRules } from './standards/china.js'
import type { AlertRule, Remedy, Text } from './standards/types.js'
import { buildSupply } from './supply/build-supply.js'
import { programmeByYear } from './supply/supply.js'

/** The steps of a plan in order, as told to `onProgress`. */
export type PlanStep = 'parse' | 'estimate' | 'project' | 'supply' | 'balance' | 'alerts' | 'report'

export interface PlanOptions extends EstimateOptions, InputSettings {
  /** Warning rules; Zhejiang's bands, Shenzhen's 6-3-1 and this library's surplus rule when left out. */
  readonly rules?: readonly AlertRule[] | undefined
  /** Ways to add places with their lead times; prefabricated in 1 year and conventional in 3 when left out. */
  readonly remedies?: readonly Remedy[] | undefined
  /** Share of places that may stay empty before it counts as surplus; 0.05 when left out. */
  readonly surplusMargin?: number | undefined
  /** Futures to draw; 1, the point forecast, when left out. With more, alerts and balance tell the chance of a shortage. */
  readonly draws?: number | undefined
  /** Seed of the draws, a whole number from 0; 1 when left out. The same seed gives the same bits. */
  readonly seed?: number | undefined
  /** Spreads that are known better than they can be estimated or assumed: of new dwellings, of participation, between grades. Used with draws. */
  readonly dispersion?: Pick<DispersionOptions, 'housing' | 'participation' | 'gradeCorrelation'> | undefined
  /** Named changes of the rates, applied in order: birth variants, migration, openings, mergers and the like. */
  readonly scenarios?: readonly Scenario[] | undefined
  /** Changes of the places, applied in order: cuts of private quotas. */
  readonly supplyEvents?: readonly SupplyEvent[] | undefined
  readonly title?: Text | undefined
  /** Called before each step, for a progress line. */
  readonly onProgress?: ((step: PlanStep) => void) | undefined
}

/** Every result of the river. `issues` are those of all stages, each said once. */
export interface Plan extends ReportInput {
  readonly report: Report
  readonly issues: readonly Issue[]
}

/**
 * Plans school places from tables: pupils by grade and year, places by year, gaps, alerts and a report.
 *
 * @param tables planners' rows; see `Tables`
 * @param options `horizon` in school years is needed; everything else has a default
 * @returns every stage's result, each frozen, with its issues and provenance
 * @throws `invalid-input` listing every fault of the tables and the options at once
 * Cost: O(rows + areas × grades × years).
 */
export function planPlaces(tables: Tables, options: PlanOptions): Plan {
  const tell = options?.onProgress ?? (() => undefined)
  tell('parse')
  const read = readTables(tables, options ?? {})
  refuseFaults([...checkOptions(options), ...read.faults], 'planPlaces')
  const dataset = read.build()

  tell('estimate')
  const rates = applyScenario(estimateRates(dataset, options), options.scenarios ?? [])
  tell('project')
  const draws = options.draws ?? 1
  const dispersion = draws === 1 ? undefined : dispersionOf(dataset, { ...options.dispersion, origin: rates.origin, birthsKnownTo: options.birthsKnownTo })
  const simulated = dispersion === undefined ? projectPupils(rates) : simulatePupils(rates, dispersion, { draws, seed: options.seed ?? 1 })
  const projection = dispersion === undefined ? simulated : { ...simulated, issues: [...simulated.issues, ...spreadIssues(dispersion)] }
  tell('supply')
  const built = buildSupply(dataset, { origin: rates.origin, horizon: rates.horizon, ladder: rates.ladder, base: rates.base })
  const supply = (options.supplyEvents ?? []).reduce(applySupplyEvent, built)
  tell('balance')
  const balance = balancePlaces(projection, supply)
  const turningPoints = findTurningPoints(balance, options)
  tell('alerts')
  const alerts = raiseAlerts(balance, { rules: options.rules ?? [...zhejiangRules, shenzhenRule, surplusRule], remedies: options.remedies ?? chinaRemedies })

  tell('report')
  const admissions = compareAdmissions(dataset)
  const programme = programmeByYear(supply.additions)
  const parts = { dataset, rates, projection, supply, balance, turningPoints, alerts, admissions, programme }
  return Object.freeze({ ...parts, report: buildReport(parts, options), issues: balance.issues })
}

/** Past forecasts from which the spread of futures is taken mostly from the counts themselves. */
const enoughErrors = 60

function spreadIssues({ evidence }: Dispersion): Issue[] {
  if (evidence.errors >= enoughErrors) return []
  return [
    {
      code: 'spread-assumed',
      severity: 'assumption',
      where: {},
      message: `only ${evidence.errors} past forecasts can be compared with counts`,
      assumed: 'the spread of futures is mostly that of other public counts: 2 % and chance in each grade and year, 4 % at entry; chances say nothing of other assumptions',
      amounts: { errors: evidence.errors },
    },
  ]
}
