// Why an alert: how pupils and places move between the base year and the worst year, by cause and by project.

import type { Text } from '../standards/types.js'
import { middle } from './alert-measure.js'
import type { AlertRows } from './alert-measure.js'

/** Pupils that a cause brings or takes away: births, entry, promotion, housing; all of them sum to the change of pupils. */
export interface ReasonPart {
  readonly factor: string
  readonly name: Text
  readonly pupils: number
}

/** A project that opens, or was to open, between the base year and the worst year. */
export interface ReasonProject {
  readonly project: string
  readonly places: number
  /** School year in which it is expected to open; undefined when it is more likely to fall away. */
  readonly opens: number | undefined
  /** School year in which it was to open, where that was earlier. */
  readonly planned: number | undefined
}

/** How pupils and places moved between the base year and the alert's worst year. */
export interface AlertReason {
  readonly fromYear: number
  readonly toYear: number
  readonly pupilsFrom: number
  readonly pupilsTo: number
  readonly placesFrom: number
  readonly placesTo: number
  /** Causes of the change of pupils, largest first; empty where none were handed over. */
  readonly parts: readonly ReasonPart[]
  /** Projects that add places in these years. */
  readonly opening: readonly ReasonProject[]
  /** Projects that were to open in these years and slip beyond the worst one. */
  readonly slipped: readonly ReasonProject[]
}

export interface ReasonAddition {
  readonly project: string
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly planned?: number | undefined
  readonly net: number
  readonly inStock: boolean
}

/** What reasons are told from; whatever is left out is not told. */
export interface ReasonInputs {
  /** Causes of the change of the pupils of these grades between two years, such as the rows of `explainYears`. */
  readonly explain?: ((area: string, grades: readonly string[], from: number, to: number) => readonly ReasonPart[]) | undefined
  /** What projects add: the additions of a Supply, with the year to be expected (`Infinity` for never) and, where that is another, the planned one. */
  readonly additions?: readonly ReasonAddition[] | undefined
  /** School year in which a project was to open, by project id, where it is now expected later. */
  readonly plannedOpenings?: Readonly<Record<string, number>> | undefined
}

/** The reason of an alert whose worst year is `to`. */
export function reasonFor(rowsOf: (year: number) => AlertRows, area: string, stage: string, grades: readonly string[], from: number, to: number, inputs: ReasonInputs): AlertReason {
  const [before, after] = [rowsOf(from), rowsOf(to)]
  const projects = (inputs.additions ?? [])
    .filter((each) => each.area === area && each.stage === stage && !each.inStock && each.net !== 0)
    .map((each): ReasonProject => {
      const planned = each.planned ?? inputs.plannedOpenings?.[each.project]
      return Object.freeze({ project: each.project, places: each.net, opens: Number.isFinite(each.year) ? each.year : undefined, planned: planned !== undefined && planned < each.year ? planned : undefined })
    })
  const yearOf = ({ opens = Infinity }: ReasonProject): number => opens
  const parts = from === to ? [] : (inputs.explain?.(area, grades, from, to) ?? []).filter((part) => part.pupils !== 0)
  return Object.freeze({
    fromYear: from,
    toYear: to,
    pupilsFrom: middle(before.pupils),
    pupilsTo: middle(after.pupils),
    placesFrom: middle(before.places),
    placesTo: middle(after.places),
    parts: Object.freeze(parts.toSorted((a, b) => Math.abs(b.pupils) - Math.abs(a.pupils))),
    opening: Object.freeze(projects.filter((each) => yearOf(each) > from && yearOf(each) <= to)),
    slipped: Object.freeze(projects.filter((each) => yearOf(each) > to && each.planned !== undefined && each.planned <= to)),
  })
}
