// What the planner answers, and how it says that it could not.

import { PlacesError } from 'school-places'
import { evaluateSchedule, planPortfolio } from 'school-places/schedule'
import type { PlanProgress, PortfolioProblem, Solver } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { shortfallPieces } from '../../src/schedule/shortfall'
import { block, twoAreas, work, years } from './two-areas'

const school = work('school', 'East', [0, 0, 150, 300], [20, 20])
const block1 = work('modular', 'East', [0, 100, 100, 0], [6])

describe('a schedule by hand', () => {
  test('unmet, money, works and idle places are those that a planner counts on paper', () => {
    const { unmet, placeYears, cost, idle, uses, violations } = evaluateSchedule(twoAreas([school, block1]), { school: 2026, modular: 2026 })
    // East: 100, 200 − 100, 300 − 150 − 100, 300 − 300. West has 60 idle each year.
    expect(placeYears).toBe(100 + 100 + 50 + 0)
    expect(unmet).toBe(250)
    expect(cost).toBe(46)
    expect(idle).toBe(240)
    expect(uses.map(({ spend }) => spend)).toEqual([26, 20, 0, 0])
    expect(uses.map(({ works }) => works)).toEqual([2, 1, 0, 0])
    expect(violations).toEqual([])
  })

  test('neighbours take pupils in as far as the link and their places allow', () => {
    const problem = twoAreas([school], { relief: [{ from: 'East', to: 'West', pupils: 50 }] })
    const { placeYears, moved, idle } = evaluateSchedule(problem, {})
    expect(placeYears).toBe(900 - 4 * 50)
    expect(moved).toBe(200)
    expect(idle).toBe(4 * 10)
  })

  test('later years and other stages weigh as asked', () => {
    const { unmet } = evaluateSchedule(twoAreas([], { weights: { stages: { primary: 2 }, discount: 0.25 } }), {})
    expect(unmet).toBeCloseTo(2 * (100 + 200 / 1.25 + 300 / 1.25 ** 2 + 300 / 1.25 ** 3), 9)
  })

  test('every broken limit is named', () => {
    const candidates = [
      work('early', 'East', [10], [5], { earliest: 2028 }),
      work('second', 'East', [10], [5], { after: [{ project: 'early', years: 2 }] }),
      work('here', 'West', [0, 10], [1], { site: 's' }),
      work('there', 'West', [0, 10], [1], { site: 's' }),
      work('gone', 'West', [-600], [0]),
      work('must', 'West', [10], [0], { required: true }),
      work('fact', 'West', [10], [0], { committed: 2026 }),
    ]
    const problem = twoAreas(candidates, { limits: { money: [9, 4, 0, 0], works: [1, 1, 1, 1], areaWorks: 1 } })
    const { violations } = evaluateSchedule(problem, { early: 2026, second: 2027, here: 2026, there: 2026, gone: 2029 })
    expect(violations.map(({ limit, year, amount }) => [limit, year, amount])).toEqual([
      ['window', 2026, 2],
      ['precedence', 2027, 1],
      ['required', undefined, 1],
      ['committed', undefined, 1],
      ['site', undefined, 1],
      ['works', 2026, 1],
      // 5 + 1 + 1 fit into 9; the 5 of the second do not fit into the 4 of its year.
      ['money', 2027, 1],
      ['area-works', 2026, 1],
      // West has 500, and 10 of each of the two works.
      ['places', 2029, 80],
    ])
  })
})

describe('the planner', () => {
  test('starts what avoids most within the money, and the later money buys the rest', async () => {
    const problem = twoAreas([school, block1], { limits: { money: [20, 26, 0, 0] } })
    const plan = await planPortfolio(problem)
    // The school in 2026 needs 20 and 20; the modular block fits beside its second year.
    expect(plan.status).toBe('optimal')
    expect(plan.starts).toEqual({ school: 2026, modular: 2027 })
    expect(plan.evaluation.placeYears).toBe(100 + 200 + 50 + 0)
    expect(plan.proof).toMatchObject({ terms: 'as-evaluated', gap: 0, aims: ['unmet', 'cost', 'idle'] })
    expect(plan.evaluation).toEqual(evaluateSchedule(problem, plan.starts))
  })

  test('money that is carried over can be spent later', async () => {
    const candidates = [work('dear', 'East', [300], [30])]
    const problem = twoAreas(candidates, { limits: { money: [20, 20, 0, 0] } })
    await expect(planPortfolio(problem)).rejects.toThrow(/exceeds the limits/)
    const plan = await planPortfolio({ ...problem, limits: { ...problem.limits, carryOver: true } })
    expect(plan.starts).toEqual({ dear: 2027 })
  })

  test('of equal schedules the cheaper one, of equal costs the one with fewer idle places', async () => {
    const plan = await planPortfolio(twoAreas([work('dear', 'East', [300], [9]), work('cheap', 'East', [300], [8]), work('large', 'East', [400], [8])]))
    expect(plan.starts).toEqual({ cheap: 2026 })
  })

  test('a share of unmet places is given up for money when that is allowed', async () => {
    const problem = twoAreas([work('cheap', 'East', [295], [1]), work('dear', 'East', [300], [100])])
    expect((await planPortfolio(problem)).starts).toEqual({ dear: 2026 })
    // The dear one leaves nothing unmet: 10 are left of the second best, so nothing is given up by a share of nothing.
    expect((await planPortfolio({ ...problem, demand: block('pupils', ['East', 'West'], years, [1_400, 1_400, 1_400, 1_400, 440, 440, 440, 440]) }, { tolerance: 0.06 })).starts).toEqual({ cheap: 2026, dear: 2026 })
    expect((await planPortfolio({ ...problem, candidates: problem.candidates.map((each) => ({ ...each, site: 'one' })), demand: block('pupils', ['East', 'West'], years, [1_400, 1_400, 1_400, 1_400, 440, 440, 440, 440]) }, { tolerance: 0.06 })).starts).toEqual({ cheap: 2026 })
  })

  test('a stage converted after its peak serves the other', async () => {
    const problem = twoAreas([{ project: 'conversion', area: 'West', effects: [{ area: 'West', stage: 'primary', places: [-60] }, { area: 'East', stage: 'primary', places: [0, 60] }], spend: [1] }])
    const plan = await planPortfolio(problem)
    expect(plan.starts).toEqual({ conversion: 2026 })
    expect(plan.evaluation.placeYears).toBe(900 - 3 * 60)
  })

  test('with many futures the schedule that is good on average, not the one for the middle', async () => {
    // In one of three futures East needs 300 more.
    const problem = {
      ...twoAreas([work('small', 'East', [60], [1], { site: 's' }), work('large', 'East', [300], [1], { site: 's' })], { limits: { money: [1, 0, 0, 0] } }),
      demand: block('pupils', ['East', 'West'], [2026], [1_000, 1_060, 1_300, 440, 440, 440], 3),
      base: block('places', ['East', 'West'], [2026], [1_000, 500]),
      limits: { money: [1] },
    }
    const plan = await planPortfolio(problem)
    expect(plan.starts).toEqual({ large: 2026 })
    expect(plan.evaluation.byDraw).toEqual([0, 0, 0])
    expect(plan.status).toBe('optimal')
  })

  test('the same seed and no clock: the same schedule, and progress from the first answer to the bound', async () => {
    const problem = twoAreas([school, block1, work('lease', 'East', [80, 80, 0], [4])], { limits: { money: [12, 24, 20, 20] } })
    const seen: PlanProgress[] = []
    const one = await planPortfolio(problem, { onProgress: (progress) => seen.push(progress) })
    const two = await planPortfolio(structuredClone(problem))
    expect(structuredClone(one)).toEqual(two)
    expect(seen[0]?.step).toBe('greedy')
    expect(seen.some(({ step, bound }) => step === 'solve' && bound !== undefined)).toBe(true)
    expect(seen.every(({ unmet }) => unmet >= one.evaluation.unmet - 1e-6)).toBe(true)
  })
})

describe('what the planner says when it has no proof', () => {
  const problem = twoAreas([school, block1], { limits: { money: [20, 26, 0, 0] } })

  test('without a solver the search answers and says so', async () => {
    const plan = await planPortfolio(problem, { solver: false })
    expect(plan.status).toBe('unproven')
    expect(plan.issues.map(({ code }) => code)).toEqual(['solver-missing'])
    expect(plan.evaluation.placeYears).toBe(350)
  })

  test('a solver that gives up leaves the answer of the search', async () => {
    const broken: Solver = {
      infinity: Infinity,
      createModel: () => {
        throw new Error('out of memory')
      },
    }
    const plan = await planPortfolio(problem, { solver: broken })
    expect(plan.status).toBe('unproven')
    expect(plan.issues.map(({ code }) => code)).toEqual(['solver-failed'])
    expect(plan.evaluation.violations).toEqual([])
  })

  test('without time there is an answer but nothing is proven', async () => {
    const plan = await planPortfolio(problem, { seconds: 0 })
    expect(plan.status).toBe('out-of-time')
    expect(plan.evaluation.violations).toEqual([])
  })

  test('stopped by a signal it returns the best so far', async () => {
    const stop = new AbortController()
    const plan = await planPortfolio(problem, { signal: stop.signal, onProgress: () => stop.abort() })
    expect(plan.status).toBe('cancelled')
    expect(plan.evaluation.violations).toEqual([])
    expect(plan.greedy).toBeGreaterThanOrEqual(plan.evaluation.unmet)
  })

  test('works that must happen and do not fit together: which limit, which year, which works, by how much', async () => {
    const both: PortfolioProblem = twoAreas([work('one', 'East', [0, 50], [7], { required: true, latest: 2026 }), work('two', 'East', [0, 50], [8], { required: true, latest: 2026 }), block1], { limits: { money: [10, 10, 10, 10] } })
    const plan = await planPortfolio(both)
    expect(plan.status).toBe('infeasible')
    expect(plan.clashes).toEqual([{ limit: 'money', year: 2026, amount: 5, projects: ['one', 'two'] }])
    expect(plan.proof).toBeUndefined()
  })

  test('committed works that alone exceed the limits are told the same way', async () => {
    const plan = await planPortfolio(twoAreas([work('begun', 'East', [0, 0, 50], [4, 9], { committed: 2025 })], { limits: { money: [5, 5, 5, 5] } }))
    expect(plan.status).toBe('infeasible')
    expect(plan.clashes).toEqual([{ limit: 'money', year: 2026, amount: 4, projects: ['begun'] }])
  })
})

describe('bad input', () => {
  test('is one error that lists every fault', async () => {
    const good = twoAreas([])
    const bad: PortfolioProblem = {
      ...good,
      candidates: [
        work('a', 'East', [1], [1], { after: [{ project: 'b' }] }),
        work('b', 'East', [1], [1], { after: [{ project: 'a' }] }),
        work('b', 'North', [1], [1]),
        work('c', 'East', [1], [-1], { after: [{ project: 'nobody' }] }),
        work('d', 'East', [Number.NaN], [1]),
        work('e', 'East', [1], [1], { earliest: 2020 }),
        work('f', 'East', [1], [1], { earliest: 2029, latest: 2027 }),
        work('g', 'East', [1], [50]),
      ],
      relief: [{ from: 'East', to: 'East', pupils: -1, burden: 1 }],
      limits: { money: [10, -5, 10, 10], works: [1] },
      weights: { stages: { junior: 1 }, worst: 2 },
    }
    const error = await planPortfolio(bad, { gap: -1 }).catch((each: unknown) => each)
    expect(error).toBeInstanceOf(PlacesError)
    const { code, issues } = error as PlacesError
    expect(code).toBe('invalid-input')
    expect(issues.map((each) => [each.code, each.where.project ?? each.where.option ?? each.where.table, each.where.column ?? ''])).toEqual([
      ['not-allowed', 'gap', ''],
      ['not-allowed', 'limits', 'money'],
      ['incomplete-row', 'limits', 'works'],
      ['not-allowed', 'relief', 'to'],
      ['not-allowed', 'relief', 'pupils'],
      ['not-allowed', 'relief', 'burden'],
      ['not-allowed', 'weights', 'stages'],
      ['not-allowed', 'weights', 'worst'],
      ['duplicate-row', 'b', ''],
      ['unknown-area', 'b', 'area'],
      ['unknown-area', 'b', 'effects'],
      ['not-allowed', 'c', 'spend'],
      ['unknown-project', 'c', 'after'],
      ['not-allowed', 'd', 'effects'],
      ['opening-before-start', 'e', 'earliest'],
      ['not-allowed', 'f', 'latest'],
      ['precedence-circle', 'a', 'after'],
    ])
  })

  test('a project that no year can pay for is named', async () => {
    const problem = twoAreas([work('dear', 'East', [300], [50]), work('two works', 'West', [0, 300], [1])], { limits: { money: [10, 40, 10, 10], works: [0, 0, 0, 0] } })
    await expect(planPortfolio(problem)).rejects.toThrow(/2 faults.*project dear: exceeds the limits.*project two works: exceeds the limits/s)
  })

  test('a project beyond all limits can be left out instead', async () => {
    const plan = await planPortfolio(twoAreas([work('dear', 'East', [300], [50]), block1], { limits: { money: [10, 10, 10, 10] } }), { beyondLimits: 'leave-out' })
    expect(plan.issues.map(({ code, where }) => [code, where.project])).toEqual([['project-left-out', 'dear']])
    expect(plan.starts).toEqual({ modular: 2026 })
  })

  test('cubes that do not fit together are named before anything else', async () => {
    const problem = { ...twoAreas([]), base: block('places', ['West', 'East'], years, [1, 1, 1, 1, 1, 1, 1, 1]) }
    await expect(planPortfolio(problem)).rejects.toThrow(/same labels of area/)
    await expect(planPortfolio({} as PortfolioProblem)).rejects.toThrow(/demand.*cube/)
  })
})

describe('the mean shortfall in straight pieces', () => {
  const needs = [3, 10, 10, 24, 31, 50]
  const mean = (places: number): number => needs.reduce((sum, need) => sum + Math.max(0, need - places), 0) / needs.length
  // Places missing up to the top, filled from the lightest piece on.
  const byPieces = (places: number, most: number): number => {
    const { top, pieces } = shortfallPieces(needs, most)
    let missing = Math.max(0, top - places)
    let sum = 0
    for (const { pupils, share } of pieces) {
      sum += Math.min(pupils, missing) * share
      missing -= Math.min(pupils, missing)
    }
    return sum
  }

  test('is exact with a piece for each draw', () => {
    for (let places = -5; places < 60; places++) expect(byPieces(places, 6)).toBeCloseTo(mean(places), 9)
  })

  test('is never above the truth with fewer', () => {
    for (const most of [1, 2, 3, 5]) for (let places = -5; places < 60; places++) expect(byPieces(places, most)).toBeLessThanOrEqual(mean(places) + 1e-9)
  })
})
