// What goes into the hierarchical forecast and what comes out: typed arrays by position, no labels.

import { PlacesError, requireInteger } from '../../core/error.js'

/** Everything known up to the origin, oldest year first, the origin last. NaN = not observed. */
export interface RatioPanel {
  readonly areas: number
  readonly grades: number
  readonly years: number
  /** Years to forecast. */
  readonly horizon: number
  /** Pupils [area, grade, year]; grade 0 is an entry grade. */
  readonly pupils: Float64Array
  /** Births of the entering cohort [area, year + horizon]: history, then future, in which an unknown number is held at the one before. An area whose future is not all positive is one without births. */
  readonly cohorts?: Float64Array
  /** Region of each area, 0 … regions − 1. */
  readonly regions: Int32Array
}

/** `next pupils = progression · pupils in the grade below + entry`, one of the two being 0. */
export interface PanelForecast {
  /** Ratio into a grade [area, grade, lead 1 … horizon]; 0 for grades filled by entry. */
  readonly progression: Float64Array
  /** Pupils who enter [area, grade, lead]: births × ratio, or the forecast level of a grade that nothing feeds. */
  readonly entry: Float64Array
  /** Pupils per birth [area, lead]; 0 where the entry grade has no pupils, NaN without births. */
  readonly entryRatio: Float64Array
  readonly components: PanelComponents
  readonly guarded: readonly GuardedCell[]
}

/** Why the forecast is what it is. Variances are of relative deviations: 0.0004 is a standard deviation of 2 %. */
export interface PanelComponents {
  /** Level of the ratio of a region at the origin [region, grade]; 1 where nothing is known. */
  readonly regionalRatio: Float64Array
  /** Predicted deviation of an area's ratio from its region [area, grade, lead], beyond `kept`. */
  readonly deviation: Float64Array
  /** The part of an area's deviation that is too large to be shrunk [area, grade]. */
  readonly kept: Float64Array
  /**
   * How much of its own deviation an area's grade keeps [area, grade]: were all its ratios 10 % above the region's, 10 % × this is forecast for the first year.
   * 0 where it has none, 1 where it is forecast from its own level.
   */
  readonly ownWeight: Float64Array
  /** Variance [grade] of the slow and of the fast part of a deviation, area-wide part included. */
  readonly slow: Float64Array
  readonly fast: Float64Array
  /** One-year noise [grade]: `noiseConstant + noisePerPupil ÷ pupils`. */
  readonly noiseConstant: Float64Array
  readonly noisePerPupil: Float64Array
  readonly regional: RegionalVariation
  readonly areaWide: AreaWideVariance
  /** Correlation of the noise of a cohort in a grade with its noise in the next [grade], ≤ 0. */
  readonly cohortReversal: Float64Array
  /** Share of an entry shock that shows in the next grade's ratio, ≤ 0. */
  readonly reboundShare: number
}

/** How the log ratio of a region moves: yearly change of its level, one-year part, and a factor of the sampling variance; a factor of the first two by grade. */
export interface RegionalVariation {
  readonly drift: number
  readonly oneYear: number
  readonly samplingFactor: number
  readonly gradeFactor: Float64Array
}

/** Variances of the part of a deviation that all grades of an area but the entry grade share. */
export interface AreaWideVariance {
  readonly oneYear: number
  readonly slow: number
  readonly fast: number
}

/**
 * What was not taken at face value. With `year` (position in the panel) a count was left out or clipped; without, the forecast itself follows a rule.
 *
 * `opening`: the grade is expected to open next year at the region's ratio · `closing`: no pupils where some were due ·
 * `not-a-ratio`: far more pupils than the grade below had · `spike`: a ratio that stands out in one year was moved towards its neighbours
 */
export interface GuardedCell {
  readonly area: number
  readonly grade: number
  readonly reason: 'opening' | 'closing' | 'not-a-ratio' | 'spike'
  readonly year?: number
}

/**
 * Checks lengths and regions.
 *
 * @returns the number of regions
 * @throws `invalid-option` for a size that is no whole number ≥ 1 or a negative region, `shape-mismatch` for an array of another length
 */
export function checkPanel(panel: RatioPanel): number {
  const { areas, grades, years, horizon, pupils, cohorts, regions } = panel
  for (const [name, size] of Object.entries({ areas, grades, years, horizon })) requireInteger(size, 1, name, 'forecastPanel')
  requireLength('pupils', pupils.length, areas * grades * years)
  requireLength('regions', regions.length, areas)
  if (cohorts !== undefined) requireLength('cohorts', cohorts.length, areas * (years + horizon))
  let last = 0
  for (const region of regions) last = Math.max(last, requireInteger(region, 0, 'regions', 'forecastPanel'))
  return last + 1
}

function requireLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new PlacesError('shape-mismatch', `forecastPanel: ${name} must have ${expected} numbers, got ${length}`, { where: { option: name } })
}
