// The draws of one origin against what came: of grades, stages and areas, and of districts as sums of areas within each draw.

import { positionOf } from '../core/axis.js'
import { strideOf } from '../core/cube.js'
import { countsTo } from '../estimate/counts.js'
import type { Dataset } from '../input/dataset.js'
import { quantile } from '../numeric/summary.js'
import type { Projection } from '../project/projection.js'
import { crps } from './scores.js'

export type CalibrationLevel = 'grade' | 'stage' | 'area' | 'district'

/** The draws of one number against what came. */
export interface ScoredInterval {
  readonly level: CalibrationLevel
  /** Name of the area or district. */
  readonly area: string
  /** Name of the grade or stage; that of the area for its total. */
  readonly name: string
  readonly origin: number
  readonly lead: number
  readonly actual: number
  readonly middle: number
  /** One interval for each share asked for, in its order. */
  readonly intervals: readonly { readonly share: number; readonly low: number; readonly high: number }[]
  readonly crps: number
}

export interface OriginOptions {
  readonly leads: readonly number[]
  readonly shares: readonly number[]
  readonly minPupils: number
  readonly districtOf: ((area: string) => string | undefined) | undefined
}

interface Sum {
  actual: number
  readonly draws: Float64Array
  areas: number
}

/** Scores every number of a simulation that was counted, and adds a row for each. Cost: O(numbers × draws × log draws). */
export function scoreOrigin(dataset: Dataset, { pupils, origin, ladder }: Projection, options: OriginOptions, rows: ScoredInterval[]): void {
  const { leads, shares } = options
  const counts = countsTo(dataset, origin + Math.max(...leads))
  const draws = pupils.axes.draw.labels.length
  const [areaStep, gradeStep] = [strideOf(pupils, 'area'), strideOf(pupils, 'grade')]
  const score = (level: CalibrationLevel, area: string, name: string, lead: number, { actual, draws: sums }: Sum): void => {
    if (!(actual > 0)) return
    const sorted = sums.slice().sort()
    rows.push({
      level,
      area,
      name,
      origin,
      lead,
      actual,
      middle: quantile(0.5)(sorted),
      intervals: shares.map((share) => ({ share, low: quantile(0.5 - share / 2)(sorted), high: quantile(0.5 + share / 2)(sorted) })),
      crps: crps(sorted, actual).crps,
    })
  }
  const above = districtsOf(dataset, options.districtOf)
  for (const lead of leads) {
    const districts = new Map<string, Sum>()
    for (const [a, area] of dataset.planningAreas.entries()) {
      const size = dataset.ladder.grades.reduce((sum, _, g) => sum + (counts.at(a, g, origin) > 0 ? counts.at(a, g, origin) : 0), 0)
      if (!(size > 0)) continue
      const sumOf = (members: typeof scored): Sum => {
        const sums = new Float64Array(draws)
        for (const { position } of members) {
          const at = a * areaStep + position * gradeStep + lead * draws
          for (let d = 0; d < draws; d++) sums[d]! += pupils.values[at + d]!
        }
        return { actual: members.reduce((sum, member) => sum + member.actual, 0), draws: sums, areas: 1 }
      }
      const scored = dataset.ladder.grades.flatMap((grade, g) => {
        const position = positionOf(pupils.axes.grade, grade.id)
        const actual = counts.at(a, g, origin + lead)
        return position < 0 || Number.isNaN(counts.at(a, g, origin)) || Number.isNaN(actual) ? [] : [{ grade, position, actual }]
      })
      if (scored.length === 0) continue
      const whole = sumOf(scored)
      for (const district of above(area)) addTo(districts, district, whole)
      if (size < options.minPupils) continue
      for (const member of scored) score('grade', area, member.grade.id, lead, sumOf([member]))
      if (ladder.stages.length > 1) {
        for (const stage of ladder.stages) {
          const members = scored.filter((member) => member.grade.stage === stage.id)
          if (members.length > 1) score('stage', area, stage.id, lead, sumOf(members))
        }
      }
      if (scored.length > 1) score('area', area, area, lead, whole)
    }
    for (const [district, sum] of districts) if (sum.areas > 1) score('district', district, district, lead, sum)
  }
}

function addTo(districts: Map<string, Sum>, district: string, { actual, draws }: Sum): void {
  const sum = districts.get(district)
  if (sum === undefined) {
    districts.set(district, { actual, draws: draws.slice(), areas: 1 })
    return
  }
  sum.actual += actual
  sum.areas++
  for (let d = 0; d < draws.length; d++) sum.draws[d]! += draws[d]!
}

/** The areas above each area, and the group that the caller puts it in. */
function districtsOf(dataset: Dataset, given: OriginOptions['districtOf']): (area: string) => readonly string[] {
  const parents = new Map(dataset.areas.map(({ id, parent }) => [id, parent]))
  return (area) => {
    const found: string[] = []
    for (let next = parents.get(area); next !== undefined; next = parents.get(next)) found.push(next)
    const own = given?.(area)
    return own === undefined || found.includes(own) ? found : [...found, own]
  }
}
