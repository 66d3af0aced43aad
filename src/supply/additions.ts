// What each project does to each stage when complete, as a planner lists it, and what was assumed about it.

import type { Issue } from '../core/issue.js'
import { counted, withCommas } from '../core/words.js'
import type { Project, ProjectPart } from '../input/dataset.js'
import type { Transfer } from './effects.js'
import { newSchoolKinds } from './phase-in.js'
import type { Addition } from './supply.js'

/** The additions of a project: a row for what comes or moves, a negative one for what goes. Stages of which no places are known have none. */
export function listAdditions(project: Project, stages: readonly string[], stockYear: (area: string, stage: string) => number): Addition[] {
  return project.parts.flatMap((part): Addition[] => {
    const own = stages.includes(part.stage)
    const inStock = part.opens <= stockYear(project.area, part.stage)
    const row = (stage: string, places: number, net: number, year = part.opens, already = inStock, closes = part.closes): Addition =>
      Object.freeze({
        project: project.project,
        area: project.area,
        stage,
        kind: part.kind,
        year,
        sector: part.sector,
        fromSector: part.fromSector,
        closes,
        places,
        net,
        inStock: already,
        source: project.source,
        certainty: project.certainty,
        floor: part.floor,
        fact: part.fact,
      })
    if (part.kind === 'conversion') {
      const target = part.toStage !== undefined && stages.includes(part.toStage) ? [row(part.toStage, part.toPlaces, part.toPlaces)] : []
      return [...(own && part.places > 0 ? [row(part.stage, -part.places, -part.places)] : []), ...target]
    }
    if (!own) return []
    if (part.kind === 'closure') return [row(part.stage, -part.places, -part.places)]
    if (part.fromSector !== undefined) return [row(part.stage, part.places, 0)]
    const leaves = part.removesFrom ?? part.opens
    const removed = part.removes > 0 ? [row(part.stage, -part.removes, -part.removes, leaves, leaves <= stockYear(project.area, part.stage), undefined)] : []
    return [...removed, row(part.stage, part.places, part.places)]
  })
}

/** A transfer that found fewer places than it was to take. */
export function cappedIssue({ part, area, places }: Transfer, project: string, refused: number): Issue {
  const rounded = Math.round(refused)
  return {
    code: 'take-back-capped',
    severity: 'assumption',
    where: { project, area, stage: part.stage, year: part.opens },
    message: `${verbOf(part, places)}, ${withCommas(rounded)} more than there are`,
    assumed: 'only the places that are there',
    amounts: { refused: rounded },
  }
}

function verbOf(part: ProjectPart, places: number): string {
  if (part.kind === 'closure') return `closes ${counted(places, `${part.sector} place`)}`
  if (part.kind === 'conversion') return `converts ${counted(places, `${part.sector} place`)}`
  if (part.fromSector !== undefined) return `takes ${counted(places, 'place')} from the ${part.fromSector} sector`
  return `removes ${counted(places, `${part.sector} place`)}`
}

/** Projects that the counted places hold already. */
export function stockIssues(additions: readonly Addition[]): Issue[] {
  const contained = additions.filter((each) => each.inStock)
  if (contained.length === 0) return []
  const names = [...new Set(contained.map((each) => each.project))]
  return [
    {
      code: 'already-in-stock',
      severity: 'note',
      where: { table: 'projects' },
      message: `${names.join(', ')} opened by the year of the known places`,
      assumed: 'they are in those places already and are not added again',
      amounts: { projects: names.join(', ') },
    },
  ]
}

/** New schools that do not say how they fill. */
export function phaseInIssue(projects: readonly Project[], additions: readonly Addition[]): Issue[] {
  const waiting = new Set(additions.filter((each) => !each.inStock).map((each) => each.project))
  const silent = projects.flatMap((project) => (waiting.has(project.project) ? project.parts.filter((part) => part.phaseIn === undefined && newSchoolKinds.includes(part.kind)) : []))
  if (silent.length === 0) return []
  return [
    {
      code: 'phase-in-assumed',
      severity: 'assumption',
      where: { table: 'projects' },
      message: `${counted(silent.length, 'new school does not say how it fills', 'new schools do not say how they fill')}`,
      assumed: 'one grade a year from the lowest',
      amounts: { projects: silent.length },
    },
  ]
}
