// Projects as rows of a planner's table: what is built, converted, bought or closed, from which source of places, how surely and when.

import type { Sector } from './sectors.js'

export const projectKinds = [
  'new',
  'extension',
  'rebuild',
  'phase-two',
  'branch',
  'developer-built',
  'temporary',
  'lease',
  'take-back',
  'made-public',
  'purchase',
  'conversion',
  'merger',
  'closure',
  'site-return',
] as const
/**
 * 新建 new · 扩建 extension · 拆建 rebuild, with pupils moved out for the works · 二期 phase-two · 分校、校区 branch · 小区配套 developer-built ·
 * 临时、装配式过渡 temporary, with an end · 租赁 lease, of premises, or of places of another sector · 民办回收 take-back · 民转公 made-public, a kindergarten ·
 * 购买民办学位 purchase · 学段变更 conversion · 合并 merger · 停办 closure · 借址回迁 site-return, floor and no places.
 */
export type ProjectKind = (typeof projectKinds)[number]

export const phaseIns = ['at-once', 'by-grade', 'by-third', 'profile'] as const
/**
 * All places in the opening year; the lowest grade first and one more grade each year; a third of the places each year, the lowest grades first;
 * or the row's own `profile`.
 */
export type PhaseIn = (typeof phaseIns)[number]

export const projectModes = ['traditional', 'prefabricated', 'agent-built'] as const
/** 传统建设、装配式、全过程代建. */
export type ProjectMode = (typeof projectModes)[number]

export const placeSources = ['site-in-hand', 'take-back', 'planned-site'] as const
/** The three sources of a plan of places: 已落实用地, 民办回收, 规划未建用地. */
export type PlaceSource = (typeof placeSources)[number]

export const certaintyWords = ['确保', '力争', '争取', '初步'] as const
/** The words of commitment in plans, from the firmest to the weakest. */
export type CertaintyWord = (typeof certaintyWords)[number]
/** How sure it is that a project is delivered: a chance 0–1, or the word of the plan. */
export type Certainty = number | CertaintyWord

/**
 * A project's effect on the places of one stage. A campus with several stages has a row for each; they open, slip and fall away together.
 * What concerns the project as a whole (area, source, mode, certainty, host, partners, follows) must be the same in all its rows, or be in one of them only.
 */
export interface ProjectRow {
  readonly project: string
  readonly area: string
  readonly stage: string
  readonly sector: Sector
  readonly kind: ProjectKind
  /** School year in which it opens, as planned; or `openingDate`, which counts from the next 1 September. */
  readonly opens?: number | undefined
  readonly openingDate?: string | undefined
  readonly startDate?: string | undefined
  /** Places when complete: those that come, or for a closure those that go. Of a rebuilt or merged school all of them. */
  readonly places?: number | undefined
  readonly classes?: number | undefined
  readonly classSize?: number | undefined
  /** How the places open; a new school's lowest grade first, anything else at once when left out. */
  readonly phaseIn?: PhaseIn | undefined
  /** Own phase-in: shares of the places by school years since opening, never falling, up to 1. */
  readonly profile?: readonly number[] | undefined
  /** Sector from which a take-back or a purchase takes its places (private when left out), or a lease that is not of empty premises. */
  readonly fromSector?: Sector | undefined
  /** Stage to which a conversion moves its places. */
  readonly toStage?: string | undefined
  /** Places there after a conversion, when the rooms hold another number; `places` when left out, which conserves them. */
  readonly toPlaces?: number | undefined
  /** Places that the project takes away: of the old building, or of all partners of a merger. */
  readonly removes?: number | undefined
  /** School year from which `removes` is away; the opening when left out. A rebuild's decant lasts from then to its opening. */
  readonly removesFrom?: number | undefined
  /** School or area that takes the pupils in while the works last. It is told, not checked: its own places stay as they are, and they must have room. */
  readonly host?: string | undefined
  /** The project that must have opened before: the first phase of a second. */
  readonly follows?: string | undefined
  /** The schools that merge, joined by `+`. */
  readonly partners?: string | undefined
  /** First school year in which the places are gone: the end of life, of the lease or of the purchase. */
  readonly closes?: number | undefined
  /** Floor area in ㎡. */
  readonly floor?: number | undefined
  readonly source?: PlaceSource | undefined
  readonly mode?: ProjectMode | undefined
  readonly certainty?: Certainty | undefined
  /** Id of the fact behind the row. */
  readonly fact?: string | undefined
}
