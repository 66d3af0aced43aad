// Participation as a simulation draws it: where a stage's entrants rest on an assumed share of their cohort, that share is out by a level
// drawn once an area and stage, and by a drift from year to year. Rates from counts hold their own participation, and its errors are among theirs.

import type { RateEvidence, RateSource } from '../estimate/rates.js'
import type { ParticipationSpread } from '../estimate/participation-spread.js'
import { createSampler, keyOf, keyWithin } from '../numeric/row-sampler.js'
import type { RowKey } from '../numeric/row-sampler.js'
import type { ProjectionInput } from './project-pupils.js'

export interface ParticipationNoise {
  openArea(label: string): void
  /** Multiplies a row of entrants into a stage by participation drawn ÷ participation taken. Other rows are left as they are. */
  perturb(row: Float64Array, offset: number, length: number, grade: number, year: number): void
}

const uncounted: readonly RateSource[] = ['participation', 'assumption', 'default', 'base-year']

/** Whether the rate leads into a stage and was not counted. */
export function restsOnParticipation({ rate, source }: RateEvidence): boolean {
  return rate !== 'progression' && uncounted.includes(source)
}

/**
 * Makes the noise of participation, or undefined where every stage's entrants were counted.
 *
 * Who did not attend the stage below may attend this one: the error of a cohort's participation below is taken off again when it moves up.
 * Factors have mean 1. Cost: two numbers a draw, stage and year of the areas concerned.
 */
export function participationNoise(rates: ProjectionInput, spread: ParticipationSpread | undefined, draws: number, seed: number): ParticipationNoise | undefined {
  const { grades } = rates.ladder
  const marks = new Map<string, Set<number>>()
  for (const each of rates.evidence ?? []) {
    if (!restsOnParticipation(each)) continue
    const grade = grades.findIndex(({ id }) => id === each.grade)
    if (grade < 0) continue
    const own = marks.get(each.area)
    if (own === undefined) marks.set(each.area, new Set([grade]))
    else own.add(grade)
  }
  if (spread === undefined || marks.size === 0 || spread.level + spread.drift === 0) return undefined
  const sample = createSampler()
  const none: RowKey = new Uint32Array(4)
  const key: RowKey = new Uint32Array(4)
  const step = new Float64Array(draws)
  // Log errors of those who enter a grade from outside its stage [grade, year, draw]; only marked grades are used.
  const paths = new Map<number, Float64Array>()
  const firstOfStage = grades.map((grade) => grades.findIndex((each) => each.stage === grade.stage))
  let marked: ReadonlySet<number> = new Set()
  let area = ''
  return {
    openArea(label) {
      area = label
      marked = marks.get(label) ?? new Set()
      for (const grade of marked) if (!paths.has(grade)) paths.set(grade, new Float64Array(rates.horizon * draws))
    },
    perturb(row, offset, length, grade, year) {
      if (!marked.has(grade)) return
      const path = paths.get(grade)!
      const own = keyOf(seed, 'participation', area, grades[grade]!.stage)
      if (year === 0) sample(path, 0, draws, keyWithin(key, own, none, 0), spread.level)
      else path.copyWithin(year * draws, (year - 1) * draws, year * draws)
      sample(step, 0, draws, keyWithin(key, own, none, rates.origin + 1 + year), spread.drift)
      const at = year * draws
      for (let d = 0; d < draws; d++) path[at + d]! += step[d]!
      const variance = spread.level ** 2 + (year + 1) * spread.drift ** 2
      // The same children a stage below: those who were in it at the origin were counted.
      const below = grade === 0 || grades[grade]!.entry ? -1 : firstOfStage[grade - 1]!
      const entered = year - (grade - below)
      const before = below >= 0 && entered >= 0 && marked.has(below) ? paths.get(below) : undefined
      const varianceBefore = before === undefined ? 0 : spread.level ** 2 + (entered + 1) * spread.drift ** 2
      for (let d = 0; d < length; d++) {
        // E[exp(a − b)·exp(b)] = E[exp(a)]: taking off the whole of b leaves a mean of 1.
        const log = path[at + d]! - variance / 2 - (before === undefined ? 0 : before[entered * draws + d]! - varianceBefore / 2)
        row[offset + d]! *= Math.exp(log)
      }
    },
  }
}
