// How a schedule does on each future by itself, which works nearly every future wants, and which can wait until more is known.

import { requireNoun, requireObject } from '../core/error.js'
import { aProblem } from '../core/nouns.js'
import { answerAgain } from './answer-again.js'
import type { AgainOptions } from './answer-again.js'
import { evaluateSchedule } from './evaluate-schedule.js'
import type { PortfolioProblem, Starts } from './portfolio-problem.js'
import { oneFuture } from './vary-problem.js'

/** One future: what the schedule leaves unmet in it, and what a schedule made for it alone would leave. */
export interface FutureReason {
  readonly draw: number
  readonly unmet: number
  readonly best: number
  /** unmet − best: the price of not having known. */
  readonly regret: number
}

/** How often a work is wanted. */
export interface ProjectInFutures {
  readonly project: string
  /** Share of the futures whose own schedule starts it. */
  readonly share: number
  /** First and last year in which such a schedule starts it. */
  readonly firstStart: number
  readonly lastStart: number
}

/** A work that only some futures want. */
export interface WaitAndSee extends ProjectInFutures {
  /** Day on which the first of these futures would have to start it: until then more can be learnt at no loss. */
  readonly decideBy: string
}

export interface FuturesReason {
  readonly futures: readonly FutureReason[]
  /** Wanted in at least 90 % of the futures, most wanted first. */
  readonly noRegret: readonly ProjectInFutures[]
  /** Wanted in at least 10 %, but fewer than 90 %, earliest decision first. */
  readonly waitAndSee: readonly WaitAndSee[]
}

export interface FuturesOptions extends AgainOptions {
  /** Futures to look at, evenly spaced over the draws; 20 when left out. */
  readonly futures?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

/**
 * Looks at a schedule in single futures: those it was made for, or others when `problem` holds other draws.
 *
 * @param starts a schedule that keeps the limits of the problem
 * @returns `futures`, `noRegret` and `waitAndSee`; committed works are in neither list
 * Cost: one question a future.
 */
export async function explainFutures(problem: PortfolioProblem, starts: Starts, options: FuturesOptions = {}): Promise<FuturesReason> {
  requireNoun(problem, aProblem, 'explainFutures')
  requireObject(starts, 'starts', 'explainFutures', 2)
  const draws = problem.demand.axes.draw.labels.length
  const count = Math.min(draws, options.futures ?? 20)
  const futures: FutureReason[] = []
  const wanted = new Map<string, number[]>()
  for (let i = 0; i < count && options.signal?.aborted !== true; i++) {
    const draw = Math.floor(((i + 0.5) * draws) / count)
    const alone = oneFuture(problem, draw)
    const own = await answerAgain(alone, starts, options)
    const { unmet } = evaluateSchedule(alone, starts)
    // A search may miss what the schedule itself achieves.
    const known = own !== undefined && own.evaluation.unmet < unmet ? own : { starts, evaluation: { unmet } }
    futures.push({ draw: problem.demand.axes.draw.labels[draw]!, unmet, best: known.evaluation.unmet, regret: unmet - known.evaluation.unmet })
    for (const [project, year] of Object.entries(known.starts)) wanted.set(project, [...(wanted.get(project) ?? []), year])
    options.onProgress?.(i + 1, count)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  const free = problem.candidates.filter(({ committed, required, project }) => committed === undefined && required !== true && wanted.has(project))
  const listed = free.map(({ project }): ProjectInFutures => {
    const years = wanted.get(project)!
    return { project, share: years.length / futures.length, firstStart: Math.min(...years), lastStart: Math.max(...years) }
  })
  return Object.freeze({
    futures: Object.freeze(futures),
    noRegret: Object.freeze(listed.filter(({ share }) => share >= 0.9).sort((a, b) => b.share - a.share || a.firstStart - b.firstStart)),
    waitAndSee: Object.freeze(
      listed
        .filter(({ share }) => share >= 0.1 && share < 0.9)
        .sort((a, b) => a.firstStart - b.firstStart || b.share - a.share)
        .map((each) => ({ ...each, decideBy: `${each.firstStart}-09-01` })),
    ),
  })
}
