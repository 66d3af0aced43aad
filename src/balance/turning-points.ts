// When each stage peaks, when it first falls short, and when its places stay empty: outputs, never constants.

import { rowAt, valueAt } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import { aBalance } from '../core/nouns.js'
import { sortedDraws } from '../core/sorted-draws.js'
import { quantile } from '../numeric/summary.js'
import type { Balance } from './balance.js'

export interface TurningPoints {
  readonly area: string
  readonly stage: string
  /** Year with most pupils, the first of them when equal. */
  readonly peakYear: number
  readonly peakPupils: number
  /** First year in which a grade of the stage has more pupils than places. */
  readonly firstShort: number | undefined
  readonly lastShort: number | undefined
  readonly worstYear: number | undefined
  /** Pupils without a place in the worst year, counted grade by grade. */
  readonly worstUnmet: number
  /** First year after the peak and after the last shortage from which the spare share stays at or above the margin. */
  readonly firstSurplus: number | undefined
  /** Spare places of the last year. */
  readonly lastSpare: number
}

export interface TurningPointOptions {
  /** Share of places that may stay empty before it counts as surplus; 0.05 when left out. */
  readonly surplusMargin?: number | undefined
}

/** Share of spare places that planners keep as working room: England's guidance is quoted with 5 %. */
export const surplusMarginDefault = 0.05

/**
 * Finds the turning points of every area and stage, on the median of the draws.
 *
 * A stage is short in a year when at least one pupil (half a pupil, before rounding) has no place in some grade.
 * Cost: O(cells × draws log draws).
 */
export function findTurningPoints(balance: Balance, options: TurningPointOptions = {}): TurningPoints[] {
  requireNoun(balance, aBalance, 'findTurningPoints')
  const margin = options.surplusMargin ?? surplusMarginDefault
  const { pupils, places, unmet, spare } = balance.stages
  const years = pupils.axes.year.labels
  const middle = quantile(0.5)
  return pupils.axes.area.labels.flatMap((area) =>
    pupils.axes.stage.labels.map((stage): TurningPoints => {
      const series = (cube: typeof pupils): number[] => years.map((year) => middle(sortedDraws(rowAt(cube, { area, stage, year }))))
      const [demand, supply, missing, empty] = [series(pupils), series(places), series(unmet), series(spare)]
      const peak = indexOfLargest(demand)
      const short = missing.flatMap((value, i) => (value >= 0.5 ? [i] : []))
      const worst = short.length === 0 ? undefined : indexOfLargest(missing)
      const lastShort = short[short.length - 1]
      let surplus = years.length
      while (surplus > 0 && supply[surplus - 1]! > 0 && empty[surplus - 1]! >= margin * supply[surplus - 1]!) surplus--
      const from = Math.max(surplus, peak, lastShort === undefined ? 0 : lastShort + 1)
      return {
        area,
        stage,
        peakYear: years[peak]!,
        peakPupils: demand[peak]!,
        firstShort: short[0] === undefined ? undefined : years[short[0]],
        lastShort: lastShort === undefined ? undefined : years[lastShort],
        worstYear: worst === undefined ? undefined : years[worst],
        worstUnmet: worst === undefined ? 0 : missing[worst]!,
        firstSurplus: years[from],
        lastSpare: empty[empty.length - 1]!,
      }
    }),
  )
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0)
}

/** Utilisation of a stage: pupils ÷ places in one year and draw; infinite where there are pupils and no places. */
export function utilisationAt(balance: Balance, at: { readonly area: string; readonly stage: string; readonly year: number }, draw = 0): number {
  const [pupils, places] = [valueAt(balance.stages.pupils, { ...at, draw }), valueAt(balance.stages.places, { ...at, draw })]
  return places > 0 ? pupils / places : pupils > 0 ? Infinity : 0
}
