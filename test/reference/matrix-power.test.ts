// With constant ratios, n projected years are the n-th power of the projection matrix (bidiagonal, entry on the diagonal of grade 1 held by a
// row of its own). Oracle: mathjs 15.2, dense matrices.

import { matrix, multiply, pow } from 'mathjs'
import type { Matrix } from 'mathjs'
import { projectCohorts } from 'school-places'
import { expect, test } from 'vitest'

test('stay, entry and added are added to every draw', () => {
  const out = new Float64Array(2 * 2 * 3)
  const each = (values: number[]) => ({ values, areaStride: 0, gradeStride: 3, yearStride: 0, drawStride: 1 as const })
  const flat = (value: number) => ({ values: [value], areaStride: 0, gradeStride: 0, yearStride: 0, drawStride: 0 as const })
  projectCohorts({ areas: 1, grades: 2, years: 1, draws: 3, base: each([10, 20, 30, 40, 50, 60]), progression: flat(0.5), stay: flat(0.1), entry: flat(7), entryGrades: Uint8Array.of(1, 0), added: each([1, 2, 3, 4, 5, 6]) }, out)
  // grade 1: 0.1·own + 7 + added; grade 2: 0.5·below + 0.1·own + added
  expect(Array.from(out.slice(3, 6), (value) => Number(value.toFixed(9)))).toEqual([9, 11, 13])
  expect(Array.from(out.slice(9, 12), (value) => Number(value.toFixed(9)))).toEqual([13, 20, 27])
})

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
