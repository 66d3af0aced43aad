// Checks of a ledger that need more than one row: labels that must exist, rows that must be unique, dates that cannot lie ahead.

import { group } from 'd3-array'

import type { Issue, Where } from '../core/issue.js'
import { milestonePosition } from '../core/milestones.js'
import type { MilestoneLadder } from '../core/milestones.js'
import type { Placed } from './read-projects.js'
import { checkMilestones } from './check-milestones.js'
import { fault } from './faults.js'
import type { LedgerRowOf } from './ledger-schemas.js'
import type { LedgerTableName, TargetRow } from './ledger-tables.js'

export type PlacedLedger = { readonly [N in LedgerTableName]: readonly Placed<LedgerRowOf<N>>[] }

/** What a row says it is about; a second row of the same key and the same day is a duplicate. A first plan is made once. */
const keys: { readonly [N in LedgerTableName]: readonly string[] } = {
  projects: ['project', 'recorded'],
  milestones: ['project', 'milestone', 'status', 'recorded'],
  blockers: ['project', 'what', 'from', 'recorded'],
  agreements: ['agreement', 'obligation', 'recorded'],
  phases: ['estate', 'phase', 'project', 'step', 'recorded'],
  targets: ['target', 'recorded'],
  plans: ['plan', 'recorded'],
  results: ['plan', 'from', 'to', 'recorded'],
  lists: ['plan', 'year', 'project', 'milestone'],
  facts: ['id'],
}

export interface LedgerScope {
  readonly asOf: string
  /** The day up to which the ledger was kept before an update: rows recorded earlier would change what was known. */
  readonly before: string | undefined
  readonly ladders: ReadonlyMap<string, MilestoneLadder>
  readonly stages: readonly string[]
  /** Names from rows as given, so that a row with another fault does not make its followers unknown as well. */
  readonly projects: ReadonlySet<string>
  readonly facts: ReadonlySet<string>
}

/** Every fault between rows. Rows with number 0 are the ledger as it was; faults are told at the others. */
export function checkLedger(tables: PlacedLedger, scope: LedgerScope): Issue[] {
  const names = Object.keys(keys) as LedgerTableName[]
  const projectRows = group(tables.projects, ({ value }) => value.project)
  const milestones = group(tables.milestones, ({ value }) => value.project)
  return [
    ...names.flatMap((name) => findDuplicates(name, tables[name] as readonly Placed<object>[], scope)),
    ...names.flatMap((name) => checkLabels(name, fresh(tables[name] as readonly Placed<object>[]), scope)),
    ...checkProjects(tables.projects, scope),
    ...[...milestones].flatMap(([project, rows]) => {
      const last = projectRows.get(project)?.at(-1)?.value
      const ladder = last === undefined ? undefined : scope.ladders.get(last.ladder ?? 'building')
      return last === undefined || ladder === undefined ? [] : checkMilestones(last, ladder, rows, scope.asOf)
    }),
    ...fresh(tables.blockers).flatMap(({ row, value }) => [
      ...ahead('blockers', row, 'from', value.from, scope),
      ...ahead('blockers', row, 'until', value.until, scope),
      ...inOrder({ table: 'blockers', row, column: 'until' }, value.from, value.until),
    ]),
    ...fresh(tables.agreements).flatMap(({ row, value }) => ahead('agreements', row, 'met', value.met, scope)),
    ...fresh(tables.phases).flatMap(({ row, value }) => [
      ...ahead('phases', row, 'actual', value.actual, scope),
      ...(value.planned === undefined && value.actual === undefined ? [fault('incomplete-row', { table: 'phases', row, column: 'planned' }, 'must say when the step is planned or was taken', undefined, 'planned, actual or both')] : []),
    ]),
    ...fresh(tables.targets).flatMap(({ row, value }) => checkTarget(value, row, scope)),
    ...fresh(tables.lists).flatMap(({ row, value }) => {
      const ladder = scope.ladders.get(projectRows.get(value.project)?.at(-1)?.value.ladder ?? 'building')
      return checkMilestone(value.milestone, ladder, { table: 'lists', row, column: 'milestone' })
    }),
    ...checkPlans(tables),
  ]
}

function fresh<R>(rows: readonly Placed<R>[]): readonly Placed<R>[] {
  return rows.filter(({ row }) => row > 0)
}

function findDuplicates(name: LedgerTableName, rows: readonly Placed<object>[], scope: LedgerScope): Issue[] {
  const cell = (value: object, column: string): unknown => {
    const row = value as Record<string, unknown>
    // A first plan is made once. In the first tables an actual known from its own date is no correction of another one.
    const once = row.status === 'planned' || (scope.before === undefined && row.status === 'actual' && row.recorded === row.date)
    return column === 'recorded' && once ? undefined : row[column]
  }
  const groups = group(rows, ({ value }) => JSON.stringify(keys[name].map((column) => cell(value, column) ?? null)))
  return [...groups.values()].flatMap((same) =>
    same.slice(1).flatMap(({ row, value }) => {
      if (row === 0) return []
      const first = same[0]?.row ?? 0
      const what = keys[name].map((column) => cell(value, column)).filter((each) => each !== undefined).join(', ')
      return [fault('duplicate-row', { table: name, row }, `repeats ${first === 0 ? 'a row of the ledger' : `row ${first}`} (${what})`, what, `one row for each ${keys[name].join(', ')}`)]
    }),
  )
}

function checkLabels(name: LedgerTableName, rows: readonly Placed<object>[], scope: LedgerScope): Issue[] {
  return rows.flatMap(({ row, value }): Issue[] => {
    const cells = value as { project?: string; fact?: string; recorded?: string; stages?: string; date?: string }
    const at = (column: string): Where => ({ table: name, row, column })
    const issues: Issue[] = []
    if (cells.project !== undefined && name !== 'projects' && !scope.projects.has(cells.project)) {
      issues.push(fault('unknown-project', at('project'), `there is no project ${cells.project}`, cells.project, 'a project of the projects table'))
    }
    if (cells.fact !== undefined && !scope.facts.has(cells.fact)) {
      issues.push(fault('unknown-fact', at('fact'), `there is no fact ${cells.fact}`, cells.fact, 'the id of a row of the facts table'))
    }
    if (name !== 'facts') for (const stage of cells.stages?.split('+') ?? []) issues.push(...checkStage(stage, at('stages'), scope))
    // An actual is known from its own date unless it says otherwise: that date has its own check.
    if (cells.recorded !== cells.date) issues.push(...ahead(name, row, 'recorded', cells.recorded, scope))
    if (scope.before !== undefined && cells.recorded !== undefined && cells.recorded < scope.before) {
      issues.push(fault('not-allowed', at('recorded'), `what was known up to ${scope.before} cannot be changed afterwards, got ${cells.recorded}`, cells.recorded, `a date from ${scope.before} to ${scope.asOf}`))
    }
    return issues
  })
}

function checkStage(stage: string, where: Where, scope: LedgerScope): Issue[] {
  return scope.stages.includes(stage) ? [] : [fault('not-allowed', where, `there is no stage ${stage}`, stage, `one of ${scope.stages.join(', ')}`)]
}

function ahead(table: string, row: number, column: string, date: string | undefined, scope: LedgerScope): Issue[] {
  if (date === undefined || date <= scope.asOf) return []
  return [fault('in-the-future', { table, row, column }, `must not lie ahead of ${scope.asOf}, the day of the ledger, got ${date}`, date, `a date up to ${scope.asOf}`)]
}

function inOrder(where: Where, from: string | undefined, to: string | undefined): Issue[] {
  if (from === undefined || to === undefined || from <= to) return []
  return [fault('not-allowed', where, `must not be before ${from}, got ${to}`, to, `a date from ${from}`)]
}

function checkProjects(rows: PlacedLedger['projects'], scope: LedgerScope): Issue[] {
  const ladderOf = new Map<string, string>()
  return rows.flatMap(({ row, value }): Issue[] => {
    const ladder = value.ladder ?? 'building'
    const before = ladderOf.get(value.project)
    ladderOf.set(value.project, before ?? ladder)
    if (row === 0) return []
    const where = { table: 'projects', row, column: 'ladder' }
    return [
      ...(scope.ladders.has(ladder) ? [] : [fault('not-allowed', where, `there is no ladder ${ladder}`, ladder, `one of ${[...scope.ladders.keys()].join(', ')}`)]),
      ...(before === undefined || before === ladder ? [] : [fault('not-allowed', where, `${value.project} climbs the ladder ${before} and cannot change to ${ladder}`, ladder, before)]),
      ...Object.keys(value.places ?? {}).flatMap((stage) => checkStage(stage, { table: 'projects', row, column: 'places' }, scope)),
    ]
  })
}

function checkMilestone(milestone: string, ladder: MilestoneLadder | undefined, where: Where): Issue[] {
  if (ladder === undefined || milestonePosition(ladder, milestone) >= 0) return []
  return [fault('not-allowed', where, `there is no milestone ${milestone} on the ladder ${ladder.id}`, milestone, ladder.milestones.map((each) => each.id).join(', '))]
}

function checkTarget(value: TargetRow, row: number, scope: LedgerScope): Issue[] {
  const at = (column: string): Where => ({ table: 'targets', row, column })
  const ladder = scope.ladders.get(value.ladder ?? 'building')
  return [
    ...(ladder === undefined ? [fault('not-allowed', at('ladder'), `there is no ladder ${value.ladder ?? ''}`, value.ladder, `one of ${[...scope.ladders.keys()].join(', ')}`)] : checkMilestone(value.milestone, ladder, at('milestone'))),
    ...inOrder(at('to'), value.from, value.to),
    ...(value.measure === 'rate' && value.denominator === undefined ? [fault('missing-value', at('denominator'), 'a rate needs the number it is a share of', undefined, 'a number of projects, or listed')] : []),
    ...(value.measure === 'rate' && value.value > 1 ? [fault('not-allowed', at('value'), `a rate is a share from 0 to 1, got ${value.value}`, value.value, 'at most 1')] : []),
    ...(value.measure !== 'rate' && value.denominator !== undefined ? [fault('not-allowed', at('denominator'), `only a rate has a denominator; ${value.measure} are measured against the target itself`, value.denominator, 'nothing')] : []),
  ]
}

function checkPlans(tables: PlacedLedger): Issue[] {
  const plans = new Map(tables.plans.map(({ value }) => [value.plan, value]))
  const names = [...plans.keys()].join(', ')
  const unknown = (table: string, row: number, plan: string): Issue[] => (plans.has(plan) ? [] : [fault('not-allowed', { table, row, column: 'plan' }, `there is no plan ${plan}`, plan, names === '' ? 'a plan of the plans table' : `one of ${names}`)])
  const years = (table: string, row: number, { from, to }: { from: number; to: number }): Issue[] =>
    from <= to ? [] : [fault('not-allowed', { table, row, column: 'to' }, `must not be before ${from}, got ${to}`, to, `a year from ${from}`)]
  return [
    ...fresh(tables.plans).flatMap(({ row, value }) => years('plans', row, value)),
    ...fresh(tables.lists).flatMap(({ row, value }) => unknown('lists', row, value.plan)),
    ...tables.results.flatMap(({ row, value }, i) => {
      if (row === 0) return []
      const plan = plans.get(value.plan)
      // The same years again are a correction when recorded on another day; years that overlap in part would be counted twice.
      const twice = tables.results.slice(0, i).find(({ value: other }) => other.plan === value.plan && other.from <= value.to && value.from <= other.to && (other.from !== value.from || other.to !== value.to))
      const where = { table: 'results', row, column: 'from' }
      return [
        ...unknown('results', row, value.plan),
        ...years('results', row, value),
        ...(plan !== undefined && (value.from < plan.from || value.to > plan.to) ? [fault('not-allowed', where, `years ${value.from}–${value.to} are not years of the plan`, value.from, `${plan.from}–${plan.to}`)] : []),
        ...(twice === undefined ? [] : [fault('duplicate-row', where, `years ${value.from}–${value.to} overlap ${twice.value.from}–${twice.value.to}, which would count them twice`, value.from, 'years that do not overlap')]),
      ]
    }),
  ]
}
