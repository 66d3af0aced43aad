// Which part of the error comes from what: the shares of cell, parameter and area shocks, and how much of a shock stays, are chosen
// so that the middle 85 % of past errors, of grades and of whole areas, at every lead, is as wide as these parts make it.

import type { PastErrors } from './past-errors.js'
import { middleVariance, sizeQuantile, stepErrors } from './ratio-errors.js'
import { parts, pathVariance, reachOf } from './variance-paths.js'
import type { Carried, PathSettings } from './variance-paths.js'

export interface VarianceShares {
  /** Multiples of a usual step's variance, in the order of `partNames`. */
  readonly shares: Float64Array
  readonly carried: Carried
  /** How much further out the 95 % point of standardised errors of one year ahead lies than the 80 % point; undefined for too few errors. */
  readonly tail: number | undefined
  /** Variance seen ÷ variance fitted, by level and lead: 1 is a perfect fit. */
  readonly fit: readonly { readonly level: string; readonly lead: number; readonly errors: number; readonly ratio: number }[]
}

/** Parts of a step's variance where little is known. */
const priorShares = [0.75, 0.7, 0.05, 0.05, 0.2]
const priorCarried = { entry: 0.6, progression: 0.4, area: 0.15 }
/** Errors that a prior counts as much as. */
const priorErrors = 40
const mostRows = 8_000
const carriedTried = [0, 0.08, 0.16, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 1, 1.2, 1.4]

interface Row {
  readonly level: number
  readonly lead: number
  readonly square: number
  readonly reach: Float64Array
  readonly spread: Float64Array
}

const levels = ['entry grade', 'grade since entry', 'grade', 'area', 'change of entry', 'change of ratio'] as const
/** Levels that are forecast; the others only tell how much of a shock stays. */
const forecastLevels = 4

/**
 * Fits the shares.
 *
 * @param errors log errors of grades [origin, area, grade, lead]
 * @param spread standard deviation of a usual step in the same order
 * Cost: O(errors × grades × leads) for at most 8,000 errors, about a hundred times.
 */
export function varianceShares(past: PastErrors, errors: Float64Array, spread: Float64Array, settings: Omit<PathSettings, 'carried'>, regionCarried: number): VarianceShares {
  const rows = thin(rowsOf(past, errors, spread, settings), past.leads)
  const groups = levels.flatMap((level, l) => Array.from({ length: past.leads }, (_, i) => ({ level, lead: i + 1, rows: rows.filter((row) => row.level === l && row.lead === i + 1) }))).filter((group) => group.rows.length > 0)
  const ordered = groups.flatMap((group) => group.rows)
  let carried: Carried = { ...priorCarried, region: regionCarried }
  let best = fitShares(groups, designOf(ordered, settings, carried), Float64Array.from(priorShares), 60)
  const cost = (fit: Fit, kept: Carried): number =>
    fit.deviance + (['entry', 'progression', 'area'] as const).reduce((sum, name) => sum + priorErrors * ((kept[name] - priorCarried[name]) / 0.8) ** 2, 0)
  let lowest = cost(best, carried)
  for (let round = 0; round < 2; round++) {
    for (const name of ['progression', 'entry', 'area'] as const) {
      for (const value of carriedTried) {
        const tried = { ...carried, [name]: value }
        const fit = fitShares(groups, designOf(ordered, settings, tried), best.shares, 12)
        const its = cost(fit, tried)
        if (its < lowest) [lowest, best, carried] = [its, fit, tried]
      }
    }
  }
  best = fitShares(groups, designOf(ordered, settings, carried), best.shares, 60)
  // One year ahead, where the tails are those of one year: sums of years have lighter ones.
  const forecast = groups.flatMap(({ rows: own }, k) => (own[0]!.level < forecastLevels && own[0]!.lead === 1 ? [...best.standard[k]!] : []))
  const tail = forecast.length < 100 ? undefined : sizeQuantile(forecast, 0.95) / sizeQuantile(forecast, 0.8)
  return { shares: best.shares, carried, tail, fit: groups.map(({ level, lead, rows: own }, k) => ({ level, lead, errors: own.length, ratio: best.ratios[k]! })) }
}

interface Group {
  readonly rows: readonly Row[]
}

interface Fit {
  readonly shares: Float64Array
  readonly ratios: readonly number[]
  /** Errors in standard units by group. */
  readonly standard: readonly Float64Array[]
  readonly deviance: number
}

function designOf(rows: readonly Row[], settings: Omit<PathSettings, 'carried'>, carried: Carried): Float64Array {
  const design = new Float64Array(rows.length * (parts + 1))
  rows.forEach((row, r) => pathVariance({ ...settings, carried }, row.reach, row.spread, design.subarray(r * (parts + 1), (r + 1) * (parts + 1))))
  return design
}

/** Multiplies each share by the root of what the errors ask for over what the fit has: shares stay above zero and the fit never gets worse. */
function fitShares(groups: readonly Group[], design: Float64Array, start: Float64Array, steps: number): Fit {
  const shares = start.slice()
  let ratios: number[] = []
  let all: Float64Array[] = []
  let deviance = 0
  for (let step = 0; step <= steps; step++) {
    const up = Float64Array.from(shares, (share, p) => priorErrors * (priorShares[p]! / share))
    const down = new Float64Array(parts).fill(priorErrors)
    ratios = []
    all = []
    deviance = 0
    let r = 0
    for (const { rows } of groups) {
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
      const weight = Math.sqrt(rows.length * 100) / rows.length
      for (let p = 0; p < parts; p++) {
        up[p]! += content[p]! * ratio * weight
        down[p]! += content[p]! * weight
      }
      ratios.push(ratio)
      all.push(standard)
      deviance += weight * rows.length * (ratio - Math.log(ratio) - 1)
    }
    if (step < steps) for (let p = 0; p < parts; p++) shares[p]! *= Math.sqrt(up[p]! / down[p]!)
  }
  return { shares, ratios, standard: all, deviance }
}

/** One row for each grade of an area and one for the area: what was wrong, and the steps that it is made of; and how steps changed after the first lead. */
function rowsOf(past: PastErrors, errors: Float64Array, spread: Float64Array, settings: Omit<PathSettings, 'carried'>): Row[] {
  const { origins, areas, grades, leads, entry, forecast, actual } = past
  const steps = stepErrors(past, errors)
  const rows: Row[] = []
  for (let block = 0; block < origins.length * areas.length; block++) {
    const start = block * grades.length * leads
    const own = spread.slice(start, start + grades.length * leads).map((value) => (Number.isNaN(value) ? 0 : value))
    for (let lead = 1; lead <= leads; lead++) {
      const weights = new Float64Array(grades.length)
      let [seen, due] = [0, 0]
      for (let g = 0; g < grades.length; g++) {
        const first = start + g * leads
        const at = first + lead - 1
        if (Number.isNaN(errors[at])) continue
        weights[g] = forecast[at]!
        seen += actual[at]!
        due += forecast[at]!
        const single = new Float64Array(grades.length)
        single[g] = 1
        const entered = entry.lastIndexOf(true, g)
        rows.push({ level: entry[g]! ? 0 : g - entered < lead ? 1 : 2, lead, square: errors[at]! ** 2, reach: reachOf(settings, single, lead), spread: own })
        // The grade after an entry also takes the entry's rebound: its change is not of its own making.
        if (lead === 1 || Number.isNaN(steps[first]! + steps[at]!) || (!entry[g]! && entry[g - 1]!)) continue
        const change = new Float64Array(grades.length * leads)
        change[g * leads] = -1
        change[g * leads + lead - 1] = 1
        rows.push({ level: entry[g]! ? 4 : 5, lead, square: (steps[at]! - steps[first]!) ** 2, reach: change, spread: own })
      }
      if (!(due > 0) || weights.filter((weight) => weight > 0).length < 2) continue
      rows.push({ level: 3, lead, square: Math.log((seen + 0.5) / (due + 0.5)) ** 2, reach: reachOf(settings, weights.map((weight) => weight / due), lead), spread: own })
    }
  }
  return rows
}

/** Every k-th row of each level and lead, so that a country costs no more than a district. */
function thin(rows: readonly Row[], leads: number): readonly Row[] {
  const most = mostRows / (levels.length * leads)
  return levels.flatMap((_, l) =>
    Array.from({ length: leads }, (__, i) => rows.filter((row) => row.level === l && row.lead === i + 1)).flatMap((own) => {
      // A step that is no multiple of the number of grades, or the same grades would be taken of every area.
      const step = Math.max(1, own.length / most)
      return own.filter((__, i) => Math.floor((i + 1) / step) > Math.floor(i / step))
    }),
  )
}
