// The automatic method: progression ratios and entrants by the hierarchical forecast, for every part of the ladder that births or entrants feed.
// It decides from the counts alone how far an area's own ratio, its region's and the long-run level are to be trusted, grade by grade and
// lead by lead; what it could not say anything about is left to the named methods and to the caller's assumptions.

import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'
import { parentOf } from './area-tree.js'
import type { CohortSource } from './cohorts.js'
import type { Counts } from './counts.js'
import { guardIssues } from './guards.js'
import { forecastPanel } from './hierarchical/forecast-panel.js'
import type { PanelForecast, RatioPanel } from './hierarchical/panel.js'
import { ratioName } from './rates.js'
import type { RateEvidence } from './rates.js'

export interface AutomaticContext {
  readonly dataset: Dataset
  readonly ladder: Ladder
  readonly origin: number
  readonly horizon: number
  /** Counts through `ladder`. */
  readonly counts: Counts
  readonly exists: (area: number, grade: number) => boolean
  /** Pupils of the base year [area, grade]. */
  readonly base: Float64Array
  readonly sources: readonly (CohortSource | undefined)[]
}

/** What the automatic method says of one grade of one area: pupils next year = ratio × pupils below + entrants. */
export interface AutomaticRate {
  readonly ratios: Float64Array
  readonly entrants: Float64Array
  readonly evidence: RateEvidence
  readonly issues: readonly Issue[]
}

export interface AutomaticRates {
  /** Undefined where the counts say nothing of the grade. */
  rateOf(area: number, grade: number): AutomaticRate | undefined
  /** The ratio into a grade one year ahead, without its evidence; NaN where the counts say nothing of it. */
  firstRatio(area: number, grade: number): number
  readonly issues: readonly Issue[]
}

interface Segment {
  readonly first: number
  readonly grades: number
  readonly forecast: PanelForecast
  /** Whether any area of a region has a yearly ratio into a grade [region, grade]. */
  readonly known: Uint8Array
}

/** Forecasts every part of the ladder. Cost: that of `forecastPanel`. */
export function automaticRates(context: AutomaticContext): AutomaticRates {
  const { dataset, ladder, counts, horizon } = context
  const regions = regionsOf(context)
  const starts = ladder.grades.flatMap((grade, g) => (grade.entry || g === 0 ? [g] : []))
  const segments = counts.years.length === 0 ? [] : starts.map((first, i) => forecastSegment(context, regions, first, starts[i + 1] ?? ladder.grades.length))
  const segmentOf = (grade: number): Segment | undefined => segments.findLast((segment) => segment.first <= grade)
  const isKnown = (segment: Segment, a: number, g: number): boolean =>
    g === segment.first ? counts.years.some((year) => !Number.isNaN(counts.at(a, g, year))) : segment.known[regions[a]! * segment.grades + g - segment.first] === 1
  return {
    firstRatio(a, g) {
      const segment = segmentOf(g)
      if (segment === undefined || !isKnown(segment, a, g)) return Number.NaN
      return segment.forecast.progression[(a * segment.grades + g - segment.first) * horizon]!
    },
    issues: segments.flatMap((segment) => guardIssues(dataset, ladder, segment.first, counts.years[0]!, segment.forecast.guarded)),
    rateOf(a, g) {
      const segment = segmentOf(g)
      if (segment === undefined || !context.exists(a, g) || !isKnown(segment, a, g)) return undefined
      const local = g - segment.first
      const at = (a * segment.grades + local) * horizon
      const { progression, entry } = segment.forecast
      const rate = { ratios: progression.subarray(at, at + horizon), entrants: entry.subarray(at, at + horizon) }
      return { ...rate, ...explain(context, segment, a, g, rate) }
    },
  }
}

/** Areas under the same parent are a region; those without a parent are one together. How much they share is for the variances to say. */
function regionsOf({ dataset }: AutomaticContext): Int32Array {
  const known = new Map<string | undefined, number>()
  return Int32Array.from(dataset.planningAreas, (area) => {
    const parent = parentOf(dataset, area)
    if (!known.has(parent)) known.set(parent, known.size)
    return known.get(parent)!
  })
}

function forecastSegment(context: AutomaticContext, regions: Int32Array, first: number, end: number): Segment {
  const { dataset, ladder, origin, horizon, counts, base, sources } = context
  const [areas, grades] = [dataset.planningAreas.length, end - first]
  const firstYear = counts.years[0]!
  const years = origin - firstYear + 1
  const pupils = new Float64Array(areas * grades * years)
  const cohorts = new Float64Array(areas * (years + horizon)).fill(Number.NaN)
  const known = new Uint8Array((Math.max(...regions) + 1) * grades)
  const age = ladder.grades[first]!.age
  for (let a = 0; a < areas; a++) {
    for (let g = 0; g < grades; g++) {
      const row = (a * grades + g) * years
      for (let y = 0; y < years; y++) {
        pupils[row + y] = counts.at(a, first + g, firstYear + y)
        if (g > 0 && y > 0 && pupils[row - years + y - 1]! > 0 && pupils[row + y]! >= 0) known[regions[a]! * grades + g] = 1
      }
      // A base year that was not counted is taken as it was carried up or reconstructed.
      if (Number.isNaN(pupils[row + years - 1])) pupils[row + years - 1] = base[a * ladder.grades.length + first + g]!
    }
    const source = sources[a]
    if (source === undefined) continue
    const share = source.area === dataset.planningAreas[a] ? 1 : usualShare(counts, a, first, age, source)
    for (let y = 0; y < years + horizon; y++) cohorts[a * (years + horizon) + y] = share * (y < years ? source.knownCohort(age, firstYear + y) : source.cohort(age, firstYear + y))
  }
  const panel: RatioPanel = { areas, grades, years, horizon, pupils, regions, ...(sources.some((source) => source !== undefined) ? { cohorts } : {}) }
  return { first, grades, forecast: forecastPanel(panel), known }
}

/**
 * An area's usual share of another area's cohorts: all its counted entrants ÷ the births of their cohorts. Shares of towns of different
 * size have no common level to be drawn to; what they have in common is how they change.
 */
function usualShare(counts: Counts, area: number, grade: number, age: number, source: CohortSource): number {
  let [entrants, births] = [0, 0]
  for (const year of counts.years) {
    const [count, cohort] = [counts.at(area, grade, year), source.knownCohort(age, year)]
    if (!(count >= 0) || !(cohort > 0)) continue
    entrants += count
    births += cohort
  }
  return entrants > 0 ? entrants / births : Number.NaN
}

/** How many of the last yearly ratios are told as numerator and denominator. */
const toldYears = 5

function explain(context: AutomaticContext, segment: Segment, a: number, g: number, rate: { ratios: Float64Array; entrants: Float64Array }): { evidence: RateEvidence; issues: Issue[] } {
  const { dataset, ladder, counts, sources, origin } = context
  const [area, grade, local] = [dataset.planningAreas[a]!, ladder.grades[g]!, g - segment.first]
  const births = local === 0 ? sources[a] : undefined
  const below = (year: number): number => (local === 0 ? (births?.knownCohort(grade.age, year) ?? Number.NaN) : counts.at(a, g - 1, year - 1))
  const years = counts.years.filter((year) => counts.at(a, g, year) >= 0 && below(year) > 0).slice(-toldYears)
  const sum = (of: (year: number) => number): number | undefined => (years.length === 0 ? undefined : years.reduce((total, year) => total + of(year), 0))
  const weight = segment.forecast.components.ownWeight[a * segment.grades + local]!
  const isLevel = local === 0 ? births === undefined : rate.ratios[0] === 0 && rate.entrants[0]! > 0
  const value = local === 0 ? (births === undefined ? rate.entrants[0]! : rate.entrants[0]! / births.cohort(grade.age, origin + 1)) : rate.ratios[0]!
  const evidence: RateEvidence = {
    rate: ratioName(ladder, g),
    area,
    grade: grade.id,
    value: isLevel && local > 0 ? 0 : value,
    source: years.length === 0 && !isLevel ? 'all-areas' : 'counts',
    estimator: isLevel ? 'automatic, own level' : `automatic, own weight ${weight.toFixed(2)}`,
    numerator: sum((year) => counts.at(a, g, year)),
    denominator: sum(below),
    years,
  }
  return { evidence, issues: issuesOf(area, grade.id, evidence, isLevel, rate) }
}

function issuesOf(area: string, grade: string, evidence: RateEvidence, isLevel: boolean, rate: { entrants: Float64Array }): Issue[] {
  const where = { area, grade }
  if (isLevel) {
    const [first, last] = [Math.round(rate.entrants[0]!), Math.round(rate.entrants[rate.entrants.length - 1]!)]
    return [
      {
        code: 'entry-level',
        severity: 'assumption',
        where,
        message: evidence.rate === 'entryRatio' ? 'no births are given' : 'the grade below has no pupils',
        assumed: first === last ? `pupils go on at their own level, ${first}` : `pupils go on at their own level with a damped trend, from ${first} to ${last}`,
        amounts: { first, last },
      },
    ]
  }
  if (evidence.source !== 'all-areas') return []
  return [{ code: 'ratio-from-parent', severity: 'assumption', where, message: 'the area has no two counted years', assumed: `the ratio of its region, ${evidence.value.toFixed(3)}`, amounts: { value: evidence.value } }]
}
