// Relief (统筹分流): spare places within a travel limit take pupils without one, as many as possible and at the least total distance.
// An exact transport problem in every stage (or grade), year and draw; told beside the gap without offsetting, never instead of it.

import { createCube, strideOf } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aBalance } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { createNetworkSimplex } from '../numeric/network-simplex.js'
import type { Balance } from './balance.js'
import { checkReaches } from './reaches.js'
import type { Reach } from './reaches.js'

type ByStage = Cube<readonly ['area', 'stage', 'year', 'draw']>

export interface ReliefOptions {
  /** Which areas can be reached from which, each way by itself (`bothWays` doubles a neighbour list). */
  readonly reaches: readonly Reach[]
  /** The farthest that counts, in the unit of the distances: one for all stages or by stage id. No limit when left out. */
  readonly travelLimit?: number | Readonly<Record<string, number>> | undefined
  /**
   * `grade` (default): a pupil takes a place of the same grade. `stage`: rooms can be given to other grades of the stage, so each area's grades
   * are set off against each other first and only what is left moves.
   */
  readonly level?: 'grade' | 'stage' | undefined
}

/** Pupils who go from one area to another, over all draws of a year. */
export interface ReliefMove {
  readonly from: string
  readonly to: string
  readonly stage: string
  readonly year: number
  readonly distance: number
  /** Mean over the draws. */
  readonly pupils: number
  /** Share of draws in which at least one goes. */
  readonly chance: number
}

export interface Relief {
  readonly level: 'grade' | 'stage'
  /** Pupils without a place in their own area. */
  readonly unmet: ByStage
  /** Of those, pupils who get one in another area. */
  readonly placed: ByStage
  /** Of those, pupils who get none: unmet − placed. */
  readonly unplaced: ByStage
  /** Places that pupils of other areas take. */
  readonly taken: ByStage
  /** Years ascending, then by pupils; moves that no draw makes are left out. */
  readonly moves: readonly ReliefMove[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Places pupils without a place in spare places of areas within reach: the most pupils, and among those plans the least total distance.
 *
 * For a spill-over plan (分流方案) and for telling a shortage that neighbours can cover from one that needs building.
 *
 * @param balance unmet and spare [area, grade, year, draw]; sums over areas are never offset beforehand
 * @param options pairs with distances, travel limits, and whether grades are kept apart
 * @returns cubes [area, stage, year, draw] in pupils and places, and the moves by pair
 * @throws `invalid-input` listing every pair with a missing or negative distance, an unknown area or a repetition; `invalid-option` for travel limits that are negative or none, `unknown-label` for those of stages that are not there
 * Cost: one transport problem for each grade, year and draw with a shortage: about 10 µs for 10 areas and 50 pairs, 60 µs for 30 areas and 300 pairs.
 */
export function relieveShortages(balance: Balance, options: ReliefOptions): Relief {
  const verb = 'relieveShortages'
  requireNoun(balance, aBalance, verb)
  requireObject(options, 'options', verb, 2)
  const level = options.level ?? 'grade'
  const shape = balance.stages.pupils
  const [areas, stages] = [shape.axes.area.labels, shape.axes.stage.labels]
  const known = new Set(areas)
  checkReaches(options.reaches, known, known, verb)
  checkTravelLimit(options.travelLimit, stages, verb)
  const draws = shape.axes.draw.labels.length
  const sums: Sums = { unmet: new Float64Array(shape.values.length), placed: new Float64Array(shape.values.length), taken: new Float64Array(shape.values.length) }
  const moves = stages.flatMap((stage) => {
    const limit = typeof options.travelLimit === 'number' ? options.travelLimit : (options.travelLimit?.[stage] ?? Infinity)
    return relieveStage(balance, level, stage, options.reaches.filter((reach) => reach.distance <= limit && reach.from !== reach.to), sums)
  })
  // Sums of flows may differ from the shortage in the last bit: nobody is placed who was not short.
  const placed = sums.placed.map((value, i) => Math.min(value, sums.unmet[i]!))
  const cube = (unit: 'pupils' | 'places', values: Float64Array): ByStage => createCube(shape.dims, shape.axes, unit, values)
  return Object.freeze({
    level,
    unmet: cube('pupils', sums.unmet),
    placed: cube('pupils', placed),
    unplaced: cube('pupils', sums.unmet.map((value, i) => value - placed[i]!)),
    taken: cube('places', sums.taken),
    moves: Object.freeze(moves.sort((a, b) => a.year - b.year || stages.indexOf(a.stage) - stages.indexOf(b.stage) || b.pupils - a.pupils)),
    issues: balance.issues,
    provenance: stamp(verb, { origin: balance.origin, horizon: balance.horizon, draws, options: { level, pairs: options.reaches.length } }),
  })
}

/** [area, stage, year, draw], added to in place. */
interface Sums {
  readonly unmet: Float64Array
  readonly placed: Float64Array
  readonly taken: Float64Array
}

/** Solves every year and draw of one stage, grade by grade where grades are kept apart; returns the moves. */
function relieveStage(balance: Balance, level: 'grade' | 'stage', stage: string, reaches: readonly Reach[], sums: Sums): ReliefMove[] {
  const shape = balance.stages.pupils
  const gap = balance[level === 'grade' ? 'grades' : 'stages'].gap
  const [areas, years, draws] = [shape.axes.area.labels, shape.axes.year.labels, shape.axes.draw.labels.length]
  const stageOfGrade = new Map(balance.ladder.grades.map((grade) => [grade.id, grade.stage]))
  const rows = ('grade' in gap.axes ? gap.axes.grade.labels.map((grade) => stageOfGrade.get(grade)) : shape.axes.stage.labels).flatMap((each, row) => (each === stage ? [row] : []))
  const [areaStep, rowStep, toArea] = [strideOf(gap, 'area'), years.length * draws, strideOf(shape, 'area')]
  const toStage = shape.axes.stage.labels.indexOf(stage) * rowStep
  const position = new Map(areas.map((area, i) => [area, i]))
  const from = Int32Array.from(reaches, (reach) => position.get(reach.from) ?? -1)
  const to = Int32Array.from(reaches, (reach) => position.get(reach.to) ?? -1)
  const cost = Float64Array.from(reaches, (reach) => reach.distance)
  const solve = createNetworkSimplex({ sources: areas.length, sinks: areas.length, from, to, cost, limit: Float64Array.from(reaches, (reach) => reach.limit ?? Infinity) })
  const [needs, room] = [new Float64Array(areas.length), new Float64Array(areas.length)]
  const [together, moved, used] = [new Float64Array(reaches.length), new Float64Array(reaches.length), new Float64Array(reaches.length)]
  const moves: ReliefMove[] = []
  for (let y = 0; y < years.length; y++) {
    moved.fill(0)
    used.fill(0)
    for (let d = 0; d < draws; d++) {
      together.fill(0)
      const at = toStage + y * draws + d
      for (const row of rows) {
        let [short, spare] = [0, 0]
        for (let a = 0; a < areas.length; a++) {
          const value = gap.values[a * areaStep + row * rowStep + y * draws + d]!
          short += needs[a] = Math.max(0, -value)
          spare += room[a] = Math.max(0, value)
        }
        if (short === 0) continue
        for (let a = 0; a < areas.length; a++) sums.unmet[a * toArea + at]! += needs[a]!
        if (spare === 0 || reaches.length === 0) continue
        const { flow } = solve(needs, room)
        for (let r = 0; r < reaches.length; r++) {
          together[r]! += flow[r]!
          sums.placed[from[r]! * toArea + at]! += flow[r]!
          sums.taken[to[r]! * toArea + at]! += flow[r]!
        }
      }
      for (let r = 0; r < reaches.length; r++) {
        moved[r]! += together[r]!
        if (together[r]! >= 1) used[r]!++
      }
    }
    reaches.forEach((reach, r) => {
      if (moved[r]! > 0) moves.push(Object.freeze({ from: reach.from, to: reach.to, stage, year: years[y]!, distance: reach.distance, pupils: moved[r]! / draws, chance: used[r]! / draws }))
    })
  }
  return moves
}

function checkTravelLimit(limit: ReliefOptions['travelLimit'], stages: readonly string[], verb: string): void {
  const byStage = typeof limit === 'number' ? {} : (limit ?? {})
  const unknown = Object.keys(byStage).filter((stage) => !stages.includes(stage))
  if (unknown.length > 0) throw new PlacesError('unknown-label', `${verb}: there is no stage ${unknown.join(', ')}, there are ${stages.join(', ')}`, { where: { option: 'travelLimit' } })
  const bad = typeof limit === 'number' ? (limit >= 0 ? [] : [`${limit}`]) : Object.entries(byStage).flatMap(([stage, value]) => (value >= 0 ? [] : [`${value} for ${stage}`]))
  if (bad.length > 0) throw new PlacesError('invalid-option', `${verb}: a travel limit must be 0 or more, got ${bad.join(', ')}`, { where: { option: 'travelLimit' } })
}
