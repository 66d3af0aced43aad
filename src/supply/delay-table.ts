// A table of planned and actual dates as delays: what can be used, what is odd, and what is not finished yet.

import { isIsoDate } from '../core/calendar.js'
import { dayOf } from '../core/days.js'
import type { Issue } from '../core/issue.js'
import { counted, withCommas } from '../core/words.js'
import type { Lasting } from '../numeric/survival.js'
import { fault, refuse } from './check-delivery.js'
import type { Delay } from './delivery-project.js'

/** One piece of work, or one phase of it, with its planned and its actual end. */
export interface DelayRow {
  readonly project: string
  /** Planned end, `YYYY-MM-DD`. */
  readonly planned: string
  /** Actual end; left out while it is not finished. */
  readonly actual?: string | undefined
  /** Actual begin; needed for delays as ratios. */
  readonly begins?: string | undefined
  /** The row came into the table only on this date: what finished before is not in it. */
  readonly followedFrom?: string | undefined
  readonly mode?: string | undefined
  readonly kind?: string | undefined
  readonly area?: string | undefined
  readonly phase?: string | undefined
}

export const delayGroups = ['mode', 'kind', 'area', 'phase'] as const
export type DelayGroup = (typeof delayGroups)[number]

export interface Delays {
  readonly observations: readonly (Lasting & { readonly row: DelayRow })[]
  readonly issues: readonly Issue[]
}

/** Less than a day counts as half a day: a duration of nothing has no ratio. */
const leastDays = 0.5

/** Checks the rows and makes delays of them, in days or as ratios. */
export function delaysOfRows(rows: readonly DelayRow[], asOf: string, measure: Delay['measure'], verb: string): Delays {
  refuse(rowFaults(rows, asOf), verb)
  const today = dayOf(asOf)
  const out = new Map<string, number>()
  const odd = new Map<string, number>()
  const note = (counts: Map<string, number>, reason: string): void => void counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const seen = new Set<string>()
  const works = new Set<string>()
  const observations = rows.flatMap((row): (Lasting & { row: DelayRow })[] => {
    const leave = (reason: string): [] => {
      note(out, reason)
      return []
    }
    const whole = JSON.stringify([row.project, row.phase, row.planned, row.actual, row.begins, row.followedFrom, row.mode, row.kind, row.area])
    if (seen.has(whole)) return leave('duplicate')
    seen.add(whole)
    if (row.begins !== undefined && row.begins > asOf) return leave('after-as-of')
    if (row.followedFrom !== undefined && row.followedFrom > asOf) return leave('after-as-of')
    const last = row.actual === undefined ? today : dayOf(row.actual)
    const ended = row.actual !== undefined
    const planned = dayOf(row.planned)
    const begins = row.begins === undefined ? undefined : dayOf(row.begins)
    if (measure === 'ratio') {
      if (begins === undefined) return leave('no-begin')
      if (planned - begins < 1) return leave('no-duration')
      if (last < begins) return leave('end-before-begin')
      if (!ended && last === begins) return leave('censored-at-begin')
    } else if (begins !== undefined && ended && last < begins) note(odd, 'end-before-begin')
    if (measure === 'days' && begins !== undefined && planned < begins) note(odd, 'planned-before-begin')
    const work = JSON.stringify([row.project, row.phase, row.mode, row.kind, row.area])
    if (works.has(work)) note(odd, 'repeated')
    works.add(work)
    const of = (day: number): number => (measure === 'days' ? day - planned : Math.max(leastDays, day - begins!) / (planned - begins!))
    const from = row.followedFrom === undefined || (begins !== undefined && row.followedFrom <= row.begins!) ? undefined : of(dayOf(row.followedFrom))
    if (from !== undefined && last < dayOf(row.followedFrom!)) return leave('ended-before-followed')
    return [{ value: of(last), ended, ...(from === undefined ? {} : { from }), row }]
  })
  return { observations, issues: [...told(out, 'delay-rows-left-out', 'left out'), ...told(odd, 'delay-rows-odd', 'taken as they are'), ...selected(observations)] }
}

function rowFaults(rows: readonly DelayRow[], asOf: string): Issue[] {
  const faults: Issue[] = isIsoDate(asOf) ? [] : [fault('not-allowed', { option: 'asOf' }, `must be a date YYYY-MM-DD, got ${String(asOf)}`)]
  rows.forEach((row, i) => {
    const where = { table: 'delays', row: i + 1, project: row.project }
    if (row.planned === undefined || row.planned === '') faults.push(fault('missing-value', { ...where, column: 'planned' }, 'a planned end is needed, got nothing'))
    for (const column of ['planned', 'actual', 'begins', 'followedFrom'] as const) {
      const date = row[column]
      if (date !== undefined && date !== '' && !isIsoDate(date)) faults.push(fault('not-allowed', { ...where, column }, `must be a date YYYY-MM-DD, got ${date}`))
      if (date === '' && column !== 'planned') faults.push(fault('not-allowed', { ...where, column }, 'must be a date YYYY-MM-DD or left out, got a blank'))
    }
    if (row.actual !== undefined && row.actual > asOf) faults.push(fault('not-allowed', { ...where, column: 'actual' }, `an actual end must not lie after the as-of date ${asOf}, got ${row.actual}`))
  })
  return faults
}

/** As it follows on one row, and on several. */
const reasons: Readonly<Record<string, readonly [one: string, many: string]>> = {
  duplicate: ['repeats another row in every column', 'repeat another row in every column'],
  'after-as-of': ['begins after the as-of date', 'begin after the as-of date'],
  'no-begin': ['has no begin, which a ratio needs', 'have no begin, which a ratio needs'],
  'no-duration': ['has a planned duration of less than a day, which has no ratio', 'have a planned duration of less than a day, which has no ratio'],
  'end-before-begin': ['ends before it begins', 'end before they begin'],
  'censored-at-begin': ['begins on the as-of date and tells nothing yet', 'begin on the as-of date and tell nothing yet'],
  'ended-before-followed': ['ends before it came into the table', 'end before they came into the table'],
  'planned-before-begin': ['began after its planned end', 'began after their planned end'],
  repeated: ['speaks of the same work as an earlier row', 'speak of the same work as an earlier row'],
}

function told(counts: ReadonlyMap<string, number>, code: 'delay-rows-left-out' | 'delay-rows-odd', assumed: string): Issue[] {
  return [...counts].map(([reason, rows]): Issue => ({ code, severity: 'assumption', where: { table: 'delays' }, message: counted(rows, `row ${reasons[reason]?.[0]}`, `rows ${reasons[reason]?.[1]}`), assumed, amounts: { reason, rows } }))
}

/** From this share on it matters how unfinished work got into the table. */
const manyOpen = 0.25

function selected(observations: readonly Lasting[]): Issue[] {
  const open = observations.filter((each) => !each.ended).length
  const share = open / observations.length
  if (!(share >= manyOpen)) return []
  return [
    {
      code: 'delays-selected',
      severity: 'note',
      where: { table: 'delays' },
      message: `${withCommas(open)} of ${counted(observations.length, 'row')} ${open === 1 ? 'is' : 'are'} not finished`,
      assumed: 'they last longer than seen so far; where finished work was taken out of the table, delays are overstated',
      amounts: { open, rows: observations.length, share: Math.round(share * 100) },
    },
  ]
}
