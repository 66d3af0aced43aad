// The loops of a simulation over rows of draws, four draws at a time; `npm run build:loops` assembles them into src/numeric/row-loops-code.ts.
// The same loops in TypeScript, for places where WebAssembly may not run, are src/numeric/plain-row-loops.ts: the same operations on the same
// numbers in the same order, so the same bits. Here rows are addresses and lengths are in bytes; a row is a whole number of blocks.

import { assemble, call, createTable, defineFunction, f32x4, f64x2, i32, i32x4, repeat, v128 } from './assembler.js'
import type { Code, Local } from './assembler.js'
import { cosine, exponential, halfTurn, log2e, logarithm, leastRoot, lowLog2, highLog2, minusTwoLog2, mostLog, mostWild, onHalf, oneStep, roundingNumber, sine, squareRootHalf } from '../src/numeric/row-loops-constants.js'

const table = createTable(60)

/** c₀ + x(c₁ + x(c₂ + …)). */
function polynomial(x: Local, [first, ...rest]: readonly number[]): Code {
  return rest.length === 0 ? table.float(first!) : f32x4.add(table.float(first!), f32x4.multiply(x.get, polynomial(x, rest)))
}

const row = (start: Local, at: Local): Code => i32.add(start.get, at.get)

/** xoshiro128++ in four lanes: the next four words, then the step of the state. */
function nextWords(into: Local, sum: Local, [a, b, c, d]: readonly [Local, Local, Local, Local]): readonly Code[] {
  const turned = (value: Local, by: number): Code => v128.or(i32x4.shiftLeft(value.get, i32.constant(by)), i32x4.shiftRightUnsigned(value.get, i32.constant(32 - by)))
  return [
    sum.set(i32x4.add(a.get, d.get)),
    into.set(i32x4.add(turned(sum, 7), a.get)),
    sum.set(i32x4.shiftLeft(b.get, i32.constant(9))),
    c.set(v128.xor(c.get, a.get)),
    d.set(v128.xor(d.get, b.get)),
    b.set(v128.xor(b.get, c.get)),
    a.set(v128.xor(a.get, d.get)),
    c.set(v128.xor(c.get, sum.get)),
    d.set(turned(d, 11)),
  ]
}

/** Makes the state of the four generators from the four words of a key: each word, moved on by its place and well mixed, as `mix` of random.ts does. */
const seed = defineFunction('seed', ['i32', 'i32', 'i32', 'i32', 'i32'], ([state, ...key], variable) => {
  const word = variable('v128')
  const fold = (by: number): Code => word.set(v128.xor(word.get, i32x4.shiftRightUnsigned(word.get, i32.constant(by))))
  const times = (factor: number): Code => word.set(i32x4.multiply(word.get, table.word(factor)))
  const place = (at: number): number => Math.imul(at + 1, 0x9e3779b9)
  return key.flatMap((each, k) => [
    word.set(i32x4.add(i32x4.splat(each.get), v128.words(place(4 * k), place(4 * k + 1), place(4 * k + 2), place(4 * k + 3)))),
    fold(16),
    times(0x85ebca6b),
    fold(13),
    times(0xc2b2ae35),
    fold(16),
    v128.store(state.get, word.get, 16 * k),
  ])
})

/** Fills a row with standard normal numbers times `scale`, going on from the state; eight at a time. */
const normals = defineFunction('normals', ['i32', 'i32', 'i32', 'f32'], ([to, end, state, scale], variable) => {
  const abcd = [variable('v128'), variable('v128'), variable('v128'), variable('v128')] as const
  const [word, angle, scratch, exponent, radius, turn, square] = [variable('v128'), variable('v128'), variable('v128'), variable('v128'), variable('v128'), variable('v128'), variable('v128')]
  const scales = variable('v128')
  return [
    ...abcd.map((each, i) => each.set(v128.load(state.get, 16 * i))),
    scales.set(f32x4.splat(scale.get)),
    repeat(to, 32, end, [
      ...nextWords(word, scratch, abcd),
      ...nextWords(angle, scratch, abcd),
      // u = (31 bits + ½) ÷ 2³¹ is m·2ᵉ with m from √½ to √2; the radius is √(−2 ln u).
      word.set(f32x4.multiply(f32x4.add(f32x4.fromInteger(i32x4.shiftRightUnsigned(word.get, i32.constant(1))), table.float(onHalf)), table.float(oneStep))),
      exponent.set(i32x4.shiftRight(i32x4.subtract(word.get, table.word(squareRootHalf)), i32.constant(23))),
      word.set(f32x4.subtract(i32x4.subtract(word.get, i32x4.shiftLeft(exponent.get, i32.constant(23))), table.float(1))),
      radius.set(f32x4.multiply(word.get, polynomial(word, logarithm))),
      radius.set(f32x4.squareRoot(f32x4.add(radius.get, f32x4.multiply(f32x4.fromInteger(exponent.get), table.float(minusTwoLog2))))),
      radius.set(f32x4.multiply(radius.get, scales.get)),
      // 31 bits are an angle of the right half of the circle, one bit the half.
      turn.set(f32x4.multiply(f32x4.fromInteger(i32x4.shiftLeft(angle.get, i32.constant(1))), table.float(halfTurn))),
      square.set(f32x4.multiply(turn.get, turn.get)),
      v128.store(to.get, f32x4.multiply(radius.get, v128.xor(polynomial(square, cosine), v128.and(angle.get, table.word(-0x80000000))))),
      v128.store(to.get, f32x4.multiply(radius.get, f32x4.multiply(turn.get, polynomial(square, sine))), 16),
    ]),
    ...abcd.map((each, i) => v128.store(state.get, each.get, 16 * i)),
  ]
})

/** logs = (shock·shocks + level + loading·area)·scale·wild + region·regions + centre, and level grows by what stays of the shocks. */
const addLogs = defineFunction(
  'addLogs',
  ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'f32', 'f32', 'f32', 'f32', 'f32'],
  ([logs, bytes, shocks, level, areaRow, wild, regionRow, shock, carried, loading, scale, region, centre], variable) => {
    const [at, fresh, stayed] = [variable('i32'), variable('v128'), variable('v128')]
    const factors = ([shock, carried, loading, scale, region, centre] as const).map((factor) => ({ factor, all: variable('v128') }))
    const [shocking, carrying, sharing, scaling, regional, centring] = factors.map(({ all }) => all.get) as [Code, Code, Code, Code, Code, Code]
    const own = f32x4.add(f32x4.add(f32x4.multiply(shocking, fresh.get), stayed.get), f32x4.multiply(sharing, v128.load(row(areaRow, at))))
    return [
      ...factors.map(({ factor, all }) => all.set(f32x4.splat(factor.get))),
      repeat(at, 16, bytes, [
        fresh.set(v128.load(row(shocks, at))),
        stayed.set(v128.load(row(level, at))),
        v128.store(row(level, at), f32x4.add(stayed.get, f32x4.multiply(carrying, fresh.get))),
        v128.store(row(logs, at), f32x4.add(f32x4.add(f32x4.multiply(f32x4.multiply(own, scaling), v128.load(row(wild, at))), f32x4.multiply(regional, v128.load(row(regionRow, at)))), centring)),
      ]),
    ]
  },
)

/** wild = unit ÷ (centre + (wild + others)·spread)^1.5, the root kept from 0 and the whole from being too wild. */
const makeWild = defineFunction('makeWild', ['i32', 'i32', 'i32', 'f32', 'f32', 'f32'], ([wild, bytes, others, centre, spread, unit], variable) => {
  const [at, root] = [variable('i32'), variable('v128')]
  const [centres, spreads, units] = [variable('v128'), variable('v128'), variable('v128')]
  return [
    centres.set(f32x4.splat(centre.get)),
    spreads.set(f32x4.splat(spread.get)),
    units.set(f32x4.splat(unit.get)),
    repeat(at, 16, bytes, [
      root.set(f32x4.most(table.float(leastRoot), f32x4.add(centres.get, f32x4.multiply(f32x4.add(v128.load(row(wild, at)), v128.load(row(others, at))), spreads.get)))),
      v128.store(row(wild, at), f32x4.least(table.float(mostWild), f32x4.divide(units.get, f32x4.multiply(root.get, f32x4.squareRoot(root.get))))),
    ]),
  ]
})

/** logs −= part·others */
const takePart = defineFunction('takePart', ['i32', 'i32', 'i32', 'f32'], ([logs, bytes, others, part], variable) => {
  const [at, parts] = [variable('i32'), variable('v128')]
  return [
    parts.set(f32x4.splat(part.get)),
    repeat(at, 16, bytes, [v128.store(row(logs, at), f32x4.subtract(v128.load(row(logs, at)), f32x4.multiply(parts.get, v128.load(row(others, at)))))]),
  ]
})

/** counts ×= exp(logs), never below 0; counts are of 64 bits. */
const multiplyByExponential = defineFunction('multiplyByExponential', ['i32', 'i32', 'i32'], ([counts, logs, end], variable) => {
  const [x, whole, factor] = [variable('v128'), variable('v128'), variable('v128')]
  const times = (offset: number, factors: Code): Code => v128.store(counts.get, f64x2.most(table.word(0), f64x2.multiply(v128.load(counts.get, offset), f64x2.fromLowFloats(factors))), offset)
  return [
    repeat(logs, 16, end, [
      x.set(f32x4.most(table.float(-mostLog), f32x4.least(table.float(mostLog), v128.load(logs.get)))),
      // Adding the rounding number leaves the nearest whole number in the lowest bits.
      whole.set(f32x4.add(f32x4.multiply(x.get, table.float(log2e)), table.float(roundingNumber))),
      factor.set(f32x4.subtract(whole.get, table.float(roundingNumber))),
      x.set(f32x4.subtract(f32x4.subtract(x.get, f32x4.multiply(factor.get, table.float(highLog2))), f32x4.multiply(factor.get, table.float(lowLog2)))),
      factor.set(i32x4.add(polynomial(x, exponential), i32x4.shiftLeft(whole.get, i32.constant(23)))),
      times(0, factor.get),
      times(16, v128.highHalf(factor.get)),
      counts.set(i32.add(counts.get, i32.constant(32))),
    ]),
  ]
})

const parts = [seed, normals, addLogs, makeWild, takePart, multiplyByExponential]

/** Shocks, logs and the counts they multiply, at one call: a call from outside takes as long as ten draws. */
const moveRow = defineFunction(
  'moveRow',
  ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'f32', 'f32', 'f32', 'f32', 'f32'],
  ([counts, state, first, second, third, fourth, cell, ...adding]) => {
    const [logs, bytes, shocks] = adding
    return [
      call(parts.indexOf(seed), state.get, first.get, second.get, third.get, fourth.get),
      call(parts.indexOf(normals), shocks.get, row(shocks, bytes), state.get, cell.get),
      call(parts.indexOf(addLogs), ...adding.map((each) => each.get)),
      call(parts.indexOf(multiplyByExponential), counts.get, logs.get, row(logs, bytes)),
    ]
  },
)

export const rowLoops = assemble([...parts, moveRow], table)
