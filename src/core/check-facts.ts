// Holds what a text says of its figures against the figures themselves.

import { checkGrowth, checkLimit, checkNested, checkProduct, checkSum, checkWhole } from './check-arithmetic.js'
import { checkCategory, checkComparable, checkDistinct, checkSame, checkScope } from './check-meaning.js'
import { checkDenominator, checkRate, checkTargets } from './check-rates.js'
import type { Claim, Operand, TargetStatement } from './claim.js'
import { PlacesError } from './error.js'
import { createFactBook } from './fact.js'
import type { Fact, FactBook } from './fact.js'
import type { Finding } from './finding.js'
import { describeIssue } from './describe-issue.js'
import type { Issue } from './issue.js'
import { idsOf } from './operand.js'

/**
 * Checks claims about facts: sums, rates with their denominators, growth, whole classes, limits, targets, and whether figures may be compared at all.
 *
 * For the figures of a report, plan or briefing before a plan is built on them. A figure is not one number but what its bound and its rounding
 * leave possible (see `boundsOf`): 1.47万 + 0.84万 = 2.31万 holds, and 69.6 % is 16 of 23.
 *
 * @param facts the figures, ids distinct
 * @param claims plain data, operands in the units of their facts; a percentage is a share wherever it multiplies or divides
 * @returns one finding per claim, in order: `status` holds, disagrees or cannot-tell, the `amounts`, and an `issue` when someone should look
 * @throws `invalid-input` with every unknown fact and every claim that is empty; `duplicate-label` when an id comes twice
 * Cost: O(facts + claims × operands²).
 * @example
 * checkFacts([], [{ kind: 'sum', total: 2100, parts: [1350, 750] }])[0].status // 'holds'
 * checkFacts([], [{ kind: 'rate', rate: { value: 98.93, unit: '%' }, numerator: 2881, denominator: 2951 }])[0].issue.code // 'rate-disagrees'
 */
export function checkFacts(facts: readonly Fact[] | FactBook, claims: readonly Claim[]): Finding[] {
  if (!(Array.isArray(facts) || (facts as unknown) instanceof Map) || !Array.isArray(claims)) throw new PlacesError('invalid-input', 'checkFacts: facts must be a list or a book of facts, and claims a list')
  const book = Array.isArray(facts) ? createFactBook(facts as readonly Fact[]) : (facts as FactBook)
  const faults = claims.flatMap((claim, i) => faultsOf(claim, i + 1, book))
  if (faults.length > 0) throw new PlacesError('invalid-input', `checkFacts: ${faults.map(describeIssue).join('; ')}`, { issues: faults })
  return claims.map((claim) => check(claim, book))
}

function check(claim: Claim, book: FactBook): Finding {
  switch (claim.kind) {
    case 'sum':
      return checkSum(claim, book)
    case 'rate':
      return checkRate(claim, book)
    case 'denominator':
      return checkDenominator(claim, book)
    case 'product':
      return checkProduct(claim, book)
    case 'growth':
      return checkGrowth(claim, book)
    case 'whole':
      return checkWhole(claim, book)
    case 'same':
      return checkSame(claim, book)
    case 'nested':
      return checkNested(claim, book)
    case 'limit':
      return checkLimit(claim, book)
    case 'targets':
      return checkTargets(claim, book)
    case 'scope':
      return checkScope(claim, book)
    case 'category':
      return checkCategory(claim, book)
    case 'comparable':
      return checkComparable(claim, book)
    case 'distinct':
      return checkDistinct(claim, book)
  }
}

function faultsOf(claim: Claim, row: number, book: FactBook): Issue[] {
  const where = { table: 'claims', row }
  const parts = partsOf(claim)
  if (parts === undefined) return [{ code: 'not-allowed', severity: 'fault', where: { ...where, column: 'kind' }, message: `there is no claim ${String((claim as { kind: unknown }).kind)}` }]
  const faults: Issue[] = [...new Set(parts.flatMap(idsOf))]
    .filter((id) => !book.has(id))
    .map((id) => ({ code: 'unknown-fact', severity: 'fault', where, message: `there is no fact ${id}`, found: id, allowed: 'the id of a fact' }))
  if (parts.some(isEmpty)) faults.push({ code: 'not-allowed', severity: 'fault', where, message: 'an operand must be a fact, a finite number or a sum of some' })
  if (claim.kind === 'whole' && typeof claim.each === 'number' && claim.each <= 0) faults.push({ code: 'not-allowed', severity: 'fault', where: { ...where, column: 'each' }, message: `must be above 0, got ${claim.each}` })
  const least = claim.kind === 'same' || claim.kind === 'comparable' || claim.kind === 'distinct' || claim.kind === 'nested' ? 2 : 1
  if (listOf(claim).length < least) faults.push({ code: 'not-allowed', severity: 'fault', where, message: `a claim ${claim.kind} needs at least ${least} of what it speaks of` })
  return faults
}

/** An operand that has no value. */
function isEmpty(operand: Operand): boolean {
  if (typeof operand === 'string') return false
  if (typeof operand === 'number') return !Number.isFinite(operand)
  if ('plus' in operand) return operand.plus.length === 0 || operand.plus.some(isEmpty)
  return 'minus' in operand ? operand.minus.some(isEmpty) : !Number.isFinite(operand.value)
}

/** The list that must not be empty. */
function listOf(claim: Claim): readonly unknown[] {
  if ('parts' in claim) return claim.parts
  if ('facts' in claim) return claim.facts
  if ('factors' in claim) return claim.factors
  if ('rates' in claim) return claim.rates
  if ('statements' in claim) return claim.statements
  return claim.kind === 'limit' ? [claim.atLeast, claim.atMost].filter((each) => each !== undefined) : [claim]
}

/** Every operand of a claim; undefined for a claim of no known kind. */
function partsOf(claim: Claim): readonly Operand[] | undefined {
  const some = (...operands: readonly (Operand | undefined)[]): Operand[] => operands.filter((each) => each !== undefined)
  switch (claim.kind) {
    case 'sum':
      return some(claim.total, ...claim.parts)
    case 'rate':
      return some(claim.rate, claim.numerator, claim.denominator)
    case 'denominator':
      return some(claim.denominator, ...claim.rates.flatMap(({ rate, numerator }) => [rate, numerator]))
    case 'product':
      return some(claim.product, ...claim.factors)
    case 'growth':
      return some(claim.growth, claim.from, claim.to)
    case 'whole':
      return [claim.total, claim.each]
    case 'limit':
      return some(claim.value, claim.per, claim.atLeast, claim.atMost)
    case 'targets':
      return claim.statements.flatMap(operandsOfTarget)
    case 'scope':
      return [claim.numerator, claim.denominator]
    case 'category':
      return [claim.fact]
    case 'same':
    case 'nested':
    case 'comparable':
    case 'distinct':
      return claim.facts
    default:
      return undefined
  }
}

function operandsOfTarget(statement: TargetStatement): Operand[] {
  if ('parts' in statement) return statement.parts.flatMap(operandsOfTarget)
  if ('target' in statement) return [statement.target]
  return [statement.achieved, 'beyond' in statement ? statement.beyond : statement.completion]
}
