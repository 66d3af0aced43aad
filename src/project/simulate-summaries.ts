// Statistics of many futures without keeping them: areas are simulated a group at a time, summarised, and let go, so that the memory is
// that of one group however many areas there are. Totals over all areas are added up draw by draw on the way.

import { aggregate, total } from '../core/aggregate.js'
import type { Without } from '../core/aggregate.js'
import { createCube } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { requireInteger } from '../core/error.js'
import { stageGroups } from '../core/ladder.js'
import { summarise } from '../core/summarise.js'
import type { Statistic } from '../core/summarise.js'
import type { Dispersion } from '../estimate/dispersion.js'
import type { ProjectionInput } from './project-pupils.js'
import { mergeSummaries, shard } from './shard.js'
import { simulatePupils } from './simulate-pupils.js'
import type { SimulateOptions } from './simulate-pupils.js'

type ByGrade = readonly ['area', 'grade', 'year', 'draw']
type ByStage = readonly ['area', 'stage', 'year', 'draw']
type OfAll = readonly ['stage', 'year', 'draw']

export interface SummariesOptions<S extends Readonly<Record<string, Statistic>>> extends SimulateOptions {
  /** What is taken over the draws, by name. */
  readonly statistics: S
  /** Areas simulated at a time; as many as 2 million numbers hold when left out. */
  readonly areasAtATime?: number | undefined
  /** Called after each group, for a progress line. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

export interface Summaries<S> {
  /** By area and grade. */
  readonly grades: { readonly [K in keyof S]: Cube<Without<ByGrade, 'draw'>> }
  /** By area and stage: statistics of sums within draws, never sums of statistics. */
  readonly stages: { readonly [K in keyof S]: Cube<Without<ByStage, 'draw'>> }
  /** By stage, over all areas together. */
  readonly total: { readonly [K in keyof S]: Cube<Without<OfAll, 'draw'>> }
}

const roomyCells = 2e6

/**
 * Simulates and summarises pupils by grade, stage and over all areas, a group of areas at a time.
 *
 * The statistics are the same bits whatever the size of the groups; those over all areas agree to rounding, being added up in groups.
 *
 * @param rates and dispersion as for `simulatePupils`
 * @throws as `simulatePupils`; `invalid-option` for areas at a time below 1
 * Cost: that of `simulatePupils` and `summarise`; memory of one group and of the draws over all areas.
 */
export function simulateSummaries<S extends Readonly<Record<string, Statistic>>>(rates: ProjectionInput, dispersion: Dispersion, options: SummariesOptions<S>): Summaries<S> {
  const areas = rates.base.axes.area.labels
  const perArea = rates.ladder.grades.length * ((options.horizon ?? rates.horizon) + 1) * options.draws
  const atATime = requireInteger(options.areasAtATime ?? Math.max(1, Math.floor(roomyCells / Math.max(1, perArea))), 1, 'areasAtATime', 'simulateSummaries')
  const groups = Math.ceil(areas.length / Math.min(atATime, areas.length))
  const byStage = stageGroups(rates.ladder)
  const grades: Summaries<S>['grades'][] = []
  const stages: Summaries<S>['stages'][] = []
  let sums: Float64Array | undefined
  let room: Float64Array<ArrayBuffer> | undefined = options.into
  let shape: Cube<OfAll> | undefined
  for (let k = 0; k < groups; k++) {
    const { pupils } = simulatePupils(shard(rates, k, groups), dispersion, { ...options, into: room })
    // The next group is written over this one, which is summarised by then.
    if (pupils.values instanceof Float64Array && (room?.length ?? 0) < pupils.values.length) room = pupils.values as Float64Array<ArrayBuffer>
    const stagePupils = aggregate(pupils, 'grade', byStage, 'stage')
    grades.push(summarise(pupils, options.statistics))
    stages.push(summarise(stagePupils, options.statistics))
    shape = total(stagePupils, 'area')
    sums ??= new Float64Array(shape.values.length)
    for (let i = 0; i < sums.length; i++) sums[i]! += shape.values[i]!
    options.onProgress?.(k + 1, groups)
  }
  const merge = <C extends Cube<readonly ['area', 'grade', 'year']> | Cube<readonly ['area', 'stage', 'year']>>(parts: readonly { readonly [K in keyof S]: C }[]): { readonly [K in keyof S]: C } =>
    Object.freeze(Object.fromEntries(Object.keys(options.statistics).map((name) => [name, mergeSummaries(parts.map((part) => part[name]!) as never, areas)]))) as unknown as { readonly [K in keyof S]: C }
  return Object.freeze({
    grades: merge(grades),
    stages: merge(stages),
    total: summarise(createCube(shape!.dims, shape!.axes, 'pupils', sums!), options.statistics),
  })
}
