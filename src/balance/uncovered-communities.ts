// Communities without a public kindergarten (无公办幼儿园社区台账), the largest first: where the next one serves most children.

import { PlacesError, requireList } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Sector } from '../input/tables.js'

export interface Community {
  readonly community: string
  readonly area?: string | undefined
  /** Children of kindergarten age. */
  readonly children: number
}

export interface Kindergarten {
  readonly kindergarten: string
  readonly community: string
  readonly sector: Sector
  readonly places: number
}

export interface UncoveredCommunity {
  readonly community: string
  readonly area: string | undefined
  readonly children: number
  /** Places of private-inclusive (普惠) kindergartens there. */
  readonly inclusivePlaces: number
  /** Places of all kindergartens there. */
  readonly places: number
  /** Children without any place in the community. */
  readonly unserved: number
  /** 1 for the most children. */
  readonly rank: number
}

/**
 * Lists the communities in which no kindergarten is public, by the number of children.
 *
 * @returns most children first; equals by more unserved, then by name
 * @throws `invalid-input` listing negative numbers, repetitions and kindergartens in communities that are not listed
 * Cost: O(communities log communities + kindergartens).
 * @example
 * uncoveredCommunities([{ community: 'a', children: 90 }], [{ kindergarten: 'k', community: 'a', sector: 'private', places: 60 }])[0].unserved // 30
 */
export function uncoveredCommunities(communities: readonly Community[], kindergartens: readonly Kindergarten[]): readonly UncoveredCommunity[] {
  requireList(communities, 'communities', 'uncoveredCommunities')
  requireList(kindergartens, 'kindergartens', 'uncoveredCommunities', 2)
  const faults: Issue[] = []
  const fault = (table: string, row: number, column: string, code: Issue['code'], message: string): void => void faults.push({ code, severity: 'fault', where: { table, row: row + 1, column }, message })
  const known = new Set<string>()
  communities.forEach(({ community, children }, row) => {
    if (known.has(community)) fault('communities', row, 'community', 'duplicate-row', `${community} is given twice`)
    known.add(community)
    if (!(children >= 0 && children < Infinity)) fault('communities', row, 'children', 'not-allowed', `children must be 0 or more, got ${children}`)
  })
  kindergartens.forEach(({ community, places }, row) => {
    if (!known.has(community)) fault('kindergartens', row, 'community', 'unknown-area', `there is no community ${community}`)
    if (!(places >= 0 && places < Infinity)) fault('kindergartens', row, 'places', 'not-allowed', `places must be 0 or more, got ${places}`)
  })
  if (faults.length > 0) throw new PlacesError('invalid-input', `uncoveredCommunities: ${faults.map((each) => `${each.where.table} row ${each.where.row}: ${each.message}`).join('; ')}`, { issues: faults })

  const there = new Map(communities.map(({ community }) => [community, [] as Kindergarten[]]))
  for (const each of kindergartens) there.get(each.community)?.push(each)
  const uncovered = communities.flatMap(({ community, area, children }) => {
    const own = there.get(community) ?? []
    if (own.some((each) => each.sector === 'public')) return []
    const placesOf = (list: readonly Kindergarten[]): number => list.reduce((sum, each) => sum + each.places, 0)
    const places = placesOf(own)
    return [{ community, area, children, inclusivePlaces: placesOf(own.filter((each) => each.sector === 'private-inclusive')), places, unserved: Math.max(0, children - places) }]
  })
  uncovered.sort((a, b) => b.children - a.children || b.unserved - a.unserved || (a.community < b.community ? -1 : 1))
  return Object.freeze(uncovered.map((each, i) => Object.freeze({ ...each, rank: i + 1 })))
}
