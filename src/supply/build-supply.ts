// From known places and dated projects to places by grade, sector and year, once or in many draws of the openings.

import { createAxis, drawAxis, positionOf, requirePosition, yearsFrom } from '../core/axis.js'
import { createCube, requireFinite, requireRoom, strideOf } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { aDataset } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Dataset, PlaceStock, Project } from '../input/dataset.js'
import type { Sector } from '../input/tables.js'
import { cappedIssue, listAdditions, phaseInIssue, stockIssues } from './additions.js'
import { applyExpiries, applyGrowths, applyTransfers } from './apply-effects.js'
import { compileEffects } from './effects.js'
import { findKnownPlaces, tellLeftOut } from './known-places.js'
import { alignOpenings } from './openings.js'
import type { Openings } from './openings.js'
import type { Supply } from './supply.js'

export interface SupplyOptions {
  readonly origin: number
  readonly horizon: number
  /** The grades to supply, those of the rates; the dataset's own ladder when left out. */
  readonly ladder?: Ladder | undefined
  /** Pupils of the base year, needed only where places follow from an assumed utilisation. */
  readonly base?: Cube<readonly ['area', 'grade']> | undefined
  /** When each project opens in each draw; as planned, in one draw, when left out. */
  readonly openings?: Openings | undefined
  /** The planning areas to supply, all when left out. Groups of areas run apart give the same bits, with less memory at a time. */
  readonly areas?: readonly string[] | undefined
  /** Cells that the places may have; 5e7 (400 MB) when left out. */
  readonly maxCells?: number | undefined
}

const sectorOrder: readonly Sector[] = ['public', 'purchased', 'private-inclusive', 'private']

/**
 * Builds the places of every year from the places known for the latest year up to the origin and the dated projects after it.
 *
 * A stage's places are spread evenly over its grades. Projects that open up to the year of the known places are already in them.
 * What moves places between sectors or stages leaves the total as it is, unless a conversion says otherwise; what takes places away takes
 * those that are there in the year in which it takes them, and says what it could not take.
 *
 * One drawn opening moves all places of a project, in every stage and grade, and the removal that comes with its opening. What has a date of its own keeps
 * it: the end of temporary places, and the start of a decant, which then lasts to the drawn opening. So a delay never adds places, but for a
 * closure or a merger that takes more than it gives.
 *
 * @param dataset with `places`, `projects` and the assumption `utilisation`
 * @param options `openings` [project, draw] in school years, `neverOpens` for a project that falls away
 * @returns `places` [area, grade, sector, year, draw] for stages with known places, and the `additions` of every project as planned
 * @throws `no-data` when no stage of any area has places or a utilisation; `unknown-label`, `duplicate-label` or `shape-mismatch` for openings that do not
 *   fit the projects; `too-large` above `maxCells`
 * Cost: O(areas × grades × sectors × years × draws + projects × grades × draws); projects that take places cost × years.
 * @example
 * // Shunde's school of 2019: ten classes of 45 in its first grade, one grade more each year
 * const places = [{ area: 'Shunde', stage: 'primary', sector: 'public', year: 2018, places: 0 }]
 * const projects = [{ project: 'Yucheng', area: 'Shunde', stage: 'primary', sector: 'public', kind: 'new', opens: 2019, classes: 60, classSize: 45 }]
 * const supply = buildSupply(parseInputs({ areas: [{ area: 'Shunde' }], places, projects }), { origin: 2018, horizon: 6 })
 * total(total(supply.places, 'sector'), 'grade').values // [0, 450, 900, 1350, 1800, 2250, 2700]
 */
export function buildSupply(dataset: Dataset, options: SupplyOptions): Supply {
  const verb = 'buildSupply'
  requireNoun(dataset, aDataset, verb)
  requireObject(options, 'options', verb, 2)
  const horizon = requireInteger(options.horizon, 1, 'horizon', verb)
  const { origin } = options
  const ladder = options.ladder ?? dataset.ladder
  const issues: Issue[] = []
  const planning = createAxis(dataset.planningAreas)
  const areas = options.areas ?? dataset.planningAreas
  for (const area of areas) requirePosition(planning, area, 'area', verb)
  // The stages and grades are those of the whole dataset, so that groups of areas fit together.
  const known = findKnownPlaces(dataset, dataset.planningAreas, ladder, origin, options.base, issues)
  const stages = ladder.stages.map((stage) => stage.id).filter((stage) => known.rows.some((row) => row.stage === stage))
  if (stages.length === 0) {
    throw new PlacesError('no-data', `${verb}: at least one stage must have places, got none`, { hint: 'give rows of places, or assume a utilisation' })
  }
  issues.push(...tellLeftOut(dataset, ladder, stages))
  const projects = options.areas === undefined ? dataset.projects : projectsOf(dataset, new Set(areas))
  const openings = alignOpenings(projects, dataset.projects, options.openings, verb)
  const axes = {
    area: createAxis(areas),
    grade: createAxis(gradesOf(ladder, known.rows)),
    sector: createAxis<string>(sectorsOf(known.rows, dataset.projects, stages)),
    year: createAxis(yearsFrom(origin, origin + horizon)),
    draw: drawAxis(openings.draws),
  }
  const size = axes.area.labels.length * axes.grade.labels.length * axes.sector.labels.length * (horizon + 1) * openings.draws
  requireRoom(size, options.maxCells ?? 5e7, verb)
  const values = new Float64Array(size)
  const places = createCube(['area', 'grade', 'sector', 'year', 'draw'], axes, 'places', values, Math.max(size, 1))
  const [areaStep, gradeStep, sectorStep] = [strideOf(places, 'area'), strideOf(places, 'grade'), strideOf(places, 'sector')]
  const rowOf = (area: string, grade: string, sector: string): number => positionOf(axes.area, area) * areaStep + positionOf(axes.grade, grade) * gradeStep + positionOf(axes.sector, sector) * sectorStep

  for (const each of known.rows) {
    if (positionOf(axes.area, each.area) < 0) continue
    const members = each.grade === undefined ? (ladder.stages.find((stage) => stage.id === each.stage)?.grades ?? []) : [each.grade]
    for (const grade of members) {
      const row = rowOf(each.area, grade, each.sector)
      for (let d = 0; d < openings.draws; d++) values[row + d]! += each.places / members.length
    }
  }
  const effects = compileEffects(projects, { ladder, axes, rowOf, stockYear: known.yearOf })
  const grid = { values, origin, horizon, draws: openings.draws }
  applyExpiries(grid, effects.expiries)
  applyGrowths(grid, effects.growths, openings)
  for (const [transfer, refused] of applyTransfers(grid, effects.transfers, openings)) {
    if (refused > 0.5) issues.push(cappedIssue(transfer, projects[transfer.project]!.project, refused))
  }
  const elsewhere = new Set(dataset.planningAreas.filter((area) => positionOf(axes.area, area) < 0))
  const inOrder = projects.filter((project) => !elsewhere.has(project.area)).sort((a, b) => a.opens - b.opens || rankOf(a) - rankOf(b))
  const additions = inOrder.flatMap((project) => listAdditions(project, stages, known.yearOf))
  issues.push(...stockIssues(additions), ...phaseInIssue(inOrder, additions))
  return Object.freeze({
    origin,
    horizon,
    places: requireFinite(places, verb),
    additions: Object.freeze(additions),
    issues: Object.freeze(issues),
    provenance: stamp(verb, { origin, horizon, draws: openings.draws, options: { stages, openings: options.openings === undefined ? 'planned' : 'drawn' } }),
  })
}

/** The projects of these areas, with those elsewhere that one of them follows. */
function projectsOf({ projects }: Dataset, areas: ReadonlySet<string>): readonly Project[] {
  const own = projects.filter((each) => areas.has(each.area))
  if (own.every((each) => each.follows === undefined)) return own
  const byName = new Map(projects.map((each) => [each.project, each]))
  const wanted = new Set<Project>()
  for (const each of own) {
    for (let next: Project | undefined = each; next !== undefined && !wanted.has(next); next = byName.get(next.follows ?? '')) wanted.add(next)
  }
  return [...wanted]
}

/** As a planner lists a year: what builds, what moves, what goes. */
function rankOf({ kind, parts }: Project): number {
  return kind === 'closure' ? 2 : parts[0]?.fromSector === undefined ? 0 : 1
}

/** Grades whose places are known, of the whole stage or by themselves. */
function gradesOf(ladder: Ladder, rows: readonly PlaceStock[]): string[] {
  const whole = new Set(rows.filter((row) => row.grade === undefined).map((row) => row.stage))
  const single = new Set(rows.map((row) => row.grade))
  return ladder.grades.filter((grade) => whole.has(grade.stage) || single.has(grade.id)).map((grade) => grade.id)
}

/** Sectors that have places or get some. */
function sectorsOf(rows: readonly PlaceStock[], projects: readonly Project[], stages: readonly string[]): Sector[] {
  const used = new Set<Sector>(rows.map((row) => row.sector))
  for (const { parts } of projects) {
    for (const { stage, toStage, sector, fromSector } of parts) {
      if (!stages.includes(stage) && (toStage === undefined || !stages.includes(toStage))) continue
      used.add(sector)
      if (fromSector !== undefined) used.add(fromSector)
    }
  }
  return sectorOrder.filter((sector) => used.has(sector))
}
