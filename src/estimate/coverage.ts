// Which stages can be said anything about, and which grades an area has at all.
// A stage without a count, a total or an assumption is left out; a grade never counted where its neighbours are does not exist there.

import { positionOf } from '../core/axis.js'
import { valueAt } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'
import { findAssumption } from './assumptions.js'

/** The ladder with only the stages that can be projected. A stage whose stage below is left out takes its pupils by entry. */
export function coveredLadder(dataset: Dataset, origin: number): { readonly ladder: Ladder; readonly issues: readonly Issue[] } {
  const { ladder } = dataset
  const covered = ladder.stages.filter((stage) => dataset.planningAreas.some((area) => stageHasInformation(dataset, area, stage.id, origin)))
  if (covered.length === ladder.stages.length) return { ladder, issues: [] }
  const ids = covered.map((stage) => stage.id)
  const kept = ladder.grades.filter((grade) => ids.includes(grade.stage))
  const grades = kept.map((grade, i) => {
    const below = ladder.grades[ladder.grades.indexOf(grade) - 1]
    return Object.freeze({ ...grade, entry: grade.entry || i === 0 || !kept.some((each) => each === below) })
  })
  const issues = ladder.stages
    .filter((stage) => !ids.includes(stage.id))
    .map((stage): Issue => ({ code: 'stage-left-out', severity: 'note', where: { stage: stage.id }, message: 'no pupils are given and none assumed', assumed: 'the stage is left out' }))
  return { ladder: Object.freeze({ id: ladder.id, grades: Object.freeze(grades), stages: Object.freeze(covered) }), issues }
}

/** Whether pupils, totals or a participation are known for a stage in an area. */
export function stageHasInformation(dataset: Dataset, area: string, stage: string, origin: number): boolean {
  return (
    countedGrades(dataset, area, stage, origin).length > 0 ||
    dataset.totals.some((total) => total.area === area && total.year <= origin && total.stages.includes(stage)) ||
    findAssumption(dataset, 'participation', area, { stage }) !== undefined
  )
}

/** Grades of a stage that were counted in the area in any year up to the origin. */
export function countedGrades(dataset: Dataset, area: string, stage: string, origin: number): string[] {
  if (positionOf(dataset.pupils.axes.area, area) < 0) return []
  return dataset.ladder.grades
    .filter((grade) => grade.stage === stage)
    .map((grade) => grade.id)
    .filter((grade) => dataset.pupils.axes.year.labels.some((year) => year <= origin && !Number.isNaN(valueAt(dataset.pupils, { area, grade, year }))))
}

/**
 * Whether a grade exists in an area. Where at least half of a stage's grades are counted, one that never was does not exist
 * (a district with kindergarten to grade 4); where fewer are, the others are simply not published.
 */
export function gradeExists(dataset: Dataset, area: string, grade: string, stage: string, origin: number): boolean {
  if (!stageHasInformation(dataset, area, stage, origin)) return false
  const counted = countedGrades(dataset, area, stage, origin)
  const all = dataset.ladder.grades.filter((each) => each.stage === stage).length
  return counted.includes(grade) || counted.length * 2 < all
}
