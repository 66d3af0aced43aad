// A small district to plan for: two areas, one stage, four years, and a builder of cubes.

import { createAxis, createCube } from 'school-places'
import type { Cube } from 'school-places'
import type { Candidate, PortfolioProblem } from 'school-places/schedule'

type Block = Cube<readonly ['area', 'stage', 'year', 'draw']>

/** Numbers of [area, year, draw] of the stage primary. */
export function block(unit: 'pupils' | 'places', areas: readonly string[], years: readonly number[], numbers: readonly number[], draws = 1): Block {
  const axes = { area: createAxis(areas), stage: createAxis(['primary']), year: createAxis(years), draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }
  return createCube(['area', 'stage', 'year', 'draw'], axes, unit, Float64Array.from(numbers))
}

export const years = [2026, 2027, 2028, 2029] as const

/** A work in primary schools of an area. */
export function work(project: string, area: string, places: readonly number[], spend: readonly number[], more: Partial<Candidate> = {}): Candidate {
  return { project, area, effects: [{ area, stage: 'primary', places }], spend, ...more }
}

/** East is short of 100, 200, 300, 300 places; West has 60 to spare in every year. */
export function twoAreas(candidates: readonly Candidate[], more: Partial<PortfolioProblem> = {}): PortfolioProblem {
  const areas = ['East', 'West']
  return {
    demand: block('pupils', areas, years, [1_100, 1_200, 1_300, 1_300, 440, 440, 440, 440]),
    base: block('places', areas, years, [1_000, 1_000, 1_000, 1_000, 500, 500, 500, 500]),
    candidates,
    ...more,
  }
}
