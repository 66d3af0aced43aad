// Every number the method does not estimate from the counts, with its meaning.
// Sensitivity: the change in the mean absolute percentage error of an area's total when one number is changed, averaged over leads, on ten
// backtest panels (51 US states with and without births, New Jersey districts, New York City districts and schools, small subsets).
// "flat" = within ±0.5 % on all of them. Numbers without a remark are starting values that the data overrule within some dozens of cells.

/** Which counts are evidence for a ratio. */
export const evidence = {
  /** Ratios of the last so many years are used. 6: up to +2.1 %; 10: −0.3 %, −3.7 % where the window has a gap. */
  years: 8,
  /** None of at least so many expected pupils is a closure, not a ratio of 0. */
  structuralZero: 8,
  /** More than `largestRatio` per pupil below, and at least `largestRatioPupils`, is a grade filled from elsewhere. */
  largestRatio: 5,
  largestRatioPupils: 10,
  /** Variance of a relative ratio for weighting: constant + perPupil ÷ pupils. Constant 0.0001: −1.2 to +1.0 %; 0.002: up to +2.0 %. */
  weightConstant: 0.0003,
  weightPerPupil: 0.5,
} as const

/** The ratio of a region in a year, and its level. */
export const regional = {
  /** Huber: a ratio further than so many standard deviations from the centre loses weight; so many reweighting steps. */
  huberWidth: 2,
  huberSteps: 3,
  /** Sampling variance of a regional log ratio per pupil. Flat from 0.3 to 1.2. */
  samplingPerPupil: 0.6,
  /** Starting value: standard deviation of the yearly change of the log level. Flat from 0.002 to 0.008 (one panel +0.6 %). */
  drift: 0.004,
  /** Starting value: gain of the level filter without sampling noise, which sets the one-year part. Flat from 0.5 to 0.9. */
  gain: 0.7,
  /** Lags of the variogram of the log ratios. */
  lags: 5,
  /** Differences beyond so many robust standard deviations count as that many. */
  variogramCap: 3,
  /** Prior cells of the starting values of all grades, and of one grade's own scale. Flat from 10 to 150 (a gap: +1.6 %). */
  priorCells: 40,
  gradePriorCells: 20,
  /** Bounds of the fitted sampling factor; each other part is at least this share of both, and this. */
  samplingLeast: 0.2,
  samplingMost: 3,
  shareLeast: 0.05,
  partLeast: 1e-9,
  /** The squared robust scale of the differences is at least this when it weights them. */
  spreadLeast: 0.05,
  /** Surprises of the level filter are clipped at so many standard deviations. 1.5: +15 % after a gap; 5: +0.5 %. */
  surpriseCap: 2.4,
  /** Yearly return of the level of a region of one area to its mean; a region of n areas returns n times slower. Flat from 0 to 0.15. */
  reversion: 0.05,
} as const

/** How a shock in the entry grade passes into the next. Without it: −0.5 to +0.4 %. */
export const entryShock = {
  /** Fewest years of ratios. */
  leastYears: 4,
  /** An entry is compared with the mean of the two before it; shocks of an area and of a region are clipped (log scale). */
  areaClip: 0.6,
  regionClip: 0.15,
  /** The next ratio's deviation is clipped. */
  responseClip: 0.4,
  /** The share of the shock that is undone is between 0 and this; pulled to 0 by so many prior cells. 50 to 1,000: ±0.5 %. */
  shareMost: 0.5,
  priorCells: 300,
  leastCells: 3,
  /** A smaller shock is rounding: an area alone in its region has none of its own, and a slope on rounding errors would be any number. */
  leastShock: 1e-9,
} as const

/** Deviations of an area from its region. */
export const deviation = {
  /** Rough variance of a deviation for robust scales: constant + perPupil ÷ pupils. */
  roughConstant: 0.001,
  roughPerPupil: 0.6,
  /** Limited translation: the part of a typical deviation beyond so many robust scales is kept whole. 2.5: up to +2.0 %; none: −1.3 to +0.3 %. */
  translation: 7,
  /** A robust scale of the areas' deviations is at least this. */
  scaleLeast: 0.02,
  /** A robust scale relative to the rough variance is at least this. */
  relativeScaleLeast: 0.1,
  /** A smaller distance of a ratio from its area's middle is that middle itself, or rounding, and says nothing about the spread. */
  leastDistance: 1e-9,
  /** One-year spikes are clipped at so many scales inside a series. 2: ±0.3 %; none: −1.4 to +1.1 %. */
  spikeInside: 3,
  /** At both ends, where a spike cannot be told from a new level yet. 3: −0.8 to +0.4 %; none: up to +1.4 %. */
  spikeAtEnds: 5,
} as const

/** Variance components of the deviations. */
export const variance = {
  /** Yearly persistence of the slow part. 0.97: up to +0.8 %; 0.995: −1.1 to +0.4 %. */
  slowPersistence: 0.985,
  /** Yearly persistence of the fast part. 0.5: up to +1.2 %; 0.85: up to +0.8 %. */
  fastPersistence: 0.7,
  /** Moments are taken of deviations clipped at so many robust scales. 2.5: −0.9 to +0.1 %; none: up to +4.9 % with two years of history. */
  momentClip: 3,
  momentScaleLeast: 0.05,
  /** Lags of the autocovariance. */
  lags: 8,
  /** Starting values (variances of relative deviations): all grades, and the entry ratio. */
  slow: 8e-4,
  fast: 2e-4,
  entrySlow: 4e-3,
  entryFast: 4e-4,
  /** A weak wish that the fast part is a quarter of the slow: weight of that row in the fit. */
  fastShare: 0.25,
  fastShareWeight: 0.02,
  /** Prior pairs of years: of all grades together, and of one grade. */
  priorPairs: 30,
  gradePriorPairs: 50,
  /** Where no two years are known, prior cells and the division of what is seen into slow and fast. */
  singlePriorCells: 20,
  singleSlow: 0.8,
  singleFast: 0.2,
  /** A fitted part is at least this absolutely (all grades) and relative to the starting value (one grade). */
  least: 1e-6,
  leastShare: 0.02,
} as const

/** One-year noise of a deviation: constant + perPupil ÷ pupils. */
export const noise = {
  constant: 2e-4,
  entryConstant: 5e-4,
  /** Flat from 0.25 to 1. A ratio of heads of which nearly all move on varies less than Poisson, hence below 1. */
  perPupil: 0.5,
  perPupilLeast: 0.1,
  perPupilMost: 1,
  /** Entrants are counts of independent children: Poisson. */
  entryPerPupil: 1,
  entryPerPupilMost: 1.5,
  priorCells: 50,
  constantLeast: 2e-6,
  /** Standard deviation of a half squared change, for weights: constant + perPupil ÷ pupils. */
  spreadConstant: 0.001,
  spreadPerPupil: 0.5,
} as const

/** The part of a deviation that all grades of an area share. Without it: −1.3 to +2.3 %. */
export const areaWide = {
  /** Fewest grades. */
  leastGrades: 3,
  /** Weak wishes: fast a quarter of slow, one-year a fifth of slow, with the weights of those rows. */
  fastShare: 0.25,
  fastShareWeight: 0.02,
  yearShare: 0.2,
  yearShareWeight: 0.002,
  /** Pulled to 0 by so many prior areas. 10: up to +0.6 %; 200: −0.6 to +0.3 %. */
  priorAreas: 120,
  /** At most this share of a typical grade's slow and fast part, and of its noise. */
  mostOfPart: 0.9,
  mostOfNoise: 0.6,
  /** What is left to the grade alone is at least this share of its slow and fast part, and of its noise. */
  ownLeast: 0.1,
  ownNoiseLeast: 0.2,
} as const

/** A cohort that was counted high in one grade is counted lower in the next. Without it: up to +0.6 %. */
export const reversal = {
  /** Prior pairs of all grades together, and the sum of correlations they carry. */
  priorPairs: 100,
  priorSum: -10,
  /** Prior pairs of one grade, pulled to all grades. Flat from 50 to 300. */
  gradePriorPairs: 300,
  /** The correlation lies between −this and 0. Flat from 0.2 to 0.4. */
  most: 0.4,
} as const

/** Which grades stand in for a school that grows a grade a year. */
export const structure = {
  /** Share of the pupils below who are in areas that have the grade, for it to be expected to open. */
  opensFrom: 0.5,
  /** Years for which an empty grade that nobody was due in is still taken to exist: one empty cohort passes through. */
  remembered: 3,
} as const

/** Grades with neither a grade below nor births: a level with a damped regional trend. */
export const unfed = {
  /** Years of counts used. */
  years: 10,
  /** Counts that change by more than this factor and margin are not a trend. */
  plausibleFactor: 3,
  plausibleMargin: 10,
  /** Regional index: standard deviation of its yearly change, and its variance per area. 0.01 to 0.04: −0.6 to +1.4 %; flat. */
  indexDrift: 0.02,
  indexDriftPerArea: 0.015,
  /** Gain of the index filter without sampling noise. 0.7: −0.3 to +2.6 %; 1: −0.5 to +0.1 %. */
  indexGain: 0.95,
  /** Sampling variance of a log count, constant + 1 ÷ pupils; surprises are clipped at a constant + so many standard deviations. */
  samplingConstant: 0.0005,
  surpriseConstant: 0.05,
  surpriseDeviations: 2,
  /** Trend: mean yearly log change of the last so many years, each within ± `trendClip` of their median. 8 years: −2.2 to +9.6 %. */
  trendYears: 5,
  trendClip: 0.02,
  /** The trend is steepened, weighed against so many prior years, and counts beyond a dead zone only, never above its mean. */
  // The most sensitive numbers of the method: no trend −2.7 to +12 %; steepness 3 or 5: −3.4 to +6.2 %; dead zone 0.01 or 0.03: −3.4 to +6.6 %.
  // Measured around a steepness of 4, before the noise per area was added; 4.5 makes up for what that takes from districts.
  trendSteepness: 4.5,
  /**
   * Variance that each area's own yearly moves add to the index, ÷ areas. From 0 to 0.002 (at steepness 4) totals of five states without births
   * gain 5 % at five years and 8 % at ten, those of fifty up to 2 %, and 32 districts lose 4 % at three years; 0.005 loses them 8 %.
   */
  trendNoisePerArea: 0.0015,
  trendPriorYears: 4,
  trendDeadZone: 0.02,
  /** Yearly damping of the trend (Gardner and McKenzie 1985). 0.7 or 0.9: −1.8 to +1.7 %. */
  trendDamping: 0.8,
  /** Yearly persistence of an area's deviation from the index. 0.97: up to +0.6 %; 1: ±0.3 %. */
  persistence: 0.995,
  /** Starting values of the variances: deviation, constant noise, noise per pupil (at most 1.5; 0.5: −0.6 to +1.0 %). */
  deviation: 0.03,
  deviationLeast: 1e-3,
  constantNoise: 0.0005,
  perPupil: 1,
  perPupilMost: 1.5,
  priorPairs: 40,
  /** Variogram: lags; differences are clipped at a multiple of a rough variance; rows are weighted by another. */
  lags: 8,
  differenceCap: 9,
  roughPerYear: 0.003,
  roughPerPupil: 1.5,
  /** A yearly count is at most this many times its mean away from it. */
  deviationClip: 2,
  leastNoise: 1e-7,
  /** Variance of an area's unknown mean: so large that the area's own counts decide it. */
  meanVariance: 100,
} as const

/** Standard deviation of a normal sample per median absolute deviation. */
export const normalConsistency = 1.4826
