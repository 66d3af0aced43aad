// What an area's ratios deviate from its region's: `ratio ÷ regional ratio − 1`, split into a part too large to be shrunk and the rest.
// Limited translation (Efron and Morris 1972, doi 10.1080/01621459.1972.10481215): shrinking everything towards the region would be wrong
// for the few areas that are truly different, so the part of a typical deviation beyond some robust scales is kept as it is.

import { visitCells } from './cells.js'
import type { RatioCells } from './cells.js'
import { deviation, regional } from './constants.js'
import { clip, medianInPlace, medianOfThree, robustScaleInPlace } from './medians.js'
import type { GuardedCell } from './panel.js'
import type { Rebound } from './rebound.js'

export interface Deviations {
  /** [area, grade, year], 0 where the ratio is no evidence: kept part, rebound and spikes taken off. */
  readonly values: Float64Array
  /** Pupils expected at the region's ratio [area, grade, year], at least 1: what the noise depends on. */
  readonly expected: Float64Array
  /** Too large to be shrunk [area, grade]. */
  readonly kept: Float64Array
  /** Sampling variance of the regional log ratio [region, grade, year]; NaN where there is none. */
  readonly samplingVariance: Float64Array
}

/** Rough variance of a deviation, for robust scales before the variance components are known. */
export function roughVariance(expected: number): number {
  return deviation.roughConstant + deviation.roughPerPupil / expected
}

export function measureDeviations(cells: RatioCells, yearly: Float64Array, rebound: Rebound, guarded: GuardedCell[]): Deviations {
  const { areas, grades, years, regionOf, valid, numerator, denominator, firstGrade } = cells
  const values = new Float64Array(valid.length)
  const expected = new Float64Array(valid.length).fill(1)
  const typical = new Float64Array(areas * grades)
  const sample = new Float64Array(areas * years)
  for (let area = 0; area < areas; area++) {
    for (let grade = firstGrade; grade < grades; grade++) {
      const row = area * grades + grade
      let count = 0
      for (let t = 0; t < years; t++) {
        const cell = row * years + t
        if (valid[cell] === 0) continue
        const ratio = yearly[(regionOf[area]! * grades + grade) * years + t]!
        const due = denominator[cell]! * (Number.isNaN(ratio) ? 1 : ratio)
        values[cell] = numerator[cell]! / due - 1
        expected[cell] = Math.max(grade === 0 ? numerator[cell]! : due, 1)
        sample[count++] = values[cell]!
      }
      if (count > 0) typical[row] = medianInPlace(sample, count)
    }
  }

  const kept = new Float64Array(areas * grades)
  const samplingVariance = samplingVariances(cells, yearly, expected)
  for (let grade = firstGrade; grade < grades; grade++) {
    keepLarge(cells, grade, typical, kept, sample)
    const scale = relativeScale(cells, grade, values, expected, typical, sample)
    visitCells(cells, grade, (cell, area, t) => {
      values[cell]! -= kept[area * grades + grade]! + (grade === 1 ? rebound.ofArea[area * years + t]! : 0)
    })
    for (let area = 0; area < areas; area++) clipSpikes(cells, area, grade, values, expected, scale, sample, guarded)
  }
  return { values, expected, kept, samplingVariance }
}

/** The part of each area's typical deviation beyond the limit, which the areas' own spread sets. */
function keepLarge(cells: RatioCells, grade: number, typical: Float64Array, kept: Float64Array, sample: Float64Array): void {
  const { areas, grades, years, valid } = cells
  let count = 0
  for (let area = 0; area < areas; area++) {
    const row = area * grades + grade
    for (let t = 0; t < years; t++) {
      if (valid[row * years + t] === 0) continue
      sample[count++] = Math.abs(typical[row]!)
      break
    }
  }
  if (count === 0) return
  const limit = deviation.translation * Math.max(robustScaleInPlace(sample, count), deviation.scaleLeast)
  for (let area = 0; area < areas; area++) {
    const middle = typical[area * grades + grade]!
    kept[area * grades + grade] = middle - clip(middle, limit)
  }
}

/** Robust standard deviation of yearly ratios around their area's middle, in units of the rough one. */
function relativeScale(cells: RatioCells, grade: number, values: Float64Array, expected: Float64Array, typical: Float64Array, sample: Float64Array): number {
  let count = 0
  visitCells(cells, grade, (cell, area) => {
    const distance = Math.abs(values[cell]! - typical[area * cells.grades + grade]!) / Math.sqrt(roughVariance(expected[cell]!))
    if (distance > deviation.leastDistance) sample[count++] = distance
  })
  return count === 0 ? 1 : Math.max(robustScaleInPlace(sample, count), deviation.relativeScaleLeast)
}

/** Moves a ratio that stands out in one year towards the median of three neighbouring years. Three years with a gap are left alone. */
function clipSpikes(cells: RatioCells, area: number, grade: number, values: Float64Array, expected: Float64Array, scale: number, before: Float64Array, guarded: GuardedCell[]): void {
  const { grades, years, valid, firstYear } = cells
  if (years < 3) return
  const row = (area * grades + grade) * years
  for (let t = 0; t < years; t++) before[t] = values[row + t]!
  for (let t = 0; t < years; t++) {
    const middle = Math.min(Math.max(t, 1), years - 2)
    if (valid[row + middle - 1] === 0 || valid[row + middle] === 0 || valid[row + middle + 1] === 0) continue
    const median = medianOfThree(before[middle - 1]!, before[middle]!, before[middle + 1]!)
    const bound = (middle === t ? deviation.spikeInside : deviation.spikeAtEnds) * scale * Math.sqrt(roughVariance(expected[row + t]!))
    const distance = before[t]! - median
    values[row + t] = median + clip(distance, bound)
    if (Math.abs(distance) > bound) guarded.push({ area, grade, reason: 'spike', year: firstYear + t })
  }
}

function samplingVariances(cells: RatioCells, yearly: Float64Array, expected: Float64Array): Float64Array {
  const { grades, years, regions, valid } = cells
  const variances = new Float64Array(yearly.length)
  regions.forEach((members, region) => {
    for (let row = 0; row < grades * years; row++) {
      let pupils = 0
      for (const area of members) if (valid[area * grades * years + row] === 1) pupils += expected[area * grades * years + row]!
      variances[region * grades * years + row] = Number.isNaN(yearly[region * grades * years + row]!) ? Number.NaN : regional.samplingPerPupil / pupils
    }
  })
  return variances
}
