// The three aims one after the other: least unmet, then least cost among the schedules that leave as little unmet, then fewest idle places.
// Never one weighted sum: no price of a place short has to be invented.

import type { CompiledPortfolio } from './compile-portfolio.js'
import type { LinearProgram } from './linear-program.js'
import type { PortfolioModel } from './portfolio-model.js'
import { solveProgram } from './solve.js'
import type { Solution, Solver } from './solve.js'

export const aimNames = ['unmet', 'cost', 'idle'] as const
export type AimName = (typeof aimNames)[number]

export interface OrderOptions {
  readonly gap: number
  readonly tolerance: number
  readonly nodes: number | undefined
  /** Seconds that are left, by the clock of the run if it has one. */
  readonly left: () => number
  readonly stop: () => boolean
  readonly onBetter: (value: number, bound: number) => void
}

export interface Solved {
  readonly status: Solution['status']
  /** Positions in `starts` by project; undefined when the solver found none. */
  readonly chosen: Int32Array | undefined
  /** Of the first aim, in terms of the model. */
  readonly value: number
  readonly bound: number
  /** Aims whose best value is proven, within the gap. */
  readonly proven: readonly AimName[]
}

/** Solves the model aim by aim, beginning with a known schedule if there is one. */
export function solveInOrder(solver: Solver, compiled: CompiledPortfolio, model: PortfolioModel, known: Int32Array | undefined, options: OrderOptions): Solved {
  const { writer, aims } = model
  let start = known === undefined ? undefined : valuesOf(solver, compiled, model, known, aims[0])?.values
  let first: Solution | undefined
  let chosen: Int32Array | undefined
  const proven: AimName[] = []
  for (const [i, costs] of aims.entries()) {
    const unit = Math.max(1e-9, costs.reduce((most, value) => Math.max(most, Math.abs(value)), 0)) / 100
    const program = writer.program(i === 0 ? costs : costs.map((value) => value / unit))
    const seconds = options.left() * [0.92, 0.7, 1][i]!
    // The clock of the run may be another than that of the solver.
    const rest = options.left() - seconds
    const solution = solveProgram(solver, program, {
      start,
      gap: options.gap,
      nodes: options.nodes,
      seconds,
      effort: 0.25,
      stop: () => options.stop() || options.left() < rest,
      ...(i === 0 ? { onBetter: options.onBetter } : {}),
    })
    first ??= solution
    if (solution.values === undefined) break
    // The solver takes 0.999999 for 1 and saves a little: the next aim must be reachable with whole starts.
    const whole = chosenFrom(compiled, model, solution.values)
    const exact = valuesOf(solver, compiled, model, whole, program.cost)
    if (exact?.values === undefined) break
    chosen = whole
    start = exact.values
    if (solution.status !== 'optimal') break
    proven.push(aimNames[i]!)
    const entries = [...program.cost.entries()].filter(([, value]) => value !== 0)
    writer.row(entries, -Infinity, exact.value + Math.abs(exact.value) * options.tolerance + 1e-6 * Math.max(1, Math.abs(exact.value)))
  }
  return { status: first!.status, chosen, value: first!.value, bound: first!.bound, proven }
}

/** What a schedule is worth by one aim in terms of the model, with the values of all columns: the starts are held, the rest follows. */
export function valuesOf(solver: Solver, compiled: CompiledPortfolio, model: PortfolioModel, chosen: Int32Array, cost: Float64Array): Solution | undefined {
  const program = model.writer.program(cost)
  const held: LinearProgram = { ...program, lower: program.lower.slice(), upper: program.upper.slice() }
  compiled.projects.forEach((project, p) => {
    const column = model.startColumn[p]!
    if (column < 0) return
    project.starts.forEach((_, k) => {
      held.lower[column + k] = held.upper[column + k] = chosen[p] === k ? 1 : 0
    })
  })
  const solution = solveProgram(solver, held, { relaxed: true, gap: 0 })
  if (solution.status !== 'optimal' || solution.values === undefined) return undefined
  // A whole number that comes back as 0.9999999 would not count as one.
  return { ...solution, values: solution.values.map((value, column) => (program.integer[column] === 1 ? Math.round(value) : value)) }
}

/** Which start the solver chose for each project. */
export function chosenFrom(compiled: CompiledPortfolio, model: PortfolioModel, values: Float64Array): Int32Array {
  return Int32Array.from(compiled.projects, (project, p) => (project.fixed ? 0 : model.startColumn[p]! < 0 ? -1 : project.starts.findIndex((_, k) => values[model.startColumn[p]! + k]! > 0.5)))
}
