// Past forecasts beside the counts that followed, as plain arrays: estimating the dispersion needs no more of the forecast than this.

export interface PastErrors {
  readonly areas: readonly string[]
  /** Name of the region of each area; '' for an area without one. */
  readonly regions: readonly string[]
  readonly grades: readonly string[]
  /** Whether a grade takes entrants from outside the ladder. The first does. */
  readonly entry: readonly boolean[]
  /** School years from which forecasts were made, ascending. */
  readonly origins: readonly number[]
  /** Years ahead that were compared: 1 … leads. */
  readonly leads: number
  /** Pupils [origin, area, grade, lead]. NaN where nothing was forecast. */
  readonly forecast: Float64Array
  /** Pupils [origin, area, grade, lead]. NaN where nothing was counted. */
  readonly actual: Float64Array
}
