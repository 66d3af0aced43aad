// The row loops: assembled and plain ones give the same bits, what is embedded is what can be read, and the numbers are normal numbers.
// Bounds are 4.5 standard errors of each statistic.

import { describe, expect, test } from 'vitest'

import { createRowRoom } from '../../src/numeric/row-loops.js'
import type { LogPlaces, RowRoom } from '../../src/numeric/row-loops.js'
import { placeOf } from '../../src/numeric/row-loops-constants.js'
import { rowLoopsCode } from '../../src/numeric/row-loops-code.js'
import { keyOf, keyWithin, normalQuantile } from '../../src/numeric/row-sampler.js'
import { rowLoops } from '../../wasm/row-loops.js'

const factors = { cell: 0.8, shock: 0.9, carried: 0.31, scale: 0.045, area: 0.031, region: 0.012, centre: -0.0011, turned: 0.4 }
const parts = { shocks: 1, logs: 1, level: 3, area: 1, wild: 1, region: 2, own: 2 }
type Room = RowRoom<keyof typeof parts>

/** The second part of the level and of the regions, what turns round in the first part of `own`. */
function placesIn({ rows, addressOf }: Pick<Room, 'rows' | 'addressOf'>): LogPlaces {
  const { shocks, level, wild, area, region, own } = rows
  return { shocks: addressOf(shocks), level: addressOf(level, 1), wild: addressOf(wild), area: addressOf(area), region: addressOf(region, 1), before: addressOf(own), now: addressOf(own, 1) }
}
function setNumbers({ numbers }: Pick<Room, 'numbers'>, given: Partial<typeof factors> = {}): void {
  for (const [name, value] of Object.entries({ ...factors, ...given })) numbers[placeOf[name as keyof typeof placeOf]] = value
}

describe('the assembled loops', () => {
  test('are the bytes of their source', () => {
    expect(rowLoopsCode).toBe(Buffer.from(rowLoops).toString('base64'))
  })

  test('run here: a test of two equal things would prove nothing', () => {
    expect(createRowRoom(1, parts).rows.shocks.buffer.byteLength % 65_536).toBe(0)
    expect(createRowRoom(1, parts, { plain: true }).rows.shocks.buffer.byteLength % 65_536).not.toBe(0)
  })

  test.each([1, 7, 8, 9, 250, 1_000])('give the bits of the plain ones for %i draws', (draws) => {
    const results = [false, true].map((plain) => {
      const room = createRowRoom(draws, parts, { plain, counts: 2 })
      const { rows, stride } = room
      for (const name of ['area', 'wild', 'region', 'level', 'own'] as const) room.sample(rows[name], 0, rows[name].length, keyOf(1, name), 1.3)
      room.makeWild(rows.wild, draws, rows.area, { centre: 0.9, spread: 0.3, unit: 0.8 })
      room.multiplyRow(rows.area, draws, rows.wild)
      room.sample(rows.shocks, 0, draws, keyOf(2, 'shocks'), 0.8)
      setNumbers(room)
      room.addLogs(rows.logs, draws, placesIn(room))
      // From counts of nobody to a million, with logs far beyond what happens.
      const counts = Float64Array.from({ length: draws + 4 }, (_, i) => (i % 9 === 0 ? 0 : i % 10 === 0 ? -3 : 10 ** (i % 7) + i / 3))
      for (let d = 0; d < draws; d++) if (d % 11 === 0) rows.logs[d] = (d % 2 === 0 ? 1 : -1) * d * 0.09
      room.multiplyByExponential(counts, 2, draws, rows.logs)
      // By then no count is below 0.
      for (const tame of [false, true]) {
        room.ratio[0] = tame ? 1.03 : 0.93
        room.moveRow(counts, 3, draws, keyOf(3, 'shocks'), placesIn(room), tame)
      }
      room.multiplyCounts(counts, 3, draws, rows.own, stride)
      // The shocks are used up.
      room.sample(rows.shocks, 0, draws, keyOf(4, 'shocks'), 0.8)
      room.carry(rows.region, stride, draws, rows.shocks, rows.wild, 0.41)
      room.counts[1]!.set(counts.subarray(2, 2 + draws))
      room.scale(1, 1.07)
      return { numbers: Object.values(rows).map((row) => [...row]), counts: [...counts, ...room.counts[1]!] }
    })
    expect(results[0]).toEqual(results[1])
    expect(new Set(results[0]!.counts).size).toBeGreaterThan(draws / 2)
  })
})

describe('what the loops compute', () => {
  const draws = 1_000
  const { rows, stride, ...room } = createRowRoom(draws, parts)

  test('logs add up as told, the own part is put down, part of an earlier one turns round, and the level keeps what stays of a shock', () => {
    for (const name of ['area', 'wild', 'region', 'level', 'shocks', 'own'] as const) room.sample(rows[name], 0, rows[name].length, keyOf(1, name), 1)
    const before = rows.level.slice()
    setNumbers(room)
    room.addLogs(rows.logs, draws, placesIn({ rows, ...room }))
    const { shock, carried, area, scale, region, centre, turned } = factors
    for (let d = 0; d < draws; d++) {
      const stayed = before[stride + d]!
      const own = (shock * rows.shocks[d]! + stayed) * scale * rows.wild[d]!
      const expected = own + area * rows.area[d]! + region * rows.region[stride + d]! + centre - turned * rows.own[d]!
      expect(Math.abs(rows.own[stride + d]! - own)).toBeLessThan(1e-6)
      expect(Math.abs(rows.logs[d]! - expected)).toBeLessThan(1e-6)
      expect(Math.abs(rows.level[stride + d]! - (stayed + carried * rows.shocks[d]!))).toBeLessThan(1e-6)
    }
    // The other parts of the level are left alone.
    expect([...rows.level.subarray(0, stride), ...rows.level.subarray(2 * stride)]).toEqual([...before.subarray(0, stride), ...before.subarray(2 * stride)])
  })

  test('a row is multiplied by another, and counts by a row', () => {
    const before = rows.area.slice()
    room.multiplyRow(rows.area, draws, rows.level)
    for (let d = 0; d < draws; d++) expect(rows.area[d]).toBe(Math.fround(before[d]! * rows.level[d]!))
    const counts = new Float64Array(draws + 2).fill(300)
    room.multiplyCounts(counts, 1, draws, rows.level, stride)
    for (let d = 0; d < draws; d++) expect(counts[1 + d]).toBe(300 * rows.level[stride + d]!)
    expect([counts[0], counts[draws + 1]]).toEqual([300, 300])
  })

  test('counts are multiplied by the exponential to 6e-6, and are never below 0', () => {
    rows.logs.forEach((_, d) => (rows.logs[d] = (d - 500) / 25.5))
    const counts = new Float64Array(draws).fill(300)
    room.multiplyByExponential(counts, 0, draws, rows.logs)
    for (let d = 0; d < draws; d++) expect(Math.abs(counts[d]! / 300 / Math.exp(rows.logs[d]!) - 1)).toBeLessThan(6e-6)
    rows.logs.fill(0)
    const odd = Float64Array.of(-4, 0, 0.1, 1e9)
    room.multiplyByExponential(odd, 0, 4, rows.logs)
    // Nothing changes where the log is 0, bit for bit.
    expect([...odd]).toEqual([0, 0, 0.1, 1e9])
  })
})

describe('counts in the room', () => {
  const { rows, ...room } = createRowRoom(100, parts, { counts: 2 })

  test('are moved where they are, with the bits of counts elsewhere, and alone', () => {
    const elsewhere = new Float64Array(100).fill(300)
    rows.wild.fill(1)
    for (const counts of [room.counts[0]!.fill(300), elsewhere]) {
      rows.level.fill(0)
      setNumbers(room)
      room.moveRow(counts, 0, 100, keyOf(5, 'shocks'), placesIn({ rows, ...room }), false)
    }
    expect([...room.counts[0]!]).toEqual([...elsewhere])
    expect(new Set(elsewhere).size).toBeGreaterThan(90)
    expect(room.counts[1]!.every((count) => count === 0)).toBe(true)
  })

  test('are multiplied by a factor, exactly', () => {
    room.counts[0]!.forEach((_, d, row) => (row[d] = d / 3))
    room.scale(0, 1.1)
    room.counts[0]!.forEach((count, d) => expect(count).toBe((d / 3) * 1.1))
    expect(room.counts[1]!.every((count) => count === 0)).toBe(true)
  })

  test.each([NaN, Infinity, -Infinity])('%s is found wherever it stands, in the room or elsewhere', (odd) => {
    for (const counts of [room.counts[1]!, new Float64Array(100)]) {
      counts.fill(-1e308)
      expect(room.areFinite(counts, 0, 100)).toBe(true)
      for (let d = 0; d < 100; d++) {
        counts[d] = odd
        expect(room.areFinite(counts, 0, 100)).toBe(false)
        counts[d] = 1
      }
    }
    // Outside the part that is asked about it is not, nor what an earlier row left behind.
    expect(room.areFinite(new Float64Array(100).fill(odd), 0, 100)).toBe(false)
    const longer = new Float64Array(60).fill(odd).fill(2, 20, 37)
    expect(room.areFinite(longer, 20, 17)).toBe(true)
  })
})

describe('a shock and what stayed of earlier ones', () => {
  test('add up, and a part of the shock stays', () => {
    const { rows, ...room } = createRowRoom(40, parts)
    rows.shocks.forEach((_, d) => (rows.shocks[d] = d / 8))
    rows.wild.fill(2)
    room.carry(rows.region, 48, 40, rows.shocks, rows.wild, 0.5)
    for (let d = 0; d < 40; d++) {
      expect(rows.region[48 + d]).toBe(d / 8 + 2)
      expect(rows.wild[d]).toBe(2 + d / 16)
    }
    expect(rows.region.subarray(0, 48).every((each) => each === 0)).toBe(true)
  })
})

describe('a row moved at one call', () => {
  const draws = 250
  test.each([false, true])('is the row moved step by step, bit for bit; tame: %s', (tame) => {
    const [once, stepwise] = [true, false].map((atOnce) => {
      const room = createRowRoom(draws, parts)
      const { rows } = room
      for (const name of ['area', 'wild', 'region', 'level', 'own'] as const) room.sample(rows[name], 0, rows[name].length, keyOf(1, name), 1.3)
      setNumbers(room, atOnce ? {} : { shock: 1 })
      room.ratio[0] = 1.07
      // A row of its own, which is copied as a whole, and one within others.
      const counts = [[0, draws], [5, draws + 9]].map(([offset, length]) => {
        const some = new Float64Array(length!).fill(300)
        if (atOnce) room.moveRow(some, offset!, draws, keyOf(2, 'shocks'), placesIn(room), tame)
        else {
          room.sample(rows.shocks, 0, draws, keyOf(2, 'shocks'), 0.8)
          room.addLogs(rows.logs, draws, placesIn(room))
          for (let d = 0; d < draws; d++) some[offset! + d]! *= 1.07
          room.multiplyByExponential(some, offset!, draws, rows.logs)
        }
        expect(some.findIndex((count) => count !== 300)).toBe(offset)
        expect(some.findLastIndex((count) => count !== 300)).toBe(offset! + draws - 1)
        return [...some]
      })
      return { counts, level: [...rows.level], own: [...rows.own] }
    })
    expect(once).toEqual(stepwise)
  })

  test('leaves none below 0 unless told that none can be', () => {
    const room = createRowRoom(draws, parts)
    const lowest = (tame: boolean): number => {
      const counts = new Float64Array(draws).fill(-1)
      room.moveRow(counts, 0, draws, keyOf(2, 'shocks'), placesIn(room), tame)
      return Math.min(...counts)
    }
    expect([lowest(false), lowest(true)]).toEqual([0, -1])
  })
})

describe('memory that is given back', () => {
  test('is that of the next room, all zero; two rooms at a time have memories of their own', () => {
    const [first, second] = [createRowRoom(64, parts), createRowRoom(64, parts)]
    expect(second.rows.logs.buffer).not.toBe(first.rows.logs.buffer)
    for (const row of Object.values(first.rows)) row.fill(7)
    first.close()
    const third = createRowRoom(48, { ...parts, other: 2 })
    expect(third.rows.logs.buffer).toBe(first.rows.logs.buffer)
    for (const row of Object.values(third.rows)) expect(row.every((number) => number === 0)).toBe(true)
    expect(createRowRoom(64, parts).rows.logs.buffer).not.toBe(third.rows.logs.buffer)
  })

  test('is not used for a room that it is too small for', () => {
    const small = createRowRoom(8, parts)
    small.close()
    const large = createRowRoom(40_000, parts)
    expect(large.rows.logs.buffer).not.toBe(small.rows.logs.buffer)
    expect(large.rows.level.length).toBe(120_000)
  })
})

describe('the normal numbers', () => {
  const n = 4_000_000
  const length = 1_000
  const { rows, ...room } = createRowRoom(length, { normal: 1 })
  const key = new Uint32Array(4)
  const [area, grade] = [keyOf(11, 'noise', 'North'), keyOf(11, 'grade', 'P1')]

  test('have the moments, the tails and the shape of the normal distribution at four million', () => {
    const cells = 200
    const edges = Float64Array.from({ length: cells - 1 }, (_, i) => normalQuantile((i + 1) / cells))
    const counts = new Float64Array(cells)
    const sums = [0, 0, 0, 0]
    const beyond = [0, 0, 0, 0]
    let [neighbours, opposite, squares] = [0, 0, 0]
    for (let r = 0; r < n / length; r++) {
      room.sample(rows.normal, 0, length, keyWithin(key, area, grade, r), 1)
      for (let i = 0; i < length; i++) {
        const z = rows.normal[i]!
        const power = z * z
        sums[0]! += z
        sums[1]! += power
        sums[2]! += power * z
        sums[3]! += power * power
        const size = Math.abs(z)
        for (let k = 0; k < 4; k++) if (size > k + 1) beyond[k]!++
        if (i > 0) neighbours += z * rows.normal[i - 1]!
        // The two numbers of one angle stand four apart.
        if ((i & 4) !== 0) opposite += z * rows.normal[i - 4]!
        if ((i & 4) !== 0) squares += (power - 1) * (rows.normal[i - 4]! ** 2 - 1)
        let [low, high] = [0, cells - 1]
        while (low < high) {
          const middle = (low + high) >> 1
          if (z < edges[middle]!) high = middle
          else low = middle + 1
        }
        counts[low]!++
      }
    }
    const [expected, spread] = [[0, 1, 0, 3], [1, 2, 15, 96]]
    sums.forEach((sum, i) => expect(Math.abs(sum / n - expected[i]!)).toBeLessThan(4.5 * Math.sqrt(spread[i]! / n)))
    // P(|z| > 1, 2, 3, 4) by R 4.2: 2*pnorm(-1:-4)
    ;[0.3173105, 0.04550026, 0.002699796, 6.334248e-5].forEach((p, k) => expect(Math.abs(beyond[k]! / n - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n)))
    expect(Math.abs(neighbours / n)).toBeLessThan(4.5 / Math.sqrt(n))
    expect(Math.abs(opposite / (n / 2))).toBeLessThan(4.5 / Math.sqrt(n / 2))
    expect(Math.abs(squares / (n / 2))).toBeLessThan((4.5 * 2) / Math.sqrt(n / 2))
    // 199 degrees of freedom: mean 199, standard deviation √398.
    const chiSquare = counts.reduce((total, count) => total + (count - n / cells) ** 2 / (n / cells), 0)
    expect(Math.abs(chiSquare - 199)).toBeLessThan(4.5 * Math.sqrt(398))
  })

  test('of neighbouring seeds, years, grades and lanes do not correlate', () => {
    const draws = 1_000
    const row = (seed: number, year: number, label: string): Float32Array => {
      room.sample(rows.normal, 0, draws, keyWithin(key, keyOf(seed, 'noise', 'North'), keyOf(seed, 'grade', label), year), 1)
      return rows.normal.slice()
    }
    const all = Array.from({ length: 60 }, (_, i) => row(1 + (i % 5), 2021 + (Math.floor(i / 5) % 4), `P${Math.floor(i / 20)}`))
    const products: number[] = []
    for (let i = 0; i < all.length; i++) for (let j = 0; j < i; j++) products.push(all[i]!.reduce((sum, value, d) => sum + value * all[j]![d]!, 0) / Math.sqrt(draws))
    expect(products.length).toBe(1_770)
    const spread = Math.sqrt(products.reduce((sum, value) => sum + value * value, 0) / products.length)
    expect(Math.abs(spread - 1)).toBeLessThan(4.5 / Math.sqrt(2 * products.length))
    expect(Math.max(...products.map(Math.abs))).toBeLessThan(4.8)
    // Within rows: numbers one to sixteen apart, over all rows.
    for (let apart = 1; apart <= 16; apart++) {
      let [sum, count] = [0, 0]
      for (const each of all) for (let d = apart; d < draws; d++, count++) sum += each[d]! * each[d - apart]!
      expect(Math.abs(sum / Math.sqrt(count))).toBeLessThan(4.5)
    }
  })
})
