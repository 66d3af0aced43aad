// Pupils against places, grade by grade: a spare place in one grade or area never hides a missing one in another.
// Rule: places needed per year group and planning area without offsetting, as in England's school place scorecards
// (technical guidance, explore-education-statistics.service.gov.uk).

import { total } from '../core/aggregate.js'
import type { Grouping } from '../core/aggregate.js'
import { createAxis, drawAxis, requireSameLabels } from '../core/axis.js'
import { axisOf, createCube, requireFinite, selectLabels } from '../core/cube.js'
import type { Cube, Unit } from '../core/cube.js'
import { PlacesError, requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { stageGroups } from '../core/ladder.js'
import { aProjection, aSupply } from '../core/nouns.js'
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
  requireNoun(projection, aProjection, verb)
  requireNoun(supply, aSupply, verb, 2)
  const grades = supply.places.axes.grade.labels
  const draws = pairDraws(projection.pupils.axes.draw.labels.length, supply.places.axes.draw.labels.length)
  const pupils = repeatDraws(chosenGrades(projection.pupils, grades), draws)
  const places = repeatDraws(total(supply.places, 'sector'), draws)
  const sectors = supply.places.axes.sector.labels
  const open = sectors.filter((sector) => sector === 'public' || sector === 'purchased')
  // Most often nobody else has places: the same numbers need no memory of their own.
  const publicPlaces = open.length === sectors.length ? places : repeatDraws(total(selectLabels(supply.places, 'sector', open), 'sector'), draws)
  const { byGrade, byStage } = measure(pupils, places, stageGroups(projection.ladder, grades), verb)
  return Object.freeze({
    ladder: projection.ladder,
    origin: projection.origin,
    horizon: projection.horizon,
    grades: Object.freeze(byGrade),
    stages: Object.freeze(byStage),
    publicPlaces,
    issues: Object.freeze([...projection.issues, ...supply.issues]),
    provenance: stamp(verb, { origin: projection.origin, horizon: projection.horizon, draws, options: {} }),
  })
}

/** Gap, unmet and spare by grade, and all five measures by stage, in one pass: fetching memory again and again takes most of the time. */
function measure(pupils: ByGrade, places: ByGrade, groups: readonly Grouping[], verb: string): { readonly byGrade: Measures<ByGrade>; readonly byStage: Measures<ByStage> } {
  requireSameLabels(places.axes.area, pupils.axes.area, 'area', verb)
  requireSameLabels(places.axes.year, pupils.axes.year, 'year', verb)
  const { area, grade, year, draw } = pupils.axes
  const block = year.labels.length * draw.labels.length
  const stageAxis = createAxis(groups.map((group) => group.label))
  const room = (): Float64Array<ArrayBuffer> => new Float64Array(area.labels.length * groups.length * block)
  const stages = { pupils: room(), places: room(), gap: room(), unmet: room(), spare: room() }
  const [gaps, unmet, spare] = [new Float64Array(pupils.values.length), new Float64Array(pupils.values.length), new Float64Array(pupils.values.length)]
  const stageOf = grade.labels.map((label) => groups.findIndex((group) => group.members.includes(label)))
  let finite = 0
  for (let row = 0; row < area.labels.length * grade.labels.length; row++) {
    const from = row * block
    const at = (Math.floor(row / grade.labels.length) * groups.length + stageOf[row % grade.labels.length]!) * block
    for (let i = 0; i < block; i++) {
      const needed = pupils.values[from + i]!
      const there = places.values[from + i]!
      const gap = there - needed
      const [missing, left] = [Math.max(0, -gap), Math.max(0, gap)]
      finite += gap - gap
      gaps[from + i] = gap
      unmet[from + i] = missing
      spare[from + i] = left
      stages.pupils[at + i]! += needed
      stages.places[at + i]! += there
      stages.gap[at + i]! += gap
      stages.unmet[at + i]! += missing
      stages.spare[at + i]! += left
    }
  }
  const ofGrade = (unit: Unit, values: Float64Array): ByGrade => createCube(pupils.dims, pupils.axes, unit, values)
  const ofStage = (unit: Unit, values: Float64Array): ByStage => createCube(['area', 'stage', 'year', 'draw'], { area, stage: stageAxis, year, draw }, unit, values)
  const gap = ofGrade('places', gaps)
  return {
    byGrade: { pupils, places, gap: finite === 0 ? gap : requireFinite(gap, verb), unmet: ofGrade('pupils', unmet), spare: ofGrade('places', spare) },
    byStage: {
      pupils: ofStage(pupils.unit, stages.pupils),
      places: ofStage(places.unit, stages.places),
      gap: ofStage('places', stages.gap),
      unmet: ofStage('pupils', stages.unmet),
      spare: ofStage('places', stages.spare),
    },
  }
}

/** The grades that are asked for; the cube itself where they are all there are. */
export function chosenGrades(cube: ByGrade, grades: readonly string[]): ByGrade {
  const { labels } = cube.axes.grade
  return labels.length === grades.length && labels.every((label, i) => label === grades[i]) ? cube : selectLabels(cube, 'grade', grades)
}

/** Draws of the balance. Two sides that were drawn apart must have been drawn equally often. */
export function pairDraws(pupils: number, places: number): number {
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
  return createCube(cube.dims, { ...cube.axes, draw: drawAxis(draws) }, cube.unit, values)
}
