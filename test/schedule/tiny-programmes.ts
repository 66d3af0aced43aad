// Small build programmes with every feature, and their best schedule by trying all of them.

import { createAxis, createCube, createStream } from 'school-places'
import { evaluateSchedule, findViolations } from 'school-places/schedule'
import type { Candidate, Evaluation, PortfolioProblem, Starts } from 'school-places/schedule'

/** A programme of at most 6 projects and 6 years; the same seed gives the same one. */
export function tinyProgramme(seed: number): PortfolioProblem {
  const stream = createStream(seed, 'tiny')
  const upTo = (most: number): number => Math.floor(stream.uniform() * (most + 1))
  const chance = (p: number): boolean => stream.uniform() < p
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length - 1)]!
  const areas = ['A', 'B', 'C'].slice(0, 1 + upTo(2))
  const stages = ['primary', 'junior'].slice(0, 1 + upTo(1))
  const length = 3 + upTo(3)
  const years = Array.from({ length }, (_, t) => 2030 + t)
  const draws = chance(0.3) ? 2 + upTo(2) : 1
  const axis = { area: createAxis(areas), stage: createAxis(stages), year: createAxis(years) }
  const cells = areas.length * stages.length * length
  const demand = createCube(['area', 'stage', 'year', 'draw'], { ...axis, draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }, 'pupils', Float64Array.from({ length: cells * draws }, () => 60 + upTo(120)))
  const baseDraws = draws > 1 && chance(0.3) ? draws : 1
  const base = createCube(['area', 'stage', 'year', 'draw'], { ...axis, draw: createAxis(Array.from({ length: baseDraws }, (_, d) => d)) }, 'places', Float64Array.from({ length: cells * baseDraws }, () => 50 + upTo(60)))
  const count = 3 + upTo(3)
  const candidates = Array.from({ length: count }, (_, i): Candidate => {
    const earliest = 2030 + upTo(length - 1)
    const area = pick(areas)
    const lead = upTo(2)
    const places = (chance(0.2) ? -1 : 1) * (10 + upTo(60))
    const committed = chance(0.08) ? 2029 + upTo(2) : undefined
    const profile = [...Array.from({ length: lead }, () => (chance(0.2) ? -10 : 0)), ...(chance(0.4) ? [Math.round(places / 2)] : []), places, ...(chance(0.2) ? [0] : [])]
    const second = stages.length > 1 && chance(0.25) ? [{ area, stage: pick(stages), places: [0, (chance(0.5) ? -1 : 1) * (5 + upTo(30))] }] : []
    return {
      project: `p${i}`,
      area,
      effects: [{ area: chance(0.9) ? area : pick(areas), stage: pick(stages), places: profile }, ...second],
      spend: Array.from({ length: 1 + upTo(2) }, () => upTo(10)),
      ...(chance(0.3) ? { running: [0, upTo(3)] } : {}),
      ...(chance(0.2) ? { workYears: upTo(2) } : {}),
      ...(committed === undefined ? { earliest, latest: Math.min(2030 + length - 1, earliest + 1 + upTo(2)) } : { committed }),
      ...(chance(0.3) ? { site: pick(['north', 'south']) + (committed === undefined ? '' : i) } : {}),
      ...(i > 0 && chance(0.25) ? { after: [{ project: `p${upTo(i - 1)}`, ...(chance(0.5) ? { years: upTo(2) } : {}) }] } : {}),
      ...(committed === undefined && chance(0.12) ? { required: true } : {}),
    }
  })
  const relief = areas.length > 1 && chance(0.6) ? Array.from({ length: 1 + upTo(2) }, () => linkOf(areas, upTo, chance)) : undefined
  return {
    demand,
    base,
    candidates,
    ...(relief === undefined ? {} : { relief }),
    limits: {
      ...(chance(0.8) ? { money: years.map(() => 8 + upTo(14)) } : {}),
      carryOver: chance(0.5),
      ...(chance(0.5) ? { works: years.map(() => 1 + upTo(2)) } : {}),
      ...(chance(0.3) ? { areaWorks: 1 + upTo(1) } : {}),
    },
    weights: {
      ...(chance(0.5) ? { stages: { primary: 1 + upTo(1) } } : {}),
      ...(chance(0.5) ? { discount: 0.05 } : {}),
      ...(draws > 1 && chance(0.4) ? { worst: 0.5, worstShare: 0.4 } : {}),
    },
  }
}

function linkOf(areas: readonly string[], upTo: (most: number) => number, chance: (p: number) => boolean): { from: string; to: string; pupils: number; burden?: number } {
  const from = upTo(areas.length - 1)
  const to = (from + 1 + upTo(areas.length - 2)) % areas.length
  return { from: areas[from]!, to: areas[to]!, pupils: 5 + upTo(40), ...(chance(0.4) ? { burden: 0.25 } : {}) }
}

/** The best schedule by trying every combination of starts; undefined when none keeps all limits. */
export function bestOfAll(problem: PortfolioProblem): { readonly starts: Starts; readonly evaluation: Evaluation } | undefined {
  const years = problem.demand.axes.year.labels
  let best: { starts: Starts; evaluation: Evaluation } | undefined
  const visit = (i: number, starts: Record<string, number>): void => {
    const candidate = problem.candidates[i]
    if (candidate !== undefined) {
      if (candidate.committed !== undefined) return visit(i + 1, { ...starts, [candidate.project]: candidate.committed })
      if (candidate.required !== true) visit(i + 1, starts)
      for (const year of years) if (year >= (candidate.earliest ?? year) && year <= (candidate.latest ?? year)) visit(i + 1, { ...starts, [candidate.project]: year })
      return
    }
    // The cheap half of the check first.
    if (findViolations(problem, starts).length > 0) return
    const evaluation = evaluateSchedule(problem, starts)
    if (evaluation.violations.length === 0 && (best === undefined || compare(evaluation, best.evaluation) < 0)) best = { starts, evaluation }
  }
  visit(0, {})
  return best
}

/** Negative when the first schedule is better: less unmet, then cheaper, then fewer idle places. */
export function compare(one: Evaluation, other: Evaluation): number {
  for (const aim of ['unmet', 'cost', 'idle'] as const) if (Math.abs(one[aim] - other[aim]) > 1e-6 * Math.max(1, Math.abs(other[aim]))) return one[aim] - other[aim]
  return 0
}
