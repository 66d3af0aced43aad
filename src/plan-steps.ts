// The steps of a plan with its options, shared by `planPlaces`, which runs all of them, and `createPlanner`, which runs those that a change needs.

import type { ReasonInputs } from './balance/alert-reason.js'
import type { AlertOptions } from './balance/alerts.js'
import type { SchoolCalendar } from './core/calendar.js'
import { PlacesError } from './core/error.js'
import type { Issue } from './core/issue.js'
import { counted } from './core/words.js'
import type { Dispersion } from './estimate/dispersion.js'
import type { Rates } from './estimate/rates.js'
import { dispersionOf } from './evaluate/past-errors.js'
import type { Dataset } from './input/dataset.js'
import { refuseFaults } from './input/faults.js'
import { checkOptions } from './input/options.js'
import { readTables } from './input/parse-inputs.js'
import type { Tables } from './input/tables.js'
import type { PlanDelivery, PlanOptions } from './plan-options.js'
import { assumedSpreads } from './project/assumed-spreads.js'
import { explainYears } from './project/explain.js'
import { projectPupils } from './project/project-pupils.js'
import type { Projection } from './project/projection.js'
import { allSources, simulatePupils } from './project/simulate-pupils.js'
import { applySupplyEvent } from './project/supply-events.js'
import { unusualYears } from './project/unusual-years.js'
import { chinaRemedies, shenzhenRule, surplusRule, zhejiangRules } from './standards/china.js'
import { buildSupply } from './supply/build-supply.js'
import type { Remedy } from './standards/types.js'
import { usualCertainty } from './supply/certainty-words.js'
import { wordIssues } from './supply/delivery-assumptions.js'
import { deliveryOf, drawProjects, likelyAdditions } from './supply/draw-projects.js'
import type { DrawnOpenings } from './supply/draw-openings.js'
import { leadTimeIssue, leadTimes } from './supply/lead-times.js'
import { keepMargin } from './supply/margin.js'
import type { Openings } from './supply/openings.js'
import { placesBySource } from './supply/sources.js'
import type { SourceYear } from './supply/sources.js'
import type { Supply } from './supply/supply.js'

/** The checked dataset; throws one `invalid-input` with the faults of options and tables. */
export function readDataset(tables: Tables, options: PlanOptions): Dataset {
  const faults = checkOptions(options)
  // With a ladder or a calendar that is none the tables are read by the usual ones, so that one error tells all.
  const settings = faults.some(({ where }) => where.option === 'ladder' || where.option === 'calendar') ? {} : (options ?? {})
  const read = readTables(tables, settings)
  refuseFaults([...faults, ...read.faults], 'planPlaces')
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
  return [...rates.issues, ...assumedSpreads(rates, dispersion, allSources), ...unusualYears(rates, dispersion, allSources), ...spreadIssues(dispersion)]
}

/** The places with when their projects open, and as they would be if everything opened as planned. */
export interface SuppliedPlaces {
  readonly supply: Supply
  /** The very supply when nothing differs from the plan. */
  readonly planned: Supply
  /** Undefined when everything opens as planned. */
  readonly openings: Openings | undefined
}

/** Makes the places of drawn openings from what a plan before had, or undefined where all must be made; `place` makes those of some areas. */
export type Rebuild = (planned: Supply, openings: Openings, place: (areas: readonly string[]) => Supply) => Supply | undefined

export function supplyOf(dataset: Dataset, rates: Rates, options: PlanOptions, rebuild?: Rebuild): SuppliedPlaces {
  const drawn = drawnOpenings(dataset, rates.origin, options)
  const openings = drawn ?? (typeof options.openings === 'function' ? options.openings(dataset) : options.openings)
  const place = (when: Openings | undefined, areas?: readonly string[]): Supply => {
    const built = buildSupply(dataset, { origin: rates.origin, horizon: rates.horizon, ladder: rates.ladder, base: rates.base, openings: when, areas })
    const changed = (options.supplyEvents ?? []).reduce(applySupplyEvent, built)
    return options.margins === undefined ? changed : keepMargin(changed, options.margins, rates.ladder)
  }
  const planned = place(undefined)
  const placed = openings === undefined ? planned : (rebuild?.(planned, openings, (areas) => place(openings, areas)) ?? place(openings))
  const leads = options.remedies === undefined ? [leadTimeIssue(derivedRemedies(options, dataset.calendar))] : []
  const issues = [...placed.issues, ...(drawn?.issues ?? wordsTaken(dataset, rates.origin, options)), ...leads]
  const supply = Object.freeze({ ...placed, ...(drawn === undefined ? {} : { provenance: deliveryStamp(placed, drawn, options.seed ?? 1) }), issues })
  return { supply, planned: openings === undefined ? supply : planned, openings }
}

/** The openings that a plan of many futures draws by itself. */
function drawnOpenings(dataset: Dataset, origin: number, { openings, delivery = {}, draws = 1, seed = 1 }: PlanOptions): DrawnOpenings | undefined {
  if (openings !== undefined || delivery === false || draws === 1 || dataset.projects.length === 0) return undefined
  // Whatever the month in which school years start, this day lies between the counts of the origin and the next opening.
  const asOf = delivery.asOf ?? `${origin + 1}-01-01`
  const drawn = drawProjects(dataset.projects, { ...delivery, asOf, calendar: dataset.calendar, draws, seed, origin })
  const matters = delivery.asOf === undefined && (delivery.delays !== undefined || delivery.reached !== undefined)
  return matters ? { ...drawn, issues: [...drawn.issues, asOfIssue(asOf, dataset.projects.length)] } : drawn
}

function asOfIssue(asOf: string, projects: number): Issue {
  return {
    code: 'delivery-assumed',
    severity: 'assumption',
    where: { option: 'delivery.asOf' },
    message: 'the day whose knowledge of the projects is used is not given',
    assumed: `what is known on ${asOf}`,
    amounts: { what: 'asOf', projects, value: asOf },
  }
}

/** Words that no draw has told of, but the places to expect take as chances. */
function wordsTaken(dataset: Dataset, origin: number, { delivery }: PlanOptions): Issue[] {
  return wordIssues(dataset.projects.filter((each) => each.opens > origin).map((each) => deliveryOf(each)), wordsOf(delivery))
}

function wordsOf(delivery: PlanOptions['delivery']): NonNullable<PlanDelivery['words']> {
  return delivery === undefined || delivery === false ? {} : (delivery.words ?? {})
}

function deliveryStamp({ provenance }: Supply, drawn: DrawnOpenings, seed: number): Supply['provenance'] {
  return Object.freeze({ ...provenance, seed, options: { ...provenance.options, delivery: drawn.provenance.options } })
}

export function sourcesOf(supply: Supply, { delivery }: PlanOptions): SourceYear[] {
  return placesBySource(supply.additions, { words: { ...usualCertainty, ...wordsOf(delivery) } })
}

export function rulesOf(options: PlanOptions, { calendar }: Dataset): Required<Pick<AlertOptions, 'rules' | 'remedies'>> {
  return { rules: options.rules ?? [...zhejiangRules, shenzhenRule, surplusRule], remedies: options.remedies ?? derivedRemedies(options, calendar) }
}

function derivedRemedies({ delivery }: PlanOptions, calendar: SchoolCalendar): readonly Remedy[] {
  return leadTimes(chinaRemedies, { durations: delivery === false ? undefined : delivery?.durations, calendar })
}

/** What the reasons of alerts are told from: projects when they are likely to open, and the causes in the point forecast. */
export function reasonsOf(dataset: Dataset, rates: Rates, projection: Projection, { supply, openings }: SuppliedPlaces, options: PlanOptions): ReasonInputs {
  return { additions: likelyAdditions(supply.additions, dataset.projects, openings), explain: causesOf(rates, drawsOf(options) === 1 ? projection : projectPupils(rates)) }
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
      message: `only ${counted(evidence.errors, 'past forecast')} can be compared with counts`,
      assumed: 'the spread of futures is mostly that of other public counts: 2 % and chance in each grade and year, 4 % at entry; chances say nothing of other assumptions',
      amounts: { errors: evidence.errors },
    },
  ]
}
