// The openings of a dataset's projects in the draws of a plan, and the places to expect of each project's likely opening.

import type { Issue } from '../core/issue.js'
import type { Project } from '../input/dataset.js'
import type { Addition } from './supply.js'
import { fault, refuse } from './check-delivery.js'
import type { DeliveryProject, Reached } from './delivery-project.js'
import { drawOpenings } from './draw-openings.js'
import type { DrawnOpenings, DrawOpeningsOptions } from './draw-openings.js'
import { alignOpenings, neverOpens } from './openings.js'
import type { Openings } from './openings.js'

export interface DrawProjectsOptions extends DrawOpeningsOptions {
  /** School year of the known places: what was to open by then is taken as it was planned. */
  readonly origin: number
  /** The last milestone each project has reached, by project. */
  readonly reached?: Readonly<Record<string, Reached>> | undefined
}

/**
 * Draws the openings of the projects that open after the origin, or that are reported on; the others open as planned, and a second phase never before its first.
 *
 * @returns openings of all projects in their order; a single draw when nothing about them is uncertain
 * @throws `invalid-input` with every fault of the projects and options, among them a milestone of an unknown project
 * Cost: that of `drawOpenings`.
 */
export function drawProjects(projects: readonly Project[], options: DrawProjectsOptions): DrawnOpenings {
  const { origin, reached = {}, ...how } = options
  const known = new Set(projects.map((each) => each.project))
  refuse(Object.keys(reached).filter((name) => !known.has(name)).map((name): Issue => fault('not-allowed', { option: 'delivery.reached', project: name }, 'a milestone must be of a project of the table')), 'planPlaces')
  const drawn = drawOpenings(projects.filter((each) => each.opens > origin || Object.hasOwn(reached, each.project)).map((each) => deliveryOf(each, reached[each.project])), how)
  const aligned = alignOpenings(projects, projects, drawn, 'drawOpenings')
  return Object.freeze({ ...(isCertain(aligned) ? firstDraw(aligned) : aligned), issues: drawn.issues, provenance: drawn.provenance })
}

/** A project as delivery sees it. */
export function deliveryOf({ project, area, opens, kind, mode, certainty, startDate, parts }: Project, reached?: Reached): DeliveryProject {
  return { project, area, stage: parts[0]?.stage, places: parts.reduce((sum, part) => sum + part.places, 0), kind, opens, mode, certainty, begins: startDate, reached }
}

/** Whether every project opens in the same year in all draws. */
function isCertain({ draws, years }: Openings): boolean {
  return years.every((year, i) => year === years[i - (i % draws)])
}

function firstDraw({ draws, projects, years }: Openings): Openings {
  return { draws: 1, projects, years: Int16Array.from(projects, (_, i) => years[i * draws]!) }
}

/** An addition in the year in which it is likely to come, and the planned year where that is another. */
export interface LikelyAddition extends Addition {
  readonly planned?: number | undefined
}

/**
 * The additions in the first years by which at least half of the draws have them; `Infinity` for what falls away in more than half.
 *
 * What goes before its project opens has a date of its own and keeps it.
 * Cost: O(projects × draws log draws + additions).
 */
export function likelyAdditions(additions: readonly Addition[], projects: readonly Project[], openings: Openings | undefined): readonly LikelyAddition[] {
  if (openings === undefined) return additions
  const slips = new Map<string, { readonly planned: number; readonly years: number }>()
  const rows = new Map(openings.projects.map((name, i) => [name, i]))
  for (const { project, opens } of projects) {
    const row = rows.get(project)
    if (row === undefined) continue
    const years = openings.years.slice(row * openings.draws, (row + 1) * openings.draws).sort()
    const likely = years[Math.ceil(openings.draws / 2) - 1]!
    if (likely !== opens) slips.set(project, { planned: opens, years: likely === neverOpens ? Infinity : likely - opens })
  }
  return additions.map((each) => {
    const slip = slips.get(each.project)
    return slip === undefined || each.inStock || each.year < slip.planned ? each : Object.freeze({ ...each, year: each.year + slip.years, planned: each.year })
  })
}
