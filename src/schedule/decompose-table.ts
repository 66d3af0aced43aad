// A total divided two ways at once, street by year or by source: rows and columns both add up, every cell is whole classes; three ways by nesting.

import { requireList } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { checkDecomposition } from './check-decomposition.js'
import type { DecompositionOptions, DecompositionUnit } from './check-decomposition.js'
import { decomposeTarget } from './decompose-target.js'
import type { Decomposition } from './decompose-target.js'
import { fitTable } from './fit-table.js'

export interface TableOptions {
  readonly rows?: Pick<DecompositionOptions, 'importances'> | undefined
  readonly columns?: Pick<DecompositionOptions, 'importances'> | undefined
  readonly classSize?: number | undefined
  /** How well a row and a column go together, at least 0, such as the places of a source that a street has; all alike when left out. 0 keeps a cell empty. */
  readonly affinity?: ((row: string, column: string) => number) | undefined
}

export interface DecompositionTable {
  readonly status: 'divided' | 'infeasible'
  /** Totals of the rows and of the columns, each a division of its own. */
  readonly rows: Decomposition
  readonly columns: Decomposition
  /** Places, [row][column], in the orders given: rows and columns add up to their parts exactly. Empty when infeasible. */
  readonly cells: readonly (readonly number[])[]
  /** Before whole classes, in places. */
  readonly shares: readonly (readonly number[])[]
  /** Rows that affinities of 0 keep from their part, with the places that found no column. */
  readonly left: readonly { readonly unit: string; readonly places: number }[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Divides a total over rows and columns at once: streets by years, streets by sources, years by sources.
 *
 * @param rows and `columns` units with weights, floors and caps, as in `decomposeTarget`
 * @returns whole classes in every cell, within one class of its share; what is no whole class is in the one cell of the row and column whose turn it is
 * @throws `invalid-input` as `decomposeTarget`, for rows, columns and affinities
 * Cost: O(cells × rounds of fitting), and one transport problem.
 * @example
 * const streets = [{ unit: 'North', weights: { gap: 2 } }, { unit: 'South', weights: { gap: 1 } }]
 * const years = [{ unit: '2024', weights: { money: 1 } }, { unit: '2025', weights: { money: 1 } }]
 * decomposeTable(540, streets, years, { classSize: 45 }).cells // [[180, 180], [90, 90]]
 */
export function decomposeTable(total: number, rows: readonly DecompositionUnit[], columns: readonly DecompositionUnit[], options: TableOptions = {}): DecompositionTable {
  const verb = 'decomposeTable'
  requireList(rows, 'rows', verb, 2)
  requireList(columns, 'columns', verb, 3)
  const { classSize = 1, affinity = () => 1 } = options
  checkDecomposition(total, rows, { ...options.rows, classSize }, verb, 'rows')
  checkDecomposition(total, columns, { ...options.columns, classSize }, verb, 'columns')
  const [byRow, byColumn] = [decomposeTarget(total, rows, { ...options.rows, classSize }), decomposeTarget(total, columns, { ...options.columns, classSize })]
  const provenance = stamp(verb, { options: { total, classSize } })
  const issues = [...byRow.issues, ...byColumn.issues]
  const finish = (status: DecompositionTable['status'], cells: readonly (readonly number[])[], shares: readonly (readonly number[])[], left: DecompositionTable['left']): DecompositionTable => Object.freeze({ status, rows: byRow, columns: byColumn, cells, shares, left, issues: Object.freeze(issues), provenance })
  if (byRow.status === 'infeasible' || byColumn.status === 'infeasible') return finish('infeasible', [], [], [])
  const weights = rows.map((row) => columns.map((column) => Math.max(0, affinity(row.unit, column.unit))))
  const fitted = fitTable(byRow.parts.map((each) => each.classes), byColumn.parts.map((each) => each.classes), seeded(byRow, byColumn, weights))
  const left = fitted.left.flatMap((classes, r) => (classes === 0 ? [] : [{ unit: rows[r]!.unit, places: classes * classSize }]))
  if (left.length > 0) return finish('infeasible', [], [], left)
  const cells = fitted.cells.map((row) => row.map((classes) => classes * classSize))
  const { remainder } = byRow
  if (remainder !== undefined && byColumn.remainder !== undefined) {
    const [r, c] = [rows.findIndex((each) => each.unit === remainder.unit), columns.findIndex((each) => each.unit === byColumn.remainder!.unit)]
    cells[r]![c]! += remainder.places
  }
  return finish('divided', cells, fitted.shares.map((row) => row.map((share) => share * classSize)), [])
}

/** Affinities times both totals: the shares are then proportional where all affinities are alike, and fitting begins near its end. */
function seeded(rows: Decomposition, columns: Decomposition, weights: readonly (readonly number[])[]): number[][] {
  return weights.map((row, r) => row.map((weight, c) => weight * Math.max(rows.parts[r]!.classes, 1e-9) * Math.max(columns.parts[c]!.classes, 1e-9)))
}

export interface ThreeWayTable {
  readonly status: 'divided' | 'infeasible'
  /** Rows by columns, and columns by thirds: both hold exactly in the cells. */
  readonly table: DecompositionTable
  readonly thirds: DecompositionTable
  /** Places, [row][column][third]. Empty when infeasible. */
  readonly cells: readonly (readonly (readonly number[])[])[]
}

/**
 * Divides a total three ways, such as street by year by source: street by year and year by source first, then every year over both.
 *
 * @param options of the first table; `thirds` those of the second, whose rows are the columns of the first
 * @throws as `decomposeTable`
 * Cost: that of a table for each column, and two more.
 */
export function decomposeThreeWays(total: number, rows: readonly DecompositionUnit[], columns: readonly DecompositionUnit[], thirds: readonly DecompositionUnit[], options: TableOptions & { readonly thirds?: Omit<TableOptions, 'classSize' | 'rows'> | undefined; readonly fit?: ((row: string, third: string) => number) | undefined } = {}): ThreeWayTable {
  requireList(rows, 'rows', 'decomposeThreeWays', 2)
  requireList(columns, 'columns', 'decomposeThreeWays', 3)
  requireList(thirds, 'thirds', 'decomposeThreeWays', 4)
  const { classSize = 1, fit = () => 1 } = options
  const table = decomposeTable(total, rows, columns, options)
  const second = decomposeTable(total, columns, thirds, { ...options.thirds, rows: options.columns, classSize })
  const empty: ThreeWayTable = Object.freeze({ status: 'infeasible', table, thirds: second, cells: [] })
  if (table.status === 'infeasible' || second.status === 'infeasible') return empty
  const cells = rows.map(() => columns.map((): number[] => thirds.map(() => 0)))
  const classesOf = (places: number): number => Math.floor(places / classSize)
  const seeds = rows.map((row) => thirds.map((third) => Math.max(0, fit(row.unit, third.unit))))
  for (const c of columns.keys()) {
    const [rowTotals, thirdTotals] = [table.cells.map((row) => row[c]!), second.cells[c]!]
    const fitted = fitTable(rowTotals.map(classesOf), thirdTotals.map(classesOf), seeds)
    if (fitted.status === 'infeasible') return empty
    fitted.cells.forEach((row, r) => row.forEach((classes, s) => (cells[r]![c]![s] = classes * classSize)))
    const [r, s] = [rowTotals.findIndex((places) => places % classSize > 0), thirdTotals.findIndex((places) => places % classSize > 0)]
    if (r >= 0 && s >= 0) cells[r]![c]![s]! += rowTotals[r]! % classSize
  }
  return Object.freeze({ status: 'divided', table, thirds: second, cells })
}
