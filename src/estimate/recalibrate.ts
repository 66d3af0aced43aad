// Recalibration by rolling origin: what would have been promised at past origins, from the errors known by then, against what came after.
// Where the promised spread was too wide or too narrow at a lead, the spread that is promised now is narrowed or widened by as much.

import { requireNoun, requireObject } from '../core/error.js'
import { somePastErrors } from '../core/nouns.js'
import { estimateDispersion } from './dispersion.js'
import type { Dispersion, DispersionOptions } from './dispersion.js'
import type { PastErrors } from './past-errors.js'
import { logErrors, middleVariance } from './ratio-errors.js'
import { yearsIn } from './path-rows.js'
import { parts, pathVariance, reachOf } from './variance-paths.js'
import { wildGrowth } from './wild-growth.js'

export interface RecalibrateOptions extends DispersionOptions {
  /** Origins that each promise is made from; all before it when left out. */
  readonly window?: number | undefined
}

/** Origins before the first that is judged: a promise from fewer is mostly the prior. */
const leastOrigins = 3
/** Judged origins that "no factor" counts as much as: errors of one origin are alike, so origins count, not errors. */
const priorOrigins = 3
const [least, most] = [0.25, 4]
/** How the variance of a cohort usually grows with the lead: the 90 % half-width grows 3 to 4 times from one year to five. */
const growth = 1.6

/**
 * Estimates a dispersion and corrects it lead by lead by how earlier dispersions, each from the errors known at its origin, did afterwards.
 *
 * At each judged origin the errors that followed are divided by the spread promised there; the variance of their middle 85 % is the factor by which
 * the spread should have been wider, taken to the power n ÷ (n + 3) for n judged origins. No count after `options.origin` is in `past`, so none is used.
 *
 * @param past from `pastErrors`, with more origins than the window
 * @returns as `estimateDispersion`, with `leadFactors` by kind: entry for cohorts that entered since the origin, progression for the others
 * Cost: that of `estimateDispersion` once per judged origin and once more.
 */
export function recalibrate(past: PastErrors, options: RecalibrateOptions): Dispersion {
  requireNoun(past, somePastErrors, 'recalibrate')
  requireObject(options, 'options', 'recalibrate', 2)
  const { window = past.origins.length, ...rest } = options
  const now = estimateDispersion(knownAt(past, options.origin, window), rest)
  const standard = { entry: byLead(past), progression: byLead(past) }
  const judged = past.origins.slice(leastOrigins)
  const counted = { entry: new Float64Array(past.leads), progression: new Float64Array(past.leads) }
  for (const origin of judged) {
    const before = { entry: standard.entry.map((own) => own.length), progression: standard.progression.map((own) => own.length) }
    judge(past, origin, estimateDispersion(knownAt(past, origin, window), { ...rest, origin }), standard)
    for (const kind of ['entry', 'progression'] as const) standard[kind].forEach((own, i) => (counted[kind][i]! += Number(own.length > before[kind][i]!)))
  }
  const factors = (kind: 'entry' | 'progression'): readonly number[] => Object.freeze(stepFactors(standard[kind].map((own, i) => (own.length < 10 ? 1 : Math.max(least, Math.min(most, middleVariance(own))) ** (counted[kind][i]! / (counted[kind][i]! + priorOrigins))))))
  return Object.freeze({ ...now, leadFactors: Object.freeze({ entry: factors('entry'), progression: factors('progression') }) })
}

function byLead({ leads }: PastErrors): number[][] {
  return Array.from({ length: leads }, () => [])
}

/** The last `window` origins before `origin`, with the counts known by then. */
export function knownAt(past: PastErrors, origin: number, window: number): PastErrors {
  const first = Math.max(0, past.origins.filter((each) => each < origin).length - window)
  const last = past.origins.filter((each) => each < origin).length
  const block = past.areas.length * past.grades.length * past.leads
  const actual = past.actual.slice(first * block, last * block)
  for (let i = 0; i < actual.length; i++) if (past.origins[first + Math.floor(i / block)]! + (i % past.leads) + 1 > origin) actual[i] = Number.NaN
  const forecast = past.forecast.slice(first * block, last * block).map((value, i) => (Number.isNaN(actual[i]!) ? Number.NaN : value))
  return { ...past, origins: past.origins.slice(first, last), forecast, actual }
}

/** Adds the errors from one origin, in units of the spread promised there. */
function judge(past: PastErrors, origin: number, promised: Dispersion, standard: { readonly entry: number[][]; readonly progression: number[][] }): void {
  const { areas, grades, leads, entry, forecast } = past
  const errors = logErrors(past)
  const { areaYear, regionYear, rebound } = promised
  const carried = { entry: promised.entry.carried, progression: promised.progression.carried, area: areaYear.carried, region: regionYear.carried }
  const settings = { grades: grades.length, leads, entry, carried, rebound, loading: areaYear.entryLoading, region: regionYear }
  const shares = [promised.entry.cell, promised.progression.cell, promised.entry.parameter, promised.progression.parameter, areaYear.share, 1]
  const ofYears = wildGrowth(promised.degreesOfFreedom, promised.wildCarried ?? 1, leads)
  const variances = new Float64Array(shares.length)
  const spread = new Float64Array(grades.length * leads)
  const start = past.origins.indexOf(origin) * areas.length * grades.length * leads
  const reaches = grades.map((_, g) => {
    const single = new Float64Array(grades.length)
    single[g] = 1
    return Array.from({ length: leads }, (__, i) => reachOf(settings, single, i + 1))
  })
  areas.forEach((area, a) => {
    const own = start + a * grades.length * leads
    for (let i = 0; i < spread.length; i++) {
      const g = Math.floor(i / leads)
      const { constant, perPupil } = entry[g]! ? promised.entry : promised.progression
      const pupils = forecast[own + i]!
      spread[i] = pupils > 0 ? Math.sqrt((constant + perPupil / Math.max(1, pupils)) * (promised.gradeFactors[grades[g]!] ?? 1) * (promised.areaFactors[area] ?? 1)) : 0
    }
    for (let i = 0; i < spread.length; i++) {
      const [g, lead] = [Math.floor(i / leads), (i % leads) + 1]
      if (Number.isNaN(errors[own + i]!)) continue
      pathVariance(settings, reaches[g]![lead - 1]!, spread, variances)
      const wilder = ofYears[yearsIn(entry, g, lead) - 1]!
      const variance = variances.reduce((sum, value, p) => sum + value * shares[p]! * (p < parts ? wilder : 1), 0)
      const entered = entry.lastIndexOf(true, g)
      if (variance > 0) standard[g - entered < lead ? 'entry' : 'progression'][lead - 1]!.push(errors[own + i]! / Math.sqrt(variance))
    }
  })
}

/** Factors of single steps whose sums have these factors, were a cohort's variance to grow as it usually does. */
function stepFactors(ratios: readonly number[]): number[] {
  return ratios.map((ratio, i) => {
    const [all, before] = [(i + 1) ** growth, i ** growth]
    return Math.max(least, Math.min(most, (ratio * all - (ratios[i - 1] ?? 0) * before) / (all - before)))
  })
}
