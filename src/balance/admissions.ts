// The admission plan against the children who applied: what bureaus publish each summer (招生计划 and 实际报名).

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
  readonly facts: readonly string[]
}

/**
 * Sets each entry grade's admission plan against its applicants.
 *
 * @returns one row per area, grade and year that has both a plan and applicants
 * Cost: O(plans × applications).
 * @example
 * // Bao'an 2021, primary grade 1: plan 22,225 + 19,560 = 41,785, applicants 45,521
 * // → ratio 1.0894, short 3,736, attritionNeeded 0.0821
 */
export function compareAdmissions(dataset: Dataset): AdmissionBalance[] {
  return dataset.applications.flatMap(({ area, grade, year, applicants, fact }) => {
    const plans = dataset.admissions.filter((row) => row.area === area && row.grade === grade && row.year === year)
    const plan = plans.reduce((sum, row) => sum + row.plan, 0)
    if (plan <= 0) return []
    const open = plans.filter((row) => row.sector === 'public' || row.sector === 'purchased').reduce((sum, row) => sum + row.plan, 0)
    const planBySector: Partial<Record<Sector, number>> = {}
    for (const row of plans) planBySector[row.sector] = (planBySector[row.sector] ?? 0) + row.plan
    const short = Math.max(0, applicants - plan)
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
        facts: [...new Set([fact, ...plans.map((row) => row.fact)].filter((each) => each !== undefined))],
      },
    ]
  })
}
