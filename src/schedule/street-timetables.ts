// A timetable for each street (一街道一图一表): every project with every milestone's latest date, float and chance, and the places that a late opening costs.

import { isIsoDate } from '../core/calendar.js'
import { requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { backSchedule } from './back-schedule.js'
import type { BackSchedule, ScheduledActivity } from './back-schedule.js'
import { refuse } from './check-network.js'
import type { Network } from './network.js'
import { drawOpening, riskFaults } from './opening-risk.js'
import type { OpeningRisk } from './opening-risk.js'

export interface StreetProject {
  readonly project: string
  readonly name?: string | undefined
  /** Street or other unit that answers for it. */
  readonly unit: string
  /** Places when it opens. */
  readonly places: number
  /** The day on which it is to open, YYYY-MM-DD. */
  readonly opens: string
  readonly network: Network
}

export interface TimetableOptions {
  readonly asOf: string
  /** Draws of the durations for the chance to open in time; none are drawn and no chance is told when left out. */
  readonly draws?: number | undefined
  readonly seed?: number | undefined
}

/** One step of one project. */
export interface TimetableRow extends ScheduledActivity {
  readonly project: string
  readonly projectName: string
  /** Its earliest end lies behind its latest: the opening is lost unless it gets shorter. */
  readonly late: boolean
}

export interface YearLoss {
  /** School year. */
  readonly year: number
  /** Places missing in it because projects open later than planned, by the earliest dates. */
  readonly places: number
  /** The same as a mean over the draws; undefined without draws. */
  readonly expected: number | undefined
}

export interface StreetTimetable {
  readonly unit: string
  readonly asOf: string
  /** Draws of which the chances are shares; undefined where none were drawn. */
  readonly draws: number | undefined
  readonly projects: readonly { readonly project: string; readonly name: string; readonly places: number; readonly schedule: BackSchedule; readonly chance: number | undefined }[]
  readonly rows: readonly TimetableRow[]
  /** School years in which places are missing, in order. */
  readonly losses: readonly YearLoss[]
}

/**
 * Makes the timetable of each street.
 *
 * @param projects with their networks, as from `schoolNetwork`; units come in the order of their first project
 * @returns rows by project and step, the chance to open in time, and places lost by school year. A late project costs its places in every school year
 * from the planned opening to the one before it opens
 * @throws `invalid-input` for a project given twice, places below 0, faulty draws; as `backSchedule` and `drawOpening` for a network
 * Cost: that of `backSchedule` and `drawOpening` for each project.
 */
export function streetTimetables(projects: readonly StreetProject[], options: TimetableOptions): readonly StreetTimetable[] {
  requireList(projects, 'projects', 'streetTimetables')
  requireObject(options, 'options', 'streetTimetables', 2)
  refuse(faultsOf(projects, options), 'streetTimetables')
  const { asOf, draws, seed = 1 } = options
  const units = [...new Set(projects.map((each) => each.unit))]
  return Object.freeze(
    units.map((unit): StreetTimetable => {
      const own = projects
        .filter((each) => each.unit === unit)
        .map((each) => ({
          ...each,
          name: each.name ?? each.project,
          schedule: backSchedule(each.network, { opens: each.opens, asOf }),
          risk: draws === undefined ? undefined : drawOpening(each.network, { opens: each.opens, asOf, draws, seed, project: each.project, criticality: false }),
        }))
      const rows = own.flatMap(({ project, name, schedule }) => schedule.activities.map((each): TimetableRow => Object.freeze({ ...each, project, projectName: name, late: each.totalFloat < 0 })))
      return Object.freeze({
        unit,
        asOf,
        draws,
        projects: Object.freeze(own.map(({ project, name, places, schedule, risk }) => Object.freeze({ project, name, places, schedule, chance: risk?.chance }))),
        rows: Object.freeze(rows),
        losses: Object.freeze(lossesOf(own)),
      })
    }),
  )
}

interface Scheduled {
  readonly places: number
  readonly opens: string
  readonly schedule: BackSchedule
  readonly risk: OpeningRisk | undefined
}

function lossesOf(projects: readonly Scheduled[]): YearLoss[] {
  const last = Math.max(0, ...projects.flatMap(({ schedule, risk }) => [schedule.earliestOpening, ...(risk?.openings ?? []).map((each) => each.opens)]).map(yearOf))
  const first = Math.min(last, ...projects.map((each) => yearOf(each.opens)))
  const drawn = projects.every((each) => each.risk !== undefined)
  return Array.from({ length: last - first }, (_, i) => first + i)
    .map((year): YearLoss => {
      const due = projects.filter((each) => yearOf(each.opens) <= year)
      const places = due.filter((each) => yearOf(each.schedule.earliestOpening) > year).reduce((sum, each) => sum + each.places, 0)
      const openBy = (risk: OpeningRisk): number => risk.openings.filter((each) => yearOf(each.opens) <= year).reduce((sum, each) => sum + each.chance, 0)
      const expected = drawn ? due.reduce((sum, { places: all, risk }) => sum + all * Math.max(0, 1 - (risk === undefined ? 1 : openBy(risk))), 0) : undefined
      return Object.freeze({ year, places, expected })
    })
    .filter((each) => each.places > 0 || (each.expected ?? 0) > 1e-9)
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

function faultsOf(projects: readonly StreetProject[], { asOf, draws, seed }: TimetableOptions): Issue[] {
  const faults: Issue[] = draws === undefined ? [] : [...riskFaults({ draws, seed: seed ?? 1 })]
  if (!isIsoDate(asOf)) faults.push({ code: 'not-allowed', severity: 'fault', where: { option: 'asOf' }, message: `a date must read YYYY-MM-DD, got ${asOf}` })
  const seen = new Set<string>()
  projects.forEach(({ project, places, opens }, row) => {
    const here = (column: string, code: Issue['code'], message: string): void => void faults.push({ code, severity: 'fault', where: { table: 'projects', row: row + 1, column, project }, message })
    if (seen.has(project)) here('project', 'duplicate-row', `${project} is given twice`)
    seen.add(project)
    if (!(places >= 0 && places < Infinity)) here('places', 'not-allowed', `places must be at least 0, got ${places}`)
    if (!isIsoDate(opens)) here('opens', 'not-allowed', `a date must read YYYY-MM-DD, got ${opens}`)
    else if (isIsoDate(asOf) && opens < asOf) here('opens', 'not-allowed', `the opening must not lie before ${asOf}, got ${opens}`)
  })
  return faults
}
