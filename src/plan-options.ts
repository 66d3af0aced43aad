// What a planner may set in a plan; everything but the horizon has a default.

import type { DispersionOptions } from './estimate/dispersion.js'
import type { EstimateOptions } from './estimate/estimate-rates.js'
import type { Dataset } from './input/dataset.js'
import type { InputSettings } from './input/parse-inputs.js'
import type { Scenario } from './project/changes.js'
import type { SupplyEvent } from './project/supply-events.js'
import type { AlertRule, Remedy, Text } from './standards/types.js'
import type { DeliveryOptions, Reached } from './supply/delivery-project.js'
import type { Margin } from './supply/margin.js'
import type { Openings } from './supply/openings.js'

/** The steps of a plan in order, as told to `onProgress`. */
export type PlanStep = 'parse' | 'estimate' | 'project' | 'supply' | 'balance' | 'alerts' | 'report'

/** How the projects of a plan are delivered; what is left out is named in an issue where it matters. */
export interface PlanDelivery extends Omit<DeliveryOptions, 'asOf' | 'calendar'> {
  /**
   * The day whose knowledge is used. 1 January of the origin's school year when left out: the origin's counts are in, work plans of the coming year are
   * written, and the next 1 September can still be met.
   */
  readonly asOf?: string | undefined
  /** The last milestone each project has reached, by project. */
  readonly reached?: Readonly<Record<string, Reached>> | undefined
}

export interface PlanOptions extends EstimateOptions, InputSettings {
  /** Warning rules; Zhejiang's bands, Shenzhen's 6-3-1 and this library's surplus rule when left out. */
  readonly rules?: readonly AlertRule[] | undefined
  /**
   * Ways to add places with their lead times. When left out: prefabricated and conventional schools, their years from the durations of the plan's
   * delivery (2 and 3 by the usual ones), as an issue says.
   */
  readonly remedies?: readonly Remedy[] | undefined
  /** Share of places that may stay empty before it counts as surplus; 0.05 when left out. */
  readonly surplusMargin?: number | undefined
  /** Futures to draw; 1, the point forecast, when left out. With more, alerts and balance tell the chance of a shortage. */
  readonly draws?: number | undefined
  /** Seed of the draws, a whole number from 0; 1 when left out. The same seed gives the same bits. */
  readonly seed?: number | undefined
  /** When each project opens in each draw, given or made from the dataset; otherwise as `delivery` says. As many draws as `draws`, or one. */
  readonly openings?: Openings | ((dataset: Dataset) => Openings) | undefined
  /**
   * How projects are delivered. From two draws on their openings are drawn with the same seed, so that the chance of a shortage uses both sides;
   * `false` lets everything open as planned. With one draw the point forecast takes the plan as written, and the words alone count: for the places to expect.
   */
  readonly delivery?: false | PlanDelivery | undefined
  /** Shares of the places kept free, by area and stage; none when left out. */
  readonly margins?: readonly Margin[] | undefined
  /** Spreads that are known better than they can be estimated or assumed: of new dwellings, of participation, between grades. Used with draws. */
  readonly dispersion?: Pick<DispersionOptions, 'housing' | 'participation' | 'gradeCorrelation'> | undefined
  /** Named changes of the rates, applied in order: birth variants, migration, openings, mergers and the like. */
  readonly scenarios?: readonly Scenario[] | undefined
  /** Changes of the places, applied in order: cuts of private quotas. */
  readonly supplyEvents?: readonly SupplyEvent[] | undefined
  readonly title?: Text | undefined
  /** Called before each step, for a progress line. */
  readonly onProgress?: ((step: PlanStep) => void) | undefined
}
