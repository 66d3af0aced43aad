// Pupils moved from where they live to where they go to school.

import { positionOf, requireSameLabels } from '../core/axis.js'
import { combine } from '../core/combine.js'
import { createCube, requireFinite } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aProjection, someFlows } from '../core/nouns.js'
import type { FlowMatrix } from './flows.js'
import type { Projection } from './projection.js'

/** Projected pupils by area of school, with those who went out of the district. */
export interface SchoolProjection extends Projection {
  /** Pupils by area of residence who go to school out of the district. */
  readonly outside: Projection['pupils']
}

/**
 * Moves projected pupils from where they live to where they go to school, draw by draw.
 *
 * Nobody is lost: pupils by residence + inflow = pupils by school + outside, in every grade, year and draw, to rounding.
 *
 * @param projection pupils by area of residence [area, grade, year, draw]
 * @returns the same shape by area of school, bit for bit the same where all stay at home; grades without a pattern do, with an Issue
 * @throws `label-mismatch` when areas differ, or grades or years differ from those of the inflow
 * Cost: O(flows that are not 0 × grades × years × draws).
 * @example
 * const pupils = createCube(['area', 'grade', 'year', 'draw'], { area: createAxis(['North', 'South']), grade: createAxis(['K']), year: createAxis([2021]), draw: createAxis([0]) }, 'pupils', Float64Array.of(100, 60))
 * const flows = createFlows([{ from: 'North', to: 'South', grade: 'K', share: 0.25 }, { from: 'North', to: 'North', grade: 'K', share: 0.75 }], { areas: ['North', 'South'] })
 * applyFlows({ ladder: usLadder, origin: 2021, horizon: 0, pupils, issues: [], provenance: flows.provenance }, flows).pupils.values // Float64Array.of(75, 85)
 */
export function applyFlows(projection: Projection, flows: FlowMatrix): SchoolProjection {
  const verb = 'applyFlows'
  requireNoun(projection, aProjection, verb)
  requireNoun(flows, someFlows, verb, 2)
  const { pupils, ladder } = projection
  requireSameLabels(pupils.axes.area, flows.from, 'area', verb)
  const grades = pupils.axes.grade.labels
  const labels = grades.map((grade) => (flows.by === 'grade' ? grade : (ladder.grades.find((each) => each.id === grade)?.stage ?? grade)))
  const areas = flows.from.labels.length
  const block = pupils.axes.year.labels.length * pupils.axes.draw.labels.length
  const [there, gone] = [new Float64Array(pupils.values.length), new Float64Array(pupils.values.length)]
  labels.forEach((label, grade) => {
    const level = positionOf(flows.levels, label)
    for (let from = 0; from < areas; from++) {
      const source = (from * grades.length + grade) * block
      for (let to = 0; to <= areas; to++) {
        const share = level < 0 ? Number(to === from) : flows.shares[(level * areas + from) * (areas + 1) + to]!
        if (share === 0) continue
        const values = to === areas ? gone : there
        const target = to === areas ? source : (to * grades.length + grade) * block
        for (let i = 0; i < block; i++) values[target + i]! += share * pupils.values[source + i]!
      }
    }
  })
  const moved = createCube(pupils.dims, pupils.axes, pupils.unit, there)
  const assume = (label: string, message: string, assumed: string): Issue => ({ code: 'flow-unused', severity: 'assumption', where: { [flows.by]: label }, message, assumed })
  const without = [...new Set(labels)].filter((label) => positionOf(flows.levels, label) < 0).map((label) => assume(label, 'there are no flows', 'all pupils go to school in their own area'))
  const unused = flows.levels.labels.filter((label) => !labels.includes(label)).map((label) => assume(label, 'there are flows, but no pupils are projected', 'the flows are not used'))
  return Object.freeze({
    ...projection,
    pupils: requireFinite(flows.inflow === undefined ? moved : combine(moved, flows.inflow, pupils.unit, (here, arriving) => here + arriving), verb),
    outside: createCube(pupils.dims, pupils.axes, pupils.unit, gone),
    issues: Object.freeze([...projection.issues, ...flows.issues, ...without, ...unused]),
    provenance: Object.freeze({ ...projection.provenance, verb, options: Object.freeze({ ...projection.provenance.options, flows: flows.provenance.options }) }),
  })
}
