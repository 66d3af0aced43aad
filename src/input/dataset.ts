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
  DwellingRow,
  EntrantRow,
  PhaseIn,
  PopulationRow,
  ProjectKind,
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

export interface Project {
  readonly project: string
  readonly area: string
  readonly stage: string
  readonly sector: Sector
  readonly kind: ProjectKind
  /** School year from whose 1 September the places can be used. */
  readonly opens: number
  /** Places when complete, never negative: the kind says whether they come or go. */
  readonly places: number
  readonly phaseIn: PhaseIn | undefined
  readonly fromSector: Sector
  readonly closes: number | undefined
  readonly fact: string | undefined
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
