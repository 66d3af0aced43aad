// Several vectors worked on side by side, so that each constant is fetched once for all of them and none waits for another.

import { createTable, f32x4 } from './assembler.js'
import type { Code, Local, ValueType } from './assembler.js'

/** Constants of all loops, in the memory before the rows. */
export const table = createTable(60)

export type Maker = (type: ValueType) => Local

/** Vectors worked on side by side, and variables for them. */
export interface Side {
  readonly vectors: () => readonly Local[]
  readonly each: (code: (i: number) => Code) => readonly Code[]
}
export function sideBySide(width: number, variable: Maker): Side {
  const places = Array.from({ length: width }, (_, i) => i)
  return { vectors: () => places.map(() => variable('v128')), each: (code) => places.map(code) }
}

export const setEach = (to: readonly Local[], value: (i: number) => Code): readonly Code[] => to.map((variable, i) => variable.set(value(i)))

/** Sets the sums to c₀ + x(c₁ + x(c₂ + …)). */
export function polynomials(sums: readonly Local[], xs: readonly Local[], coefficients: readonly number[], coefficient: Local): readonly Code[] {
  const [last, ...others] = coefficients.toReversed()
  return [
    coefficient.set(table.float(last!)),
    ...setEach(sums, () => coefficient.get),
    ...others.flatMap((next) => [coefficient.set(table.float(next)), ...setEach(sums, (i) => f32x4.add(coefficient.get, f32x4.multiply(xs[i]!.get, sums[i]!.get)))]),
  ]
}
