// Small linear algebra: what makes parts and totals agree, on plain arrays. The only file that may use mathjs, whose import alone
// takes longer than a whole plan; it is therefore reached through the entry point `school-places/reconcile` only.
// Proportional fitting: Deming and Stephan (1940), doi 10.1214/aoms/1177731829.
// Minimum trace: Wickramasuriya, Athanasopoulos and Hyndman (2019), doi 10.1080/01621459.2018.1448825.
// Shrinkage of a covariance: Schäfer and Strimmer (2005), doi 10.2202/1544-6115.1175.

import { lup, lusolve } from 'mathjs'

import { PlacesError } from '../core/error.js'

export type Matrix = readonly (readonly number[])[]

/**
 * Factorises a square matrix once and gives the function that solves `matrix · x = right` for any right-hand side.
 *
 * @throws `invalid-input` when the matrix is singular to working precision
 * Cost: O(n³) once, O(n²) a solve; mathjs takes about 5 µs even for n = 1.
 */
export function createSolver(matrix: Matrix): (right: readonly number[]) => number[] {
  const size = matrix.length
  if (size === 0) return () => []
  const factors = lup(matrix.map((row) => [...row]))
  const pivots = (factors.U as unknown as Matrix).map((row, i) => Math.abs(row[i]!))
  if (!pivots.every((pivot) => pivot > Number.EPSILON * size * largest(pivots))) {
    throw new PlacesError('invalid-input', `createSolver: the matrix must not be singular, got pivots ${pivots.join(', ')}`)
  }
  return (right) => (lusolve(factors, right.map((value) => [value])).valueOf() as unknown as Matrix).map((row) => row[0]!)
}

export interface ShrunkCovariance {
  readonly covariance: Matrix
  /** From 0 (as sampled) to 1 (diagonal only). */
  readonly intensity: number
}

/**
 * Covariance about zero of samples, its correlations shrunk towards 0 by the intensity that minimises the expected squared error.
 *
 * intensity = Σ var(r) ÷ Σ r² over pairs i ≠ j, held between 1e-6 and 1: above 0 so that the result can be solved with, even where residuals of totals are sums
 * of residuals of their parts. A variable that never varies gets 1e-8 of the mean variance, so that it hardly moves yet can be weighed.
 *
 * @param samples [observation, variable], at least 3 observations, not centred: forecast errors have mean 0 when forecasts are unbiased
 * Cost: O(observations × variables²).
 * Source: Schäfer and Strimmer (2005), target D.
 */
export function shrinkCovariance(samples: Matrix): ShrunkCovariance {
  const count = samples.length
  const variances = floorVariances(samples[0]!.map((_, i) => samples.reduce((sum, row) => sum + row[i]! ** 2, 0) / count))
  const deviations = variances.map(Math.sqrt)
  let [uncertain, squared] = [0, 0]
  const correlations = variances.map((_, i) =>
    variances.map((__, j) => {
      if (i === j) return 1
      const products = samples.map((row) => (row[i]! / deviations[i]!) * (row[j]! / deviations[j]!))
      const mean = products.reduce((sum, value) => sum + value, 0) / count
      // Variance of the mean of the products, which is the estimated correlation.
      uncertain += products.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count * (count - 1))
      squared += mean ** 2
      return mean
    }),
  )
  const intensity = squared === 0 ? 1 : Math.min(1, Math.max(1e-6, uncertain / squared))
  return { covariance: correlations.map((row, i) => row.map((value, j) => (i === j ? variances[i]! : (1 - intensity) * value * deviations[i]! * deviations[j]!))), intensity }
}

/** Variances with those that are 0 raised to 1e-8 of their mean. Throws `no-data` when all are 0. */
export function floorVariances(variances: readonly number[]): number[] {
  const mean = variances.reduce((sum, value) => sum + value, 0) / variances.length
  if (!(mean > 0)) throw new PlacesError('no-data', `floorVariances: some residual must differ from 0, got a mean variance of ${mean}`)
  return variances.map((value) => Math.max(value, 1e-8 * mean))
}

/** Parts, then totals; totals equal the sums of their parts. */
export interface Reconciled {
  readonly values: Float64Array
  /** Largest difference between a total and the sum of its parts. */
  readonly before: number
  readonly after: number
  /** Parts that were not negative as given and would be without the bound. */
  readonly introduced: number
  /** Parts set to zero because they would be negative. */
  readonly removed: number
  /** Solves that were needed; 1 when no part is negative. */
  readonly rounds: number
  /** False when letting a part that was set to zero rise again would come closer to the given values. */
  readonly least: boolean
}

/**
 * Makes the function that moves parts and totals, with the least weighted change, to where totals are the sums of their parts and no part is negative.
 *
 * y ← y − W C′ (C W C′)⁻¹ C y, where a row of C is a total minus its parts: a system as small as the number of totals. Parts that come out negative are
 * fixed at zero, one more row of C each, and the system is solved again from the values as given.
 *
 * It always ends: a fixed part is exactly zero and is never fixed twice, so each round fixes at least one part more and there are at most parts + 1 rounds.
 * With a diagonal W and totals that form a tree the result is the least change of all; with correlations it can fall short, which `least` tells.
 *
 * @param parts number of parts
 * @param sums for each total the positions of its parts
 * @param weight W by positions, symmetric and positive definite: parts first, then totals in the order of `sums`. Unit: pupils², or any multiple
 * Cost: O(totals × members × (parts + totals)) once; O(totals × (parts + totals)) a call without negatives.
 */
export function createReconciler(parts: number, sums: readonly (readonly number[])[], weight: (i: number, j: number) => number): (given: ArrayLike<number>) => Reconciled {
  const size = parts + sums.length
  // cross = C W; square = C W C′; the zero rows that the bound adds are rows of W itself.
  const cross = sums.map((members, k) => Float64Array.from({ length: size }, (_, j) => weight(parts + k, j) - members.reduce((sum, i) => sum + weight(i, j), 0)))
  const square = cross.map((row) => sums.map((members, k) => row[parts + k]! - members.reduce((sum, i) => sum + row[i]!, 0)))
  const solve = createSolver(square)
  const columns = sums.map((_, k) => solve(sums.map((__, l) => Number(k === l))))

  return (given) => {
    const gaps = gapsOf(given, parts, sums)
    const scale = largest(given)
    const rounding = 1e-12 * scale
    const zero: number[] = []
    const values = new Float64Array(size)
    let multipliers = gaps.map((_, k) => gaps.reduce((sum, gap, l) => sum + columns[l]![k]! * gap, 0))
    let introduced = 0
    for (let rounds = 1; ; rounds++) {
      for (let j = 0; j < parts; j++) {
        let value = given[j]!
        for (let k = 0; k < sums.length; k++) value -= cross[k]![j]! * multipliers[k]!
        for (let z = 0; z < zero.length; z++) value -= weight(zero[z]!, j) * multipliers[sums.length + z]!
        values[j] = value
      }
      for (const j of zero) values[j] = 0
      const before = zero.length
      for (let j = 0; j < parts; j++) {
        if (values[j]! < -rounding) {
          zero.push(j)
          if (rounds === 1 && given[j]! >= 0) introduced++
        }
      }
      if (zero.length === before) {
        const least = zero.every((j, z) => multipliers[sums.length + z]! * weight(j, j) <= 1e-9 * scale)
        addUp(values, parts, sums)
        return { values, before: largest(gaps), after: largest(gapsOf(values, parts, sums)), introduced, removed: zero.length, rounds, least }
      }
      const bordered = [
        ...square.map((row, k) => [...row, ...zero.map((j) => cross[k]![j]!)]),
        ...zero.map((i) => [...cross.map((row) => row[i]!), ...zero.map((j) => weight(i, j))]),
      ]
      multipliers = createSolver(bordered)([...gaps, ...zero.map((j) => given[j]!)])
    }
  }
}

/** C y: each total minus its parts, added up in the order in which `aggregate` adds. */
function gapsOf(values: ArrayLike<number>, parts: number, sums: readonly (readonly number[])[]): number[] {
  return sums.map((members, k) => values[parts + k]! - members.reduce((sum, i) => sum + values[i]!, 0))
}

/** Ends with exact sums: what rounding left is taken from the totals, and a part below zero by rounding is zero. */
function addUp(values: Float64Array, parts: number, sums: readonly (readonly number[])[]): void {
  for (let j = 0; j < parts; j++) if (values[j]! <= 0) values[j] = 0
  sums.forEach((members, k) => (values[parts + k] = members.reduce((sum, i) => sum + values[i]!, 0)))
}

function largest(values: ArrayLike<number>): number {
  let size = 0
  for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]!))
  return size
}

/** Sums that cells must have: for each cell the position of its sum in `totals`, −1 for none. A total of NaN leaves its sum free. */
export interface Margin {
  readonly sumOf: Int32Array
  readonly totals: ArrayLike<number>
}

export interface Fit {
  readonly rounds: number
  /** Largest difference between a sum and its total, per head of the total (per cell unit where the total is 0). */
  readonly before: number
  readonly after: number
  /** Positive totals over cells that are all 0. */
  readonly unreachable: readonly { readonly margin: number; readonly sum: number; readonly total: number }[]
}

/**
 * Scales cells in place, margin after margin, until every sum is within `tolerance` of its total, or a total cannot be reached, or nothing is gained any more.
 *
 * Cost: O(rounds × margins × cells); it ends after `maxRounds` in any case.
 * Source: Deming and Stephan (1940).
 */
export function fitProportionally(cells: Float64Array, margins: readonly Margin[], tolerance: number, maxRounds: number): Fit {
  const unreachable: { margin: number; sum: number; total: number }[] = []
  const before = largestDifference(cells, margins)
  let [after, earlier, rounds] = [before, Infinity, 0]
  for (; after > tolerance && rounds < maxRounds && unreachable.length === 0; rounds++) {
    // Totals that contradict each other go round in a circle; 50 rounds without gain tell that from sparse cells, across which news travels slowly.
    if (rounds % 50 === 0) {
      if (after > earlier * (1 - 1e-6)) break
      earlier = after
    }
    margins.forEach(({ sumOf, totals }, margin) => {
      const factors = sumCells(cells, sumOf, totals.length)
      for (let s = 0; s < factors.length; s++) {
        const [sum, total] = [factors[s]!, totals[s]!]
        if (sum === 0 && total > 0) unreachable.push({ margin, sum: s, total })
        factors[s] = sum === 0 || Number.isNaN(total) ? 1 : total / sum
      }
      for (let i = 0; i < cells.length; i++) if (sumOf[i]! >= 0) cells[i]! *= factors[sumOf[i]!]!
    })
    after = largestDifference(cells, margins)
  }
  return { rounds, before, after, unreachable }
}

function sumCells(cells: Float64Array, sumOf: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count)
  for (let i = 0; i < cells.length; i++) if (sumOf[i]! >= 0) sums[sumOf[i]!]! += cells[i]!
  return sums
}

function largestDifference(cells: Float64Array, margins: readonly Margin[]): number {
  let worst = 0
  for (const { sumOf, totals } of margins) {
    sumCells(cells, sumOf, totals.length).forEach((sum, s) => {
      const total = totals[s]!
      if (!Number.isNaN(total)) worst = Math.max(worst, Math.abs(sum - total) / (total === 0 ? 1 : total))
    })
  }
  return worst
}
