// Parts of a schedule that are worth deciding anew while the rest is held: projects by chance, small shifts,
// neighbouring areas, years on end. Which of them helps differs from programme to programme, so all take turns. Before them: what the relaxed program wants.

import type { Stream } from '../numeric/random.js'
import type { CompiledPortfolio } from './compile-portfolio.js'

export type Free = readonly (readonly [project: number, position: number])[]

export interface PartView {
  readonly compiled: CompiledPortfolio
  /** The schedule so far: positions in `starts` by project, −1 for none. */
  readonly chosen: Int32Array
  /** About so many starts are wanted. */
  readonly size: number
  readonly stream: Stream
}

/** Which starts the solver may decide. A project leaves the start it has only when that is among them. */
type Kind = (view: PartView) => Free

const everyStart = (compiled: CompiledPortfolio, p: number): Free => compiled.projects[p]!.starts.map((_, k) => [p, k] as const)

/** Some projects, wherever they are. */
const someProjects: Kind = ({ compiled, size, stream }) => upTo(size, shuffle(compiled.projects.map((_, p) => p), stream), (p) => everyStart(compiled, p))

/** Some areas that can help each other, or the next ones when nobody does. */
const someAreas: Kind = ({ compiled, size, stream }) => {
  const order = [...new Set(compiled.projects.map(({ area }) => area))]
  const asked = shuffle(order, stream)
  const reached = asked.slice(0, 1)
  const links = compiled.links.flat()
  // Breadth first along the links; what they do not reach follows by chance.
  for (const area of reached) for (const { from, to } of links) if (from === area && !reached.includes(to)) reached.push(to)
  return upTo(size, [...new Set([...reached, ...asked])], (area) => compiled.projects.flatMap((project, p) => (project.area === area ? everyStart(compiled, p) : [])))
}

/** Some years on end: what starts in them or not at all. */
const someYears: Kind = ({ compiled, chosen, size, stream }) => {
  const from = Math.floor(stream.uniform() * compiled.years)
  const startOf = (p: number): number => (chosen[p]! < 0 ? -1 : compiled.projects[p]!.starts[chosen[p]!]!)
  for (let length = 2; ; length++) {
    const within = (year: number): boolean => year >= from && year < from + length
    const free = compiled.projects.flatMap(({ starts }, p): Free => (startOf(p) >= 0 && !within(startOf(p)) ? [] : starts.flatMap((start, k): Free => (within(start) ? [[p, k]] : []))))
    if (free.length >= size || length >= compiled.years) return free
  }
}

/** Small shifts of what is started, and some of what is not. */
const someShifts: Kind = ({ compiled, chosen, size, stream }) => {
  const order = shuffle(compiled.projects.map((_, p) => p), stream)
  return upTo(size, order, (p) => everyStart(compiled, p).filter(([, k]) => chosen[p]! < 0 || Math.abs(k - chosen[p]!) <= 2))
}

export const partKinds: readonly Kind[] = [someProjects, someShifts, someAreas, someYears]

/**
 * What is started, what the relaxed program starts if only in part, the years beside that, and what would cost it least to start as well:
 * where a good schedule is to be found (kernel search, Angelelli, Mansini and Speranza 2010, doi 10.1016/j.cor.2010.02.002).
 *
 * @param values of the relaxed program, by column
 * @param reduced what a unit of each column costs in it
 * @param size starts besides those that are started
 */
export function wantedStarts(compiled: CompiledPortfolio, chosen: Int32Array, startColumn: Int32Array, values: Float64Array, reduced: Float64Array, size: number): Free {
  const started = compiled.projects.flatMap((_, p): Free => (chosen[p]! < 0 ? [] : [[p, chosen[p]!]]))
  const others = compiled.projects.flatMap((project, p) => {
    if (startColumn[p]! < 0) return []
    const wanted = project.starts.map((_, k) => values[startColumn[p]! + k]! > 1e-6)
    return project.starts.flatMap((_, k) => {
      if (k === chosen[p]) return []
      const rank = wanted[k] === true ? 0 : wanted[k - 1] === true || wanted[k + 1] === true ? 1 : 2
      return [{ start: [p, k] as const, rank, price: Math.max(0, reduced[startColumn[p]! + k]!) }]
    })
  })
  return [...started, ...others.sort((a, b) => a.rank - b.rank || a.price - b.price).slice(0, size).map(({ start }) => start)]
}

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
