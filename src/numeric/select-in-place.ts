// The k-th smallest of many numbers without sorting them.

import { quickselect } from 'simple-statistics'

/**
 * Moves the k-th smallest number (from 0) to position k, none larger before it and none smaller behind it, and returns it.
 *
 * @param values no NaN among them; their order changes
 * Cost: O(n) on average.
 */
export function selectInPlace(values: Float64Array, k: number): number {
  quickselect(values as unknown as number[], k)
  return values[k]!
}
