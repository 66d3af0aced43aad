// How a programme is to be planned: for how long, how surely, with which solver, and how to be told or stopped on the way.

import { fault } from './fault.js'
import type { Issue } from '../core/issue.js'
import type { Starts } from './portfolio-problem.js'
import type { Solver } from './solve.js'

/** What is being done, with the best schedule that keeps all limits so far. */
export interface PlanProgress {
  readonly step: 'greedy' | 'search' | 'solve'
  /** Weighted place-years unmet of the best schedule so far, as far as the step sees them; Infinity when there is none yet. */
  readonly unmet: number
  /** No schedule can leave less unmet; known while the solver runs. */
  readonly bound?: number
  /** Share of the search that is done. */
  readonly done?: number
}

export interface PortfolioOptions {
  /**
   * The solver: what `await loadHighs()` of the package `highs` gives; `false` for none. Left out, the package is loaded if it is
   * installed. Without one the answer is that of the search, and has no proof.
   */
  readonly solver?: Solver | false | undefined
  /** Seconds in all; 60 when left out. The search needs `now` to keep to them. Answers that are ended by time cannot be reproduced. */
  readonly seconds?: number | undefined
  /** Milliseconds of a clock that only goes forward, such as `() => performance.now()`. */
  readonly now?: (() => number) | undefined
  /** Changes that the search tries; 1,000 for each possible start, and three times as many without a solver, when left out. */
  readonly iterations?: number | undefined
  /** Nodes of the solver's tree for each aim; no limit when left out. Answers that are ended by nodes can be reproduced. */
  readonly nodes?: number | undefined
  /** Relative gap at which an answer counts as the best there is; 0.0001 when left out. */
  readonly gap?: number | undefined
  /** Share of unmet places that may be given up for a lower cost, and of cost for fewer idle places; 0 when left out. */
  readonly tolerance?: number | undefined
  /** Seed of the search, a whole number from 0; 1 when left out. */
  readonly seed?: number | undefined
  /** A schedule to begin with, such as last year's: as far as it still keeps the limits, and when it is better than the greedy one. */
  readonly known?: Starts | undefined
  /** Straight pieces that stand for the draws in the solver's model of each area, stage and year; 8 when left out. */
  readonly pieces?: number | undefined
  /** A project that exceeds the limits by itself is a fault (`refuse`), or is left out with an issue; `refuse` when left out. */
  readonly beyondLimits?: 'refuse' | 'leave-out' | undefined
  /** Stops the planning; the best answer so far is returned. While the solver blocks the thread only `shouldStop` can be set from outside. */
  readonly signal?: AbortSignal | undefined
  /** Asked now and then, also while the solver runs: true stops. In a worker it can look at shared memory. */
  readonly shouldStop?: (() => boolean) | undefined
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined
}

/** Faults of the options. */
export function checkPlanOptions(options: PortfolioOptions): Issue[] {
  const faults: Issue[] = []
  const least = (name: 'seconds' | 'iterations' | 'nodes' | 'gap' | 'tolerance' | 'seed' | 'pieces', low: number, whole: boolean): void => {
    const value = options[name]
    if (value === undefined || (value >= low && (!whole || Number.isInteger(value)))) return
    faults.push(fault('not-allowed', { option: name }, `must be ${whole ? 'a whole number' : 'a number'} of at least ${low}`, value, `at least ${low}`))
  }
  least('seconds', 0, false)
  least('iterations', 0, true)
  least('nodes', 0, true)
  least('gap', 0, false)
  least('tolerance', 0, false)
  least('seed', 0, true)
  least('pieces', 1, true)
  return faults
}

/** The clock, the stop signs and the pauses of one run. */
export interface RunControl {
  readonly stopped: () => boolean
  /** Seconds since the run began; 0 without a clock. */
  readonly elapsed: () => number
  readonly hasClock: boolean
  readonly seconds: number
  /** Lets the host do other work: signals arrive, pages repaint. */
  readonly pause: () => Promise<void>
  readonly tell: (progress: PlanProgress) => void
}

export function startRun(options: PortfolioOptions): RunControl {
  const { now, signal, shouldStop, onProgress } = options
  const begin = now?.() ?? 0
  return {
    stopped: () => signal?.aborted === true || shouldStop?.() === true,
    elapsed: () => (now === undefined ? 0 : (now() - begin) / 1e3),
    hasClock: now !== undefined,
    seconds: options.seconds ?? 60,
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    tell: (progress) => onProgress?.(progress),
  }
}
