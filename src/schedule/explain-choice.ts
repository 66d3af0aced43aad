// Why a schedule is as it is, project by project: what would happen otherwise, what stands in the way, and how demand would have to change.

import { requireNoun } from '../core/error.js'
import { aPortfolio, aProblem } from '../core/nouns.js'
import { answerAgain } from './answer-again.js'
import type { AgainOptions } from './answer-again.js'
import { startsOf } from './compile-portfolio.js'
import { evaluateSchedule } from './evaluate-schedule.js'
import type { Evaluation } from './evaluate-schedule.js'
import type { Violation } from './find-violations.js'
import type { Candidate, PortfolioProblem, Starts } from './portfolio-problem.js'
import { scaleDemand } from './vary-problem.js'

/** What another decision on one project would come to, everything else decided anew. */
export interface Otherwise {
  readonly decision: 'left-out' | 'started' | 'started-earliest'
  /** Weighted place-years more that would stay unmet, and yuan more; negative when less. */
  readonly unmet: number
  readonly cost: number
  readonly starts: Starts
}

export interface ProjectReason {
  readonly project: string
  /** `moved`: it starts, but later than it could. */
  readonly choice: 'committed' | 'chosen' | 'moved' | 'left-out'
  readonly start: number | undefined
  /** None when the other decision cannot be carried out: it has to be, or nothing else keeps the limits. */
  readonly otherwise: readonly Otherwise[]
  /** For a project left out: the limits it would break if it were added to the schedule at the best time for it. None: it is of no use. */
  readonly inTheWay: readonly Violation[]
  /**
   * Demand of its areas and stages relative to what is expected from which the decision is another: below 1 a chosen project is left
   * out, above 1 one left out is chosen. Undefined when that does not happen between half and twice the demand.
   */
  readonly switchesAt: number | undefined
}

export interface ExplainOptions extends AgainOptions {
  /** Projects to explain; all when left out. */
  readonly projects?: readonly string[] | undefined
  /** Whether to look for the demand at which each decision changes: up to eleven more questions for each project; true when left out. */
  readonly switches?: boolean | undefined
  readonly signal?: AbortSignal | undefined
  /** Told after each project. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

/**
 * Explains a schedule project by project.
 *
 * @param problem the question
 * @param plan its schedule with its evaluation, as `planPortfolio` returns them
 * @param options with a solver the differences are those between best schedules; without one they are those of short searches: upper bounds
 * @returns a reason for each project, in the order of the candidates; those explained so far when the signal stops it
 * Cost: one or two questions for each project, up to thirteen with switches. By search about 30 ms a question at 20 projects and 0.2 s at 80:
 * half a minute for all 80, some two minutes with switches. Its upper bounds are rough: at 80 projects their mean was 1.7 times that of a
 * solver with 5 s a question, which takes ten times as long. `projects` asks for those that matter.
 */
export async function explainChoice(problem: PortfolioProblem, plan: { readonly starts: Starts; readonly evaluation: Evaluation }, options: ExplainOptions = {}): Promise<readonly ProjectReason[]> {
  requireNoun(problem, aProblem, 'explainChoice')
  requireNoun(plan, aPortfolio, 'explainChoice', 2)
  const wanted = problem.candidates.filter(({ project }) => options.projects === undefined || options.projects.includes(project))
  const reasons: ProjectReason[] = []
  for (const candidate of wanted) {
    if (options.signal?.aborted === true) break
    reasons.push(await explainProject(problem, plan, candidate, options))
    options.onProgress?.(reasons.length, wanted.length)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return Object.freeze(reasons)
}

async function explainProject(problem: PortfolioProblem, plan: { readonly starts: Starts; readonly evaluation: Evaluation }, candidate: Candidate, options: ExplainOptions): Promise<ProjectReason> {
  const { project } = candidate
  const start = plan.starts[project]
  if (candidate.committed !== undefined) return Object.freeze({ project, choice: 'committed', start, otherwise: [], inTheWay: [], switchesAt: undefined })
  const years = problem.demand.axes.year.labels
  const earliest = years[0]! + (startsOf(candidate, years)[0] ?? 0)
  const choice = start === undefined ? 'left-out' : start > earliest ? 'moved' : 'chosen'
  const decisions: Otherwise['decision'][] = start === undefined ? ['started'] : choice === 'moved' ? ['left-out', 'started-earliest'] : ['left-out']
  const otherwise: Otherwise[] = []
  for (const decision of decisions) {
    const changed = decided(problem, candidate, decision, earliest)
    const answer = changed === undefined ? undefined : await answerAgain(changed, plan.starts, options)
    if (answer === undefined) continue
    otherwise.push({ decision, unmet: answer.evaluation.unmet - plan.evaluation.unmet, cost: answer.evaluation.cost - plan.evaluation.cost, starts: answer.starts })
  }
  return Object.freeze({
    project,
    choice,
    start,
    otherwise: Object.freeze(otherwise),
    inTheWay: Object.freeze(start === undefined ? obstacles(problem, plan, candidate) : []),
    switchesAt: options.switches === false || candidate.required === true ? undefined : await switchOf(problem, plan.starts, candidate, start !== undefined, options),
  })
}

/** The question with one project decided. Who waits for a project that is left out is left out with it; undefined when one of them has to be. */
function decided(problem: PortfolioProblem, candidate: Candidate, decision: Otherwise['decision'], earliest: number): PortfolioProblem | undefined {
  const { project } = candidate
  if (decision !== 'left-out') {
    const forced = { ...candidate, required: true, ...(decision === 'started-earliest' ? { earliest, latest: earliest } : {}) }
    return { ...problem, candidates: problem.candidates.map((each) => (each.project === project ? forced : each)) }
  }
  const gone = new Set([project])
  for (let size = 0; size < gone.size; ) {
    size = gone.size
    for (const each of problem.candidates) if (each.after?.some((link) => gone.has(link.project)) === true) gone.add(each.project)
  }
  const has = problem.candidates.some((each) => gone.has(each.project) && (each.required === true || each.committed !== undefined))
  return has ? undefined : { ...problem, candidates: problem.candidates.filter((each) => !gone.has(each.project)) }
}

/** The limits that the schedule would break with the project added, at the start that breaks fewest and, of these, avoids most. */
function obstacles(problem: PortfolioProblem, plan: { readonly starts: Starts; readonly evaluation: Evaluation }, candidate: Candidate): readonly Violation[] {
  const years = problem.demand.axes.year.labels
  let best: { violations: readonly Violation[]; unmet: number } | undefined
  for (const position of startsOf(candidate, years)) {
    const starts = { ...plan.starts, [candidate.project]: years[0]! + position }
    const { unmet, violations } = evaluateSchedule(problem, starts)
    // A start that would avoid nothing stands in nobody's way.
    if (unmet >= plan.evaluation.unmet - 1e-9) continue
    if (best === undefined || violations.length < best.violations.length || (violations.length === best.violations.length && unmet < best.unmet)) best = { violations, unmet }
  }
  return best?.violations ?? []
}

/** Goes from the expected demand outward in eight steps and halves the first one within which the decision changes three times. */
async function switchOf(problem: PortfolioProblem, known: Starts, candidate: Candidate, chosen: boolean, options: ExplainOptions): Promise<number | undefined> {
  const differs = async (factor: number): Promise<boolean> => {
    const answer = await answerAgain(scaleDemand(problem, candidate.effects, factor), known, options)
    return answer !== undefined && (answer.starts[candidate.project] !== undefined) !== chosen
  }
  // Not by halving alone: a small block is of no use beside the school, and of use again where no school is needed.
  const step = chosen ? -1 / 16 : 1 / 8
  for (let i = 1; i <= 8; i++) {
    let other = 1 + i * step
    if (!(await differs(other))) continue
    let stands = other - step
    for (let halving = 0; halving < 3; halving++) {
      const middle = (stands + other) / 2
      if (await differs(middle)) other = middle
      else stands = middle
    }
    return other
  }
  return undefined
}
