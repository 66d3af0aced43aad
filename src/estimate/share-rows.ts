// The rows of shares that a path is made of: those of one kind, checked to sum to 1, found for each area and stage.

import { describeIssue } from '../core/describe-issue.js'
import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Dataset } from '../input/dataset.js'
import { lineage } from './area-tree.js'

/** One share, of the sector or group `label`. */
export interface SharePoint {
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly label: string
  readonly share: number
}

/** The rows that name a sector, or those that name a group, in order of year. */
export function shareRowsOf(dataset: Dataset, by: 'sector' | 'group'): SharePoint[] {
  return dataset.shares
    .flatMap(({ area, stage, year, share, [by]: label }) => (label === undefined ? [] : [{ area, stage, year, label, share }]))
    .sort((a, b) => a.year - b.year)
}

/** Throws one error that lists every area, stage and year whose shares sum to more than 1, or without a remainder to less. */
export function checkShareRows(rows: readonly SharePoint[], remainder: string | undefined, tolerance: number, verb: string): void {
  const sums = new Map<string, { row: SharePoint; sum: number; labels: Set<string> }>()
  for (const row of rows) {
    const key = JSON.stringify([row.area, row.stage, row.year])
    const entry = sums.get(key) ?? { row, sum: 0, labels: new Set<string>() }
    entry.sum += row.share
    entry.labels.add(row.label)
    sums.set(key, entry)
  }
  const faults = [...sums.values()].flatMap(({ row, sum, labels }): Issue[] => {
    // A row for the remainder itself makes the year complete, like any other label.
    const open = remainder !== undefined && !labels.has(remainder)
    if (sum <= 1 + tolerance && (open || sum >= 1 - tolerance)) return []
    const shown = String(Math.round(sum * 1e6) / 1e6)
    return [
      {
        code: 'shares-not-one',
        severity: 'fault',
        where: { table: 'shares', area: row.area, stage: row.stage, year: row.year },
        message: `shares must sum to ${open ? 'at most ' : ''}1, got ${shown} for ${[...labels].join(', ')}`,
        found: shown,
        allowed: '1',
      },
    ]
  })
  if (faults.length === 0) return
  throw new PlacesError('invalid-input', `${verb}: ${faults.length === 1 ? 'one sum' : `${faults.length} sums`} of shares cannot be${faults.map((each, i) => `\n  ${i + 1}. ${describeIssue(each)}`).join('')}\n`, {
    issues: faults,
    hint: 'give every sector or group, or name a remainder',
  })
}

export interface FoundShares {
  found(area: string, stage: string): readonly SharePoint[]
  readonly issues: Issue[]
}

/** The rows of each area and stage, its own or those of the nearest area above. Throws `no-data` listing the areas and stages without any. */
export function findShareRows(dataset: Dataset, rows: readonly SharePoint[], areas: readonly string[], stages: readonly string[], tolerance: number, verb: string): FoundShares {
  const key = (area: string, stage: string): string => JSON.stringify([area, stage])
  const groups = new Map<string, SharePoint[]>()
  for (const row of rows) groups.set(key(row.area, row.stage), [...(groups.get(key(row.area, row.stage)) ?? []), row])
  const chosen = new Map<string, readonly SharePoint[]>()
  const issues: Issue[] = []
  const missing: Issue[] = []
  for (const area of areas) {
    for (const stage of stages) {
      const from = [...lineage(dataset, area)].find((each) => groups.has(key(each, stage)))
      if (from === undefined) {
        missing.push({ code: 'missing-value', severity: 'fault', where: { table: 'shares', area, stage }, message: 'no share is given, nor for an area above' })
        continue
      }
      chosen.set(key(area, stage), withZeros(groups.get(key(from, stage))!, tolerance))
      if (from !== area) issues.push({ code: 'shares-from-parent', severity: 'assumption', where: { area, stage }, message: 'no shares are given for the area', assumed: `the shares of ${from}`, amounts: { parent: from } })
    }
  }
  if (missing.length > 0 || stages.length === 0) {
    throw new PlacesError('no-data', `${verb}: every area and stage must have shares${missing.map((each, i) => `\n  ${i + 1}. ${describeIssue(each)}`).join('')}`, { issues: missing })
  }
  return { found: (area, stage) => chosen.get(key(area, stage))!, issues }
}

/** Where the rows of a year sum to 1, a label without a row has share 0; where they leave a remainder, it was not observed. */
function withZeros(rows: readonly SharePoint[], tolerance: number): readonly SharePoint[] {
  const labels = [...new Set(rows.map((row) => row.label))]
  const years = [...new Set(rows.map((row) => row.year))]
  return years.flatMap((year) => {
    const given = rows.filter((row) => row.year === year)
    const whole = given.reduce((sum, row) => sum + row.share, 0) >= 1 - tolerance
    const absent = whole ? labels.filter((label) => !given.some((row) => row.label === label)) : []
    return [...given, ...absent.map((label) => ({ ...given[0]!, label, share: 0 }))]
  })
}
