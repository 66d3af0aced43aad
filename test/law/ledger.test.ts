// Laws of the ledger: what must hold for every history of plans, revisions and work done.

import fc from 'fast-check'
import { addDays, buildingMilestones, forecastProgress, funnel, listChanges, parseLedger, placesAtRisk, progressRates, rankUnits, stateAt, updateLedger } from 'school-places/track'
import type { Ledger, LedgerChange, LedgerState, LedgerTables, MilestoneRow } from 'school-places/track'
import { describe, expect, test } from 'vitest'

const settings = { seed: 20210901, numRuns: 60 }
const first = '2020-01-01'
const span = 1_000
const asOf = addDays(first, span)
const ids = buildingMilestones.milestones.map((each) => each.id)
const day = fc.integer({ min: 0, max: span })
const gaps = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: ids.length, maxLength: ids.length })

interface Story {
  readonly unit: string
  readonly places: number
  readonly planned: readonly number[]
  /** Revisions in the order in which they are made: from which milestone on, new gaps, days after the one before. */
  readonly revisions: readonly { readonly from: number; readonly gaps: readonly number[]; readonly after: number; readonly by: string }[]
  readonly done: readonly { readonly gap: number; readonly lag: number; readonly told: boolean }[]
  readonly blocked: { readonly from: number; readonly days: number } | undefined
}

const story: fc.Arbitrary<Story> = fc.record({
  unit: fc.constantFrom('新安街道', '西乡街道', '福永街道'),
  places: fc.integer({ min: 1, max: 3_000 }),
  planned: gaps,
  revisions: fc.array(fc.record({ from: fc.integer({ min: 0, max: ids.length - 1 }), gaps, after: fc.integer({ min: 0, max: 300 }), by: fc.constantFrom('街道', '教育局') }), { maxLength: 4 }),
  done: fc.array(fc.record({ gap: fc.integer({ min: 0, max: 250 }), lag: fc.integer({ min: 0, max: 40 }), told: fc.boolean() }), { maxLength: ids.length }),
  blocked: fc.option(fc.record({ from: day, days: fc.integer({ min: 0, max: 300 }) }), { nil: undefined }),
})

function milestonesOf(project: string, { planned, revisions, done }: Story): MilestoneRow[] {
  const out: MilestoneRow[] = []
  const dates: number[] = []
  planned.forEach((gap, i) => dates.push((dates[i - 1] ?? 0) + gap))
  ids.forEach((milestone, i) => out.push({ project, milestone, status: 'planned', date: addDays(first, dates[i]!) }))
  let recorded = 0
  for (const revision of revisions) {
    recorded += revision.after
    if (recorded > span) break
    for (let i = revision.from; i < ids.length; i++) {
      dates[i] = (dates[i - 1] ?? 0) + revision.gaps[i]!
      out.push({ project, milestone: ids[i]!, status: 'revised', date: addDays(first, dates[i]!), recorded: addDays(first, recorded), by: revision.by })
    }
    recorded += 1
  }
  let at = 0
  done.forEach(({ gap, lag, told }, i) => {
    at += gap
    if (at + lag <= span && told) out.push({ project, milestone: ids[i]!, status: 'actual', date: addDays(first, at), recorded: addDays(first, at + lag) })
  })
  return out
}

const tablesOf = (stories: readonly Story[]): LedgerTables => ({
  projects: stories.map(({ unit, places }, i) => ({ project: `p${i}`, unit, kind: 'new', places: { primary: places } })),
  milestones: stories.flatMap((each, i) => milestonesOf(`p${i}`, each)),
  blockers: stories.flatMap(({ blocked }, i) =>
    blocked === undefined || blocked.from + blocked.days > span
      ? []
      : [{ project: `p${i}`, what: '管线', department: '水务局', from: addDays(first, blocked.from), until: addDays(first, blocked.from + blocked.days), recorded: addDays(first, blocked.from) }],
  ),
})
const stories = fc.array(story, { minLength: 1, maxLength: 8 })
const ledgers: fc.Arbitrary<Ledger> = stories.map((each) => parseLedger(tablesOf(each), { asOf }))
const sorted = (days: readonly number[]): number[] => [...days].sort((a, b) => a - b)
const at = (ledger: Ledger, days: number, known?: string): LedgerState => stateAt(ledger, addDays(first, days), { known })
/** All that a state says but the ledger it was read from. */
const told = ({ projects, date, known, issues }: LedgerState): unknown => ({ projects, date, known, issues })

describe('a state', () => {
  test('never goes back as its date moves on, with one knowledge or with that of each day', () => {
    fc.assert(
      fc.property(ledgers, fc.array(day, { minLength: 2, maxLength: 5 }), fc.boolean(), (ledger, days, fixed) => {
        const states = sorted(days).map((each) => at(ledger, each, fixed ? asOf : undefined))
        states.slice(1).forEach((state, i) => state.projects.forEach((project, p) => expect(project.step).toBeGreaterThanOrEqual(states[i]!.projects[p]!.step)))
      }),
      settings,
    )
  })

  test('as it was known on a day does not change when later rows are added', () => {
    fc.assert(
      fc.property(stories, day, day, (all, cut, asked) => {
        const tables = tablesOf(all)
        const until = addDays(first, cut)
        const early = (row: { readonly recorded?: string | undefined }): boolean => row.recorded === undefined || row.recorded <= until
        const late = <R extends { readonly recorded?: string | undefined }>(rows: readonly R[] | undefined): R[] => (rows ?? []).filter((row) => !early(row))
        // A blocker is cleared after it was recorded: an early row that is cleared later would speak of the future.
        const before = parseLedger({ projects: tables.projects, milestones: tables.milestones!.filter(early) }, { asOf: until })
        const after = updateLedger(before, { milestones: late(tables.milestones) }, { asOf })
        const known = addDays(first, Math.min(asked, cut))
        expect(told(stateAt(after, known, { known }))).toEqual(told(stateAt(before, known, { known })))
        // Nothing is lost: every row of before is still there, as it was.
        for (const row of before.milestones) expect(after.milestones).toContain(row)
        // And the ledger kept day by day knows what the one read at once knows.
        const whole = parseLedger({ projects: tables.projects, milestones: tables.milestones }, { asOf })
        expect(told(stateAt(after, asOf))).toEqual(told(stateAt(whole, asOf)))
      }),
      settings,
    )
  })

  test('reads every date of a plan back out of its history', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const state = stateAt(ledger, asOf)
        const kept = state.projects.flatMap((project) => project.milestones.flatMap((milestone) => milestone.plans.map((plan) => plan.date)))
        expect(kept.sort()).toEqual(ledger.milestones.filter((row) => row.status !== 'actual').map((row) => row.date).sort())
      }),
      settings,
    )
  })
})

describe('figures', () => {
  test('a funnel never widens, and those who stand on its rungs are all there are', () => {
    fc.assert(
      fc.property(ledgers, day, (ledger, days) => {
        const steps = funnel(at(ledger, days))
        steps.slice(1).forEach((step, i) => {
          expect(step.reached).toBeLessThanOrEqual(steps[i]!.reached)
          expect(step.places).toBeLessThanOrEqual(steps[i]!.places)
        })
        expect(steps.reduce((sum, step) => sum + step.here, 0)).toBe(ledger.projects.length)
        expect(steps.reduce((sum, step) => sum + step.placesHere, 0)).toBe(steps[0]!.places)
      }),
      settings,
    )
  })

  test('numerators are at most their denominators', () => {
    fc.assert(
      fc.property(ledgers, day, (ledger, days) => {
        const state = at(ledger, days)
        for (const { rate, ofPrevious, places } of progressRates(state, ['approval', 'start', 'accepted', 'opened'])) {
          for (const each of [rate, ofPrevious, places]) if (each !== undefined) expect(each.numerator).toBeLessThanOrEqual(each.denominator)
        }
        for (const unit of rankUnits(state)) if (unit.done !== undefined) expect(unit.done.numerator).toBeLessThanOrEqual(unit.done.denominator)
      }),
      settings,
    )
  })

  test('the forecast of a count adds up to 1, means the sum of the chances, and is no smaller by a later day', () => {
    fc.assert(
      fc.property(ledgers, day, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), (ledger, days, ahead, further) => {
        const state = at(ledger, days)
        const forecast = (by: number) => forecastProgress(state, { milestone: 'accepted', by: addDays(state.date, by) })
        const [soon, later, started] = [forecast(ahead), forecast(ahead + further), forecastProgress(state, { milestone: 'start', by: addDays(state.date, ahead) })]
        expect(soon.distribution.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10)
        expect(soon.distribution.reduce((sum, each, k) => sum + k * each, 0)).toBeCloseTo(soon.expected, 9)
        expect(soon.expected).toBeGreaterThanOrEqual(soon.reached)
        expect(soon.low).toBeLessThanOrEqual(soon.high)
        expect(later.expected).toBeGreaterThanOrEqual(soon.expected - 1e-9)
        // Who is accepted has started.
        expect(started.expected).toBeGreaterThanOrEqual(soon.expected - 1e-9)
      }),
      settings,
    )
  })

  test('places planned for a September are those expected and those at risk', () => {
    fc.assert(
      fc.property(ledgers, day, (ledger, days) => {
        const state = at(ledger, days)
        const risk = placesAtRisk(state, { year: 2022 })
        expect(risk.expected + risk.atRisk).toBeCloseTo(risk.planned, 8)
        expect(risk.projects.reduce((sum, each) => sum + each.atRisk, 0)).toBeCloseTo(risk.atRisk, 8)
        for (const each of risk.projects) expect(each.chance >= 0 && each.chance <= 1).toBe(true)
        expect(risk.atRisk).toBeGreaterThanOrEqual(0)
      }),
      settings,
    )
  })
})

describe('a list of changes', () => {
  const key = (row: LedgerChange): string => `${row.project} ${row.milestone ?? ''} ${row.reason ?? ''}`
  const isDate = (row: LedgerChange): boolean => row.milestone !== undefined
  const three = fc.tuple(day, day, day).map(sorted)

  test('from a to c is the net of a to b and b to c', () => {
    fc.assert(
      fc.property(ledgers, three, (ledger, [a, b, c]) => {
        const [sa, sb, sc] = [at(ledger, a!), at(ledger, b!), at(ledger, c!)]
        const [ab, bc, ac] = [listChanges(sa, sb).rows, listChanges(sb, sc).rows, listChanges(sa, sc).rows]
        const hits = (rows: readonly LedgerChange[]): string[] => rows.filter((row) => row.change === 'hit').map(key).sort()
        expect(hits(ac)).toEqual([...hits(ab), ...hits(bc)].sort())
        // What is in the long list is in a short one, and a date that moved twice has moved by the sum.
        const both = new Set([...ab, ...bc].map(key))
        for (const row of ac) expect(both.has(key(row))).toBe(true)
        const moved = (rows: readonly LedgerChange[], of: string): number =>
          rows.filter((row) => key(row).startsWith(of) && row.before !== undefined && row.after !== undefined).reduce((sum, row) => sum + (Date.parse(row.after!) - Date.parse(row.before!)) / 86_400_000, 0)
        for (const project of sc.projects) {
          for (const milestone of project.milestones.filter((each) => !each.reached)) {
            const of = `${project.project} ${milestone.milestone}`
            expect(moved(ac, of)).toBe(moved(ab, of) + moved(bc, of))
          }
        }
      }),
      settings,
    )
  })

  test('from a day to the same day is empty', () => {
    fc.assert(
      fc.property(ledgers, day, (ledger, days) => {
        expect(listChanges(at(ledger, days), at(ledger, days)).rows).toEqual([])
      }),
      settings,
    )
  })

  test('tells of a project and a milestone once', () => {
    fc.assert(
      fc.property(ledgers, three, (ledger, [a, , c]) => {
        const dates = listChanges(at(ledger, a!), at(ledger, c!)).rows.filter(isDate).map((row) => `${row.project} ${row.milestone}`)
        expect(new Set(dates).size).toBe(dates.length)
      }),
      settings,
    )
  })
})

test('reading a ledger changes nothing in it, and its results cannot be changed', () => {
  const tables = tablesOf(fc.sample(stories, { seed: 1, numRuns: 1 })[0]!)
  const copy = structuredClone(tables)
  const state = stateAt(parseLedger(tables, { asOf }), asOf)
  funnel(state)
  expect(tables).toEqual(copy)
  expect(() => (state.projects as unknown[]).push(1)).toThrow()
  expect(() => Object.assign(state.ledger.projects[0]!, { unit: 'x' })).toThrow()
})
