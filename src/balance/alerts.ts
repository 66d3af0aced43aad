// Alerts: what a planner must see about the future, by which published rule, why, and by when something can still be done.

import { rowAt } from '../core/cube.js'
import type { Values } from '../core/cube.js'
import { stageOf } from '../core/ladder.js'
import { sortedDraws } from '../core/sorted-draws.js'
import { quantile } from '../numeric/summary.js'
import type { AlertLevel, AlertRule, Remedy, Text } from '../standards/types.js'
import type { Balance } from './balance.js'

export interface AlertYear {
  readonly year: number
  readonly level: string
  readonly levelName: Text
  /** The rule's measure, median over the draws. */
  readonly value: number
  /** Places short, or spare for a surplus, median over the draws; grade by grade for a stage. */
  readonly places: number
  /** Share of draws that reach the level; undefined for a point forecast. */
  readonly chance: number | undefined
}

/** How pupils and places moved between the base year and the alert's worst year. */
export interface AlertReason {
  readonly fromYear: number
  readonly toYear: number
  readonly pupilsFrom: number
  readonly pupilsTo: number
  readonly placesFrom: number
  readonly placesTo: number
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
  readonly firstYear: number
  readonly years: readonly AlertYear[]
  /** Year with most places short (or spare). */
  readonly worst: AlertYear
  readonly reason: AlertReason
  /** Empty for a surplus. */
  readonly decideBy: readonly DecideBy[]
}

export interface AlertOptions {
  readonly rules: readonly AlertRule[]
  /** Ways to add places; an alert says by when each must be decided. None when left out. */
  readonly remedies?: readonly Remedy[] | undefined
}

/**
 * Raises the alerts of every rule for every area and stage.
 *
 * @param balance with one draw or many; the level of a year is decided on the median draw
 * @param options rules as data, such as those of `school-places/standards`, and remedies with their lead times
 * @returns one alert per rule, area and stage that reaches a level in any of the rule's years; shortages first, then by first year
 * Cost: O(rules × areas × stages × years × draws log draws).
 */
export function raiseAlerts(balance: Balance, options: AlertOptions): readonly Alert[] {
  const alerts: Alert[] = []
  for (const rule of options.rules) {
    for (const area of balance.stages.pupils.axes.area.labels) {
      for (const stage of balance.stages.pupils.axes.stage.labels) {
        if (rule.stages !== undefined && !rule.stages.includes(stage)) continue
        const alert = alertOf(balance, rule, area, stage, options.remedies ?? [])
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

function alertOf(balance: Balance, rule: AlertRule, area: string, stage: string, remedies: readonly Remedy[]): Alert | undefined {
  const { origin, horizon } = balance
  const grade = rule.scope === 'entry-grade' ? stageOf(balance.ladder, stage).grades[0] : undefined
  const rows = (name: 'pupils' | 'places' | 'unmet' | 'spare', year: number): Values =>
    grade === undefined ? rowAt(balance.stages[name], { area, stage, year }) : rowAt(balance.grades[name], { area, grade, year })
  const years: AlertYear[] = []
  for (let year = origin + rule.leads.from; year <= Math.min(origin + rule.leads.to, origin + horizon); year++) {
    const [pupils, places, unmet, spare] = [rows('pupils', year), rows('places', year), rows('unmet', year), rows('spare', year)]
    const values = Float64Array.from(pupils, (count, d) => measure(rule, count, places[d]!, unmet[d]!, spare[d]!))
    const value = middle(values)
    const reached = levelAt(rule, value, year - origin)
    if (reached === undefined) continue
    const chance = values.length === 1 ? undefined : values.filter((each) => each >= reached.atLeast).length / values.length
    years.push({ year, level: reached.level, levelName: reached.name, value, places: middle(rule.kind === 'shortage' ? unmet : spare), chance })
  }
  // A surplus counts only where it lasts: spare places before a shortage are not to be given up.
  if (rule.kind === 'surplus') keepLastRun(years, Math.min(origin + rule.leads.to, origin + horizon))
  const first = years[0]
  if (first === undefined) return undefined
  const gravest = rule.levels.findLast((level) => years.some((each) => each.level === level.level))!
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
    firstYear: first.year,
    years: Object.freeze(years),
    worst,
    reason: {
      fromYear: origin,
      toYear: worst.year,
      pupilsFrom: middle(rows('pupils', origin)),
      pupilsTo: middle(rows('pupils', worst.year)),
      placesFrom: middle(rows('places', origin)),
      placesTo: middle(rows('places', worst.year)),
    },
    decideBy: rule.kind === 'surplus' ? [] : remedies.map((remedy) => decideBy(remedy, years, origin)),
  })
}

function measure(rule: AlertRule, pupils: number, places: number, unmet: number, spare: number): number {
  switch (rule.measure) {
    case 'utilisation':
      return places > 0 ? pupils / places : pupils > 0 ? Infinity : 0
    case 'unmet':
      return unmet
    case 'spareShare':
      return places > 0 ? spare / places : 0
  }
}

function levelAt(rule: AlertRule, value: number, lead: number): AlertLevel | undefined {
  const fits = (level: AlertLevel): boolean => value >= level.atLeast && (level.leads === undefined || (lead >= level.leads.from && lead <= level.leads.to))
  return rule.levels.findLast(fits)
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

function middle(values: Values): number {
  return quantile(0.5)(sortedDraws(values))
}
