// Reasons of a schedule, against what can be worked out on paper.

import { explainChoice, explainFutures, explainLimits, planPortfolio } from 'school-places/schedule'
import type { AgainOptions, PortfolioPlan } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { loadSolver } from '../../src/schedule/solve'
import { block, twoAreas, work, years } from './two-areas'

const school = work('school', 'East', [0, 0, 150, 300], [20, 20])
const modular = work('modular', 'East', [0, 100, 100, 0], [6])
const annex = work('annex', 'East', [0, 40], [18])
// The school in 2026 and the block in 2027 use up the money: 100, 200, 50, 0 stay unmet.
const problem = twoAreas([school, modular, annex], { limits: { money: [20, 26, 0, 0] } })
const ways: [string, () => Promise<AgainOptions>][] = [
  ['with a solver', async () => ({ solver: (await loadSolver())! })],
  ['by search alone', async () => ({ iterations: 600 })],
]
const made = (): Promise<PortfolioPlan> => planPortfolio(problem)

describe.each(ways)('reasons %s', (_, options) => {
  test('what would happen otherwise, and what stands in the way of what was left out', async () => {
    const plan = await made()
    const [forSchool, forModular, forAnnex] = await explainChoice(problem, plan, { ...(await options()), switches: false })
    expect(forSchool).toMatchObject({ project: 'school', choice: 'chosen', start: 2026, inTheWay: [] })
    // Without the school: the annex in 2026, the block in 2027: 100, 160, 160, 160.
    expect(forSchool?.otherwise).toEqual([{ decision: 'left-out', unmet: 580 - 350, cost: 24 - 46, starts: { annex: 2026, modular: 2027 } }])
    expect(forModular).toMatchObject({ choice: 'moved', start: 2027 })
    expect(forModular?.otherwise.map(({ decision, unmet }) => [decision, unmet])).toEqual([
      ['left-out', 100],
      // In 2026 there is no money left for the school, only for the annex a year later: 100, 100, 160, 260.
      ['started-earliest', 270],
    ])
    expect(forAnnex).toMatchObject({ choice: 'left-out', start: undefined })
    expect(forAnnex?.otherwise.map(({ decision, unmet }) => [decision, unmet])).toEqual([['started', 230]])
    // Started in 2026, it would need 18 more than there is.
    expect(forAnnex?.inTheWay).toEqual([{ limit: 'money', year: 2026, amount: 18 }])
  })

  test('the demand at which a decision changes', async () => {
    const two = { ...problem, candidates: [school, modular] }
    const [reason] = await explainChoice(two, await planPortfolio(two), { ...(await options()), projects: ['modular'] })
    // With 1,300 × f pupils in 2028 and the school's 150 the block is of use above f = 1150 ÷ 1300.
    expect(reason?.switchesAt).toBeLessThanOrEqual(1150 / 1300)
    expect(reason?.switchesAt).toBeGreaterThan(1150 / 1300 - 1 / 128)
  })

  test('one more unit of each binding limit', async () => {
    const plan = await made()
    const limits = await explainLimits(problem, plan, { ...(await options()), moneyUnit: 6 })
    // 6 more in 2026 start the block a year earlier: its 100 places of 2027 are needed, those of 2029 are not any more.
    expect(limits[0]).toMatchObject({ limit: 'money', year: 2026, given: 20, used: 20, unit: 6, avoids: 100, cost: 0 })
    expect(limits.slice(1).every(({ avoids }) => avoids === 0)).toBe(true)
  })
})

describe('a schedule in many futures', () => {
  const many = {
    ...twoAreas([work('sure', 'East', [0, 100], [5]), work('perhaps', 'East', [0, 0, 200], [8], { latest: 2027 }), work('never', 'West', [0, 50], [1])], { limits: { money: [30, 30, 30, 30] } }),
    // Ten futures: East needs 100 more in all of them, and from 2028 300 more in four.
    demand: block(
      'pupils',
      ['East', 'West'],
      years,
      ['East', 'West'].flatMap((area) => years.flatMap((year) => Array.from({ length: 10 }, (_, d) => (area === 'West' ? 440 : year >= 2028 && d < 4 ? 1_300 : 1_100)))),
      10,
    ),
  }

  test.each(ways)('regret of each future, what all want and what can wait %s', async (_, options) => {
    const reason = await explainFutures(many, { sure: 2026 }, await options())
    expect(reason.futures.map(({ regret }) => regret)).toEqual([400, 400, 400, 400, 0, 0, 0, 0, 0, 0])
    expect(reason.noRegret).toEqual([{ project: 'sure', share: 1, firstStart: 2026, lastStart: 2026 }])
    expect(reason.waitAndSee).toEqual([{ project: 'perhaps', share: 0.4, firstStart: 2026, lastStart: 2026, decideBy: '2026-09-01' }])
  })
})
