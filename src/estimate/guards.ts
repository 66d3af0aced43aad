// What the automatic method did not take at face value, told per area; and years in which much of a district stood out, such as a pandemic.

import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { counted, withCommas } from '../core/words.js'
import type { Dataset } from '../input/dataset.js'
import type { GuardedCell } from './hierarchical/panel.js'

/** Share of areas with a count that stands out in a year from which the year itself is called an outlier. */
const outlierShare = 0.25
/** With fewer areas a share says nothing. */
const outlierAreas = 8

const told: Readonly<Record<GuardedCell['reason'], { readonly message: string; readonly assumed: string }>> = {
  opening: { message: 'the grade opens', assumed: 'it opens next year at the ratio of its region' },
  closing: { message: 'no pupils where some were due', assumed: 'the count is no ratio and is left out' },
  'not-a-ratio': { message: 'far more pupils than the grade below had', assumed: 'the count is no ratio and is left out' },
  spike: { message: 'ratios that stand out in one year', assumed: 'they count for less' },
}

/**
 * The issues behind guarded cells: one per area and reason, and one per outlier year.
 *
 * @param first position in `ladder` of the panel's first grade
 * @param firstYear school year of the panel's first year
 */
export function guardIssues(dataset: Dataset, ladder: Ladder, first: number, firstYear: number, guarded: readonly GuardedCell[]): Issue[] {
  const groups = new Map<string, GuardedCell[]>()
  for (const cell of guarded) {
    const key = `${cell.area}\n${cell.reason}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [cell])
    else group.push(cell)
  }
  const byArea = [...groups.values()].map((cells): Issue => {
    const { area, reason } = cells[0]!
    const names = cells.map((cell) => `${ladder.grades[first + cell.grade]!.id}${cell.year === undefined ? '' : ` ${firstYear + cell.year}`}`)
    const list = names.length <= 6 ? names.join(', ') : `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
    return {
      code: 'ratio-guarded',
      severity: 'assumption',
      where: { area: dataset.planningAreas[area]! },
      message: `${told[reason].message}: ${list}`,
      assumed: told[reason].assumed,
      amounts: { reason, cells: names.length, list },
    }
  })
  return [...byArea, ...outlierYears(dataset, firstYear, guarded)]
}

function outlierYears(dataset: Dataset, firstYear: number, guarded: readonly GuardedCell[]): Issue[] {
  const areas = dataset.planningAreas.length
  if (areas < outlierAreas) return []
  const spiked = new Map<number, Set<number>>()
  for (const { reason, year, area } of guarded) {
    if (reason !== 'spike' || year === undefined) continue
    spiked.set(year, (spiked.get(year) ?? new Set()).add(area))
  }
  return [...spiked]
    .filter(([, who]) => who.size >= outlierShare * areas)
    .map(([year, who]) => ({
      code: 'outlier-year',
      severity: 'assumption',
      where: { table: 'pupils', year: firstYear + year },
      message: `${withCommas(who.size)} of ${counted(areas, 'area')} ${who.size === 1 ? 'has' : 'have'} ratios in ${firstYear + year} that stand out from the years around it`,
      assumed: 'those ratios count for less',
      amounts: { year: firstYear + year, areas: who.size, all: areas },
    }))
}
