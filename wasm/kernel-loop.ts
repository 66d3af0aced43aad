// The one loop of the kernel: a row of numbers of 64 bits times a factor, sixteen at a time. A test compares the bytes with those in
// src/project/grade-slabs.ts. Multiplying is exact to the last bit everywhere, so the plain loop gives the same bits.

import { assemble, defineFunction, f64x2, i32, repeat, v128 } from './assembler.js'

/** Numbers from `from` to `end`, times the factor, to `to`; up to fifteen more are read and written. */
const scaleTo = defineFunction('scaleTo', ['i32', 'i32', 'i32', 'f64'], ([to, from, end, factor], variable) => {
  const factors = variable('v128')
  const times = (offset: number): readonly number[] => v128.store(to.get, f64x2.multiply(v128.load(from.get, offset), factors.get), offset)
  return [factors.set(f64x2.splat(factor.get)), repeat(from, 128, end, [...[0, 16, 32, 48, 64, 80, 96, 112].map(times), to.set(i32.add(to.get, i32.constant(128)))])]
})

export const kernelLoop = assemble([scaleTo])
