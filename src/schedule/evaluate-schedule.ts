// What a schedule is worth, counted again from its dates alone: places, pupils without one, money, idle places, limits.
// Shares no code with the search or the solver's model: every answer passes through here before it is returned.

import { createCube } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { requireObject } from '../core/error.js'
import { checkPortfolio, refusePortfolio } from './check-portfolio.js'
import { findViolations, usesOf } from './find-violations.js'
import type { Violation, YearUse } from './find-violations.js'
import { heldAt, weighDraws, weightOf } from './portfolio-problem.js'
import type { PortfolioProblem, Starts } from './portfolio-problem.js'
import { seatPupils } from './seat-pupils.js'

export interface Evaluation {
  /** What is made as small as possible first: weighted place-years short, mean and worst of the draws weighed as the problem says. */
  readonly unmet: number
  /** Place-years short, unweighted: mean over the draws of the sum over areas, stages and years. */
  readonly placeYears: number
  /** Weighted place-years short in each draw. */
  readonly byDraw: readonly number[]
  /** Second: yuan, all works that are started and what runs within the years of the plan. */
  readonly cost: number
  /** Third: place-years without a pupil, mean over the draws. */
  readonly idle: number
  /** Pupils who sit in another area, mean over the draws, pupil-years. */
  readonly moved: number
  /** Mean over the draws, after pupils were seated in neighbouring areas: [area, stage, year]. */
  readonly unmetAt: Cube<readonly ['area', 'stage', 'year']>
  /** Places there are, mean over the draws: [area, stage, year]. */
  readonly placesAt: Cube<readonly ['area', 'stage', 'year']>
  readonly uses: readonly YearUse[]
  /** Limits that are not kept; none for a schedule that can be carried out. */
  readonly violations: readonly Violation[]
}

/**
 * Evaluates a schedule: what stays unmet, what it costs, what stands idle, which limits it breaks.
 *
 * Pupils are seated anew in every draw, after the draw is known.
 *
 * @param problem checked by `checkPortfolio`; see `PortfolioProblem` for shapes and units
 * @param starts school year of the start by project
 * @throws `invalid-input` for a problem without demand, base or candidates
 * Cost: O(stages × years × draws) transports; see `seatPupils`.
 */
export function evaluateSchedule(problem: PortfolioProblem, starts: Starts): Evaluation {
  requireObject(starts, 'starts', 'evaluateSchedule', 2)
  // Whole problems are checked where they are planned; what is no problem at all is told here too.
  if (problem?.demand?.axes === undefined || problem.base?.axes === undefined || !Array.isArray(problem.candidates as unknown)) refusePortfolio(checkPortfolio(problem), 'evaluateSchedule')
  const { demand, base, weights } = problem
  const [areas, stages, years] = [demand.axes.area.labels, demand.axes.stage.labels, demand.axes.year.labels]
  const draws = demand.axes.draw.labels.length
  const baseDraws = base.axes.draw.labels.length
  const cells = areas.length * stages.length * years.length
  const at = (area: number, stage: number, year: number): number => (area * stages.length + stage) * years.length + year
  const added = placesAdded(problem, starts)
  const violations = [...findViolations(problem, starts)]
  const unmetAt = new Float64Array(cells)
  const placesAt = new Float64Array(cells)
  const byDraw = Array.from({ length: draws }, () => 0)
  let idle = 0
  let moved = 0
  stages.forEach((stage, s) => {
    const links = (problem.relief ?? [])
      .filter((link) => link.stages === undefined || link.stages.includes(stage))
      .map((link) => ({ from: areas.indexOf(link.from), to: areas.indexOf(link.to), pupils: link.pupils, burden: link.burden ?? 0 }))
    years.forEach((year, t) => {
      const weight = weightOf(weights, stage, t)
      const short = areas.map((_, a) => Math.min(...baseRow(a, s, t).map((places) => places + added[at(a, s, t)]!)))
      short.forEach((places, a) => {
        if (places < -1e-6) violations.push({ limit: 'places', area: areas[a]!, stage, year, amount: -places })
      })
      for (let d = 0; d < draws; d++) {
        const pupils = areas.map((_, a) => demand.values[at(a, s, t) * draws + d]!)
        const places = areas.map((_, a) => Math.max(0, baseRow(a, s, t)[d % baseDraws]! + added[at(a, s, t)]!))
        const seating = seatPupils(pupils, places, links)
        byDraw[d]! += weight * seating.loss
        areas.forEach((_, a) => {
          unmetAt[at(a, s, t)]! += seating.unmet[a]! / draws
          placesAt[at(a, s, t)]! += places[a]! / draws
          idle += (places[a]! - pupils[a]! + seating.unmet[a]!) / draws
        })
        for (const each of seating.moved) moved += each / draws
      }
    })
  })
  function baseRow(a: number, s: number, t: number): number[] {
    const from = at(a, s, t) * baseDraws
    return Array.from(base.values.subarray(from, from + baseDraws))
  }
  const axes = { area: demand.axes.area, stage: demand.axes.stage, year: demand.axes.year }
  return Object.freeze({
    unmet: weighDraws(byDraw, weights),
    placeYears: unmetAt.reduce((sum, value) => sum + value, 0),
    byDraw: Object.freeze(byDraw),
    cost: costOf(problem, starts),
    idle,
    moved,
    unmetAt: createCube(['area', 'stage', 'year'], axes, 'pupils', unmetAt),
    placesAt: createCube(['area', 'stage', 'year'], axes, 'places', placesAt),
    uses: Object.freeze(usesOf(problem, starts)),
    violations: Object.freeze(violations),
  })
}

/** Places that the started projects add, [area, stage, year] in memory order. */
function placesAdded(problem: PortfolioProblem, starts: Starts): Float64Array {
  const { area: areas, stage: stages, year: years } = problem.demand.axes
  const added = new Float64Array(areas.labels.length * stages.labels.length * years.labels.length)
  for (const candidate of problem.candidates) {
    const start = starts[candidate.project]
    if (start === undefined) continue
    for (const effect of candidate.effects) {
      const row = (areas.labels.indexOf(effect.area) * stages.labels.length + stages.labels.indexOf(effect.stage)) * years.labels.length
      years.labels.forEach((year, t) => (added[row + t]! += heldAt(effect.places, year - start)))
    }
  }
  return added
}

/** Yuan of all works that are started, whenever they are paid, and of running them within the years of the plan. */
export function costOf(problem: PortfolioProblem, starts: Starts): number {
  const years = problem.demand.axes.year.labels
  return problem.candidates.reduce((cost, candidate) => {
    const start = starts[candidate.project]
    if (start === undefined) return cost
    const works = candidate.spend.reduce((sum, value) => sum + value, 0)
    return cost + works + years.reduce((sum, year) => sum + heldAt(candidate.running ?? [], year - start), 0)
  }, 0)
}
