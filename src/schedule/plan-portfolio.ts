// Which works to start when: a quick schedule, a better one, the best one with its proof, each checked by the evaluator before it is returned.

import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { checkPortfolio, refusePortfolio } from './check-portfolio.js'
import { compilePortfolio, startsByProject } from './compile-portfolio.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import { evaluateSchedule } from './evaluate-schedule.js'
import type { Evaluation } from './evaluate-schedule.js'
import { leastBroken, namedClashes } from './find-clashes.js'
import type { Clash } from './find-clashes.js'
import { checkPlanOptions, startRun } from './plan-options.js'
import type { PortfolioOptions, RunControl } from './plan-options.js'
import { buildModel } from './portfolio-model.js'
import type { PortfolioProblem, Starts } from './portfolio-problem.js'
import { searchSchedule, tidySchedule } from './search-schedule.js'
import { loadSolver } from './solve.js'
import type { Solver } from './solve.js'
import { solveInOrder } from './solve-in-order.js'
import type { AimName, Solved } from './solve-in-order.js'
import { valuesOf } from './values-of.js'

/**
 * How the planning ended. `optimal`: no schedule leaves less unmet, within the gap asked for. `gap`: stopped by time or nodes, with a
 * proven gap. `unproven`: no solver, or it gave up; the answer of the search. `infeasible`: proven that no schedule keeps all limits.
 * `out-of-time`: stopped before anything was proven. `cancelled`: stopped from outside.
 */
export type PortfolioStatus = 'optimal' | 'gap' | 'unproven' | 'infeasible' | 'out-of-time' | 'cancelled'

/** How far the answer can be from the best there is. */
export interface Proof {
  /** `as-evaluated`: of `evaluation.unmet` itself. `before-draws`: of the model in which pupils move to neighbours before the draw is known. */
  readonly terms: 'as-evaluated' | 'before-draws'
  /** Weighted place-years unmet of the answer in these terms, and a number below which no schedule can come. */
  readonly value: number
  readonly bound: number
  /** (value − bound) ÷ value; 0 when both are 0. */
  readonly gap: number
  /** Aims whose best value is proven, in their order. */
  readonly aims: readonly AimName[]
}

export interface PortfolioPlan {
  readonly status: PortfolioStatus
  /** School year in which each chosen project starts. Breaks limits only where `clashes` says which. */
  readonly starts: Starts
  readonly evaluation: Evaluation
  readonly proof: Proof | undefined
  /** What the greedy schedule leaves unmet: the answer is never worse. Undefined when it did not keep the limits. */
  readonly greedy: number | undefined
  /** Limits that the schedule does not keep, because they clash or because no better one was found. */
  readonly clashes: readonly Clash[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/** Columns above which one copy of the places for each draw is too large to solve. */
const mostCopies = 6_000
/** Draws that the search looks at when pupils can move: each of them costs as much as a plan without draws. */
const searchDraws = 10

/**
 * Plans a build programme: which of the candidate projects to start in which school year, so that as few pupils as possible are
 * without a place, at the least cost for that, and with the fewest idle places for that.
 *
 * @param problem pupils and places to come, candidates and limits: plain data; see `PortfolioProblem` for shapes and units
 * @param options time, gap, solver, progress and ways to stop; all have defaults
 * @returns the schedule with its evaluation (counted again from the dates), its proof and a status
 * @throws `invalid-input` listing every fault of problem and options at once
 * Cost: a first schedule takes less than 0.1 s for 80 projects and a second for 400; the search and the solver up to `seconds`, blocking its thread.
 * Method: greedy, simulated annealing, large neighbourhood search, then mixed-integer programming with binaries by start year, aim by aim.
 */
export async function planPortfolio(problem: PortfolioProblem, options: PortfolioOptions = {}): Promise<PortfolioPlan> {
  const verb = 'planPortfolio'
  const faults = [...checkPlanOptions(options), ...checkPortfolio(problem)]
  const tooLarge = options.beyondLimits === 'leave-out' ? faults.filter(({ code }) => code === 'exceeds-limits') : []
  refusePortfolio(faults.filter((each) => !tooLarge.includes(each)), verb)
  const issues: Issue[] = tooLarge.map(leftOut)
  const control = startRun(options)
  const compiled = compilePortfolio(problem)
  const solver = options.solver === false ? undefined : (options.solver ?? (await loadSolver()))
  const possible = compiled.projects.reduce((sum, project) => sum + project.starts.length, 0)
  const search = await searchSchedule(
    compiled,
    problem.weights,
    { seed: options.seed ?? 1, iterations: options.iterations ?? 1_000 * possible * (solver === undefined ? 3 : 1), until: control.seconds * (solver === undefined ? 1 : 0.05), draws: searchDraws, known: options.known },
    control,
  )
  const known = search.best === undefined ? undefined : startsByProject(compiled, search.best.chosen)
  const candidates: Starts[] = known === undefined ? [] : [known]
  if (search.greedy.loss < Infinity) candidates.push(startsByProject(compiled, search.greedy.chosen))
  let solved: Solved | undefined
  let terms: Proof['terms'] | undefined
  if (solver === undefined) issues.push(missing)
  else if (!control.stopped()) {
    const run = solveModel(solver, problem, compiled, search.best?.chosen, options, control)
    solved = run.solved
    terms = run.terms
    if (solved.status === 'failed') issues.push(failed)
    if (solved.chosen !== undefined) candidates.push(startsByProject(compiled, solved.chosen))
    // Stopped before its cost was looked at: what is of no use in it can still go.
    if (solved.chosen !== undefined && !solved.proven.includes('cost')) candidates.push(startsByProject(compiled, tidySchedule(compiled, problem.weights, searchDraws, solved.chosen)))
  }
  const tolerance = options.tolerance ?? 0
  const answers = candidates.map((starts) => ({ starts, evaluation: evaluateSchedule(problem, starts) })).filter(({ evaluation }) => evaluation.violations.length === 0)
  const best = answers.reduce<(typeof answers)[number] | undefined>((one, other) => (one === undefined || isBetter(other.evaluation, one.evaluation, tolerance) ? other : one), undefined)
  const stopped = control.stopped()
  const fallback = (): { starts: Starts; evaluation: Evaluation } => {
    const starts = (solver !== undefined && !stopped ? leastBroken(solver, compiled, Math.max(2, control.seconds - control.elapsed())) : undefined) ?? startsByProject(compiled, search.last)
    return { starts, evaluation: evaluateSchedule(problem, starts) }
  }
  const answer = best ?? fallback()
  const value = terms === 'before-draws' && solver !== undefined && best !== undefined ? valueBeforeDraws(solver, compiled, best.starts, options) : answer.evaluation.unmet
  const proof = best === undefined || solved === undefined || terms === undefined ? undefined : proofOf(solved, terms, value)
  const greedy = search.greedy.loss < Infinity ? evaluateSchedule(problem, startsByProject(compiled, search.greedy.chosen)).unmet : undefined
  return Object.freeze({
    status: statusOf(stopped, solved, best !== undefined, proof),
    starts: answer.starts,
    evaluation: answer.evaluation,
    proof,
    greedy,
    clashes: Object.freeze(namedClashes(problem, answer.starts, answer.evaluation.violations)),
    issues: Object.freeze(issues),
    provenance: stamp(verb, {
      origin: compiled.firstYear - 1,
      horizon: compiled.years,
      draws: compiled.draws,
      seed: options.seed ?? 1,
      options: { seconds: control.seconds, iterations: options.iterations, nodes: options.nodes, gap: options.gap ?? 1e-4, tolerance, pieces: options.pieces ?? 8, solver: solver !== undefined },
    }),
  })
}

function solveModel(solver: Solver, problem: PortfolioProblem, compiled: CompiledPortfolio, known: Int32Array | undefined, options: PortfolioOptions, control: RunControl): { solved: Solved; terms: Proof['terms'] | undefined } {
  const worst = (problem.weights?.worst ?? 0) > 0
  const coupled = compiled.links.some((list) => list.length > 0) || worst
  const each = compiled.draws > 1 && coupled && compiled.floor.length * compiled.draws <= mostCopies
  const model = buildModel(compiled, each ? 'each' : { pieces: compiled.draws === 1 ? 1 : (options.pieces ?? 8) }, each ? problem.weights : undefined)
  // The mean of all draws says nothing sure about the worst of them.
  const terms = each || compiled.draws === 1 || !coupled ? 'as-evaluated' : worst ? undefined : 'before-draws'
  let shown = Infinity
  const solved = solveInOrder(solver, compiled, model, known, {
    seed: options.seed ?? 1,
    gap: options.gap ?? 1e-4,
    tolerance: options.tolerance ?? 0,
    nodes: options.nodes,
    hasClock: control.hasClock,
    left: () => Math.max(0, control.seconds - control.elapsed()),
    stop: control.stopped,
    onBetter: (value, bound) => {
      shown = Math.min(shown, value)
      control.tell({ step: 'solve', unmet: shown, bound: Math.max(0, bound) })
    },
  })
  return { solved, terms }
}

function proofOf(solved: Solved, terms: Proof['terms'], value: number): Proof | undefined {
  if (solved.status === 'failed' || solved.status === 'infeasible' || !Number.isFinite(solved.bound) || !Number.isFinite(value)) return undefined
  // Places short are never below zero, and rounding of the solver must not put the bound above the answer.
  const bound = Math.min(value, Math.max(0, solved.bound))
  return Object.freeze({ terms, value, bound, gap: value <= 1e-9 ? 0 : (value - bound) / value, aims: Object.freeze(solved.proven) })
}

/** What the schedule leaves unmet in the terms of the bound. */
function valueBeforeDraws(solver: Solver, compiled: CompiledPortfolio, starts: Starts, options: PortfolioOptions): number {
  const model = buildModel(compiled, { pieces: options.pieces ?? 8 }, undefined)
  const chosen = Int32Array.from(compiled.projects, (project) => project.starts.indexOf((starts[project.project] ?? Infinity) - compiled.firstYear))
  return valuesOf(solver, compiled, model, chosen, model.aims[0])?.value ?? Infinity
}

function statusOf(stopped: boolean, solved: Solved | undefined, found: boolean, proof: Proof | undefined): PortfolioStatus {
  if (stopped) return 'cancelled'
  if (solved === undefined || solved.status === 'failed') return 'unproven'
  if (!found) return solved.status === 'infeasible' ? 'infeasible' : 'out-of-time'
  if (proof === undefined) return solved.status === 'optimal' ? 'unproven' : 'out-of-time'
  return solved.status === 'optimal' && proof.terms === 'as-evaluated' ? 'optimal' : 'gap'
}

/** Whether one schedule is better: less unmet, or as much and cheaper, or as cheap with fewer idle places. */
function isBetter(one: Evaluation, other: Evaluation, tolerance: number): boolean {
  for (const aim of ['unmet', 'cost', 'idle'] as const) {
    const room = Math.max(Math.abs(other[aim]), Math.abs(one[aim])) * (1e-7 + (aim === 'idle' ? 0 : tolerance)) + 1e-7
    if (one[aim] < other[aim] - room) return true
    if (one[aim] > other[aim] + room) return false
  }
  return false
}

const missing: Issue = { code: 'solver-missing', severity: 'note', where: {}, message: 'the package highs is not there', assumed: 'the schedule of the search, without a proof' }
const failed: Issue = { code: 'solver-failed', severity: 'note', where: {}, message: 'the solver gave up', assumed: 'the best schedule of the search, without a proof' }

function leftOut(each: Issue): Issue {
  const { project } = each.where
  return { code: 'project-left-out', severity: 'assumption', where: each.where, message: each.message, assumed: 'it is not started', amounts: { project: project ?? '' } }
}
