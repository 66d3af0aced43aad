// Shocks of grades in one area and year that a caller knows to go together: independent ones mixed by the factor of their correlations.

import type { Ladder } from '../core/ladder.js'
import type { GradeCorrelation } from '../estimate/dispersion.js'
import { correlationFactor } from '../numeric/correlation.js'

export interface CorrelatedShocks {
  /** Replaces a grade's own independent shocks by correlated ones of the same variance; grades must come in the order of the ladder. */
  mix(shocks: Float32Array, grade: number): void
}

/**
 * Makes the mixing. Grades without a correlation stay independent. Each grade's shocks must be given in units of its own kind's spread:
 * they are mixed in standard units.
 *
 * Cost: one product a draw and lower grade.
 */
export function correlatedShocks({ grades: named, values }: GradeCorrelation, grades: Ladder['grades'], draws: number, unit: (grade: number) => number): CorrelatedShocks {
  // In the order of the ladder, so that a grade is mixed from those that were drawn before it.
  const order = grades.map((grade) => named.indexOf(grade.id)).filter((at) => at >= 0)
  const factor = correlationFactor(order.map((i) => order.map((j) => values[i]![j]!)))
  const size = order.length
  const position = grades.map((grade) => order.indexOf(named.indexOf(grade.id)))
  const independent = new Float64Array(size * draws)
  return {
    mix(shocks, grade) {
      const own = named.includes(grades[grade]!.id) ? position[grade]! : -1
      if (own < 0) return
      const scale = unit(grade)
      for (let d = 0; d < draws; d++) independent[own * draws + d] = shocks[d]! / scale
      shocks.fill(0)
      for (let k = 0; k <= own; k++) {
        const weight = factor[own * size + k]! * scale
        if (weight !== 0) for (let d = 0; d < draws; d++) shocks[d]! += weight * independent[k * draws + d]!
      }
    },
  }
}
