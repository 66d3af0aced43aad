// The whole river in one call, readable as prose: tables in, plan out.

import { compareAdmissions } from './balance/admissions.js'
import { raiseAlerts } from './balance/alerts.js'
import type { ReasonInputs } from './balance/alert-reason.js'
import type { AlertOptions } from './balance/alerts.js'
import { balancePlaces } from './balance/balance.js'
import { findTurningPoints } from './balance/turning-points.js'
import { PlacesError } from './core/error.js'
import type { Issue } from './core/issue.js'
import { estimateRates } from './estimate/estimate-rates.js'
import type { EstimateOptions } from './estimate/estimate-rates.js'
import type { Dispersion, DispersionOptions } from './estimate/dispersion.js'
import type { Rates } from './estimate/rates.js'
import { dispersionOf } from './evaluate/past-errors.js'
import type { Dataset } from './input/dataset.js'
import { refuseFaults } from './input/faults.js'
import { checkOptions } from './input/options.js'
import { readTables } from './input/parse-inputs.js'
import type { InputSettings } from './input/parse-inputs.js'
import type { Tables } from './input/tables.js'
import { assumedSpreads } from './project/assumed-spreads.js'
import type { Scenario } from './project/changes.js'
import { explainYears } from './project/explain.js'
import { projectPupils } from './project/project-pupils.js'
import type { Projection } from './project/projection.js'
import { allSources, simulatePupils } from './project/simulate-pupils.js'
import { applyScenario } from './project/scenario.js'
import { applySupplyEvent } from './project/supply-events.js'
import type { SupplyEvent } from './project/supply-events.js'
import { buildReport } from './report/build-report.js'
import type { Report } from './report/report.js'
import type { ReportInput } from './report/section.js'
import { chinaRemedies, shenzhenRule, surplusRule, zhejiangRules } from './standards/china.js'
import type { AlertRule, Remedy, Text } from './standards/types.js'
import { buildSupply } from './supply/build-supply.js'
import { keepMargin } from './supply/margin.js'
import type { Margin } from './supply/margin.js'
import type { Openings } from './supply/openings.js'
import { placesBySource } from './supply/sources.js'
import { programmeByYear } from './supply/supply.js'
import type { Supply } from './supply/supply.js'

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
  /** When each project opens in each draw, given or drawn from the dataset; as planned when left out. As many draws as `draws`, or one. */
  readonly openings?: Openings | ((dataset: Dataset) => Openings) | undefined
  /** Shares of the places kept free, by area and stage; none when left out. */
  readonly margins?: readonly Margin[] | undefined
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
  const dataset = readDataset(tables, options)
  tell('estimate')
  const rates = applyScenario(estimateRates(dataset, options), options.scenarios ?? [])
  tell('project')
  const projection = projectFutures(rates, drawsOf(options) === 1 ? undefined : spreadOf(dataset, rates, options), options)
  tell('supply')
  const supply = supplyOf(dataset, rates, options)
  tell('balance')
  const balance = balancePlaces(projection, supply)
  const turningPoints = findTurningPoints(balance, options)
  tell('alerts')
  const alerts = raiseAlerts(balance, { ...rulesOf(options), ...reasonsOf(rates, projection, supply, options) })

  tell('report')
  const parts = { dataset, rates, projection, supply, balance, turningPoints, alerts, admissions: compareAdmissions(dataset), programme: programmeByYear(supply.additions), sources: placesBySource(supply.additions) }
  return Object.freeze({ ...parts, report: buildReport(parts, options), issues: balance.issues })
}

// The steps with the options of a plan, shared with `createPlanner`, which runs those that a change needs.

/** The checked dataset; throws one `invalid-input` with the faults of options and tables. */
export function readDataset(tables: Tables, options: PlanOptions): Dataset {
  const read = readTables(tables, options ?? {})
  refuseFaults([...checkOptions(options), ...read.faults], 'planPlaces')
  return read.build()
}

export function drawsOf(options: PlanOptions): number {
  return options.draws ?? 1
}

export function spreadOf(dataset: Dataset, rates: Rates, options: PlanOptions): Dispersion {
  return dispersionOf(dataset, { ...options.dispersion, origin: rates.origin, birthsKnownTo: options.birthsKnownTo })
}

/** The point forecast without a dispersion, many futures with one. */
export function projectFutures(rates: Rates, dispersion: Dispersion | undefined, options: PlanOptions): Projection {
  if (dispersion === undefined) return projectPupils(rates)
  const simulated = simulatePupils(rates, dispersion, { draws: drawsOf(options), seed: options.seed ?? 1 })
  return { ...simulated, issues: futuresIssues(rates, dispersion) }
}

/** What the futures of all areas rest on: issues of the rates, spreads that were assumed, and few past errors. */
export function futuresIssues(rates: Rates, dispersion: Dispersion): readonly Issue[] {
  return [...rates.issues, ...assumedSpreads(rates, dispersion, allSources), ...spreadIssues(dispersion)]
}

export function supplyOf(dataset: Dataset, rates: Rates, options: PlanOptions): Supply {
  const openings = typeof options.openings === 'function' ? options.openings(dataset) : options.openings
  const built = buildSupply(dataset, { origin: rates.origin, horizon: rates.horizon, ladder: rates.ladder, base: rates.base, openings })
  const changed = (options.supplyEvents ?? []).reduce(applySupplyEvent, built)
  return options.margins === undefined ? changed : keepMargin(changed, options.margins, rates.ladder)
}

export function rulesOf(options: PlanOptions): Pick<AlertOptions, 'rules' | 'remedies'> {
  return { rules: options.rules ?? [...zhejiangRules, shenzhenRule, surplusRule], remedies: options.remedies ?? chinaRemedies }
}

/** What the reasons of alerts are told from: projects, and the causes in the point forecast. */
export function reasonsOf(rates: Rates, projection: Projection, supply: Supply, options: PlanOptions): ReasonInputs {
  return { additions: supply.additions, explain: causesOf(rates, drawsOf(options) === 1 ? projection : projectPupils(rates)) }
}

/** Why pupils of some grades change, from the point forecast. */
function causesOf(rates: Rates, point: Projection): NonNullable<ReasonInputs['explain']> {
  return (area, grades, from, to) => {
    try {
      return explainYears(rates, point, { area, grades, from, to }).rows
    } catch (error) {
      // Where assumptions let more leave a grade than are in it, causes do not add up and none is told.
      if (error instanceof PlacesError) return []
      throw error
    }
  }
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
