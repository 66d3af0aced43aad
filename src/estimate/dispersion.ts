// How far a forecast will be out, and with what: everything the simulation draws from, estimated from past errors of the same method.

import { requireNoun, requireObject } from '../core/error.js'
import { somePastErrors } from '../core/nouns.js'
import { degreesFromTail } from '../numeric/tails.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import type { LastYear } from './area-factors.js'
import type { BirthSpread } from './birth-spread.js'
import { assumedHousingSpread } from './housing-spread.js'
import type { HousingSpread } from './housing-spread.js'
import { lastingCovariance } from './lasting-parts.js'
import { oneStepSpread } from './one-step-spread.js'
import type { StepVariance } from './one-step-spread.js'
import { assumedParticipationSpread } from './participation-spread.js'
import type { ParticipationSpread } from './participation-spread.js'
import type { PastErrors } from './past-errors.js'
import { reboundShares } from './rebound-shares.js'
import type { ReboundShares } from './rebound-shares.js'
import { logErrors, stepErrors } from './ratio-errors.js'
import { regionSpread } from './region-spread.js'
import type { RegionSpread } from './region-spread.js'
import { stepMoments } from './step-moments.js'
import { varianceShares } from './variance-shares.js'
import { wildGrowth } from './wild-growth.js'

/** Spread of one kind of grade. Shares are multiples of the one-step variance and need not add up to 1. */
export interface KindSpread extends StepVariance {
  /** Share of a shock of this cell and year alone. */
  readonly cell: number
  /** Share of an error of the estimated rate, the same in every year ahead. */
  readonly parameter: number
  /** How much of a year's shock stays in the rate in every later year: rates drift. 0 is none, 1 all of it. */
  readonly carried: number
}

/** What `simulatePupils` draws from. Variances are of logs: 0.0004 is 2 %, and stands for the middle 85 % of errors, not for their tails. */
export interface Dispersion {
  readonly origin: number
  readonly entry: KindSpread
  readonly progression: KindSpread
  /** Student's t: 3 has wild tails, 30 is normal. */
  readonly degreesOfFreedom: number
  /** How much of a year's wildness is that of the area's whole future, 0–1; the rest is drawn anew each year. 1 when left out. */
  readonly wildCarried?: number | undefined
  /** Shock that all grades of an area share in a year; entrants feel `entryLoading` of it. */
  readonly areaYear: { readonly share: number; readonly carried: number; readonly entryLoading: number }
  /** Shock that all areas of a region share in a year: variances, not shares; the last counted year says most. */
  readonly regionYear: RegionSpread
  /** Share of an error of one grade that turns round in the next a year later: who starts early does not start again, and a miscount is gone. */
  readonly rebound: ReboundShares
  /** Factors of the variance; 1 for a name that is not there. An area's is of its past years, the last counted one saying most. */
  readonly gradeFactors: Readonly<Record<string, number>>
  readonly areaFactors: Readonly<Record<string, number>>
  /** Region of each area: areas of one region share its shocks. */
  readonly regions: Readonly<Record<string, string>>
  readonly births: BirthSpread | undefined
  /** Correlation of the shocks that grades of one area and year have of their own, by these grades; none when left out. */
  readonly gradeCorrelation?: GradeCorrelation | undefined
  /** New dwellings still to be completed; taken as planned when left out. */
  readonly housing?: HousingSpread | undefined
  /** Participation that rates rest on where no pupils were counted; certain when left out. */
  readonly participation?: ParticipationSpread | undefined
  /** Factors of the variance of one step by lead, the last one held: from `recalibrate`; 1 when left out. */
  readonly leadFactors?: LeadFactors | undefined
  /** What it was estimated from: origins and errors of one year ahead, and seen over fitted variance by level and lead. */
  readonly evidence: DispersionEvidence
  readonly provenance: Provenance
}

/** A correlation matrix of grades: symmetric, 1 on the diagonal, positive semi-definite; `correlationOf` makes one of a covariance. */
export interface GradeCorrelation {
  readonly grades: readonly string[]
  readonly values: readonly (readonly number[])[]
}

export interface LeadFactors {
  readonly entry: readonly number[]
  readonly progression: readonly number[]
}

export interface DispersionEvidence {
  readonly origins: readonly number[]
  readonly errors: number
  readonly fit: readonly { readonly level: string; readonly lead: number; readonly errors: number; readonly ratio: number }[]
  /** What the last counted year was like, by area and, of what their areas share, by region: why `areaFactors` and `regionYear` are as wide as they are. */
  readonly lastYear?: { readonly areas: Readonly<Record<string, LastYear>>; readonly regions: Readonly<Record<string, LastYear>> } | undefined
}

export interface DispersionOptions {
  /** Last school year whose counts were used. */
  readonly origin: number
  readonly births?: BirthSpread | undefined
  /** How far new dwellings may lie from their plan, such as from `estimateHousingSpread`; `assumedHousingSpread` when left out. */
  readonly housing?: HousingSpread | undefined
  /** `assumedParticipationSpread` when left out. */
  readonly participation?: ParticipationSpread | undefined
  /** Correlation of the shocks of grades beyond what an area's grades share in a year. None when left out. */
  readonly gradeCorrelation?: GradeCorrelation | undefined
}

const priorDegrees = 5
const priorErrors = 200
/** Half of a year's wildness is the area's own in all years, half the year's: not estimated, a history of eight years holds too few wild ones. */
const usualWildCarried = 0.5

/**
 * Estimates the dispersion from past errors, pooled over areas, with priors where the history is short (none at all gives the priors).
 *
 * One step of a cohort has the log error √(a + b/pupils) × (its own shock + the area's of the year + the rate's) + the region's of the year,
 * each shock staying in part in all later years, less a part of what was the grade's own in the same pupils' step a year before (the rebound);
 * the error of a cohort is the sum of its steps.
 *
 * @param past forecasts and counts in pupils, from `pastErrors`
 * @returns variances of logs, see the fields
 * How much of a shock stays is read from the covariances of steps (`stepMoments`), how wide the whole is from the middle 85 % of past errors.
 * Cost: O(origins × areas × grades² × leads²), about 0.3 s for 50 areas × 13 grades × 6 origins.
 */
export function estimateDispersion(past: PastErrors, options: DispersionOptions): Dispersion {
  requireNoun(past, somePastErrors, 'estimateDispersion')
  requireObject(options, 'options', 'estimateDispersion', 2)
  const errors = logErrors(past)
  const steps = stepErrors(past, errors)
  const one = oneStepSpread(past, steps)
  const { grades, areas, leads } = past
  const spread = past.forecast.map((pupils, i) => {
    const [g, block] = [Math.floor(i / leads) % grades.length, Math.floor(i / leads / grades.length)]
    const { constant, perPupil } = past.entry[g]! ? one.entry : one.progression
    return pupils > 0 ? Math.sqrt((constant + perPupil / Math.max(1, pupils)) * one.gradeFactor[g]! * one.areas.past[block]!) : Number.NaN
  })
  const usual = (entry: boolean): number => {
    const own = [...spread].filter((value, i) => i % leads === 0 && past.entry[Math.floor(i / leads) % grades.length] === entry && !Number.isNaN(value))
    return own.length === 0 ? 0.0004 : own.sort((x, y) => x - y)[Math.floor(own.length / 2)]! ** 2
  }
  const { past: region, next: regionYear, lastYear } = regionSpread(past, steps, { entry: usual(true), progression: usual(false) })
  const root = (entry: boolean): number => Math.sqrt(entry ? region.entry : region.progression)
  const moments = stepMoments(past, steps, spread, (entry, i, other, j) => root(entry) * root(other) * lastingCovariance(region.carried, i, j))
  const rebound = reboundShares(moments, leads)
  const known = steps.filter((error, i) => i % leads === 0 && !Number.isNaN(error)).length
  const weight = known / (known + priorErrors)
  const degreesOf = (tail: number | undefined): number => (tail === undefined ? priorDegrees : 1 / (weight / degreesFromTail(tail) + (1 - weight) / priorDegrees))
  const settings = { grades: grades.length, leads, entry: past.entry, rebound, region }
  const { shares, carried, loading, tail, fit } = varianceShares(past, errors, spread, moments, settings, region.carried, (found) => wildGrowth(degreesOf(found), usualWildCarried, leads))
  const named = (names: readonly string[], values: Float64Array): Readonly<Record<string, number>> => Object.freeze(Object.fromEntries(names.map((name, i) => [name, values[i]!])))
  const areasLastYear = Object.fromEntries(areas.flatMap((area, a) => (one.lastYear[a] === undefined ? [] : [[area, one.lastYear[a]] as const])))
  return Object.freeze({
    origin: options.origin,
    entry: Object.freeze({ ...one.entry, cell: shares[0]!, parameter: shares[2]!, carried: carried.entry }),
    progression: Object.freeze({ ...one.progression, cell: shares[1]!, parameter: shares[3]!, carried: carried.progression }),
    degreesOfFreedom: degreesOf(tail),
    wildCarried: usualWildCarried,
    areaYear: Object.freeze({ share: shares[4]!, carried: carried.area, entryLoading: loading }),
    regionYear: Object.freeze(regionYear),
    rebound: Object.freeze(rebound),
    gradeFactors: named(grades, one.gradeFactor),
    areaFactors: named(areas, one.areas.next),
    regions: Object.freeze(Object.fromEntries(areas.map((area, a) => [area, past.regions[a]!]))),
    births: options.births,
    housing: options.housing ?? assumedHousingSpread,
    participation: options.participation ?? assumedParticipationSpread,
    ...(options.gradeCorrelation === undefined ? {} : { gradeCorrelation: options.gradeCorrelation }),
    evidence: Object.freeze({
      origins: past.origins,
      errors: known,
      fit: Object.freeze(fit),
      lastYear: Object.freeze({ areas: Object.freeze(areasLastYear), regions: Object.freeze(lastYear) }),
    }),
    provenance: stamp('estimateDispersion', { origin: options.origin, options: { origins: past.origins.length, leads } }),
  })
}
