// Places and square metres: what a floor or a site holds by a published standard, and how many sites close a gap.
// Standards give the area of schools of some sizes (12, 18, 24, 30 classes); in between, the area rises in a straight line with the places.

import { PlacesError, requireList, requireObject } from '../core/error.js'
import type { Fact } from '../core/fact.js'

/** A school of the standard: so many classes, so many places, so many ㎡ altogether. */
export interface SpacePoint {
  readonly classes: number
  readonly places: number
  readonly area: number
}

/** Floor or land that a school needs by its size, as data: published sizes in rising order. */
export interface SpaceStandard {
  readonly id: string
  readonly measure: 'floor' | 'land'
  /** Stages that it holds for; a nine-year school has two. */
  readonly stages: readonly string[]
  readonly points: readonly SpacePoint[]
  /** Where it was published. */
  readonly source?: Fact | undefined
}

/**
 * The places that an area holds by a standard.
 *
 * Between two published sizes the area needed is interpolated by places; below the smallest and above the largest size their ㎡ per place hold.
 *
 * @param area ㎡ of floor or land, as the standard measures
 * @returns whole places, rounded down
 * @throws `invalid-option` for an area that is negative or not a number, or a standard whose sizes do not rise
 * @example
 * // 城市普通中小学校校舍建设标准（建标〔2002〕102号）, primary, planned: 12 classes 5,382 ㎡, 18 classes 6,714 ㎡
 * const points = [{ classes: 12, places: 540, area: 5382 }, { classes: 18, places: 810, area: 6714 }]
 * placesFromSpace(6048, { id: 'floor', measure: 'floor', stages: ['primary'], points }) // 675
 */
export function placesFromSpace(area: number, standard: SpaceStandard): number {
  requireObject(standard, 'standard', 'placesFromSpace', 2, ['points'])
  const points = checkStandard(standard, 'placesFromSpace')
  if (!(area >= 0) || !Number.isFinite(area)) throw new PlacesError('invalid-option', `placesFromSpace: an area must be a number of at least 0, got ${area}`, { where: { option: 'area' } })
  const [first, last] = [points[0]!, points.at(-1)!]
  // A standard hit exactly must not lose a place to the last bits of a division.
  const whole = (places: number): number => Math.floor(places + 1e-9)
  if (area <= first.area) return whole((area / first.area) * first.places)
  if (area >= last.area) return whole((area / last.area) * last.places)
  const above = points.findIndex((point) => point.area >= area)
  const [low, high] = [points[above - 1]!, points[above]!]
  return whole(low.places + ((area - low.area) / (high.area - low.area)) * (high.places - low.places))
}

/**
 * The area that a school of so many places needs by a standard, in ㎡: the inverse of `placesFromSpace`, not rounded.
 *
 * @throws `invalid-option` as `placesFromSpace`
 */
export function spaceForPlaces(places: number, standard: SpaceStandard): number {
  requireObject(standard, 'standard', 'spaceForPlaces', 2, ['points'])
  const points = checkStandard(standard, 'spaceForPlaces')
  if (!(places >= 0) || !Number.isFinite(places)) throw new PlacesError('invalid-option', `spaceForPlaces: places must be a number of at least 0, got ${places}`, { where: { option: 'places' } })
  const [first, last] = [points[0]!, points.at(-1)!]
  if (places <= first.places) return (places / first.places) * first.area
  if (places >= last.places) return (places / last.places) * last.area
  const above = points.findIndex((point) => point.places >= places)
  const [low, high] = [points[above - 1]!, points[above]!]
  return low.area + ((places - low.places) / (high.places - low.places)) * (high.area - low.area)
}

function checkStandard({ id, points }: SpaceStandard, verb: string): readonly SpacePoint[] {
  const rises = points.every((point, i) => point.places > (points[i - 1]?.places ?? 0) && point.area > (points[i - 1]?.area ?? 0))
  if (points.length > 0 && rises) return points
  throw new PlacesError('invalid-option', `${verb}: a standard must have sizes whose places and areas rise, got ${points.length === 0 ? 'none' : `others in ${id}`}`, { where: { option: 'standard.points' } })
}

/** A piece of land planned for a school (规划未建教育用地). */
export interface Site {
  readonly site: string
  /** ㎡. */
  readonly area: number
  readonly stage: string
}

export interface SitePlaces {
  readonly site: string
  readonly stage: string
  readonly places: number
  readonly classes: number
  /** The standard that was used; undefined when none fits, which leaves the site without places. */
  readonly standard: string | undefined
  /** Smaller than the smallest school of the standard. */
  readonly belowSmallest: boolean
}

/**
 * The potential places of a site by the land standard of its stage.
 *
 * @param standards the first land standard that names the stage is used
 * @returns whole places and classes of the standard's size
 * Cost: O(standards + sizes).
 */
export function placesOfSite(site: Site, standards: readonly SpaceStandard[]): SitePlaces {
  requireObject(site, 'site', 'placesOfSite')
  requireList(standards, 'standards', 'placesOfSite', 2)
  const standard = standards.find((each) => each.measure === 'land' && each.stages.includes(site.stage))
  if (standard === undefined) return Object.freeze({ site: site.site, stage: site.stage, places: 0, classes: 0, standard: undefined, belowSmallest: false })
  const places = placesFromSpace(site.area, standard)
  const nearest = standard.points.findLast((point) => point.places <= places) ?? standard.points[0]!
  return Object.freeze({
    site: site.site,
    stage: site.stage,
    places,
    classes: Math.floor(places / (nearest.places / nearest.classes) + 1e-9),
    standard: standard.id,
    belowSmallest: site.area < standard.points[0]!.area,
  })
}

export interface SitesNeeded {
  /** The fewest sites that close the gap, the largest first. */
  readonly sites: readonly SitePlaces[]
  readonly places: number
  /** Places still missing when all sites are used; 0 when the gap is closed. */
  readonly short: number
}

/**
 * The fewest of the given sites that close a gap of one stage: the largest are taken first, which no other choice can beat in number.
 *
 * @param gap places missing, at least 0
 * @throws `invalid-option` for a gap that is negative or not a number, or sites of several stages
 * @example
 * const site = (name, places) => ({ site: name, stage: 'primary', places, classes: places / 45, standard: 'land', belowSmallest: false })
 * sitesNeeded(2000, [site('A', 810), site('B', 1350), site('C', 1080)]).sites.map((each) => each.site) // ['B', 'C']
 */
export function sitesNeeded(gap: number, sites: readonly SitePlaces[]): SitesNeeded {
  requireList(sites, 'sites', 'sitesNeeded', 2)
  if (!(gap >= 0) || !Number.isFinite(gap)) throw new PlacesError('invalid-option', `sitesNeeded: the gap must be a number of at least 0, got ${gap}`, { where: { option: 'gap' } })
  const other = sites.find((each) => each.stage !== sites[0]!.stage)
  if (other !== undefined) throw new PlacesError('invalid-option', `sitesNeeded: sites must be of one stage, got ${sites[0]!.stage} and ${other.stage}`, { where: { option: 'sites' } })
  const chosen: SitePlaces[] = []
  let places = 0
  for (const each of [...sites].sort((a, b) => b.places - a.places)) {
    if (places >= gap || each.places === 0) break
    chosen.push(each)
    places += each.places
  }
  return Object.freeze({ sites: Object.freeze(chosen), places, short: Math.max(0, gap - places) })
}
