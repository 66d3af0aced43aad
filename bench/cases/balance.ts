// Pupils against places over many futures, by grade and stage, beside one bare subtraction over the cells.

import { balancePlaces, planPlaces, valueAt } from 'school-places'
import type { Balance, Plan } from 'school-places'

import type { BenchCase } from '../harness'
import { growingDistrict } from './replan'

export function balanceCase(towns: number, draws: number): BenchCase<Plan> {
  const [grades, horizon] = [15, 14]
  const cells = towns * grades * (horizon + 1) * draws
  const out = new Float64Array(cells)
  return {
    name: 'balance',
    size: { towns, grades, horizon, draws },
    units: { count: cells, name: 'cell' },
    setup: () => planPlaces(growingDistrict(towns), { origin: 2021, horizon, draws }),
    run: ({ projection, supply }) => balancePlaces(projection, supply),
    check(result, { projection, supply }) {
      const { stages } = result as Balance
      const at = { area: 'town 1', year: 2027, draw: draws - 1 }
      const primary = projection.ladder.grades.filter((grade) => grade.stage === 'primary').map((grade) => grade.id)
      // Grade by grade by hand: no spare place of one grade is a place of another.
      const expected = primary.reduce((sum, grade) => {
        const pupils = valueAt(projection.pupils, { ...at, grade })!
        const places = supply.places.axes.sector.labels.reduce((all, sector) => all + valueAt(supply.places, { ...at, grade, sector, draw: supply.places.axes.draw.labels.length > 1 ? at.draw : 0 })!, 0)
        return sum + Math.max(0, pupils - places)
      }, 0)
      const found = valueAt(stages.unmet, { ...at, stage: 'primary' })!
      if (Math.abs(found - expected) > 1e-6) throw new Error(`balance: expected ${expected} without a place, got ${found}`)
    },
    baseline: {
      name: 'a bare subtraction over the cells',
      run({ projection }) {
        const { values } = projection.pupils
        for (let i = 0; i < out.length; i++) out[i] = 100 - values[i]!
        return out
      },
    },
  }
}
