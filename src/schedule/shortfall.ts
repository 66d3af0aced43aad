// Pupils without a place as a function of the places of one area, stage and year: the mean over the draws is convex and made of straight pieces.

import type { CompiledPortfolio } from './compile-portfolio.js'

/** The needs of a cell over the draws, ascending. */
export function sortedNeeds(compiled: CompiledPortfolio, cell: number): Float64Array {
  return compiled.need.slice(cell * compiled.draws, (cell + 1) * compiled.draws).sort()
}

/** Mean over the draws of max(0, need − places) for any cell. Cost: O(log draws) a call, after O(cells × draws × log draws) once. */
export function createShortfall(compiled: CompiledPortfolio): (cell: number, places: number) => number {
  const { draws, floor } = compiled
  const sorted = new Float64Array(floor.length * draws)
  // Sum of the needs from each draw on.
  const above = new Float64Array(floor.length * (draws + 1))
  for (let cell = 0; cell < floor.length; cell++) {
    sorted.set(sortedNeeds(compiled, cell), cell * draws)
    for (let d = draws - 1; d >= 0; d--) above[cell * (draws + 1) + d] = above[cell * (draws + 1) + d + 1]! + sorted[cell * draws + d]!
  }
  return (cell, places) => {
    const start = cell * draws
    let low = 0
    let high = draws
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[start + middle]! > places) high = middle
      else low = middle + 1
    }
    return (above[cell * (draws + 1) + low]! - (draws - low) * places) / draws
  }
}

/** A piece of a convex shortfall: so many pupils, each of whom counts this share of the draws. */
export interface ShortfallPiece {
  readonly pupils: number
  readonly share: number
}

/**
 * The mean shortfall as pieces to be filled from the last place down: the places that only the highest draw misses come first and
 * count 1 ÷ draws, those that all draws miss come last and count whole.
 *
 * With fewer pieces than draws the function is the greatest of some of its tangents: never above the true mean, equal to it between
 * the draws whose tangents are kept.
 *
 * @param needs ascending
 * @param most pieces, at least 1
 * @returns `top`: places from which on nothing is missing; the last piece has no end
 * @example
 * shortfallPieces([100, 140], 2) // { top: 140, pieces: [{ pupils: 40, share: 0.5 }, { pupils: Infinity, share: 1 }] }
 */
export function shortfallPieces(needs: ArrayLike<number>, most: number): { readonly top: number; readonly pieces: readonly ShortfallPiece[] } {
  const draws = needs.length
  const sum = Array.from({ length: draws + 1 }, () => 0)
  for (let d = draws - 1; d >= 0; d--) sum[d] = sum[d + 1]! + needs[d]!
  // Tangent with k draws short: (sum of the k highest − k × places) ÷ draws, for k = 1 … draws.
  const count = Math.min(most, draws)
  const kept = [...new Set(Array.from({ length: count }, (_, i) => (count === 1 ? draws : Math.round(1 + (i * (draws - 1)) / (count - 1)))))]
  const height = (k: number): number => sum[draws - k]!
  const pieces: ShortfallPiece[] = []
  const top = height(kept[0]!) / kept[0]!
  let upper = top
  kept.forEach((k, i) => {
    const next = kept[i + 1]
    const lower = next === undefined ? -Infinity : (height(next) - height(k)) / (next - k)
    if (upper - lower > 0) pieces.push({ pupils: upper - lower, share: k / draws })
    upper = Math.min(upper, lower)
  })
  return { top, pieces }
}

/** Draws for the search to look at when it cannot look at all: evenly spaced by what they miss in all, without any project. */
export function chooseDraws(compiled: CompiledPortfolio, most: number): number[] {
  const { draws, need, weight, floor } = compiled
  const total = Array.from({ length: draws }, () => 0)
  const layers = weight.length
  for (let cell = 0; cell < floor.length; cell++) for (let d = 0; d < draws; d++) total[d]! += weight[cell % layers]! * Math.max(0, need[cell * draws + d]!)
  const order = total.map((_, d) => d).sort((a, b) => total[a]! - total[b]! || a - b)
  const count = Math.min(most, draws)
  return Array.from({ length: count }, (_, i) => order[Math.floor(((i + 0.5) * draws) / count)]!)
}
