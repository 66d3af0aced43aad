// The errors that the shares of a dispersion are fitted to: of grades and of whole areas at every lead, each with the steps that it is the sum of.

import type { PastErrors } from './past-errors.js'
import { reachOf } from './variance-paths.js'
import type { PathSettings, Reach } from './variance-paths.js'

export const levels = ['entry grade', 'grade since entry', 'grade', 'area'] as const

/** One error with the steps that it is made of. */
export interface PathRow {
  /** Position in `levels`. */
  readonly level: number
  readonly lead: number
  /** Position of the origin that it was forecast from. */
  readonly origin: number
  readonly square: number
  /** Years whose steps are in it, each calm or wild. */
  readonly years: number
  readonly reach: Reach
  /** Standard deviation of a usual step [grade, lead]. */
  readonly spread: Float64Array
}

/** An error before its steps are looked up: most are not kept. */
interface Candidate {
  readonly level: number
  readonly lead: number
  readonly square: number
  readonly years: number
  readonly block: number
  /** −1 for the whole area. */
  readonly grade: number
}

const mostRows = 12_000

/**
 * One row for each grade of an area and one for the area, at each origin and lead; evenly fewer where there are many, so that a country costs
 * no more than a district.
 *
 * @param errors log errors of grades [origin, area, grade, lead]
 * @param spread standard deviation of a usual step in the same order
 */
export function pathRows(past: PastErrors, errors: Float64Array, spread: Float64Array, settings: Pick<PathSettings, 'grades' | 'leads' | 'entry' | 'rebound'>): readonly PathRow[] {
  const { grades, leads, forecast } = past
  const singles = grades.map((_, g) => {
    const single = new Float64Array(grades.length)
    single[g] = 1
    return Array.from({ length: leads }, (__, i) => reachOf(settings, single, i + 1))
  })
  const size = grades.length * leads
  return thin(candidates(past, errors), leads).map(({ block, grade, ...rest }) => {
    const { lead } = rest
    const row = { ...rest, origin: Math.floor(block / past.areas.length) }
    const own = spread.slice(block * size, (block + 1) * size).map((value) => (Number.isNaN(value) ? 0 : value))
    if (grade >= 0) return { ...row, reach: singles[grade]![lead - 1]!, spread: own }
    const weights = Float64Array.from(grades, (_, g) => {
      const at = block * size + g * leads + lead - 1
      return Number.isNaN(errors[at]!) ? 0 : forecast[at]!
    })
    const due = weights.reduce((sum, weight) => sum + weight, 0)
    return { ...row, reach: reachOf(settings, weights.map((weight) => weight / due), lead), spread: own }
  })
}

/** Years whose steps are in the error of a grade: those since the origin, or since its cohort entered. */
export function yearsIn(entry: readonly boolean[], grade: number, lead: number): number {
  return Math.min(lead, grade - entry.lastIndexOf(true, grade) + 1)
}

function candidates({ origins, areas, grades, leads, entry, forecast, actual }: PastErrors, errors: Float64Array): Candidate[] {
  const found: Candidate[] = []
  for (let block = 0; block < origins.length * areas.length; block++) {
    for (let lead = 1; lead <= leads; lead++) {
      let [seen, due, known] = [0, 0, 0]
      for (let g = 0; g < grades.length; g++) {
        const at = (block * grades.length + g) * leads + lead - 1
        if (Number.isNaN(errors[at]!)) continue
        seen += actual[at]!
        due += forecast[at]!
        known++
        found.push({ level: entry[g]! ? 0 : g - entry.lastIndexOf(true, g) < lead ? 1 : 2, lead, square: errors[at]! ** 2, years: yearsIn(entry, g, lead), block, grade: g })
      }
      if (known > 1) found.push({ level: 3, lead, square: Math.log((seen + 0.5) / (due + 0.5)) ** 2, years: lead, block, grade: -1 })
    }
  }
  return found
}

/** Every k-th of each level and lead. */
function thin(all: readonly Candidate[], leads: number): readonly Candidate[] {
  const most = mostRows / (levels.length * leads)
  return levels.flatMap((_, l) =>
    Array.from({ length: leads }, (__, i) => all.filter((each) => each.level === l && each.lead === i + 1)).flatMap((own) => {
      // A step that is no multiple of the number of grades, or the same grades would be taken of every area.
      const step = Math.max(1, own.length / most)
      return own.filter((__, i) => Math.floor((i + 1) / step) > Math.floor(i / step))
    }),
  )
}
