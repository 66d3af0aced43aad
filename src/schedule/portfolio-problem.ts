// The question of a build programme as plain data: pupils and places to come, works that could be started, and what binds them.
// Everything clones to a worker.

import type { Cube } from '../core/cube.js'

/** Places that a project adds to one stage of one area; negative where places go (closure, conversion, decant while works run). */
export interface PlaceEffect {
  readonly area: string
  readonly stage: string
  /**
   * Places by school years since the start, the first number for the year of the start itself; the last number holds on.
   * `[0, 0, 360, 720]`: two years of works, half the school in the third year, all of it from the fourth. A last 0 ends it.
   */
  readonly places: readonly number[]
}

/** Another project that must have been started before, at least `years` school years earlier. */
export interface Precedence {
  readonly project: string
  /** 1 when left out. */
  readonly years?: number | undefined
}

/** A piece of work that may be started once, or not at all. */
export interface Candidate {
  readonly project: string
  /** Area in which the works are: for limits on works at once. */
  readonly area: string
  /** What it is, for people: new school, extension, take-back, modular places, conversion, lease, closure … */
  readonly kind?: string | undefined
  readonly effects: readonly PlaceEffect[]
  /** Yuan to be paid by school years since the start; nothing after the last. */
  readonly spend: readonly number[]
  /** Yuan a year to keep it running, by school years since the start; the last number holds on. None when left out. */
  readonly running?: readonly number[] | undefined
  /** School years from the start in which it counts among the works at once; the years until its first places when left out. */
  readonly workYears?: number | undefined
  /** First and last school year in which it may start; those of the plan when left out. */
  readonly earliest?: number | undefined
  readonly latest?: number | undefined
  /** At most one project of a site is ever started. */
  readonly site?: string | undefined
  readonly after?: readonly Precedence[] | undefined
  /** The year in which it starts or has started already: a fact, not a choice. May lie before the plan. */
  readonly committed?: number | undefined
  /** It has to be started some time in its window. */
  readonly required?: boolean | undefined
}

/** Pupils of one area who may sit in places of another. */
export interface ReliefLink {
  readonly from: string
  readonly to: string
  /** At most so many pupils of each stage in each year. */
  readonly pupils: number
  /** Stages for which it holds; all when left out. */
  readonly stages?: readonly string[] | undefined
  /** How much of an unmet place one pupil who travels still counts, from 0 to below 1; 0 when left out. Grows with the distance. */
  readonly burden?: number | undefined
}

/** What binds the programme. A limit that is left out does not bind. */
export interface PortfolioLimits {
  /** Yuan for each school year of the plan. */
  readonly money?: readonly number[] | undefined
  /** Whether money not spent in a year can be spent later; false when left out. */
  readonly carryOver?: boolean | undefined
  /** Works under way at once, in each school year of the plan. */
  readonly works?: readonly number[] | undefined
  /** Works under way at once in each area, the same in every year. */
  readonly areaWorks?: number | undefined
}

/** How unmet places of different stages, years and futures are weighed against each other. */
export interface PortfolioWeights {
  /** By stage; 1 when left out. */
  readonly stages?: Readonly<Record<string, number>> | undefined
  /** A place short a year later counts 1 ÷ (1 + discount) of one now; 0 when left out. */
  readonly discount?: number | undefined
  /** Weight of the worst futures, from 0 (the mean of all draws alone) to 1; 0 when left out. */
  readonly worst?: number | undefined
  /** Share of the draws that are the worst futures; 0.1 when left out. Their mean is the conditional value at risk (CVaR). */
  readonly worstShare?: number | undefined
}

export interface PortfolioProblem {
  /** Pupils who need a place: [area, stage, year, draw]. Years follow each other; the first is the first in which works can start. */
  readonly demand: Cube<readonly ['area', 'stage', 'year', 'draw']>
  /** Places there are without any of the candidates, with the same labels; one draw or as many as the demand. */
  readonly base: Cube<readonly ['area', 'stage', 'year', 'draw']>
  readonly candidates: readonly Candidate[]
  readonly relief?: readonly ReliefLink[] | undefined
  readonly limits?: PortfolioLimits | undefined
  readonly weights?: PortfolioWeights | undefined
}

/** The school year in which each started project starts. A project that is not named is not started. */
export type Starts = Readonly<Record<string, number>>

/** The number at a position of a list whose last number holds on. Nothing before the first. */
export function heldAt(list: readonly number[], position: number): number {
  if (position < 0 || list.length === 0) return 0
  return list[Math.min(position, list.length - 1)]!
}

/** Years from the start in which a project counts among the works at once. */
export function workYearsOf(candidate: Candidate): number {
  if (candidate.workYears !== undefined) return candidate.workYears
  const first = candidate.effects.map((effect) => effect.places.findIndex((places) => places > 0)).filter((position) => position >= 0)
  return first.length === 0 ? 0 : Math.min(...first)
}

/** Weight of a place short in a stage, in the n-th year of the plan. */
export function weightOf(weights: PortfolioWeights | undefined, stage: string, position: number): number {
  return (weights?.stages?.[stage] ?? 1) / (1 + (weights?.discount ?? 0)) ** position
}

/** Mean of all draws and mean of the worst of them, weighed together. The worst share may cut a draw: it then counts in part. */
export function weighDraws(values: readonly number[], weights: PortfolioWeights | undefined): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const worst = weights?.worst ?? 0
  return worst === 0 ? mean : (1 - worst) * mean + worst * meanOfWorst(values, weights?.worstShare ?? 0.1)
}

/**
 * Mean of the worst share of the draws: the conditional value at risk of Rockafellar and Uryasev (2000), doi 10.21314/JOR.2000.038.
 *
 * @param share above 0, at most 1
 * @example
 * meanOfWorst([10, 40, 20, 30], 0.5) // 35
 */
export function meanOfWorst(values: readonly number[], share: number): number {
  const falling = [...values].sort((a, b) => b - a)
  const wanted = share * falling.length
  let left = wanted
  let sum = 0
  for (const value of falling) {
    const part = Math.min(1, left)
    if (part <= 0) break
    sum += part * value
    left -= part
  }
  return sum / wanted
}
