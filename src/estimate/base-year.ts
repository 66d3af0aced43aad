// The pupils of the base year. Counted where counted; carried up from an earlier year where a year is missing;
// reconstructed from the parent's birth cohorts where only a few grades are published. Each step away from a count is an Issue.
//
// Reconstruction: a counted grade tells which share of its birth cohort is in the area. Between two counted cohorts the share is
// interpolated geometrically, beyond them it is held. Where the total of some stages is published, the shares of the grades that were
// not counted are tilted, the more the further their cohort is from a counted one, until the total is met.

import type { Issue } from '../core/issue.js'
import type { Grade, Ladder } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'
import { participationIn } from './assumptions.js'
import type { CohortSource } from './cohorts.js'

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

/** What the base year of one area is taken from. Positions of grades are those of `ladder`. */
export interface BaseYearContext {
  readonly dataset: Dataset
  readonly ladder: Ladder
  readonly origin: number
  readonly area: string
  /** The count of a grade in a year, NaN when there is none. */
  count(grade: number, year: number): number
  exists(grade: number): boolean
  /** Progression ratio into a grade. */
  ratioInto(grade: number): number
  readonly source: CohortSource | undefined
}

/** Pupils of an area by grade in the origin year. */
export function baseYearOf(context: BaseYearContext): BaseYear {
  const { dataset, ladder, area, origin, source } = context
  const issues: Issue[] = []
  const pupils = ladder.grades.map((_, g) => (context.exists(g) ? context.count(g, origin) : 0))
  const open = (): number[] => ladder.grades.map((_, g) => g).filter((g) => Number.isNaN(pupils[g]))
  if (open().length === 0) return { pupils, issues }

  const carried = open().filter((g) => {
    pupils[g] = carryUp(context, g, origin, carryLimit)
    return !Number.isNaN(pupils[g])
  })
  for (const [stage, grades] of byStage(ladder, carried)) {
    issues.push(assumption('base-carried', area, stage, origin, `${grades.join(', ')} not counted in ${origin}`, 'the latest count of each cohort, moved up by the progression ratios', { grades: grades.join(', ') }))
  }

  if (source !== undefined && open().length > 0) {
    const counted = countedCohorts(context, source)
    const shareOf = (g: number): number => source.cohort(ladder.grades[g]!.age, origin) * participationIn(dataset, area, ladder.grades[g]!.stage, origin)
    const filled = reconstruct(context, counted, shareOf, pupils)
    const fitted = fitTotals(context, counted, pupils, filled)
    issues.push(...fitted.issues)
    // Stages without a total of their own follow the cohorts that a total has fixed.
    if (fitted.grades.length > 0) {
      const known = [...counted, ...fitted.grades.map((g) => ({ cohort: origin - ladder.grades[g]!.age, share: pupils[g]! / shareOf(g) }))].sort((a, b) => a.cohort - b.cohort)
      for (const g of filled) if (!fitted.grades.includes(g)) pupils[g] = shareAt(known, origin - ladder.grades[g]!.age) * shareOf(g)
    }
    for (const [stage, grades] of byStage(ladder, filled)) {
      const participation = participationIn(dataset, area, stage, origin)
      issues.push(
        assumption('base-reconstructed', area, stage, origin, `${grades.join(', ')} not published for ${origin}`, `${counted.length === 0 ? `as the birth cohorts of ${source.area}` : `the share of the birth cohorts of ${source.area} interpolated between the counted cohorts`}${participation === 1 ? '' : `, × participation ${participation}`}`, {
          grades: grades.join(', '),
          how: counted.length === 0 ? 'spread' : 'interpolated',
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

function carryUp(context: BaseYearContext, g: number, year: number, left: number): number {
  const count = context.count(g, year)
  if (!Number.isNaN(count) || left === 0) return count
  if (context.ladder.grades[g]!.entry || g === 0) return carryUp(context, g, year - 1, left - 1)
  return carryUp(context, g - 1, year - 1, left - 1) * context.ratioInto(g)
}

/** The share of each counted cohort that is in the area, oldest cohort first; the latest count of a cohort holds. */
function countedCohorts({ dataset, ladder, area, origin, count }: BaseYearContext, source: CohortSource): CohortShare[] {
  const latest = new Map<number, { year: number; share: number }>()
  for (const year of dataset.pupils.axes.year.labels) {
    if (year > origin) continue
    ladder.grades.forEach((grade, g) => {
      const pupils = count(g, year)
      const cohort = year - grade.age
      const births = source.cohort(grade.age, year) * participationIn(dataset, area, grade.stage, year)
      if (!(pupils > 0) || !(births > 0) || (latest.get(cohort)?.year ?? -Infinity) > year) return
      latest.set(cohort, { year, share: pupils / births })
    })
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
function reconstruct({ dataset, ladder, area, origin }: BaseYearContext, counted: readonly CohortShare[], shareOf: (g: number) => number, pupils: number[]): number[] {
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

const fittedHow = {
  spread: 'grades that are not published share the total as their birth cohorts × participation',
  tilted: 'grades that are not published are tilted with the distance from the counted cohorts until the total is met',
  scaled: 'grades that are not published are multiplied by one factor, so that the total is met',
} as const

/** Brings the filled grades to the published totals; returns the grades that a total now fixes. */
function fitTotals({ dataset, ladder, area, origin }: BaseYearContext, counted: readonly CohortShare[], pupils: number[], filled: readonly number[]): { grades: number[]; issues: Issue[] } {
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
    const tilts = reach.some((each) => each > 0) && reach.every(Number.isFinite) && tilted(-5) < total.pupils && total.pupils < tilted(5)
    if (tilts) {
      const slope = solveIncreasing(tilted, total.pupils)
      free.forEach((g, i) => (pupils[g]! *= Math.exp(slope * reach[i]!)))
    } else {
      const scale = Math.max(0, total.pupils - fixed) / Math.max(before - fixed, Number.MIN_VALUE)
      free.forEach((g) => (pupils[g]! *= scale))
    }
    grades.push(...members)
    const together = `${total.stages.join(' and ')} have ${Math.round(total.pupils)} pupils together`
    // Where no cohort was counted there is nothing to interpolate, and the cohorts of a country say nothing to a reader beside a town's total.
    const found = counted.length === 0 ? `${together}, and none of their grades is counted` : `${together}, the interpolated grades ${Math.round(before)}`
    const how = counted.length === 0 ? 'spread' : tilts ? 'tilted' : 'scaled'
    issues.push(
      assumption('base-total-fitted', area, total.stages.join('+'), origin, found, fittedHow[how], {
        total: Math.round(total.pupils),
        ...(counted.length === 0 ? {} : { before: Math.round(before) }),
        how,
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
