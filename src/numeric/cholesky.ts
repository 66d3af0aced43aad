// Cholesky factor of a symmetric positive definite band matrix, in place and without allocation (Golub and Van Loan, Matrix Computations, 4.3.5).
// A full matrix is the band matrix whose half-width is its size − 1. A band keeps its width when factored, which is what makes it cheap.

/**
 * Replaces the lower triangle of a symmetric band matrix by its Cholesky factor.
 *
 * @param band row i holds the columns i − width … i at `band[i·(width + 1) … ]`, the diagonal last; columns below 0 are not read
 * @returns false when the matrix is not positive definite; the contents are then of no use
 * Cost: O(size × width²).
 */
export function factorBand(band: Float64Array, size: number, width: number): boolean {
  const step = width + 1
  for (let i = 0; i < size; i++) {
    const first = i > width ? i - width : 0
    const row = i * step + width - i
    for (let j = first; j <= i; j++) {
      const other = j * step + width - j
      let sum = band[row + j]!
      for (let k = j > width && j - width > first ? j - width : first; k < j; k++) sum -= band[row + k]! * band[other + k]!
      if (j < i) band[row + j] = sum / band[other + j]!
      else if (sum > 0) band[row + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/**
 * Solves L·Y = R in place for several right-hand sides, L being a factor of {@link factorBand}.
 *
 * @param right row-major, `stride` numbers a row, of which the first `columns` are solved
 * Cost: O(size × width × columns); the inner loop runs along the right-hand sides, which lie next to each other.
 */
export function solveLowerBand(factor: Float64Array, size: number, width: number, right: Float64Array, stride: number, columns: number): void {
  const step = width + 1
  for (let i = 0; i < size; i++) {
    const to = i * stride
    const row = i * step + width - i
    for (let j = i > width ? i - width : 0; j < i; j++) {
      const share = factor[row + j]!
      if (share === 0) continue
      const from = j * stride
      for (let c = 0; c < columns; c++) right[to + c]! -= share * right[from + c]!
    }
    const pivot = 1 / factor[row + i]!
    for (let c = 0; c < columns; c++) right[to + c]! *= pivot
  }
}

/** Solves Lᵀ·X = Y in place; after {@link solveLowerBand} the right-hand sides hold the solution of the whole system. */
export function solveUpperBand(factor: Float64Array, size: number, width: number, right: Float64Array, stride: number, columns: number): void {
  const step = width + 1
  for (let i = size - 1; i >= 0; i--) {
    const from = i * stride
    const row = i * step + width - i
    const pivot = 1 / factor[row + i]!
    for (let c = 0; c < columns; c++) right[from + c]! *= pivot
    for (let j = i > width ? i - width : 0; j < i; j++) {
      const share = factor[row + j]!
      if (share === 0) continue
      const to = j * stride
      for (let c = 0; c < columns; c++) right[to + c]! -= share * right[from + c]!
    }
  }
}
