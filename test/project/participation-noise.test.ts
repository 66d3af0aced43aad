// Participation in many futures: where entrants rest on an assumed share of a cohort, that share is out by a level and a drift.

import { createLadder, estimateDispersion, mergeSummaries, parseInputs, projectPupils, selectLabels, shard, simulatePupils, spreadOfParticipation } from 'school-places'
import type { Dispersion, RateEvidence, Rates } from 'school-places'
import { describe, expect, test } from 'vitest'

import { ratesBy } from './some-rates.js'

const evidence = (rate: RateEvidence['rate'], area: string, grade: string, source: RateEvidence['source']): RateEvidence => ({ rate, area, grade, value: 1, source, estimator: undefined, numerator: undefined, denominator: undefined, years: [] })
/** A ladder whose primary grades are filled from kindergarten alone. */
const ladder = createLadder('two', 3, [
  { id: 'kindergarten', en: 'Kindergarten', zh: '幼儿园', grades: ['K1', 'K2', 'K3'] },
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2', 'P3'] },
])
const steady = ratesBy({ areas: ['North', 'South', 'East'], base: () => 100, progression: () => 1, entry: () => 100 }, ladder)
const grades = steady.ladder.grades.map((grade) => grade.id)
const [kindergarten, primary] = [steady.ladder.grades[0]!, steady.ladder.grades.find((grade) => grade.stage !== steady.ladder.grades[0]!.stage)!]
const stageLength = grades.indexOf(primary.id)
const rates: Rates = {
  ...steady,
  evidence: [evidence('entryRatio', 'North', kindergarten.id, 'assumption'), evidence('transfer', 'North', primary.id, 'participation'), evidence('entryRatio', 'South', kindergarten.id, 'counts'), evidence('progression', 'South', grades[1]!, 'default')],
}
const past = { areas: ['North', 'South', 'East'], regions: ['', '', ''], grades, entry: grades.map((_, g) => g === 0), origins: [], leads: 1, forecast: new Float64Array(0), actual: new Float64Array(0) }
const [level, drift] = [0.1, 0.04]
const dispersion = estimateDispersion(past, { origin: 2021, participation: { level, drift, source: 'given' } })
const off = { parameter: false, shock: false, areas: false, years: false, drift: false, tails: false, births: false, housing: false, participation: false } as const
const run = (draws: number, more: { readonly rates?: Rates; readonly dispersion?: Dispersion; readonly sources?: object } = {}) => simulatePupils(more.rates ?? rates, more.dispersion ?? dispersion, { draws, seed: 4, sources: { ...off, participation: true, ...more.sources } }).pupils
const draws = 12_000
const cube = run(draws)
const row = (grade: string, year: number, area = 'North'): Float64Array => {
  const { values } = selectLabels(selectLabels(selectLabels(cube, 'area', [area]), 'grade', [grade]), 'year', [year])
  return Float64Array.from(values.slice())
}
const logsOf = (values: Float64Array): Float64Array => values.map((value) => Math.log(value / 100))
const mean = (values: Float64Array): number => values.reduce((a, b) => a + b) / values.length
function covariance(x: Float64Array, y: Float64Array): number {
  const [middle, other] = [mean(x), mean(y)]
  return x.reduce((sum, value, i) => sum + (value - middle) * (y[i]! - other), 0) / x.length
}

describe('participation', () => {
  test('moves only areas whose entrants were not counted, and nothing with the source off', () => {
    for (const area of ['South', 'East']) expect(selectLabels(cube, 'area', [area]).values.slice(0, 40 * draws).every((value) => value === 100)).toBe(true)
    expect([...run(1, { sources: { participation: false } }).values]).toEqual([...projectPupils(rates).pupils.values])
    const { evidence: _, ...untold } = rates
    expect([...run(1, { rates: untold as Rates }).values]).toEqual([...projectPupils(rates).pupils.values])
  })

  test('has the level once and a drift every year, and a mean of the point forecast', () => {
    const [first, third] = [row(kindergarten.id, 2022), row(kindergarten.id, 2024)]
    expect(Math.abs(mean(first) / 100 - 1)).toBeLessThan(0.006)
    expect(Math.abs(mean(third) / 100 - 1)).toBeLessThan(0.008)
    expect(covariance(logsOf(first), logsOf(first)) / (level ** 2 + drift ** 2)).toBeCloseTo(1, 1)
    expect(covariance(logsOf(third), logsOf(third)) / (level ** 2 + 3 * drift ** 2)).toBeCloseTo(1, 1)
    expect(covariance(logsOf(first), logsOf(third)) / (level ** 2 + drift ** 2)).toBeCloseTo(1, 1)
  })

  test('stays with the cohort within a stage, bit for bit, and is taken off where it leaves it', () => {
    expect([...row(grades[1]!, 2023)]).toEqual([...row(kindergarten.id, 2022)])
    // The cohort of 2022 reaches primary school: its own error there, not that of kindergarten.
    const [before, after] = [logsOf(row(kindergarten.id, 2022)), logsOf(row(primary.id, 2022 + stageLength))]
    expect(Math.abs(covariance(before, after)) / (level ** 2 + drift ** 2)).toBeLessThan(0.05)
    expect(covariance(after, after) / (level ** 2 + (stageLength + 1) * drift ** 2)).toBeCloseTo(1, 0.9)
    expect(Math.abs(mean(row(primary.id, 2022 + stageLength)) / 100 - 1)).toBeLessThan(0.008)
  })

  test('keeps the laws of the draws: prefix, and areas run apart', () => {
    const [few, many] = [run(20), run(90)]
    for (let cell = 0; cell < few.values.length / 20; cell++) for (let d = 0; d < 20; d++) if (few.values[cell * 20 + d] !== many.values[cell * 90 + d]) expect.fail(`cell ${cell}, draw ${d}`)
    expect([...mergeSummaries([1, 0].map((k) => run(20, { rates: shard(rates, k, 2) })), past.areas).values]).toEqual([...few.values])
  })

  test('an assumed spread is said', () => {
    const codes = (own: Dispersion): string[] => simulatePupils(rates, own, { draws: 1, seed: 1 }).issues.map((issue) => issue.code)
    expect(codes(estimateDispersion(past, { origin: 2021 }))).toContain('participation-spread-assumed')
    expect(codes(dispersion)).not.toContain('participation-spread-assumed')
  })

  test('its drift is taken from past years of participation, pooled with the assumption', () => {
    const assumptions = [2019, 2020, 2021, 2022].map((year, i) => ({ assumption: 'participation' as const, stage: kindergarten.stage, area: 'North', year, value: 0.8 * Math.exp([0, 0.06, 0, 0.9][i]!) }))
    const dataset = parseInputs({ areas: [{ area: 'North' }], pupils: [{ area: 'North', grade: 'P1', year: 2021, pupils: 10 }], assumptions: assumptions.filter((each) => each.value <= 1 || each.year === 2022).map((each) => ({ ...each, value: Math.min(1, each.value) })) })
    // Two changes of 0.06 up to 2021 beside five assumed ones of 0.01; 2022 is not looked at.
    expect(spreadOfParticipation(dataset, { origin: 2021 })).toMatchObject({ source: 'counted', level: 0.03 })
    expect(spreadOfParticipation(dataset, { origin: 2021 }).drift).toBeCloseTo(Math.sqrt((2 * 0.06 ** 2 + 5 * 0.01 ** 2) / 7), 10)
    expect(spreadOfParticipation(dataset, { origin: 2019 }).source).toBe('assumed')
  })
})
