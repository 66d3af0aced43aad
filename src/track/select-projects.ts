// Which projects a figure speaks of: of a unit, a department, a kind, a stage. The same words everywhere, so that two figures have the same scope.

import { PlacesError } from '../core/error.js'
import type { MilestoneLadder } from '../core/milestones.js'
import { milestonePosition } from '../core/milestones.js'
import type { ProjectKind } from '../input/project-rows.js'
import type { Ledger } from './ledger.js'
import type { LedgerState, ProjectState } from './state-at.js'

export interface ProjectFilter {
  readonly unit?: string | undefined
  readonly department?: string | undefined
  readonly kind?: ProjectKind | undefined
  /** A stage, or several joined by `+`: projects with places in any of them. */
  readonly stages?: string | undefined
  /** Id of the ladder of milestones; `building` when left out. */
  readonly ladder?: string | undefined
}

/** The projects of a state that a filter speaks of, in the order of the state. */
export function selectProjects(state: LedgerState, filter: ProjectFilter): ProjectState[] {
  const ladder = filter.ladder ?? 'building'
  const stages = filter.stages?.split('+')
  return state.projects.filter(
    (each) =>
      each.ladder === ladder &&
      (filter.unit === undefined || each.unit === filter.unit) &&
      (filter.department === undefined || each.department === filter.department) &&
      (filter.kind === undefined || each.kind === filter.kind) &&
      (stages === undefined || stages.some((stage) => (each.placesByStage[stage] ?? 0) > 0)),
  )
}

/** Places of a project in some stages; in all when none are named. */
export function placesIn(project: ProjectState, stages: string | undefined): number {
  if (stages === undefined) return project.places
  return stages.split('+').reduce((sum, stage) => sum + (project.placesByStage[stage] ?? 0), 0)
}

/** The ladder of this id. Throws `unknown-label`. */
export function ladderOf(ledger: Ledger, id: string, verb: string): MilestoneLadder {
  const found = ledger.ladders.find((each) => each.id === id)
  if (found === undefined) throw new PlacesError('unknown-label', `${verb}: ladder must be one of ${ledger.ladders.map((each) => each.id).join(', ')}, got ${id}`, { where: { option: 'ladder' } })
  return found
}

/** Position of a milestone on the ladder. Throws `unknown-label`. */
export function requireMilestone(ladder: MilestoneLadder, milestone: string, verb: string): number {
  const position = milestonePosition(ladder, milestone)
  if (position >= 0) return position
  throw new PlacesError('unknown-label', `${verb}: milestone must be one of ${ladder.milestones.map((each) => each.id).join(', ')}, got ${milestone}`, { where: { option: 'milestone' } })
}
