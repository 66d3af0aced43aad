// When each project opens in each draw. A project's draws depend on the seed, its own name and its group, on nothing else.

import { requireInteger, requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { exactNormalQuantile } from '../numeric/normal.js'
import { createSampler, keyOf } from '../numeric/row-sampler.js'
import { fault, refuse } from './check-delivery.js'
import { createDelivery } from './delivery.js'
import type { Delivery, Outlook } from './delivery.js'
import { optionsInForce } from './delivery-project.js'
import type { DeliveryOptions, DeliveryProject, SharedDelay } from './delivery-project.js'
import { neverOpens } from './openings.js'
import type { Openings } from './openings.js'

export interface DrawOpeningsOptions extends DeliveryOptions {
  readonly draws: number
  readonly seed: number
}

/** Openings with what was assumed on the way. */
export interface DrawnOpenings extends Openings {
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Draws the school year in which each project opens.
 *
 * A project falls away in the draws in which its certainty fails; otherwise its delay or the durations that are left are drawn and the opening
 * snaps to the next start of a school year, never before the planned one. By inversion: a stochastically longer delay is never earlier in any draw.
 *
 * @param projects rows of projects fit as they are; several rows of one project (its stages) open together and must not contradict each other
 * @returns `years` [project, draw]: school years, or `neverOpens` (32767)
 * @throws `invalid-input` with every fault of the projects and options; `invalid-option` for draws below 1
 * Cost: 5 to 20 ns a draw; memory 2 bytes a draw. `summariseDeliveries` keeps no draws.
 * @example
 * const plan = [{ project: 'school', opens: 2023, certainty: '确保' }]
 * drawOpenings(plan, { asOf: '2022-06-30', words: { 确保: 0 }, draws: 3, seed: 1 }).years // [32767, 32767, 32767]
 */
export function drawOpenings(projects: readonly DeliveryProject[], options: DrawOpeningsOptions): DrawnOpenings {
  const verb = 'drawOpenings'
  requireList(projects, 'projects', verb)
  requireObject(options, 'options', verb, 2)
  const draws = requireInteger(options.draws, 1, 'draws', verb)
  const seed = requireInteger(options.seed, 0, 'seed', verb)
  refuse(contradictions(projects), verb)
  const distinct = [...new Map(projects.map((each) => [each.project, each])).values()]
  const delivery = createDelivery(distinct, options, verb)
  const drawYears = createYearDrawer(distinct, delivery, options)
  const years = new Int16Array(distinct.length * draws)
  for (let i = 0; i < distinct.length; i++) drawYears(i, years, i * draws)
  return Object.freeze({
    draws,
    projects: Object.freeze(distinct.map((each) => each.project)),
    years,
    issues: Object.freeze(delivery.issues),
    provenance: stamp(verb, { draws, seed, options: optionsInForce(options) }),
  })
}

/** Faults of rows that speak of one project and do not agree on its delivery. */
export function contradictions(projects: readonly DeliveryProject[]): Issue[] {
  const seen = new Map<string, string>()
  return projects.flatMap((each, i): Issue[] => {
    const said = JSON.stringify([each.opens, each.due, each.begins, each.mode, each.certainty, each.reached])
    const before = seen.get(each.project)
    if (before === undefined) seen.set(each.project, said)
    if (before === undefined || before === said) return []
    return [fault('not-allowed', { table: 'projects', row: i + 1, project: each.project }, 'rows of one project must have the same opening, dates, mode, certainty and milestone')]
  })
}

/** Writes the opening years of a project's draws. */
export type YearDrawer = (project: number, out: Int16Array, from: number) => void

/** Most rows of shared delays that are kept at a time: the projects of a group usually follow each other. */
const keptRows = 64

/** Makes the drawer of openings: `draws` numbers a project, in the order of the draws. */
export function createYearDrawer(projects: readonly DeliveryProject[], delivery: Delivery, options: DrawOpeningsOptions): YearDrawer {
  const { draws, seed, shared } = options
  const sampler = createSampler()
  const row = new Float64Array(draws)
  const weight = shared?.weight ?? 0
  const [common, own] = [Math.sqrt(weight), Math.sqrt(1 - weight)]
  const groups = new Map<string, Float64Array>()
  const groupRow = (project: DeliveryProject, by: SharedDelay['by']): Float64Array => {
    const group = typeof by === 'function' ? by(project) : String(project[by] ?? '')
    const known = groups.get(group)
    if (known !== undefined) return known
    const made = new Float64Array(draws)
    sampler(made, 0, draws, keyOf(seed, 'delivery', 'shared', group), common)
    const oldest = groups.keys().next()
    if (groups.size >= keptRows && oldest.done !== true) groups.delete(oldest.value)
    groups.set(group, made)
    return made
  }
  const known = new WeakMap<Outlook, Float64Array>()
  /** In the world of normal numbers, where a part can be shared: open by the k-th year when the number is at most limits[k]. */
  const limitsOf = (outlook: Outlook): Float64Array => {
    const limits = known.get(outlook) ?? Float64Array.from(outlook.chances, (chance) => exactNormalQuantile(chance))
    known.set(outlook, limits)
    return limits
  }
  const coins = new Map<number, number>()
  return (index, out, from) => {
    const project = projects[index]!
    const certainty = delivery.certaintyOf(index)
    const outlook = delivery.outlookOf(index)
    const { first } = outlook
    const limits = limitsOf(outlook)
    const years = limits.length
    if (certainty === 0 || years === 0) {
      out.fill(neverOpens, from, from + draws)
      return
    }
    if (limits[0] === Infinity) out.fill(first, from, from + draws)
    else {
      sampler(row, 0, draws, keyOf(seed, 'delivery', project.project), own)
      if (shared !== undefined && weight > 0) {
        const sharedRow = groupRow(project, shared.by)
        for (let d = 0; d < draws; d++) row[d]! += sharedRow[d]!
      }
      for (let d = 0; d < draws; d++) {
        const z = row[d]!
        let k = 0
        while (k < years && z > limits[k]!) k++
        out[from + d] = k < years ? first + k : neverOpens
      }
    }
    if (certainty === 1) return
    // Whether it comes at all is a question of its own, not of the weather that delays share.
    sampler(row, 0, draws, keyOf(seed, 'delivery', 'certainty', project.project), 1)
    const limit = coins.get(certainty) ?? exactNormalQuantile(certainty)
    if (coins.size < keptRows) coins.set(certainty, limit)
    for (let d = 0; d < draws; d++) if (row[d]! > limit) out[from + d] = neverOpens
  }
}
