// Finding a few ranks of a row of draws without sorting it: five quantiles of a thousand draws read ten numbers. The draws are dealt into
// buckets between bounds taken from some of them, and only the buckets that hold a wanted rank are sorted.

import { insertSorted } from './sort-draws.js'

/** Room for rows of one length and one list of ranks, used again and again without allocating. */
export interface RankRoom {
  /** Ranks that are wanted, from small to large, each once; the smallest number of a row has rank 0. */
  readonly ranks: Int32Array
  /** As long as a row; after `placeRanks` the wanted ranks hold their numbers and the other places hold nothing of use. */
  readonly placed: Float64Array
  /** Draws that one bucket has room for. */
  readonly size: number
  /** The buckets, one after the other. */
  readonly dealt: Float64Array
  readonly counts: Int32Array
}

const buckets = 256
/** The bounds are those of so many draws, evenly spread over the row; what lies outside is in the first or last bucket. */
const looked = 64
/** A bucket with more than so many is sorted by the engine. */
const few = 32

export function createRankRoom(length: number, ranks: readonly number[]): RankRoom {
  // Several times an even share: room for the middle of a bell and for what lies outside the bounds.
  const size = 32 + Math.ceil(length / 32)
  return { ranks: Int32Array.from(new Set(ranks)).sort(), placed: new Float64Array(length), size, dealt: new Float64Array(buckets * size), counts: new Int32Array(buckets) }
}

/**
 * Writes the numbers of the wanted ranks to their places in `room.placed`.
 *
 * @param row any order; not changed
 * @returns whether it could: not when there is NaN, nor when the draws do not spread over the buckets, as when most are the same
 * Cost: O(draws).
 */
export function placeRanks(row: Float64Array, { ranks, placed, size, dealt, counts }: RankRoom): boolean {
  const [low, high] = boundsOfSome(row)
  const scale = (buckets - 2) / (high - low)
  // A scale that is no number above 0, or none at all: draws that are the same, or further apart than numbers go.
  if (!(scale > 0 && scale < Infinity)) return false
  counts.fill(0)
  const sum = dealOut(row, low, scale, size, dealt, counts)
  // NaN, or infinities of both signs.
  if (Number.isNaN(sum)) return false
  let below = 0
  for (let bucket = 0, r = 0; r < ranks.length; bucket++) {
    const count = counts[bucket]!
    if (ranks[r]! < below + count) {
      if (count > size) return false
      const from = bucket * size
      if (count > few) dealt.subarray(from, from + count).sort()
      else insertSorted(dealt, from, from + count)
      for (; r < ranks.length && ranks[r]! < below + count; r++) placed[ranks[r]!] = dealt[from + ranks[r]! - below]!
    }
    below += count
  }
  return true
}

function boundsOfSome(row: Float64Array): [low: number, high: number] {
  const step = Math.max(1, Math.floor(row.length / looked))
  let low = row[0]!
  let high = low
  for (let i = step; i < row.length; i += step) {
    const value = row[i]!
    if (value < low) low = value
    else if (value > high) high = value
  }
  return [low, high]
}

/** Deals every draw into its bucket, which rises with the draw whatever the rounding, as far as there is room; counts, and adds the draws up. */
function dealOut(row: Float64Array, low: number, scale: number, size: number, dealt: Float64Array, counts: Int32Array): number {
  let sum = 0
  for (let i = 0; i < row.length; i++) {
    const value = row[i]!
    const place = (value - low) * scale
    let bucket = 0
    if (place >= 0) bucket = place < buckets - 2 ? (place | 0) + 1 : buckets - 1
    sum += value
    const count = counts[bucket]!
    counts[bucket] = count + 1
    if (count < size) dealt[bucket * size + count] = value
  }
  return sum
}
