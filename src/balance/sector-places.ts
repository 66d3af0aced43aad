// The places of some sectors only: a balance against public places, or against public and purchased ones.

import { selectLabels } from '../core/cube.js'
import { PlacesError, requireList, requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aSupply } from '../core/nouns.js'
import type { Sector } from '../input/tables.js'
import type { Supply } from '../supply/supply.js'

/**
 * The supply with the places of these sectors only, for `balancePlaces(projection, placesOfSectors(supply, ['public', 'purchased']))`.
 *
 * Working room is kept with `keepMargin`.
 *
 * @returns a new Supply of the chosen sectors in the order given; an issue tells which were left out
 * @throws `invalid-option` for a sector the supply does not have
 * Cost: O(cells).
 */
export function placesOfSectors(supply: Supply, sectors: readonly Sector[]): Supply {
  requireNoun(supply, aSupply, 'placesOfSectors')
  requireList(sectors, 'sectors', 'placesOfSectors', 2)
  const all = supply.places.axes.sector.labels
  const unknown = sectors.filter((sector) => !all.includes(sector))
  if (unknown.length > 0 || sectors.length === 0) {
    throw new PlacesError('invalid-option', `placesOfSectors: sectors must be among ${all.join(', ')}, got ${unknown.join(', ') || 'none'}`, { where: { option: 'sectors' } })
  }
  const left = all.filter((sector) => !(sectors as readonly string[]).includes(sector))
  const issue: Issue = {
    code: 'places-not-counted',
    severity: 'note',
    where: {},
    message: `only places of ${sectors.join(', ')} are counted`,
    assumed: left.length === 0 ? 'no others are there' : `places of ${left.join(', ')} are not counted`,
    amounts: { sectors: sectors.join(', '), left: left.join(', ') },
  }
  return Object.freeze({ ...supply, places: selectLabels(supply.places, 'sector', sectors), issues: Object.freeze([...supply.issues, issue]) })
}
