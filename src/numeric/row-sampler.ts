// Many normal numbers, fast: a row of draws seeded by a key of its own, so that any row can be drawn without drawing another.
// The numbers are made by the row loops; here are their keys. Inverse of the normal distribution: P. J. Acklam's rational approximation
// (2003), relative error below 1.2e-9.

import { createStream, mix } from './random.js'
import { createRowRoom } from './row-loops.js'
import type { RowRoom } from './row-loops.js'

/** Four words that name a row; see `keyOf` and `keyWithin`. */
export type RowKey = Uint32Array

/** Makes a key from a seed and labels: other labels, another row. */
export function keyOf(seed: number, ...labels: readonly (string | number)[]): RowKey {
  const stream = createStream(seed, ...labels)
  return Uint32Array.of(stream.next(), stream.next(), stream.next(), stream.next())
}

/** Writes the key of a row within a row's key: of one grade and year within an area. Nothing is allocated. */
export function keyWithin(out: RowKey, outer: RowKey, inner: RowKey, number: number): RowKey {
  for (let i = 0; i < 4; i++) out[i] = mix((mix((outer[i]! + Math.imul(number, 0x9e3779b1)) | 0) ^ inner[i]!) + 0x7f4a7c15 * (i + 1))
  if ((out[0]! | out[1]! | out[2]! | out[3]!) === 0) out[0] = 1
  return out
}

/** Fills `out[from … from + length)` with `scale` × standard normal numbers of a key. The first k are the same for every length. */
export type RowSampler = (out: Float64Array, from: number, length: number, key: RowKey, scale: number) => void

/** Numbers made at a time. */
const block = 1_024

/** One room for all samplers: nothing is kept in it from one call to the next. */
let shared: RowRoom<'normal'> | undefined

/** Makes a sampler of standard normal numbers. Cost: about 2 ns a number. */
export function createSampler(): RowSampler {
  shared ??= createRowRoom(block, { normal: 1 })
  const { rows, sample, sampleOn } = shared
  return (out, from, length, key, scale) => {
    for (let done = 0; done < length; done += block) {
      const count = Math.min(block, length - done)
      if (done === 0) sample(rows.normal, 0, count, key, 1)
      else sampleOn(rows.normal, 0, count, 1)
      for (let i = 0; i < count; i++) out[from + done + i] = scale * rows.normal[i]!
    }
  }
}

const [a0, a1, a2, a3, a4, a5] = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239] as const
const [b0, b1, b2, b3, b4] = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572] as const
const [c0, c1, c2, c3, c4, c5] = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783] as const
const [d0, d1, d2, d3] = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416] as const

/**
 * The standard normal number below which the share p lies.
 *
 * @param p above 0, below 1
 * @example
 * normalQuantile(0.5) // 0
 */
export function normalQuantile(p: number): number {
  if (p < 0.02425) return tailQuantile(p)
  if (p > 1 - 0.02425) return -tailQuantile(1 - p)
  const q = p - 0.5
  const r = q * q
  return ((((((a0 * r + a1) * r + a2) * r + a3) * r + a4) * r + a5) * q) / (((((b0 * r + b1) * r + b2) * r + b3) * r + b4) * r + 1)
}

function tailQuantile(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p))
  return (((((c0 * q + c1) * q + c2) * q + c3) * q + c4) * q + c5) / ((((d0 * q + d1) * q + d2) * q + d3) * q + 1)
}
