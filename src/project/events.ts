// What happens to the schools of an area: they open, close, merge, or teach elsewhere while they are rebuilt.
// Each event is one or more moves of pupils (move-pupils.ts); pupils are never made or lost.

import type { AreaEvent, AreaShare, OpenEvent } from './changes.js'
import { movePupils } from './move-pupils.js'
import type { Move } from './move-pupils.js'
import type { Effect } from './rate-changes.js'
import { ensureArea } from './rates-draft.js'
import type { RatesDraft } from './rates-draft.js'

/** Kinds of changes that move pupils: later changes of rates do not change who was moved. */
export const areaEventKinds: readonly AreaEvent['kind'][] = ['open', 'close', 'merge', 'swing']

/**
 * Applies an event to a draft of rates. Labels and numbers have been checked before.
 *
 * Who is moved is counted from the rates as they stand, with everything that was changed before in the list.
 *
 * Cost: one projection per area that pupils leave.
 */
export function applyAreaEvent(draft: RatesDraft, event: AreaEvent): Effect {
  const moves = movesOf(draft, event)
  for (const move of moves) movePupils(draft, move)
  const inside = event.year <= draft.origin + draft.horizon
  return { assumed: describe(event), touched: inside ? moves.length : 0 }
}

function movesOf(draft: RatesDraft, event: AreaEvent): Move[] {
  const position = (area: string): number => draft.areas.indexOf(area)
  const start = event.year - draft.origin
  const receiving = (list: readonly AreaShare[], sum: number): Move['to'] => list.map(({ area, share }) => ({ area: position(area), share: share / sum }))
  /** The given share of all pupils of an area, from the start until the year `end`. */
  const everyone = (from: number, to: Move['to'], share: number, end = Infinity): Move => ({
    from,
    to,
    leaving: (_, year) => (year === start ? share : 0),
    entering: () => share,
    away: (_, year) => year >= start && year < end,
  })
  switch (event.kind) {
    case 'open':
      return opening(draft, event, start)
    case 'close': {
      return [everyone(position(event.area), receiving(event.to, sumOf(event.to)), 1)]
    }
    case 'merge': {
      const into = [{ area: position(event.into), share: 1 }]
      return event.areas.filter((area) => area !== event.into).map((area) => everyone(position(area), into, 1))
    }
    case 'swing': {
      const sum = sumOf(event.to)
      if (sum === 0) return []
      return [everyone(position(event.area), receiving(event.to, sum), Math.min(1, sum), event.returns - draft.origin)]
    }
  }
}

/** A school takes entrants in the entry grades of its stages, and where a stage of its is fed from below by others, in that stage's first grade. */
function opening(draft: RatesDraft, event: OpenEvent, start: number): Move[] {
  const { grades } = draft.ladder
  const has = (grade: number): boolean => grades[grade] !== undefined && (event.stages?.includes(grades[grade].stage) ?? true)
  const isFed = (grade: number): boolean => !grades[grade]!.entry && !has(grade - 1)
  const changesOver = (grade: number, year: number): boolean => year === start && (event.grades?.includes(grades[grade]!.id) ?? false)
  const to = [{ area: ensureArea(draft, event.area), share: 1 }]
  return event.sources.map(({ area, share }) => ({
    from: draft.areas.indexOf(area),
    to,
    leaving: (grade, year) => (changesOver(grade, year) || (isFed(grade) && year > 0) ? share : 0),
    entering: (grade) => (grades[grade]!.entry ? share : 0),
    away: (grade, year) => year >= start && has(grade),
  }))
}

function sumOf(list: readonly AreaShare[]): number {
  const sum = list.reduce((total, { share }) => total + share, 0)
  // Shares such as 0.1 + 0.2 + 0.7 miss 1 by a rounding error: all pupils go, and none may be left behind by it.
  return Math.abs(sum - 1) < 1e-9 ? 1 : sum
}

function describe(event: AreaEvent): string {
  const shares = (list: readonly AreaShare[]): string => list.map(({ area, share }) => `${area} ${Math.round(share * 1000) / 10} %`).join(', ')
  switch (event.kind) {
    case 'open':
      return `${event.area} opens in ${event.year} and takes of the entrants of ${shares(event.sources)}`
    case 'close':
      return `${event.area} closes in ${event.year}; its pupils go to ${shares(event.to)}`
    case 'merge':
      return `${event.areas.join(', ')} are taught in ${event.into} from ${event.year}`
    case 'swing':
      return `pupils of ${event.area} are in ${shares(event.to)} from ${event.year} to ${event.returns}, then back`
  }
}
