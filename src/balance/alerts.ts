// Alerts: what a planner must see about the future, by which published rule, how likely, why, and by when something can still be done.

import { requireNoun } from '../core/error.js'
import { stageOf } from '../core/ladder.js'
import { aBalance } from '../core/nouns.js'
import { quantile } from '../numeric/summary.js'
import type { AlertLevel, AlertRule, Remedy, Text } from '../standards/types.js'
import { countedShare, entryGradeOf, measureOf, middle, placesToClear, rowsFor } from './alert-measure.js'
import type { AlertInputs, AlertRows } from './alert-measure.js'
import { reasonFor } from './alert-reason.js'
import type { AlertReason, ReasonInputs } from './alert-reason.js'
import type { Balance } from './balance.js'
import { checkRules } from './check-rules.js'

export interface AlertYear {
  readonly year: number
  readonly level: string
  readonly levelName: Text
  /** The rule's measure, median over the draws. */
  readonly value: number
  /** Places short, or spare for a surplus, median over the draws; grade by grade for a stage. */
  readonly places: number
  /** The range that holds 80 % of the draws; both equal to `places` for a point forecast. */
  readonly low: number
  readonly high: number
  /** Share of draws that reach the level; undefined for a point forecast. */
  readonly chance: number | undefined
}

/** When a level holds: its first year and all its years. */
export interface AlertLevelYears {
  readonly level: string
  readonly name: Text
  readonly firstYear: number
  readonly years: readonly number[]
}

/** By when work of a kind must be decided, and which shortage it can still serve. */
export interface DecideBy {
  readonly remedy: string
  readonly name: Text
  readonly years: number
  /** Last school year in which it can be decided and still open for the first year of the alert. */
  readonly year: number
  /** First year of the alert that it serves when decided in the origin year at the earliest; undefined when it comes too late for all. */
  readonly serves: number | undefined
}

export interface Alert {
  readonly rule: string
  readonly ruleName: Text
  readonly kind: 'shortage' | 'surplus'
  /** The gravest level reached. */
  readonly level: string
  readonly levelName: Text
  readonly area: string
  readonly stage: string
  /** Set when the rule looks at the entry grade. */
  readonly grade: string | undefined
  /** Whose children were counted: a rule about local children counts all of them where their share was not handed over. */
  readonly children: 'all' | 'local'
  readonly firstYear: number
  readonly years: readonly AlertYear[]
  /** Futures of which its chances are shares; 1 for a point forecast. */
  readonly draws: number
  /** Last year the rule looks at, where that is before the end of the forecast: what the alert tells may go on beyond it. */
  readonly looksTo: number | undefined
  /** Every level reached, from the mildest, with its years. */
  readonly levels: readonly AlertLevelYears[]
  /** Year with most places short (or spare). */
  readonly worst: AlertYear
  readonly reason: AlertReason
  /** Places to add so that no year reaches a level (for a surplus: that could be given up in every year), and from which year. Undefined where places do not decide. */
  readonly clear: { readonly places: number; readonly year: number } | undefined
  /** Empty for a surplus. */
  readonly decideBy: readonly DecideBy[]
}

export interface AlertOptions extends AlertInputs, ReasonInputs {
  readonly rules: readonly AlertRule[]
  /** Ways to add places; an alert says by when each must be decided. None when left out. */
  readonly remedies?: readonly Remedy[] | undefined
}

/**
 * Raises the alerts of every rule for every area and stage.
 *
 * @param balance with one draw or many; the level of a year is decided on the median draw
 * @param options rules as data, such as those of `school-places/standards`, remedies with their lead times, and what reasons are told from
 * @returns one alert per rule, area and stage that reaches a level in any of the rule's years; shortages first, then by first year
 * @throws `invalid-input` listing every rule whose levels do not rise from the mildest to the gravest or whose bounds, years ahead or remedies are no
 *   numbers that fit; `unknown-label` for a rule about an indicator that is not handed over
 * Cost: O(rules × areas × stages × years × draws log draws).
 */
export function raiseAlerts(balance: Balance, options: AlertOptions): readonly Alert[] {
  requireNoun(balance, aBalance, 'raiseAlerts')
  checkRules((options as AlertOptions | undefined)?.rules as AlertRule[], options?.remedies ?? [], 'raiseAlerts')
  const alerts: Alert[] = []
  for (const rule of options.rules) {
    for (const area of balance.stages.pupils.axes.area.labels) {
      for (const stage of balance.stages.pupils.axes.stage.labels) {
        if (rule.stages !== undefined && !rule.stages.includes(stage)) continue
        const alert = alertOf(balance, rule, area, stage, options)
        if (alert !== undefined) alerts.push(alert)
      }
    }
  }
  return Object.freeze(alerts.sort(byUrgency))
}

/** The order in which alerts are read: shortages first, then by first year, then by places. */
export function byUrgency(a: Alert, b: Alert): number {
  return a.kind.localeCompare(b.kind) || a.firstYear - b.firstYear || b.worst.places - a.worst.places
}

function alertOf(balance: Balance, rule: AlertRule, area: string, stage: string, options: AlertOptions): Alert | undefined {
  const { origin, horizon } = balance
  const rowsOf = rowsFor(balance, rule, area, stage)
  const last = Math.min(origin + rule.leads.to, origin + horizon)
  const years: AlertYear[] = []
  for (let year = origin + rule.leads.from; year <= last; year++) {
    const values = measureOf(balance, rule, area, stage, year, rowsOf, options).filter((value) => !Number.isNaN(value))
    if (values.length === 0) continue
    const value = middle(values)
    const reached = levelAt(rule, value, year - origin)
    if (reached !== undefined) years.push(alertYear(rule, reached, year, value, values, rowsOf(year)))
  }
  // A surplus counts only where it lasts: spare places before a shortage are not to be given up.
  if (rule.kind === 'surplus') keepLastRun(years, last)
  const first = years[0]
  if (first === undefined) return undefined
  const levels = rule.levels.flatMap(({ level, name }): AlertLevelYears[] => {
    const own = years.filter((each) => each.level === level).map((each) => each.year)
    return own[0] === undefined ? [] : [Object.freeze({ level, name, firstYear: own[0], years: Object.freeze(own) })]
  })
  const grade = entryGradeOf(balance, rule, stage)
  const gravest = levels[levels.length - 1]!
  const worst = years.reduce((most, each) => (each.places > most.places ? each : most), first)
  return Object.freeze({
    rule: rule.id,
    ruleName: rule.name,
    kind: rule.kind,
    level: gravest.level,
    levelName: gravest.name,
    area,
    stage,
    grade,
    children: rule.children === 'local' && options.localShares !== undefined ? 'local' : 'all',
    firstYear: first.year,
    years: Object.freeze(years),
    draws: rowsOf(first.year).unmet.length,
    looksTo: last < origin + horizon ? last : undefined,
    levels: Object.freeze(levels),
    worst,
    reason: reasonFor(rowsOf, area, stage, grade === undefined ? stageOf(balance.ladder, stage).grades : [grade], origin, worst.year, options),
    clear: clearOf(rule, years, rowsOf, (year) => countedShare(rule, area, stage, year, options)),
    decideBy: rule.kind === 'surplus' ? [] : (options.remedies ?? []).map((remedy) => decideBy(remedy, years, origin)),
  })
}

function alertYear(rule: AlertRule, reached: AlertLevel, year: number, value: number, values: Float64Array, rows: AlertRows): AlertYear {
  const places = Float64Array.from(rule.kind === 'shortage' ? rows.unmet : rows.spare).sort()
  const single = places.length === 1
  // The measure `chance` is a share of draws itself: its chance is its value.
  const chance = single ? undefined : rule.measure === 'chance' ? value : values.filter((each) => reaches(each, reached.atLeast)).length / values.length
  return Object.freeze({ year, level: reached.level, levelName: reached.name, value, places: quantile(0.5)(places), low: quantile(0.1)(places), high: quantile(0.9)(places), chance })
}

function levelAt(rule: AlertRule, value: number, lead: number): AlertLevel | undefined {
  const fits = (level: AlertLevel): boolean => reaches(value, level.atLeast) && (level.leads === undefined || (lead >= level.leads.from && lead <= level.leads.to))
  return rule.levels.findLast(fits)
}

/** A bound is reached at it; 810 of 900 pupils are 0.90 however binary fractions round. */
const reaches = (value: number, bound: number): boolean => value >= bound - 1e-12 * Math.max(1, Math.abs(bound))

/** A shortage is cleared by the year that needs most, a surplus by the year that can spare least. */
function clearOf(rule: AlertRule, years: readonly AlertYear[], rowsOf: (year: number) => AlertRows, shareOf: (year: number) => number): Alert['clear'] {
  const mildest = rule.levels[0]!
  const amounts = years.map(({ year }) => placesToClear(rule, mildest, rowsOf(year), shareOf(year)))
  const known = amounts.filter((amount) => amount !== undefined)
  if (known.length === 0) return undefined
  return Object.freeze({ places: rule.kind === 'shortage' ? Math.max(...known) : Math.min(...known), year: years[0]!.year })
}

function decideBy(remedy: Remedy, years: readonly AlertYear[], origin: number): DecideBy {
  const earliest = origin + remedy.years
  return { remedy: remedy.id, name: remedy.name, years: remedy.years, year: years[0]!.year - remedy.years, serves: years.find((each) => each.year >= earliest)?.year }
}

/** Keeps the unbroken run of years that reaches `last`, in place. */
function keepLastRun(years: AlertYear[], last: number): void {
  let start = years.length
  while (start > 0 && years[start - 1]!.year === last - (years.length - start)) start--
  years.splice(0, start)
}
