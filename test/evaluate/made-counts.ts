// Counts made by the model itself: steps of variance a + b/n, part of it shared by the grades of an area, no drift.

import { createLadder, createStream, parseInputs } from 'school-places'
import type { Dataset, Ladder, PupilRow } from 'school-places'

export const truth = { constant: 0.0004, perPupil: 0.5, areaShare: 0.25 } as const
export const firstYear = 2000

export const madeLadder: Ladder = createLadder('made', 6, [
  { id: 'lower', en: 'Lower', zh: '低', grades: ['1', '2', '3'] },
  { id: 'upper', en: 'Upper', zh: '高', grades: ['4', '5', '6'] },
])

export function madeCounts(areas: number, years: number, seed: number): Dataset {
  const pupils: PupilRow[] = []
  const names = Array.from({ length: areas }, (_, i) => `area ${i}`)
  names.forEach((area, a) => {
    const stream = createStream(seed, 'made', area)
    // From 20 to 1,280 pupils a grade.
    const size = 20 * 2 ** (6 * (a / Math.max(1, areas - 1)))
    let counts = madeLadder.grades.map(() => size)
    for (let year = firstYear - 6; year < firstYear + years; year++) {
      const shared = stream.normal()
      counts = counts.map((_, g) => {
        const due = g === 0 ? size : counts[g - 1]!
        const deviation = Math.sqrt(truth.constant + truth.perPupil / Math.max(1, due))
        return due * Math.exp(deviation * (Math.sqrt(truth.areaShare) * shared + Math.sqrt(1 - truth.areaShare) * stream.normal()))
      })
      if (year >= firstYear) counts.forEach((count, g) => pupils.push({ area, grade: madeLadder.grades[g]!.id, year, pupils: Math.round(count) }))
    }
  })
  return parseInputs({ areas: [{ area: 'all' }, ...names.map((area) => ({ area, parent: 'all' }))], pupils }, { ladder: madeLadder })
}
