// A ledger of many projects read on a day: the border, the state, funnel, changes of a week, what is overdue, places at risk, the year-end count.

import { addDays, buildingMilestones, parseLedger, trackLedger } from 'school-places/track'
import type { LedgerTables, Tracking } from 'school-places/track'

import type { BenchCase } from '../harness'

const asOf = '2021-06-30'

/** Projects of 74 streets, planned over three years, two in three put off once, as far as their plans say by the day of the ledger. */
export function manyProjects(count: number): LedgerTables {
  const ids = buildingMilestones.milestones.map((each) => each.id)
  const projects = Array.from({ length: count }, (_, i) => ({ project: `p${i}`, unit: `street ${i % 74}`, kind: 'new' as const, places: { primary: 900 + (i % 5) * 180 } }))
  return {
    projects,
    milestones: projects.flatMap(({ project }, i) => {
      const date = (step: number, slip: number): string => addDays('2019-01-01', ((i * 7919) % 900) + step * 150 + slip)
      return ids.flatMap((milestone, step) => {
        const slip = (i * 31 + step * 7) % 60
        const planned = { project, milestone, status: 'planned' as const, date: date(step, 0) }
        const revised = i % 3 === 0 ? [] : [{ project, milestone, status: 'revised' as const, date: date(step, 30), recorded: '2019-01-02' }]
        return date(step, slip) <= asOf ? [planned, ...revised, { project, milestone, status: 'actual' as const, date: date(step, slip) }] : [planned, ...revised]
      })
    }),
  }
}

export function ledgerCase(projects: number): BenchCase<LedgerTables> {
  return {
    name: 'ledger',
    size: { projects, milestones: projects * 7 },
    units: { count: projects, name: 'project' },
    setup: () => manyProjects(projects),
    run: (tables) => trackLedger(parseLedger(tables, { asOf }), { since: '2021-06-23', forecast: ['accepted'] }),
    check(result, tables) {
      const { funnels, forecasts } = result as Tracking
      const started = new Set(tables.milestones?.filter((row) => row.status === 'actual' && ['start', 'topped-out', 'accepted', 'opened'].includes(row.milestone)).map((row) => row.project)).size
      const counted = funnels[0]?.steps.find((step) => step.milestone === 'start')?.reached
      if (counted !== started) throw new Error(`ledger: expected ${started} started, got ${counted}`)
      const sum = forecasts[0]?.distribution.reduce((total, each) => total + each, 0) ?? 0
      if (Math.abs(sum - 1) > 1e-9) throw new Error(`ledger: the chances of the count add up to ${sum}`)
    },
    baseline: { name: 'a structured copy of the tables', run: (tables) => structuredClone(tables) },
  }
}
