// The part of the work that looks at the whole country at once: reading the tables, and estimating rates and their spread, because every
// county is told by its own history and by that of all others. Done once, kept, and cut into groups of counties.

import { estimateRates, parseInputs, selectLabels, shard } from 'school-places'
import type { Dataset, Dispersion, Rates, Tables } from 'school-places'
import { dispersionOf } from 'school-places/evaluate'

import type { ShardTask } from './simulate-shard'

export interface Prepared {
  readonly dataset: Dataset
  readonly rates: Rates
  readonly dispersion: Dispersion
}

export function prepare(tables: Tables, options: { readonly origin: number; readonly horizon: number }): Prepared {
  const dataset = parseInputs(tables)
  return { dataset, rates: estimateRates(dataset, { ...options, chooseFrom: 0 }), dispersion: dispersionOf(dataset, { origin: options.origin }) }
}

/** The k-th of n groups as a worker wants it: numbers of its counties only, because what is sent to a thread is copied. */
export function taskOf({ dataset, rates, dispersion }: Prepared, k: number, n: number, draws: number): ShardTask {
  const { ladder, origin, horizon, base, progression, entry } = shard(rates, k, n)
  const own = new Set(base.axes.area.labels)
  const parents = dataset.areas.filter(({ id }) => own.has(id)).map(({ id, parent }) => [id, parent ?? 'country'] as const)
  const none = { facts: [], issues: [], monthlyBirths: [], totals: [], areas: [] }
  // Counts of the whole country, sent with each of its groups, would take longer than the group.
  const among = (areas: readonly string[]): readonly string[] => areas.filter((area) => own.has(area))
  const { pupils, births } = dataset
  const counts = { pupils: selectLabels(pupils, 'area', among(pupils.axes.area.labels)), births: selectLabels(births, 'area', among(births.axes.area.labels)) }
  const places = dataset.places.filter((row) => own.has(row.area))
  const projects = dataset.projects.filter((row) => own.has(row.area))
  return { rates: { ladder, origin, horizon, base, progression, entry }, dispersion, dataset: { ...dataset, ...none, ...counts, places, projects }, regions: Object.fromEntries(parents), draws }
}
