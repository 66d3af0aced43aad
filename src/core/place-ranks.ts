// Finding a few ranks of a row of draws without sorting it: five quantiles of a thousand draws read ten numbers. The draws are dealt into
// buckets between bounds taken from some of them, and only the buckets that hold a wanted rank are sorted.

import { blockSize, buckets, createDealer } from './deal-draws.js'
import type { Dealer } from './deal-draws.js'
import { insertSorted } from './sort-draws.js'

/** Room for rows of one length and one list of ranks, used again and again without allocating. */
export interface RankRoom {
  /** Ranks that are wanted, from small to large, each once; the smallest number of a row has rank 0. */
  readonly ranks: Int32Array
  /** As long as a row; after `placeRanks` the wanted ranks hold their numbers and the other places hold nothing of use. */
  readonly placed: Float64Array
  /** Holds the row that was looked at last; to be closed when no row is left. */
  readonly dealer: Dealer
}

/** The bounds are those of so many draws, evenly spread over the row, or of all where these are the same. */
const looked = 64
/** A bucket with more than so many is sorted by the engine. */
const few = 32

export function createRankRoom(length: number, ranks: readonly number[], plain = false): RankRoom {
  const wanted = Int32Array.from(new Set(ranks)).sort()
  const dealer = createDealer(length, wanted, plain)
  return { ranks: wanted, placed: dealer.placed, dealer }
}

/**
 * Takes a row in, and writes the numbers of the wanted ranks to their places in `room.placed`.
 *
 * @param row any order; not changed
 * @returns whether it could: not when there is NaN or infinity, nor when the draws do not spread over the buckets, as when most are the same and not the least
 * Cost: O(draws).
 */
export function placeRanks(row: Float64Array, { ranks, placed, dealer }: RankRoom): boolean {
  dealer.take(row)
  if (ranks.length === 0) return true
  let [low, high] = dealer.bounds(Math.max(2, Math.floor((2 * row.length) / looked)))
  // Few draws may differ from all others: as when a shortage is unlikely.
  if (low === high) [low, high] = dealer.bounds(1)
  const scale = (buckets - 2) / (high - low)
  // A scale that is no number above 0, or none at all: draws that are the same, or further apart than numbers go.
  if (!(scale > 0 && scale < Infinity)) return isAlike(dealer, ranks, placed)
  return dealer.deal(low, scale) && (dealer.pick(few) || pickOneByOne({ ranks, placed, dealer }))
}

function pickOneByOne({ ranks, placed, dealer }: RankRoom): boolean {
  const { dealt, blocks } = dealer
  let below = 0
  for (let block = 0, r = 0; r < ranks.length; block++) {
    if (blocks[2 * block + 1] === 1) return false
    const end = below + blocks[2 * block]!
    for (let bucket = block * blockSize; r < ranks.length && ranks[r]! < end; bucket++) {
      const count = dealer.countOf(bucket)
      if (ranks[r]! < below + count) {
        const from = dealer.startOf(bucket)
        if (count <= few) insertSorted(dealt, from, from + count)
        else if (!isSame(dealt, from, from + count)) dealt.subarray(from, from + count).sort()
        for (; r < ranks.length && ranks[r]! < below + count; r++) placed[ranks[r]!] = dealt[from + ranks[r]! - below]!
      }
      below += count
    }
    below = end
  }
  return true
}

/** Whether numbers are the same to the bit, so that sorting them changes nothing. */
function isSame(values: Float64Array, from: number, to: number): boolean {
  const first = values[from]!
  // Zeros of both signs divide into infinities of both.
  const inverse = 1 / first
  for (let i = from + 1; i < to; i++) if (values[i] !== first || (first === 0 && 1 / values[i]! !== inverse)) return false
  return true
}

/** Where all draws are the same, each rank holds that number. */
function isAlike({ row }: Dealer, ranks: Int32Array, placed: Float64Array): boolean {
  if (!isSame(row, 0, row.length)) return false
  for (const rank of ranks) placed[rank] = row[0]!
  return true
}
