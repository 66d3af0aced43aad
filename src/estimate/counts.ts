// The counts up to the origin, by position instead of by label: estimating reads each of them several times.

import { strideOf } from '../core/cube.js'
import type { Ladder } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'

export interface Counts {
  /** School years from the first count to the origin. */
  readonly years: readonly number[]
  /** Pupils by position of area, position of grade in the dataset's own ladder, and year; NaN when not counted. */
  at(area: number, grade: number, year: number): number
}

/** The same counts seen through a part of the ladder: positions of grades are those of that part. */
export function throughLadder(counts: Counts, dataset: Dataset, ladder: Ladder): Counts {
  const positions = ladder.grades.map((grade) => dataset.ladder.grades.findIndex((each) => each.id === grade.id))
  return { years: counts.years, at: (area, grade, year) => counts.at(area, positions[grade]!, year) }
}

/** The same counts as they were known at an earlier origin. */
export function countsBefore(counts: Counts, origin: number): Counts {
  return { years: counts.years.filter((year) => year <= origin), at: (area, grade, year) => (year > origin ? Number.NaN : counts.at(area, grade, year)) }
}

/** The pupils of a dataset up to the origin. */
export function countsTo(dataset: Dataset, origin: number): Counts {
  const { pupils } = dataset
  const [areaStep, gradeStep] = [strideOf(pupils, 'area'), strideOf(pupils, 'grade')]
  const all = pupils.axes.year.labels
  const first = all[0] ?? origin
  const last = Math.min(origin, all[all.length - 1] ?? origin - 1)
  const years: number[] = []
  for (let year = first; year <= last; year++) years.push(year)
  return {
    years,
    at: (area, grade, year) => (year < first || year > last ? Number.NaN : pupils.values[area * areaStep + grade * gradeStep + year - first]!),
  }
}
