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

/** A noun of the river as a verb expects it: what makes it, and the names by which it is known. */
export interface Noun {
  readonly told: string
  readonly has: readonly string[]
}

/** Throws `invalid-input` unless an argument is a noun of its kind: a result of an earlier stage, or what stands in for it. */
export function requireNoun(given: unknown, { told, has }: Noun, verb: string, position = 1): void {
  if (!isObject(given) || has.some((name) => !(name in given))) refuseArgument(told, verb, position, given)
}

/** Throws `invalid-input` unless an argument is a list. */
export function requireList(given: unknown, name: string, verb: string, position = 1): void {
  if (!Array.isArray(given)) refuseArgument(`${name}, a list,`, verb, position, given)
}

/** Throws `invalid-input` unless an argument is an object, with what it cannot be without: options, or a small record. */
export function requireObject(given: unknown, name: string, verb: string, position = 1, has: readonly PropertyKey[] = []): void {
  if (!isObject(given) || has.some((each) => !(each in given))) refuseArgument(`${name}, an object${has.length === 0 ? '' : ` with ${has.map(String).join(', ')}`},`, verb, position, given)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function refuseArgument(expected: string, verb: string, position: number, given: unknown): never {
  const got = Array.isArray(given) ? 'a list' : isObject(given) ? `an object with ${Object.keys(given).slice(0, 5).join(', ') || 'nothing in it'}` : String(given)
  throw new PlacesError('invalid-input', `${verb}: expected ${expected} as its ${['first', 'second', 'third', 'fourth'][position - 1]} argument, got ${got}`)
}
