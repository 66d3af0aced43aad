// A plan's places by their source (已落实用地, 民办回收, 规划未建用地) and year: all of them, those that are certain, and those to expect.

import { PlacesError, requireList } from '../core/error.js'
import type { Certainty, CertaintyWord, PlaceSource } from '../input/tables.js'
import type { Addition } from './supply.js'

export interface SourceYear {
  readonly area: string
  /** Undefined for projects that do not say. */
  readonly source: PlaceSource | undefined
  /** School year in which the places open, as planned. */
  readonly year: number
  readonly projects: number
  /** Places that come, at full size. */
  readonly places: number
  /** Of projects whose chance is 1. */
  readonly certain: number
  /** Places × chance; undefined when a project's chance is a word that has no number. */
  readonly expected: number | undefined
  /** Places of projects that do not say how sure they are. */
  readonly unstated: number
}

export interface SourceOptions {
  /** Chances of the words of commitment, such as `{ 确保: 0.95, 力争: 0.8, 争取: 0.6, 初步: 0.4 }`. */
  readonly words?: Readonly<Partial<Record<CertaintyWord, number>>> | undefined
  /** Chance of a project that does not say; 1, as planned, when left out. It is not counted as certain. */
  readonly unstated?: number | undefined
  /** Stages to count, all when left out. */
  readonly stages?: readonly string[] | undefined
}

/**
 * Adds up the places that come by area, source and year, with their certainty.
 *
 * @param additions of a Supply; what goes and what the counted places hold already are left out
 * @returns one row per area, source and year; years ascending, sources in the order of a plan
 * @throws `invalid-option` for a chance outside 0–1
 * Cost: O(additions).
 */
export function placesBySource(additions: readonly Addition[], options: SourceOptions = {}): SourceYear[] {
  requireList(additions, 'additions', 'placesBySource')
  const { words = {}, unstated = 1, stages } = options
  for (const [name, chance] of [['unstated', unstated], ...Object.entries(words)] as [string, number][]) {
    if (!(chance >= 0 && chance <= 1)) throw new PlacesError('invalid-option', `placesBySource: a chance must be from 0 to 1, got ${chance} for ${name}`, { where: { option: name === 'unstated' ? name : `words.${name}` } })
  }
  const chanceOf = (certainty: Certainty | undefined): number | undefined => (certainty === undefined ? unstated : typeof certainty === 'number' ? certainty : words[certainty])
  const rows = new Map<string, Addition[]>()
  for (const each of additions) {
    if (each.inStock || each.places <= 0 || (stages !== undefined && !stages.includes(each.stage))) continue
    const key = JSON.stringify([each.area, each.source ?? null, each.year])
    const list = rows.get(key)
    if (list === undefined) rows.set(key, [each])
    else list.push(each)
  }
  const order = (source: PlaceSource | undefined): number => (source === undefined ? 3 : ['site-in-hand', 'take-back', 'planned-site'].indexOf(source))
  return [...rows.values()]
    .map((list): SourceYear => {
      const sum = (of: (each: Addition) => number): number => list.reduce((total, each) => total + of(each), 0)
      const known = list.every((each) => chanceOf(each.certainty) !== undefined)
      return {
        area: list[0]!.area,
        source: list[0]!.source,
        year: list[0]!.year,
        projects: new Set(list.map((each) => each.project)).size,
        places: sum((each) => each.places),
        certain: sum((each) => (each.certainty !== undefined && chanceOf(each.certainty) === 1 ? each.places : 0)),
        expected: known ? sum((each) => each.places * (chanceOf(each.certainty) ?? 0)) : undefined,
        unstated: sum((each) => (each.certainty === undefined ? each.places : 0)),
      }
    })
    .sort((a, b) => a.year - b.year || order(a.source) - order(b.source) || a.area.localeCompare(b.area))
}

export interface PlanCover {
  readonly area: string
  readonly year: number
  readonly target: number
  readonly bySource: Readonly<Record<PlaceSource | 'unstated', number>>
  /** Places of all sources as planned, and target − planned: negative when the plan has more. */
  readonly planned: number
  readonly short: number
  /** The same with the places to expect; undefined when a chance is unknown. */
  readonly expected: number | undefined
  readonly expectedShort: number | undefined
}

/**
 * Sets the places of each source against the targets of a plan, year by year.
 *
 * @param rows of `placesBySource`
 * @param targets new places by area and year
 * @returns one row per target, in their order
 * Cost: O(targets × rows).
 */
export function coverTargets(rows: readonly SourceYear[], targets: readonly { readonly area: string; readonly year: number; readonly places: number }[]): PlanCover[] {
  requireList(rows, 'rows', 'coverTargets')
  requireList(targets, 'targets', 'coverTargets', 2)
  return targets.map(({ area, year, places: target }): PlanCover => {
    const own = rows.filter((row) => row.area === area && row.year === year)
    const of = (source: PlaceSource | undefined): number => own.reduce((sum, row) => sum + (row.source === source ? row.places : 0), 0)
    const planned = own.reduce((sum, row) => sum + row.places, 0)
    const expected = own.every((row) => row.expected !== undefined) ? own.reduce((sum, row) => sum + (row.expected ?? 0), 0) : undefined
    return {
      area,
      year,
      target,
      bySource: { 'site-in-hand': of('site-in-hand'), 'take-back': of('take-back'), 'planned-site': of('planned-site'), unstated: of(undefined) },
      planned,
      short: target - planned,
      expected,
      expectedShort: expected === undefined ? undefined : target - expected,
    }
  })
}
