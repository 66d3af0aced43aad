// Ranks without sorting: the same bits as a plain sort, whatever the row, and statistics over it the same as over sorted draws.

import fc from 'fast-check'
import { createAxis, createCube, createStream, mean, quantile, share, shareAbove, shareBelow, summarise } from 'school-places'
import type { Statistic } from 'school-places'
import { expect, test } from 'vitest'

import { createRankRoom, placeRanks } from '../../src/core/place-ranks.js'

const settings = { seed: 20_210_901, numRuns: 300 } as const
const special = fc.constantFrom(Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324, -5e-324, Number.MAX_VALUE)
const shapes: readonly ((value: number) => number)[] = [
  (value) => value,
  (value) => Math.round(value / 100),
  (value) => value ** 5,
  (value) => Math.sign(value),
  (value) => Math.exp(value / 2),
  (value) => value * 5e-324,
  (value) => -Math.abs(value) - 1e300,
  (value) => Math.min(value, -999),
  (value) => Math.max(value, 300),
]
const rows = fc
  .tuple(fc.array(fc.integer({ min: -2_000_000, max: 2_000_000 }), { minLength: 48, maxLength: 900 }), fc.constantFrom(...shapes), fc.array(special, { maxLength: 2 }))
  .map(([values, shape, strange]) => {
    const row = Float64Array.from(values, (value) => shape(value / 2_000))
    strange.forEach((value, i) => (row[(i * 37 + 5) % row.length] = value))
    return row
  })

test('the wanted ranks hold what a plain sort has there, bit for bit', () => {
  let could = 0
  fc.assert(
    fc.property(rows, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), fc.boolean(), (row, wanted, plain) => {
      const room = createRankRoom(row.length, wanted.map((rank) => rank % row.length), plain)
      const sorted = row.slice().sort()
      const before = row.slice()
      // Twice: nothing of the first row may be left in the room.
      placeRanks(Float64Array.from(row, (_, i) => Math.sin(i)), room)
      if (placeRanks(row, room)) {
        could++
        for (const rank of room.ranks) if (!Object.is(room.placed[rank], sorted[rank])) expect.fail(`rank ${rank}: ${room.placed[rank]}, not ${sorted[rank]}`)
      }
      room.dealer.close()
      expect(row).toEqual(before)
    }),
    settings,
  )
  expect(could).toBeGreaterThan(60)
})

test('bells, heavy tails and even spreads are never left to the plain sort, at any length', () => {
  const stream = createStream(4, 'ranks')
  for (const length of [48, 100, 1_000, 5_000]) {
    for (const shape of [() => stream.normal(), () => stream.uniform(), () => 200 * Math.exp(0.05 * stream.normal()), () => stream.normal() * (1 + stream.uniform()) ** 2]) {
      const row = Float64Array.from({ length }, shape)
      const room = createRankRoom(length, [0, 1, length >> 2, length >> 1, length - 1])
      expect(placeRanks(row, room)).toBe(true)
      const sorted = row.slice().sort()
      for (const rank of room.ranks) expect(room.placed[rank]).toBe(sorted[rank])
    }
  }
})

test.each([false, true])('rows of which most draws are the least, or all are the same, are never left to the plain sort (plain: %s)', (plain) => {
  const stream = createStream(5, 'zeros')
  for (const zeros of [0.3, 0.6, 0.97, 0.999, 1]) {
    const row = Float64Array.from({ length: 1_000 }, () => (stream.uniform() < zeros ? 0 : 50 * stream.uniform()))
    const room = createRankRoom(1_000, [0, 50, 299, 500, 960, 999], plain)
    expect(placeRanks(row, room)).toBe(true)
    const sorted = row.slice().sort()
    for (const rank of room.ranks) expect(room.placed[rank]).toBe(sorted[rank])
  }
})

test('zeros of both signs are told apart, as a sort does', () => {
  for (const length of [60, 400]) {
    const row = Float64Array.from({ length }, (_, i) => (i % 3 === 0 ? -0 : i % 50 === 7 ? i : 0))
    const room = createRankRoom(length, [0, 10, length >> 1, length - 1])
    const sorted = row.slice().sort()
    if (placeRanks(row, room)) for (const rank of room.ranks) expect(room.placed[rank]).toBe(sorted[rank])
    const cube = createCube(['area', 'draw'], { area: createAxis(['North']), draw: createAxis(Array.from(row, (_, i) => i)) }, 'places', row)
    expect(summarise(cube, { low: quantile(0), high: quantile(1) }).low.values[0]).toBe(-0)
  }
})

test('a row with NaN, or of two numbers and most the greater, is left to the plain sort', () => {
  const room = createRankRoom(1_000, [50])
  for (const at of [0, 7, 999]) expect(placeRanks(Float64Array.from({ length: 1_000 }, (_, i) => (i === at ? Number.NaN : i)), room)).toBe(false)
  const most = Float64Array.from({ length: 1_000 }, (_, i) => (i % 2 === 0 ? 3 + (i % 7) * 1e-9 : 1e9))
  expect(placeRanks(most, createRankRoom(1_000, [999]))).toBe(false)
  expect(placeRanks(Float64Array.from({ length: 1_000 }, (_, i) => i), room)).toBe(true)
})

test('a summary is the same whether rows are sorted or not', () => {
  const sorting = (statistic: Statistic): Statistic => (sorted) => statistic(sorted)
  const statistics = { a: quantile(0.05), b: quantile(0.25), c: quantile(0.5), d: quantile(0.813), e: quantile(1), f: quantile(0), short: share((gap) => gap < 0), below: shareBelow(0), above: shareAbove(0), middle: mean() }
  const plain = Object.fromEntries(Object.entries(statistics).map(([name, statistic]) => [name, sorting(statistic)]))
  fc.assert(
    fc.property(rows, fc.boolean(), (row, spoilt) => {
      if (spoilt) row[row.length >> 1] = Number.NaN
      const cube = createCube(['area', 'draw'], { area: createAxis(['North']), draw: createAxis(Array.from(row, (_, i) => i)) }, 'places', row)
      const [fast, slow] = [summarise(cube, statistics), summarise(cube, plain)]
      for (const name of Object.keys(statistics) as (keyof typeof statistics)[]) {
        const [found, expected] = [fast[name].values[0]!, slow[name]!.values[0]!]
        // A sum depends on the order in its last bits, and on whether infinity is met first.
        if (name === 'middle') expect(!Number.isFinite(expected) || Math.abs(found - expected) <= 1e-9 * Math.max(...row.map(Math.abs))).toBe(true)
        else expect(found).toBe(expected)
      }
    }),
    settings,
  )
})
