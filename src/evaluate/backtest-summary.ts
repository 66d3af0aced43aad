// What a backtest says: mean errors by method and lead, by size of area, by grade, with and without marked years.

import { requireList, requireObject } from '../core/error.js'
import type { ScoredPair } from './backtest.js'

/** Mean scores of a group of pairs, each pair counting once. */
export interface BacktestScore {
  readonly method: string
  readonly lead: number
  /** Name of the group, `all` without grouping. */
  readonly group: string
  readonly pairs: number
  /** Mean absolute percentage error of area totals. */
  readonly mape: number
  /** Mean over pairs of the weighted error of the grades. */
  readonly wape: number
  readonly bias: number
}

/**
 * Averages scored pairs by method and lead, and by a group of the caller's choice.
 *
 * @param groupOf names the group of a pair, such as a size class or "pandemic"; all in one when left out
 */
export function summariseBacktest(rows: readonly ScoredPair[], groupOf: (row: ScoredPair) => string = () => 'all'): BacktestScore[] {
  requireList(rows, 'rows', 'summariseBacktest')
  const groups = new Map<string, ScoredPair[]>()
  for (const row of rows) {
    const key = JSON.stringify([groupOf(row), row.lead, row.method])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()].map((group) => {
    const mean = (of: (row: ScoredPair) => number): number => group.reduce((sum, row) => sum + of(row), 0) / group.length
    const { method, lead } = group[0]!
    return { method, lead, group: groupOf(group[0]!), pairs: group.length, mape: mean((row) => row.totalError), wape: mean((row) => row.gradeError), bias: mean((row) => row.bias) }
  })
}

/** Size class of a pair by its actual pupils: under 200, 200–999, 1,000–9,999, 10,000 and more. */
export function sizeClass(pair: ScoredPair): string {
  requireObject(pair, 'pair', 'sizeClass')
  const { actual } = pair
  return actual < 200 ? '< 200' : actual < 1_000 ? '200–999' : actual < 10_000 ? '1,000–9,999' : '≥ 10,000'
}

/** Whether a pair's forecast spans one of the marked years, such as those of a pandemic. */
export function spansMarkedYears(years: readonly number[]): (row: ScoredPair) => string {
  requireList(years, 'years', 'spansMarkedYears')
  return ({ origin, lead }) => (years.some((year) => year > origin && year <= origin + lead) ? 'with marked years' : 'without marked years')
}

/** Errors of one grade, each pupil counting once. */
export interface GradeScore {
  readonly method: string
  readonly lead: number
  readonly grade: string
  readonly pairs: number
  /** Σ|forecast − actual| ÷ Σ actual over areas and origins. */
  readonly wape: number
}

/** Weighted errors by method, lead and grade: which grade a forecast is lost in. */
export function summariseByGrade(rows: readonly ScoredPair[]): GradeScore[] {
  requireList(rows, 'rows', 'summariseByGrade')
  const cells = new Map<string, { method: string; lead: number; grade: string; pairs: number; error: number; actual: number }>()
  for (const { method, lead, grades, gradeActuals, gradeDistances } of rows) {
    grades.forEach((grade, i) => {
      const key = `${method}\n${lead}\n${grade}`
      const cell = cells.get(key) ?? { method, lead, grade, pairs: 0, error: 0, actual: 0 }
      cell.pairs++
      cell.error += gradeDistances[i]!
      cell.actual += gradeActuals[i]!
      cells.set(key, cell)
    })
  }
  return [...cells.values()].filter((cell) => cell.actual > 0).map(({ error, actual, ...cell }) => ({ ...cell, wape: error / actual }))
}
