// Sums that are the same bits in whatever order and in however many groups they are added up. Numbers are taken to the nearest millionth
// first (2⁻²⁰): sums of such numbers are exact in a double up to 2³³, 8.6 thousand million, and exact sums know no order.

import { PlacesError } from './error.js'

/** 2³¹: a number of at most this many is rounded by adding and taking away `shift`, in whose neighbourhood doubles are 2⁻²⁰ apart. */
const largest = 2 ** 31
const shift = 1.5 * 2 ** 32
/** From here on doubles are 2⁻¹⁹ apart and a sum would be rounded. */
const limit = 2 ** 33

/**
 * Adds numbers to sums, place by place, exactly.
 *
 * @param sums changed in place; zeros, or what this function made
 * @param to where in `sums` to begin
 * @param values finite; each is taken to the nearest multiple of 2⁻²⁰, so a sum of n numbers is off by n × 5e-7 at most
 * @throws `too-large` for a number above 2³¹ or a sum of 2³³ or more: then sums would depend on their order
 * @example
 * const sums = new Float64Array(1)
 * for (const value of [0.1, 0.2, 0.3]) addExactly(sums, 0, [value])
 * sums[0] === [0.3, 0.1, 0.2].reduce((other, value) => (addExactly(other, 0, [value]), other), new Float64Array(1))[0] // true
 */
export function addExactly(sums: Float64Array, to: number, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const sum = sums[to + i]! + (value + shift - shift)
    // Written so that NaN is refused as well.
    if (!(Math.abs(value) <= largest && Math.abs(sum) < limit)) {
      throw new PlacesError('too-large', `addExactly: numbers must be at most ${largest} and their sums below ${limit}, got ${value} for a sum of ${sum}`)
    }
    sums[to + i] = sum
  }
}
