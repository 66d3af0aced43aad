// With constant ratios, n projected years are the n-th power of the projection matrix (bidiagonal, entry on the diagonal of grade 1 held by a
// row of its own). Oracle: mathjs 15.2, dense matrices.

import { matrix, multiply, pow } from 'mathjs'
import type { Matrix } from 'mathjs'
import { projectCohorts } from 'school-places'
import { expect, test } from 'vitest'

test('twelve years of the kernel equal the twelfth power of the matrix to 1e-12', () => {
  const ratios = [0, 0.97, 1.02, 0.995, 1.01, 0.88]
  const base = [100, 95, 92, 97, 88, 70]
  const stay = 0.03
  const years = 12
  const strided = (values: number[], gradeStride: number) => ({ values: Float64Array.from(values), areaStride: 0, gradeStride, yearStride: 0, drawStride: 0 as const })
  const out = new Float64Array(base.length * (years + 1))
  projectCohorts(
    { areas: 1, grades: 6, years, draws: 1, base: strided(base, 1), progression: strided(ratios, 1), stay: strided([stay], 0), entry: strided([50], 0), entryGrades: Uint8Array.of(1, 0, 0, 0, 0, 0) },
    out,
  )
  // State: the six grades and a constant 1 that carries the entrants.
  const step = matrix(Array.from({ length: 7 }, (_, row) => Array.from({ length: 7 }, (__, column) => (row === 6 ? (column === 6 ? 1 : 0) : column === 6 ? (row === 0 ? 50 : 0) : column === row ? stay : column === row - 1 ? ratios[row]! : 0))))
  const expected = multiply(pow(step, years) as Matrix, matrix([...base, 1])).toArray() as number[]
  for (let grade = 0; grade < 6; grade++) {
    const value = out[grade * (years + 1) + years]!
    expect(Math.abs(value / expected[grade]! - 1)).toBeLessThan(1e-12)
  }
})
