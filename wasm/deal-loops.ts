// The loops that deal a row of draws into buckets and count those below a number, two draws at a time; src/core/deal-draws.ts has their bytes,
// which a test compares, and the same loops in TypeScript. The memory begins with the places where each bucket goes on.

import { assemble, defineFunction, f64, f64x2, i32, i32x4, i64, i64x2, repeat, v128 } from './assembler.js'
import type { Code, FunctionCode } from './assembler.js'
import { buckets, justBelowOne } from '../src/core/deal-draws.js'

/** Writes each draw where its bucket goes on. Returns the sum of each draw less itself: 0, unless one is none or has no end. */
const deal = defineFunction(
  'deal',
  ['i32', 'i32', 'f64', 'f64'],
  ([at, end, low, scale], variable) => {
    const [lows, scales, ones, zeros, last] = [variable('v128'), variable('v128'), variable('v128'), variable('v128'), variable('v128')]
    const [draws, places, sums, table, place] = [variable('v128'), variable('v128'), variable('v128'), variable('i32'), variable('i32')]
    const number = (value: number): Code => v128.words(...(new Int32Array(Float64Array.of(value, value).buffer) as unknown as readonly [number, number, number, number]))
    const put = (lane: 0 | 1): readonly Code[] => [
      table.set(i32x4.lane(places.get, lane)),
      place.set(i32.load(table.get)),
      v128.storeLane(place.get, draws.get, lane),
      i32.store(table.get, i32.add(place.get, i32.constant(8))),
    ]
    const two = (offset: number): readonly Code[] => [
      draws.set(v128.load(at.get, offset)),
      sums.set(f64x2.add(sums.get, f64x2.subtract(draws.get, draws.get))),
      places.set(f64x2.add(f64x2.multiply(f64x2.subtract(draws.get, lows.get), scales.get), ones.get)),
      places.set(i32x4.fromLowDoubles(f64x2.least(f64x2.most(places.get, zeros.get), last.get))),
      places.set(i32x4.shiftLeft(places.get, i32.constant(2))),
      ...put(0),
      ...put(1),
    ]
    return [
      lows.set(f64x2.splat(low.get)),
      scales.set(f64x2.splat(scale.get)),
      ones.set(number(justBelowOne)),
      last.set(number(buckets - 1)),
      repeat(at, 32, end, [...two(0), ...two(16)]),
      f64.add(f64x2.lane(sums.get, 0), f64x2.lane(sums.get, 1)),
    ]
  },
  'f64',
)

/** For each block of 16 buckets, at `to`: the draws in them, and whether any bucket up to there is too full. `bytes` is from one bucket to the next. */
const tally = defineFunction('tally', ['i32', 'i32', 'i32', 'i32'], ([to, end, dealt, bytes], variable) => {
  const [at, starts, step, size, counts, sums, fullest] = [variable('i32'), variable('v128'), variable('v128'), variable('v128'), variable('v128'), variable('v128'), variable('v128')]
  const four = (offset: number): readonly Code[] => [
    counts.set(i32x4.subtract(v128.load(at.get, offset), starts.get)),
    starts.set(i32x4.add(starts.get, step.get)),
    fullest.set(i32x4.greatest(fullest.get, counts.get)),
  ]
  const lanes = [0, 1, 2, 3].map((lane) => i32x4.lane(sums.get, lane))
  return [
    size.set(i32x4.splat(bytes.get)),
    starts.set(i32x4.add(i32x4.splat(dealt.get), i32x4.multiply(size.get, v128.words(0, 1, 2, 3)))),
    step.set(i32x4.shiftLeft(size.get, i32.constant(2))),
    repeat(to, 8, end, [
      ...four(0),
      sums.set(counts.get),
      ...[16, 32, 48].flatMap((offset) => [...four(offset), sums.set(i32x4.add(sums.get, counts.get))]),
      at.set(i32.add(at.get, i32.constant(64))),
      sums.set(i32x4.shiftRight(sums.get, i32.constant(3))),
      i32.store(to.get, lanes.reduce((sum, lane) => i32.add(sum, lane))),
      i32.store(to.get, v128.anyTrue(i32x4.greater(fullest.get, size.get)), 4),
    ]),
  ]
})

/** Counts the draws for which `test` sets the bits of a lane. */
const count = (name: string, test: (draws: Code, values: Code) => Code): FunctionCode =>
  defineFunction(
    name,
    ['i32', 'i32', 'f64'],
    ([at, end, value], variable) => {
      const [values, counts] = [variable('v128'), variable('v128')]
      const two = (offset: number): Code => counts.set(i64x2.subtract(counts.get, test(v128.load(at.get, offset), values.get)))
      return [values.set(f64x2.splat(value.get)), repeat(at, 32, end, [two(0), two(16)]), i64.toI32(i64.add(i64x2.lane(counts.get, 0), i64x2.lane(counts.get, 1)))]
    },
    'i32',
  )

export const dealLoops = assemble([deal, tally, count('below', (draws, values) => f64x2.less(draws, values)), count('above', (draws, values) => f64x2.less(values, draws))])
