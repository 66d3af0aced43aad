// Who can sit where in one stage and year: a transport problem, solved by successive cheapest paths (Ahuja, Magnanti and Orlin 1993,
// Network Flows, section 9.7). Written for certainty, not for speed: the evaluator rests on it. The search has its own, faster way.

import { requireList, requireObject } from '../core/error.js'

/** A link between two areas by position, with the pupils who may use it and what each of them still counts. */
export interface SeatLink {
  readonly from: number
  readonly to: number
  readonly pupils: number
  readonly burden: number
}

export interface Seating {
  /** Pupils of each area without a place. */
  readonly unmet: Float64Array
  /** Pupils who use each link. */
  readonly moved: Float64Array
  /** Σ unmet + Σ burden × moved: what was made as small as possible. */
  readonly loss: number
}

const nothing = 1e-9

/**
 * Seats the pupils of every area in their own places and, over the links, in those of others, so that as few as possible are left without.
 *
 * A pupil of `from` may sit in `to` whenever that leaves fewer without a place in all, even if a pupil of `to` then sits elsewhere.
 *
 * @param demand pupils of each area, not negative
 * @param places places of each area, not negative
 * Cost: O(areas × links) for each of at most O(links) paths.
 * @example
 * seatPupils([120, 80], [100, 90], [{ from: 0, to: 1, pupils: 50, burden: 0 }]).unmet // [10, 0]
 */
export function seatPupils(demand: ArrayLike<number>, places: ArrayLike<number>, links: readonly SeatLink[]): Seating {
  requireObject(demand, 'demand', 'seatPupils', 1, ['length'])
  requireObject(places, 'places', 'seatPupils', 2, ['length'])
  requireList(links, 'links', 'seatPupils', 3)
  const areas = demand.length
  const unmet = Float64Array.from(demand)
  const free = Float64Array.from(places)
  const moved = new Float64Array(links.length)
  const own = new Float64Array(areas)
  for (let area = 0; area < areas; area++) {
    own[area] = Math.min(unmet[area]!, free[area]!)
    unmet[area]! -= own[area]!
    free[area]! -= own[area]!
  }
  while (links.length > 0) {
    const path = cheapestPath(unmet, free, own, moved, links)
    if (path === undefined) break
    let amount = Math.min(unmet[path.first]!, free[path.last]!)
    for (const step of path.steps) amount = Math.min(amount, step.room)
    for (const { edge, sign } of path.steps) {
      if (edge < areas) own[edge]! += sign * amount
      else moved[edge - areas]! += sign * amount
    }
    unmet[path.first]! -= amount
    free[path.last]! -= amount
  }
  let loss = 0
  for (let area = 0; area < areas; area++) loss += unmet[area]!
  links.forEach((link, i) => (loss += link.burden * moved[i]!))
  return { unmet, moved, loss }
}

interface Step {
  /** Own places of an area (its position), or a link (areas + its position). */
  readonly edge: number
  /** +1 seats pupils over the edge, −1 takes them off it again. */
  readonly sign: 1 | -1
  readonly room: number
}

/** Bellman–Ford from all pupils without a place to all free places; nodes 0 … areas − 1 are pupils, areas … 2 areas − 1 are places. */
function cheapestPath(unmet: Float64Array, free: Float64Array, own: Float64Array, moved: Float64Array, links: readonly SeatLink[]): { first: number; last: number; steps: Step[] } | undefined {
  const areas = unmet.length
  const cost = new Float64Array(2 * areas).fill(Infinity)
  const before: ({ readonly from: number; readonly step: Step } | undefined)[] = Array.from({ length: 2 * areas })
  for (let area = 0; area < areas; area++) if (unmet[area]! > nothing) cost[area] = 0
  const relax = (from: number, to: number, price: number, step: Step): boolean => {
    if (step.room <= nothing || !(cost[from]! + price < cost[to]! - 1e-12)) return false
    cost[to] = cost[from]! + price
    before[to] = { from, step }
    return true
  }
  for (let round = 0, changed = true; changed && round <= 2 * areas; round++) {
    changed = false
    for (let area = 0; area < areas; area++) {
      if (relax(area, areas + area, 0, { edge: area, sign: 1, room: Infinity })) changed = true
      if (relax(areas + area, area, 0, { edge: area, sign: -1, room: own[area]! })) changed = true
    }
    links.forEach(({ from, to, pupils, burden }, i) => {
      if (relax(from, areas + to, burden, { edge: areas + i, sign: 1, room: pupils - moved[i]! })) changed = true
      if (relax(areas + to, from, -burden, { edge: areas + i, sign: -1, room: moved[i]! })) changed = true
    })
  }
  let last = -1
  // A path that costs a whole place or more helps nobody.
  let least = 1 - 1e-12
  for (let area = 0; area < areas; area++) {
    if (free[area]! > nothing && cost[areas + area]! < least) {
      least = cost[areas + area]!
      last = area
    }
  }
  if (last < 0) return undefined
  const steps: Step[] = []
  let node = areas + last
  for (let each = before[node]; each !== undefined; each = before[node]) {
    steps.push(each.step)
    node = each.from
  }
  return { first: node, last, steps }
}
