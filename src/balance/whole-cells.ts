// Whole cells in schools with limited room: made whole from the divided optimum, then improved by moves and exchanges that shorten the way.

export interface CellPairs {
  readonly pupils: Float64Array
  readonly places: Float64Array
  /** Cell, school and distance of each pair. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly cost: Float64Array
}

export interface Rooms extends CellPairs {
  /** Pair by which each cell is assigned, −1 while it is not. */
  readonly pairOf: Int32Array
  /** Places left at each school. */
  readonly free: Float64Array
  readonly members: readonly Set<number>[]
  /** Pairs of each cell, nearest school first. */
  readonly pairsOf: readonly (readonly number[])[]
}

/** Rooms without anybody in them. */
export function createRooms(pairs: CellPairs): Rooms {
  const pairsOf: number[][] = Array.from(pairs.pupils, () => [])
  pairs.from.forEach((cell, pair) => pairsOf[cell]!.push(pair))
  for (const each of pairsOf) each.sort((a, b) => pairs.cost[a]! - pairs.cost[b]!)
  return { ...pairs, pairsOf, pairOf: new Int32Array(pairs.pupils.length).fill(-1), free: pairs.places.slice(), members: Array.from(pairs.places, () => new Set<number>()) }
}

/** Assigns a cell by one of its pairs, or takes it out with −1. */
export function assign(rooms: Rooms, cell: number, pair: number): void {
  const before = rooms.pairOf[cell]!
  if (before >= 0) {
    rooms.free[rooms.to[before]!]! += rooms.pupils[cell]!
    rooms.members[rooms.to[before]!]!.delete(cell)
  }
  rooms.pairOf[cell] = pair
  if (pair < 0) return
  rooms.free[rooms.to[pair]!]! -= rooms.pupils[cell]!
  rooms.members[rooms.to[pair]!]!.add(cell)
}

// Places are whole numbers in practice; sums of shares are not.
const rounding = 1e-9

/** Whether the school of a pair has room for so many more. */
export function fits(rooms: Rooms, pair: number, pupils: number): boolean {
  return rooms.free[rooms.to[pair]!]! + rounding >= pupils
}

/**
 * Assigns every cell that the divided optimum leaves whole, then the others, largest first, to the nearest school with room.
 *
 * @param flow by pair, `left` by cell: the divided optimum
 * @returns how many cells the optimum divides
 */
export function placeWhole(rooms: Rooms, flow: Float64Array, left: Float64Array): number {
  const waiting: number[] = []
  let divided = 0
  for (let cell = 0; cell < rooms.pupils.length; cell++) {
    const pairs = rooms.pairsOf[cell]!
    const used = pairs.filter((pair) => flow[pair]! > rounding)
    if (rooms.pupils[cell] === 0) assign(rooms, cell, pairs[0] ?? -1)
    else if (used.length === 1 && left[cell]! <= rounding) assign(rooms, cell, used[0]!)
    else {
      waiting.push(cell)
      if (used.length + (left[cell]! > rounding ? 1 : 0) > 1) divided++
    }
  }
  for (const cell of waiting.sort((a, b) => rooms.pupils[b]! - rooms.pupils[a]!)) squeezeIn(rooms, cell)
  return divided
}

/** Places a waiting cell where there is room, or where moving one other cell makes room, at the least extra distance. */
function squeezeIn(rooms: Rooms, cell: number): boolean {
  const { pupils, cost, to } = rooms
  const direct = rooms.pairsOf[cell]!.find((pair) => fits(rooms, pair, pupils[cell]!))
  let best = direct === undefined ? Infinity : pupils[cell]! * cost[direct]!
  let move: readonly [other: number, away: number, into: number] | undefined
  for (const pair of rooms.pairsOf[cell]!) {
    const school = to[pair]!
    const missing = pupils[cell]! - rooms.free[school]!
    if (missing <= rounding) continue
    for (const other of rooms.members[school]!) {
      if (pupils[other]! + rounding < missing) continue
      const away = rooms.pairsOf[other]!.find((each) => to[each] !== school && fits(rooms, each, pupils[other]!))
      if (away === undefined) continue
      const total = pupils[cell]! * cost[pair]! + pupils[other]! * (cost[away]! - cost[rooms.pairOf[other]!]!)
      if (total < best - rounding) [best, move] = [total, [other, away, pair]]
    }
  }
  if (move !== undefined) {
    assign(rooms, move[0], move[1])
    assign(rooms, cell, move[2])
    return true
  }
  if (direct === undefined) return takeFromSmaller(rooms, cell)
  assign(rooms, cell, direct)
  return true
}

/** Where nothing else helps, a smaller cell gives way and waits: more pupils are placed, so this too comes to an end. */
function takeFromSmaller(rooms: Rooms, cell: number): boolean {
  const { pupils, to } = rooms
  let smallest = pupils[cell]!
  let give: readonly [other: number, pair: number] | undefined
  for (const pair of rooms.pairsOf[cell]!) {
    const missing = pupils[cell]! - rooms.free[to[pair]!]!
    for (const other of rooms.members[to[pair]!]!) {
      if (pupils[other]! + rounding >= missing && pupils[other]! < smallest - rounding) [smallest, give] = [pupils[other]!, [other, pair]]
    }
  }
  if (give === undefined) return false
  assign(rooms, give[0], -1)
  assign(rooms, cell, give[1])
  return true
}

/** Passes over all cells until none gains: waiting cells are squeezed in, others move to a nearer school with room or change places with a cell there. */
export function improveRooms(rooms: Rooms): void {
  // Each change shortens the way, so passes end by themselves; the bound only keeps a very large case short.
  for (let pass = 0; pass < 50; pass++) {
    let changed = 0
    for (let cell = 0; cell < rooms.pupils.length; cell++) {
      if (rooms.pairOf[cell]! < 0 ? squeezeIn(rooms, cell) : moveNearer(rooms, cell)) changed++
    }
    if (changed === 0) return
  }
}

function moveNearer(rooms: Rooms, cell: number): boolean {
  const { pupils, cost, to } = rooms
  const own = rooms.pairOf[cell]!
  for (const pair of rooms.pairsOf[cell]!) {
    const gain = pupils[cell]! * (cost[own]! - cost[pair]!)
    if (gain <= rounding) return false
    if (fits(rooms, pair, pupils[cell]!)) {
      assign(rooms, cell, pair)
      return true
    }
    for (const other of rooms.members[to[pair]!]!) {
      const back = rooms.pairsOf[other]!.find((each) => to[each] === to[own])
      if (back === undefined || pupils[other]! * (cost[back]! - cost[rooms.pairOf[other]!]!) >= gain - rounding) continue
      const roomThere = rooms.free[to[pair]!]! + pupils[other]! + rounding >= pupils[cell]!
      const roomHere = rooms.free[to[own]!]! + pupils[cell]! + rounding >= pupils[other]!
      if (!roomThere || !roomHere) continue
      assign(rooms, cell, -1)
      assign(rooms, other, back)
      assign(rooms, cell, pair)
      return true
    }
  }
  return false
}
