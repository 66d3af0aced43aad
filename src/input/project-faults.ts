// Faults that one row of projects (or of places) shows by itself: capacity, dates, sectors, and what its kind must say.

import type { SchoolCalendar } from '../core/calendar.js'
import type { Issue, Where } from '../core/issue.js'
import { fault } from './faults.js'
import type { ProjectKind, ProjectRow } from './project-rows.js'
import { movingKinds, plannedOpening, removalYear } from './read-projects.js'

/** Places must be stated, or follow from classes and their size; stated twice, the two must agree. */
export function checkCapacity(value: { places?: number | undefined; classes?: number | undefined; classSize?: number | undefined }, table: string, row: number): Issue[] {
  if (value.classes !== undefined && value.classSize === undefined && value.places === undefined) {
    return [fault('incomplete-row', { table, row, column: 'classSize' }, 'classes need a class size', undefined, 'pupils per class')]
  }
  if (value.places === undefined && value.classes === undefined) {
    return [fault('missing-value', { table, row, column: 'places' }, 'a value is needed, got nothing', undefined, 'places, or classes and classSize')]
  }
  if (value.places !== undefined && value.classes !== undefined && value.classSize !== undefined && value.places !== value.classes * value.classSize) {
    return [
      fault('not-allowed', { table, row, column: 'places' }, `places must equal classes × classSize, got ${value.places} against ${value.classes} × ${value.classSize}`, value.places, `${value.classes * value.classSize}`),
    ]
  }
  return []
}

/** Columns without which a kind cannot be worked with, and the columns that belong to one kind alone. */
const needed: Partial<Readonly<Record<ProjectKind, readonly (readonly [column: keyof ProjectRow, why: string, what: string])[]>>> = {
  temporary: [['closes', 'temporary places need the year in which they are gone', 'a school year']],
  rebuild: [
    ['removes', 'a rebuild must say how many places are away', 'places'],
    ['host', 'a decant needs a host that takes the pupils in', 'a school or an area'],
  ],
  merger: [
    ['partners', 'a merger needs its partners', 'at least two schools joined by +'],
    ['removes', 'a merger must say how many places its partners have', 'places'],
  ],
  conversion: [['toStage', 'a conversion needs a target stage', 'a stage']],
  'phase-two': [['follows', 'a second phase must name its first', 'a project']],
}
const ownColumns: Partial<Readonly<Record<keyof ProjectRow, ProjectKind>>> = { toStage: 'conversion', toPlaces: 'conversion', partners: 'merger' }

/** Faults of one row of projects. */
export function checkProjectRow(value: ProjectRow, row: number, calendar: SchoolCalendar): Issue[] {
  const at = (column: string): Where => ({ table: 'projects', row, column })
  // A borrowed site that is returned gives floor; it is the one project without places.
  const issues = value.kind === 'site-return' ? [] : checkCapacity(value, 'projects', row)
  if (value.kind === 'site-return' && (value.places ?? value.classes ?? 0) > 0) {
    issues.push(fault('not-allowed', at('places'), `a borrowed site returned gives floor and no places, got ${value.places ?? value.classes}`, value.places ?? value.classes, 'no places, or 0'))
  }
  for (const [column, why, what] of needed[value.kind] ?? []) if (value[column] === undefined) issues.push(fault('incomplete-row', at(column), why, undefined, what))
  for (const [column, kind] of Object.entries(ownColumns)) {
    if (value.kind !== kind && value[column as keyof ProjectRow] !== undefined) issues.push(fault('not-allowed', at(column), `belongs to a ${kind}, got a ${value.kind}`, value[column as keyof ProjectRow], `no value, or the kind ${kind}`))
  }
  return [...issues, ...checkTimes(value, at, calendar), ...checkPhaseIn(value, at), ...checkMoves(value, at), ...checkRemoval(value, at, calendar)]
}

function checkTimes(value: ProjectRow, at: (column: string) => Where, calendar: SchoolCalendar): Issue[] {
  const issues: Issue[] = []
  if ((value.opens === undefined) === (value.openingDate === undefined)) {
    issues.push(fault('incomplete-row', at('opens'), 'must say when it opens, once', value.opens, 'exactly one of opens and openingDate'))
  }
  const opening = value.openingDate ?? (value.opens === undefined ? undefined : `${value.opens}-09-01`)
  if (value.startDate !== undefined && opening !== undefined && opening < value.startDate) {
    issues.push(fault('opening-before-start', at(value.openingDate === undefined ? 'opens' : 'openingDate'), `opens on ${opening}, before it starts on ${value.startDate}`, opening, `a date after ${value.startDate}`))
  }
  const opens = plannedOpening(value, calendar)
  if (value.closes !== undefined && opens !== undefined && value.closes <= opens) {
    issues.push(fault('not-allowed', at('closes'), `must be after the opening year ${opens}, got ${value.closes}`, value.closes, `a year after ${opens}`))
  }
  return issues
}

function checkPhaseIn({ phaseIn, profile }: ProjectRow, at: (column: string) => Where): Issue[] {
  if (profile === undefined) return phaseIn === 'profile' ? [fault('incomplete-row', at('profile'), 'an own phase-in needs its shares', undefined, 'shares by year since opening')] : []
  const issues: Issue[] = []
  if (phaseIn !== undefined && phaseIn !== 'profile') issues.push(fault('not-allowed', at('phaseIn'), `a profile is given, got ${phaseIn} as well`, phaseIn, 'profile, or no value'))
  const falls = profile.findIndex((share, i) => i > 0 && share < profile[i - 1]!)
  if (falls > 0) issues.push(fault('not-allowed', at('profile'), `shares must never fall, got ${profile[falls]} after ${profile[falls - 1]}`, profile.join(', '), 'shares that rise to 1'))
  if (profile.at(-1) !== 1) issues.push(fault('not-allowed', at('profile'), `shares must rise to 1, got ${profile.at(-1)} at the end`, profile.join(', '), 'shares that rise to 1'))
  return issues
}

function checkMoves(value: ProjectRow, at: (column: string) => Where): Issue[] {
  const issues: Issue[] = []
  const from = value.fromSector ?? (movingKinds.includes(value.kind) ? 'private' : undefined)
  if (value.kind === 'purchase' && value.sector !== 'purchased') issues.push(fault('not-allowed', at('sector'), `places bought count as purchased, got ${value.sector}`, value.sector, 'purchased'))
  else if (value.kind === 'made-public' && value.sector !== 'public') issues.push(fault('not-allowed', at('sector'), `a kindergarten made public is public, got ${value.sector}`, value.sector, 'public'))
  else if (from !== undefined && from === value.sector) {
    issues.push(fault('not-allowed', at('fromSector'), `a ${value.kind} moves places between two sectors, got ${value.sector} twice`, value.sector, `a sector other than ${value.sector}`))
  }
  if (value.fromSector !== undefined && value.kind !== 'lease' && !movingKinds.includes(value.kind)) {
    issues.push(fault('not-allowed', at('fromSector'), `a ${value.kind} takes places from no sector`, value.fromSector, `no value, or one of ${movingKinds.join(', ')}, lease`))
  }
  if (value.kind === 'conversion' && value.toStage === value.stage) issues.push(fault('not-allowed', at('toStage'), `a conversion moves places between two stages, got ${value.stage} twice`, value.stage, `a stage other than ${value.stage}`))
  if (value.source === 'take-back' && !movingKinds.includes(value.kind)) issues.push(fault('not-allowed', at('source'), `a ${value.kind} is no take-back`, value.source, 'site-in-hand or planned-site'))
  if ((value.kind === 'take-back' || value.kind === 'made-public') && value.source !== undefined && value.source !== 'take-back') {
    issues.push(fault('not-allowed', at('source'), `a ${value.kind} has its source in its kind, got ${value.source}`, value.source, 'take-back, or no value'))
  }
  if (value.partners !== undefined && value.partners.split('+').filter((each) => each.trim() !== '').length < 2) {
    issues.push(fault('not-allowed', at('partners'), `a merger needs at least two partners, got ${value.partners}`, value.partners, 'at least two schools joined by +'))
  }
  return issues
}

function checkRemoval(value: ProjectRow, at: (column: string) => Where, calendar: SchoolCalendar): Issue[] {
  const issues: Issue[] = []
  const from = removalYear(value, calendar)
  const opens = plannedOpening(value, calendar)
  if (value.removesFrom !== undefined && value.removes === undefined && value.kind !== 'rebuild') {
    issues.push(fault('incomplete-row', at('removes'), 'must say how many places are away', undefined, 'places'))
  }
  if (value.removesFrom !== undefined && value.host === undefined && value.kind !== 'rebuild') {
    issues.push(fault('incomplete-row', at('host'), 'a decant needs a host that takes the pupils in', undefined, 'a school or an area'))
  }
  if (value.kind === 'rebuild' && from === undefined) issues.push(fault('incomplete-row', at('removesFrom'), 'a rebuild must say from when its places are away', undefined, 'removesFrom, or startDate'))
  if (from !== undefined && opens !== undefined && from > opens) {
    issues.push(fault('not-allowed', at(value.removesFrom === undefined ? 'startDate' : 'removesFrom'), `places go by the opening in ${opens} at the latest, got ${from}`, from, `${opens} or earlier`))
  }
  if ((value.removes ?? 0) > 0 && (movingKinds.includes(value.kind) || value.kind === 'closure' || value.kind === 'conversion')) {
    issues.push(fault('not-allowed', at('removes'), `the places of a ${value.kind} say themselves what goes`, value.removes, 'no value'))
  }
  return issues
}
