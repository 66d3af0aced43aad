// The kernel with many draws, beside a bare multiply over arrays of the same size.

import { projectCohorts } from 'school-places'

import type { BenchCase } from '../harness'

interface Context {
  readonly base: Float64Array
  readonly ratios: Float64Array
  readonly out: Float64Array
  readonly copy: Float64Array
}

export function kernelCase(areas: number, draws: number): BenchCase<Context> {
  const [grades, years] = [15, 14]
  const cells = areas * grades * (years + 1) * draws
  return {
    name: 'kernel',
    size: { areas, grades, years, draws },
    units: { count: areas * grades * years * draws, name: 'cell' },
    setup: () => ({
      base: Float64Array.from({ length: areas * grades }, (_, i) => 100 + (i % 37)),
      ratios: Float64Array.from({ length: areas * grades * years }, (_, i) => 0.95 + (i % 11) / 100),
      out: new Float64Array(cells),
      copy: new Float64Array(cells),
    }),
    run({ base, ratios, out }) {
      projectCohorts(
        {
          areas,
          grades,
          years,
          draws,
          base: { values: base, areaStride: grades, gradeStride: 1, yearStride: 0, drawStride: 0 },
          progression: { values: ratios, areaStride: grades * years, gradeStride: years, yearStride: 1, drawStride: 0 },
        },
        out,
      )
      return out
    },
    check(_, { base, ratios, out }) {
      // Grade 5 of area 1 after three years, by hand.
      const at = (grade: number, year: number): number => ratios[(1 * grades + grade) * years + year]!
      const expected = base[grades + 2]! * at(3, 0) * at(4, 1) * at(5, 2)
      const found = out[((grades + 5) * (years + 1) + 3) * draws + draws - 1]!
      if (Math.abs(found / expected - 1) > 1e-12) throw new Error(`kernel: expected ${expected}, got ${found}`)
    },
    baseline: {
      name: 'a bare multiply loop',
      run({ out, copy }) {
        for (let i = 0; i < copy.length; i++) copy[i] = out[i]! * 1.01
        return copy
      },
    },
    promise: { atMost: 1.3 },
  }
}
