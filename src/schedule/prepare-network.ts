// A checked network with its calendar tables, ready for passes: made once for a schedule, its risk and its slips.

import { dayOf } from '../core/days.js'
import type { Issue } from '../core/issue.js'
import { checkNetwork, refuse } from './check-network.js'
import type { BackScheduleOptions } from './check-network.js'
import type { Network, OrderedNetwork } from './network.js'
import { passNetworkOf } from './passes.js'
import type { PassNetwork } from './passes.js'
import { createWorkTable } from './work-calendar.js'

export interface PreparedNetwork {
  readonly ordered: OrderedNetwork
  readonly network: PassNetwork
  /** Days of work of each activity, whether done or not. */
  readonly days: Int32Array
  readonly today: number
  readonly deadline: number
}

/** How far the tables reach: ten years back for latest dates, twenty years past the opening for late ones. */
const [yearsBack, yearsOn] = [3653, 7305]

/** Checks a network and makes its tables. `more` are faults of other options, told in the same error. */
export function prepareNetwork(network: Network, options: BackScheduleOptions, verb: string, more: readonly Issue[] = []): PreparedNetwork {
  const ordered = checkNetwork(network, options, verb, more)
  const [deadline, today] = [dayOf(options.opens), dayOf(options.asOf)]
  const first = Math.min(today, ...ordered.activities.map(({ started }) => (started === undefined ? today : dayOf(started)))) - yearsBack
  const tables = ordered.calendars.map((calendar) => createWorkTable(calendar, first, deadline + yearsOn))
  const empty = Object.keys(network.calendars ?? {}).filter((_, i) => tables[i + 1]!.days.length === 0)
  refuse(empty.map((id) => ({ code: 'not-allowed', severity: 'fault', where: { table: 'calendars' }, message: `the calendar ${id} has no day that counts` })), verb)
  return { ordered, network: passNetworkOf(ordered, tables, today), days: Int32Array.from(ordered.activities, (each) => each.days), today, deadline }
}
