// One number, one source (一数一源): a figure from a document or a standard with what is needed to defend it.

import { PlacesError, requireList, requireNoun } from './error.js'
import { aFactBook } from './nouns.js'

/** How sure the text is of the figure: 约 about, 超/余 over, 近 under, 不少于 at least, 不超过 at most. */
export type Bound = 'exact' | 'about' | 'over' | 'under' | 'at-least' | 'at-most'
/** Whether it is a plan, something reported as done, a rule in force, our arithmetic from other facts, or our assumption. */
export type FactStatus = 'planned' | 'achieved' | 'rule' | 'derived' | 'assumed'
/** A official site, B press or journal, C mirror of an identifiable original, D forum or public code, derived by arithmetic, U unsourced. */
export type Evidence = 'A' | 'B' | 'C' | 'D' | 'derived' | 'U'

export interface Fact {
  readonly id: string
  /** What is measured, in words that two sources would share when they speak of the same thing. */
  readonly measure: string
  readonly value: number
  readonly unit: string
  readonly source: string
  readonly date: string
  readonly status: FactStatus
  readonly bound: Bound
  readonly evidence: Evidence
  readonly area?: string
  readonly stage?: string
  readonly grade?: string
  readonly sector?: string
  readonly year?: number
  /** The figure this one is contained in: the two must not be added. */
  readonly partOf?: string
  /** Size of the last digit of a rounded figure: 100 for 1.47万, 0.1 for 69.6 %. A whole number without it is a full count. */
  readonly precision?: number
  /** The time it speaks of where that is not a school year, as an ISO interval or date: `2021-01/2021-06`. A target holds for its own period only. */
  readonly period?: string
  /** What is counted in it where that is more than one kind, joined by `+`: stages, works that make no places. Figures are divided only when they cover the same. */
  readonly covers?: string
  /** How a derived figure was reached. */
  readonly note?: string
}

/** A rate that keeps what it was made of: a percentage without its denominator cannot be defended. */
export interface Rate {
  readonly value: number
  readonly numerator: number
  readonly denominator: number
}

/**
 * Makes a rate that keeps its numerator and denominator.
 *
 * @throws `invalid-option` when the denominator is not positive
 * @example
 * rate(16, 23).value // 0.6956521739130435
 */
export function rate(numerator: number, denominator: number): Rate {
  if (!(denominator > 0) || !Number.isFinite(numerator)) {
    throw new PlacesError('invalid-option', `rate: the denominator must be positive and the numerator finite, got ${numerator} ÷ ${denominator}`)
  }
  return Object.freeze({ value: numerator / denominator, numerator, denominator })
}

/** A list of facts by id, as typed by hand in a data file. */
export type FactBook = ReadonlyMap<string, Fact>

/** Collects facts by id. Throws `duplicate-label` when an id comes twice. */
export function createFactBook(facts: readonly Fact[]): FactBook {
  requireList(facts, 'facts', 'createFactBook')
  const book = new Map<string, Fact>()
  for (const fact of facts) {
    if (book.has(fact.id)) throw new PlacesError('duplicate-label', `createFactBook: fact ids must be distinct, got ${fact.id} twice`, { where: { fact: fact.id } })
    book.set(fact.id, Object.freeze({ ...fact }))
  }
  return book
}

/**
 * The sum of facts, refusing to add one that is contained in another (公办 inside 普惠) or to mix units.
 *
 * @throws `invalid-option` when a fact is part of another one in the list, or units differ; `unknown-label` for an unknown id
 */
export function addFacts(book: FactBook, ids: readonly string[]): number {
  requireNoun(book, aFactBook, 'addFacts')
  requireList(ids, 'ids', 'addFacts', 2)
  const facts = ids.map((id) => {
    const fact = book.get(id)
    if (fact === undefined) throw new PlacesError('unknown-label', `addFacts: there is no fact ${id}`, { where: { fact: id } })
    return fact
  })
  for (const fact of facts) {
    if (fact.partOf !== undefined && ids.includes(fact.partOf)) {
      throw new PlacesError('invalid-option', `addFacts: ${fact.id} is part of ${fact.partOf}, adding both counts it twice`, { where: { fact: fact.id } })
    }
    if (fact.unit !== facts[0]?.unit) {
      throw new PlacesError('invalid-option', `addFacts: units must be equal, got ${facts[0]?.unit ?? ''} and ${fact.unit}`, { where: { fact: fact.id } })
    }
  }
  return facts.reduce((sum, fact) => sum + fact.value, 0)
}
