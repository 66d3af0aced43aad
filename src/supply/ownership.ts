// The form of the books of who provides places: accounts of sectors, moves between them, and the total.

import type { Cube } from '../core/cube.js'
import type { Provenance } from '../core/provenance.js'

/** The places of a supply and what it lists of the moves between sectors. A `Supply` is one. */
export interface SectorSupply {
  readonly origin: number
  readonly horizon: number
  readonly places: Cube<readonly ['area', 'grade', 'sector', 'year', 'draw']>
  readonly additions: readonly SectorAddition[]
}

/** A listed addition: one of net 0 moves places to `sector`, from `fromSector` when that is told, and back from the year `closes` on. */
export interface SectorAddition {
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly sector: string
  readonly fromSector?: string | undefined
  readonly closes?: number | undefined
  readonly places: number
  readonly net: number
  readonly inStock: boolean
}

/** One sector of a stage in an area in a year. closing = opening + built − closed + movedIn − movedOut. Unit: places. */
export interface SectorAccount {
  readonly area: string
  readonly stage: string
  readonly sector: string
  readonly year: number
  readonly opening: number
  readonly built: number
  readonly closed: number
  readonly movedIn: number
  readonly movedOut: number
  readonly closing: number
}

/** Places that went from one sector to another. */
export interface SectorMove {
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly from: string
  readonly to: string
  readonly places: number
}

/** All sectors together: closing = opening + built − closed. */
export interface StageAccount {
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly opening: number
  readonly built: number
  readonly closed: number
  readonly moved: number
  readonly closing: number
  /** Public and purchased places: what the public purse provides. */
  readonly provided: number
}

export interface SectorAccounts {
  readonly accounts: readonly SectorAccount[]
  readonly moves: readonly SectorMove[]
  readonly totals: readonly StageAccount[]
  readonly provenance: Provenance
}
