// What is overdue and whose it is (督办), how units stand against each other, and the table of one unit (一街道一表).

import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'
import { openingYear } from '../core/calendar.js'
import { requireNoun } from '../core/error.js'
import { aState } from '../core/nouns.js'
import type { MilestoneState } from './read-milestones.js'
import type { BlockerState, LedgerState, ProjectState } from './state-at.js'

/** A milestone that was due and is not reached. */
export interface OverdueItem {
  readonly project: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly unit: string
  readonly department: string | undefined
  readonly milestone: string
  readonly first: string | undefined
  /** The plan in force, which has passed. */
  readonly due: string
  readonly daysOverdue: number
  /** How often the date was put off before. */
  readonly revisions: number
  readonly places: number
  /** The school year in which the places were to open as first planned, and as the plan in force allows now. */
  readonly firstOpens: number | undefined
  readonly opens: number | undefined
  /** Places that were to open by the coming 1 September as first planned. */
  readonly septemberPlaces: number
  readonly blockers: readonly BlockerState[]
}

/**
 * Everything overdue on the day of a state: what costs places this September first, then by places and days.
 *
 * A project whose start is overdue is not also told for what follows the start: only its first overdue milestone is listed.
 *
 * @returns one item per project with something overdue
 * Cost: O(projects × milestones).
 */
export function listOverdue(state: LedgerState): OverdueItem[] {
  requireNoun(state, aState, 'listOverdue')
  const september = openingYear(state.date)
  return state.projects
    .flatMap((project): OverdueItem[] => {
      const milestone = project.milestones.find((each) => isOverdue(each, state.date))
      if (milestone?.planned === undefined || milestone.late === undefined) return []
      const opening = openingOf(state, project)
      const firstOpens = opening?.first === undefined ? undefined : openingYear(opening.first)
      return [
        {
          project: project.project,
          name: project.name,
          unit: project.unit,
          department: project.department,
          milestone: milestone.milestone,
          first: milestone.first,
          due: milestone.planned,
          daysOverdue: milestone.late,
          revisions: milestone.plans.length - 1,
          places: project.places,
          firstOpens,
          opens: project.opens,
          septemberPlaces: firstOpens !== undefined && firstOpens <= september ? project.places : 0,
          blockers: project.blockers,
        },
      ]
    })
    .sort((a, b) => b.septemberPlaces - a.septemberPlaces || b.places - a.places || b.daysOverdue - a.daysOverdue)
}

function isOverdue(milestone: MilestoneState, date: string): boolean {
  return !milestone.reached && milestone.planned !== undefined && milestone.planned < date
}

/** The milestone of a project from which its places can be used. */
export function openingOf(state: LedgerState, project: ProjectState): MilestoneState | undefined {
  const opening = state.ledger.ladders.find((ladder) => ladder.id === project.ladder)?.opening
  return opening === undefined ? undefined : project.milestones.find((each) => each.milestone === opening)
}

/** How one unit stands. */
export interface UnitProgress {
  /** 1 is best; units with the same rate and overdue places share a rank. */
  readonly rank: number
  readonly unit: string
  readonly projects: number
  readonly places: number
  /** Milestones due by the day that are reached ÷ milestones due; undefined when nothing was due. */
  readonly done: Rate | undefined
  /** Of the milestones due and reached, those reached by the date first planned. */
  readonly onTime: Rate | undefined
  readonly overdue: number
  readonly overduePlaces: number
  readonly blocked: number
}

/**
 * Ranks units (街道) by the share of their due milestones that are reached, then by the places that are overdue.
 *
 * Due is what the first plan had set for a day up to that of the state: putting a date off does not improve a rank.
 *
 * @returns units from best to worst; those with nothing due come last
 * Cost: O(projects × milestones).
 */
export function rankUnits(state: LedgerState): UnitProgress[] {
  requireNoun(state, aState, 'rankUnits')
  const overdue = listOverdue(state)
  const units = [...new Set(state.projects.map((each) => each.unit))].map((unit) => {
    const projects = state.projects.filter((each) => each.unit === unit)
    const due = projects.flatMap((project) => project.milestones.filter((each) => each.first !== undefined && each.first <= state.date))
    const reached = due.filter((each) => each.reached)
    // What is reached on a day that is not known counts as done, but not as on time.
    const onTime = reached.filter((each) => each.actual !== undefined && each.first !== undefined && each.actual <= each.first)
    const own = overdue.filter((each) => each.unit === unit)
    return {
      unit,
      projects: projects.length,
      places: projects.reduce((sum, each) => sum + each.places, 0),
      done: due.length === 0 ? undefined : rate(reached.length, due.length),
      onTime: reached.length === 0 ? undefined : rate(onTime.length, reached.length),
      overdue: own.length,
      overduePlaces: own.reduce((sum, each) => sum + each.places, 0),
      blocked: projects.filter((each) => each.blockers.length > 0).length,
    }
  })
  const sorted = units.sort((a, b) => (b.done?.value ?? -1) - (a.done?.value ?? -1) || a.overduePlaces - b.overduePlaces)
  let rank = 0
  return sorted.map((each, i) => {
    const before = sorted[i - 1]
    if (before === undefined || before.done?.value !== each.done?.value || before.overduePlaces !== each.overduePlaces) rank = i + 1
    return { rank, ...each }
  })
}

/** One row of the table of a unit: a project with the date of every milestone. */
export interface UnitRow {
  readonly project: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly kind: ProjectState['kind']
  readonly places: number
  readonly department: string | undefined
  readonly state: string | undefined
  readonly next: string | undefined
  readonly opens: number | undefined
  /** Days overdue of what is overdue first; undefined when nothing is. */
  readonly daysOverdue: number | undefined
  readonly blockedBy: readonly string[]
  /** Per milestone of the ladder: planned first, planned now, done. */
  readonly milestones: readonly Pick<MilestoneState, 'milestone' | 'first' | 'planned' | 'actual' | 'late'>[]
}

/**
 * The table of one unit: its projects with the dates of their milestones, those overdue first.
 *
 * @returns no rows for a unit without projects
 */
export function unitTable(state: LedgerState, unit: string): UnitRow[] {
  requireNoun(state, aState, 'unitTable')
  const overdue = new Map(listOverdue(state).map((each) => [each.project, each.daysOverdue]))
  return state.projects
    .filter((each) => each.unit === unit)
    .map((project) => ({
      project: project.project,
      name: project.name,
      kind: project.kind,
      places: project.places,
      department: project.department,
      state: project.state,
      next: project.next,
      opens: project.opens,
      daysOverdue: overdue.get(project.project),
      blockedBy: [...new Set(project.blockers.map((each) => each.department))],
      milestones: project.milestones.map(({ milestone, first, planned, actual, late }) => ({ milestone, first, planned, actual, late })),
    }))
    .sort((a, b) => (b.daysOverdue ?? -1) - (a.daysOverdue ?? -1))
}
