import fc from 'fast-check'
import { aggregate, chinaLadder, createAxis, createCube, createStream, estimateRates, mapCube, mergeSummaries, median, parseInputs, projectPupils, quantile, rowAt, selectLabels, shard, simulatePupils, simulateSummaries, stageGroups, summarise, total } from 'school-places'
import type { Projection } from 'school-places'
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
    expect(found).toEqual(simulateSummaries(rates, dispersion, { ...options, statistics }))
    // To a millionth of a pupil an area.
    found.total.high.values.slice().forEach((value, i) => expect(Math.abs(value - expected.total.high.values[i]!)).toBeLessThan(7 * 5e-7))
    expect(progress.at(-1)).toBe(1)
  })

  test('of groups run apart are the same bits as of one run, sums over regions too, in any number and order', () => {
    const asked = { ...options, statistics, regions: { 'town 0': 'west', 'town 3': 'west', 'town 5': 'east' }, measures: (projection: Projection) => ({ beyond: mapCube(aggregate(projection.pupils, 'grade', stageGroups(chinaLadder), 'stage'), 'pupils', (value) => Math.max(0, value - 300)) }) }
    const one = simulateSummaries(rates, dispersion, asked)
    expect(one.sums.beyond.axes.area.labels).toEqual(['all', 'east', 'west'])
    expect(one.measures.beyond.high.axes.area.labels).toEqual(areas)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }).chain((n) => fc.shuffledSubarray(Array.from({ length: n }, (_, k) => k), { minLength: n })), (order) => {
        const parts = order.map((k) => simulateSummaries(shard(rates, k, order.length), dispersion, asked))
        expect(mergeSummaries(parts, statistics, areas)).toStrictEqual(one)
        // Put together in two steps, as of provinces and then a country.
        const [first, ...others] = parts
        if (others.length > 0) expect(mergeSummaries([mergeSummaries(others, statistics), first!], statistics, areas)).toStrictEqual(one)
      }),
      { seed: 20_210_901, numRuns: 8 },
    )
  })

  test('of a region are those of the sum of its areas draw by draw', () => {
    const { sums } = simulateSummaries(rates, dispersion, { ...options, statistics, regions: { 'town 1': 'pair', 'town 6': 'pair' } })
    const pair = total(selectLabels(aggregate(whole, 'grade', stageGroups(chinaLadder), 'stage'), 'area', ['town 1', 'town 6']), 'area')
    const found = summarise(selectLabels(sums.pupils, 'area', ['pair']), statistics).high
    const sought = summarise(pair, statistics).high
    found.values.slice().forEach((value, i) => expect(Math.abs(value - sought.values[i]!)).toBeLessThan(1e-6))
  })

  test('of what is measured besides are those of its cubes, by area and by region', () => {
    const byStage = (projection: Projection) => aggregate(projection.pupils, 'grade', stageGroups(chinaLadder), 'stage')
    const found = simulateSummaries(rates, dispersion, { ...options, statistics, areasAtATime: 2, regions: { 'town 0': 'west', 'town 3': 'west' }, measures: (projection) => ({ same: byStage(projection) }) })
    expect(found.measures.same).toEqual(found.stages)
    expect(found.sums.same).toEqual(found.sums.pupils)
  })

  test('are not begun with a spread that cannot be drawn from', () => {
    const broken = { ...dispersion, areaFactors: { 'town 2': Number.NaN } }
    expect(() => simulateSummaries(rates, broken, { ...options, statistics })).toThrow(/^simulateSummaries: the dispersion must be variances/)
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
