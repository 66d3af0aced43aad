// Which stages can be said anything about, and which grades an area has at all.
// A stage without a count, a total or an assumption is left out; a grade never counted where its neighbours are does not exist there.

import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'
import { findAssumptions } from './assumptions.js'
import type { Counts } from './counts.js'

export interface Coverage {
  /** The ladder with only the stages that can be projected. A stage whose stage below is left out takes its pupils by entry. */
  readonly ladder: Ladder
  /** Whether an area has a grade, by positions in `planningAreas` and in `ladder`. */
  exists(area: number, grade: number): boolean
  readonly issues: readonly Issue[]
}

/**
 * Finds out what the counts up to the origin cover.
 *
 * Where at least half of a stage's grades are counted in an area, one that never was does not exist there (a district with
 * kindergarten to grade 4); where fewer are, the others are simply not published.
 */
export function coverageOf(dataset: Dataset, counts: Counts, origin: number): Coverage {
  const { ladder, planningAreas } = dataset
  const counted = planningAreas.map((_, a) => ladder.grades.map((__, g) => counts.years.some((year) => !Number.isNaN(counts.at(a, g, year)))))
  const gradesOf = ladder.stages.map((stage) => ladder.grades.flatMap((grade, g) => (grade.stage === stage.id ? [g] : [])))
  const totals = new Set(dataset.totals.filter((total) => total.year <= origin).flatMap((total) => total.stages.map((stage) => `${total.area}\n${stage}`)))
  // 2: at least half of the grades are counted · 1: something is known of the stage · 0: nothing is
  const known = planningAreas.map((area, a) =>
    ladder.stages.map((stage, s) => {
      const seen = gradesOf[s]!.filter((g) => counted[a]![g]).length
      if (seen * 2 >= gradesOf[s]!.length) return 2
      return seen > 0 || totals.has(`${area}\n${stage.id}`) || findAssumptions(dataset, 'participation', area, { stage: stage.id }).length > 0 ? 1 : 0
    }),
  )
  const covered = ladder.stages.filter((_, s) => known.some((stages) => stages[s]! > 0))
  const part = covered.length === ladder.stages.length ? ladder : restrict(ladder, covered.map((stage) => stage.id))
  const position = part.grades.map((grade) => ladder.grades.findIndex((each) => each.id === grade.id))
  const stagePosition = part.grades.map((grade) => ladder.stages.findIndex((stage) => stage.id === grade.stage))
  return {
    ladder: part,
    exists: (a, g) => {
      const state = known[a]![stagePosition[g]!]!
      return state === 1 || (state === 2 && counted[a]![position[g]!]!)
    },
    issues: ladder.stages
      .filter((stage) => !covered.includes(stage))
      .map((stage): Issue => ({ code: 'stage-left-out', severity: 'note', where: { stage: stage.id }, message: 'no pupils are given and none assumed', assumed: 'the stage is left out' })),
  }
}

function restrict(ladder: Ladder, stages: readonly string[]): Ladder {
  const kept = ladder.grades.filter((grade) => stages.includes(grade.stage))
  const grades = kept.map((grade, i) => {
    const below = ladder.grades[ladder.grades.indexOf(grade) - 1]
    return Object.freeze({ ...grade, entry: grade.entry || i === 0 || !kept.some((each) => each === below) })
  })
  return Object.freeze({ id: ladder.id, grades: Object.freeze(grades), stages: Object.freeze(ladder.stages.filter((stage) => stages.includes(stage.id))) })
}
