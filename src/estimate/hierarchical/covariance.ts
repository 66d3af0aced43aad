// The covariances the prediction rests on, as tables by distance in years. Two deviations of a grade share its slow and fast part, two of an area
// (entry grade apart) the area-wide parts, and the noise of a cohort in two neighbouring grades is correlated.

import { factorBand } from '../../numeric/cholesky.js'
import type { RatioCells } from './cells.js'
import { areaWide, variance } from './constants.js'
import type { VarianceComponents } from './noise.js'
import type { AreaWideVariance } from './panel.js'

export interface CovarianceModel {
  readonly components: VarianceComponents
  readonly areaWide: AreaWideVariance
  readonly cohortReversal: Float64Array
  /** Variances of a grade's own slow and fast part, the area-wide parts taken off [grade]. */
  readonly ownSlow: Float64Array
  readonly ownFast: Float64Array
  /** Covariance of two deviations of a grade by distance, area-wide part and noise apart [grade, distance in years]. */
  readonly own: Float64Array
  /** Powers of the yearly persistence [distance in years, up to the window and the horizon]. */
  readonly slowPower: Float64Array
  readonly fastPower: Float64Array
  /** Lower triangle F with F·Fᵀ the area-wide covariance of the years of the window; undefined when there is none. */
  readonly areaWideFactor: Float64Array | undefined
}

export function buildCovariance(cells: RatioCells, components: VarianceComponents, shared: AreaWideVariance, cohortReversal: Float64Array, horizon: number): CovarianceModel {
  const { grades, years } = cells
  const slowPower = Float64Array.from({ length: years + horizon }, (_, distance) => variance.slowPersistence ** distance)
  const fastPower = Float64Array.from({ length: years + horizon }, (_, distance) => variance.fastPersistence ** distance)
  const ownOf = (part: Float64Array, sharedPart: number): Float64Array => part.map((each, grade) => (grade === 0 ? each : Math.max(each - sharedPart, areaWide.ownLeast * each)))
  const ownSlow = ownOf(components.slow, shared.slow)
  const ownFast = ownOf(components.fast, shared.fast)
  const own = new Float64Array(grades * years)
  for (let grade = 0; grade < grades; grade++) {
    for (let distance = 0; distance < years; distance++) own[grade * years + distance] = ownSlow[grade]! * slowPower[distance]! + ownFast[grade]! * fastPower[distance]!
  }
  return { components, areaWide: shared, cohortReversal, ownSlow, ownFast, own, slowPower, fastPower, areaWideFactor: factorAreaWide(years, shared, slowPower, fastPower) }
}

/** Noise variance of a deviation of which `expected` pupils were due, without the area-wide one-year part. */
export function ownNoise({ components, areaWide: shared }: CovarianceModel, grade: number, expected: number): number {
  const whole = components.noiseConstant[grade]! + components.noisePerPupil[grade]! / expected
  return grade === 0 ? whole : Math.max(whole - shared.oneYear, areaWide.ownNoiseLeast * whole)
}

function factorAreaWide(years: number, shared: AreaWideVariance, slowPower: Float64Array, fastPower: Float64Array): Float64Array | undefined {
  const width = years - 1
  const band = new Float64Array(years * years)
  for (let i = 0; i < years; i++) {
    for (let j = 0; j <= i; j++) band[i * years + width - i + j] = shared.slow * slowPower[i - j]! + shared.fast * fastPower[i - j]! + (i === j ? shared.oneYear : 0)
  }
  // All parts 0, or too small to matter: not positive definite.
  if (!factorBand(band, years, width)) return undefined
  const factor = new Float64Array(years * years)
  for (let i = 0; i < years; i++) for (let j = 0; j <= i; j++) factor[i * years + j] = band[i * years + width - i + j]!
  return factor
}
