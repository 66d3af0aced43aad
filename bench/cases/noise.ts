// The noise of a simulation alone: rows of the point forecast are shaken as the kernel would have them shaken, beside drawing one normal a cell.

import { createStream, projectPupils } from 'school-places'
import type { Dispersion, Projection, ProjectionInput } from 'school-places'

import { createNoise } from '../../src/project/noise'
import { allSources } from '../../src/project/simulate-pupils'
import type { BenchCase } from '../harness'
import { simulateContext } from './simulate'

interface Context {
  readonly rates: ProjectionInput
  readonly dispersion: Dispersion
  readonly point: Projection
}

export function noiseCase(areas: number, draws: number): BenchCase<Context> {
  const [grades, years] = [15, 14]
  return {
    name: 'noise',
    size: { areas, grades, years, draws },
    units: { count: areas * grades * years * draws, name: 'cell' },
    setup() {
      const { rates, dispersion } = simulateContext(areas)
      return { rates, dispersion, point: projectPupils(rates) }
    },
    run({ rates, dispersion, point }) {
      const noise = createNoise(rates, dispersion, point, draws, 1, allSources)
      // The mean factor of each year.
      const means = new Float64Array(years)
      for (let area = 0; area < areas; area++) {
        for (let year = 0; year < years; year++) {
          for (let grade = 0; grade < grades; grade++) {
            const row = noise.bench.rows[grade]!.fill(1)
            noise.perturb(row, 0, draws, area, grade, year)
            means[year]! += row[draws - 1]! / (areas * grades)
          }
        }
      }
      noise.close()
      return means
    },
    check(result) {
      const means = [...(result as Float64Array)]
      // Factors have mean 1, and more and more spread; births may be few or many for all areas alike.
      const odd = means.findIndex((mean, year) => !(Math.abs(mean - 1) < 0.1 + 0.05 * year))
      if (odd >= 0 || new Set(means).size < years) throw new Error(`noise: the mean factor must be near 1, got ${means.join(', ')}`)
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
    promise: { atLeast: 2 },
  }
}
