// The chance that what several uncertain things bring adds up to enough, each with its own amount: exact, by adding one thing at a time.

import { PlacesError } from '../core/error.js'

/**
 * The chance that the amounts of what happens add up to at least `least`.
 *
 * @param chances from 0 to 1, of things that happen independently of each other
 * @param amounts what each brings when it happens, at least 0; counted in whole numbers, rounded
 * @throws `invalid-option` for a chance outside 0–1 or an amount below 0
 * Cost: O(n × least ÷ the greatest common divisor of the amounts) of those that are neither certain nor impossible.
 * @example
 * chanceOfSum([0.5, 0.5], [900, 450], 900) // 0.5
 */
export function chanceOfSum(chances: readonly number[], amounts: readonly number[], least: number): number {
  let needed = Math.ceil(least - 1e-9)
  const open: { readonly p: number; readonly amount: number }[] = []
  chances.forEach((p, i) => {
    const amount = Math.round(amounts[i] ?? 0)
    if (!(p >= 0 && p <= 1 && amount >= 0)) throw new PlacesError('invalid-option', `chanceOfSum: a chance must be from 0 to 1 and an amount at least 0, got ${p} and ${amounts[i]}`)
    if (p === 1) needed -= amount
    else if (p > 0 && amount > 0) open.push({ p, amount })
  })
  if (needed <= 0) return 1
  const unit = open.reduce((divisor, each) => commonDivisor(divisor, each.amount), 0)
  if (open.reduce((sum, each) => sum + each.amount, 0) < needed) return 0
  const enough = Math.ceil(needed / unit)
  // The last one is the chance of enough: what is more than that need not be told apart.
  const sums = new Float64Array(enough + 1)
  sums[0] = 1
  let reached = 0
  for (const { p, amount } of open) {
    const step = amount / unit
    const before = reached
    reached = Math.min(enough, reached + step)
    let more = 0
    for (let k = before; k >= 0; k--) {
      const moved = sums[k]! * p
      if (k === enough) continue
      sums[k]! -= moved
      if (k + step >= enough) more += moved
      else sums[k + step]! += moved
    }
    sums[enough]! += more
  }
  return Math.min(1, sums[enough]!)
}

function commonDivisor(a: number, b: number): number {
  return a === 0 ? b : commonDivisor(b % a, a)
}
