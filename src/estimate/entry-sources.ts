// The sources of entrants that a dataset has, each with what it would have said in past years: an estimate for a year is made only from
// what was known `lead` years before, so that its past errors are those it will make again.

import { positionOf, requirePosition, yearsFrom } from '../core/axis.js'
import { valueAt } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun } from '../core/error.js'
import { gradePosition } from '../core/ladder.js'
import { aDataset } from '../core/nouns.js'
import type { Dataset } from '../input/dataset.js'
import { parentOf } from './area-tree.js'
import { findCohortSource } from './cohorts.js'
import type { CohortSource } from './cohorts.js'
import type { EntryHistory } from './nowcast.js'
import { estimateRatio } from './progression.js'

export interface EntrySourceOptions {
  /** Years between the last count used and the year estimated. Default 1. */
  readonly lead?: number | undefined
  /** Past years whose mean ratio of entrants to the source is used. Default 3. */
  readonly window?: number | undefined
}

/** A number that goes with the entrants of a year. `known` is the last school year that may be looked at. */
interface Indicator {
  readonly name: string
  /** In a year up to `known`, whose entrants are counted. */
  past(year: number, known: number): number
  /** In the year to estimate; most often the same. */
  ahead(year: number, known: number): number
}

/**
 * Builds the sources of entrants of one area and grade, for `nowcastEntry`:
 * `births` of the cohort · `leavers`, pupils in the grade as many grades below as the lead (K3 a year before P1) · `registrations` of the
 * year itself, known one year ahead · `population` of the children who will have the age, counted the lead before · `share of parent`,
 * the area's part of the entrants that the births of the area above promise. Each is multiplied by the mean ratio of its last years.
 *
 * Looked at are counts, population and calendar-year births up to the origin, and registrations up to the year after it. Nothing else.
 *
 * @param origin last school year whose counts are used
 * @returns estimates for every year counted and for origin + lead, all made `lead` years ahead; sources that never have a value are left out
 * @throws `unknown-label` for an area without counts or a grade that is not there; `invalid-option` for a lead or window below 1
 * Cost: O(years² × sources).
 */
export function entrySources(dataset: Dataset, area: string, grade: string, origin: number, options: EntrySourceOptions = {}): EntryHistory {
  const verb = 'entrySources'
  requireNoun(dataset, aDataset, verb)
  const lead = requireInteger(options.lead ?? 1, 1, 'lead', verb)
  const window = requireInteger(options.window ?? 3, 1, 'window', verb)
  requirePosition(dataset.pupils.axes.area, area, 'area', verb)
  const position = gradePosition(dataset.ladder, grade)
  if (position < 0) throw new PlacesError('unknown-label', `${verb}: there is no grade ${grade}`, { where: { grade } })

  const first = dataset.pupils.axes.year.labels[0] ?? origin
  const counted = (year: number): number => countOf(dataset, area, grade, year)
  const estimate = (indicator: Indicator, year: number, known: number): number => {
    const years = yearsFrom(first, known)
    const history = { years, numerators: years.map(counted), denominators: years.map((each) => indicator.past(each, known)) }
    const ratio = estimateRatio(history, { name: 'mean', years: window })
    return ratio === undefined ? Number.NaN : ratio.value * indicator.ahead(year, known)
  }
  const years = [...yearsFrom(first + lead, origin), origin + lead].filter((year, i, all) => all.indexOf(year) === i)
  const sources = indicatorsOf(dataset, area, position, lead, window, first).map((indicator) => ({
    name: indicator.name,
    estimates: Object.freeze(years.map((year) => Object.freeze({ year, value: estimate(indicator, year, year - lead) })).filter(({ value }) => !Number.isNaN(value))),
  }))
  return Object.freeze({
    area,
    grade,
    origin,
    actuals: Object.freeze(yearsFrom(first, origin).map((year) => Object.freeze({ year, value: counted(year) })).filter(({ value }) => !Number.isNaN(value))),
    sources: Object.freeze(sources.filter((source) => source.estimates.length > 0)),
  })
}

function indicatorsOf(dataset: Dataset, area: string, position: number, lead: number, window: number, first: number): Indicator[] {
  const { id: grade, age } = dataset.ladder.grades[position]!
  const same = (name: string, at: (year: number, known: number) => number): Indicator => ({ name, past: at, ahead: at })
  const below = dataset.ladder.grades[position - lead]?.id
  const registered = new Map(dataset.registrations.filter((row) => row.area === area && row.grade === grade).map((row) => [row.year, row.registered]))
  const population = new Map(dataset.population.filter((row) => row.area === area && row.age === age - lead).map((row) => [row.year, row.population]))
  const births = cohortsOf(dataset, area)
  const indicators = [
    same('births', (year, known) => births(known)?.knownCohort(age, year) ?? Number.NaN),
    same('leavers', (year) => (below === undefined ? Number.NaN : countOf(dataset, area, below, year - lead))),
    // Families register in the spring before the year starts: the year after the last count, no later one.
    same('registrations', (year, known) => (year > known + 1 ? Number.NaN : (registered.get(year) ?? Number.NaN))),
    same('population', (year) => population.get(year - lead) ?? Number.NaN),
  ]
  const parent = parentOf(dataset, area)
  if (parent === undefined) return indicators
  const above = cohortsOf(dataset, parent)
  const entrants = (year: number): number => entrantsOf(dataset, parent, grade, year)
  const ahead = (year: number, known: number): number => {
    // An area without births of its own already goes by those of the area above: the same thing twice is no second source.
    if (births(known)?.area !== area) return Number.NaN
    const years = yearsFrom(first, known)
    const cohort = (each: number): number => above(known)?.knownCohort(age, each) ?? Number.NaN
    const ratio = estimateRatio({ years, numerators: years.map(entrants), denominators: years.map(cohort) }, { name: 'mean', years: window })
    return ratio === undefined ? Number.NaN : ratio.value * cohort(year)
  }
  return [...indicators, { name: 'share of parent', past: entrants, ahead }]
}

/** Birth cohorts as they are known in each school year. */
function cohortsOf(dataset: Dataset, area: string): (known: number) => CohortSource | undefined {
  const sources = new Map<number, CohortSource | undefined>()
  return (known) => {
    if (!sources.has(known)) sources.set(known, findCohortSource(dataset, area, { knownTo: known }))
    return sources.get(known)
  }
}

/** NaN where the area, grade or year was not counted. */
function countOf(dataset: Dataset, area: string, grade: string, year: number): number {
  const { area: areas, grade: grades, year: years } = dataset.pupils.axes
  if (positionOf(areas, area) < 0 || positionOf(grades, grade) < 0 || positionOf(years, year) < 0) return Number.NaN
  return valueAt(dataset.pupils, { area, grade, year })
}

/** Entrants of an area above: counted, or the sum of the areas right below it when all of them are. */
function entrantsOf(dataset: Dataset, parent: string, grade: string, year: number): number {
  const own = countOf(dataset, parent, grade, year)
  if (!Number.isNaN(own)) return own
  const parts = dataset.planningAreas.filter((area) => parentOf(dataset, area) === parent)
  return parts.length === 0 ? Number.NaN : parts.reduce((sum, area) => sum + countOf(dataset, area, grade, year), 0)
}
