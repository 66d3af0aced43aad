// Classes and schools that are too large: how many there are, and what it takes to clear them.
// Bands of China's Ministry of Education: a class of 56 or more is large (大班额), of 66 or more very large (超大班额); schools above 2,000 pupils,
// all-through ones above 2,500, are too large (大校额).

import { PlacesError, requireList } from '../core/error.js'
import { rate } from '../core/fact.js'
import type { Rate } from '../core/fact.js'

/** Lower ends of the bins in which class sizes are reported: ≤25, 26–30, … 61–65, ≥66. */
export const classSizeBins: readonly number[] = /* @__PURE__ */ Object.freeze([0, 26, 31, 36, 41, 46, 51, 56, 61, 66])

/** Classes of a size, or of a range of sizes when only bins are published. */
export interface ClassSizeRow {
  readonly stage?: string | undefined
  /** The size, or the smallest of the bin. */
  readonly from: number
  /** The largest of the bin; `from` when left out, `Infinity` for an open bin. */
  readonly to?: number | undefined
  readonly classes: number
  /** Pupils in these classes together, where known: then nothing is left open. */
  readonly pupils?: number | undefined
}

export interface OversizeClasses {
  /** Smallest size that counts: 56 or 66. */
  readonly threshold: number
  readonly classes: Rate
  /** Pupils above `target` in these classes, who need places elsewhere: `most` is undefined when a bin is open. */
  readonly places: { readonly least: number; readonly most: number | undefined }
  /** Further classes for them, at `target` pupils each. */
  readonly furtherClasses: { readonly least: number; readonly most: number | undefined }
  readonly target: number
}

export interface ClassSizeBin {
  readonly from: number
  /** Undefined for the open bin. */
  readonly to: number | undefined
  readonly classes: number
}

/** Classes by the bins of the report. A row of a bin that lies across two of them is refused with `invalid-option`. */
export function binClasses(rows: readonly ClassSizeRow[]): ClassSizeBin[] {
  requireList(rows, 'rows', 'binClasses')
  checkRows(rows, 'binClasses')
  const bins = classSizeBins.map((from, i) => ({ from, to: classSizeBins[i + 1] === undefined ? undefined : classSizeBins[i + 1]! - 1, classes: 0 }))
  for (const row of rows) {
    const bin = bins.findLast((each) => each.from <= row.from)
    const to = row.to ?? row.from
    if (bin === undefined || (bin.to !== undefined && to > bin.to)) throw new PlacesError('invalid-option', `binClasses: a row must lie in one bin, got sizes ${row.from} to ${to}`)
    bin.classes += row.classes
  }
  return bins
}

/**
 * Counts the classes at or above a threshold, and the places and classes needed to clear them.
 *
 * Definition: every pupil above `target` in such a class needs a place elsewhere. A class is cleared of the name once it has at most 55, which is the
 * default; a bureau that wants its norm at once gives 45 or 50. With bins only, the lower bound takes every class at the smallest size of its
 * bin and the upper bound at the largest; pupils, where given, make the two equal.
 *
 * @param rows classes by size or bin
 * @param threshold 56 for large, 66 for very large classes
 * @param target pupils a cleared class keeps, below the threshold
 * @returns count and share of the classes, and bounds of the places and further classes
 * @throws `invalid-option` for a negative count, a bin that lies across the threshold, a target not below the threshold
 * Cost: O(rows).
 * @example
 * // Leiyang 2017: 3,782 classes, 1,437 of 56 or more, of which 740 of 66 or more
 * const rows = [{ from: 0, to: 55, classes: 2345 }, { from: 56, to: 65, classes: 697 }, { from: 66, to: Infinity, classes: 740 }]
 * findOversizeClasses(rows, 56).classes.value // 0.37995769434161819
 * findOversizeClasses(rows, 66).places.least // 8140
 */
export function findOversizeClasses(rows: readonly ClassSizeRow[], threshold: number, target = 55): OversizeClasses {
  const verb = 'findOversizeClasses'
  requireList(rows, 'rows', verb)
  checkRows(rows, verb)
  if (!(target > 0) || !(target < threshold)) throw new PlacesError('invalid-option', `${verb}: the target must be above 0 and below the threshold, got ${target} against ${threshold}`, { where: { option: 'target' } })
  const across = rows.find((row) => row.from < threshold && (row.to ?? row.from) >= threshold)
  if (across !== undefined) throw new PlacesError('invalid-option', `${verb}: a bin must not lie across ${threshold}, got ${across.from} to ${across.to ?? across.from}`)
  const large = rows.filter((row) => row.from >= threshold)
  const least = large.reduce((sum, row) => sum + (row.pupils ?? row.classes * row.from) - row.classes * target, 0)
  const most = large.reduce((sum, row) => sum + (row.classes === 0 ? 0 : (row.pupils ?? row.classes * (row.to ?? row.from)) - row.classes * target), 0)
  const bounded = Number.isFinite(most) ? most : undefined
  const all = rows.reduce((sum, row) => sum + row.classes, 0)
  return Object.freeze({
    threshold,
    classes: rate(large.reduce((sum, row) => sum + row.classes, 0), all),
    places: { least, most: bounded },
    furtherClasses: { least: Math.ceil(least / target), most: bounded === undefined ? undefined : Math.ceil(bounded / target) },
    target,
  })
}

function checkRows(rows: readonly ClassSizeRow[], verb: string): void {
  const faults = rows.flatMap((row, i): string[] => {
    const to = row.to ?? row.from
    if (!(row.from >= 0) || !(to >= row.from)) return [`row ${i + 1} must be sizes from small to large, got ${row.from} to ${to}`]
    if (!(row.classes >= 0) || !Number.isFinite(row.classes)) return [`row ${i + 1} must count at least 0 classes, got ${row.classes}`]
    if (row.pupils !== undefined && !(row.pupils >= row.classes * row.from && row.pupils <= row.classes * to)) return [`row ${i + 1} must have pupils that fit its sizes, got ${row.pupils} in ${row.classes} classes of ${row.from} to ${to}`]
    return []
  })
  if (faults.length > 0) throw new PlacesError('invalid-option', `${verb}: ${faults.join('; ')}`)
}

/** A school with its roll. */
export interface SchoolRoll {
  readonly school: string
  readonly pupils: number
  /** Nine- or twelve-year school, for which the higher limit holds. */
  readonly allThrough?: boolean | undefined
}

export interface OversizeSchools {
  readonly schools: Rate
  readonly list: readonly { readonly school: string; readonly pupils: number; readonly limit: number; readonly above: number }[]
  /** Pupils above the limits: places needed in other schools. */
  readonly places: number
}

/**
 * Finds the schools above the size limit and the places needed elsewhere to bring them back to it.
 *
 * @param limits 2,000 pupils, 2,500 for all-through schools when left out (教督〔2017〕6号)
 * @returns the schools above their limit, largest excess first
 * @throws `invalid-option` without schools, or for a roll that is negative
 * @example
 * findOversizeSchools([{ school: 'A', pupils: 2300 }, { school: 'B', pupils: 2300, allThrough: true }]).places // 300
 */
export function findOversizeSchools(rolls: readonly SchoolRoll[], limits: { readonly school: number; readonly allThrough: number } = { school: 2_000, allThrough: 2_500 }): OversizeSchools {
  requireList(rolls, 'rolls', 'findOversizeSchools')
  const wrong = rolls.find((each) => !(each.pupils >= 0))
  if (wrong !== undefined) throw new PlacesError('invalid-option', `findOversizeSchools: pupils must be at least 0, got ${wrong.pupils} in ${wrong.school}`)
  const list = rolls
    .map(({ school, pupils, allThrough }) => ({ school, pupils, limit: allThrough === true ? limits.allThrough : limits.school }))
    .filter(({ pupils, limit }) => pupils > limit)
    .map((each) => Object.freeze({ ...each, above: each.pupils - each.limit }))
    .sort((a, b) => b.above - a.above)
  return Object.freeze({ schools: rate(list.length, rolls.length), list: Object.freeze(list), places: list.reduce((sum, each) => sum + each.above, 0) })
}
