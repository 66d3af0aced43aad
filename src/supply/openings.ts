// When each project opens in each draw: the only thing about delivery that the places of a year need to know.

import { PlacesError, requireInteger, requireList } from '../core/error.js'
import type { Project } from '../input/dataset.js'

/** Mark of a project that falls away in a draw. */
export const neverOpens = 32767

/** The school year in which each project opens, in every draw. One draw of a project moves all its places together, over all its stages. */
export interface Openings {
  readonly draws: number
  readonly projects: readonly string[]
  /** [project, draw], draws contiguous: the school year from which the places of its first part can be used, or `neverOpens`. Later parts keep their distance. */
  readonly years: Int16Array
}

/** The openings of a plan in which everything opens on time: one draw. */
export function plannedOpenings(projects: readonly Project[]): Openings {
  requireList(projects, 'projects', 'plannedOpenings')
  return { draws: 1, projects: projects.map((each) => each.project), years: Int16Array.from(projects, (each) => each.opens) }
}

/**
 * The openings in the order of `projects`: those that are not drawn open as planned, and a second phase never before its first.
 *
 * @param projects some of `all`, with every project that one of them follows
 * @param all the projects of the dataset, which the openings may name
 * @throws `invalid-option` for draws that are no whole number from 1; `shape-mismatch` when years are not projects × draws;
 *   `duplicate-label` and `unknown-label` for projects named twice or not in the plan
 * Cost: O(projects × draws), and once for a list of names O(all).
 */
export function alignOpenings(projects: readonly Project[], all: readonly Project[], openings: Openings | undefined, verb: string): Openings {
  const planned = plannedOpenings(projects)
  const given = openings ?? planned
  const draws = requireInteger(given.draws, 1, 'openings.draws', verb)
  if (given.years.length !== given.projects.length * draws) {
    throw new PlacesError('shape-mismatch', `${verb}: openings must have a year for each of ${given.projects.length} projects and ${draws} draws, got ${given.years.length}`)
  }
  const rowOf = indexNames(given.projects, all, verb)
  const followers = projects.some((each) => each.follows !== undefined)
  const inOrder = given.projects.length === projects.length && projects.every((each, i) => given.projects[i] === each.project)
  if (inOrder && !followers) return given

  const years = new Int16Array(projects.length * draws)
  projects.forEach((project, i) => {
    const row = rowOf.get(project.project)
    if (row === undefined) years.fill(project.opens, i * draws, (i + 1) * draws)
    else years.set(given.years.subarray(row * draws, (row + 1) * draws), i * draws)
  })
  if (followers) waitForFirstPhases(projects, years, draws)
  return { draws, projects: planned.projects, years }
}

// Remembered per list of names, so that groups of areas run apart do not index a city's projects once for each group.
const indexes = new WeakMap<readonly string[], { readonly all: readonly Project[]; readonly rowOf: ReadonlyMap<string, number> }>()

function indexNames(names: readonly string[], all: readonly Project[], verb: string): ReadonlyMap<string, number> {
  const remembered = indexes.get(names)
  if (remembered?.all === all) return remembered.rowOf
  const known = new Set(all.map((each) => each.project))
  const rowOf = new Map<string, number>()
  names.forEach((name, i) => {
    if (!known.has(name)) throw new PlacesError('unknown-label', `${verb}: openings may name projects of the dataset only, got ${name}`, { where: { project: name } })
    if (rowOf.has(name)) throw new PlacesError('duplicate-label', `${verb}: openings must name a project once, got ${name} twice`, { where: { project: name } })
    rowOf.set(name, i)
  })
  indexes.set(names, { all, rowOf })
  return rowOf
}

/** A project that follows another opens in each draw with it or later; it falls away with it. */
function waitForFirstPhases(projects: readonly Project[], years: Int16Array, draws: number): void {
  const position = new Map(projects.map((each, i) => [each.project, i]))
  const settled = new Set<number>()
  const settle = (i: number): void => {
    if (settled.has(i)) return
    settled.add(i)
    const first = position.get(projects[i]!.follows ?? '')
    if (first === undefined) return
    settle(first)
    // `neverOpens` is later than any year, so the later of the two is right for it as well.
    for (let d = 0; d < draws; d++) years[i * draws + d] = Math.max(years[i * draws + d]!, years[first * draws + d]!)
  }
  for (let i = 0; i < projects.length; i++) settle(i)
}
