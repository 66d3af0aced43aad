// The whole river in one call, readable as prose: tables in, plan out.

import { compareAdmissions } from './balance/admissions.js'
import { raiseAlerts } from './balance/alerts.js'
import { balancePlaces } from './balance/balance.js'
import { findTurningPoints } from './balance/turning-points.js'
import type { Issue } from './core/issue.js'
import { estimateRates } from './estimate/estimate-rates.js'
import type { Tables } from './input/tables.js'
import type { PlanOptions } from './plan-options.js'
import { drawsOf, projectFutures, readDataset, reasonsOf, rulesOf, sourcesOf, spreadOf, supplyOf } from './plan-steps.js'
import { applyScenario } from './project/scenario.js'
import { buildReport } from './report/build-report.js'
import type { Report } from './report/report.js'
import type { ReportInput } from './report/section.js'
import { expectPlaces } from './supply/expected-places.js'
import type { ExpectedPlaces } from './supply/expected-places.js'
import type { Openings } from './supply/openings.js'
import { programmeByYear } from './supply/supply.js'

/** Every result of the river. `issues` are those of all stages, each said once. */
export interface Plan extends ReportInput {
  /** When each project opens in each draw, given or drawn; undefined when everything opens as planned. */
  readonly openings: Openings | undefined
  /** Places that are uncertain, by area, stage and year; empty when everything opens as planned. */
  readonly expectedPlaces: readonly ExpectedPlaces[]
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
 * With two draws and more, pupils and the openings of projects are drawn together, so that the chance of a shortage uses both sides; see `PlanDelivery`.
 * Cost: O(rows + areas × grades × years × draws).
 */
export function planPlaces(tables: Tables, options: PlanOptions): Plan {
  // What is no function is refused with the other options, when they are read.
  const tell = typeof options?.onProgress === 'function' ? options.onProgress : () => undefined
  tell('parse')
  const dataset = readDataset(tables, options)
  tell('estimate')
  const rates = applyScenario(estimateRates(dataset, options), options.scenarios ?? [])
  tell('project')
  const projection = projectFutures(rates, drawsOf(options) === 1 ? undefined : spreadOf(dataset, rates, options), options)
  tell('supply')
  const supplied = supplyOf(dataset, rates, options)
  const { supply, planned, openings } = supplied
  tell('balance')
  const balance = balancePlaces(projection, supply)
  const turningPoints = findTurningPoints(balance, options)
  tell('alerts')
  const alerts = raiseAlerts(balance, { ...rulesOf(options, dataset), ...reasonsOf(dataset, rates, projection, supplied, options) })

  tell('report')
  const expectedPlaces = supply === planned ? [] : expectPlaces(balance.stages.places, planned, rates.ladder)
  const parts = { dataset, rates, projection, supply, balance, turningPoints, alerts, expectedPlaces, admissions: compareAdmissions(dataset), programme: programmeByYear(supply.additions), sources: sourcesOf(supply, options) }
  return Object.freeze({ ...parts, openings, report: buildReport(parts, options), issues: balance.issues })
}
