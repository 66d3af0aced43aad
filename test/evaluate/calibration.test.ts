// Calibration: on counts made by the model itself intervals hold what they promise, and by hand where that is possible.

import { describe, expect, test } from 'vitest'

import { backtest } from '../../src/evaluate/backtest.js'
import { calibrate, summariseCalibration } from '../../src/evaluate/calibration.js'
import { naiveForecaster } from '../../src/evaluate/forecasters.js'
import type { ScoredInterval } from '../../src/evaluate/score-origin.js'
import { firstYear, madeCounts } from './made-counts.js'

const made = madeCounts(48, 15, 11)
const last = firstYear + 14
const options = { origins: [last - 5, last - 3, last - 1], leads: [1, 3], draws: 300, dispersion: { origins: 6 } }
const groupOf = (area: string): string => `group ${Number(area.slice(5)) % 12}`
const all = calibrate(made, { ...options, districtOf: groupOf })
const rows = all.filter((row) => row.level !== 'district')

describe('calibration', () => {
  test('on made counts the intervals hold what they promise', () => {
    const scores = summariseCalibration(rows)
    expect(new Set(scores.map((score) => score.level))).toEqual(new Set(['grade', 'stage', 'area']))
    for (const { level, lead, share, coverage } of scores) {
      // Areas are independent, grades and origins of one area are not: an area counts twice as one, its grades as three.
      const pairs = 48 * (level === 'area' ? 2 : 3)
      const slack = 3.5 * Math.sqrt((share * (1 - share)) / pairs) + 0.01
      if (Math.abs(coverage - share) > slack) expect.fail(`${level}, lead ${lead}: ${share} covers ${coverage}`)
    }
  })

  test('widths are those of hindsight, a wider interval holds more, and scores grow with the lead', () => {
    const scores = summariseCalibration(rows)
    for (const score of scores) {
      const [narrow, far] = [scores.find((each) => each.level === score.level && each.lead === score.lead && each.share === 0.5)!, scores.find((each) => each.level === score.level && each.lead === 3 && each.share === score.share)!]
      expect(score.coverage).toBeGreaterThanOrEqual(narrow.coverage)
      expect(score.width).toBeGreaterThanOrEqual(narrow.width)
      if (score.lead === 1) expect(score.crps).toBeLessThan(far.crps)
      if (score.share === 0.8 || score.share === 0.9) expect(score.width / score.hindsightWidth).toBeLessThan(1.35)
    }
  })

  test('districts are sums within draws: of the areas above in the tree, and of groups of the caller’s choice', () => {
    const districts = all.filter((row) => row.level === 'district')
    expect(new Set(districts.map((row) => row.name))).toEqual(new Set(['all', ...Array.from({ length: 12 }, (_, i) => `group ${i}`)]))
    for (const { name, origin, lead, actual, middle } of districts.slice(0, 40)) {
      const members = rows.filter((row) => row.level === 'area' && row.origin === origin && row.lead === lead && (name === 'all' || groupOf(row.area) === name))
      expect(members).toHaveLength(name === 'all' ? 48 : 4)
      expect(actual).toBe(members.reduce((sum, row) => sum + row.actual, 0))
      expect(Math.abs(middle / members.reduce((sum, row) => sum + row.middle, 0) - 1)).toBeLessThan(0.02)
    }
    // Areas that are out independently: sums of independent draws hold what they promise too.
    for (const { share, coverage, lead } of summariseCalibration(districts.filter((row) => row.name !== 'all'))) {
      if (Math.abs(coverage - share) > 3.5 * Math.sqrt((share * (1 - share)) / 24) + 0.03) expect.fail(`lead ${lead}: ${share} covers ${coverage}`)
    }
    // Narrower than the sum of the intervals of its areas.
    const one = districts.find((row) => row.name === 'all')
    const width = (row: ScoredInterval): number => row.intervals[2]!.high - row.intervals[2]!.low
    expect(width(one!)).toBeLessThan(0.5 * rows.filter((row) => row.level === 'area' && row.origin === one!.origin && row.lead === one!.lead).reduce((sum, row) => sum + width(row), 0))
  })

  test('groups are of the caller’s choice and every pair is in one', () => {
    const groups = summariseCalibration(rows, (row) => String(row.origin)).filter((score) => score.level === 'area' && score.share === 0.9)
    expect(groups.filter((score) => score.lead === 1).map((score) => [score.group, score.pairs])).toEqual(options.origins.map((origin) => [String(origin), 48]))
    // The last origin has no count three years ahead.
    expect(groups.filter((score) => score.lead === 3).length).toBe(2)
  })

  test('small areas can be left out, years after the last scored one are', () => {
    const few = calibrate(made, { ...options, origins: [last - 3], minPupils: 1_000, maxYear: last - 2, draws: 20, dispersion: { origins: 1, leads: 1 } })
    expect(new Set(few.map((row) => row.lead))).toEqual(new Set([1]))
    expect(new Set(few.map((row) => row.area)).size).toBeLessThan(48)
  })

  test('a hand-made pair: inside, width, and relative scores', () => {
    const row: ScoredInterval = { level: 'area', area: 'a', name: 'a', origin: 2000, lead: 1, actual: 120, middle: 100, intervals: [{ share: 0.8, low: 90, high: 110 }], crps: 6 }
    expect(summariseCalibration([row, { ...row, actual: 100, crps: 2 }])[0]).toMatchObject({ pairs: 2, coverage: 0.5, width: 0.2 })
    // Pinball of the lower end 0.1 × 30 and of the upper 0.9 × 10, over 120.
    expect(summariseCalibration([row])[0]!.pinball).toBeCloseTo((0.1 * 30 + 0.9 * 10) / 120, 12)
    expect(summariseCalibration([row])[0]!.crps).toBeCloseTo(0.05, 12)
  })

  test('the error of a coverage is that of its origins: as many rows of one year tell nothing', () => {
    const row = (origin: number, inside: boolean): ScoredInterval => ({ level: 'area', area: 'a', name: 'a', origin, lead: 1, actual: 100, middle: 100, intervals: [{ share: 0.8, low: inside ? 90 : 101, high: 110 }], crps: 1 })
    // All of 2001, half of 2002, none of 2003: means 1, ½, 0, whose standard error is ½ ÷ √3.
    const rowsOf = (origin: number, inside: number): ScoredInterval[] => Array.from({ length: 40 }, (_, i) => row(origin, i < inside))
    const [three] = summariseCalibration([...rowsOf(2001, 40), ...rowsOf(2002, 20), ...rowsOf(2003, 0)])
    expect(three).toMatchObject({ pairs: 120, origins: 3, coverage: 0.5 })
    expect(three!.coverageError).toBeCloseTo(0.5 / Math.sqrt(3), 12)
    expect(summariseCalibration(rowsOf(2001, 20))[0]).toMatchObject({ origins: 1, coverageError: Number.NaN })
  })

  test('a backtest tells its calibration by every level: the same rows as calibrate, beside the same point errors', () => {
    const asked = { methods: { naive: naiveForecaster }, origins: [last - 3, last - 1], leads: [1, 3], minPupils: 400, maxYear: last }
    const simulate = { draws: 40, seed: 7, levels: [0.8], districtOf: groupOf, dispersion: { origins: 3 }, rates: { entryLevel: 'blend' as const } }
    const seen: number[] = []
    const { pairs, intervals, calibration } = backtest(made, { ...asked, simulate, onProgress: (origin) => seen.push(origin) })
    expect(pairs).toEqual(backtest(made, asked))
    const { methods: _, ...same } = asked
    expect(intervals).toEqual(calibrate(made, { ...same, ...simulate }))
    expect(calibration).toEqual(summariseCalibration(intervals))
    expect(new Set(calibration.map((score) => score.level))).toEqual(new Set(['grade', 'stage', 'area', 'district']))
    expect(calibration.every(({ share }) => share === 0.8)).toBe(true)
    expect(seen).toEqual([...asked.origins, ...asked.origins])
    // What a backtest asks for holds for its futures too: areas scored, and the births that are known.
    expect(new Set(intervals.filter((row) => row.level === 'area').map((row) => row.area))).toEqual(new Set(pairs.map((pair) => pair.area)))
    expect(new Set(backtest(made, { ...asked, origins: [last - 1], leads: [1], simulate: { draws: 20 } }).calibration.map(({ share }) => share))).toEqual(new Set([0.5, 0.8, 0.9, 0.95]))
  })

  test('what cannot be answered is refused', () => {
    expect(() => calibrate(made, { ...options, origins: [] })).toThrow(/must not be empty/)
    expect(() => calibrate(made, { ...options, levels: [90] })).toThrow(/between 0 and 1/)
  })
})
