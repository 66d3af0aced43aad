// New dwellings in many futures: late, early, not at all, with more pupils; one draw a row moves all its pupils.

import fc from 'fast-check'
import { chinaLadder, estimateDispersion, estimateRates, mergeSummaries, parseInputs, projectPupils, selectLabels, shard, simulatePupils } from 'school-places'
import type { Dispersion, DwellingRow, HousingSpread, Rates } from 'school-places'
import { describe, expect, test } from 'vitest'

import { estimateHousingSpread } from '../../src/estimate/housing-spread.js'

const areas = ['North', 'South', 'East']
const [origin, horizon] = [2021, 8]
const grades = chinaLadder.grades.map((grade) => grade.id)
const pupils = areas.flatMap((area) => [2019, 2020, 2021].flatMap((year) => grades.map((grade) => ({ area, grade, year, pupils: 100 }))))
const dwellings: DwellingRow[] = [
  { area: 'North', year: 2023, dwellings: 500 },
  { area: 'North', year: 2024, dwellings: 300, type: 'flat', certainty: 0.6 },
  { area: 'North', year: 2024, dwellings: 300, type: 'house' },
  { area: 'South', year: 2022, dwellings: 200 },
]
const rising = (k: number): number => [2, 3, 5, 6][k]!

function ratesWith(rows: readonly DwellingRow[], yieldAt: (k: number) => number = rising): Rates {
  const yields = grades.flatMap((grade) => [0, 1, 3, 6].map((yearsSince, k) => ({ grade, yearsSince, perHundred: yieldAt(k) })))
  // Usual completions are none, so that years without a row are not filled.
  return estimateRates(parseInputs({ areas: areas.map((area) => ({ area })), pupils, dwellings: rows, yields }), { origin, horizon, housing: { usualDwellings: { North: 0, South: 0, East: 0 } } })
}

const past = { areas, regions: areas.map(() => ''), grades, entry: grades.map((_, g) => g === 0), origins: [], leads: 1, forecast: new Float64Array(0), actual: new Float64Array(0) }
const dispersionWith = (housing: Partial<HousingSpread>): Dispersion => estimateDispersion(past, { origin, housing: { delays: [{ years: 0, chance: 1 }], yield: 0, source: 'given', ...housing } })
const usual = estimateDispersion(past, { origin })
const off = { parameter: false, shock: false, areas: false, years: false, drift: false, tails: false, births: false, housing: false, participation: false } as const
const only = { ...off, housing: true } as const
const sure: readonly DwellingRow[] = dwellings.map((row) => ({ ...row, certainty: 1 }))
const rates = ratesWith(dwellings)
const settings = { seed: 20_210_901, numRuns: 20 } as const
const run = (from: Rates, dispersion: Dispersion, draws: number, sources: object = only) => simulatePupils(from, dispersion, { draws, seed: 3, sources }).pupils
const point = projectPupils(rates).pupils

/** Numbers of a cube by draw: [cell][draw]. */
const cellsOf = (cube: typeof point, area: string): number[][] => {
  const own = selectLabels(cube, 'area', [area])
  const draws = own.axes.draw.labels.length
  return Array.from({ length: own.values.length / draws }, (_, cell) => Array.from({ length: draws }, (__, d) => own.values[cell * draws + d]!))
}

describe('what is drawn of new dwellings', () => {
  test('nothing, with the source off: the same bits as rates that tell of no dwellings', () => {
    const { housing: _, ...untold } = rates
    expect(rates.housing).toHaveLength(4)
    expect([...run(rates, usual, 20, { housing: false }).values]).toEqual([...run(untold, usual, 20, {}).values])
    expect([...run(rates, usual, 20, {}).values]).not.toEqual([...run(untold, usual, 20, {}).values])
  })

  test('only what is completed after the origin: earlier dwellings are counted with the pupils', () => {
    expect(ratesWith([{ area: 'North', year: 2021, dwellings: 400 }, ...dwellings]).housing!.map((planned) => planned.completed)).toEqual([2023, 2024, 2024, 2022])
  })

  test('the plan, bit for bit, when all come on time with the pupils of their yield', () => {
    const certain = ratesWith(sure)
    expect([...run(certain, dispersionWith({}), 1).values]).toEqual([...projectPupils(certain).pupils.values])
  })

  test('two years late is the point forecast of a plan that says two years later', () => {
    const late = projectPupils(ratesWith(sure.map((row) => ({ ...row, year: row.year + 2 })))).pupils
    run(ratesWith(sure), dispersionWith({ delays: [{ years: 2, chance: 1 }] }), 1).values.slice().forEach((value, i) => expect(value).toBeCloseTo(late.values[i]!, 8))
  })

  test('nobody moves in before the first projected year: a year early in 2022 is 2022', () => {
    const early = run(rates, dispersionWith({ delays: [{ years: -1, chance: 1 }] }), 1)
    expect(cellsOf(early, 'South')).toEqual(cellsOf(point, 'South'))
    expect(cellsOf(early, 'North')).not.toEqual(cellsOf(point, 'North'))
  })

  test('one delay moves all pupils of a project: every future is one of two, in all grades and years', () => {
    const one = ratesWith([dwellings[0]!])
    const draws = 400
    const futures = cellsOf(run(one, dispersionWith({ delays: [{ years: 0, chance: 0.7 }, { years: 1, chance: 0.3 }] }), draws), 'North')
    const kinds = new Set(Array.from({ length: draws }, (_, d) => JSON.stringify(futures.map((cell) => Number(cell[d]!.toFixed(6))))))
    expect(kinds.size).toBe(2)
    const onTime = JSON.stringify(cellsOf(projectPupils(one).pupils, 'North').map((cell) => Number(cell[0]!.toFixed(6))))
    expect(kinds.has(onTime)).toBe(true)
    const late = Array.from({ length: draws }, (_, d) => Number(JSON.stringify(futures.map((cell) => Number(cell[d]!.toFixed(6)))) !== onTime)).reduce((a, b) => a + b)
    expect(Math.abs(late / draws - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / draws))
  })

  test('the yield of a project moves its grades together: their correlation is 1', () => {
    const one = ratesWith([dwellings[0]!])
    const draws = 3_000
    const futures = cellsOf(run(one, dispersionWith({ yield: 0.3 }), draws), 'North')
    const plan = cellsOf(projectPupils(one).pupils, 'North')
    const base = 100
    const parts = futures.flatMap((cell, i) => (plan[i]![0]! > base + 1 ? [cell.map((value) => (value - base) / (plan[i]![0]! - base))] : []))
    expect(parts.length).toBeGreaterThan(30)
    for (const cell of parts) cell.forEach((value, d) => expect(value).toBeCloseTo(parts[0]![d]!, 8))
    const logs = parts[0]!.map(Math.log)
    const mean = logs.reduce((a, b) => a + b) / logs.length
    expect(Math.abs(Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws) / 0.3 - 1)).toBeLessThan(4.5 / Math.sqrt(2 * draws))
  })

  test('coming or not coming has the mean of the plan, and so has a yield that may be higher or lower', () => {
    const draws = 8_000
    const futures = cellsOf(run(rates, dispersionWith({ yield: 0.3 }), draws), 'North')
    cellsOf(point, 'North').forEach(([expected], i) => {
      const mean = futures[i]!.reduce((a, b) => a + b) / draws
      const spread = Math.sqrt(futures[i]!.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws)
      expect(Math.abs(mean - expected!)).toBeLessThanOrEqual(4.5 * (spread / Math.sqrt(draws)) + 1e-9)
    })
  })

  test('as likely a year early as a year late has the mean of the plan where yields are level, one year on', () => {
    const level = ratesWith([dwellings[0]!], () => 4)
    const draws = 4_000
    const futures = run(level, dispersionWith({ delays: [{ years: -1, chance: 0.25 }, { years: 0, chance: 0.5 }, { years: 1, chance: 0.25 }] }), draws)
    const plan = projectPupils(level).pupils
    for (const year of [2024, 2025, 2029]) {
      const [drawn, due] = [selectLabels(selectLabels(futures, 'area', ['North']), 'year', [year]), selectLabels(selectLabels(plan, 'area', ['North']), 'year', [year])]
      drawn.values.slice().forEach((value, i) => expect(value).toBeCloseTo(due.values[Math.floor(i / draws)]!, 8))
    }
    // In 2023 a quarter is late; a year before, a quarter is early: 20 pupils a grade.
    const mean = (year: number): number => selectLabels(selectLabels(futures, 'area', ['North']), 'year', [year]).values.slice(0, draws).reduce((a, b) => a + b) / draws
    expect(Math.abs(mean(2023) - 115)).toBeLessThan(1)
    expect(Math.abs(mean(2022) - 105)).toBeLessThan(1)
  })

  test('later is never more pupils in any grade and year, where yields do not fall', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 4 }), (curve, years, more) => {
        const sorted = [...curve].sort((a, b) => a - b)
        const own = ratesWith(dwellings.slice(0, 1), (k) => sorted[k]!)
        const [sooner, later] = [years, years + more].map((delay) => run(own, dispersionWith({ delays: [{ years: delay, chance: 1 }] }), 1).values)
        sooner!.slice().forEach((value, i) => expect(later![i]!).toBeLessThanOrEqual(value + 1e-9))
      }),
      settings,
    )
  })

  test('a project twice the size has the same delays and twice the pupils', () => {
    const [once, twice] = [1, 2].map((size) => cellsOf(run(ratesWith([{ ...dwellings[0]!, dwellings: 500 * size }]), dispersionWith({ ...usual.housing! }), 50), 'North'))
    once!.forEach((cell, i) => cell.forEach((value, d) => expect(twice![i]![d]! - 100).toBeCloseTo(2 * (value - 100), 6)))
  })
})

describe('the laws of the draws hold with new dwellings', () => {
  test('the first 30 of 200 are a run of 30; areas run apart give the same bits', () => {
    const [few, many] = [run(rates, usual, 30, {}), run(rates, usual, 200, {})]
    for (let cell = 0; cell < few.values.length / 30; cell++) for (let d = 0; d < 30; d++) if (few.values[cell * 30 + d] !== many.values[cell * 200 + d]) expect.fail(`cell ${cell}, draw ${d}`)
    const parts = [2, 0, 1].map((k) => run(shard(rates, k, 3), usual, 30, {}))
    expect([...mergeSummaries(parts, areas).values]).toEqual([...few.values])
  })

  test('a project of one area changes no other area', () => {
    const [with_, without] = [run(rates, usual, 30, {}), run(ratesWith(dwellings.slice(3)), usual, 30, {})]
    expect(cellsOf(with_, 'South')).toEqual(cellsOf(without, 'South'))
    expect(cellsOf(with_, 'East')).toEqual(cellsOf(without, 'East'))
  })

  test('an assumed spread is said, a given one is not', () => {
    const codes = (dispersion: Dispersion, sources = {}): string[] => simulatePupils(rates, dispersion, { draws: 2, seed: 1, sources }).issues.map((issue) => issue.code)
    expect(codes(usual)).toContain('housing-spread-assumed')
    expect(codes(usual, { housing: false })).not.toContain('housing-spread-assumed')
    expect(codes(dispersionWith({}))).not.toContain('housing-spread-assumed')
  })
})

describe('records of past projects', () => {
  test('ten of them weigh as much as the assumption', () => {
    const completions = Array.from({ length: 10 }, (_, i) => ({ planned: 2010 + i, completed: 2011 + i }))
    const { delays, source } = estimateHousingSpread({ completions })
    expect(source).toBe('counted')
    expect(delays.map(({ years, chance }) => [years, Number(chance.toFixed(10))])).toEqual([[0, 0.3], [1, 0.625], [2, 0.05], [3, 0.025]])
  })

  test('wild ones are counted as six years late, and chances sum to 1', () => {
    const { delays } = estimateHousingSpread({ completions: [{ planned: 2000, completed: 2030 }, { planned: 2010, completed: 2000 }] })
    expect([delays[0]!.years, delays.at(-1)!.years]).toEqual([-2, 6])
    expect(delays.reduce((sum, delay) => sum + delay.chance, 0)).toBeCloseTo(1, 12)
  })

  test('yields met exactly narrow the spread; impossible records are refused', () => {
    expect(estimateHousingSpread({ yields: Array.from({ length: 30 }, () => ({ expected: 50, counted: 50 })) }).yield).toBeCloseTo(0.1, 10)
    expect(() => estimateHousingSpread({ completions: [{ planned: 2000.5, completed: 2001 }] })).toThrow(/whole numbers/)
    expect(() => estimateHousingSpread({ yields: [{ expected: 0, counted: 3 }] })).toThrow(/above 0/)
  })
})
