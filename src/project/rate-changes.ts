// The changes that act on rates: births, entry, progression, migration, entry age, participation. Each writes to the draft and says
// how many numbers it touched. Labels and numbers have been checked before (check-scenario.ts).

import { birthYearsOf, septemberCalendar } from '../core/calendar.js'
import { counted } from '../core/words.js'
import type { BirthChange, EntryAgeChange, EntryRatioChange, MigrationShock, ParticipationChange, ProgressionChange } from './changes.js'
import { cellOf } from './rates-draft.js'
import type { RatesDraft } from './rates-draft.js'

/** What a change did, for its issue: in words, and how many numbers of the forecast it touched. */
export interface Effect {
  readonly assumed: string
  readonly touched: number
}

interface Scope {
  readonly areas?: readonly string[] | undefined
  readonly grades?: readonly string[] | undefined
}

/** Calls `visit` for every area, grade and school year in the scope, and counts the calls that changed something. */
function eachCell(draft: RatesDraft, { areas, grades }: Scope, visit: (cell: number, grade: number, year: number) => boolean): number {
  let touched = 0
  draft.areas.forEach((area, a) => {
    if (areas !== undefined && !areas.includes(area)) return
    draft.grades.forEach((id, grade) => {
      if (grades !== undefined && !grades.includes(id)) return
      for (let y = 0; y < draft.horizon; y++) if (visit(cellOf(draft, a, grade, y), grade, draft.origin + 1 + y)) touched++
    })
  })
  return touched
}

/** Multiplies numbers of one array; true when there was something to change. */
function multiply(values: Float64Array, cell: number, factor: number): boolean {
  if (factor === 1 || values[cell] === 0 || Number.isNaN(values[cell])) return false
  values[cell]! *= factor
  return true
}

/** The value in a year on straight lines between points in order of year; held after the last. `before` holds up to the first. */
function onLine(points: readonly { readonly year: number; readonly value: number }[], year: number, before: number): number {
  const next = points.findIndex((point) => point.year >= year)
  const [high, low] = [points[next], points[next - 1]]
  if (high === undefined) return points[points.length - 1]!.value
  if (high.year === year) return high.value
  if (low === undefined) return before
  return low.value + ((high.value - low.value) * (year - low.year)) / (high.year - low.year)
}

export function changeBirths(draft: RatesDraft, change: BirthChange): Effect {
  const points = change.factors.map(({ year, factor }) => ({ year, value: factor })).sort((a, b) => a.year - b.year)
  const birthYears = birthYearsOf(change.calendar ?? septemberCalendar)
  const weights = birthYears.reduce((sum, { weight }) => sum + weight, 0)
  const touched = eachCell(draft, change, (cell, grade, year) => {
    const { age, entry } = draft.ladder.grades[grade]!
    if (!entry || Number.isNaN(draft.cohorts[cell])) return false
    // Written as 1 + changes, so that factors of 1 leave the very same number.
    const factor = birthYears.reduce((sum, { yearsBefore, weight }) => sum + (weight / weights) * (onLine(points, year - age - yearsBefore, 1) - 1), 1)
    const cohort = multiply(draft.cohorts, cell, factor)
    return multiply(draft.entry, cell, factor) || cohort
  })
  const [first, last] = [points[0]!, points[points.length - 1]!]
  return { assumed: `births × ${first.value} from ${first.year}${points.length === 1 ? '' : ` to × ${last.value} from ${last.year}`}; children born before are as many as they were`, touched }
}

/** Entry ratio and progression: a factor between two years, reached in equal steps. */
export function changeFactor(draft: RatesDraft, change: EntryRatioChange | ProgressionChange): Effect {
  const { factor, from = draft.origin + 1, to = Infinity, phaseIn = 1 } = change
  const values = change.kind === 'entry-ratio' ? draft.entry : draft.progression
  const touched = eachCell(draft, change, (cell, _, year) => {
    if (year < from || year > to) return false
    return multiply(values, cell, 1 + (factor - 1) * Math.min(1, (year - from + 1) / phaseIn))
  })
  const what = change.kind === 'entry-ratio' ? 'entrants per birth' : 'progression ratios'
  const steps = phaseIn === 1 ? '' : `, in ${phaseIn} yearly steps`
  return { assumed: `${what} × ${factor} from ${from}${to === Infinity ? '' : ` to ${to}`}${steps}`, touched }
}

/** Every part of a grade's pupils is multiplied, so the grade has exactly the share more or less, and so has the cohort ever after. */
export function changeMigration(draft: RatesDraft, change: MigrationShock): Effect {
  const touched = eachCell(draft, change, (cell, _, year) => {
    if (!change.years.includes(year)) return false
    const parts = [draft.progression, draft.entry, draft.added].map((values) => multiply(values, cell, 1 + change.share))
    return parts.includes(true)
  })
  return { assumed: `${change.share >= 0 ? '+' : '−'}${Math.abs(change.share * 100)} % of every cohort in ${change.years.join(', ')}, for good`, touched }
}

/**
 * With S the months by which the cut-off has moved after a year, the birth window of that year runs from S of the year before to
 * 12 + S of the year. Children are even over the months of a cohort, so the transition takes S/12 of the next cohort (or leaves
 * S/12 of its own to the next year), and over all years nothing is lost: the sums telescope.
 */
export function changeEntryAge(draft: RatesDraft, change: EntryAgeChange): Effect {
  const { grade, months, year: start, spread = 1 } = change
  const movedAfter = (year: number): number => (months / 12) * Math.min(1, Math.max(0, (year - start + 1) / spread))
  const windowOf = (values: Float64Array, before: Float64Array, cell: number, year: number): void => {
    const last = year === draft.origin + draft.horizon
    const first = year === draft.origin + 1
    const [was, is] = [movedAfter(year - 1), movedAfter(year)]
    const own = before[cell]!
    // Beyond the last projected year the cohort is taken to be as large as the last.
    const next = last ? own : before[cell + 1]!
    const previous = first ? own : before[cell - 1]!
    values[cell] = own - was * (was > 0 ? own : previous) + is * (is > 0 ? next : own)
  }
  const [entry, cohorts] = [draft.entry.slice(), draft.cohorts.slice()]
  const touched = eachCell(draft, { ...change, grades: [grade] }, (cell, _, year) => {
    if (months === 0 || year < start) return false
    windowOf(draft.entry, entry, cell, year)
    windowOf(draft.cohorts, cohorts, cell, year)
    return true
  })
  return { assumed: `the cut-off for ${grade} is ${counted(Math.abs(months), 'month')} ${months < 0 ? 'earlier' : 'later'} from ${start}${spread === 1 ? '' : `, moved over ${spread} years`}`, touched }
}

/** Acts on the first grade of the stage: those already in the stage stay in it. */
export function changeParticipation(draft: RatesDraft, change: ParticipationChange): Effect {
  const { stage, current } = change
  const first = draft.ladder.grades.findIndex((grade) => grade.stage === stage)
  const { id, entry } = draft.ladder.grades[first]!
  const path = change.path.map(({ year, share }) => ({ year, value: share })).sort((a, b) => a.year - b.year)
  const points = [{ year: draft.origin, value: current }, ...path]
  const values = entry ? draft.entry : draft.progression
  const touched = eachCell(draft, { areas: change.areas, grades: [id] }, (cell, _, year) => multiply(values, cell, onLine(points, year, current) / current))
  return { assumed: `${stage}: share of a cohort from ${current} in ${draft.origin} by ${path.map(({ year, value }) => `${value} in ${year}`).join(', ')}`, touched }
}
