// The draws of one cell in order, for a few cells at a time: alerts, turning points and reports take the middle of thousands of rows.

import type { Values } from './cube.js'
import { createSortRoom, sortDraws } from './sort-draws.js'

// Room for sorting is kept from call to call: nothing of a row stays in it.
let room = createSortRoom(0)

/** A sorted copy of draws. Cost: O(draws) when they are all the same or spread like a bell; O(draws log draws) at worst. */
export function sortedDraws(values: Values): Float64Array {
  const row = values.slice()
  const first = row[0]
  let i = 1
  while (i < row.length && row[i] === first) i++
  if (i >= row.length) return row
  if (room.places.length < row.length) room = createSortRoom(row.length)
  sortDraws(row, room)
  return row
}
