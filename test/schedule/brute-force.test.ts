// The planner against every combination of starts, on small programmes with every feature.

import { planPortfolio } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { loadSolver } from '../../src/schedule/solve'
import { bestOfAll, compare, tinyProgramme } from './tiny-programmes'

describe('programmes of at most 6 projects and 6 years', () => {
  test('200 of them: the planner finds the best of all combinations, or proves that there is none', { timeout: 120_000 }, async () => {
    const solver = await loadSolver()
    const seen = { optimal: 0, infeasible: 0, relief: 0, draws: 0, worst: 0, carryOver: 0 }
    for (let seed = 0; seed < 200; seed++) {
      const problem = tinyProgramme(seed)
      const best = bestOfAll(problem)
      const plan = await planPortfolio(problem, { solver, gap: 0, iterations: 200, beyondLimits: 'leave-out' })
      if (best === undefined) {
        expect(plan.status, `seed ${seed}`).toBe('infeasible')
        expect(plan.clashes.length, `seed ${seed}`).toBeGreaterThan(0)
        seen.infeasible++
        continue
      }
      expect(plan.status, `seed ${seed}`).toBe('optimal')
      expect(compare(plan.evaluation, best.evaluation), `seed ${seed}: ${JSON.stringify([plan.starts, best.starts])}`).toBe(0)
      expect(plan.proof?.aims).toEqual(['unmet', 'cost', 'idle'])
      expect(plan.proof?.bound).toBeGreaterThanOrEqual(best.evaluation.unmet * (1 - 1e-6))
      expect(plan.greedy === undefined || plan.greedy >= best.evaluation.unmet - 1e-6, `seed ${seed}`).toBe(true)
      seen.optimal++
      if (problem.relief !== undefined) seen.relief++
      if (problem.demand.axes.draw.labels.length > 1) seen.draws++
      if (problem.weights?.worst !== undefined) seen.worst++
      if (problem.limits?.carryOver === true) seen.carryOver++
    }
    // Every feature was there often enough for the test to mean something.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10)
  })

  test('60 of them without a solver: never better than the best of all, never beyond a limit, never said to be proven', async () => {
    let hits = 0
    let all = 0
    for (let seed = 200; seed < 260; seed++) {
      const problem = tinyProgramme(seed)
      const best = bestOfAll(problem)
      const plan = await planPortfolio(problem, { solver: false, iterations: 1_500, beyondLimits: 'leave-out' })
      expect(plan.status).toBe('unproven')
      expect(plan.proof).toBeUndefined()
      if (best === undefined) {
        expect(plan.clashes.length, `seed ${seed}`).toBeGreaterThan(0)
        continue
      }
      all++
      if (plan.clashes.length > 0) continue
      expect(plan.evaluation.unmet, `seed ${seed}`).toBeGreaterThanOrEqual(best.evaluation.unmet - 1e-6)
      if (Math.abs(plan.evaluation.unmet - best.evaluation.unmet) < 1e-6) hits++
    }
    // What the search finds by itself.
    expect(hits / all).toBeGreaterThan(0.9)
  })

  test('60 of them begun with the best schedule: it is kept, where so short a search misses some', async () => {
    let missed = 0
    let all = 0
    for (let seed = 300; seed < 360; seed++) {
      const problem = tinyProgramme(seed)
      const best = bestOfAll(problem)
      if (best === undefined) continue
      all++
      // A second goes by whenever the clock is looked at: no time for more than the first schedule and small changes of it.
      let clock = 0
      const short = { solver: false, seconds: 1, now: () => (clock += 1e3), beyondLimits: 'leave-out' } as const
      const alone = await planPortfolio(problem, short)
      const begun = await planPortfolio(problem, { ...short, known: { ...best.starts, 'not a candidate': 2030 } })
      expect(begun.evaluation.unmet, `seed ${seed}`).toBeLessThanOrEqual(best.evaluation.unmet + 1e-6)
      expect(begun.clashes).toEqual([])
      if (alone.clashes.length > 0 || alone.evaluation.unmet > best.evaluation.unmet + 1e-6) missed++
    }
    expect(all).toBeGreaterThan(40)
    expect(missed).toBeGreaterThan(0)
  })
})
