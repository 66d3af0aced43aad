// From positions of starts to columns of the model, and back.

import type { CompiledPortfolio } from './compile-portfolio.js'
import type { LinearProgram } from './linear-program.js'
import type { PortfolioModel } from './portfolio-model.js'
import { solveProgram } from './solve.js'
import type { Solution, Solver } from './solve.js'

/** What a schedule is worth by one aim in terms of the model, with the values of all columns: the starts are held, the rest follows. */
export function valuesOf(solver: Solver, compiled: CompiledPortfolio, model: PortfolioModel, chosen: Int32Array, cost: Float64Array): Solution | undefined {
  const program = model.writer.program(cost)
  const held: LinearProgram = { ...program, lower: program.lower.slice(), upper: program.upper.slice() }
  compiled.projects.forEach((project, p) => {
    const column = model.startColumn[p]!
    if (column < 0) return
    project.starts.forEach((_, k) => {
      held.lower[column + k] = held.upper[column + k] = chosen[p] === k ? 1 : 0
    })
  })
  const solution = solveProgram(solver, held, { relaxed: true, gap: 0 })
  if (solution.status !== 'optimal' || solution.values === undefined) return undefined
  // A whole number that comes back as 0.9999999 would not count as one.
  return { ...solution, values: solution.values.map((value, column) => (program.integer[column] === 1 ? Math.round(value) : value)) }
}

/** Which start the solver chose for each project. */
export function chosenFrom(compiled: CompiledPortfolio, model: PortfolioModel, values: Float64Array): Int32Array {
  return Int32Array.from(compiled.projects, (project, p) => (project.fixed ? 0 : model.startColumn[p]! < 0 ? -1 : project.starts.findIndex((_, k) => values[model.startColumn[p]! + k]! > 0.5)))
}
