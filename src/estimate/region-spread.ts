// What all areas of a region share in one year: how far their steps are out together, and how much of it stays.

import type { PastErrors } from './past-errors.js'
import { clip } from './ratio-errors.js'

/** Variance of the log error that all areas of a region share in a year, by kind of grade. */
export interface RegionSpread {
  readonly entry: number
  readonly progression: number
  /** Share of a year's shared error that stays in the years after. */
  readonly carried: number
}

/** Share of a usual step's variance that all areas of a region have in common, where nothing is known; counts as much as this many origins. */
const priorShare = 0.05
const priorOrigins = 3
const priorCarried = 0.3
/** A shared error this many standard deviations out, of a walk at later leads, counts as no more. */
const furthest = 2.5

/**
 * Estimates the shared error from the mean over areas of clipped step errors, its sampling variance taken off.
 *
 * @param steps log errors of single steps [origin, area, grade, lead]
 * @param usual variance of a usual step of each kind, for the prior
 */
export function regionSpread(past: PastErrors, steps: Float64Array, usual: { readonly entry: number; readonly progression: number }): RegionSpread {
  const names = [...new Set(past.regions)]
  const shared = { entry: sharedMeans(past, steps, names, true, usual.entry), progression: sharedMeans(past, steps, names, false, usual.progression) }
  const variance = (kind: 'entry' | 'progression'): number => {
    const first = shared[kind].filter((each) => each.lead === 0)
    const sum = first.reduce((total, each) => total + Math.max(0, each.mean ** 2 - each.sampling), 0)
    return (sum + priorOrigins * priorShare * usual[kind]) / (first.length + priorOrigins)
  }
  const result = { entry: variance('entry'), progression: variance('progression') }
  // What is left of the first year's shared error in later ones: the slope of these on it, both kinds together, its sampling variance taken off.
  let [product, square] = [2 * priorOrigins * priorCarried, 2 * priorOrigins]
  for (const kind of ['entry', 'progression'] as const) {
    const standard = (each: SharedMean): number => clip(each.mean / Math.sqrt(result[kind]), furthest * Math.sqrt(each.lead + 1))
    for (const later of shared[kind]) {
      const first = shared[kind].find((each) => each.lead === 0 && each.region === later.region && each.origin === later.origin)
      if (later.lead === 0 || first === undefined) continue
      product += (standard(first) * standard(later)) / Math.max(1, past.leads - 1)
      square += Math.max(0, standard(first) ** 2 - first.sampling / result[kind]) / Math.max(1, past.leads - 1)
    }
  }
  const carried = product / square
  return { ...result, carried: Math.max(0, Math.min(1, carried)) }
}

interface SharedMean {
  readonly region: string
  readonly origin: number
  readonly lead: number
  readonly mean: number
  readonly sampling: number
}

function sharedMeans(past: PastErrors, steps: Float64Array, names: readonly string[], entry: boolean, usual: number): SharedMean[] {
  const { origins, areas, grades, leads } = past
  const means: SharedMean[] = []
  for (let o = 0; o < origins.length; o++) {
    for (let lead = 0; lead < leads; lead++) {
      for (const region of names) {
        let [count, sum, squares] = [0, 0, 0]
        for (let a = 0; a < areas.length; a++) {
          if (past.regions[a] !== region) continue
          let [own, known] = [0, 0]
          for (let g = 0; g < grades.length; g++) {
            const error = steps[((o * areas.length + a) * grades.length + g) * leads + lead]!
            if (past.entry[g] !== entry || Number.isNaN(error)) continue
            own += clip(error, 3 * Math.sqrt(usual * (lead + 1)))
            known++
          }
          if (known === 0) continue
          count++
          sum += own / known
          squares += (own / known) ** 2
        }
        // With few areas their own errors cannot be told from the region's.
        if (count >= 4) means.push({ region, origin: o, lead, mean: sum / count, sampling: Math.max(0, squares / count - (sum / count) ** 2) / (count - 1) })
      }
    }
  }
  return means
}
