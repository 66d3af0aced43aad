// How late is late: delays from a table of planned and actual dates in which some work is not finished yet.
// Dropping the unfinished would keep the quick ones only; they are counted as lasting longer than seen so far.

import { PlacesError, requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { counted, withCommas } from '../core/words.js'
import { fitDelay, joinTail } from './delay-models.js'
import type { DelayModel } from './delay-models.js'
import { delaysOfRows } from './delay-table.js'
import type { DelayGroup, DelayRow, Delays } from './delay-table.js'
import type { Delay } from './delivery-project.js'
import { productLimit } from '../numeric/survival.js'
import type { SurvivalStep } from '../numeric/survival.js'

export interface EstimateDelaysOptions {
  /** What was not finished by this date is known to last longer. */
  readonly asOf: string
  /** `days` after the planned end (negative is early), or `ratio` of actual to planned duration. */
  readonly measure: Delay['measure']
  /** Columns by which rows are told apart; all together when left out. */
  readonly by?: readonly DelayGroup[] | undefined
  /** What a group's model borrows from all rows, as a number of rows; 20 when left out. */
  readonly borrowed?: number | undefined
  /** Level of the bands of the curve; 0.9 when left out. */
  readonly level?: number | undefined
}

export interface DelayEstimate {
  /** Values of the columns in `by`, blank where a row has none; empty for all rows. */
  readonly group: Readonly<Partial<Record<DelayGroup, string>>>
  readonly rows: number
  readonly finished: number
  /** Share of rows that are not finished. */
  readonly openShare: number
  /** The chance to be later than each observed delay, with bands: the group's own rows only. */
  readonly curve: readonly SurvivalStep[]
  /** The curve as a distribution; what the rows do not show is "never". Undefined when no row is finished. */
  readonly observed: Delay | undefined
  /** Models, the best first: by AIC, with what the group borrows. */
  readonly models: readonly DelayModel[]
  /** The best model. */
  readonly delay: Delay
  /** The curve as far as at least ten rows are at risk, and the best model's tail beyond: where plans are often met to the day, nearer than any model. */
  readonly joined: Delay
}

export interface DelayEstimates {
  readonly asOf: string
  readonly measure: Delay['measure']
  readonly all: DelayEstimate
  /** One a group, in order of appearance; empty without `by`. */
  readonly groups: readonly DelayEstimate[]
  /** The joined delay of a project's group, or of all rows for a group that was not seen: to give to `drawOpenings`. */
  readonly delayOf: (project: Readonly<Partial<Record<DelayGroup, string | undefined>>>) => Delay
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

const usualBorrowed = 20
/** Groups with fewer finished rows are told of. */
const fewFinished = 30

/**
 * Estimates how late work is from planned and actual dates, unfinished work included.
 *
 * The curve is the product-limit estimate with Greenwood's bands. Models are fitted by maximum likelihood in which unfinished rows count as lasting longer:
 * lognormal, loglogistic and Weibull for ratios; normal, logistic and Gumbel for days, which may be negative. A group's model borrows from all
 * rows as many as `borrowed` says, so that three late schools do not make a law.
 *
 * @param rows one a piece of work or phase; `actual` left out while it is not finished
 * @returns delays in days, or as ratios of durations
 * @throws `invalid-input` with every fault, among them an actual end after the as-of date; `no-data` when fewer than two different delays are finished
 * Cost: O(rows × groups) for the models, O(rows log rows) for the curves.
 * Source: Kaplan and Meier (1958), doi 10.2307/2281868; Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, chapter 3.
 * @example
 * const rows = [{ project: 'a', planned: '2020-08-31', actual: '2020-08-31' }, { project: 'b', planned: '2020-08-31', actual: '2020-10-30' }, { project: 'c', planned: '2020-12-31' }]
 * const { all } = estimateDelays(rows, { asOf: '2021-01-30', measure: 'days' })
 * all.curve.map((step) => [step.value, Math.round(step.lasting * 100)]) // [[0, 67], [60, 0]]
 */
export function estimateDelays(rows: readonly DelayRow[], options: EstimateDelaysOptions): DelayEstimates {
  const verb = 'estimateDelays'
  requireList(rows, 'rows', verb)
  requireObject(options, 'options', verb, 2)
  const { asOf, measure } = options
  const by = options.by ?? []
  const borrowed = options.borrowed ?? usualBorrowed
  const level = options.level ?? 0.9
  if (!(borrowed >= 0)) throw new PlacesError('invalid-option', `${verb}: borrowed must be at least 0, got ${borrowed}`, { where: { option: 'borrowed' } })
  if (!(level > 0 && level < 1)) throw new PlacesError('invalid-option', `${verb}: level must be between 0 and 1, got ${level}`, { where: { option: 'level' } })
  const { observations, issues } = delaysOfRows(rows, asOf, measure, verb)
  const finished = observations.filter((each) => each.ended)
  if (!finished.some((each) => each.value !== finished[0]!.value)) {
    throw new PlacesError('no-data', `${verb}: at least two different delays must be finished, got ${finished.length === 0 ? 'none' : 'one'}`, { issues: [...issues] })
  }
  const keyOf = (row: Readonly<Partial<Record<DelayGroup, string | undefined>>>): string => JSON.stringify(by.map((column) => row[column] ?? ''))
  const members = new Map<string, Delays['observations'][number][]>()
  if (by.length > 0) {
    for (const each of observations) {
      const own = members.get(keyOf(each.row))
      if (own === undefined) members.set(keyOf(each.row), [each])
      else own.push(each)
    }
  }

  const estimate = (own: Delays['observations'], group: DelayEstimate['group'], lent: number): DelayEstimate => {
    const curve = productLimit(own, level)
    const models = fitDelay(own, measure, curve, lent === 0 ? [] : observations, lent / observations.length)
    const done = own.filter((each) => each.ended).length
    return Object.freeze({
      group: Object.freeze(group),
      rows: own.length,
      finished: done,
      openShare: 1 - done / own.length,
      curve: Object.freeze(curve),
      observed: curve.length === 0 ? undefined : { measure, distribution: observedDistribution(curve) },
      models: Object.freeze(models),
      delay: { measure, distribution: models[0]!.distribution },
      joined: { measure, distribution: joinTail(curve, models[0]!.distribution) },
    })
  }
  const all = estimate(observations, {}, 0)
  const groups = new Map(
    [...members].map(([key, own]) => {
      const values = JSON.parse(key) as string[]
      // Without two different delays of its own a group has no spread: it borrows at least one row, whatever was asked for.
      const alone = new Set(own.filter((each) => each.ended).map((each) => each.value)).size < 2
      return [key, estimate(own, Object.fromEntries(by.map((column, i) => [column, values[i]!])), alone ? Math.max(1, borrowed) : borrowed)] as const
    }),
  )
  const thin = [...groups.values()].filter((each) => each.finished < fewFinished).map((each) => pooled(each, borrowed))
  return Object.freeze({
    asOf,
    measure,
    all,
    groups: Object.freeze([...groups.values()]),
    delayOf: (project: Parameters<DelayEstimates['delayOf']>[0]) => (groups.get(keyOf(project)) ?? all).joined,
    issues: Object.freeze([...issues, ...thin]),
    provenance: stamp(verb, { options: { asOf, measure, by, borrowed, level } }),
  })
}

/** The steps of the curve as chances; what is left at the end was not seen to finish. */
function observedDistribution(curve: readonly SurvivalStep[]): Delay['distribution'] {
  return { kind: 'empirical', values: curve.map((step) => step.value), chances: curve.map((step, i) => (curve[i - 1]?.lasting ?? 1) - step.lasting) }
}

function pooled(each: DelayEstimate, borrowed: number): Issue {
  const group = Object.values(each.group).join(', ')
  return {
    code: 'delays-pooled',
    severity: 'assumption',
    where: { table: 'delays' },
    message: `only ${withCommas(each.finished)} of ${counted(each.rows, 'row')} of ${group} ${each.finished === 1 ? 'is' : 'are'} finished`,
    assumed: borrowed === 0 && each.finished > 1 ? 'its model stands on these rows alone' : `the model borrows ${counted(Math.max(borrowed, 1), 'row')} from all groups`,
    amounts: { group, finished: each.finished, rows: each.rows, weight: borrowed },
  }
}
