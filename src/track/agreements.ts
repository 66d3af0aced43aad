// Developers' agreements (履约监管协议): what is met, what is due, what is overdue, and the places that hang on it.

import { addDays, daysBetween } from '../core/days.js'
import { requireInteger, requireNoun } from '../core/error.js'
import { aState } from '../core/nouns.js'
import { keyOf, latestKnown } from './ledger.js'
import type { LedgerState } from './state-at.js'

export interface AgreementItem {
  readonly agreement: string
  readonly developer: string
  readonly obligation: string
  readonly project: string
  readonly unit: string | undefined
  readonly due: string
  readonly met: string | undefined
  readonly status: 'met' | 'met-late' | 'overdue' | 'due' | 'open'
  /** Days after the due date: of what was met, or up to the day of the state; negative before it. */
  readonly days: number
  /** Places of the project when it is not open and the obligation is overdue. */
  readonly placesAtRisk: number
}

export interface AgreementCheck {
  /** Overdue first, by places and days; then what is due within the days asked for; then the rest. */
  readonly items: readonly AgreementItem[]
  readonly overdue: number
  readonly due: number
  /** Places at risk, each project counted once. */
  readonly placesAtRisk: number
}

const statusOrder: readonly AgreementItem['status'][] = ['overdue', 'due', 'open', 'met-late', 'met']

/**
 * The register of agreements on the day of a state: what is overdue, what falls due soon, and the places that hang on it.
 *
 * @param options `within`: days ahead that count as due soon, 90 when left out
 * @throws `invalid-option` for days that are no whole number
 * Cost: O(agreements + projects).
 */
export function checkAgreements(state: LedgerState, options: { readonly within?: number | undefined } = {}): AgreementCheck {
  requireNoun(state, aState, 'checkAgreements')
  const within = requireInteger(options.within ?? 90, 0, 'within', 'checkAgreements')
  const projects = new Map(state.projects.map((each) => [each.project, each]))
  const soon = addDays(state.date, within)
  const items = latestKnown(state.ledger.agreements, state.known, (row) => keyOf(row.agreement, row.obligation))
    .map((row): AgreementItem => {
      const project = projects.get(row.project)
      const met = row.met !== undefined && row.met <= state.date ? row.met : undefined
      const status = met !== undefined ? (met <= row.due ? 'met' : 'met-late') : row.due < state.date ? 'overdue' : row.due <= soon ? 'due' : 'open'
      return {
        agreement: row.agreement,
        developer: row.developer,
        obligation: row.obligation,
        project: row.project,
        unit: project?.unit,
        due: row.due,
        met,
        status,
        days: daysBetween(row.due, met ?? state.date),
        placesAtRisk: status === 'overdue' && project?.next !== undefined ? project.places : 0,
      }
    })
    .sort((a, b) => statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status) || b.placesAtRisk - a.placesAtRisk || b.days - a.days)
  const atRisk = new Map(items.filter((each) => each.placesAtRisk > 0).map((each) => [each.project, each.placesAtRisk]))
  return Object.freeze({
    items: Object.freeze(items),
    overdue: items.filter((each) => each.status === 'overdue').length,
    due: items.filter((each) => each.status === 'due').length,
    placesAtRisk: [...atRisk.values()].reduce((sum, each) => sum + each, 0),
  })
}
