// The ratio of a region in the years to come: the filtered level of its yearly log ratios, which returns slowly to their mean.

import type { RatioCells } from './cells.js'
import { regional } from './constants.js'
import { stepLevel } from './level-filter.js'
import type { RegionalVariation } from './panel.js'

export interface RegionalForecast {
  /** Level at the origin [region, grade]; 1 where nothing is known. */
  readonly level: Float64Array
  /** Forecast ratio [region, grade, lead]. */
  readonly path: Float64Array
}

/** @param logRatios and @param sampling [region, grade, year], NaN where there is none */
export function forecastRegions(cells: RatioCells, logRatios: Float64Array, sampling: Float64Array, variation: RegionalVariation, horizon: number): RegionalForecast {
  const { grades, years, regions, firstGrade } = cells
  const level = new Float64Array(regions.length * grades).fill(1)
  const path = new Float64Array(regions.length * grades * horizon).fill(1)
  regions.forEach((members, region) => {
    // The larger a region, the less of its movement is chance that will be undone.
    const persistence = 1 - regional.reversion / members.length
    for (let grade = firstGrade; grade < grades; grade++) {
      const row = region * grades + grade
      const drift = variation.drift * variation.gradeFactor[grade]!
      const oneYear = variation.oneYear * variation.gradeFactor[grade]!
      const filter = { level: Number.NaN, variance: 0 }
      let [sum, weights] = [0, 0]
      for (let t = 0; t < years; t++) {
        const observed = logRatios[row * years + t]!
        const noise = variation.samplingFactor * sampling[row * years + t]! + oneYear
        stepLevel(filter, observed, noise, drift, regional.surpriseCap * Math.sqrt(drift + 2 * noise))
        if (Number.isNaN(observed)) continue
        sum += observed / (noise + drift)
        weights += 1 / (noise + drift)
      }
      if (weights === 0) continue
      level[row] = Math.exp(filter.level)
      for (let lead = 0; lead < horizon; lead++) {
        path[row * horizon + lead] = Math.exp(filter.level + (sum / weights - filter.level) * (1 - persistence ** lead))
      }
    }
  })
  return { level, path }
}
