// What a worker does: the futures of one group of counties, with their places, as statistics. It gets plain data and gives plain data.

import { buildSupply, quantile, shareAbove, simulateSummaries, unmetByStage } from 'school-places'
import type { Dataset, Dispersion, ProjectionInput, Projection, Summaries } from 'school-places'

/** An 80 % range, and the chance of more than half a pupil: for pupils without a place that is the chance of a shortage. */
export const statistics = { low: quantile(0.1), middle: quantile(0.5), high: quantile(0.9), chance: shareAbove(0.5) }
export type CountrySummaries = Summaries<typeof statistics, 'unmet'>

export interface ShardTask {
  readonly rates: ProjectionInput
  readonly dispersion: Dispersion
  /** Places and projects of these counties alone. */
  readonly dataset: Dataset
  readonly regions: Readonly<Record<string, string>>
  readonly draws: number
}

/** Where this worker writes its futures and who is without a place: fetching new memory for each group takes as long as simulating it. */
let room: Float64Array<ArrayBuffer> | undefined
let unmetRoom: Float64Array | undefined

export default function simulateShard({ rates, dispersion, dataset, regions, draws }: ShardTask): CountrySummaries {
  const unmet = ({ pupils, ...projection }: Projection) => {
    const { origin, horizon, ladder } = projection
    const areas = pupils.axes.area.labels
    const own = { ...dataset, planningAreas: areas, places: dataset.places.filter((row) => areas.includes(row.area)), projects: dataset.projects.filter((row) => areas.includes(row.area)) }
    const without = unmetByStage({ ...projection, pupils }, buildSupply(own, { origin, horizon, ladder }), unmetRoom)
    if ((unmetRoom?.length ?? 0) < without.values.length) unmetRoom = without.values as Float64Array
    return { unmet: without }
  }
  const cells = rates.base.values.length * (rates.horizon + 1) * draws
  if (room === undefined || room.length < cells) room = new Float64Array(cells)
  return simulateSummaries(rates, dispersion, { draws, seed: 2024, statistics, regions, measures: unmet, into: room })
}
