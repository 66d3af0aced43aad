// Shares in many futures: between 0 and 1, together 1, around their path, and the parts of a draw are the whole of that draw.

import { assumedShareSpread, chinaLadder, createAxis, createCube, parseInputs, sharePaths, simulateShares, splitPupils, spreadOfShares, valueAt } from 'school-places'
import type { ShareRow } from 'school-places'
import { describe, expect, test } from 'vitest'

const grade = chinaLadder.grades.find((each) => each.stage === 'primary')!
const observed = [0.5, 0.52, 0.5, 0.54]
const shares: ShareRow[] = ['North', 'South'].flatMap((area) => observed.flatMap((share, i) => [{ area, stage: 'primary', year: 2018 + i, sector: 'public' as const, share }, { area, stage: 'primary', year: 2018 + i, sector: 'private' as const, share: 1 - share }]))
const dataset = parseInputs({ areas: [{ area: 'North' }, { area: 'South' }], pupils: ['North', 'South'].map((area) => ({ area, grade: grade.id, year: 2021, pupils: 100 })), shares })
const paths = sharePaths(dataset, { origin: 2021, horizon: 4, by: 'sector' })
const draws = 4_000
const spread = { level: 0.2, drift: 0.1, source: 'given' } as const
const drawn = simulateShares(paths, spread, { draws, seed: 5 })

const oddsOf = (area: string, year: number, of = drawn, count = draws): number[] =>
  Array.from({ length: count }, (_, draw) => valueAt(of.shares, { area, stage: 'primary', sector: 'public', year, draw })).map((share) => Math.log(share / (1 - share)))
const deviation = (values: readonly number[], middle: number): number => Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length)

describe('drawn shares', () => {
  test('lie between 0 and 1 and sum to 1 in every draw; the origin is certain', () => {
    const { values } = drawn.shares
    const block = 5 * draws
    for (let i = 0; i < block; i++) {
      expect(values[i]! + values[block + i]!).toBeCloseTo(1, 12)
      if (!(values[i]! > 0 && values[i]! < 1)) expect.fail(`share ${values[i]}`)
      if (i < draws && values[i] !== paths.shares.values[0]) expect.fail('the origin')
    }
  })

  test('have odds as wide as the level and the drift make them, around the path', () => {
    const middle = Math.log(0.54 / 0.46)
    for (const year of [2022, 2025]) {
      const odds = oddsOf('North', year)
      expect(deviation(odds, middle) / Math.sqrt(0.2 ** 2 + (year - 2021) * 0.1 ** 2)).toBeCloseTo(1, 1)
      expect(Math.abs([...odds].sort((a, b) => a - b)[draws / 2]! - middle)).toBeLessThan(0.015)
    }
  })

  test('no spread is the path, bit for bit up to rounding', () => {
    simulateShares(paths, { level: 0, drift: 0, source: 'given' }, { draws: 2, seed: 1 }).shares.values.slice().forEach((value, i) => expect(value).toBeCloseTo(paths.shares.values[Math.floor(i / 2)]!, 12))
  })

  test('keep the laws of the draws: prefix, and areas apart', () => {
    const few = simulateShares(paths, spread, { draws: 50, seed: 5 })
    expect(oddsOf('South', 2024, few, 50)).toEqual(oddsOf('South', 2024).slice(0, 50))
    const south = simulateShares(sharePaths(dataset, { origin: 2021, horizon: 4, by: 'sector', areas: ['South'] }), spread, { draws: 50, seed: 5 })
    expect(oddsOf('South', 2024, south, 50)).toEqual(oddsOf('South', 2024, few, 50))
    expect(oddsOf('North', 2024, few, 50)).not.toEqual(oddsOf('South', 2024, few, 50))
  })

  test('divide the pupils of each draw by the shares of that draw, to the last bit', () => {
    const count = 7
    const own = simulateShares(paths, spread, { draws: count, seed: 5 })
    const axes = { area: createAxis(['North', 'South']), grade: createAxis([grade.id]), year: createAxis([2021, 2022, 2023, 2024, 2025]), draw: createAxis(Array.from({ length: count }, (_, d) => d)) }
    const pupils = createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', Float64Array.from({ length: 2 * 5 * count }, (_, i) => 90 + i))
    const parts = splitPupils(pupils, own, chinaLadder)
    for (const area of ['North', 'South']) {
      for (const year of [2021, 2025]) {
        for (let draw = 0; draw < count; draw++) {
          const [whole, open] = [valueAt(pupils, { area, grade: grade.id, year, draw }), valueAt(parts, { area, grade: grade.id, sector: 'public', year, draw })]
          expect(open).toBeCloseTo(whole * valueAt(own.shares, { area, stage: 'primary', sector: 'public', year, draw }), 9)
          expect(open + valueAt(parts, { area, grade: grade.id, sector: 'private', year, draw })).toBe(whole)
        }
      }
    }
    expect(() => splitPupils(pupils, simulateShares(paths, spread, { draws: 3, seed: 5 }), chinaLadder)).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
  })

  test('an assumed spread is said, and what cannot be drawn is refused', () => {
    expect(simulateShares(paths, assumedShareSpread, { draws: 1, seed: 1 }).issues.map((issue) => issue.code)).toContain('share-spread-assumed')
    expect(drawn.issues.map((issue) => issue.code)).not.toContain('share-spread-assumed')
    for (const [own, options] of [[spread, { draws: 0, seed: 1 }], [spread, { draws: 1, seed: -1 }], [{ ...spread, drift: -1 }, { draws: 1, seed: 1 }], [{ ...spread, level: Number.NaN }, { draws: 1, seed: 1 }]] as const) expect(() => simulateShares(paths, own, options)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => simulateShares(paths, spread, { draws: 1e8, seed: 1 })).toThrow(expect.objectContaining({ code: 'too-large' }))
  })
})

describe('the spread of shares', () => {
  test('is the mean square of past changes of the log-odds, pooled with the assumption, and sees nothing later', () => {
    const odds = observed.map((share) => Math.log(share / (1 - share)))
    const squares = [1, 2, 3].map((i) => (odds[i]! - odds[i - 1]!) ** 2)
    // Two areas, two sectors: each change four times.
    const expected = (count: number): number => Math.sqrt((4 * squares.slice(0, count).reduce((a, b) => a + b, 0) + 5 * 0.05 ** 2) / (4 * count + 5))
    expect(spreadOfShares(dataset, { by: 'sector', origin: 2021 }).drift).toBeCloseTo(expected(3), 10)
    expect(spreadOfShares(dataset, { by: 'sector', origin: 2020 })).toMatchObject({ source: 'counted', level: 0.05 })
    expect(spreadOfShares(dataset, { by: 'sector', origin: 2020 }).drift).toBeCloseTo(expected(2), 10)
    expect(spreadOfShares(dataset, { by: 'sector', origin: 2018 })).toBe(assumedShareSpread)
  })
})
