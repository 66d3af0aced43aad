// The one place that talks to the solver: HiGHS as WebAssembly (package `highs`, MIT), an optional peer that is loaded when first needed.
// Only the few calls that are used are typed here, so that the public types need no solver to be installed.

import type { LinearProgram } from './linear-program.js'

/** A running program inside the solver. */
interface SolverModel {
  readonly options: { set(values: Record<string, string | number | boolean>): unknown }
  readonly info: { get(name: string): unknown }
  setSolution(solution: { colValue: Float64Array }): unknown
  run(callbacks?: Record<number, (event: never) => undefined>): unknown
  getModelStatus(): number
  getObjectiveValue(): number
  getSolution(): { readonly colValue: Float64Array; readonly colDual: Float64Array; readonly rowDual: Float64Array }
  dispose(): void
}

/** What `await loadHighs()` of the package `highs` gives. */
export interface Solver {
  readonly infinity: number
  createModel(source: never): SolverModel
}

export interface SolveOptions {
  /** A start: values of all columns. */
  readonly start?: Float64Array | undefined
  readonly seconds?: number | undefined
  readonly nodes?: number | undefined
  /** Stop at this relative gap. */
  readonly gap: number
  /** Share of the work that goes into finding better answers, from 0 to 1. */
  readonly effort?: number | undefined
  /** Leave integrality away. */
  readonly relaxed?: boolean | undefined
  /** Asked now and then; true stops the solver. */
  readonly stop?: (() => boolean) | undefined
  /** Told of every better answer, with its value and the bound. */
  readonly onBetter?: ((value: number, bound: number, values: Float64Array) => void) | undefined
}

export interface Solution {
  /** `limit`: time, nodes or `stop` ended it; `failed`: the solver gave up, say for want of memory. */
  readonly status: 'optimal' | 'limit' | 'infeasible' | 'failed'
  /** Values of the columns; undefined when no answer was found. */
  readonly values: Float64Array | undefined
  readonly value: number
  /** No answer can be lower; −Infinity when nothing is proven. */
  readonly bound: number
  readonly nodes: number
  /** Shadow prices of the rows, of a relaxed program only. */
  readonly duals: Float64Array | undefined
  /** What a unit of each column would cost more, of a relaxed program only. */
  readonly reduced: Float64Array | undefined
}

const unproven: Solution = { status: 'failed', values: undefined, value: Infinity, bound: -Infinity, nodes: 0, duals: undefined, reduced: undefined }

// Compiling the solver takes longer than most solves, and its memory is never given back: one is enough.
let loaded: Promise<Solver | undefined> | undefined

/** Loads the solver, once, or gives undefined where it is not installed. */
export function loadSolver(): Promise<Solver | undefined> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Solver | undefined> {
  try {
    const { default: loadHighs } = await import('highs')
    return await loadHighs()
  } catch {
    return undefined
  }
}

/**
 * Runs the solver once. It blocks its thread until it ends: in a page, call it in a worker.
 *
 * Reproducible when it is limited by nodes or gap; not when it is limited by time.
 */
export function solveProgram(solver: Solver, program: LinearProgram, options: SolveOptions): Solution {
  let model: SolverModel | undefined
  try {
    model = solver.createModel(toSolver(solver, program, options.relaxed === true) as never)
    model.options.set({
      output_flag: false,
      random_seed: 1,
      mip_rel_gap: options.gap,
      mip_abs_gap: 1e-7,
      // Measured on yearly money: the time of a restart is better spent in the tree (gaps of 0.5 and 1.0 % against 0.6 and 1.5 %).
      mip_allow_restart: false,
      ...(options.seconds === undefined ? {} : { time_limit: Math.max(0, options.seconds) }),
      ...(options.nodes === undefined ? {} : { mip_max_nodes: options.nodes }),
      ...(options.effort === undefined ? {} : { mip_heuristic_effort: options.effort }),
    })
    if (options.start !== undefined) model.setSolution({ colValue: options.start })
    model.run(callbacksOf(options))
    // The solver keeps no bound of integer programming where nothing is integer.
    return readSolution(model, options.relaxed === true || !program.integer.includes(1))
  } catch {
    return unproven
  } finally {
    try {
      model?.dispose()
    } catch {
      // A solver that has run out of memory cannot even free what it has.
    }
  }
}

// Numbers of HiGHS: model status (HighsModelStatus) and callback channels (HighsCallbackType).
const modelInfeasible = 8
const modelOptimal = 7
const modelEmpty = 6
const unboundedOrInfeasible = 9
const betterAnswer = 4
const mayInterrupt = 6

interface SolverEvent {
  readonly data: { readonly mip_primal_bound?: number; readonly mip_dual_bound?: number; readonly mip_solution?: Float64Array }
  interrupt?(): void
}

function callbacksOf({ stop, onBetter }: SolveOptions): Record<number, (event: never) => undefined> {
  const callbacks: Record<number, (event: never) => undefined> = {}
  if (stop !== undefined) {
    callbacks[mayInterrupt] = (event: SolverEvent) => {
      if (stop()) event.interrupt?.()
    }
  }
  if (onBetter !== undefined) {
    callbacks[betterAnswer] = ({ data }: SolverEvent) => {
      if (data.mip_solution !== undefined) onBetter(data.mip_primal_bound ?? Infinity, data.mip_dual_bound ?? -Infinity, data.mip_solution)
    }
  }
  return callbacks
}

function readSolution(model: SolverModel, relaxed: boolean): Solution {
  const status = model.getModelStatus()
  if (status === modelInfeasible || status === unboundedOrInfeasible) return { ...unproven, status: 'infeasible' }
  // 2: a primal solution is there and keeps all rows.
  const answered = model.info.get('primal_solution_status') === 2
  const value = answered ? model.getObjectiveValue() : Infinity
  const solution = answered ? model.getSolution() : undefined
  const optimal = status === modelOptimal || status === modelEmpty
  const bound = relaxed ? (optimal ? value : -Infinity) : Number(model.info.get('mip_dual_bound'))
  return {
    status: optimal ? 'optimal' : 'limit',
    values: solution?.colValue,
    value,
    bound: Number.isFinite(bound) ? bound : optimal ? value : -Infinity,
    nodes: relaxed ? 0 : Number(model.info.get('mip_node_count')),
    duals: relaxed ? solution?.rowDual : undefined,
    reduced: relaxed ? solution?.colDual : undefined,
  }
}

function toSolver(solver: Solver, program: LinearProgram, relaxed: boolean): object {
  const bounded = (values: Float64Array): Float64Array => values.map((value) => (value === Infinity ? solver.infinity : value === -Infinity ? -solver.infinity : value))
  return {
    numCols: program.columns,
    numRows: program.rows,
    colCost: program.cost,
    colLower: bounded(program.lower),
    colUpper: bounded(program.upper),
    rowLower: bounded(program.rowLower),
    rowUpper: bounded(program.rowUpper),
    matrix: { format: 'csr', numRows: program.rows, numCols: program.columns, starts: program.starts, indices: program.indices, values: program.values },
    ...(relaxed ? {} : { integrality: program.integer }),
  }
}
