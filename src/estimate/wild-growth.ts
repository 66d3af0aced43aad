// How much wider than in one year the middle of errors is that are sums of several: a wild year among calm ones is found in more of the sums, so
// tails become body. Variances here are of the middle 85 %, so those of a sum are not the sum of those of its years where tails are heavy.

import { normalCdf } from '../numeric/normal.js'
import { normalQuantile } from '../numeric/row-sampler.js'
import { agreeAt, wildness } from '../numeric/tails.js'

/** Futures looked at. */
const futures = 1_000
/** Steps of the golden ratio's relatives fill a cube evenly. Source: Roberts (2018), The unreasonable effectiveness of quasirandom sequences. */
const evenSteps = (dimensions: number): readonly number[] => {
  let root = 2
  for (let i = 0; i < 40; i++) root = (1 + root) ** (1 / (dimensions + 1))
  return Array.from({ length: dimensions }, (_, i) => root ** -(i + 1))
}

/**
 * Variance of the middle 85 % of a sum of so many years' errors ÷ that of a normal sum, were every year's middle the same.
 *
 * @param degrees of freedom of one year's error
 * @param carried how much of a year's wildness is the area's own in all years, 0–1
 * @returns factors for 1 … `years` years: the first is 1, the others 1 or more, growing
 * Cost: O(years × futures).
 */
export function wildGrowth(degrees: number, carried: number, years: number): readonly number[] {
  const steps = evenSteps(years + 1)
  const sizes = Array.from({ length: futures }, (_, f) => {
    const [own, ...yearly] = steps.map((step) => normalQuantile((0.5 + (f + 1) * step) % 1 || 0.5))
    let sum = 0
    return yearly.map((normal, y) => {
      sum += wildness(Math.sqrt(carried) * own! + Math.sqrt(1 - carried) * normal, degrees) ** 2
      return Math.sqrt(sum / (y + 1))
    })
  })
  const middles = Array.from({ length: years }, (_, y) => middleOf(sizes.map((each) => each[y]!)))
  return middles.map((middle) => Math.max(1, (middle / middles[0]!) ** 2))
}

/** Below which 85 % of |z| × size lie, z normal. */
function middleOf(sizes: readonly number[]): number {
  let [low, high] = [0, 10 * agreeAt]
  for (let step = 0; step < 40; step++) {
    const at = (low + high) / 2
    const below = sizes.reduce((sum, size) => sum + 2 * normalCdf(at / size) - 1, 0) / sizes.length
    if (below < 0.85) low = at
    else high = at
  }
  return (low + high) / 2
}
