// Checks that need more than one row: labels that must exist, rows that must be unique, areas that must form a tree.

import { group } from 'd3-array'

import type { SchoolCalendar } from '../core/calendar.js'
import { describeWhere } from '../core/describe-issue.js'
import type { Issue, Where } from '../core/issue.js'
import { gradePosition } from '../core/ladder.js'
import type { Ladder } from '../core/ladder.js'
import { checkProjects } from './check-projects.js'
import { fault } from './faults.js'
import { checkCapacity } from './project-faults.js'
import type { Placed } from './read-projects.js'
import type { AreaRow, BirthRow, PlaceRow, TableName, Tables } from './tables.js'

export type PlacedTables = { readonly [N in TableName]: readonly Placed<NonNullable<Tables[N]>[number]>[] }

const keys: { readonly [N in TableName]: readonly string[] } = {
  areas: ['area'],
  pupils: ['area', 'grade', 'year'],
  totals: ['area', 'stages', 'year'],
  births: ['area', 'year', 'month'],
  population: ['area', 'age', 'year'],
  registrations: ['area', 'grade', 'year'],
  dwellings: ['area', 'year', 'type', 'tenure'],
  yields: ['grade', 'yearsSince', 'type', 'tenure'],
  shares: ['area', 'stage', 'year', 'sector', 'group'],
  entrants: ['area', 'grade', 'year'],
  places: ['area', 'stage', 'grade', 'sector', 'year'],
  projects: ['project', 'stage', 'sector'],
  admissions: ['area', 'grade', 'year', 'sector'],
  applications: ['area', 'grade', 'year'],
  assumptions: ['assumption', 'area', 'grade', 'stage', 'year'],
  facts: ['id'],
}

/** Every fault between rows: duplicates, unknown labels, a broken area tree, rows that do not say enough. */
export function checkTables(tables: PlacedTables, ladder: Ladder, calendar: SchoolCalendar, known: { readonly areas: ReadonlySet<string>; readonly facts: ReadonlySet<string> }): Issue[] {
  return [
    ...(Object.keys(keys) as TableName[]).flatMap((name) => findDuplicates(name, tables[name] as readonly Placed<object>[])),
    ...checkAreaTree(tables.areas, known.areas),
    ...(Object.keys(keys) as TableName[]).flatMap((name) => checkLabels(name, tables[name] as readonly Placed<object>[], ladder, known)),
    ...tables.totals.flatMap(({ row, value }) => checkStageList(value.stages, ladder, { table: 'totals', row, column: 'stages' })),
    ...tables.places.flatMap(({ row, value }) => checkPlaceRow(value, row)),
    ...checkProjects(tables.projects, tables.places, ladder, calendar),
    ...tables.entrants.flatMap(({ row, value }) => checkEntryGrade(value.grade, ladder, { table: 'entrants', row, column: 'grade' })),
    ...tables.registrations.flatMap(({ row, value }) => checkEntryGrade(value.grade, ladder, { table: 'registrations', row, column: 'grade' })),
    ...checkMonths(tables.births),
    ...tables.shares.flatMap(({ row, value }) =>
      (value.sector === undefined) === (value.group === undefined)
        ? [fault('incomplete-row', { table: 'shares', row, column: 'sector' }, 'must say either the sector or the group', value.sector, 'exactly one of sector and group')]
        : [],
    ),
    ...tables.assumptions.flatMap(({ row, value }) => {
      const needs = value.assumption === 'progression' || value.assumption === 'entryRatio' ? 'grade' : 'stage'
      if (value[needs] !== undefined) return []
      return [fault('incomplete-row', { table: 'assumptions', row, column: needs }, `${value.assumption} must say for which ${needs}`, undefined, `a ${needs}`)]
    }),
  ]
}

// Tables that were read before and had no row twice.
const distinct = new WeakSet<readonly Placed<object>[]>()

function findDuplicates(name: TableName, rows: readonly Placed<object>[]): Issue[] {
  if (distinct.has(rows)) return []
  const columns = keys[name]
  const groups = group(rows, ({ value }) => JSON.stringify(columns.map((column) => (value as Record<string, unknown>)[column] ?? null)))
  if (groups.size === rows.length) distinct.add(rows)
  return [...groups.values()].flatMap((same) =>
    same.slice(1).map(({ row, value }) => {
      const what = columns.map((column) => (value as Record<string, unknown>)[column]).filter((each) => each !== undefined)
      return fault('duplicate-row', { table: name, row }, `repeats row ${same[0]!.row} (${what.join(', ')})`, what.join(', '), `one row for each ${columns.join(', ')}`)
    }),
  )
}

function checkAreaTree(areas: readonly Placed<AreaRow>[], known: ReadonlySet<string>): Issue[] {
  const parents = new Map(areas.map(({ value }) => [value.area, value.parent]))
  return areas.flatMap(({ row, value }): Issue[] => {
    if (value.parent === undefined) return []
    const where = { table: 'areas', row, column: 'parent' }
    if (!known.has(value.parent)) return [fault('unknown-parent', where, `there is no area ${value.parent}`, value.parent, 'an area of this table')]
    const path = [value.area]
    let next: string | undefined = value.parent
    while (next !== undefined && !path.includes(next)) {
      path.push(next)
      next = parents.get(next)
    }
    // Reported once per cycle: at the row whose area comes first in the cycle's own order.
    if (next === value.area && path.every((area) => value.area <= area)) {
      return [fault('parent-cycle', where, `areas must form a tree, got the circle ${[...path, next].join(' → ')}`, value.parent, 'a parent that is not below the area')]
    }
    return []
  })
}

function checkLabels(name: TableName, rows: readonly Placed<object>[], ladder: Ladder, known: { areas: ReadonlySet<string>; facts: ReadonlySet<string> }): Issue[] {
  const issues: Issue[] = []
  for (const { row, value } of rows) {
    const cells = value as { area?: string; grade?: string; stage?: string; fact?: string }
    const at = (column: string): Where => ({ table: name, row, column })
    // A fact may speak of an area or a stage that this plan does not cover.
    if (name !== 'facts') {
      if (cells.area !== undefined && name !== 'areas' && !known.areas.has(cells.area)) {
        issues.push(fault('unknown-area', at('area'), `there is no area ${cells.area}`, cells.area, 'an area of the areas table'))
      }
      if (cells.grade !== undefined && gradePosition(ladder, cells.grade) < 0) {
        issues.push(fault('unknown-grade', at('grade'), `there is no grade ${cells.grade}`, cells.grade, ladder.grades.map((grade) => grade.id).join(', ')))
      }
      if (cells.stage !== undefined) issues.push(...checkStageList(cells.stage, ladder, at('stage'), false))
    }
    if (cells.fact !== undefined && !known.facts.has(cells.fact)) {
      issues.push(fault('unknown-fact', at('fact'), `there is no fact ${cells.fact}`, cells.fact, 'the id of a row of the facts table'))
    }
  }
  return issues
}

/** A year of births is given whole or by all its months: a year with some months would be counted short. */
function checkMonths(births: readonly Placed<BirthRow>[]): Issue[] {
  return [...group(births, ({ value }) => JSON.stringify([value.area, value.year])).values()].flatMap((rows) => {
    const monthly = rows.filter(({ value }) => value.month !== undefined)
    if (monthly.length === 0 || (monthly.length === rows.length && monthly.length >= 12)) return []
    const { row, value } = monthly[0]!
    return [fault('incomplete-row', { table: 'births', row, column: 'month' }, `births of ${value.year} must be given whole or for twelve months, got ${monthly.length} months${monthly.length === rows.length ? '' : ' and a whole year'}`, monthly.length, 'one row without month, or twelve with')]
  })
}

function checkStageList(text: string, ladder: Ladder, where: Where, several = true): Issue[] {
  const ids = ladder.stages.map((stage) => stage.id)
  const parts = several ? text.split('+') : [text]
  return parts
    .filter((part) => !ids.includes(part))
    .map((part) => fault('not-allowed', where, `there is no stage ${part}`, part, `one of ${ids.join(', ')}${several ? ', or several joined by +' : ''}`))
}

function checkEntryGrade(grade: string, ladder: Ladder, where: Where): Issue[] {
  const found = ladder.grades.find((each) => each.id === grade)
  if (found === undefined || found.entry) return []
  const entries = ladder.grades.filter((each) => each.entry).map((each) => each.id)
  return [fault('not-allowed', where, `${grade} is not an entry grade`, grade, `one of ${entries.join(', ')}`)]
}

function checkPlaceRow(value: PlaceRow, row: number): Issue[] {
  const issues = checkCapacity(value, 'places', row)
  if ((value.stage === undefined) === (value.grade === undefined)) {
    issues.push(fault('incomplete-row', { table: 'places', row, column: 'stage' }, value.stage === undefined ? 'must say the stage or the grade, got neither' : 'must say the stage or the grade, got both', value.stage, 'exactly one of stage and grade'))
  }
  return issues
}

/** Notes a year missing inside a series, which is imperfect data and no fault. */
export function findGapsInYears(rows: readonly Placed<{ area: string; year: number; grade?: string }>[], table: string): Issue[] {
  const series = group(rows, ({ value }) => JSON.stringify([value.area, value.grade ?? null]))
  const gaps = new Map<string, { area: string; year: number; grades: string[] }>()
  for (const same of series.values()) {
    const years = [...new Set(same.map(({ value }) => value.year))].sort((a, b) => a - b)
    for (let i = 1; i < years.length; i++) {
      for (let year = years[i - 1]! + 1; year < years[i]!; year++) {
        const { area, grade } = same[0]!.value
        const key = JSON.stringify([area, year])
        const gap = gaps.get(key) ?? { area, year, grades: [] }
        if (grade !== undefined) gap.grades.push(grade)
        gaps.set(key, gap)
      }
    }
  }
  return [...gaps.values()].map(({ area, year, grades }) => {
    const where: Where = { table, area, year }
    return {
      code: 'gap-in-years',
      severity: 'assumption',
      where,
      message: `no count${grades.length === 0 ? '' : ` of ${grades.join(', ')}`} (${describeWhere(where)})`,
      assumed: table === 'births' ? 'births in a straight line between the years around it' : 'only ratios between neighbouring years are used',
      amounts: { year, grades: grades.join(', ') },
    }
  })
}
