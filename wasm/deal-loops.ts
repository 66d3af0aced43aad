// The loops that deal a row of draws into buckets, add them up and count those below a number, two draws at a time; src/core/deal-draws.ts has their bytes,
// which a test compares, and the same loops in TypeScript. The memory begins with the places where each bucket goes on.

import { assemble, call, choose, defineFunction, during, f64, f64x2, i32, i32x4, i64, i64x2, leave, repeat, v128 } from './assembler.js'
import type { Code, FunctionCode, Local } from './assembler.js'
import { blockSize, buckets, justBelowOne } from '../src/core/deal-draws.js'

/** The position of `sort` among the functions. */
const sortAt = 0

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

/** The least and the largest of pairs of draws `step` bytes apart, put down at `to`. */
const bounds = defineFunction('bounds', ['i32', 'i32', 'i32', 'i32'], ([to, at, end, step], variable) => {
  const [low, high, draws] = [variable('v128'), variable('v128'), variable('v128')]
  return [
    low.set(v128.load(at.get)),
    high.set(low.get),
    during(i32.less(at.get, end.get), [
      draws.set(v128.load(at.get)),
      low.set(f64x2.least(low.get, draws.get)),
      high.set(f64x2.most(high.get, draws.get)),
      at.set(i32.add(at.get, step.get)),
    ]),
    v128.store(to.get, low.get),
    v128.store(to.get, high.get, 16),
  ]
})

/** Sorts the numbers of a bucket by comparing neighbours; −0 comes before 0, as its bits are those of the lower whole number. */
const sort = defineFunction('sort', ['i32', 'i32'], ([start, end], variable) => {
  const [at, to, value, other] = [variable('i32'), variable('i32'), variable('f64'), variable('f64')]
  const before = (place: Local): Code => i32.subtract(place.get, i32.constant(8))
  const comesAfter = i32.or(f64.greater(other.get, value.get), i32.and(f64.equal(other.get, value.get), i64.greater(i64.bitsOf(other.get), i64.bitsOf(value.get))))
  return [
    at.set(i32.add(start.get, i32.constant(8))),
    during(i32.less(at.get, end.get), [
      value.set(f64.load(at.get)),
      to.set(at.get),
      other.set(f64.load(before(to))),
      during(i32.and(i32.greater(to.get, start.get), comesAfter), [
        f64.store(to.get, other.get),
        to.set(before(to)),
        // Before the first there is an earlier bucket's room, or the row: what is read there is not looked at.
        other.set(f64.load(before(to))),
      ]),
      f64.store(to.get, value.get),
      at.set(i32.add(at.get, i32.constant(8))),
    ]),
  ]
})

/**
 * Puts the numbers of the wanted ranks, listed from small to large at `rank`, to their places in `placed`. Returns 1, or 0 at the first bucket
 * that is too full or has more than `few` draws.
 *
 * @param first,dealt where the first bucket is, and where it would be if it were as large as the others
 */
const pick = defineFunction(
  'pick',
  ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  ([rank, end, placed, block, first, dealt, bytes, few], variable) => {
    const [wanted, below, table, start, count, last, sorted] = [variable('i32'), variable('i32'), variable('i32'), variable('i32'), variable('i32'), variable('i32'), variable('i32')]
    const eight = (value: Code): Code => i32.shiftLeft(value, i32.constant(3))
    const open = (): readonly Code[] => [
      start.set(i32.add(dealt.get, i32.multiply(i32.shiftRight(table.get, i32.constant(2)), bytes.get))),
      choose(i32.isZero(table.get), [start.set(first.get)], []),
      last.set(i32.load(table.get)),
      count.set(i32.shiftRight(i32.subtract(last.get, start.get), i32.constant(3))),
    ]
    const isBeyond = (draws: Code): Code => i32.greaterOrEqual(wanted.get, i32.add(below.get, draws))
    return [
      sorted.set(i32.constant(-1)),
      ...open(),
      during(i32.less(rank.get, end.get), [
        wanted.set(i32.load(rank.get)),
        // At the beginning of a block whole blocks are passed over; within one, buckets.
        during(isBeyond(count.get), [
          below.set(i32.add(below.get, count.get)),
          table.set(i32.add(table.get, i32.constant(4))),
          during(i32.and(i32.isZero(i32.and(table.get, i32.constant(4 * blockSize - 1))), isBeyond(i32.load(i32.add(block.get, i32.shiftRight(table.get, i32.constant(3)))))), [
            below.set(i32.add(below.get, i32.load(i32.add(block.get, i32.shiftRight(table.get, i32.constant(3)))))),
            table.set(i32.add(table.get, i32.constant(4 * blockSize))),
          ]),
          ...open(),
        ]),
        choose(i32.load(i32.add(block.get, eight(i32.shiftRight(table.get, i32.constant(6)))), 4), [leave(i32.constant(0))], []),
        choose(i32.greater(count.get, few.get), [leave(i32.constant(0))], []),
        choose(i32.equal(sorted.get, table.get), [], [call(sortAt, start.get, last.get), sorted.set(table.get)]),
        f64.store(i32.add(placed.get, eight(wanted.get)), f64.load(i32.add(start.get, eight(i32.subtract(wanted.get, below.get))))),
        rank.set(i32.add(rank.get, i32.constant(4))),
      ]),
      i32.constant(1),
    ]
  },
  'i32',
)

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

/** The sum of the draws, in eight running sums. */
const sum = defineFunction(
  'sum',
  ['i32', 'i32'],
  ([at, end], variable) => {
    const sums = [variable('v128'), variable('v128'), variable('v128'), variable('v128')] as const
    const add = (a: Code, b: Code): Code => f64x2.add(a, b)
    const all = variable('v128')
    return [
      repeat(at, 64, end, sums.map((each, i) => each.set(add(each.get, v128.load(at.get, 16 * i))))),
      all.set(add(add(sums[0].get, sums[1].get), add(sums[2].get, sums[3].get))),
      f64.add(f64x2.lane(all.get, 0), f64x2.lane(all.get, 1)),
    ]
  },
  'f64',
)

export const dealLoops = assemble([sort, deal, tally, bounds, pick, sum, count('below', (draws, values) => f64x2.less(draws, values)), count('above', (draws, values) => f64x2.less(values, draws))])
