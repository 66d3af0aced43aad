// Pupils without a place and nothing else of a balance: for runs over many areas that keep statistics only, where the other measures and
// the grades of a balance would cost most of the time and memory.

import { total } from '../core/aggregate.js'
import { createAxis, requireSameLabels } from '../core/axis.js'
import { createCube, requireFinite, takeRoom } from '../core/cube.js'
import type { Cube, Values } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import { stageGroups } from '../core/ladder.js'
import { aProjection, aSupply } from '../core/nouns.js'
import type { Projection } from '../project/projection.js'
import type { Supply } from '../supply/supply.js'
import { chosenGrades, pairDraws } from './balance.js'

/**
 * Pupils without a place per area, stage, year and draw, grade by grade, before any offsetting: the same numbers as
 * `balancePlaces(projection, supply).stages.unmet`.
 *
 * For `measures` of `simulateSummaries`: the chance of a shortage in every area of a country, without a balance of each.
 *
 * @param projection pupils [area, grade, year, draw]
 * @param supply places [area, grade, sector, year, draw]; grades without known places are left out
 * @param into memory to write into, when it is long enough, instead of new memory: for groups of areas one after the other, each used up before the next
 * @returns unit pupils; only the stages that have places
 * @throws as `balancePlaces`
 * Cost: O(cells of the projection); memory of the result alone.
 */
export function unmetByStage(projection: Projection, supply: Supply, into?: Float64Array): Cube<readonly ['area', 'stage', 'year', 'draw']> {
  const verb = 'unmetByStage'
  requireNoun(projection, aProjection, verb)
  requireNoun(supply, aSupply, verb, 2)
  const grades = supply.places.axes.grade.labels
  const pupils = chosenGrades(projection.pupils, grades)
  const places = total(supply.places, 'sector')
  const [several, known] = [pupils.axes.draw.labels.length, places.axes.draw.labels.length]
  const draws = pairDraws(several, known)
  const { area, year } = pupils.axes
  requireSameLabels(places.axes.area, area, 'area', verb)
  requireSameLabels(places.axes.year, year, 'year', verb)
  const groups = stageGroups(projection.ladder, grades)
  const stageOf = grades.map((grade) => groups.findIndex((group) => group.members.includes(grade)))
  const values = takeRoom(area.labels.length * groups.length * year.labels.length * draws, into)
  const [demand, have] = [pupils.values, places.values]
  const years = year.labels.length
  for (let cell = 0; cell < area.labels.length * grades.length * years; cell++) {
    const row = Math.floor(cell / years)
    const to = ((Math.floor(row / grades.length) * groups.length + stageOf[row % grades.length]!) * years + (cell % years)) * draws
    const [fromPupils, fromPlaces] = [cell * several, cell * known]
    if (known === 1) addBeyond(values, to, draws, demand, fromPupils, have[fromPlaces]!)
    else for (let d = 0; d < draws; d++) values[to + d]! += Math.max(0, demand[several === 1 ? fromPupils : fromPupils + d]! - have[fromPlaces + d]!)
  }
  const axes = { area, stage: createAxis(groups.map((group) => group.label)), year, draw: draws === several ? pupils.axes.draw : places.axes.draw }
  return requireFinite(createCube(['area', 'stage', 'year', 'draw'], axes, 'pupils', values), verb)
}

/** Where places are certain, as of most areas, they are one number for all draws. */
function addBeyond(sums: Float64Array, to: number, draws: number, pupils: Values, from: number, places: number): void {
  for (let d = 0; d < draws; d++) {
    const beyond = pupils[from + d]! - places
    // Written so that NaN is added too, and found.
    if (!(beyond <= 0)) sums[to + d]! += beyond
  }
}
