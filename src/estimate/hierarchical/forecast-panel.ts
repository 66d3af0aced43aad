// Forecast of progression ratios and entrants of many areas, each borrowing from its region as much as the counts say it should.
//
// A ratio is pupils of a grade ÷ pupils of the grade below a year before; into the entry grade, entrants ÷ births. For area a in region r, grade g, year t:
//
//   ratio(a, g, t) = M(r, g, t) · (1 + c(a, g) + x(a, g, t))
//
// 1  Evidence. Ratios of the last 8 years. Left out: 0 pupils where 8 or more were due (a closure), and at least 10 pupils that are more than 5 × those below.
// 2  Region. M is a weighted median improved by 3 Huber steps. Its log follows `level + one-year part + sampling noise`, the level a random walk; the
//    variances come from a variogram, the level at the origin from a robust local-level filter, and M(lead h) returns from it to the mean of
//    log M by 5 % ÷ areas of the region a year.
// 3  Rebound. An entry that stands out from the two before it is partly undone in grade 1 a year later, by a share estimated from all areas (−0.5 … 0).
// 4  Deviation of an area. c is the part of the area's median deviation beyond 7 robust standard deviations of all areas: too different to be shrunk.
//    One-year spikes of the rest are clipped. What remains is
//
//      x = slow(g) + fast(g) + wide_year + wide_slow + wide_fast + noise,   variance of the noise = noiseConstant + noisePerPupil ÷ pupils,
//
//    where slow fades by 1.5 % and fast by 30 % a year, the wide parts are shared by all grades but the entry grade, and the noise of a
//    cohort in two neighbouring grades is correlated by ρ ≤ 0 (a class counted high is counted lower a grade on).
// 5  Variances come from the counts of all areas: slow and fast from autocovariances, noise from yearly changes, the wide parts from products of
//    different grades, each by least squares with non-negative unknowns, each pulled to a starting value by some dozens of prior cells.
// 6  Prediction. x(lead h) is the best linear unbiased prediction from all ratios of the area: k(h)ᵀ·K⁻¹·x with K the covariance of its ratios and
//    k(h) that with the future. An area with few pupils or years gets the region's ratio, a large one with a steady difference its own.
// 7  Structure. A grade without pupils stays closed, unless the area grows a grade a year (it opens at the region's ratio) or fewer than 8 were due.
// 8  A grade with neither a grade below nor births is forecast as its own level: `mean · (1 + deviation) · regional index`, the index with a damped trend.
//
// The forecast is then `next pupils = progression · pupils below + entry`, which the kernel does. Sources stand with each step.

import { fitAreaWide } from './area-wide.js'
import { holdCohorts, readCells } from './cells.js'
import { fitCohortReversal } from './cohort-reversal.js'
import { buildCovariance } from './covariance.js'
import { measureDeviations } from './deviations.js'
import { fillGrades } from './fill-grades.js'
import { fitNoise } from './noise.js'
import { checkPanel } from './panel.js'
import type { GuardedCell, PanelForecast, RatioPanel } from './panel.js'
import { clipForMoments, fitPersistentParts } from './persistent-parts.js'
import { predictDeviations } from './prediction.js'
import { estimateRebound } from './rebound.js'
import type { Rebound } from './rebound.js'
import { forecastRegions } from './regional-level.js'
import { regionalRatios } from './regional-ratio.js'
import { fitRegionalVariation } from './regional-variation.js'
import { countsOf, readStructure } from './structure.js'

/**
 * Forecasts the ratios and entrants of all areas of a panel.
 *
 * For `horizon` years from the origin; what the panel holds is all that is used. Grades that were not observed at the origin count as having no pupils.
 *
 * @param panel counts and births as described at each field, in heads
 * @returns ratios and pupils, finite and ≥ 0 (`entryRatio` is NaN without births), with the variances behind them and what was not taken at face value
 * @throws `invalid-option` or `shape-mismatch` for sizes that do not fit each other
 * Cost: O(areas × grades² × window): 3,000 areas of 15 grades with 20 years take about a second.
 */
export function forecastPanel(panel: RatioPanel): PanelForecast {
  const regionCount = checkPanel(panel)
  const guarded: GuardedCell[] = []
  const base = holdCohorts(panel)
  const cells = readCells(panel, regionCount, base, guarded)
  const yearly = regionalRatios(cells)
  const rebound = estimateRebound(panel, cells, base, yearly)
  const deviations = measureDeviations(cells, yearly, rebound, guarded)

  const logRatios = withoutRebound(yearly.map(Math.log), rebound, panel.grades, cells.years)
  const variation = fitRegionalVariation(cells, logRatios, deviations.samplingVariance)
  const regions = forecastRegions(cells, logRatios, deviations.samplingVariance, variation, panel.horizon)

  const clipped = clipForMoments(cells, deviations)
  const components = fitNoise(cells, deviations, fitPersistentParts(cells, clipped, deviations.expected))
  const areaWide = fitAreaWide(cells, clipped, deviations.expected, components)
  const cohortReversal = fitCohortReversal(cells, clipped, deviations.expected, components)
  const model = buildCovariance(cells, components, areaWide, cohortReversal, panel.horizon)
  const prediction = predictDeviations(cells, deviations, model, pupilsDue(panel, regions.level), panel.horizon)

  const fillings = readStructure(panel, base, guarded)
  const filled = fillGrades(panel, base, fillings, { regions, rebound, kept: deviations.kept, deviation: prediction.deviation })
  fillings.forEach((filling, row) => {
    if (filling === 'unfed') prediction.ownWeight[row] = 1
  })
  return {
    ...filled,
    components: {
      regionalRatio: regions.level,
      deviation: prediction.deviation,
      kept: deviations.kept,
      ownWeight: prediction.ownWeight,
      slow: components.slow,
      fast: components.fast,
      noiseConstant: components.noiseConstant,
      noisePerPupil: components.noisePerPupil,
      regional: variation,
      areaWide,
      cohortReversal,
      reboundShare: rebound.share,
    },
    guarded,
  }
}

/** Log ratios [region, grade, year] with what earlier entry shocks did to grade 1 taken off. */
function withoutRebound(logRatios: Float64Array, rebound: Rebound, grades: number, years: number): Float64Array {
  if (grades < 2) return logRatios
  for (let i = 0; i < rebound.ofRegion.length; i++) {
    const [region, t] = [Math.floor(i / years), i % years]
    logRatios[(region * grades + 1) * years + t]! -= rebound.ofRegion[i]!
  }
  return logRatios
}

/** Pupils expected next year at the region's ratio [area, grade]. */
function pupilsDue(panel: RatioPanel, level: Float64Array): Float64Array {
  const { areas, grades, regions } = panel
  const now = countsOf(panel, panel.years - 1)
  const due = new Float64Array(areas * grades)
  for (let row = 0; row < due.length; row++) {
    const grade = row % grades
    if (grade > 0) due[row] = now[row - 1]! * level[regions[Math.floor(row / grades)]! * grades + grade]!
  }
  return due
}
