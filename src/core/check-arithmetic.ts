// Claims of arithmetic: sums, products, growth, whole units, limits and nesting, held against what bounds and rounding leave possible.

import type { Claim } from './claim.js'
import type { FactBook } from './fact.js'
import { meet, tidy } from './fact-bounds.js'
import type { Range } from './fact-bounds.js'
import { finding, tell } from './finding.js'
import type { Amounts, Finding } from './finding.js'
import type { IssueCode } from './issue.js'
import { addRanges, asShare, overRanges, resolve, timesRanges } from './operand.js'
import type { Resolved } from './operand.js'
import { withCommas } from './words.js'

type Of<K extends Claim['kind']> = Extract<Claim, { kind: K }>

/** Whether what is stated and what follows from its parts can be the same number. */
export function hold(kind: Claim['kind'], code: IssueCode, stated: Resolved, range: Range, computed: number, ids: readonly string[], more: Amounts = {}): Finding {
  const facts = [...stated.ids, ...ids]
  const amounts = { stated: stated.value, computed, difference: computed - stated.value, low: range[0], high: range[1], ...more }
  if (meet(stated.range, range)) return finding(kind, 'holds', facts, amounts)
  return finding(kind, 'disagrees', facts, amounts, { code, message: `stated ${tell(stated)}, but ${tell({ range })} follows from ${ids.length === 0 ? 'its parts' : ids.join(', ')}` })
}

export function checkSum(claim: Of<'sum'>, book: FactBook): Finding {
  const total = resolve(claim.total, book)
  const parts = claim.parts.map((part) => resolve(part, book))
  const ids = parts.flatMap((part) => part.ids)
  const inside = ids.find((id) => ids.includes(book.get(id)?.partOf ?? ''))
  if (inside !== undefined) {
    const whole = book.get(inside)?.partOf ?? ''
    return finding('sum', 'disagrees', [...total.ids, ...ids], { part: inside, whole }, { code: 'counted-twice', message: `${inside} is part of ${whole}: adding both counts it twice` })
  }
  const units = new Set([total, ...parts].flatMap((each) => (each.unit === undefined ? [] : [each.unit])))
  if (units.size > 1) return finding('sum', 'cannot-tell', [...total.ids, ...ids], { units: [...units].join(', ') }, { code: 'cannot-tell', message: `units differ: ${[...units].join(', ')}` })
  return hold('sum', 'sum-disagrees', total, parts.map((part) => part.range).reduce(addRanges), parts.reduce((sum, part) => sum + part.value, 0), ids)
}

export function checkProduct(claim: Of<'product'>, book: FactBook): Finding {
  const factors = claim.factors.map((factor) => asShare(resolve(factor, book)))
  const computed = factors.reduce((product, factor) => product * factor.value, 1)
  return hold('product', 'product-disagrees', resolve(claim.product, book), factors.map((factor) => factor.range).reduce(timesRanges), computed, factors.flatMap((factor) => factor.ids))
}

export function checkGrowth(claim: Of<'growth'>, book: FactBook): Finding {
  const growth = resolve(claim.growth, book)
  const to = resolve(claim.to, book)
  const share = asShare(growth)
  const factor = growth.unit === '%' ? { value: 1 + share.value, range: addRanges([1, 1], share.range) } : share
  if (claim.from !== undefined) {
    const from = resolve(claim.from, book)
    return hold('growth', 'growth-disagrees', to, timesRanges(from.range, factor.range), from.value * factor.value, [...from.ids, ...growth.ids])
  }
  const earlier = overRanges(to.range, factor.range)
  // Schools and pupils are whole: 15 that are twice as many as before were 7 or 8.
  const whole = Number.isInteger(to.value) && to.range[0] === to.range[1] && Math.ceil(earlier[0]) <= Math.floor(earlier[1])
  const range: Range = whole ? [Math.ceil(earlier[0]), Math.floor(earlier[1])] : earlier
  return finding('growth', 'cannot-tell', [...to.ids, ...growth.ids], { to: to.value, from: to.value / factor.value, low: range[0], high: range[1] }, { code: 'cannot-tell', message: `the earlier figure is not told; it would be ${tell({ range })}` })
}

export function checkWhole(claim: Of<'whole'>, book: FactBook): Finding {
  const total = resolve(claim.total, book)
  const each = resolve(claim.each, book)
  const amounts = { total: total.value, each: each.value, units: total.value / each.value }
  const facts = [...total.ids, ...each.ids]
  const [low, high] = total.range.map((value) => tidy(value / each.value)) as [number, number]
  if (high - low >= 1) return finding('whole', 'cannot-tell', facts, amounts, { code: 'cannot-tell', message: `${tell(total)} is too vague to be counted in units of ${withCommas(each.value)}` })
  if (Math.floor(high + 1e-9) >= Math.ceil(low - 1e-9)) return finding('whole', 'holds', facts, amounts)
  return finding('whole', 'disagrees', facts, amounts, { code: 'not-whole', message: `${tell(total)} is ${withCommas(Number(tidy(amounts.units).toFixed(1)))} units of ${withCommas(each.value)}, not a whole number` })
}

export function checkNested(claim: Of<'nested'>, book: FactBook): Finding {
  const levels = claim.facts.map((fact) => resolve(fact, book))
  const facts = levels.flatMap((level) => level.ids)
  const amounts: Record<string, number> = {}
  levels.forEach((level, i) => {
    amounts[`level${i + 1}`] = level.value
    const outer = levels[0]
    if (i > 0 && outer !== undefined && outer.value !== 0) amounts[`share${i + 1}`] = level.value / outer.value
  })
  const wrong = levels.findIndex((level, i) => i > 0 && level.range[0] > (levels[i - 1]?.range[1] ?? Infinity))
  if (wrong === -1) return finding('nested', 'holds', facts, amounts)
  return finding('nested', 'disagrees', facts, amounts, { code: 'not-nested', message: `${withCommas(levels[wrong]?.value ?? 0)} cannot be contained in ${withCommas(levels[wrong - 1]?.value ?? 0)}` })
}

export function checkLimit(claim: Of<'limit'>, book: FactBook): Finding {
  const total = resolve(claim.value, book)
  const per = claim.per === undefined ? undefined : resolve(claim.per, book)
  const value = per === undefined ? total : { ...total, range: overRanges(total.range, per.range), value: total.value / per.value }
  const ids = [...total.ids, ...(per?.ids ?? [])]
  const amounts: Record<string, number> = { value: value.value, low: value.range[0], high: value.range[1] }
  const verdicts = ([['atLeast', claim.atLeast, 1], ['atMost', claim.atMost, -1]] as const).flatMap(([name, operand, sign]) => {
    if (operand === undefined) return []
    const norm = resolve(operand, book)
    ids.push(...norm.ids)
    // A norm told as "at least 50 %" is the number 50: its own bound is the claim itself.
    const limit = norm.unit === '%' && value.unit !== '%' ? norm.value / 100 : norm.unit !== '%' && norm.unit !== undefined && value.unit === '%' ? norm.value * 100 : norm.value
    amounts[name] = limit
    amounts.margin = sign * (value.value - limit)
    amounts.ratio = value.value / limit
    const [worst, best] = sign > 0 ? value.range : [-value.range[1], -value.range[0]]
    return [{ name, limit, holds: worst >= sign * limit - 1e-9, fails: best < sign * limit - 1e-9 }]
  })
  const failed = verdicts.find((verdict) => verdict.fails)
  if (failed !== undefined) {
    const message = `${tell(value)} is ${failed.name === 'atLeast' ? 'below' : 'above'} ${withCommas(failed.limit)}`
    return finding('limit', 'disagrees', ids, amounts, { code: 'beyond-limit', message })
  }
  if (verdicts.every((verdict) => verdict.holds)) return finding('limit', 'holds', ids, amounts)
  return finding('limit', 'cannot-tell', ids, amounts, { code: 'cannot-tell', message: `${tell(value)} may or may not keep to ${verdicts.map((verdict) => withCommas(verdict.limit)).join(' and ')}` })
}
