// Faults of the input in our own words. zod's issues are translated here and no zod type leaves this folder.

import type { $ZodIssue } from 'zod/v4/core'

import { PlacesError } from '../core/error.js'
import { describeIssue } from '../core/issue.js'
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

/** The faults of one row, or of the options, from zod's issues. `whereOf` places a column. */
export function translateZodIssues(issues: readonly $ZodIssue[], row: unknown, whereOf: (column: string) => Where): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const column = issue.path.map(String).join('.')
    const value = issue.path.reduce<unknown>((each, key) => (each as Record<PropertyKey, unknown> | undefined)?.[key], row)
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => fault('unknown-column', whereOf(column === '' ? key : `${column}.${key}`), 'there is no such column', key, 'a column of this table'))
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
  const shown = faults.slice(0, 50).map((each, i) => `\n  ${i + 1}. ${describeIssue(each)}`)
  const rest = faults.length > shown.length ? `\n  … and ${faults.length - shown.length} more, all in error.issues` : ''
  throw new PlacesError('invalid-input', `${verb}: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} in the input${shown.join('')}${rest}`, {
    issues: faults,
  })
}
