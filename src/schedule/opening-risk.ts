// The chance to open in time: durations are drawn, every draw is scheduled, and the opening snaps to the next 1 September.

import { dateOfDay } from '../core/days.js'
import { PlacesError, requireInteger } from '../core/error.js'
import { createDistributionSampler, quantileOf } from '../numeric/distributions.js'
import type { Distribution } from '../numeric/distribution.js'
import { createStream } from '../numeric/random.js'
import { openingDateFrom, prepareNetwork } from './back-schedule.js'
import type { BackScheduleOptions, PreparedNetwork } from './back-schedule.js'
import type { Network } from './network.js'
import { backwardPass, forwardPass } from './passes.js'

export interface RiskOptions extends BackScheduleOptions {
  readonly draws: number
  readonly seed: number
  /** Keys the streams beside the activities, so that projects with the same activities are drawn apart; empty when left out. */
  readonly project?: string | undefined
  /** Whether to count how often each activity is critical, which doubles the cost; true when left out. */
  readonly criticality?: boolean | undefined
}

export interface OpeningRisk {
  /** Share of draws in which all is finished on the eve of the opening. */
  readonly chance: number
  /** Chance of each opening that was drawn, in order of date; draws that never end within 20 years count in none. */
  readonly openings: readonly { readonly opens: string; readonly chance: number }[]
  /** Last day of work in the early, middle and late tenth of the draws. */
  readonly finish: { readonly early: string; readonly middle: string; readonly late: string }
  /** Share of draws in which an activity is on the critical path (criticality index); empty where not asked for. */
  readonly criticality: Readonly<Record<string, number>>
}

/**
 * Draws the durations of a project and schedules it in every draw.
 *
 * Draws of an activity are keyed by seed, project and activity: the same in any network and for any number of draws.
 *
 * @param network `spread` of an activity is its distribution in days of work, rounded to whole days; `days` where there is none
 * @returns the chance to open on the day asked for, the openings with their chances, and how often each activity decides
 * @throws as `backSchedule`; `invalid-option` for draws or a distribution that are none
 * Cost: O(draws × (activities + dependencies)), about 30 ns each, twice that with criticality.
 */
export function drawOpening(network: Network, options: RiskOptions): OpeningRisk {
  const verb = 'drawOpening'
  const draws = requireInteger(options.draws, 1, 'draws', verb)
  requireInteger(options.seed, 0, 'seed', verb)
  const prepared = prepareNetwork(network, options, verb)
  const drawn = drawDays(prepared, options)
  const { size } = prepared.network
  const make = (): Int32Array => new Int32Array(size)
  const [days, start, finish, lateStart, lateFinish] = [make(), make(), make(), make(), make()]
  const ends = new Int32Array(draws)
  const critical = new Float64Array(size)
  let inTime = 0
  for (let d = 0; d < draws; d++) {
    for (let i = 0; i < size; i++) days[i] = drawn[i * draws + d]!
    if (!forwardPass(prepared.network, days, start, finish)) {
      ends[d] = never
      continue
    }
    let end = 0
    for (let i = 0; i < size; i++) if (finish[i]! > end) end = finish[i]!
    ends[d] = end
    if (end <= prepared.deadline) inTime++
    if (options.criticality === false) continue
    backwardPass(prepared.network, days, end, lateStart, lateFinish)
    const { started, finished } = prepared.network
    for (let i = 0; i < size; i++) if (finished[i]! < 0 && (started[i]! >= 0 ? lateFinish[i]! <= finish[i]! : lateStart[i]! <= start[i]!)) critical[i]!++
  }
  ends.sort()
  const at = (p: number): string => dateOfDay(Math.min(ends[Math.round(p * (draws - 1))]!, latestDate) - 1)
  return Object.freeze({
    chance: inTime / draws,
    openings: Object.freeze(openingsOf(ends, options.opens)),
    finish: Object.freeze({ early: at(0.1), middle: at(0.5), late: at(0.9) }),
    criticality: options.criticality === false ? {} : Object.freeze(Object.fromEntries(prepared.ordered.activities.map((each, i) => [each.activity, critical[i]! / draws]))),
  })
}

const never = 2 ** 30
/** The end of year 9999, the last that a date of ten characters can tell. */
const latestDate = 2_932_896

function openingsOf(sorted: Int32Array, opens: string): { opens: string; chance: number }[] {
  const counts = new Map<string, number>()
  // Draws are in order, so that a date is only made where the day changes.
  let [last, date] = [-1, '']
  for (const end of sorted) {
    if (end === never) break
    if (end !== last) [last, date] = [end, openingDateFrom(end, opens)]
    const opening = date < opens ? opens : date
    counts.set(opening, (counts.get(opening) ?? 0) + 1)
  }
  return [...counts].map(([opening, count]) => Object.freeze({ opens: opening, chance: count / sorted.length }))
}

/** Days of work by activity and draw, draws contiguous. */
function drawDays({ ordered, network, days }: PreparedNetwork, { draws, seed, project }: RiskOptions): Int32Array {
  const drawn = new Int32Array(network.size * draws)
  ordered.activities.forEach((each, i) => {
    const row = i * draws
    if (each.spread === undefined || network.finished[i]! >= 0) {
      drawn.fill(days[i]!, row, row + draws)
      return
    }
    const stream = createStream(seed, 'works', project ?? '', each.activity)
    const table = quantileTable(each.spread)
    for (let d = 0; d < draws; d++) {
      const uniform = stream.uniform() * (table.length - 1)
      const below = Math.floor(uniform)
      // Straight lines between 2,048 quantiles: far finer than the whole days asked for.
      const value = table[below]! + (uniform - below) * (table[below + 1]! - table[below]!)
      drawn[row + d] = Math.max(0, Math.round(value))
    }
  })
  return drawn
}

const tables = new WeakMap<Distribution, Float64Array>()
const steps = 2048

/** Quantiles of a distribution, made once for each. The ends are those of the outer steps' middles: tails without end are cut at 1 in 8,192. */
function quantileTable(distribution: Distribution): Float64Array {
  const known = tables.get(distribution)
  if (known !== undefined) return known
  // Checks the distribution before its quantiles are taken.
  createDistributionSampler(distribution)
  const table = Float64Array.from({ length: steps + 1 }, (_, i) => quantileOf(distribution, Math.min(1 - 0.25 / steps, Math.max(0.25 / steps, i / steps))))
  tables.set(distribution, table)
  return table
}

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
 * An activity that several options change takes the shortest of theirs, by days or median.
 *
 * @param wanted the chance to reach, 0–1
 * @returns the project as it is first, then combinations by cost; the first that `restores` is the cheapest way
 * @throws as `drawOpening`; `invalid-option` for more than six options; `unknown-label` for an activity that is not there
 * Cost: that of `drawOpening` for each of at most 64 combinations.
 */
export function crashOptions(network: Network, options: RiskOptions, offers: readonly CrashOption[], wanted: number): readonly CrashOutcome[] {
  checkOffers(network, offers)
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
      const own = offers.flatMap(({ days }) => (days[each.activity] === undefined ? [] : [days[each.activity]!])).map((value) => (typeof value === 'number' ? { days: value, spread: undefined } : { days: Math.round(quantileOf(value, 0.5)), spread: value }))
      const shortest = own.sort((a, b) => a.days - b.days)[0]
      return shortest === undefined ? each : { ...each, ...shortest }
    }),
  }
}

function checkOffers(network: Network, offers: readonly CrashOption[]): void {
  if (offers.length > 6) throw new PlacesError('invalid-option', `crashOptions: at most six options can be combined, got ${offers.length}`, { where: { option: 'offers' } })
  const known = new Set(network.activities.map((each) => each.activity))
  const unknown = offers.flatMap(({ days }) => Object.keys(days)).filter((each) => !known.has(each))
  if (unknown.length > 0) throw new PlacesError('unknown-label', `crashOptions: there is no activity ${unknown.join(', ')}`, { where: { option: 'offers' } })
}
