// The chance to open in time of many projects, each a network of its own with its own durations and calendars; with and without counting what is critical.

import { drawOpening } from 'school-places/schedule'
import type { Activity, Network, OpeningRisk } from 'school-places/schedule'

import type { BenchCase } from '../harness'

const asOf = '2026-11-22'
const calendars = {
  site: { weekdays: [1, 2, 3, 4, 5, 6], closures: [{ from: '05-15', to: '06-30', reason: 'rain' }, { from: '02-04', to: '02-12', reason: 'Spring Festival' }] },
  office: { weekdays: [1, 2, 3, 4, 5] },
}

/** Projects of 20 activities in a ladder with cross-links of every kind; durations triangular, PERT and lognormal in turn, none of them alike. */
export function drawnProjects(count: number, activities: number): Network[] {
  return Array.from({ length: count }, (_project, p) => ({
    calendars,
    activities: Array.from({ length: activities }, (_activity, i): Activity => {
      const days = 20 + ((p * 7 + i * 13) % 60)
      const spread = i % 3 === 0 ? ({ kind: 'pert', low: 0.7 * days, mode: days, high: 1.9 * days } as const) : i % 3 === 1 ? ({ kind: 'triangular', low: 0.8 * days, mode: days, high: 1.6 * days } as const) : ({ kind: 'lognormal', median: days, spread: 0.25 } as const)
      const links = [...(i > 0 ? [{ activity: `a${i - 1}` }] : []), ...(i > 3 ? [{ activity: `a${i - 4}`, link: (['finish-start', 'start-start', 'finish-finish', 'start-finish'] as const)[i % 4], lag: i % 5 }] : [])]
      return { activity: `a${i}`, days, spread, calendar: i % 4 === 0 ? 'office' : i % 4 === 1 ? undefined : 'site', after: i % 5 === 4 ? links.slice(1) : links }
    }),
  }))
}

export function backScheduleCase(projects: number, draws: number, criticality: boolean): BenchCase<Network[]> {
  const activities = 20
  return {
    name: criticality ? 'back-schedule, with criticality' : 'back-schedule',
    size: { projects, activities, draws },
    units: { count: projects * activities * draws, name: 'activity drawn and scheduled' },
    setup: () => drawnProjects(projects, activities),
    run: (networks) => networks.map((network, i) => drawOpening(network, { opens: '2030-09-01', asOf, draws, seed: 1, project: `project ${i}`, criticality })),
    check: (result) => {
      const risks = result as OpeningRisk[]
      for (const { openings, chance } of risks) {
        const sum = openings.reduce((total, each) => total + each.chance, 0)
        if (Math.abs(sum - 1) > 1e-9 || !(chance >= 0 && chance <= 1)) throw new Error(`back-schedule: chances must add up to 1, got ${sum}`)
      }
      if (criticality && !risks.every((risk) => Object.values(risk.criticality).some((share) => share > 0.5))) throw new Error('back-schedule: something must be critical in most draws')
    },
  }
}
