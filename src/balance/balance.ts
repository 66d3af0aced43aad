// Pupils against places, grade by grade: a spare place in one grade or area never hides a missing one in another.
// Rule: places needed per year group and planning area without offsetting, as in England's school place scorecards
// (technical guidance, explore-education-statistics.service.gov.uk).

import { aggregate, total } from '../core/aggregate.js'
import { createAxis } from '../core/axis.js'
import { combine } from '../core/combine.js'
import { axisOf, createCube, mapCube, requireFinite, selectLabels } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { stageGroups } from '../core/ladder.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import type { Projection } from '../project/projection.js'
import type { Supply } from '../supply/supply.js'

type ByGrade = Cube<readonly ['area', 'grade', 'year', 'draw']>
type ByStage = Cube<readonly ['area', 'stage', 'year', 'draw']>

/** The five measures of a balance at one level. `gap` = places − pupils, signed; `unmet` and `spare` are its two sides, taken cell by cell. */
export interface Measures<C> {
  readonly pupils: C
  readonly places: C
  readonly gap: C
  readonly unmet: C
  readonly spare: C
}

export interface Balance {
  readonly ladder: Ladder
  readonly origin: number
  readonly horizon: number
  readonly grades: Measures<ByGrade>
  /** Sums of the grade cells: `unmet` and `spare` of a stage can both be positive, and gap = spare − unmet. */
  readonly stages: Measures<ByStage>
  /** Places of the public sector alone, with purchased ones. */
  readonly publicPlaces: ByGrade
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Sets pupils against places per area, grade, year and draw.
 *
 * Draws pair up by number: the third future of the pupils meets the third of the places. A side with one draw meets every draw of the other.
 *
 * @param projection pupils [area, grade, year, draw]
 * @param supply places [area, grade, sector, year, draw]; grades without known places are left out of the balance
 * @returns pupils, places, gap, unmet and spare by grade and, summed from the grades, by stage
 * @throws `label-mismatch` when areas or years differ, or when both sides have several draws and not the same ones
 * Cost: O(cells of the projection).
 */
export function balancePlaces(projection: Projection, supply: Supply): Balance {
  const verb = 'balancePlaces'
  const grades = supply.places.axes.grade.labels
  const draws = pairDraws(projection.pupils.axes.draw.labels.length, supply.places.axes.draw.labels.length)
  const pupils = repeatDraws(selectLabels(projection.pupils, 'grade', grades), draws)
  const places = repeatDraws(total(supply.places, 'sector'), draws)
  const open = supply.places.axes.sector.labels.filter((sector) => sector === 'public' || sector === 'purchased')
  const publicPlaces = repeatDraws(total(selectLabels(supply.places, 'sector', open), 'sector'), draws)
  const gap = combine(places, pupils, 'places', (there, needed) => there - needed)
  const byGrade: Measures<ByGrade> = {
    pupils,
    places,
    gap: requireFinite(gap, verb),
    unmet: mapCube(gap, 'pupils', (value) => Math.max(0, -value)),
    spare: mapCube(gap, 'places', (value) => Math.max(0, value)),
  }
  const groups = stageGroups(projection.ladder, grades)
  const sum = (cube: ByGrade): ByStage => aggregate(cube, 'grade', groups, 'stage')
  return Object.freeze({
    ladder: projection.ladder,
    origin: projection.origin,
    horizon: projection.horizon,
    grades: Object.freeze(byGrade),
    stages: Object.freeze({ pupils: sum(pupils), places: sum(places), gap: sum(gap), unmet: sum(byGrade.unmet), spare: sum(byGrade.spare) }),
    publicPlaces,
    issues: Object.freeze([...projection.issues, ...supply.issues]),
    provenance: stamp(verb, { origin: projection.origin, horizon: projection.horizon, draws, options: {} }),
  })
}

/** Draws of the balance. Two sides that were drawn apart must have been drawn equally often. */
function pairDraws(pupils: number, places: number): number {
  if (pupils === places || pupils === 1 || places === 1) return Math.max(pupils, places)
  throw new PlacesError('label-mismatch', `balancePlaces: pupils and places must have equally many draws or one of them a single draw, got ${pupils} draws of pupils against ${places} of places`, {
    hint: 'draw the openings as often as the pupils',
  })
}

/** A cube of one draw repeated to `draws`; any other is returned as it is. */
function repeatDraws(cube: ByGrade, draws: number): ByGrade {
  const own = axisOf(cube.axes, 'draw').labels.length
  if (own === draws || own !== 1) return cube
  const values = new Float64Array(cube.values.length * draws)
  for (let i = 0; i < cube.values.length; i++) values.fill(cube.values[i]!, i * draws, (i + 1) * draws)
  return createCube(cube.dims, { ...cube.axes, draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }, cube.unit, values)
}
