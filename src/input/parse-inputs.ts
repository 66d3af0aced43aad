// The border: the only way from tables into a Dataset. Every fault is reported at once, nothing is dropped, the tables are not changed.

import { createAxis, yearsFrom } from '../core/axis.js'
import { septemberCalendar } from '../core/calendar.js'
import type { SchoolCalendar } from '../core/calendar.js'
import { PlacesError } from '../core/error.js'
import { compareFacts } from '../core/compare-facts.js'
import { isFrozenCopy } from '../core/frozen-copy.js'
import type { Issue } from '../core/issue.js'
import { chinaLadder, gradeIds } from '../core/ladder.js'
import type { Ladder } from '../core/ladder.js'
import { stamp } from '../core/provenance.js'
import { cubeOfRows } from '../core/rows.js'
import { checkTables, findGapsInYears } from './check-dataset.js'
import type { PlacedTables } from './check-dataset.js'
import type { Area, Dataset, PlaceStock } from './dataset.js'
import { columnsOf, fault, refuseFaults, show, translateZodIssues } from './faults.js'
import { checkSettings } from './options.js'
import { placesOf, toProjects } from './read-projects.js'
import type { Placed } from './read-projects.js'
import { tableSchemas } from './schemas.js'
import type { AreaRow, BirthRow, PlaceRow, TableName, Tables } from './tables.js'

export interface InputSettings {
  /** The ladder of grades; kindergarten 3, primary 6, junior 3, senior 3 when left out. */
  readonly ladder?: Ladder | undefined
  /** When the school year starts; 1 September when left out. */
  readonly calendar?: SchoolCalendar | undefined
}

/**
 * Turns planners' tables into a checked Dataset, the input of every later verb.
 *
 * @param tables rows as objects; counts are head-counts per school year (births: per calendar year), never coerced from text
 * @returns observed cubes `pupils` [area, grade, year] and `births` [area, year] with NaN where nothing was observed, records, and issues
 * @throws `invalid-input` with every fault in `issues`: option, or table, row (from 1) and column, what was found and what is allowed
 * Cost: O(rows).
 * @example
 * parseInputs({ areas: [{ area: 'North' }], pupils: [{ area: 'North', grade: 'P1', year: 2021, pupils: 45 }] }).planningAreas // ['North']
 */
export function parseInputs(tables: Tables, settings: InputSettings = {}): Dataset {
  const faults = checkSettings(settings)
  // With settings that are none the tables are read by the usual ones, so that one error tells all.
  const read = readTables(tables, faults.length === 0 ? settings : {})
  refuseFaults([...faults, ...read.faults], 'parseInputs')
  return read.build()
}

/** A Dataset, or the error that lists every fault. */
export type ParseResult = { readonly ok: true; readonly dataset: Dataset; readonly error?: never } | { readonly ok: false; readonly error: PlacesError; readonly dataset?: never }

/** Like `parseInputs`, but gives the error back instead of throwing it. */
export function safeParseInputs(tables: Tables, settings: InputSettings = {}): ParseResult {
  try {
    return { ok: true, dataset: parseInputs(tables, settings) }
  } catch (error) {
    if (error instanceof PlacesError) return { ok: false, error }
    throw error
  }
}

/** Reads all tables and collects the faults; `build` makes the Dataset once there are none. */
export function readTables(tables: Tables, settings: InputSettings): { readonly faults: readonly Issue[]; build(): Dataset } {
  const ladder = settings.ladder ?? chinaLadder
  const calendar = settings.calendar ?? septemberCalendar
  const faults: Issue[] = []
  const schemas = tableSchemas()
  if (typeof tables !== 'object' || tables === null || Array.isArray(tables)) {
    return { faults: [fault('wrong-type', { table: 'tables' }, `must be an object of tables, got ${show(tables)}`, tables)], build: unreachable }
  }
  for (const name of Object.keys(tables)) {
    if (!(name in schemas)) faults.push(fault('unknown-column', { table: name }, 'there is no such table', name, Object.keys(schemas).join(', ')))
  }
  const placed = Object.fromEntries(
    (Object.keys(schemas) as TableName[]).map((name) => {
      const rows: unknown = tables[name]
      if (rows === undefined && name !== 'areas') return [name, []]
      if (!Array.isArray(rows)) {
        faults.push(fault('wrong-type', { table: name }, `must be a list of rows, got ${show(rows)}`, rows, 'a list of rows'))
        return [name, []]
      }
      return [name, readRows(name, rows, faults)]
    }),
  ) as unknown as PlacedTables
  // Names are collected from rows as given, so that a row with another fault does not make its children "unknown" as well.
  const named = (rows: unknown, column: string): Set<string> =>
    new Set(Array.isArray(rows) ? rows.map((row) => (row as Record<string, unknown> | null)?.[column]).filter((each) => typeof each === 'string') : [])
  faults.push(...checkTables(placed, ladder, calendar, { areas: named(tables.areas, 'area'), facts: named(tables.facts, 'id') }))
  return { faults, build: () => buildDataset(placed, ladder, calendar) }
}

function unreachable(): never {
  throw new PlacesError('invalid-input', 'parseInputs: a dataset cannot be built from faulty tables')
}

// Rows without a fault of tables that nobody can write to any more: a planner gives them again with every change.
const readBefore = new WeakMap<readonly unknown[], Placed<unknown>[]>()

function readRows(name: TableName, rows: readonly unknown[], faults: Issue[]): Placed<unknown>[] {
  const before = readBefore.get(rows)
  if (before !== undefined) return before
  const schema = tableSchemas()[name]
  const good: Placed<unknown>[] = []
  rows.forEach((given, i) => {
    const row = i + 1
    const parsed = schema.safeParse(given)
    if (parsed.success) {
      good.push({ row, value: parsed.data })
    } else if (typeof given !== 'object' || given === null) {
      faults.push(fault('wrong-type', { table: name, row }, `must be an object of columns, got ${show(given)}`, given, 'an object of columns'))
    } else {
      faults.push(...translateZodIssues(parsed.error.issues, given, (column) => ({ table: name, row, column }), { what: 'column', names: columnsOf(schema) }))
    }
  })
  if (isFrozenCopy(rows) && good.length === rows.length) readBefore.set(rows, good)
  return good
}

function valuesOf<R>(rows: readonly Placed<R>[]): R[] {
  return rows.map(({ value }) => value)
}

function buildDataset(tables: PlacedTables, ladder: Ladder, calendar: SchoolCalendar): Dataset {
  const areas = valuesOf(tables.areas).map(toArea)
  const [pupils, births, totals, places] = [valuesOf(tables.pupils), valuesOf(tables.births), valuesOf(tables.totals), valuesOf(tables.places)]
  const own = new Set([...pupils, ...totals, ...places].map((row) => row.area))
  const planningAreas = areas.map((area) => area.id).filter((id) => own.has(id))
  const withBirths = new Set(births.map((row) => row.area))
  const birthAreas = areas.map((area) => area.id).filter((id) => withBirths.has(id))
  const facts = valuesOf(tables.facts)
  return Object.freeze({
    ladder,
    calendar,
    areas: Object.freeze(areas),
    planningAreas: Object.freeze(planningAreas),
    pupils: cubeOfRows(
      pupils.map(({ area, grade, year, pupils: value }) => ({ area, grade, year, value })),
      ['area', 'grade', 'year'],
      'pupils',
      'not-observed',
      { area: createAxis(planningAreas), grade: createAxis(gradeIds(ladder)), year: createAxis(span(pupils.map((row) => row.year))) },
    ),
    births: cubeOfRows(
      wholeYears(births),
      ['area', 'year'],
      'births',
      'not-observed',
      { area: createAxis(birthAreas), year: createAxis(span(births.map((row) => row.year))) },
    ),
    monthlyBirths: freezeAll(births.filter((row) => row.month !== undefined)),
    population: freezeAll(valuesOf(tables.population)),
    registrations: freezeAll(valuesOf(tables.registrations)),
    dwellings: freezeAll(valuesOf(tables.dwellings)),
    yields: freezeAll(valuesOf(tables.yields)),
    shares: freezeAll(valuesOf(tables.shares)),
    totals: Object.freeze(totals.map((row) => Object.freeze({ ...row, stages: row.stages.split('+'), fact: row.fact }))),
    entrants: freezeAll(valuesOf(tables.entrants)),
    places: Object.freeze(places.map((row) => toStock(row, ladder))),
    projects: toProjects(valuesOf(tables.projects), calendar),
    admissions: freezeAll(valuesOf(tables.admissions)),
    applications: freezeAll(valuesOf(tables.applications)),
    assumptions: Object.freeze(valuesOf(tables.assumptions).map((row) => Object.freeze({ ...row, area: row.area, grade: row.grade, stage: row.stage, year: row.year, reason: row.reason, fact: row.fact }))),
    facts: freezeAll(facts),
    issues: Object.freeze([...compareFacts(facts), ...findGapsInYears(tables.pupils, 'pupils'), ...findGapsInYears(tables.births, 'births')]),
    provenance: stamp('parseInputs', { options: { ladder: ladder.id, startMonth: calendar.startMonth } }),
  })
}

/** Births by calendar year, months added up. */
function wholeYears(births: readonly BirthRow[]): { area: string; year: number; value: number }[] {
  const sums = new Map<string, { area: string; year: number; value: number }>()
  for (const { area, year, births: value } of births) {
    const key = JSON.stringify([area, year])
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { area, year, value })
    else sum.value += value
  }
  return [...sums.values()]
}

function span(years: readonly number[]): number[] {
  let [first, last] = [Infinity, -Infinity]
  for (const year of years) {
    if (year < first) first = year
    if (year > last) last = year
  }
  return years.length === 0 ? [] : yearsFrom(first, last)
}

function freezeAll<R extends object>(rows: readonly R[]): readonly R[] {
  return Object.freeze(rows.map((row) => Object.freeze({ ...row })))
}

function toArea(row: AreaRow): Area {
  return Object.freeze({ id: row.area, parent: row.parent, name: Object.freeze({ en: row.nameEn ?? row.area, zh: row.nameZh ?? row.area }) })
}

function toStock(row: PlaceRow, ladder: Ladder): PlaceStock {
  const stage = row.stage ?? ladder.grades.find((grade) => grade.id === row.grade)?.stage ?? ''
  return Object.freeze({ area: row.area, stage, grade: row.grade, sector: row.sector, year: row.year, places: placesOf(row), fact: row.fact })
}
