// The k-th smallest of many numbers without sorting them all: quickselect with the median of three.
// Source: Hoare (1961), Algorithm 65: Find, doi 10.1145/366622.366647.

/**
 * Moves the k-th smallest number (from 0) to position k, none larger before it and none smaller behind it.
 *
 * @param values no NaN among them; their order changes
 * @returns the number
 * Cost: O(n) on average.
 */
export function selectInPlace(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const [a, b, c] = [values[low]!, values[(low + high) >> 1]!, values[high]!]
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
    let [i, j] = [low, high]
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const kept = values[i]!
      values[i++] = values[j]!
      values[j--] = kept
    }
    if (k <= j) high = j
    else if (k >= i) low = i
    else break
  }
  return values[k]!
}
