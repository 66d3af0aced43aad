// Dealing a row of draws into buckets that rise with the draws, and counting those beyond a number: two draws at a time where WebAssembly may
// run, one at a time where not, with the same result. Buckets are places in one memory, which begins with where each bucket goes on.

/** Room for rows of one length, used again and again without allocating. */
export interface Dealer {
  /** Copies a row in, of two draws or more, for what is asked of it next. */
  take(row: Float64Array): void
  /** The copy. */
  readonly row: Float64Array
  /**
   * Deals the row: draws of at most `low` go to bucket 0, which has room for all, because often most draws are the least possible, as when
   * no pupil is without a place; those above, up to `low` + k ÷ `scale`, to bucket k, and what lies further to the last.
   * Returns whether every draw is a number with an end; a later bucket that is too full spoils those after it.
   */
  deal(low: number, scale: number): boolean
  /** After dealing, for each block of 16 buckets: the draws in them, and 1 if a bucket up to there is too full, else 0. */
  readonly blocks: Int32Array
  /** The least and the largest among pairs of neighbours, the first of each pair `step` draws from that of the next. */
  bounds(step: number): readonly [low: number, high: number]
  /**
   * After dealing, puts the draws of the wanted ranks to their places in `placed`. Returns whether it could: not where a bucket in the way is
   * too full, or has more than `few` draws and a wanted one among them, and not without WebAssembly.
   */
  pick(few: number): boolean
  /** As long as the row. */
  readonly placed: Float64Array
  /** Where the first draw of a bucket is in `dealt`, and how many follow, in the order of the row. */
  startOf(bucket: number): number
  countOf(bucket: number): number
  readonly dealt: Float64Array
  /** Draws that a bucket but the first has room for. */
  readonly size: number
  /** How many draws of the row are below, or above, a number. */
  below(value: number): number
  above(value: number): number
  /** The sum of the row, added up in eight parts: as near as one after the other, and several times as fast. */
  sum(): number
  /** Gives the memory to the next dealer; this one must not be used any more. */
  close(): void
}

export const buckets = 256
/** Added to a draw's distance from the lowest bound before it is cut down to a bucket: a distance of 0 gives 0. */
export const justBelowOne = 1 - 2 ** -53
/** Buckets of a block. */
export const blockSize = 16
const [blocksAt, rowAt, page] = [buckets * 4, buckets * 4 + (buckets / blockSize) * 8, 65_536]

/** The loops of wasm/deal-loops.ts, assembled. Lengths are a multiple of 4 draws; addresses are in bytes. */
const loopCode =
  'AGFzbQEAAAABPAhgAn9/AGAEf398fAF8YAR/f39/AGAEf39/fwBgCH9/f39/f39/AX9gAn9/AXxgA39/fAF/YAN/f3wBfwIQAQRyb3dzBm1lbW9yeQIAAQMJCAABAgMEBQYHBz0IBHNvcnQAAARkZWFsAAEFdGFsbHkAAgZib3VuZHMAAwRwaWNrAAQDc3VtAAUFYmVsb3cABgVhYm92ZQAHCqwLCIABBAF/AX8BfAF8IABBCGohAgJAA0AgAiABSUUNASACKwMAIQQgAiEDIANBCGsrAwAhBQJAA0AgAyAASyAFIARkIAUgBGEgBb0gBL1VcXJxRQ0BIAMgBTkDACADQQhrIQMgA0EIaysDACEFDAALCyADIAQ5AwAgAkEIaiECDAALCwvwAgoBewF7AXsBewF7AXsBewF7AX8BfyAC/RQhBCAD/RQhBf0M////////7z/////////vPyEG/QwAAAAAAOBvQAAAAAAA4G9AIQgDQCAA/QAAACEJIAsgCSAJ/fEB/fABIQsgCSAE/fEBIAX98gEgBv3wASEKIAogB/33ASAI/fYB/fwBIQogCkEC/asBIQogCv0bACEMIAwoAgAhDSANIAn9WwAAACAMIA1BCGo2AgAgCv0bASEMIAwoAgAhDSANIAn9WwAAASAMIA1BCGo2AgAgAP0AABAhCSALIAkgCf3xAf3wASELIAkgBP3xASAF/fIBIAb98AEhCiAKIAf99wEgCP32Af38ASEKIApBAv2rASEKIAr9GwAhDCAMKAIAIQ0gDSAJ/VsAAAAgDCANQQhqNgIAIAr9GwEhDCAMKAIAIQ0gDSAJ/VsAAAEgDCANQQhqNgIAIABBIGohACAAIAFJDQALIAv9IQAgC/0hAaALpQIHAX8BewF7AXsBewF7AXsgA/0RIQcgAv0RIAf9DAAAAAABAAAAAgAAAAMAAAD9tQH9rgEhBSAHQQL9qwEhBgNAIAT9AAAAIAX9sQEhCCAFIAb9rgEhBSAKIAj9uAEhCiAIIQkgBP0AABAgBf2xASEIIAUgBv2uASEFIAogCP24ASEKIAkgCP2uASEJIAT9AAAgIAX9sQEhCCAFIAb9rgEhBSAKIAj9uAEhCiAJIAj9rgEhCSAE/QAAMCAF/bEBIQggBSAG/a4BIQUgCiAI/bgBIQogCSAI/a4BIQkgBEHAAGohBCAJQQP9rAEhCSAAIAn9GwAgCf0bAWogCf0bAmogCf0bA2o2AgAgACAKIAf9O/1TNgIEIABBCGohACAAIAFJDQALC1UDAXsBewF7IAH9AAAAIQQgBCEFAkADQCABIAJJRQ0BIAH9AAAAIQYgBCAG/fYBIQQgBSAG/fcBIQUgASADaiEBDAALCyAAIAT9CwAAIAAgBf0LABALrwIHAX8BfwF/AX8BfwF/AX9BfyEOIAUgCkECdSAGbGohCyAKRQRAIAQhCwULIAooAgAhDSANIAtrQQN1IQwCQANAIAAgAUlFDQEgACgCACEIAkADQCAIIAkgDGpPRQ0BIAkgDGohCSAKQQRqIQoCQANAIApBP3FFIAggCSADIApBA3VqKAIAak9xRQ0BIAkgAyAKQQN1aigCAGohCSAKQcAAaiEKDAALCyAFIApBAnUgBmxqIQsgCkUEQCAEIQsFCyAKKAIAIQ0gDSALa0EDdSEMDAALCyADIApBBnVBA3RqKAIEBEBBAA8FCyAMIAdLBEBBAA8FCyAOIApGBEAFIAsgDRAAIAohDgsgAiAIQQN0aiALIAggCWtBA3RqKwMAOQMAIABBBGohAAwACwtBAQtwBQF7AXsBewF7AXsDQCACIAD9AAAA/fABIQIgAyAA/QAAEP3wASEDIAQgAP0AACD98AEhBCAFIAD9AAAw/fABIQUgAEHAAGohACAAIAFJDQALIAIgA/3wASAEIAX98AH98AEhBiAG/SEAIAb9IQGgC0sCAXsBeyAC/RQhAwNAIAQgAP0AAAAgA/1J/dEBIQQgBCAA/QAAECAD/Un90QEhBCAAQSBqIQAgACABSQ0ACyAE/R0AIAT9HQF8pwtLAgF7AXsgAv0UIQMDQCAEIAMgAP0AAAD9Sf3RASEEIAQgAyAA/QAAEP1J/dEBIQQgAEEgaiEAIAAgAUkNAAsgBP0dACAE/R0BfKcL'

interface Loops {
  deal(at: number, end: number, low: number, scale: number): number
  tally(to: number, end: number, dealt: number, bytes: number): void
  below(at: number, end: number, value: number): number
  above(at: number, end: number, value: number): number
  sum(at: number, end: number): number
  bounds(to: number, at: number, end: number, step: number): void
  pick(rank: number, end: number, placed: number, block: number, first: number, dealt: number, bytes: number, few: number): number
}

interface Engine {
  readonly Module: new (code: Uint8Array) => object
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

interface Opened {
  readonly buffer: ArrayBuffer
  readonly loops: Loops | undefined
}

let module: object | undefined
/** What the last dealer gave back. */
let kept: Opened | undefined

function open(bytes: number, plain: boolean): Opened {
  if (!plain && kept !== undefined && kept.buffer.byteLength >= bytes) {
    const taken = kept
    kept = undefined
    return taken
  }
  const engine = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly
  if (!plain && engine !== undefined) {
    try {
      module ??= new engine.Module(Uint8Array.from(atob(loopCode), (letter) => letter.charCodeAt(0)))
      const memory = new engine.Memory({ initial: Math.ceil(bytes / page) })
      return { buffer: memory.buffer, loops: new engine.Instance(module, { rows: { memory } }).exports as unknown as Loops }
    } catch {
      // An engine without vectors, a page whose rules forbid code made at run time, or no room for memory of this kind.
    }
  }
  return { buffer: new ArrayBuffer(bytes), loops: undefined }
}

/** Makes a dealer for rows of `length` draws, of which the wanted `ranks` are given from small to large; `plain` without WebAssembly. */
export function createDealer(length: number, ranks: Int32Array, plain = false): Dealer {
  // Several times an even share: room for the middle of a bell and for what lies outside the bounds. An odd number of lines of memory from
  // one bucket to the next spreads them over the fastest memory.
  const size = 8 * (2 * Math.ceil((32 + length / 12) / 16) + 1)
  const dealtAt = rowAt + Math.ceil(length / 4) * 32
  // Were all draws in the last bucket, they would still be within the memory.
  const afterFirst = dealtAt + Math.ceil(length / 8) * 64
  // The last bucket's room for all.
  const placedAt = afterFirst + buckets * size * 8 + length * 8
  const boundsAt = Math.ceil((placedAt + length * 8) / 16) * 16
  const ranksAt = boundsAt + 32
  const opened = open(ranksAt + ranks.length * 4, plain)
  const { buffer, loops } = opened
  new Int32Array(buffer, ranksAt, ranks.length).set(ranks)
  const lowsAndHighs = new Float64Array(buffer, boundsAt, 4)
  const next = new Int32Array(buffer, 0, buckets)
  const first = new Int32Array(buckets)
  for (let bucket = 0; bucket < buckets; bucket++) first[bucket] = bucket === 0 ? dealtAt : afterFirst + bucket * size * 8
  const blocks = new Int32Array(buffer, blocksAt, (buckets / blockSize) * 2)
  const row = new Float64Array(buffer, rowAt, length)
  const dealt = new Float64Array(buffer, dealtAt, (placedAt - dealtAt) >> 3)
  const sums = new Float64Array(8)
  const even = loops === undefined ? 0 : length - (length % 4)
  const evenEnd = rowAt + even * 8
  const countOf = (bucket: number): number => (next[bucket]! - first[bucket]!) >> 3
  const tally = (): void => {
    let full = 0
    blocks.fill(0)
    for (let bucket = 0; bucket < buckets; bucket++) {
      const block = 2 * Math.floor(bucket / blockSize)
      blocks[block]! += countOf(bucket)
      if (bucket > 0 && countOf(bucket) > size) full = 1
      blocks[block + 1] = full
    }
  }

  return {
    size,
    dealt,
    row,
    take: (given) => row.set(given),
    deal(low, scale) {
      next.set(first)
      let sum = even > 0 ? loops!.deal(rowAt, evenEnd, low, scale) : 0
      for (let i = even; i < length; i++) {
        const value = row[i]!
        sum += value - value
        const bucket = Math.max(0, Math.min(buckets - 1, (value - low) * scale + justBelowOne)) | 0
        const place = next[bucket]!
        dealt[(place - dealtAt) >> 3] = value
        next[bucket] = place + 8
      }
      if (loops === undefined) tally()
      else {
        loops.tally(blocksAt, rowAt, afterFirst, size * 8)
        // The first bucket begins so much earlier than the others lead one to expect.
        blocks[0]! += (afterFirst - dealtAt) >> 3
      }
      return sum === 0
    },
    bounds(step) {
      if (loops === undefined) {
        lowsAndHighs.set([row[0]!, row[1]!, row[0]!, row[1]!])
        for (let i = 0; i + 1 < length; i += step) {
          for (const k of [0, 1] as const) {
            const value = row[i + k]!
            if (value < lowsAndHighs[k]!) lowsAndHighs[k] = value
            if (value > lowsAndHighs[k + 2]!) lowsAndHighs[k + 2] = value
          }
        }
      } else loops.bounds(boundsAt, rowAt, rowAt + (length - 1) * 8, step * 8)
      return [Math.min(lowsAndHighs[0]!, lowsAndHighs[1]!), Math.max(lowsAndHighs[2]!, lowsAndHighs[3]!)]
    },
    pick: (few) => loops?.pick(ranksAt, ranksAt + ranks.length * 4, placedAt, blocksAt, dealtAt, afterFirst, size * 8, few) === 1,
    placed: new Float64Array(buffer, placedAt, length),
    blocks,
    startOf: (bucket) => (first[bucket]! - dealtAt) >> 3,
    countOf,
    below(value) {
      let count = even > 0 ? loops!.below(rowAt, evenEnd, value) : 0
      for (let i = even; i < length; i++) count += Number(row[i]! < value)
      return count
    },
    above(value) {
      let count = even > 0 ? loops!.above(rowAt, evenEnd, value) : 0
      for (let i = even; i < length; i++) count += Number(row[i]! > value)
      return count
    },
    sum() {
      const eighths = length - (length % 8)
      let total = 0
      if (loops !== undefined && eighths > 0) total = loops.sum(rowAt, rowAt + eighths * 8)
      else {
        sums.fill(0)
        for (let i = 0; i < eighths; i++) sums[i % 8]! += row[i]!
        const [a, b, c, d, e, f, g, h] = sums as unknown as readonly [number, number, number, number, number, number, number, number]
        total = a + c + (e + g) + (b + d + (f + h))
      }
      for (let i = eighths; i < length; i++) total += row[i]!
      return total
    },
    close() {
      if (loops !== undefined && buffer.byteLength <= 16 * page) kept = opened
    },
  }
}
