// The common course of unfed grades of a region: a robust index of their counts, its filtered level at the origin, and a damped trend.
// The trend is what a mean of recent changes cannot see until it is late, so it is steepened beyond a dead zone, but never above that mean, and damped
// (Gardner and McKenzie 1985, doi 10.1287/mnsc.31.10.1237). It is the part of the method that a backtest is most sensitive to.

import { unfed } from './constants.js'
import { cumulate, yearlyGrowth } from './count-growth.js'
import { stepLevel } from './level-filter.js'
import { clip, confidence, medianInPlace } from './medians.js'
import type { RatioEstimator } from './regional-ratio.js'

/** All on the log scale. */
export interface UnfedIndex {
  /** Index by year. */
  readonly index: Float64Array
  /** Filtered level of the index at the origin. */
  readonly level: number
  /** Growth beyond the level by lead. */
  readonly growth: Float64Array
}

/**
 * @param counts [row, year] of the unfed grades, the last year positive
 * @param rows those of one region
 */
export function forecastUnfedIndex(counts: Float64Array, years: number, rows: readonly number[], horizon: number, estimator: RatioEstimator): UnfedIndex {
  const changes = yearlyGrowth(counts, years, rows, estimator)
  const index = cumulate(changes)
  const noise = samplingVariances(counts, years, rows)
  const trend = trendOf(changes, noise, rows.length)
  const drift = unfed.indexDrift ** 2 + unfed.indexDriftPerArea / rows.length
  const oneYear = (drift * (1 - unfed.indexGain)) / unfed.indexGain ** 2
  const filter = { level: Number.NaN, variance: 0 }
  for (let t = 0; t < years; t++) {
    const observed = Number.isNaN(noise[t]!) ? Number.NaN : index[t]!
    stepLevel(filter, observed, noise[t]! + oneYear, drift, unfed.surpriseConstant + unfed.surpriseDeviations * Math.sqrt(noise[t]!), trend)
  }
  const growth = new Float64Array(horizon)
  for (let lead = 1, sum = 0; lead <= horizon; lead++) {
    sum += unfed.trendDamping ** lead
    growth[lead - 1] = trend * sum
  }
  return { index, level: filter.level, growth }
}

/** Sampling variance of the region's log count by year; NaN where nothing was counted. */
function samplingVariances(counts: Float64Array, years: number, rows: readonly number[]): Float64Array {
  const variances = new Float64Array(years)
  for (let t = 0; t < years; t++) {
    let information = 0
    for (const row of rows) {
      const count = counts[row * years + t]!
      if (count > 0) information += 1 / (unfed.samplingConstant + 1 / count)
    }
    variances[t] = information > 0 ? 1 / information : Number.NaN
  }
  return variances
}

function trendOf(changes: Float64Array, noise: Float64Array, areas: number): number {
  const recent = changes.slice(-unfed.trendYears).filter((each) => !Number.isNaN(each))
  if (recent.length === 0) return 0
  const middle = medianInPlace(recent.slice(), recent.length)
  const mean = recent.reduce((sum, each) => sum + middle + clip(each - middle, unfed.trendClip), 0) / recent.length
  const known = noise.filter((each) => !Number.isNaN(each))
  const typicalNoise = medianInPlace(known, known.length)
  // The index of few areas moves with each of them: what looks like a trend of the region may be one area's.
  const reliability = unfed.indexDrift ** 2 / (unfed.indexDrift ** 2 + typicalNoise + unfed.trendNoisePerArea / areas)
  const steepened = Math.abs(mean) * unfed.trendSteepness * confidence(recent.length, unfed.trendPriorYears) * reliability
  return Math.sign(mean) * Math.min(Math.abs(mean), Math.max(0, steepened - unfed.trendDeadZone))
}
