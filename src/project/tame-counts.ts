// Whether no future of a projection can be below zero or without an end, whatever is drawn: then nobody need look, which saves a twentieth of
// the simulation.

import type { Values } from '../core/cube.js'
import type { BirthSpread } from '../estimate/birth-spread.js'
import { mostLog } from '../numeric/row-loops-constants.js'
import type { ProjectionInput } from './project-pupils.js'

/** A little below the logarithm of the largest number. */
const mostBearable = 700

/**
 * Tells so from how many pupils there are, and by how much a year can multiply them at most: by e²⁰ times the largest ratio.
 *
 * Dwellings, participation and pupils who are added are drawn or taken away without such a bound: where there are any, the answer is no.
 * Cost: O(areas × grades × years).
 */
export function areTame({ base, entry, progression, horizon }: ProjectionInput, births: BirthSpread | undefined): boolean {
  const [mostBase, mostEntry, mostRatio] = [mostOf(base.values), mostOf(entry.values), mostOf(progression.values)]
  const byBirths = births === undefined ? 0 : mostLog + Math.log(Math.max(1, births.birthYears.reduce((sum, { weight }) => sum + Math.abs(weight), 0)))
  return Math.log((horizon + 1) * (mostBase + mostEntry) + 1) + horizon * (mostLog + Math.log(Math.max(1, mostRatio))) + byBirths < mostBearable
}

/** The largest of numbers none of which is below 0, else no number. */
function mostOf(values: Values): number {
  let [least, most] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < least) least = values[i]!
    if (values[i]! > most) most = values[i]!
  }
  return least < 0 ? Number.NaN : most
}
