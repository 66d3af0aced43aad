// Places by area, grade, sector, year and draw, and the list of what each project adds: what the balance sets against the pupils.

import type { Cube } from '../core/cube.js'
import { requireList } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Provenance } from '../core/provenance.js'
import type { Certainty, PlaceSource, ProjectKind, Sector } from '../input/tables.js'

/** What one project does to one stage when complete. A project that both adds and takes places has a row for each. */
export interface Addition {
  readonly project: string
  readonly area: string
  readonly stage: string
  readonly kind: ProjectKind
  /** School year from which the places can be used, or are gone, as planned. */
  readonly year: number
  readonly sector: Sector
  /** Sector that the places come from; undefined when they come from none. */
  readonly fromSector: Sector | undefined
  /** First school year in which it is undone: the end of temporary places, or of a lease or a purchase, whose places go back. */
  readonly closes: number | undefined
  /** Places that come to `sector`; negative when they go. */
  readonly places: number
  /** Effect on the places of all sectors together: 0 when they come from another sector. */
  readonly net: number
  /** The places known for the base year already contain it. */
  readonly inStock: boolean
  readonly source: PlaceSource | undefined
  readonly certainty: Certainty | undefined
  /** Floor area in ㎡. */
  readonly floor: number | undefined
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

/** New places of one year: what was built, what was taken back from the private sector or bought there, what was closed. */
export interface ProgrammeYear {
  readonly area: string
  readonly year: number
  readonly stages: readonly string[]
  /** Built + taken back + purchased: places new to the public and other receiving sectors. */
  readonly added: number
  /** Places that were nowhere before. */
  readonly built: number
  /** Places of private schools and kindergartens that became public. */
  readonly takenBack: number
  /** Places bought or leased from another sector. */
  readonly purchased: number
  /** Places that are gone: closed, at the end of their time, merged away, removed for a rebuild, or converted to another stage. */
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
 * @returns one row per area, year and group that has an addition or its end, years ascending; added = built + takenBack + purchased, net = built − closed
 */
export function programmeByYear(additions: readonly Addition[], groups?: readonly (readonly string[])[]): ProgrammeYear[] {
  requireList(additions, 'additions', 'programmeByYear')
  const rows = new Map<string, Addition[]>()
  for (const each of additions.flatMap(withItsEnd)) {
    const group = groups === undefined ? each.stage : groups.findIndex((stages) => stages.includes(each.stage))
    if (group === -1) continue
    const key = JSON.stringify([each.area, each.year, group])
    const list = rows.get(key)
    if (list === undefined) rows.set(key, [each])
    else list.push(each)
  }
  return [...rows.values()].map(programmeOf).sort((a, b) => a.year - b.year || a.area.localeCompare(b.area))
}

/** What is there for a time only goes again; what was only lent goes back, which is nothing to build or to close. */
function withItsEnd(each: Addition): Addition[] {
  return each.closes === undefined || each.net === 0 ? [each] : [each, { ...each, year: each.closes, places: -each.places, net: -each.net }]
}

function programmeOf(list: readonly Addition[]): ProgrammeYear {
  const sum = (of: (each: Addition) => number): number => list.reduce((total, each) => total + of(each), 0)
  const moves = (each: Addition): boolean => each.net === 0 && each.places > 0
  const takes = (each: Addition): boolean => each.kind === 'take-back' || each.kind === 'made-public'
  const takenBack = sum((each) => (moves(each) && takes(each) ? each.places : 0))
  const purchased = sum((each) => (moves(each) && !takes(each) ? each.places : 0))
  const built = sum((each) => Math.max(0, each.net))
  return {
    area: list[0]!.area,
    year: list[0]!.year,
    stages: [...new Set(list.map((each) => each.stage))],
    added: built + takenBack + purchased,
    built,
    takenBack,
    purchased,
    closed: sum((each) => Math.max(0, -each.net)),
    net: sum((each) => each.net),
    facts: [...new Set(list.flatMap((each) => each.fact ?? []))],
  }
}
