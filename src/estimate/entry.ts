// Entrants of each future year: given, or a ratio to the birth cohort (stated, counted, or that of the base year), or the last count held.

import { valueAt } from '../core/cube.js'
import type { CohortSplit } from '../core/calendar.js'
import type { Issue } from '../core/issue.js'
import type { Grade } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'
import { findAssumption } from './assumptions.js'
import { cohortBirths } from './cohorts.js'
import type { CohortSource } from './cohorts.js'
import { describeMethod, estimateRatio } from './progression.js'
import type { RatioMethod } from './progression.js'
import type { RateEvidence } from './rates.js'

export interface EntryForecast {
  /** Entrants by projected year, origin + 1 first. */
  readonly entrants: readonly number[]
  /** Births of the entering cohort by projected year; NaN without births. */
  readonly cohorts: readonly number[]
  readonly evidence: RateEvidence | undefined
  readonly issues: readonly Issue[]
}

export interface EntryContext {
  readonly dataset: Dataset
  readonly origin: number
  readonly horizon: number
  readonly split: CohortSplit
  readonly method: RatioMethod
}

/** Entrants to one entry grade of one area. `base` is the grade's count in the base year. */
export function forecastEntry(context: EntryContext, area: string, grade: Grade, source: CohortSource | undefined, base: number, exists: boolean): EntryForecast {
  const { dataset, origin, horizon, split } = context
  const years = Array.from({ length: horizon }, (_, i) => origin + 1 + i)
  const cohorts = years.map((year) => (source === undefined ? Number.NaN : cohortBirths(source, split, grade.age, year)))
  const issues: Issue[] = []
  if (!exists) return { entrants: years.map(() => 0), cohorts, evidence: undefined, issues }

  const ratio = source === undefined ? undefined : entryRatio(context, area, grade, source, base)
  let entrants: number[]
  if (ratio !== undefined) {
    entrants = cohorts.map((births) => births * ratio.evidence.value)
    issues.push(...ratio.issues)
  } else {
    entrants = years.map(() => base)
    issues.push({
      code: 'entry-held',
      severity: 'assumption',
      where: { area, grade: grade.id },
      message: 'no births are given and no entry ratio is known',
      assumed: `entrants held at ${Math.round(base)}`,
      amounts: { entrants: Math.round(base) },
    })
  }
  const given = dataset.entrants.filter((row) => row.area === area && row.grade === grade.id && row.year > origin && row.year <= origin + horizon)
  for (const row of given) entrants[row.year - origin - 1] = row.pupils
  if (given.length > 0) {
    issues.push({
      code: 'entry-given',
      severity: 'note',
      where: { area, grade: grade.id },
      message: `entrants of ${given.map((row) => row.year).join(', ')} are used as given`,
      amounts: { years: given.map((row) => row.year).join(', ') },
    })
    // A held count continues from what was last given, not from before it.
    if (ratio === undefined) {
      for (let i = 0; i < entrants.length; i++) if (!given.some((row) => row.year === years[i])) entrants[i] = i === 0 ? base : entrants[i - 1]!
    }
  }
  return { entrants, cohorts, evidence: ratio?.evidence, issues }
}

function entryRatio(context: EntryContext, area: string, grade: Grade, source: CohortSource, base: number): { evidence: RateEvidence; issues: Issue[] } | undefined {
  const { dataset, origin, split, method } = context
  const stated = findAssumption(dataset, 'entryRatio', area, { grade: grade.id })
  const evidence = { rate: 'entryRatio', area, grade: grade.id, numerator: undefined, denominator: undefined, years: [], estimator: undefined } as const
  if (stated !== undefined) {
    return {
      evidence: { ...evidence, value: stated.value, source: 'assumption' },
      issues: [{ code: 'given-assumption', severity: 'assumption', where: { area, grade: grade.id }, message: `entry ratio into ${grade.id}`, assumed: `${stated.value} per birth`, amounts: { value: stated.value } }],
    }
  }
  const own = estimateFromCounts(dataset, area, grade, source, origin, split, method)
  if (own !== undefined) return { evidence: { ...evidence, ...own, source: 'counts', estimator: describeMethod(method) }, issues: [] }
  // No count of this grade: it keeps the share of its birth cohort that the reconstructed base year gives it.
  const births = cohortBirths(source, split, grade.age, origin)
  if (!(births > 0) || !(base > 0)) return undefined
  return {
    evidence: { ...evidence, value: base / births, numerator: base, denominator: births, years: [origin], source: 'base-year' },
    issues: [
      {
        code: 'entry-share',
        severity: 'assumption',
        where: { area, grade: grade.id },
        message: `${grade.id} is not counted`,
        assumed: `the share of the birth cohorts that the reconstructed base year has, ${((base / births) * 100).toFixed(3)} %`,
        amounts: { share: base / births },
      },
    ],
  }
}

function estimateFromCounts(dataset: Dataset, area: string, grade: Grade, source: CohortSource, origin: number, split: CohortSplit, method: RatioMethod) {
  const years = dataset.pupils.axes.year.labels.filter((year) => year <= origin)
  return estimateRatio(
    {
      years,
      numerators: years.map((year) => valueAt(dataset.pupils, { area, grade: grade.id, year })),
      denominators: years.map((year) => cohortBirths(source, split, grade.age, year)),
    },
    method,
  )
}
