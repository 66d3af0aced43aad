// Rolling-origin backtest: forecast from every origin with only what was known then, and compare with what was counted later.

import { positionOf } from '../core/axis.js'
import { strideOf } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import { aDataset } from '../core/nouns.js'
import type { Dataset } from '../input/dataset.js'
import { calibrate, summariseCalibration } from './calibration.js'
import type { CalibrationOptions, CalibrationScore } from './calibration.js'
import type { Forecaster } from './forecasters.js'
import { relativeBias, weightedError } from './scores.js'
import type { ScoredInterval } from './score-origin.js'

export interface BacktestOptions {
  /** Forecasters by name. */
  readonly methods: Readonly<Record<string, Forecaster>>
  /** School years from which forecasts are made. */
  readonly origins: readonly number[]
  /** Years ahead that are scored. */
  readonly leads: readonly number[]
  /** Births are known up to origin + this; −1 means up to the year before. All that are given when left out. */
  readonly birthsLag?: number | undefined
  /** Last school year that is scored. */
  readonly maxYear?: number | undefined
  /** Pairs whose area has fewer pupils in the origin year are left out. */
  readonly minPupils?: number | undefined
  /** Keeps each pair's errors by grade, for `summariseByGrade`; true when left out. Without them large backtests need far less memory. */
  readonly keepGrades?: boolean | undefined
  /** Called before each origin, for a progress line; once more for its futures where these are simulated. */
  readonly onProgress?: ((origin: number) => void) | undefined
}

/** What of `calibrate` is not already said by the backtest: draws, seed, levels of intervals, how dispersion and rates are estimated. */
export type BacktestSimulation = Omit<CalibrationOptions, 'origins' | 'leads' | 'birthsLag' | 'maxYear' | 'minPupils' | 'onProgress'>

export interface SimulatedBacktestOptions extends BacktestOptions {
  /** Draws futures from the same origins too, by the river's own method, and scores their intervals; `{}` takes every default. */
  readonly simulate: BacktestSimulation
}

/** Point errors of every method, and what the intervals of many futures held from the same origins. */
export interface SimulatedBacktest {
  readonly pairs: readonly ScoredPair[]
  /** One row per number, origin and lead, as from `calibrate`; `summariseCalibration` groups them otherwise. */
  readonly intervals: readonly ScoredInterval[]
  /** Coverage of the 50, 80, 90 and 95 % intervals, pinball loss and CRPS by level (grade, stage, area, district) and lead. */
  readonly calibration: readonly CalibrationScore[]
}

/** One forecast of one area from one origin at one lead, scored. */
export interface ScoredPair {
  readonly method: string
  readonly area: string
  readonly origin: number
  readonly lead: number
  /** Pupils of all grades that happened, and that were forecast. */
  readonly actual: number
  readonly forecast: number
  /** |forecast − actual| ÷ actual of the area's total. */
  readonly totalError: number
  /** Σ over grades |forecast − actual| ÷ Σ actual. */
  readonly gradeError: number
  /** (forecast − actual) ÷ actual of the total. */
  readonly bias: number
  /** The grades scored, in the order of the ladder, with what happened and |forecast − actual| in each. */
  readonly grades: readonly string[]
  readonly gradeActuals: Float64Array
  readonly gradeDistances: Float64Array
}

/**
 * Backtests forecasters on the counts of a dataset.
 *
 * A pair is scored when every grade that the area has at the origin is counted in the target year and the actual total is positive.
 * The same pairs are scored for every method: one that a method cannot forecast is left out for all.
 *
 * With `simulate` futures are drawn from the same origins as well, rates and dispersion from the counts up to each origin only, and scored as
 * `calibrate` does: a stage or an area as the sum of its grades, a district as the sum of its areas within each draw.
 *
 * @returns one row per method, area, origin and lead; with `simulate` these as `pairs`, and `calibration` beside them
 * @throws `invalid-option` when there are no methods, origins or leads, or as `calibrate`
 * Cost: that of the methods, once per origin, plus O(areas × grades × leads); with `simulate` that of `calibrate` more.
 * @example
 * const ladder = createLadder('six', 6, [{ id: 'lower', en: 'Lower', zh: '低', grades: ['1', '2', '3'] }, { id: 'upper', en: 'Upper', zh: '高', grades: ['4', '5', '6'] }])
 * const pupils = ['north', 'south'].flatMap((area) => Array.from({ length: 60 }, (_, i) => ({ area, year: 2013 + (i % 10), grade: `${1 + Math.floor(i / 10)}`, pupils: 100 + ((i * 7) % 13) })))
 * const dataset = parseInputs({ areas: [{ area: 'city' }, { area: 'north', parent: 'city' }, { area: 'south', parent: 'city' }], pupils }, { ladder })
 * const { calibration } = backtest(dataset, { methods: { naive: naiveForecaster }, origins: [2019, 2020, 2021], leads: [1], simulate: { draws: 50 } })
 * calibration.filter(({ share }) => share === 0.9).map(({ level, pairs }) => [level, pairs]) // [['grade', 36], ['stage', 12], ['area', 6], ['district', 3]]
 */
export function backtest(dataset: Dataset, options: SimulatedBacktestOptions): SimulatedBacktest
export function backtest(dataset: Dataset, options: BacktestOptions): readonly ScoredPair[]
export function backtest(dataset: Dataset, options: BacktestOptions & Partial<SimulatedBacktestOptions>): readonly ScoredPair[] | SimulatedBacktest {
  requireNoun(dataset, aDataset, 'backtest')
  requireObject(options, 'options', 'backtest', 2)
  const pairs = scorePairs(dataset, options)
  const { simulate, origins, leads, birthsLag, maxYear, minPupils, onProgress } = options
  if (simulate === undefined) return pairs
  const intervals = calibrate(dataset, { ...simulate, origins, leads, birthsLag, maxYear, minPupils, onProgress })
  return Object.freeze({ pairs, intervals, calibration: summariseCalibration(intervals) })
}

function scorePairs(dataset: Dataset, options: BacktestOptions): readonly ScoredPair[] {
  for (const name of ['origins', 'leads'] as const) if (!Array.isArray(options?.[name] as unknown)) throw new PlacesError('invalid-option', `backtest: ${name} must be a list, got ${String(options?.[name])}`, { where: { option: name } })
  const names = Object.keys(options.methods ?? {})
  if (names.length === 0 || options.origins.length === 0 || options.leads.length === 0) {
    throw new PlacesError('invalid-option', `backtest: methods, origins and leads must not be empty, got ${names.length}, ${options.origins.length} and ${options.leads.length}`)
  }
  const maxYear = Math.min(options.maxYear ?? Infinity, Math.max(...dataset.pupils.axes.year.labels))
  const rows: ScoredPair[] = []
  for (const origin of options.origins) {
    options.onProgress?.(origin)
    const leads = options.leads.filter((lead) => origin + lead <= maxYear)
    if (leads.length === 0) continue
    const question = { origin, horizon: Math.max(...leads), birthsKnownTo: options.birthsLag === undefined ? undefined : origin + options.birthsLag }
    const forecasts = names.map((name) => options.methods[name]!(dataset, question))
    for (const [a, area] of dataset.planningAreas.entries()) {
      const start = gradeCounts(dataset, a, origin)
      const size = start.reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0)
      if (!(size > 0) || size < (options.minPupils ?? 0)) continue
      for (const lead of leads) {
        const counts = gradeCounts(dataset, a, origin + lead)
        const scored = counts.flatMap((count, g) => (Number.isNaN(start[g]) && Number.isNaN(count) ? [] : [g]))
        const actuals = scored.map((g) => counts[g]!)
        if (actuals.some(Number.isNaN) || scored.some((g) => Number.isNaN(start[g])) || !(actuals.reduce((a1, b) => a1 + b, 0) > 0)) continue
        const labels = scored.map((g) => dataset.pupils.axes.grade.labels[g]!)
        const results = names.map((name, m) => scorePair({ method: name, area, origin, lead, grades: labels }, options.keepGrades ?? true, actuals, scored.map((g) => forecastAt(forecasts[m]!, dataset, area, g, origin + lead))))
        if (results.every((each) => each !== undefined)) rows.push(...results)
      }
    }
  }
  return rows
}

function gradeCounts(dataset: Dataset, area: number, year: number): number[] {
  const { pupils } = dataset
  const y = positionOf(pupils.axes.year, year)
  const [areaStep, gradeStep] = [strideOf(pupils, 'area'), strideOf(pupils, 'grade')]
  return pupils.axes.grade.labels.map((_, g) => (y < 0 ? Number.NaN : pupils.values[area * areaStep + g * gradeStep + y]!))
}

/** The middle of the draws; a grade that a forecaster leaves out is zero. */
function forecastAt(cube: Cube<readonly ['area', 'grade', 'year', 'draw']>, dataset: Dataset, area: string, grade: number, year: number): number {
  const [a, g, y] = [positionOf(cube.axes.area, area), positionOf(cube.axes.grade, dataset.pupils.axes.grade.labels[grade]!), positionOf(cube.axes.year, year)]
  if (a < 0 || y < 0) return Number.NaN
  if (g < 0) return 0
  const draws = cube.axes.draw.labels.length
  const at = a * strideOf(cube, 'area') + g * strideOf(cube, 'grade') + y * draws
  if (draws === 1) return cube.values[at]!
  const sorted = cube.values.slice(at, at + draws).sort()
  return (sorted[Math.floor((draws - 1) / 2)]! + sorted[Math.ceil((draws - 1) / 2)]!) / 2
}

const noGrades = new Float64Array(0)

function scorePair(what: Pick<ScoredPair, 'method' | 'area' | 'origin' | 'lead' | 'grades'>, keepGrades: boolean, actuals: readonly number[], forecasts: readonly number[]): ScoredPair | undefined {
  const actual = actuals.reduce((sum, value) => sum + value, 0)
  const forecast = forecasts.reduce((sum, value) => sum + value, 0)
  const [bias, gradeError] = [relativeBias(actual, forecast), weightedError(actuals, forecasts)]
  if (bias === undefined || gradeError === undefined || !Number.isFinite(forecast)) return undefined
  const score = { ...what, actual, forecast, totalError: Math.abs(bias), gradeError, bias }
  if (!keepGrades) return { ...score, grades: [], gradeActuals: noGrades, gradeDistances: noGrades }
  return { ...score, gradeActuals: Float64Array.from(actuals), gradeDistances: Float64Array.from(actuals, (value, i) => Math.abs(forecasts[i]! - value)) }
}
