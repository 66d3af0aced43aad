// The published example of the closest peer, R package enrollcast 0.1 (CRAN, 2026): mean progression ratios, entry given.
// K 100, 110, 120; G1 90, 95, 99; G2 80, 88, 91 in 2021–2023; entry 125, 130, 128.
// By hand: K→1 (95/100 + 99/110)/2 = 0.925; 1→2 (88/90 + 91/95)/2 = 0.9678363.

import { createLadder, estimateRates, parseInputs, planPlaces, projectPupils, valueAt } from 'school-places'
import type { PupilRow } from 'school-places'
import { expect, test } from 'vitest'

const ladder = createLadder('k-2', 5, [{ id: 'elementary', en: 'Elementary', zh: '小学', grades: ['K', '1', '2'] }])
const counts: Readonly<Record<string, readonly number[]>> = { K: [100, 110, 120], 1: [90, 95, 99], 2: [80, 88, 91] }
const pupils: PupilRow[] = Object.entries(counts).flatMap(([grade, values]) => values.map((value, i) => ({ area: 'North', grade, year: 2021 + i, pupils: value })))
const tables = { areas: [{ area: 'North' }], pupils, entrants: [125, 130, 128].map((value, i) => ({ area: 'North', grade: 'K', year: 2024 + i, pupils: value })) }

test('mean ratios and given entrants reproduce the published projection', () => {
  const rates = estimateRates(parseInputs(tables, { ladder }), { horizon: 3, progression: { name: 'mean' } })
  const projection = projectPupils(rates)
  const table = [2024, 2025, 2026].map((year) => ['K', '1', '2'].map((grade) => Number(valueAt(projection.pupils, { area: 'North', grade, year }).toFixed(5))))
  expect(table).toEqual([
    [125, 111, 95.81579],
    [130, 115.625, 107.42982],
    [128, 120.25, 111.90607],
  ])
})

test('pooled ratios are another estimator: .92381 and .96757', () => {
  const rates = estimateRates(parseInputs(tables, { ladder }), { horizon: 1, progression: { name: 'pooled' } })
  const value = (grade: string): number => rates.evidence.find((row) => row.grade === grade && row.rate === 'progression')!.value
  expect(value('1')).toBeCloseTo(0.92381, 5)
  expect(value('2')).toBeCloseTo(0.96757, 5)
})

test('the last ratio is 99/110 and 91/95', () => {
  const rates = estimateRates(parseInputs(tables, { ladder }), { horizon: 1, progression: { name: 'last' } })
  expect(rates.evidence.filter((row) => row.rate === 'progression').map((row) => row.value)).toEqual([99 / 110, 91 / 95])
})

test('a plan needs known places, and says so', () => {
  expect(() => planPlaces(tables, { ladder, horizon: 3 })).toThrow(expect.objectContaining({ code: 'no-data' }))
})
