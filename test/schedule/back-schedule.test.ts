// Backward scheduling: calendars against counting day by day, dates by hand, the longest path by enumeration, floats, slips, and the risk of opening late.

import type { PlacesError } from 'school-places'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { dateOfDay, dayOf } from '../../src/core/days.js'
import { backSchedule } from '../../src/schedule/back-schedule.js'
import { crashOptions } from '../../src/schedule/crash-options.js'
import type { Activity, Network } from '../../src/schedule/network.js'
import { drawOpening } from '../../src/schedule/opening-risk.js'
import { slipCost } from '../../src/schedule/slip-cost.js'
import { createWorkTable, finishAfter, latestStart, startToFinishFrom } from '../../src/schedule/work-calendar.js'

const codesOf = (work: () => unknown): unknown[] => {
  try {
    work()
  } catch (error) {
    return (error as PlacesError).issues.map(({ code, where }) => [where.row, where.column, code])
  }
  return ['nothing thrown']
}

describe('calendars of work', () => {
  const calendar = { weekdays: [1, 2, 3, 4, 5], holidays: ['2026-10-01', '2026-10-02'], workdays: ['2026-10-10'], closures: [{ from: '12-20', to: '01-05', reason: 'winter' }, { from: '2026-11-02', to: '2026-11-04' }] }
  const table = createWorkTable(calendar, dayOf('2026-09-01'), dayOf('2027-03-01'))

  test('days of the week, holidays, make-up days and closures over the turn of the year', () => {
    const counts = (date: string): boolean => table.before[dayOf(date) - table.first + 1]! > table.before[dayOf(date) - table.first]!
    expect(['2026-09-30', '2026-10-01', '2026-10-10', '2026-10-11', '2026-11-03', '2026-12-18', '2026-12-21', '2027-01-05', '2027-01-06'].map(counts)).toEqual([true, false, true, false, false, true, false, false, true])
  })

  test('look-ups are what counting day by day gives, forwards and backwards', () => {
    const isOpen = (day: number): boolean => table.before[day - table.first + 1]! > table.before[day - table.first]!
    const byCounting = (start: number, work: number): number => {
      let [day, left] = [start, work]
      while (left > 0) if (isOpen(day++)) left--
      return work === 0 ? start : day
    }
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 90 }), fc.nat(15), (offset, work) => {
        const day = table.first + offset
        expect(finishAfter(table, day, work)).toBe(byCounting(day, work))
        const latest = latestStart(table, day, work)
        if (latest >= table.first && work > 0) {
          expect(byCounting(latest, work)).toBeLessThanOrEqual(day)
          for (let later = latest + 1; later <= day; later++) expect(byCounting(later, work)).toBeGreaterThan(day)
        }
        const from = startToFinishFrom(table, day, work)
        expect(byCounting(from, work)).toBeGreaterThanOrEqual(day)
        if (work > 0) for (let earlier = Math.max(table.first, from - 8); earlier < from; earlier++) if (isOpen(earlier)) expect(byCounting(earlier, work)).toBeLessThan(day)
      }),
      { seed: 20210901, numRuns: 300 },
    )
  })

  test('dates and day numbers are each other turned round', () => {
    expect([dateOfDay(0), dayOf('2000-03-01'), dateOfDay(dayOf('2024-02-29') + 1)]).toEqual(['1970-01-01', 11_017, '2024-03-01'])
    expect(() => dayOf('2026-02-30')).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

describe('a back-schedule', () => {
  const school: Network = {
    activities: [
      { activity: 'approve', days: 60 },
      { activity: 'design', days: 90, after: [{ activity: 'approve' }] },
      { activity: 'tender', days: 30, after: [{ activity: 'design' }] },
      { activity: 'build', days: 400, after: [{ activity: 'tender' }] },
      { activity: 'staff', days: 100, after: [{ activity: 'approve' }] },
      { activity: 'open', days: 0, after: [{ activity: 'build', lag: 30 }, { activity: 'staff' }] },
    ],
  }

  test('latest dates count back from the eve of 1 September, floats are calendar days, the longest chain is critical', () => {
    const plan = backSchedule(school, { opens: '2028-09-01', asOf: '2026-11-22' })
    // 60 + 90 + 30 + 400 + 30 = 610 days; 2026-11-22 to 2028-09-01 are 649 days.
    expect([plan.float, plan.inTime, plan.earliestOpening]).toEqual([39, true, '2028-09-01'])
    expect(plan.criticalPath).toEqual(['approve', 'design', 'tender', 'build', 'open'])
    const by = new Map(plan.activities.map((each) => [each.activity, each]))
    expect(by.get('build')).toMatchObject({ latestFinish: '2028-08-01', latestStart: '2027-06-29', earliestStart: '2027-05-21', totalFloat: 39, freeFloat: 0, critical: true })
    expect(by.get('staff')).toMatchObject({ totalFloat: 39 + 450, freeFloat: 450, critical: false })
    expect(by.get('open')).toMatchObject({ latestFinish: '2028-09-01', days: 0 })
  })

  test('a slip within the float costs nothing, one day more costs a year', () => {
    const options = { opens: '2028-09-01', asOf: '2026-11-22' }
    expect(slipCost(school, options, 'build', 39)).toMatchObject({ months: 0, opening: '2028-09-01' })
    expect(slipCost(school, options, 'build', 40)).toMatchObject({ months: 12, opening: '2029-09-01' })
    expect(slipCost(school, options, 'staff', 489)).toMatchObject({ months: 0 })
    expect(slipCost(school, options, 'staff', 490)).toMatchObject({ months: 12 })
    expect(codesOf(() => slipCost(school, { opens: '2020-09-01', asOf: '2026-11-22' }, 'paint', -1))).toHaveLength(3)
  })

  test('what has happened keeps its dates; what is under way needs the work that is left', () => {
    const [approve, design, ...rest] = school.activities
    const plan = backSchedule({ activities: [{ ...approve!, started: '2026-06-01', finished: '2026-07-10' }, { ...design!, started: '2026-09-01' }, ...rest] }, { opens: '2028-09-01', asOf: '2026-11-22' })
    const [first, second] = plan.activities
    expect([first!.state, first!.earliestFinish, second!.state, second!.earliestFinish]).toEqual(['finished', '2026-07-10', 'under way', '2026-11-29'])
    expect(plan.float).toBe(649 - 8 - 30 - 400 - 30)
    // Ninety days are over but it is not reported finished: at least today is still needed.
    const overdue = backSchedule({ activities: [{ ...approve!, started: '2026-06-01', finished: '2026-07-10' }, { ...design!, started: '2026-07-11' }, ...rest] }, { opens: '2028-09-01', asOf: '2026-11-22' })
    expect(overdue.activities[1]!.earliestFinish).toBe('2026-11-22')
    // A milestone that was reached keeps its own day, and what finished after the last day has lost the opening.
    const done = backSchedule({ activities: [{ activity: 'land', days: 0, started: '2026-10-05' }, { activity: 'all', days: 3, started: '2026-11-01', finished: '2026-11-22' }] }, { opens: '2026-11-22', asOf: '2026-11-22' })
    expect(done.activities.map((each) => [each.earliestFinish, each.totalFloat])).toEqual([['2026-10-05', 0], ['2026-11-22', -1]])
    expect(done.inTime).toBe(false)
  })

  test('works on a live school wait for the holidays', () => {
    const calendars = { summer: { closures: [{ from: '09-01', to: '06-30', reason: 'term time' }] } }
    const plan = backSchedule({ calendars, activities: [{ activity: 'noise', days: 70, calendar: 'summer' }] }, { opens: '2028-09-01', asOf: '2026-11-22' })
    // July and August have 62 days: eight more fall into the next summer.
    expect(plan.activities[0]).toMatchObject({ earliestStart: '2027-07-01', earliestFinish: '2028-07-08', latestStart: '2027-08-24' })
  })

  test('all four links with lags are kept, against every start tried day by day', () => {
    const link = fc.record({ link: fc.constantFrom('finish-start', 'start-start', 'finish-finish', 'start-finish'), lag: fc.integer({ min: -2, max: 3 }) })
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }), fc.array(link, { minLength: 3, maxLength: 3 }), fc.boolean(), (days, links, weekends) => {
        const [a, b, c] = ['a', 'b', 'c']
        const activities: Activity[] = [
          { activity: a!, days: days[0]!, calendar: 'week' },
          { activity: b!, days: days[1]!, calendar: 'week', after: [{ activity: a!, ...links[0]! } as never] },
          { activity: c!, days: days[2]!, calendar: 'week', after: [{ activity: a!, ...links[1]! }, { activity: b!, ...links[2]! }] as never },
        ]
        const calendars = { week: weekends ? { weekdays: [1, 2, 3, 4, 5] } : {} }
        const asOf = '2026-11-20'
        const plan = backSchedule({ activities, calendars }, { opens: '2027-09-01', asOf })
        const table = createWorkTable(calendars.week, dayOf('2026-01-01'), dayOf('2028-01-01'))
        const isOpen = (day: number): boolean => table.before[day - table.first + 1]! > table.before[day - table.first]!
        // The earliest start of each in turn that keeps every link: found by trying days.
        const starts: number[] = []
        const ends: number[] = []
        activities.forEach((each, i) => {
          for (let day = dayOf(asOf); ; day++) {
            if (each.days > 0 && !isOpen(day)) continue
            const end = finishAfter(table, day, each.days)
            const kept = (each.after ?? []).every(({ activity, link: kind = 'finish-start', lag = 0 }) => {
              const p = [a, b, c].indexOf(activity)
              const from = kind.startsWith('finish') ? ends[p]! : starts[p]!
              return (kind.endsWith('start') ? day : end) >= from + lag
            })
            if (!kept) continue
            starts[i] = day
            ends[i] = end
            break
          }
        })
        plan.activities.forEach((each) => {
          const i = [a, b, c].indexOf(each.activity)
          expect(each.earliestStart).toBe(dateOfDay(starts[i]!))
        })
        expect(dayOf(plan.finish) + 1).toBe(Math.max(...ends))
      }),
      { seed: 20210901, numRuns: 400 },
    )
  })

  const networks = fc
    .array(fc.record({ days: fc.integer({ min: 0, max: 60 }), after: fc.array(fc.nat(10), { maxLength: 3 }) }), { minLength: 1, maxLength: 8 })
    .map((list): Network => ({ activities: list.map(({ days, after }, i) => ({ activity: `a${i}`, days, after: [...new Set(after)].filter((each) => each < i).map((each) => ({ activity: `a${each}` })) })) }))

  test('the end is the longest path of all, the critical path is as long, and floats are ≥ 0 exactly when the opening can be met', () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 0, max: 400 }), (network, days) => {
        const asOf = '2026-11-22'
        const opens = dateOfDay(dayOf(asOf) + days)
        const plan = backSchedule(network, { opens, asOf })
        const byId = new Map(network.activities.map((each) => [each.activity, each]))
        const longestTo = (id: string): number => byId.get(id)!.days + Math.max(0, ...(byId.get(id)!.after ?? []).map((link) => longestTo(link.activity)))
        const longest = Math.max(...network.activities.map((each) => longestTo(each.activity)))
        expect(dayOf(opens) - dayOf(asOf) - plan.float).toBe(longest)
        expect(plan.criticalPath.reduce((sum, id) => sum + byId.get(id)!.days, 0)).toBe(longest)
        expect(plan.inTime).toBe(longest <= days)
        expect(plan.activities.every((each) => each.totalFloat >= 0)).toBe(plan.inTime)
        expect(Math.min(...plan.activities.map((each) => each.totalFloat))).toBe(plan.float)
        for (const each of plan.activities) expect(each.freeFloat).toBeLessThanOrEqual(each.totalFloat - plan.float)
      }),
      { seed: 20210901, numRuns: 300 },
    )
  })

  test('every fault of a network is named at once, a circle by its members', () => {
    const activities = [{ activity: 'a', days: 3, after: [{ activity: 'c' }] }, { activity: 'b', after: [{ activity: 'a' }, { activity: 'x' }] }, { activity: 'c', days: -1, after: [{ activity: 'b', lag: 0.5 }], calendar: 'moon' }, { activity: 'c', days: 1, started: '2030-01-01' }, { activity: 'd', days: 1, finished: '2026-01-01' }] as Activity[]
    expect(codesOf(() => backSchedule({ activities }, { opens: '2027-09-01', asOf: '2026-11-22' }))).toEqual([
      [2, 'days', 'missing-value'],
      [3, 'days', 'not-allowed'],
      [3, 'calendar', 'not-allowed'],
      [4, 'activity', 'duplicate-row'],
      [4, 'started', 'not-allowed'],
      [5, 'started', 'missing-value'],
      [2, 'after', 'not-allowed'],
      [3, 'after', 'not-allowed'],
    ])
    expect(() => backSchedule({ activities: [{ activity: 'a', days: 1, after: [{ activity: 'b' }] }, { activity: 'b', days: 1, after: [{ activity: 'a' }] }] }, { opens: '2027-09-01', asOf: '2026-11-22' })).toThrow(/a → b → a wait for each other/)
    expect(codesOf(() => backSchedule(school, { opens: '2026-09-01', asOf: '2026-11-22' }))).toEqual([[undefined, undefined, 'not-allowed']])
    expect(() => backSchedule({ activities: [{ activity: 'a', days: 1, calendar: 'none' }], calendars: { none: { weekdays: [] } } }, { opens: '2027-09-01', asOf: '2026-11-22' })).toThrow(/no day that counts/)
  })
})

describe('the risk of opening late', () => {
  const asOf = '2026-11-22'
  const network: Network = {
    activities: [
      { activity: 'design', days: 100, spread: { kind: 'uniform', low: 80, high: 120 } },
      { activity: 'build', days: 160, spread: { kind: 'uniform', low: 140, high: 200 }, after: [{ activity: 'design' }] },
      { activity: 'road', days: 230, spread: { kind: 'fixed', value: 230 } },
    ],
  }
  const opens = dateOfDay(dayOf(asOf) + 270)

  test('the chance is that of the sum of two uniform durations', () => {
    // P(80…120 + 140…200 ≤ 270 days): area under x + y ≤ 50 on 40 × 60 is (50² − 10²) ÷ 2 ÷ 2,400 = 0.5.
    const risk = drawOpening(network, { opens, asOf, draws: 40_000, seed: 4 })
    expect(Math.abs(risk.chance - 0.5)).toBeLessThan(0.015)
    expect(risk.openings.map((each) => each.opens)).toEqual([opens, `${Number(opens.slice(0, 4)) + 1}${opens.slice(4)}`])
    expect(risk.openings.reduce((sum, each) => sum + each.chance, 0)).toBeCloseTo(1, 12)
    // The road decides only when the other two take at most 230 days: 10² ÷ 2 ÷ 2,400.
    expect(Math.abs(risk.criticality.road! - 50 / 2400)).toBeLessThan(0.006)
    expect(risk.criticality.design).toBe(risk.criticality.build)
  })

  test('durations without a spread give the plan itself', () => {
    const certain: Network = { activities: network.activities.map(({ spread: _spread, ...each }) => each) }
    const risk = drawOpening(certain, { opens, asOf, draws: 3, seed: 1 })
    expect([risk.chance, risk.finish.middle]).toEqual([1, backSchedule(certain, { opens, asOf }).finish])
    expect(risk.criticality).toEqual({ design: 1, build: 1, road: 0 })
  })

  test('the first draws of many are those of few, and other activities change no draws', () => {
    const spreadOnly = (activities: readonly Activity[]) => drawOpening({ activities }, { opens, asOf, draws: 50, seed: 9 })
    expect(spreadOnly(network.activities.slice(0, 2)).chance).toBe(spreadOnly([{ activity: 'else', days: 1, spread: { kind: 'uniform', low: 0, high: 9 } }, ...network.activities.slice(0, 2)]).chance)
    const few = drawOpening(network, { opens, asOf, draws: 1, seed: 9 })
    expect(few.chance === 1 || few.chance === 0).toBe(true)
  })

  test('prefabrication restores the chance, and the cheapest way that does comes first of those that do', () => {
    const outcomes = crashOptions(network, { opens, asOf, draws: 2_000, seed: 4 }, [{ option: 'prefabricated', days: { build: { kind: 'uniform', low: 90, high: 110 } }, cost: 5 }, { option: 'agent', days: { design: 70 }, cost: 2 }, { option: 'paint', days: { road: 200 }, cost: 1 }], 0.8)
    expect(outcomes[0]!.options).toEqual([])
    const restoring = outcomes.filter((each) => each.restores)
    expect(restoring[0]).toMatchObject({ options: ['agent'], cost: 2 })
    expect(restoring.some((each) => each.options.join() === 'prefabricated')).toBe(true)
    expect(restoring.every((each) => each.chance >= 0.8)).toBe(true)
    expect(outcomes).toHaveLength(8)
    expect(() => crashOptions(network, { opens, asOf, draws: 2, seed: 4 }, [{ option: 'x', days: { paint: 1 } }], 0.8)).toThrow(/x changes paint, which is not there/)
  })
})
