// The two solvers under the hierarchical forecast: non-negative least squares of a few unknowns, and the Cholesky factor of a band.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { factorBand, solveLowerBand, solveUpperBand } from '../../src/numeric/cholesky.js'
import { addRow, createNormalEquations, solveNonNegative } from '../../src/numeric/least-squares.js'

const settings = { seed: 20_210_901, numRuns: 200 } as const
const coefficient = fc.double({ min: -2, max: 2, noNaN: true })

describe('least squares with non-negative unknowns', () => {
  const fit = (rows: readonly (readonly [terms: readonly number[], value: number, weight: number])[]): number[] => {
    const equations = createNormalEquations(rows[0]![0].length)
    for (const [terms, value, weight] of rows) addRow(equations, terms, value, weight)
    return [...solveNonNegative(equations)]
  }

  test('an unknown that would be negative is 0 and the others are fitted without it', () => {
    // NumPy 2.4: enumeration of the four sets of positive unknowns.
    const [constant, slope] = fit([
      [[1, 0.5], 0.3, 1],
      [[1, 0.25], 0.2, 2],
      [[1, 0.1], 0.05, 3],
      [[1, 0.05], 0.02, 4],
    ])
    expect(constant).toBe(0)
    expect(slope).toBeCloseTo(0.6481927711, 10)
    expect(fit([[[1, 0], 3, 1], [[0, 1], -2, 1]])).toEqual([3, 0])
  })

  test('two terms that say the same thing leave the first', () => {
    expect(fit([[[1, 1], 2, 1], [[2, 2], 4, 1]])).toEqual([2, 0])
    expect(fit([[[0, 0], 1, 1]])).toEqual([0, 0])
    // 1 and 1 would fit exactly, but a difference of 0.00001 between terms decides nothing.
    const [first, second] = fit([[[1, 1], 2, 1], [[1, 1.00001], 2.00001, 1]])
    expect(Math.max(first!, second!)).toBeCloseTo(2, 4)
    expect(Math.min(first!, second!)).toBe(0)
  })

  test('no other non-negative unknowns fit better', () => {
    const row = fc.tuple(fc.tuple(coefficient, coefficient, coefficient), coefficient, fc.double({ min: 0.1, max: 3, noNaN: true }))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.tuple(fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true })), (rows, other) => {
        const misfit = (unknowns: readonly number[]): number => rows.reduce((sum, [terms, value, weight]) => sum + weight * (value - terms.reduce((all, term, i) => all + term * unknowns[i]!, 0)) ** 2, 0)
        const found = fit(rows)
        expect(found.every((each) => each >= 0)).toBe(true)
        // 1e-6: terms that are nearly the same are taken as one.
        expect(misfit(found)).toBeLessThanOrEqual(misfit(other) + 1e-6)
        for (let i = 0; i < 3; i++) for (const step of [-1e-3, 1e-3]) expect(misfit(found)).toBeLessThanOrEqual(misfit(found.map((each, j) => (i === j ? Math.max(0, each + step) : each))) + 1e-6)
      }),
      settings,
    )
  })
})

describe('the Cholesky factor of a band', () => {
  test('solves the system it was made of, for any width and number of right-hand sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(5), fc.integer({ min: 1, max: 3 }), fc.array(coefficient, { minLength: 40, maxLength: 40 }), (size, width, columns, draws) => {
        const entry = (i: number, j: number): number => (i === j ? 3 * (width + 1) : draws[(i * 7 + j * 3) % 40]!)
        const band = new Float64Array(size * (width + 1))
        for (let i = 0; i < size; i++) for (let j = Math.max(0, i - width); j <= i; j++) band[i * (width + 1) + width - i + j] = entry(i, j)
        const right = Float64Array.from({ length: size * columns }, (_, i) => draws[(i * 11) % 40]!)
        const solved = right.slice()
        expect(factorBand(band, size, width)).toBe(true)
        solveLowerBand(band, size, width, solved, columns, columns)
        solveUpperBand(band, size, width, solved, columns, columns)
        for (let i = 0; i < size; i++) {
          for (let c = 0; c < columns; c++) {
            let sum = 0
            for (let j = Math.max(0, i - width); j <= Math.min(size - 1, i + width); j++) sum += entry(Math.max(i, j), Math.min(i, j)) * solved[j * columns + c]!
            expect(sum).toBeCloseTo(right[i * columns + c]!, 10)
          }
        }
      }),
      settings,
    )
  })

  test('a matrix that is not positive definite is refused', () => {
    expect(factorBand(Float64Array.of(0, 1, 2, 1), 2, 1)).toBe(false)
    expect(factorBand(Float64Array.of(0), 1, 0)).toBe(false)
    expect(factorBand(Float64Array.of(Number.NaN), 1, 0)).toBe(false)
  })
})
