// Which part of the error comes from what: how the shares of cell, parameter and area shocks stand to each other, and how much of a shock stays,
// is read from the covariances of steps; then the shares are moved so that the middle 85 % of past errors, of grades and of whole areas, at every
// lead, is as wide as they make it.

import { carriedTried, fitLastingParts, fitShock, lastingCovariance } from './lasting-parts.js'
import type { PastErrors } from './past-errors.js'
import { levels, pathRows } from './path-rows.js'
import type { PathRow } from './path-rows.js'
import { middleVariance, sizeQuantile } from './ratio-errors.js'
import type { StepMoments } from './step-moments.js'
import { parts, pathVariance } from './variance-paths.js'
import type { Carried, PathSettings } from './variance-paths.js'

export interface VarianceShares {
  /** Multiples of a usual step's variance, in the order of `partNames`. */
  readonly shares: Float64Array
  readonly carried: Carried
  /** Share of the shock of an area's grades that its entrants feel. */
  readonly loading: number
  /** How much further out the 95 % point of standardised errors of one year ahead lies than the 80 % point; undefined for too few errors. */
  readonly tail: number | undefined
  /** Variance seen ÷ variance fitted, by level and lead: 1 is a perfect fit. */
  readonly fit: readonly { readonly level: string; readonly lead: number; readonly errors: number; readonly ratio: number }[]
}

/**
 * Parts of a step's variance where little is known, and by how much they differ: US states have progression carried at 0.7 to 0.8 and entrants at 1,
 * New Jersey districts at 0.15 and 0.45, New York schools at 0.15 and 0.85; the area's shock at 0 to 0.65; constant parts of 0 to 0.12 everywhere.
 */
const priors = {
  entry: { shock: 0.75, constant: 0.05, carried: 0.6, spread: { shock: 0.3, constant: 0.1, carried: 0.4 } },
  progression: { shock: 0.7, constant: 0.05, carried: 0.4, spread: { shock: 0.3, constant: 0.1, carried: 0.4 } },
  area: { shock: 0.2, carried: 0.15, loading: 0.6, spread: { shock: 0.15, carried: 0.2 } },
} as const
/** Errors that the parts, as their covariances divide what is usual, count as much as when the widths of past errors ask for others. */
const priorErrors = 30
const fitSteps = 100
/** Origins that a lead which nothing is known of counts as: errors of one origin are alike, so a lead seen from one says little, were there a thousand. */
const priorOrigins = 3
/** A share of nothing could not grow. */
const leastShare = 0.005
/** Entrants who felt more of a shock than this had one of their own. */
const mostLoading = 1.5

/**
 * Fits the shares.
 *
 * @param errors log errors of grades [origin, area, grade, lead]
 * @param spread standard deviation of a usual step in the same order
 * @param growthOf factors of the middle variance of sums of 1, 2 … years for errors of one year with this tail, from `wildGrowth`
 * Cost: O(errors × grades × leads), and of at most 12,000 of them a hundred times.
 */
export function varianceShares(past: PastErrors, errors: Float64Array, spread: Float64Array, moments: StepMoments, settings: Omit<PathSettings, 'carried' | 'loading'>, regionCarried: number, growthOf: (tail: number | undefined) => readonly number[]): VarianceShares {
  const { leads } = past
  const rows = pathRows(past, errors, spread, settings)
  const groups = levels.flatMap((level, l) => Array.from({ length: leads }, (_, i) => ({ level, lead: i + 1, rows: rows.filter((row) => row.level === l && row.lead === i + 1) })))
    .filter((group) => group.rows.length > 0)
    .map((group) => ({ ...group, origins: new Set(group.rows.map((row) => row.origin)).size }))
  const ordered = groups.flatMap((group) => group.rows)
  const area = fitArea(moments, leads)
  const ofArea = (loading: number) => (i: number, j: number): number => loading * loading * area.shock * lastingCovariance(area.carried, i, j)
  const progression = fitLastingParts(moments.progression, leads, priors.progression, ofArea(1))
  const entry = fitLastingParts(moments.entry, leads, priors.entry, ofArea(area.loading))
  const carried: Carried = { entry: entry.carried, progression: progression.carried, area: area.carried, region: regionCarried }
  // Only how the parts stand to each other: how large they are together is for the widths to say, or few errors would count twice.
  const usualArea = priors.area.shock
  const ofGrades = (priors.progression.shock + priors.progression.constant + usualArea) / Math.max(leastShare, progression.shock + progression.constant + area.shock)
  const ofEntries = (priors.entry.shock + priors.entry.constant + priors.area.loading ** 2 * usualArea) / Math.max(leastShare, entry.shock + entry.constant + area.loading ** 2 * area.shock)
  const start = Float64Array.of(ofEntries * entry.shock, ofGrades * progression.shock, ofEntries * entry.constant, ofGrades * progression.constant, ofGrades * area.shock).map((share) => Math.max(leastShare, share))
  const design = designOf(ordered, { ...settings, loading: area.loading }, carried)
  // One year ahead, where the tails are those of one year: sums of years have lighter ones.
  const tailOf = ({ standard }: Fit): number | undefined => {
    const forecast = groups.flatMap(({ lead }, k) => (lead === 1 ? [...standard[k]!] : []))
    return forecast.length < 100 ? undefined : sizeQuantile(forecast, 0.95) / sizeQuantile(forecast, 0.8)
  }
  const growth = growthOf(tailOf(fitShares(groups, design, start, 0)))
  ordered.forEach(({ years }, r) => {
    // All but the region's part, the last, which is as calm in one year as in another.
    for (let part = 0; part < parts; part++) design[r * (parts + 1) + part]! *= growth[years - 1]!
  })
  const best = fitShares(groups, design, start, fitSteps)
  const tail = tailOf(best)
  return { shares: best.shares, carried, loading: area.loading, tail, fit: groups.map(({ level, lead, rows: own }, k) => ({ level, lead, errors: own.length, ratio: best.ratios[k]! })) }
}

/** The shock that an area's grades share, from what two of its grades have in common: it is the same shock in both, and in the entry at `loading` of it. */
function fitArea({ between, across }: StepMoments, leads: number): { readonly shock: number; readonly carried: number; readonly loading: number } {
  const { carried: usual, loading, shock, spread } = priors.area
  const tried = carriedTried.map((carried) => {
    const [grades, entries] = [fitShock(between, leads, carried, shock, spread.shock), fitShock(across, leads, carried, loading * shock, spread.shock)]
    return { carried, shock: grades.shock, felt: entries.shock, cost: grades.cost + entries.cost + ((carried - usual) / spread.carried) ** 2 }
  })
  const { felt, ...best } = tried.reduce((least, each) => (each.cost < least.cost ? each : least))
  return { ...best, loading: Math.min(mostLoading, felt / Math.max(leastShare, best.shock)) }
}

interface Group {
  readonly rows: readonly PathRow[]
  readonly origins: number
}

interface Fit {
  readonly shares: Float64Array
  readonly ratios: readonly number[]
  /** Errors in standard units by group. */
  readonly standard: readonly Float64Array[]
}

function designOf(rows: readonly PathRow[], settings: Omit<PathSettings, 'carried'>, carried: Carried): Float64Array {
  const design = new Float64Array(rows.length * (parts + 1))
  rows.forEach((row, r) => pathVariance({ ...settings, carried }, row.reach, row.spread, design.subarray(r * (parts + 1), (r + 1) * (parts + 1))))
  return design
}

/** Multiplies each share by the root of what the errors ask for over what the fit has: shares stay above zero and the fit never gets worse. */
function fitShares(groups: readonly Group[], design: Float64Array, start: Float64Array, steps: number): Fit {
  const shares = start.slice()
  let ratios: number[] = []
  let all: Float64Array[] = []
  for (let step = 0; step <= steps; step++) {
    const up = Float64Array.from(shares, (share, p) => priorErrors * (start[p]! / share))
    const down = new Float64Array(parts).fill(priorErrors)
    ratios = []
    all = []
    let r = 0
    for (const { rows, origins } of groups) {
      const standard = new Float64Array(rows.length)
      const content = new Float64Array(parts)
      rows.forEach((row, k) => {
        const at = r++ * (parts + 1)
        let variance = design[at + parts]!
        for (let p = 0; p < parts; p++) variance += shares[p]! * design[at + p]!
        standard[k] = Math.sqrt(row.square / variance)
        for (let p = 0; p < parts; p++) content[p]! += (shares[p]! * design[at + p]!) / variance
      })
      const ratio = Math.max(0.05, Math.min(20, middleVariance(standard)))
      // Levels count alike: there are a dozen grades to one area.
      const weight = ((Math.sqrt(rows.length * 100) / rows.length) * origins) / (origins + priorOrigins)
      for (let p = 0; p < parts; p++) {
        up[p]! += content[p]! * ratio * weight
        down[p]! += content[p]! * weight
      }
      ratios.push(ratio)
      all.push(standard)
    }
    if (step < steps) for (let p = 0; p < parts; p++) shares[p]! *= Math.sqrt(up[p]! / down[p]!)
  }
  return { shares, ratios, standard: all }
}
