// Random districts for the laws. Every law runs on the same seed, so a failure repeats.

import fc from 'fast-check'
import { chinaLadder } from 'school-places'
import type { Tables } from 'school-places'

export const settings = { seed: 20_210_901, numRuns: 60 } as const

const sectors = ['public', 'private'] as const
const grades = chinaLadder.grades.map((grade) => grade.id)

/** Tables of one to four areas with full counts of three years, births of the city above, places and projects. */
export const district: fc.Arbitrary<Tables> = fc
  .record({
    areas: fc.integer({ min: 1, max: 4 }),
    sizes: fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 240, maxLength: 240 }),
    births: fc.array(fc.integer({ min: 500, max: 20_000 }), { minLength: 30, maxLength: 30 }),
    places: fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 32, maxLength: 32 }),
    projects: fc.array(
      fc.record({
        area: fc.nat(3),
        stage: fc.constantFrom('kindergarten', 'primary', 'junior', 'senior'),
        kind: fc.constantFrom('new' as const, 'extension' as const, 'take-back' as const, 'temporary' as const, 'closure' as const),
        opens: fc.integer({ min: 2019, max: 2029 }),
        places: fc.integer({ min: 1, max: 5_000 }),
        phaseIn: fc.constantFrom('at-once' as const, 'by-grade' as const),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ areas, sizes, births, places, projects }) => {
    const names = Array.from({ length: areas }, (_, i) => `area ${i}`)
    let next = 0
    const size = (): number => sizes[next++ % sizes.length]!
    return {
      areas: [{ area: 'city' }, ...names.map((area) => ({ area, parent: 'city' }))],
      births: births.map((value, i) => ({ area: 'city', year: 2000 + i, births: value })),
      pupils: names.flatMap((area) => [2019, 2020, 2021].flatMap((year) => grades.map((grade) => ({ area, grade, year, pupils: size() })))),
      places: names.flatMap((area, a) => chinaLadder.stages.flatMap((stage, s) => sectors.map((sector, k) => ({ area, stage: stage.id, sector, year: 2020, places: places[(a * 8 + s * 2 + k) % places.length]! })))),
      projects: projects.map((project, i) => ({
        project: `project ${i}`,
        area: names[project.area % areas]!,
        stage: project.stage,
        sector: 'public' as const,
        kind: project.kind,
        opens: project.opens,
        places: project.places,
        phaseIn: project.phaseIn,
        ...(project.kind === 'temporary' ? { closes: project.opens + 4 } : {}),
      })),
    }
  })
