// Schedules at the edge: calendars and links that are none, lags beyond the tables, what is under way, the chain that decides, long chains.

import type { PlacesError } from 'school-places'
import { describe, expect, test } from 'vitest'

import { dateOfDay, dayOf } from '../../src/core/days.js'
import { backSchedule } from '../../src/schedule/back-schedule.js'
import { crashOptions } from '../../src/schedule/crash-options.js'
import type { Activity, Network } from '../../src/schedule/network.js'
import { drawOpening } from '../../src/schedule/opening-risk.js'
import { slipCost } from '../../src/schedule/slip-cost.js'

const options = { opens: '2027-09-01', asOf: '2026-11-22' }
const errorOf = (work: () => unknown): PlacesError => {
  try {
    work()
  } catch (error) {
    return error as PlacesError
  }
  throw new Error('nothing thrown')
}

describe('networks that cannot be scheduled', () => {
  test('calendars with days or dates that are none are refused, all at once', () => {
    const calendars = { odd: { weekdays: [0, 1, 8], holidays: ['2026-02-30'], workdays: ['soon'], closures: [{ from: '2-1', to: '02-10' }, { from: '02-01', to: '2026-03-01' }, { from: '2026-03-02', to: '2026-03-01' }, { from: '12-20', to: '02-29' }] } }
    const error = errorOf(() => backSchedule({ calendars, activities: [{ activity: 'a', days: 1 }] }, options))
    expect(error.issues.map(({ message }) => message.split('got ')[1])).toEqual(['0', '8', '2026-02-30', 'soon', '2-1 to 02-10', '02-01 to 2026-03-01', '2026-03-02 to 2026-03-01'])
    expect(error.message).toContain('odd')
  })

  test('a link of another name is refused with its row, not taken for one of the four', () => {
    const activities = [{ activity: 'a', days: 1 }, { activity: 'b', days: 1, after: [{ activity: 'a', link: 'FS' }] }] as unknown as Activity[]
    expect(errorOf(() => backSchedule({ activities }, options)).message).toMatch(/activities row 2, column after: .*FS/)
  })

  test('a lag of a hundred years is refused whatever the link, not forgotten', () => {
    for (const link of ['finish-start', 'start-start', 'finish-finish', 'start-finish'] as const) {
      const network: Network = { activities: [{ activity: 'a', days: 1 }, { activity: 'b', days: 10, after: [{ activity: 'a', link, lag: 36_500 }] }] }
      expect(errorOf(() => backSchedule(network, options)).code).toBe('not-finite')
      expect(drawOpening(network, { ...options, draws: 2, seed: 1 })).toMatchObject({ chance: 0, openings: [] })
    }
    expect(errorOf(() => backSchedule({ activities: [{ activity: 'a', days: 9000 }] }, options)).code).toBe('not-finite')
  })

  test('a circle is told once, and what happens today has happened', () => {
    const ring = ['a', 'b', 'c'].map((activity, i): Activity => ({ activity, days: 1, after: [{ activity: ['c', 'a', 'b'][i]! }, { activity: ['c', 'a', 'b'][i]!, link: 'start-start' }] }))
    expect(errorOf(() => backSchedule({ activities: ring }, options)).issues).toHaveLength(1)
    expect(backSchedule({ activities: [{ activity: 'a', days: 1, started: options.asOf, finished: options.asOf }] }, options).activities[0]!.state).toBe('finished')
  })

  test('a chain of 2,000 activities, last first, is put in order', () => {
    const activities = Array.from({ length: 2000 }, (_, i): Activity => ({ activity: `a${1999 - i}`, days: 1, after: i === 1999 ? [] : [{ activity: `a${1998 - i}` }] }))
    expect(backSchedule({ activities }, { ...options, opens: '2032-09-01' }).finish).toBe(dateOfDay(dayOf(options.asOf) + 1999))
  })
})

describe('the chain that decides', () => {
  test('goes along the link that holds up, not along the one whose work ends last', () => {
    // "fit" starts 60 days after "frame" starts (day 0 + 60); it also waits for "roof" to end (day 80) less 40 days. "roof" itself is critical through "tests".
    const network: Network = {
      activities: [
        { activity: 'frame', days: 70 },
        { activity: 'roof', days: 80 },
        { activity: 'tests', days: 30, after: [{ activity: 'roof' }] },
        { activity: 'fit', days: 50, after: [{ activity: 'frame', link: 'start-start', lag: 60 }, { activity: 'roof', lag: -40 }] },
      ],
    }
    const plan = backSchedule(network, options)
    expect(plan.activities.filter(({ critical }) => critical).map(({ activity }) => activity)).toEqual(['frame', 'roof', 'tests', 'fit'])
    expect(plan.criticalPath).toEqual(['frame', 'fit'])
  })

  test('an activity without float beside it is no part of the chain when it is not critical', () => {
    const network: Network = { activities: [{ activity: 'a', days: 10 }, { activity: 'b', days: 5 }, { activity: 'c', days: 5, after: [{ activity: 'b' }, { activity: 'a' }] }] }
    expect(backSchedule(network, options).criticalPath).toEqual(['a', 'c'])
    expect(backSchedule({ activities: [...network.activities.slice(1, 2), { activity: 'c', days: 5, after: [{ activity: 'b', lag: -9 }] }] }, options).criticalPath).toEqual(['c'])
  })
})

describe('works under way', () => {
  const day = (offset: number): string => dateOfDay(dayOf(options.asOf) + offset)

  test('what is under way slips by its end; its start, once made, holds nobody up', () => {
    const network: Network = {
      activities: [
        { activity: 'build', days: 100, started: day(-40) },
        { activity: 'staff', days: 20, after: [{ activity: 'build', link: 'start-start', lag: 10 }] },
        { activity: 'open', days: 0, after: [{ activity: 'build' }, { activity: 'staff' }] },
      ],
    }
    const plan = backSchedule(network, options)
    const by = new Map(plan.activities.map((each) => [each.activity, each]))
    // 60 of 100 days are left; staff could begin 30 days ago and is done in 20 days: 40 days of float.
    expect(by.get('build')).toMatchObject({ earliestFinish: day(59), totalFloat: plan.float, freeFloat: 0, critical: true })
    expect(by.get('staff')).toMatchObject({ earliestStart: day(0), totalFloat: plan.float + 40, freeFloat: 40 })
    expect(plan.criticalPath).toEqual(['build', 'open'])
  })

  test('more work done than was planned leaves a day, and what has finished has no float and its slip costs nothing', () => {
    const network: Network = { activities: [{ activity: 'long', days: 5, started: day(-40) }, { activity: 'done', days: 5, started: day(-40), finished: day(-30) }, { activity: 'rest', days: 3, after: [{ activity: 'done' }, { activity: 'long' }] }] }
    const plan = backSchedule(network, options)
    expect(plan.finish).toBe(day(3))
    expect(plan.activities.map(({ freeFloat, critical }) => [freeFloat, critical])).toEqual([[0, true], [0, false], [0, true]])
    expect(slipCost(network, options, 'done', 3)).toMatchObject({ months: 0, finish: plan.finish })
  })

  test('a finished activity is drawn as it was, whatever its spread', () => {
    const finished: Activity = { activity: 'a', days: 10, started: day(-30), finished: day(-20), spread: { kind: 'uniform', low: 1, high: 400 } }
    const risk = drawOpening({ activities: [finished, { activity: 'b', days: 5, after: [{ activity: 'a' }] }] }, { ...options, draws: 20, seed: 1 })
    expect([risk.chance, risk.finish.late, risk.criticality]).toEqual([1, day(4), { a: 0, b: 1 }])
  })
})

test('a slip moves also what waits for the start or end of an activity by other links', () => {
  for (const link of ['start-start', 'finish-finish', 'start-finish'] as const) {
    const network: Network = { activities: [{ activity: 'a', days: 30 }, { activity: 'b', days: 30, after: [{ activity: 'a', link, lag: 40 }] }] }
    const [before, after] = [backSchedule(network, options).finish, slipCost(network, options, 'a', 7).finish]
    expect(dayOf(after) - dayOf(before)).toBe(7)
  }
})

describe('draws of openings', () => {
  const network: Network = { activities: [{ activity: 'build', days: 100, spread: { kind: 'uniform', low: 50, high: 400 } }] }

  test('early, middle and late are in order; projects of other names are drawn apart', () => {
    const risk = drawOpening(network, { ...options, draws: 200, seed: 1 })
    expect(risk.finish.early < risk.finish.middle && risk.finish.middle < risk.finish.late).toBe(true)
    expect(risk.openings.map(({ opens }) => opens)).toEqual(['2027-09-01', '2028-09-01'])
    expect(drawOpening(network, { ...options, draws: 200, seed: 1, project: 'other' }).finish).not.toEqual(risk.finish)
  })

  test('an end on the eve is in time; a school that is ready years before could open then', () => {
    const exact: Network = { activities: [{ activity: 'build', days: 283 }] }
    expect(dayOf(options.opens) - dayOf(options.asOf)).toBe(283)
    expect([drawOpening(exact, { ...options, draws: 1, seed: 1 }).chance, backSchedule(exact, options).inTime, backSchedule(exact, options).earliestOpening]).toEqual([1, true, '2027-09-01'])
    expect(drawOpening({ activities: [{ activity: 'build', days: 20 }] }, { opens: '2029-09-01', asOf: options.asOf, draws: 1, seed: 1 }).openings).toEqual([{ opens: '2027-09-01', chance: 1 }])
  })

  test('durations never fall below nothing', () => {
    expect(drawOpening({ activities: [{ activity: 'a', days: 1, spread: { kind: 'uniform', low: -50, high: -10 } }, { activity: 'b', days: 4, after: [{ activity: 'a' }] }] }, { ...options, draws: 5, seed: 1 }).finish.late).toBe(dateOfDay(dayOf(options.asOf) + 3))
  })

  test('of several ways to shorten an activity the shortest counts; the project as it is comes first even where ways are free', () => {
    const offers = [{ option: 'slow', days: { build: 290 }, cost: 0 }, { option: 'quick', days: { build: 283 }, cost: 0 }]
    const outcomes = crashOptions({ activities: [{ activity: 'build', days: 300 }] }, { ...options, draws: 1, seed: 1 }, offers, 1)
    expect(outcomes.map(({ options: taken, restores }) => [taken.join('+'), restores])).toEqual([['', false], ['quick', true], ['slow+quick', true], ['slow', false]])
    expect(() => crashOptions(network, { ...options, draws: 1, seed: 1 }, Array.from({ length: 7 }, (_, i) => ({ option: `${i}`, days: {} })), 1)).toThrow(/6|six/)
    expect(() => crashOptions(network, { ...options, draws: 1, seed: 1 }, [{ option: 'x', days: { paint: 1 } }], 1)).toThrow(/paint/)
  })
})
