// The transport problem by the network simplex method with strongly feasible spanning trees, which cannot cycle.
// Ahuja, Magnanti and Orlin, Network Flows (1993), chapter 11; Cunningham (1976), doi 10.1007/BF01580379, for the choice of the leaving arc.

/** A transport network whose arcs stay while amounts change. Nodes: sources first, then sinks. */
export interface Network {
  readonly sources: number
  readonly sinks: number
  /** Source of each arc. */
  readonly from: Int32Array
  /** Sink of each arc, counted from 0. */
  readonly to: Int32Array
  readonly cost: Float64Array
  /** What each arc can carry; infinite when left out. */
  readonly limit?: Float64Array | undefined
}

/** Amount on each arc and the dual price of each node, overwritten by every call. */
export interface NetworkState {
  readonly flow: Float64Array
  /** A reduced cost is cost + price[source] − price[sources + sink]. */
  readonly price: Float64Array
  /** What could not be sent, by source. */
  readonly left: Float64Array
}

/**
 * Makes a solver for one network: as much as possible is sent, and that at least cost.
 *
 * The two aims are kept in order by prices of two parts: how often a way is not there at all, and the cost. No large number stands for the first,
 * so costs of any size, 1e-6 beside 1e6, are told apart to the last digits. All memory is taken here, none in a call.
 *
 * @returns a function of what each source has and what each sink can take, both ≥ 0 and finite, that fills and returns the state
 * Cost: a call typically needs a few pivots a node, each O(arcs of a block + depth of the tree); no polynomial bound is promised.
 */
export function createNetworkSimplex({ sources, sinks, from, to, cost, limit }: Network): (supply: Float64Array, room: Float64Array) => NetworkState {
  const nodes = sources + sinks
  const root = nodes
  const arcs = from.length
  const all = arcs + nodes
  const tail = new Int32Array(all)
  const head = new Int32Array(all)
  const price = new Float64Array(nodes + 1)
  // The first part of a price: what stays unsent costs 1 of it, before all costs of ways.
  const unsent = new Int32Array(nodes + 1)
  // The most that rounding can have moved a price by: what is below it is no gain.
  const blur = new Float64Array(nodes + 1)
  const joint = new Float64Array(nodes)
  const costs = new Float64Array(all)
  // How often an arc counts as unsent: 1 for what a source keeps.
  const dear = new Uint8Array(all)
  const caps = new Float64Array(all)
  const flow = new Float64Array(all)
  // 1 at its lower bound, −1 at its upper bound, 0 in the tree.
  const state = new Int8Array(all)
  const parent = new Int32Array(nodes + 1)
  const arcUp = new Int32Array(nodes + 1)
  const depth = new Int32Array(nodes + 1)
  const child = new Int32Array(nodes + 1)
  const next = new Int32Array(nodes + 1)
  const previous = new Int32Array(nodes + 1)
  const stack = new Int32Array(nodes + 1)
  for (let a = 0; a < arcs; a++) {
    tail[a] = from[a]!
    head[a] = sources + to[a]!
    costs[a] = cost[a]!
  }
  let position = 0
  const block = Math.max(32, Math.ceil(Math.sqrt(all)))

  const cut = (node: number): void => {
    const [before, after] = [previous[node]!, next[node]!]
    if (before < 0) child[parent[node]!] = after
    else next[before] = after
    if (after >= 0) previous[after] = before
  }
  const hang = (node: number, above: number, arc: number): void => {
    parent[node] = above
    arcUp[node] = arc
    previous[node] = -1
    next[node] = child[above]!
    if (child[above]! >= 0) previous[child[above]!] = node
    child[above] = node
  }
  /** Depths and prices of everything below a node, from its parent's. */
  const refresh = (top: number): void => {
    let size = 0
    stack[size++] = top
    while (size > 0) {
      const node = stack[--size]!
      const above = parent[node]!
      const arc = arcUp[node]!
      depth[node] = depth[above]! + 1
      const up = tail[arc] === node
      price[node] = up ? price[above]! - costs[arc]! : price[above]! + costs[arc]!
      unsent[node] = up ? unsent[above]! - dear[arc]! : unsent[above]! + dear[arc]!
      blur[node] = blur[above]! + Number.EPSILON * Math.abs(price[node]!)
      for (let each = child[node]!; each >= 0; each = next[each]!) stack[size++] = each
    }
  }

  const start = (supply: Float64Array, room: Float64Array): void => {
    // Nothing of an earlier call decides between equals.
    position = 0
    flow.fill(0)
    state.fill(1)
    child.fill(-1)
    parent[root] = -1
    depth[root] = 0
    price[root] = 0
    unsent[root] = 0
    blur[root] = 0
    for (let a = 0; a < arcs; a++) caps[a] = limit === undefined ? Infinity : limit[a]!
    for (let node = 0; node < nodes; node++) {
      const arc = arcs + node
      const isSource = node < sources
      const amount = isSource ? supply[node]! : room[node - sources]!
      // What a source keeps goes up to the root. So points a sink without room: an arc without flow may not point away from the root.
      const up = isSource || amount === 0
      tail[arc] = up ? node : root
      head[arc] = up ? root : node
      // Through a sink without room nothing may leave: that is dearer than to be kept.
      dear[arc] = isSource ? 1 : up ? 2 : 0
      caps[arc] = Infinity
      flow[arc] = amount
      state[arc] = 0
      hang(node, root, arc)
      refresh(node)
    }
  }

  const pivot = (entering: number): void => {
    const forward = state[entering]! > 0
    const first = forward ? tail[entering]! : head[entering]!
    const second = forward ? head[entering]! : tail[entering]!
    let [a, b] = [first, second]
    while (a !== b) {
      if (depth[a]! >= depth[b]!) a = parent[a]!
      else b = parent[b]!
    }
    const join = a
    // The last blocking arc along the cycle from the join leaves: `<` on the way down, `<=` on the way up.
    let step = caps[entering]!
    let leaving = -1
    let side = 0
    for (let node = first; node !== join; node = parent[node]!) {
      const arc = arcUp[node]!
      const slack = tail[arc] === node ? flow[arc]! : caps[arc]! - flow[arc]!
      if (slack < step) [step, leaving, side] = [slack, node, 1]
    }
    for (let node = second; node !== join; node = parent[node]!) {
      const arc = arcUp[node]!
      const slack = tail[arc] === node ? caps[arc]! - flow[arc]! : flow[arc]!
      if (slack <= step) [step, leaving, side] = [slack, node, 2]
    }
    if (step > 0) {
      flow[entering]! += forward ? step : -step
      for (let node = first; node !== join; node = parent[node]!) flow[arcUp[node]!]! += tail[arcUp[node]!] === node ? -step : step
      for (let node = second; node !== join; node = parent[node]!) flow[arcUp[node]!]! += tail[arcUp[node]!] === node ? step : -step
    }
    if (side === 0) {
      state[entering] = forward ? -1 : 1
      return
    }
    const out = arcUp[leaving]!
    const full = caps[out]! - flow[out]! < flow[out]!
    state[out] = full ? -1 : 1
    flow[out] = full ? caps[out]! : 0
    state[entering] = 0
    // The part of the tree that was cut off hangs from the entering arc now: its path to the cut is turned round.
    let [node, above, arc] = [side === 1 ? first : second, side === 1 ? second : first, entering]
    const top = node
    for (;;) {
      const [oldParent, oldArc] = [parent[node]!, arcUp[node]!]
      cut(node)
      hang(node, above, arc)
      if (node === leaving) break
      ;[above, arc, node] = [node, oldArc, oldParent]
    }
    refresh(top)
  }

  /** The most violated arc of the first block that has one, or −1. */
  const findEntering = (): number => {
    let most = 0
    let worst = 0
    let found = -1
    let left = block
    for (let seen = 0; seen < all; seen++) {
      const [source, sink] = [tail[position]!, head[position]!]
      const sent = state[position]! * (dear[position]! + unsent[source]! - unsent[sink]!)
      if (sent <= most) {
        const reduced = state[position]! * (costs[position]! + price[source]! - price[sink]!)
        if (sent < most || (reduced < worst && (most < 0 || -reduced > blur[source]! + blur[sink]! + Number.EPSILON * costs[position]!))) {
          ;[most, worst, found] = [sent, reduced, position]
        }
      }
      position = position + 1 === all ? 0 : position + 1
      if (--left === 0) {
        if (found >= 0) return found
        left = block
      }
    }
    return found
  }

  /** One number for both parts of a price: unsent counts as dear as it must for the prices to prove the answer. */
  const joinPrices = (): void => {
    let keeping = 0
    for (let a = 0; a < all; a++) {
      const times = dear[a]! + unsent[tail[a]!]! - unsent[head[a]!]!
      if (times !== 0) keeping = Math.max(keeping, costs[a]!, -(costs[a]! + price[tail[a]!]! - price[head[a]!]!) / times)
    }
    for (let node = 0; node < nodes; node++) joint[node] = price[node]! + keeping * unsent[node]!
  }

  const left = new Float64Array(sources)
  const result: NetworkState = { flow: flow.subarray(0, arcs), price: joint, left }
  return (supply, room) => {
    start(supply, room)
    for (let arc = findEntering(); arc >= 0; arc = findEntering()) pivot(arc)
    for (let source = 0; source < sources; source++) left[source] = flow[arcs + source]!
    joinPrices()
    return result
  }
}
