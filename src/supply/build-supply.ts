// From known places and dated projects to places by grade, sector and year.

import { createAxis, positionOf, yearsFrom } from '../core/axis.js'
import { createCube, requireFinite, requireRoom, strideOf, valueAt } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireInteger } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { stamp } from '../core/provenance.js'
import type { Assumption, Dataset, PlaceStock, Project } from '../input/dataset.js'
import type { Sector } from '../input/tables.js'
import { defaultPhaseIn, shareInGrade } from './pipeline.js'
import type { Addition, Supply } from './supply.js'

export interface SupplyOptions {
  readonly origin: number
  readonly horizon: number
  /** The grades to supply, those of the rates; the dataset's own ladder when left out. */
  readonly ladder?: Ladder | undefined
  /** Pupils of the base year, needed only where places follow from an assumed utilisation. */
  readonly base?: Cube<readonly ['area', 'grade']> | undefined
}

const sectorOrder: readonly Sector[] = ['public', 'purchased', 'private-inclusive', 'private']

/**
 * Builds the places of every year from the places known for the latest year up to the origin and the dated projects after it.
 *
 * A stage's places are spread evenly over its grades. Projects that open up to the year of the known places are already in them.
 * A take-back moves places between sectors and leaves the total as it is.
 *
 * @param dataset with `places`, `projects` and the assumption `utilisation`
 * @returns `places` [area, grade, sector, year, draw] for stages with known places, and one `additions` row per project and stage
 * @throws `no-data` when no stage of any area has places or a utilisation
 * Cost: O(areas × grades × sectors × years + projects × grades × years).
 */
export function buildSupply(dataset: Dataset, options: SupplyOptions): Supply {
  const verb = 'buildSupply'
  const horizon = requireInteger(options.horizon, 1, 'horizon', verb)
  const { origin } = options
  const ladder = options.ladder ?? dataset.ladder
  const issues: Issue[] = []
  const stock = chooseStock(dataset, ladder, origin, options.base, issues)
  const stages = ladder.stages.filter((stage) => stock.some((each) => each.stage === stage.id))
  if (stages.length === 0) {
    throw new PlacesError('no-data', `${verb}: at least one stage must have places, got none`, { hint: 'give rows of places, or assume a utilisation' })
  }
  issues.push(...leftOut(dataset, ladder, stages.map((stage) => stage.id)))
  const projects = dataset.projects.filter((project) => stages.some((stage) => stage.id === project.stage))
  const used = new Set<Sector>([...stock.map((each) => each.sector), ...projects.flatMap((project) => [project.sector, ...(project.kind === 'take-back' ? [project.fromSector] : [])])])
  const grades = ladder.grades.filter((grade) => stock.some((each) => each.stage === grade.stage && (each.grade === undefined || each.grade === grade.id))).map((grade) => grade.id)
  const axes = {
    area: createAxis(dataset.planningAreas),
    grade: createAxis(grades),
    sector: createAxis<string>(sectorOrder.filter((sector) => used.has(sector))),
    year: createAxis(yearsFrom(origin, origin + horizon)),
    draw: createAxis([0]),
  }
  const size = axes.area.labels.length * grades.length * axes.sector.labels.length * (horizon + 1)
  requireRoom(size, 5e7, verb)
  const values = new Float64Array(size)
  const shape = createCube(['area', 'grade', 'sector', 'year', 'draw'], axes, 'places', values)
  const rowOf = (area: string, grade: string, sector: string): number =>
    positionOf(axes.area, area) * strideOf(shape, 'area') + positionOf(axes.grade, grade) * strideOf(shape, 'grade') + positionOf(axes.sector, sector) * strideOf(shape, 'sector')

  for (const each of stock) {
    const members = each.grade === undefined ? ladder.stages.find((stage) => stage.id === each.stage)!.grades : [each.grade]
    for (const grade of members) {
      const row = rowOf(each.area, grade, each.sector)
      for (let y = 0; y <= horizon; y++) values[row + y]! += each.places / members.length
    }
  }

  const additions: Addition[] = []
  const stockYear = (area: string, stage: string): number => Math.max(-Infinity, ...stock.filter((each) => each.area === area && each.stage === stage).map((each) => each.year))
  // Closures and take-backs can only use what is there, so they come after the places that open in the same year.
  const inOrder = [...projects].sort((a, b) => a.opens - b.opens || order(a) - order(b))
  for (const project of inOrder) {
    const inStock = project.opens <= stockYear(project.area, project.stage)
    additions.push(additionOf(project, inStock))
    if (inStock || positionOf(axes.area, project.area) < 0) continue
    const members = ladder.stages.find((stage) => stage.id === project.stage)!.grades
    let refused = 0
    members.forEach((grade, position) => {
      if (!grades.includes(grade)) return
      const to = rowOf(project.area, grade, project.sector)
      const from = rowOf(project.area, grade, project.fromSector)
      for (let y = 0; y <= horizon; y++) {
        const wanted = project.places * shareInGrade(project, project.phaseIn ?? defaultPhaseIn(project), position, members.length, origin + y)
        if (wanted === 0) continue
        if (project.kind === 'closure') {
          const taken = Math.min(wanted, Math.max(0, values[to + y]!))
          values[to + y]! -= taken
          if (y === horizon) refused += wanted - taken
        } else if (project.kind === 'take-back') {
          const moved = Math.min(wanted, Math.max(0, values[from + y]!))
          values[from + y]! -= moved
          values[to + y]! += moved
          if (y === horizon) refused += wanted - moved
        } else {
          values[to + y]! += wanted
        }
      }
    })
    if (refused > 0.5) issues.push(cappedIssue(project, refused))
  }
  issues.push(...stockIssues(additions), ...phaseInIssue(projects, additions))
  return Object.freeze({
    origin,
    horizon,
    places: requireFinite(shape, verb),
    additions: Object.freeze(additions),
    issues: Object.freeze(issues),
    provenance: stamp(verb, { origin, horizon, draws: 1, options: { stages: stages.map((stage) => stage.id) } }),
  })
}

function order(project: Project): number {
  return project.kind === 'closure' ? 2 : project.kind === 'take-back' ? 1 : 0
}

/** The rows of the latest year up to the origin for each area and stage, or places from an assumed utilisation. */
function chooseStock(dataset: Dataset, ladder: Ladder, origin: number, base: SupplyOptions['base'], issues: Issue[]): PlaceStock[] {
  const chosen: PlaceStock[] = []
  for (const area of dataset.planningAreas) {
    for (const stage of ladder.stages) {
      const rows = dataset.places.filter((row) => row.area === area && row.stage === stage.id)
      const year = Math.max(-Infinity, ...rows.filter((row) => row.year <= origin).map((row) => row.year))
      chosen.push(...rows.filter((row) => row.year === year))
      for (const row of rows.filter((each) => each.year > origin)) {
        issues.push({ code: 'after-origin', severity: 'note', where: { table: 'places', area, stage: stage.id, year: row.year }, message: 'places of a year after the origin are not used', amounts: { places: row.places } })
      }
      if (Number.isFinite(year)) continue
      const assumed = findUtilisation(dataset, area, stage.id)
      if (assumed === undefined || base === undefined) continue
      for (const grade of stage.grades) {
        chosen.push({ area, stage: stage.id, grade, sector: 'public', year: origin, places: valueAt(base, { area, grade }) / assumed.value, fact: undefined })
      }
      issues.push({
        code: 'places-assumed',
        severity: 'assumption',
        where: { area, stage: stage.id, year: origin },
        message: 'no places are given',
        assumed: `pupils of ${origin} fill ${Math.round(assumed.value * 100)} % of the places`,
        amounts: { utilisation: assumed.value },
      })
    }
  }
  return chosen
}

function findUtilisation(dataset: Dataset, area: string, stage: string): Assumption | undefined {
  const fitting = dataset.assumptions.filter((each) => each.assumption === 'utilisation' && each.stage === stage && each.value > 0)
  return fitting.find((each) => each.area === area) ?? fitting.find((each) => each.area === undefined)
}

function leftOut(dataset: Dataset, ladder: Ladder, stages: readonly string[]): Issue[] {
  return ladder.stages
    .filter((stage) => !stages.includes(stage.id))
    .map((stage): Issue => {
      const waiting = dataset.projects.filter((project) => project.stage === stage.id).length
      return {
        code: 'places-unknown',
        severity: 'assumption',
        where: { stage: stage.id },
        message: `no places are given${waiting === 0 ? '' : `, only ${waiting} projects`}`,
        assumed: 'the stage is left out of the balance',
        amounts: { projects: waiting },
      }
    })
}

function additionOf(project: Project, inStock: boolean): Addition {
  const signed = project.kind === 'closure' ? -project.places : project.places
  return Object.freeze({
    project: project.project,
    area: project.area,
    stage: project.stage,
    kind: project.kind,
    year: project.opens,
    sector: project.sector,
    places: signed,
    net: project.kind === 'take-back' ? 0 : signed,
    inStock,
    fact: project.fact,
  })
}

function cappedIssue(project: Project, refused: number): Issue {
  const what = project.kind === 'closure' ? `closes ${project.places} ${project.sector} places` : `takes ${project.places} places from the ${project.fromSector} sector`
  return {
    code: 'take-back-capped',
    severity: 'assumption',
    where: { project: project.project, area: project.area, stage: project.stage, year: project.opens },
    message: `${what}, ${Math.round(refused)} more than there are`,
    assumed: 'only the places that are there',
    amounts: { refused: Math.round(refused) },
  }
}

function stockIssues(additions: readonly Addition[]): Issue[] {
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

function phaseInIssue(projects: readonly Project[], additions: readonly Addition[]): Issue[] {
  const silent = projects.filter((project) => project.phaseIn === undefined && project.kind === 'new' && additions.some((each) => each.project === project.project && !each.inStock))
  if (silent.length === 0) return []
  return [
    {
      code: 'phase-in-assumed',
      severity: 'assumption',
      where: { table: 'projects' },
      message: `${silent.length} new schools do not say how they fill`,
      assumed: 'one grade a year from the lowest',
      amounts: { projects: silent.length },
    },
  ]
}
