// From a Dataset to Rates: the base year, the progression ratios and the entrants, each with its evidence and its assumptions.

import { createAxis, yearsFrom } from '../core/axis.js'
import { createCube, requireFinite } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { gradeIds } from '../core/ladder.js'
import { aDataset } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Dataset } from '../input/dataset.js'
import { addHousing, withoutRepeats } from './add-housing.js'
import { automaticRates } from './automatic.js'
import type { AutomaticContext } from './automatic.js'
import { baseYearOf } from './base-year.js'
import { chooseMethod } from './choose.js'
import type { MethodChoice } from './choose.js'
import { cohortIssues, findCohortSource } from './cohorts.js'
import type { CohortSource, UnknownBirths } from './cohorts.js'
import { countsBefore, countsTo, throughLadder } from './counts.js'
import { coverageOf } from './coverage.js'
import { forecastEntry, statedRatio, takeEarlySources, takeGivenEntrants } from './entry.js'
import type { HousingOptions } from './housing.js'
import { ProgressionRatios } from './progression-ratios.js'
import { describeMethod } from './progression.js'
import type { RatioMethod } from './progression.js'
import type { RateEvidence, Rates } from './rates.js'

/** A named estimator of `estimateRatio`, or the automatic method, which weighs an area's own history against its region's. */
export type EstimateMethod = RatioMethod | { readonly name: 'automatic' }

export interface EstimateOptions {
  /** Last school year whose counts are used; the latest with any count when left out. */
  readonly origin?: number | undefined
  /** School years to project after the origin. */
  readonly horizon: number
  /** How progression ratios are taken from their history; `automatic` when left out. */
  readonly progression?: EstimateMethod | undefined
  /** How entrants are taken from their history; as progression when left out. */
  readonly entry?: EstimateMethod | undefined
  /** Weight of the region's ratio in pupils: an area's ratio counts as much as its pupils, its region's as much as this. 0 when left out. */
  readonly shrinkage?: number | undefined
  /** What entrants without births are held at: the last count, or half of it and half of the mean of the last three (`blend`). */
  readonly entryLevel?: 'last' | 'blend' | undefined
  /**
   * Past origins from which every method is tried before the automatic one is taken; each costs about as much as the estimate itself.
   * The choice, its error and the runner-up stand in `evidence`. 8 when left out; 0 takes the automatic method untried.
   */
  readonly chooseFrom?: number | undefined
  /** Shares that the pupils of new dwellings need; used when the dataset has dwellings. */
  readonly housing?: Pick<HousingOptions, 'entryAlreadyInBirths' | 'withinAreaMoves' | 'usualDwellings'> | undefined
  /** Last calendar year whose births may be used; all that are given when left out. */
  readonly birthsKnownTo?: number | undefined
  /** What is taken for births not known yet: those of the last known year, or the mean of the last two, which is the default. */
  readonly unknownBirths?: UnknownBirths | undefined
}

/** Past origins from which methods are tried. 5 and 12 give errors within 1.3 % of these on US states, New Jersey districts and New York schools and districts. */
const chooseFromDefault = 8

/** What is used where the automatic method has nothing to go by, and to carry a count over a year that is missing. */
const fallback: RatioMethod = Object.freeze({ name: 'pooled', years: 5 })

/**
 * Estimates how cohorts move up the grades and how many enter, from the counts up to the origin.
 *
 * For each area and grade: the ratio stated by the caller, or estimated from the area's counts, or taken from the nearest area above,
 * or from all areas together, or the quotient of participations, or 1. What was not counted is said in `issues`.
 *
 * @param dataset as `parseInputs` makes it
 * @returns `base` [area, grade] in pupils, `progression` [area, grade, year] per head, `entry` [area, grade, year] in pupils
 * @throws `invalid-option` for a horizon below 1, or an origin so far from the counts that nobody is left to forecast; `no-data` when no pupils are given at all
 * Cost: O(areas × grades × years).
 */
export function estimateRates(dataset: Dataset, options: EstimateOptions): Rates {
  requireNoun(dataset, aDataset, 'estimateRates')
  requireObject(options, 'options', 'estimateRates', 2)
  return addHousing(estimateFromCounts(dataset, options), dataset, options.housing)
}

/** The parts of a dataset that `estimateFromCounts` looks at; a test keeps the list. Dwellings and yields are added afterwards, places and projects never read. */
export const countedParts = [
  'ladder',
  'calendar',
  'areas',
  'planningAreas',
  'pupils',
  'births',
  'monthlyBirths',
  'population',
  'registrations',
  'totals',
  'entrants',
  'assumptions',
  'issues',
] as const satisfies readonly (keyof Dataset)[]

/** `estimateRates` without the pupils of new dwellings. The automatic method learns from all areas: a count changed in one may change every area. */
export function estimateFromCounts(dataset: Dataset, options: EstimateOptions): Rates {
  const verb = 'estimateRates'
  const horizon = requireInteger(options.horizon, 1, 'horizon', verb)
  const origin = options.origin ?? latestYear(dataset)
  const method: EstimateMethod = options.progression ?? { name: 'automatic' }
  const entryMethod: EstimateMethod = options.entry ?? method
  const allCounts = countsTo(dataset, origin)
  const coverage = coverageOf(dataset, allCounts, origin)
  const { ladder } = coverage
  const counts = throughLadder(allCounts, dataset, ladder)
  const areas = dataset.planningAreas
  const years = yearsFrom(origin + 1, origin + horizon)
  const grades = ladder.grades.length
  const sources = areas.map((area) => findCohortSource(dataset, area, { knownTo: options.birthsKnownTo, unknown: options.unknownBirths }))
  const ratios = new ProgressionRatios({ dataset, ladder, origin, counts, method: named(method), shrinkage: options.shrinkage ?? 0 })
  const issues: Issue[] = [...dataset.issues, ...coverage.issues, ...laterCounts(dataset, origin)]

  const base = new Float64Array(areas.length * grades)
  areas.forEach((area, a) => {
    const baseYear = baseYearOf({
      dataset,
      ladder,
      origin,
      area,
      source: sources[a],
      count: (g, year) => counts.at(a, g, year),
      exists: (g) => coverage.exists(a, g),
      ratioInto: (g) => ratios.into(area, a, g, coverage.exists(a, g)).at(origin),
    })
    issues.push(...baseYear.issues)
    base.set(baseYear.pupils, a * grades)
  })

  const isAutomatic = method.name === 'automatic' || entryMethod.name === 'automatic'
  const automaticContext: AutomaticContext = { dataset, ladder, origin, horizon, counts, exists: coverage.exists, base, sources }
  const automatic = isAutomatic ? automaticRates(automaticContext) : undefined
  issues.push(...(automatic?.issues ?? []))

  const chooseFrom = options.chooseFrom ?? chooseFromDefault
  const past = method.name === 'automatic' && chooseFrom > 0 ? pastChoices(automaticContext, chooseFrom) : undefined
  const progression = new Float64Array(areas.length * grades * horizon)
  const entry = new Float64Array(areas.length * grades * horizon)
  const cohorts = new Float64Array(areas.length * grades * horizon).fill(Number.NaN)
  const evidence: RateEvidence[] = []
  areas.forEach((area, a) => {
    const source = sources[a]
    ladder.grades.forEach((grade, g) => {
      const at = (a * grades + g) * horizon
      const exists = coverage.exists(a, g)
      if (!grade.entry) {
        const stated = exists ? ratios.stated(area, grade) : undefined
        const choice = stated === undefined && method.name === 'automatic' ? past?.choose(a, g) : undefined
        const own = stated === undefined && method.name === 'automatic' && (choice === undefined || choice.method === 'automatic') ? automatic?.rateOf(a, g) : undefined
        if (own !== undefined) {
          progression.set(own.ratios, at)
          entry.set(own.entrants, at)
        }
        const found = own ?? stated ?? (choice === undefined || choice.method === 'automatic' ? ratios.into(area, a, g, exists) : ratios.by(choice.method, area, a, g, exists))
        if ('at' in found) years.forEach((year, i) => (progression[at + i] = found.at(year)))
        evidence.push(choice === undefined ? found.evidence : { ...found.evidence, choice })
        issues.push(...found.issues)
        return
      }
      if (source !== undefined) years.forEach((year, i) => (cohorts[at + i] = source.cohort(grade.age, year)))
      if (!exists) return
      const count = (year: number): number => counts.at(a, g, year)
      const context = { dataset, area, grade, origin, horizon, years: counts.years, count, base: base[a * grades + g]!, source, method: named(entryMethod), level: options.entryLevel ?? 'last' } as const
      const own = entryMethod.name === 'automatic' && statedRatio(context) === undefined ? automatic?.rateOf(a, g) : undefined
      const estimated = own === undefined ? forecastEntry(context) : { ...own, entrants: [...own.entrants] }
      const forecast = takeGivenEntrants(dataset, area, grade.id, origin, takeEarlySources(dataset, area, grade, origin, estimated))
      entry.set(forecast.entrants, at)
      if (forecast.evidence !== undefined) evidence.push(forecast.evidence)
      issues.push(...forecast.issues)
    })
    if (source !== undefined) issues.push(...birthsNeeded(area, source, ladder.grades.filter((grade) => grade.entry).map((grade) => grade.age), origin, horizon))
  })

  const axes = { area: createAxis(areas), grade: createAxis(gradeIds(ladder)), year: createAxis(years) }
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
    provenance: stamp(verb, {
      origin,
      horizon,
      options: { progression: describe(method), entry: describe(entryMethod), shrinkage: options.shrinkage ?? 0, birthsKnownTo: options.birthsKnownTo ?? 'all', unknownBirths: options.unknownBirths ?? 'mean-of-two' },
    }),
  })
}

/** Chooses between methods by what each would have said at past origins, one year ahead. */
function pastChoices(context: AutomaticContext, chooseFrom: number): { choose(area: number, grade: number): MethodChoice | undefined } {
  const { counts, ladder, origin, dataset } = context
  const origins = counts.years.filter((year) => year < origin && year > counts.years[0]! + 1).slice(-chooseFrom)
  const grades = ladder.grades.length
  const runs = new Map(
    origins.map((year) => {
      const known = countsBefore(counts, year)
      const base = Float64Array.from({ length: dataset.planningAreas.length * grades }, (_, i) => known.at(Math.floor(i / grades), i % grades, year) || 0)
      return [year, automaticRates({ ...context, origin: year, horizon: 1, counts: known, base })]
    }),
  )
  return { choose: (area, grade) => chooseMethod(counts, ladder, area, grade, origins, (a, g, year) => runs.get(year)!.firstRatio(a, g)) }
}

function named(method: EstimateMethod): RatioMethod {
  return method.name === 'automatic' ? fallback : method
}

function describe(method: EstimateMethod): string {
  return method.name === 'automatic' ? 'automatic' : describeMethod(method)
}

function birthsNeeded(area: string, source: CohortSource, ages: readonly number[], origin: number, horizon: number): Issue[] {
  if (ages.length === 0) return []
  return cohortIssues(area, source, origin + 1 - Math.max(...ages) - 1, origin + horizon - Math.min(...ages))
}

function latestYear(dataset: Dataset): number {
  const years = dataset.pupils.axes.year.labels
  const latest = Math.max(years[years.length - 1] ?? -Infinity, ...dataset.totals.map((total) => total.year))
  if (Number.isFinite(latest)) return latest
  throw new PlacesError('no-data', 'estimateRates: at least one area must have pupils, got none', { hint: 'give rows of pupils, or totals of stages' })
}

function laterCounts(dataset: Dataset, origin: number): Issue[] {
  const later = dataset.pupils.axes.year.labels.filter((year) => year > origin)
  if (later.length === 0) return []
  return [{ code: 'after-origin', severity: 'note', where: { table: 'pupils' }, message: `counts after the origin ${origin} are not used (${later.join(', ')})`, amounts: { years: later.join(', ') } }]
}
