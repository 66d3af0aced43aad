// From the rows of the projects table, one for each stage, to projects whose stages open together.

import { openingYear } from '../core/calendar.js'
import type { SchoolCalendar } from '../core/calendar.js'
import type { Project, ProjectPart } from './dataset.js'
import type { ProjectKind, ProjectRow } from './project-rows.js'

/** A row that has passed its schema, with its place in the table as given. */
export interface Placed<R> {
  readonly row: number
  readonly value: R
}

/** Kinds that move places from another sector and add none. */
export const movingKinds: readonly ProjectKind[] = ['take-back', 'made-public', 'purchase']

/** Places of a row: stated, or classes × class size. */
export function placesOf(row: { readonly places?: number | undefined; readonly classes?: number | undefined; readonly classSize?: number | undefined }): number {
  return row.places ?? (row.classes ?? 0) * (row.classSize ?? 0)
}

/** The school year in which a row opens as planned; undefined when the row does not say. */
export function plannedOpening(row: ProjectRow, calendar: SchoolCalendar): number | undefined {
  return row.opens ?? (row.openingDate === undefined ? undefined : openingYear(row.openingDate, calendar))
}

/** School year from which the removed places are away: as given, for a rebuild from its start, else the opening (undefined). */
export function removalYear(row: ProjectRow, calendar: SchoolCalendar): number | undefined {
  return row.removesFrom ?? (row.kind === 'rebuild' && row.startDate !== undefined ? openingYear(row.startDate, calendar) : undefined)
}

/** One project for all rows of a name, in the order of the table. */
export function toProjects(rows: readonly ProjectRow[], calendar: SchoolCalendar): readonly Project[] {
  const groups = new Map<string, ProjectRow[]>()
  for (const row of rows) {
    const group = groups.get(row.project)
    if (group === undefined) groups.set(row.project, [row])
    else group.push(row)
  }
  return Object.freeze([...groups.values()].map((group) => toProject(group, calendar)))
}

function toProject(rows: readonly ProjectRow[], calendar: SchoolCalendar): Project {
  const first = rows[0]!
  const parts = rows.map((row) => toPart(row, calendar))
  const stated = <C extends keyof ProjectRow>(column: C): ProjectRow[C] | undefined => rows.find((row) => row[column] !== undefined)?.[column]
  return Object.freeze({
    project: first.project,
    area: first.area,
    kind: first.kind,
    opens: Math.min(...parts.map((part) => part.opens)),
    startDate: rows.flatMap((row) => row.startDate ?? []).sort()[0],
    parts: Object.freeze(parts),
    source: stated('source') ?? (rows.some((row) => row.kind === 'take-back' || row.kind === 'made-public') ? 'take-back' : undefined),
    mode: stated('mode'),
    certainty: stated('certainty'),
    follows: stated('follows'),
    host: stated('host'),
    partners: Object.freeze(stated('partners')?.split('+') ?? []),
  })
}

function toPart(row: ProjectRow, calendar: SchoolCalendar): ProjectPart {
  const places = placesOf(row)
  return Object.freeze({
    stage: row.stage,
    sector: row.sector,
    kind: row.kind,
    opens: plannedOpening(row, calendar) ?? 0,
    places,
    phaseIn: row.profile === undefined ? row.phaseIn : 'profile',
    profile: row.profile === undefined ? undefined : Object.freeze([...row.profile]),
    fromSector: row.fromSector ?? (movingKinds.includes(row.kind) ? 'private' : undefined),
    toStage: row.toStage,
    toPlaces: row.toPlaces ?? places,
    removes: row.removes ?? 0,
    removesFrom: removalYear(row, calendar),
    closes: row.closes,
    floor: row.floor,
    fact: row.fact,
  })
}
