// A covariance or correlation matrix from the caller: is it one, and its triangular factor.
// Cholesky with zero pivots allowed, for matrices that are semi-definite only: Higham (2002), Accuracy and Stability of Numerical Algorithms, 10.3.

import { PlacesError, requireList } from '../core/error.js'

/** What is wrong with a matrix, in words; where it is, by position. */
export interface MatrixFault {
  readonly row: number
  readonly column: number
  readonly message: string
  readonly found: number
}

/** Rounding of figures that were printed with six digits. */
const tolerance = 1e-6

/**
 * Every reason why rows of numbers are no covariance: not square, not finite, not symmetric, a negative variance, a correlation beyond ±1,
 * or, when there is none of these, a combination whose variance would be below zero. Empty when it is one.
 *
 * Cost: O(size³).
 */
export function covarianceFaults(matrix: readonly (readonly number[])[]): readonly MatrixFault[] {
  const faults: MatrixFault[] = []
  const size = matrix.length
  if (size === 0) return [{ row: 0, column: 0, message: 'must have at least one row', found: 0 }]
  matrix.forEach((row, i) => {
    if (row.length !== size) faults.push({ row: i, column: row.length, message: `must be square, ${size} numbers in a row`, found: row.length })
  })
  if (faults.length > 0) return faults
  const at = (i: number, j: number): number => matrix[i]![j]!
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (!Number.isFinite(at(i, j))) faults.push({ row: i, column: j, message: 'must be a finite number', found: at(i, j) })
    if (at(i, i) < 0) faults.push({ row: i, column: i, message: 'a variance must be at least 0', found: at(i, i) })
  }
  if (faults.length > 0) return faults
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const scale = Math.sqrt(at(i, i) * at(j, j))
      if (Math.abs(at(i, j) - at(j, i)) > tolerance * Math.max(scale, Math.abs(at(i, j)))) faults.push({ row: i, column: j, message: `must be symmetric: ${at(j, i)} on the other side`, found: at(i, j) })
      if (Math.abs(at(i, j)) > scale * (1 + tolerance)) faults.push({ row: i, column: j, message: `must lie within ±${scale}, a correlation within ±1`, found: at(i, j) })
    }
  }
  if (faults.length > 0) return faults
  const { pivot, lowest } = factor(matrix)
  return pivot < 0 ? [] : [{ row: pivot, column: pivot, message: 'must be positive semi-definite: no variance of a sum may be below 0; what is left here must be at least 0', found: lowest }]
}

/**
 * The lower triangular factor F with F·Fᵀ = the correlations of a covariance [row · size + column].
 *
 * A label of variance 0 is taken as independent of the others.
 *
 * @param matrix of which `covarianceFaults` finds nothing
 * Cost: O(size³).
 */
export function correlationFactor(matrix: readonly (readonly number[])[]): Float64Array {
  return factor(matrix).lower
}

function factor(matrix: readonly (readonly number[])[]): { readonly lower: Float64Array; readonly pivot: number; readonly lowest: number } {
  const size = matrix.length
  const lower = new Float64Array(size * size)
  const scale = matrix.map((row, i) => Math.sqrt(row[i]!))
  let [pivot, lowest] = [-1, 0]
  for (let j = 0; j < size; j++) {
    let left = 1
    for (let k = 0; k < j; k++) left -= lower[j * size + k]! ** 2
    if (left < -size * tolerance && left < lowest) [pivot, lowest] = [j, left]
    const root = Math.sqrt(Math.max(0, left))
    lower[j * size + j] = root
    for (let i = j + 1; i < size; i++) {
      const unit = scale[i]! * scale[j]!
      let rest = unit === 0 ? 0 : (matrix[i]![j]! + matrix[j]![i]!) / 2 / unit
      for (let k = 0; k < j; k++) rest -= lower[i * size + k]! * lower[j * size + k]!
      // Nothing is left to explain by a label that the ones before explain wholly; what remains all the same shows at its own pivot.
      if (left > size * tolerance) lower[i * size + j] = rest / root
      else if (Math.abs(rest) > Math.sqrt(size * tolerance) && -Math.abs(rest) < lowest) [pivot, lowest] = [i, -Math.abs(rest)]
    }
  }
  return { lower, pivot, lowest }
}

/**
 * The correlations of a covariance, such as that of past errors by grade.
 *
 * @param covariance rows of equal length, symmetric, positive semi-definite
 * @returns the same shape, 1 on the diagonal, within ±1; a label of variance 0 has correlation 0 with all others
 * @throws `invalid-input` with every fault in `issues` for a covariance that is not one
 * Cost: O(size³).
 * @example
 * correlationOf([[4, 3], [3, 9]]) // [[1, 0.5], [0.5, 1]]
 */
export function correlationOf(covariance: readonly (readonly number[])[]): readonly (readonly number[])[] {
  requireList(covariance, 'covariance', 'correlationOf')
  const faults = covarianceFaults(covariance)
  if (faults.length > 0) {
    const list = faults.map(({ row, column, message, found }) => `row ${row + 1}, column ${column + 1} ${message}, got ${found}`).join('; ')
    throw new PlacesError('invalid-input', `correlationOf: a covariance must be one: ${list}`, {
      hint: 'estimate it from at least as many years as there are labels, or shrink it towards its diagonal',
      issues: faults.map(({ row, column, message, found }) => ({ code: 'not-allowed', severity: 'fault', where: { option: 'covariance', row: row + 1, column: String(column + 1) }, message, found: String(found) })),
    })
  }
  return covariance.map((row, i) => row.map((value, j) => (i === j ? 1 : value === 0 ? 0 : Math.max(-1, Math.min(1, value / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!))))))
}
