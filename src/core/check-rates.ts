// Claims of rates and targets: a percentage without its denominator cannot be defended, and every completion rate has its own.

import type { Claim, TargetStatement } from './claim.js'
import { hold } from './check-arithmetic.js'
import type { FactBook } from './fact.js'
import { meet } from './fact-bounds.js'
import { finding, tell } from './finding.js'
import type { Finding } from './finding.js'
import { addRanges, asShare, overRanges, resolve } from './operand.js'
import type { Resolved } from './operand.js'

type Of<K extends Claim['kind']> = Extract<Claim, { kind: K }>

export function checkRate(claim: Of<'rate'>, book: FactBook): Finding {
  const rate = asShare(resolve(claim.rate, book))
  const numerator = resolve(claim.numerator, book)
  if (claim.denominator === undefined) {
    const range = overRanges(numerator.range, rate.range)
    return finding('rate', 'cannot-tell', [...rate.ids, ...numerator.ids], { rate: rate.value, numerator: numerator.value, denominator: numerator.value / rate.value, low: range[0], high: range[1] }, {
      code: 'denominator-missing',
      message: `the denominator is not told; it would be ${tell({ range })}`,
    })
  }
  const denominator = resolve(claim.denominator, book)
  if (denominator.value === 0) return finding('rate', 'cannot-tell', [...rate.ids, ...numerator.ids, ...denominator.ids], { denominator: 0 }, { code: 'cannot-tell', message: 'the denominator is 0' })
  const computed = numerator.value / denominator.value
  return hold('rate', 'rate-disagrees', rate, overRanges(numerator.range, denominator.range), computed, [...numerator.ids, ...denominator.ids], { numerator: numerator.value, denominator: denominator.value })
}

export function checkDenominator(claim: Of<'denominator'>, book: FactBook): Finding {
  const known = claim.denominator === undefined ? [] : [resolve(claim.denominator, book)]
  const rates = claim.rates.map(({ rate, numerator }) => quotient(resolve(numerator, book), asShare(resolve(rate, book))))
  const implied = [...known, ...rates]
  const facts = implied.flatMap((each) => each.ids)
  const low = Math.max(...implied.map((each) => each.range[0]))
  const high = Math.min(...implied.map((each) => each.range[1]))
  const amounts = { low, high, ...Object.fromEntries(implied.map((each, i) => [`denominator${i + 1}`, each.value])) }
  if (meet([low, low], [high, high]) || low <= high) return finding('denominator', 'holds', facts, amounts)
  return finding('denominator', 'disagrees', facts, amounts, { code: 'denominators-differ', message: `the rates are shares of different wholes: ${implied.map(tell).join('; ')}` })
}

export function checkTargets(claim: Of<'targets'>, book: FactBook): Finding {
  const targets = claim.statements.map((statement) => ({ period: statement.period, target: impliedTarget(statement, book) }))
  const facts = targets.flatMap(({ target }) => target.ids)
  const amounts: Record<string, number | string> = {}
  targets.forEach(({ period, target }, i) => {
    amounts[`target${i + 1}`] = target.value
    if (period !== undefined) amounts[`period${i + 1}`] = period
  })
  const differ = targets.some((a, i) => targets.slice(i + 1).some((b) => !meet(a.target.range, b.target.range)))
  if (!differ) return finding('targets', 'holds', facts, amounts)
  const told = targets.map(({ period, target }) => `${tell(target)}${period === undefined ? '' : ` (${period})`}`).join(', ')
  const periods = new Set(targets.map(({ period }) => period))
  // Targets of different periods may differ: then each is true, and a completion rate must say which one it is of.
  const apart = periods.size === targets.length && !periods.has(undefined)
  return finding('targets', apart ? 'holds' : 'disagrees', facts, amounts, {
    code: 'several-targets',
    message: apart ? `there are ${targets.length} targets, each with its own period: ${told}` : `the sentences imply different targets: ${told}; there must be ${targets.length} targets, or one sentence is wrong`,
  })
}

function impliedTarget(statement: TargetStatement, book: FactBook): Resolved {
  if ('parts' in statement) return statement.parts.map((part) => impliedTarget(part, book)).reduce((a, b) => ({ range: addRanges(a.range, b.range), value: a.value + b.value, unit: a.unit, ids: [...a.ids, ...b.ids] }))
  if ('target' in statement) return resolve(statement.target, book)
  if ('beyond' in statement) return resolve({ minus: [statement.achieved, statement.beyond] }, book)
  return quotient(resolve(statement.achieved, book), asShare(resolve(statement.completion, book)))
}

function quotient(a: Resolved, b: Resolved): Resolved {
  return { range: overRanges(a.range, b.range), value: a.value / b.value, unit: a.unit, ids: [...a.ids, ...b.ids] }
}
