// A total divided over streets, years or sources (责任书): by several weights, in whole classes, between floors and caps, exactly.

import { requireList } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { withCommas } from '../core/words.js'
import { checkDecomposition } from './check-decomposition.js'
import type { DecompositionOptions, DecompositionUnit } from './check-decomposition.js'
import { divideByWebster, quotientOf } from './webster.js'
import type { Share } from './webster.js'

export interface DecompositionPart {
  readonly unit: string
  readonly places: number
  readonly classes: number
  /** Its part of all weights, 0–1, the criteria weighed together. */
  readonly weight: number
  /** Weight × total: the part before floors, caps and whole classes. */
  readonly share: number
  /** Whether its floor or its cap keeps it from what its weight alone would give. */
  readonly heldBy: 'floor' | 'cap' | undefined
}

/** Why no division keeps all floors and caps, with the amounts that clash in places. */
export interface DecompositionClash {
  readonly what: 'floors' | 'caps' | 'floor-above-cap'
  readonly units: readonly string[]
  readonly places: number
  readonly total: number
}

export interface Decomposition {
  readonly status: 'divided' | 'infeasible'
  readonly total: number
  readonly classSize: number
  /** In the order given; none when infeasible. They add up to the total exactly. */
  readonly parts: readonly DecompositionPart[]
  /** Places that are no whole class, and who got them. */
  readonly remainder: { readonly places: number; readonly unit: string } | undefined
  readonly clashes: readonly DecompositionClash[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Divides a total over units by several weights, in whole classes, between floors and caps.
 *
 * For letters of responsibility (责任书). Stable: when one weight of a unit rises, its part never falls and the others together never gain; where
 * there is one criterion, no other unit gains.
 *
 * @param total places, a whole number from 0
 * @returns parts that add up to the total exactly, or `infeasible` with the floors and caps that clash. What is no whole class goes once to the
 * unit whose turn is next, with an issue
 * @throws `invalid-input` listing every fault: units given twice, weights below 0 or all 0, a total or bounds that are not whole numbers, unknown criteria
 * Definition: weights of a criterion are divided by their sum, multiplied by its importance and added; then Webster's method within the bounds.
 * Cost: O(units × criteria).
 * @example
 * const streets = [{ unit: 'North', weights: { gap: 500 } }, { unit: 'South', weights: { gap: 260 }, floor: 400 }]
 * decomposeTarget(900, streets, { classSize: 45 }).parts.map((each) => each.places) // [495, 405]
 */
export function decomposeTarget(total: number, units: readonly DecompositionUnit[], options: DecompositionOptions = {}): Decomposition {
  const verb = 'decomposeTarget'
  requireList(units, 'units', verb, 2)
  checkDecomposition(total, units, options, verb)
  const classSize = options.classSize ?? 1
  const weights = combineWeights(units, options.importances)
  const shares = units.map(({ floor = 0, cap = Infinity }, i): Share => ({ weight: weights[i]!, floor: Math.ceil(floor / classSize), cap: Math.floor(cap / classSize) }))
  const [whole, rest] = [Math.floor(total / classSize), total % classSize]
  const clashes = clashesOf(total, whole, units, shares, classSize)
  const done = (status: Decomposition['status'], parts: readonly DecompositionPart[], remainder: Decomposition['remainder'], found: readonly DecompositionClash[], issues: readonly Issue[]): Decomposition =>
    Object.freeze({ status, total, classSize, parts: Object.freeze(parts), remainder, clashes: Object.freeze(found), issues: Object.freeze(issues), provenance: stamp(verb, { options: { total, ...options } }) })
  if (clashes.length > 0) return done('infeasible', [], undefined, clashes, [])
  const classes = divideByWebster(whole, shares)
  const taker = rest === 0 ? -1 : takerOf(rest, classes, units, shares, classSize)
  // A cap in places may leave no room for the rest, though there is room for no further class either.
  if (rest > 0 && taker < 0) return done('infeasible', [], undefined, [{ what: 'caps', units: units.map((each) => each.unit), places: total - rest, total }], [])
  const parts = units.map(({ unit }, i): DecompositionPart => {
    const places = classes[i]! * classSize + (i === taker ? rest : 0)
    const share = weights[i]! * total
    const heldBy = classes[i] === shares[i]!.floor && shares[i]!.floor > 0 && places > share + classSize / 2 ? 'floor' : classes[i] === shares[i]!.cap && places < share - classSize / 2 ? 'cap' : undefined
    return Object.freeze({ unit, places, classes: classes[i]!, weight: weights[i]!, share, heldBy })
  })
  const issues: Issue[] =
    rest === 0
      ? []
      : [{ code: 'remainder-given', severity: 'assumption', where: { area: units[taker]!.unit }, message: `${rest} of ${withCommas(total)} places ${rest === 1 ? 'is' : 'are'} no whole class of ${classSize}`, assumed: `given to ${units[taker]!.unit}, whose turn is next`, amounts: { rest, total, classSize, unit: units[taker]!.unit } }]
  return done('divided', parts, rest === 0 ? undefined : Object.freeze({ places: rest, unit: units[taker]!.unit }), [], issues)
}

/** Weights of all criteria together, adding up to 1. */
export function combineWeights(units: readonly DecompositionUnit[], importances?: Readonly<Record<string, number>>): number[] {
  const criteria = importances === undefined ? [...new Set(units.flatMap((each) => Object.keys(each.weights)))].map((name) => [name, 1] as const) : Object.entries(importances)
  const sums = criteria.map(([name, importance]) => ({ name, importance, sum: units.reduce((all, each) => all + (each.weights[name] ?? 0), 0) })).filter((each) => each.sum > 0)
  const all = sums.reduce((sum, each) => sum + each.importance, 0)
  return units.map(({ weights }) => sums.reduce((sum, { name, importance, sum: whole }) => sum + (importance / all) * ((weights[name] ?? 0) / whole), 0))
}

function clashesOf(total: number, whole: number, units: readonly DecompositionUnit[], shares: readonly Share[], classSize: number): DecompositionClash[] {
  const named = (indices: readonly number[]): string[] => indices.map((i) => units[i]!.unit)
  const all = units.map((_, i) => i)
  const crossed = all.filter((i) => shares[i]!.floor > shares[i]!.cap)
  if (crossed.length > 0) return crossed.map((i) => ({ what: 'floor-above-cap', units: named([i]), places: shares[i]!.floor * classSize, total: shares[i]!.cap * classSize }))
  const floors = shares.reduce((sum, each) => sum + each.floor, 0)
  if (floors > whole) return [{ what: 'floors', units: named(all.filter((i) => shares[i]!.floor > 0)), places: floors * classSize, total }]
  // Who has no weight takes its floor and no more.
  const most = shares.reduce((sum, { weight, floor, cap }) => sum + (weight > 0 ? cap : floor), 0)
  return most < whole ? [{ what: 'caps', units: named(all.filter((i) => shares[i]!.cap < Infinity || shares[i]!.weight === 0)), places: most * classSize, total }] : []
}

/** Whose turn is next among those whose cap leaves room for a rest of places; −1 when there is none. */
function takerOf(rest: number, classes: readonly number[], units: readonly DecompositionUnit[], shares: readonly Share[], classSize: number): number {
  const turns = units.map(({ cap = Infinity }, i) => (classes[i]! * classSize + rest <= cap ? quotientOf({ ...shares[i]!, cap: Infinity }, classes[i]!) : -1))
  const largest = Math.max(...turns)
  return largest < 0 ? -1 : turns.indexOf(largest)
}
