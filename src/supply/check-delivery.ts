// What can be wrong with projects and options of delivery, all of it in one error.

import { isIsoDate } from '../core/calendar.js'
import { describeIssue } from '../core/describe-issue.js'
import { PlacesError } from '../core/error.js'
import type { Issue, IssueCode, Where } from '../core/issue.js'
import { deliveryMilestones } from '../core/milestones.js'
import { distributionFaults } from '../numeric/distribution-faults.js'
import type { Delay, DeliveryOptions, DeliveryProject } from './delivery-project.js'
import type { DeliveryDurations } from './durations.js'

export function fault(code: IssueCode, where: Where, message: string): Issue {
  return { code, severity: 'fault', where, message }
}

/** Throws one `invalid-input` error that lists every fault, unless there are none. */
export function refuse(faults: readonly Issue[], verb: string): void {
  if (faults.length === 0) return
  const shown = faults.slice(0, 50).map((each, i) => `\n  ${i + 1}. ${describeIssue(each)}`)
  const rest = faults.length > shown.length ? `\n  … and ${faults.length - shown.length} more, all in error.issues` : ''
  throw new PlacesError('invalid-input', `${verb}: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} in the input${shown.join('')}${rest}`, { issues: faults })
}

/** The faults of options that do not depend on a project. */
export function optionFaults(options: DeliveryOptions): Issue[] {
  const faults: Issue[] = []
  if (!isIsoDate(options.asOf)) faults.push(fault('not-allowed', { option: 'asOf' }, `must be a date YYYY-MM-DD, got ${String(options.asOf)}`))
  for (const [word, chance] of Object.entries(options.words ?? {})) {
    if (!(chance >= 0 && chance <= 1)) faults.push(fault('not-allowed', { option: 'words' }, `the chance of ${word} must be from 0 to 1, got ${chance}`))
  }
  const weight = options.shared?.weight ?? 0
  if (!(weight >= 0 && weight <= 1)) faults.push(fault('not-allowed', { option: 'shared' }, `weight must be from 0 to 1, got ${weight}`))
  if (options.durations !== undefined) faults.push(...durationFaults(options.durations))
  if (options.delays !== undefined && typeof options.delays !== 'function') faults.push(...delayFaults(options.delays))
  return faults
}

export function delayFaults(delay: Delay): Issue[] {
  const faults = distributionFaults(delay.distribution).map((text) => fault('not-allowed', { option: 'delays' }, text))
  if (delay.measure !== 'days' && delay.measure !== 'ratio') faults.push(fault('not-allowed', { option: 'delays' }, `measure must be days or ratio, got ${String(delay.measure)}`))
  return faults
}

function durationFaults(durations: DeliveryDurations): Issue[] {
  const faults: Issue[] = []
  const expected = deliveryMilestones.slice(1)
  for (const [mode, steps] of Object.entries(durations)) {
    const order = steps.map((each) => each.to)
    if (order.length !== expected.length || order.some((to, i) => to !== expected[i])) {
      faults.push(fault('not-allowed', { option: 'durations' }, `${mode} must have the steps ${expected.join(', ')} once and in order, got ${order.join(', ')}`))
    }
    for (const { to, months } of steps) faults.push(...distributionFaults(months).map((text) => fault('not-allowed', { option: 'durations' }, `${mode}, ${to}: ${text}`)))
  }
  return faults
}

/** The faults of projects. */
export function projectFaults(projects: readonly DeliveryProject[], asOf: string, modes: readonly string[], chanceOf: (word: string) => number | undefined): Issue[] {
  const faults: Issue[] = []
  projects.forEach((each, i) => {
    const where: Where = { table: 'projects', row: i + 1, project: each.project }
    const say = (column: string, code: IssueCode, message: string): void => void faults.push(fault(code, { ...where, column }, message))
    const { opens, places, certainty, reached, mode, fills, closes } = each
    if (opens === undefined && reached === undefined) say('opens', 'missing-value', 'a planned opening or a milestone reached is needed, got neither')
    if (opens !== undefined && !(Number.isInteger(opens) && opens >= 1900 && opens <= 2200)) say('opens', 'not-allowed', `must be a school year, got ${opens}`)
    if (places !== undefined && !(Number.isFinite(places) && places >= 0)) say('places', 'not-allowed', `must be at least 0, got ${places}`)
    if (closes !== undefined && !(Number.isInteger(closes) && closes > (opens ?? -Infinity))) say('closes', 'not-allowed', `must be a school year after the opening, got ${closes}`)
    if (typeof certainty === 'number' && !(certainty >= 0 && certainty <= 1)) say('certainty', 'not-allowed', `must be from 0 to 1, got ${certainty}`)
    if (typeof certainty === 'string' && chanceOf(certainty) === undefined) say('certainty', 'not-allowed', `the chance of the word ${certainty} is not known: give it in words`)
    if (mode !== undefined && !modes.includes(mode)) say('mode', 'not-allowed', `must be one of ${modes.join(', ')}, got ${mode}`)
    if (fills !== undefined && (fills.length === 0 || fills.some((share, k) => !(share >= (fills[k - 1] ?? 0) && share <= 1)))) say('fills', 'not-allowed', `must be shares that rise from 0 to 1, got ${fills.join(', ')}`)
    for (const column of ['due', 'begins'] as const) {
      const date = each[column]
      if (date !== undefined && !isIsoDate(date)) say(column, 'not-allowed', `must be a date YYYY-MM-DD, got ${date}`)
    }
    if (each.due !== undefined && each.begins !== undefined && !(each.begins < each.due)) say('begins', 'not-allowed', `must be before the planned date ${each.due}, got ${each.begins}`)
    if (reached === undefined) return
    if (!deliveryMilestones.includes(reached.milestone)) say('reached', 'not-allowed', `must be one of ${deliveryMilestones.join(', ')}, got ${String(reached.milestone)}`)
    if (!isIsoDate(reached.date)) say('reached', 'not-allowed', `must be a date YYYY-MM-DD, got ${String(reached.date)}`)
    else if (reached.date > asOf) say('reached', 'not-allowed', `a milestone must not be reached after the as-of date ${asOf}, got ${reached.date}`)
  })
  return faults
}
