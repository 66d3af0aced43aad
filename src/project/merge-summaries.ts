// Results of groups of areas, put together again: in any order and any number of groups the same bits as one run of all.

import { total } from '../core/aggregate.js'
import { createAxis, positionOf, requireSameLabels } from '../core/axis.js'
import { axisOf, createCube, strideOf } from '../core/cube.js'
import type { AxesOf, Cube, Dimensions } from '../core/cube.js'
import { PlacesError, requireList } from '../core/error.js'
import { addExactly } from '../core/exact-sum.js'
import { summarise } from '../core/summarise.js'
import type { Statistic } from '../core/row-summary.js'
import type { ByStage, Summaries } from './summaries.js'

/**
 * Puts the results of groups of areas together again, in the order of `areas`.
 *
 * @param parts cubes with the dimension `area`, equal in all else; each area in exactly one of them
 * @param areas all areas, in the order wanted; that of the parts when left out
 * @throws `label-mismatch` when other labels differ; `duplicate-label` for an area in two parts; `missing-row` for one in none
 * Cost: O(cells).
 * @example
 * const part = (area, value) => createCube(['area', 'year'], { area: createAxis([area]), year: createAxis([2021]) }, 'pupils', Float64Array.of(value))
 * mergeSummaries([part('South', 7), part('North', 5)], ['North', 'South']).values // [5, 7]
 */
export function mergeSummaries<D extends Dimensions>(parts: readonly Cube<D>[], areas?: readonly string[]): Cube<D>
/**
 * Puts the summaries of groups of areas together again: statistics by area side by side, sums draw by draw, and from those the total.
 *
 * @param statistics those that the parts were made with
 */
export function mergeSummaries<S extends Readonly<Record<string, Statistic>>, M extends string = never>(parts: readonly Summaries<S, M>[], statistics: S, areas?: readonly string[]): Summaries<S, M>
export function mergeSummaries(parts: readonly (Cube | AnySummaries)[], second?: readonly string[] | AnyStatistics, areas?: readonly string[]): Cube | AnySummaries {
  requireList(parts, 'parts', 'mergeSummaries')
  const first = parts[0]
  if (first === undefined) throw new PlacesError('missing-row', 'mergeSummaries: there must be at least one part, got none')
  return 'dims' in first ? mergeCubes(parts as readonly Cube[], second as readonly string[] | undefined) : mergeParts(parts as readonly AnySummaries[], second as AnyStatistics, areas)
}

type AnyStatistics = Readonly<Record<string, Statistic>>
type AnySummaries = Summaries<AnyStatistics, string>

function mergeParts(parts: readonly AnySummaries[], statistics: AnyStatistics, areas: readonly string[] | undefined): AnySummaries {
  const sums = Object.freeze(Object.fromEntries(Object.keys(parts[0]!.sums).map((name) => [name, mergeSums(parts.map((part) => part.sums[name]!))])))
  const measures = Object.keys(parts[0]!.measures).map((name) => [name, mergeByName(parts.map((part) => part.measures[name]!), areas)])
  return Object.freeze({
    grades: mergeByName(parts.map(({ grades }) => grades), areas),
    stages: mergeByName(parts.map(({ stages }) => stages), areas),
    measures: Object.freeze(Object.fromEntries(measures) as AnySummaries['measures']),
    total: summarise(total(sums['pupils']!, 'area'), statistics),
    sums,
  })
}

/** Cubes of single areas, by name, put side by side in the order of `areas`. */
export function mergeByName<C>(parts: readonly C[], areas: readonly string[] | undefined): C {
  type Cubes = Readonly<Record<string, Cube>>
  return Object.freeze(Object.fromEntries(Object.keys(parts[0] as Cubes).map((name) => [name, mergeCubes(parts.map((each) => (each as Cubes)[name]!), areas)]))) as C
}

/** Sums of regions that lie in several parts are added up; regions are in the order of their names, whatever the order of the parts. */
function mergeSums(parts: readonly Cube<ByStage>[]): Cube<ByStage> {
  const [first, ...others] = parts as readonly [Cube<ByStage>, ...Cube<ByStage>[]]
  for (const part of others) for (const name of ['stage', 'year', 'draw'] as const) requireSameLabels(first.axes[name], part.axes[name], name, 'mergeSummaries')
  const regions = createAxis([...new Set(parts.flatMap((part) => part.axes.area.labels))].sort())
  const step = strideOf(first, 'area')
  const values = new Float64Array(regions.labels.length * step)
  for (const part of parts) part.axes.area.labels.forEach((region, r) => addExactly(values, positionOf(regions, region) * step, part.values.slice(r * step, (r + 1) * step)))
  return createCube(first.dims, { ...first.axes, area: regions }, first.unit, values)
}

function mergeCubes(parts: readonly Cube[], areas: readonly string[] | undefined): Cube {
  const first = parts[0]!
  const labels = createAxis(parts.flatMap((part) => axisOf(part.axes, 'area').labels))
  for (const part of parts) for (const name of first.dims) if (name !== 'area') requireSameLabels(axisOf(first.axes, name), axisOf(part.axes, name), name, 'mergeSummaries')
  const order = createAxis(areas ?? labels.labels)
  const missing = order.labels.find((area) => positionOf(labels, area) < 0)
  if (missing !== undefined || order.labels.length !== labels.labels.length) {
    throw new PlacesError('missing-row', `mergeSummaries: every area must be in exactly one part, got ${missing === undefined ? `${labels.labels.length} areas for ${order.labels.length}` : `none for ${missing}`}`, missing === undefined ? {} : { where: { area: missing } })
  }
  const step = strideOf(first, 'area')
  const block = step * order.labels.length
  const ownBlock = step * axisOf(first.axes, 'area').labels.length
  const blocks = ownBlock === 0 ? 0 : first.values.length / ownBlock
  const values = new Float64Array(block * blocks)
  for (const part of parts) {
    const own = axisOf(part.axes, 'area').labels
    own.forEach((area, a) => {
      const to = positionOf(order, area) * step
      for (let b = 0; b < blocks; b++) {
        const from = b * step * own.length + a * step
        for (let i = 0; i < step; i++) values[b * block + to + i] = part.values[from + i]!
      }
    })
  }
  return createCube(first.dims, { ...first.axes, area: order } as AxesOf<Dimensions>, first.unit, values)
}
