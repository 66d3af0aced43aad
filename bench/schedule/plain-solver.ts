// The solver alone, without a start: what the search in front of it is worth.

import type { PortfolioProblem, Solver } from 'school-places/schedule'

import { compilePortfolio, startsByProject } from '../../src/schedule/compile-portfolio'
import { evaluateSchedule } from '../../src/schedule/evaluate-schedule'
import { buildModel } from '../../src/schedule/portfolio-model'
import { solveProgram } from '../../src/schedule/solve'
import { chosenFrom } from '../../src/schedule/values-of'

export function plainSolver(solver: Solver, problem: PortfolioProblem, seconds: number, stop: () => boolean): { readonly unmet: number; readonly gap: number } {
  const compiled = compilePortfolio(problem)
  const model = buildModel(compiled, { pieces: 1 }, problem.weights)
  const { values, bound } = solveProgram(solver, model.writer.program(model.aims[0]), { gap: 1e-4, seconds, stop })
  if (values === undefined) return { unmet: Infinity, gap: 1 }
  const { unmet } = evaluateSchedule(problem, startsByProject(compiled, chosenFrom(compiled, model, values)))
  return { unmet, gap: (unmet - bound) / unmet }
}
