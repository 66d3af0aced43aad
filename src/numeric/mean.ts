// The mean of a sample. Apart from the other statistics because its library cannot be left out of a bundle in part.

import { mean as sampleMean } from 'simple-statistics'

import type { Statistic } from '../core/row-summary.js'

/** The arithmetic mean of the draws. */
export function mean(): Statistic {
  return Object.assign((sorted: Parameters<Statistic>[0]) => sampleMean(sorted as unknown as number[]), { reads: () => [], isMean: true as const })
}
