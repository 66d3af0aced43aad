// Values of the operands of a claim, as ranges: the arithmetic of figures that are not exactly known.

import type { Operand } from './claim.js'
import { PlacesError } from './error.js'
import type { Fact, FactBook } from './fact.js'
import { boundsOf, tidy } from './fact-bounds.js'
import type { Range } from './fact-bounds.js'

export interface Resolved {
  readonly range: Range
  /** The figure as it stands, without regard to its bound. */
  readonly value: number
  readonly unit: string | undefined
  readonly ids: readonly string[]
}

/** The range of an operand; every fact it names is in the book (see `idsOf`). */
export function resolve(operand: Operand, book: FactBook): Resolved {
  if (typeof operand === 'string') {
    const fact = factOf(operand, book)
    return { range: boundsOf(fact), value: fact.value, unit: fact.unit, ids: [operand] }
  }
  if (typeof operand === 'number') return { range: [operand, operand], value: operand, unit: undefined, ids: [] }
  if ('plus' in operand) return operand.plus.map((each) => resolve(each, book)).reduce((a, b) => join(a, b, addRanges(a.range, b.range), a.value + b.value))
  if ('minus' in operand) {
    const [a, b] = operand.minus.map((each) => resolve(each, book)) as [Resolved, Resolved]
    return join(a, b, [tidy(a.range[0] - b.range[1]), tidy(a.range[1] - b.range[0])], a.value - b.value)
  }
  return { range: boundsOf(operand), value: operand.value, unit: operand.unit, ids: [] }
}

/** The ids of the facts that an operand names. */
export function idsOf(operand: Operand): string[] {
  if (typeof operand === 'string') return [operand]
  if (typeof operand === 'number') return []
  if ('plus' in operand) return operand.plus.flatMap(idsOf)
  return 'minus' in operand ? operand.minus.flatMap(idsOf) : []
}

export function factOf(id: string, book: FactBook): Fact {
  const fact = book.get(id)
  if (fact === undefined) throw new PlacesError('unknown-label', `checkFacts: there is no fact ${id}`, { where: { fact: id } })
  return fact
}

/** Percent as a share; anything else as it is. */
export function asShare(of: Resolved): Resolved {
  return of.unit === '%' ? { ...of, range: [tidy(of.range[0] / 100), tidy(of.range[1] / 100)], value: tidy(of.value / 100) } : of
}

export function addRanges(a: Range, b: Range): Range {
  return [tidy(a[0] + b[0]), tidy(a[1] + b[1])]
}

/** Product of ranges that are not negative. */
export function timesRanges(a: Range, b: Range): Range {
  return [tidy(a[0] * b[0]), tidy(b[1] === 0 || a[1] === 0 ? 0 : a[1] * b[1])]
}

/** Quotient of ranges that are not negative; infinite where the divisor may be 0. */
export function overRanges(a: Range, b: Range): Range {
  return [b[1] === 0 ? Infinity : tidy(a[0] / b[1]), b[0] <= 0 ? Infinity : tidy(a[1] / b[0])]
}

function join(a: Resolved, b: Resolved, range: Range, value: number): Resolved {
  return { range, value: tidy(value), unit: a.unit ?? b.unit, ids: [...a.ids, ...b.ids] }
}
