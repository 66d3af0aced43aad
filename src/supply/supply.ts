// Places by area, grade, sector, year and draw, and the list of what each project adds: what the balance sets against the pupils.

import type { Cube } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Provenance } from '../core/provenance.js'
import type { ProjectKind, Sector } from '../input/tables.js'

/** What one project does to one stage when complete. */
export interface Addition {
  readonly project: string
  readonly area: string
  readonly stage: string
  readonly kind: ProjectKind
  /** School year from which the places can be used. */
  readonly year: number
  readonly sector: Sector
  /** Places that come to `sector` (negative for a closure). */
  readonly places: number
  /** Effect on the places of all sectors together: 0 for a take-back. */
  readonly net: number
  /** The places known for the base year already contain it. */
  readonly inStock: boolean
  readonly fact: string | undefined
}

export interface Supply {
  readonly origin: number
  readonly horizon: number
  /** Grades are those of stages whose places are known; years origin … origin + horizon. */
  readonly places: Cube<readonly ['area', 'grade', 'sector', 'year', 'draw']>
  readonly additions: readonly Addition[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/** New places of one year: what was built, what was taken back from the private sector, what was closed. */
export interface ProgrammeYear {
  readonly area: string
  readonly year: number
  readonly stages: readonly string[]
  /** Built + taken back: places new to the public and other receiving sectors. */
  readonly added: number
  readonly built: number
  readonly takenBack: number
  readonly closed: number
  /** Effect on all sectors together. */
  readonly net: number
  readonly facts: readonly string[]
}

/**
 * Adds the additions up by area and year, and by group of stages.
 *
 * @param groups stages that are told together, such as `[['primary', 'junior']]` for compulsory schooling; stages in no group are left out.
 *   Each stage by itself when left out
 * @returns one row per area, year and group that has an addition, years ascending; added = built + takenBack, net = built − closed
 */
export function programmeByYear(additions: readonly Addition[], groups?: readonly (readonly string[])[]): ProgrammeYear[] {
  const rows = new Map<string, Addition[]>()
  for (const each of additions) {
    const group = groups === undefined ? each.stage : groups.findIndex((stages) => stages.includes(each.stage))
    if (group === -1) continue
    const key = JSON.stringify([each.area, each.year, group])
    rows.set(key, [...(rows.get(key) ?? []), each])
  }
  const sum = (list: readonly Addition[], of: (each: Addition) => number): number => list.reduce((total, each) => total + of(each), 0)
  return [...rows.values()]
    .map((list): ProgrammeYear => {
      const takenBack = sum(list, (each) => (each.kind === 'take-back' ? each.places : 0))
      const closed = sum(list, (each) => (each.kind === 'closure' ? -each.places : 0))
      const built = sum(list, (each) => (each.kind === 'take-back' || each.kind === 'closure' ? 0 : each.places))
      return {
        area: list[0]!.area,
        year: list[0]!.year,
        stages: [...new Set(list.map((each) => each.stage))],
        added: built + takenBack,
        built,
        takenBack,
        closed,
        net: sum(list, (each) => each.net),
        facts: [...new Set(list.flatMap((each) => (each.fact === undefined ? [] : [each.fact])))],
      }
    })
    .sort((a, b) => a.year - b.year || a.area.localeCompare(b.area))
}
