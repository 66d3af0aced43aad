// Where uncertainty comes from, and how much of it each grade feels when some of it is switched off.

import type { Ladder } from '../core/ladder.js'
import type { Dispersion, KindSpread } from '../estimate/dispersion.js'

/** Where uncertainty comes from. */
export interface NoiseSources {
  /** Rates are estimated with error: the same error in every year ahead. */
  readonly parameter: boolean
  /** Shock of one grade in one area and year, of variance a + b/n. */
  readonly shock: boolean
  /** Shock that all grades of an area share in a year. */
  readonly areas: boolean
  /** Shock that all areas of a region share in a year. */
  readonly years: boolean
  /** Part of each shock that stays in all later years. */
  readonly drift: boolean
  /** Heavy tails instead of normal ones. */
  readonly tails: boolean
  /** Births of years that are not known yet. */
  readonly births: boolean
  /** New dwellings: when and whether they are completed, and how many pupils live in them. */
  readonly housing: boolean
  /** Participation that rates rest on where no pupils were counted. */
  readonly participation: boolean
}

/** What a grade feels, in units of the spread of one of its steps but for `region`, which is the spread of a log. */
export interface GradeSpread {
  readonly kind: KindSpread
  readonly isEntry: boolean
  /** Factor of the variance of this grade, and factors by lead, the last one held. */
  readonly factor: number
  readonly leads: readonly number[]
  /** Whether its shocks move it in their own year. */
  readonly shock: 0 | 1
  /** Spread of its own shock, of the error of its rate, and how much of a shock stays. */
  readonly cell: number
  readonly parameter: number
  readonly carried: number
  /** Part of its own error that turns round in the next grade a year later. */
  readonly turned: number
  /** How much of the shock of the area's grades it feels. */
  readonly loading: number
  readonly region: number
}

export function gradeSpreads(grades: Ladder['grades'], dispersion: Dispersion, sources: NoiseSources): readonly GradeSpread[] {
  const { areaYear, regionYear } = dispersion
  return grades.map((grade, g) => {
    const kind = grade.entry ? dispersion.entry : dispersion.progression
    return {
      factor: dispersion.gradeFactors[grade.id] ?? 1,
      kind,
      isEntry: grade.entry,
      leads: dispersion.leadFactors?.[grade.entry ? 'entry' : 'progression'] ?? [1],
      shock: sources.shock ? 1 : 0,
      cell: sources.shock || sources.drift ? Math.sqrt(kind.cell) : 0,
      parameter: sources.parameter ? Math.sqrt(kind.parameter) : 0,
      carried: sources.drift ? kind.carried : 0,
      // Who moves on is in the next grade a year later, unless entrants take their places.
      turned: grades[g + 1]?.entry === false ? dispersion.rebound[grade.entry ? 'entry' : 'progression'] : 0,
      loading: sources.areas ? (grade.entry ? areaYear.entryLoading : 1) : 0,
      region: sources.years ? Math.sqrt(grade.entry ? regionYear.entry : regionYear.progression) : 0,
    }
  })
}
