// Dealing draws into buckets: the assembled loops are the bytes of their source and do what the plain ones do, and both what is told of them.

import { readFileSync } from 'node:fs'

import { createStream } from 'school-places'
import { describe, expect, test } from 'vitest'

import { blockSize, buckets, createDealer } from '../../src/core/deal-draws.js'
import { dealLoops } from '../../wasm/deal-loops.js'

const stream = createStream(7, 'deal')
const bell = (length: number): Float64Array => Float64Array.from({ length }, () => stream.normal())
const forms = [['assembled', false], ['plain', true]] as const

test('the embedded bytes are those of their source', () => {
  expect(readFileSync(new URL('../../src/core/deal-draws.ts', import.meta.url), 'utf8')).toContain(`'${Buffer.from(dealLoops).toString('base64')}'`)
})

test('the assembled loops run here: a test of two equal things would prove nothing', () => {
  const [assembled, plain] = forms.map(([, form]) => createDealer(100, new Int32Array(0), form).row.buffer.byteLength)
  expect(assembled! % 65_536).toBe(0)
  expect(plain! % 65_536).not.toBe(0)
})

describe.each(forms)('%s', (_name, plain) => {
  test.each([1, 3, 4, 5, 64, 997, 1_000])('%i draws are each in the bucket of their size, in the order of the row', (length) => {
    const dealer = createDealer(length, new Int32Array(0), plain)
    const row = bell(length)
    dealer.take(row)
    expect(dealer.deal(-2, 60)).toBe(true)
    const expected = Array.from({ length: buckets }, (): number[] => [])
    for (const value of row) expected[value <= -2 ? 0 : Math.min(buckets - 1, Math.floor((value + 2) * 60 + 1))]!.push(value)
    expected.forEach((values, bucket) => {
      expect(dealer.countOf(bucket)).toBe(values.length)
      const from = dealer.startOf(bucket)
      expect([...dealer.dealt.subarray(from, from + values.length)]).toEqual(values)
    })
    for (let block = 0; block < buckets / blockSize; block++) {
      const within = expected.slice(block * blockSize, (block + 1) * blockSize).reduce((sum, values) => sum + values.length, 0)
      expect([...dealer.blocks.subarray(2 * block, 2 * block + 2)]).toEqual([within, 0])
    }
    dealer.close()
  })

  test('nothing is left of an earlier row', () => {
    const dealer = createDealer(50, new Int32Array(0), plain)
    for (const shift of [0, 5]) {
      dealer.take(bell(50).map((value) => value + shift))
      dealer.deal(-2, 60)
    }
    expect(Array.from({ length: buckets }, (_, bucket) => dealer.countOf(bucket)).reduce((sum, count) => sum + count)).toBe(50)
    // All five spreads above: beyond the last bound, but for the rarest.
    expect(dealer.countOf(buckets - 1)).toBeGreaterThan(40)
  })

  test('a bucket with more draws than it has room for is told of, from its block on; all may be in the last', () => {
    const dealer = createDealer(1_000, new Int32Array(0), plain)
    const fill = (bucket: number): number[] => {
      dealer.take(new Float64Array(1_000).fill(bucket - 0.5))
      dealer.deal(0, 1)
      return Array.from({ length: buckets / blockSize }, (_, block) => dealer.blocks[2 * block + 1]!)
    }
    expect(dealer.size).toBeLessThan(1_000)
    expect(fill(40)).toEqual([0, 0, ...new Array<number>(14).fill(1)])
    expect(fill(255)).toEqual([...new Array<number>(15).fill(0), 1])
    expect(dealer.countOf(255)).toBe(1_000)
    // The least possible has room for all, and no other bucket is the worse for it.
    expect(fill(0)).toEqual(new Array<number>(16).fill(0))
    expect([dealer.countOf(0), dealer.countOf(1), dealer.blocks[0]]).toEqual([1_000, 0, 1_000])
    // As many as there is room for is not too many, and one more is.
    for (const [more, flag] of [[0, 0], [1, 1]] as const) {
      dealer.take(Float64Array.from({ length: 1_000 }, (_, i) => (i < dealer.size + more ? 7.5 : (i % 200) + 20)))
      dealer.deal(0, 1)
      expect(dealer.blocks[1]).toBe(flag)
    }
  })

  test.each([NaN, Infinity, -Infinity])('%s is told of, wherever it stands', (odd) => {
    const dealer = createDealer(19, new Int32Array(0), plain)
    for (let at = 0; at < 19; at++) {
      const row = bell(19)
      dealer.take(row)
      expect(dealer.deal(-2, 60)).toBe(true)
      row[at] = odd
      dealer.take(row)
      expect(dealer.deal(-2, 60)).toBe(false)
    }
  })

  test('draws below and above a number are counted; one that equals it, or is none, is neither', () => {
    const dealer = createDealer(11, new Int32Array(0), plain)
    dealer.take(Float64Array.of(-1, 0, -0, 2, NaN, Infinity, -Infinity, 3, 2, 1, 0))
    expect([dealer.below(0), dealer.above(0), dealer.below(2), dealer.above(2), dealer.below(Infinity), dealer.above(Infinity)]).toEqual([2, 5, 6, 2, 9, 0])
    expect([dealer.below(NaN), dealer.above(NaN)]).toEqual([0, 0])
  })
})

test.each([1, 7, 8, 9, 40, 997])('%i draws are added up to the same bits by both forms, and to the sum', (length) => {
  const row = bell(length).map((value) => value * 1e6)
  const [assembled, plain] = forms.map(([, form]) => {
    const dealer = createDealer(length, new Int32Array(0), form)
    dealer.take(row)
    return dealer.sum()
  })
  expect(assembled).toBe(plain)
  expect(Math.abs(assembled! - row.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-7)
})

test.each([48, 49, 250, 1_000])('bounds of %i draws are those of pairs of neighbours, the same in both forms', (length) => {
  const row = bell(length)
  for (const step of [1, 2, 3, 31]) {
    const pairs = Array.from({ length: length - 1 }, (_, i) => i).flatMap((i) => (i % step === 0 ? [row[i]!, row[i + 1]!] : []))
    for (const [, plain] of forms) {
      const dealer = createDealer(length, new Int32Array(0), plain)
      dealer.take(row)
      expect(dealer.bounds(step)).toEqual([Math.min(...pairs), Math.max(...pairs)])
    }
  }
})

test('wanted ranks are picked where WebAssembly runs, from the first to the last, and left alone where a bucket holds too many', () => {
  const row = bell(1_000)
  const sorted = row.slice().sort()
  const ranks = Int32Array.of(0, 1, 49, 50, 250, 499, 500, 501, 502, 998, 999)
  const [assembled, plain] = forms.map(([, form]) => {
    const dealer = createDealer(1_000, ranks, form)
    dealer.take(row)
    dealer.deal(-2.5, 50)
    return dealer
  })
  expect(assembled!.pick(32)).toBe(true)
  for (const rank of ranks) expect(assembled!.placed[rank]).toBe(sorted[rank])
  expect(plain!.pick(32)).toBe(false)
  // All in one bucket which is not too full: with room for more than are sorted here.
  assembled!.take(row.map((value, i) => (i < 40 ? 0.5 + value / 100 : value + 200)))
  assembled!.deal(0, 1)
  expect(assembled!.pick(32)).toBe(false)
  expect(assembled!.pick(64)).toBe(false)
  const few = createDealer(1_000, Int32Array.of(0, 39), false)
  few.take(row.map((value, i) => (i < 40 ? 0.5 + value / 100 : value + 200)))
  few.deal(0, 1)
  expect([few.pick(39), few.pick(40)]).toEqual([false, true])
  expect(few.placed[0]).toBeLessThan(few.placed[39]!)
})

test('memory that is given back is that of the next dealer; two at a time have memories of their own', () => {
  const [first, second] = [createDealer(64, new Int32Array(0)), createDealer(64, new Int32Array(0))]
  expect(second.row.buffer).not.toBe(first.row.buffer)
  first.close()
  const third = createDealer(48, new Int32Array(0))
  expect(third.row.buffer).toBe(first.row.buffer)
  expect(createDealer(64, new Int32Array(0)).row.buffer).not.toBe(third.row.buffer)
})
