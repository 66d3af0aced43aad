// How far new dwellings may lie from their plan: when they are completed, and how many pupils live in them.

import { PlacesError, requireObject } from '../core/error.js'
import { middleVariance } from './ratio-errors.js'

/** What a simulation draws for each row of dwellings still to be completed, once a future, so that one delay moves all its pupils. */
export interface HousingSpread {
  /**
   * Chance of being completed so many school years after the plan, negative for before; together 1. Where later is as likely as earlier the
   * mean of the futures is the plan once yields are level, and smoother around completion; where later is likelier, as it usually is, the mean lies below.
   */
  readonly delays: readonly { readonly years: number; readonly chance: number }[]
  /** Standard deviation of the log of a project's pupils per dwelling: 0.2 is about 20 %. */
  readonly yield: number
  readonly source: 'given' | 'assumed' | 'counted'
}

/**
 * What is taken where nothing is known: this library's assumption, not a measurement. Six of ten projects on time, none early.
 * Give your own, or records of past completions to `estimateHousingSpread`.
 */
export const assumedHousingSpread: HousingSpread = Object.freeze({
  delays: Object.freeze([
    { years: 0, chance: 0.6 },
    { years: 1, chance: 0.25 },
    { years: 2, chance: 0.1 },
    { years: 3, chance: 0.05 },
  ]),
  yield: 0.2,
  source: 'assumed',
})

export interface HousingRecords {
  /** Past projects: school year of completion by the plan and in fact. Plans as old as those that are now forecast from. */
  readonly completions?: readonly { readonly planned: number; readonly completed: number }[] | undefined
  /** Past projects: pupils by the yield table and pupils counted. */
  readonly yields?: readonly { readonly expected: number; readonly counted: number }[] | undefined
}

/** Records that the assumption counts as much as. */
const priorProjects = 10
/** Delays beyond are counted as these. */
const [mostEarly, mostLate] = [-2, 6]

/**
 * Estimates the spread of new dwellings from records of past projects, drawn towards what is assumed where they are few.
 *
 * Chance of a delay = (projects with it + 10 × the assumed chance) ÷ (projects + 10), delays below −2 and above 6 years counted as these; the
 * variance of the yield likewise, from the middle 85 % of log(counted ÷ expected).
 *
 * @returns for the option `housing` of `estimateDispersion`; `source` is `counted` when there are records of completions
 * @throws `invalid-input` for years that are no whole numbers, or pupils that are not above 0
 * Cost: O(records).
 * @example
 * estimateHousingSpread({ completions: [{ planned: 2018, completed: 2019 }, { planned: 2018, completed: 2018 }] }).delays[0] // { years: 0, chance: 7 / 12 }
 */
export function estimateHousingSpread(records: HousingRecords): HousingSpread {
  const verb = 'estimateHousingSpread'
  requireObject(records, 'records', verb)
  const { completions = [], yields = [] } = records
  for (const { planned, completed } of completions) {
    if (!Number.isInteger(planned) || !Number.isInteger(completed)) throw new PlacesError('invalid-input', `${verb}: years must be whole numbers, got ${planned} and ${completed}`)
  }
  for (const { expected, counted } of yields) {
    if (!(expected > 0 && counted > 0 && expected + counted < Infinity)) throw new PlacesError('invalid-input', `${verb}: pupils must be above 0, got ${expected} and ${counted}`)
  }
  const counts = new Map<number, number>(assumedHousingSpread.delays.map(({ years, chance }) => [years, priorProjects * chance]))
  for (const { planned, completed } of completions) {
    const late = Math.max(mostEarly, Math.min(mostLate, completed - planned))
    counts.set(late, (counts.get(late) ?? 0) + 1)
  }
  const all = completions.length + priorProjects
  const known = yields.length === 0 ? 0 : middleVariance(yields.map(({ expected, counted }) => Math.log(counted / expected)))
  const variance = (yields.length * known + priorProjects * assumedHousingSpread.yield ** 2) / (yields.length + priorProjects)
  return Object.freeze({
    delays: Object.freeze([...counts].map(([years, count]) => ({ years, chance: count / all })).sort((a, b) => a.years - b.years)),
    yield: yields.length === 0 ? assumedHousingSpread.yield : Math.sqrt(variance),
    source: completions.length > 0 ? 'counted' : 'assumed',
  })
}
