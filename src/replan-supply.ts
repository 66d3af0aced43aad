// The places of a changed plan in many futures: only areas whose projects, openings or known places changed are made anew.

import { changedAreas, replaceAreas } from './core/part-areas.js'
import { sameContent } from './core/same-content.js'
import type { Dataset } from './input/dataset.js'
import type { PlanOptions } from './plan-options.js'
import type { Rebuild } from './plan-steps.js'
import type { Plan } from './plan.js'
import type { Openings } from './supply/openings.js'
import type { Supply } from './supply/supply.js'

interface Before {
  readonly plan: Plan
  readonly planned: Supply
  readonly options: PlanOptions
}

/** How the places of a changed plan follow from those before. The supply as planned, of one draw, tells what they stand on and what is said of them. */
export function rebuildSupply(before: Before, dataset: Dataset, options: PlanOptions): Rebuild {
  return (planned, openings, place) => {
    const old = before.plan
    const changesAll = [before.options, options].some(({ supplyEvents, margins }) => supplyEvents !== undefined || margins !== undefined)
    // What a project could not take depends on the draws, and is told of all areas together.
    if (changesAll || old.openings?.draws !== openings.draws || takesPlaces(dataset)) return undefined
    const moved = changedAreas(before.planned, planned)
    if (moved === undefined) return undefined
    const slipped = areasOfOtherOpenings(dataset, old.openings, openings)
    const areas = dataset.planningAreas.filter((area) => moved.includes(area) || slipped.has(area) || !sameContent(projectsIn(old.dataset, area), projectsIn(dataset, area)))
    const part = place(areas.length === 0 ? dataset.planningAreas.slice(0, 1) : areas)
    const { places } = replaceAreas({ places: old.supply.places }, { places: part.places })
    return { ...part, places, additions: planned.additions, issues: planned.issues }
  }
}

function takesPlaces({ projects }: Dataset): boolean {
  return projects.some(({ parts }) => parts.some(({ kind, fromSector, removes }) => fromSector !== undefined || removes > 0 || kind === 'conversion' || kind === 'closure'))
}

function projectsIn({ projects }: Dataset, area: string): unknown {
  return projects.filter((each) => each.area === area)
}

function areasOfOtherOpenings({ projects }: Dataset, before: Openings, now: Openings): ReadonlySet<string> {
  const rowsOf = ({ draws, projects: names, years }: Openings): ReadonlyMap<string, Int16Array> => new Map(names.map((name, i) => [name, years.subarray(i * draws, (i + 1) * draws)]))
  const [were, are] = [rowsOf(before), rowsOf(now)]
  return new Set(projects.filter(({ project }) => !sameContent(were.get(project), are.get(project))).map(({ area }) => area))
}
