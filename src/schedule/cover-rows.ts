// Rows of places: what projects add, what neighbours take and what stays unmet cover the need of every area, stage and year.

import type { CompiledPortfolio } from './compile-portfolio.js'
import type { LimitRow, ProgramWriter } from './linear-program.js'
import { heldAt } from './portfolio-problem.js'
import { shortfallPieces, sortedNeeds } from './shortfall.js'

/** Pupils of one cell without a place: a piece of its shortfall, or all of it in one draw. `share` is the share of the draws it stands for. */
export interface ShortColumn {
  readonly column: number
  readonly cell: number
  readonly share: number
  readonly weight: number
}

/** Pupils who sit in another area. */
export interface FlowColumn {
  readonly column: number
  readonly stage: number
  readonly year: number
  readonly link: number
  readonly share: number
  readonly weight: number
  readonly burden: number
}

/** All draws in one through straight pieces of the mean shortfall, or one draw by itself. */
export type CoverView = { readonly pieces: number; readonly draw?: never } | { readonly draw: number; readonly pieces?: never }

export interface CoverColumns {
  readonly short: readonly ShortColumn[]
  readonly flows: readonly FlowColumn[]
}

/** Writes the rows and columns of one view. */
export function addCoverRows(compiled: CompiledPortfolio, writer: ProgramWriter, changes: readonly CellChange[], committed: Float64Array, view: CoverView): CoverColumns {
  const { areas, stages, years, weight, least } = compiled
  const share = view.draw === undefined ? 1 : 1 / compiled.draws
  const short: ShortColumn[] = []
  const flows: FlowColumn[] = []
  for (let stage = 0; stage < stages; stage++) {
    for (let t = 0; t < years; t++) {
      const layer = stage * years + t
      const cellOf = (area: number): number => (area * stages + stage) * years + t
      const needs = Array.from({ length: areas }, (_, area) => needOf(compiled, cellOf(area), committed[cellOf(area)]!, changes[cellOf(area)]!, view))
      const out = Array.from({ length: areas }, (): [number, number][] => [])
      const into = Array.from({ length: areas }, (): [number, number][] => [])
      const incoming = new Float64Array(areas)
      const outgoing = new Float64Array(areas)
      for (const link of usefulLinks(compiled, stage, needs)) {
        const { from, to, pupils, burden } = compiled.links[stage]![link]!
        const upper = Math.min(pupils, compiled.most[cellOf(from)]!)
        const column = writer.column(0, upper)
        flows.push({ column, stage, year: t, link, share, weight: weight[layer]!, burden })
        out[from]!.push([column, 1])
        into[to]!.push([column, -1])
        incoming[to]! += upper
        outgoing[from]! += upper
      }
      for (let area = 0; area < areas; area++) {
        const cell = cellOf(area)
        const { top, worst, steps, pupils } = needs[area]!
        const few = pupils ?? least[cell]!
        if (outgoing[area]! > few) writer.row(out[area]!, -Infinity, few)
        // More places than the area and those who may come can ever use are of no use: a smaller number leaves a narrower gap.
        const useful = worst + incoming[area]!
        if (useful <= 0) continue
        const pieceColumns = (worst > 0 ? steps : []).map((step): [number, number] => {
          const column = writer.column(0, step.pupils)
          short.push({ column, cell, share: share * step.share, weight: weight[layer]! })
          return [column, 1]
        })
        const places = changes[cell]!.entries.map(([column, value]): [number, number] => [column, Math.min(value, useful)])
        writer.row([...places, ...out[area]!, ...into[area]!, ...pieceColumns], top - committed[cell]!, Infinity)
      }
    }
  }
  return { short, flows }
}

/** Places cannot fall below zero: rows for the cells where projects could take more than there are. */
export function addFloorRows(compiled: CompiledPortfolio, writer: ProgramWriter, changes: readonly CellChange[], committed: Float64Array, limits: LimitRow[]): void {
  const { stages, years, floor } = compiled
  changes.forEach(({ entries, lost }, cell) => {
    const there = floor[cell]! + committed[cell]!
    if (there - lost >= 0) return
    const [area, stage, year] = [Math.floor(cell / (stages * years)), Math.floor(cell / years) % stages, cell % years]
    limits.push({ row: writer.row(entries, -there, Infinity), limit: 'places', year, area, stage, unit: 1 })
  })
}

/** What the starts can do to a cell. */
export interface CellChange {
  readonly entries: [column: number, places: number][]
  /** Places that all projects together can take away at most, and add at most. */
  lost: number
  gained: number
}

/** Places that each start adds to each cell. */
export function changesByCell(compiled: CompiledPortfolio, startColumn: Int32Array): CellChange[] {
  const cells = Array.from({ length: compiled.floor.length }, (): CellChange => ({ entries: [], lost: 0, gained: 0 }))
  compiled.projects.forEach((project, p) => {
    if (startColumn[p]! < 0) return
    // Two effects of one project on the same row are one.
    for (const row of new Set(project.effects.map((effect) => effect.row))) {
      const effects = project.effects.filter((effect) => effect.row === row)
      for (let t = 0; t < compiled.years; t++) {
        const values = project.starts.map((start) => effects.reduce((sum, { places }) => sum + heldAt(places, t - start), 0))
        const cell = cells[row + t]!
        cell.lost += Math.max(0, -Math.min(...values))
        cell.gained += Math.max(0, ...values)
        values.forEach((value, k) => {
          if (value !== 0) cell.entries.push([startColumn[p]! + k, value])
        })
      }
    }
  })
  return cells
}

interface CellNeed {
  readonly top: number
  readonly steps: readonly { readonly pupils: number; readonly share: number }[]
  /** Most pupils that can ever be without a place here when none come from elsewhere. */
  readonly worst: number
  /** Most places that can ever stand free in some draw. */
  readonly room: number
  /** Pupils of the draw, when the view is one. */
  readonly pupils: number | undefined
}

function needOf(compiled: CompiledPortfolio, cell: number, committed: number, { lost, gained }: CellChange, view: CoverView): CellNeed {
  if (view.draw !== undefined) {
    const need = compiled.need[cell * compiled.draws + view.draw]!
    const pupils = compiled.pupils[cell * compiled.draws + view.draw]!
    return { top: need, steps: [{ pupils: Infinity, share: 1 }], worst: need - committed + lost, room: committed + gained - need, pupils }
  }
  const needs = sortedNeeds(compiled, cell)
  const { top, pieces: steps } = shortfallPieces(needs, view.pieces)
  return { top, steps, worst: top - committed + lost, room: committed + gained - needs[0]!, pupils: undefined }
}

/** Links that can help: from an area that can be short, or through which one can be helped, towards one that can have room. */
function usefulLinks(compiled: CompiledPortfolio, stage: number, needs: readonly CellNeed[]): number[] {
  const links = compiled.links[stage]!
  const spread = (first: boolean[], next: (link: { from: number; to: number }) => readonly [number, number]): boolean[] => {
    const reached = [...first]
    for (let changed = true; changed; ) {
      changed = false
      for (const link of links) {
        const [a, b] = next(link)
        if (!reached[a] || reached[b]) continue
        reached[b] = true
        changed = true
      }
    }
    return reached
  }
  const asking = spread(needs.map(({ worst }) => worst > 0), ({ from, to }) => [from, to])
  const giving = spread(needs.map(({ room }) => room > 0), ({ from, to }) => [to, from])
  return links.flatMap(({ from, to }, i) => (asking[from] && giving[to] ? [i] : []))
}
