// The ledger as checked by the border: every row that was ever recorded, in order. What holds on a day is read from it, never stored in it.

import type { Fact } from '../core/fact.js'
import type { Issue } from '../core/issue.js'
import type { MilestoneLadder } from '../core/milestones.js'
import type { Provenance } from '../core/provenance.js'
import type {
  AgreementRow,
  BlockerRow,
  LedgerProjectRow,
  ListRow,
  MilestoneRow,
  PhaseRow,
  PlanRow,
  ResultRow,
  TargetRow,
} from '../input/ledger-tables.js'

/** All rows ever recorded, up to and including `asOf`. */
export interface Ledger {
  /** The day up to which the ledger has been kept. */
  readonly asOf: string
  readonly ladders: readonly MilestoneLadder[]
  /** Ids of the stages that places may be given for, in order. */
  readonly stages: readonly string[]
  readonly projects: readonly LedgerProjectRow[]
  readonly milestones: readonly MilestoneRow[]
  readonly blockers: readonly BlockerRow[]
  readonly agreements: readonly AgreementRow[]
  readonly phases: readonly PhaseRow[]
  readonly targets: readonly TargetRow[]
  readonly plans: readonly PlanRow[]
  readonly results: readonly ResultRow[]
  readonly lists: readonly ListRow[]
  readonly facts: readonly Fact[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/** The rows known on a day, the latest of each key: a row takes the place of an earlier one from the day it was recorded. */
export function latestKnown<R extends { readonly recorded?: string | undefined }>(rows: readonly R[], known: string, identify: (row: R) => string): R[] {
  const latest = new Map<string, R>()
  for (const row of rows) {
    if (row.recorded !== undefined && row.recorded > known) continue
    const key = identify(row)
    const before = latest.get(key)
    if (before === undefined || (before.recorded ?? '') <= (row.recorded ?? '')) latest.set(key, row)
  }
  return [...latest.values()]
}

/** One text for several labels, in which ('a', 'bc') and ('ab', 'c') differ. */
export function keyOf(...labels: readonly (string | number | undefined)[]): string {
  return labels.join('\u0000')
}
