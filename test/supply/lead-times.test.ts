// How far ahead work must be decided follows from how long its steps take; what is given wins.

import fc from 'fast-check'
import { createPlanner, leadTimes, planPlaces, usualDurations } from 'school-places'
import type { DeliveryDurations, PlanOptions } from 'school-places'
import { issueText } from 'school-places/report'
import { chinaRemedies } from 'school-places/standards'
import { describe, expect, test } from 'vitest'

const steps = ['approval', 'design', 'start', 'topped-out', 'accepted', 'opened'] as const
const fixed = (months: readonly number[]): DeliveryDurations[string] => steps.map((to, i) => ({ to, months: { kind: 'fixed', value: months[i]! } }))
const yearsOf = (durations: DeliveryDurations): Record<string, number> => Object.fromEntries(leadTimes(chinaRemedies, { durations }).map(({ id, years }) => [id, years]))

describe('lead times', () => {
  test('count whole school years from approval on; what comes before the decision does not', () => {
    // Eleven months open the next September, thirteen the one after; the 40 months to approval are over by then.
    expect(yearsOf({ traditional: fixed([40, 5, 5, 8, 5, 2]), prefabricated: fixed([40, 2, 2, 3, 3, 1]) })).toEqual({ prefabricated: 1, conventional: 3 })
    expect(yearsOf({ prefabricated: fixed([40, 2, 2, 4, 4, 1]) }).prefabricated).toBe(2)
  })

  test('by the usual durations are 2 years prefabricated and 3 conventional, derived from their sources', () => {
    const derived = leadTimes(chinaRemedies)
    // By hand: from approval the likeliest months are 2 + 3 + 3 + 4 + 1 = 13 and 5 + 7 + 8 + 7 + 1 = 28.
    expect(derived.map(({ id, years }) => [id, years])).toEqual([['prefabricated', 2], ['conventional', 3]])
    for (const { years, source, mode } of derived) {
      expect(source).toMatchObject({ value: years, status: 'derived', evidence: 'derived' })
      for (const step of usualDurations[mode!]!.filter(({ to }) => to !== 'approval')) expect(source.source).toContain(step.source!.source)
    }
    expect(leadTimes(chinaRemedies)).toEqual(derived)
  })

  test('a mode of own durations is a remedy of its own; one without durations keeps what is published', () => {
    const derived = leadTimes(chinaRemedies, { durations: { quick: fixed([1, 1, 1, 1, 1, 1]) } })
    expect(derived.map(({ id, years, source }) => [id, years, source.id])).toEqual([['prefabricated', 1, 'CN-PREFAB'], ['conventional', 3, 'CN-CONVENTIONAL'], ['quick', 1, 'LEAD-quick']])
  })

  test('never get shorter as a step gets longer', () => {
    const months = fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 }), (list, i, more) => {
        const longer = list.map((value, k) => (k === i ? value + more : value))
        expect(yearsOf({ prefabricated: fixed(longer) }).prefabricated).toBeGreaterThanOrEqual(yearsOf({ prefabricated: fixed(list) }).prefabricated!)
      }),
      { seed: 20210901, numRuns: 40 },
    )
  })
})

describe('a plan', () => {
  const tables = { areas: [{ area: 'N' }], pupils: [2024, 2025].map((year) => ({ area: 'N', grade: 'P1', year, pupils: 90 })), births: Array.from({ length: 16 }, (_, i) => ({ area: 'N', year: 2010 + i, births: 100 + 20 * Math.max(0, i - 9) })), places: [{ area: 'N', stage: 'primary', sector: 'public' as const, year: 2025, places: 660 }] }
  const planOf = (more: Partial<PlanOptions> = {}) => planPlaces(tables, { horizon: 6, ...more })
  const leads = (more: Partial<PlanOptions> = {}) => planOf(more).alerts.find(({ kind }) => kind === 'shortage')!.decideBy.map(({ remedy, years }) => [remedy, years])

  test('takes its lead times from the durations of its delivery, and says so', () => {
    expect(leads()).toEqual([['prefabricated', 2], ['conventional', 3]])
    const durations = { ...usualDurations, traditional: fixed([1, 2, 2, 3, 3, 1]) }
    expect(leads({ delivery: { durations } })).toEqual([['prefabricated', 2], ['conventional', 1], ['agent-built', 3]])
    const issue = planOf().issues.find(({ code }) => code === 'lead-derived')!
    expect(issue).toMatchObject({ where: { option: 'remedies' }, assumed: 'from approval to opening by the durations of each mode: prefabricated school 2 years, conventional school 3 years', amounts: { prefabricated: 2, conventional: 3 } })
    expect(issueText(issue).assumed!.zh).toBe('按从立项到开办的工期推算：装配式学校2年、传统建设3年')
  })

  test('given remedies win, and nothing is said', () => {
    const plan = planOf({ remedies: chinaRemedies, delivery: { durations: { traditional: fixed([1, 2, 2, 3, 3, 1]) } } })
    expect(plan.alerts.find(({ kind }) => kind === 'shortage')!.decideBy.map(({ years }) => years)).toEqual([1, 3])
    expect(plan.issues.some(({ code }) => code === 'lead-derived')).toBe(false)
  })

  test('that is changed has the lead times of its new durations, as if it were made anew', () => {
    const options = { horizon: 6, delivery: { durations: { traditional: fixed([1, 2, 2, 3, 3, 1]) } } }
    const { plan } = createPlanner(tables, { horizon: 6 }).change({}, options)
    expect([plan.alerts, plan.issues]).toEqual([planPlaces(tables, options).alerts, planPlaces(tables, options).issues])
  })
})
