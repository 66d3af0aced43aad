// Do intervals hold what they promise? Simulate from past origins with what was known then, and count how often what came lies within.

import { PlacesError, requireList, requireNoun, requireObject } from '../core/error.js'
import { aDataset } from '../core/nouns.js'
import { estimateRates } from '../estimate/estimate-rates.js'
import type { Dataset } from '../input/dataset.js'
import { quantile } from '../numeric/summary.js'
import { simulatePupils } from '../project/simulate-pupils.js'
import type { SimulateOptions } from '../project/simulate-pupils.js'
import { dispersionOf } from './past-errors.js'
import type { DispersionOfOptions, PastErrorOptions } from './past-errors.js'
import { scoreOrigin } from './score-origin.js'
import type { CalibrationLevel, ScoredInterval } from './score-origin.js'
import { covers, pinballLoss } from './scores.js'

export interface CalibrationOptions {
  /** School years from which futures are drawn. */
  readonly origins: readonly number[]
  /** Years ahead that are scored. */
  readonly leads: readonly number[]
  /** 500 when left out. */
  readonly draws?: number | undefined
  /** 1 when left out. */
  readonly seed?: number | undefined
  /** Shares of futures that intervals are to hold; 0.5, 0.8, 0.9 and 0.95 when left out. */
  readonly levels?: readonly number[] | undefined
  /** Births are known up to origin + this; −1 means up to the year before. All that are given when left out. */
  readonly birthsLag?: number | undefined
  /** Last school year that is scored. */
  readonly maxYear?: number | undefined
  /** Areas with fewer pupils in the origin year are not scored. */
  readonly minPupils?: number | undefined
  /** Further groups of areas whose totals are scored as districts, by area; besides the areas above in the tree. */
  readonly districtOf?: ((area: string) => string | undefined) | undefined
  readonly sources?: SimulateOptions['sources']
  /** How the dispersion is estimated at each origin: past origins and leads. */
  readonly dispersion?: Pick<DispersionOfOptions, 'origins' | 'leads' | 'recalibrate' | 'housing' | 'participation' | 'gradeCorrelation'> | undefined
  /** How rates are estimated. */
  readonly rates?: PastErrorOptions['rates']
  /** Called before each origin, for a progress line. */
  readonly onProgress?: ((origin: number) => void) | undefined
}

export const usualShares: readonly number[] = Object.freeze([0.5, 0.8, 0.9, 0.95])

/**
 * Scores simulated intervals from past origins: rates and dispersion from the counts up to each origin only.
 *
 * A grade is scored where it was counted in the origin and in the target year, a stage or an area as the sum of its scored grades, if there are two or more.
 * A district, each area of the tree above two or more of those that are forecast, is scored as the sum of all that is scored in them, small areas included:
 * its coverage tells whether areas are out together as much as is drawn.
 *
 * @returns one row per number, origin and lead, in pupils
 * @throws `invalid-option` when origins or leads are empty, or a share lies outside 0 … 1
 * Cost: per origin that of `dispersionOf` and of `simulatePupils`.
 */
export function calibrate(dataset: Dataset, options: CalibrationOptions): readonly ScoredInterval[] {
  requireNoun(dataset, aDataset, 'calibrate')
  requireObject(options, 'options', 'calibrate', 2, ['origins', 'leads'])
  const shares = options.levels ?? usualShares
  if (options.origins.length === 0 || options.leads.length === 0) throw new PlacesError('invalid-option', `calibrate: origins and leads must not be empty, got ${options.origins.length} and ${options.leads.length}`)
  for (const share of shares) if (!(share > 0 && share < 1)) throw new PlacesError('invalid-option', `calibrate: levels must lie between 0 and 1, got ${share}`, { where: { option: 'levels' } })
  const last = Math.min(options.maxYear ?? Infinity, Math.max(...dataset.pupils.axes.year.labels))
  const rows: ScoredInterval[] = []
  for (const origin of options.origins) {
    const leads = options.leads.filter((lead) => origin + lead <= last)
    if (leads.length === 0) continue
    options.onProgress?.(origin)
    const birthsKnownTo = options.birthsLag === undefined ? undefined : origin + options.birthsLag
    const dispersion = dispersionOf(dataset, { ...options.dispersion, origin, birthsKnownTo, rates: options.rates })
    const rates = estimateRates(dataset, { chooseFrom: 0, ...options.rates, origin, horizon: Math.max(...leads), birthsKnownTo })
    scoreOrigin(dataset, simulatePupils(rates, dispersion, { draws: options.draws ?? 500, seed: options.seed ?? 1, sources: options.sources }), { leads, shares, minPupils: options.minPupils ?? 0, districtOf: options.districtOf }, rows)
  }
  return rows
}

/** How well the intervals of a group did. Scores are relative to what came, so that large and small areas count alike. */
export interface CalibrationScore {
  readonly level: CalibrationLevel
  readonly lead: number
  /** Name of the group, `all` without grouping. */
  readonly group: string
  readonly share: number
  readonly pairs: number
  /** Origins that the pairs are from: what all areas share in a year makes these, not the pairs, the independent trials. */
  readonly origins: number
  /** Share of what came that lies within the interval; should equal `share`. */
  readonly coverage: number
  /** Standard error of the coverage from how it differs between origins; NaN for a single one, of which nothing can be said. */
  readonly coverageError: number
  /** Mean width ÷ middle. */
  readonly width: number
  /** Width of the interval that holds the middle `share` of all relative errors of the group in hindsight: no forecast of one width for all can be narrower. */
  readonly hindsightWidth: number
  /** Mean pinball loss of both ends ÷ actual. */
  readonly pinball: number
  /** Mean CRPS ÷ actual. */
  readonly crps: number
}

/**
 * Averages scored intervals by level, lead, share and a group of the caller's choice.
 *
 * @param groupOf names the group of a row, such as a size class or whether its year is one of a pandemic; all in one when left out
 */
export function summariseCalibration(rows: readonly ScoredInterval[], groupOf: (row: ScoredInterval) => string = () => 'all'): readonly CalibrationScore[] {
  requireList(rows, 'rows', 'summariseCalibration')
  const groups = new Map<string, ScoredInterval[]>()
  for (const row of rows) {
    if (!(row.middle > 0)) continue
    const key = JSON.stringify([groupOf(row), row.level, row.lead])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()].flatMap((group) => {
    const mean = (of: (row: ScoredInterval) => number): number => group.reduce((sum, row) => sum + of(row), 0) / group.length
    const errors = Float64Array.from(group, (row) => row.actual / row.middle).sort()
    const { level, lead, intervals } = group[0]!
    const origins = new Set(group.map((row) => row.origin)).size
    return intervals.map(({ share }, i) => ({
      level,
      lead,
      group: groupOf(group[0]!),
      share,
      pairs: group.length,
      origins,
      coverage: mean((row) => heldIn(row, i)),
      coverageError: clusteredError(group, (row) => heldIn(row, i)),
      width: mean(({ middle, intervals: own }) => (own[i]!.high - own[i]!.low) / middle),
      hindsightWidth: quantile(0.5 + share / 2)(errors) - quantile(0.5 - share / 2)(errors),
      pinball: mean(({ actual, intervals: own }) => (pinballLoss(actual, own[i]!.low, 0.5 - share / 2) + pinballLoss(actual, own[i]!.high, 0.5 + share / 2)) / actual),
      crps: mean((row) => row.crps / row.actual),
    }))
  })
}

function heldIn({ actual, intervals }: ScoredInterval, i: number): number {
  return covers(actual, intervals[i]!.low, intervals[i]!.high) ? 1 : 0
}

/** Standard error of a mean whose rows are alike within an origin: √(k ÷ (k − 1) × Σ over k origins (Σ own deviations)²) ÷ rows. */
function clusteredError(rows: readonly ScoredInterval[], of: (row: ScoredInterval) => number): number {
  const mean = rows.reduce((sum, row) => sum + of(row), 0) / rows.length
  const deviations = new Map<number, number>()
  for (const row of rows) deviations.set(row.origin, (deviations.get(row.origin) ?? 0) + of(row) - mean)
  const k = deviations.size
  return k < 2 ? Number.NaN : Math.sqrt((k / (k - 1)) * [...deviations.values()].reduce((sum, each) => sum + each * each, 0)) / rows.length
}
