// Places at risk in a year: planned to be open by then, times the chance that they are not. The list that says which project to visit first.

import type { Issue } from '../core/issue.js'
import { requireInteger, requireList, requireObject } from '../core/error.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { createDelivery } from './delivery.js'
import { optionsInForce } from './delivery-project.js'
import type { DeliveryOptions, DeliveryProject } from './delivery-project.js'
import { chanceOpenBy } from './expected-openings.js'

export interface RiskyProject {
  readonly project: string
  readonly area: string | undefined
  readonly stage: string | undefined
  readonly opens: number
  /** Planned places. */
  readonly planned: number
  /** The chance to be open by the year, certainty included. */
  readonly chance: number
  /** Planned places × the chance that they are not open. */
  readonly atRisk: number
}

export interface PlacesAtRisk {
  readonly year: number
  readonly planned: number
  readonly expected: number
  readonly atRisk: number
  /** Most places at risk first; those without risk are in it too. */
  readonly projects: readonly RiskyProject[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * The places planned to be open by a school year that may not be, project by project.
 *
 * For a plan, from durations and delays of the caller's choice. Of a ledger with dated milestones `placesAtRisk` of `school-places/track` says the same from
 * the ledger's own slips, for 1 September of the year, and names the milestone that is late.
 *
 * Places are those of the complete project; projects planned for later years, those without a planned opening or places, and closures are no part of it.
 *
 * @param projects rows of projects fit as they are
 * @param options `year` the school year, and how projects are delivered
 * @returns planned = expected + atRisk, in places
 * @throws `invalid-input` with every fault of the projects and options
 * Cost: that of `expectedOpenings`.
 * @example
 * const plan = [{ project: 'school', places: 900, opens: 2022, certainty: 0.8 }, { project: 'annexe', places: 300, opens: 2022, certainty: 0.2 }]
 * placesAtRisk(plan, { asOf: '2022-06-30', year: 2022 }).projects.map((each) => [each.project, Math.round(each.atRisk)]) // [['annexe', 240], ['school', 180]]
 */
export function placesAtRisk(projects: readonly DeliveryProject[], options: DeliveryOptions & { readonly year: number }): PlacesAtRisk {
  requireList(projects, 'projects', 'placesAtRisk')
  requireObject(options, 'options', 'placesAtRisk', 2)
  const year = requireInteger(options.year, 1900, 'year', 'placesAtRisk')
  const planned = projects.filter((each) => each.kind !== 'closure' && each.places !== undefined && (each.opens ?? Infinity) <= year)
  const delivery = createDelivery(planned, options, 'placesAtRisk')
  const rows = planned
    .map((each, i): RiskyProject => {
      const chance = chanceOpenBy(delivery, i, year)
      return Object.freeze({ project: each.project, area: each.area, stage: each.stage, opens: each.opens!, planned: each.places!, chance, atRisk: each.places! * (1 - chance) })
    })
    .sort((a, b) => b.atRisk - a.atRisk)
  const sum = (of: (row: RiskyProject) => number): number => rows.reduce((total, row) => total + of(row), 0)
  return Object.freeze({
    year,
    planned: sum((row) => row.planned),
    expected: sum((row) => row.planned * row.chance),
    atRisk: sum((row) => row.atRisk),
    projects: Object.freeze(rows),
    issues: Object.freeze(delivery.issues),
    provenance: stamp('placesAtRisk', { options: { ...optionsInForce(options), year } }),
  })
}
