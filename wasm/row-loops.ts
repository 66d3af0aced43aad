// The loops of a simulation over rows of draws, four draws at a time; `npm run build:loops` assembles them into src/numeric/row-loops-code.ts.
// The same loops in TypeScript, for places where WebAssembly may not run, are src/numeric/plain-row-loops.ts: the same operations on the same
// numbers in the same order, so the same bits. Here rows are addresses and lengths are in bytes; a row is a whole number of blocks.

import { assemble, call, choose, defineFunction, f32x4, f64, f64x2, i32, i32x4, repeat, v128 } from './assembler.js'
import type { Code, Local } from './assembler.js'
import { scale } from './kernel-loop.js'
import { normals, seed } from './normal-loops.js'
import { polynomials, setEach, sideBySide, table } from './vectors.js'
import type { Locals, Maker } from './vectors.js'
import { exponential, fewLogs, highLog2, leastRoot, log2e, lowLog2, mostLog, mostWild, roundingNumber } from '../src/numeric/row-loops-constants.js'

const row = (start: Local, at: Local): Code => i32.add(start.get, at.get)

/** What makes logs, as parameters of a function: lengths and addresses, then factors. */
const logParameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'f32', 'f32', 'f32', 'f32', 'f32'] as const
type LogParameters = Locals<typeof logParameters>

/**
 * logs = (shock·shocks + level + loading·area)·scale·wild + region·regions + centre, and level grows by what stays of the shocks.
 * Returns what comes before the loop, and what makes the logs of the eight draws at `at`.
 */
function logsOf([, , shocks, level, areaRow, wild, regionRow, ...factors]: LogParameters, at: Local, logs: readonly Local[], variable: Maker): { readonly before: readonly Code[]; readonly within: readonly Code[] } {
  const all = factors.map((factor) => ({ factor, spread: variable('v128') }))
  const [shocking, carrying, sharing, scaling, regional, centring] = all.map(({ spread }) => spread.get) as [Code, Code, Code, Code, Code, Code]
  const { each, vectors } = sideBySide(logs.length, variable)
  const [fresh, stayed] = [vectors(), vectors()]
  const load = (start: Local, i: number): Code => v128.load(row(start, at), 16 * i)
  return {
    before: all.map(({ factor, spread }) => spread.set(f32x4.splat(factor.get))),
    within: [
      ...setEach(fresh, (i) => load(shocks, i)),
      ...setEach(stayed, (i) => load(level, i)),
      ...each((i) => v128.store(row(level, at), f32x4.add(stayed[i]!.get, f32x4.multiply(carrying, fresh[i]!.get)), 16 * i)),
      ...setEach(logs, (i) => f32x4.add(f32x4.add(f32x4.multiply(shocking, fresh[i]!.get), stayed[i]!.get), f32x4.multiply(sharing, load(areaRow, i)))),
      ...setEach(logs, (i) => f32x4.add(f32x4.add(f32x4.multiply(f32x4.multiply(logs[i]!.get, scaling), load(wild, i)), f32x4.multiply(regional, load(regionRow, i))), centring)),
    ],
  }
}

const addLogs = defineFunction('addLogs', logParameters, (parameters, variable) => {
  const [at, { each, vectors }] = [variable('i32'), sideBySide(2, variable)]
  const sums = vectors()
  const { before, within } = logsOf(parameters, at, sums, variable)
  return [...before, repeat(at, 32, parameters[1], [...within, ...each((i) => v128.store(row(parameters[0], at), sums[i]!.get, 16 * i))])]
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

/** Multiplies the counts at `counts` by the exponentials of the logs, none left below 0; counts are of 64 bits, and `zero` holds zeros. */
function multiply(counts: Local, logs: readonly Local[], zero: Local, variable: Maker): readonly Code[] {
  const { each, vectors } = sideBySide(logs.length, variable)
  const [wholes, factors, number] = [vectors(), vectors(), variable('v128')]
  const times = (offset: number, some: Code): Code => v128.store(counts.get, f64x2.most(zero.get, f64x2.multiply(v128.load(counts.get, offset), f64x2.fromLowFloats(some))), offset)
  return [
    // Nearly all logs are so small that no whole powers of 2 are to be taken off.
    choose(
      v128.anyTrue(f32x4.greater(logs.map((log) => f32x4.absolute(log.get)).reduce((a, b) => f32x4.most(a, b)), table.float(fewLogs))),
      [
        ...setEach(logs, (i) => f32x4.most(table.float(-mostLog), f32x4.least(table.float(mostLog), logs[i]!.get))),
        // Adding the rounding number leaves the nearest whole number in the lowest bits.
        ...setEach(wholes, (i) => f32x4.add(f32x4.multiply(logs[i]!.get, table.float(log2e)), table.float(roundingNumber))),
        ...setEach(factors, (i) => f32x4.subtract(wholes[i]!.get, table.float(roundingNumber))),
        ...setEach(logs, (i) => f32x4.subtract(f32x4.subtract(logs[i]!.get, f32x4.multiply(factors[i]!.get, table.float(highLog2))), f32x4.multiply(factors[i]!.get, table.float(lowLog2)))),
        ...polynomials(factors, logs, exponential, number),
        ...setEach(factors, (i) => i32x4.add(factors[i]!.get, i32x4.shiftLeft(wholes[i]!.get, i32.constant(23)))),
      ],
      polynomials(factors, logs, exponential, number),
    ),
    ...each((i) => [...times(32 * i, factors[i]!.get), ...times(32 * i + 16, v128.highHalf(factors[i]!.get))]),
    counts.set(i32.add(counts.get, i32.constant(32 * logs.length))),
  ]
}

const multiplyByExponential = defineFunction('multiplyByExponential', ['i32', 'i32', 'i32'], ([counts, from, end], variable) => {
  const [{ vectors }, zero] = [sideBySide(2, variable), variable('v128')]
  const logs = vectors()
  return [repeat(from, 32, end, [...setEach(logs, (i) => v128.load(from.get, 16 * i)), ...multiply(counts, logs, zero, variable)])]
})

const parts = [seed, normals, addLogs, carry, makeWild, takePart, multiplyByExponential]

/** Shocks, logs and the counts they multiply, at one call: a call from outside takes as long as ten draws, and the logs need not be fetched again. */
const moveRow = defineFunction('moveRow', ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f32', ...logParameters], ([counts, state, first, second, third, fourth, cell, ...adding], variable) => {
  const [to, bytes, shocks] = adding
  const [at, { each, vectors }, zero] = [variable('i32'), sideBySide(4, variable), variable('v128')]
  const logs = vectors()
  const { before, within } = logsOf(adding, at, logs, variable)
  return [
    call(parts.indexOf(seed), state.get, first.get, second.get, third.get, fourth.get),
    call(parts.indexOf(normals), shocks.get, row(shocks, bytes), state.get, cell.get),
    ...before,
    repeat(at, 64, bytes, [...within, ...each((i) => v128.store(row(to, at), logs[i]!.get, 16 * i)), ...multiply(counts, logs, zero, variable)]),
  ]
})

/** The sum of each number less itself: 0, unless one of them is none or has no end. Numbers are of 64 bits. */
const selfDifferences = defineFunction(
  'selfDifferences',
  ['i32', 'i32'],
  ([at, end], variable) => {
    const { vectors } = sideBySide(2, variable)
    const [sums, numbers] = [vectors(), vectors()]
    const add = (offset: number): readonly Code[] => [...setEach(numbers, (i) => v128.load(at.get, offset + 16 * i)), ...setEach(sums, (i) => f64x2.add(sums[i]!.get, f64x2.subtract(numbers[i]!.get, numbers[i]!.get)))]
    const sum = f64x2.add(sums[0]!.get, sums[1]!.get)
    return [repeat(at, 64, end, [...add(0), ...add(32)]), f64.add(f64x2.lane(sum, 0), f64x2.lane(sum, 1))]
  },
  'f64',
)

export const rowLoops = assemble([...parts, moveRow, scale, selfDifferences], table)
