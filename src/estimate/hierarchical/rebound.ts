// The rebound of entry shocks: when one entry count stands out from those before it, the ratio into the next grade a year later tends to undo a part.
// The share undone is estimated from all areas by weighted least squares, never has the other sign, and is pulled to 0 where there is little evidence.

import { weightVariance } from './cells.js'
import type { CohortBase, RatioCells } from './cells.js'
import { entryShock } from './constants.js'
import { cumulate, yearlyGrowth } from './count-growth.js'
import { clip, confidence, medianInPlace } from './medians.js'
import type { RatioPanel } from './panel.js'
import { createRatioEstimator } from './regional-ratio.js'

/** Shifts of the (log) ratio into grade 1, arrays over the years of the window; the `next…` ones are those of the first forecast year. */
export interface Rebound {
  /** Share of a shock that shows in the next ratio, −0.5 … 0. */
  readonly share: number
  readonly ofArea: Float64Array
  readonly ofRegion: Float64Array
  readonly nextOfArea: Float64Array
  readonly nextOfRegion: Float64Array
}

export function estimateRebound(panel: RatioPanel, cells: RatioCells, base: CohortBase | undefined, yearly: Float64Array): Rebound {
  const { areas, grades, years, regions } = cells
  const none = { share: 0, ofArea: new Float64Array(areas * years), ofRegion: new Float64Array(regions.length * years), nextOfArea: new Float64Array(areas), nextOfRegion: new Float64Array(regions.length) }
  if (years < entryShock.leastYears || grades < 2) return none
  const shocks = measureShocks(panel, cells, base, yearly)
  const share = estimateShare(cells, yearly, shocks.ofArea)
  const shifted = (shock: Float64Array): { past: Float64Array; next: Float64Array } => {
    const past = new Float64Array(shock.length)
    const next = new Float64Array(shock.length / years)
    // A shock of a year shows a year later; an unknown one shows nothing.
    for (let i = 0; i < shock.length; i++) {
      const response = Number.isNaN(shock[i]!) ? 0 : share * shock[i]!
      if ((i + 1) % years === 0) next[(i + 1) / years - 1] = response
      else past[i + 1] = response
    }
    return { past, next }
  }
  const [area, region] = [shifted(shocks.ofArea), shifted(shocks.ofRegion)]
  return { share, ofArea: area.past, nextOfArea: area.next, ofRegion: region.past, nextOfRegion: region.next }
}

/** How far each entry lies above the mean of the two before it: of an area relative to its region (NaN where unknown), and of the region. */
function measureShocks(panel: RatioPanel, cells: RatioCells, base: CohortBase | undefined, yearly: Float64Array): { ofArea: Float64Array; ofRegion: Float64Array } {
  const { areas, grades, years, firstYear, regions } = cells
  const entrants = new Float64Array(areas * years)
  for (let area = 0; area < areas; area++) {
    for (let t = 0; t < years; t++) entrants[area * years + t] = panel.pupils[area * grades * panel.years + firstYear + t]!
  }
  const ofArea = new Float64Array(areas * years).fill(Number.NaN)
  const ofRegion = new Float64Array(regions.length * years)
  const estimator = createRatioEstimator(areas)
  const own = new Float64Array(years)
  const sample = new Float64Array(years)
  regions.forEach((members, region) => {
    const level =
      base === undefined ? cumulate(yearlyGrowth(entrants, years, members, estimator)) : yearly.subarray(region * grades * years, region * grades * years + years).map(Math.log)
    for (const area of members) {
      for (let t = 0; t < years; t++) {
        const births = base === undefined ? 1 : base.births[area * (panel.years + panel.horizon) + firstYear + t]!
        const count = entrants[area * years + t]!
        own[t] = count > 0 && births > 0 ? Math.log(count / births) - level[t]! : Number.NaN
      }
      contrast(own, ofArea.subarray(area * years, (area + 1) * years), entryShock.areaClip)
      centre(ofArea.subarray(area * years, (area + 1) * years))
    }
    const shocks = ofRegion.subarray(region * years, (region + 1) * years)
    contrast(level, shocks, Number.POSITIVE_INFINITY)
    let count = 0
    for (let t = 2; t < years; t++) if (!Number.isNaN(shocks[t]!)) sample[count++] = shocks[t]!
    const typical = medianInPlace(sample, count)
    for (let t = 2; t < years; t++) shocks[t] = Number.isNaN(shocks[t]!) ? 0 : clip(shocks[t]! - typical, entryShock.regionClip)
  })
  return { ofArea, ofRegion }
}

/** `level[t] − (level[t−1] + level[t−2]) ÷ 2`, from the third year on. */
function contrast(level: Float64Array, out: Float64Array, bound: number): void {
  for (let t = 2; t < level.length; t++) out[t] = clip(level[t]! - (level[t - 1]! + level[t - 2]!) / 2, bound)
}

/** Takes the mean of the known values off. */
function centre(values: Float64Array): void {
  let [sum, count] = [0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  if (count === 0) return
  for (let i = 0; i < values.length; i++) values[i]! -= sum / count
}

/** Slope of the next grade's deviation on the shock of the year before, weighted least squares through 0. */
function estimateShare(cells: RatioCells, yearly: Float64Array, shocks: Float64Array): number {
  const { areas, grades, years, regionOf, valid, numerator, denominator } = cells
  const response = new Float64Array(years)
  let [products, squares, count] = [0, 0, 0]
  for (let area = 0; area < areas; area++) {
    const row = (area * grades + 1) * years
    const region = (regionOf[area]! * grades + 1) * years
    let [sum, known] = [0, 0]
    for (let t = 0; t < years; t++) {
      response[t] = valid[row + t] === 1 ? numerator[row + t]! / (denominator[row + t]! * yearly[region + t]!) - 1 : Number.NaN
      sum += Number.isNaN(response[t]!) ? 0 : response[t]!
      known += valid[row + t]!
    }
    for (let t = 1; t < years; t++) {
      const shock = shocks[area * years + t - 1]!
      const deviation = clip(response[t]! - sum / Math.max(known, 1), entryShock.responseClip)
      if (Number.isNaN(deviation) || !(Math.abs(shock) >= entryShock.leastShock)) continue
      const weight = 1 / weightVariance(denominator[row + t]!)
      products += weight * deviation * shock
      squares += weight * shock * shock
      count++
    }
  }
  if (count <= entryShock.leastCells) return 0
  return Math.min(0, Math.max(-entryShock.shareMost, products / squares)) * confidence(count, entryShock.priorCells)
}
