// Moving pupils between areas inside Rates, so that every projection of them has the same pupils in each grade and year, elsewhere.
// A projection knows no flows: who leaves is taken from the leaving area's ratios and entrants, who arrives is `added` where they
// arrive. Pupils who moved keep the ratios of where they come from (families do not move house when a school does); where those of
// the receiving area differ, the difference is `added` as well. So the sum over areas is the same as before, grade by grade.

import { cellOf, projectDraft } from './rates-draft.js'
import type { RatesDraft } from './rates-draft.js'

/** Grades by position; years count from 0, the origin. */
export interface Move {
  readonly from: number
  /** Who receives those who move; shares sum to 1. */
  readonly to: readonly { readonly area: number; readonly share: number }[]
  /** Share of the pupils still there who change over at the start of the year. */
  leaving(grade: number, year: number): number
  /** Share of the entrants of the year who go there at once. */
  entering(grade: number, year: number): number
  /** Whether those who moved are elsewhere in this grade and year; where not, they are back. */
  away(grade: number, year: number): boolean
}

/**
 * Writes a move into the draft. Pupils added to the leaving area besides (new dwellings) move in the share of their grade.
 *
 * With M the pupils who are elsewhere: `M[g,y] = r·M[g−1,y−1] + leaving·r·(P − M)[g−1,y−1] + entering·entry + share·added`.
 * The leaving area keeps P − M, the receiving areas have M besides their own.
 *
 * Cost: O(areas × grades × years), one projection.
 */
export function movePupils(draft: RatesDraft, move: Move): void {
  const [grades, horizon] = [draft.grades.length, draft.horizon]
  const pupils = projectDraft(draft)
  const count = (area: number, grade: number, year: number): number => (grade < 0 ? 0 : pupils[(area * grades + grade) * (horizon + 1) + year]!)
  const moved = new Float64Array(grades * (horizon + 1))
  const movedOf = (grade: number, year: number): number => (grade < 0 ? 0 : moved[grade * (horizon + 1) + year]!)

  for (let grade = 0; grade < grades; grade++) {
    if (!move.away(grade, 0)) continue
    const leaving = move.leaving(grade, 0)
    const cell = move.from * grades + grade
    const number = draft.base[cell]! * leaving
    moved[grade * (horizon + 1)] = number
    draft.base[cell]! *= 1 - leaving
    for (const { area, share } of move.to) draft.base[area * grades + grade]! += share * number
  }

  for (let year = 1; year <= horizon; year++) {
    for (let grade = 0; grade < grades; grade++) {
      const cell = cellOf(draft, move.from, grade, year - 1)
      const [ratio, entry, added] = [draft.progression[cell]!, draft.entry[cell]!, draft.added[cell]!]
      const elsewhere = movedOf(grade - 1, year - 1)
      const here = count(move.from, grade - 1, year - 1) - elsewhere
      if (!move.away(grade, year)) {
        if (elsewhere === 0) continue
        draft.added[cell]! += ratio * elsewhere
        for (const { area, share } of move.to) {
          const at = cellOf(draft, area, grade, year - 1)
          draft.added[at]! -= draft.progression[at]! * share * elsewhere
        }
        continue
      }
      const [leaving, entering] = [move.leaving(grade, year), move.entering(grade, year)]
      if (elsewhere === 0 && leaving === 0 && entering === 0) continue
      const arriving = ratio * leaving * here
      const flow = ratio * (here + elsewhere) + entry
      const movedFlow = ratio * elsewhere + arriving + entering * entry
      const shareOfAdded = flow > 0 ? movedFlow / flow : entering
      moved[grade * (horizon + 1) + year] = movedFlow + shareOfAdded * added
      draft.progression[cell] = ratio * (1 - leaving)
      draft.entry[cell] = entry * (1 - entering)
      draft.added[cell] = added * (1 - shareOfAdded)
      for (const { area, share } of move.to) {
        const at = cellOf(draft, area, grade, year - 1)
        // An area without pupils of its own has no ratio to speak of: it takes that of those who come.
        if (draft.progression[at] === 0 && count(area, grade - 1, year - 1) === 0) draft.progression[at] = ratio
        draft.entry[at]! += share * entering * entry
        draft.added[at]! += share * (arriving + (ratio - draft.progression[at]!) * elsewhere + shareOfAdded * added)
        if (entering > 0 && Number.isNaN(draft.cohorts[at])) draft.cohorts[at] = draft.cohorts[cell]!
      }
    }
  }
}
