// The question asked again with one thing changed: what the reasons for a schedule are made of.

import { createStream } from '../numeric/random.js'
import { anneal, improve } from './anneal.js'
import type { Found } from './anneal.js'
import { buildGreedily } from './build-greedily.js'
import { compilePortfolio, startsByProject } from './compile-portfolio.js'
import { evaluateSchedule } from './evaluate-schedule.js'
import type { Evaluation } from './evaluate-schedule.js'
import { planPortfolio } from './plan-portfolio.js'
import type { PortfolioProblem, Starts } from './portfolio-problem.js'
import type { Solver } from './solve.js'
import { takeUp } from './take-up.js'

export interface Answer {
  readonly starts: Starts
  readonly evaluation: Evaluation
}

export interface AgainOptions {
  /** With a solver every answer is the best there is, within `seconds`; without one it is that of a short search from the known schedule. */
  readonly solver?: Solver | undefined
  /** Seconds of the solver for each question; 5 when left out. */
  readonly seconds?: number | undefined
  /** Changes that the search tries for each question; 30 for each possible start when left out. */
  readonly iterations?: number | undefined
  readonly seed?: number | undefined
}

/** Answers a changed question, beginning with a known schedule; undefined when no schedule was found that keeps all limits. */
export async function answerAgain(problem: PortfolioProblem, known: Starts, options: AgainOptions): Promise<Answer | undefined> {
  if (options.solver !== undefined) {
    const plan = await planPortfolio(problem, { solver: options.solver, known, seconds: options.seconds ?? 5, iterations: options.iterations ?? 30 * problem.candidates.length, beyondLimits: 'leave-out', ...(options.seed === undefined ? {} : { seed: options.seed }) })
    if (plan.clashes.length === 0) return { starts: plan.starts, evaluation: plan.evaluation }
    return undefined
  }
  const compiled = compilePortfolio(problem)
  const state = takeUp(compiled, problem.weights, 10, known)
  buildGreedily(compiled, state)
  let best: Found | undefined = state.feasible ? { chosen: state.chosen.slice(), loss: state.loss, cost: state.cost } : undefined
  const iterations = options.iterations ?? 30 * compiled.projects.reduce((sum, each) => sum + each.starts.length, 0)
  // Measured at 80 projects: with less heat the search stays in the schedule it knows, and the answers are worse by a seventh.
  const search = anneal(compiled, state, (found) => (best = found), { stream: createStream(options.seed ?? 1, 'again'), done: (tried) => tried / Math.max(1, iterations), heat: 0.4 })
  while (search.next().done !== true) continue
  if (best === undefined) return undefined
  best.chosen.forEach((position, p) => state.change(p, position))
  state.settle()
  state.keep()
  improve(compiled, state, 3)
  const starts = startsByProject(compiled, state.feasible ? state.chosen : best.chosen)
  const evaluation = evaluateSchedule(problem, starts)
  return evaluation.violations.length > 0 ? undefined : { starts, evaluation }
}
