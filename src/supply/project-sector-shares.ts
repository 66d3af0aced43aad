// The 5080 of the coming years: how children spread over public, inclusive and other kindergartens as cohorts fall, and the places that hold a target.

import { requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { fault, faultsOfSectors, faultsOfTargets, of, refuse, sectorNames, sharesOf, slack, totalOf } from './sector-shares.js'
import type { BySector, SectorShares, ShareTargets } from './sector-shares.js'

/** How children choose: every sector is equally full, or sectors fill one after the other in this order. */
export type Filling = 'even' | readonly (keyof BySector)[]

export interface ShareYear {
  readonly year: number
  /** Children who want a place. */
  readonly pupils: number
  readonly places: BySector
}

/** Whole places that would have to change sector, or to be built, for a target to be met; undefined when no number of them is enough. */
export interface PlacesToHold {
  /** Existing places that change sector: to public (private ones first, then inclusive ones), or recognised as inclusive. */
  readonly convert: number | undefined
  /** New public places. */
  readonly build: number | undefined
}

export interface ProjectedShares extends SectorShares {
  readonly year: number
  readonly pupils: BySector
  /** Children without a place. */
  readonly unplaced: number
  readonly toHold: { readonly public: PlacesToHold; readonly inclusive: PlacesToHold }
}

/**
 * Projects the shares of public and inclusive kindergartens when the number of children changes, and the places that would hold the targets.
 *
 * For the years in which cohorts fall: which kindergartens empty decides whether 5080 holds, so how children choose must be said.
 *
 * @param years children and places by sector of each year, head-counts and seats
 * @param options `targets` as shares, and `filling`: `'even'`, or the sectors in the order in which they fill
 * @returns a row per year, in the order given: children by sector, shares, margins, children without a place, and the whole places to convert or build
 * @throws `invalid-input` with every negative or unknown number, targets outside 0 to 1, years without children, a filling that does not name each sector once
 * Cost: O(years × log places).
 * @example
 * // 1,000 children, 450 public and 750 private places, of which the public ones fill first: 45 %, so 50 places are missing
 * projectSectorShares([{ year: 2024, pupils: 1000, places: { public: 450, 'private-inclusive': 450, private: 300 } }], { targets: { public: 0.5, inclusive: 0.8 }, filling: ['public', 'private-inclusive', 'private'] })[0].toHold.public // { convert: 50, build: 50 }
 */
export function projectSectorShares(years: readonly ShareYear[], options: { readonly targets: ShareTargets; readonly filling: Filling }): ProjectedShares[] {
  requireList(years, 'years', 'projectSectorShares')
  requireObject(options, 'options', 'projectSectorShares', 2, ['targets'])
  const { targets, filling } = options
  const faults: Issue[] = years.flatMap(({ year, pupils, places }) => [
    ...(Number.isFinite(pupils) && pupils > 0 ? [] : [{ ...fault('pupils', `must be a number above 0, got ${pupils}`), where: { column: 'pupils', year } }]),
    ...faultsOfSectors(places, 'places').map((each) => ({ ...each, where: { ...each.where, year } })),
    ...(totalOf(places) > 0 ? [] : [{ ...fault('places', 'there must be places'), where: { column: 'places', year } }]),
  ])
  if (filling !== 'even' && !Array.isArray(filling as unknown)) faults.push({ ...fault('filling', `must be even or a list of ${sectorNames.join(', ')}, got ${String(filling)}`), where: { option: 'filling' } })
  else if (filling !== 'even' && [...filling].sort().join() !== [...sectorNames].sort().join()) faults.push({ ...fault('filling', `must name each of ${sectorNames.join(', ')} once, got ${filling.join(', ')}`), where: { option: 'filling' } })
  refuse([...faults, ...faultsOfTargets(targets)], 'projectSectorShares')
  return years.map(({ year, pupils, places }) => {
    const filled = fill(pupils, places, filling)
    const publicShare = (each: BySector): number => sharesOf(fill(pupils, each, filling), targets).public.share
    const inclusiveShare = (each: BySector): number => sharesOf(fill(pupils, each, filling), targets).inclusive.share
    const build = (x: number): BySector => ({ ...places, public: of(places, 'public') + x })
    const most = totalOf(places) + pupils
    const buildable = (target: number): number => (target < 1 ? Math.ceil(most / (1 - target)) : Math.ceil(most))
    return Object.freeze({
      ...sharesOf(filled, targets),
      year,
      pupils: filled,
      unplaced: Math.max(0, pupils - totalOf(filled)),
      toHold: Object.freeze({
        public: Object.freeze({
          convert: least((x) => publicShare(toPublic(places, x)), targets.public, Math.floor(of(places, 'private') + of(places, 'private-inclusive'))),
          build: least((x) => publicShare(build(x)), targets.public, buildable(targets.public)),
        }),
        inclusive: Object.freeze({
          convert: least((x) => inclusiveShare(toInclusive(places, x)), targets.inclusive, Math.floor(of(places, 'private'))),
          build: least((x) => inclusiveShare(build(x)), targets.inclusive, buildable(targets.inclusive)),
        }),
      }),
    })
  })
}

/** Children by sector under a rule of filling. */
function fill(pupils: number, places: BySector, filling: Filling): BySector {
  if (filling === 'even') {
    const use = Math.min(1, pupils / totalOf(places))
    return Object.freeze(Object.fromEntries(sectorNames.map((sector) => [sector, of(places, sector) * use])))
  }
  let left = pupils
  const filled: Partial<Record<keyof BySector, number>> = {}
  for (const sector of filling) {
    filled[sector] = Math.min(left, of(places, sector))
    left -= filled[sector]
  }
  return Object.freeze(filled)
}

function toPublic(places: BySector, x: number): BySector {
  const fromPrivate = Math.min(x, of(places, 'private'))
  return { public: of(places, 'public') + x, private: of(places, 'private') - fromPrivate, 'private-inclusive': of(places, 'private-inclusive') - (x - fromPrivate) }
}

function toInclusive(places: BySector, x: number): BySector {
  return { ...places, private: of(places, 'private') - x, 'private-inclusive': of(places, 'private-inclusive') + x }
}

/** The least whole number whose share, which never falls as it grows, reaches the target; undefined when even `most` does not. */
function least(shareAt: (x: number) => number, target: number, most: number): number | undefined {
  const reaches = (x: number): boolean => shareAt(x) >= target - slack
  if (reaches(0)) return 0
  if (most < 1 || !reaches(most)) return undefined
  let [low, high] = [0, most]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reaches(middle)) high = middle
    else low = middle
  }
  return high
}
