// How good warnings are: hits, misses and false alarms by threshold, whether they came in time to build, and which threshold costs least.

import { PlacesError, requireList, requireObject } from '../core/error.js'
import type { AlertCase } from './alert-backtest.js'

export interface AlertSkill {
  /** Rule, or whatever the cases were grouped by. */
  readonly group: string
  /** Warned where the measure is at least this. */
  readonly threshold: number
  readonly hits: number
  readonly misses: number
  readonly falseAlarms: number
  /** Neither warned nor short. */
  readonly quiet: number
  /** Hits ÷ shortages that came; undefined when none came. */
  readonly hitRate: number | undefined
  /** False alarms ÷ warnings (the false alarm ratio); undefined when nothing was warned of. */
  readonly falseAlarmRatio: number | undefined
  /** False alarms ÷ cases without a shortage. */
  readonly falseAlarmRate: number | undefined
}

/**
 * Counts hits, misses and false alarms at each threshold.
 *
 * @param thresholds bounds of the rules' measure, such as those of its levels
 * @param groupOf names the group of a case; the rule when left out. By lead: `(each) => String(each.lead)`
 * @returns one row per group and threshold, in the order of both
 * Cost: O(cases × thresholds).
 */
export function scoreAlerts(cases: readonly AlertCase[], thresholds: readonly number[], groupOf: (each: AlertCase) => string = (each) => each.rule): readonly AlertSkill[] {
  requireList(cases, 'cases', 'scoreAlerts')
  requireList(thresholds, 'thresholds', 'scoreAlerts', 2)
  const groups = new Map<string, AlertCase[]>()
  for (const each of cases) addTo(groups, groupOf(each), each)
  return Object.freeze([...groups].flatMap(([group, own]) => thresholds.map((threshold) => skillAt(group, own, threshold))))
}

function addTo(groups: Map<string, AlertCase[]>, key: string, each: AlertCase): void {
  const own = groups.get(key)
  if (own === undefined) groups.set(key, [each])
  else own.push(each)
}

function skillAt(group: string, cases: readonly AlertCase[], threshold: number): AlertSkill {
  let [hits, misses, falseAlarms, quiet] = [0, 0, 0, 0]
  for (const { value, happened } of cases) {
    if (happened && value >= threshold) hits++
    else if (happened) misses++
    else if (value >= threshold) falseAlarms++
    else quiet++
  }
  const of = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)
  return Object.freeze({ group, threshold, hits, misses, falseAlarms, quiet, hitRate: of(hits, hits + misses), falseAlarmRatio: of(falseAlarms, hits + falseAlarms), falseAlarmRate: of(falseAlarms, falseAlarms + quiet) })
}

/** One shortage that came, and since when it had been warned of. */
export interface WarningTime {
  readonly rule: string
  readonly area: string
  readonly stage: string
  /** School year of the shortage, the first of its run of years. */
  readonly year: number
  /** Years between the first origin that warned of it, and did so from then on, and the shortage; undefined when the last forecast was quiet. */
  readonly lead: number | undefined
  /** The lead is at least the time to build. */
  readonly inTime: boolean
}

/**
 * Whether warnings came early enough to build.
 *
 * A warning counts from the first origin since which every forecast for that year warned: one that is withdrawn in between starts nothing.
 * The longest lead that can be seen is that of the cases, so cases must look at least as far ahead as building takes.
 *
 * @param threshold bound of the rule's measure
 * @param buildYears school years from decision to opening
 * @returns one row per rule, area, stage and first year of a shortage
 * @throws `invalid-option` when no case looks `buildYears` ahead
 * Cost: O(cases log cases).
 */
export function warningTimes(cases: readonly AlertCase[], threshold: number, buildYears: number): readonly WarningTime[] {
  requireList(cases, 'cases', 'warningTimes')
  if (!cases.some((each) => each.lead >= buildYears)) {
    throw new PlacesError('invalid-option', `warningTimes: cases must look at least ${buildYears} years ahead, the farthest looks ${cases.reduce((most, each) => Math.max(most, each.lead), 0)}`, { where: { option: 'buildYears' } })
  }
  const targets = new Map<string, AlertCase[]>()
  const shortYears = new Set<string>()
  const keyOf = (each: AlertCase, year: number): string => JSON.stringify([each.rule, each.area, each.stage, year])
  for (const each of cases) {
    addTo(targets, keyOf(each, each.year), each)
    if (each.happened) shortYears.add(keyOf(each, each.year))
  }
  const rows = [...targets.values()].flatMap((own): WarningTime[] => {
    const [any] = own
    if (any === undefined || !any.happened || shortYears.has(keyOf(any, any.year - 1))) return []
    const late = own.toSorted((a, b) => a.lead - b.lead)
    const firstQuiet = late.findIndex((each) => each.value < threshold)
    const warned = firstQuiet < 0 ? late : late.slice(0, firstQuiet)
    const lead = warned.at(-1)?.lead
    return [Object.freeze({ rule: any.rule, area: any.area, stage: any.stage, year: any.year, lead, inTime: lead !== undefined && lead >= buildYears })]
  })
  return Object.freeze(rows)
}

export interface AlertCosts {
  /** What a shortage that nobody warned of costs, in any unit. */
  readonly miss: number
  /** What a warning of a shortage that does not come costs, in the same unit. */
  readonly falseAlarm: number
}

export interface ThresholdChoice {
  readonly threshold: number
  /** Mean cost of a case at this threshold. */
  readonly cost: number
  readonly skill: AlertSkill
  /** Mean cost when nothing is ever warned of, and when everything is. */
  readonly never: number
  readonly always: number
}

/**
 * Chooses the threshold with the least cost of misses and false alarms.
 *
 * Only the ratio of the two costs decides. Judge the choice on cases of later origins than those it was made from.
 *
 * @returns the threshold, halfway between two values that were seen, and the cost beside that of never and of always warning; of equal costs the higher threshold
 * @throws `invalid-option` without cases or for costs that are negative
 * Cost: O(cases log cases).
 * @example
 * const seen = [[0.8, false], [0.95, false], [0.97, true], [1.1, true]].map(([value, happened]) => ({ value, happened }))
 * chooseThreshold(seen, { miss: 5, falseAlarm: 1 }).threshold // 0.96
 */
export function chooseThreshold(cases: readonly AlertCase[], costs: AlertCosts): ThresholdChoice {
  requireList(cases, 'cases', 'chooseThreshold')
  requireObject(costs, 'costs', 'chooseThreshold', 2)
  if (cases.length === 0) throw new PlacesError('invalid-option', 'chooseThreshold: at least one case is needed, got none')
  if (!(costs.miss >= 0 && costs.falseAlarm >= 0)) throw new PlacesError('invalid-option', `chooseThreshold: costs must be 0 or more, got ${costs.miss} and ${costs.falseAlarm}`, { where: { option: 'costs' } })
  const sorted = cases.toSorted((a, b) => b.value - a.value)
  const shortages = sorted.filter((each) => each.happened).length
  // From the highest value down: each case that is passed is warned of from now on.
  let cost = shortages * costs.miss
  let best = { cost, threshold: sorted[0]!.value + 1 }
  sorted.forEach((each, i) => {
    cost += each.happened ? -costs.miss : costs.falseAlarm
    const next = sorted[i + 1]
    if (next?.value === each.value || cost >= best.cost) return
    best = { cost, threshold: next === undefined ? each.value : (each.value + next.value) / 2 }
  })
  const [never, always] = [(shortages * costs.miss) / cases.length, ((cases.length - shortages) * costs.falseAlarm) / cases.length]
  return Object.freeze({ threshold: best.threshold, cost: best.cost / cases.length, skill: skillAt('all', cases, best.threshold), never, always })
}
