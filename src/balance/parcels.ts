// Residential parcels: how many pupils they send in which year, what they bring, and with which dates their school must keep step.

import { isIsoDate } from '../core/calendar.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stageOf } from '../core/ladder.js'
import type { Ladder } from '../core/ladder.js'
import { aLadder } from '../core/nouns.js'

/** The four steps that a school shares with its housing (四同步：同步规划、建设、验收、交付). */
export interface Synchrony {
  readonly plan: string
  readonly build: string
  readonly accept: string
  readonly handOver: string
}

/** A residential parcel to be sold or built: dwellings as given, or floor area ÷ floor area per dwelling. */
export interface Parcel {
  readonly parcel: string
  readonly area: string
  readonly dwellings?: number | undefined
  /** ㎡ of housing. */
  readonly floorArea?: number | undefined
  /** ㎡ per dwelling; needed with `floorArea`. */
  readonly floorPerDwelling?: number | undefined
  /** School year before whose start the first dwellings are handed over. */
  readonly delivery: number
  /** Share of the dwellings lived in, by school years since delivery, the last held; all at once when left out. */
  readonly occupancy?: readonly number[] | undefined
  /** Dates of the housing, YYYY-MM-DD, which the school must keep step with. */
  readonly phases?: Partial<Synchrony> | undefined
  /** Places it brings itself, by stage, and the school year from which they can be used. */
  readonly brings?: readonly { readonly stage: string; readonly places: number; readonly year: number }[] | undefined
}

/** Pupils of a stage per 100 dwellings that are lived in, by school years since delivery, the last held. */
export interface StageYield {
  readonly stage: string
  readonly perHundred: readonly number[]
}

/** Pupils of a stage per dwelling of the parcel, lived in or not, in a school year. */
export function pupilsPerDwelling(parcel: Parcel, { perHundred }: StageYield, year: number): number {
  const since = year - parcel.delivery
  if (since < 0) return 0
  const occupancy = parcel.occupancy ?? [1]
  // Dwellings moved into in later years have their own clock: each year's newcomers send pupils by years since they came.
  let pupils = 0
  for (let moved = 0; moved <= since; moved++) {
    const share = (occupancy[Math.min(moved, occupancy.length - 1)] ?? 1) - (moved === 0 ? 0 : (occupancy[Math.min(moved - 1, occupancy.length - 1)] ?? 1))
    pupils += (share * perHundred[Math.min(since - moved, perHundred.length - 1)]!) / 100
  }
  return pupils
}

/** Places of a stage that the parcel itself has brought by a year. */
export function broughtBy(parcel: Parcel, stage: string, year: number): number {
  return (parcel.brings ?? []).reduce((sum, each) => sum + (each.stage === stage && year >= each.year ? each.places : 0), 0)
}

/** Dwellings as given, or floor area ÷ floor area per dwelling, whole ones. */
export function dwellingsOf(parcel: Parcel): number {
  return parcel.dwellings ?? Math.floor((parcel.floorArea ?? 0) / (parcel.floorPerDwelling ?? 1) + 1e-9)
}

/** Latest dates for each step of the school: those of the housing; handed over by 31 August before the first pupils at the latest. */
export function synchronyOf({ delivery, phases }: Parcel): Partial<Synchrony> {
  const last = `${delivery}-08-31`
  return Object.freeze({ ...phases, handOver: phases?.handOver !== undefined && phases.handOver < last ? phases.handOver : last })
}

/** Yields by stage from a norm of places per 1,000 residents (千人指标): persons per dwelling × norm ÷ 10 per 100 dwellings, constant in time. */
export function yieldsOfNorm(ladder: Ladder, personsPerDwelling: number, perThousand: Readonly<Record<string, number>>): readonly StageYield[] {
  requireNoun(ladder, aLadder, 'yieldsOfNorm')
  requireObject(perThousand, 'perThousand', 'yieldsOfNorm', 3)
  return Object.entries(perThousand).map(([stage, value]) => ({ stage: stageOf(ladder, stage).id, perHundred: [(personsPerDwelling * value) / 10] }))
}

/** The numbers of a judgement that are checked with the parcels. */
export interface LinkageNumbers {
  readonly yields: readonly StageYield[]
  readonly placesFrom: number
  readonly mostChance?: number | undefined
  readonly margin?: number | undefined
  readonly classSizes?: Readonly<Record<string, number>> | undefined
}

/** Refuses parcels and options that cannot be used, every fault at once. */
export function checkParcels(parcels: readonly Parcel[], options: LinkageNumbers, areas: readonly string[], stages: readonly string[]): void {
  if (!Array.isArray(parcels as unknown) || !Array.isArray(options?.yields as unknown)) throw new PlacesError('invalid-input', 'linkLand: parcels must be a list, and yields a list of pupils by stage, as yieldsOfNorm gives it')
  const faults: Issue[] = []
  const fault = (row: number, column: string, code: Issue['code'], message: string): void => void faults.push({ code, severity: 'fault', where: { table: 'parcels', row: row + 1, column }, message })
  const option = (name: string, message: string): void => void faults.push({ code: 'not-allowed', severity: 'fault', where: { option: name }, message })
  const [known, seen] = [new Set(areas), new Set<string>()]
  parcels.forEach((parcel, row) => {
    if (!known.has(parcel.area)) fault(row, 'area', 'unknown-area', `there is no area ${parcel.area} in the balance`)
    if (seen.has(parcel.parcel)) fault(row, 'parcel', 'duplicate-row', `${parcel.parcel} is given twice`)
    seen.add(parcel.parcel)
    if (parcel.dwellings === undefined && (parcel.floorArea === undefined || parcel.floorPerDwelling === undefined)) fault(row, 'dwellings', 'missing-value', `${parcel.parcel} needs dwellings, or floorArea and floorPerDwelling`)
    for (const name of ['dwellings', 'floorArea'] as const) if (parcel[name] !== undefined && !(parcel[name] >= 0 && parcel[name] < Infinity)) fault(row, name, 'not-allowed', `${name} must be 0 or more, got ${parcel[name]}`)
    if (parcel.floorPerDwelling !== undefined && !(parcel.floorPerDwelling > 0)) fault(row, 'floorPerDwelling', 'not-allowed', `floorPerDwelling must be above 0, got ${parcel.floorPerDwelling}`)
    for (const [name, date] of Object.entries(parcel.phases ?? {})) if (date !== undefined && !isIsoDate(date)) fault(row, `phases ${name}`, 'not-allowed', `a date must read YYYY-MM-DD, got ${date}`)
    if (!Number.isInteger(parcel.delivery)) fault(row, 'delivery', 'wrong-type', `delivery must be a school year, got ${parcel.delivery}`)
    const ramp = parcel.occupancy ?? []
    if (ramp.some((share, i) => !(share >= (ramp[i - 1] ?? 0) && share <= 1))) fault(row, 'occupancy', 'not-allowed', `occupancy must rise from 0 to 1 at most, got ${ramp.join(', ')}`)
    for (const each of parcel.brings ?? []) if (!stages.includes(each.stage) || !(each.places >= 0 && each.places < Infinity) || !Number.isInteger(each.year)) fault(row, 'brings', 'not-allowed', `${each.places} places of ${each.stage} cannot be brought in ${each.year}`)
  })
  for (const [stage, size] of Object.entries(options.classSizes ?? {})) {
    if (!stages.includes(stage)) option('classSizes', `the balance has no stage ${stage}`)
    if (!(size > 0 && size < Infinity)) option('classSizes', `a class of ${stage} must hold more than 0 pupils, got ${size}`)
  }
  if (options.yields.length === 0) option('yields', 'at least one stage needs a yield')
  for (const { stage, perHundred } of options.yields) {
    if (!stages.includes(stage)) option('yields', `the balance has no stage ${stage}`)
    if (perHundred.length === 0 || perHundred.some((value) => !(value >= 0))) option('yields', `the yield of ${stage} must be 0 or more in each year, got ${perHundred.join(', ')}`)
  }
  for (const name of ['mostChance', 'margin'] as const) if (options[name] !== undefined && !(options[name] >= 0 && options[name] < 1)) option(name, `${name} must be from 0 to below 1, got ${options[name]}`)
  if (!Number.isInteger(options.placesFrom)) option('placesFrom', `placesFrom must be a school year, got ${options.placesFrom}`)
  if (faults.length > 0) throw new PlacesError('invalid-input', `linkLand: ${faults.map((each) => `${each.where.row === undefined ? '' : `parcels row ${each.where.row}: `}${each.message}`).join('; ')}`, { issues: faults })
}
