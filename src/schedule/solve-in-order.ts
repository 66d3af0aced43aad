// The three aims one after the other: least unmet, then least cost among the schedules that leave as little unmet, then fewest idle places.
// Never one weighted sum: no price of a place short has to be invented.

import { createStream } from '../numeric/random.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import { improveByParts } from './improve-by-parts.js'
import type { PortfolioModel } from './portfolio-model.js'
import { solveProgram } from './solve.js'
import type { Solution, Solver } from './solve.js'
import { chosenFrom, valuesOf } from './values-of.js'

// Above so many columns the tree hardly begins within a minute: most of the time goes into better schedules, the rest into the bound.
const largeModel = 6_000

export const aimNames = ['unmet', 'cost', 'idle'] as const
export type AimName = (typeof aimNames)[number]

// Below so many starts the tree is done before parts of it are.
const partsFrom = 400
// From so many on the solver hardly gets beyond its first node, where it looks for answers of its own. They are better when it has none to begin
// with: 400 projects, five programmes of a minute, 0.1 to 0.8 % less unmet than the solver alone leaves, where beginning with the known one left more in one of three.
const manyStarts = 2_500
// Share of the time for that, the share it may take while it has found nothing better, and the share of the rest for the first part.
const ownShare = 0.45
const mostOwnShare = 0.75
const wantedAfter = 0.3
// Share of the time for improving the known schedule by parts, and of that for the first; seconds and nodes of one part.
const partsShare = 0.35
const largePartsShare = 0.7
const wantedPart = 0.5
const partSeconds = 1
const largePartSeconds = 2
const partNodes = 200

export interface OrderOptions {
  /** For the choice of the parts. */
  readonly seed: number
  readonly gap: number
  readonly tolerance: number
  readonly nodes: number | undefined
  readonly hasClock: boolean
  /** From so many starts on the solver begins without the known schedule; 2,500 when left out. */
  readonly apartFrom?: number | undefined
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
  if (known !== undefined && options.hasClock && options.nodes === undefined && freeStarts(compiled) >= (options.apartFrom ?? manyStarts)) {
    const both = solveApart(solver, compiled, model, known, options)
    if (both !== undefined) return both
  }
  const better = known === undefined ? undefined : improveKnown(solver, compiled, model, known, options)
  let start = better === undefined ? undefined : valuesOf(solver, compiled, model, better, aims[0])?.values
  let first: Solution | undefined
  let chosen = better === known ? undefined : better
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
      // A good schedule is there: measured at 80 projects, twenty times as many nodes and a narrower gap than with 0.25.
      effort: 0.05,
      stop: () => options.stop() || options.left() < rest,
      ...(i === 0 ? { onBetter: options.onBetter } : {}),
    })
    first ??= solution
    if (solution.values === undefined) break
    // The solver takes 0.999999 for 1 and saves a little: the next aim must be reachable with whole starts.
    const whole = chosenFrom(compiled, model, solution.values)
    const exact = i === aims.length - 1 ? solution : valuesOf(solver, compiled, model, whole, program.cost)
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

function freeStarts(compiled: CompiledPortfolio): number {
  return compiled.projects.reduce((sum, project) => sum + (project.fixed ? 0 : project.starts.length), 0)
}

/** The solver's own answer first, then the better of both schedules part by part; undefined when the solver came to the end or found nothing. */
function solveApart(solver: Solver, compiled: CompiledPortfolio, model: PortfolioModel, known: Int32Array, options: OrderOptions): Solved | undefined {
  const program = model.writer.program(model.aims[0])
  const begin = valuesOf(solver, compiled, model, known, program.cost)
  if (begin?.values === undefined) return undefined
  const all = options.left()
  let isBetter = false
  const onBetter = (value: number, bound: number): void => {
    if (value >= begin.value) return
    isBetter = true
    options.onBetter(value, bound)
  }
  const stop = (): boolean => options.stop() || options.left() < all * (1 - (isBetter ? ownShare : mostOwnShare))
  const own = solveProgram(solver, program, { gap: options.gap, seconds: all * mostOwnShare, stop, onBetter })
  if (own.status !== 'limit') return undefined
  const ownChosen = own.values === undefined ? undefined : chosenFrom(compiled, model, own.values)
  const ownValue = ownChosen === undefined ? undefined : valuesOf(solver, compiled, model, ownChosen, program.cost)?.value
  const best = ownChosen !== undefined && ownValue !== undefined && ownValue < begin.value ? ownChosen : known
  const chosen = improveByParts(solver, compiled, model, best, {
    stream: createStream(options.seed, 'parts'),
    rounds: Infinity,
    seconds: largePartSeconds,
    nodes: partNodes,
    over: () => options.left() <= 0,
    wantedSeconds: options.left() * wantedAfter,
    left: options.left,
    stop: options.stop,
    gap: options.gap,
    onBetter: (value) => options.onBetter(value, own.bound),
  })
  const value = valuesOf(solver, compiled, model, chosen, program.cost)?.value ?? begin.value
  return { status: 'limit', chosen, value, bound: own.bound, proven: [] }
}

function improveKnown(solver: Solver, compiled: CompiledPortfolio, model: PortfolioModel, known: Int32Array, options: OrderOptions): Int32Array {
  if (freeStarts(compiled) < partsFrom) return known
  const large = model.writer.columns > largeModel
  const seconds = options.left() * (large ? largePartsShare : partsShare)
  const each = large ? largePartSeconds : partSeconds
  const rest = options.left() - seconds
  return improveByParts(solver, compiled, model, known, {
    stream: createStream(options.seed, 'parts'),
    // Without a clock every part is taken to need all the time it may.
    rounds: options.hasClock ? Infinity : Math.ceil(seconds / each),
    // Who limits the run by nodes wants to repeat it.
    seconds: options.nodes === undefined ? each : undefined,
    nodes: Math.min(partNodes, options.nodes ?? partNodes),
    over: () => options.left() < rest,
    wantedSeconds: options.nodes === undefined ? seconds * wantedPart : undefined,
    left: options.left,
    stop: options.stop,
    gap: options.gap,
    onBetter: (value) => options.onBetter(value, -Infinity),
  })
}
