// A balance seen at the entry grades, added up over groups of areas or schools, and as chances: always within draws first.

import { describeIssue } from '../core/describe-issue.js'
import { PlacesError, requireList, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aggregate } from '../core/aggregate.js'
import type { Grouping, Without } from '../core/aggregate.js'
import { combine } from '../core/combine.js'
import { mapCube } from '../core/cube.js'
import type { Cube, Dimensions } from '../core/cube.js'
import { stageGroups } from '../core/ladder.js'
import { aBalance, aCube } from '../core/nouns.js'
import { summarise } from '../core/summarise.js'
import { mean } from '../numeric/mean.js'
import { quantile, share } from '../numeric/summary.js'
import type { Balance, Measures } from './balance.js'

type ByGrade = Cube<readonly ['area', 'grade', 'year', 'draw']>
type ByStage = Cube<readonly ['area', 'stage', 'year', 'draw']>

/** The five measures at the entry grade of each stage: what an admission plan must hold. Cost: O(cells). */
export function entryView(balance: Balance): Measures<ByStage> {
  requireNoun(balance, aBalance, 'entryView')
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
 * @throws `unknown-label` for a member that is no area of the balance; `invalid-input` listing every group given twice and every member that a group
 * names twice, who would be counted twice
 * Cost: O(cells).
 */
export function groupBalance(balance: Balance, groups: readonly Grouping[]): GroupBalance {
  requireNoun(balance, aBalance, 'groupBalance')
  requireList(groups, 'groups', 'groupBalance', 2)
  refuseRepeats(groups)
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

function refuseRepeats(groups: readonly Grouping[]): void {
  const faults = groups.flatMap(({ label, members }, g): Issue[] => {
    const fault = (column: string, message: string): Issue => ({ code: 'duplicate-row', severity: 'fault', where: { table: 'groups', row: g + 1, column }, message })
    const again = [...new Set(members.filter((each, i) => members.indexOf(each) !== i))]
    return [...(groups.findIndex((other) => other.label === label) === g ? [] : [fault('label', `${label} is given twice`)]), ...again.map((each) => fault('members', `${label} names ${each} twice`))]
  })
  if (faults.length > 0) throw new PlacesError('invalid-input', `groupBalance: ${faults.map(describeIssue).join('; ')}`, { issues: faults })
}

/** How likely a shortage is and how large, in every cell of an unmet cube: [area, stage, year], by grade or by sector as that is. */
export interface ShortageChances<D extends Dimensions = readonly ['area', 'stage', 'year', 'draw']> {
  /** Share of draws in which at least one pupil (half a pupil, before rounding) has no place. */
  readonly chance: Cube<Without<D, 'draw'>>
  /** Mean unmet pupils over all draws. */
  readonly expected: Cube<Without<D, 'draw'>>
  /** The range that holds 80 % of the draws, and its middle. */
  readonly low: Cube<Without<D, 'draw'>>
  readonly middle: Cube<Without<D, 'draw'>>
  readonly high: Cube<Without<D, 'draw'>>
}

/**
 * The chance of a shortage and its expected size at any level: unmet is added up within draws before it is looked at over them.
 *
 * @param unmet of a balance's grades or stages, of its entry grades, of a group, or sector by sector; `draw` last
 * Cost: that of `summarise`.
 */
export function shortageChances<D extends Dimensions>(unmet: Cube<D>): ShortageChances<D> {
  requireNoun(unmet, aCube, 'shortageChances')
  return summarise(unmet, { chance: share((value) => value >= 0.5), expected: mean(), low: quantile(0.1), middle: quantile(0.5), high: quantile(0.9) })
}

/**
 * Pupils ÷ places in every cell and draw: of grades, stages, entry grades, groups or sectors.
 *
 * @param measures of which pupils and places have the same shape
 * @returns a ratio; infinite where there are pupils and no places, 0 where there are neither
 * Cost: O(cells).
 */
export function utilisation<D extends Dimensions>(measures: Pick<Measures<Cube<D>>, 'pupils' | 'places'>): Cube<D> {
  requireObject(measures, 'measures', 'utilisation', 1, ['pupils', 'places'])
  const { pupils, places } = measures
  return combine(pupils, places, 'ratio', (count, there) => (there > 0 ? count / there : count > 0 ? Infinity : 0)) as Cube<D>
}

function mapMeasures<A, B>(measures: Measures<A>, f: (cube: A) => B): Measures<B> {
  return Object.freeze({ pupils: f(measures.pupils), places: f(measures.places), gap: f(measures.gap), unmet: f(measures.unmet), spare: f(measures.spare) })
}
