// A district of many futures, one thing in it changed, and planned again with balance, alerts and report; beside planning it all again.

import { chinaLadder, createPlanner, planPlaces } from 'school-places'
import type { Plan, Planner, PlanOptions, Tables } from 'school-places'

import type { BenchCase } from '../harness'
import { districtTables } from './plan'

interface Context {
  readonly tables: Tables
  readonly planner: Planner
  /** Counts the runs, so that none finds the change of the one before. */
  turn: number
}

/** A district with new dwellings in every town. */
export function growingDistrict(towns: number): Tables {
  const tables = districtTables(towns, 6)
  return {
    ...tables,
    dwellings: tables.areas.slice(1).flatMap(({ area }) => [2023, 2026].map((year) => ({ area, year, dwellings: 400 }))),
    yields: chinaLadder.grades.map((grade) => ({ grade: grade.id, yearsSince: 0, perHundred: 3 })),
  }
}

/** What a planner moves: a project, or the dwellings of one town. */
export const moves: Readonly<Record<'project' | 'dwellings', (tables: Tables, turn: number) => Partial<Tables>>> = {
  project: (tables, turn) => ({ projects: [...tables.projects!, { project: 'another', area: `town ${turn % 10}`, stage: 'junior', sector: 'public', kind: 'new', opens: 2024, places: 600 + turn }] }),
  dwellings: (tables, turn) => ({ dwellings: tables.dwellings!.map((row) => (row.area === `town ${turn % 10}` ? { ...row, dwellings: 600 + turn } : row)) }),
}

export function replanCase(change: keyof typeof moves, towns: number, draws: number): BenchCase<Context> {
  const options: PlanOptions = { origin: 2021, horizon: 14, draws }
  const move = moves[change]
  return {
    name: `replan ${change}`,
    size: { towns, grades: 15, horizon: 14, draws },
    units: { count: 1, name: 'change' },
    setup() {
      const tables = growingDistrict(towns)
      return { tables, planner: createPlanner(tables, options), turn: 0 }
    },
    run: (context) => context.planner.change(move(context.tables, ++context.turn)).plan,
    check(result, { tables, turn }) {
      const [found, expected] = [result as Plan, planPlaces({ ...tables, ...move(tables, turn) }, options)]
      for (const [a, b] of [[found.projection.pupils, expected.projection.pupils], [found.balance.stages.unmet, expected.balance.stages.unmet]] as const) {
        if (a.values.length !== b.values.length || a.values.slice().some((value, i) => value !== b.values[i])) throw new Error(`replan: the change of ${change} must give the same bits as a full run`)
      }
      if (JSON.stringify([found.alerts, found.report]) !== JSON.stringify([expected.alerts, expected.report])) throw new Error(`replan: alerts and report must be the same after the change of ${change}`)
    },
    baseline: { name: 'planning it all again', run: (context) => planPlaces({ ...context.tables, ...move(context.tables, context.turn) }, options) },
    promise: { atLeast: 5 },
  }
}
