// Pupils per dwelling by grade and years since completion, read from the rows of a yield table: straight lines between the years given.

import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { YieldRow } from '../input/tables.js'

/** Pupils per dwelling [grade, years since completion]; NaN where no yield says. */
export function yieldCurves(yields: readonly YieldRow[], ladder: Ladder, type: string | undefined, tenure: string | undefined, length: number, issues: Issue[]): Float64Array {
  const rank = (row: YieldRow): number => (row.type === undefined ? 0 : 2) + (row.tenure === undefined ? 0 : 1)
  const holds = (row: YieldRow): boolean => (row.type === undefined || row.type === type) && (row.tenure === undefined || row.tenure === tenure)
  const gaps: string[] = []
  const curves = ladder.grades.flatMap((grade) => {
    const fitting = yields.filter((row) => row.grade === grade.id && holds(row))
    const best = Math.max(...fitting.map(rank))
    const points = fitting.filter((row) => rank(row) === best).sort((a, b) => a.yearsSince - b.yearsSince)
    const first = points[0]?.yearsSince
    if (first === undefined) gaps.push(grade.id)
    else if (first > 0) gaps.push(`${grade.id} before year ${first}`)
    return Array.from({ length }, (_, k) => yieldAt(points, k) ?? Number.NaN)
  })
  if (gaps.length > 0) {
    const kind = [type, tenure].filter((each) => each !== undefined).join(', ')
    issues.push({
      code: 'yield-missing',
      severity: 'assumption',
      where: { table: 'yields' },
      message: `no yield is given for ${kind === '' ? 'dwellings of no stated type' : kind} in ${gaps.join(', ')}`,
      assumed: 'nobody is added there',
      amounts: { kind, grades: gaps.join(', ') },
    })
  }
  return Float64Array.from(curves)
}

function yieldAt(points: readonly YieldRow[], k: number): number | undefined {
  const above = points.findIndex((row) => row.yearsSince >= k)
  const high = points[above < 0 ? points.length - 1 : above]
  if (high === undefined) return undefined
  if (above < 0 || high.yearsSince === k) return high.perHundred / 100
  const low = points[above - 1]
  if (low === undefined) return undefined
  return (low.perHundred + ((high.perHundred - low.perHundred) * (k - low.yearsSince)) / (high.yearsSince - low.yearsSince)) / 100
}
