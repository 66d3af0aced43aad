// What all areas of a region share in one year: how far their steps are out together, and how much of it stays. The last counted year says most of
// how far the next may be out: one that was itself strange leaves open whether it turns back, stays or goes on.

import type { LastYear } from './area-factors.js'
import type { PastErrors } from './past-errors.js'
import { clip } from './ratio-errors.js'

/** Variance of the log error that all areas of a region share in a year, by kind of grade. */
export interface RegionSpread {
  readonly entry: number
  readonly progression: number
  /** Share of a year's shared error that stays in the years after. */
  readonly carried: number
}

export interface RegionSpreads {
  /** Of the past origins, all years alike: what past errors are made of. */
  readonly past: RegionSpread
  /** Of the years to come: past years fading, drawn towards that of all of them and never below it. */
  readonly next: RegionSpread
  /** By region, of what its areas share. Regions of few areas are left out. */
  readonly lastYear: Readonly<Record<string, LastYear>>
}

/** Share of a usual step's variance that all areas of a region have in common, where nothing is known; counts as much as this many origins. */
const priorShare = 0.05
const priorOrigins = 3
const priorCarried = 0.3
/**
 * What a year says of how far the next may be out, by the years between, and how many years the mean of all of them counts as. No history holds
 * enough regions to tell: US states, which are as large, tell later errors best by 0.3 to 0.5 and 3 to 5 years, New Jersey counties and New York
 * districts as well without, so that this is kept small.
 */
const fadedPerYear = 0.5
const pastYears = 5
/** A shared error this many standard deviations out, of a walk at later leads, counts as no more. */
const furthest = 2.5

/**
 * Estimates the shared error from the mean over areas of clipped step errors, its sampling variance taken off.
 *
 * @param steps log errors of single steps [origin, area, grade, lead]
 * @param usual variance of a usual step of each kind, for the prior
 */
export function regionSpread(past: PastErrors, steps: Float64Array, usual: { readonly entry: number; readonly progression: number }): RegionSpreads {
  const names = [...new Set(past.regions)]
  const shared = { entry: sharedMeans(past, steps, names, true, usual.entry), progression: sharedMeans(past, steps, names, false, usual.progression) }
  const { origins } = past
  const last = origins.length - 1
  const firstSteps = (kind: 'entry' | 'progression'): readonly SharedMean[] => shared[kind].filter((each) => each.lead === 0)
  /** Mean square of shared steps, drawn towards a prior that counts as so many origins. */
  const variance = (kind: 'entry' | 'progression', weightOf: (origin: number) => number, prior = priorShare * usual[kind], counts = priorOrigins): number => {
    let [sum, weight] = [counts * prior, counts]
    for (const { origin, mean, sampling } of firstSteps(kind)) {
      sum += weightOf(origin) * Math.max(0, mean ** 2 - sampling)
      weight += weightOf(origin)
    }
    return sum / weight
  }
  const result = { entry: variance('entry', () => 1), progression: variance('progression', () => 1) }
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
  const carried = Math.max(0, Math.min(1, product / square))
  const fading = (origin: number): number => fadedPerYear ** (origins[last]! - origins[origin]!)
  // Never below that of all years: a few calm ones are no promise, and totals of counties that were narrower after them held less of what came.
  const ahead = (kind: 'entry' | 'progression'): number => Math.max(result[kind], variance(kind, fading, result[kind], pastYears))
  const next = { entry: ahead('entry'), progression: ahead('progression'), carried }
  const lastYear: Record<string, LastYear> = {}
  for (const region of names) {
    const own = (['entry', 'progression'] as const).flatMap((kind) => {
      const before = variance(kind, (origin) => (origin < last ? 1 : 0))
      return firstSteps(kind).filter((each) => each.origin === last && each.region === region).map(({ mean, sampling }) => ({ far: mean ** 2 / (before + sampling), growth: next[kind] / before }))
    })
    const rootMean = (of: (each: (typeof own)[number]) => number): number => Math.sqrt(own.reduce((sum, each) => sum + of(each), 0) / own.length)
    if (own.length > 0) lastYear[region] = Object.freeze({ times: rootMean(({ far }) => far), wider: rootMean(({ growth }) => growth) })
  }
  return { past: { ...result, carried }, next, lastYear }
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
