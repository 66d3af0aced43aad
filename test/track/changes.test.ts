// The weekly list: what was done, missed, put off, brought forward, held up, and what it costs this September.

import { listChanges, listOverdue, rankUnits, stateAt, unitTable, updateLedger } from 'school-places/track'
import type { ChangeList, LedgerChanges } from 'school-places/track'
import { describe, expect, test } from 'vitest'

import { ledgerOf, project, rows } from './small-ledger'

const plan = { land: '2020-06-01', start: '2021-03-01', 'topped-out': '2021-05-20', accepted: '2021-08-01', opened: '2021-09-01' }
const before = ledgerOf(
  {
    projects: [
      project('松岗一小', { unit: '松岗街道', department: '住建局', places: { primary: 1620 } }),
      project('沙井二中', { unit: '沙井街道', department: '住建局', places: { junior: 1000 } }),
      project('福永三校', { unit: '福永街道', department: '发改局', places: { primary: 900, junior: 450 } }),
    ],
    milestones: [
      ...['松岗一小', '沙井二中'].flatMap((id) => [...rows(id, 'planned', plan), ...rows(id, 'actual', { land: '2020-05-20', start: '2021-03-01' })]),
      ...rows('福永三校', 'planned', { start: '2021-06-10', opened: '2022-09-01' }),
    ],
    blockers: [{ project: '福永三校', what: '管线迁改', department: '水务局', from: '2021-03-01', recorded: '2021-03-05' }],
  },
  '2021-05-14',
)
const week = (changes: LedgerChanges, to = '2021-05-21'): ChangeList => listChanges(stateAt(before, '2021-05-14'), stateAt(updateLedger(before, changes, { asOf: to }), to))

describe('a week', () => {
  test('without anything done tells what was due and is missed', () => {
    expect(week({}).rows.map(({ change, project: id, milestone, before: due, days }) => [change, id, milestone, due, days])).toEqual([
      ['missed', '松岗一小', 'topped-out', '2021-05-20', 1],
      ['missed', '沙井二中', 'topped-out', '2021-05-20', 1],
    ])
  })

  test('tells what was done, how late, and no longer as missed', () => {
    const { rows: list } = week({ milestones: rows('松岗一小', 'actual', { 'topped-out': '2021-05-21' }) })
    expect(list.find((row) => row.project === '松岗一小')).toMatchObject({ change: 'hit', before: '2021-05-20', after: '2021-05-21', days: 1, septemberLost: 0 })
    expect(list.filter((row) => row.change === 'missed').map((row) => row.project)).toEqual(['沙井二中'])
  })

  test('tells who put an opening off, by how many days and why, and the places this September loses, first of all', () => {
    const { rows: list, september, byUnit } = week({
      milestones: [
        ...rows('沙井二中', 'revised', { accepted: '2021-10-01', opened: '2022-09-01' }, { by: '区工务署', reason: '雨季停工' }),
        ...rows('松岗一小', 'actual', { 'topped-out': '2021-05-19' }),
      ],
    })
    expect(september).toBe(2021)
    expect(list[0]).toMatchObject({ change: 'slipped', project: '沙井二中', milestone: 'opened', before: '2021-09-01', after: '2022-09-01', days: 365, by: '区工务署', reason: '雨季停工', septemberPlaces: 1000, septemberLost: 1000 })
    expect(list[1]).toMatchObject({ change: 'slipped', milestone: 'accepted', days: 61 })
    expect(list.at(-1)).toMatchObject({ change: 'hit', days: -1 })
    // Three rows of one project lose its places once.
    expect(byUnit[0]).toEqual({ name: '沙井街道', changes: { slipped: 2, missed: 1 }, septemberLost: 1000 })
  })

  test('a missed milestone with a new date says both', () => {
    const row = week({ milestones: rows('沙井二中', 'revised', { 'topped-out': '2021-06-30' }, { by: '街道' }) }).rows.find((each) => each.project === '沙井二中')
    expect(row).toMatchObject({ change: 'missed', before: '2021-05-20', after: '2021-06-30', days: 1, by: '街道', septemberPlaces: 1000, septemberLost: 0 })
  })

  test('tells what was brought forward, added, dropped, given other places and taken back', () => {
    const { rows: list } = week({
      projects: [project('新桥幼儿园', { unit: '新桥街道', places: { kindergarten: 360 } }), project('沙井二中', { unit: '沙井街道', department: '住建局', dropped: true }), project('松岗一小', { unit: '松岗街道', department: '住建局', places: { primary: 1350 } })],
      milestones: [...rows('福永三校', 'revised', { opened: '2022-08-01' }), ...rows('松岗一小', 'withdrawn', { start: '2021-03-01' })],
    })
    expect(list.map(({ change, project: id, milestone, places }) => [change, id, milestone, places])).toEqual([
      ['dropped', '沙井二中', undefined, 1000],
      ['missed', '松岗一小', 'topped-out', 1350],
      ['withdrawn', '松岗一小', 'start', 1350],
      ['resized', '松岗一小', undefined, -270],
      ['added', '新桥幼儿园', undefined, 360],
      ['moved-forward', '福永三校', 'opened', 1350],
    ])
    expect(list.find((row) => row.change === 'dropped')).toMatchObject({ septemberLost: 1000 })
  })

  test('tells what holds work up, for how many days, and what was cleared', () => {
    const kept = week({ blockers: [{ project: '松岗一小', what: '用地手续', department: '规划局', from: '2021-05-18' }] })
    expect(kept.rows.find((row) => row.change === 'blocked')).toMatchObject({ project: '松岗一小', department: '规划局', days: 3, reason: '用地手续' })
    expect(kept.blockers.map(({ project: id, department, days }) => [id, department, days])).toEqual([['福永三校', '水务局', 81], ['松岗一小', '规划局', 3]])
    expect(kept.ageing).toEqual([
      { department: '水务局', blockers: 1, upTo30: 0, upTo90: 1, longer: 0, longestDays: 81 },
      { department: '规划局', blockers: 1, upTo30: 1, upTo90: 0, longer: 0, longestDays: 3 },
    ])
    const cleared = week({ blockers: [{ project: '福永三校', what: '管线迁改', department: '水务局', from: '2021-03-01', until: '2021-05-17' }] })
    expect(cleared.rows.find((row) => row.change === 'cleared')).toMatchObject({ project: '福永三校', department: '水务局', days: 81 })
    expect(cleared.blockers).toEqual([])
  })

  test('counts blockers of up to 30 and up to 90 days, those days included, and longer ones', () => {
    const blockers = ['2021-04-21', '2021-04-20', '2021-02-20', '2021-02-19'].map((from, i) => ({ project: '松岗一小', what: `堵点${i}`, department: '规划局', from }))
    expect(week({ blockers }).ageing[0]).toEqual({ department: '规划局', blockers: 4, upTo30: 1, upTo90: 2, longer: 1, longestDays: 91 })
  })

  test('what is open already costs no September, whatever befalls it', () => {
    const open = ledgerOf({ projects: [project('老校')], milestones: [...rows('老校', 'planned', { opened: '2020-09-01' }), ...rows('老校', 'actual', { opened: '2020-09-01' })] }, '2021-05-14')
    const after = updateLedger(open, { blockers: [{ project: '老校', what: '消防', department: '住建局', from: '2021-05-16' }] }, { asOf: '2021-05-21' })
    expect(listChanges(stateAt(open, '2021-05-14'), stateAt(after, '2021-05-21')).rows).toEqual([expect.objectContaining({ change: 'blocked', places: 1080, septemberPlaces: 0, septemberLost: 0 })])
  })

  test('the other way round is refused', () => {
    expect(() => listChanges(stateAt(before, '2021-05-14'), stateAt(before, '2021-05-13'))).toThrow(/must not be before the first/)
  })
})

describe('what is overdue', () => {
  const state = stateAt(updateLedger(before, {}, { asOf: '2021-06-30' }), '2021-06-30')

  test('is told once per project, what costs this September first', () => {
    expect(listOverdue(state).map(({ project: id, milestone, daysOverdue, septemberPlaces, department }) => [id, milestone, daysOverdue, septemberPlaces, department])).toEqual([
      ['松岗一小', 'topped-out', 41, 1620, '住建局'],
      ['沙井二中', 'topped-out', 41, 1000, '住建局'],
      ['福永三校', 'start', 20, 0, '发改局'],
    ])
    expect(listOverdue(state)[2]!.blockers[0]).toMatchObject({ department: '水务局', days: 121 })
  })

  test('is not what is due on the day itself, which is due all the same', () => {
    const due = stateAt(updateLedger(before, {}, { asOf: '2021-06-10' }), '2021-06-10')
    expect(listOverdue(due).map((item) => item.project)).not.toContain('福永三校')
    expect(rankUnits(due).find((unit) => unit.unit === '福永街道')).toMatchObject({ done: { numerator: 0, denominator: 1 }, overdue: 0, blocked: 1 })
  })

  test('units rank by due milestones reached, and putting a date off does not help', () => {
    const late = updateLedger(before, { milestones: [...rows('福永三校', 'revised', { start: '2021-08-01' }), ...rows('松岗一小', 'actual', { 'topped-out': '2021-06-01' })] }, { asOf: '2021-06-30' })
    expect(rankUnits(stateAt(late, '2021-06-30')).map(({ rank, unit, done, onTime, overdue }) => [rank, unit, done?.numerator, done?.denominator, onTime?.numerator, overdue])).toEqual([
      [1, '松岗街道', 3, 3, 2, 0],
      [2, '沙井街道', 2, 3, 2, 1],
      [3, '福永街道', 0, 1, undefined, 0],
    ])
  })

  test('the table of a unit has its projects with all dates', () => {
    const [row, ...rest] = unitTable(state, '沙井街道')
    expect(rest).toEqual([])
    expect(row).toMatchObject({ project: '沙井二中', places: 1000, state: 'start', next: 'topped-out', daysOverdue: 41 })
    expect(row!.milestones.find((each) => each.milestone === 'start')).toEqual({ milestone: 'start', first: '2021-03-01', planned: '2021-03-01', actual: '2021-03-01', late: 0 })
    expect(unitTable(state, '无')).toEqual([])
  })
})

describe('a state', () => {
  test('counts a blocker as cleared from the day on which it was', () => {
    const blocked = { project: 'p', what: '征拆', department: '规划局', from: '2021-05-01', until: '2021-06-10', recorded: '2021-05-01' }
    const ledger = ledgerOf({ projects: [project('p')], blockers: [blocked] })
    expect(['2021-04-30', '2021-05-01', '2021-06-09', '2021-06-10'].map((date) => stateAt(ledger, date).projects[0]!.blockers.map((each) => each.days))).toEqual([[], [0], [39], []])
  })

  test('tells what was known on a day, and what is known now of that day', () => {
    const later = updateLedger(before, { milestones: rows('松岗一小', 'actual', { 'topped-out': '2021-05-10' }) }, { asOf: '2021-05-21' })
    expect(stateAt(later, '2021-05-14').projects[0]).toMatchObject({ state: 'start', daysInState: 74, next: 'topped-out', opens: 2021 })
    expect(stateAt(later, '2021-05-14', { known: '2021-05-21' }).projects[0]).toMatchObject({ state: 'topped-out', daysInState: 4 })
  })

  test('an earlier milestone without a day is implied by a later one, and that is said', () => {
    const state = stateAt(ledgerOf({ projects: [project('p')], milestones: rows('p', 'actual', { start: '2021-03-01' }) }), '2021-06-30')
    expect(state.projects[0]).toMatchObject({ state: 'start', step: 4 })
    expect(state.issues).toEqual([expect.objectContaining({ code: 'milestone-implied', where: { project: 'p' }, assumed: 'they are reached' })])
  })

  test('an opening by a plan that was overtaken waits for what comes before it', () => {
    const tables = { projects: [project('p')], milestones: [...rows('p', 'planned', { accepted: '2021-08-01', opened: '2021-09-01' }), ...rows('p', 'revised', { accepted: '2021-10-15' }, { recorded: '2021-06-01' })] }
    const state = stateAt(ledgerOf(tables), '2021-06-30')
    expect(state.projects[0]).toMatchObject({ opens: 2022 })
    expect(state.issues.map((issue) => [issue.code, issue.assumed])).toEqual([['plan-overtaken', 'opened not before 2021-10-15']])
  })

  test('a plan that has passed opens no school: it waits for the next September', () => {
    const tables = { projects: [project('p')], milestones: rows('p', 'planned', { opened: '2021-09-01' }) }
    expect(stateAt(ledgerOf(tables, '2021-09-20'), '2021-09-20').projects[0]!.opens).toBe(2022)
  })

  test('earlier plans stay as history, with author and reason', () => {
    const tables = { projects: [project('p')], milestones: [...rows('p', 'planned', { start: '2021-03-01' }), ...rows('p', 'revised', { start: '2021-05-01' }, { recorded: '2021-02-10', by: '街道', reason: '征拆' }), ...rows('p', 'revised', { start: '2021-04-15' }, { recorded: '2021-03-10' })] }
    const start = stateAt(ledgerOf(tables), '2021-06-30').projects[0]!.milestones[3]!
    expect(start).toMatchObject({ first: '2021-03-01', planned: '2021-04-15', slipped: 45, late: 76 })
    expect(start.plans).toEqual([
      { date: '2021-03-01', recorded: undefined, by: undefined, reason: undefined },
      { date: '2021-05-01', recorded: '2021-02-10', by: '街道', reason: '征拆' },
      { date: '2021-04-15', recorded: '2021-03-10', by: undefined, reason: undefined },
    ])
  })
})
