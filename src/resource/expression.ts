// Expressions that planners write themselves: read with a whitelist, so that what is not plain arithmetic is refused with its position.
// mathjs parses and computes; nothing of it that is not named here can be reached.

import { parse } from 'mathjs/number'
import type { FunctionNode, MathNode } from 'mathjs/number'

import { PlacesError, requireList } from '../core/error.js'
import type { Issue } from '../core/issue.js'

/** The functions an expression may call. */
export const expressionFunctions = ['abs', 'ceil', 'exp', 'floor', 'log', 'max', 'min', 'round', 'sqrt'] as const

/** The most values each takes; one for those that are not named. */
const mostValues: Readonly<Record<string, number | undefined>> = { log: 2, max: Infinity, min: Infinity }

const words = ['and', 'or', 'not']
const pieces = /\s+|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<sign><=|>=|==|!=|[-+*/^<>(),?:])|(?<other>[^])/giuy

const allowedNodes: Readonly<Record<string, readonly string[] | undefined>> = {
  ConstantNode: [],
  SymbolNode: [],
  ParenthesisNode: [],
  ConditionalNode: [],
  RelationalNode: [],
  FunctionNode: [],
  OperatorNode: ['add', 'subtract', 'multiply', 'divide', 'pow', 'unaryMinus', 'unaryPlus', 'smaller', 'smallerEq', 'larger', 'largerEq', 'equal', 'unequal', 'and', 'or', 'not'],
}

export interface Expression {
  readonly text: string
  /** The names that it uses, in order of appearance. */
  readonly names: readonly string[]
  /** The number for one set of values; a comparison gives 1 or 0. NaN where a value is missing or NaN; NaN or infinite where the arithmetic is (division by zero). */
  readonly evaluate: (values: Readonly<Record<string, number>>) => number
}

interface Piece {
  readonly kind: 'number' | 'name' | 'sign' | 'other'
  readonly text: string
  /** From 1. */
  readonly position: number
}

/**
 * Reads an expression of numbers, names, arithmetic, comparisons, `and`, `or`, `not`, `condition ? a : b` and a few functions.
 *
 * For indicators that users define. Anything else (assignment, strings, units, matrices, ranges, properties, other functions) is refused.
 *
 * @param text such as `pupils / places > 0.9`; names may be Chinese
 * @param known the names it may use
 * @returns the names used and a function from their values to a number
 * @throws `invalid-option` that lists every part that is not allowed, each with what was found and its position from 1
 * Cost: O(length) to read; an evaluation takes well under a microsecond a node.
 * @example
 * parseExpression('pupils / places', ['pupils', 'places']).evaluate({ pupils: 99, places: 90 }) // 1.1
 */
export function parseExpression(text: string, known: readonly string[]): Expression {
  requireList(known, 'known', 'parseExpression', 2)
  if (typeof text !== 'string') throw new PlacesError('invalid-option', `parseExpression: an expression must be a text, got ${String(text)}`, { where: { option: 'expression' } })
  const found = piecesOf(text)
  const faults = refusals(found, known)
  const node = faults.length > 0 ? undefined : nodeOf(found, text, faults)
  if (node !== undefined) faults.push(...refusedNodes(node, found))
  if (faults.length > 0 || node === undefined) {
    throw new PlacesError('invalid-option', `parseExpression: ${faults.map((fault) => fault.message).join('; ')}`, {
      where: { option: 'expression' },
      hint: `an expression is made of numbers, ${known.join(', ')}, + - * / ^, comparisons, and, or, not, ? :, ${expressionFunctions.join(', ')}`,
      issues: faults,
    })
  }
  const code = node.compile() as { readonly evaluate: (scope: Record<string, number>) => unknown }
  const names = namesOf(found)
  const scope: Record<string, number> = {}
  return Object.freeze({
    text,
    names: Object.freeze(names),
    evaluate: (values: Readonly<Record<string, number>>) => {
      let whole = true
      names.forEach((name, i) => {
        const value = values[name] ?? Number.NaN
        if (Number.isNaN(value)) whole = false
        scope[`v${i}`] = value
      })
      // A comparison with what is not known is neither true nor false.
      return whole ? Number(code.evaluate(scope)) : Number.NaN
    },
  })
}

function piecesOf(text: string): Piece[] {
  const found: Piece[] = []
  for (const match of text.matchAll(pieces)) {
    const [kind, value] = Object.entries(match.groups ?? {}).find(([, each]) => each !== undefined) ?? []
    if (kind !== undefined) found.push({ kind: kind as Piece['kind'], text: value as string, position: match.index + 1 })
  }
  return found
}

function refusals(found: readonly Piece[], known: readonly string[]): Issue[] {
  if (found.length === 0) return [faultAt('an expression must not be empty', '', 1)]
  return found.flatMap((piece, i) => {
    const before = found[i - 1]
    const endsValue = before !== undefined && (before.kind === 'number' || before.text === ')' || (before.kind === 'name' && !words.includes(before.text)))
    const startsValue = piece.kind === 'number' || piece.kind === 'name' || piece.text === '('
    const isCall = piece.text === '(' && before?.kind === 'name'
    if (piece.kind === 'other') return [faultAt('there is no sign', piece.text, piece.position)]
    if (endsValue && startsValue && !isCall && !words.includes(piece.text)) return [faultAt('an operator is missing before', piece.text, piece.position)]
    if (words.includes(piece.text) && (endsValue === (piece.text === 'not') || i === found.length - 1)) return [faultAt('a value or an operator is missing beside', piece.text, piece.position)]
    if (piece.kind !== 'name' || words.includes(piece.text)) return []
    const called = found[i + 1]?.text === '('
    const list: readonly string[] = called ? expressionFunctions : known
    return list.includes(piece.text) ? [] : [faultAt(called ? 'there is no function' : 'there is no value', piece.text, piece.position)]
  })
}

function namesOf(found: readonly Piece[]): string[] {
  const used = found.filter((piece, i) => piece.kind === 'name' && !words.includes(piece.text) && found[i + 1]?.text !== '(')
  return [...new Set(used.map((piece) => piece.text))]
}

/** Names are numbered before mathjs sees them: it knows no Chinese letters, and a name could mean something to it. */
function nodeOf(found: readonly Piece[], text: string, faults: Issue[]): MathNode | undefined {
  const names = namesOf(found)
  let plain = ''
  const ends: number[] = []
  for (const piece of found) {
    const number = piece.kind === 'name' ? names.indexOf(piece.text) : -1
    plain += `${number < 0 ? piece.text : `v${number}`} `
    ends.push(plain.length)
  }
  try {
    return parse(plain)
  } catch (error) {
    const place = error instanceof Error && 'char' in error && typeof error.char === 'number' ? error.char : plain.length
    const piece = found[ends.findIndex((end) => end >= place)]
    faults.push(faultAt('the expression cannot be read from', piece?.text ?? 'its end', piece?.position ?? text.length + 1))
    return undefined
  }
}

/** A second look at what was parsed: whatever the first let through, only these nodes are ever computed. */
function refusedNodes(root: MathNode, found: readonly Piece[]): Issue[] {
  const faults: Issue[] = []
  root.traverse((node: MathNode) => {
    if (node.type === 'FunctionNode') faults.push(...miscalled(node as FunctionNode, found))
    const operators = allowedNodes[node.type]
    const name = 'fn' in node && typeof node.fn === 'string' ? node.fn : ''
    if (operators !== undefined && (node.type !== 'OperatorNode' || operators.includes(name))) return
    const colon = found.find((piece) => piece.text === ':')
    faults.push(faultAt('only arithmetic and comparisons are allowed', colon?.text ?? node.type, colon?.position ?? 1))
  })
  return faults
}

/** A function without values, or with more than it takes, would only fail when it is computed. */
function miscalled({ fn, args }: FunctionNode, found: readonly Piece[]): Issue[] {
  const name = 'name' in fn ? String(fn.name) : ''
  if (args.length >= 1 && args.length <= (mostValues[name] ?? 1)) return []
  const piece = found.find((each, i) => each.text === name && found[i + 1]?.text === '(')
  return [faultAt(`there must be ${mostValues[name] === undefined ? '1 value' : mostValues[name] === Infinity ? '1 value or more' : `1 to ${mostValues[name]} values`} in`, name, piece?.position ?? 1)]
}

function faultAt(rule: string, found: string, position: number): Issue {
  return {
    code: 'expression-refused',
    severity: 'fault',
    where: { option: 'expression', column: String(position) },
    message: `${rule}${found === '' ? '' : ` ${found}`} at position ${position}`,
    found,
    amounts: { position },
  }
}
