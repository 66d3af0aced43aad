// Who provides for the children: the shares of public and inclusive kindergartens (5080) with their margins, year by year, and the places that hold a target.

import { describeIssue } from '../core/describe-issue.js'
import { PlacesError, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'

/** Children or places of each sector; a sector that is left out has none. */
export interface BySector {
  readonly public?: number | undefined
  readonly 'private-inclusive'?: number | undefined
  readonly private?: number | undefined
}

/** Least shares of the children: in public kindergartens, and in inclusive ones, which are public and private-inclusive together. From 0 to 1. */
export interface ShareTargets {
  readonly public: number
  readonly inclusive: number
}

export interface HeldShare {
  readonly share: number
  readonly target: number
  /** Percentage points above the target, negative below. */
  readonly marginPoints: number
  readonly met: boolean
  /** Children who would have to be in such a kindergarten for the target to be met: whole, 0 when it is. */
  readonly short: number
}

export interface SectorShares {
  /** Children in all sectors. */
  readonly total: number
  readonly public: HeldShare
  /** Public and private-inclusive. */
  readonly inclusive: HeldShare
  readonly privateInclusive: number
  /** Neither public nor inclusive. */
  readonly other: number
}

/**
 * Shares of public and inclusive kindergartens among the children enrolled, with the margin over each target.
 *
 * @param pupils children by sector in head-counts; published shares in percent do as well, but `short` then says nothing
 * @param targets as shares; the published ones are `kindergartenShares` of the standards entry, in percent
 * @throws `invalid-input` with every number that is negative or not finite, targets outside 0 to 1, and when there are no children
 * Cost: constant.
 * @example
 * shareBySector({ public: 51.11, 'private-inclusive': 35.93, private: 12.96 }, { public: 0.5, inclusive: 0.8 }).public.marginPoints // 1.11
 */
export function shareBySector(pupils: BySector, targets: ShareTargets): SectorShares {
  requireObject(pupils, 'pupils', 'shareBySector')
  requireObject(targets, 'targets', 'shareBySector', 2)
  refuse([...faultsOfSectors(pupils, 'pupils'), ...faultsOfTargets(targets), ...(totalOf(pupils) > 0 ? [] : [fault('pupils', 'there must be children')])], 'shareBySector')
  return sharesOf(pupils, targets)
}

export const sectorNames = ['public', 'private-inclusive', 'private'] as const

export function of(by: BySector, sector: keyof BySector): number {
  return by[sector] ?? 0
}

export function totalOf(by: BySector): number {
  return sectorNames.reduce((sum, sector) => sum + of(by, sector), 0)
}

export function sharesOf(pupils: BySector, targets: ShareTargets): SectorShares {
  const total = totalOf(pupils)
  const held = (part: number, target: number): HeldShare => {
    const missing = target * total - part
    const met = missing <= slack * total
    // Percentages of two decimals must not gain a tail in binary.
    return Object.freeze({ share: part / total, target, marginPoints: Number(((part / total - target) * 100).toFixed(9)), met, short: met ? 0 : Math.ceil(missing - slack * total) })
  }
  const inclusive = of(pupils, 'public') + of(pupils, 'private-inclusive')
  return Object.freeze({
    total,
    public: held(of(pupils, 'public'), targets.public),
    inclusive: held(inclusive, targets.inclusive),
    privateInclusive: of(pupils, 'private-inclusive') / total,
    other: of(pupils, 'private') / total,
  })
}

/** What binary fractions may be off, so that exactly half meets a target of a half. */
export const slack = 1e-12

export function fault(column: string, message: string): Issue {
  return { code: 'not-allowed', severity: 'fault', where: { column }, message }
}

export function faultsOfSectors(by: BySector, column: string): Issue[] {
  return Object.entries(by).flatMap(([sector, value]) => {
    const where = { column, sector }
    if (!sectorNames.includes(sector as keyof BySector)) return [{ ...fault(column, `there is no such sector`), where, found: sector, allowed: sectorNames.join(', ') }]
    return value === undefined || (Number.isFinite(value) && value >= 0) ? [] : [{ ...fault(column, `must be a number of at least 0, got ${String(value)}`), where }]
  })
}

export function faultsOfTargets(targets: ShareTargets): Issue[] {
  return (['public', 'inclusive'] as const).flatMap((name) => (targets[name] >= 0 && targets[name] <= 1 ? [] : [{ ...fault(name, `must be a share from 0 to 1, got ${targets[name]}`), where: { option: `targets.${name}` } }]))
}

export function refuse(faults: readonly Issue[], verb: string): void {
  if (faults.length > 0) throw new PlacesError('invalid-input', `${verb}: ${faults.map(describeIssue).join('; ')}`, { issues: faults })
}
