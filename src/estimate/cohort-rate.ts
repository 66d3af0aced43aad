// 千人指标 from one number. A norm of places per thousand residents is the size of a birth cohort per thousand residents × the grades of
// the stage × the share of the cohort that attends. Yongzhou's 55 / 110 / 55 for kindergarten, primary and junior are one cohort rate of
// 18.33; three unrelated numbers would let a plan promise more junior places than there are primary pupils to fill them.

import { PlacesError, requireInteger, requireObject } from '../core/error.js'

/** The stage that a norm speaks of. */
export interface StageDemand {
  /** Grades of the stage. */
  readonly grades: number
  /** Share of the cohort that attends, above 0; 1 when left out. It exceeds 1 where children come from elsewhere. */
  readonly participation?: number | undefined
}

export interface CohortDemand extends StageDemand {
  /** Children of one age per 1,000 residents. */
  readonly cohortPerThousand: number
}

/** A norm as it is published: per 1,000 residents, or per 100 households of a size. */
export type PublishedNorm = StageDemand &
  (
    | { readonly placesPerThousand: number; readonly placesPerHundredHouseholds?: never; readonly personsPerHousehold?: never }
    | { readonly placesPerHundredHouseholds: number; readonly personsPerHousehold: number; readonly placesPerThousand?: never }
  )

/**
 * Places that a stage needs per 1,000 residents (千人指标).
 *
 * For a new quarter of which only the number of residents is planned.
 *
 * @param demand `cohortPerThousand` in children of one age per 1,000 residents, `grades` of the stage, `participation` as a share
 * @returns places per 1,000 residents: cohort × grades × participation
 * @throws `invalid-option` for a number that is not above 0, or grades that are not whole
 * Source: the structure of the published norms, such as Yongzhou's 55 / 110 / 55.
 * @example
 * placesPerThousand({ cohortPerThousand: 55 / 3, grades: 6 }) // 110
 * placesPerThousand({ cohortPerThousand: 40 / 3, grades: 3, participation: 0.8 }) // 32
 */
export function placesPerThousand(demand: CohortDemand): number {
  requireObject(demand, 'demand', 'placesPerThousand')
  return perThousand(demand, 'placesPerThousand')
}

/**
 * Places that a stage needs per 100 households (每百户学位).
 *
 * For a housing estate of which only the number of dwellings is planned; where pupils per dwelling were counted, use `housingPupils`.
 *
 * @param demand as for `placesPerThousand`, and `personsPerHousehold` in residents
 * @returns places per 100 households: places per 1,000 residents × persons per household ÷ 10
 * @throws `invalid-option` for a number that is not above 0, or grades that are not whole
 * @example
 * placesPerHundredHouseholds({ cohortPerThousand: 55 / 3, grades: 6, personsPerHousehold: 3 }) // 33
 */
export function placesPerHundredHouseholds(demand: CohortDemand & { readonly personsPerHousehold: number }): number {
  const verb = 'placesPerHundredHouseholds'
  requireObject(demand, 'demand', verb)
  return (perThousand(demand, verb) * requireAboveZero(demand.personsPerHousehold, 'personsPerHousehold', verb)) / 10
}

/**
 * The cohort rate behind a published norm: the inverse of `placesPerThousand` and of `placesPerHundredHouseholds`.
 *
 * For comparing norms of places with other grades, and for checking that the norms of one place rest on the same children.
 *
 * @param norm `placesPerThousand`, or `placesPerHundredHouseholds` with `personsPerHousehold`; `grades` and `participation` of its stage
 * @returns children of one age per 1,000 residents
 * @throws `invalid-option` for a number that is not above 0, or grades that are not whole
 * @example
 * cohortRateFrom({ placesPerThousand: 120, grades: 9 }) // 13.333333333333334
 * cohortRateFrom({ placesPerHundredHouseholds: 16.5, personsPerHousehold: 3, grades: 3 }) // 18.333333333333332
 */
export function cohortRateFrom(norm: PublishedNorm): number {
  const verb = 'cohortRateFrom'
  requireObject(norm, 'norm', verb)
  const { grades, participation } = requireStage(norm, verb)
  if (norm.placesPerThousand !== undefined) return requireAboveZero(norm.placesPerThousand, 'placesPerThousand', verb) / grades / participation
  const perHundred = requireAboveZero(norm.placesPerHundredHouseholds, 'placesPerHundredHouseholds', verb)
  return (perHundred * 10) / requireAboveZero(norm.personsPerHousehold, 'personsPerHousehold', verb) / grades / participation
}

function perThousand(demand: CohortDemand, verb: string): number {
  const { grades, participation } = requireStage(demand, verb)
  return requireAboveZero(demand.cohortPerThousand, 'cohortPerThousand', verb) * grades * participation
}

function requireStage(stage: StageDemand, verb: string): { readonly grades: number; readonly participation: number } {
  return { grades: requireInteger(stage.grades, 1, 'grades', verb), participation: requireAboveZero(stage.participation ?? 1, 'participation', verb) }
}

function requireAboveZero(value: number, name: string, verb: string): number {
  if (Number.isFinite(value) && value > 0) return value
  throw new PlacesError('invalid-option', `${verb}: ${name} must be a number above 0, got ${String(value)}`, { where: { option: name } })
}
