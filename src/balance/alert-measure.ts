// What a warning rule looks at, in every draw of one area, stage and year, and what would end the warning.

import { rowAt } from '../core/cube.js'
import type { AnyCube, Cube, Values } from '../core/cube.js'
import { PlacesError } from '../core/error.js'
import { stageOf } from '../core/ladder.js'
import { sortedDraws } from '../core/sorted-draws.js'
import { quantile } from '../numeric/summary.js'
import type { AlertLevel, AlertRule } from '../standards/types.js'
import type { Balance } from './balance.js'

/** Draws of one area, stage (or its entry grade) and year. */
export interface AlertRows {
  readonly pupils: Values
  readonly places: Values
  readonly unmet: Values
  readonly spare: Values
}

/** Numbers that rules may need beside the balance. */
export interface AlertInputs {
  /** Indicators of the user's own by id, as `evaluateIndicator` gives them. */
  readonly indicators?: Readonly<Record<string, { readonly level: 'stage' | 'grade'; readonly values: AnyCube }>> | undefined
  /** Share of the children with local registration (户籍), for rules that count only them. All children are counted where it is not given. */
  readonly localShares?: Cube<readonly ['area', 'stage', 'year']> | undefined
}

// A pupil counts as without a place from half a pupil on: counts are means and draws, not heads.
const onePupil = 0.5

/** Reads the rows of one area and stage for a rule, by year. */
export function rowsFor(balance: Balance, rule: AlertRule, area: string, stage: string): (year: number) => AlertRows {
  const grade = entryGradeOf(balance, rule, stage)
  const read = (name: keyof AlertRows, year: number): Values =>
    grade === undefined ? rowAt(balance.stages[name], { area, stage, year }) : rowAt(balance.grades[name], { area, grade, year })
  return (year) => ({ pupils: read('pupils', year), places: read('places', year), unmet: read('unmet', year), spare: read('spare', year) })
}

/** The grade that an entry-grade rule looks at; undefined for a rule about the whole stage. */
export function entryGradeOf(balance: Balance, rule: AlertRule, stage: string): string | undefined {
  return rule.scope === 'entry-grade' ? stageOf(balance.ladder, stage).grades[0] : undefined
}

/**
 * The rule's measure in each draw of a year. The chance is one number, the same in each draw.
 *
 * @param rowsOf by year; years from the base year on are read for the measure `decline`
 * @throws `unknown-label` when an indicator is asked for that was not handed over
 */
export function measureOf(balance: Balance, rule: AlertRule, area: string, stage: string, year: number, rowsOf: (year: number) => AlertRows, inputs: AlertInputs): Float64Array {
  const { pupils, places, unmet, spare } = rowsOf(year)
  switch (rule.measure) {
    case 'utilisation':
      return Float64Array.from(pupils, (count, d) => fullness(count * countedShare(rule, area, stage, year, inputs), places[d]!))
    case 'unmet':
      return Float64Array.from(unmet)
    case 'spareShare':
      return Float64Array.from(spare, (free, d) => (places[d]! > 0 ? free / places[d]! : 0))
    case 'chance': {
      const short = Float64Array.from(unmet).filter((value) => value >= onePupil).length / unmet.length
      return new Float64Array(unmet.length).fill(short)
    }
    case 'decline': {
      const highest = Float64Array.from(pupils)
      for (let before = balance.origin; before < year; before++) {
        const counts = rowsOf(before).pupils
        for (let d = 0; d < highest.length; d++) highest[d] = Math.max(highest[d]!, counts[d]!)
      }
      return Float64Array.from(pupils, (count, d) => (highest[d]! > 0 ? 1 - count / highest[d]! : 0))
    }
    case 'indicator': {
      const indicator = inputs.indicators?.[rule.indicator ?? '']
      const grade = entryGradeOf(balance, rule, stage)
      if (indicator === undefined || (indicator.level === 'grade') !== (grade !== undefined)) {
        throw new PlacesError('unknown-label', `raiseAlerts: the rule ${rule.id} needs the indicator ${rule.indicator ?? '?'} by ${grade === undefined ? 'stage' : 'grade'}`, { where: { option: 'indicators' }, hint: 'hand over what evaluateIndicator returns' })
      }
      return Float64Array.from(rowAt(indicator.values as Cube, { area, year, ...(grade === undefined ? { stage } : { grade }) } as never))
    }
  }
}

/** Share of the pupils that a rule counts: those of local registration where it asks for them and their share is known, else all. */
export function countedShare(rule: AlertRule, area: string, stage: string, year: number, { localShares }: AlertInputs): number {
  if (rule.children !== 'local' || localShares === undefined) return 1
  return rowAt(localShares, { area, stage })[localShares.axes.year.labels.indexOf(year)] ?? 1
}

function fullness(pupils: number, places: number): number {
  return places > 0 ? pupils / places : pupils > 0 ? Infinity : 0
}

/**
 * Places that would end a warning of this level in this year: to be added for a shortage, to be given up for a surplus.
 *
 * @param share of the pupils that the rule counts
 * @returns whole places; undefined for measures that places do not change
 */
export function placesToClear(rule: AlertRule, mildest: AlertLevel, { pupils, places, unmet, spare }: AlertRows, share = 1): number | undefined {
  switch (rule.measure) {
    case 'utilisation': {
      // Below the bound, not at it: a pupil more than just enough.
      const missing = middle(Float64Array.from(pupils, (count, d) => (count * share) / mildest.atLeast - places[d]!))
      return leastAbove(missing)
    }
    case 'unmet':
      // As many as are told to be short, rounded up, so that nobody is left.
      return Math.max(0, Math.ceil(middle(unmet) - mildest.atLeast + 1 - 1e-9))
    case 'chance': {
      // So many futures may stay short; the next one must not be.
      const allowed = Math.max(0, Math.ceil(mildest.atLeast * unmet.length - 1e-9) - 1)
      return leastAbove(Float64Array.from(unmet).sort()[unmet.length - 1 - allowed]! - onePupil)
    }
    case 'spareShare':
      // All are spare: however many are given up, all that are left still are.
      if (mildest.atLeast >= 1) return undefined
      return Math.floor(Math.max(0, middle(Float64Array.from(spare, (free, d) => (free - mildest.atLeast * places[d]!) / (1 - mildest.atLeast)))) + 1e-9)
    case 'decline':
    case 'indicator':
      return undefined
  }
}

/** The smallest whole number above a value, not below 0. */
function leastAbove(value: number): number {
  return Math.max(0, Math.floor(value + 1e-9) + 1)
}

/** The middle of the draws; infinite where the draws in the middle are, as pupils ÷ places is without a place. */
export function middle(values: Values): number {
  const sorted = sortedDraws(values)
  const above = sorted[sorted.length >> 1]!
  // Between two infinite numbers there is nothing to interpolate.
  return above === sorted[(sorted.length - 1) >> 1] ? above : quantile(0.5)(sorted)
}
