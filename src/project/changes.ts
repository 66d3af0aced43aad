// What a planner may change in a forecast, as plain data: it can be stored, compared, sent to a worker and listed in a report.
// A scenario is a named list of changes; scenarios compose by being applied one after another (scenario.ts).

import type { SchoolCalendar } from '../core/calendar.js'

/** A named list of changes, applied in order. An empty list is the forecast as it is. */
export interface Scenario {
  readonly name: string
  readonly changes: readonly Change[]
}

export type Change =
  | BirthChange
  | EntryRatioChange
  | ProgressionChange
  | MigrationShock
  | EntryAgeChange
  | ParticipationChange
  | AreaEvent

/** What happens to the schools of an area rather than to a rate. Pupils are moved, never made or lost. */
export type AreaEvent = OpenEvent | CloseEvent | MergeEvent | SwingEvent

/**
 * More or fewer births than expected: `factors` by calendar year of birth, straight lines between the years, held after the last.
 * Children born before the first year are as many as they were, so a cohort of two calendar years is changed in part.
 * Acts on entry grades of areas with births, also in years whose entrants were given: rates do not tell them apart.
 */
export interface BirthChange {
  readonly kind: 'births'
  /** At least one; the first year is after the origin, because children born by then have been counted. */
  readonly factors: readonly { readonly year: number; readonly factor: number }[]
  /** Default: every area. */
  readonly areas?: readonly string[] | undefined
  /** Which calendar years a cohort is born in. Default: one third and two thirds, a cut-off of 31 August. */
  readonly calendar?: SchoolCalendar | undefined
}

interface FactorChange {
  /** The rate is multiplied by it; 1 changes nothing. */
  readonly factor: number
  /** Default: every area. */
  readonly areas?: readonly string[] | undefined
  /** Default: every grade that has the rate. */
  readonly grades?: readonly string[] | undefined
  /** First and last school year. Default: all projected years. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** School years until the factor is reached, in equal steps. Default 1: at once. */
  readonly phaseIn?: number | undefined
}

/** More or fewer children of a cohort enter: other registration rules, other take-up. */
export interface EntryRatioChange extends FactorChange {
  readonly kind: 'entry-ratio'
}

/** More or fewer pupils move up into a grade. */
export interface ProgressionChange extends FactorChange {
  readonly kind: 'progression'
}

/** A share of every cohort comes (above 0) or goes (below 0) in the given years and does not come back: it follows the cohort up the grades. */
export interface MigrationShock {
  readonly kind: 'migration'
  /** Of the pupils of the grade, at least −1: −0.1 is a tenth of every cohort lost, in each of the years. */
  readonly share: number
  readonly years: readonly number[]
  readonly areas?: readonly string[] | undefined
  readonly grades?: readonly string[] | undefined
}

/**
 * The cut-off date of an entry grade is moved by `months`: above 0 younger children may enter too, below 0 the youngest wait a year.
 * In the transition the cohort is (12 ± months) ÷ 12 of one; every later cohort is made of the birth months that follow.
 */
export interface EntryAgeChange {
  readonly kind: 'entry-age'
  readonly grade: string
  /** From −12 to 12. */
  readonly months: number
  /** First school year with the new cut-off. */
  readonly year: number
  /** School years over which the cut-off moves, in equal steps. Default 1. */
  readonly spread?: number | undefined
  readonly areas?: readonly string[] | undefined
}

/** The share of a cohort that goes on to a stage (general senior school) or attends it (kindergarten) follows a path of its own. */
export interface ParticipationChange {
  readonly kind: 'participation'
  readonly stage: string
  /** The share that the rates stand for now, above 0 and at most 1. */
  readonly current: number
  /** Shares to come, 0–1: a straight line from `current` in the origin year, held after the last. */
  readonly path: readonly { readonly year: number; readonly share: number }[]
  readonly areas?: readonly string[] | undefined
}

export interface AreaShare {
  readonly area: string
  readonly share: number
}

/** A school opens and takes a share of the entrants of other areas from `year` on; those who came stay with it. */
export interface OpenEvent {
  readonly kind: 'open'
  /** An area of the forecast, or a new one, which is then appended. */
  readonly area: string
  readonly year: number
  /** Areas that pupils come from, with the share of their entrants. */
  readonly sources: readonly AreaShare[]
  /** Stages the school has; pupils who finish the last return to where they came from. Default: all. */
  readonly stages?: readonly string[] | undefined
  /** Grades of which the same share changes over in the opening year. Default: none, the school fills grade by grade. */
  readonly grades?: readonly string[] | undefined
}

/** All pupils of an area go to other areas from `year` on, by shares that sum to 1. */
export interface CloseEvent {
  readonly kind: 'close'
  readonly area: string
  readonly year: number
  readonly to: readonly AreaShare[]
}

/** All pupils of several areas are those of one of them, or of another area, from `year` on. */
export interface MergeEvent {
  readonly kind: 'merge'
  readonly areas: readonly string[]
  readonly into: string
  readonly year: number
}

/** Pupils are taught elsewhere while a school is rebuilt, and come back in the year `returns`. */
export interface SwingEvent {
  readonly kind: 'swing'
  readonly area: string
  readonly year: number
  readonly returns: number
  /** Shares of the area's pupils; what they leave of 1 stays. */
  readonly to: readonly AreaShare[]
}

export type BirthVariantName = 'low' | 'middle' | 'high'

/**
 * Factors on births of the first, second, … calendar year of a variant; the last is held.
 * They are this library's own round numbers, for want of better ones: give `factors` where a statistical office publishes variants.
 */
export const birthVariants: Readonly<Record<BirthVariantName, readonly number[]>> = Object.freeze({
  low: Object.freeze([0.96, 0.92, 0.88, 0.84, 0.8]),
  middle: Object.freeze([1]),
  high: Object.freeze([1.04, 1.08, 1.12, 1.16, 1.2]),
})

/**
 * A preset variant of births, dated.
 *
 * @param firstYear calendar year of the first births that differ
 * @example
 * birthVariant('low', 2022).factors[1] // { year: 2023, factor: 0.92 }
 */
export function birthVariant(name: BirthVariantName, firstYear: number): BirthChange {
  return { kind: 'births', factors: birthVariants[name].map((factor, i) => ({ year: firstYear + i, factor })) }
}
