// How far an assumed share of a cohort that attends a stage may lie from what comes: its level, and how it moves from year to year.

import { requireNoun, requireObject } from '../core/error.js'
import { aDataset } from '../core/nouns.js'
import type { Dataset } from '../input/dataset.js'

/** Spread of the participation that rates rest on where no pupils were counted. Standard deviations of logs. */
export interface ParticipationSpread {
  /** Of the level: one error an area and stage, the same in every year. */
  readonly level: number
  /** What each year adds to it. */
  readonly drift: number
  readonly source: 'given' | 'assumed' | 'counted'
}

/** What is taken where nothing is known: this library's assumption, not a measurement. */
export const assumedParticipationSpread: ParticipationSpread = Object.freeze({ level: 0.03, drift: 0.01, source: 'assumed' })

/** Yearly changes that the assumption counts as much as. */
const priorChanges = 5

/**
 * Estimates the yearly drift of participation from the rows of `participation` up to `origin`, drawn towards what is assumed where they are few.
 *
 * @returns `drift` from the mean square of the yearly changes of the log, all areas and stages together; `level` as assumed: nobody counted it
 * Cost: O(rows log rows).
 */
export function spreadOfParticipation(dataset: Dataset, options: { readonly origin: number }): ParticipationSpread {
  requireNoun(dataset, aDataset, 'spreadOfParticipation')
  requireObject(options, 'options', 'spreadOfParticipation', 2)
  const { origin } = options
  const rows = dataset.assumptions
    .flatMap(({ assumption, area, stage, year, value }) => (assumption === 'participation' && year !== undefined && year <= origin && value > 0 ? [{ key: JSON.stringify([area ?? null, stage]), year, log: Math.log(value) }] : []))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.year - b.year))
  let [sum, changes] = [0, 0]
  rows.forEach((row, i) => {
    const before = rows[i - 1]
    if (before === undefined || before.key !== row.key || before.year === row.year) return
    sum += (row.log - before.log) ** 2 / (row.year - before.year)
    changes++
  })
  if (changes === 0) return assumedParticipationSpread
  const { level, drift } = assumedParticipationSpread
  return Object.freeze({ level, drift: Math.sqrt((sum + priorChanges * drift ** 2) / (changes + priorChanges)), source: 'counted' })
}
