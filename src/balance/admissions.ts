// The admission plan against the children who applied: what bureaus publish each summer (招生计划 and 实际报名).

import { PlacesError, requireNoun } from '../core/error.js'
import { aDataset } from '../core/nouns.js'
import type { Dataset } from '../input/dataset.js'
import type { Sector } from '../input/tables.js'

export interface AdmissionBalance {
  readonly area: string
  readonly grade: string
  readonly year: number
  /** Places planned, all sectors. */
  readonly plan: number
  readonly planBySector: Readonly<Partial<Record<Sector, number>>>
  readonly applicants: number
  /** Applicants ÷ plan. */
  readonly ratio: number
  /** Applicants ÷ public places, purchased ones included; undefined without any. */
  readonly publicRatio: number | undefined
  /** Applicants beyond the plan, 0 when the plan covers all. */
  readonly short: number
  /** Share of applicants who must fail to qualify or not come for the plan to suffice. */
  readonly attritionNeeded: number
  /** The same for public places, purchased ones included, alone: who cannot go to private school. */
  readonly publicAttritionNeeded: number
  /** Applicants who are expected to qualify (资格审核) and come; undefined when no rate is given. */
  readonly qualified: number | undefined
  /** Qualified children beyond the plan. */
  readonly qualifiedShort: number | undefined
  readonly facts: readonly string[]
}

export interface AdmissionOptions {
  /** Share of the applicants who qualify and come, 0–1: one for all, or by grade. Not assumed when left out. */
  readonly qualification?: number | Readonly<Record<string, number>> | undefined
}

/**
 * Sets each entry grade's admission plan against its applicants.
 *
 * @returns one row per area, grade and year that has both a plan and applicants
 * @throws `invalid-option` for a share outside 0–1
 * Cost: O(plans × applications).
 * @example
 * // Bao'an 2021, primary grade 1: plan 22,225 + 19,560 = 41,785, applicants 45,521
 * // → ratio 1.0894, short 3,736, attritionNeeded 0.0821
 */
export function compareAdmissions(dataset: Dataset, options: AdmissionOptions = {}): AdmissionBalance[] {
  requireNoun(dataset, { ...aDataset, has: ['admissions'] }, 'compareAdmissions')
  return dataset.applications.flatMap(({ area, grade, year, applicants, fact }) => {
    const plans = dataset.admissions.filter((row) => row.area === area && row.grade === grade && row.year === year)
    const plan = plans.reduce((sum, row) => sum + row.plan, 0)
    if (plan <= 0) return []
    const open = plans.filter((row) => row.sector === 'public' || row.sector === 'purchased').reduce((sum, row) => sum + row.plan, 0)
    const planBySector: Partial<Record<Sector, number>> = {}
    for (const row of plans) planBySector[row.sector] = (planBySector[row.sector] ?? 0) + row.plan
    const short = Math.max(0, applicants - plan)
    const share = requireShare(typeof options.qualification === 'number' ? options.qualification : options.qualification?.[grade])
    const qualified = share === undefined ? undefined : applicants * share
    return [
      {
        area,
        grade,
        year,
        plan,
        planBySector,
        applicants,
        ratio: applicants / plan,
        publicRatio: open > 0 ? applicants / open : undefined,
        short,
        attritionNeeded: applicants > 0 ? short / applicants : 0,
        publicAttritionNeeded: applicants > 0 ? Math.max(0, applicants - open) / applicants : 0,
        qualified,
        qualifiedShort: qualified === undefined ? undefined : Math.max(0, qualified - plan),
        facts: [...new Set([fact, ...plans.map((row) => row.fact)].filter((each) => each !== undefined))],
      },
    ]
  })
}

function requireShare(share: number | undefined): number | undefined {
  if (share === undefined || (share >= 0 && share <= 1)) return share
  throw new PlacesError('invalid-option', `compareAdmissions: qualification must be from 0 to 1, got ${share}`, { where: { option: 'qualification' } })
}
