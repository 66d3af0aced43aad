// The pupils of the base year. Counted where counted; carried up from an earlier year where a year is missing;
// reconstructed from the parent's birth cohorts where only a few grades are published. Each step away from a count is an Issue.
//
// Reconstruction: a counted grade tells which share of its birth cohort is in the area. Between two counted cohorts the share is
// interpolated geometrically, beyond them it is held. Where the total of some stages is published, the shares of the grades that were
// not counted are tilted, the more the further their cohort is from a counted one, until the total is met.

import { positionOf } from '../core/axis.js'
import type { CohortSplit } from '../core/calendar.js'
import { strideOf } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Grade, Ladder } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'
import { participationIn } from './assumptions.js'
import type { CohortSource } from './cohorts.js'
import { cohortBirths } from './cohorts.js'
import { gradeExists } from './coverage.js'

/** Years that a count may be carried up the grades before the area counts as gone. */
export const carryLimit = 3

export interface BaseYear {
  /** Pupils by grade of the ladder. */
  readonly pupils: readonly number[]
  readonly issues: readonly Issue[]
}

interface CohortShare {
  /** Names the birth cohort: school year minus age. */
  readonly cohort: number
  /** Pupils per birth of the cohort, at full participation. */
  readonly share: number
}

/** Pupils of an area by grade in the origin year. `ratioInto` is the progression ratio into a grade. */
export function baseYearOf(
  dataset: Dataset,
  ladder: Ladder,
  area: string,
  origin: number,
  ratioInto: (grade: Grade) => number,
  source: CohortSource | undefined,
  split: CohortSplit,
): BaseYear {
  const issues: Issue[] = []
  const observed = observer(dataset, area)
  const exists = ladder.grades.map((grade) => gradeExists(dataset, area, grade.id, grade.stage, origin))
  const pupils = ladder.grades.map((grade, g) => (exists[g] === true ? observed(grade.id, origin) : 0))
  const open = (): number[] => ladder.grades.map((_, g) => g).filter((g) => Number.isNaN(pupils[g]))

  const carried = open().filter((g) => {
    pupils[g] = carryUp(ladder, observed, g, origin, ratioInto, carryLimit)
    return !Number.isNaN(pupils[g])
  })
  for (const [stage, grades] of byStage(ladder, carried)) {
    issues.push(assumption('base-carried', area, stage, origin, `${grades.join(', ')} not counted in ${origin}`, 'the latest count of each cohort, moved up by the progression ratios', { grades: grades.join(', ') }))
  }

  if (source !== undefined && open().length > 0) {
    const counted = countedCohorts(dataset, ladder, area, origin, observed, source, split)
    const shareOf = (g: number): number => cohortBirths(source, split, ladder.grades[g]!.age, origin) * participationIn(dataset, area, ladder.grades[g]!.stage)
    const filled = reconstruct(dataset, ladder, area, origin, counted, shareOf, pupils)
    const fitted = fitTotals(dataset, ladder, area, origin, counted, pupils, filled)
    issues.push(...fitted.issues)
    // Stages without a total of their own follow the cohorts that a total has fixed.
    if (fitted.grades.length > 0) {
      const known = [...counted, ...fitted.grades.map((g) => ({ cohort: origin - ladder.grades[g]!.age, share: pupils[g]! / shareOf(g) }))].sort((a, b) => a.cohort - b.cohort)
      for (const g of filled) if (!fitted.grades.includes(g)) pupils[g] = shareAt(known, origin - ladder.grades[g]!.age) * shareOf(g)
    }
    for (const [stage, grades] of byStage(ladder, filled)) {
      const participation = participationIn(dataset, area, stage)
      issues.push(
        assumption('base-reconstructed', area, stage, origin, `${grades.join(', ')} not published for ${origin}`, `the share of the birth cohorts of ${source.area} interpolated between the counted cohorts${participation === 1 ? '' : `, × participation ${participation}`}`, {
          grades: grades.join(', '),
          pupils: Math.round(grades.reduce((sum, id) => sum + pupils[ladder.grades.findIndex((grade) => grade.id === id)]!, 0)),
        }),
      )
    }
  }

  for (const [stage, grades] of byStage(ladder, open())) {
    issues.push(assumption('base-carried', area, stage, origin, `${grades.join(', ')} not counted in the last ${carryLimit} years`, 'no pupils', { grades: grades.join(', ') }))
  }
  return { pupils: pupils.map((value) => (Number.isNaN(value) ? 0 : value)), issues }
}

type Observer = (grade: string, year: number) => number

function observer(dataset: Dataset, area: string): Observer {
  const { pupils } = dataset
  const start = positionOf(pupils.axes.area, area) * strideOf(pupils, 'area')
  return (grade, year) => {
    const [g, y] = [positionOf(pupils.axes.grade, grade), positionOf(pupils.axes.year, year)]
    if (start < 0 || g < 0 || y < 0) return Number.NaN
    return pupils.values[start + g * strideOf(pupils, 'grade') + y]!
  }
}

function carryUp(ladder: Ladder, observed: Observer, g: number, year: number, ratioInto: (grade: Grade) => number, left: number): number {
  const grade = ladder.grades[g]!
  const count = observed(grade.id, year)
  if (!Number.isNaN(count) || left === 0) return count
  if (grade.entry || g === 0) return carryUp(ladder, observed, g, year - 1, ratioInto, left - 1)
  return carryUp(ladder, observed, g - 1, year - 1, ratioInto, left - 1) * ratioInto(grade)
}

/** The share of each counted cohort that is in the area, oldest cohort first; the latest count of a cohort holds. */
function countedCohorts(dataset: Dataset, ladder: Ladder, area: string, origin: number, observed: Observer, source: CohortSource, split: CohortSplit): CohortShare[] {
  const latest = new Map<number, { year: number; share: number }>()
  for (const year of dataset.pupils.axes.year.labels) {
    if (year > origin) continue
    for (const grade of ladder.grades) {
      const count = observed(grade.id, year)
      const cohort = year - grade.age
      const births = cohortBirths(source, split, grade.age, year) * participationIn(dataset, area, grade.stage)
      if (!(count > 0) || !(births > 0) || (latest.get(cohort)?.year ?? -Infinity) > year) continue
      latest.set(cohort, { year, share: count / births })
    }
  }
  return [...latest].map(([cohort, { share }]) => ({ cohort, share })).sort((a, b) => a.cohort - b.cohort)
}

/** Geometric between two known cohorts, held beyond them. */
function shareAt(known: readonly CohortShare[], cohort: number): number {
  const above = known.findIndex((each) => each.cohort >= cohort)
  if (above < 0) return known[known.length - 1]!.share
  const high = known[above]!
  const low = known[above - 1]
  if (low === undefined || high.cohort === cohort) return high.share
  const weight = (cohort - low.cohort) / (high.cohort - low.cohort)
  return low.share ** (1 - weight) * high.share ** weight
}

/** Fills the open grades in `pupils`; returns their positions. `shareOf` gives the pupils of a grade if the whole cohort were in the area. */
function reconstruct(dataset: Dataset, ladder: Ladder, area: string, origin: number, counted: readonly CohortShare[], shareOf: (g: number) => number, pupils: number[]): number[] {
  const hasTotal = (grade: Grade): boolean => dataset.totals.some((total) => total.area === area && total.year === origin && total.stages.includes(grade.stage))
  const filled: number[] = []
  ladder.grades.forEach((grade, g) => {
    if (!Number.isNaN(pupils[g])) return
    // Without any counted cohort only the shape is known; the total of the stage then gives the level.
    if (counted.length === 0 && !hasTotal(grade)) return
    pupils[g] = (counted.length === 0 ? 1 : shareAt(counted, origin - grade.age)) * shareOf(g)
    filled.push(g)
  })
  return filled
}

/** Brings the filled grades to the published totals; returns the grades that a total now fixes. */
function fitTotals(dataset: Dataset, ladder: Ladder, area: string, origin: number, counted: readonly CohortShare[], pupils: number[], filled: readonly number[]): { grades: number[]; issues: Issue[] } {
  const issues: Issue[] = []
  const grades: number[] = []
  for (const total of dataset.totals) {
    if (total.area !== area || total.year !== origin) continue
    const members = ladder.grades.map((_, g) => g).filter((g) => total.stages.includes(ladder.grades[g]!.stage))
    const free = members.filter((g) => filled.includes(g))
    if (free.length === 0) continue
    const before = members.reduce((sum, g) => sum + pupils[g]!, 0)
    const fixed = members.filter((g) => !free.includes(g)).reduce((sum, g) => sum + pupils[g]!, 0)
    const reach = free.map((g) => Math.min(...counted.map((each) => Math.abs(each.cohort - (origin - ladder.grades[g]!.age)))))
    const tilted = (slope: number): number => fixed + free.reduce((sum, g, i) => sum + pupils[g]! * Math.exp(slope * reach[i]!), 0)
    // Without a distance to tilt over, or with a total below what is counted, the free grades take the difference in proportion.
    if (reach.some((each) => each > 0) && reach.every(Number.isFinite) && tilted(-5) < total.pupils && total.pupils < tilted(5)) {
      const slope = solveIncreasing(tilted, total.pupils)
      free.forEach((g, i) => (pupils[g]! *= Math.exp(slope * reach[i]!)))
    } else {
      const scale = Math.max(0, total.pupils - fixed) / Math.max(before - fixed, Number.MIN_VALUE)
      free.forEach((g) => (pupils[g]! *= scale))
    }
    grades.push(...members)
    issues.push(
      assumption('base-total-fitted', area, total.stages.join('+'), origin, `${total.stages.join(' and ')} have ${Math.round(total.pupils)} pupils together, the interpolated grades ${Math.round(before)}`, 'grades that are not published are tilted with the distance from the counted cohorts until the total is met', {
        total: Math.round(total.pupils),
        before: Math.round(before),
      }),
    )
  }
  return { grades, issues }
}

/** The x at which an increasing function reaches a value, by bisection. */
function solveIncreasing(f: (x: number) => number, value: number): number {
  let [low, high] = [-5, 5]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (f(middle) < value) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function byStage(ladder: Ladder, positions: readonly number[]): [string, string[]][] {
  return ladder.stages
    .map((stage): [string, string[]] => [stage.id, positions.map((g) => ladder.grades[g]!).filter((grade) => grade.stage === stage.id).map((grade) => grade.id)])
    .filter(([, grades]) => grades.length > 0)
}

function assumption(code: Issue['code'], area: string, stage: string, year: number, message: string, assumed: string, amounts: Record<string, number | string>): Issue {
  return { code, severity: 'assumption', where: { area, stage, year }, message, assumed, amounts }
}
