// Grades that neither a grade below nor births explain: an area's own level around the common course of its region.
// `count = mean · (1 + deviation) · index`, the mean unknown, the deviation fading slowly, predicted by generalised least squares
// (Goldberger 1962, doi 10.1080/01621459.1962.10480665) with variances fitted to a variogram of all such areas.

import { factorBand, solveLowerBand, solveUpperBand } from '../../numeric/cholesky.js'
import { addRow, createNormalEquations, solveNonNegative } from '../../numeric/least-squares.js'
import { unfed } from './constants.js'
import { blendGeometric, clip, confidence } from './medians.js'
import { createRatioEstimator } from './regional-ratio.js'
import { forecastUnfedIndex } from './unfed-index.js'
import type { UnfedIndex } from './unfed-index.js'

/**
 * Forecasts pupils [row, lead] of one grade.
 *
 * @param counts [row, year], NaN where not observed, the last year positive
 * @param regions region of each row
 */
export function forecastUnfed(counts: Float64Array, years: number, regions: readonly number[], horizon: number): Float64Array {
  const rows = regions.length
  const estimator = createRatioEstimator(rows)
  const indexOf = new Map<number, UnfedIndex>()
  for (const region of new Set(regions)) {
    const members = regions.flatMap((each, row) => (each === region ? [row] : []))
    indexOf.set(region, forecastUnfedIndex(counts, years, members, horizon, estimator))
  }
  const indexes = regions.map((region) => indexOf.get(region)!)
  const relative = relativeCounts(counts, years, indexes)
  const model = fitVariances(relative, years)
  const forecast = new Float64Array(rows * horizon)
  const band = new Float64Array(years * years)
  const solved = new Float64Array(years)
  for (let row = 0; row < rows; row++) {
    solveRow(relative, row, years, model, band, solved)
    const { level, growth } = indexes[row]!
    for (let lead = 1; lead <= horizon; lead++) {
      let deviation = 0
      for (let t = 0; t < years; t++) deviation += (model.deviation * unfed.persistence ** (years - 1 + lead - t) + unfed.meanVariance) * solved[t]!
      forecast[row * horizon + lead - 1] = Math.max(relative.mean[row]! * (1 + deviation), 0) * Math.exp(level + growth[lead - 1]!)
    }
  }
  return forecast
}

/** Counts taken relative to the index of their region and their own mean. */
interface RelativeCounts {
  readonly mean: Float64Array
  /** [row, year]; NaN where there is no count. */
  readonly deviation: Float64Array
  /** Pupils expected, at least 1. */
  readonly expected: Float64Array
}

function relativeCounts(counts: Float64Array, years: number, indexes: readonly UnfedIndex[]): RelativeCounts {
  const mean = new Float64Array(indexes.length)
  const deviation = new Float64Array(counts.length)
  const expected = new Float64Array(counts.length)
  indexes.forEach(({ index }, row) => {
    let [sum, known] = [0, 0]
    for (let t = 0; t < years; t++) {
      const count = counts[row * years + t]!
      if (!(count > 0)) continue
      sum += count / Math.exp(index[t]!)
      known++
    }
    mean[row] = sum / known
    for (let t = 0; t < years; t++) {
      const cell = row * years + t
      const due = mean[row]! * Math.exp(index[t]!)
      deviation[cell] = counts[cell]! > 0 ? clip(counts[cell]! / due - 1, unfed.deviationClip) : Number.NaN
      expected[cell] = Math.max(due, 1)
    }
  })
  return { mean, deviation, expected }
}

/** Variances of a relative count: of the deviation, and of the noise, `constant + perPupil ÷ pupils`. */
interface UnfedVariances {
  readonly deviation: number
  readonly constant: number
  readonly perPupil: number
}

function fitVariances({ deviation, expected }: RelativeCounts, years: number): UnfedVariances {
  const equations = createNormalEquations(3)
  const terms = Float64Array.of(0, 1, 0)
  let pairs = 0
  for (let lag = 1; lag <= Math.min(unfed.lags, years - 1); lag++) {
    terms[0] = 1 - unfed.persistence ** lag
    for (let cell = lag; cell < deviation.length; cell++) {
      const difference = deviation[cell]! - deviation[cell - lag]!
      if (cell % years < lag || Number.isNaN(difference)) continue
      const perHead = (1 / expected[cell]! + 1 / expected[cell - lag]!) / 2
      const half = Math.min(difference ** 2 / 2, unfed.differenceCap * (unfed.roughPerYear * lag + unfed.roughPerPupil * perHead))
      terms[2] = perHead
      addRow(equations, terms, half, 1 / (unfed.roughPerYear * Math.sqrt(lag) + perHead) ** 2 / lag)
      pairs++
    }
  }
  if (pairs === 0) return { deviation: unfed.deviation, constant: unfed.constantNoise, perPupil: unfed.perPupil }
  const fitted = solveNonNegative(equations)
  const weight = confidence(pairs, unfed.priorPairs)
  return {
    deviation: blendGeometric(weight, Math.max(fitted[0]!, unfed.deviationLeast), unfed.deviation),
    constant: weight * fitted[1]! + (1 - weight) * unfed.constantNoise,
    perPupil: weight * Math.min(fitted[2]!, unfed.perPupilMost) + (1 - weight) * unfed.perPupil,
  }
}

/** Leaves in `solved` the inverse covariance of a row's deviations times these, 0 where there is no count. */
function solveRow({ deviation, expected }: RelativeCounts, row: number, years: number, model: UnfedVariances, band: Float64Array, solved: Float64Array): void {
  const width = years - 1
  for (let t = 0; t < years; t++) {
    const cell = row * years + t
    const known = !Number.isNaN(deviation[cell]!)
    solved[t] = known ? deviation[cell]! : 0
    for (let s = 0; s < t; s++) {
      const both = known && !Number.isNaN(deviation[row * years + s]!)
      band[t * years + width - t + s] = both ? model.deviation * unfed.persistence ** (t - s) + unfed.meanVariance : 0
    }
    const noise = model.constant + model.perPupil / expected[cell]! + unfed.leastNoise
    band[t * years + width] = known ? model.deviation + unfed.meanVariance + noise : 1
  }
  factorBand(band, years, width)
  solveLowerBand(band, years, width, solved, 1, 1)
  solveUpperBand(band, years, width, solved, 1, 1)
}
