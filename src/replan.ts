// A plan that is changed again and again, as a planner moves a slider: every step of the river is taken again only as far as something
// that it depends on has changed. What changed is found by comparing content, area by area, never by trusting what the caller says.

import { compareAdmissions } from './balance/admissions.js'
import type { ReasonInputs } from './balance/alert-reason.js'
import { byUrgency, raiseAlerts } from './balance/alerts.js'
import type { Alert } from './balance/alerts.js'
import { balancePlaces } from './balance/balance.js'
import { findTurningPoints } from './balance/turning-points.js'
import { requireObject } from './core/error.js'
import { frozenCopy } from './core/frozen-copy.js'
import { changedAreas, replaceAreas, replaceByArea, selectAreas } from './core/part-areas.js'
import { sameContent } from './core/same-content.js'
import { addHousing } from './estimate/add-housing.js'
import type { Dispersion } from './estimate/dispersion.js'
import { countedParts, estimateFromCounts } from './estimate/estimate-rates.js'
import type { EstimateOptions } from './estimate/estimate-rates.js'
import type { Rates } from './estimate/rates.js'
import type { Dataset } from './input/dataset.js'
import type { Tables } from './input/tables.js'
import type { PlanOptions } from './plan-options.js'
import { drawsOf, futuresIssues, projectFutures, readDataset, reasonsOf, rulesOf, sourcesOf, spreadOf, supplyOf } from './plan-steps.js'
import type { SuppliedPlaces } from './plan-steps.js'
import type { Plan } from './plan.js'
import { rebuildSupply } from './replan-supply.js'
import { applyScenario } from './project/scenario.js'
import type { Projection } from './project/projection.js'
import { assembleReport, buildAreaSections, replaceAreaSections } from './report/build-report.js'
import type { AreaSections } from './report/build-report.js'
import { expectPlaces } from './supply/expected-places.js'
import type { ExpectedPlaces } from './supply/expected-places.js'
import { programmeByYear } from './supply/supply.js'
import type { Supply } from './supply/supply.js'

/** What a change made necessary. */
export interface Recalculated {
  /** Rates were estimated anew: counts, births, assumptions or options of estimating changed. The automatic method learns from all areas. */
  readonly estimates: boolean
  /** The spread of futures was estimated anew: as the estimates, or dwellings completed up to the origin changed. */
  readonly spread: boolean
  /** Areas whose futures were drawn anew. */
  readonly projected: readonly string[]
  /** Areas whose balance, turning points, alerts and pages were made anew. */
  readonly balanced: readonly string[]
}

/** A plan, and the way to the next one. */
export interface Planner {
  readonly plan: Plan
  readonly recalculated: Recalculated
  /**
   * The plan with other tables or options: those that are named replace the planner's own, all others stay. This planner stays as it is.
   *
   * @throws as `planPlaces`
   */
  change(tables: Partial<Tables>, options?: Partial<PlanOptions>): Planner
}

/**
 * Plans as `planPlaces` does, and keeps what is needed to plan again after a change, which then recomputes only what changed.
 *
 * For tools in which a planner moves a project, adds dwellings or tries a scenario and looks at the result at once. Each plan is the same,
 * bit for bit, as `planPlaces` with all tables and options. A project, a school, dwellings after the origin, a scenario or a supply event of
 * one area costs that area only; a change of a yield, of all areas with dwellings. Counts, births and assumptions cost a full run: the
 * automatic method and the spread of futures learn from every area.
 *
 * @param tables and options as for `planPlaces`; they are copied, so the caller may go on changing the originals
 * @throws as `planPlaces`
 * Cost: that of `planPlaces`; of a change, that of the areas it touches, of reading the tables, and of copying the draws of a cube that differs.
 * @example
 * const planner = createPlanner({ areas: [{ area: 'North' }], pupils: [2024, 2025].map((year) => ({ area: 'North', grade: 'P1', year, pupils: 90 })), places: [{ area: 'North', grade: 'P1', sector: 'public', year: 2025, places: 80 }] }, { horizon: 2 })
 * const built = planner.change({ projects: [{ project: 'Canal school', area: 'North', stage: 'primary', sector: 'public', kind: 'extension', opens: 2026, places: 120 }] })
 * planner.plan.turningPoints[0].lastShort // 2027
 * built.plan.turningPoints[0].lastShort // 2025
 * built.recalculated // { estimates: false, spread: false, projected: [], balanced: ['North'] }
 */
export function createPlanner(tables: Tables, options: PlanOptions): Planner {
  requireObject(tables, 'tables', 'createPlanner')
  requireObject(options, 'options', 'createPlanner', 2)
  return plannerOf(flow(frozenCopy(tables), options, undefined))
}

function plannerOf(river: River): Planner {
  const { plan, recalculated } = river
  return Object.freeze({ plan, recalculated, change: (tables: Partial<Tables>, options: Partial<PlanOptions> = {}) => plannerOf(flow(frozenCopy({ ...river.tables, ...tables }), { ...river.options, ...options }, river)) })
}

/** A plan with what its steps were made of. */
interface River {
  /** Frozen copies. */
  readonly tables: Tables
  readonly options: PlanOptions
  readonly plan: Plan
  /** The supply as planned. */
  readonly planned: Supply
  readonly reasons: ReasonInputs
  /** Rates before dwellings and scenarios. */
  readonly counted: Rates
  readonly dispersion: Dispersion | undefined
  readonly alertsByRule: readonly (readonly Alert[])[]
  readonly sections: AreaSections
  readonly recalculated: Recalculated
}

function flow(tables: Tables, options: PlanOptions, before: River | undefined): River {
  const tell = options?.onProgress ?? (() => undefined)
  tell('parse')
  const dataset = readDataset(tables, options)
  tell('estimate')
  const kept = before !== undefined && sameCounts(before.plan.dataset, dataset) ? before : undefined
  const counted = kept !== undefined && sameContent(estimating(kept.options), estimating(options)) ? kept.counted : estimateFromCounts(dataset, options)
  const rates = applyScenario(addHousing(counted, dataset, options.housing), options.scenarios ?? [])
  tell('project')
  const dispersion = drawsOf(options) === 1 ? undefined : (kept !== undefined && sameSpread(kept, dataset, rates, options) ? kept.dispersion : undefined) ?? spreadOf(dataset, rates, options)
  const { projection, projected } = project(rates, dispersion, options, before)
  tell('supply')
  const supplied = supplyOf(dataset, rates, options, before === undefined ? undefined : rebuildSupply(before, dataset, options))
  const { supply, planned, openings } = supplied
  const reasons = reasonsOf(dataset, rates, projection, supplied, options)

  tell('balance')
  const old = before?.plan
  const areas = projection.pupils.axes.area.labels
  const places = before === undefined || projected === undefined ? undefined : changedPlaces(before, supplied)
  // Alerts name projects and when they are likely to open, so a project that only has another name counts as well.
  const moved = before === undefined || places === undefined ? undefined : areas.filter((area) => places.includes(area) || !sameContent(additionsIn(before.reasons, area), additionsIn(reasons, area)))
  const touched = moved === undefined || !sameContent(old?.dataset.areas, dataset.areas) ? undefined : areas.filter((area) => moved.includes(area) || projected!.includes(area))
  const run = atLeastOne(touched, areas)
  const [ownPupils, ownPlaces] = run === areas ? [projection, supply] : [selectAreas(projection, run), selectAreas(supply, run)]
  const ownBalance = balancePlaces(ownPupils, ownPlaces)
  const balance = run === areas || old === undefined ? ownBalance : replaceAreas(old.balance, ownBalance)
  const turningPoints =
    run === areas || old === undefined || before?.options.surplusMargin !== options.surplusMargin ? findTurningPoints(balance, options) : replaceByArea(old.turningPoints, findTurningPoints(ownBalance, options), areas, run)
  tell('alerts')
  const { rules, remedies } = rulesOf(options, dataset)
  const sameRules = before !== undefined && sameContent(rulesOf(before.options, before.plan.dataset), { rules, remedies })
  const alertsByRule = rules.map((rule, r) => {
    if (run === areas || !sameRules) return inOrderOfAreas(raiseAlerts(balance, { rules: [rule], remedies, ...reasons }), balance.stages.pupils.axes)
    return inOrderOfAreas([...before.alertsByRule[r]!.filter((alert) => !run.includes(alert.area)), ...raiseAlerts(ownBalance, { rules: [rule], remedies, ...reasons })], balance.stages.pupils.axes)
  })
  const alerts = Object.freeze(alertsByRule.flat().sort(byUrgency))

  tell('report')
  const ownExpected = supply === planned ? [] : expectPlaces(ownBalance.stages.places, run === areas ? planned : selectAreas(planned, run), rates.ladder)
  const expectedPlaces = run === areas || old === undefined ? ownExpected : mergeRows(old.expectedPlaces, ownExpected, areas, run)
  const parts = { dataset, rates, projection, supply, balance, turningPoints, alerts, expectedPlaces, admissions: compareAdmissions(dataset), programme: programmeByYear(supply.additions), sources: sourcesOf(supply, options) }
  const own = buildAreaSections({ ...parts, projection: ownPupils, supply: ownPlaces, balance: ownBalance }, options)
  const sections = run === areas || before === undefined ? own : replaceAreaSections(before.sections, own, areas, run)
  const plan = Object.freeze({ ...parts, openings, report: assembleReport(parts, sections, options), issues: balance.issues })
  const recalculated = Object.freeze({ estimates: counted !== before?.counted, spread: dispersion !== undefined && dispersion !== before?.dispersion, projected: projected ?? areas, balanced: touched ?? areas })
  return { tables, options: frozenCopy(options), plan, planned, reasons, counted, dispersion, alertsByRule, sections, recalculated }
}

/** The futures of the areas whose rates changed, among those of the others. `projected` is undefined when all had to be drawn. */
function project(rates: Rates, dispersion: Dispersion | undefined, options: PlanOptions, before: River | undefined): { readonly projection: Projection; readonly projected: readonly string[] | undefined } {
  const sameDraws = before !== undefined && before.dispersion === dispersion && drawsOf(before.options) === drawsOf(options) && before.options.seed === options.seed
  const cubes = sameDraws ? changedAreas(before.plan.rates, rates) : undefined
  // Planned dwellings are drawn one by one: other rows with the same sum are other futures.
  const projected = cubes === undefined || before === undefined ? undefined : rates.base.axes.area.labels.filter((area) => cubes.includes(area) || !sameContent(plannedIn(before.plan.rates, area), plannedIn(rates, area)))
  if (before === undefined || projected === undefined) return { projection: projectFutures(rates, dispersion, options), projected: undefined }
  const part = projectFutures(selectAreas(rates, atLeastOne(projected, rates.base.axes.area.labels)), dispersion, options)
  // The part speaks of its own areas; the issues are those of all.
  const issues = dispersion === undefined ? rates.issues : futuresIssues(rates, dispersion)
  return { projection: Object.freeze({ ...replaceAreas(before.plan.projection, part), issues }), projected }
}

/** The areas to run: all when nothing is known of what changed; one when nothing changed, because issues and provenance are made with it. */
function atLeastOne(changed: readonly string[] | undefined, areas: readonly string[]): readonly string[] {
  return changed === undefined ? areas : changed.length === 0 ? areas.slice(0, 1) : changed
}

function sameCounts(before: Dataset, now: Dataset): boolean {
  return countedParts.every((part) => sameContent(before[part], now[part]))
}

function estimating({ origin, horizon, progression, entry, shrinkage, entryLevel, chooseFrom, birthsKnownTo, unknownBirths }: PlanOptions): EstimateOptions {
  return { origin, horizon, progression, entry, shrinkage, entryLevel, chooseFrom, birthsKnownTo, unknownBirths }
}

/** The spread comes from past forecasts, which hold the dwellings completed up to the origin. */
function sameSpread(before: River, dataset: Dataset, rates: Rates, options: PlanOptions): boolean {
  const completed = ({ dwellings, yields }: Dataset): unknown => {
    const rows = dwellings.filter((row) => row.year <= rates.origin)
    return rows.length === 0 ? rows : [rows, yields]
  }
  return before.plan.rates.origin === rates.origin && before.options.birthsKnownTo === options.birthsKnownTo && sameContent(before.options.dispersion, options.dispersion) && sameContent(completed(before.plan.dataset), completed(dataset))
}

function plannedIn({ housing }: Rates, area: string): unknown {
  return (housing ?? []).filter((each) => each.area === area)
}

/** Areas whose places changed, as drawn or as planned. */
function changedPlaces(before: River, { supply, planned }: SuppliedPlaces): readonly string[] | undefined {
  const [drawn, plan] = [changedAreas(before.plan.supply, supply), changedAreas(before.planned, planned)]
  return drawn === undefined || plan === undefined ? undefined : [...drawn, ...plan]
}

function additionsIn({ additions = [] }: ReasonInputs, area: string): unknown {
  return additions.filter((each) => each.area === area)
}

/** Rows of areas in their order, those of the changed areas from `part`. */
function mergeRows(whole: readonly ExpectedPlaces[], part: readonly ExpectedPlaces[], areas: readonly string[], changed: readonly string[]): readonly ExpectedPlaces[] {
  return Object.freeze(areas.flatMap((area) => (changed.includes(area) ? part : whole).filter((row) => row.area === area)))
}

function inOrderOfAreas(alerts: readonly Alert[], { area, stage }: Plan['balance']['stages']['pupils']['axes']): readonly Alert[] {
  const place = (alert: Alert): number => area.labels.indexOf(alert.area) * stage.labels.length + stage.labels.indexOf(alert.stage)
  return [...alerts].sort((a, b) => place(a) - place(b))
}
