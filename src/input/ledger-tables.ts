// The tables of a project ledger (台账) as rows. Every row says when it was recorded, so that the ledger can be read as it was known on any day.
// A row is never changed: a later row about the same thing takes its place from the day it was recorded, and the earlier one stays as history.

import type { Fact } from '../core/fact.js'
import type { ProjectKind, ProjectMode } from './project-rows.js'

export const milestoneStatuses = ['planned', 'revised', 'actual', 'withdrawn'] as const
/** First plan, a later plan, done, and an actual that was entered by mistake and is taken back. */
export type MilestoneStatus = (typeof milestoneStatuses)[number]

export const synchronySteps = ['plan', 'build', 'accept', 'hand-over'] as const
/** 四同步: 同步规划、同步建设、同步验收、同步交付. */
export type SynchronyStep = (typeof synchronySteps)[number]

interface Recorded {
  /**
   * Date from which the ledger knows the row. Left out, a row of the first tables is known from the beginning, an actual from its own date,
   * and a row of an update from the date of the update.
   */
  readonly recorded?: string | undefined
  /** Id of the fact behind the row. */
  readonly fact?: string | undefined
}

/** A project of the ledger. A later row of the same project (new places, new department) takes its place from the day it was recorded. */
export interface LedgerProjectRow extends Recorded {
  readonly project: string
  readonly nameZh?: string | undefined
  readonly nameEn?: string | undefined
  /** Who answers for it on the ground: a 街道, 镇 or 园区. */
  readonly unit: string
  /** Area of planning; the unit when left out. */
  readonly area?: string | undefined
  readonly kind: ProjectKind
  readonly mode?: ProjectMode | undefined
  /** Department that leads (责任部门). */
  readonly department?: string | undefined
  /** Places when complete, by stage. */
  readonly places?: Readonly<Record<string, number>> | undefined
  /** Id of the ladder of milestones it climbs; `building` when left out. */
  readonly ladder?: string | undefined
  /** True when it has been taken off the list: it counts no longer from `recorded`. */
  readonly dropped?: boolean | undefined
}

/** A dated milestone: the first plan, a revision with its day, author and reason, or the day on which it was done. */
export interface MilestoneRow extends Recorded {
  readonly project: string
  readonly milestone: string
  readonly status: MilestoneStatus
  readonly date: string
  readonly by?: string | undefined
  readonly reason?: string | undefined
}

/** What holds a project up, and which department can clear it. A later row of the same blocker with `until` says that it is cleared. */
export interface BlockerRow extends Recorded {
  readonly project: string
  readonly what: string
  readonly department: string
  readonly from: string
  readonly until?: string | undefined
}

/** One obligation of a developer's agreement (履约监管协议) with its due date. */
export interface AgreementRow extends Recorded {
  readonly agreement: string
  readonly obligation: string
  readonly developer: string
  readonly project: string
  readonly due: string
  /** Date on which it was met. */
  readonly met?: string | undefined
}

/** When a phase of a residential estate takes a step that its school or kindergarten must take with it. */
export interface PhaseRow extends Recorded {
  readonly estate: string
  readonly phase: string
  /** The school or kindergarten that belongs to the phase. */
  readonly project: string
  readonly step: SynchronyStep
  readonly planned?: string | undefined
  readonly actual?: string | undefined
}

export const targetMeasures = ['projects', 'places', 'rate'] as const
/** Number of projects, their places, or the share of the projects on the list. */
export type TargetMeasure = (typeof targetMeasures)[number]

/** What is to be reached, of what, by when. One indicator may have several targets, each with its own period and denominator. */
export interface TargetRow extends Recorded {
  readonly target: string
  readonly indicator: string
  readonly measure: TargetMeasure
  readonly milestone: string
  /** First and last day that count; without `from` everything up to `to` counts. */
  readonly from?: string | undefined
  readonly to: string
  /** Projects, places, or a share from 0 to 1. */
  readonly value: number
  /** Of a rate: the number of projects it is a share of, or `listed` for all on the list. */
  readonly denominator?: number | 'listed' | undefined
  readonly unit?: string | undefined
  /** A stage, or several joined by `+`; all when left out. */
  readonly stages?: string | undefined
  readonly kind?: ProjectKind | undefined
  readonly ladder?: string | undefined
}

/** A plan over several years, in places. */
export interface PlanRow extends Recorded {
  readonly plan: string
  readonly from: number
  readonly to: number
  readonly target: number
  readonly stages?: string | undefined
}

/** Places that a year, or several years together, have brought to a plan. */
export interface ResultRow extends Recorded {
  readonly plan: string
  readonly from: number
  readonly to: number
  readonly places: number
}

/** A project on the list of a year (年度任务清单): this milestone is to be reached in this year. */
export interface ListRow extends Recorded {
  readonly plan: string
  readonly year: number
  readonly project: string
  readonly milestone: string
}

/** All that a ledger holds. Only `projects` must be there. */
export interface LedgerTables {
  readonly projects: readonly LedgerProjectRow[]
  readonly milestones?: readonly MilestoneRow[] | undefined
  readonly blockers?: readonly BlockerRow[] | undefined
  readonly agreements?: readonly AgreementRow[] | undefined
  readonly phases?: readonly PhaseRow[] | undefined
  readonly targets?: readonly TargetRow[] | undefined
  readonly plans?: readonly PlanRow[] | undefined
  readonly results?: readonly ResultRow[] | undefined
  readonly lists?: readonly ListRow[] | undefined
  readonly facts?: readonly Fact[] | undefined
}

export type LedgerTableName = keyof LedgerTables
