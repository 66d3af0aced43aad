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

/**
 * A warning rule as data. `measure` is `utilisation` (pupils ÷ places), `unmet` (pupils without a place, grade by grade),
 * or `spareShare` (spare places ÷ places). `scope` is the entry grade of each stage, or the stage as a whole.
 */
export interface AlertRule {
  readonly id: string
  readonly name: Text
  readonly kind: 'shortage' | 'surplus'
  readonly measure: 'utilisation' | 'unmet' | 'spareShare'
  readonly scope: 'entry-grade' | 'stage'
  /** Stage ids the rule speaks of; all when left out. */
  readonly stages?: readonly string[] | undefined
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
