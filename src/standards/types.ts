// The form of published norms: warning rules, sizes, space, staff and durations as data, each number with the fact it was taken from.
// A number and its fact stand side by side: `norm.size` to reckon with, `norm.facts.size` to defend it.

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
  /** The mode of delivery whose durations its years may be derived from, by `leadTimes`. */
  readonly mode?: string | undefined
  readonly years: number
  readonly source: Fact
}

/** Kinds of school that norms tell apart: 幼儿园、完全小学、初级中学、九年一贯制、十二年一贯制、完全中学、高级中学. */
export type SchoolType = 'kindergarten' | 'primary' | 'junior' | 'nine-year' | 'twelve-year' | 'complete-secondary' | 'senior'

/** The number of each named field, as facts. */
export type FactsOf<Key extends string> = Readonly<Record<Key, Fact>>

/** Pupils of a class of a stage, or of one of its grades. */
export interface ClassSizeNorm {
  readonly stage: string
  /** The grade where grades differ; `mixed` for a class of several ages. */
  readonly grade?: string
  /** Pupils per class that may not be exceeded. */
  readonly size: number
  readonly facts: FactsOf<'size'>
}

/** A band of class sizes; the first has no lower and the last no upper end. */
export interface ClassSizeBand {
  readonly id: string
  readonly name: Text
  readonly from: number | undefined
  readonly to: number | undefined
  readonly facts: Readonly<Partial<Record<'from' | 'to', Fact>>>
}

/** Bands by which class sizes are judged, and the bins by which they are reported. */
export interface OversizeBands {
  /** Pupils from which a class is large (大班额) and very large (超大班额). */
  readonly largeFrom: number
  readonly veryLargeFrom: number
  readonly bands: readonly ClassSizeBand[]
  readonly bins: readonly ClassSizeBand[]
  readonly facts: FactsOf<'largeFrom' | 'veryLargeFrom'>
}

/** Pupils, or classes, that a school of a type may have. */
export interface SchoolSizeNorm {
  readonly type: SchoolType
  readonly atMost: number
  readonly unit: 'pupils' | 'classes'
  /** A cap for older schools or schools with many migrant pupils that was found in a weak source only: never to be applied without checking it. */
  readonly relaxed?: Fact
  readonly facts: FactsOf<'atMost'>
}

/** Space of one size of school. Units: places, m² per place, m². */
export interface SpacePoint {
  readonly classes: number
  readonly places: number
  readonly perPlace: number
  readonly total: number
  readonly facts: FactsOf<'places' | 'perPlace' | 'total'>
}

/** Floor or land per place by size of school, classes ascending. */
export interface SpaceStandard {
  readonly id: string
  readonly name: Text
  readonly basis: 'floor' | 'land'
  readonly type: SchoolType
  /** What must be there at once (基本), or what is planned for in the long run (规划). */
  readonly level: 'basic' | 'planned' | 'minimum'
  readonly points: readonly SpacePoint[]
}

/** Pupils per member of staff of a stage. */
export interface StaffNorm {
  readonly stage: string
  /** Where it applies: all schools, or the areas that a norm no longer in force told apart. */
  readonly applies: 'all' | 'county (earlier)' | 'rural (earlier)'
  readonly pupilsPerStaff: number
  readonly facts: FactsOf<'pupilsPerStaff'>
}

/** A post that a school must have from a number of pupils. */
export interface ThresholdPost {
  readonly id: string
  readonly name: Text
  readonly stages: readonly string[]
  readonly pupilsFrom: number
  readonly facts: FactsOf<'pupilsFrom'>
}

/** An indicator of balanced quality (优质均衡) with the least a school must reach. */
export interface BalanceIndicator {
  readonly id: string
  readonly name: Text
  readonly unit: string
  /** Over what it is reckoned: pupils, or hundreds of pupils. */
  readonly per: 'pupil' | 'hundred pupils'
  readonly primary: number
  readonly junior: number
  readonly facts: FactsOf<'primary' | 'junior'>
}

/** A bound on a share or coefficient of an area. */
export interface AreaNorm {
  readonly id: string
  readonly name: Text
  readonly stage?: string
  readonly limit: number
  readonly bound: 'at-least' | 'at-most'
  readonly unit: string
  readonly facts: FactsOf<'limit'>
}

/** Places per thousand residents (千人指标) of a place and a stage, with the cohort rate behind it. */
export interface ResidentNorm {
  readonly area: string
  readonly stage: string
  readonly grades: number
  readonly placesPerThousand: number
  /** Children of one age per 1,000 residents: places ÷ grades, at full participation. */
  readonly cohortPerThousand: number
  readonly facts: FactsOf<'grades' | 'placesPerThousand' | 'cohortPerThousand'>
}

/** A range seen in projects: from the least to the greatest. */
export interface ObservedRange {
  readonly id: string
  readonly name: Text
  readonly unit: string
  readonly low: number
  readonly high: number
  readonly facts: FactsOf<'low' | 'high'>
}
