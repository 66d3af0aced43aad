// The reversal along a cohort: what one ratio has too much, the next has too little, since the count between them is numerator of the one and
// denominator of the other. It shows as a negative correlation of the noise of a cohort in neighbouring grades, pulled to that of all grades.

import type { RatioCells } from './cells.js'
import { reversal } from './constants.js'
import { clip } from './medians.js'
import type { VarianceComponents } from './noise.js'

/** Correlation [grade] of the noise of a grade with that of the same cohort in the next grade a year later, ≤ 0. */
export function fitCohortReversal(cells: RatioCells, clipped: Float64Array, expected: Float64Array, components: VarianceComponents): Float64Array {
  const { areas, grades, years, valid } = cells
  const standard = standardise(cells, clipped, expected, components)
  const sums = new Float64Array(grades)
  const counts = new Float64Array(grades)
  for (let area = 0; area < areas; area++) {
    for (let grade = 1; grade < grades - 1; grade++) {
      for (let t = 0; t < years - 1; t++) {
        const cell = (area * grades + grade) * years + t
        const next = cell + years + 1
        if (valid[cell] === 0 || valid[next] === 0) continue
        sums[grade]! += standard[cell]! * standard[next]!
        counts[grade]!++
      }
    }
  }
  const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
  const pooled = (total(sums) + reversal.priorSum) / (total(counts) + reversal.priorPairs)
  const correlation = new Float64Array(grades)
  for (let grade = 1; grade < grades - 1; grade++) {
    const own = (sums[grade]! + reversal.gradePriorPairs * pooled) / (counts[grade]! + reversal.gradePriorPairs)
    correlation[grade] = Math.min(clip(own, reversal.most), 0)
  }
  return correlation
}

/** Deviations around the mean of their area and grade, in standard deviations of the noise. */
function standardise(cells: RatioCells, clipped: Float64Array, expected: Float64Array, components: VarianceComponents): Float64Array {
  const { areas, grades, years, valid } = cells
  const standard = new Float64Array(clipped.length)
  for (let row = 0; row < areas * grades; row++) {
    const grade = row % grades
    let [sum, count] = [0, 0]
    for (let cell = row * years; cell < (row + 1) * years; cell++) {
      if (valid[cell] === 0) continue
      sum += clipped[cell]!
      count++
    }
    for (let cell = row * years; cell < (row + 1) * years; cell++) {
      if (valid[cell] === 0) continue
      standard[cell] = (clipped[cell]! - sum / count) / Math.sqrt(components.noiseConstant[grade]! + components.noisePerPupil[grade]! / expected[cell]!)
    }
  }
  return standard
}
