// The loops of a simulation over rows of draws, four draws at a time; `npm run build:loops` assembles them into src/numeric/row-loops-code.ts.
// The same loops in TypeScript, for places where WebAssembly may not run, are src/numeric/plain-row-loops.ts: the same operations on the same
// numbers in the same order, so the same bits. Here rows are addresses and lengths are in bytes; a row is a whole number of blocks.
// Two vectors are worked on side by side, so that each constant is fetched once for eight draws and neither waits for the other.

import { assemble, call, choose, createTable, defineFunction, f32x4, f64, f64x2, i32, i32x4, repeat, v128 } from './assembler.js'
import type { Code, Local, ValueType } from './assembler.js'
import { cosine, exponential, fewLogs, halfTurn, highLog2, leastRoot, log2e, logarithm, lowLog2, minusTwoLog2, mostLog, mostWild, onHalf, oneStep, roundingNumber, sine, squareRootHalf } from '../src/numeric/row-loops-constants.js'

const table = createTable(60)

type Locals<P extends readonly ValueType[]> = { readonly [K in keyof P]: Local }
/** The same variable for each of two vectors. */
type Pair = readonly [Local, Local]
type Maker = (type: ValueType) => Local
const pair = (variable: Maker): Pair => [variable('v128'), variable('v128')]
const each = (code: (i: 0 | 1) => Code): readonly Code[] => [code(0), code(1)]
const setEach = (to: Pair, value: (i: 0 | 1) => Code): readonly Code[] => each((i) => to[i].set(value(i)))

/** Sets both sums to c₀ + x(c₁ + x(c₂ + …)). */
function polynomials(sums: Pair, xs: Pair, coefficients: readonly number[], coefficient: Local): readonly Code[] {
  const [last, ...others] = coefficients.toReversed()
  return [
    coefficient.set(table.float(last!)),
    ...setEach(sums, () => coefficient.get),
    ...others.flatMap((next) => [coefficient.set(table.float(next)), ...setEach(sums, (i) => f32x4.add(coefficient.get, f32x4.multiply(xs[i].get, sums[i].get)))]),
  ]
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

/** Fills a row with standard normal numbers times `scale`, going on from the state; two blocks of eight at a time. */
const normals = defineFunction('normals', ['i32', 'i32', 'i32', 'f32'], ([to, end, state, scale], variable) => {
  const abcd = [variable('v128'), variable('v128'), variable('v128'), variable('v128')] as const
  const [words, angles, exponents, radii, turns, squares, sums] = [pair(variable), pair(variable), pair(variable), pair(variable), pair(variable), pair(variable), pair(variable)]
  const [scratch, number, scales] = [variable('v128'), variable('v128'), variable('v128')]
  return [
    ...abcd.map((each, i) => each.set(v128.load(state.get, 16 * i))),
    scales.set(f32x4.splat(scale.get)),
    repeat(to, 64, end, [
      ...([0, 1] as const).flatMap((i) => [...nextWords(words[i], scratch, abcd), ...nextWords(angles[i], scratch, abcd)]),
      // u = (31 bits + ½) ÷ 2³¹ is m·2ᵉ with m from √½ to √2; the radius is √(−2 ln u).
      ...setEach(words, (i) => f32x4.multiply(f32x4.add(f32x4.fromInteger(i32x4.shiftRightUnsigned(words[i].get, i32.constant(1))), table.float(onHalf)), table.float(oneStep))),
      number.set(table.word(squareRootHalf)),
      ...setEach(exponents, (i) => i32x4.shiftRight(i32x4.subtract(words[i].get, number.get), i32.constant(23))),
      number.set(table.float(1)),
      ...setEach(words, (i) => f32x4.subtract(i32x4.subtract(words[i].get, i32x4.shiftLeft(exponents[i].get, i32.constant(23))), number.get)),
      ...polynomials(sums, words, logarithm, number),
      number.set(table.float(minusTwoLog2)),
      ...setEach(radii, (i) => f32x4.squareRoot(f32x4.add(f32x4.multiply(words[i].get, sums[i].get), f32x4.multiply(f32x4.fromInteger(exponents[i].get), number.get)))),
      ...setEach(radii, (i) => f32x4.multiply(radii[i].get, scales.get)),
      // 31 bits are an angle of the right half of the circle, one bit the half.
      number.set(table.float(halfTurn)),
      ...setEach(turns, (i) => f32x4.multiply(f32x4.fromInteger(i32x4.shiftLeft(angles[i].get, i32.constant(1))), number.get)),
      ...setEach(squares, (i) => f32x4.multiply(turns[i].get, turns[i].get)),
      ...polynomials(sums, squares, cosine, number),
      number.set(table.word(-0x80000000)),
      ...each((i) => v128.store(to.get, f32x4.multiply(radii[i].get, v128.xor(sums[i].get, v128.and(angles[i].get, number.get))), 32 * i)),
      ...polynomials(sums, squares, sine, number),
      ...each((i) => v128.store(to.get, f32x4.multiply(radii[i].get, f32x4.multiply(turns[i].get, sums[i].get)), 32 * i + 16)),
    ]),
    ...abcd.map((each, i) => v128.store(state.get, each.get, 16 * i)),
  ]
})

/** What makes logs, as parameters of a function: lengths and addresses, then factors. */
const logParameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'f32', 'f32', 'f32', 'f32', 'f32'] as const
type LogParameters = Locals<typeof logParameters>

/**
 * logs = (shock·shocks + level + loading·area)·scale·wild + region·regions + centre, and level grows by what stays of the shocks.
 * Returns what comes before the loop, and what makes the logs of the eight draws at `at`.
 */
function logsOf([, , shocks, level, areaRow, wild, regionRow, ...factors]: LogParameters, at: Local, logs: Pair, variable: Maker): { readonly before: readonly Code[]; readonly within: readonly Code[] } {
  const all = factors.map((factor) => ({ factor, spread: variable('v128') }))
  const [shocking, carrying, sharing, scaling, regional, centring] = all.map(({ spread }) => spread.get) as [Code, Code, Code, Code, Code, Code]
  const [fresh, stayed] = [pair(variable), pair(variable)]
  const load = (start: Local, i: number): Code => v128.load(row(start, at), 16 * i)
  return {
    before: all.map(({ factor, spread }) => spread.set(f32x4.splat(factor.get))),
    within: [
      ...setEach(fresh, (i) => load(shocks, i)),
      ...setEach(stayed, (i) => load(level, i)),
      ...each((i) => v128.store(row(level, at), f32x4.add(stayed[i].get, f32x4.multiply(carrying, fresh[i].get)), 16 * i)),
      ...setEach(logs, (i) => f32x4.add(f32x4.add(f32x4.multiply(shocking, fresh[i].get), stayed[i].get), f32x4.multiply(sharing, load(areaRow, i)))),
      ...setEach(logs, (i) => f32x4.add(f32x4.add(f32x4.multiply(f32x4.multiply(logs[i].get, scaling), load(wild, i)), f32x4.multiply(regional, load(regionRow, i))), centring)),
    ],
  }
}

const addLogs = defineFunction('addLogs', logParameters, (parameters, variable) => {
  const [at, sums] = [variable('i32'), pair(variable)]
  const { before, within } = logsOf(parameters, at, sums, variable)
  return [...before, repeat(at, 32, parameters[1], [...within, ...each((i) => v128.store(row(parameters[0], at), sums[i].get, 16 * i))])]
})

/** to = fresh + level, and level grows by what stays of the fresh. */
const carry = defineFunction('carry', ['i32', 'i32', 'i32', 'i32', 'f32'], ([to, bytes, fresh, level, carried], variable) => {
  const [at, part, stayed, carrying] = [variable('i32'), variable('v128'), variable('v128'), variable('v128')]
  return [
    carrying.set(f32x4.splat(carried.get)),
    repeat(at, 16, bytes, [
      part.set(v128.load(row(fresh, at))),
      stayed.set(v128.load(row(level, at))),
      v128.store(row(level, at), f32x4.add(stayed.get, f32x4.multiply(carrying.get, part.get))),
      v128.store(row(to, at), f32x4.add(part.get, stayed.get)),
    ]),
  ]
})

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

/** Multiplies the eight counts at `counts` by the exponentials of the logs, none left below 0; counts are of 64 bits, and `zero` holds zeros. */
function multiply(counts: Local, logs: Pair, zero: Local, variable: Maker): readonly Code[] {
  const [wholes, factors, number] = [pair(variable), pair(variable), variable('v128')]
  const times = (offset: number, some: Code): Code => v128.store(counts.get, f64x2.most(zero.get, f64x2.multiply(v128.load(counts.get, offset), f64x2.fromLowFloats(some))), offset)
  return [
    // Nearly all logs are so small that no whole powers of 2 are to be taken off.
    choose(
      v128.anyTrue(f32x4.greater(f32x4.most(f32x4.absolute(logs[0].get), f32x4.absolute(logs[1].get)), table.float(fewLogs))),
      [
        ...setEach(logs, (i) => f32x4.most(table.float(-mostLog), f32x4.least(table.float(mostLog), logs[i].get))),
        // Adding the rounding number leaves the nearest whole number in the lowest bits.
        ...setEach(wholes, (i) => f32x4.add(f32x4.multiply(logs[i].get, table.float(log2e)), table.float(roundingNumber))),
        ...setEach(factors, (i) => f32x4.subtract(wholes[i].get, table.float(roundingNumber))),
        ...setEach(logs, (i) => f32x4.subtract(f32x4.subtract(logs[i].get, f32x4.multiply(factors[i].get, table.float(highLog2))), f32x4.multiply(factors[i].get, table.float(lowLog2)))),
        ...polynomials(factors, logs, exponential, number),
        ...setEach(factors, (i) => i32x4.add(factors[i].get, i32x4.shiftLeft(wholes[i].get, i32.constant(23)))),
      ],
      polynomials(factors, logs, exponential, number),
    ),
    ...each((i) => [...times(32 * i, factors[i].get), ...times(32 * i + 16, v128.highHalf(factors[i].get))]),
    counts.set(i32.add(counts.get, i32.constant(64))),
  ]
}

const multiplyByExponential = defineFunction('multiplyByExponential', ['i32', 'i32', 'i32'], ([counts, from, end], variable) => {
  const [logs, zero] = [pair(variable), variable('v128')]
  return [repeat(from, 32, end, [...setEach(logs, (i) => v128.load(from.get, 16 * i)), ...multiply(counts, logs, zero, variable)])]
})

const parts = [seed, normals, addLogs, carry, makeWild, takePart, multiplyByExponential]

/** Shocks, logs and the counts they multiply, at one call: a call from outside takes as long as ten draws, and the logs need not be fetched again. */
const moveRow = defineFunction('moveRow', ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f32', ...logParameters], ([counts, state, first, second, third, fourth, cell, ...adding], variable) => {
  const [to, bytes, shocks] = adding
  const [at, logs, zero] = [variable('i32'), pair(variable), variable('v128')]
  const { before, within } = logsOf(adding, at, logs, variable)
  return [
    call(parts.indexOf(seed), state.get, first.get, second.get, third.get, fourth.get),
    call(parts.indexOf(normals), shocks.get, row(shocks, bytes), state.get, cell.get),
    ...before,
    repeat(at, 32, bytes, [...within, ...each((i) => v128.store(row(to, at), logs[i].get, 16 * i)), ...multiply(counts, logs, zero, variable)]),
  ]
})

/** A row of numbers of 64 bits times a factor, in place. */
const scale = defineFunction('scale', ['i32', 'i32', 'f64'], ([at, end, factor], variable) => {
  const factors = variable('v128')
  return [factors.set(f64x2.splat(factor.get)), repeat(at, 64, end, [0, 16, 32, 48].map((offset) => v128.store(at.get, f64x2.multiply(v128.load(at.get, offset), factors.get), offset)))]
})

/** The sum of each number less itself: 0, unless one of them is none or has no end. Numbers are of 64 bits. */
const selfDifferences = defineFunction(
  'selfDifferences',
  ['i32', 'i32'],
  ([at, end], variable) => {
    const [sums, numbers] = [pair(variable), pair(variable)]
    const add = (offset: number): readonly Code[] => [...setEach(numbers, (i) => v128.load(at.get, offset + 16 * i)), ...setEach(sums, (i) => f64x2.add(sums[i].get, f64x2.subtract(numbers[i].get, numbers[i].get)))]
    const sum = f64x2.add(sums[0].get, sums[1].get)
    return [repeat(at, 64, end, [...add(0), ...add(32)]), f64.add(f64x2.first(sum), f64x2.second(sum))]
  },
  'f64',
)

export const rowLoops = assemble([...parts, moveRow, scale, selfDifferences], table)
