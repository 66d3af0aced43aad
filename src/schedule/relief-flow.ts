// Pupils left without a place in one stage and year when neighbours help: the fast way of the search, for hundreds of thousands of calls.
// Augmenting paths from all areas in need at once, breadth first (Edmonds and Karp 1972, doi 10.1145/321694.321699); nothing is allocated.
// Burdens are counted but not minimised, so that with burdens the loss is an upper bound of that of `seatPupils`.

import type { SeatLink } from './seat-pupils.js'

/** Loss of a layer from the need of each area (pupils less places, negative when there is room). Overwrites `need`. */
export type ReliefFlow = (need: Float64Array) => number

export function createReliefFlow(areas: number, links: readonly SeatLink[]): ReliefFlow {
  if (links.length === 0) {
    return (need) => {
      let loss = 0
      for (let a = 0; a < areas; a++) if (need[a]! > 0) loss += need[a]!
      return loss
    }
  }
  // Light burdens first: the direct pass then uses near neighbours before far ones.
  const sorted = [...links].sort((a, b) => a.burden - b.burden)
  const count = sorted.length
  const from = Int32Array.from(sorted, (link) => link.from)
  const to = Int32Array.from(sorted, (link) => link.to)
  const room = Float64Array.from(sorted, (link) => link.pupils)
  const burden = Float64Array.from(sorted, (link) => link.burden)
  // Links at each area, outgoing as their position, incoming as −1 − position.
  const lists = Array.from({ length: areas }, (): number[] => [])
  for (let i = 0; i < count; i++) {
    lists[from[i]!]!.push(i)
    lists[to[i]!]!.push(-1 - i)
  }
  const begin = Int32Array.from({ length: areas + 1 }, (_, a) => lists.slice(0, a).reduce((sum, list) => sum + list.length, 0))
  const arcs = Int32Array.from(lists.flat())
  const moved = new Float64Array(count)
  const via = new Int32Array(areas)
  const queue = new Int32Array(areas)
  const none = 0x7fffffff
  const start = 0x7ffffffe

  function augment(need: Float64Array): boolean {
    let tail = 0
    for (let a = 0; a < areas; a++) {
      via[a] = need[a]! > 1e-9 ? start : none
      if (via[a] === start) queue[tail++] = a
    }
    for (let head = 0; head < tail; head++) {
      const a = queue[head]!
      for (let k = begin[a]!; k < begin[a + 1]!; k++) {
        const arc = arcs[k]!
        const link = arc >= 0 ? arc : -1 - arc
        if (arc >= 0 ? room[link]! - moved[link]! <= 1e-9 : moved[link]! <= 1e-9) continue
        const b = arc >= 0 ? to[link]! : from[link]!
        if (via[b] !== none) continue
        via[b] = arc
        if (need[b]! < -1e-9) {
          push(need, b)
          return true
        }
        queue[tail++] = b
      }
    }
    return false
  }

  function push(need: Float64Array, last: number): void {
    let amount = -need[last]!
    let a = last
    for (; via[a] !== start; ) {
      const arc = via[a]!
      const link = arc >= 0 ? arc : -1 - arc
      amount = Math.min(amount, arc >= 0 ? room[link]! - moved[link]! : moved[link]!)
      a = arc >= 0 ? from[link]! : to[link]!
    }
    amount = Math.min(amount, need[a]!)
    need[a]! -= amount
    need[last]! += amount
    for (a = last; via[a] !== start; ) {
      const arc = via[a]!
      const link = arc >= 0 ? arc : -1 - arc
      moved[link]! += arc >= 0 ? amount : -amount
      a = arc >= 0 ? from[link]! : to[link]!
    }
  }

  return (need) => {
    moved.fill(0)
    for (let i = 0; i < count; i++) {
      const [a, b] = [from[i]!, to[i]!]
      if (need[a]! <= 0 || need[b]! >= 0) continue
      const amount = Math.min(need[a]!, -need[b]!, room[i]!)
      need[a]! -= amount
      need[b]! += amount
      moved[i] = amount
    }
    while (augment(need)) continue
    let loss = 0
    for (let a = 0; a < areas; a++) if (need[a]! > 0) loss += need[a]!
    for (let i = 0; i < count; i++) loss += burden[i]! * moved[i]!
    return loss
  }
}
