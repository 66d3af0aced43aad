// The question with other demand: scaled in some areas and stages, or one future alone.

import { createAxis } from '../core/axis.js'
import { createCube } from '../core/cube.js'
import type { PortfolioProblem } from './portfolio-problem.js'

/** Demand of the named areas and stages times a factor, in all years and draws. */
export function scaleDemand(problem: PortfolioProblem, where: readonly { readonly area: string; readonly stage: string }[], factor: number): PortfolioProblem {
  const { demand } = problem
  const { area, stage, year, draw } = demand.axes
  const row = year.labels.length * draw.labels.length
  const values = demand.values.slice()
  for (const key of new Set(where.map((each) => area.labels.indexOf(each.area) * stage.labels.length + stage.labels.indexOf(each.stage)))) {
    for (let i = key * row; i < (key + 1) * row; i++) values[i]! *= factor
  }
  return { ...problem, demand: createCube(demand.dims, demand.axes, demand.unit, values) }
}

/** One draw alone, as if it were known. */
export function oneFuture(problem: PortfolioProblem, draw: number): PortfolioProblem {
  const only = (cube: PortfolioProblem['demand']): PortfolioProblem['demand'] => {
    const draws = cube.axes.draw.labels.length
    const values = Float64Array.from({ length: cube.values.length / draws }, (_, cell) => cube.values[cell * draws + (draw % draws)]!)
    return createCube(cube.dims, { ...cube.axes, draw: createAxis([0]) }, cube.unit, values)
  }
  return { ...problem, demand: only(problem.demand), base: only(problem.base) }
}
