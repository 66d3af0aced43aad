// Normal numbers by Box and Muller (1958) from xoshiro128+ in four lanes, a generator for each; src/numeric/row-loops.ts tells why these.

import { defineFunction, f32x4, i32, i32x4, repeat, v128 } from './assembler.js'
import type { Code, Local } from './assembler.js'
import { polynomials, setEach, sideBySide, table } from './vectors.js'
import type { Maker } from './vectors.js'
import { cosine, halfTurn, logarithm, mantissa, minusTwoLog2, onHalf, rootOfRange, sine, squareRootHalf, stateAt } from '../src/numeric/row-loops-constants.js'

/** xoshiro128+ in four lanes: the next four words, then the step of the state. */
function nextWords(into: Local, held: Local, [a, b, c, d]: readonly [Local, Local, Local, Local]): readonly Code[] {
  return [
    into.set(i32x4.add(a.get, d.get)),
    held.set(i32x4.shiftLeft(b.get, i32.constant(9))),
    c.set(v128.xor(c.get, a.get)),
    d.set(v128.xor(d.get, b.get)),
    b.set(v128.xor(b.get, c.get)),
    a.set(v128.xor(a.get, d.get)),
    c.set(v128.xor(c.get, held.get)),
    d.set(v128.or(i32x4.shiftLeft(d.get, i32.constant(11)), i32x4.shiftRightUnsigned(d.get, i32.constant(21)))),
  ]
}

/** Where the state of the generators stands, as an address. */
const state = i32.constant(stateAt)

/** Makes the state of the four generators from the four words of a key that stand there: each word, moved on by its place and well mixed, as `mix` of random.ts does. */
export const seed = defineFunction('seed', [], (_, variable) => {
  const key = [variable('i32'), variable('i32'), variable('i32'), variable('i32')]
  const word = variable('v128')
  const fold = (by: number): Code => word.set(v128.xor(word.get, i32x4.shiftRightUnsigned(word.get, i32.constant(by))))
  const times = (factor: number): Code => word.set(i32x4.multiply(word.get, table.word(factor)))
  const place = (at: number): number => Math.imul(at + 1, 0x9e3779b9)
  const taken = key.map((each, k) => each.set(i32.load(i32.constant(stateAt + 4 * k))))
  const mixed = key.flatMap((each, k) => [
    word.set(i32x4.add(i32x4.splat(each.get), v128.words(place(4 * k), place(4 * k + 1), place(4 * k + 2), place(4 * k + 3)))),
    fold(16),
    times(0x85ebca6b),
    fold(13),
    times(0xc2b2ae35),
    fold(16),
    v128.store(state, word.get, 16 * k),
  ])
  return [...taken, ...mixed]
})

/** Makes `width` blocks of eight normal numbers times `scale` at `to`, and takes the four generators on. */
function blocksOfNormals(width: number, to: Local, scale: Local, generators: readonly [Local, Local, Local, Local], variable: Maker): readonly Code[] {
  const { each, vectors } = sideBySide(width, variable)
  const [words, angles, exponents, radii, turns, squares, sums] = [vectors(), vectors(), vectors(), vectors(), vectors(), vectors(), vectors()]
  const number = variable('v128')
  return [
    ...each((i) => [...nextWords(words[i]!, number, generators), ...nextWords(angles[i]!, number, generators)].flat()),
    // u = (31 bits + ½) ÷ 2³¹ is m·2ᵉ with m from √½ to √2; the radius is √(−2 ln u).
    number.set(table.float(onHalf)),
    ...setEach(words, (i) => f32x4.add(f32x4.fromInteger(i32x4.shiftRightUnsigned(words[i]!.get, i32.constant(1))), number.get)),
    number.set(table.word(rootOfRange)),
    ...setEach(words, (i) => i32x4.subtract(words[i]!.get, number.get)),
    ...setEach(exponents, (i) => f32x4.fromInteger(i32x4.shiftRight(words[i]!.get, i32.constant(23)))),
    number.set(table.word(mantissa)),
    ...setEach(words, (i) => v128.and(words[i]!.get, number.get)),
    number.set(table.word(squareRootHalf)),
    ...setEach(words, (i) => i32x4.add(words[i]!.get, number.get)),
    number.set(table.float(1)),
    ...setEach(words, (i) => f32x4.subtract(words[i]!.get, number.get)),
    ...polynomials(sums, words, logarithm, number),
    number.set(table.float(minusTwoLog2)),
    ...setEach(radii, (i) => f32x4.squareRoot(f32x4.add(f32x4.multiply(words[i]!.get, sums[i]!.get), f32x4.multiply(exponents[i]!.get, number.get)))),
    ...setEach(radii, (i) => f32x4.multiply(radii[i]!.get, scale.get)),
    // 31 bits are an angle of the right half of the circle, one bit the half.
    number.set(table.float(halfTurn)),
    ...setEach(turns, (i) => f32x4.multiply(f32x4.fromInteger(i32x4.shiftLeft(angles[i]!.get, i32.constant(1))), number.get)),
    ...setEach(squares, (i) => f32x4.multiply(turns[i]!.get, turns[i]!.get)),
    ...polynomials(sums, squares, cosine, number),
    number.set(table.word(-0x80000000)),
    ...each((i) => v128.store(to.get, f32x4.multiply(radii[i]!.get, v128.xor(sums[i]!.get, v128.and(angles[i]!.get, number.get))), 32 * i)),
    ...polynomials(sums, squares, sine, number),
    ...each((i) => v128.store(to.get, f32x4.multiply(radii[i]!.get, f32x4.multiply(turns[i]!.get, sums[i]!.get)), 32 * i + 16)),
  ]
}

/** Fills a row with standard normal numbers times `scale`, going on from the state; four blocks at a time. */
export const normals = defineFunction('normals', ['i32', 'i32', 'f32'], ([to, end, scale], variable) => {
  const generators = [variable('v128'), variable('v128'), variable('v128'), variable('v128')] as const
  const scales = variable('v128')
  return [
    ...generators.map((each, i) => each.set(v128.load(state, 16 * i))),
    scales.set(f32x4.splat(scale.get)),
    repeat(to, 128, end, blocksOfNormals(4, to, scales, generators, variable)),
    ...generators.map((each, i) => v128.store(state, each.get, 16 * i)),
  ]
})
