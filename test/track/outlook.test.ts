// What is to come: chances from slips, the year-end count, places at risk, agreements, housing and school in step, carry-over.

import { assessTargets, checkAgreements, checkSynchrony, defaultPrior, delayFacts, estimateChances, forecastProgress, forecastTargets, placesAtRisk, rollUpPlan, stateAt, trackLedger } from 'school-places/track'
import type { LedgerTables, MilestoneRow, TargetRow } from 'school-places/track'
import { describe, expect, test } from 'vitest'

import { ledgerOf, many, project, rows } from './small-ledger'

describe('the chance to reach a milestone by a date', () => {
  const one = { projects: [project('p')], milestones: rows('p', 'planned', { start: '2021-06-01' }) }
  const chanceIn = (tables: LedgerTables, by: string, date = '2021-05-01', options = {}): number => {
    const state = stateAt(ledgerOf(tables, date), date)
    return estimateChances(state, options).chanceOf(state.projects.find((each) => each.project === 'p')!, 'start', by).chance
  }

  test('without any history is that of published delays, and it is said that they are assumed', () => {
    // On time 0.53; then 0.47 · e^(−30/173) are still late a month after.
    expect(chanceIn(one, '2021-06-01')).toBeCloseTo(0.53, 12)
    expect(chanceIn(one, '2021-07-01')).toBeCloseTo(1 - 0.47 * Math.exp(-30 / 173), 12)
    expect(chanceIn(one, '2021-05-20')).toBe(0)
    const { issues } = estimateChances(stateAt(ledgerOf(one, '2021-05-01'), '2021-05-01'))
    expect(issues).toEqual([expect.objectContaining({ code: 'slips-assumed', assumed: 'as much as 4 slips more: 53 % on time, the rest 173 days late on the mean' })])
    expect(delayFacts.map((fact) => fact.value)).toEqual([defaultPrior.onTime, defaultPrior.meanDelay])
  })

  test('is that of the time left for what is overdue: what is not done yet cannot have been done', () => {
    expect(chanceIn(one, '2021-08-01', '2021-07-01')).toBeCloseTo(1 - Math.exp(-31 / 173), 12)
  })

  test('leans on the slips of all milestones as much as on five of its own, and these on four published ones', () => {
    // Six others, all done 10 days early: own 6 of 6 in time, all 6 of 6 in time.
    const others = Array.from({ length: 6 }, (_, i) => `q${i}`)
    const tables = {
      projects: [project('p'), ...others.map((id) => project(id))],
      milestones: [...one.milestones, ...others.flatMap((id) => [...rows(id, 'planned', { start: '2021-04-11' }), ...rows(id, 'actual', { start: '2021-04-01' })])],
    }
    const pooledLate = (4 * 0.47) / (6 + 4)
    expect(chanceIn(tables, '2021-06-01')).toBeCloseTo(1 - (5 * pooledLate) / (6 + 5), 12)
    // Ten days early is as early as they were: nobody later, against 4 of 10 in the pool, as the published delays know no early ones.
    expect(chanceIn(tables, '2021-05-22')).toBeCloseTo(1 - (5 * (4 / 10)) / 11, 12)
  })

  test('is lower where what is due stays undone, which counts though it has no day', () => {
    const late = Array.from({ length: 6 }, (_, i) => `q${i}`)
    const tables = { projects: [project('p'), ...late.map((id) => project(id))], milestones: [...one.milestones, ...late.flatMap((id) => rows(id, 'planned', { start: '2021-01-11' }))] }
    expect(chanceIn(tables, '2021-06-01')).toBeLessThan(chanceIn(one, '2021-06-01'))
  })

  test('may be given by the caller, as a function or as a sample of slips', () => {
    expect(chanceIn(one, '2021-06-01', '2021-05-01', { chanceBy: () => 0.25 })).toBe(0.25)
    expect(chanceIn(one, '2021-06-01', '2021-05-01', { chanceBy: () => undefined })).toBeCloseTo(0.53, 12)
    expect(() => chanceIn(one, '2021-06-01', '2021-05-01', { chanceBy: () => 1.5 })).toThrow(/a chance from 0 to 1, got 1.5/)
    // 96 slips, three quarters in time, weigh 96 against 4.
    const slips = [...new Array<number>(72).fill(0), ...new Array<number>(24).fill(60)]
    expect(chanceIn(one, '2021-06-01', '2021-05-01', { slips })).toBeCloseTo(1 - (96 * 0.25 + 4 * 0.47) / 100, 12)
    expect(() => chanceIn(one, '2021-06-01', '2021-05-01', { prior: { onTime: 2, meanDelay: 1, weight: 1 } })).toThrow(/onTime from 0 to 1/)
  })

  test('without a plan rests on how long others took from the same milestone', () => {
    const done = ['a', 'b', 'c'].flatMap((id, i) => rows(id, 'actual', { land: '2020-01-01', start: `2020-0${i + 4}-01` }))
    const tables = { projects: ['a', 'b', 'c', 'p'].map((id) => project(id)), milestones: [...done, ...rows('p', 'actual', { land: '2021-05-01' })] }
    // land alone: the state of p is land; others took 91, 121 and 152 days from there.
    const state = stateAt(ledgerOf(tables, '2021-05-01'), '2021-05-01')
    const chanceOf = (by: string) => estimateChances(state).chanceOf(state.projects[3]!, 'start', by)
    expect(chanceOf('2021-08-31')).toEqual({ chance: expect.closeTo(2 / 3, 12) as number, basis: 'duration' })
    const { issues, expected } = forecastProgress(stateAt(ledgerOf({ projects: [project('p')] }), '2021-06-30'), { milestone: 'start', by: '2021-12-31' })
    expect([expected, issues.map((issue) => issue.code)]).toEqual([0, ['chance-unknown']])
  })
})

describe('the chance to open', () => {
  const plan = { accepted: '2022-07-31', opened: '2022-09-01' }
  const chanceAt = (date: string, by: string, accepted?: string): number => {
    const tables = { projects: [project('p')], milestones: [...rows('p', 'planned', plan), ...(accepted === undefined ? [] : rows('p', 'actual', { accepted }))] }
    const state = stateAt(ledgerOf(tables, date), date)
    return estimateChances(state, { slips: new Array<number>(50).fill(20) }).chanceOf(state.projects[0]!, 'opened', by).chance
  }

  test('is that of being ready: the month between acceptance and September is float', () => {
    // All 50 slips are 20 days, 4 published ones stand beside them: late by more than 32 days is 4/54 · 0.47 · e^(−32/173).
    expect(chanceAt('2022-05-01', '2022-09-01')).toBeCloseTo(1 - (4 / 54) * 0.47 * Math.exp(-32 / 173), 12)
    expect(chanceAt('2022-08-10', '2022-09-01', '2022-08-05')).toBe(1)
  })

  test('is nothing until the next 1 September once it is missed', () => {
    expect(chanceAt('2022-09-20', '2022-12-31', '2022-09-10')).toBe(0)
    expect(chanceAt('2022-09-20', '2023-09-01', '2022-09-10')).toBe(1)
    expect(chanceAt('2022-09-20', '2023-08-31', '2022-09-10')).toBe(0)
  })
})

describe('the count at the end of a year', () => {
  const listed = many('k', 23, { start: 16, accepted: 8 }, '2021-05-01', { places: { kindergarten: 180 } })
  const plans: MilestoneRow[] = listed.projects.flatMap(({ project: id }) => rows(id, 'planned', { start: '2021-10-01', accepted: '2021-12-01' }))
  const state = stateAt(ledgerOf({ projects: listed.projects, milestones: [...plans, ...listed.milestones] }), '2021-06-30')
  const forecast = forecastProgress(state, { milestone: 'start', by: '2021-12-31', target: 20, chanceBy: (each) => (each.project === 'k17' ? 0.9 : 0.5) })

  test('counts those reached and the chances of the rest, with denominator', () => {
    // 16 are started; one more with 0.9 and six with 0.5: six or more of the seven come with 0.9 · 6/64 + 1/64 = 0.1, so 21 is the upper end.
    expect(forecast).toMatchObject({ listed: 23, reached: 16, low: 18, median: 20, high: 21 })
    expect(forecast.rate).toEqual({ value: expect.closeTo(19.9 / 23, 12) as number, numerator: expect.closeTo(19.9, 12) as number, denominator: 23 })
    expect(forecast.expectedPlaces).toBeCloseTo(19.9 * 180, 9)
    expect(forecast.chances[0]).toMatchObject({ chance: 0.5, basis: 'given' })
  })

  test('tells the chance to meet a target exactly', () => {
    // At least 4 of the seven: 0.9 · P(six coins ≥ 3) + 0.1 · P(≥ 4) = 0.9 · 42/64 + 0.1 · 22/64.
    expect(forecast.target).toEqual({ value: 20, chance: expect.closeTo(0.9 * (42 / 64) + 0.1 * (22 / 64), 12) as number })
  })

  test('is wider where one cause may delay many, about the same middle', () => {
    const apart = forecastProgress(state, { milestone: 'start', by: '2021-12-31', target: 23, chanceBy: () => 0.5 })
    const together = forecastProgress(state, { milestone: 'start', by: '2021-12-31', target: 23, chanceBy: () => 0.5, sharedWeight: 0.5 })
    expect([apart.low, apart.high, together.low, together.high]).toEqual([18, 21, 16, 23])
    expect(together.expected).toBe(apart.expected)
    expect(together.distribution.reduce((sum, each, k) => sum + k * each, 0)).toBeCloseTo(together.expected, 6)
    // With half in common the correlation is 0.5, and of n = 7 fair ones the chance that all come is 1/(n + 1).
    expect(together.target!.chance).toBeCloseTo(1 / 8, 6)
    expect(apart.target!.chance).toBeCloseTo(1 / 128, 12)
    expect(() => forecastProgress(state, { milestone: 'start', by: '2021-12-31', sharedWeight: 1 })).toThrow(/sharedWeight must be from 0 to 0.9, got 1/)
  })

  test('refuses milestones and days that are none', () => {
    expect(() => forecastProgress(state, { milestone: 'roofed', by: '2021-12-31' })).toThrow(/milestone must be one of land/)
    expect(() => forecastProgress(state, { milestone: 'start', by: '年底' })).toThrow(/by must be a date/)
    expect(() => forecastProgress(state, { milestone: 'start', by: '2021-12-31', ladder: 'rope' })).toThrow(/ladder must be one of building/)
  })
})

describe('places at risk for a September', () => {
  const tables: LedgerTables = {
    projects: [project('甲', { places: { primary: 1620 } }), project('乙', { places: { primary: 900, junior: 450 } }), project('丙', { places: { junior: 1000 } }), project('丁'), project('戊', { places: { primary: 500 } }), project('己', { places: { primary: 45 } })],
    milestones: [
      ...rows('甲', 'planned', { accepted: '2022-05-01', opened: '2022-07-15' }),
      ...rows('乙', 'planned', { accepted: '2022-08-01', opened: '2022-09-01' }),
      ...rows('丙', 'planned', { opened: '2022-09-01' }),
      ...rows('丙', 'revised', { opened: '2023-09-01' }, { recorded: '2022-03-01' }),
      ...rows('丁', 'planned', { opened: '2023-09-01' }),
      ...rows('己', 'planned', { opened: '2021-09-01' }),
      ...rows('己', 'actual', { opened: '2021-09-01' }),
    ],
  }
  const state = stateAt(ledgerOf(tables, '2022-05-31'), '2022-05-31')
  const risk = placesAtRisk(state, { year: 2022, chanceBy: (each) => (each.project === '甲' ? 0.8 : 0.7) })

  test('are those planned, weighted with the chance not to open; largest first', () => {
    expect(risk).toMatchObject({ planned: 1620 + 1350, expected: expect.closeTo(0.8 * 1620 + 0.7 * 1350, 9) as number, atRisk: expect.closeTo(324 + 405, 9) as number })
    expect(risk.projects.map((each) => [each.project, Math.round(each.atRisk)])).toEqual([['乙', 405], ['甲', 324]])
  })

  test('name the milestone that is late and the float that is left after it', () => {
    // 甲 was to be accepted on 1 May, 30 days ago: ready today at the earliest, 93 days before 1 September. 乙 is ready on 1 August.
    expect(risk.projects[1]).toMatchObject({ lateMilestone: 'accepted', daysLate: 30, float: 93 })
    expect(risk.projects[0]).toMatchObject({ lateMilestone: undefined, daysLate: 0, float: 31 })
  })

  test('put off what comes after by what was done late, unless it was planned anew since', () => {
    const late = (detail: MilestoneRow[]) => {
      const milestones = [...rows('p', 'planned', { 'topped-out': '2022-02-01', accepted: '2022-07-31', opened: '2022-09-01' }), ...rows('p', 'actual', { 'topped-out': '2022-03-13' }), ...detail]
      return placesAtRisk(stateAt(ledgerOf({ projects: [project('p')], milestones }, '2022-05-31'), '2022-05-31'), { year: 2022 }).projects[0]
    }
    expect(late([])).toMatchObject({ lateMilestone: 'topped-out', daysLate: 40, float: -8 })
    expect(late(rows('p', 'revised', { accepted: '2022-08-15' }, { recorded: '2022-04-01' }))).toMatchObject({ lateMilestone: undefined, daysLate: 0, float: 17 })
    expect(late(rows('p', 'actual', { accepted: '2022-05-30' }))).toMatchObject({ daysLate: 0, float: 93, chance: 1 })
  })

  test('say what was put off beyond it already, and what has no date', () => {
    expect(risk).toMatchObject({ putOff: 1000, putOffProjects: ['丙'], undated: 500 })
    expect(placesAtRisk(state, { year: 2023, stages: 'junior' })).toMatchObject({ planned: 1450, putOff: 0, undated: 0 })
  })

  test('by default a month of float beats none', () => {
    const [first, second] = placesAtRisk(stateAt(ledgerOf(tables, '2022-04-01'), '2022-04-01'), { year: 2022 }).projects
    expect([first!.project, second!.project]).toEqual(['乙', '甲'])
    expect(second!.chance).toBeGreaterThan(first!.chance)
  })
})

describe('agreements of developers', () => {
  const agreement = { agreement: 'A-1', developer: '某地产', project: 'p' }
  const tables: LedgerTables = {
    projects: [project('p', { kind: 'developer-built', ladder: 'developer', places: { kindergarten: 360 } }), project('q', { kind: 'developer-built', ladder: 'developer', places: { primary: 1080 } })],
    agreements: [
      { ...agreement, obligation: '开工', due: '2021-01-01', met: '2020-12-20' },
      { ...agreement, obligation: '封顶', due: '2021-03-01', met: '2021-03-11' },
      { ...agreement, obligation: '出图', due: '2020-06-01', met: '2020-06-01' },
      { ...agreement, obligation: '验收', due: '2021-06-20' },
      { ...agreement, obligation: '移交', due: '2021-09-28' },
      { ...agreement, obligation: '绿化', due: '2021-09-29' },
      { ...agreement, obligation: '图纸', due: '2021-05-01' },
      { ...agreement, agreement: 'A-2', project: 'q', obligation: '验收', due: '2021-06-29' },
    ],
  }
  const check = checkAgreements(stateAt(ledgerOf(tables), '2021-06-30'))

  test('are met, met late, overdue, due within 90 days or open, each project at risk once', () => {
    expect(check.items.map(({ obligation, status, days, placesAtRisk: places }) => [obligation, status, days, places])).toEqual([
      ['验收', 'overdue', 1, 1080],
      ['图纸', 'overdue', 60, 360],
      ['验收', 'overdue', 10, 360],
      ['移交', 'due', -90, 0],
      ['绿化', 'open', -91, 0],
      ['封顶', 'met-late', 10, 0],
      ['出图', 'met', 0, 0],
      ['开工', 'met', -12, 0],
    ])
    expect(check).toMatchObject({ overdue: 3, due: 1, placesAtRisk: 1440 })
  })

  test('were as they were known on an earlier day', () => {
    const early = checkAgreements(stateAt(ledgerOf(tables), '2021-03-05'))
    expect(early.items.find((item) => item.obligation === '封顶')).toMatchObject({ status: 'overdue', met: undefined, days: 4 })
  })
})

describe('school and housing in step (四同步)', () => {
  const phase = { estate: '某花园', phase: '一期', project: 'p' }
  const tables: LedgerTables = {
    projects: [project('p', { kind: 'developer-built', ladder: 'developer', places: { kindergarten: 360 } })],
    milestones: [...rows('p', 'planned', { approval: '2019-06-01', start: '2020-03-01', accepted: '2021-08-01', 'handed-over': '2021-10-01' }), ...rows('p', 'actual', { approval: '2019-06-01', start: '2020-04-10' })],
    phases: [
      { ...phase, step: 'plan', actual: '2019-06-15' },
      { ...phase, step: 'build', actual: '2020-03-01' },
      { ...phase, step: 'accept', planned: '2021-06-01', actual: '2021-06-20' },
      { ...phase, step: 'hand-over', planned: '2021-09-01' },
    ],
  }
  const state = stateAt(ledgerOf(tables), '2021-06-30')

  test('tells which step lags, and by how many days', () => {
    expect(checkSynchrony(state).map(({ step, status, lag, school, schoolDone }) => [step, status, lag, school, schoolDone])).toEqual([
      ['accept', 'lagging', 42, '2021-08-01', false],
      ['build', 'lagging', 40, '2020-04-10', true],
      ['hand-over', 'expected', 30, '2021-10-01', false],
      ['plan', 'in-step', -14, '2019-06-01', true],
    ])
  })

  test('a plan of the school that has passed is behind up to today', () => {
    const later = checkSynchrony(stateAt(ledgerOf(tables, '2021-08-20'), '2021-08-20'))
    expect(later.find((item) => item.step === 'accept')).toMatchObject({ status: 'lagging', lag: 61, school: '2021-08-01' })
  })

  test('an allowance is one the caller gives; acceptance may be given three months', () => {
    const items = checkSynchrony(state, { allowance: { 'hand-over': 90, build: 45 } })
    expect(items.filter((item) => item.status !== 'in-step').map((item) => item.step)).toEqual(['accept'])
    // As many days behind as are allowed is in step; a day more is not.
    const statusWith = (build: number) => checkSynchrony(state, { allowance: { build } }).find((item) => item.step === 'build')?.status
    expect([statusWith(40), statusWith(39)]).toEqual(['in-step', 'lagging'])
  })

  test('a school without any date lags by what has passed, or is unplanned', () => {
    const bare = stateAt(ledgerOf({ ...tables, milestones: [] }), '2021-06-30')
    expect(checkSynchrony(bare).map(({ step, status, lag }) => [step, status, lag])).toEqual([
      ['plan', 'lagging', 746],
      ['build', 'lagging', 486],
      ['accept', 'lagging', 10],
      ['hand-over', 'unplanned', undefined],
    ])
  })
})

describe('lists of years', () => {
  const tables: LedgerTables = {
    projects: ['a', 'b', 'c', 'd'].map((id) => project(id)),
    milestones: [...rows('a', 'actual', { accepted: '2020-11-01' }), ...rows('b', 'actual', { accepted: '2021-02-01' })],
    plans: [{ plan: '三年提升计划', from: 2019, to: 2021, target: 3_000 }],
    results: [{ plan: '三年提升计划', from: 2019, to: 2019, places: 1_000 }, { plan: '三年提升计划', from: 2019, to: 2019, places: 1_100, recorded: '2021-03-01' }, { plan: '三年提升计划', from: 2020, to: 2020, places: 1_000 }],
    lists: ['a', 'b', 'c'].map((id) => ({ plan: '三年提升计划', year: 2020, project: id, milestone: 'accepted' })).concat({ plan: '三年提升计划', year: 2021, project: 'd', milestone: 'accepted' }),
  }

  test('what is not done in its year is carried over until it is done', () => {
    expect(rollUpPlan(stateAt(ledgerOf(tables), '2021-06-30'), '三年提升计划').lists).toEqual([
      { year: 2020, listed: 3, doneInYear: 1, doneLater: 1, open: 1, openPlaces: 1080, openProjects: ['c'], carriedOver: 1, done: { value: 1 / 3, numerator: 1, denominator: 3 } },
      { year: 2021, listed: 1, doneInYear: 0, doneLater: 0, open: 1, openPlaces: 1080, openProjects: ['d'], carriedOver: 0, done: { value: 0, numerator: 0, denominator: 1 } },
    ])
  })

  test('a corrected result takes the place of the first, from the day it was recorded', () => {
    const of = (date: string) => rollUpPlan(stateAt(ledgerOf(tables), date), '三年提升计划')
    expect([of('2021-02-01').achieved, of('2021-06-30').achieved]).toEqual([2_000, 2_100])
    expect(of('2021-06-30')).toMatchObject({ yearsLeft: 1, requiredRate: 900, recentRate: 1_000, verdict: 'enough' })
    expect(() => rollUpPlan(stateAt(ledgerOf(tables), '2021-06-30'), '十四五')).toThrow(/plan must be one of 三年提升计划/)
  })
})

describe('targets', () => {
  const listed = many('k', 23, { start: 16 }, '2021-05-01', { places: { kindergarten: 180 } })
  const target = (detail: Partial<TargetRow>): TargetRow => ({ target: 't', indicator: '动工率', measure: 'rate', milestone: 'start', to: '2021-12-31', value: 0.65, denominator: 'listed', ...detail })
  const assess = (detail: Partial<TargetRow>, date = '2021-06-30') => assessTargets(stateAt(ledgerOf({ ...listed, targets: [target(detail)] }), date)).results[0]!

  test('of a rate say the number it is a share of', () => {
    expect(assess({})).toMatchObject({ achieved: 16 / 23, status: 'met', rate: { numerator: 16, denominator: 23 } })
    expect(assess({ denominator: 32, value: 0.6 })).toMatchObject({ achieved: 0.5, status: 'open', rate: { numerator: 16, denominator: 32 } })
  })

  test('count what was reached in their period, and are missed once it is over', () => {
    expect(assess({ measure: 'places', denominator: undefined, value: 3_000, from: '2021-01-01' })).toMatchObject({ achieved: 2_880, difference: -120, status: 'open' })
    expect(assess({ measure: 'projects', denominator: undefined, value: 1, from: '2021-05-02', to: '2021-05-31' })).toMatchObject({ achieved: 0, status: 'missed' })
    expect(assess({ to: '2021-04-30' }, '2021-06-30')).toMatchObject({ achieved: 0, status: 'missed' })
    // The first and the last day of a period belong to it.
    expect(assess({ measure: 'projects', denominator: undefined, value: 16, from: '2021-05-01', to: '2021-05-01' })).toMatchObject({ achieved: 16, status: 'met' })
    expect(assess({ measure: 'projects', denominator: undefined, value: 0 }).completion).toBeUndefined()
  })
})

describe('the chance to meet a target', () => {
  // Three are accepted; a school of 900 places, one of 450 and one of 450 are not.
  const done = ['a', 'b', 'c']
  const open = ['大', '小', '弱']
  const chances: Readonly<Record<string, number>> = { 大: 0.8, 小: 0.5, 弱: 0.25 }
  const target = (id: string, detail: Partial<TargetRow>): TargetRow => ({ target: id, indicator: '完工', measure: 'projects', milestone: 'accepted', to: '2021-12-31', value: 5, ...detail })
  const tables: LedgerTables = {
    projects: [...done, ...open].map((id) => project(id, { places: { primary: id === '大' ? 900 : 450 } })),
    milestones: done.flatMap((id, i) => rows(id, 'actual', { accepted: `2021-0${i + 1}-15` })),
    targets: [
      target('five', {}),
      target('places', { measure: 'places', value: 2_700 }),
      target('rate', { measure: 'rate', denominator: 'listed', value: 0.8 }),
      target('second half', { from: '2021-07-01', value: 1 }),
      target('autumn', { from: '2021-10-01', value: 3 }),
      target('met', { value: 3 }),
      target('first quarter', { to: '2021-03-31', value: 4 }),
    ],
  }
  const ledger = ledgerOf(tables)
  const chanceBy = (each: { readonly project: string }, _: string, date: string): number => (chances[each.project] ?? 1) * (date >= '2021-12-31' ? 1 : 0.5)
  const of = (options = {}) => new Map(forecastTargets(stateAt(ledger, '2021-06-30'), { chanceBy, ...options }).forecasts.map((each) => [each.target, each]))

  test('is exact in projects, in places and as a rate', () => {
    // Two of the three must come: .8 × .5 × .75 + .8 × .5 × .25 + .2 × .5 × .25 + .8 × .5 × .25 = .3 + .1 + .025 + .1.
    expect(of().get('five')).toMatchObject({ by: '2021-12-31', expected: expect.closeTo(4.55, 12) as number, chance: expect.closeTo(0.525, 12) as number })
    // 1,350 places are there, 1,350 more are needed: the large one and one of the small ones, 0.8 × (1 − 0.5 × 0.75).
    expect(of().get('places')).toMatchObject({ expected: expect.closeTo(1_350 + 720 + 225 + 112.5, 9) as number, chance: expect.closeTo(0.5, 12) as number })
    // 80 % of six are five.
    expect(of().get('rate')).toMatchObject({ expected: expect.closeTo(4.55 / 6, 12) as number, chance: expect.closeTo(0.525, 12) as number })
  })

  test('counts what falls into its period: not what was done before, nor what will be before it begins', () => {
    expect(of().get('second half')!.chance).toBeCloseTo(1 - 0.2 * 0.5 * 0.75, 12)
    // Half of each chance lies before October.
    expect(of().get('autumn')!.chance).toBeCloseTo(0.4 * 0.25 * 0.125, 12)
  })

  test('is 1 for what is met and 0 for what was missed', () => {
    expect([of().get('met')!.chance, of().get('first quarter')!.chance, of().get('first quarter')!.expected]).toEqual([1, 0, 3])
  })

  test('moves towards one half where one cause may delay many', () => {
    expect(of({ sharedWeight: 0.5 }).get('autumn')!.chance).toBeGreaterThan(3 * of().get('autumn')!.chance)
  })

  test('is told by the tracking of a ledger, in the order of the targets, and says what it does not know', () => {
    const tracking = trackLedger(ledger)
    expect(tracking.targetForecasts.map((each) => each.target)).toEqual(tracking.targets.map((each) => each.target))
    expect(tracking.issues).toContainEqual(expect.objectContaining({ code: 'chance-unknown', amounts: { projects: 3 } }))
    expect(trackLedger(ledger, { chanceBy }).targetForecasts[0]!.chance).toBeCloseTo(0.525, 12)
  })
})
