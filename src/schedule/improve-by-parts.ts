// A known schedule made better part by part: most starts are held and the solver decides the rest, again and again with another rest
// (large neighbourhood search, Shaw 1998, doi 10.1007/3-540-49481-2_30). A good schedule is worth more to the proof than anything else:
// every branch that cannot beat it is cut off.

import type { Stream } from '../numeric/random.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import type { LinearProgram } from './linear-program.js'
import type { PortfolioModel } from './portfolio-model.js'
import { solveProgram } from './solve.js'
import type { Solver } from './solve.js'
import { chosenFrom, valuesOf } from './values-of.js'

export interface PartsOptions {
  readonly stream: Stream
  /** Parts to try at most; how long one of them may take, without end when left out. */
  readonly rounds: number
  readonly seconds?: number | undefined
  /** Nodes of the solver's tree for each part, so that a run without a clock can be repeated. */
  readonly nodes: number
  /** Starts that are free in the first parts; 150 when left out. */
  readonly size?: number | undefined
  readonly over: () => boolean
  readonly stop: () => boolean
  readonly gap: number
  readonly onBetter: (value: number) => void
}

// Measured at 80 and 400 projects: the solver is through with so many within a second, and larger parts find more.
const firstSize = 150
const smallest = 50
/** Parts in a row without a better schedule after which the rest of the time is of more use to the proof. */
const patience = 40

/**
 * Improves a schedule by the first aim of the model.
 *
 * @param known positions in `starts` by project; keeps all limits
 * @returns positions in `starts` by project, never worse than those of `known`
 */
export function improveByParts(solver: Solver, compiled: CompiledPortfolio, model: PortfolioModel, known: Int32Array, options: PartsOptions): Int32Array {
  const { stream } = options
  const program = model.writer.program(model.aims[0])
  let best = { chosen: known, solution: valuesOf(solver, compiled, model, known, program.cost) }
  // Each kind of part has its own size.
  const sizes = kinds.map(() => options.size ?? firstSize)
  let idle = 0
  for (let round = 0; round < options.rounds && idle < patience && !options.over() && !options.stop(); round++) {
    if (best.solution?.values === undefined) break
    const kind = round % kinds.length
    const free = kinds[kind]!(compiled, best.chosen, Math.round(sizes[kind]!), stream)
    const found = solveProgram(solver, withPartFree(program, compiled, model, best.chosen, free), {
      start: best.solution.values,
      gap: options.gap,
      nodes: options.nodes,
      seconds: options.seconds,
      effort: 0.1,
      stop: () => options.stop() || options.over(),
    })
    // What the solver finishes may grow, what it does not is too large to be searched well.
    sizes[kind] = Math.max(smallest, sizes[kind]! * (found.status === 'optimal' ? 1.25 : 0.75))
    idle++
    if (found.values === undefined || found.value > best.solution.value - 1e-6 * Math.max(1, Math.abs(best.solution.value))) continue
    const chosen = chosenFrom(compiled, model, found.values)
    const solution = valuesOf(solver, compiled, model, chosen, program.cost)
    if (solution === undefined || solution.value >= best.solution.value) continue
    best = { chosen, solution }
    idle = 0
    options.onBetter(solution.value)
  }
  return best.chosen
}

type Free = readonly (readonly [project: number, position: number])[]
/** Which starts the solver may decide: about `size` of them. */
type Kind = (compiled: CompiledPortfolio, chosen: Int32Array, size: number, stream: Stream) => Free

const everyStart = (compiled: CompiledPortfolio, p: number): Free => compiled.projects[p]!.starts.map((_, k) => [p, k] as const)

/** Some projects, wherever they are. */
const someProjects: Kind = (compiled, _, size, stream) => upTo(size, shuffle(compiled.projects.map((__, p) => p), stream), (p) => everyStart(compiled, p))

/** Some areas that can help each other, or the next ones when nobody does. */
const someAreas: Kind = (compiled, _, size, stream) => {
  const order = [...new Set(compiled.projects.map(({ area }) => area))]
  const asked = shuffle(order, stream)
  const reached = asked.slice(0, 1)
  const links = compiled.links.flat()
  // Breadth first along the links; what they do not reach follows by chance.
  for (const area of reached) for (const { from, to } of links) if (from === area && !reached.includes(to)) reached.push(to)
  return upTo(size, [...new Set([...reached, ...asked])], (area) => compiled.projects.flatMap((project, p) => (project.area === area ? everyStart(compiled, p) : [])))
}

/** Some years on end: what starts in them or not at all. */
const someYears: Kind = (compiled, chosen, size, stream) => {
  const from = Math.floor(stream.uniform() * compiled.years)
  const startOf = (p: number): number => (chosen[p]! < 0 ? -1 : compiled.projects[p]!.starts[chosen[p]!]!)
  for (let length = 2; ; length++) {
    const within = (year: number): boolean => year >= from && year < from + length
    const free = compiled.projects.flatMap(({ starts }, p): Free => (startOf(p) >= 0 && !within(startOf(p)) ? [] : starts.flatMap((start, k): Free => (within(start) ? [[p, k]] : []))))
    if (free.length >= size || length >= compiled.years) return free
  }
}

/** Small shifts of what is started, and some of what is not. */
const someShifts: Kind = (compiled, chosen, size, stream) => {
  const order = shuffle(compiled.projects.map((_, p) => p), stream)
  return upTo(size, order, (p) => everyStart(compiled, p).filter(([, k]) => chosen[p]! < 0 || Math.abs(k - chosen[p]!) <= 2))
}

const kinds: readonly Kind[] = [someProjects, someShifts, someAreas, someYears]

function upTo<T>(size: number, list: readonly T[], startsOf: (each: T) => Free): Free {
  const free: (readonly [number, number])[] = []
  for (const each of list) {
    if (free.length >= size) break
    free.push(...startsOf(each))
  }
  return free
}

function shuffle<T>(list: readonly T[], stream: Stream): T[] {
  const mixed = [...list]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform() * (i + 1))
    const each = mixed[i]!
    mixed[i] = mixed[j]!
    mixed[j] = each
  }
  return mixed
}

/** The program with every start held as it is but the free ones; a project may leave the start it has only when that is free. */
function withPartFree(program: LinearProgram, compiled: CompiledPortfolio, model: PortfolioModel, chosen: Int32Array, free: Free): LinearProgram {
  const part: LinearProgram = { ...program, lower: program.lower.slice(), upper: program.upper.slice() }
  compiled.projects.forEach((project, p) => {
    const column = model.startColumn[p]!
    if (column < 0) return
    project.starts.forEach((_, k) => {
      part.lower[column + k] = part.upper[column + k] = chosen[p] === k ? 1 : 0
    })
  })
  for (const [p, k] of free) {
    const column = model.startColumn[p]!
    if (column < 0) continue
    part.lower[column + k] = 0
    part.upper[column + k] = 1
  }
  return part
}
