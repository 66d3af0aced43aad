import fc from 'fast-check'
import { aggregate, chinaLadder, createAxis, createCube, createStream, estimateRates, mergeSummaries, median, parseInputs, projectPupils, quantile, rowAt, shard, simulatePupils, simulateSummaries, stageGroups, summarise, total } from 'school-places'
import { dispersionOf } from 'school-places/evaluate'
import { describe, expect, test } from 'vitest'

const stream = createStream(9, 'shards')
const areas = Array.from({ length: 7 }, (_, i) => `town ${i}`)
const pupils = areas.flatMap((area) => [2018, 2019, 2020, 2021].flatMap((year) => chinaLadder.grades.map((grade) => ({ area, grade: grade.id, year, pupils: Math.round(90 + 8 * stream.normal()) }))))
const dataset = parseInputs({ areas: [{ area: 'city' }, ...areas.map((area) => ({ area, parent: 'city' }))], pupils })
const rates = estimateRates(dataset, { origin: 2021, horizon: 5 })
const dispersion = dispersionOf(dataset, { origin: 2021 })
const options = { draws: 60, seed: 5 } as const
const whole = simulatePupils(rates, dispersion, options).pupils

describe('groups of areas run apart', () => {
  test('give the same bits as one run, in any number and order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.boolean(), (n, backwards) => {
        const order = Array.from({ length: n }, (_, k) => (backwards ? n - 1 - k : k))
        const parts = order.map((k) => simulatePupils(shard(rates, k, n), dispersion, options).pupils)
        expect(mergeSummaries(parts, areas)).toEqual(whole)
      }),
      { seed: 20_210_901, numRuns: 14 },
    )
  })

  test('hold every area once, in sizes that differ by one at most', () => {
    const sizes = [0, 1, 2].map((k) => shard(rates, k, 3).base.axes.area.labels.length)
    expect(sizes.reduce((a, b) => a + b)).toBe(7)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBe(1)
  })

  test('are refused when there is no such group', () => {
    for (const [k, n] of [[3, 3], [0, 8], [-1, 2], [0.5, 2], [0, 0]] as const) expect(() => shard(rates, k, n)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

describe('merging', () => {
  const part = (area: string, year = 2021) => createCube(['area', 'year'], { area: createAxis([area]), year: createAxis([year]) }, 'pupils', Float64Array.of(1))
  test('refuses an area twice, one that is missing, and labels that differ', () => {
    expect(() => mergeSummaries([part('A'), part('A')])).toThrow(expect.objectContaining({ code: 'duplicate-label' }))
    expect(() => mergeSummaries([part('A')], ['A', 'B'])).toThrow(/none for B/)
    expect(() => mergeSummaries([part('A'), part('B')], ['A'])).toThrow(/2 areas for 1/)
    expect(() => mergeSummaries([part('A'), part('B', 2022)])).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
    expect(() => mergeSummaries([])).toThrow(/at least one part/)
  })
})

describe('summaries without keeping the draws', () => {
  const statistics = { middle: median(), high: quantile(0.9) }
  const expected = { grades: summarise(whole, statistics), stages: summarise(aggregate(whole, 'grade', stageGroups(chinaLadder), 'stage'), statistics), total: summarise(total(aggregate(whole, 'grade', stageGroups(chinaLadder), 'stage'), 'area'), statistics) }

  test.each([1, 2, 3, 7, 100])('%i areas at a time are the same bits as all at once', (areasAtATime) => {
    const progress: number[] = []
    const found = simulateSummaries(rates, dispersion, { ...options, statistics, areasAtATime, onProgress: (done, all) => progress.push(done / all) })
    expect(found.grades).toEqual(expected.grades)
    expect(found.stages).toEqual(expected.stages)
    found.total.high.values.slice().forEach((value, i) => expect(Math.abs(value / expected.total.high.values[i]! - 1)).toBeLessThan(1e-12))
    expect(progress.at(-1)).toBe(1)
  })

  test('the 90 % point of a sum is not the sum of the 90 % points', () => {
    const found = simulateSummaries(rates, dispersion, { ...options, statistics })
    const added = found.stages.high.values.slice().reduce((a, b) => a + b, 0)
    expect(found.total.high.values.slice().reduce((a, b) => a + b, 0)).toBeLessThan(added)
  })

  test('no areas at a time is refused', () => {
    expect(() => simulateSummaries(rates, dispersion, { ...options, statistics, areasAtATime: 0 })).toThrow(/areasAtATime must be an integer of at least 1/)
  })
})

describe('sums over many small areas', () => {
  test('stay at the point forecast: spread does not lift a district', () => {
    const point = projectPupils(rates).pupils
    const draws = simulatePupils(rates, dispersion, { draws: 2_000, seed: 8 }).pupils
    const sumOf = (cube: typeof point, year: number): number => {
      const row = rowAt(total(total(cube, 'area'), 'grade'), { year })
      let sum = 0
      for (let d = 0; d < row.length; d++) sum += row[d]!
      return sum / row.length
    }
    for (const year of [2022, 2024, 2026]) expect(Math.abs(sumOf(draws, year) / sumOf(point, year) - 1)).toBeLessThan(0.012)
  })
})
