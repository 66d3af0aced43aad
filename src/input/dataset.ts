// What the border makes of the tables: labelled counts and plain records that later stages can rely on without checking again.

import type { SchoolCalendar } from '../core/calendar.js'
import type { Cube } from '../core/cube.js'
import type { Fact } from '../core/fact.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Provenance } from '../core/provenance.js'
import type {
  AdmissionRow,
  ApplicationRow,
  AssumptionName,
  BirthRow,
  Certainty,
  DwellingRow,
  EntrantRow,
  PhaseIn,
  PlaceSource,
  PopulationRow,
  ProjectKind,
  ProjectMode,
  RegistrationRow,
  Sector,
  ShareRow,
  YieldRow,
} from './tables.js'

export interface Area {
  readonly id: string
  readonly parent: string | undefined
  readonly name: { readonly en: string; readonly zh: string }
}

/** Pupils of several stages together. */
export interface StageTotal {
  readonly area: string
  readonly stages: readonly string[]
  readonly year: number
  readonly pupils: number
  readonly fact: string | undefined
}

/** Places known for a year, of a stage or of one grade. */
export interface PlaceStock {
  readonly area: string
  readonly stage: string
  /** Set when the row speaks of one grade only. */
  readonly grade: string | undefined
  readonly sector: Sector
  readonly year: number
  readonly places: number
  readonly fact: string | undefined
}

/** What a project does to the places of one stage. */
export interface ProjectPart {
  readonly stage: string
  readonly sector: Sector
  readonly kind: ProjectKind
  /** School year from whose 1 September the places can be used, as planned. A drawn opening of the project moves it by the same years. */
  readonly opens: number
  /** Places when complete, never negative: the kind says whether they come, move or go. */
  readonly places: number
  readonly phaseIn: PhaseIn | undefined
  /** Shares of the places by school years since opening; set when `phaseIn` is `profile`. */
  readonly profile: readonly number[] | undefined
  /** Sector that the places are taken from; undefined when they come from none. */
  readonly fromSector: Sector | undefined
  /** Set for a conversion, with the places there after it. */
  readonly toStage: string | undefined
  readonly toPlaces: number
  /** Places taken away, from `removesFrom` or else from the opening. */
  readonly removes: number
  readonly removesFrom: number | undefined
  readonly closes: number | undefined
  /** Floor area in ㎡. */
  readonly floor: number | undefined
  readonly fact: string | undefined
}

/** One piece of work with its effect on every stage: all parts open, slip and fall away together. */
export interface Project {
  readonly project: string
  readonly area: string
  /** Of its first part. */
  readonly kind: ProjectKind
  /** School year in which its first part opens, as planned. */
  readonly opens: number
  readonly startDate: string | undefined
  readonly parts: readonly ProjectPart[]
  readonly source: PlaceSource | undefined
  readonly mode: ProjectMode | undefined
  readonly certainty: Certainty | undefined
  /** The project that must have opened before. */
  readonly follows: string | undefined
  /** Where its pupils are while the works last. */
  readonly host: string | undefined
  readonly partners: readonly string[]
}

export interface Assumption {
  readonly assumption: AssumptionName
  readonly value: number
  readonly area: string | undefined
  readonly grade: string | undefined
  readonly stage: string | undefined
  /** School year of the value; undefined when it holds for every year. */
  readonly year: number | undefined
  readonly reason: string | undefined
  readonly fact: string | undefined
}

/** The checked input. Observed cubes hold NaN where nothing was observed. */
export interface Dataset {
  readonly ladder: Ladder
  readonly calendar: SchoolCalendar
  readonly areas: readonly Area[]
  /** Areas that are forecast and balanced, in the order of the table: those with pupils, totals or places of their own. */
  readonly planningAreas: readonly string[]
  readonly pupils: Cube<readonly ['area', 'grade', 'year']>
  /** Births by calendar year; months are added up here and kept apart in `monthlyBirths`. */
  readonly births: Cube<readonly ['area', 'year']>
  /** Rows of births that name a month, for exact cohorts. */
  readonly monthlyBirths: readonly BirthRow[]
  readonly population: readonly PopulationRow[]
  readonly registrations: readonly RegistrationRow[]
  readonly dwellings: readonly DwellingRow[]
  readonly yields: readonly YieldRow[]
  readonly shares: readonly ShareRow[]
  readonly totals: readonly StageTotal[]
  readonly entrants: readonly EntrantRow[]
  readonly places: readonly PlaceStock[]
  readonly projects: readonly Project[]
  readonly admissions: readonly AdmissionRow[]
  readonly applications: readonly ApplicationRow[]
  readonly assumptions: readonly Assumption[]
  readonly facts: readonly Fact[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}
