// Places of a school, from its classes, its floor, its land or as stated: several ways at once, with the one that binds.

import { PlacesError, requireObject } from '../core/error.js'
import { placesFromSpace } from './space.js'
import type { SpaceStandard } from './space.js'

/** Classes of a stage or of one grade, and the pupils in each. */
export interface ClassRow {
  readonly stage: string
  readonly grade?: string | undefined
  readonly classes: number
  /** Pupils per class; the norm of the stage or grade when left out. */
  readonly classSize?: number | undefined
}

/** What is known of a school's room. */
export interface SchoolRoom {
  readonly school: string
  readonly classes?: readonly ClassRow[] | undefined
  /** ㎡ that count under the floor standard. */
  readonly floor?: number | undefined
  /** ㎡ of the site. */
  readonly land?: number | undefined
  /** Places as the school or the bureau states them. */
  readonly stated?: number | undefined
}

export interface CapacityOptions {
  /** Pupils per class by grade or stage id, used where a row does not say; a grade before its stage. */
  readonly classSizes?: Readonly<Record<string, number>> | undefined
  readonly floorStandard?: SpaceStandard | undefined
  readonly landStandard?: SpaceStandard | undefined
}

export type CapacityWay = 'classes' | 'floor' | 'land' | 'stated'

export interface Capacity {
  readonly school: string
  /** The least of all ways that are known. */
  readonly places: number
  /** The way that gives the least; the first of classes, floor, land and stated when several do. */
  readonly binding: CapacityWay
  readonly ways: readonly { readonly way: CapacityWay; readonly places: number }[]
  /** Places by stage from the classes, before any other way binds. */
  readonly stages: readonly { readonly stage: string; readonly places: number; readonly classes: number }[]
  /** Places by grade, for rows of classes that name one. */
  readonly grades: readonly { readonly stage: string; readonly grade: string; readonly places: number }[]
}

/**
 * The places of a school by every way that is known, and the one that binds.
 *
 * For a school whose classes hold more than its floor or its land allows, and the other way round.
 *
 * @param room classes × class size by stage or grade, ㎡ of floor and land, places as stated: any of them
 * @param options norms of class size, and a standard for each area that is given
 * @returns whole places by floor and land; the least of all ways as `places`
 * @throws `invalid-option` listing in one message what is negative, an area without a standard, classes without a size; `no-data` when nothing is known
 * Cost: O(rows of classes + sizes of the standards).
 * @example
 * // Donghu's campus of 2022: 36 classes of 45
 * capacityOf({ school: 'Tianji', classes: [{ stage: 'primary', classes: 36, classSize: 45 }] }).places // 1620
 */
export function capacityOf(room: SchoolRoom, options: CapacityOptions = {}): Capacity {
  const verb = 'capacityOf'
  requireObject(room, 'room', verb)
  const faults: string[] = []
  const sizeOf = (row: ClassRow): number => row.classSize ?? (row.grade === undefined ? undefined : options.classSizes?.[row.grade]) ?? options.classSizes?.[row.stage] ?? Number.NaN
  for (const row of room.classes ?? []) {
    if (!(row.classes >= 0)) faults.push(`classes of ${row.grade ?? row.stage} must be at least 0, got ${row.classes}`)
    if (!(sizeOf(row) > 0)) faults.push(`classes of ${row.grade ?? row.stage} need a size of more than 0, got ${row.classSize ?? 'none'}`)
  }
  for (const [name, area, standard] of [['floor', room.floor, options.floorStandard], ['land', room.land, options.landStandard]] as const) {
    if (area === undefined) continue
    if (!(area >= 0)) faults.push(`${name} must be at least 0, got ${area}`)
    if (standard === undefined) faults.push(`${name} needs a standard, got none`)
    else if (standard.measure !== name) faults.push(`${name} needs a standard of ${name}, got one of ${standard.measure}`)
  }
  if (room.stated !== undefined && !(room.stated >= 0)) faults.push(`stated places must be at least 0, got ${room.stated}`)
  if (faults.length > 0) throw new PlacesError('invalid-option', `${verb}: ${room.school}: ${faults.join('; ')}`)

  const rows = (room.classes ?? []).map((row) => ({ ...row, places: row.classes * sizeOf(row) }))
  const ways: { readonly way: CapacityWay; readonly places: number }[] = []
  if (rows.length > 0) ways.push({ way: 'classes', places: rows.reduce((sum, row) => sum + row.places, 0) })
  if (room.floor !== undefined && options.floorStandard !== undefined) ways.push({ way: 'floor', places: placesFromSpace(room.floor, options.floorStandard) })
  if (room.land !== undefined && options.landStandard !== undefined) ways.push({ way: 'land', places: placesFromSpace(room.land, options.landStandard) })
  if (room.stated !== undefined) ways.push({ way: 'stated', places: room.stated })
  const least = ways.reduce((a, b) => (b.places < a.places ? b : a), ways[0] ?? { way: 'stated', places: Number.NaN })
  if (ways.length === 0) throw new PlacesError('no-data', `${verb}: classes, floor, land or stated places must be given, got none of ${room.school}`)
  const stages = [...new Set(rows.map((row) => row.stage))].map((stage) => {
    const own = rows.filter((row) => row.stage === stage)
    return { stage, places: own.reduce((sum, row) => sum + row.places, 0), classes: own.reduce((sum, row) => sum + row.classes, 0) }
  })
  const grades = rows.flatMap(({ stage, grade, places }) => (grade === undefined ? [] : [{ stage, grade, places }]))
  return Object.freeze({ school: room.school, places: least.places, binding: least.way, ways: Object.freeze(ways), stages: Object.freeze(stages), grades: Object.freeze(grades) })
}
