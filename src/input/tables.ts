// Planners' tables as rows, one type per table: what a spreadsheet sheet or a CSV file looks like to the library.
// Every row may name the fact that backs it (`fact`), so that each figure can be traced to its source.

import type { Fact } from '../core/fact.js'
import type { ProjectRow } from './project-rows.js'
import type { Sector } from './sectors.js'

export { certaintyWords, phaseIns, placeSources, projectKinds, projectModes } from './project-rows.js'
export type { Certainty, CertaintyWord, PhaseIn, PlaceSource, ProjectKind, ProjectMode, ProjectRow } from './project-rows.js'
export { sectors } from './sectors.js'
export type { Sector } from './sectors.js'

export const assumptionNames = ['progression', 'entryRatio', 'participation', 'utilisation'] as const
/**
 * What a caller may assume where counts are absent:
 * `progression` pupils in `grade` per pupil in the grade below a year before; `entryRatio` pupils entering `grade` per birth of the cohort;
 * `participation` share of the cohort that attends `stage`; `utilisation` pupils per place of `stage` in the base year.
 */
export type AssumptionName = (typeof assumptionNames)[number]

interface Backed {
  /** Id of the fact behind the row. */
  readonly fact?: string | undefined
}

/** A unit of planning, or an area above it. */
export interface AreaRow extends Backed {
  readonly area: string
  readonly parent?: string | undefined
  readonly nameZh?: string | undefined
  readonly nameEn?: string | undefined
}

/** Pupils counted in a grade in a school year. A cell that was not counted has no row: blank is not zero. */
export interface PupilRow extends Backed {
  readonly area: string
  readonly grade: string
  readonly year: number
  readonly pupils: number
}

/** Pupils of one or several stages together, where grades are not published. `stages` is a stage, or several joined by `+`. */
export interface TotalRow extends Backed {
  readonly area: string
  readonly stages: string
  readonly year: number
  readonly pupils: number
}

/** Live births of a calendar year, or of one month of it. A year is given either whole or by its twelve months. */
export interface BirthRow extends Backed {
  readonly area: string
  readonly year: number
  /** 1–12. */
  readonly month?: number | undefined
  readonly births: number
}

/** Children of a single age (in full years at the cut-off) who live in the area in a school year, counted or projected by others. */
export interface PopulationRow extends Backed {
  readonly area: string
  readonly age: number
  readonly year: number
  readonly population: number
}

/** Children registered for an entry grade before the year starts: an early sign of the entrants, not yet their number. */
export interface RegistrationRow extends Backed {
  readonly area: string
  readonly grade: string
  readonly year: number
  readonly registered: number
}

/** Dwellings completed in time for a school year. */
export interface DwellingRow extends Backed {
  readonly area: string
  /** School year in which they first send pupils. */
  readonly year: number
  readonly dwellings: number
  readonly type?: string | undefined
  readonly tenure?: string | undefined
  /** Chance that they are completed as planned, 0–1; 1 when left out. */
  readonly certainty?: number | undefined
}

/** Pupils of a grade per 100 dwellings, by school years since completion (0 = the first). Held after the last year given. */
export interface YieldRow extends Backed {
  readonly grade: string
  readonly yearsSince: number
  readonly perHundred: number
  /** The dwellings it holds for; all when left out. */
  readonly type?: string | undefined
  readonly tenure?: string | undefined
}

/** A share of the pupils of a stage, observed or planned: of a sector, or of a group that admission rules tell apart. */
export interface ShareRow extends Backed {
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly sector?: Sector | undefined
  readonly group?: string | undefined
  /** 0–1. */
  readonly share: number
}

/** Pupils known or planned to enter an entry grade in a year after the origin: used as given. */
export interface EntrantRow extends Backed {
  readonly area: string
  readonly grade: string
  readonly year: number
  readonly pupils: number
}

/** Places there are in a year, for a whole stage or for one grade: stated, or as classes × class size. */
export interface PlaceRow extends Backed {
  readonly area: string
  readonly stage?: string | undefined
  readonly grade?: string | undefined
  readonly sector: Sector
  readonly year: number
  readonly places?: number | undefined
  readonly classes?: number | undefined
  readonly classSize?: number | undefined
}

/** Pupils a sector plans to admit to an entry grade (招生计划). */
export interface AdmissionRow extends Backed {
  readonly area: string
  readonly grade: string
  readonly year: number
  readonly sector: Sector
  readonly plan: number
}

/** Children whose families applied for an entry grade (报名). */
export interface ApplicationRow extends Backed {
  readonly area: string
  readonly grade: string
  readonly year: number
  readonly applicants: number
}

/** A number assumed where none is known. It holds for the area and all areas below it, or everywhere when no area is named. */
export interface AssumptionRow extends Backed {
  readonly assumption: AssumptionName
  readonly value: number
  readonly area?: string | undefined
  readonly grade?: string | undefined
  readonly stage?: string | undefined
  /** School year of the value. Several years make a path: straight lines between them, held before the first and after the last. */
  readonly year?: number | undefined
  /** Why this value. */
  readonly reason?: string | undefined
}

/** All that goes in. Only `areas` must be there. */
export interface Tables {
  readonly areas: readonly AreaRow[]
  readonly pupils?: readonly PupilRow[] | undefined
  readonly totals?: readonly TotalRow[] | undefined
  readonly births?: readonly BirthRow[] | undefined
  readonly entrants?: readonly EntrantRow[] | undefined
  readonly population?: readonly PopulationRow[] | undefined
  readonly registrations?: readonly RegistrationRow[] | undefined
  readonly dwellings?: readonly DwellingRow[] | undefined
  readonly yields?: readonly YieldRow[] | undefined
  readonly shares?: readonly ShareRow[] | undefined
  readonly places?: readonly PlaceRow[] | undefined
  readonly projects?: readonly ProjectRow[] | undefined
  readonly admissions?: readonly AdmissionRow[] | undefined
  readonly applications?: readonly ApplicationRow[] | undefined
  readonly assumptions?: readonly AssumptionRow[] | undefined
  readonly facts?: readonly Fact[] | undefined
}

export type TableName = keyof Tables
