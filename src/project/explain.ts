// Why did the number change? Two questions that planners are asked: why will this stage have more pupils in one year than in another, and why
// does this year's forecast differ from last year's. Both answers are parts that add up to the change, with nothing left over.

import { createAxis, positionOf, requirePosition, requireSameLabels, yearsFrom } from '../core/axis.js'
import { valueAt } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import { gradeIds, stageOf } from '../core/ladder.js'
import { aProjection, someRates } from '../core/nouns.js'
import { shapleyValue } from '../numeric/shapley-value.js'
import { projectCohorts } from './kernel.js'
import type { ProjectionInput } from './project-pupils.js'
import type { Projection } from './projection.js'

/** Where a change can come from; every explanation tells all factors of its kind, 0 for those that did nothing. */
export const explainedFactors = Object.freeze({
  counts: { en: 'New counts of the base year', zh: '新的基年统计' },
  births: { en: 'Births: size of the entering cohorts', zh: '出生人口：入学队列规模' },
  entryRatio: { en: 'Entry ratio', zh: '入学率' },
  entry: { en: 'Entrants not taken from births', zh: '非按出生推算的新生' },
  transfers: { en: 'Moved up from the stage below', zh: '低一学段升入' },
  progression: { en: 'Progression and net migration', zh: '升级率与净迁移' },
  added: { en: 'New dwellings and other additions', zh: '新建住房及其他增加' },
  leavers: { en: 'Left the top grade', zh: '毕业离开' },
})
export type ExplainedFactor = keyof typeof explainedFactors

/** The part of Rates that explaining needs. */
export interface ExplainedRates extends ProjectionInput {
  /** Births of the entering cohorts; NaN where entrants are not taken from births. */
  readonly cohorts: Cube<readonly ['area', 'grade', 'year']>
}

/** One forecast: the rates, and the point projection made from them. */
export interface Edition {
  readonly rates: ExplainedRates
  readonly projection: Projection
}

/** A stage, or any grades added up. */
export type ExplainedGrades = { readonly stage: string; readonly grades?: never } | { readonly grades: readonly string[]; readonly stage?: never }

export interface ExplainedPart {
  readonly factor: ExplainedFactor
  /** Pupils by which the factor raised the number, negative where it lowered it. */
  readonly pupils: number
  readonly name: { readonly en: string; readonly zh: string }
}

export interface Explanation {
  readonly area: string
  readonly grades: readonly string[]
  readonly before: number
  readonly after: number
  /** after − before, and the sum of the rows. */
  readonly total: number
  readonly rows: readonly ExplainedPart[]
}

/**
 * Why the pupils of a stage change from one projected year to another: the demographic balance of the years between.
 *
 * Change = births + entry ratio + other entrants + moved up from the stage below + progression and net migration + added − those who left the top grade.
 * Births are the entrants there would be at the entry ratio of the first of these years, and the entry ratio what its later change makes of
 * them; a district whose births are its city's has no other natural reference. Progression is what moving up *within* the stage gains or loses.
 *
 * @param rates `progression` per head, `entry` and `added` in pupils, `cohorts` in births
 * @param projection of one draw, made from these rates
 * @returns pupils by factor, summing to the change
 * @throws `unknown-label` for an area, stage or grade that is not there; `label-mismatch` when rates and projection differ in labels;
 * `missing-row` for a projection of many draws; `invalid-option` for years outside the projection or out of order, or a projection of other rates
 * Cost: O(grades × years).
 * @example
 * const rates = estimateRates(parseInputs({ areas: [{ area: 'North' }], pupils: [2020, 2021].map((year) => ({ area: 'North', grade: 'P1', year, pupils: 45 })) }), { horizon: 2 })
 * explainYears(rates, projectPupils(rates), { area: 'North', grades: ['P1', 'P2'], from: 2021, to: 2023 }).rows.map((row) => row.pupils) // [0, 0, 90, 0, 0, 0, -90]
 */
export function explainYears(rates: ExplainedRates, projection: Projection, options: ExplainedGrades & { readonly area: string; readonly from: number; readonly to: number }): Explanation {
  const verb = 'explainYears'
  requireNoun(rates, someRates, verb)
  requireNoun(projection, aProjection, verb, 2)
  requireObject(options, 'options', verb, 3)
  const { area, from, to } = options
  const { pupils } = projection
  const ids = gradesOf({ rates, projection }, area, options, verb)
  const last = projection.origin + projection.horizon
  if (!(from >= projection.origin && from < to && to <= last)) {
    throw new PlacesError('invalid-option', `${verb}: from and to must be two years in order from ${projection.origin} to ${last}, got ${from} and ${to}`, { where: { option: 'from' } })
  }
  const { grades } = rates.ladder
  const inside = (g: number): boolean => g > 0 && g < grades.length && !grades[g]!.entry && ids.includes(grades[g]!.id) && ids.includes(grades[g - 1]!.id)
  const parts = new Map<ExplainedFactor, number>()
  const add = (factor: ExplainedFactor, value: number): void => void parts.set(factor, (parts.get(factor) ?? 0) + value)

  for (const id of ids) {
    const g = positionOf(rates.base.axes.grade, id)
    let reference: number | undefined
    for (const year of yearsFrom(from + 1, to)) {
      const at = { area, grade: id, year }
      const [entrants, births] = [valueAt(rates.entry, at), valueAt(rates.cohorts, at)]
      if (isCohort(births)) {
        reference ??= entrants / births
        add('births', births * reference)
        add('entryRatio', entrants - births * reference)
      } else add('entry', entrants)
      add('added', rates.added === undefined ? 0 : valueAt(rates.added, at))

      const below = g === 0 ? 0 : valueAt(pupils, { area, grade: grades[g - 1]!.id, year: year - 1 })
      const movedUp = g === 0 ? 0 : below * valueAt(rates.progression, at)
      if (inside(g)) add('progression', movedUp - below)
      else add('transfers', movedUp)
      if (!inside(g + 1)) add('leavers', -valueAt(pupils, { area, grade: id, year: year - 1 }))
    }
  }
  const [before, after] = [from, to].map((year) => pupilsOf(projection, area, ids, year)) as [number, number]
  const told = [...parts.values()]
  requireClose(sum(told), after - before, before + after + sum(told.map(Math.abs)), verb)
  return explanation(area, ids, before, after, ['births', 'entryRatio', 'entry', 'transfers', 'progression', 'added', 'leavers'], parts)
}

/**
 * Why two editions of a forecast differ for the same year: new counts, births, entry ratio, other entrants, progression, or additions.
 *
 * Both editions start at the later of their origins: the earlier with what it projected for that year, the later with what it has there, so
 * `counts` is what the earlier forecast was out by when the later was made, carried on to the year. Factors work on each other (more births at a higher
 * ratio), so what one does depends on which were changed before. The Shapley value takes the mean over all orders: no order is favoured, the
 * parts sum to the difference, a factor that did not change gets exactly 0, and exchanging the editions changes the signs only.
 *
 * @param before the edition to start from
 * @param after the edition to arrive at, with the same areas and grades
 * @returns pupils by factor, summing to the difference after − before
 * @throws `label-mismatch` when areas or grades differ; `unknown-label` for an area, stage or grade that is not there;
 * `missing-row` for a projection of many draws; `invalid-option` for a year that not both project from the later origin on, or a projection of other rates
 * Cost: O(2^changed factors × grades × years).
 * Source: Shapley (1953), doi 10.1515/9781400881970-018; for decomposition of forecasts and rates, Das Gupta (1993), US Census P23-186.
 */
export function explainEditions(before: Edition, after: Edition, options: ExplainedGrades & { readonly area: string; readonly year: number }): Explanation {
  const verb = 'explainEditions'
  requireObject(before, 'the edition before', verb, 1, ['rates', 'projection'])
  requireObject(after, 'the edition after', verb, 2, ['rates', 'projection'])
  requireObject(options, 'options', verb, 3)
  const { area, year } = options
  for (const name of ['area', 'grade'] as const) requireSameLabels(before.rates.base.axes[name], after.rates.base.axes[name], name, verb)
  const ids = gradesOf(before, area, options, verb)
  gradesOf(after, area, options, verb)
  const origin = Math.max(before.rates.origin, after.rates.origin)
  const last = Math.min(...[before, after].map(({ projection }) => projection.origin + projection.horizon))
  if (!(Number.isInteger(year) && year >= origin && year <= last)) {
    throw new PlacesError('invalid-option', `${verb}: year must be from ${origin} to ${last}, which both editions project, got ${year}`, { where: { option: 'year', year } })
  }
  const [old, recent] = [before, after].map((edition) => pathOf(edition, area, origin, year)) as [Path, Path]
  const players = changedFactors(old, recent)
  const positions = ids.map((id) => positionOf(before.rates.base.axes.grade, id))
  const worth = Array.from({ length: 2 ** players.length }, (_, mask) => project(old, recent, players.filter((_factor, i) => (mask & (1 << i)) !== 0), positions))
  const [first, second] = [before, after].map(({ projection }) => pupilsOf(projection, area, ids, year)) as [number, number]
  requireClose(worth[0]!, first, first, verb)
  requireClose(worth[worth.length - 1]!, second, second, verb)
  return explanation(area, ids, first, second, ['counts', 'births', 'entryRatio', 'entry', 'progression', 'added'], new Map(players.map((factor, i) => [factor, shapleyValue(worth, players.length, i)])))
}

/** One area's numbers from the common origin to the year asked for: [grade], and [grade, year] for the years after it. */
interface Path extends Readonly<Record<'counts' | 'births' | 'entry' | 'progression' | 'added', Float64Array>> {
  readonly grades: number
  readonly years: number
}

function pathOf({ rates, projection }: Edition, area: string, origin: number, year: number): Path {
  const grades = rates.base.axes.grade.labels
  const years = yearsFrom(origin + 1, year)
  const take = (cube: ProjectionInput['added']): Float64Array =>
    Float64Array.from(grades.flatMap((grade) => years.map((each) => (cube === undefined ? 0 : valueAt(cube, { area, grade, year: each })))))
  return {
    grades: grades.length,
    years: years.length,
    counts: Float64Array.from(grades, (grade) => valueAt(projection.pupils, { area, grade, year: origin })),
    births: take(rates.cohorts),
    entry: take(rates.entry),
    progression: take(rates.progression),
    added: take(rates.added),
  }
}

/** Factors that differ. A ratio is a quotient of two numbers of which both may have changed, so equal ratios may differ in the last bits. */
function changedFactors(old: Path, recent: Path): ExplainedFactor[] {
  const differ = (name: 'counts' | 'progression' | 'added'): boolean => old[name].some((value, i) => value !== recent[name][i])
  const fromBirths = Array.from(old.births, (births, i) => isCohort(births) && isCohort(recent.births[i]!))
  const ratioDiffers = (i: number): boolean => {
    const [a, b] = [old, recent].map((path) => path.entry[i]! / path.births[i]!) as [number, number]
    return Math.abs(a - b) > 1e-12 * Math.max(Math.abs(a), Math.abs(b))
  }
  const changed: Partial<Record<ExplainedFactor, boolean>> = {
    counts: differ('counts'),
    births: fromBirths.some((from, i) => from && old.births[i] !== recent.births[i]),
    entryRatio: fromBirths.some((from, i) => from && ratioDiffers(i)),
    entry: fromBirths.some((from, i) => !from && old.entry[i] !== recent.entry[i]),
    progression: differ('progression'),
    added: differ('added'),
  }
  return (Object.keys(changed) as ExplainedFactor[]).filter((factor) => changed[factor])
}

/** Pupils of the last year when the factors taken are the recent edition's and the others the old one's. */
function project(old: Path, recent: Path, taken: readonly ExplainedFactor[], positions: readonly number[]): number {
  const has = (factor: ExplainedFactor): boolean => taken.includes(factor)
  const [sized, rated] = [has('births') ? recent : old, has('entryRatio') ? recent : old]
  const entry = Float64Array.from(old.entry, (entrants, i) => {
    if (!isCohort(old.births[i]!) || !isCohort(recent.births[i]!)) return has('entry') ? recent.entry[i]! : entrants
    return (sized.births[i]! * rated.entry[i]!) / rated.births[i]!
  })
  const { grades, years } = old
  const strided = (values: Float64Array, gradeStride: number) => ({ values, areaStride: 0, gradeStride, yearStride: 1, drawStride: 0 as const })
  const pick = (name: 'counts' | 'progression' | 'added', gradeStride: number) => strided((has(name) ? recent : old)[name], gradeStride)
  const out = new Float64Array(grades * (years + 1))
  projectCohorts({ areas: 1, grades, years, draws: 1, base: pick('counts', 1), progression: pick('progression', years), entry: strided(entry, years), added: pick('added', years) }, out)
  return sum(positions.map((g) => out[g * (years + 1) + years]!))
}

const isCohort = (births: number): boolean => Number.isFinite(births) && births > 0

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const pupilsOf = ({ pupils }: Projection, area: string, grades: readonly string[], year: number): number => sum(grades.map((grade) => valueAt(pupils, { area, grade, year })))

/** The grades asked for, after a look at the labels: rates and projection must speak of the same areas and grades. */
function gradesOf({ rates, projection }: Edition, area: string, asked: ExplainedGrades, verb: string): string[] {
  const { base, ladder } = rates
  for (const name of ['area', 'grade'] as const) requireSameLabels(base.axes[name], projection.pupils.axes[name], name, verb)
  requireSameLabels(createAxis(gradeIds(ladder)), base.axes.grade, 'grade', verb)
  requirePosition(base.axes.area, area, 'area', verb)
  const ids = [...new Set(asked.stage === undefined ? asked.grades : stageOf(ladder, asked.stage).grades)]
  for (const id of ids) requirePosition(base.axes.grade, id, 'grade', verb)
  return ids
}

/** Parts that do not add up come from a projection that these rates do not make, such as a scenario's. */
function requireClose(made: number, projected: number, scale: number, verb: string): void {
  if (Math.abs(made - projected) <= 1e-9 * Math.max(1, scale)) return
  throw new PlacesError('invalid-option', `${verb}: the projection must be made from the rates, got ${projected} where they give ${made}`, { where: { option: 'projection' } })
}

function explanation(area: string, grades: readonly string[], before: number, after: number, factors: readonly ExplainedFactor[], parts: ReadonlyMap<ExplainedFactor, number>): Explanation {
  const rows = factors.map((factor) => Object.freeze({ factor, pupils: parts.get(factor) ?? 0, name: explainedFactors[factor] }))
  return Object.freeze({ area, grades: Object.freeze([...grades]), before, after, total: after - before, rows: Object.freeze(rows) })
}
