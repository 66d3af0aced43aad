// Many futures of a district with every source of uncertainty, beside drawing one normal number a cell.

import { createAxis, createCube, createLadder, createStream, estimateDispersion, projectPupils, simulatePupils, yearsFrom } from 'school-places'
import type { Dispersion, Projection, ProjectionInput } from 'school-places'

import type { BenchCase } from '../harness'

interface Context {
  readonly rates: ProjectionInput
  readonly dispersion: Dispersion
  /** The result of one run is written over by the next, as in a run over many groups of areas. */
  readonly into?: Float64Array<ArrayBuffer>
}

const [grades, years, origin] = [15, 14, 2021]

/** Rates of areas with a few hundred pupils a grade, and the dispersion of a district without history: the priors. */
export function simulateContext(areas: number): Context {
  const names = Array.from({ length: areas }, (_, i) => `area ${i}`)
  const ladder = createLadder('bench', 3, [{ id: 'all', en: 'All', zh: '全部', grades: Array.from({ length: grades }, (_, g) => `G${g}`) }])
  const axes = { area: createAxis(names), grade: createAxis(ladder.grades.map((grade) => grade.id)), year: createAxis(yearsFrom(origin + 1, origin + years)) }
  const cells = Array.from({ length: areas * grades * years }, (_, i) => ({ grade: Math.floor(i / years) % grades, i }))
  const rates = {
    ladder,
    origin,
    horizon: years,
    base: createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', Float64Array.from({ length: areas * grades }, (_, i) => 200 + (i % 37))),
    progression: createCube(['area', 'grade', 'year'], axes, 'ratio', Float64Array.from(cells, ({ grade, i }) => (grade === 0 ? 0 : 0.97 + (i % 7) / 100))),
    entry: createCube(['area', 'grade', 'year'], axes, 'pupils', Float64Array.from(cells, ({ grade, i }) => (grade === 0 ? 200 + (i % 50) : 0))),
  }
  const past = { areas: names, regions: names.map(() => 'district'), grades: axes.grade.labels, entry: ladder.grades.map((grade) => grade.entry), origins: [], leads: 1, forecast: new Float64Array(0), actual: new Float64Array(0) }
  const births = { knownTo: origin, variance: [0.0006], shared: 0.5, birthYears: [{ yearsBefore: 0, weight: 2 / 3 }, { yearsBefore: 1, weight: 1 / 3 }], sources: Object.fromEntries(names.map((name) => [name, 'district'])) }
  return { rates, dispersion: estimateDispersion(past, { origin, births }) }
}

export function simulateCase(areas: number, draws: number): BenchCase<Context> {
  return {
    name: 'simulate',
    size: { areas, grades, years, draws },
    units: { count: areas * grades * years * draws, name: 'cell' },
    setup: () => ({ ...simulateContext(areas), into: new Float64Array(areas * grades * (years + 1) * draws) }),
    run: ({ rates, dispersion, into }) => simulatePupils(rates, dispersion, { draws, seed: 1, into }),
    check(result, { rates }) {
      const { values } = (result as Projection).pupils
      const point = projectPupils(rates).pupils.values
      // The middle of the draws is the point forecast within four standard errors of a median, one year ahead in the last grade.
      for (let area = 0; area < areas; area++) {
        const cell = ((area + 1) * grades - 1) * (years + 1) + 1
        const row = values.slice(cell * draws, (cell + 1) * draws).sort()
        const half = row[Math.floor(draws * 0.84)]! - row[Math.floor(draws * 0.16)]!
        const middle = row[Math.floor(draws / 2)]!
        if (!(half > 0) || Math.abs(middle - point[cell]!) > 4 * (half / 2) * 1.2533 / Math.sqrt(draws)) throw new Error(`simulate: the middle must be near ${point[cell]}, got ${middle} (half width ${half / 2})`)
      }
    },
    baseline: {
      name: 'one standard normal a cell from the library’s stream, and nothing else',
      run() {
        const stream = createStream(1, 'bench')
        let sum = 0
        for (let i = 0; i < areas * grades * years * draws; i++) sum += stream.normal()
        return sum
      },
    },
  }
}
