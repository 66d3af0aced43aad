// Who can reach whom, and how far it is: a neighbour list, a matrix of distances or points on the map, as one list of pairs.

import { PlacesError, requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'

/** That pupils of `from` can reach `to`; `distance` in whatever unit the travel limits use (km, minutes). */
export interface Reach {
  readonly from: string
  readonly to: string
  readonly distance: number
  /** The most pupils of one stage (of one grade, where grades are kept apart) who may take this way in a year; no limit when left out. */
  readonly limit?: number | undefined
}

/** A place on the map in degrees. */
export interface Point {
  readonly id: string
  readonly longitude: number
  readonly latitude: number
}

/**
 * Refuses pairs that cannot be used, all at once: a distance or limit that is missing, negative or no number, an unknown end, the same pair twice.
 *
 * @returns the pairs as given
 * @throws `invalid-input` listing every fault with its row
 * Cost: O(pairs).
 */
export function checkReaches(reaches: readonly Reach[], from: ReadonlySet<string>, to: ReadonlySet<string>, verb: string): readonly Reach[] {
  if (!Array.isArray(reaches as unknown)) throw new PlacesError('invalid-input', `${verb}: reaches must be a list, got ${String(reaches)}`, { where: { option: 'reaches' } })
  const faults: Issue[] = []
  const seen = new Set<string>()
  const fault = (row: number, column: string, code: 'missing-value' | 'not-allowed' | 'unknown-area' | 'duplicate-row', message: string, found: unknown): void => {
    faults.push({ code, severity: 'fault', where: { table: 'reaches', row: row + 1, column }, message, found: String(found) })
  }
  reaches.forEach((reach, row) => {
    if (reach.distance === undefined || reach.distance === null || Number.isNaN(reach.distance)) fault(row, 'distance', 'missing-value', `the distance from ${reach.from} to ${reach.to} is missing`, reach.distance)
    else if (!(reach.distance >= 0 && reach.distance < Infinity)) fault(row, 'distance', 'not-allowed', `a distance must be 0 or more, got ${reach.distance}`, reach.distance)
    if (reach.limit !== undefined && !(reach.limit >= 0)) fault(row, 'limit', 'not-allowed', `a limit must be 0 or more, got ${reach.limit}`, reach.limit)
    if (!from.has(reach.from)) fault(row, 'from', 'unknown-area', `there is no ${reach.from}`, reach.from)
    if (!to.has(reach.to)) fault(row, 'to', 'unknown-area', `there is no ${reach.to}`, reach.to)
    const key = JSON.stringify([reach.from, reach.to])
    if (seen.has(key)) fault(row, 'to', 'duplicate-row', `the pair ${reach.from} → ${reach.to} is given twice`, reach.to)
    seen.add(key)
  })
  if (faults.length > 0) throw new PlacesError('invalid-input', `${verb}: ${faults.map((each) => `reaches row ${each.where.row}: ${each.message}`).join('; ')}`, { issues: faults })
  return reaches
}

/**
 * Turns a matrix of distances into pairs. A cell of `undefined` is a pair that cannot be reached.
 *
 * @param distances [from, to] in the order of the labels
 * @throws `shape-mismatch` when the matrix is not labels × labels
 * @example
 * reachesOfMatrix(['North', 'South'], [[0, 4], [5, 0]]).length // 2
 */
export function reachesOfMatrix(labels: readonly string[], distances: readonly (readonly (number | undefined)[])[]): readonly Reach[] {
  requireList(labels, 'labels', 'reachesOfMatrix')
  requireList(distances, 'distances', 'reachesOfMatrix', 2)
  if (distances.length !== labels.length || distances.some((row) => row.length !== labels.length)) {
    throw new PlacesError('shape-mismatch', `reachesOfMatrix: distances must be ${labels.length} × ${labels.length}, got ${distances.length} × ${distances.map((row) => row.length).join(', ')}`)
  }
  return labels.flatMap((from, i) =>
    labels.flatMap((to, j) => {
      const distance = distances[i]?.[j]
      return i === j || distance === undefined ? [] : [{ from, to, distance }]
    }),
  )
}

/** Neighbours who can reach each other both ways: every pair is also given the other way round. */
export function bothWays(reaches: readonly Reach[]): readonly Reach[] {
  requireList(reaches, 'reaches', 'bothWays')
  return reaches.flatMap((reach) => [reach, { ...reach, from: reach.to, to: reach.from }])
}

const earthRadius = 6371.0088
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/**
 * Distance along the great circle in km (haversine, mean radius 6,371.0088 km).
 *
 * @example
 * Math.round(kilometresBetween({ id: 'a', longitude: 0, latitude: 0 }, { id: 'b', longitude: 1, latitude: 0 }) * 1000) // 111195
 */
export function kilometresBetween(a: Point, b: Point): number {
  requireObject(a, 'a', 'kilometresBetween')
  requireObject(b, 'b', 'kilometresBetween', 2)
  const [y, x] = [Math.sin(radians(b.latitude - a.latitude) / 2), Math.sin(radians(b.longitude - a.longitude) / 2)]
  const chord = y * y + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * x * x
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/**
 * Pairs of points within a distance, straight over the ground: a first answer where road distances are not at hand.
 *
 * @param kilometres the farthest that counts as within reach
 * @param most nearest pairs kept for each start; all when left out
 * @returns pairs by start in the order given, nearest first; a point is not paired with the point of its own id
 * @throws `invalid-input` listing every point without coordinates, `invalid-option` for a distance that is negative or none
 * Cost: O(starts × points in the cells of a grid around them).
 */
export function reachesWithin(from: readonly Point[], to: readonly Point[], kilometres: number, most = Infinity): readonly Reach[] {
  requireList(from, 'from', 'reachesWithin')
  requireList(to, 'to', 'reachesWithin', 2)
  checkPoints(from, to, kilometres)
  // A degree of latitude is 111.19 km; of longitude less, the farther from the equator.
  let farthest = 0
  for (const points of [from, to]) for (const point of points) farthest = Math.max(farthest, Math.abs(point.latitude))
  // Cells of a grid must have a size, also where only points of the same place are within reach.
  const high = Math.max(kilometres, 0.001) / 111.19
  const wide = high / Math.max(0.01, Math.cos(radians(Math.min(89, farthest))))
  const grid = new Map<string, Point[]>()
  const cellOf = (point: Point): readonly [number, number] => [Math.floor(point.longitude / wide), Math.floor(point.latitude / high)]
  for (const point of to) {
    const key = cellOf(point).join()
    const there = grid.get(key)
    if (there === undefined) grid.set(key, [point])
    else there.push(point)
  }
  return from.flatMap((start) => {
    const [column, row] = cellOf(start)
    const near: Reach[] = []
    for (let x = column - 1; x <= column + 1; x++) {
      for (let y = row - 1; y <= row + 1; y++) {
        for (const point of grid.get(`${x},${y}`) ?? []) {
          const distance = kilometresBetween(start, point)
          if (distance <= kilometres && point.id !== start.id) near.push({ from: start.id, to: point.id, distance })
        }
      }
    }
    return near.sort((a, b) => a.distance - b.distance).slice(0, most)
  })
}

function checkPoints(from: readonly Point[], to: readonly Point[], kilometres: number): void {
  if (!(kilometres >= 0 && kilometres < Infinity)) throw new PlacesError('invalid-option', `reachesWithin: kilometres must be 0 or more, got ${kilometres}`, { where: { option: 'kilometres' } })
  const faults = [from, to].flatMap((points, side) =>
    points.flatMap((point, i): Issue[] => {
      if (Math.abs(point.longitude) <= 180 && Math.abs(point.latitude) <= 90) return []
      const where = { table: side === 0 ? 'from' : 'to', row: i + 1, column: Math.abs(point.latitude) <= 90 ? 'longitude' : 'latitude' }
      return [{ code: 'not-allowed', severity: 'fault', where, message: `${point.id} must lie within 180° and 90°, got ${point.longitude}, ${point.latitude}` }]
    }),
  )
  if (faults.length > 0) throw new PlacesError('invalid-input', `reachesWithin: ${faults.map((each) => `${each.where.table} row ${each.where.row}: ${each.message}`).join('; ')}`, { issues: faults })
}
