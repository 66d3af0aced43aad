// Places that a year counts on and may not get: schools open only on 1 September, so a month's slip can cost a year.

import { openingYear } from '../core/calendar.js'
import { addDays, daysBetween } from '../core/days.js'
import { requireInteger, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aState } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { estimateChances } from './chances.js'
import type { ChanceBasis, ChanceOptions } from './chances.js'
import { openingOf } from './overdue.js'
import { placesIn } from './select-projects.js'
import type { LedgerState, ProjectState } from './state-at.js'

export interface RiskOptions extends ChanceOptions {
  /** The school year t: places are needed on 1 September of it. */
  readonly year: number
  /** A stage, or several joined by `+`; all when left out. */
  readonly stages?: string | undefined
  readonly unit?: string | undefined
}

export interface ProjectRisk {
  readonly project: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly unit: string
  readonly department: string | undefined
  readonly places: number
  /** Opening as planned now. */
  readonly planned: string
  /** Chance to be open by 1 September. */
  readonly chance: number
  readonly basis: ChanceBasis
  /** Places × (1 − chance). */
  readonly atRisk: number
  /** The milestone that is late: overdue now, or done late. */
  readonly lateMilestone: string | undefined
  readonly daysLate: number
  /** Days between the day on which it is ready by plan, put off by what is late, and 1 September; negative when that passes it unless time is caught up. */
  readonly float: number
}

export interface PlacesAtRisk {
  readonly year: number
  /** Places not open yet that are planned to open by 1 September. */
  readonly planned: number
  /** Planned places, each weighted with its chance. */
  readonly expected: number
  /** planned − expected. */
  readonly atRisk: number
  /** Largest risk first. */
  readonly projects: readonly ProjectRisk[]
  /** Places first planned to open by then that are put off beyond it already: lost to the year, and not in `planned`. */
  readonly putOff: number
  readonly putOffProjects: readonly string[]
  /** Places of projects not open yet without any opening date: nobody knows when they come, and they are not in `planned`. */
  readonly undated: number
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * The places planned to open by 1 September of a year, weighted with the chance that they do not, project by project.
 *
 * For a ledger, from its own slips; what is open already is at no risk and no part of it. Of a plan without milestones `placesAtRisk` of `school-places` says
 * the same from durations and delays, with what is open already counted as planned and as expected.
 *
 * @param options the year; `chanceBy` or `slips` for chances of the caller's own, those of the ledger's slips when left out
 * @returns places are seats when complete, of the stages asked for; chances 0–1; days calendar days
 * @throws `invalid-option` for a year that is no whole number or a chance outside 0–1
 * Cost: that of `estimateChances`, and O(projects).
 */
export function placesAtRisk(state: LedgerState, options: RiskOptions): PlacesAtRisk {
  requireNoun(state, aState, 'placesAtRisk')
  requireObject(options, 'options', 'placesAtRisk', 2)
  const year = requireInteger(options.year, 1900, 'year', 'placesAtRisk')
  const september = `${year}-09-01`
  const estimate = estimateChances(state, options)
  const projects: ProjectRisk[] = []
  const putOffProjects: string[] = []
  let [putOff, undated] = [0, 0]
  for (const project of state.projects) {
    const opening = openingOf(state, project)
    const places = placesIn(project, options.stages)
    if (opening === undefined || opening.reached || places === 0 || (options.unit !== undefined && project.unit !== options.unit)) continue
    if (opening.planned === undefined) undated += places
    else if (openingYear(opening.planned) > year) {
      if (opening.first === undefined || openingYear(opening.first) > year) continue
      putOff += places
      putOffProjects.push(project.project)
    } else {
      const { chance, basis } = estimate.chanceOf(project, opening.milestone, september)
      const late = latest(project)
      projects.push(
        Object.freeze({
          project: project.project,
          name: project.name,
          unit: project.unit,
          department: project.department,
          places,
          planned: opening.planned,
          chance,
          basis,
          atRisk: places * (1 - chance),
          lateMilestone: late.milestone,
          daysLate: late.days,
          float: daysBetween(addDays(readyBy(project, opening.planned, opening.milestone, state.date), late.days), september),
        }),
      )
    }
  }
  const planned = projects.reduce((sum, each) => sum + each.places, 0)
  const expected = projects.reduce((sum, each) => sum + each.places * each.chance, 0)
  return Object.freeze({
    year,
    planned,
    expected,
    atRisk: planned - expected,
    projects: Object.freeze(projects.sort((a, b) => b.atRisk - a.atRisk || a.float - b.float)),
    putOff,
    putOffProjects: Object.freeze(putOffProjects),
    undated,
    issues: Object.freeze(projects.some((each) => each.basis === 'plan') ? [...estimate.issues] : []),
    provenance: stamp('placesAtRisk', { options: { year, date: state.date, known: state.known, slips: estimate.slips } }),
  })
}

/** What is late now: the milestone overdue for longest, or else the last one done, where that was late and the rest has not been planned anew since. */
function latest(project: ProjectState): { readonly milestone: string | undefined; readonly days: number } {
  let worst: { milestone: string | undefined; days: number } = { milestone: undefined, days: 0 }
  for (const each of project.milestones) {
    if (!each.reached && each.late !== undefined && each.late > worst.days) worst = { milestone: each.milestone, days: each.late }
  }
  if (worst.milestone !== undefined) return worst
  const last = project.milestones[project.step - 1]
  const next = project.milestones[project.step]
  if (last?.actual === undefined || last.late === undefined || last.late <= 0) return worst
  const replanned = next?.plans.at(-1)?.recorded
  return replanned !== undefined && replanned >= last.actual ? worst : { milestone: last.milestone, days: last.late }
}

/** When a project is ready to open by plan: its last milestone before the opening that has a plan; today where all are reached. */
function readyBy(project: ProjectState, opens: string, opening: string, date: string): string {
  const before = project.milestones.slice(0, project.milestones.findIndex((each) => each.milestone === opening))
  if (before.at(-1)?.reached === true) return date
  return before.findLast((each) => !each.reached && each.planned !== undefined)?.planned ?? opens
}
