// Durations and delays as plain data: what may be written in a table, kept in a file and sent to a worker. The verbs are in distributions.ts.

/** Always this value. */
export interface FixedDistribution {
  readonly kind: 'fixed'
  readonly value: number
}

/** Every value from `low` to `high` alike. */
export interface UniformDistribution {
  readonly kind: 'uniform'
  readonly low: number
  readonly high: number
}

/** A straight rise from `low` to the likeliest value and a straight fall to `high`. */
export interface TriangularDistribution {
  readonly kind: 'triangular'
  readonly low: number
  readonly mode: number
  readonly high: number
}

/** The beta distribution of three-point estimates: mean (low + weight × mode + high) ÷ (weight + 2). */
export interface PertDistribution {
  readonly kind: 'pert'
  readonly low: number
  readonly mode: number
  readonly high: number
  /** Weight of the likeliest value against the two ends; 4 when left out. */
  readonly weight?: number | undefined
}

export interface NormalDistribution {
  readonly kind: 'normal'
  readonly mean: number
  readonly deviation: number
}

/** The logarithm is normal: half lies below `median`; `spread` is the standard deviation of the logarithm (0.3 is about ±35 %). */
export interface LognormalDistribution {
  readonly kind: 'lognormal'
  readonly median: number
  readonly spread: number
}

/** Like the normal with longer tails; `spread` is the scale, its standard deviation × √3 ÷ π. */
export interface LogisticDistribution {
  readonly kind: 'logistic'
  readonly median: number
  readonly spread: number
}

/** The logarithm is logistic with scale `spread`: longer tails than the lognormal; no mean from a spread of 1 on. */
export interface LoglogisticDistribution {
  readonly kind: 'loglogistic'
  readonly median: number
  readonly spread: number
}

/** The law of largest values: early by little, late by much. */
export interface GumbelDistribution {
  readonly kind: 'gumbel'
  readonly mode: number
  readonly spread: number
}

/** Time until something ends at a rate that rises (shape above 1) or falls; 63.2 % lie below `scale`. */
export interface WeibullDistribution {
  readonly kind: 'weibull'
  readonly scale: number
  readonly shape: number
}

/** Values as observed. Chances that add up to less than 1 leave the rest to "never": infinitely late. */
export interface EmpiricalDistribution {
  readonly kind: 'empirical'
  /** In rising order. */
  readonly values: readonly number[]
  /** One for each value; all alike when left out. */
  readonly chances?: readonly number[] | undefined
}

/** Another distribution × `factor` + `shift`: months into days, a ratio into a duration, a margin on top. */
export interface ScaledDistribution {
  readonly kind: 'scaled'
  readonly of: Distribution
  /** Above 0; 1 when left out. */
  readonly factor?: number | undefined
  /** 0 when left out. */
  readonly shift?: number | undefined
}

/** A duration, a delay or any other number that is not certain. The unit is the user's. */
export type Distribution =
  | FixedDistribution
  | UniformDistribution
  | TriangularDistribution
  | PertDistribution
  | NormalDistribution
  | LognormalDistribution
  | LogisticDistribution
  | LoglogisticDistribution
  | GumbelDistribution
  | WeibullDistribution
  | EmpiricalDistribution
  | ScaledDistribution
