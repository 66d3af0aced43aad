// The loops of a simulation over rows of draws, four draws at a time; `npm run build:loops` assembles them into src/numeric/row-loops-code.ts.
// The same loops in TypeScript, for places where WebAssembly may not run, are src/numeric/plain-row-loops.ts: the same operations on the same
// numbers in the same order, so the same bits. Here rows are addresses and lengths are in bytes; a row is a whole number of blocks.

import { assemble, call, choose, defineFunction, f32, f32x4, f64, f64x2, i32, i32x4, repeat, v128 } from './assembler.js'
import type { Code, FunctionCode, Local } from './assembler.js'
import { normals, seed } from './normal-loops.js'
import { polynomials, setEach, sideBySide, table } from './vectors.js'
import type { Maker } from './vectors.js'
import { fewLogs, highLog4, leastRoot, powersOfFour, lowLog4, mostLog, mostWild, numbersAt, placeOf, ratioAt, rootOfExponential, roundingNumber } from '../src/numeric/row-loops-constants.js'

const row = (start: Local, at: Local): Code => i32.add(start.get, at.get)

/** Where the rows that logs are made of begin, in this order. */
const logRows = ['shocks', 'level', 'wild', 'area', 'region', 'before', 'now'] as const
type LogRows = Readonly<Record<(typeof logRows)[number], Local>>
const rowsOf = (locals: readonly Local[]): LogRows => Object.fromEntries(logRows.map((name, i) => [name, locals[i]!])) as Record<(typeof logRows)[number], Local>

/**
 * own = (shock·shocks + level)·scale·wild, and level grows by what stays of the shocks; logs = own + area·areas + region·regions + centre − turned·before.
 * `now` gets the own. Returns what comes before the loop, and what makes the logs of the draws at `at`.
 *
 * @param isShockGiven whether there is a `shock`; 1 is taken without
 */
function logsOf(rows: LogRows, at: Local, logs: readonly Local[], variable: Maker, isShockGiven: boolean): { readonly before: readonly Code[]; readonly within: readonly Code[] } {
  const numbers = Object.fromEntries(Object.keys(placeOf).map((name) => [name, variable('v128')])) as Record<keyof typeof placeOf, Local>
  const times = (name: keyof typeof placeOf, value: Code): Code => f32x4.multiply(numbers[name].get, value)
  const { each, vectors } = sideBySide(logs.length, variable)
  const [fresh, stayed] = [vectors(), vectors()]
  const load = (start: Local, i: number): Code => v128.load(row(start, at), 16 * i)
  const store = (start: Local, i: number, value: Code): Code => v128.store(row(start, at), value, 16 * i)
  return {
    before: Object.entries(placeOf).map(([name, place]) => numbers[name as keyof typeof placeOf].set(v128.loadFour(i32.constant(numbersAt + 4 * place)))),
    within: [
      ...setEach(fresh, (i) => load(rows.shocks, i)),
      ...setEach(stayed, (i) => load(rows.level, i)),
      ...each((i) => store(rows.level, i, f32x4.add(stayed[i]!.get, times('carried', fresh[i]!.get)))),
      ...setEach(logs, (i) => f32x4.multiply(times('scale', f32x4.add(isShockGiven ? times('shock', fresh[i]!.get) : fresh[i]!.get, stayed[i]!.get)), load(rows.wild, i))),
      ...each((i) => store(rows.now, i, logs[i]!.get)),
      ...setEach(logs, (i) => f32x4.add(f32x4.add(logs[i]!.get, times('area', load(rows.area, i))), f32x4.add(times('region', load(rows.region, i)), numbers.centre.get))),
      ...setEach(logs, (i) => f32x4.subtract(logs[i]!.get, times('turned', load(rows.before, i)))),
    ],
  }
}

const addLogs = defineFunction('addLogs', ['i32', 'i32', ...logRows.map(() => 'i32' as const)], ([to, bytes, ...rows], variable) => {
  const [at, { each, vectors }] = [variable('i32'), sideBySide(2, variable)]
  const sums = vectors()
  const { before, within } = logsOf(rowsOf(rows), at, sums, variable, true)
  return [...before, repeat(at, 32, bytes!, [...within, ...each((i) => v128.store(row(to!, at), sums[i]!.get, 16 * i))])]
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

/** Multiplies a row by another. */
const multiplyRow = defineFunction('multiplyRow', ['i32', 'i32', 'i32'], ([to, bytes, others], variable) => {
  const at = variable('i32')
  return [repeat(at, 16, bytes, [v128.store(row(to, at), f32x4.multiply(v128.load(row(to, at)), v128.load(row(others, at))))])]
})

/** Multiplies counts by factors. */
const multiplyCounts = defineFunction('multiplyCounts', ['i32', 'i32', 'i32'], ([counts, from, end], variable) => {
  const { each, vectors } = sideBySide(2, variable)
  const factors = vectors()
  const times = (offset: number, some: Code): Code => v128.store(counts.get, f64x2.multiply(v128.load(counts.get, offset), f64x2.fromLowFloats(some)), offset)
  return [
    repeat(from, 32, end, [
      ...setEach(factors, (i) => v128.load(from.get, 16 * i)),
      ...each((i) => [...times(32 * i, factors[i]!.get), ...times(32 * i + 16, v128.highHalf(factors[i]!.get))]),
      counts.set(i32.add(counts.get, i32.constant(64))),
    ]),
  ]
})

/** Multiplies the counts at `counts` by the exponentials of the logs, and by `ratio` before if there is one; none is left below 0, unless they are tame. Counts are of 64 bits. */
function multiply(counts: Local, logs: readonly Local[], variable: Maker, { ratio, tame }: { readonly ratio?: Local; readonly tame: boolean }): readonly Code[] {
  const { each, vectors } = sideBySide(logs.length, variable)
  const [wholes, factors, number, zero] = [vectors(), vectors(), variable('v128'), variable('v128')]
  const before = (offset: number): Code => (ratio === undefined ? v128.load(counts.get, offset) : f64x2.multiply(v128.load(counts.get, offset), ratio.get))
  const after = (offset: number, some: Code): Code => f64x2.multiply(before(offset), f64x2.fromLowFloats(some))
  const times = (offset: number, some: Code): Code => v128.store(counts.get, tame ? after(offset, some) : f64x2.most(zero.get, after(offset, some)), offset)
  return [
    // Nearly all logs are so small that no powers of 4 are to be taken off.
    choose(
      v128.anyTrue(f32x4.greater(logs.map((log) => f32x4.absolute(log.get)).reduce((a, b) => f32x4.most(a, b)), table.float(fewLogs))),
      [
        ...setEach(logs, (i) => f32x4.most(table.float(-mostLog), f32x4.least(table.float(mostLog), logs[i]!.get))),
        // Adding the rounding number leaves the nearest whole number in the lowest bits.
        ...setEach(wholes, (i) => f32x4.add(f32x4.multiply(logs[i]!.get, table.float(powersOfFour)), table.float(roundingNumber))),
        ...setEach(factors, (i) => f32x4.subtract(wholes[i]!.get, table.float(roundingNumber))),
        ...setEach(logs, (i) => f32x4.subtract(f32x4.subtract(logs[i]!.get, f32x4.multiply(factors[i]!.get, table.float(highLog4))), f32x4.multiply(factors[i]!.get, table.float(lowLog4)))),
        ...polynomials(factors, logs, rootOfExponential, number),
        ...setEach(factors, (i) => i32x4.add(factors[i]!.get, i32x4.shiftLeft(wholes[i]!.get, i32.constant(23)))),
      ],
      polynomials(factors, logs, rootOfExponential, number),
    ),
    ...setEach(factors, (i) => f32x4.multiply(factors[i]!.get, factors[i]!.get)),
    ...each((i) => [...times(32 * i, factors[i]!.get), ...times(32 * i + 16, v128.highHalf(factors[i]!.get))]),
    counts.set(i32.add(counts.get, i32.constant(32 * logs.length))),
  ]
}

const multiplyByExponential = defineFunction('multiplyByExponential', ['i32', 'i32', 'i32'], ([counts, from, end], variable) => {
  const { vectors } = sideBySide(2, variable)
  const logs = vectors()
  return [repeat(from, 32, end, [...setEach(logs, (i) => v128.load(from.get, 16 * i)), ...multiply(counts, logs, variable, { tame: false })])]
})

const parts = [seed, normals, addLogs, carry, makeWild, multiplyRow, multiplyByExponential]

/** Shocks, logs and the counts they multiply, at one call: a call from outside takes as long as ten draws, and neither logs nor counts need be fetched again. */
const move = (name: string, tame: boolean): FunctionCode =>
  defineFunction(name, ['i32', 'i32', ...logRows.map(() => 'i32' as const)], ([counts, bytes, ...rows], variable) => {
    // The usual case is unrolled further: a little faster, and as much longer.
    const width = tame ? 4 : 2
    const [at, { vectors }, ratio] = [variable('i32'), sideBySide(width, variable), variable('v128')]
    const [logs, { shocks }] = [vectors(), rowsOf(rows)]
    const { before, within } = logsOf(rowsOf(rows), at, logs, variable, false)
    return [
      call(parts.indexOf(seed)),
      call(parts.indexOf(normals), shocks.get, row(shocks, bytes!), f32.load(i32.constant(numbersAt + 4 * placeOf.cell))),
      ...before,
      ratio.set(v128.loadBoth(i32.constant(ratioAt))),
      repeat(at, 16 * width, bytes!, [...within, ...multiply(counts!, logs, variable, { ratio, tame })]),
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

/** A row of numbers of 64 bits times a factor, in place. */
const scale = defineFunction('scale', ['i32', 'i32', 'f64'], ([at, end, factor], variable) => {
  const factors = variable('v128')
  const times = (offset: number): Code => v128.store(at.get, f64x2.multiply(v128.load(at.get, offset), factors.get), offset)
  return [factors.set(f64x2.splat(factor.get)), repeat(at, 64, end, [times(0), times(16), times(32), times(48)])]
})

export const rowLoops = assemble([...parts, multiplyCounts, move('moveRow', false), move('moveTameRow', true), scale, selfDifferences], table)
