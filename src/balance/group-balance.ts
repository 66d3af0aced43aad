// A balance seen at the entry grades, added up over groups of areas or schools, and as chances: always within draws first.

import { aggregate } from '../core/aggregate.js'
import type { Grouping } from '../core/aggregate.js'
import { combine } from '../core/combine.js'
import { mapCube } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { stageGroups } from '../core/ladder.js'
import { summarise } from '../core/summarise.js'
import { mean, quantile, share } from '../numeric/summary.js'
import type { Balance, Measures } from './balance.js'

type ByGrade = Cube<readonly ['area', 'grade', 'year', 'draw']>
type ByStage = Cube<readonly ['area', 'stage', 'year', 'draw']>

/** The five measures at the entry grade of each stage: what an admission plan must hold. Cost: O(cells). */
export function entryView(balance: Balance): Measures<ByStage> {
  const grades = balance.grades.pupils.axes.grade.labels
  const entry = stageGroups(balance.ladder, grades).map(({ label, members }) => ({ label, members: members.slice(0, 1) }))
  return mapMeasures(balance.grades, (cube) => aggregate(cube, 'grade', entry, 'stage'))
}

/** A balance of groups of areas or schools (district, 教育集团, 大学区). */
export interface GroupBalance {
  /** Sums of the members: unmet and spare are not set off against each other. */
  readonly apart: Measures<ByStage>
  /** With the places of each grade open to all members: unmet and spare of the group as one. */
  readonly shared: Measures<ByStage>
  /** Pupils who find a place by sharing within the group: unmet apart − unmet shared. */
  readonly movable: ByStage
}

/**
 * Adds a balance up over groups of areas, within each draw, without and with sharing inside the group.
 *
 * @param groups new labels with the areas they are made of; an area may be in several
 * @throws `unknown-label` for a member that is no area of the balance
 * Cost: O(cells).
 */
export function groupBalance(balance: Balance, groups: readonly Grouping[]): GroupBalance {
  const stages = stageGroups(balance.ladder, balance.grades.pupils.axes.grade.labels)
  const gap = aggregate(balance.grades.gap, 'area', groups) as ByGrade
  const bySum = (cube: ByGrade): ByStage => aggregate(cube, 'grade', stages, 'stage')
  const apart = mapMeasures(balance.stages, (cube) => aggregate(cube, 'area', groups) as ByStage)
  const shared: Measures<ByStage> = Object.freeze({
    ...apart,
    unmet: bySum(mapCube(gap, 'pupils', (value) => Math.max(0, -value))),
    spare: bySum(mapCube(gap, 'places', (value) => Math.max(0, value))),
  })
  return Object.freeze({ apart, shared, movable: combine(apart.unmet, shared.unmet, 'pupils', (one, together) => one - together) })
}

/** How likely a shortage is and how large, by area, stage and year. */
export interface ShortageChances {
  /** Share of draws in which at least one pupil (half a pupil, before rounding) has no place. */
  readonly chance: Cube<readonly ['area', 'stage', 'year']>
  /** Mean unmet pupils over all draws. */
  readonly expected: Cube<readonly ['area', 'stage', 'year']>
  /** The range that holds 80 % of the draws, and its middle. */
  readonly low: Cube<readonly ['area', 'stage', 'year']>
  readonly middle: Cube<readonly ['area', 'stage', 'year']>
  readonly high: Cube<readonly ['area', 'stage', 'year']>
}

/**
 * The chance of a shortage and its expected size at any level: unmet is added up within draws before it is looked at over them.
 *
 * @param unmet of a balance's stages, of its entry grades, or of a group
 * Cost: that of `summarise`.
 */
export function shortageChances(unmet: ByStage): ShortageChances {
  return summarise(unmet, { chance: share((value) => value >= 0.5), expected: mean(), low: quantile(0.1), middle: quantile(0.5), high: quantile(0.9) })
}

function mapMeasures<A, B>(measures: Measures<A>, f: (cube: A) => B): Measures<B> {
  return Object.freeze({ pupils: f(measures.pupils), places: f(measures.places), gap: f(measures.gap), unmet: f(measures.unmet), spare: f(measures.spare) })
}
