// The one exception of the library: thrown when a call cannot be answered, never for an outcome or for imperfect data.
// One class with a code, not a class per cause: `instanceof` breaks across bundles, a code survives, translates and switches exhaustively.

import type { Issue, Where } from './issue.js'

export type ErrorCode =
  | 'invalid-input'
  | 'invalid-option'
  | 'label-mismatch'
  | 'unknown-label'
  | 'duplicate-label'
  | 'duplicate-row'
  | 'missing-row'
  | 'shape-mismatch'
  | 'unit-mismatch'
  | 'not-finite'
  | 'too-large'
  | 'no-data'

export interface PlacesErrorDetail {
  readonly where?: Where
  /** What the caller can do about it, in one phrase. */
  readonly hint?: string
  /** Every fault that was found, when there are several. */
  readonly issues?: readonly Issue[]
}

/**
 * Says why a call cannot be answered: `code` for programs, `message` for people, `where` the fault is, `hint` what to do,
 * and `issues` with every fault when the call found several.
 *
 * The message reads `function: rule, got value`, followed by the hint in brackets.
 */
export class PlacesError extends Error {
  override readonly name = 'PlacesError'
  readonly code: ErrorCode
  readonly where: Where
  readonly hint: string | undefined
  readonly issues: readonly Issue[]

  constructor(code: ErrorCode, message: string, detail: PlacesErrorDetail = {}) {
    super(detail.hint === undefined ? message : `${message} (${detail.hint})`)
    this.code = code
    this.where = detail.where ?? {}
    this.hint = detail.hint
    this.issues = detail.issues ?? []
  }
}

/** Throws `invalid-option` unless `value` is an integer of at least `least`; returns the value. */
export function requireInteger(value: number, least: number, name: string, verb: string): number {
  if (Number.isInteger(value) && value >= least) return value
  throw new PlacesError('invalid-option', `${verb}: ${name} must be an integer of at least ${least}, got ${String(value)}`, {
    where: { option: name },
  })
}
