// Faults of scenarios: every misspelt column, unknown label and impossible number of every change, found before anything is applied.

import { describeIssue } from '../core/describe-issue.js'
import { PlacesError } from '../core/error.js'
import type { Issue, IssueCode, Where } from '../core/issue.js'
import type { Rates } from '../estimate/rates.js'
import type { Change, Scenario } from './changes.js'

/** The columns of each kind of change; the first list is needed, the second may be left out. */
const columns: { readonly [K in Change['kind']]: readonly [needed: readonly string[], optional: readonly string[]] } = {
  births: [['factors'], ['areas', 'calendar']],
  'entry-ratio': [['factor'], ['areas', 'grades', 'from', 'to', 'phaseIn']],
  progression: [['factor'], ['areas', 'grades', 'from', 'to', 'phaseIn']],
  migration: [['share', 'years'], ['areas', 'grades']],
  'entry-age': [['grade', 'months', 'year'], ['spread', 'areas']],
  participation: [['stage', 'current', 'path'], ['areas']],
  open: [['area', 'year', 'sources'], ['stages', 'grades']],
  close: [['area', 'year', 'to'], []],
  merge: [['areas', 'into', 'year'], []],
  swing: [['area', 'year', 'returns', 'to'], []],
}

const months = Array.from({ length: 12 }, (_, i) => i + 1)

/** Every fault of the scenarios, in order. An area opened by an earlier change is known to later ones. */
export function checkScenarios(rates: Rates, scenarios: readonly Scenario[]): Issue[] {
  const areas = new Set<string>(rates.base.axes.area.labels)
  return scenarios.flatMap((scenario, i) => {
    const named = typeof scenario?.name === 'string' && scenario.name.trim() !== ''
    const table = `scenario ${named ? scenario.name : i + 1}`
    if (!named) return [fault('missing-value', { table, column: 'name' }, 'a scenario needs a name', scenario?.name, 'a text')]
    if (!Array.isArray(scenario.changes)) return [fault('wrong-type', { table, column: 'changes' }, 'must be a list of changes', scenario.changes, 'a list')]
    return (scenario.changes as readonly Change[]).flatMap((change, c) => new ChangeCheck(rates, areas, { table, row: c + 1 }).check(change))
  })
}

/** Throws one `invalid-input` error with every fault, unless there are none. */
export function refuse(faults: readonly Issue[], verb: string): void {
  if (faults.length === 0) return
  const list = faults.map((each, i) => `\n  ${i + 1}. ${describeIssue(each)}`).join('')
  throw new PlacesError('invalid-input', `${verb}: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} in what to change${list}`, { issues: faults })
}

export function fault(code: IssueCode, where: Where, message: string, found: unknown, allowed: string): Issue {
  const shown = typeof found === 'string' ? `"${found}"` : (JSON.stringify(found) ?? 'nothing')
  return { code, severity: 'fault', where, message: `${message}, got ${shown}`, found: shown, allowed }
}

class ChangeCheck {
  private readonly faults: Issue[] = []

  constructor(
    private readonly rates: Rates,
    private readonly areas: Set<string>,
    private readonly where: Where,
  ) {}

  check(change: Change): Issue[] {
    const known = Object.hasOwn(columns, change?.kind ?? '') ? columns[change.kind] : undefined
    if (known === undefined) return [fault('not-allowed', { ...this.where, column: 'kind' }, 'there is no such kind of change', (change as Change | undefined)?.kind, Object.keys(columns).join(', '))]
    const given = Object.entries(change).filter(([key, value]) => key !== 'kind' && value !== undefined)
    for (const [key] of given) if (!known.flat().includes(key)) this.say('unknown-column', key, 'there is no such column', key, known.flat().join(', '))
    const missing = known[0].filter((key) => !given.some(([each]) => each === key))
    for (const key of missing) this.say('missing-value', key, 'a value is needed', undefined, 'a value')
    if (missing.length === 0) this.values(change)
    return this.faults
  }

  private values(change: Change): void {
    const { origin, ladder } = this.rates
    switch (change.kind) {
      case 'births':
        this.path('factors', change.factors, 'factor', origin + 1, Infinity)
        if (change.calendar !== undefined && !months.includes(change.calendar?.startMonth)) this.say('not-allowed', 'calendar', 'startMonth must be a month', change.calendar?.startMonth, '1–12')
        this.labels('areas', change.areas, this.areas, 'unknown-area')
        return
      case 'entry-ratio':
      case 'progression':
        this.number('factor', change.factor, 0, Infinity)
        this.scope(change.areas, change.grades)
        if (change.from !== undefined) this.year('from', change.from, origin + 1)
        if (change.to !== undefined) this.year('to', change.to, change.from ?? origin + 1)
        if (change.phaseIn !== undefined) this.whole('phaseIn', change.phaseIn, 1)
        return
      case 'migration':
        this.number('share', change.share, -1, Infinity)
        this.list('years', change.years).forEach((year) => this.year('years', year, origin + 1))
        this.scope(change.areas, change.grades)
        return
      case 'entry-age':
        this.labels('grade', [change.grade], new Set(ladder.grades.filter((grade) => grade.entry).map((grade) => grade.id)), 'unknown-grade')
        this.number('months', change.months, -12, 12)
        this.year('year', change.year, origin + 1)
        if (change.spread !== undefined) this.whole('spread', change.spread, 1)
        this.labels('areas', change.areas, this.areas, 'unknown-area')
        return
      case 'participation':
        this.labels('stage', [change.stage], new Set(ladder.stages.map((stage) => stage.id)), 'not-allowed')
        this.number('current', change.current, Number.MIN_VALUE, 1)
        this.path('path', change.path, 'share', origin + 1, 1)
        this.labels('areas', change.areas, this.areas, 'unknown-area')
        return
      case 'open':
        this.year('year', change.year, origin)
        this.labels('stages', change.stages, new Set(ladder.stages.map((stage) => stage.id)), 'not-allowed')
        this.labels('grades', change.grades, this.gradesOf(change.stages), 'unknown-grade')
        this.shares('sources', change.sources, change.area)
        if (typeof change.area !== 'string' || change.area.trim() === '') this.say('wrong-type', 'area', 'must be the name of an area', change.area, 'a text')
        else this.areas.add(change.area)
        return
      case 'close':
        this.year('year', change.year, origin)
        this.labels('area', [change.area], this.areas, 'unknown-area')
        this.sum('to', this.shares('to', change.to, change.area), 1 - 1e-9)
        return
      case 'merge':
        this.year('year', change.year, origin)
        this.labels('areas', change.areas, this.areas, 'unknown-area')
        this.labels('into', [change.into], this.areas, 'unknown-area')
        return
      case 'swing':
        this.year('year', change.year, origin)
        this.year('returns', change.returns, change.year + 1)
        this.labels('area', [change.area], this.areas, 'unknown-area')
        this.sum('to', this.shares('to', change.to, change.area), 0)
        return
      default:
        change satisfies never
    }
  }

  private say(code: IssueCode, column: string, message: string, found: unknown, allowed: string): void {
    this.faults.push(fault(code, { ...this.where, column }, message, found, allowed))
  }

  private gradesOf(stages: readonly string[] | undefined): Set<string> {
    return new Set(this.rates.ladder.grades.filter((grade) => stages === undefined || (Array.isArray(stages) && stages.includes(grade.stage))).map((grade) => grade.id))
  }

  private scope(areas: readonly string[] | undefined, grades: readonly string[] | undefined): void {
    this.labels('areas', areas, this.areas, 'unknown-area')
    this.labels('grades', grades, this.gradesOf(undefined), 'unknown-grade')
  }

  private number(column: string, value: unknown, least: number, most: number): number {
    if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) return value
    const above = least === Number.MIN_VALUE ? 'above 0' : `of at least ${least}`
    this.say('not-allowed', column, `must be a number ${above}${most === Infinity ? '' : ` and at most ${most}`}`, value, `${least}–${most}`)
    return 0
  }

  private whole(column: string, value: unknown, least: number): void {
    if (!Number.isInteger(value) || (value as number) < least) this.say('not-allowed', column, `must be a whole number of at least ${least}`, value, `${least} or more`)
  }

  private year(column: string, value: unknown, first: number): void {
    if (!Number.isInteger(value) || (value as number) < first || (value as number) > 2200) this.say('not-allowed', column, `must be a year from ${first} on`, value, `${first}–2200`)
  }

  private list<T>(column: string, value: readonly T[]): readonly T[] {
    if (Array.isArray(value) && value.length > 0) return value
    this.say('wrong-type', column, 'must be a list that is not empty', value, 'a list')
    return []
  }

  private labels(column: string, given: readonly string[] | undefined, known: ReadonlySet<string>, code: IssueCode): void {
    if (given === undefined) return
    this.list(column, given).forEach((label, i, all) => {
      if (!known.has(label)) this.say(code, column, 'there is no such label', label, [...known].slice(0, 30).join(', '))
      else if (all.indexOf(label) < i) this.say('duplicate-row', column, 'a label must come once', label, 'distinct labels')
    })
  }

  private path<K extends 'factor' | 'share'>(column: string, given: readonly ({ readonly year: number } & { readonly [N in K]: number })[], key: K, first: number, most: number): void {
    const list = this.list(column, given)
    list.forEach((point, i) => {
      this.year(`${column} ${i + 1} year`, point?.year, first)
      this.number(`${column} ${i + 1} ${key}`, point?.[key], 0, most)
      if (list.some((other, j) => j < i && other?.year === point?.year)) this.say('duplicate-row', column, 'a year must come once', point?.year, 'distinct years')
    })
  }

  /** Checks areas with shares; returns their sum. */
  private shares(column: string, given: readonly { readonly area: string; readonly share: number }[], self: string): number {
    const list = this.list(column, given)
    this.labels(column, list.length === 0 ? undefined : list.map((each) => each?.area), this.areas, 'unknown-area')
    if (list.some((each) => each?.area === self)) this.say('not-allowed', column, 'pupils cannot go from an area to itself', self, 'another area')
    return list.reduce((sum, each) => sum + this.number(`${column} share`, each?.share, 0, 1), 0)
  }

  private sum(column: string, sum: number, least: number): void {
    if (sum < least || sum > 1 + 1e-9) this.say('not-allowed', column, least > 0 ? 'shares must sum to 1' : 'shares must sum to at most 1', sum, '1')
  }
}
