// Statistics of many futures without keeping them: areas are simulated a group at a time, summarised, and let go, so that the memory is
// that of one group however many areas there are. Totals over all areas are added up draw by draw on the way.

import { total } from '../core/aggregate.js'
import { createAxis, positionOf } from '../core/axis.js'
import { createCube, strideOf } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { requireInteger, requireNoun, requireObject } from '../core/error.js'
import { addExactly } from '../core/exact-sum.js'
import { aDispersion, someRates } from '../core/nouns.js'
import { summarise } from '../core/summarise.js'
import type { Statistic } from '../core/row-summary.js'
import type { Dispersion } from '../estimate/dispersion.js'
import { checkDispersion } from './check-dispersion.js'
import { mergeByName } from './merge-summaries.js'
import type { ProjectionInput } from './project-pupils.js'
import type { Projection } from './projection.js'
import { createPupilSummary } from './pupil-summary.js'
import type { PupilSummary } from './pupil-summary.js'
import { shard } from './shard.js'
import { drawPupils } from './simulate-pupils.js'
import type { SimulateOptions } from './simulate-pupils.js'
import type { ByStage, Summaries, Summary } from './summaries.js'

export interface SummariesOptions<S extends Readonly<Record<string, Statistic>>, M extends string = never> extends SimulateOptions {
  /** What is taken over the draws, by name. */
  readonly statistics: S
  /** What is summarised besides the pupils, from the futures of a group of areas: such as `unmet` of its balance, for the chance of a shortage. */
  readonly measures?: ((projection: Projection) => { readonly [N in M]: Cube<ByStage> }) | undefined
  /** The region to which an area is added up in `sums`; all to one region, `all`, where it is left out. */
  readonly regions?: Readonly<Record<string, string>> | undefined
  /** Areas simulated at a time; as many as half a million numbers hold when left out. */
  readonly areasAtATime?: number | undefined
  /** Called after each group, for a progress line. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

/** 4 MB: a group is then still in the fast memory of a processor when it is summarised, and threads do not wait for each other's. */
const roomyCells = 5e5

/**
 * Simulates and summarises pupils by grade, stage and over all areas, a group of areas at a time.
 *
 * The statistics are the same bits whatever the size of the groups, those over all areas too, and so are those of `shard`s that were run
 * apart and put together by `mergeSummaries`.
 *
 * @param rates and dispersion as for `simulatePupils`
 * @returns statistics by area, and sums by region draw by draw, of which `summarise` makes the statistics of regions
 * @throws as `simulatePupils`; `invalid-option` for areas at a time below 1
 * Cost: that of `simulatePupils` and `summarise`; memory of one group and of the draws of each region.
 */
export function simulateSummaries<S extends Readonly<Record<string, Statistic>>, M extends string = never>(rates: ProjectionInput, dispersion: Dispersion, options: SummariesOptions<S, M>): Summaries<S, M> {
  requireNoun(rates, someRates, 'simulateSummaries')
  requireNoun(dispersion, aDispersion, 'simulateSummaries', 2)
  requireObject(options, 'options', 'simulateSummaries', 3)
  const areas = rates.base.axes.area.labels
  const perArea = rates.ladder.grades.length * ((options.horizon ?? rates.horizon) + 1) * options.draws
  const atATime = requireInteger(options.areasAtATime ?? Math.max(1, Math.floor(roomyCells / Math.max(1, perArea))), 1, 'areasAtATime', 'simulateSummaries')
  const groups = Math.ceil(areas.length / Math.min(atATime, areas.length))
  const regionOf = (area: string): string => options.regions?.[area] ?? 'all'
  const regions = createAxis([...new Set(areas.map(regionOf))].sort())
  checkDispersion(dispersion, 'simulateSummaries')
  let summary: PupilSummary<S> | undefined
  const measured: Record<string, { readonly parts: Summary<S, ByStage>[]; readonly sums: Cube<ByStage> }> = {}
  let room: Float64Array<ArrayBuffer> | undefined = options.into
  for (let k = 0; k < groups; k++) {
    const projection = drawPupils(shard(rates, k, groups), dispersion, { ...options, into: room })
    const { values, axes } = projection.pupils
    // The next group is written over this one, which is summarised by then.
    if ((room?.length ?? 0) < values.length) room = values as Float64Array<ArrayBuffer>
    summary ??= createPupilSummary(rates.ladder, rates.base.axes.area, axes.year, options.draws, options.statistics, regions, regionOf)
    summary.add(projection)
    for (const [name, cube] of Object.entries<Cube<ByStage>>(options.measures?.(projection) ?? {})) {
      measured[name] ??= { parts: [], sums: createCube(cube.dims, { ...cube.axes, area: regions }, cube.unit) }
      measured[name].parts.push(summarise(cube, options.statistics))
      addRegions(measured[name].sums, cube, regionOf)
    }
    options.onProgress?.(k + 1, groups)
  }
  const { grades, stages, sums } = summary!.finish()
  const ofMeasures = <T>(of: (measure: (typeof measured)[string]) => T): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(measured).map(([name, measure]) => [name, of(measure)]))
  return Object.freeze({
    grades,
    stages,
    measures: Object.freeze(ofMeasures(({ parts }) => mergeByName(parts, areas))),
    total: summarise(total(sums, 'area'), options.statistics),
    sums: Object.freeze({ pupils: sums, ...ofMeasures((measure) => measure.sums) }),
  }) as unknown as Summaries<S, M>
}

/** Adds the areas of a group to the sums of their regions, which are this file's own and not given out yet. */
function addRegions(sums: Cube<ByStage>, group: Cube<ByStage>, regionOf: (area: string) => string): void {
  const step = strideOf(group, 'area')
  group.axes.area.labels.forEach((area, a) => {
    addExactly(sums.values as unknown as Float64Array, positionOf(sums.axes.area, regionOf(area)) * step, group.values.subarray(a * step, (a + 1) * step))
  })
}
