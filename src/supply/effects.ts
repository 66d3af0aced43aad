// Projects as arithmetic on rows of places. A growth adds places that depend on nothing else; a transfer takes places that must be there,
// and may put them elsewhere: a take-back, a purchase, a conversion, a closure, a merger, a rebuild with its decant.

import { positionOf } from '../core/axis.js'
import type { Axis } from '../core/axis.js'
import type { Ladder } from '../core/ladder.js'
import type { Project, ProjectPart } from '../input/dataset.js'
import { tabulatePhaseIn } from './phase-in.js'
import type { PhaseTable } from './phase-in.js'

/** Places that open and stay, or stay to an end. Offsets of its grades in memory, −1 for a grade without known places. */
export interface Growth {
  readonly project: number
  /** School years from the opening of the project to that of this part. */
  readonly shift: number
  readonly rows: Int32Array
  readonly places: number
  readonly phase: PhaseTable
  readonly closes: number
}

export interface Transfer {
  readonly project: number
  readonly part: ProjectPart
  readonly area: string
  readonly shift: number
  /** A fixed first year, which a late opening does not move; undefined when it is the opening. */
  readonly begins: number | undefined
  readonly closes: number
  readonly places: number
  readonly out: Int32Array
  /** Where the places go; undefined when they are gone. */
  readonly into: Int32Array | undefined
  /** Places there per place taken. */
  readonly gain: number
  /** Taken and given by grade alike; a conversion spreads over the grades of another stage. */
  readonly sameGrades: boolean
  readonly outPhase: PhaseTable
  readonly intoPhase: PhaseTable
  /** Places that the same project opens afterwards, and which its removal must not take. */
  readonly adds: Growth | undefined
  /** Within a year: what builds, then what moves, then what goes. */
  readonly rank: 0 | 1 | 2
}

/** Counted places that end: temporary ones, a lease, a purchase that returns. They were counted, so no draw moves them. */
export interface Expiry {
  readonly out: Int32Array
  readonly into: Int32Array | undefined
  readonly places: number
  readonly year: number
}

export interface Effects {
  readonly expiries: readonly Expiry[]
  readonly growths: readonly Growth[]
  /** By area, since only places of the same area are taken. */
  readonly transfers: ReadonlyMap<string, readonly Transfer[]>
}

export interface PlaceRows {
  readonly ladder: Ladder
  readonly axes: { readonly area: Axis<string>; readonly grade: Axis<string>; readonly sector: Axis<string> }
  rowOf(area: string, grade: string, sector: string): number
  /** Last year whose counted places are used, of an area and stage: what opened by then is in them. −Infinity without any. */
  stockYear(area: string, stage: string): number
}

/** After every year. */
export const noEnd = 1e6

/** What all projects do to the rows of places. Cost: O(parts × grades of a stage). */
export function compileEffects(projects: readonly Project[], places: PlaceRows): Effects {
  const expiries: Expiry[] = []
  const growths: Growth[] = []
  const transfers = new Map<string, Transfer[]>()
  projects.forEach((project, i) => {
    if (positionOf(places.axes.area, project.area) < 0) return
    for (const part of project.parts) {
      if (part.kind === 'site-return') continue
      if (part.opens <= places.stockYear(project.area, part.stage)) {
        expiries.push(...expiryOf(project, part, places))
        continue
      }
      const growth = growthOf(project, part, i, places)
      const transfer = transferOf(project, part, growth, places)
      if (transfer === undefined) growths.push(growth)
      else addTo(transfers, project.area, transfer)
    }
  })
  return { expiries, growths, transfers }
}

/** What opened by the year of the counted places is in them. What ends after that year still ends. */
function expiryOf({ area }: Project, part: ProjectPart, places: PlaceRows): Expiry[] {
  if (part.closes === undefined || part.closes <= places.stockYear(area, part.stage) || part.kind === 'closure' || part.kind === 'conversion') return []
  const into = part.fromSector === undefined ? undefined : rowsOf(places, area, part.stage, part.fromSector)
  return [{ out: rowsOf(places, area, part.stage, part.sector), into, places: part.places, year: part.closes }]
}

function growthOf(project: Project, part: ProjectPart, index: number, places: PlaceRows): Growth {
  // A conversion that gives up nothing only adds to its target.
  const rows = rowsOf(places, project.area, part.toStage ?? part.stage, part.sector)
  return { project: index, shift: part.opens - project.opens, rows, places: part.kind === 'conversion' ? part.toPlaces : part.places, phase: tabulatePhaseIn(part, rows.length), closes: part.closes ?? noEnd }
}

/** The transfer of a part that takes places, undefined for one that only adds some. */
function transferOf({ area }: Project, part: ProjectPart, growth: Growth, places: PlaceRows): Transfer | undefined {
  const out = rowsOf(places, area, part.stage, part.fromSector ?? part.sector)
  const atOnce = tabulatePhaseIn({ ...part, phaseIn: 'at-once' }, out.length)
  const { project, shift, closes, rows, phase } = growth
  const whole = { project, part, area, shift, begins: undefined, closes, places: part.places, out, into: undefined, gain: 1, sameGrades: true, outPhase: phase, intoPhase: phase, adds: undefined }
  if (part.kind === 'closure') return { ...whole, rank: 2 }
  if (part.kind === 'conversion') return part.places === 0 ? undefined : { ...whole, into: rows, sameGrades: false, gain: part.toPlaces / part.places, outPhase: atOnce, rank: 1 }
  if (part.fromSector !== undefined) return { ...whole, into: rows, rank: 1 }
  // A removal of before the counted places is in them already.
  if (part.removes === 0 || (part.removesFrom !== undefined && part.removesFrom <= places.stockYear(area, part.stage))) return undefined
  return { ...whole, begins: part.removesFrom, closes: noEnd, places: part.removes, outPhase: atOnce, adds: growth, rank: 0 }
}

function addTo(lists: Map<string, Transfer[]>, area: string, transfer: Transfer): void {
  const list = lists.get(area)
  if (list === undefined) lists.set(area, [transfer])
  else list.push(transfer)
}

function rowsOf({ ladder, axes, rowOf }: PlaceRows, area: string, stage: string, sector: string): Int32Array {
  const members = ladder.stages.find((each) => each.id === stage)?.grades ?? []
  const known = positionOf(axes.sector, sector) >= 0
  return Int32Array.from(members, (grade) => (known && positionOf(axes.grade, grade) >= 0 ? rowOf(area, grade, sector) : -1))
}
