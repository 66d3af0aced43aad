// From a Dataset to Rates: the base year, the progression ratios and the entrants, each with its evidence and its assumptions.

import { createAxis, positionOf, yearsFrom } from '../core/axis.js'
import { cohortSplit } from '../core/calendar.js'
import { createCube, requireFinite, valueAt } from '../core/cube.js'
import { requireInteger } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Grade, Ladder } from '../core/ladder.js'
import { gradeIds } from '../core/ladder.js'
import { stamp } from '../core/provenance.js'
import type { Dataset } from '../input/dataset.js'
import { findAssumption, participationIn } from './assumptions.js'
import { baseYearOf } from './base-year.js'
import { cohortIssues, findCohortSource } from './cohorts.js'
import { coveredLadder, gradeExists } from './coverage.js'
import { forecastEntry } from './entry.js'
import { describeMethod, estimateRatio } from './progression.js'
import type { RatioMethod } from './progression.js'
import type { RateEvidence, Rates } from './rates.js'

export interface EstimateOptions {
  /** Last school year whose counts are used; the latest with any count when left out. */
  readonly origin?: number | undefined
  /** School years to project after the origin. */
  readonly horizon: number
  /** How progression ratios are taken from their history; the mean of the last three years when left out. */
  readonly progression?: RatioMethod | undefined
  /** How ratios of entrants to births are taken from their history; the mean of the last three years when left out. */
  readonly entry?: RatioMethod | undefined
  /** Last calendar year whose births may be used; all that are given when left out. */
  readonly birthsKnownTo?: number | undefined
}

export const defaultMethod: RatioMethod = Object.freeze({ name: 'mean', years: 3 })

/**
 * Estimates how cohorts move up the grades and how many enter, from the counts up to the origin.
 *
 * For each area and grade: the ratio stated by the caller, or estimated from the area's counts, or taken from the nearest area above,
 * or from all areas together, or the quotient of participations, or 1. What was not counted is said in `issues`.
 *
 * @param dataset as `parseInputs` makes it
 * @returns `base` [area, grade] in pupils, `progression` [area, grade, year] per head, `entry` [area, grade, year] in pupils
 * @throws `no-data` when no area has pupils; `invalid-option` for a horizon below 1
 * Cost: O(areas × grades × years).
 */
export function estimateRates(dataset: Dataset, options: EstimateOptions): Rates {
  const horizon = requireInteger(options.horizon, 1, 'horizon', 'estimateRates')
  const origin = options.origin ?? latestYear(dataset)
  const method = options.progression ?? defaultMethod
  const entryMethod = options.entry ?? defaultMethod
  const { ladder, issues: coverageIssues } = coveredLadder(dataset, origin)
  const split = cohortSplit(dataset.calendar)
  const areas = dataset.planningAreas
  const axes = { area: createAxis(areas), grade: createAxis(gradeIds(ladder)), year: createAxis(yearsFrom(origin + 1, origin + horizon)) }
  const cells = ladder.grades.length * horizon
  const base = new Float64Array(areas.length * ladder.grades.length)
  const progression = new Float64Array(areas.length * cells)
  const entry = new Float64Array(areas.length * cells)
  const cohorts = new Float64Array(areas.length * cells).fill(Number.NaN)
  const evidence: RateEvidence[] = []
  const issues: Issue[] = [...dataset.issues, ...coverageIssues, ...laterCounts(dataset, origin)]
  const ratios = new ProgressionEstimator(dataset, ladder, origin, method)

  areas.forEach((area, a) => {
    const source = findCohortSource(dataset, area, options.birthsKnownTo)
    const ratioOf = ladder.grades.map((grade, g) => ratios.into(area, grade, g))
    const ratioInto = (grade: Grade): number => ratioOf[ladder.grades.indexOf(grade)]?.evidence.value ?? 0
    const baseYear = baseYearOf(dataset, ladder, area, origin, ratioInto, source, split)
    issues.push(...baseYear.issues)
    const needed: number[] = []
    ladder.grades.forEach((grade, g) => {
      base[a * ladder.grades.length + g] = baseYear.pupils[g]!
      const at = a * cells + g * horizon
      if (!grade.entry) {
        const estimate = ratioOf[g]!
        evidence.push(estimate.evidence)
        issues.push(...estimate.issues)
        progression.fill(estimate.evidence.value, at, at + horizon)
        return
      }
      const exists = gradeExists(dataset, area, grade.id, grade.stage, origin)
      const forecast = forecastEntry({ dataset, origin, horizon, split, method: entryMethod }, area, grade, source, baseYear.pupils[g]!, exists)
      entry.set(forecast.entrants, at)
      cohorts.set(forecast.cohorts, at)
      if (forecast.evidence !== undefined) {
        evidence.push(forecast.evidence)
        needed.push(origin + 1 - grade.age - 1, origin + horizon - grade.age)
      }
      issues.push(...forecast.issues)
    })
    if (source !== undefined && needed.length > 0) issues.push(...cohortIssues(area, source, Math.max(...needed), Math.min(...needed)))
  })

  const verb = 'estimateRates'
  return Object.freeze({
    ladder,
    origin,
    horizon,
    base: requireFinite(createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', base), verb),
    progression: requireFinite(createCube(['area', 'grade', 'year'], axes, 'ratio', progression), verb),
    entry: requireFinite(createCube(['area', 'grade', 'year'], axes, 'pupils', entry), verb),
    added: createCube(['area', 'grade', 'year'], axes, 'pupils'),
    cohorts: createCube(['area', 'grade', 'year'], axes, 'births', cohorts),
    evidence: Object.freeze(evidence),
    issues: Object.freeze(withoutRepeats(issues)),
    provenance: stamp(verb, { origin, horizon, options: { progression: describeMethod(method), entry: describeMethod(entryMethod), birthsKnownTo: options.birthsKnownTo ?? 'all' } }),
  })
}

function latestYear(dataset: Dataset): number {
  const { pupils } = dataset
  const years = pupils.axes.year.labels
  const last = years[years.length - 1]
  const latestTotal = Math.max(...dataset.totals.map((total) => total.year))
  return requireInteger(Math.max(last ?? -Infinity, latestTotal), 1900, 'origin (no pupils are given)', 'estimateRates')
}

function laterCounts(dataset: Dataset, origin: number): Issue[] {
  const later = dataset.pupils.axes.year.labels.filter((year) => year > origin)
  if (later.length === 0) return []
  return [{ code: 'after-origin', severity: 'note', where: { table: 'pupils' }, message: `counts after the origin ${origin} are not used (${later.join(', ')})`, amounts: { years: later.join(', ') } }]
}

/** The same thing said of the same place is said once. */
function withoutRepeats(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>()
  return issues.filter((issue) => {
    const key = JSON.stringify([issue.code, issue.where, issue.message])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

interface Estimated {
  readonly evidence: RateEvidence
  readonly issues: readonly Issue[]
}

/** Finds the ratio into a grade, from the best that is known for the area. */
class ProgressionEstimator {
  private readonly ofAllAreas = new Map<string, RateEvidence | undefined>()

  constructor(
    private readonly dataset: Dataset,
    private readonly ladder: Ladder,
    private readonly origin: number,
    private readonly method: RatioMethod,
  ) {}

  into(area: string, grade: Grade, g: number): Estimated {
    const { dataset } = this
    const where = { area, grade: grade.id }
    const blank = { rate: 'progression', area, grade: grade.id, estimator: undefined, numerator: undefined, denominator: undefined, years: [] } as const
    if (grade.entry || !gradeExists(dataset, area, grade.id, grade.stage, this.origin)) return { evidence: { ...blank, value: 0, source: 'absent' }, issues: [] }

    const stated = findAssumption(dataset, 'progression', area, { grade: grade.id })
    if (stated !== undefined) {
      return {
        evidence: { ...blank, value: stated.value, source: 'assumption' },
        issues: [{ code: 'given-assumption', severity: 'assumption', where, message: `progression into ${grade.id}`, assumed: `${stated.value} per pupil in the grade below`, amounts: { value: stated.value } }],
      }
    }
    const own = this.fromCounts([area], grade, g)
    if (own !== undefined) return { evidence: { ...own, area, source: 'counts' }, issues: [] }

    const above = this.fromAncestor(area, grade, g)
    if (above !== undefined) {
      return {
        evidence: { ...above.evidence, area, source: 'parent' },
        issues: [{ code: 'ratio-from-parent', severity: 'assumption', where, message: 'the area has no two counted years', assumed: `the ratio of ${above.parent}, ${above.evidence.value.toFixed(3)}`, amounts: { parent: above.parent, value: above.evidence.value } }],
      }
    }
    const everywhere = this.fromAll(grade, g)
    if (everywhere !== undefined) {
      return {
        evidence: { ...everywhere, area, source: 'all-areas' },
        issues: [{ code: 'ratio-from-parent', severity: 'assumption', where, message: 'the area has no two counted years', assumed: `the ratio of all areas together, ${everywhere.value.toFixed(3)}`, amounts: { value: everywhere.value } }],
      }
    }
    const below = this.ladder.grades[g - 1]!
    const quotient = participationIn(dataset, area, grade.stage) / participationIn(dataset, area, below.stage)
    return {
      evidence: { ...blank, value: quotient, source: quotient === 1 ? 'default' : 'participation' },
      issues: [
        {
          code: 'ratio-assumed',
          severity: 'assumption',
          where: quotient === 1 ? { area, stage: grade.stage } : where,
          message: quotient === 1 ? 'no two counted years give a progression ratio' : `no two counted years give the ratio into ${grade.id}`,
          assumed: quotient === 1 ? '1: as many pupils as in the grade below a year before' : `${quotient}, the quotient of the participations`,
          amounts: { value: quotient },
        },
      ],
    }
  }

  private fromAncestor(area: string, grade: Grade, g: number): { parent: string; evidence: RateEvidence } | undefined {
    let next = this.parentOf(area)
    while (next !== undefined) {
      const found = this.fromCounts([next], grade, g)
      if (found !== undefined) return { parent: next, evidence: found }
      next = this.parentOf(next)
    }
    return undefined
  }

  private parentOf(area: string): string | undefined {
    return this.dataset.areas.find((each) => each.id === area)?.parent
  }

  private fromAll(grade: Grade, g: number): RateEvidence | undefined {
    if (!this.ofAllAreas.has(grade.id)) this.ofAllAreas.set(grade.id, this.fromCounts(this.dataset.planningAreas, grade, g))
    return this.ofAllAreas.get(grade.id)
  }

  /** The ratio of the areas together: only pairs counted in both years are added up. */
  private fromCounts(areas: readonly string[], grade: Grade, g: number): RateEvidence | undefined {
    const { pupils } = this.dataset
    const below = this.ladder.grades[g - 1]!
    const years = pupils.axes.year.labels.filter((year) => year <= this.origin)
    const numerators = years.map(() => Number.NaN)
    const denominators = years.map(() => Number.NaN)
    for (const area of areas) {
      if (positionOf(pupils.axes.area, area) < 0) continue
      for (let y = 1; y < years.length; y++) {
        const [from, to] = [valueAt(pupils, { area, grade: below.id, year: years[y - 1]! }), valueAt(pupils, { area, grade: grade.id, year: years[y]! })]
        if (Number.isNaN(from) || Number.isNaN(to)) continue
        numerators[y] = (Number.isNaN(numerators[y]) ? 0 : numerators[y]!) + to
        denominators[y] = (Number.isNaN(denominators[y]) ? 0 : denominators[y]!) + from
      }
    }
    const estimate = estimateRatio({ years, numerators, denominators }, this.method)
    if (estimate === undefined) return undefined
    return { rate: 'progression', area: areas[0]!, grade: grade.id, source: 'counts', estimator: describeMethod(this.method), ...estimate }
  }
}
