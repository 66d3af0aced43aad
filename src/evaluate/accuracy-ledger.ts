// The accuracy ledger: every edition of a forecast is kept, and scored when the counts arrive.
// A ledger is plain JSON: it can be stored beside the plan, and an older one can be read for ever.

import { requireList, requireNoun } from '../core/error.js'
import { aProjection, anAccuracyLedger } from '../core/nouns.js'
import { rowsOf } from '../core/rows.js'
import type { Projection } from '../project/projection.js'
import { relativeBias } from './scores.js'

export const ledgerFormat = 1

/** One forecast as it was made. */
export interface Edition {
  /** A name or date that tells editions apart. */
  readonly edition: string
  readonly origin: number
  readonly scenarios: readonly string[]
  readonly version: string
  readonly forecasts: readonly { readonly area: string; readonly grade: string; readonly year: number; readonly pupils: number }[]
}

export interface AccuracyLedger {
  readonly format: typeof ledgerFormat
  readonly editions: readonly Edition[]
}

/** A ledger without editions. */
export const emptyLedger: AccuracyLedger = Object.freeze({ format: ledgerFormat, editions: Object.freeze([]) })

/**
 * A ledger with one more edition; the old one is left as it was. An edition of the same name replaces nothing: both are kept,
 * the later one under the name with a number.
 *
 * @param projection its median draw is what is kept, by area, grade and year after the origin
 */
export function recordEdition(ledger: AccuracyLedger, edition: string, projection: Projection): AccuracyLedger {
  requireNoun(ledger, anAccuracyLedger, 'recordEdition')
  requireNoun(projection, aProjection, 'recordEdition', 3)
  const taken = ledger.editions.filter((each) => each.edition === edition || each.edition.startsWith(`${edition} (`)).length
  const cells = new Map<string, { area: string; grade: string; year: number; draws: number[] }>()
  for (const { area, grade, year, value } of rowsOf(projection.pupils)) {
    if (year === projection.origin) continue
    const key = JSON.stringify([area, grade, year])
    const cell = cells.get(key) ?? { area, grade, year, draws: [] }
    cell.draws.push(value)
    cells.set(key, cell)
  }
  const forecasts = [...cells.values()].map(({ area, grade, year, draws }) => ({ area, grade, year, pupils: middle(draws) }))
  const added: Edition = {
    edition: taken === 0 ? edition : `${edition} (${taken + 1})`,
    origin: projection.origin,
    scenarios: projection.provenance.scenarios ?? [],
    version: projection.provenance.version,
    forecasts,
  }
  return { format: ledgerFormat, editions: [...ledger.editions, added] }
}

function middle(values: number[]): number {
  const sorted = values.sort((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}

/** How one edition did in one area and year: totals of the grades that were forecast and counted. */
export interface LedgerScore {
  readonly edition: string
  readonly area: string
  readonly year: number
  readonly lead: number
  readonly actual: number
  readonly forecast: number
  /** (forecast − actual) ÷ actual. */
  readonly error: number
  /** Grades forecast but not counted, which are in neither sum. */
  readonly notCounted: readonly string[]
}

/**
 * Scores every edition against the counts that have arrived since.
 *
 * @param counts head-counts by area, grade and year; an edition holds forecasts for years after its origin only
 * Cost: O(forecasts + counts).
 */
export function scoreLedger(ledger: AccuracyLedger, counts: readonly { readonly area: string; readonly grade: string; readonly year: number; readonly pupils: number }[]): LedgerScore[] {
  requireNoun(ledger, anAccuracyLedger, 'scoreLedger')
  requireList(counts, 'counts', 'scoreLedger', 2)
  const counted = new Map(counts.map((row) => [JSON.stringify([row.area, row.grade, row.year]), row.pupils]))
  return ledger.editions.flatMap((edition) => {
    const sums = new Map<string, { area: string; year: number; actual: number; forecast: number; notCounted: string[] }>()
    for (const { area, grade, year, pupils } of edition.forecasts) {
      const sum = sums.get(JSON.stringify([area, year])) ?? { area, year, actual: 0, forecast: 0, notCounted: [] }
      sums.set(JSON.stringify([area, year]), sum)
      const actual = counted.get(JSON.stringify([area, grade, year]))
      if (actual === undefined) sum.notCounted.push(grade)
      else {
        sum.actual += actual
        sum.forecast += pupils
      }
    }
    return [...sums.values()].flatMap(({ area, year, actual, forecast, notCounted }) => {
      const error = relativeBias(actual, forecast)
      return error === undefined ? [] : [{ edition: edition.edition, area, year, lead: year - edition.origin, actual, forecast, error, notCounted }]
    })
  })
}

/** Mean errors of a ledger at one lead. */
export interface LedgerLead {
  readonly lead: number
  readonly scores: number
  readonly meanAbsolute: number
  readonly meanBias: number
}

/** Errors by years ahead, as England's scorecards and the US projections publish them. */
export function ledgerByLead(scores: readonly LedgerScore[]): LedgerLead[] {
  requireList(scores, 'scores', 'ledgerByLead')
  const leads = [...new Set(scores.map((score) => score.lead))].sort((a, b) => a - b)
  return leads.map((lead) => {
    const own = scores.filter((score) => score.lead === lead)
    const mean = (of: (score: LedgerScore) => number): number => own.reduce((sum, score) => sum + of(score), 0) / own.length
    return { lead, scores: own.length, meanAbsolute: mean((score) => Math.abs(score.error)), meanBias: mean((score) => score.error) }
  })
}

/** A bias that areas share: the sign of a turning point that the method did not see. */
export interface CommonBias {
  readonly year: number
  readonly lead: number
  readonly direction: 'over' | 'under'
  /** Share of areas that erred in this direction. */
  readonly share: number
  readonly areas: number
  readonly medianError: number
  /** Chance of so many or more on one side if each area erred either way at even odds. */
  readonly chance: number
}

/**
 * Finds years and leads in which nearly all areas erred the same way. English authorities all over-forecast when rolls turned
 * down: +1.3 % one year ahead and +3.2 % three years ahead in 2025.
 *
 * @param least share of areas on one side, 0.7 when left out, and chance below 0.01 under even odds, are both needed
 * Source of the pattern: DfE, local authority school places scorecards, 2018–2025.
 */
export function findCommonBias(scores: readonly LedgerScore[], least = 0.7): CommonBias[] {
  requireList(scores, 'scores', 'findCommonBias')
  const groups = new Map<string, LedgerScore[]>()
  for (const score of scores) {
    const key = `${score.year}\n${score.lead}`
    groups.set(key, [...(groups.get(key) ?? []), score])
  }
  return [...groups.values()]
    .flatMap((group): CommonBias[] => {
      const over = group.filter((score) => score.error > 0).length
      const many = Math.max(over, group.length - over)
      const chance = Math.min(1, 2 * upperTail(group.length, many))
      const share = many / group.length
      if (share < least || chance > 0.01) return []
      return [{ year: group[0]!.year, lead: group[0]!.lead, direction: over === many ? 'over' : 'under', share, areas: group.length, medianError: middle(group.map((score) => score.error)), chance }]
    })
    .sort((a, b) => a.year - b.year || a.lead - b.lead)
}

/** P(X ≥ k) for X binomial with n fair coins, in logarithms so that n may be large. */
function upperTail(n: number, k: number): number {
  let logChoose = 0
  let sum = 0
  for (let i = n; i >= 0; i--) {
    if (i >= k) sum += Math.exp(logChoose - n * Math.LN2)
    logChoose += Math.log(i) - Math.log(n - i + 1)
  }
  return sum
}
