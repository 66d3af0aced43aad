// How many school years ahead work of each kind must be decided: from the durations of the steps that come after the decision.

import { septemberCalendar } from '../core/calendar.js'
import type { SchoolCalendar } from '../core/calendar.js'
import { requireList } from '../core/error.js'
import type { Fact } from '../core/fact.js'
import type { Issue } from '../core/issue.js'
import type { Remedy } from '../standards/types.js'
import { counted } from '../core/words.js'
import { usualDurations } from './durations.js'
import type { DeliveryDurations } from './durations.js'
import { earliestOpening } from './earliest-opening.js'

export interface LeadTimeOptions {
  /** The steps of each mode; the usual ones when left out. */
  readonly durations?: DeliveryDurations | undefined
  /** When school years start; 1 September when left out. */
  readonly calendar?: SchoolCalendar | undefined
}

/** Any school year will do: what counts are whole years from its first day. */
const decided = 2025

/**
 * Gives remedies the lead times that follow from the durations of their modes.
 *
 * Decided means approved (立项): work approved on the first day of a school year opens so many school years later as half of such works need, at
 * a start of school year. Modes of own durations that no remedy is of become remedies of their own; a remedy of no mode, or of one without durations, stays as it is.
 *
 * @param remedies such as `chinaRemedies`
 * @returns remedies with `years` as whole school years, and a derived fact as their source
 * @throws `invalid-input` for durations with a fault, as `earliestOpening`
 * Cost: that of `earliestOpening` for each mode.
 * @example
 * const month = (to) => ({ to, months: { kind: 'fixed', value: 1 } })
 * const quick = ['approval', 'design', 'start', 'topped-out', 'accepted', 'opened'].map(month)
 * leadTimes([], { durations: { quick } }).map(({ id, years }) => [id, years]) // [['quick', 1]]
 */
export function leadTimes(remedies: readonly Remedy[], options: LeadTimeOptions = {}): readonly Remedy[] {
  requireList(remedies, 'remedies', 'leadTimes')
  const { durations = usualDurations, calendar = septemberCalendar } = options
  const own = options.durations === undefined ? [] : Object.keys(durations).filter((mode) => remedies.every((each) => each.mode !== mode))
  const known = remedies.map((each) => (each.mode === undefined || durations[each.mode] === undefined ? each : timed(each, each.mode, durations, calendar)))
  return Object.freeze([...known, ...own.map((mode) => timed({ id: mode, name: { en: mode, zh: mode }, mode }, mode, durations, calendar))])
}

function timed(remedy: Omit<Remedy, 'years' | 'source'>, mode: string, durations: DeliveryDurations, calendar: SchoolCalendar): Remedy {
  const years = yearsOf(mode, durations, calendar)
  const sources = [...new Set((durations[mode] ?? []).flatMap(({ to, source }) => (to === 'approval' || source === undefined ? [] : [source.source])))]
  const source: Fact = {
    id: `LEAD-${mode}`,
    measure: `school years from approval to opening, ${mode}`,
    value: years,
    unit: 'years',
    source: sources.join('; ') || 'given durations',
    date: (durations[mode] ?? []).reduce((latest, { source: each }) => (each !== undefined && each.date > latest ? each.date : latest), ''),
    status: 'derived',
    bound: 'about',
    evidence: 'derived',
    note: 'half of such works are ready by then; a school opens at the start of a school year only',
  }
  return Object.freeze({ ...remedy, years, source: Object.freeze(source) })
}

// The usual durations do not change: a planner asks for the years of their modes with every change.
const usualYears = new Map<string, number>()

function yearsOf(mode: string, durations: DeliveryDurations, calendar: SchoolCalendar): number {
  const key = `${mode} ${calendar.startMonth}`
  const before = durations === usualDurations ? usualYears.get(key) : undefined
  if (before !== undefined) return before
  const date = `${decided}-${String(calendar.startMonth).padStart(2, '0')}-01`
  const { likely } = earliestOpening({ project: mode, mode, reached: { milestone: 'approval', date } }, { asOf: date, durations, calendar })
  if (durations === usualDurations) usualYears.set(key, likely.year - decided)
  return likely.year - decided
}

/** Says that lead times were not given and what they were taken to be. */
export function leadTimeIssue(remedies: readonly Remedy[]): Issue {
  const tell = (language: 'en' | 'zh'): string => remedies.map(({ name, years }) => (language === 'en' ? `${name.en} ${counted(years, 'year')}` : `${name.zh}${years}年`)).join(language === 'en' ? ', ' : '、')
  return {
    code: 'lead-derived',
    severity: 'assumption',
    where: { option: 'remedies' },
    message: 'no lead times of remedies are given',
    assumed: `from approval to opening by the durations of each mode: ${tell('en')}`,
    amounts: { years: tell('zh'), ...Object.fromEntries(remedies.map(({ id, years }) => [id, years])) },
  }
}
