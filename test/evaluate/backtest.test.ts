import { createLadder, parseInputs } from 'school-places'
import type { PupilRow, Tables } from 'school-places'
import { backtest, baselineForecasters, sizeClass, spansMarkedYears, summariseBacktest, summariseByGrade } from 'school-places/evaluate'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('two', 6, [{ id: 'all', en: 'All', zh: '全部', grades: ['1', '2'] }])
const rows = (area: string, counts: Readonly<Record<number, readonly [number, number]>>): PupilRow[] => Object.entries(counts).flatMap(([year, [one, two]]) => [{ area, grade: '1', year: Number(year), pupils: one }, { area, grade: '2', year: Number(year), pupils: two }])
const town = { 2018: [100, 90], 2019: [110, 95], 2020: [120, 99], 2021: [130, 114], 2022: [125, 130] } as const
const tables: Tables = { areas: [{ area: 'Town' }], pupils: rows('Town', town) }
const run = (given: Tables, names: readonly string[], origins: number[], leads: number[], more = {}) =>
  backtest(parseInputs(given, { ladder }), { methods: Object.fromEntries(names.map((name) => [name, baselineForecasters[name]!])), origins, leads, ...more })

describe('a backtest', () => {
  test('scores by hand: naive and last ratio from 2020', () => {
    const pairs = run(tables, ['naive', 'last1'], [2020], [1])
    // naive: 120 + 99 against 130 + 114; last1: 120 held, 120 × 99/110 = 108
    expect(pairs.map((pair) => [pair.method, pair.forecast])).toEqual([['naive', 219], ['last1', 228]])
    expect(pairs[0]!.totalError).toBeCloseTo(25 / 244, 12)
    expect(pairs[0]!.gradeError).toBeCloseTo((10 + 15) / 244, 12)
    expect(pairs[1]!.bias).toBeCloseTo(-16 / 244, 12)
    expect([...pairs[1]!.gradeDistances]).toEqual([10, 6])
  })

  test('never sees the future: wrecked later counts change no forecast', () => {
    const wrecked = { ...tables, pupils: tables.pupils!.map((row) => (row.year > 2020 ? { ...row, pupils: row.pupils * 7 + 3 } : row)) }
    const forecasts = (given: Tables): number[] => run(given, Object.keys(baselineForecasters), [2019, 2020], [1, 2]).filter((pair) => pair.origin === 2020 || pair.lead === 1).map((pair) => pair.forecast)
    expect(forecasts(wrecked)).toEqual(forecasts(tables))
    expect(forecasts(tables).length).toBeGreaterThan(10)
  })

  test('births are known up to the lag only', () => {
    const births = Array.from({ length: 20 }, (_, i) => ({ area: 'Town', year: 2005 + i, births: 100 + i }))
    const wrecked = births.map((row) => (row.year >= 2014 ? { ...row, births: 9_999 } : row))
    // Entrants of 2022 were born in 2015 and 2016.
    const forecast = (given: typeof births, birthsLag: number): number => run({ ...tables, births: given }, ['es0.4'], [2018], [4], { birthsLag })[0]!.forecast
    expect(forecast(wrecked, -5)).toBe(forecast(births, -5))
    expect(forecast(wrecked, -1)).not.toBe(forecast(births, -1))
  })

  test('only counted targets, areas of the size asked for, and years to the last', () => {
    const more = { areas: [{ area: 'Town' }, { area: 'Hamlet' }], pupils: [...tables.pupils!, ...rows('Hamlet', { 2019: [5, 6], 2020: [5, 5], 2021: [4, 5] })] }
    expect(run(more, ['naive'], [2020], [1, 2]).map((pair) => [pair.area, pair.lead])).toEqual([['Town', 1], ['Town', 2], ['Hamlet', 1]])
    expect(run(more, ['naive'], [2020], [1], { minPupils: 100 }).map((pair) => pair.area)).toEqual(['Town'])
    expect(run(more, ['naive'], [2020], [1, 2], { maxYear: 2021 }).map((pair) => pair.lead)).toEqual([1, 1])
  })

  test('without methods, origins or leads there is nothing to do', () => {
    expect(() => run(tables, [], [2020], [1])).toThrow(/must not be empty/)
    expect(() => run(tables, ['naive'], [], [1])).toThrow(/must not be empty/)
  })
})

describe('summaries', () => {
  const pairs = run(tables, ['naive', 'last1'], [2019, 2020, 2021], [1, 2])

  test('every pair counts once', () => {
    const score = summariseBacktest(pairs).find((each) => each.method === 'naive' && each.lead === 1)!
    expect(score.pairs).toBe(3)
    expect(score.mape).toBeCloseTo((14 / 219 + 25 / 244 + 11 / 255) / 3, 12)
  })

  test('by grade, each pupil counting once', () => {
    const score = summariseByGrade(pairs).find((each) => each.method === 'naive' && each.lead === 1 && each.grade === '2')!
    // 99, 114 and 130 came; 95, 99 and 114 were forecast.
    expect(score).toEqual({ method: 'naive', lead: 1, grade: '2', pairs: 3, wape: (4 + 15 + 16) / (99 + 114 + 130) })
  })

  test('by size and by marked years', () => {
    expect(new Set(summariseBacktest(pairs, sizeClass).map((score) => score.group))).toEqual(new Set(['200–999']))
    const marked = summariseBacktest(pairs, spansMarkedYears([2022])).filter((score) => score.method === 'naive' && score.lead === 1)
    expect(marked.map((score) => [score.group, score.pairs])).toEqual([['without marked years', 2], ['with marked years', 1]])
  })
})
