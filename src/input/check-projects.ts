// Faults between rows of projects: what a project says twice in two ways, phases out of order, and more bought than there is.

import { group } from 'd3-array'

import type { SchoolCalendar } from '../core/calendar.js'
import type { Issue, Where } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { fault } from './faults.js'
import { checkProjectRow } from './project-faults.js'
import type { ProjectRow } from './project-rows.js'
import { movingKinds, placesOf, plannedOpening } from './read-projects.js'
import type { Placed } from './read-projects.js'
import type { PlaceRow } from './tables.js'

type Rows = readonly Placed<ProjectRow>[]

/** Every fault of the projects, row by row and between rows. */
export function checkProjects(rows: Rows, places: readonly Placed<PlaceRow>[], ladder: Ladder, calendar: SchoolCalendar): Issue[] {
  const projects = group(rows, ({ value }) => value.project)
  return [
    ...rows.flatMap(({ row, value }) => checkProjectRow(value, row, calendar)),
    ...rows.flatMap(({ row, value }) => checkStages(value, row, ladder)),
    ...[...projects.values()].flatMap(checkSameProject),
    ...[...projects.values()].flatMap(checkSomePlaces),
    ...checkPhases(projects, calendar),
    ...checkPurchases(rows, places, ladder, calendar),
  ]
}

/** The stage that a conversion leads to must be there. Only kindergartens are made public (民转公): a school is taken back. */
function checkStages({ kind, stage, toStage }: ProjectRow, row: number, ladder: Ladder): Issue[] {
  const ids = ladder.stages.map((each) => each.id)
  const issues: Issue[] = []
  if (toStage !== undefined && !ids.includes(toStage)) issues.push(fault('not-allowed', { table: 'projects', row, column: 'toStage' }, `there is no stage ${toStage}`, toStage, `one of ${ids.join(', ')}`))
  if (kind === 'made-public' && stage !== 'kindergarten' && ids.includes('kindergarten') && ids.includes(stage)) {
    issues.push(fault('not-allowed', { table: 'projects', row, column: 'stage' }, `only kindergartens are made public, got ${stage}`, stage, 'kindergarten, or the kind take-back'))
  }
  return issues
}

const wholeColumns = ['area', 'source', 'mode', 'certainty', 'follows', 'host', 'partners'] as const

/** Rows of one project are parts of one piece of work: one place, one source, one chance. */
function checkSameProject(rows: Rows): Issue[] {
  return wholeColumns.flatMap((column) => {
    const first = rows.find(({ value }) => value[column] !== undefined)
    if (first === undefined) return []
    return rows
      .filter(({ value }) => value[column] !== undefined && value[column] !== first.value[column])
      .map(({ row, value }) => {
        const what = column === 'source' ? `${value.project} is in two sources` : `${value.project} says two things`
        return fault('not-allowed', { table: 'projects', row, column }, `${what}, ${String(first.value[column])} in row ${first.row} and ${String(value[column])}`, value[column], `${String(first.value[column])}, as in row ${first.row}`)
      })
  })
}

/** A part may be empty, a project may not: something opens, and there is no place in it. */
function checkSomePlaces(rows: Rows): Issue[] {
  const { row, value } = rows[0]!
  const opening = rows.filter((each) => each.value.kind !== 'site-return' && each.value.kind !== 'closure' && !movingKinds.includes(each.value.kind))
  const stated = opening.every((each) => each.value.places !== undefined || (each.value.classes !== undefined && each.value.classSize !== undefined))
  if (opening.length === 0 || !stated || opening.some(({ value: each }) => placesOf(each) + (each.toPlaces ?? 0) > 0)) return []
  return [fault('not-allowed', { table: 'projects', row, column: 'places' }, `${value.project} opens without a place`, 0, 'more than 0 in one of its stages')]
}

function checkPhases(projects: ReadonlyMap<string, Rows>, calendar: SchoolCalendar): Issue[] {
  const openingOf = (name: string): number | undefined => {
    const years = (projects.get(name) ?? []).flatMap(({ value }) => plannedOpening(value, calendar) ?? [])
    return years.length === 0 ? undefined : Math.min(...years)
  }
  return [...projects].flatMap(([name, rows]): Issue[] => {
    const stated = rows.find(({ value }) => value.follows !== undefined)
    const first = stated?.value.follows
    if (stated === undefined || first === undefined) return []
    const where: Where = { table: 'projects', row: stated.row, column: 'follows' }
    if (!projects.has(first)) return [fault('not-allowed', where, `there is no project ${first}`, first, 'a project of this table')]
    const path = [name]
    let next: string | undefined = first
    while (next !== undefined && !path.includes(next)) {
      path.push(next)
      next = projects.get(next)?.find(({ value }) => value.follows !== undefined)?.value.follows
    }
    if (next === name) return path.every((each) => name <= each) ? [fault('not-allowed', where, `projects follow each other in a circle, ${[...path, name].join(' → ')}`, first, 'a project that does not follow this one')] : []
    const [own, before] = [openingOf(name), openingOf(first)]
    if (own === undefined || before === undefined || own >= before) return []
    return [fault('not-allowed', { ...where, column: 'opens' }, `opens in ${own}, before ${first} opens in ${before}`, own, `${before} or later`)]
  })
}

/**
 * More places bought than the sector can have by then: those counted last before the purchase, all that come to it by then at full size,
 * less what other projects have taken or closed. Where the tables do not count the sector's places nothing is proved, and the places decide later.
 */
function checkPurchases(rows: Rows, places: readonly Placed<PlaceRow>[], ladder: Ladder, calendar: SchoolCalendar): Issue[] {
  const buys = rows.some(({ value }) => value.kind === 'purchase')
  if (!buys) return []
  const placesAt = group(places, ({ value }) => JSON.stringify([value.area, value.stage ?? ladder.grades.find((grade) => grade.id === value.grade)?.stage]))
  const projectsAt = group(rows, ({ value }) => JSON.stringify([value.area, value.stage]))
  return rows.flatMap(({ row, value }): Issue[] => {
    const opens = plannedOpening(value, calendar)
    if (value.kind !== 'purchase' || opens === undefined) return []
    const sector = value.fromSector ?? 'private'
    const here = JSON.stringify([value.area, value.stage])
    const counted = placesAt.get(here) ?? []
    if (counted.some(({ value: each }) => each.year >= opens)) return []
    const year = Math.max(...counted.map(({ value: each }) => each.year))
    const stock = counted.filter(({ value: each }) => each.year === year && each.sector === sector)
    if (stock.length === 0) return []
    const earlier = (projectsAt.get(here) ?? []).flatMap(({ row: other, value: each }): { readonly year: number; readonly rank: number; readonly places: number }[] => {
      const then = plannedOpening(each, calendar)
      if (other === row || then === undefined || then <= year || then > opens || (each.closes !== undefined && each.closes <= opens)) return []
      const moves = movingKinds.includes(each.kind) || (each.kind === 'lease' && each.fromSector !== undefined)
      const from = moves ? (each.fromSector ?? 'private') : each.sector
      // Of two purchases of the same year the one further down the table is refused; what closes does so after what moves.
      if (moves && from === sector) return then < opens || other < row ? [{ year: then, rank: 1, places: -placesOf(each) }] : []
      if (each.kind === 'closure') return from === sector && then < opens ? [{ year: then, rank: 2, places: -placesOf(each) }] : []
      return each.sector === sector ? [{ year: then, rank: 0, places: placesOf(each) }] : []
    })
    const counts = stock.reduce((sum, { value: each }) => sum + placesOf(each), 0)
    // More cannot go than is there: what opens later is left.
    const left = earlier.sort((a, b) => a.year - b.year || a.rank - b.rank).reduce((rest, each) => Math.max(0, rest + each.places), counts)
    const wanted = placesOf(value)
    if (wanted <= left) return []
    return [fault('not-allowed', { table: 'projects', row, column: 'places' }, `buys ${wanted} ${sector} places, but ${left} are left in ${opens}`, wanted, `at most ${left}`)]
  })
}
