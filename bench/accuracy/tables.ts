// Long-format files into tables: pupils by area, year and grade; births by area and year.

import { readFileSync } from 'node:fs'

import { parse } from 'csv-parse/sync'
import { createLadder } from 'school-places'
import type { BirthRow, Ladder, PupilRow, SchoolCalendar, StageSpecification, Tables } from 'school-places'

export interface AccuracySet {
  readonly name: string
  readonly pupils: readonly PupilRow[]
  readonly births: readonly BirthRow[]
  readonly grades: readonly string[]
  readonly entryLags: readonly number[]
  readonly entryWeights: readonly number[]
  readonly birthsLag: number
  readonly origins: readonly number[]
  readonly leads: readonly number[]
  readonly minYear: number
  readonly maxYear: number
  readonly minPupils: number
  readonly complete: boolean
  readonly region: 'all' | 'none'
}

/** Rows of a CSV file by column name. Ragged rows and open quotes throw with their line. */
function rowsOf(file: string, columns: readonly string[]): Record<string, string>[] {
  const rows = parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true, trim: true }) as Record<string, string>[]
  const missing = columns.filter((column) => rows[0] === undefined || !(column in rows[0]))
  if (missing.length > 0) throw new Error(`${file}: the columns ${columns.join(', ')} are needed, ${missing.join(', ')} not found`)
  return rows
}

function number(text: string, file: string, line: number, column: string): number {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) throw new Error(`${file} line ${line}: ${column} must be a number, got "${text}"`)
  return value
}

/** Pupils of the wanted grades. An empty cell is a count that was not made, not a zero. */
export function readPupils(file: string, grades: readonly string[]): PupilRow[] {
  const wanted = new Set(grades)
  return rowsOf(file, ['area', 'year', 'grade', 'pupils']).flatMap((row, i) =>
    wanted.has(row.grade!) && row.pupils !== '' ? [{ area: row.area!, grade: row.grade!, year: number(row.year!, file, i + 2, 'year'), pupils: number(row.pupils!, file, i + 2, 'pupils') }] : [],
  )
}

export function readBirths(file: string): BirthRow[] {
  return rowsOf(file, ['area', 'year', 'births']).flatMap((row, i) => (row.births === '' ? [] : [{ area: row.area!, year: number(row.year!, file, i + 2, 'year'), births: number(row.births!, file, i + 2, 'births') }]))
}

const regionName = '(region)'

/** The tables, ladder and calendar of a set; only complete areas when asked. The grades are one stage unless `stages` divides them. */
export function prepare(set: AccuracySet, stages: readonly StageSpecification[] = [{ id: 'all', en: 'All grades', zh: '全部年级', grades: set.grades }]): { tables: Tables; ladder: Ladder; calendar: SchoolCalendar } {
  const inTime = set.pupils.filter((row) => row.year <= set.maxYear && row.year >= set.minYear)
  const years = new Set(inTime.map((row) => row.year))
  const cells = new Map<string, number>()
  for (const row of inTime) cells.set(row.area, (cells.get(row.area) ?? 0) + 1)
  const full = years.size * set.grades.length
  const areas = [...cells].filter(([, count]) => !set.complete || count === full).map(([area]) => area)
  const kept = new Set(areas)
  const age = Math.min(...set.entryLags)
  return {
    ladder: createLadder('given', age, stages),
    calendar: { startMonth: 9, birthYears: set.entryLags.map((lag, i) => ({ yearsBefore: lag - age, weight: set.entryWeights[i]! })) },
    tables: {
      areas: [...(set.region === 'all' ? [{ area: regionName }] : []), ...areas.map((area) => ({ area, ...(set.region === 'all' ? { parent: regionName } : {}) }))],
      pupils: inTime.filter((row) => kept.has(row.area)),
      births: set.births.filter((row) => kept.has(row.area)),
    },
  }
}
