// How far one step of a cohort is out: a variance a + b/n for each kind of grade, and by how much a grade or an area is steadier or wilder.

import { areaFactors } from './area-factors.js'
import type { AreaFactors, LastYear } from './area-factors.js'
import type { PastErrors } from './past-errors.js'
import { middleVariance } from './ratio-errors.js'

/** Variance of the log error of one step: `constant + perPupil ÷ pupils`. */
export interface StepVariance {
  readonly constant: number
  readonly perPupil: number
}

export interface OneStepSpread {
  readonly entry: StepVariance
  readonly progression: StepVariance
  /** Factor of the variance by position of grade; 1 is the usual. */
  readonly gradeFactor: Float64Array
  /** Factors of the variance of each area, now and at the past origins. */
  readonly areas: AreaFactors
  /** By position of the area; undefined where no step was counted. */
  readonly lastYear: readonly (LastYear | undefined)[]
}

/** What is taken where there are few errors: √a 2 %, b 0.6; entrants vary more than cohorts that are already there. */
export const priorVariance = Object.freeze({ progression: Object.freeze({ constant: 0.0004, perPupil: 0.6 }), entry: Object.freeze({ constant: 0.0016, perPupil: 1.2 }) })

/** Errors that a prior counts as much as. Errors of one year are alike, so these are many. */
const priorErrors = 60

/**
 * Fits one-step variances by kind of grade, and factors by grade and area, robustly: by the middle 85 % of errors. Steps of one year ahead alone
 * are looked at: those of later leads fall in the same years and are ruled by drift.
 *
 * @param steps log errors of single steps [origin, area, grade, lead]
 * Cost: O(errors × log errors).
 */
export function oneStepSpread(past: PastErrors, steps: Float64Array): OneStepSpread {
  const { leads, grades, areas, origins } = past
  const cells: { i: number; grade: number; block: number }[] = []
  for (let i = 0; i < steps.length; i += leads) {
    if (!Number.isNaN(steps[i])) cells.push({ i, grade: (i / leads) % grades.length, block: Math.floor(i / leads / grades.length) })
  }
  const variances = { entry: priorVariance.entry as StepVariance, progression: priorVariance.progression as StepVariance }
  const gradeFactor = new Float64Array(grades.length).fill(1)
  let ofAreas: AreaFactors = { next: new Float64Array(areas.length).fill(1), past: new Float64Array(origins.length * areas.length).fill(1) }
  let squares: number[][] = []
  const kindOf = (grade: number): 'entry' | 'progression' => (past.entry[grade]! ? 'entry' : 'progression')
  const usual = ({ i, grade }: { i: number; grade: number }): number => {
    const { constant, perPupil } = variances[kindOf(grade)]
    return (constant + perPupil / Math.max(1, past.forecast[i]!)) * gradeFactor[grade]!
  }
  // More than once: the variance of a size class depends on which areas are in it, and the factor of an area on its size class.
  for (let round = 0; round < 3; round++) {
    for (const kind of ['entry', 'progression'] as const) {
      const own = cells.filter((cell) => kindOf(cell.grade) === kind)
      variances[kind] = fitVariance(own.map(({ i, grade, block }) => ({ error: steps[i]! / Math.sqrt(gradeFactor[grade]! * ofAreas.past[block]!), pupils: Math.max(1, past.forecast[i]!) })), priorVariance[kind])
    }
    for (let g = 0; g < grades.length; g++) gradeFactor[g]! *= factorOf(cells.filter((cell) => cell.grade === g).map((cell) => steps[cell.i]! / Math.sqrt(usual(cell) * ofAreas.past[cell.block]!)), 20)
    squares = Array.from({ length: origins.length * areas.length }, () => [])
    for (const cell of cells) squares[cell.block]!.push(steps[cell.i]! ** 2 / usual(cell))
    ofAreas = areaFactors(origins, areas.length, squares)
  }
  const lastYear = areas.map((_, a) => {
    const block = (origins.length - 1) * areas.length + a
    const [own, before] = [squares[block] ?? [], ofAreas.past[block]!]
    if (own.length === 0) return undefined
    return Object.freeze({ times: Math.sqrt(own.reduce((sum, square) => sum + square, 0) / own.length / before), wider: Math.sqrt(ofAreas.next[a]! / before) })
  })
  return { ...variances, gradeFactor, areas: ofAreas, lastYear }
}

/** Mean square of standardised errors, each counted at most as 9, drawn towards 1 as if `prior` more errors had been as usual. */
function factorOf(standard: readonly number[], prior: number): number {
  const square = standard.reduce((sum, z) => sum + Math.min(9, z * z), 0)
  return (square + prior) / (standard.length + prior)
}

const sizeClasses = 8

/** Fits constant and per-pupil part to the middle variance of classes of size. Steps towards the best fit keep both above zero. */
function fitVariance(errors: readonly { readonly error: number; readonly pupils: number }[], prior: StepVariance): StepVariance {
  const sorted = [...errors].sort((x, y) => x.pupils - y.pupils)
  const classes = Math.max(1, Math.min(sizeClasses, Math.floor(sorted.length / 10)))
  const groups = Array.from({ length: classes }, (_, c) => {
    const own = sorted.slice(Math.floor((c * sorted.length) / classes), Math.floor(((c + 1) * sorted.length) / classes))
    return { weight: own.length, perPupil: own.reduce((sum, each) => sum + 1 / each.pupils, 0) / Math.max(1, own.length), variance: middleVariance(own.map((each) => each.error)) }
  }).filter((group) => group.weight > 0)
  let { constant, perPupil } = prior
  for (let step = 0; step < 300; step++) {
    const share = { up: [priorErrors * 0.5 * (prior.constant / constant), priorErrors * 0.5 * (prior.perPupil / perPupil)], down: [priorErrors * 0.5, priorErrors * 0.5] }
    for (const group of groups) {
      const [parts, own] = [[constant, perPupil * group.perPupil], constant + perPupil * group.perPupil]
      for (const p of [0, 1]) {
        share.up[p]! += (group.weight * parts[p]! * group.variance) / (own * own)
        share.down[p]! += (group.weight * parts[p]!) / own
      }
    }
    constant *= Math.sqrt(share.up[0]! / share.down[0]!)
    perPupil *= Math.sqrt(share.up[1]! / share.down[1]!)
  }
  return Object.freeze({ constant, perPupil })
}
