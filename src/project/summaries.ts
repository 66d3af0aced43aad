// What is kept of many futures when the futures themselves are not: statistics by area, and the sums over areas draw by draw.

import type { Without } from '../core/aggregate.js'
import type { Cube } from '../core/cube.js'

export type ByGrade = readonly ['area', 'grade', 'year', 'draw']
export type ByStage = readonly ['area', 'stage', 'year', 'draw']
type OfAll = readonly ['stage', 'year', 'draw']

/** One cube a statistic, without the draws. */
export type Summary<S, D extends ByGrade | ByStage | OfAll> = { readonly [K in keyof S]: Cube<Without<D, 'draw'>> }

/** @typeParam S statistics by name; M names of what was summarised besides pupils */
export interface Summaries<S, M extends string = never> {
  /** Pupils by area and grade. */
  readonly grades: Summary<S, ByGrade>
  /** Pupils by area and stage: statistics of sums within draws, never sums of statistics. */
  readonly stages: Summary<S, ByStage>
  /** What `measures` asked for besides, by area and stage. */
  readonly measures: { readonly [N in M]: Summary<S, ByStage> }
  /** Pupils by stage, over all areas together. */
  readonly total: Summary<S, OfAll>
  /**
   * Pupils, and what `measures` asked for, added up over the areas of each region draw by draw; `area` is the region. Groups run apart are
   * put together from these: quantiles are never added. To a millionth of a pupil, and exact from there on: in any order the same bits.
   */
  readonly sums: { readonly [N in M | 'pupils']: Cube<ByStage> }
}
