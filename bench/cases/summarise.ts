// Five quantiles and a chance over the draws of every cell, beside doing it naively: a sorted copy for each statistic.

import { createAxis, createCube, createStream, quantile, shareBelow, summarise } from 'school-places'
import type { Cube } from 'school-places'

import type { BenchCase } from '../harness'

type Draws = Cube<readonly ['area', 'draw']>

const levels = [0.05, 0.25, 0.5, 0.75, 0.95]

export function summariseCase(cells: number, draws: number): BenchCase<Draws> {
  return {
    name: 'summarise',
    size: { cells, draws },
    units: { count: cells * draws, name: 'draw' },
    setup() {
      const stream = createStream(1, 'bench')
      const axes = { area: createAxis(Array.from({ length: cells }, (_, i) => String(i))), draw: createAxis(Array.from({ length: draws }, (_, i) => i)) }
      return createCube(['area', 'draw'], axes, 'places', Float64Array.from({ length: cells * draws }, () => 10 * stream.normal()))
    },
    run: (cube) => summarise(cube, { q05: quantile(0.05), q25: quantile(0.25), q50: quantile(0.5), q75: quantile(0.75), q95: quantile(0.95), short: shareBelow(0) }),
    check(result, cube) {
      const { q95, short } = result as { q95: Cube; short: Cube }
      const sorted = Float64Array.from(cube.values.subarray(0, draws)).sort()
      const position = 0.95 * (draws - 1)
      const expected = sorted[Math.floor(position)]! + (position % 1) * (sorted[Math.ceil(position)]! - sorted[Math.floor(position)]!)
      if (Math.abs(q95.values[0]! - expected) > 1e-9) throw new Error(`summarise: expected ${expected}, got ${q95.values[0]}`)
      if (short.values[0] !== sorted.filter((value) => value < 0).length / draws) throw new Error('summarise: the chance is wrong')
    },
    baseline: {
      name: 'a sorted copy for each statistic',
      run(cube) {
        const results: number[] = []
        for (let cell = 0; cell < cells; cell++) {
          for (const p of levels) {
            const sorted = cube.values.slice(cell * draws, (cell + 1) * draws).sort()
            results.push(sorted[Math.round(p * (draws - 1))]!)
          }
          results.push(cube.values.slice(cell * draws, (cell + 1) * draws).filter((gap) => gap < 0).length / draws)
        }
        return results
      },
    },
    promise: { atLeast: 2 },
  }
}
