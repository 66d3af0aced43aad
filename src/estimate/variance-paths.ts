// From the variance of single steps to that of a cohort years ahead or of a whole area: which year's shock ends up in which grade, how often.
// The simulation adds the same parts; this is their variance in closed form, so that they can be fitted to past errors without simulating.

import type { ReboundShares } from './rebound-shares.js'

/** How shocks stay: the share of a shock in one year that is still there in each later year, by part. */
export interface Carried {
  readonly entry: number
  readonly progression: number
  readonly area: number
  readonly region: number
}

export interface PathSettings {
  readonly grades: number
  readonly leads: number
  readonly entry: readonly boolean[]
  readonly carried: Carried
  readonly rebound: ReboundShares
  /** Share of the shock of an area's grades that its entrants feel. */
  readonly loading: number
  /** Variance of the region's shared shock of one year by kind. */
  readonly region: { readonly entry: number; readonly progression: number }
}

/** Parts of a variance, in this order; the last is known, the others are multiples of a usual step's variance. */
export const partNames = ['entryCell', 'progressionCell', 'entryParameter', 'progressionParameter', 'areaYear'] as const
export const parts = partNames.length

/** How much of each step is in a sum [grade, lead]. */
export interface Reach {
  /** Of what is the grade's own, part of which turns round. */
  readonly own: Float64Array
  /** Of what its area or region shares. */
  readonly shared: Float64Array
}

/**
 * How much of each step is in a weighted sum of grades at one lead [grade, lead 1 … leads]: the weight of the grade which that step's cohort has reached by then.
 *
 * @param weights share of each grade in the sum, 1 for a grade alone
 */
export function reachOf({ grades, leads, entry, rebound }: Pick<PathSettings, 'grades' | 'leads' | 'entry' | 'rebound'>, weights: Float64Array, lead: number): Reach {
  const [own, shared] = [new Float64Array(grades * leads), new Float64Array(grades * leads)]
  for (let g = 0; g < grades; g++) {
    for (let j = 1; j <= lead; j++) {
      const reached = g + lead - j
      let share = reached < grades ? weights[reached]! : 0
      for (let on = g + 1; share !== 0 && on <= reached; on++) if (entry[on]!) share = 0
      shared[g * leads + j - 1] = share
      own[g * leads + j - 1] = j < lead ? share * (1 - (entry[g]! ? rebound.entry : rebound.progression)) : share
    }
  }
  return { own, shared }
}

/**
 * Variance of a sum of steps, by part.
 *
 * @param reach how much of each step is in the sum, such as from `reachOf`; other sums, such as a difference of two steps, will do
 * @param spread standard deviation of a usual step [grade, lead]
 * @param out receives the five parts and, last, the region's
 * Cost: O(grades × leads).
 */
export function pathVariance({ grades, leads, entry, carried, loading, region }: PathSettings, reach: Reach, spread: Float64Array, out: Float64Array): void {
  out.fill(0)
  for (let g = 0; g < grades; g++) {
    const keep = entry[g]! ? carried.entry : carried.progression
    let [later, all] = [0, 0]
    for (let j = leads - 1; j >= 0; j--) {
      const own = spread[g * leads + j]! * reach.own[g * leads + j]!
      const total = own + keep * later
      out[entry[g]! ? 0 : 1]! += total * total
      later += own
      all += own
    }
    out[entry[g]! ? 2 : 3]! += all * all
  }
  let [laterArea, laterRegion] = [0, 0]
  for (let j = leads - 1; j >= 0; j--) {
    let [ownArea, ownRegion] = [0, 0]
    for (let g = 0; g < grades; g++) {
      const share = reach.shared[g * leads + j]!
      if (share === 0) continue
      ownArea += share * spread[g * leads + j]! * (entry[g]! ? loading : 1)
      ownRegion += share * Math.sqrt(entry[g]! ? region.entry : region.progression)
    }
    out[4]! += (ownArea + carried.area * laterArea) ** 2
    out[5]! += (ownRegion + carried.region * laterRegion) ** 2
    laterArea += ownArea
    laterRegion += ownRegion
  }
}
