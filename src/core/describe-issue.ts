// An issue, and where it sits, in one line of words.

import { requireObject } from './error.js'
import type { Issue, Where } from './issue.js'

const placeOrder: readonly (keyof Where)[] = ['table', 'row', 'column', 'option', 'fact', 'project', 'area', 'stage', 'grade', 'sector', 'year']

/**
 * Tells where in words: `pupils row 3, column year`.
 *
 * @example
 * describeWhere({ table: 'pupils', row: 3, column: 'year' }) // 'pupils row 3, column year'
 */
export function describeWhere(where: Where): string {
  requireObject(where, 'where', 'describeWhere')
  const parts: string[] = []
  for (const key of placeOrder) {
    const value = where[key]
    if (value === undefined) continue
    if (key === 'table') parts.push(String(value))
    else if (key === 'row' && parts.length > 0) parts[parts.length - 1] += ` row ${value}`
    else parts.push(`${key} ${value}`)
  }
  return parts.join(', ')
}

/** One line for an issue: where, what, and what was assumed. */
export function describeIssue(issue: Issue): string {
  requireObject(issue, 'issue', 'describeIssue', 1, ['where'])
  const where = describeWhere(issue.where)
  const assumed = issue.assumed === undefined ? '' : `; assumed: ${issue.assumed}`
  return `${where === '' ? '' : `${where}: `}${issue.message}${assumed}`
}
