// How the places of a project open over the years and the grades: at once, a grade a year, a third a year, or as the project says itself.

import { requireObject } from '../core/error.js'
import type { ProjectPart } from '../input/dataset.js'
import type { PhaseIn, ProjectKind } from '../input/tables.js'

/** Kinds that open a school that was not there: it starts with its lowest grade. Everything else is there at once when the project does not say. */
export const newSchoolKinds: readonly ProjectKind[] = ['new', 'branch', 'developer-built']

/** How a part fills when the caller does not say. */
export function defaultPhaseIn(kind: ProjectKind): PhaseIn {
  return newSchoolKinds.includes(kind) ? 'by-grade' : 'at-once'
}

/**
 * Share of a part's places that is open in a grade of its stage, by school years since its opening.
 *
 * All at once: every grade has its part from the first year. By grade: the n-th grade opens n − 1 years after the first. A third a year: the lowest third
 * of the grades first. An own profile fills a new school from its lowest grade up, and any other project in every grade alike.
 *
 * @param position of the grade within the stage, from 0
 * @param grades in the stage
 * @param since school years since the opening, 0 for the first
 * @returns from 0 to 1 ÷ grades; the grades add up to the share of the stage that is open
 * @example
 * // the second grade of a school of six grades: nothing in the first year, its sixth from the second
 * shareInGrade({ kind: 'new', phaseIn: 'by-grade', profile: undefined }, 1, 6, 0) // 0
 * shareInGrade({ kind: 'new', phaseIn: 'by-third', profile: undefined }, 1, 6, 0) // 0.16666666666666666
 */
export function shareInGrade(part: Pick<ProjectPart, 'kind' | 'phaseIn' | 'profile'>, position: number, grades: number, since: number): number {
  requireObject(part, 'part', 'shareInGrade')
  if (since < 0) return 0
  switch (part.phaseIn ?? defaultPhaseIn(part.kind)) {
    case 'at-once':
      return 1 / grades
    case 'by-grade':
      return since >= position ? 1 / grades : 0
    case 'by-third':
      return fromLowest(Math.min(1, (since + 1) / 3), position, grades)
    case 'profile': {
      const profile = part.profile ?? [1]
      const open = profile[Math.min(since, profile.length - 1)] ?? 1
      return newSchoolKinds.includes(part.kind) ? fromLowest(open, position, grades) : open / grades
    }
  }
}

/** A share of the whole that fills grade after grade. Three thirds of six grades must be six grades: the product is freed of its last bits. */
function fromLowest(share: number, position: number, grades: number): number {
  const filled = Math.round(share * grades * 1e9) / 1e9
  return Math.min(1, Math.max(0, filled - position)) / grades
}

/** A rise of the open share of one grade: from `since` school years after the opening on, `share` of the part's places more. */
export interface PhaseStep {
  readonly position: number
  readonly since: number
  readonly share: number
}

/** The shares of a part as a table, `shares[position × years + since]`, held after the last year, and as the steps by which they rise. */
export interface PhaseTable {
  readonly grades: number
  readonly years: number
  readonly shares: Float64Array
  /** Share of the whole stage that is open, by `since`. */
  readonly open: Float64Array
  readonly steps: readonly PhaseStep[]
}

/** Works the phase-in of a part out once, so that no draw has to. */
export function tabulatePhaseIn(part: Pick<ProjectPart, 'kind' | 'phaseIn' | 'profile'>, grades: number): PhaseTable {
  const years = Math.max(grades, 3, part.profile?.length ?? 0)
  const shares = new Float64Array(grades * years)
  const open = new Float64Array(years)
  const steps: PhaseStep[] = []
  for (let position = 0; position < grades; position++) {
    let before = 0
    for (let since = 0; since < years; since++) {
      const share = shareInGrade(part, position, grades, since)
      shares[position * years + since] = share
      open[since]! += share
      if (share !== before) steps.push({ position, since, share: share - before })
      before = share
    }
  }
  // Six sixths are a whole.
  for (let since = 0; since < years; since++) open[since] = Math.round(open[since]! * 1e12) / 1e12
  return { grades, years, shares, open, steps }
}
