// What five education bureaus report of their work, computed from a ledger. Figures from work reports of 2020–2022 and plans of Bao'an district.

import type { Fact } from 'school-places'
import { assessTargets, funnel, nestCounts, progressRates, rollUpPlan, stateAt } from 'school-places/track'
import type { LedgerTables, TargetRow } from 'school-places/track'
import { describe, expect, test } from 'vitest'

import { ledgerOf, many } from '../track/small-ledger'

function fact(id: string, measure: string, value: number, unit: string, date: string, detail: Partial<Fact> = {}): Fact {
  return { id, measure, value, unit, source: '宝安区教育局2021年上半年工作总结', date, status: 'achieved', bound: 'exact', evidence: 'C', area: '宝安区', ...detail }
}

describe("Panyu's 23 kindergartens, end of 2021", () => {
  // 如期推进23所公办幼儿园新建、扩建,累计动工16个、完工8个,动工率69.6%、完工率34.8%
  const state = stateAt(ledgerOf(many('k', 23, { start: 16, accepted: 8 }, '2021-10-01', { places: { kindergarten: 360 } }), '2021-12-31'), '2021-12-31')
  const [started, finished] = progressRates(state, ['start', 'accepted'])

  test('16 of 23 are started, 69.6 %, and 8 finished, 34.8 %, counted inside those started', () => {
    expect(started!.rate).toEqual({ value: 16 / 23, numerator: 16, denominator: 23 })
    expect((started!.rate.value * 100).toFixed(1)).toBe('69.6')
    expect(finished!.rate).toEqual({ value: 8 / 23, numerator: 8, denominator: 23 })
    expect((finished!.rate.value * 100).toFixed(1)).toBe('34.8')
    expect(finished!.ofPrevious).toEqual({ value: 0.5, numerator: 8, denominator: 16 })
    expect(finished!.places).toEqual({ value: 8 / 23, numerator: 8 * 360, denominator: 23 * 360 })
  })

  test('7 are not started and 8 are under construction', () => {
    const here = Object.fromEntries(funnel(state).map((step) => [step.milestone, step.here]))
    expect(here).toMatchObject({ listed: 7, start: 8, accepted: 8, 'topped-out': 0 })
  })
})

describe("Bao'an's kindergartens made public, to 2021-06-30", () => {
  const tables = many('k', 112, { 'termination-approved': 112, deregistered: 67, 'compensation-applied': 22 }, '2021-05-20', { kind: 'made-public', ladder: 'conversion', places: { kindergarten: 300 } })
  const steps = funnel(stateAt(ledgerOf(tables), '2021-06-30'), { ladder: 'conversion' })

  test('112 have leave to end, 67 are deregistered (59.8 %), 22 have claimed compensation (19.6 %), 45 are pending', () => {
    expect(steps.map((step) => step.reached)).toEqual([112, 112, 67, 22])
    expect(steps.map((step) => ((step.ofListed?.value ?? 0) * 100).toFixed(1))).toEqual(['100.0', '100.0', '59.8', '19.6'])
    expect(steps.find((step) => step.milestone === 'termination-approved')!.here).toBe(45)
    expect(steps[3]!.ofPrevious).toEqual({ value: 22 / 67, numerator: 22, denominator: 67 })
  })

  test('the same rates follow from the counts alone', () => {
    expect(nestCounts([112, 67, 22]).map(({ ofFirst }) => ofFirst)).toEqual(steps.slice(1).map((step) => step.ofListed))
    expect(() => nestCounts([112, 67, 68])).toThrow(/up to the one it is contained in, got 68 of 67/)
  })

  test('each stands where it stands for 41 days', () => {
    expect(steps.map((step) => [step.medianDays, step.longestDays])).toEqual([[undefined, undefined], [41, 41], [41, 41], [41, 41]])
  })
})

describe("Bao'an's starts against two sets of targets, 2021-06-30", () => {
  const half = { measure: 'projects', milestone: 'start', from: '2021-01-01', to: '2021-06-30', indicator: '开工' } as const
  const targets: TargetRow[] = [
    { ...half, target: '半年高中', stages: 'senior', value: 1, fact: 'BA-05' },
    { ...half, target: '半年义务教育', stages: 'primary+junior', value: 3, fact: 'BA-06' },
    { ...half, target: '半年幼儿园', stages: 'kindergarten', value: 2, fact: 'BA-07' },
    { ...half, target: '年度', to: '2021-12-31', value: 13, fact: 'BA-04' },
  ]
  const facts = [fact('BA-04', '开工学校', 15, 'schools', '2021-06-30'), fact('BA-05', '开工高中', 1, 'schools', '2021-06-30'), fact('BA-06', '开工义务教育学校', 9, 'schools', '2021-06-30'), fact('BA-07', '开工幼儿园', 5, 'schools', '2021-06-30')]
  const parts = [
    many('高中', 1, { start: 1 }, '2021-05-15', { places: { senior: 2600 } }),
    many('学校', 9, { start: 9 }, '2021-04-15', { places: { primary: 1350, junior: 750 } }),
    many('幼儿园', 5, { start: 5 }, '2021-03-15', { places: { kindergarten: 360 } }),
  ]
  const tables: LedgerTables = { projects: parts.flatMap((part) => part.projects), milestones: parts.flatMap((part) => part.milestones), targets, facts }
  const assessed = assessTargets(stateAt(ledgerOf(tables), '2021-06-30'))
  const of = (target: string) => assessed.results.find((each) => each.target === target)!

  test('9 starts are 300 % of the half-year target of 3, 5 are 250 % of 2, 1 is 100 % of 1', () => {
    expect(of('半年义务教育').completion).toEqual({ value: 3, numerator: 9, denominator: 3 })
    expect(of('半年幼儿园').completion).toEqual({ value: 2.5, numerator: 5, denominator: 2 })
    expect(of('半年高中').completion).toEqual({ value: 1, numerator: 1, denominator: 1 })
    expect(of('半年高中').period).toEqual({ from: '2021-01-01', to: '2021-06-30' })
  })

  test('all 15 are 2 above the target of the year, 13', () => {
    expect(of('年度')).toMatchObject({ achieved: 15, value: 13, difference: 2, status: 'met', period: { from: '2021-01-01', to: '2021-12-31' }, fact: 'BA-04' })
    expect(of('年度').completion).toEqual({ value: 15 / 13, numerator: 15, denominator: 13 })
    expect(of('年度').elapsed).toBeCloseTo(181 / 365, 12)
  })

  test('both are true: targets of different periods do not contradict each other', () => {
    expect(assessed.issues).toEqual([])
  })

  test('two targets for one indicator and one period do, and both are told', () => {
    const twice = assessTargets(stateAt(ledgerOf({ ...tables, targets: [...targets, { ...targets[3]!, target: '年度（责任书）', value: 6 }] }), '2021-06-30'))
    expect(twice.issues).toEqual([expect.objectContaining({ code: 'targets-disagree', message: '开工: 年度 asks for 13 and 年度（责任书） for 6 in the same period' })])
    expect(twice.results).toHaveLength(5)
  })

  test('so does a half-year that asks for more than its year', () => {
    const more = assessTargets(stateAt(ledgerOf({ ...tables, targets: [targets[3]!, { ...half, target: '半年', value: 14 }] }), '2021-06-30'))
    expect(more.issues.map((issue) => issue.message)).toEqual(['开工: 半年 asks for 14 in a part of the period in which 年度 asks for 13'])
  })
})

describe("Bao'an's plan of 187,000 compulsory places from 2021 to 2025", () => {
  // Target: wybstv 2022-05-16. Delivered 2021–23 9.17万, autumn 2024 25,770: 深圳特区报 2024-09-02.
  const tables: LedgerTables = {
    projects: [],
    plans: [{ plan: '十四五', from: 2021, to: 2025, target: 187_000, stages: 'primary+junior' }],
    results: [
      { plan: '十四五', from: 2021, to: 2023, places: 91_700 },
      { plan: '十四五', from: 2024, to: 2024, places: 25_770 },
    ],
  }
  const plan = rollUpPlan(stateAt(ledgerOf(tables, '2024-09-02'), '2024-09-02'), '十四五')

  test('117,470 are there, 62.8 %, and 69,530 are left', () => {
    expect(plan.achieved).toBe(91_700 + 25_770)
    expect((plan.share.value * 100).toFixed(1)).toBe('62.8')
    expect(plan.share).toMatchObject({ numerator: 117_470, denominator: 187_000 })
    expect(plan.remaining).toBe(69_530)
    expect((plan.remaining / 10_000).toFixed(2)).toBe('6.95')
  })

  test('the one year left needs 69,530, 2.7 times the latest year: the pace does not suffice', () => {
    expect(plan).toMatchObject({ yearsDone: 4, yearsLeft: 1, requiredRate: 69_530, recentRate: 25_770, meanRate: 117_470 / 4, atRecentRate: 143_240, verdict: 'short' })
    expect(plan.requiredRate! / plan.recentRate!).toBeCloseTo(2.698, 3)
  })
})
