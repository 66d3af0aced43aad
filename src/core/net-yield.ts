// What dwellings add to each grade and year, net of the pupils whom the kernel moves up itself: one arithmetic for the plan and for a
// future in which they are completed in another year.

import type { Values } from './cube.js'

/** One area's dwellings of one kind: how many pupils live in them, and how the kernel will move those up. */
export interface NetYield {
  /** Whether a grade takes entrants from outside the ladder. */
  readonly entry: readonly boolean[]
  /** Pupils per dwelling [grade, years since completion]; NaN where no yield says. */
  readonly yields: Values
  /** Pupils in a grade per pupil in the grade below a year before [grade, projected year]. */
  readonly ratios: Values
  /** Share of the entrants whom the area's births do not hold already. */
  readonly entryShare: number
}

/**
 * Writes the pupils added to each grade and projected year at `out[start + step · (grade · years + year)]`; years before completion are not written.
 *
 * @param first position of the year of completion: 0 is the first projected year, −1 the year before
 * @param dwellings number of dwellings that the yields are multiplied by
 * @param living scratch of one number a grade: pupils per dwelling in the year before
 * Cost: O(grades × years); nothing is allocated.
 */
export function addNetYields({ entry, yields, ratios, entryShare }: NetYield, first: number, dwellings: number, years: number, living: Float64Array, out: Float64Array, start = 0, step = 1): void {
  const grades = entry.length
  const [ratioYears, yieldYears] = [ratios.length / grades, yields.length / grades]
  living.fill(0)
  for (let year = first; year < years; year++) {
    // From the top grade down, so that the grade below still holds last year's.
    for (let g = grades - 1; g >= 0; g--) {
      // Ratios before the first projected year are taken from it; they matter only where a past year has no yield.
      const arrived = g === 0 ? 0 : ratios[g * ratioYears + Math.max(0, year)]! * living[g - 1]!
      const here = yields[g * yieldYears + year - first]!
      if (year >= 0 && !Number.isNaN(here)) out[start + step * (g * years + year)] = dwellings * ((entry[g]! ? entryShare * here : here) - arrived)
      living[g] = Number.isNaN(here) ? arrived : here
    }
  }
}
