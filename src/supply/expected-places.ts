// The places of a stage that are uncertain: as planned, to be expected, and the range that holds four draws in five.

import { aggregate, total } from '../core/aggregate.js'
import { positionOf } from '../core/axis.js'
import type { Cube } from '../core/cube.js'
import { strideOf } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import type { Ladder } from '../core/ladder.js'
import { stageGroups } from '../core/ladder.js'
import { aCube, aLadder, aSupply } from '../core/nouns.js'
import { quantile } from '../numeric/summary.js'
import type { Supply } from './supply.js'

export interface ExpectedPlaces {
  readonly area: string
  readonly stage: string
  readonly year: number
  /** Places if every project opens as planned. */
  readonly planned: number
  /** Mean over the draws. */
  readonly expected: number
  /** The range that holds 80 % of the draws. */
  readonly low: number
  readonly high: number
  /** Share of draws with at least the planned places. */
  readonly chance: number
}

/**
 * Tells, for every area, stage and year whose places are uncertain, how many are planned and how many to expect.
 *
 * @param places [area, stage, year, draw], such as those of a Balance
 * @param planned the supply in which everything opens as planned, of one draw
 * @param ladder whose stages the grades belong to
 * @returns a row per area, stage and year in which some draw differs from the plan; in the order of the areas, then stages, then years
 * Cost: O(cells), and draws log draws for an uncertain one.
 */
export function expectPlaces(places: Cube<readonly ['area', 'stage', 'year', 'draw']>, planned: Supply, ladder: Ladder): readonly ExpectedPlaces[] {
  requireNoun(places, aCube, 'expectPlaces')
  requireNoun(planned, aSupply, 'expectPlaces', 2)
  requireNoun(ladder, aLadder, 'expectPlaces', 3)
  const { area, stage, year, draw } = places.axes
  const byGrade = total(planned.places, 'sector')
  const plan = aggregate(byGrade, 'grade', stageGroups(ladder, byGrade.axes.grade.labels), 'stage')
  const [areaStep, stageStep, yearStep] = [strideOf(plan, 'area'), strideOf(plan, 'stage'), strideOf(plan, 'year')]
  const draws = draw.labels.length
  const rows: ExpectedPlaces[] = []
  let at = 0
  for (const eachArea of area.labels) {
    for (const eachStage of stage.labels) {
      for (const eachYear of year.labels) {
        const asPlanned = plan.values[positionOf(plan.axes.area, eachArea) * areaStep + positionOf(plan.axes.stage, eachStage) * stageStep + positionOf(plan.axes.year, eachYear) * yearStep]!
        const drawn = Float64Array.from(places.values.subarray(at, at + draws))
        at += draws
        // Sums of the same parts in another order may differ in the last bits: less than a thousandth of a place is no difference.
        const enough = asPlanned - 1e-3
        if (drawn.every((value) => Math.abs(value - asPlanned) < 1e-3)) continue
        const sorted = drawn.sort()
        const sum = sorted.reduce((all, value) => all + value, 0)
        rows.push(Object.freeze({ area: eachArea, stage: eachStage, year: eachYear, planned: asPlanned, expected: sum / draws, low: quantile(0.1)(sorted), high: quantile(0.9)(sorted), chance: sorted.filter((value) => value >= enough).length / draws }))
      }
    }
  }
  return Object.freeze(rows)
}
