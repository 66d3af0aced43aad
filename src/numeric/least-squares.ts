// Weighted least squares with non-negative unknowns (Lawson and Hanson 1974, Solving Least Squares Problems, chapter 23), for two or three unknowns.
// With so few, every set of positive unknowns can be tried; rows are streamed into the normal equations, so nothing grows with their number.

import { factorBand, solveLowerBand, solveUpperBand } from './cholesky.js'

/** Σ w·x·xᵀ, Σ w·x·y and Σ w·y² of the rows added so far. */
export interface NormalEquations {
  readonly unknowns: number
  readonly matrix: Float64Array
  readonly right: Float64Array
  square: number
}

export function createNormalEquations(unknowns: number): NormalEquations {
  return { unknowns, matrix: new Float64Array(unknowns * unknowns), right: new Float64Array(unknowns), square: 0 }
}

/** Adds the row `value ≈ terms · unknowns` with its weight. */
export function addRow(equations: NormalEquations, terms: ArrayLike<number>, value: number, weight: number): void {
  const { unknowns, matrix, right } = equations
  for (let i = 0; i < unknowns; i++) {
    const scaled = weight * terms[i]!
    right[i]! += scaled * value
    for (let j = 0; j < unknowns; j++) matrix[i * unknowns + j]! += scaled * terms[j]!
  }
  equations.square += weight * value * value
}

// Below this determinant of the correlation matrix two terms say the same thing, and fewer unknowns fit as well.
const leastDeterminant = 1e-10
// Another set of unknowns must explain more than rounding does, as a share of all squares: of two that fit alike the first is taken, whatever the order of the rows.
const leastGain = 1e-12

/**
 * The non-negative unknowns with the smallest weighted sum of squares.
 *
 * @returns one number ≥ 0 per unknown; all 0 without rows
 * Cost: O(2ⁿ × n³) for n unknowns.
 * @example
 * const equations = createNormalEquations(2)
 * addRow(equations, [1, 0], 3, 1)
 * addRow(equations, [0, 1], -2, 1)
 * solveNonNegative(equations) // [3, 0]
 */
export function solveNonNegative(equations: NormalEquations): Float64Array {
  const { unknowns, right, square } = equations
  let best = new Float64Array(unknowns)
  let bestSquares = square
  for (let set = 1; set < 1 << unknowns; set++) {
    const solution = solveSubset(equations, set)
    if (solution === undefined) continue
    // At the solution of the normal equations the squares explained are right · solution.
    let squares = square
    for (let i = 0; i < unknowns; i++) squares -= right[i]! * solution[i]!
    if (squares < bestSquares - leastGain * square) {
      best = solution
      bestSquares = squares
    }
  }
  return best
}

/** Least squares in the unknowns of a set, the others 0; undefined when it is not unique or a result is negative. */
function solveSubset(equations: NormalEquations, set: number): Float64Array<ArrayBuffer> | undefined {
  const { unknowns, matrix, right } = equations
  const members: number[] = []
  for (let i = 0; i < unknowns; i++) if ((set >> i) & 1) members.push(i)
  const size = members.length
  const scale = members.map((i) => Math.sqrt(matrix[i * unknowns + i]!))
  if (scale.some((each) => !(each > 0))) return undefined

  // Scaled to a correlation matrix, so that the determinant does not depend on units. Stored as a band of full width.
  const scaled = new Float64Array(size * size)
  const solved = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) scaled[i * size + size - 1 - i + j] = matrix[members[i]! * unknowns + members[j]!]! / scale[i]! / scale[j]!
    solved[i] = right[members[i]!]! / scale[i]!
  }
  if (!factorBand(scaled, size, size - 1)) return undefined
  let determinant = 1
  for (let i = 0; i < size; i++) determinant *= scaled[i * size + size - 1]! ** 2
  if (determinant < leastDeterminant) return undefined
  solveLowerBand(scaled, size, size - 1, solved, 1, 1)
  solveUpperBand(scaled, size, size - 1, solved, 1, 1)

  const solution = new Float64Array(unknowns)
  for (let i = 0; i < size; i++) {
    if (solved[i]! < 0) return undefined
    solution[members[i]!] = solved[i]! / scale[i]!
  }
  return solution
}
