// The form of published norms: warning rules and lead times as data, each with the source it was taken from.

import type { Fact } from '../core/fact.js'

export interface Text {
  readonly en: string
  readonly zh: string
}

/** School years after the origin, both ends included; 0 is the origin itself. */
export interface Leads {
  readonly from: number
  readonly to: number
}

export interface AlertLevel {
  readonly level: string
  readonly name: Text
  /** The level holds when the measure is at least this. */
  readonly atLeast: number
  /** Narrows the rule's years ahead for this level. */
  readonly leads?: Leads | undefined
}

/** What a rule looks at. */
export type AlertMeasure =
  /** Pupils ÷ places. */
  | 'utilisation'
  /** Pupils without a place, grade by grade. */
  | 'unmet'
  /** Spare places ÷ places. */
  | 'spareShare'
  /** Share of futures in which at least one pupil has no place; 0 or 1 for a point forecast. */
  | 'chance'
  /** Share by which pupils are below their highest number since the base year. */
  | 'decline'
  /** An indicator of the user's own, handed over with the rules. */
  | 'indicator'

/** A warning rule as data. `scope` is the entry grade of each stage, or the stage as a whole. */
export interface AlertRule {
  readonly id: string
  readonly name: Text
  readonly kind: 'shortage' | 'surplus'
  readonly measure: AlertMeasure
  readonly scope: 'entry-grade' | 'stage'
  /** Id of the indicator, for the measure `indicator`. */
  readonly indicator?: string | undefined
  /** Stage ids the rule speaks of; all when left out. */
  readonly stages?: readonly string[] | undefined
  /** `local`: children of local registration (户籍), where their share is handed over. All children when left out. */
  readonly children?: 'all' | 'local' | undefined
  readonly leads: Leads
  /** From the mildest to the gravest. */
  readonly levels: readonly AlertLevel[]
  readonly source: Fact
}

/** A way to add places and the school years from decision to opening. */
export interface Remedy {
  readonly id: string
  readonly name: Text
  readonly years: number
  readonly source: Fact
}
