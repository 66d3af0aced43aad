// The pupils of new dwellings, put into rates that were estimated from counts: the last step of estimating, and the only one that reads
// dwellings and yields, so that a change of them needs this step alone.

import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Dataset } from '../input/dataset.js'
import { housingPupils } from './housing.js'
import type { HousingOptions } from './housing.js'
import type { Rates } from './rates.js'

/**
 * Rates with the pupils of the dataset's dwellings as `added`; the very rates when it has none.
 *
 * @throws `invalid-option` where there is then nobody to forecast although pupils were counted: the origin lies outside the counts
 * Cost: O(rows × grades × years).
 */
export function addHousing(rates: Rates, dataset: Dataset, options: Pick<HousingOptions, 'entryAlreadyInBirths' | 'withinAreaMoves' | 'usualDwellings'> | undefined): Rates {
  if (dataset.dwellings.length === 0) {
    requireSomeone(rates, dataset)
    return rates
  }
  const { ladder, origin, horizon, base, progression } = rates
  const { added, planned, issues } = housingPupils(dataset, { ...options, ladder, areas: base.axes.area.labels, origin, horizon, progression })
  return Object.freeze({ ...rates, added, housing: planned, issues: Object.freeze(withoutRepeats([...rates.issues, ...issues])) })
}

function requireSomeone({ origin, base, entry }: Rates, { pupils }: Dataset): void {
  const years = pupils.axes.year.labels
  const isEmpty = ({ values }: { readonly values: ArrayLike<number> }): boolean => Array.from(values).every((value) => !(value > 0))
  if (isEmpty(pupils) || !isEmpty(base) || !isEmpty(entry)) return
  const [first, last] = [years[0]!, years.at(-1)!]
  throw new PlacesError('invalid-option', `estimateRates: origin must be near the counts, which are of ${first === last ? first : `${first}–${last}`}; from ${origin} nobody is left to forecast`, {
    where: { option: 'origin' },
    hint: `take an origin from ${first} to ${last}; a few years later will do where cohorts can be moved up`,
  })
}

/** The same thing said of the same place is said once. */
export function withoutRepeats(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>()
  return issues.filter((issue) => {
    const key = JSON.stringify([issue.code, issue.where, issue.message])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
