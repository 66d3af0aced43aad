// The part of a deviation that all grades of an area but the entry grade share: a school that is liked, or was moved, gains in every grade.
// Its variance is the mean product of deviations of *different* grades, lag by lag, fitted as a one-year, a slow and a fast part.

import { addRow, createNormalEquations, solveNonNegative } from '../../numeric/least-squares.js'
import { gradesWithRatios, visitCells } from './cells.js'
import type { RatioCells } from './cells.js'
import { areaWide, variance } from './constants.js'
import { confidence, medianInPlace } from './medians.js'
import type { VarianceComponents } from './noise.js'
import type { AreaWideVariance } from './panel.js'

/** @param clipped deviations for moments [area, grade, year] */
export function fitAreaWide(cells: RatioCells, clipped: Float64Array, expected: Float64Array, components: VarianceComponents): AreaWideVariance {
  const { years } = cells
  const fed = gradesWithRatios(cells).filter((grade) => grade > 0)
  const none = { oneYear: 0, slow: 0, fast: 0 }
  if (fed.length < areaWide.leastGrades) return none
  const lags = Math.min(variance.lags, years - 1)
  const { products, weights, areasKnown } = crossGradeMoments(cells, fed, lags, clipped, expected, components)
  const most = weights.reduce((a, b) => Math.max(a, b), 0)
  if (!(most > 0)) return none

  const equations = createNormalEquations(3)
  for (let lag = 0; lag <= lags; lag++) {
    // The weights are differences of sums: less than this is rounding.
    if (weights[lag]! <= 1e-9 * most) continue
    addRow(equations, [lag === 0 ? 1 : 0, variance.slowPersistence ** lag, variance.fastPersistence ** lag], products[lag]! / weights[lag]!, weights[lag]! / most)
  }
  addRow(equations, [0, areaWide.fastShare, -1], 0, areaWide.fastShareWeight)
  addRow(equations, [areaWide.yearShare, -1, 0], 0, areaWide.yearShareWeight)
  const fitted = solveNonNegative(equations).map((each) => each * confidence(areasKnown, areaWide.priorAreas))
  const typical = (ofGrade: (grade: number) => number): number => medianInPlace(Float64Array.from(fed, ofGrade), fed.length)
  const typicalNoise = typical((grade) => components.noiseConstant[grade]!) + components.noisePerPupil[1]! * medianPerHead(cells, fed, expected)
  return {
    oneYear: Math.min(fitted[0]!, areaWide.mostOfNoise * typicalNoise),
    slow: Math.min(fitted[1]!, areaWide.mostOfPart * typical((grade) => components.slow[grade]!)),
    fast: Math.min(fitted[2]!, areaWide.mostOfPart * typical((grade) => components.fast[grade]!)),
  }
}

/** Sums over areas and pairs of different grades, by lag: (Σ over grades)² less the grades' own squares. */
function crossGradeMoments(cells: RatioCells, fed: readonly number[], lags: number, clipped: Float64Array, expected: Float64Array, components: VarianceComponents) {
  const { areas, grades, years, valid } = cells
  const products = new Float64Array(lags + 1)
  const weights = new Float64Array(lags + 1)
  const weight = new Float64Array(fed.length * years)
  const weighted = new Float64Array(fed.length * years)
  const sumWeight = new Float64Array(years)
  const sumWeighted = new Float64Array(years)
  let areasKnown = 0
  for (let area = 0; area < areas; area++) {
    sumWeight.fill(0)
    sumWeighted.fill(0)
    let known = 0
    fed.forEach((grade, k) => {
      const total = components.noiseConstant[grade]! + components.slow[grade]! + components.fast[grade]!
      for (let t = 0; t < years; t++) {
        const cell = (area * grades + grade) * years + t
        const own = valid[cell] === 1 ? 1 / Math.sqrt(total + components.noisePerPupil[grade]! / expected[cell]!) : 0
        known += valid[cell]!
        weight[k * years + t] = own
        weighted[k * years + t] = own * clipped[cell]!
        sumWeight[t]! += own
        sumWeighted[t]! += own * clipped[cell]!
      }
    })
    if (known === 0) continue
    areasKnown++
    for (let lag = 0; lag <= lags; lag++) {
      for (let t = lag; t < years; t++) {
        products[lag]! += sumWeighted[t]! * sumWeighted[t - lag]!
        weights[lag]! += sumWeight[t]! * sumWeight[t - lag]!
        for (let at = t; at < weight.length; at += years) {
          products[lag]! -= weighted[at]! * weighted[at - lag]!
          weights[lag]! -= weight[at]! * weight[at - lag]!
        }
      }
    }
  }
  return { products, weights, areasKnown }
}

function medianPerHead(cells: RatioCells, fed: readonly number[], expected: Float64Array): number {
  const sample = new Float64Array(cells.valid.length)
  let count = 0
  for (const grade of fed) {
    visitCells(cells, grade, (cell) => {
      sample[count++] = 1 / expected[cell]!
    })
  }
  return medianInPlace(sample, count)
}
