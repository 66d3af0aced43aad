// Something about the *data*: what was found, where, and what was assumed so that the work could go on.
// An Alert, in contrast, is about the *future*; a PlacesError says that a call cannot be answered.

/** Where a fault or an assumption sits. Only the parts that apply are present; `row` counts the given rows from 1. */
export interface Where {
  readonly table?: string
  readonly row?: number
  readonly column?: string
  readonly area?: string
  readonly grade?: string
  readonly stage?: string
  readonly sector?: string
  readonly year?: number
  readonly project?: string
  readonly fact?: string
  readonly option?: string
}

export type IssueCode =
  // faults: the input cannot be used as it is
  | 'unknown-column'
  | 'missing-value'
  | 'wrong-type'
  | 'not-allowed'
  | 'duplicate-row'
  | 'unknown-area'
  | 'unknown-grade'
  | 'unknown-parent'
  | 'parent-cycle'
  | 'incomplete-row'
  | 'opening-before-start'
  | 'unknown-fact'
  | 'total-unreachable'
  | 'shares-not-one'
  | 'expression-refused'
  | 'network-circle'
  | 'unknown-project'
  | 'in-the-future'
  | 'milestone-order'
  | 'revision-order'
  | 'opening-without-places'
  | 'precedence-circle'
  | 'exceeds-limits'
  // assumptions: the input is imperfect and the work went on
  | 'facts-disagree'
  | 'sum-disagrees'
  | 'counted-twice'
  | 'rate-disagrees'
  | 'product-disagrees'
  | 'growth-disagrees'
  | 'denominators-differ'
  | 'denominator-missing'
  | 'not-nested'
  | 'not-whole'
  | 'beyond-limit'
  | 'several-targets'
  | 'covers-differ'
  | 'category-differs'
  | 'not-comparable'
  | 'repeated-number'
  | 'cannot-tell'
  | 'default-applied'
  | 'given-assumption'
  | 'gap-in-years'
  | 'stage-left-out'
  | 'after-origin'
  | 'ratio-from-parent'
  | 'ratio-assumed'
  | 'ratio-guarded'
  | 'outlier-year'
  | 'base-reconstructed'
  | 'base-carried'
  | 'base-total-fitted'
  | 'births-from-parent'
  | 'births-extended'
  | 'entry-held'
  | 'entry-level'
  | 'entry-share'
  | 'entry-given'
  | 'entry-nowcast'
  | 'source-missing'
  | 'shares-held'
  | 'shares-path'
  | 'shares-from-parent'
  | 'priority-unplaced'
  | 'scenario-applied'
  | 'spread-assumed'
  | 'last-year-unusual'
  | 'housing-spread-assumed'
  | 'participation-spread-assumed'
  | 'share-spread-assumed'
  | 'moved-before'
  | 'quota-cut'
  | 'yield-missing'
  | 'usual-dwellings'
  | 'dwellings-blank'
  | 'dwellings-left-out'
  | 'housing-assumed'
  | 'flow-at-home'
  | 'flow-not-observed'
  | 'flow-unused'
  | 'totals-disagree'
  | 'places-unknown'
  | 'places-assumed'
  | 'already-in-stock'
  | 'take-back-capped'
  | 'phase-in-assumed'
  | 'indicator-undefined'
  | 'catchment-apart'
  | 'places-not-counted'
  | 'delivery-assumed'
  | 'opening-overdue'
  | 'delay-rows-left-out'
  | 'delay-rows-odd'
  | 'delays-pooled'
  | 'delays-selected'
  | 'milestone-implied'
  | 'plan-overtaken'
  | 'targets-disagree'
  | 'slips-assumed'
  | 'chance-unknown'
  | 'project-outside'
  | 'margin-kept'
  | 'solver-missing'
  | 'solver-failed'
  | 'project-left-out'
  | 'duration-assumed'
  | 'remainder-given'
  | 'unit-outside'
  | 'lead-derived'

export type Severity = 'fault' | 'assumption' | 'note'

/**
 * One thing about the data: `message` for people, `code` and `where` for programs, `assumed` for what the work went on with.
 * `found` and `allowed` are set on faults; `amounts` holds the numbers of the message so that it can be told in another language.
 */
export interface Issue {
  readonly code: IssueCode
  readonly severity: Severity
  readonly where: Where
  readonly message: string
  readonly assumed?: string
  readonly found?: string
  readonly allowed?: string
  readonly amounts?: Readonly<Record<string, number | string>>
}
