// Claims of meaning: whether figures speak of the same thing at all, before anyone compares, adds or divides them.

import type { Claim } from './claim.js'
import { disagreement, findRepeatedNumbers, rankFacts } from './compare-facts.js'
import type { Fact, FactBook } from './fact.js'
import { boundsOf, meet } from './fact-bounds.js'
import { finding } from './finding.js'
import type { Finding } from './finding.js'
import { factOf } from './operand.js'

type Of<K extends Claim['kind']> = Extract<Claim, { kind: K }>

export function checkSame(claim: Of<'same'>, book: FactBook): Finding {
  const facts = claim.facts.map((id) => factOf(id, book))
  const units = new Set(facts.map((fact) => fact.unit))
  if (units.size > 1) return finding('same', 'cannot-tell', claim.facts, { units: [...units].join(', ') }, { code: 'cannot-tell', message: `units differ: ${[...units].join(', ')}` })
  const planned = rankFacts(facts.filter((fact) => fact.status === 'planned'))
  const stated = rankFacts(facts.filter((fact) => fact.status !== 'planned'))
  for (const group of [stated, planned]) {
    for (const [i, other] of group.entries()) {
      const better = group.slice(0, i).find((each) => !meet(boundsOf(each), boundsOf(other)))
      if (better === undefined) continue
      const { amounts = {}, ...issue } = disagreement(better, other)
      return Object.freeze({ ...finding('same', 'disagrees', claim.facts, { value: better.value, otherValue: other.value, difference: other.value - better.value }), issue: { ...issue, amounts } })
    }
  }
  const [plan, done] = [planned[0], stated[0]]
  if (plan === undefined || done === undefined) return finding('same', 'holds', claim.facts, { value: (done ?? plan)?.value ?? 0 })
  // What came of a plan is progress, not a contradiction.
  return finding('same', 'holds', claim.facts, { planned: plan.value, achieved: done.value, completion: done.value / plan.value })
}

export function checkScope(claim: Of<'scope'>, book: FactBook): Finding {
  const [a, b] = [factOf(claim.numerator, book), factOf(claim.denominator, book)]
  const facts = [a.id, b.id]
  const [over, under] = [coverage(a), coverage(b)]
  if (over === undefined && under === undefined) return finding('scope', 'cannot-tell', facts, {}, { code: 'cannot-tell', message: `neither ${a.id} nor ${b.id} says what it covers` })
  if (sameSet(over, under) && b.value !== 0) return finding('scope', 'holds', facts, { quotient: a.value / b.value, unit: `${a.unit} per ${b.unit}` })
  const amounts = { numeratorCovers: over ?? 'not told', denominatorCovers: under ?? 'not told' }
  return finding('scope', 'disagrees', facts, amounts, { code: 'covers-differ', message: `${a.id} covers ${amounts.numeratorCovers}, ${b.id} ${amounts.denominatorCovers}: one divided by the other means nothing` })
}

export function checkCategory(claim: Of<'category'>, book: FactBook): Finding {
  const fact = factOf(claim.fact, book)
  const covers = coverage(fact)
  if (covers === undefined) return finding('category', 'cannot-tell', [fact.id], { category: claim.category }, { code: 'cannot-tell', message: `${fact.id} does not say what it covers` })
  const outside = covers.split('+').filter((each) => !claim.category.split('+').includes(each))
  if (outside.length === 0) return finding('category', 'holds', [fact.id], { covers, category: claim.category })
  return finding('category', 'disagrees', [fact.id], { covers, category: claim.category, outside: outside.join('+') }, { code: 'category-differs', message: `told as ${claim.category}, but ${fact.id} is ${outside.join(' and ')} too` })
}

export function checkComparable(claim: Of<'comparable'>, book: FactBook): Finding {
  const facts = claim.facts.map((id) => factOf(id, book))
  const differing = (
    [
      ['measure', (fact: Fact) => fact.measure],
      ['unit', (fact: Fact) => fact.unit],
      ['stage', (fact: Fact) => fact.stage],
      ['covers', (fact: Fact) => fact.covers],
    ] as const
  ).filter(([, of]) => new Set(facts.map(of)).size > 1)
  if (differing.length === 0) return finding('comparable', 'holds', claim.facts, Object.fromEntries(facts.map((fact) => [fact.id, fact.value])))
  const told = facts.map((fact) => `${fact.id} ${fact.value} ${fact.unit} of ${fact.covers ?? fact.stage ?? fact.measure}`).join('; ')
  return finding('comparable', 'disagrees', claim.facts, { differing: differing.map(([name]) => name).join(', '), told }, { code: 'not-comparable', message: `not the same thing, so not to be ranked: ${told}` })
}

export function checkDistinct(claim: Of<'distinct'>, book: FactBook): Finding {
  const facts = claim.facts.map((id) => factOf(id, book))
  const issue = findRepeatedNumbers(facts)[0]
  const found = finding('distinct', issue === undefined ? 'holds' : 'cannot-tell', claim.facts, issue?.amounts ?? {})
  return issue === undefined ? found : Object.freeze({ ...found, issue })
}

/** What a fact covers: as told, or its own stage. */
function coverage(fact: Fact): string | undefined {
  return fact.covers ?? fact.stage
}

function sameSet(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.split('+').sort().join() === b.split('+').sort().join()
}
