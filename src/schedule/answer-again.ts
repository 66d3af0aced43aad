// The question asked again with one thing changed: what the reasons for a schedule are made of.

import { createStream } from '../numeric/random.js'
import { anneal, improve } from './anneal.js'
import type { Found } from './anneal.js'
import { buildGreedily, startRequired } from './build-greedily.js'
import { compilePortfolio, startsByProject } from './compile-portfolio.js'
import { evaluateSchedule } from './evaluate-schedule.js'
import type { Evaluation } from './evaluate-schedule.js'
import { place, rivalOf, rivalsBySite } from './moves.js'
import { planPortfolio } from './plan-portfolio.js'
import type { PortfolioProblem, Starts } from './portfolio-problem.js'
import { SearchState } from './search-state.js'
import type { Solver } from './solve.js'

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
    const plan = await planPortfolio(problem, { solver: options.solver, seconds: options.seconds ?? 5, iterations: options.iterations ?? 500, beyondLimits: 'leave-out', ...(options.seed === undefined ? {} : { seed: options.seed }) })
    if (plan.clashes.length === 0) return { starts: plan.starts, evaluation: plan.evaluation }
    return undefined
  }
  const compiled = compilePortfolio(problem)
  const state = new SearchState(compiled, problem.weights, 10)
  const rivals = rivalsBySite(compiled)
  startRequired(compiled, state, rivals)
  // The known schedule as far as it still goes; forerunners come before those that wait for them.
  const order = compiled.projects.map((_, p) => p).sort((a, b) => (known[compiled.projects[a]!.project] ?? Infinity) - (known[compiled.projects[b]!.project] ?? Infinity) || a - b)
  for (const p of order) {
    const year = known[compiled.projects[p]!.project]
    const position = year === undefined ? -1 : compiled.projects[p]!.starts.indexOf(year - compiled.firstYear)
    if (position < 0 || state.chosen[p]! >= 0 || rivalOf(compiled, state, rivals, p) >= 0 || !place(compiled, state, rivals, p, position)) continue
    state.settle()
    if (state.feasible) state.keep()
    else state.undo()
  }
  buildGreedily(compiled, state)
  let best: Found | undefined = state.feasible ? { chosen: state.chosen.slice(), loss: state.loss, cost: state.cost } : undefined
  const iterations = options.iterations ?? 30 * compiled.projects.reduce((sum, each) => sum + each.starts.length, 0)
  const search = anneal(compiled, state, (found) => (best = found), { stream: createStream(options.seed ?? 1, 'again'), done: (tried) => tried / Math.max(1, iterations), heat: 0.02 })
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
