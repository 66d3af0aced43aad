// How the errors of single steps hang together: of one grade's rate at two leads, of two grades of an area in one year and in two.
// These covariances tell drift from an error that is the same in every year, which sums over years cannot.

import type { PastErrors } from './past-errors.js'
import { clip, middleVariance } from './ratio-errors.js'

/** Mean products of steps in units of their usual spread, by pair of leads, the earlier first: [i × leads + j], i ≤ j. NaN where none is known. */
export interface LeadProducts {
  readonly means: Float64Array
  /** Areas × origins that the means rest on, those of one origin counted as at most `mostAreas`. */
  readonly weights: Float64Array
}

export interface StepMoments {
  /** One entry grade with itself. */
  readonly entry: LeadProducts
  /** One other grade with itself. */
  readonly progression: LeadProducts
  /** Two other grades of one area, save those that the same pupils pass. */
  readonly between: LeadProducts
  /** An entry grade and another grade of one area, save the one that the entrants reach in the later year. */
  readonly across: LeadProducts
  /** A grade that is no entry and the next one a year later: the same pupils. Not among the pairs of `between`. */
  readonly cohort: LeadProducts
  /** An entry grade and the next grade a year later: the same pupils. */
  readonly entered: LeadProducts
}

/**
 * Areas of one year have luck in common: where a twentieth of their variance is shared, the mean of a thousand of them is no nearer than that of so
 * many who share nothing.
 */
const mostAreas = 20
/** A step further out than this many usual ones of its lead counts as that: one school that closes must not rule a region. */
const furthest = 3

/**
 * Takes the mean products of clipped standardised steps, the part that a whole region shares taken off.
 *
 * @param steps log errors of single steps [origin, area, grade, lead]
 * @param spread standard deviation of a usual step in the same order
 * @param shared covariance of the region's shocks of two kinds at two leads
 * Cost: O(origins × areas × grades × leads²).
 */
export function stepMoments(past: PastErrors, steps: Float64Array, spread: Float64Array, shared: (entry: boolean, i: number, otherEntry: boolean, j: number) => number): StepMoments {
  const { origins, areas, grades, leads, entry } = past
  const sums = { entry: emptySums(past), progression: emptySums(past), between: emptySums(past), across: emptySums(past), cohort: emptySums(past), entered: emptySums(past) }
  const most = { entry: usualSizes(past, steps, spread, true), progression: usualSizes(past, steps, spread, false) }
  const size = grades.length * leads
  const [standard, unit] = [new Float64Array(size), new Float64Array(size)]
  for (let block = 0; block < origins.length * areas.length; block++) {
    for (let k = 0; k < size; k++) {
      const own = spread[block * size + k]!
      standard[k] = clip(steps[block * size + k]! / own, furthest * (entry[Math.floor(k / leads)]! ? most.entry : most.progression)[k % leads]!)
      unit[k] = 1 / own
    }
    const origin = Math.floor(block / areas.length)
    for (let i = 0; i < leads; i++) {
      for (let j = i; j < leads; j++) {
        const at = i * leads + j
        const own = { product: 0, count: 0 }
        const pairs = { product: 0, count: 0 }
        const mixed = { product: 0, count: 0 }
        const [cohort, entered] = [{ product: 0, count: 0 }, { product: 0, count: 0 }]
        for (let g = 0; g < grades.length; g++) {
          for (let other = 0; other < grades.length; other++) {
            const product = standard[g * leads + i]! * standard[other * leads + j]!
            if (Number.isNaN(product) || (entry[g]! && entry[other]! && g !== other)) continue
            const net = product - shared(entry[g]!, i, entry[other]!, j) * unit[g * leads + i]! * unit[other * leads + j]!
            // Who came early, or was counted twice, is missing a year later in the grade above: that is the rebound's.
            const samePupils = other === g + 1 && j === i + 1 && !entry[other]!
            const target = g === other ? own : samePupils ? (entry[g]! ? entered : cohort) : entry[g]! !== entry[other]! ? mixed : pairs
            if (g === other && entry[g]!) add(sums.entry, at, origin, net, 1)
            else {
              target.product += net
              target.count++
            }
          }
        }
        if (own.count > 0) add(sums.progression, at, origin, own.product, own.count)
        if (pairs.count > 0) add(sums.between, at, origin, pairs.product, pairs.count)
        if (mixed.count > 0) add(sums.across, at, origin, mixed.product, mixed.count)
        if (cohort.count > 0) add(sums.cohort, at, origin, cohort.product, cohort.count)
        if (entered.count > 0) add(sums.entered, at, origin, entered.product, entered.count)
      }
    }
  }
  return { entry: meansOf(sums.entry), progression: meansOf(sums.progression), between: meansOf(sums.between), across: meansOf(sums.across), cohort: meansOf(sums.cohort), entered: meansOf(sums.entered) }
}

/** Middle size of standardised steps by lead: drift makes those of later leads larger. */
function usualSizes({ grades, leads, entry }: PastErrors, steps: Float64Array, spread: Float64Array, isEntry: boolean): number[] {
  return Array.from({ length: leads }, (_, lead) => {
    const own: number[] = []
    for (let i = lead; i < steps.length; i += leads) if (entry[Math.floor(i / leads) % grades.length] === isEntry && !Number.isNaN(steps[i]! / spread[i]!)) own.push(steps[i]! / spread[i]!)
    return own.length === 0 ? 1 : Math.sqrt(middleVariance(own))
  })
}

interface Sums {
  readonly total: Float64Array
  readonly pairs: Float64Array
  /** Areas by pair of leads and origin. */
  readonly areas: readonly Float64Array[]
}

function emptySums({ leads, origins }: PastErrors): Sums {
  return { total: new Float64Array(leads * leads), pairs: new Float64Array(leads * leads), areas: origins.map(() => new Float64Array(leads * leads)) }
}

function add({ total, pairs, areas }: Sums, at: number, origin: number, product: number, count: number): void {
  total[at]! += product
  pairs[at]! += count
  areas[origin]![at]!++
}

function meansOf({ total, pairs, areas }: Sums): LeadProducts {
  const weightOf = (count: number): number => count / (1 + count / mostAreas)
  return { means: total.map((sum, at) => sum / pairs[at]!), weights: total.map((_, at) => areas.reduce((sum, own) => sum + weightOf(own[at]!), 0)) }
}
