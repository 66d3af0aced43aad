// The models of delays: which families, how well they fit, and as which distribution they are handed on.

import { shapeOf } from '../numeric/distribution-shapes.js'
import type { Distribution } from '../numeric/distribution.js'
import { families, fitLocationScale } from '../numeric/censored-fit.js'
import type { LocationScaleFamily, Weighted } from '../numeric/censored-fit.js'
import type { Lasting, SurvivalStep } from '../numeric/survival.js'
import type { Delay } from './delivery-project.js'

export interface DelayModel {
  readonly distribution: Distribution
  readonly logLikelihood: number
  /** 4 − 2 × log likelihood: lower is better. */
  readonly aic: number
  readonly converged: boolean
  /** Largest distance between the model and the curve of what was observed, in chance. */
  readonly misfit: number
}

interface Candidate {
  readonly family: LocationScaleFamily
  readonly of: (location: number, scale: number) => Distribution
}

/** Ratios are fitted by their logarithms, so that half the time and twice the time are equally far off. */
const candidates: Readonly<Record<Delay['measure'], readonly Candidate[]>> = {
  ratio: [
    { family: families.normal, of: (location, spread) => ({ kind: 'lognormal', median: Math.exp(location), spread }) },
    { family: families.logistic, of: (location, spread) => ({ kind: 'loglogistic', median: Math.exp(location), spread }) },
    { family: families.smallest, of: (location, spread) => ({ kind: 'weibull', scale: Math.exp(location), shape: 1 / spread }) },
  ],
  days: [
    { family: families.normal, of: (mean, deviation) => ({ kind: 'normal', mean, deviation }) },
    { family: families.logistic, of: (median, spread) => ({ kind: 'logistic', median, spread }) },
    { family: families.largest, of: (mode, spread) => ({ kind: 'gumbel', mode, spread }) },
  ],
}

/**
 * Fits every family of the measure; the best by AIC first.
 *
 * @param lent rows that are counted besides the own ones, each with the weight `share`
 */
export function fitDelay(own: readonly Lasting[], measure: Delay['measure'], curve: readonly SurvivalStep[], lent: readonly Lasting[], share: number): DelayModel[] {
  const scale = measure === 'ratio' ? Math.log : (value: number): number => value
  const weigh = (rows: readonly Lasting[], weight: number): Weighted[] =>
    rows.map((each) => ({ value: scale(each.value), ended: each.ended, ...(each.from === undefined ? {} : { from: scale(each.from) }), weight }))
  const rows = [...weigh(own, 1), ...weigh(lent, share)]
  // The likelihood of the ratios themselves, not of their logarithms.
  const shift = measure === 'ratio' ? rows.reduce((sum, each) => sum + (each.ended ? each.weight * each.value : 0), 0) : 0
  return candidates[measure]
    .flatMap(({ family, of }): DelayModel[] => {
      const fit = fitLocationScale(rows, family)
      if (fit === undefined) return []
      const distribution = of(fit.location, fit.scale)
      const logLikelihood = fit.logLikelihood - shift
      return [Object.freeze({ distribution, logLikelihood, aic: 4 - 2 * logLikelihood, converged: fit.converged, misfit: misfitOf(distribution, curve) })]
    })
    .sort((a, b) => a.aic - b.aic)
}

/** The curve is followed as far as this many rows are at risk; beyond, a few late works would draw its steps. */
const enoughAtRisk = 10
const tailPoints = 50

/**
 * The curve of what was observed as far as enough rows show it, and beyond it the tail of a model with the same chance.
 *
 * Plans are often met to the day, which no smooth model follows, and the latest works are not finished, which no curve follows.
 */
export function joinTail(curve: readonly SurvivalStep[], model: Distribution): Distribution {
  const known = curve.filter((step) => step.atRisk >= enoughAtRisk)
  const last = known.at(-1)
  if (last === undefined) return model
  const values = known.map((step) => step.value)
  const chances = known.map((step, i) => (known[i - 1]?.lasting ?? 1) - step.lasting)
  const { upTo, at } = shapeOf(model)
  const passed = upTo(last.value)
  for (let k = 0; last.lasting > 0 && k < tailPoints; k++) {
    // A model that has nothing left beyond the curve adds nothing to it: what is left ends there.
    values.push(passed < 1 - 1e-9 ? Math.max(last.value, at(passed + ((1 - passed) * (k + 0.5)) / tailPoints)) : last.value)
    chances.push(last.lasting / tailPoints)
  }
  return { kind: 'empirical', values, chances }
}

function misfitOf(distribution: Distribution, curve: readonly SurvivalStep[]): number {
  const { upTo } = shapeOf(distribution)
  let largest = 0
  let before = 1
  for (const step of curve) {
    const beyond = 1 - upTo(step.value)
    largest = Math.max(largest, Math.abs(beyond - before), Math.abs(beyond - step.lasting))
    before = step.lasting
  }
  return largest
}
