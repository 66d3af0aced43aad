// A bad ledger gets one error that lists every fault of every table, with its place.

import { PlacesError } from 'school-places'
import type { Issue } from 'school-places'
import { parseLedger, safeParseLedger, updateLedger } from 'school-places/track'
import type { LedgerChanges, LedgerTables } from 'school-places/track'
import { describe, expect, test } from 'vitest'

const asOf = '2021-06-30'
const project = (detail: object = {}): object => ({ project: 'p', unit: '新安街道', kind: 'new', places: { primary: 1080 }, ...detail })
const row = (detail: object = {}): object => ({ project: 'p', milestone: 'start', status: 'planned', date: '2021-03-01', ...detail })
const one = { projects: [project()] }

function faultsOf(tables: object): readonly Issue[] {
  const result = safeParseLedger(tables as LedgerTables, { asOf })
  expect(result.ok).toBe(false)
  expect(result.error).toBeInstanceOf(PlacesError)
  expect(result.error!.code).toBe('invalid-input')
  return result.error!.issues
}

describe('each kind of fault is named with its place', () => {
  const target = (detail: object): object => ({ ...one, targets: [{ target: 't', indicator: '动工率', measure: 'rate', milestone: 'start', to: '2021-12-31', value: 0.5, denominator: 23, ...detail }] })
  const plan = { plan: '十四五', from: 2021, to: 2025, target: 187_000 }
  const cases: readonly (readonly [name: string, tables: object, code: string, where: object])[] = [
    ['an unknown table', { ...one, project: [] }, 'unknown-column', { table: 'project' }],
    ['an unknown column', { projects: [project({ street: 'x' })] }, 'unknown-column', { table: 'projects', row: 1, column: 'street' }],
    ['an unknown kind', { projects: [project({ kind: 'castle' })] }, 'not-allowed', { table: 'projects', row: 1, column: 'kind' }],
    ['an unknown mode', { projects: [project({ mode: 'magic' })] }, 'not-allowed', { table: 'projects', row: 1, column: 'mode' }],
    ['an unknown stage', { projects: [project({ places: { middle: 9 } })] }, 'not-allowed', { table: 'projects', row: 1, column: 'places' }],
    ['negative places', { projects: [project({ places: { primary: -45 } })] }, 'not-allowed', { table: 'projects', row: 1, column: 'places.primary' }],
    ['an unknown ladder', { projects: [project({ ladder: 'rope' })] }, 'not-allowed', { table: 'projects', row: 1, column: 'ladder' }],
    ['a blank unit', { projects: [project({ unit: ' ' })] }, 'missing-value', { table: 'projects', row: 1, column: 'unit' }],
    ['a project twice', { projects: [project(), project()] }, 'duplicate-row', { table: 'projects', row: 2 }],
    ['a milestone of no project', { ...one, milestones: [row({ project: 'q' })] }, 'unknown-project', { table: 'milestones', row: 1, column: 'project' }],
    ['an unknown milestone', { ...one, milestones: [row({ milestone: 'roofed' })] }, 'not-allowed', { table: 'milestones', row: 1, column: 'milestone' }],
    ['an unknown status', { ...one, milestones: [row({ status: 'hoped' })] }, 'not-allowed', { table: 'milestones', row: 1, column: 'status' }],
    ['a date that does not exist', { ...one, milestones: [row({ date: '2021-02-30' })] }, 'not-allowed', { table: 'milestones', row: 1, column: 'date' }],
    ['what is done in the future', { ...one, milestones: [row({ status: 'actual', date: '2021-07-01' })] }, 'in-the-future', { table: 'milestones', row: 1, column: 'date' }],
    ['what is done after it was recorded', { ...one, milestones: [row({ status: 'actual', date: '2021-05-02', recorded: '2021-05-01' })] }, 'in-the-future', { table: 'milestones', row: 1, column: 'date' }],
    ['what is recorded in the future', { ...one, milestones: [row({ recorded: '2021-07-01' })] }, 'in-the-future', { table: 'milestones', row: 1, column: 'recorded' }],
    ['a first plan made twice', { ...one, milestones: [row(), row({ date: '2021-04-01', recorded: '2021-02-01' })] }, 'duplicate-row', { table: 'milestones', row: 2 }],
    ['an actual twice', { ...one, milestones: [row({ status: 'actual' }), row({ status: 'actual', date: '2021-03-05' })] }, 'duplicate-row', { table: 'milestones', row: 2 }],
    [
      'milestones done out of order',
      { ...one, milestones: [row({ status: 'actual' }), row({ milestone: 'topped-out', status: 'actual', date: '2021-02-01' })] },
      'milestone-order',
      { table: 'milestones', row: 2, column: 'date', project: 'p' },
    ],
    ['milestones planned out of order', { ...one, milestones: [row({ milestone: 'topped-out', date: '2021-02-01' }), row()] }, 'milestone-order', { table: 'milestones', row: 1, column: 'date', project: 'p' }],
    [
      'a revision that puts a milestone before an earlier one',
      { ...one, milestones: [row(), row({ milestone: 'opened', date: '2022-09-01' }), row({ milestone: 'opened', status: 'revised', date: '2021-02-01', recorded: '2021-01-10' })] },
      'milestone-order',
      { table: 'milestones', row: 3, column: 'date', project: 'p' },
    ],
    [
      'a revision dated before an earlier one',
      { ...one, milestones: [row(), row({ status: 'revised', date: '2021-05-01', recorded: '2021-03-10' }), row({ status: 'revised', date: '2021-04-01', recorded: '2021-03-01' })] },
      'revision-order',
      { table: 'milestones', row: 3, column: 'recorded' },
    ],
    ['a revision that does not say when it was made', { ...one, milestones: [row(), row({ status: 'revised', date: '2021-05-01' })] }, 'missing-value', { table: 'milestones', row: 2, column: 'recorded' }],
    ['a revision of nothing', { ...one, milestones: [row({ status: 'revised', recorded: '2021-01-01' })] }, 'incomplete-row', { table: 'milestones', row: 1, column: 'status' }],
    ['an opening without places', { projects: [project({ places: undefined })], milestones: [row({ milestone: 'opened', date: '2022-09-01' })] }, 'opening-without-places', { table: 'milestones', row: 1, column: 'milestone', project: 'p' }],
    ['an opening with no places in any stage', { projects: [project({ places: { primary: 0 } })], milestones: [row({ milestone: 'opened', date: '2022-09-01' })] }, 'opening-without-places', { table: 'milestones', row: 1, column: 'milestone', project: 'p' }],
    ['a blocker cleared before it began', { ...one, blockers: [{ project: 'p', what: '征拆', department: '规划局', from: '2021-05-01', until: '2021-04-01' }] }, 'not-allowed', { table: 'blockers', row: 1, column: 'until' }],
    ['a blocker that begins in the future', { ...one, blockers: [{ project: 'p', what: '征拆', department: '规划局', from: '2021-08-01' }] }, 'in-the-future', { table: 'blockers', row: 1, column: 'from' }],
    ['an obligation met in the future', { ...one, agreements: [{ agreement: 'a', obligation: '移交', developer: 'd', project: 'p', due: '2021-05-01', met: '2021-07-02' }] }, 'in-the-future', { table: 'agreements', row: 1, column: 'met' }],
    ['an unknown step', { ...one, phases: [{ estate: 'e', phase: '1', project: 'p', step: 'sell', planned: '2021-05-01' }] }, 'not-allowed', { table: 'phases', row: 1, column: 'step' }],
    ['a step without any date', { ...one, phases: [{ estate: 'e', phase: '1', project: 'p', step: 'build' }] }, 'incomplete-row', { table: 'phases', row: 1, column: 'planned' }],
    ['a rate without denominator', target({ denominator: undefined }), 'missing-value', { table: 'targets', row: 1, column: 'denominator' }],
    ['a rate of nothing', target({ denominator: 0 }), 'not-allowed', { table: 'targets', row: 1, column: 'denominator' }],
    ['a rate above one', target({ value: 69.6 }), 'not-allowed', { table: 'targets', row: 1, column: 'value' }],
    ['a target that ends before it begins', target({ from: '2022-01-01' }), 'not-allowed', { table: 'targets', row: 1, column: 'to' }],
    ['a target at an unknown milestone', target({ milestone: 'roofed' }), 'not-allowed', { table: 'targets', row: 1, column: 'milestone' }],
    ['a number of projects with a denominator', target({ measure: 'projects', value: 3 }), 'not-allowed', { table: 'targets', row: 1, column: 'denominator' }],
    ['results of no plan', { ...one, results: [{ plan: '十四五', from: 2021, to: 2021, places: 1 }] }, 'not-allowed', { table: 'results', row: 1, column: 'plan' }],
    ['results outside the plan', { ...one, plans: [plan], results: [{ plan: '十四五', from: 2020, to: 2021, places: 1 }] }, 'not-allowed', { table: 'results', row: 1, column: 'from' }],
    ['results that count a year twice', { ...one, plans: [plan], results: [{ plan: '十四五', from: 2021, to: 2023, places: 1 }, { plan: '十四五', from: 2023, to: 2023, places: 1 }] }, 'duplicate-row', { table: 'results', row: 2, column: 'from' }],
    ['a list item of no project', { ...one, plans: [plan], lists: [{ plan: '十四五', year: 2021, project: 'q', milestone: 'start' }] }, 'unknown-project', { table: 'lists', row: 1, column: 'project' }],
    ['a fact that does not exist', { projects: [project({ fact: 'BA-04' })] }, 'unknown-fact', { table: 'projects', row: 1, column: 'fact' }],
    ['a table that is no list', { ...one, milestones: 'many' }, 'wrong-type', { table: 'milestones' }],
    ['a row that is no object', { ...one, milestones: [7] }, 'wrong-type', { table: 'milestones', row: 1 }],
    ['no projects at all', {}, 'wrong-type', { table: 'projects' }],
  ]
  test.each(cases)('%s', (_, tables, code, where) => {
    expect(faultsOf(tables)).toEqual([expect.objectContaining({ code, where, severity: 'fault' })])
  })
})

test('all faults of all tables come in one error', () => {
  const faults = faultsOf({
    projects: [project({ kind: 'castle' }), project({ project: 'q', mode: 'magic' }), project({ project: 'r', places: { primary: -1 } }), project({ project: 's', places: undefined }), project({ project: 'p' })],
    milestones: [
      row({ status: 'actual', date: '2031-01-01' }),
      row({ milestone: 'topped-out', status: 'actual', date: '2021-02-01' }),
      row({ project: 's', milestone: 'opened', date: '2022-09-01' }),
      row({ project: 'nobody' }),
      row({ milestone: 'roofed' }),
    ],
    targets: [{ target: 't', indicator: '动工率', measure: 'rate', milestone: 'start', to: '2021-12-31', value: 0.5 }],
  })
  expect(faults.map(({ code, where }) => `${code} ${where.table} ${where.row}`).sort()).toEqual(
    ['not-allowed projects 1', 'not-allowed projects 2', 'not-allowed projects 3', 'in-the-future milestones 1', 'milestone-order milestones 2', 'opening-without-places milestones 3', 'unknown-project milestones 4', 'not-allowed milestones 5', 'missing-value targets 1'].sort(),
  )
  const message = safeParseLedger({ projects: [project({ kind: 'castle' }), project({ project: 'q', mode: 'magic' })] } as unknown as LedgerTables, { asOf }).error?.message
  expect(message).toContain('parseLedger: 2 faults in the input')
  expect(message).toContain('projects row 2, column mode: must be one of traditional, prefabricated, agent-built, got "magic"')
})

test('a project with a fault does not make its milestones strangers', () => {
  const faults = faultsOf({ projects: [project({ kind: 'castle' })], milestones: [row()] })
  expect(faults.map((each) => each.code)).toEqual(['not-allowed'])
})

test('the day of the ledger must be a day', () => {
  const result = safeParseLedger(one as unknown as LedgerTables, { asOf: '30 June' })
  expect(result.error?.issues).toEqual([expect.objectContaining({ code: 'not-allowed', where: { option: 'asOf' } })])
})

test('what opens without adding places may do so: borrowed sites returned, closures, mergers', () => {
  for (const kind of ['site-return', 'closure', 'merger']) {
    const tables = { projects: [project({ kind, places: undefined })], milestones: [row({ milestone: 'opened', date: '2022-09-01' })] } as unknown as LedgerTables
    expect(safeParseLedger(tables, { asOf }).ok).toBe(true)
  }
})

test('a later milestone that a revision overtakes is late, and no fault', () => {
  const milestones = [row(), row({ milestone: 'topped-out', date: '2021-05-01' }), row({ status: 'revised', date: '2021-06-01', recorded: '2021-02-20' })]
  expect(safeParseLedger({ ...one, milestones } as unknown as LedgerTables, { asOf }).ok).toBe(true)
})

describe('an update', () => {
  const ledger = parseLedger({ ...one, milestones: [row(), row({ status: 'actual', date: '2021-03-02' })] } as unknown as LedgerTables, { asOf })
  const updateFaults = (changes: object, day = '2021-07-31'): readonly Issue[] => {
    try {
      updateLedger(ledger, changes as LedgerChanges, { asOf: day })
    } catch (error) {
      if (error instanceof PlacesError) return error.issues
    }
    return []
  }

  test.each<readonly [string, object, string]>([
    ['cannot rewrite what was known before', { milestones: [row({ milestone: 'opened', recorded: '2021-06-01' })] }, 'not-allowed'],
    ['cannot plan a second first time', { milestones: [row({ date: '2021-08-01' })] }, 'duplicate-row'],
    ['cannot be done before what was done', { milestones: [row({ milestone: 'topped-out', status: 'actual', date: '2021-03-01' })] }, 'milestone-order'],
    ['cannot be done in the future', { milestones: [row({ milestone: 'topped-out', status: 'actual', date: '2021-08-01' })] }, 'in-the-future'],
    ['cannot change the ladder of a project', { projects: [project({ ladder: 'developer' })] }, 'not-allowed'],
    ['cannot speak of a stranger', { milestones: [row({ project: 'q' })] }, 'unknown-project'],
  ])('%s', (_, changes, code) => {
    expect(updateFaults(changes)).toEqual([expect.objectContaining({ code, where: expect.objectContaining({ row: 1 }) as unknown })])
  })

  test('cannot be made for a day before the ledger', () => {
    expect(updateFaults({}, '2021-06-29')).toEqual([expect.objectContaining({ code: 'not-allowed', where: { option: 'asOf' } })])
  })

  test('may correct the day on which something was done', () => {
    expect(updateFaults({ milestones: [row({ status: 'actual', date: '2021-03-09' })] })).toEqual([])
  })
})
