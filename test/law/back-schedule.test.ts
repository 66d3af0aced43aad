// Laws of back-schedules on networks with calendars, all four links, lags and work under way: against days tried one by one.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { dateOfDay, dayOf } from '../../src/core/days.js'
import { createStream } from '../../src/numeric/random.js'
import { backSchedule } from '../../src/schedule/back-schedule.js'
import { createDurationDraws } from '../../src/schedule/duration-draws.js'
import { linkKinds } from '../../src/schedule/network.js'
import type { Activity, Network } from '../../src/schedule/network.js'
import { drawOpening } from '../../src/schedule/opening-risk.js'
import { prepareNetwork } from '../../src/schedule/prepare-network.js'
import { slipCost } from '../../src/schedule/slip-cost.js'
import { scheduleNaively } from '../schedule/naive-schedule'

const asOf = '2026-11-20'
const today = dayOf(asOf)
const calendars = {
  week: { weekdays: [1, 2, 3, 4, 5], holidays: ['2026-12-01', '2026-12-02'], workdays: ['2026-11-28'] },
  dry: { closures: [{ from: '12-10', to: '12-19', reason: 'rain' }] },
}

const activity = fc.record({
  days: fc.nat(6),
  calendar: fc.constantFrom(undefined, 'week', 'dry'),
  after: fc.array(fc.record({ activity: fc.nat(5), link: fc.constantFrom(...linkKinds), lag: fc.integer({ min: -3, max: 4 }) }), { maxLength: 3 }),
  state: fc.constantFrom('to do', 'to do', 'to do', 'under way', 'finished'),
  ago: fc.integer({ min: 3, max: 9 }),
})
const networks = fc.array(activity, { minLength: 1, maxLength: 6 }).map((list): Network => ({
  calendars,
  activities: list.map(({ days, calendar, after, state, ago }, i): Activity => {
    const happened = state === 'to do' || days === 0 ? {} : state === 'under way' ? { started: dateOfDay(today - ago) } : { started: dateOfDay(today - ago), finished: dateOfDay(today - ago + 2) }
    return { activity: `a${i}`, days, calendar, after: after.filter((each) => each.activity < i).map((each) => ({ ...each, activity: `a${each.activity}` })), ...happened }
  }),
}))
const settings = { seed: 20210901, numRuns: 250 }

describe('a back-schedule with calendars, links and lags', () => {
  test('has the earliest dates that trying day by day finds', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const plan = backSchedule(network, { opens: '2027-09-01', asOf })
        const naive = scheduleNaively(network, asOf)
        for (const { activity: id, earliestStart, earliestFinish, days } of plan.activities) {
          expect([id, earliestStart, earliestFinish]).toEqual([id, dateOfDay(naive.get(id)!.start), dateOfDay(naive.get(id)!.finish - (days === 0 ? 0 : 1))])
        }
      }),
      settings,
    )
  })

  test('has floats ≥ 0 exactly when the opening can be met', () => {
    fc.assert(
      fc.property(networks, fc.nat(40), (network, ahead) => {
        const opens = dateOfDay(today + ahead)
        const plan = backSchedule(network, { opens, asOf })
        const end = Math.max(...[...scheduleNaively(network, asOf).values()].map((each) => each.finish))
        expect(plan.inTime).toBe(end <= today + ahead)
        expect(plan.float >= 0).toBe(plan.inTime)
        expect(plan.activities.every((each) => each.totalFloat >= 0)).toBe(plan.inTime)
      }),
      settings,
    )
  })

  test('has latest starts that still meet the opening, and a day later does not', () => {
    fc.assert(
      fc.property(networks, fc.nat(12), (network, more) => {
        const end = Math.max(...[...scheduleNaively(network, asOf).values()].map((each) => each.finish))
        const deadline = Math.max(today, end + more)
        const plan = backSchedule(network, { opens: dateOfDay(deadline), asOf })
        for (const each of plan.activities) {
          if (each.state !== 'to do') continue
          const endWhen = (start: number): number => Math.max(...[...scheduleNaively(network, asOf, { [each.activity]: start }).values()].map(({ finish }) => finish))
          const latest = dayOf(each.latestStart)
          expect(endWhen(latest)).toBeLessThanOrEqual(deadline)
          expect(endWhen(latest + 1)).toBeGreaterThan(deadline)
          // A slip within the float never costs, and free float moves nothing else.
          expect(each.freeFloat).toBeGreaterThanOrEqual(0)
          expect(each.freeFloat).toBeLessThanOrEqual(each.totalFloat)
          const moved = scheduleNaively(network, asOf, { [each.activity]: dayOf(each.earliestStart) + each.freeFloat })
          for (const other of plan.activities) if (other.activity !== each.activity) expect(dateOfDay(moved.get(other.activity)!.start)).toBe(other.earliestStart)
        }
      }),
      settings,
    )
  })

  test('has a critical path whose every member ends the project later when it slips by a day of work', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const plan = backSchedule(network, { opens: '2027-09-01', asOf })
        const end = dayOf(plan.finish) + 1
        const last = plan.activities.filter((each) => each.state !== 'finished')
        const decided = last.some((each) => dayOf(each.earliestFinish) + (each.days === 0 ? 0 : 1) === end)
        expect(plan.criticalPath.length > 0).toBe(decided)
        for (const each of plan.activities.filter((one) => one.critical && one.state === 'to do')) {
          const later = scheduleNaively(network, asOf, { [each.activity]: dayOf(each.earliestStart) + 1 })
          expect(Math.max(...[...later.values()].map(({ finish }) => finish))).toBeGreaterThan(end)
        }
        expect(plan.criticalPath.every((id) => plan.activities.find((each) => each.activity === id)!.critical)).toBe(true)
      }),
      settings,
    )
  })

  test('tells the end after a slip that trying day by day finds', () => {
    fc.assert(
      fc.property(networks, fc.nat(5), fc.nat(9), (network, which, days) => {
        const plan = backSchedule(network, { opens: '2026-11-20', asOf })
        const each = plan.activities[which % plan.activities.length]!
        if (each.state !== 'to do') return
        const slip = slipCost(network, { opens: '2026-11-20', asOf }, each.activity, days)
        const naive = scheduleNaively(network, asOf, { [each.activity]: dayOf(each.earliestStart) + days })
        expect(slip.finish).toBe(dateOfDay(Math.max(...[...naive.values()].map(({ finish }) => finish)) - 1))
        expect([0, 12]).toContain(slip.months)
      }),
      settings,
    )
  })
})

describe('draws of a network', () => {
  test('are the schedules of their own durations, one by one: chance, openings and criticality', () => {
    const draws = 40
    fc.assert(
      fc.property(networks, fc.array(fc.nat(8), { minLength: 6, maxLength: 6 }), fc.nat(30), (network, widths, ahead) => {
        const opens = dateOfDay(today + ahead)
        const drawn: Network = { ...network, activities: network.activities.map((each, i) => ({ ...each, spread: { kind: 'triangular', low: each.days, mode: each.days, high: each.days + 1 + widths[i]! } })) }
        const risk = drawOpening(drawn, { opens, asOf, draws, seed: 5, project: 'school' })
        const prepared = prepareNetwork(drawn, { opens, asOf }, 'test')
        const work = new Int32Array(network.activities.length * draws)
        prepared.ordered.activities.forEach((each, i) => createDurationDraws(prepared, i, createStream(5, 'works', 'school', each.activity))(work, i * draws, draws))
        const plans = Array.from({ length: draws }, (_, d) =>
          backSchedule({ ...network, activities: network.activities.map((each) => {
            const i = prepared.ordered.position.get(each.activity)!
            const left = work[i * draws + d]!
            // What is under way: all its days, so that the same work is left.
            const done = each.started === undefined || each.finished !== undefined ? 0 : each.days - remainingOf(network, each.activity)
            return { ...each, days: each.finished === undefined ? left + done : each.days }
          }) }, { opens, asOf }),
        )
        expect(risk.chance).toBe(plans.filter((each) => each.inTime).length / draws)
        for (const { activity: id } of network.activities) expect(risk.criticality[id]).toBe(plans.filter((plan) => plan.activities.find((each) => each.activity === id)!.critical).length / draws)
      }),
      { ...settings, numRuns: 12 },
    )
  })

  /** Planned days less those worked so far; may be negative. */
  function remainingOf(network: Network, id: string): number {
    const each = network.activities.find((one) => one.activity === id)!
    const prepared = prepareNetwork({ ...network, activities: [{ ...each, after: [], days: 1000 }] }, { opens: '2027-09-01', asOf }, 'test')
    const work = new Int32Array(1)
    createDurationDraws(prepared, 0, { uniform: () => 0.5 })(work, 0, 1)
    return each.days - (1000 - work[0]!)
  }
})
