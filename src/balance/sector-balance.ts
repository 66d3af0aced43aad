// Pupils against places sector by sector: public pupils in public places, private in private.

import { total } from '../core/aggregate.js'
import { createAxis, positionOf } from '../core/axis.js'
import { combine } from '../core/combine.js'
import { createCube, mapCube, requireFinite, selectLabels, strideOf } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireNoun } from '../core/error.js'
import { aCube, aSupply } from '../core/nouns.js'
import type { Supply } from '../supply/supply.js'
import type { Measures } from './balance.js'

type BySector = Cube<readonly ['area', 'grade', 'sector', 'year', 'draw']>

/**
 * The five measures sector by sector.
 *
 * @param pupils [area, grade, sector, year, draw]: counted by sector, or divided by shares with `splitPupils`
 * @param supply of the same areas and years; a sector that only one side has counts 0 on the other
 * @returns cubes [area, grade, sector, year, draw]
 * @throws `label-mismatch` when areas, years or draws differ
 * Cost: O(cells).
 */
export function sectorBalance(pupils: BySector, supply: Supply): Measures<BySector> {
  requireNoun(pupils, aCube, 'sectorBalance')
  requireNoun(supply, aSupply, 'sectorBalance', 2)
  const sectors = [...new Set([...pupils.axes.sector.labels, ...supply.places.axes.sector.labels])]
  const grades = supply.places.axes.grade.labels
  const demand = withSectors(selectLabels(pupils, 'grade', grades), sectors)
  const there = withSectors(supply.places, sectors)
  const [draws, own] = [demand.axes.draw.labels.length, there.axes.draw.labels.length]
  if (own !== 1 && own !== draws) throw new PlacesError('label-mismatch', `sectorBalance: places must have one draw or ${draws}, got ${own}`)
  // Places of one draw are repeated in every draw of the pupils.
  const places = own === draws ? there : combine(demand, total(there, 'draw'), 'places', (_, value) => value)
  const gap = requireFinite(combine(places, demand, 'places', (have, need) => have - need), 'sectorBalance')
  return Object.freeze({ pupils: demand, places, gap, unmet: mapCube(gap, 'pupils', (value) => Math.max(0, -value)), spare: mapCube(gap, 'places', (value) => Math.max(0, value)) })
}

/** The cube with these sectors, those it does not have filled with zeros. */
function withSectors(cube: BySector, sectors: readonly string[]): BySector {
  const { area, grade, year, draw } = cube.axes
  const row = year.labels.length * draw.labels.length
  const values = new Float64Array(area.labels.length * grade.labels.length * sectors.length * row)
  const [areaStep, gradeStep] = [strideOf(cube, 'area'), strideOf(cube, 'grade')]
  let to = 0
  for (let a = 0; a < area.labels.length; a++) {
    for (let g = 0; g < grade.labels.length; g++) {
      for (const sector of sectors) {
        const position = positionOf(cube.axes.sector, sector)
        const from = a * areaStep + g * gradeStep + position * row
        if (position >= 0) values.set(cube.values.slice(from, from + row), to)
        to += row
      }
    }
  }
  return createCube(['area', 'grade', 'sector', 'year', 'draw'], { area, grade, sector: createAxis(sectors), year, draw }, cube.unit, values)
}
