// What comes from a spreadsheet or from JavaScript may be of another kind altogether: it is refused by name, not by a fault of the engine.

import { createLadder, drawLottery, linkLand, PlacesError, planPlaces, readFigure, readNumber } from 'school-places'
import { checkFacts } from 'school-places/facts'
import { parseExpression } from 'school-places/indicators'
import { evaluateSchedule } from 'school-places/schedule'
import { parseLedger, safeParseLedger } from 'school-places/track'
import { describe, expect, test } from 'vitest'

const { balance } = planPlaces({ areas: [{ area: 'N' }], pupils: [{ area: 'N', grade: 'P1', year: 2025, pupils: 9 }], places: [{ area: 'N', stage: 'primary', sector: 'public', year: 2025, places: 60 }] }, { horizon: 1 })
type Loose = (...given: unknown[]) => unknown

test.each<[string, unknown, unknown[], string]>([
  ['a blank cell as a number', readNumber, [undefined], 'readNumber: must be given a text, got undefined'],
  ['a number as a figure', readFigure, [7], 'readFigure: must be given a text, got 7'],
  ['no facts', checkFacts, [undefined, []], 'checkFacts: facts must be a list'],
  ['no claims', checkFacts, [[]], 'and claims a list'],
  ['no expression', parseExpression, [undefined, []], 'parseExpression: an expression must be a text'],
  ['no parcels', linkLand, [balance, undefined, { yields: [], placesFrom: 2026 }], 'linkLand: parcels must be a list'],
  ['no yields', linkLand, [balance, []], 'yields a list'],
  ['no private schools', drawLottery, [undefined, { draws: 10, seed: 1 }], 'drawLottery: schools must be a list'],
  ['lots without options', drawLottery, [[{ school: 'a', places: 1, applicants: { all: 2 } }]], 'draws must be an integer of at least 1, got undefined'],
  ['no stages', createLadder, ['own', 6], 'createLadder: stages must be a list'],
  ['a stage without grades', createLadder, ['own', 6, [{ id: 'primary' }]], 'a stage must have grades, got none in primary'],
  ['a schedule without a problem', evaluateSchedule, [{}, {}], 'evaluateSchedule: 3 faults'],
  ['no tables of a ledger', parseLedger, [], 'parseLedger: 2 faults'],
])('%s is refused with its name', (_, verb, given, message) => {
  const run = (): unknown => (verb as Loose)(...given)
  expect(run).toThrow(PlacesError)
  expect(run).toThrow(message)
})

describe('a ledger', () => {
  test('without its day is read all the same, so that one error tells every fault', () => {
    const tables = { projects: [{ project: 'p', unit: '', kind: 'school' }], milestones: [{ project: 'q', milestone: 'opened', status: 'actual', date: '2021-06-01' }] }
    const faults = safeParseLedger(tables as never, { asOf: '2021' }).error!.issues.map(({ where }) => [where.option ?? where.table, where.row, where.column])
    expect(faults).toEqual(expect.arrayContaining([['asOf', undefined, undefined], ['projects', 1, 'unit'], ['projects', 1, 'kind'], ['milestones', 1, 'project']]))
    // Nothing lies ahead of a day that is not known.
    expect(safeParseLedger({ projects: [{ project: 'p', unit: 'u', kind: 'new' }], milestones: [{ project: 'p', milestone: 'start', status: 'actual', date: '2035-06-01' }] }, { asOf: 'soon' }).error!.issues).toHaveLength(1)
  })
})
