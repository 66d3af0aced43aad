// A local level, filtered robustly: `observed = level + noise`, `level = last level + change` (Harvey 1989, Forecasting, Structural Time Series
// Models and the Kalman Filter, 4.1), with surprises clipped so that one odd year cannot carry the level away (Masreliez and Martin 1977).

export interface LevelFilter {
  /** NaN before the first observation. */
  level: number
  /** Variance of the level. */
  variance: number
}

/**
 * One year on, and one observation when there is one. The first observation sets the level.
 *
 * @param observed NaN when there is none
 * @param change yearly variance of the level; `trend` its expected change
 * @param bound surprises further than this from 0 count as this
 */
export function stepLevel(filter: LevelFilter, observed: number, noise: number, change: number, bound: number, trend = 0): void {
  if (Number.isNaN(filter.level)) {
    if (Number.isNaN(observed)) return
    filter.level = observed
    filter.variance = noise
    return
  }
  filter.level += trend
  filter.variance += change
  if (Number.isNaN(observed)) return
  const gain = filter.variance / (filter.variance + noise)
  filter.level += gain * Math.min(Math.max(observed - filter.level, -bound), bound)
  filter.variance *= 1 - gain
}
