// Room for rows of draws, and the loops over them that a simulation spends its time in: four draws at a time where WebAssembly may run, one
// at a time where not, with the same bits. Normal numbers by Box and Muller (1958), doi 10.1214/aoms/1177706645: two words make two numbers
// without a table or a branch, which is what four lanes need. Generators: xoshiro128+ 1.0 (Blackman and Vigna 2019, https://prng.di.unimi.it),
// one for each lane; its one weak bit, the lowest, is not used for a radius and is the least of an angle.
// Numbers of 32 bits: a factor of a count is exact to 6e-6, where the noise itself is thousands of times as large.

import { plainLoops } from './plain-row-loops.js'
import type { LoopMachine } from './plain-row-loops.js'
import { rowLoopsCode } from './row-loops-code.js'
import { numbersAt, placeOf, ratioAt, stateAt } from './row-loops-constants.js'

type Row = Float32Array<ArrayBuffer>

/** Where the rows that the logs of a row are made of begin, by `addressOf`. */
export interface LogPlaces {
  readonly shocks: number
  readonly level: number
  readonly wild: number
  readonly area: number
  readonly region: number
  /** What was the own part of the row that turns round, and what is this row's. */
  readonly before: number
  readonly now: number
}

/** A wildness is unit ÷ (centre + z·spread)^1.5 of a normal number z; see `wildnessScale`. */
export interface WildnessScale {
  readonly centre: number
  readonly spread: number
  readonly unit: number
}

export interface RowRoom<N extends string> {
  /** From one part of a row of parts to the next: the draws, rounded up to whole blocks. */
  readonly stride: number
  /** Rows by name, of the number of parts asked for, all zero. */
  readonly rows: Readonly<Record<N, Row>>
  /** Fills `row[from … from + length)` with `scale` × standard normal numbers of a key, the same beginning for every length. */
  sample(row: Row, from: number, length: number, key: Uint32Array, scale: number): void
  /** Goes on where `sample` ended; it must have ended with a whole block of 32. */
  sampleOn(row: Row, from: number, length: number, scale: number): void
  /** Where a part of a row begins, as the loops know it. */
  addressOf(row: Row, part?: number): number
  /** By how much the logs of a row move: numbers by `placeOf`; set them before `addLogs` and `moveRow`. */
  readonly numbers: Row
  /** What `moveRow` multiplies the counts by besides; 1 at first. */
  readonly ratio: Float64Array
  /** own = (shock·shocks + level)·scale·wild, which is put down in `now`; logs = own + area·areas + region·regions + centre − turned·before; level += carried·shocks. */
  addLogs(logs: Row, length: number, places: LogPlaces): void
  /** Turns normal numbers, each the sum of its own and another, into wildnesses; see `wildness`. */
  makeWild(wild: Row, length: number, others: Row, scale: WildnessScale): void
  /** Multiplies a row by another. */
  multiplyRow(to: Row, length: number, others: Row): void
  /** to = fresh + level; level += carried·fresh: a shock of this year on top of what stayed of earlier ones. `to` begins at `from`. */
  carry(to: Row, from: number, length: number, fresh: Row, level: Row, carried: number): void
  /** Multiplies counts by the exponential of the logs; none is left below 0. */
  multiplyByExponential(counts: Float64Array, offset: number, length: number, logs: Row): void
  /** Multiplies counts by the factors from `from` on. */
  multiplyCounts(counts: Float64Array, offset: number, length: number, factors: Row, from: number): void
  /**
   * Samples shocks with `cell` as their scale, adds the logs with a shock of 1 and multiplies `ratio` × counts, at one call; the shocks are used
   * up. Of tame counts none is below 0 and none comes near the largest number: they are not looked at.
   */
  moveRow(counts: Float64Array, offset: number, length: number, key: Uint32Array, places: LogPlaces, tame: boolean): void
  /** Rows of counts in this room, which the loops work on where they are: as many as were asked for, as long as the draws, all zero. */
  readonly counts: readonly Float64Array[]
  /** Multiplies one of them by a factor. */
  scale(row: number, factor: number): void
  /** Whether all of these counts are numbers with an end. */
  areFinite(counts: Float64Array, offset: number, length: number): boolean
  /** Gives the memory to the next room; the rows must not be used any more. */
  close(): void
}

/** Draws are handled in blocks of so many. */
const block = 16
/** Normal numbers are made so many at a time. */
const normalBlock = 32
/** The table of constants, the state of the generators and the numbers stand before the rows. */
const rowsAt = 1_088
const page = 65_536

/** As much of WebAssembly as is used; the types of browsers are not among those of a library for both. */
interface Engine {
  readonly Module: new (code: Uint8Array) => object
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}
const engine = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly

let compiled: object | 'refused' | undefined

function moduleOfLoops({ Module }: Engine): object | undefined {
  if (compiled === undefined) {
    try {
      compiled = new Module(Uint8Array.from(atob(rowLoopsCode), (letter) => letter.charCodeAt(0)))
    } catch {
      // An engine without vectors, or a page whose rules forbid code made at run time.
      compiled = 'refused'
    }
  }
  return compiled === 'refused' ? undefined : compiled
}

interface Opened {
  readonly buffer: ArrayBuffer
  readonly machine: LoopMachine
}

/** What the last room gave back: a new memory, and calls that the engine has not yet got used to, cost as much as rows of a hundred draws do. */
let kept: Opened | undefined
const mostKept = 64 * page

function openMachine(bytes: number, plain: boolean): Opened {
  if (!plain && kept !== undefined && kept.buffer.byteLength >= bytes) {
    const taken = kept
    kept = undefined
    new Float32Array(taken.buffer, rowsAt, (bytes - rowsAt) / 4).fill(0)
    return taken
  }
  const module = plain || engine === undefined ? undefined : moduleOfLoops(engine)
  if (engine !== undefined && module !== undefined) {
    try {
      const memory = new engine.Memory({ initial: Math.ceil(bytes / page) })
      return { buffer: memory.buffer, machine: new engine.Instance(module, { rows: { memory } }).exports as LoopMachine }
    } catch {
      // No room for another memory of this kind: an ordinary one will do.
    }
  }
  const buffer = new ArrayBuffer(Math.ceil(bytes / 8) * 8)
  return { buffer, machine: plainLoops(buffer) }
}

/**
 * Makes room for rows of draws.
 *
 * @param parts how many parts each row has, by name: one, or one for each grade or year
 * @param options.counts rows of counts in the room; counts elsewhere are copied into it and back
 * @param options.plain without WebAssembly; the bits are the same
 */
export function createRowRoom<N extends string>(draws: number, parts: Readonly<Record<N, number>>, options: { readonly counts?: number; readonly plain?: boolean } = {}): RowRoom<N> {
  const stride = Math.ceil(draws / normalBlock) * normalBlock
  const names = Object.keys(parts) as N[]
  const floats = names.reduce((sum, name) => sum + parts[name] * stride, 0)
  const countsAt = rowsAt + floats * 4
  const opened = openMachine(countsAt + stride * 8 * (1 + (options.counts ?? 0)), options.plain === true)
  const { buffer, machine } = opened
  const room = new Float64Array(buffer, countsAt, stride)
  const countRows = Array.from({ length: options.counts ?? 0 }, (_, i) => new Float64Array(buffer, countsAt + (i + 1) * stride * 8, draws))
  const rows: Partial<Record<N, Row>> = {}
  let next = rowsAt
  for (const name of names) {
    rows[name] = new Float32Array(buffer, next, parts[name] * stride)
    next += parts[name] * stride * 4
  }
  const blocksOf = (length: number): number => Math.ceil(length / block) * block
  const bytesOf = (length: number): number => blocksOf(length) * 4
  // Asking an array for its memory takes as long as fifty draws.
  const places = new Map<Float64Array, number>(countRows.map((row) => [row, row.byteOffset]))
  /** Where the loops find counts: in place if they are a row of this room, else copied. */
  const copyIn = (given: Float64Array, offset: number, length: number): number => {
    const at = places.get(given)
    if (at !== undefined) return at + offset * 8
    room.set(given.subarray(offset, offset + length))
    // What an earlier row left in the last block is not this row's.
    room.fill(0, length, blocksOf(length))
    return countsAt
  }
  const copyOut = (at: number, given: Float64Array, offset: number, length: number): void => {
    if (at === countsAt) given.set(room.subarray(0, length), offset)
  }
  const seat = new Uint32Array(buffer, stateAt, 4)
  const putKey = (key: Uint32Array): void => {
    for (let i = 0; i < 4; i++) seat[i] = key[i]!
  }
  const sampleOn: RowRoom<N>['sampleOn'] = (row, from, length, scale) => {
    const to = row.byteOffset + from * 4
    machine.normals(to, to + Math.ceil(length / normalBlock) * normalBlock * 4, scale)
  }
  return {
    stride,
    rows: rows as Record<N, Row>,
    sampleOn,
    sample(row, from, length, key, scale) {
      putKey(key)
      machine.seed()
      sampleOn(row, from, length, scale)
    },
    addressOf: (row, part = 0) => row.byteOffset + part * stride * 4,
    numbers: new Float32Array(buffer, numbersAt, Object.keys(placeOf).length),
    ratio: new Float64Array(buffer, ratioAt, 1).fill(1),
    addLogs(logs, length, { shocks, level, wild, area, region, before, now }) {
      machine.addLogs(logs.byteOffset, bytesOf(length), shocks, level, wild, area, region, before, now)
    },
    makeWild(wild, length, others, { centre, spread, unit }) {
      machine.makeWild(wild.byteOffset, bytesOf(length), others.byteOffset, centre, spread, unit)
    },
    multiplyRow(to, length, others) {
      machine.multiplyRow(to.byteOffset, bytesOf(length), others.byteOffset)
    },
    carry(to, from, length, fresh, level, carried) {
      machine.carry(to.byteOffset + from * 4, bytesOf(length), fresh.byteOffset, level.byteOffset, carried)
    },
    multiplyByExponential(counts, offset, length, logs) {
      const at = copyIn(counts, offset, length)
      machine.multiplyByExponential(at, logs.byteOffset, logs.byteOffset + bytesOf(length))
      copyOut(at, counts, offset, length)
    },
    multiplyCounts(counts, offset, length, factors, from) {
      const [at, first] = [copyIn(counts, offset, length), factors.byteOffset + from * 4]
      machine.multiplyCounts(at, first, first + bytesOf(length))
      copyOut(at, counts, offset, length)
    },
    moveRow(counts, offset, length, key, { shocks, level, wild, area, region, before, now }, tame) {
      const [at, bytes] = [copyIn(counts, offset, length), bytesOf(length)]
      putKey(key)
      if (tame) machine.moveTameRow(at, bytes, shocks, level, wild, area, region, before, now)
      else machine.moveRow(at, bytes, shocks, level, wild, area, region, before, now)
      copyOut(at, counts, offset, length)
    },
    counts: countRows,
    scale(row, factor) {
      const at = countRows[row]!.byteOffset
      machine.scale(at, at + stride * 8, factor)
    },
    areFinite(given, offset, length) {
      const at = copyIn(given, offset, length)
      return machine.selfDifferences(at, at + blocksOf(length) * 8) === 0
    },
    close() {
      if (options.plain !== true && buffer.byteLength <= mostKept) kept = opened
    },
  }
}
