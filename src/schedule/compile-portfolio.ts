// The problem by positions instead of labels, with what can be known before any search: which starts a project really has.

import type { Cube } from '../core/cube.js'
import { heldAt, weightOf, workYearsOf } from './portfolio-problem.js'
import type { Candidate, PortfolioProblem, Starts } from './portfolio-problem.js'
import type { SeatLink } from './seat-pupils.js'

/** Places by years since the start that a project adds to a row of cells (one area and stage, all years). */
export interface CompiledEffect {
  readonly row: number
  readonly area: number
  readonly stage: number
  readonly places: readonly number[]
}

export interface CompiledProject {
  readonly project: string
  readonly area: number
  /** Years in which it can start, counted from the first year of the plan, ascending; a committed one may be negative. */
  readonly starts: readonly number[]
  readonly fixed: boolean
  readonly required: boolean
  /** Position of its site, −1 when it has none. */
  readonly site: number
  readonly before: readonly { readonly project: number; readonly years: number }[]
  readonly effects: readonly CompiledEffect[]
  readonly spend: readonly number[]
  readonly workYears: number
  /** By start: yuan, and place-years added within the plan. */
  readonly cost: readonly number[]
  readonly placeYears: readonly number[]
}

export interface CompiledPortfolio {
  readonly areas: number
  readonly stages: number
  readonly years: number
  readonly draws: number
  readonly firstYear: number
  /** Pupils less places of the base: [area, stage, year, draw]. */
  readonly need: Float64Array
  /** [area, stage, year, draw]. */
  readonly pupils: Cube['values']
  /** Fewest places of the base, fewest and most pupils over the draws: [area, stage, year]. */
  readonly floor: Float64Array
  readonly least: Float64Array
  readonly most: Float64Array
  /** [stage, year]. */
  readonly weight: Float64Array
  /** Links by stage. */
  readonly links: readonly (readonly SeatLink[])[]
  readonly money: readonly number[] | undefined
  readonly carryOver: boolean
  readonly works: readonly number[] | undefined
  readonly areaWorks: number | undefined
  readonly projects: readonly CompiledProject[]
  /** Projects that come after each project. */
  readonly followers: readonly (readonly { readonly project: number; readonly years: number }[])[]
  readonly sites: number
}

/** Turns a checked problem into positions. Cost: O(cells × draws + projects × years²). */
export function compilePortfolio(problem: PortfolioProblem): CompiledPortfolio {
  const { demand, base, limits } = problem
  const [areas, stages, years, draws] = [demand.axes.area.labels, demand.axes.stage.labels, demand.axes.year.labels, demand.axes.draw.labels.length]
  const baseDraws = base.axes.draw.labels.length
  const cells = areas.length * stages.length * years.length
  const need = new Float64Array(cells * draws)
  const floor = new Float64Array(cells).fill(Infinity)
  const least = new Float64Array(cells).fill(Infinity)
  const most = new Float64Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    for (let d = 0; d < draws; d++) {
      const pupils = demand.values[cell * draws + d]!
      need[cell * draws + d] = pupils - base.values[cell * baseDraws + (d % baseDraws)]!
      least[cell] = Math.min(least[cell]!, pupils)
      most[cell] = Math.max(most[cell]!, pupils)
    }
    for (let d = 0; d < baseDraws; d++) floor[cell] = Math.min(floor[cell]!, base.values[cell * baseDraws + d]!)
  }
  const sites = [...new Set(problem.candidates.flatMap(({ site }) => (site === undefined ? [] : [site])))]
  const position = new Map(problem.candidates.map(({ project }, i) => [project, i]))
  const windows = narrowWindows(problem, position)
  const projects = problem.candidates.map((candidate, i): CompiledProject => {
    const effects = candidate.effects.map(({ area, stage, places }) => {
      const [a, s] = [areas.indexOf(area), stages.indexOf(stage)]
      return { row: (a * stages.length + s) * years.length, area: a, stage: s, places }
    })
    const starts = windows[i]!
    const spend = candidate.spend.reduce((sum, value) => sum + value, 0)
    const inPlan = (list: readonly number[], start: number): number => years.reduce((sum, _, t) => sum + heldAt(list, t - start), 0)
    return {
      project: candidate.project,
      area: areas.indexOf(candidate.area),
      starts,
      fixed: candidate.committed !== undefined,
      required: candidate.required === true,
      site: candidate.site === undefined ? -1 : sites.indexOf(candidate.site),
      before: (candidate.after ?? []).map((each) => ({ project: position.get(each.project)!, years: each.years ?? 1 })),
      effects,
      spend: candidate.spend,
      workYears: workYearsOf(candidate),
      cost: starts.map((start) => spend + inPlan(candidate.running ?? [], start)),
      placeYears: starts.map((start) => effects.reduce((sum, effect) => sum + inPlan(effect.places, start), 0)),
    }
  })
  const followers = projects.map((_, p) => projects.flatMap((each, q) => each.before.filter(({ project }) => project === p).map((link) => ({ project: q, years: link.years }))))
  return {
    areas: areas.length,
    stages: stages.length,
    years: years.length,
    draws,
    firstYear: years[0]!,
    need,
    pupils: demand.values,
    floor,
    least,
    most,
    weight: Float64Array.from(stages.flatMap((stage) => years.map((_, t) => weightOf(problem.weights, stage, t)))),
    links: stages.map((stage) =>
      (problem.relief ?? [])
        .filter((link) => link.pupils > 0 && (link.stages === undefined || link.stages.includes(stage)))
        .map((link) => ({ from: areas.indexOf(link.from), to: areas.indexOf(link.to), pupils: link.pupils, burden: link.burden ?? 0 })),
    ),
    money: limits?.money,
    carryOver: limits?.carryOver === true,
    works: limits?.works,
    areaWorks: limits?.areaWorks,
    projects,
    followers,
    sites: sites.length,
  }
}

/** Starts that can be of use: within the window, after what must come before, affordable alone, with an effect within the plan. */
function narrowWindows(problem: PortfolioProblem, position: ReadonlyMap<string, number>): number[][] {
  const years = problem.demand.axes.year.labels
  // A project that others wait for can be of use without any places of its own.
  const awaited = new Set(problem.candidates.flatMap((candidate) => (candidate.after ?? []).map(({ project }) => project)))
  const windows = problem.candidates.map((candidate) => {
    if (candidate.committed !== undefined) return [candidate.committed - years[0]!]
    return startsOf(candidate, years).filter((start) => (candidate.required === true || awaited.has(candidate.project) || bearsFruit(candidate, start, years.length)) && fitsAlone(problem, candidate, start))
  })
  // A chain of n projects needs n rounds.
  for (let changed = true; changed; ) {
    changed = false
    problem.candidates.forEach((candidate, i) => {
      if (candidate.committed !== undefined) return
      for (const link of candidate.after ?? []) {
        const first = windows[position.get(link.project)!]![0] ?? Infinity
        const kept = windows[i]!.filter((start) => start >= first + (link.years ?? 1))
        changed ||= kept.length < windows[i]!.length
        windows[i] = kept
      }
    })
  }
  return windows
}

/** Years in which a candidate may start, counted from the first year of the plan. */
export function startsOf(candidate: Candidate, years: readonly number[]): number[] {
  const from = Math.max(candidate.earliest ?? years[0]!, years[0]!)
  const to = Math.min(candidate.latest ?? years.at(-1)!, years.at(-1)!)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i - years[0]!)
}

function bearsFruit(candidate: Candidate, start: number, years: number): boolean {
  return candidate.effects.some(({ places }) => Array.from({ length: years - start }, (_, age) => heldAt(places, age)).some((value) => value !== 0))
}

/** Whether the project, were it the only one, keeps the limits of money and works when it starts in this year of the plan. */
export function fitsAlone(problem: PortfolioProblem, candidate: Candidate, start: number): boolean {
  const { money, carryOver, works, areaWorks } = problem.limits ?? {}
  const years = problem.demand.axes.year.labels.length
  const busy = workYearsOf(candidate)
  if (busy > 0 && areaWorks !== undefined && areaWorks < 1) return false
  let spent = 0
  let given = 0
  for (let t = 0; t < years; t++) {
    const age = t - start
    if (works !== undefined && age >= 0 && age < busy && works[t]! < 1) return false
    if (money === undefined) continue
    spent = (carryOver === true ? spent : 0) + (candidate.spend[age] ?? 0)
    given = (carryOver === true ? given : 0) + money[t]!
    if (spent > given * (1 + 1e-9) + 1e-6) return false
  }
  return true
}

/** Start years by project from positions in `starts` of each project, −1 for none. */
export function startsByProject(compiled: CompiledPortfolio, chosen: ArrayLike<number>): Starts {
  return Object.freeze(Object.fromEntries(compiled.projects.flatMap(({ project, starts }, p) => (chosen[p]! < 0 ? [] : [[project, compiled.firstYear + starts[chosen[p]!]!]]))))
}
