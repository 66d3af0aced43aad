// Land sales linked to places (商住用地出让与学位联动): what a residential parcel does to the balance, whether it may go ahead, and on what conditions.

import { rowAt } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import { aBalance } from '../core/nouns.js'
import type { Balance } from './balance.js'
import { broughtBy, checkParcels, dwellingsOf, pupilsPerDwelling, synchronyOf } from './parcels.js'
import type { Parcel, StageYield, Synchrony } from './parcels.js'

export interface LinkageOptions {
  readonly yields: readonly StageYield[]
  /** First school year in which places that are decided now can be open. A shortage before it cannot be cured: the verdict is stop. */
  readonly placesFrom: number
  /** The chance of a shortage that is still accepted in a year and stage, 0–1; 0.2 when left out. A point forecast is short or not. */
  readonly mostChance?: number | undefined
  /** Share of the places kept free, 0–1; 0 when left out. */
  readonly margin?: number | undefined
  /** Pupils a class holds by stage, to tell places to bring in classes. */
  readonly classSizes?: Readonly<Record<string, number>> | undefined
}

export interface LinkageYear {
  readonly year: number
  readonly stage: string
  /** Pupils of this parcel. */
  readonly pupils: number
  /** Places − pupils with this parcel and all before it, median over the draws. */
  readonly gap: number
  /** Share of draws that are short, without and with this parcel. */
  readonly chanceBefore: number
  readonly chance: number
}

export interface PlacesToBring {
  readonly stage: string
  /** Whole places, in whole classes where a class size is given. */
  readonly places: number
  readonly classes: number | undefined
  /** Of these, places for the pupils of the parcel itself; the rest was missing before it. */
  readonly own: number
  /** School year from which they are needed. */
  readonly year: number
}

export interface LandVerdict {
  readonly parcel: string
  readonly area: string
  readonly dwellings: number
  readonly verdict: 'pass' | 'conditional' | 'stop'
  /** Years and stages above the accepted chance, first year first: the reasons of a verdict that is no pass. */
  readonly reasons: readonly LinkageYear[]
  readonly years: readonly LinkageYear[]
  /** Whole dwellings that would still pass with the same delivery and occupancy, before anything the parcel brings; `Infinity` where no stage limits it. */
  readonly mostDwellings: number
  /** What would have to be brought for a pass; empty for a pass. */
  readonly bring: readonly PlacesToBring[]
  /** Latest dates for the school of the parcel, in step with the housing (四同步). */
  readonly synchrony: Partial<Synchrony>
}

/**
 * Judges parcels in the order given, each on top of those before it that were not stopped.
 *
 * A parcel on condition is sold only with the places it must bring, so they are there for those after it, with its pupils: nobody brings the same
 * place twice, and what is asked for in all is what is missing in all (to whole classes).
 *
 * Pass: no stage and year within the horizon is above the accepted chance of a shortage. Conditional: some are, but only in years in which places
 * decided now can be open. Stop: one is short before that. More dwellings never give a better verdict.
 *
 * @param balance gap [area, stage, year, draw]; grades of a stage are taken together, as rooms can be given to other grades in the years until delivery
 * @param parcels with delivery and dwellings
 * @returns one verdict a parcel, in the same order, with pupils, gaps and chances by year and stage
 * @throws `invalid-input` listing every fault of the parcels; `invalid-option` for yields, shares or margins that are none
 * Cost: O(parcels × stages × years × draws log draws).
 */
export function linkLand(balance: Balance, parcels: readonly Parcel[], options: LinkageOptions): readonly LandVerdict[] {
  requireNoun(balance, { ...aBalance, has: ['stages'] }, 'linkLand')
  checkParcels(parcels, options, balance.stages.pupils.axes.area.labels, balance.stages.pupils.axes.stage.labels)
  const years = balance.stages.pupils.axes.year.labels
  const stages = options.yields.map((each) => each.stage)
  // Pupils and places that earlier parcels have added, by area, stage and year.
  const used = new Map<string, number>()
  return Object.freeze(
    parcels.map((parcel): LandVerdict => {
      const dwellings = dwellingsOf(parcel)
      const rows = stages.flatMap((stage) => years.map((year) => cellOf(balance, parcel, stage, year, dwellings, used, options)))
      const mostChance = options.mostChance ?? 0.2
      const reasons = rows.filter((row) => row.pupils > 0 && row.chance > mostChance).sort((a, b) => a.year - b.year || b.chance - a.chance)
      const first = reasons[0]?.year ?? Infinity
      const verdict = reasons.length === 0 ? 'pass' : first < options.placesFrom ? 'stop' : 'conditional'
      const bring = placesToBring(stages, reasons, options)
      if (verdict !== 'stop') {
        const onCondition = (stage: string, year: number): number => bring.find((each) => each.stage === stage && each.year <= year)?.places ?? 0
        for (const { stage, year, added } of rows) {
          const key = keyOf(parcel.area, stage, year)
          used.set(key, (used.get(key) ?? 0) + added - onCondition(stage, year))
        }
      }
      const plain = rows.map(({ spare: _spare, perDwelling: _perDwelling, added: _added, needed: _needed, ...row }) => Object.freeze(row))
      return Object.freeze({
        parcel: parcel.parcel,
        area: parcel.area,
        dwellings,
        verdict,
        reasons: Object.freeze(reasons.map((row) => plain[rows.indexOf(row)]!)),
        years: Object.freeze(plain),
        mostDwellings: Math.max(0, Math.min(...rows.map((row) => (row.perDwelling > 0 ? Math.floor(row.spare / row.perDwelling + 1e-9) : Infinity)))),
        bring: Object.freeze(bring),
        synchrony: synchronyOf(parcel),
      })
    }),
  )
}

interface LinkageCell extends LinkageYear {
  /** Pupils that can be added before the accepted chance is passed. */
  readonly spare: number
  readonly perDwelling: number
  /** Pupils of the parcel less the places it brings. */
  readonly added: number
  /** Places missing for a pass. */
  readonly needed: number
}

function cellOf(balance: Balance, parcel: Parcel, stage: string, year: number, dwellings: number, used: ReadonlyMap<string, number>, options: LinkageOptions): LinkageCell {
  const where = { area: parcel.area, stage, year }
  const before = used.get(keyOf(parcel.area, stage, year)) ?? 0
  const places = rowAt(balance.stages.places, where)
  const gaps = Float64Array.from(rowAt(balance.stages.gap, where), (gap, d) => gap - (options.margin ?? 0) * places[d]! - before).sort()
  const perDwelling = pupilsPerDwelling(parcel, options.yields.find((each) => each.stage === stage)!, year)
  const added = dwellings * perDwelling - broughtBy(parcel, stage, year)
  const shareBelow = (bound: number): number => gaps.findIndex((gap) => gap >= bound - 1e-9) / gaps.length
  const chanceOf = (bound: number): number => (gaps.at(-1)! < bound - 1e-9 ? 1 : shareBelow(bound))
  // At most this many draws may be short: the gap of the next draw is what can be used.
  const most = Math.min(gaps.length - 1, Math.floor((options.mostChance ?? 0.2) * gaps.length + 1e-9))
  const spare = gaps[most]!
  const middle = (gaps[Math.floor((gaps.length - 1) / 2)]! + gaps[Math.ceil((gaps.length - 1) / 2)]!) / 2
  return { year, stage, pupils: dwellings * perDwelling, gap: middle - added, chanceBefore: chanceOf(0), chance: chanceOf(added), spare, perDwelling, added, needed: Math.max(0, added - spare) }
}

function placesToBring(stages: readonly string[], reasons: readonly LinkageCell[], { classSizes }: LinkageOptions): PlacesToBring[] {
  return stages.flatMap((stage): PlacesToBring[] => {
    const own = reasons.filter((row) => row.stage === stage)
    if (own.length === 0) return []
    const needed = Math.max(...own.map((row) => row.needed))
    const mine = Math.max(...own.map((row) => Math.min(row.needed, row.added)))
    const size = classSizes?.[stage]
    const classes = size === undefined ? undefined : Math.ceil(needed / size - 1e-9)
    return [Object.freeze({ stage, places: classes === undefined || size === undefined ? Math.ceil(needed - 1e-9) : classes * size, classes, own: Math.max(0, Math.ceil(mine - 1e-9)), year: Math.min(...own.map((row) => row.year)) })]
  })
}

const keyOf = (area: string, stage: string, year: number): string => JSON.stringify([area, stage, year])
