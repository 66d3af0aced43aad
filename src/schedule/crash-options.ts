// What restores the chance to open in time: prefabrication, an agent for the whole process, longer hours, alone or together.

import { requireList, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aNetwork } from '../core/nouns.js'
import { distributionFaults } from '../numeric/distribution-faults.js'
import { meanOf, quantileOf } from '../numeric/distributions.js'
import type { Distribution } from '../numeric/distribution.js'
import { checkNetwork } from './check-network.js'
import type { Network } from './network.js'
import { drawOpening, riskFaults } from './opening-risk.js'
import type { RiskOptions } from './opening-risk.js'

/** Other durations that are possible for a price: prefabrication, an agent for the whole process, longer hours. */
export interface CrashOption {
  readonly option: string
  /** Days of work, or a distribution of them, by activity. */
  readonly days: Readonly<Record<string, number | Distribution>>
  readonly cost?: number | undefined
}

export interface CrashOutcome {
  /** Options taken together; none for the project as it is. */
  readonly options: readonly string[]
  readonly cost: number
  readonly chance: number
  /** The chance reaches what is wanted. */
  readonly restores: boolean
}

/**
 * Which options restore the chance to open in time: every combination of up to six, on the same draws.
 *
 * An activity that several options change takes the shortest mean of theirs.
 *
 * @param wanted the chance to reach, 0–1
 * @returns the project as it is first, then combinations by cost; the first that `restores` is the cheapest way
 * @throws `invalid-input` with every fault of network, options and offers at once: more than six, activities that are not there, faulty durations
 * Cost: that of `drawOpening` for each of at most 64 combinations.
 */
export function crashOptions(network: Network, options: RiskOptions, offers: readonly CrashOption[], wanted: number): readonly CrashOutcome[] {
  requireNoun(network, aNetwork, 'crashOptions')
  requireObject(options, 'options', 'crashOptions', 2)
  requireList(offers, 'offers', 'crashOptions', 3)
  checkNetwork(network, options, 'crashOptions', [...riskFaults(options), ...offerFaults(network, offers, wanted)])
  const outcomes = Array.from({ length: 2 ** offers.length }, (_, bits): CrashOutcome => {
    const taken = offers.filter((_offer, i) => (bits >> i) & 1)
    const { chance } = drawOpening(withOffers(network, taken), { ...options, criticality: false })
    return Object.freeze({ options: Object.freeze(taken.map((each) => each.option)), cost: taken.reduce((sum, each) => sum + (each.cost ?? 0), 0), chance, restores: chance >= wanted })
  })
  return Object.freeze(outcomes.toSorted((a, b) => Number(a.options.length > 0) - Number(b.options.length > 0) || a.cost - b.cost || b.chance - a.chance))
}

function withOffers(network: Network, offers: readonly CrashOption[]): Network {
  return {
    ...network,
    activities: network.activities.map((each) => {
      const own = offers.flatMap(({ days }) => (days[each.activity] === undefined ? [] : [days[each.activity]!]))
      const mean = (value: number | Distribution): number => (typeof value === 'number' ? value : meanOf(value))
      const shortest = own.toSorted((a, b) => mean(a) - mean(b))[0]
      if (shortest === undefined) return each
      return typeof shortest === 'number' ? { ...each, days: shortest, spread: undefined } : { ...each, days: Math.max(0, Math.round(quantileOf(shortest, 0.5))), spread: shortest }
    }),
  }
}

function offerFaults(network: Network, offers: readonly CrashOption[], wanted: number): Issue[] {
  const faults: Issue[] = []
  const tell = (option: string, message: string): void => void faults.push({ code: 'not-allowed', severity: 'fault', where: { option }, message })
  if (!(wanted >= 0 && wanted <= 1)) tell('wanted', `the chance wanted must be from 0 to 1, got ${wanted}`)
  if (offers.length > 6) tell('offers', `at most six options can be combined, got ${offers.length}`)
  const known = new Set(network.activities.map((each) => each.activity))
  const names = offers.map((each) => each.option)
  for (const [i, { option, days, cost }] of offers.entries()) {
    if (names.indexOf(option) !== i) tell('offers', `${option} is given twice`)
    if (cost !== undefined && !(cost >= 0 && cost < Infinity)) tell('offers', `${option} must cost at least 0, got ${cost}`)
    for (const [activity, value] of Object.entries(days)) {
      if (!known.has(activity)) tell('offers', `${option} changes ${activity}, which is not there`)
      const wrong = typeof value === 'number' ? (Number.isInteger(value) && value >= 0 ? [] : [`days must be a whole number from 0, got ${value}`]) : distributionFaults(value)
      for (const each of wrong) tell('offers', `${option}, ${activity}: ${each}`)
    }
  }
  return faults
}
