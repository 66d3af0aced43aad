// The one loop of the kernel: multiplies a row of numbers of 64 bits in place, eight at a time. A test compares the bytes with those in
// src/project/kernel.ts. Multiplying is exact to the last bit everywhere, so the plain loop gives the same bits.

import { assemble, defineFunction, f64x2, repeat, v128 } from './assembler.js'

/** A row of numbers of 64 bits times a factor, in place. */
export const scale = defineFunction('scale', ['i32', 'i32', 'f64'], ([at, end, factor], variable) => {
  const factors = variable('v128')
  const times = (offset: number): readonly number[] => v128.store(at.get, f64x2.multiply(v128.load(at.get, offset), factors.get), offset)
  return [factors.set(f64x2.splat(factor.get)), repeat(at, 64, end, [times(0), times(16), times(32), times(48)])]
})

export const kernelLoop = assemble([scale])
