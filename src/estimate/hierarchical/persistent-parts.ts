// How much of a deviation lasts: its autocovariances over all areas, lag by lag, fitted as a slow and a fast part that fade geometrically,
// `slow · 0.985ˡ + fast · 0.7ˡ`, neither negative. Noise of one year has no covariance with another year and drops out, so the two parts
// need no assumption about it (method of moments; the noise itself is taken from the yearly changes, see noise.ts).

import { addRow, createNormalEquations, solveNonNegative } from '../../numeric/least-squares.js'
import { gradesWithRatios, visitCells, visitPairs, weightVariance } from './cells.js'
import type { RatioCells } from './cells.js'
import { noise, variance } from './constants.js'
import { roughVariance } from './deviations.js'
import type { Deviations } from './deviations.js'
import { blendGeometric, clip, confidence, robustScaleInPlace } from './medians.js'

/** Variances [grade]. */
export interface PersistentParts {
  readonly slow: Float64Array
  readonly fast: Float64Array
}

/** Deviations for moments: clipped at some robust scales of their grade, because one wild area would set the variance of all. */
export function clipForMoments(cells: RatioCells, { values, expected }: Deviations): Float64Array {
  const clipped = new Float64Array(values.length)
  const sample = new Float64Array(cells.areas * cells.years)
  for (const grade of gradesWithRatios(cells)) {
    let count = 0
    visitCells(cells, grade, (cell) => {
      sample[count++] = Math.abs(values[cell]!) / Math.sqrt(roughVariance(expected[cell]!))
    })
    const limit = variance.momentClip * Math.max(robustScaleInPlace(sample, count), variance.momentScaleLeast)
    visitCells(cells, grade, (cell) => {
      clipped[cell] = clip(values[cell]!, limit * Math.sqrt(roughVariance(expected[cell]!)))
    })
  }
  return clipped
}

/** @param clipped deviations of {@link clipForMoments} */
export function fitPersistentParts(cells: RatioCells, clipped: Float64Array, expected: Float64Array): PersistentParts {
  const { grades } = cells
  const slow = new Float64Array(grades)
  const fast = new Float64Array(grades)
  const known = gradesWithRatios(cells)
  const moments = new Map(known.map((grade) => [grade, gradeMoments(cells, grade, clipped, expected)]))

  const together = sumMoments(known.filter((grade) => grade > 0).map((grade) => moments.get(grade)!))
  const common = fitParts(together)
  let start: Parts = [variance.slow, variance.fast]
  if (common !== undefined) {
    const weight = confidence(together.pairs, variance.priorPairs)
    start = [blendGeometric(weight, Math.max(common[0], variance.least), variance.slow), blendGeometric(weight, Math.max(common[1], variance.least), variance.fast)]
  }
  for (let grade = 0; grade < grades; grade++) {
    const prior: Parts = grade === 0 ? [variance.entrySlow, variance.entryFast] : start
    const own = moments.get(grade)
    ;[slow[grade], fast[grade]] = own === undefined ? prior : gradeParts(cells, grade, own, prior, clipped, expected)
  }
  return { slow, fast }
}

type Parts = readonly [slow: number, fast: number]

interface Moments {
  /** Weighted sums of products and of weights by lag. */
  readonly products: Float64Array
  readonly weights: Float64Array
  /** Pairs of neighbouring years. */
  readonly pairs: number
}

function gradeParts(cells: RatioCells, grade: number, moments: Moments, prior: Parts, clipped: Float64Array, expected: Float64Array): Parts {
  const fitted = fitParts(moments)
  if (fitted === undefined) return splitSingleYears(cells, grade, prior, clipped, expected)
  const weight = confidence(moments.pairs, variance.gradePriorPairs)
  const blend = (i: 0 | 1): number => blendGeometric(weight, Math.max(fitted[i], variance.leastShare * prior[i]), prior[i])
  return [blend(0), blend(1)]
}

function gradeMoments(cells: RatioCells, grade: number, clipped: Float64Array, expected: Float64Array): Moments {
  const lags = Math.min(variance.lags, cells.years - 1)
  const products = new Float64Array(lags + 1)
  const weights = new Float64Array(lags + 1)
  let pairs = 0
  for (let lag = 1; lag <= lags; lag++) {
    visitPairs(cells, grade, lag, (later, earlier) => {
      const weight = 1 / Math.sqrt(weightVariance(expected[later]!) * weightVariance(expected[earlier]!))
      products[lag]! += weight * clipped[later]! * clipped[earlier]!
      weights[lag]! += weight
      if (lag === 1) pairs++
    })
  }
  return { products, weights, pairs }
}

function sumMoments(parts: readonly Moments[]): Moments {
  const lags = parts[0]?.products.length ?? 0
  const products = new Float64Array(lags)
  const weights = new Float64Array(lags)
  let pairs = 0
  for (const part of parts) {
    for (let lag = 0; lag < lags; lag++) {
      products[lag]! += part.products[lag]!
      weights[lag]! += part.weights[lag]!
    }
    pairs += part.pairs
  }
  return { products, weights, pairs }
}

/** Undefined when no two years are known. */
function fitParts({ products, weights }: Moments): Parts | undefined {
  const most = weights.reduce((a, b) => Math.max(a, b), 0)
  if (most === 0) return undefined
  const equations = createNormalEquations(2)
  for (let lag = 1; lag < weights.length; lag++) {
    if (weights[lag] === 0) continue
    addRow(equations, [variance.slowPersistence ** lag, variance.fastPersistence ** lag], products[lag]! / weights[lag]!, weights[lag]! / most)
  }
  // With few lags the two cannot be told apart: a weak wish decides.
  addRow(equations, [variance.fastShare, -1], 0, variance.fastShareWeight)
  const fitted = solveNonNegative(equations)
  return [fitted[0]!, fitted[1]!]
}

/** One ratio an area: what it varies more than the noise is expected to. */
function splitSingleYears(cells: RatioCells, grade: number, prior: Parts, clipped: Float64Array, expected: Float64Array): Parts {
  let [excess, weights, count] = [0, 0, 0]
  visitCells(cells, grade, (cell) => {
    const weight = 1 / weightVariance(expected[cell]!)
    excess += weight * (clipped[cell]! ** 2 - (noise.constant + noise.perPupil / expected[cell]!))
    weights += weight
    count++
  })
  const total = prior[0] + prior[1]
  const weight = confidence(count, variance.singlePriorCells)
  const all = weight * Math.max(excess / weights, variance.leastShare * total) + (1 - weight) * total
  return [variance.singleSlow * all, variance.singleFast * all]
}
