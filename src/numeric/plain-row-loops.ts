// The row loops in TypeScript, for places where WebAssembly may not run. Every operation is rounded to 32 bits and stands in the same order
// as in wasm/row-loops.ts, so that both give the same bits (test/numeric/row-loops.test.ts).

import { mix } from './random.js'
import { cosine, halfTurn, highLog4, leastRoot, powersOfFour, logarithm, lowLog4, mantissa, minusTwoLog2, mostLog, mostWild, numbersAt, onHalf, placeOf, ratioAt, rootOfExponential, rootOfRange, roundingNumber, sine, squareRootHalf, stateAt } from './row-loops-constants.js'

/** Where the rows that logs are made of begin. */
export type LogAddresses = readonly [shocks: number, level: number, wild: number, area: number, region: number, before: number, now: number]

/** The loops over one memory, by addresses and lengths in bytes; wasm/row-loops.ts says what each does. */
export interface LoopMachine {
  seed(): void
  normals(to: number, end: number, scale: number): void
  carry(to: number, bytes: number, fresh: number, level: number, carried: number): void
  addLogs(logs: number, bytes: number, ...rows: LogAddresses): void
  makeWild(wild: number, bytes: number, others: number, centre: number, spread: number, unit: number): void
  multiplyRow(to: number, bytes: number, others: number): void
  multiplyByExponential(counts: number, logs: number, end: number): void
  multiplyCounts(counts: number, factors: number, end: number): void
  moveRow(counts: number, bytes: number, ...rows: LogAddresses): void
  moveTameRow(counts: number, bytes: number, ...rows: LogAddresses): void
  scale(at: number, end: number, factor: number): void
  selfDifferences(at: number, end: number): number
}

const f = Math.fround

/** The loops over a memory; addresses and lengths are bytes. */
export function plainLoops(buffer: ArrayBuffer): LoopMachine {
  const floats = new Float32Array(buffer)
  const doubles = new Float64Array(buffer)
  const words = new Int32Array(buffer)
  const bits = new Int32Array(1)
  const asFloat = new Float32Array(bits.buffer)

  /** One step of the generator of one lane. */
  const nextWord = (at: number): number => {
    const [a, b, c, d] = [words[at]!, words[at + 4]!, words[at + 8]!, words[at + 12]!]
    const third = c ^ a
    const fourth = d ^ b
    words[at] = a ^ fourth
    words[at + 4] = b ^ third
    words[at + 8] = third ^ (b << 9)
    words[at + 12] = (fourth << 11) | (fourth >>> 21)
    return (a + d) | 0
  }

  const numbers = floats.subarray(numbersAt >> 2, (numbersAt >> 2) + Object.keys(placeOf).length)
  const moveRow: LoopMachine['moveRow'] = (counts, bytes, ...rows) => {
    const [shocks] = rows
    const shock = numbers[placeOf.shock]!
    loops.seed()
    loops.normals(shocks, shocks + bytes, numbers[placeOf.cell]!)
    numbers[placeOf.shock] = 1
    // The logs may stand where the shocks were: each is made of its own shock alone.
    loops.addLogs(shocks, bytes, ...rows)
    numbers[placeOf.shock] = shock
    loops.scale(counts, counts + 2 * bytes, doubles[ratioAt >> 3]!)
    loops.multiplyByExponential(counts, shocks, shocks + bytes)
  }

  const loops: LoopMachine = {
    seed() {
      const key = words.slice(stateAt >> 2, (stateAt >> 2) + 4)
      for (let i = 0; i < 16; i++) words[(stateAt >> 2) + i] = mix((key[i >> 2]! + Math.imul(i + 1, 0x9e3779b9)) | 0)
    },
    normals(to, end, scale) {
      const factor = f(scale)
      // Whole runs of 32, as the assembled loop makes them.
      const last = (to >> 2) + Math.ceil((end - to) / 128) * 32
      for (let block = to >> 2; block < last; block += 8) {
        for (let lane = 0; lane < 4; lane++) {
          const word = nextWord((stateAt >> 2) + lane)
          const angle = nextWord((stateAt >> 2) + lane)
          asFloat[0] = f(f(word >>> 1) + onHalf)
          const above = bits[0]! - rootOfRange
          const exponent = above >> 23
          bits[0] = (above & mantissa) + squareRootHalf
          const past = f(asFloat[0]! - 1)
          const radius = f(f(Math.sqrt(f(f(past * polynomial(past, logarithm)) + f(f(exponent) * minusTwoLog2)))) * factor)
          const turn = f(f(angle << 1) * halfTurn)
          const square = f(turn * turn)
          const across = polynomial(square, cosine)
          floats[block + lane] = f(radius * (angle < 0 ? -across : across))
          floats[block + 4 + lane] = f(radius * f(turn * polynomial(square, sine)))
        }
      }
    },
    addLogs(logs, bytes, ...rows) {
      const [shocks, level, wild, area, region, before, now] = rows.map((row) => row >> 2) as unknown as LogAddresses
      const [, shock, carried, scale, ofArea, regional, centre, turned] = numbers
      for (let i = 0; i < bytes >> 2; i++) {
        const fresh = floats[shocks + i]!
        const stayed = floats[level + i]!
        floats[level + i] = f(stayed + f(carried! * fresh))
        const own = f(f(scale! * f(f(shock! * fresh) + stayed)) * floats[wild + i]!)
        const shared = f(f(own + f(ofArea! * floats[area + i]!)) + f(f(regional! * floats[region + i]!) + centre!))
        const turning = f(turned! * floats[before + i]!)
        floats[now + i] = own
        floats[(logs >> 2) + i] = f(shared - turning)
      }
    },
    carry(to, bytes, fresh, level, carried) {
      const part = f(carried)
      for (let at = 0; at < bytes; at += 4) {
        const stayed = floats[(level + at) >> 2]!
        floats[(level + at) >> 2] = f(stayed + f(part * floats[(fresh + at) >> 2]!))
        floats[(to + at) >> 2] = f(floats[(fresh + at) >> 2]! + stayed)
      }
    },
    makeWild(wild, bytes, others, ...given) {
      const [centre, spread, unit] = given.map(f) as [number, number, number]
      for (let at = 0; at < bytes; at += 4) {
        const root = Math.max(leastRoot, f(centre + f(f(floats[(wild + at) >> 2]! + floats[(others + at) >> 2]!) * spread)))
        floats[(wild + at) >> 2] = Math.min(mostWild, f(unit / f(root * f(Math.sqrt(root)))))
      }
    },
    multiplyRow(to, bytes, others) {
      for (let at = 0; at < bytes; at += 4) floats[(to + at) >> 2] = f(floats[(to + at) >> 2]! * floats[(others + at) >> 2]!)
    },
    multiplyByExponential(counts, logs, end) {
      for (let i = logs >> 2, j = counts >> 3; i < end >> 2; i++, j++) {
        const x = Math.max(-mostLog, Math.min(mostLog, floats[i]!))
        asFloat[0] = f(f(x * powersOfFour) + roundingNumber)
        const shifted = bits[0]! << 23
        const whole = f(asFloat[0]! - roundingNumber)
        asFloat[0] = polynomial(f(f(x - f(whole * highLog4)) - f(whole * lowLog4)), rootOfExponential)
        bits[0] = bits[0]! + shifted
        const count = doubles[j]! * f(asFloat[0]! * asFloat[0]!)
        doubles[j] = count > 0 ? count : 0
      }
    },
    multiplyCounts(counts, factors, end) {
      for (let i = factors >> 2, j = counts >> 3; i < end >> 2; i++, j++) doubles[j]! *= floats[i]!
    },
    moveRow,
    // Tame counts need not be kept from 0, and it does not harm them.
    moveTameRow: moveRow,
    scale(at, end, factor) {
      for (let i = at >> 3; i < end >> 3; i++) doubles[i]! *= factor
    },
    selfDifferences(at, end) {
      let sum = 0
      for (let i = at >> 3; i < end >> 3; i++) sum += doubles[i]! - doubles[i]!
      return sum
    },
  }
  return loops
}

function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = coefficients[coefficients.length - 1]!
  for (let i = coefficients.length - 2; i >= 0; i--) sum = f(coefficients[i]! + f(x * sum))
  return sum
}
