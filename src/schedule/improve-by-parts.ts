// A known schedule made better part by part: most starts are held and the solver decides the rest, again and again with another rest
// (large neighbourhood search, Shaw 1998, doi 10.1007/3-540-49481-2_30). A good schedule is worth more to the proof than anything else:
// every branch that cannot beat it is cut off.

import type { Stream } from '../numeric/random.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import type { LinearProgram } from './linear-program.js'
import type { PortfolioModel } from './portfolio-model.js'
import { partKinds, wantedStarts } from './part-kinds.js'
import type { Free } from './part-kinds.js'
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
  /** How long the first part may take, what the relaxed program wants: the largest. */
  readonly wantedSeconds?: number | undefined
  /** Seconds that are left for the whole run; never fewer where there is no clock. */
  readonly left: () => number
  readonly stop: () => boolean
  readonly gap: number
  readonly onBetter: (value: number) => void
}

// Measured at 80 and 400 projects: the solver is through with so many within a second, and larger parts find more.
const firstSize = 150
const smallest = 50
/** Starts that the relaxed program wants, for each project. */
const wantedShare = 1.1
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
  const begin = valuesOf(solver, compiled, model, known, program.cost)
  if (begin?.values === undefined) return known
  let best = { chosen: known, value: begin.value, values: begin.values }
  const over = (): boolean => options.stop() || options.over()

  /** Decides the free starts anew; true when the solver was through with them, and `best` is better for it when it could be. */
  function decide(free: Free, seconds: number | undefined, effort: number): boolean {
    // The clock of the run may be another than that of the solver.
    const end = options.left() - (seconds ?? Infinity)
    const found = solveProgram(solver, withPartFree(program, compiled, model, best.chosen, free), { start: best.values, gap: options.gap, nodes: options.nodes, seconds, effort, stop: () => over() || options.left() < end })
    if (found.values !== undefined && found.value < best.value - 1e-6 * Math.max(1, Math.abs(best.value))) {
      const chosen = chosenFrom(compiled, model, found.values)
      const exact = valuesOf(solver, compiled, model, chosen, program.cost)
      if (exact?.values !== undefined && exact.value < best.value) {
        best = { chosen, value: exact.value, values: exact.values }
        options.onBetter(exact.value)
      }
    }
    return found.status === 'optimal'
  }

  if (over()) return known
  const relaxed = solveProgram(solver, program, { relaxed: true, gap: 0, stop: over })
  if (relaxed.values !== undefined && relaxed.reduced !== undefined) {
    decide(wantedStarts(compiled, known, model.startColumn, relaxed.values, relaxed.reduced, wantedShare * compiled.projects.length), options.wantedSeconds, 0.05)
  }
  // Each kind of part has its own size.
  const sizes = partKinds.map(() => options.size ?? firstSize)
  let idle = 0
  for (let round = 0; round < options.rounds && idle < patience && !over(); round++) {
    const kind = round % partKinds.length
    const before = best
    const through = decide(partKinds[kind]!({ compiled, chosen: best.chosen, size: Math.round(sizes[kind]!), stream }), options.seconds, 0.1)
    // What the solver finishes may grow, what it does not is too large to be searched well.
    sizes[kind] = Math.max(smallest, sizes[kind]! * (through ? 1.25 : 0.75))
    idle = best === before ? idle + 1 : 0
  }
  return best.chosen
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
