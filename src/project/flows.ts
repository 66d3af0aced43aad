// From where pupils live to where they go to school. Births are known where families live and places where schools stand; without
// this step an area that teaches its neighbours' children looks as if it had places to spare. Shares are the posterior mean of a
// multinomial with a Dirichlet prior (Gelman et al., Bayesian Data Analysis, 3rd edition, section 3.4): a few pupils make no firm share.

import { createAxis, positionOf, requirePosition } from '../core/axis.js'
import type { Axis } from '../core/axis.js'
import type { Cube, Values } from '../core/cube.js'
import { describeIssue } from '../core/describe-issue.js'
import { PlacesError, requireList, requireNoun, requireObject } from '../core/error.js'
import type { Issue, IssueCode, Where } from '../core/issue.js'
import { someFlows } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { counted } from '../core/words.js'

/** Where the pupils of each area go to school. */
export interface FlowMatrix {
  readonly by: 'stage' | 'grade'
  /** The stages or grades that have a pattern of their own; in all others pupils stay at home. */
  readonly levels: Axis<string>
  /** Areas of residence. */
  readonly from: Axis<string>
  /** Areas of school: those of residence in the same order, then the label that means a school out of the district. */
  readonly to: Axis<string>
  /** [level, from, to], last contiguous: share of the pupils who live in `from` and go to school in `to`. Each row sums to 1. */
  readonly shares: Values
  /** Pupils who come to school from out of the district, by area of school. Unit: pupils. */
  readonly inflow: Cube<readonly ['area', 'grade', 'year']> | undefined
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/** Who lives where and goes to school where. All rows name a stage, or all name a grade. */
export type FlowPair = { readonly from: string; readonly to: string } & ({ readonly stage: string; readonly grade?: never } | { readonly grade: string; readonly stage?: never })
/** A share from 0 to 1 of the pupils who live in `from`. */
export type FlowShare = FlowPair & { readonly share: number }
/** A count; NaN means "not observed". Counts of several years are added up. */
export type FlowCount = FlowPair & { readonly pupils: number; readonly year?: number }

export interface FlowOptions {
  /** All areas, in the order of the projection. */
  readonly areas: readonly string[]
  /** The label in `to` of a school out of the district. Default `'outside'`. */
  readonly outside?: string | undefined
  /** Pupils who come from out of the district, by area of school [area, grade, year]. Default: none. */
  readonly inflow?: Cube<readonly ['area', 'grade', 'year']> | undefined
}

export interface FlowEstimateOptions extends FlowOptions {
  /** Strength of the prior in pupils: an area with as many pupils counted is weighed half by its own counts. Default 30, about a class. */
  readonly shrinkage?: number | undefined
}

/**
 * Makes a flow matrix from known shares, such as those of a survey or of an admission agreement.
 *
 * @param rows shares from 0 to 1; a pair without a row has share 0; the rows of one area and stage must sum to 1 within 1e-6
 * @returns areas without any row stay at home, each with an Issue
 * @throws `invalid-input` with every fault at once: negative share, row that does not sum to 1, unknown area, pair named twice
 * Cost: O(rows + stages × areas²).
 * @example
 * const flows = createFlows([{ from: 'North', to: 'South', stage: 'primary', share: 0.25 }, { from: 'North', to: 'North', stage: 'primary', share: 0.75 }], { areas: ['North', 'South'] })
 * flowShare(flows, 'primary', 'North', 'South') // 0.25
 */
export function createFlows(rows: readonly FlowShare[], options: FlowOptions): FlowMatrix {
  requireList(rows, 'rows', 'createFlows')
  requireObject(options, 'options', 'createFlows', 2, ['areas'])
  const table = fillTable(rows, 'share', (row) => row.share, options)
  for (const { shares, where, named } of table.rows) {
    if (!named) continue
    const sum = shares.reduce((a, b) => a + b, 0)
    if (!(Math.abs(sum - 1) <= 1e-6)) table.faults.push(fault('shares-not-one', where, 'the shares of an area must sum to 1', sum))
    for (let j = 0; j < shares.length; j++) shares[j]! /= sum
  }
  return finish('createFlows', table, options, {})
}

/**
 * Estimates from counts where the pupils of each area go to school.
 *
 * share = (pupils counted + shrinkage × prior) ÷ (all pupils counted of the area + shrinkage). The prior is the pattern of all areas
 * together: the share that stays at home, the share that leaves the district, and the rest spread over the other areas by the pupils they teach.
 *
 * @param rows counts by area of residence, area of school and stage (or grade). A pair without a row in an area that has rows was counted as
 *   nobody; a pair of which any count is NaN was not observed and keeps its prior share. Unit: pupils
 * @returns areas without any pupil counted stay at home, each with an Issue
 * @throws `invalid-input` with every fault at once: negative count, unknown area, pair named twice in a year; `invalid-option` for a negative shrinkage
 * Cost: O(rows + stages × areas²).
 * Source: Dirichlet–multinomial posterior mean, Gelman et al. (2013), section 3.4.
 * @example
 * const flows = estimateFlows([{ from: 'North', to: 'South', stage: 'primary', pupils: 20 }, { from: 'North', to: 'North', stage: 'primary', pupils: 80 }], { areas: ['North', 'South'], shrinkage: 0 })
 * flowShare(flows, 'primary', 'North', 'South') // 0.2
 */
export function estimateFlows(rows: readonly FlowCount[], options: FlowEstimateOptions): FlowMatrix {
  requireList(rows, 'rows', 'estimateFlows')
  requireObject(options, 'options', 'estimateFlows', 2, ['areas'])
  const shrinkage = options.shrinkage ?? 30
  if (!(shrinkage >= 0 && shrinkage < Infinity)) throw new PlacesError('invalid-option', `estimateFlows: shrinkage must be a number of pupils of at least 0, got ${shrinkage}`, { where: { option: 'shrinkage' } })
  const table = fillTable(rows, 'pupils', (row) => row.pupils, options)
  const priors = table.levels.labels.map((_, level) => pooledPattern(table, level))
  for (const { shares, where, level, from } of table.rows) {
    const blanks = shares.filter((count) => Number.isNaN(count)).length
    const seen = shares.reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0)
    if (blanks > 0 && seen > 0) table.issues.push({ code: 'flow-not-observed', severity: 'assumption', where, message: `${counted(blanks, 'flow was', 'flows were')} not observed`, assumed: 'their shares are those of all areas together', amounts: { flows: blanks } })
    const prior = priors[level]!(from)
    // What is not observed keeps its prior share; the counts divide only what is left.
    const unseen = prior.reduce((sum, share, j) => (Number.isNaN(shares[j]!) ? sum + share : sum), 0)
    const weight = seen + shrinkage * (1 - unseen)
    for (let j = 0; j < shares.length; j++) {
      if (seen === 0) shares[j] = 0
      else shares[j] = Number.isNaN(shares[j]!) ? prior[j]! : ((1 - unseen) * (shares[j]! + shrinkage * prior[j]!)) / weight
    }
  }
  return finish('estimateFlows', table, options, { shrinkage })
}

/** Share of the pupils of a stage (or grade) living in `from` who go to school in `to`. Throws `unknown-label`. */
export function flowShare(flows: FlowMatrix, level: string, from: string, to: string): number {
  requireNoun(flows, someFlows, 'flowShare')
  const row = requirePosition(flows.levels, level, flows.by, 'flowShare') * flows.from.labels.length + requirePosition(flows.from, from, 'area', 'flowShare')
  return flows.shares[row * flows.to.labels.length + requirePosition(flows.to, to, 'area', 'flowShare')]!
}

interface FlowRow {
  readonly level: number
  readonly from: number
  readonly where: Where
  /** By `to`: the amounts as given, then the shares. */
  readonly shares: Float64Array
  named: boolean
}

interface FlowTable extends Pick<FlowMatrix, 'by' | 'levels' | 'from' | 'to'> {
  readonly rows: readonly FlowRow[]
  readonly faults: Issue[]
  readonly issues: Issue[]
}

const fault = (code: IssueCode, where: Where, message: string, found: unknown): Issue => ({ code, severity: 'fault', where, message, found: String(found) })

function fillTable<R extends FlowPair & { readonly year?: number }>(given: readonly R[], column: 'share' | 'pupils', amountOf: (row: R) => number, options: FlowOptions): FlowTable {
  const by = given.some((row) => row.grade !== undefined) ? 'grade' : 'stage'
  const levels = createAxis([...new Set(given.flatMap((row): string[] => (row[by] === undefined ? [] : [row[by]])))])
  const from = createAxis(options.areas)
  const to = createAxis([...options.areas, options.outside ?? 'outside'])
  const rows = levels.labels.flatMap((label, level) => from.labels.map((area, home): FlowRow => ({ level, from: home, where: { area, [by]: label }, shares: new Float64Array(to.labels.length), named: false })))
  const faults: Issue[] = []
  const seen = new Set<string>()
  given.forEach((row, i) => {
    const refuse = (code: IssueCode, where: string, message: string, found: unknown): number => faults.push(fault(code, { table: 'flows', row: i + 1, column: where }, message, found))
    const [amount, start, end] = [amountOf(row), positionOf(from, row.from), positionOf(to, row.to)]
    const level = row[by] === undefined ? -1 : positionOf(levels, row[by])
    if (level < 0) refuse('missing-value', by, `every row must name a ${by} when one does`, row[by])
    if (start < 0) refuse('unknown-area', 'from', 'must be one of the areas', row.from)
    if (end < 0) refuse('unknown-area', 'to', `must be one of the areas or ${to.labels.at(-1)}`, row.to)
    if (!(column === 'pupils' && Number.isNaN(amount)) && !(Number.isFinite(amount) && amount >= 0)) refuse('not-allowed', column, 'must be a finite number of at least 0', amount)
    const key = JSON.stringify([row[by], row.from, row.to, row.year])
    if (seen.has(key)) refuse('duplicate-row', 'to', 'a pair must be named once', row.to)
    seen.add(key)
    if (level < 0 || start < 0 || end < 0) return
    rows[level * from.labels.length + start]!.shares[end]! += amount
    rows[level * from.labels.length + start]!.named = true
  })
  return { by, levels, from, to, rows, faults, issues: [] }
}

/** The pattern of all areas together, read before any row is changed. Areas with a flow that was not observed are left out of it. */
function pooledPattern(table: FlowTable, level: number): (from: number) => Float64Array {
  const areas = table.from.labels.length
  const size = new Float64Array(areas + 1)
  let home = 0
  for (const { shares, from } of table.rows.filter((row) => row.level === level && !row.shares.some((count) => Number.isNaN(count)))) {
    shares.forEach((count, j) => (size[j]! += count))
    home += shares[from]!
  }
  const [outside, everybody] = [size[areas]!, size.reduce((sum, count) => sum + count, 0) || 1]
  return (from) => {
    const elsewhere = everybody - outside - size[from]!
    const spread = elsewhere > 0 ? (everybody - home - outside) / elsewhere : 0
    const prior = size.map((count, j) => (j === from ? 0 : ((j === areas ? 1 : spread) * count) / everybody))
    prior[from] = Math.max(0, 1 - prior.reduce((sum, share) => sum + share, 0))
    return prior
  }
}

function finish(verb: string, { by, levels, from, to, rows, faults, issues }: FlowTable, { inflow }: FlowOptions, own: Readonly<Record<string, unknown>>): FlowMatrix {
  for (const value of inflow?.values ?? []) if (!(value >= 0)) faults.push(fault('not-allowed', { option: 'inflow' }, 'must hold numbers of at least 0', value))
  if (faults.length > 0) {
    const list = faults.map((each) => `${describeIssue(each)}, got ${each.found}`).join('; ')
    throw new PlacesError('invalid-input', `${verb}: flows must be free of faults, got ${faults.length}: ${list}`, { where: faults[0]!.where, issues: faults })
  }
  for (const row of rows.filter(({ shares }) => shares.every((share) => share === 0))) {
    row.shares[row.from] = 1
    issues.push({ code: 'flow-at-home', severity: 'assumption', where: row.where, message: 'nothing is known of where pupils go to school', assumed: 'all go to school in their own area' })
  }
  const shares: Values = Float64Array.from(rows.flatMap((row) => [...row.shares]))
  return Object.freeze({ by, levels, from, to, shares, inflow, issues: Object.freeze(issues), provenance: stamp(verb, { options: { outside: to.labels.at(-1), ...own } }) })
}
