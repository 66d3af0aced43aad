// What estimating gives: the pupils of the base year, the ratios by which cohorts move up, and the entrants of each year.

import type { Cube } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Provenance } from '../core/provenance.js'
import type { MethodChoice } from './choose.js'
import type { PlannedDwellings } from './housing.js'

/** Where a rate came from. */
export type RateSource = 'counts' | 'base-year' | 'parent' | 'all-areas' | 'assumption' | 'participation' | 'default' | 'absent'

/** One estimated rate with what it was made of, so that a planner can defend it. */
export interface RateEvidence {
  /** `progression` within a stage, `transfer` into the first grade of the next, `entryRatio` to births. */
  readonly rate: 'progression' | 'transfer' | 'entryRatio'
  readonly area: string
  readonly grade: string
  readonly value: number
  readonly source: RateSource
  /** The estimator's name, when the rate was estimated from counts. */
  readonly estimator: string | undefined
  readonly numerator: number | undefined
  readonly denominator: number | undefined
  /** School years of the numerator. */
  readonly years: readonly number[]
  /** How the method was chosen, where `choose` was asked for. */
  readonly choice?: MethodChoice | undefined
}

/** The name of the ratio into a grade: a transfer where the grade below is in another stage. */
export function ratioName(ladder: Ladder, grade: number): RateEvidence['rate'] {
  const [here, below] = [ladder.grades[grade]!, ladder.grades[grade - 1]]
  return here.entry ? 'entryRatio' : below !== undefined && below.stage !== here.stage ? 'transfer' : 'progression'
}

export interface Rates {
  /** The grades that are projected: stages without any count or assumption are left out. */
  readonly ladder: Ladder
  readonly origin: number
  readonly horizon: number
  /** Pupils in the base year. */
  readonly base: Cube<readonly ['area', 'grade']>
  /** Pupils in a grade per pupil in the grade below a year before; 0 for grades filled by entrants only. Years origin + 1 … origin + horizon. */
  readonly progression: Cube<readonly ['area', 'grade', 'year']>
  /** Pupils who enter a grade from outside the ladder; 0 for other grades. Same years. */
  readonly entry: Cube<readonly ['area', 'grade', 'year']>
  /** Pupils added to a grade besides, net of those who leave: new dwellings, migration. Same years. */
  readonly added: Cube<readonly ['area', 'grade', 'year']>
  /** The dwellings still to be completed that `added` holds: what a simulation draws anew. */
  readonly housing?: readonly PlannedDwellings[]
  /** Births of the cohort that enters, for entry grades of areas with births; NaN elsewhere. Same years. */
  readonly cohorts: Cube<readonly ['area', 'grade', 'year']>
  readonly evidence: readonly RateEvidence[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}
