// What the forecasting method itself would have said at past origins, beside what was counted: the raw material of the dispersion.
// It is the very river that forecasts (`estimateRates`, `projectPupils`), so its errors are the errors a plan will have.

import { positionOf } from '../core/axis.js'
import { strideOf } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun, requireObject } from '../core/error.js'
import { aDataset } from '../core/nouns.js'
import { spreadOfBirths } from '../estimate/birth-spread.js'
import { findCohortSource } from '../estimate/cohorts.js'
import { countsTo } from '../estimate/counts.js'
import type { Counts } from '../estimate/counts.js'
import { estimateDispersion } from '../estimate/dispersion.js'
import type { Dispersion, DispersionOptions } from '../estimate/dispersion.js'
import { estimateRates } from '../estimate/estimate-rates.js'
import type { EstimateOptions } from '../estimate/estimate-rates.js'
import { spreadOfParticipation } from '../estimate/participation-spread.js'
import type { PastErrors } from '../estimate/past-errors.js'
import { recalibrate } from '../estimate/recalibrate.js'
import type { Dataset } from '../input/dataset.js'
import { projectPupils } from '../project/project-pupils.js'

export interface PastErrorOptions {
  /** Last school year whose counts are used: no later count is looked at. */
  readonly origin: number
  /** Past origins to forecast from, the latest that there are. 6 when left out: errors of longer ago were larger, and say less of the next. */
  readonly origins?: number | undefined
  /** Years ahead that are compared. 5 when left out. */
  readonly leads?: number | undefined
  /** Last calendar year whose births may be used; all that are given when left out. */
  readonly birthsKnownTo?: number | undefined
  /** How rates are estimated, as they will be for the forecast. Methods are not tried against each other at past origins: that costs ten times as much. */
  readonly rates?: Omit<EstimateOptions, 'origin' | 'horizon' | 'birthsKnownTo' | 'chooseFrom'> | undefined
}

const usualOrigins = 6
/** Past origins more, at which promises are judged where that is asked for. */
const judgedOrigins = 5
/** Counted years before the first past origin: a ratio needs two, a method that weighs its own history a third. */
const historyNeeded = 3
/** Years before a past origin whose entering cohort must be known for the entry ratio to have a history. */
const entryHistory = 2

/**
 * Forecasts from past origins and sets the counts beside, both from data up to `origin` only.
 *
 * Births that are known today are known to the past forecasts too: what births not known yet add is estimated from births (`spreadOfBirths`).
 *
 * @returns `forecast` and `actual` [origin, area, grade, lead] in pupils; NaN where the grade was not counted or lies after `origin`
 * @throws `invalid-option` for origins or leads that are no positive integers, or when `origin` lies before the first count
 * Cost: that of `estimateRates` once per past origin.
 */
export function pastErrors(dataset: Dataset, options: PastErrorOptions): PastErrors {
  const verb = 'pastErrors'
  requireNoun(dataset, aDataset, verb)
  requireObject(options, 'options', verb, 2)
  const leads = requireInteger(options.leads ?? 5, 1, 'leads', verb)
  const wanted = requireInteger(options.origins ?? usualOrigins, 1, 'origins', verb)
  const counts = countsTo(dataset, options.origin)
  // A base year that is reconstructed without any count has no past forecasts either.
  if (counts.years.length === 0 && dataset.pupils.axes.year.labels.length > 0) throw new PlacesError('invalid-option', `${verb}: origin must not lie before the first count, got ${options.origin}`, { where: { option: 'origin' } })
  const origins = counts.years.filter((year, i) => i >= historyNeeded - 1 && year < options.origin).slice(-wanted)
  const [areas, grades] = [dataset.planningAreas, dataset.ladder.grades]
  const forecast = new Float64Array(origins.length * areas.length * grades.length * leads).fill(Number.NaN)
  const actual = forecast.slice()
  origins.forEach((origin, o) => compareFrom(dataset, options, counts, { origin, leads, offset: o * areas.length * grades.length * leads }, forecast, actual))
  return Object.freeze({
    areas,
    regions: regionsOf(dataset),
    grades: grades.map((grade) => grade.id),
    entry: grades.map((grade) => grade.entry),
    origins,
    leads,
    forecast,
    actual,
  })
}

interface PastRun {
  readonly origin: number
  readonly leads: number
  readonly offset: number
}

function compareFrom(dataset: Dataset, options: PastErrorOptions, counts: Counts, { origin, leads, offset }: PastRun, forecast: Float64Array, actual: Float64Array): void {
  const horizon = Math.min(leads, options.origin - origin)
  const { pupils } = projectPupils(estimateRates(dataset, { ...options.rates, origin, horizon, birthsKnownTo: options.birthsKnownTo, chooseFrom: 0 }))
  const [areaStep, gradeStep] = [strideOf(pupils, 'area'), strideOf(pupils, 'grade')]
  const { grades } = dataset.ladder
  for (const [a, area] of dataset.planningAreas.entries()) {
    const births = findCohortSource(dataset, area, { knownTo: options.birthsKnownTo })
    grades.forEach((grade, g) => {
      const position = positionOf(pupils.axes.grade, grade.id)
      if (position < 0 || Number.isNaN(counts.at(a, g, origin))) return
      const entered = grades.findLastIndex((each, i) => i <= g && each.entry)
      // Before births were given, entrants had to be forecast without them: those errors say nothing of a forecast that has them.
      const beforeBirths = births !== undefined && Number.isNaN(births.knownCohort(grades[entered]!.age, Math.min(origin, births.lastYear + grades[entered]!.age) - entryHistory))
      for (let lead = 1; lead <= (beforeBirths ? Math.min(horizon, g - entered) : horizon); lead++) {
        const at = offset + (a * grades.length + g) * leads + lead - 1
        forecast[at] = pupils.values[a * areaStep + position * gradeStep + lead]!
        actual[at] = counts.at(a, g, origin + lead)
      }
    })
  }
}

export interface DispersionOfOptions extends PastErrorOptions, Pick<DispersionOptions, 'housing' | 'participation' | 'gradeCorrelation'> {
  /**
   * Whether promises at five more past origins correct the spread lead by lead, see `recalibrate`; false when left out. It helps where a spread keeps
   * growing or shrinking over ten counted years or more. Measured by `npm run coverage -- --recalibrate` it narrows what is promised one year ahead for
   * US states, whose coverage comes nearer to it by up to a point and a half, and lowers that of New Jersey districts by up to a point, most at two years,
   * where it was low already. Five to ten times the cost.
   */
  readonly recalibrate?: boolean | undefined
}

/** The name of the area above each area: areas of one region share its shocks. */
export function regionsOf(dataset: Dataset): readonly string[] {
  return dataset.planningAreas.map((id) => dataset.areas.find((area) => area.id === id)?.parent ?? '')
}

/**
 * Estimates how far forecasts from `origin` will be out, from the errors that the same method made at past origins.
 *
 * @throws as `pastErrors`
 * Cost: that of `estimateRates` once per past origin.
 */
export function dispersionOf(dataset: Dataset, options: DispersionOfOptions): Dispersion {
  requireNoun(dataset, aDataset, 'dispersionOf')
  requireObject(options, 'options', 'dispersionOf', 2)
  const window = options.origins ?? usualOrigins
  const { origin, housing, gradeCorrelation, participation = spreadOfParticipation(dataset, options) } = options
  const spreads = { origin, housing, gradeCorrelation, participation, births: spreadOfBirths(dataset, { knownTo: options.birthsKnownTo }) }
  if (options.recalibrate !== true) return estimateDispersion(pastErrors(dataset, options), spreads)
  return recalibrate(pastErrors(dataset, { ...options, origins: window + judgedOrigins }), { ...spreads, window })
}
