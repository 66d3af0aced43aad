// Latest dates over all four links with lags and weekends: an activity that begins on its latest start keeps the opening, a working day later does not.

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { dayOf } from '../../src/core/days.js'
import { backSchedule } from '../../src/schedule/back-schedule.js'
import type { Activity } from '../../src/schedule/network.js'
import { createWorkTable, finishAfter } from '../../src/schedule/work-calendar.js'

const link = fc.record({ link: fc.constantFrom('finish-start' as const, 'start-start' as const, 'finish-finish' as const, 'start-finish' as const), lag: fc.integer({ min: -2, max: 3 }) })
const ids = ['a', 'b', 'c']

test('each latest start keeps the opening, and none that is a working day later does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }), fc.array(link, { minLength: 3, maxLength: 3 }), fc.boolean(), (days, links, weekends) => {
      const [asOf, opens] = ['2026-11-20', '2027-01-05']
      const activities: Activity[] = [
        { activity: 'a', days: days[0]!, calendar: 'week' },
        { activity: 'b', days: days[1]!, calendar: 'week', after: [{ activity: 'a', ...links[0]! }] },
        { activity: 'c', days: days[2]!, calendar: 'week', after: [{ activity: 'a', ...links[1]! }, { activity: 'b', ...links[2]! }] },
      ]
      const calendars = { week: weekends ? { weekdays: [1, 2, 3, 4, 5] } : {} }
      const plan = backSchedule({ activities, calendars }, { opens, asOf })
      const table = createWorkTable(calendars.week, dayOf('2026-01-01'), dayOf('2028-01-01'))
      const isOpen = (day: number): boolean => table.before[day - table.first + 1]! > table.before[day - table.first]!
      /** Whether all can be finished on the eve when one activity begins on a day and the others as early as that allows. */
      const holds = (which: string, begin: number): boolean => {
        const [starts, ends] = [new Map<string, number>(), new Map<string, number>()]
        for (const each of activities) {
          for (let day = each.activity === which ? begin : dayOf(asOf); ; day++) {
            if (each.days > 0 && !isOpen(day)) continue
            const end = finishAfter(table, day, each.days)
            const kept = (each.after ?? []).every((before) => (before.link!.endsWith('start') ? day : end) >= (before.link!.startsWith('finish') ? ends : starts).get(before.activity)! + before.lag!)
            if (!kept) continue
            starts.set(each.activity, day)
            ends.set(each.activity, end)
            break
          }
        }
        return ids.every((id) => ends.get(id)! <= dayOf(opens))
      }
      for (const each of plan.activities) {
        const latest = dayOf(each.latestStart)
        expect(holds(each.activity, latest)).toBe(true)
        let later = latest + 1
        while (each.days > 0 && !isOpen(later)) later++
        expect(holds(each.activity, later)).toBe(false)
      }
    }),
    { seed: 20210901, numRuns: 200 },
  )
})
