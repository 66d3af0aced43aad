// Entrants of each future year: a ratio to the birth cohort (stated, counted, or that of the base year), or the last count held.

import type { Issue } from '../core/issue.js'
import type { Grade } from '../core/ladder.js'
import { withCommas } from '../core/words.js'
import type { Dataset } from '../input/dataset.js'
import { assumedValue, findAssumptions } from './assumptions.js'
import type { CohortSource } from './cohorts.js'
import { entrySources } from './entry-sources.js'
import { nowcastEntry } from './nowcast.js'
import { describeMethod, estimateRatio, ratioAtLead } from './progression.js'
import type { RatioMethod } from './progression.js'
import type { RateEvidence } from './rates.js'

export interface EntryForecast {
  /** Entrants by projected year, origin + 1 first. */
  readonly entrants: number[]
  readonly evidence: RateEvidence | undefined
  readonly issues: readonly Issue[]
}

/** What the entrants of one grade of one area are taken from. */
export interface EntryContext {
  readonly dataset: Dataset
  readonly area: string
  readonly grade: Grade
  readonly origin: number
  readonly horizon: number
  readonly years: readonly number[]
  /** The grade's count in a year, NaN when there is none. */
  count(year: number): number
  /** Pupils of the grade in the base year. */
  readonly base: number
  readonly source: CohortSource | undefined
  readonly method: RatioMethod
  /** What a count without births is held at: the base year, or half of it and half of the mean of the last three counts. */
  readonly level: 'last' | 'blend'
}

/** Entrants to one entry grade of one area, by the caller's own assumption, by ratio to the births, or held. */
export function forecastEntry(context: EntryContext): EntryForecast {
  const { origin, horizon, source, grade } = context
  const years = Array.from({ length: horizon }, (_, i) => origin + 1 + i)
  const ratio = source === undefined ? undefined : (statedRatio(context) ?? countedRatio(context, source) ?? baseRatio(context, source))
  if (ratio !== undefined) return { entrants: years.map((year) => source!.cohort(grade.age, year) * ratio.at(year)), evidence: ratio.evidence, issues: ratio.issues }
  const level = heldLevel(context)
  return { entrants: years.map(() => level), evidence: undefined, issues: [heldIssue(context.area, grade.id, level)] }
}

/** Says that entrants are held, for want of births. */
export function heldIssue(area: string, grade: string, level: number): Issue {
  return {
    code: 'entry-held',
    severity: 'assumption',
    where: { area, grade },
    message: 'no births are given and no entry ratio is known',
    assumed: `entrants held at ${withCommas(Math.round(level))}`,
    amounts: { entrants: Math.round(level) },
  }
}

function heldLevel({ base, level, years, count }: EntryContext): number {
  if (level === 'last') return base
  const last = years.slice(-3).map(count).filter((each) => !Number.isNaN(each))
  return last.length === 0 ? base : (base + last.reduce((sum, each) => sum + each, 0) / last.length) / 2
}

interface EntryRatio {
  at(year: number): number
  readonly evidence: RateEvidence
  readonly issues: readonly Issue[]
}

const unmade = { rate: 'entryRatio', numerator: undefined, denominator: undefined, years: [], estimator: undefined } as const

/** The ratio that the caller assumed, which may be a path over years. */
export function statedRatio({ dataset, area, grade, origin }: Pick<EntryContext, 'dataset' | 'area' | 'grade' | 'origin'>): EntryRatio | undefined {
  const rows = findAssumptions(dataset, 'entryRatio', area, { grade: grade.id })
  const first = assumedValue(rows, origin + 1)
  if (first === undefined) return undefined
  return {
    at: (year) => assumedValue(rows, year)!,
    evidence: { ...unmade, area, grade: grade.id, value: first, source: 'assumption' },
    issues: [{ code: 'given-assumption', severity: 'assumption', where: { area, grade: grade.id }, message: `entry ratio into ${grade.id}`, assumed: `${first} per birth`, amounts: { value: first } }],
  }
}

function countedRatio({ area, grade, years, count, method, origin }: EntryContext, source: CohortSource): EntryRatio | undefined {
  const numerators = years.map(count)
  const estimate =
    estimateRatio({ years, numerators, denominators: years.map((year) => source.knownCohort(grade.age, year)) }, method) ??
    estimateRatio({ years, numerators, denominators: years.map((year) => source.cohort(grade.age, year)) }, method)
  if (estimate === undefined) return undefined
  const { trend: _, ...made } = estimate
  return {
    at: (year) => ratioAtLead(estimate, year - origin),
    evidence: { rate: 'entryRatio', area, grade: grade.id, ...made, source: 'counts', estimator: describeMethod(method) },
    issues: [],
  }
}

/** No count of this grade: it keeps the share of its birth cohort that the reconstructed base year gives it. */
function baseRatio({ area, grade, origin, base }: EntryContext, source: CohortSource): EntryRatio | undefined {
  const births = source.cohort(grade.age, origin)
  if (!(births > 0) || !(base > 0)) return undefined
  const share = base / births
  return {
    at: () => share,
    evidence: { ...unmade, area, grade: grade.id, value: share, numerator: base, denominator: births, years: [origin], source: 'base-year' },
    issues: [
      {
        code: 'entry-share',
        severity: 'assumption',
        where: { area, grade: grade.id },
        message: `${grade.id} is not counted`,
        assumed: `the share of the birth cohorts that the reconstructed base year has, ${(share * 100).toFixed(3)} %`,
        amounts: { share },
      },
    ],
  }
}

/**
 * Next year's entrants from every early source together, where one is known that the forecast does not use: registrations, or
 * children of the age. The forecast itself stays for the years after.
 */
export function takeEarlySources(dataset: Dataset, area: string, grade: Grade, origin: number, forecast: EntryForecast): EntryForecast {
  const year = origin + 1
  const early = dataset.registrations.some((row) => row.area === area && row.grade === grade.id && row.year === year) || dataset.population.some((row) => row.area === area && row.year <= year && row.year >= origin)
  if (!early) return forecast
  const history = entrySources(dataset, area, grade.id, origin)
  if (!history.sources.some((source) => source.estimates.some((each) => each.year === year))) return forecast
  const nowcast = nowcastEntry(history, { years: [year] })
  const { estimate, sources, expectedError } = nowcast.years[0]!
  const names = sources.map((source) => `${source.name} ${Math.round(source.corrected)} × ${source.weight.toFixed(2)}`).join(', ')
  const issue: Issue = {
    code: 'entry-nowcast',
    severity: 'assumption',
    where: { area, grade: grade.id, year },
    message: `entrants of ${year} have early sources: ${names}`,
    assumed: `${withCommas(Math.round(estimate))}, weighted by their past errors${expectedError === undefined ? '' : `; about ${(expectedError * 100).toFixed(1)} % off is to be expected`}`,
    amounts: { year, estimate: Math.round(estimate), sources: names },
  }
  return { entrants: [estimate, ...forecast.entrants.slice(1)], evidence: forecast.evidence, issues: [...forecast.issues, ...nowcast.issues, issue] }
}

/** Puts the entrants that the caller gave in place of the forecast ones. */
export function takeGivenEntrants(dataset: Dataset, area: string, grade: string, origin: number, forecast: EntryForecast): EntryForecast {
  const given = dataset.entrants.filter((row) => row.area === area && row.grade === grade && row.year > origin && row.year <= origin + forecast.entrants.length)
  if (given.length === 0) return forecast
  const entrants = [...forecast.entrants]
  const held = forecast.issues.some((issue) => issue.code === 'entry-held')
  const byYear = new Map(given.map((row) => [row.year, row.pupils]))
  for (let i = 0; i < entrants.length; i++) {
    // A held count continues from what was last given, not from before it.
    entrants[i] = byYear.get(origin + 1 + i) ?? (held && i > 0 ? entrants[i - 1]! : entrants[i]!)
  }
  const years = given.map((row) => row.year).join(', ')
  const note: Issue = { code: 'entry-given', severity: 'note', where: { area, grade }, message: `entrants of ${years} are used as given`, amounts: { years } }
  return { entrants, evidence: forecast.evidence, issues: [...forecast.issues, note] }
}
