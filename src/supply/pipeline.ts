// Projects into places by grade and year: phase-in grade by grade, take-backs that move places and add none, closures, temporary places.

import type { Project } from '../input/dataset.js'
import type { PhaseIn } from '../input/tables.js'

/** How a project fills when the caller does not say: a new school starts with its lowest grade, everything else is there at once. */
export function defaultPhaseIn(project: Project): PhaseIn {
  return project.kind === 'new' ? 'by-grade' : 'at-once'
}

/**
 * Places of a project in a grade of its stage in a school year, as a share of its places when complete.
 *
 * All at once: every grade has its part from the opening year. By grade: the n-th grade opens n − 1 years after the first.
 *
 * @param position of the grade within the stage, from 0
 * @param grades in the stage
 * @returns from 0 to 1 ÷ grades
 * @example
 * // a school of six grades opens in 2019 with its first: 1/6, then 2/6, …
 * shareInGrade({ opens: 2019, closes: undefined }, 'by-grade', 1, 6, 2019) // 0
 */
export function shareInGrade(project: Pick<Project, 'opens' | 'closes'>, phaseIn: PhaseIn, position: number, grades: number, year: number): number {
  if (year < project.opens || (project.closes !== undefined && year >= project.closes)) return 0
  const open = phaseIn === 'at-once' || year >= project.opens + position
  return open ? 1 / grades : 0
}
