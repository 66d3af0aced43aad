// Rates made by hand, without tables: every number of a district that the laws of scenarios need.

import fc from 'fast-check'
import { chinaLadder, createAxis, createCube, gradeIds, yearsFrom } from 'school-places'
import type { Ladder, Rates } from 'school-places'

export const settings = { seed: 20_210_901, numRuns: 60 } as const
export const origin = 2021
export const horizon = 12

export interface RatesNumbers {
  readonly areas: readonly string[]
  readonly base: (area: number, grade: number) => number
  readonly progression: (area: number, grade: number, year: number) => number
  readonly entry: (area: number, grade: number, year: number) => number
  readonly added?: (area: number, grade: number, year: number) => number
  readonly births?: number
}

/** Rates of the China ladder; functions get positions, years from 0 (the year after the origin). Progression and entry are used where a grade has them. */
export function ratesBy(numbers: RatesNumbers, ladder: Ladder = chinaLadder): Rates {
  const { areas } = numbers
  const axes = { area: createAxis([...areas]), grade: createAxis(gradeIds(ladder)), year: createAxis(yearsFrom(origin + 1, origin + horizon)) }
  const grades = ladder.grades.length
  const fill = (f: (area: number, grade: number, year: number) => number): Float64Array =>
    Float64Array.from({ length: areas.length * grades * horizon }, (_, i) => f(Math.floor(i / horizon / grades), Math.floor(i / horizon) % grades, i % horizon))
  const entered = (grade: number): boolean => ladder.grades[grade]!.entry
  return Object.freeze({
    ladder,
    origin,
    horizon,
    base: createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', Float64Array.from({ length: areas.length * grades }, (_, i) => numbers.base(Math.floor(i / grades), i % grades))),
    progression: createCube(['area', 'grade', 'year'], axes, 'ratio', fill((a, g, y) => (entered(g) ? 0 : numbers.progression(a, g, y)))),
    entry: createCube(['area', 'grade', 'year'], axes, 'pupils', fill((a, g, y) => (entered(g) ? numbers.entry(a, g, y) : 0))),
    added: createCube(['area', 'grade', 'year'], axes, 'pupils', fill(numbers.added ?? (() => 0))),
    cohorts: createCube(['area', 'grade', 'year'], axes, 'births', fill((_, g) => (entered(g) ? (numbers.births ?? 1_000) : Number.NaN))),
    evidence: [],
    issues: [],
    provenance: { library: 'school-places' as const, version: '0', verb: 'estimateRates', origin, horizon, options: {} },
  })
}

/** Three areas, each with its own ratios, entrants, and pupils added by new dwellings. */
export const someRates: fc.Arbitrary<Rates> = fc
  .record({
    base: fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 45, maxLength: 45 }),
    ratios: fc.array(fc.double({ min: 0.4, max: 1.3, noNaN: true }), { minLength: 17, maxLength: 17 }),
    entry: fc.array(fc.double({ min: 0, max: 4_000, noNaN: true }), { minLength: 23, maxLength: 23 }),
    added: fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 7, maxLength: 7 }),
    withAdded: fc.boolean(),
  })
  .map(({ base, ratios, entry, added, withAdded }) =>
    ratesBy({
      areas: ['North', 'South', 'East'],
      base: (a, g) => base[a * 15 + g]!,
      progression: (a, g, y) => ratios[(a * 5 + g * 3 + y) % ratios.length]!,
      entry: (a, g, y) => entry[(a * 7 + g + y) % entry.length]!,
      added: (a, g, y) => (withAdded ? added[(a + g + y) % added.length]! : 0),
    }),
  )

/** The same everywhere: 100 pupils a grade, ratios 1. */
export const steady: Rates = ratesBy({ areas: ['North', 'South', 'East'], base: () => 100, progression: () => 1, entry: () => 100 })
