// From what planners say of a project (lead time, places, how it fills, when it ends) to places by years since the start.

import { requireInteger, requireObject } from '../core/error.js'

export interface PlaceProfile {
  /** Places when complete; negative for places that go. */
  readonly places: number
  /** School years from the start until the first places can be used. */
  readonly lead: number
  /** School years over which it fills, one grade more each year: 6 for a primary school that opens with its lowest grade; 1 when left out. */
  readonly fillYears?: number | undefined
  /** School years of use after which the places are gone: modular blocks, leases. They stay when left out. */
  readonly life?: number | undefined
  /** Places out of use while works run (decant, 腾挪); 0 when left out. */
  readonly duringWorks?: number | undefined
}

/**
 * Places by school years since the start, as `PlaceEffect.places` takes them.
 *
 * @throws `invalid-option` for years that are no whole numbers or too small
 * @example
 * placeProfile({ places: 600, lead: 2, fillYears: 3 }) // [0, 0, 200, 400, 600]
 * placeProfile({ places: 300, lead: 1, life: 2 }) // [0, 300, 300, 0]
 * placeProfile({ places: 450, lead: 2, duringWorks: -200 }) // [-200, -200, 450]
 */
export function placeProfile(profile: PlaceProfile): number[] {
  requireObject(profile, 'profile', 'placeProfile')
  const lead = requireInteger(profile.lead, 0, 'lead', 'placeProfile')
  const fill = requireInteger(profile.fillYears ?? 1, 1, 'fillYears', 'placeProfile')
  const during = Array.from({ length: lead }, () => profile.duringWorks ?? 0)
  const used = profile.life === undefined ? fill : requireInteger(profile.life, 1, 'life', 'placeProfile')
  const open = Array.from({ length: used }, (_, i) => (profile.places * Math.min(fill, i + 1)) / fill)
  return [...during, ...open, ...(profile.life === undefined ? [] : [0])]
}
