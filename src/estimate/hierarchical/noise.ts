// The noise of one year, `constant + perPupil ÷ pupils`: half the mean squared yearly change of a deviation is the noise plus what the slow and
// the fast part change in a year. What is left over decides between noise and fast part, so the fast part is corrected here too.

import { addRow, createNormalEquations, solveNonNegative } from '../../numeric/least-squares.js'
import { gradesWithRatios, visitPairs, weightVariance } from './cells.js'
import type { RatioCells } from './cells.js'
import { noise, variance } from './constants.js'
import { roughVariance } from './deviations.js'
import type { Deviations } from './deviations.js'
import { confidence, robustScaleInPlace } from './medians.js'
import type { PersistentParts } from './persistent-parts.js'

/** Variances [grade]: the noise, and the persistent parts with a fast part that agrees with the yearly changes. */
export interface VarianceComponents extends PersistentParts {
  readonly noiseConstant: Float64Array
  readonly noisePerPupil: Float64Array
}

const slowChange = 1 - variance.slowPersistence
const fastChange = 1 - variance.fastPersistence

export function fitNoise(cells: RatioCells, deviations: Deviations, parts: PersistentParts): VarianceComponents {
  const { grades } = cells
  const { slow } = parts
  const fast = Float64Array.from(parts.fast)
  const noiseConstant = new Float64Array(grades).fill(noise.constant)
  const noisePerPupil = new Float64Array(grades).fill(noise.perPupil)
  noiseConstant[0] = noise.entryConstant
  noisePerPupil[0] = noise.entryPerPupil

  const known = gradesWithRatios(cells)
  const change = halfSquaredChanges(cells, deviations, known)
  const perPupil = fitPerPupil(cells, deviations, parts, known, change)
  if (perPupil !== undefined) noisePerPupil.fill(perPupil, 1)
  for (const grade of known) {
    if (grade === 0) noisePerPupil[0] = fitEntryPerPupil(cells, deviations, parts, change)
    let [sum, weights, count] = [0, 0, 0]
    visitPairs(cells, grade, 1, (later, earlier) => {
      const weight = pairWeight(deviations, later, earlier)
      sum += weight * (change[later]! - noisePerPupil[grade]! * perHead(deviations, later, earlier))
      weights += weight
      count++
    })
    if (count === 0) continue
    const weight = confidence(count, noise.priorCells)
    const rest = sum / weights - slow[grade]! * slowChange
    if (rest < fast[grade]! * fastChange) fast[grade] = (weight * Math.max(rest, 0)) / fastChange + (1 - weight) * fast[grade]!
    noiseConstant[grade] = weight * Math.max(rest - fast[grade]! * fastChange, 0) + (1 - weight) * noiseConstant[grade]!
  }
  return { slow, fast, noiseConstant: noiseConstant.map((each) => Math.max(each, noise.constantLeast)), noisePerPupil }
}

/** Half the squared change from the year before [cell], clipped at some robust scales of its grade. */
function halfSquaredChanges(cells: RatioCells, { values, expected }: Deviations, known: readonly number[]): Float64Array {
  const change = new Float64Array(values.length)
  const sample = new Float64Array(cells.areas * cells.years)
  const rough = (later: number, earlier: number): number => Math.sqrt((roughVariance(expected[later]!) + roughVariance(expected[earlier]!)) / 2)
  for (const grade of known) {
    let count = 0
    visitPairs(cells, grade, 1, (later, earlier) => {
      sample[count++] = Math.abs(values[later]! - values[earlier]!) / rough(later, earlier)
    })
    const limit = variance.momentClip * Math.max(robustScaleInPlace(sample, count), variance.momentScaleLeast)
    visitPairs(cells, grade, 1, (later, earlier) => {
      change[later] = Math.min(Math.abs(values[later]! - values[earlier]!), limit * rough(later, earlier)) ** 2 / 2
    })
  }
  return change
}

/** Noise per pupil of all progression ratios together; undefined when no two years are known. */
function fitPerPupil(cells: RatioCells, deviations: Deviations, parts: PersistentParts, known: readonly number[], change: Float64Array): number | undefined {
  const equations = createNormalEquations(2)
  const terms = Float64Array.of(1, 0)
  let count = 0
  for (const grade of known) {
    if (grade === 0) continue
    const drift = yearlyDrift(parts, grade)
    visitPairs(cells, grade, 1, (later, earlier) => {
      terms[1] = perHead(deviations, later, earlier)
      addRow(equations, terms, change[later]! - drift, 1 / (noise.spreadConstant + noise.spreadPerPupil * terms[1]) ** 2)
      count++
    })
  }
  if (count === 0) return undefined
  const fitted = solveNonNegative(equations)[1]!
  const weight = confidence(count, noise.priorCells)
  return weight * Math.min(Math.max(fitted, noise.perPupilLeast), noise.perPupilMost) + (1 - weight) * noise.perPupil
}

function fitEntryPerPupil(cells: RatioCells, deviations: Deviations, parts: PersistentParts, change: Float64Array): number {
  const equations = createNormalEquations(2)
  const terms = Float64Array.of(1, 0)
  const drift = yearlyDrift(parts, 0)
  let count = 0
  visitPairs(cells, 0, 1, (later, earlier) => {
    terms[1] = perHead(deviations, later, earlier)
    addRow(equations, terms, change[later]! - drift, pairWeight(deviations, later, earlier))
    count++
  })
  if (count === 0) return noise.entryPerPupil
  const weight = confidence(count, noise.priorCells)
  return weight * Math.min(solveNonNegative(equations)[1]!, noise.entryPerPupilMost) + (1 - weight) * noise.entryPerPupil
}

/** What the persistent parts add to half a squared yearly change. */
function yearlyDrift({ slow, fast }: PersistentParts, grade: number): number {
  return slow[grade]! * slowChange + fast[grade]! * fastChange
}

function perHead({ expected }: Deviations, later: number, earlier: number): number {
  return (1 / expected[later]! + 1 / expected[earlier]!) / 2
}

function pairWeight({ expected }: Deviations, later: number, earlier: number): number {
  return 1 / (weightVariance(expected[later]!) * weightVariance(expected[earlier]!))
}
