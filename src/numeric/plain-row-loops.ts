// The row loops in TypeScript, for places where WebAssembly may not run. Every operation is rounded to 32 bits and stands in the same order
// as in wasm/row-loops.ts, so that both give the same bits (test/numeric/row-loops.test.ts).

import { mix } from './random.js'
import { cosine, exponential, halfTurn, highLog2, leastRoot, log2e, logarithm, lowLog2, minusTwoLog2, mostLog, mostWild, onHalf, oneStep, roundingNumber, sine, squareRootHalf } from './row-loops-constants.js'

type Words = readonly [number, number, number, number]

/** The loops over one memory, by addresses and lengths in bytes; wasm/row-loops.ts says what each does. */
export interface LoopMachine {
  seed(state: number, ...key: Words): void
  normals(to: number, end: number, state: number, scale: number): void
  carry(to: number, bytes: number, fresh: number, level: number, carried: number): void
  addLogs(logs: number, bytes: number, shocks: number, level: number, area: number, wild: number, region: number, ...factors: readonly [number, number, number, number, number, number]): void
  makeWild(wild: number, bytes: number, others: number, centre: number, spread: number, unit: number): void
  takePart(logs: number, bytes: number, others: number, part: number): void
  multiplyByExponential(counts: number, logs: number, end: number): void
  moveRow(counts: number, state: number, first: number, second: number, third: number, fourth: number, cell: number, ...logs: Parameters<LoopMachine['addLogs']>): void
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
    const sum = (a + d) | 0
    const third = c ^ a
    const fourth = d ^ b
    words[at] = a ^ fourth
    words[at + 4] = b ^ third
    words[at + 8] = third ^ (b << 9)
    words[at + 12] = (fourth << 11) | (fourth >>> 21)
    return (((sum << 7) | (sum >>> 25)) + a) | 0
  }

  const loops: LoopMachine = {
    seed(state, ...key) {
      for (let i = 0; i < 16; i++) words[(state >> 2) + i] = mix((key[i >> 2]! + Math.imul(i + 1, 0x9e3779b9)) | 0)
    },
    normals(to, end, state, scale) {
      const factor = f(scale)
      // Whole runs of 32, as the assembled loop makes them.
      const last = (to >> 2) + Math.ceil((end - to) / 128) * 32
      for (let block = to >> 2; block < last; block += 8) {
        for (let lane = 0; lane < 4; lane++) {
          const word = nextWord((state >> 2) + lane)
          const angle = nextWord((state >> 2) + lane)
          asFloat[0] = f(f(f(word >>> 1) + onHalf) * oneStep)
          const exponent = (bits[0]! - squareRootHalf) >> 23
          bits[0] = bits[0]! - (exponent << 23)
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
    addLogs(logs, bytes, shocks, level, area, wild, region, ...given) {
      const [shock, carried, loading, scale, regional, centre] = given.map(f) as [number, number, number, number, number, number]
      for (let at = 0; at < bytes; at += 4) {
        const fresh = floats[(shocks + at) >> 2]!
        const stayed = floats[(level + at) >> 2]!
        floats[(level + at) >> 2] = f(stayed + f(carried * fresh))
        const own = f(f(f(shock * fresh) + stayed) + f(loading * floats[(area + at) >> 2]!))
        floats[(logs + at) >> 2] = f(f(f(f(own * scale) * floats[(wild + at) >> 2]!) + f(regional * floats[(region + at) >> 2]!)) + centre)
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
    takePart(logs, bytes, others, part) {
      const factor = f(part)
      for (let at = 0; at < bytes; at += 4) floats[(logs + at) >> 2] = f(floats[(logs + at) >> 2]! - f(factor * floats[(others + at) >> 2]!))
    },
    multiplyByExponential(counts, logs, end) {
      for (let i = logs >> 2, j = counts >> 3; i < end >> 2; i++, j++) {
        const x = Math.max(-mostLog, Math.min(mostLog, floats[i]!))
        asFloat[0] = f(f(x * log2e) + roundingNumber)
        const shifted = bits[0]! << 23
        const whole = f(asFloat[0]! - roundingNumber)
        asFloat[0] = polynomial(f(f(x - f(whole * highLog2)) - f(whole * lowLog2)), exponential)
        bits[0] = bits[0]! + shifted
        const count = doubles[j]! * asFloat[0]!
        doubles[j] = count > 0 ? count : 0
      }
    },
    moveRow(counts, state, first, second, third, fourth, cell, ...adding) {
      const [logs, bytes, shocks] = adding
      loops.seed(state, first, second, third, fourth)
      loops.normals(shocks, shocks + bytes, state, cell)
      loops.addLogs(...adding)
      loops.multiplyByExponential(counts, logs, logs + bytes)
    },
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
