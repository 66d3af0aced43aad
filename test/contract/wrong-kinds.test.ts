// What comes from a spreadsheet or from JavaScript may be of another kind altogether: it is refused by name, not by a fault of the engine.

import { balancePlaces, createLadder, drawLottery, groupBalance, linkLand, parseInputs, PlacesError, planPlaces, projectSectorShares, quantile, raiseAlerts, readFigure, readNumber, relieveShortages, simulatePupils } from 'school-places'
import type { PlanOptions } from 'school-places'
import { backtest } from 'school-places/evaluate'
import { checkFacts } from 'school-places/facts'
import { parseExpression } from 'school-places/indicators'
import { renderHtml } from 'school-places/report'
import { evaluateSchedule, streetTimetables } from 'school-places/schedule'
import { parseLedger, safeParseLedger } from 'school-places/track'
import { describe, expect, test } from 'vitest'

const town = { areas: [{ area: 'N' }], pupils: [{ area: 'N', grade: 'P1', year: 2025, pupils: 9 }], places: [{ area: 'N', stage: 'primary', sector: 'public', year: 2025, places: 60 }] } as const
const { balance, dataset, projection, rates, supply } = planPlaces(town, { horizon: 1 })
type Loose = (...given: unknown[]) => unknown

test.each<[string, unknown, unknown[], string | RegExp]>([
  ['a blank cell as a number', readNumber, [undefined], 'readNumber: must be given a text, got undefined'],
  ['a number as a figure', readFigure, [7], 'readFigure: must be given a text, got 7'],
  ['a quantile beyond all draws', quantile, [2], 'quantile: p must be from 0 to 1, got 2'],
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
  ['alerts without rules', raiseAlerts, [balance], 'raiseAlerts: rules must be a list, got undefined'],
  ['a rule without levels', raiseAlerts, [balance, { rules: [{ id: 'own', leads: { from: 0, to: 1 } }] }], 'rules row 1: own: a rule needs at least one level'],
  ['a rule without years ahead', raiseAlerts, [balance, { rules: [{ id: 'own', levels: [{ level: 'a', atLeast: 1 }] }] }], 'a rule needs the years ahead it looks at'],
  ['reaches that are no list', relieveShortages, [balance, { reaches: 'all' }], 'reaches must be a list, got all'],
  ['shares without a filling', projectSectorShares, [[{ year: 2025, pupils: 3, places: { public: 4 } }], { targets: { public: 0.5, inclusive: 0.8 } }], 'must be even or a list of'],
  ['a backtest without origins', backtest, [dataset, { methods: {} }], 'backtest: origins must be a list, got undefined'],
  ['a backtest without methods', backtest, [dataset, { origins: [2024], leads: [1] }], 'methods, origins and leads must not be empty, got 0, 1 and 1'],
  ['a balance of nothing', balancePlaces, [undefined, {}], 'balancePlaces: expected a projection from projectPupils or simulatePupils as its first argument, got undefined'],
  ['a balance the wrong way round', balancePlaces, [supply, projection], 'as its first argument, got an object with origin, horizon, places, additions, issues'],
  ['a simulation without its dispersion', simulatePupils, [rates, null], 'simulatePupils: expected a dispersion from dispersionOf or estimateDispersion as its second argument, got null'],
  ['a page of something else', renderHtml, [{}], 'renderHtml: expected a report from buildReport as its first argument, got an object with nothing in it'],
  ['tables with a ladder that is none', parseInputs, [{ areas: [{ area: 'N' }, { area: '' }] }, { ladder: {}, calendar: 'autumn' }], /parseInputs: 3 faults in the input\n.*option ladder: must be a ladder, as createLadder makes it, got an object\n.*option calendar: must be a school calendar, got "autumn"\n.*areas row 2/],
  ['tables with settings that are none', parseInputs, [town, null], 'option settings: must be an object, got null'],
  ['no tables of a ledger', parseLedger, [], 'parseLedger: 2 faults'],
])('%s is refused with its name', (_, verb, given, message) => {
  const run = (): unknown => (verb as Loose)(...given)
  expect(run).toThrow(PlacesError)
  expect(run).toThrow(message)
})

test('options of another kind are refused together, each with what it should be', () => {
  const wrong = { rules: 'all', remedies: {}, scenarios: {}, supplyEvents: 3, margins: 'x', ladder: {}, calendar: 'autumn', dispersion: 7, openings: { draws: 3 }, title: 'My plan', onProgress: 'x' }
  const run = (): unknown => planPlaces(town, { horizon: 1, ...wrong } as unknown as PlanOptions)
  expect(run).toThrow(PlacesError)
  try {
    run()
  } catch (error) {
    expect((error as PlacesError).issues.map(({ where }) => where.option).sort()).toEqual(Object.keys(wrong).sort())
    expect((error as PlacesError).message).toContain('option rules: must be a list of warning rules, got "all"')
    expect((error as PlacesError).message).toContain('option title: must be a text in two languages, { en, zh }, got "My plan"')
  }
})

test('a timetable of a day that is none says so, and does not compare dates with it', () => {
  const street = (streetTimetables as Loose)
  const projects = [{ project: 'p', unit: 'u', places: 1, opens: '2025-13-01', network: { activities: [{ activity: 'a', days: 1 }] } }]
  expect(() => street(projects, { asOf: 'x' })).toThrow(/option asOf: a date must read YYYY-MM-DD, got x; projects row 1, column opens, project p: a date must read YYYY-MM-DD, got 2025-13-01$/)
})

test('a member named twice in a group would be counted twice: refused, with every other repeat', () => {
  const groups = [{ label: 'g', members: ['N', 'N'] }, { label: 'g', members: ['N'] }]
  expect(() => groupBalance(balance, groups)).toThrow('groupBalance: groups row 1, column members: g names N twice; groups row 2, column label: g is given twice')
  expect(() => groupBalance(balance, groups)).toThrow(PlacesError)
})

test('places of a stage and a grade at once, and of neither, are told apart', () => {
  const places = [{ area: 'N', stage: 'primary', grade: 'P1', sector: 'public', year: 2025, places: 1 }, { area: 'N', sector: 'public', year: 2025, places: 1 }] as const
  expect(() => planPlaces({ ...town, places }, { horizon: 1 })).toThrow(/places row 1, column stage: must say the stage or the grade, got both\n.*places row 2, column stage: must say the stage or the grade, got neither/)
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
