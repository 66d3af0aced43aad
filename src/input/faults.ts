// Faults of the input in our own words. zod's issues are translated here and no zod type leaves this folder.

import type { $ZodIssue } from 'zod/v4/core'

import { describeIssue } from '../core/describe-issue.js'
import { PlacesError } from '../core/error.js'
import type { Issue, IssueCode, Where } from '../core/issue.js'

/** Makes a fault: what was found, and what is allowed. */
export function fault(code: IssueCode, where: Where, message: string, found?: unknown, allowed?: string): Issue {
  return {
    code,
    severity: 'fault',
    where,
    message,
    ...(found === undefined ? {} : { found: show(found) }),
    ...(allowed === undefined ? {} : { allowed }),
  }
}

/** A value as a person would name it in a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'string') return value.trim() === '' ? 'a blank' : `"${value}"`
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : typeof value
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** What a schema of a table or of options has: told where a name is not among them. */
export interface Known {
  readonly what: 'column' | 'option'
  readonly names: readonly string[]
}

/** The names of the columns that a schema of rows knows. */
export function columnsOf(schema: object): readonly string[] {
  return 'shape' in schema ? Object.keys(schema.shape as object) : []
}

/** The faults of one row, or of the options, from zod's issues. `whereOf` places a column, `known` are the names there are. */
export function translateZodIssues(issues: readonly $ZodIssue[], row: unknown, whereOf: (column: string) => Where, known: Known = { what: 'column', names: [] }): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const column = issue.path.map(String).join('.')
    const value = issue.path.reduce<unknown>((each, key) => (each as Record<PropertyKey, unknown> | undefined)?.[key], row)
    if (issue.code === 'unrecognized_keys') {
      const names = column === '' ? known.names.join(', ') : ''
      const there = names === '' ? '' : `; there are ${names}`
      return issue.keys.map((key) => fault('unknown-column', whereOf(column === '' ? key : `${column}.${key}`), `there is no such ${known.what}${there}`, key, names === '' ? `a ${known.what} of this table` : names))
    }
    const allowed = allowedText(issue)
    if (isBlank(value)) return [fault('missing-value', whereOf(column), `a value is needed, got ${show(value)}`, value, allowed)]
    if (issue.code === 'invalid_type') return [fault('wrong-type', whereOf(column), `must be ${allowed}, got ${show(value)}`, value, allowed)]
    return [fault('not-allowed', whereOf(column), `must be ${allowed}, got ${show(value)}`, value, allowed)]
  })
}

function allowedText(issue: $ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'number' ? 'a finite number' : issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`
    case 'too_small':
      return issue.origin === 'string' ? 'a text that is not blank' : `${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}`
    case 'too_big':
      return `at most ${String(issue.maximum)}`
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`
    default:
      return issue.message
  }
}

/** Throws one `invalid-input` error that lists every fault, unless there are none. */
export function refuseFaults(faults: readonly Issue[], verb: string): void {
  if (faults.length === 0) return
  const lines = sameInManyRows(faults)
  const shown = lines.slice(0, 50).map(({ text }, i) => `\n  ${i + 1}. ${text}`)
  const left = lines.slice(50).reduce((sum, { count }) => sum + count, 0)
  const rest = left > 0 ? `\n  … and ${left} more, all in error.issues` : ''
  throw new PlacesError('invalid-input', `${verb}: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} in the input${shown.join('')}${rest}`, {
    issues: faults,
  })
}

/** A line for each fault; one that comes back in many rows, as a heading that is not known does in all, is told once with its rows. */
function sameInManyRows(faults: readonly Issue[]): { readonly text: string; readonly count: number }[] {
  const groups = new Map<string, Issue[]>()
  for (const each of faults) {
    const { row: _row, ...place } = each.where
    const key = JSON.stringify([place, each.message])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()].flatMap((group) => {
    const rows = group.map(({ where }) => where.row)
    const [first] = group
    if (first === undefined || group.length < 3 || first.where.table === undefined || rows.includes(undefined)) return group.map((each) => ({ text: describeIssue(each), count: 1 }))
    const run = rows.every((row, i) => i === 0 || row === (rows[i - 1] ?? 0) + 1)
    const told = run ? `${rows[0]}–${rows.at(-1)}` : `${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ` and ${rows.length - 5} more` : ''}`
    const { row: _row, ...place } = first.where
    return [{ text: describeIssue({ ...first, where: { ...place, table: `${first.where.table} rows ${told}` } }), count: group.length }]
  })
}
