// How regional ratios move: a variogram (half the mean squared difference by lag; Cressie 1993, Statistics for Spatial Data, 2.4) of the log ratios,
// fitted as `drift · lag ÷ 2 + one-year part + factor · sampling variance` with non-negative parts, all regions and grades together.

import { addRow, createNormalEquations, solveNonNegative } from '../../numeric/least-squares.js'
import type { RatioCells } from './cells.js'
import { regional } from './constants.js'
import { blendGeometric, confidence, robustScaleInPlace } from './medians.js'
import type { RegionalVariation } from './panel.js'

interface Differences {
  count: number
  /** Half squared differences, clipped; the lag, the sampling variance and the grade of each. */
  readonly half: Float64Array
  readonly lag: Uint8Array
  readonly sampling: Float64Array
  readonly grade: Int32Array
}

const startDrift = regional.drift ** 2
/** A level filter of this gain in its steady state has this ratio of one-year part to drift. */
const startOneYear = (startDrift * (1 - regional.gain)) / regional.gain ** 2

/** @param logRatios and @param sampling [region, grade, year], NaN where there is none */
export function fitRegionalVariation(cells: RatioCells, logRatios: Float64Array, sampling: Float64Array): RegionalVariation {
  const { grades, years, firstGrade } = cells
  const lags = Math.min(regional.lags, years - 1)
  const rows = logRatios.length * Math.max(lags, 0)
  const differences: Differences = { count: 0, half: new Float64Array(rows), lag: new Uint8Array(rows), sampling: new Float64Array(rows), grade: new Int32Array(rows) }
  const equations = createNormalEquations(3)
  for (let lag = 1; lag <= lags; lag++) addLag(cells, logRatios, sampling, lag, differences, equations)
  const gradeFactor = new Float64Array(grades).fill(1)
  if (differences.count === 0) return { drift: startDrift, oneYear: startOneYear, samplingFactor: 1, gradeFactor }

  const fitted = solveNonNegative(equations)
  const weight = confidence(differences.count, regional.priorCells)
  const least = regional.shareLeast * (fitted[0]! + fitted[1]!) + regional.partLeast
  const drift = blendGeometric(weight, Math.max(fitted[0]!, least), startDrift)
  const oneYear = blendGeometric(weight, Math.max(fitted[1]!, least), startOneYear)
  const samplingFactor = Math.min(blendGeometric(weight, Math.max(fitted[2]!, regional.samplingLeast), 1), regional.samplingMost)

  // Grades differ: those after a change of school move more. Each grade's factor is its mean misfit, pulled to 1.
  const sums = new Float64Array(grades)
  const counts = new Float64Array(grades)
  let total = 0
  for (let i = 0; i < differences.count; i++) {
    const misfit = differences.half[i]! / ((drift * differences.lag[i]!) / 2 + oneYear + samplingFactor * differences.sampling[i]!)
    sums[differences.grade[i]!]! += misfit
    counts[differences.grade[i]!]!++
    total += misfit
  }
  const typical = Math.max(total / differences.count, regional.partLeast)
  for (let grade = firstGrade; grade < grades; grade++) {
    gradeFactor[grade] = (sums[grade]! / typical + regional.gradePriorCells) / (counts[grade]! + regional.gradePriorCells)
  }
  return { drift, oneYear, samplingFactor, gradeFactor }
}

function addLag(cells: RatioCells, logRatios: Float64Array, sampling: Float64Array, lag: number, differences: Differences, equations: ReturnType<typeof createNormalEquations>): void {
  const { grades, years, firstGrade, regions } = cells
  const start = differences.count
  const absolute: number[] = []
  const relative: number[] = []
  for (let region = 0; region < regions.length; region++) {
    for (let grade = firstGrade; grade < grades; grade++) {
      const row = (region * grades + grade) * years
      for (let t = lag; t < years; t++) {
        const difference = Math.abs(logRatios[row + t]! - logRatios[row + t - lag]!)
        if (Number.isNaN(difference)) continue
        const noise = (sampling[row + t]! + sampling[row + t - lag]!) / 2
        const i = differences.count++
        differences.lag[i] = lag
        differences.grade[i] = grade
        differences.sampling[i] = noise
        absolute.push(difference)
        relative.push(Math.sqrt(2 * ((startDrift * lag) / 2 + startOneYear + noise)))
      }
    }
  }
  if (absolute.length === 0) return
  const scale = robustScaleInPlace(Float64Array.from(absolute, (each, i) => each / relative[i]!), absolute.length)
  const terms = new Float64Array(3)
  for (let i = 0; i < absolute.length; i++) {
    const half = Math.min(absolute[i]!, regional.variogramCap * scale * relative[i]!) ** 2 / 2
    // The variance of a squared difference goes with its square; differences over long lags overlap.
    const spread = (relative[i]! ** 2 / 2) * Math.max(scale ** 2, regional.spreadLeast)
    differences.half[start + i] = half
    terms[0] = lag / 2
    terms[1] = 1
    terms[2] = differences.sampling[start + i]!
    addRow(equations, terms, half, 1 / spread ** 2 / lag ** 2)
  }
}
