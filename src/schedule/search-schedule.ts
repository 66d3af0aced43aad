// The search without a solver: greedy first, then annealing, then downhill; the best schedule that keeps all limits, or the one that breaks least.

import { createStream } from '../numeric/random.js'
import { anneal, improve } from './anneal.js'
import type { Found } from './anneal.js'
import { buildGreedily } from './build-greedily.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import type { RunControl } from './plan-options.js'
import type { PortfolioWeights, Starts } from './portfolio-problem.js'
import { SearchState } from './search-state.js'
import { takeUp } from './take-up.js'

export interface SearchOptions {
  readonly seed: number
  /** Changes to try. */
  readonly iterations: number
  /** Seconds since the beginning of the run at which the search ends. */
  readonly until: number
  /** A schedule to begin with, instead of the greedy one when it is better. */
  readonly known?: Starts | undefined
  /** Draws that the search looks at when neighbours help each other. */
  readonly draws: number
}

export interface SearchResult {
  /** Undefined when no schedule that keeps all limits was found. */
  readonly best: Found | undefined
  readonly greedy: Found
  /** The last schedule looked at: what to tell when none keeps the limits. */
  readonly last: Int32Array
}

/** Searches for a good schedule; looks at the stop signs and the clock every few hundred changes. */
export async function searchSchedule(compiled: CompiledPortfolio, weights: PortfolioWeights | undefined, options: SearchOptions, control: RunControl): Promise<SearchResult> {
  let state = new SearchState(compiled, weights, options.draws)
  buildGreedily(compiled, state)
  const greedy: Found = { chosen: state.chosen.slice(), loss: state.feasible ? state.loss : Infinity, cost: state.cost }
  let best: Found | undefined = state.feasible ? greedy : undefined
  control.tell({ step: 'greedy', unmet: greedy.loss })
  let heat = 1
  if (options.known !== undefined) {
    const other = takeUp(compiled, weights, options.draws, options.known)
    buildGreedily(compiled, other)
    if (other.feasible && other.loss <= greedy.loss) {
      best = { chosen: other.chosen.slice(), loss: other.loss, cost: other.cost }
      state = other
      // Near to a good schedule, heat would only lead away from it.
      heat = 0.02
    }
  }
  await control.pause()
  const from = control.elapsed()
  const done = (iterations: number): number => Math.max(iterations / Math.max(1, options.iterations), control.hasClock ? (control.elapsed() - from) / Math.max(1e-3, options.until - from) : 0)
  const found = (each: Found): void => {
    best = each
  }
  let paused = control.elapsed()
  let blocks = 0
  for (const iterations of anneal(compiled, state, found, { stream: createStream(options.seed, 'anneal'), done, heat })) {
    if (control.stopped()) break
    blocks++
    // A pause costs a millisecond: every 50 ms by the clock, every 64 blocks without one.
    if (control.hasClock ? control.elapsed() - paused < 0.05 : blocks % 64 !== 0) continue
    control.tell({ step: 'search', unmet: best?.loss ?? Infinity, done: Math.min(1, done(iterations)) })
    await control.pause()
    paused = control.elapsed()
  }
  const last = state.chosen.slice()
  return { best: best === undefined ? undefined : tidy(compiled, state, best.chosen), greedy, last }
}

/** The schedule after every single change that helps: without works that are of no use, above all. */
export function tidySchedule(compiled: CompiledPortfolio, weights: PortfolioWeights | undefined, draws: number, chosen: Int32Array): Int32Array {
  return tidy(compiled, new SearchState(compiled, weights, draws), chosen).chosen
}

function tidy(compiled: CompiledPortfolio, state: SearchState, chosen: Int32Array): Found {
  chosen.forEach((position, p) => state.change(p, position))
  state.settle()
  state.keep()
  const before: Found = { chosen: state.chosen.slice(), loss: state.loss, cost: state.cost }
  improve(compiled, state, 4)
  return state.feasible ? { chosen: state.chosen.slice(), loss: state.loss, cost: state.cost } : before
}
