// Laws of build programmes: what must hold for every one of them.

import fc from 'fast-check'
import { checkPortfolio, evaluateSchedule, findViolations, planPortfolio } from 'school-places/schedule'
import type { PortfolioPlan, PortfolioProblem } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { tinyProgramme } from '../schedule/tiny-programmes'

const settings = { seed: 20210901, numRuns: 12 }
const programme = fc.integer({ min: 1_000, max: 9_000 }).map(tinyProgramme)
const plan = (problem: PortfolioProblem): Promise<PortfolioPlan> => planPortfolio(problem, { gap: 0, iterations: 100, beyondLimits: 'leave-out' })

/** The best answer of the changed programme is never worse than that of the first one. */
function neverWorse(name: string, change: (problem: PortfolioProblem) => PortfolioProblem): void {
  test(name, () =>
    fc.assert(
      fc.asyncProperty(programme, async (problem) => {
        const before = await plan(problem)
        if (before.status !== 'optimal') return
        const after = await plan(change(problem))
        expect(after.status).toBe('optimal')
        expect(after.evaluation.unmet).toBeLessThanOrEqual(before.evaluation.unmet + 1e-6 * Math.max(1, before.evaluation.unmet))
      }),
      settings,
    ))
}

describe('a best schedule', () => {
  neverWorse('more money never leaves more unmet', (problem) => ({ ...problem, limits: { ...problem.limits, ...(problem.limits?.money === undefined ? {} : { money: problem.limits.money.map((value, t) => value + 3 + t) }) } }))

  neverWorse('fewer limits never leave more unmet', (problem) => ({ ...problem, limits: {} }))

  neverWorse('money that can be carried over never leaves more unmet', (problem) => ({ ...problem, limits: { ...problem.limits, carryOver: true } }))

  neverWorse('more candidates never leave more unmet', (problem) => {
    const area = problem.demand.axes.area.labels[0]!
    const stage = problem.demand.axes.stage.labels[0]!
    return { ...problem, candidates: [...problem.candidates, { project: 'one more', area, effects: [{ area, stage, places: [0, 25] }], spend: [4] }] }
  })

  neverWorse('neighbours who help more never leave more unmet', (problem) => ({ ...problem, relief: (problem.relief ?? []).map((link) => ({ ...link, pupils: link.pupils + 10 })) }))

  test('is never worse than the greedy one, keeps every limit, and changes nothing that it was given', () =>
    fc.assert(
      fc.asyncProperty(programme, async (problem) => {
        const copy = structuredClone(problem)
        const found = await plan(problem)
        expect(structuredClone(problem)).toEqual(copy)
        expect(checkPortfolio(problem).every(({ code }) => code === 'exceeds-limits')).toBe(true)
        if (found.status !== 'optimal') return
        expect(findViolations(problem, found.starts)).toEqual([])
        expect(evaluateSchedule(problem, found.starts)).toEqual(found.evaluation)
        if (found.greedy !== undefined) expect(found.evaluation.unmet).toBeLessThanOrEqual(found.greedy + 1e-6)
      }),
      settings,
    ))
})
