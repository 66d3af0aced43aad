// Why nothing can be carried out: every limit is allowed to give way at a price, and those that must give way are the ones that clash
// (elastic programming, Chinneck 2008, Feasibility and Infeasibility in Optimization, chapter 6).

import type { CompiledPortfolio } from './compile-portfolio.js'
import { startsByProject } from './compile-portfolio.js'
import type { Violation } from './find-violations.js'
import type { LimitRow, LinearProgram } from './linear-program.js'
import { buildModel } from './portfolio-model.js'
import { heldAt, workYearsOf } from './portfolio-problem.js'
import type { Candidate, PortfolioProblem, Starts } from './portfolio-problem.js'
import { solveProgram } from './solve.js'
import type { Solver } from './solve.js'
import { chosenFrom } from './values-of.js'

/** A limit that cannot be kept together with the others, by how much, and the projects that have to happen and need it. */
export interface Clash extends Violation {
  readonly projects: readonly string[]
}

/** The schedule that breaks the limits least, or undefined when the solver finds none. */
export function leastBroken(solver: Solver, compiled: CompiledPortfolio, seconds: number): Starts | undefined {
  const model = buildModel(compiled, { pieces: 1 }, undefined)
  const program = withSlack(model.writer.program(new Float64Array(model.writer.columns)), model.limits)
  const solution = solveProgram(solver, program, { gap: 1e-6, seconds })
  return solution.values === undefined ? undefined : startsByProject(compiled, chosenFrom(compiled, model, solution.values))
}

/** What a unit of each limit costs when it gives way: a hundredth of a year's money, one of the works at once, one place. */
const price: Readonly<Record<LimitRow['limit'], number>> = { money: 1, works: 10, 'area-works': 10, places: 0.1, site: 100, precedence: 100, required: 1000, window: 0, committed: 0 }

/** The program with two more columns for each limit: what it is exceeded by, and what it is short of. */
function withSlack(program: LinearProgram, limits: readonly LimitRow[]): LinearProgram {
  const extra = limits.length * 2
  const columns = program.columns + extra
  const pad = (values: Float64Array, fill: number): Float64Array => Float64Array.from({ length: columns }, (_, i) => values[i] ?? fill)
  const cost = pad(program.cost, 0)
  const slackOf = new Map<number, readonly [number, number]>()
  limits.forEach(({ row, limit }, i) => {
    const over = program.columns + 2 * i
    cost[over] = cost[over + 1] = price[limit]
    slackOf.set(row, [over, over + 1])
  })
  const starts = new Int32Array(program.rows + 1)
  const indices: number[] = []
  const values: number[] = []
  for (let row = 0; row < program.rows; row++) {
    for (let k = program.starts[row]!; k < program.starts[row + 1]!; k++) {
      indices.push(program.indices[k]!)
      values.push(program.values[k]!)
    }
    const slack = slackOf.get(row)
    if (slack !== undefined) {
      indices.push(...slack)
      values.push(-1, 1)
    }
    starts[row + 1] = indices.length
  }
  return {
    ...program,
    columns,
    cost,
    lower: pad(program.lower, 0),
    upper: pad(program.upper, Infinity),
    integer: Int32Array.from({ length: columns }, (_, i) => program.integer[i] ?? 0),
    starts,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  }
}

/** The broken limits with the projects that use them. */
export function namedClashes(problem: PortfolioProblem, starts: Starts, violations: readonly Violation[]): Clash[] {
  return violations.map((violation) => ({ ...violation, projects: problem.candidates.filter((candidate) => uses(candidate, starts[candidate.project], violation)).map(({ project }) => project) }))
}

function uses(candidate: Candidate, start: number | undefined, { limit, project, area, stage, site, year }: Violation): boolean {
  if (limit === 'required' || limit === 'precedence' || limit === 'window' || limit === 'committed') {
    return candidate.project === project || (limit === 'precedence' && candidate.after?.some((each) => each.project === project) === true)
  }
  if (start === undefined) return false
  if (limit === 'site') return candidate.site === site
  const age = (year ?? start) - start
  if (limit === 'money') return (candidate.spend[age] ?? 0) > 0
  if (limit === 'places') return candidate.effects.some((effect) => effect.area === area && effect.stage === stage && heldAt(effect.places, age) < 0)
  return age >= 0 && age < workYearsOf(candidate) && (limit === 'works' || candidate.area === area)
}
