// From a plan of places to the question of a build programme.

import { planPlaces, valueAt } from 'school-places'
import { evaluateSchedule, planPortfolio, portfolioOf } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { work } from './two-areas'

const plan = planPlaces(
  {
    areas: [{ area: 'North' }],
    pupils: [2023, 2024, 2025].flatMap((year) => ['P1', 'P2'].map((grade, g) => ({ area: 'North', grade, year, pupils: 100 + 10 * (year - 2023) + g }))),
    places: [{ area: 'North', stage: 'primary', sector: 'public', year: 2025, places: 200 }],
    projects: [{ project: 'on its way', area: 'North', stage: 'primary', sector: 'public', kind: 'extension', opens: 2027, places: 6 }],
  },
  { horizon: 4 },
)

describe('the question on top of a balance', () => {
  test('without any candidate it leaves what the balance counts as a gap of the stage, from the year after the origin on', () => {
    const problem = portfolioOf(plan.balance, { candidates: [] })
    expect(problem.demand.axes.year.labels).toEqual([2026, 2027, 2028, 2029])
    const gap = plan.balance.stages.gap.values.slice(1).reduce((sum, value) => sum + Math.max(0, -value), 0)
    expect(gap).toBeGreaterThan(10)
    expect(evaluateSchedule(problem, {}).placeYears).toBeCloseTo(gap, 9)
  })

  test('a candidate is planned on top of the projects of the dataset', async () => {
    const extension = work('extension', 'North', [0, 45], [9])
    const { starts, evaluation } = await planPortfolio(portfolioOf(plan.balance, { candidates: [extension], from: 2027, limits: { money: [0, 9, 9] } }))
    expect(starts).toEqual({ extension: 2028 })
    // Places of 2029: 200, the 6 on their way, the 45 of the extension.
    expect(valueAt(evaluation.placesAt, { year: 2029 })).toBeCloseTo(251, 9)
  })

  test('years and stages that the balance does not have are refused', () => {
    expect(() => portfolioOf(plan.balance, { candidates: [], to: 2040 })).toThrow(/years must be within/)
    expect(() => portfolioOf(plan.balance, { candidates: [], stages: ['university'] })).toThrow(/stage must be one of/)
  })
})
