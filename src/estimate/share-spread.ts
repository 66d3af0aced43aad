// How far the shares of sectors or groups may lie from their path: from how they moved from year to year in the past.

import { requireNoun, requireObject } from '../core/error.js'
import { aDataset } from '../core/nouns.js'
import type { Dataset } from '../input/dataset.js'
import { shareRowsOf } from './share-rows.js'
import type { ShareKind } from './shares.js'

/** Spread of shares, standard deviations of log-odds: 0.1 at a share of a half is 2.5 points. */
export interface ShareSpread {
  /** Of the level: one error an area and stage, the same in every year. */
  readonly level: number
  /** What each year adds to it. */
  readonly drift: number
  readonly source: 'given' | 'assumed' | 'counted'
}

/** What is taken where nothing is known: this library's assumption, not a measurement. */
export const assumedShareSpread: ShareSpread = Object.freeze({ level: 0.05, drift: 0.05, source: 'assumed' })

/** Yearly changes that the assumption counts as much as. */
const priorChanges = 5

/**
 * Estimates the yearly drift of shares from those up to `origin`, drawn towards what is assumed where changes are few.
 *
 * drift² = (Σ change² of the log-odds ÷ years between + 5 × the assumed drift²) ÷ (changes + 5), all areas, stages and labels together.
 *
 * @returns for `simulateShares`; `level` as assumed, `source` is `counted` when there is any change
 * Cost: O(rows log rows).
 */
export function spreadOfShares(dataset: Dataset, options: { readonly by: ShareKind; readonly origin: number }): ShareSpread {
  requireNoun(dataset, aDataset, 'spreadOfShares')
  requireObject(options, 'options', 'spreadOfShares', 2)
  const { by, origin } = options
  const latest = new Map<string, { readonly year: number; readonly odds: number }>()
  let [sum, changes] = [0, 0]
  // In order of year; a share of 0 or 1 has no odds.
  for (const { area, stage, label, year, share } of shareRowsOf(dataset, by)) {
    if (year > origin || share <= 0 || share >= 1) continue
    const [key, odds] = [JSON.stringify([area, stage, label]), Math.log(share / (1 - share))]
    const before = latest.get(key)
    if (before !== undefined && before.year < year) {
      sum += (odds - before.odds) ** 2 / (year - before.year)
      changes++
    }
    latest.set(key, { year, odds })
  }
  if (changes === 0) return assumedShareSpread
  const { level, drift } = assumedShareSpread
  return Object.freeze({ level, drift: Math.sqrt((sum + priorChanges * drift ** 2) / (changes + priorChanges)), source: 'counted' })
}
