// The chance that each project is open by each year, exactly: what the draws of `drawOpenings` tend to.

import { requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { createDelivery } from './delivery.js'
import type { Delivery } from './delivery.js'
import { optionsInForce } from './delivery-project.js'
import type { DeliveryOptions, DeliveryProject } from './delivery-project.js'

export interface ExpectedOpening {
  readonly project: string
  /** The chance that it comes at all. */
  readonly certainty: number
  /** The chance to be open by the start of each school year, certainty included; from the first year with a chance to the last that adds one. */
  readonly openBy: readonly { readonly year: number; readonly chance: number }[]
  /** The chance that it never opens. */
  readonly never: number
}

export interface ExpectedOpenings {
  readonly projects: readonly ExpectedOpening[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * The chance that each project is open by each school year, by exact convolution of the steps that are left.
 *
 * Shared delays move openings together and leave these chances as they are.
 *
 * @throws `invalid-input` with every fault of the projects and options
 * Cost: O(days of a step × years) a project with a milestone reached, O(years) for others.
 * @example
 * const late = { measure: 'days', distribution: { kind: 'uniform', low: -0.5, high: 99.5 } }
 * const plan = [{ project: 'school', opens: 2023, due: '2023-07-14' }]
 * expectedOpenings(plan, { asOf: '2022-06-30', delays: late }).projects[0].openBy // [{ year: 2023, chance: 0.5 }, { year: 2024, chance: 1 }]
 */
export function expectedOpenings(projects: readonly DeliveryProject[], options: DeliveryOptions): ExpectedOpenings {
  requireList(projects, 'projects', 'expectedOpenings')
  requireObject(options, 'options', 'expectedOpenings', 2)
  const delivery = createDelivery(projects, options, 'expectedOpenings')
  return Object.freeze({
    projects: Object.freeze(
      projects.map((each, i) => {
        const certainty = delivery.certaintyOf(i)
        const { first, chances } = delivery.outlookOf(i)
        const openBy = chances.map((chance, k) => Object.freeze({ year: first + k, chance: certainty * chance }))
        return Object.freeze({ project: each.project, certainty, openBy: Object.freeze(openBy), never: 1 - certainty * (chances.at(-1) ?? 0) })
      }),
    ),
    issues: Object.freeze(delivery.issues),
    provenance: stamp('expectedOpenings', { options: optionsInForce(options) }),
  })
}

/** The chance that a project is open by the start of a school year, certainty included. */
export function chanceOpenBy(delivery: Delivery, index: number, year: number): number {
  const { first, chances } = delivery.outlookOf(index)
  if (year < first) return 0
  return delivery.certaintyOf(index) * (chances[Math.min(year - first, chances.length - 1)] ?? 0)
}
