// The places that a balance is to count: those of some sectors, less a margin that is kept free.

import { createCube, selectLabels, strideOf } from '../core/cube.js'
import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Sector } from '../input/tables.js'
import type { Supply } from '../supply/supply.js'

export interface UsableOptions {
  /** Sectors whose places count, such as public and purchased; all when left out. */
  readonly sectors?: readonly Sector[] | undefined
  /** Share of the places kept free, 0–1: one for all, by stage id, or by area and stage id. None when left out. */
  readonly margin?: number | Readonly<Record<string, number | Readonly<Record<string, number>>>> | undefined
}

/**
 * The places that a balance is to count: some sectors only, less a margin that is kept free.
 *
 * For balances against public places, against public and purchased ones, or with working room: `balancePlaces(projection, usablePlaces(supply, …))`.
 *
 * @param margin such as `0.05`, `{ primary: 0.05 }` or `{ North: { primary: 0.02 } }`; areas and stages not named keep none
 * @returns a Supply of the same shape with an issue that tells what was left out
 * @throws `invalid-option` for a margin outside 0–1 or a sector the supply does not have
 * Cost: O(cells).
 */
export function usablePlaces(supply: Supply, ladder: Ladder, options: UsableOptions): Supply {
  const verb = 'usablePlaces'
  const all = supply.places.axes.sector.labels
  const sectors = options.sectors ?? all
  const unknown = sectors.filter((sector) => !all.includes(sector))
  if (unknown.length > 0) throw new PlacesError('invalid-option', `${verb}: sectors must be among ${all.join(', ')}, got ${unknown.join(', ')}`, { where: { option: 'sectors' } })
  const chosen = selectLabels(supply.places, 'sector', sectors)
  const stageOf = new Map(ladder.grades.map((grade) => [grade.id, grade.stage]))
  const values = Float64Array.from(chosen.values)
  const row = strideOf(chosen, 'grade')
  chosen.axes.area.labels.forEach((area, a) => {
    chosen.axes.grade.labels.forEach((grade, g) => {
      const kept = marginOf(options.margin, area, stageOf.get(grade) ?? '')
      if (!(kept >= 0 && kept < 1)) throw new PlacesError('invalid-option', `${verb}: margin must be from 0 to below 1, got ${kept}`, { where: { option: 'margin', area } })
      const from = a * strideOf(chosen, 'area') + g * row
      for (let i = from; i < from + row; i++) values[i]! *= 1 - kept
    })
  })
  const left = all.filter((sector) => !(sectors as readonly string[]).includes(sector))
  const issue: Issue = {
    code: 'places-not-counted',
    severity: 'note',
    where: {},
    message: `${left.length === 0 ? 'all sectors' : `${sectors.join(', ')} only`}${options.margin === undefined ? '' : ', less a margin kept free'}`,
    assumed: 'the other places are not counted',
    amounts: { sectors: sectors.join(', '), left: left.join(', ') },
  }
  return Object.freeze({ ...supply, places: createCube(chosen.dims, chosen.axes, 'places', values), issues: Object.freeze([...supply.issues, issue]) })
}

function marginOf(margin: UsableOptions['margin'], area: string, stage: string): number {
  if (margin === undefined || typeof margin === 'number') return margin ?? 0
  const own = margin[area] ?? margin[stage] ?? 0
  return typeof own === 'number' ? own : (own[stage] ?? 0)
}
