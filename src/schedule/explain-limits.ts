// Which limits bind a schedule, and what one more unit of each is worth.

import { requireNoun } from '../core/error.js'
import { aPortfolio, aProblem } from '../core/nouns.js'
import { answerAgain } from './answer-again.js'
import type { AgainOptions } from './answer-again.js'
import { usesOf } from './find-violations.js'
import type { LimitName } from './find-violations.js'
import type { Evaluation } from './evaluate-schedule.js'
import { workYearsOf } from './portfolio-problem.js'
import type { PortfolioProblem, Starts } from './portfolio-problem.js'

export interface LimitReason {
  readonly limit: Extract<LimitName, 'money' | 'works' | 'area-works'>
  /** School year of the limit; none for a limit on the works of each area, which is the same in every year. */
  readonly year: number | undefined
  readonly given: number
  /** Used in the year; with money that is carried over, up to the year. */
  readonly used: number
  /** One more unit: so many yuan, or one of the works at once. */
  readonly unit: number
  /** Weighted place-years that one more unit would avoid; 0 or above. */
  readonly avoids: number
  /** What the better schedule would cost more. */
  readonly cost: number
}

export interface LimitOptions extends AgainOptions {
  /** Yuan of one more unit of money; the mean cost of a project when left out. */
  readonly moneyUnit?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * What one more unit of every limit that binds is worth: the question is answered again with it.
 *
 * A limit binds in a year when less than one unit of it is left. Whole units are asked for, not shadow prices: of half a school nobody
 * has anything.
 *
 * @returns the binding limits, the most worth first
 * Cost: one question for each limit and year that binds.
 */
export async function explainLimits(problem: PortfolioProblem, plan: { readonly starts: Starts; readonly evaluation: Evaluation }, options: LimitOptions = {}): Promise<readonly LimitReason[]> {
  requireNoun(problem, aProblem, 'explainLimits')
  requireNoun(plan, aPortfolio, 'explainLimits', 2)
  const { money, carryOver, works, areaWorks } = problem.limits ?? {}
  const years = problem.demand.axes.year.labels
  const uses = usesOf(problem, plan.starts)
  const costs = problem.candidates.map(({ spend }) => spend.reduce((sum, value) => sum + value, 0))
  const moneyUnit = options.moneyUnit ?? costs.reduce((sum, value) => sum + value, 0) / Math.max(1, costs.length)
  const asked: { readonly reason: Omit<LimitReason, 'avoids' | 'cost'>; readonly limits: PortfolioProblem['limits'] }[] = []
  const more = (list: readonly number[], at: number, unit: number): number[] => list.map((value, t) => (t === at ? value + unit : value))
  let used = 0
  let given = 0
  years.forEach((year, t) => {
    if (money !== undefined) {
      used = (carryOver === true ? used : 0) + uses[t]!.spend
      given = (carryOver === true ? given : 0) + money[t]!
      if (given - used < moneyUnit) asked.push({ reason: { limit: 'money', year, given, used, unit: moneyUnit }, limits: { ...problem.limits, money: more(money, t, moneyUnit) } })
    }
    if (works !== undefined && works[t]! - uses[t]!.works < 1) asked.push({ reason: { limit: 'works', year, given: works[t]!, used: uses[t]!.works, unit: 1 }, limits: { ...problem.limits, works: more(works, t, 1) } })
  })
  if (areaWorks !== undefined) {
    const busiest = Math.max(0, ...problem.demand.axes.area.labels.flatMap((area) => (problem.candidates.some((each) => each.area === area && workYearsOf(each) > 0) ? usesOf(problem, plan.starts, area).map((use) => use.works) : [])))
    if (areaWorks - busiest < 1) asked.push({ reason: { limit: 'area-works', year: undefined, given: areaWorks, used: busiest, unit: 1 }, limits: { ...problem.limits, areaWorks: areaWorks + 1 } })
  }
  const reasons: LimitReason[] = []
  for (const { reason, limits } of asked) {
    if (options.signal?.aborted === true) break
    const answer = await answerAgain({ ...problem, ...(limits === undefined ? {} : { limits }) }, plan.starts, options)
    const avoids = answer === undefined ? 0 : Math.max(0, plan.evaluation.unmet - answer.evaluation.unmet)
    // A search that finds nothing better leaves the schedule as it is.
    reasons.push({ ...reason, avoids, cost: answer === undefined || avoids === 0 ? 0 : answer.evaluation.cost - plan.evaluation.cost })
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return Object.freeze(reasons.sort((a, b) => b.avoids - a.avoids))
}
