// Best linear unbiased prediction of every deviation from all deviations of its area (Henderson 1975, doi 10.2307/2529430):
// `λ = K⁻¹·x`, predicted = covariance with the future · λ, with K the covariance of the area's deviations x, noise included.
// How K is solved: sorted by grade and year, K without the area-wide part is a narrow band (a grade's years, and the cohort one grade on, are near),
// and the area-wide part V·Vᵀ has few columns, so by the identity of Woodbury K⁻¹ = T⁻¹ − T⁻¹V(I + VᵀT⁻¹V)⁻¹VᵀT⁻¹ costs a tenth of a full factor.

import { factorBand, solveLowerBand, solveUpperBand } from '../../numeric/cholesky.js'
import { gradesWithRatios } from './cells.js'
import type { RatioCells } from './cells.js'
import { ownNoise } from './covariance.js'
import type { CovarianceModel } from './covariance.js'
import type { Deviations } from './deviations.js'

export interface Prediction {
  /** Predicted deviation [area, grade, lead]. */
  readonly deviation: Float64Array
  /** What part of its own deviation a grade keeps in the first forecast year [area, grade]. */
  readonly ownWeight: Float64Array
}

/** Scratch space for one area, and the solution left in it. */
interface System {
  /** Valid cells of the area: how many, the grade and year of each, and the position of each (grade, year) or −1. */
  size: number
  readonly grade: Int32Array
  readonly year: Int32Array
  readonly at: Int32Array
  /** Standard deviation of the noise. */
  readonly noise: Float64Array
  readonly band: Float64Array
  /** Right-hand sides, a row a cell: the deviations, one indicator a grade, then V. The first 1 + grades hold the solutions. */
  readonly right: Float64Array
  readonly inner: Float64Array
  readonly innerRight: Float64Array
}

/** @param due pupils expected next year at the region's ratio [area, grade] */
export function predictDeviations(cells: RatioCells, { values, expected }: Deviations, model: CovarianceModel, due: Float64Array, horizon: number): Prediction {
  const { areas, grades, years, valid } = cells
  const known = gradesWithRatios(cells)
  const prediction = { deviation: new Float64Array(areas * grades * horizon), ownWeight: new Float64Array(areas * grades) }
  const most = grades * years
  const columns = 1 + grades + (model.areaWideFactor === undefined ? 0 : years)
  const system: System = {
    size: 0,
    grade: new Int32Array(most),
    year: new Int32Array(most),
    at: new Int32Array(most),
    noise: new Float64Array(most),
    band: new Float64Array(most * (years + 1)),
    right: new Float64Array(most * columns),
    inner: new Float64Array(years * years),
    innerRight: new Float64Array(years * (1 + grades)),
  }
  for (let area = 0; area < areas; area++) {
    const first = area * most
    system.size = 0
    for (let i = 0; i < most; i++) {
      system.at[i] = valid[first + i] === 1 ? system.size : -1
      if (valid[first + i] === 0) continue
      const grade = Math.floor(i / years)
      system.grade[system.size] = grade
      system.year[system.size] = i - grade * years
      system.noise[system.size] = Math.sqrt(ownNoise(model, grade, expected[first + i]!))
      system.right[system.size * columns] = values[first + i]!
      system.size++
    }
    if (system.size === 0) continue
    fillBand(system, model, years)
    fillIndicators(system, model, grades, years, columns)
    solveSystem(system, model, grades, years, columns)
    readPrediction(system, cells, model, known, columns, due, area, horizon, prediction)
  }
  return prediction
}

/** The covariance without the area-wide part. The farthest a cell looks back is its cohort a grade below: at most `years` cells. */
function fillBand({ size, grade, year, at, noise, band }: System, model: CovarianceModel, years: number): void {
  const step = years + 1
  band.fill(0, 0, size * step)
  for (let i = 0; i < size; i++) {
    const diagonal = i * step + years
    const [g, t] = [grade[i]!, year[i]!]
    band[diagonal] = model.own[g * years]! + noise[i]! ** 2
    for (let j = i - 1; j >= 0 && grade[j] === g; j--) band[diagonal - i + j] = model.own[g * years + t - year[j]!]!
    if (g === 0 || t === 0 || model.cohortReversal[g - 1] === 0) continue
    const cohort = at[(g - 1) * years + t - 1]!
    if (cohort >= 0) band[diagonal - i + cohort]! += model.cohortReversal[g - 1]! * noise[i]! * noise[cohort]!
  }
}

function fillIndicators({ size, grade, year, right }: System, { areaWideFactor }: CovarianceModel, grades: number, years: number, columns: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * columns + 1
    right.fill(0, row, row + columns - 1)
    right[row + grade[i]!] = 1
    if (areaWideFactor === undefined || grade[i] === 0) continue
    for (let k = 0; k <= year[i]!; k++) right[row + grades + k] = areaWideFactor[year[i]! * years + k]!
  }
}

/** Leaves K⁻¹ times the deviations and the indicators in the first 1 + grades columns. */
function solveSystem({ size, band, right, inner, innerRight }: System, { areaWideFactor }: CovarianceModel, grades: number, years: number, columns: number): void {
  const wanted = 1 + grades
  // Positive definite by construction: a covariance plus noise whose cohort correlations are at most 0.4.
  factorBand(band, size, years)
  solveLowerBand(band, size, years, right, columns, columns)
  if (areaWideFactor !== undefined) {
    // With L the factor of T: W = L⁻¹V and Y = L⁻¹R are at hand, and Y − W(I + WᵀW)⁻¹WᵀY is what L⁻ᵀ is still to be applied to.
    inner.fill(0)
    innerRight.fill(0)
    for (let i = 0; i < size; i++) {
      const row = i * columns
      for (let k = 0; k < years; k++) {
        const share = right[row + wanted + k]!
        if (share === 0) continue
        for (let j = 0; j <= k; j++) inner[k * years + years - 1 - k + j]! += share * right[row + wanted + j]!
        for (let c = 0; c < wanted; c++) innerRight[k * wanted + c]! += share * right[row + c]!
      }
    }
    for (let k = 0; k < years; k++) inner[k * years + years - 1]! += 1
    factorBand(inner, years, years - 1)
    solveLowerBand(inner, years, years - 1, innerRight, wanted, wanted)
    solveUpperBand(inner, years, years - 1, innerRight, wanted, wanted)
    for (let i = 0; i < size; i++) {
      const row = i * columns
      for (let k = 0; k < years; k++) {
        const share = right[row + wanted + k]!
        if (share === 0) continue
        for (let c = 0; c < wanted; c++) right[row + c]! -= share * innerRight[k * wanted + c]!
      }
    }
  }
  solveUpperBand(band, size, years, right, columns, wanted)
}

/** Prediction of a grade from one solved right-hand side. */
interface State {
  /** Slow and fast part at the origin: covariances with the future fade geometrically, so these two say all about every lead. */
  slow: number
  fast: number
  /** What the cohort that reaches the grade next year takes with it, in that year only. */
  cohort: number
}

function readPrediction(system: System, cells: RatioCells, model: CovarianceModel, known: readonly number[], columns: number, due: Float64Array, area: number, horizon: number, to: Prediction): void {
  const { grades, years } = cells
  const { slowPower, fastPower } = model
  const state: State = { slow: 0, fast: 0, cohort: 0 }
  for (const grade of known) {
    const row = area * grades + grade
    const nextNoise = Math.sqrt(ownNoise(model, grade, Math.max(due[row]!, 1)))
    readState(system, model, years, columns, 0, grade, nextNoise, state)
    for (let lead = 1; lead <= horizon; lead++) to.deviation[row * horizon + lead - 1] = slowPower[lead]! * state.slow + fastPower[lead]! * state.fast
    to.deviation[row * horizon]! += state.cohort
    // The same prediction, were all the grade's own deviations 1 and all others 0.
    readState(system, model, years, columns, 1 + grade, grade, nextNoise, state)
    to.ownWeight[row] = slowPower[1]! * state.slow + fastPower[1]! * state.fast + state.cohort
  }
}

function readState(system: System, model: CovarianceModel, years: number, columns: number, column: number, grade: number, nextNoise: number, state: State): void {
  const { size, at, noise, right } = system
  const { ownSlow, ownFast, slowPower, fastPower, areaWide: shared, cohortReversal } = model
  state.slow = 0
  state.fast = 0
  for (let i = 0; i < size; i++) {
    const together = grade > 0 && system.grade[i]! > 0
    const alone = system.grade[i] === grade
    if (!together && !alone) continue
    const ago = years - 1 - system.year[i]!
    const solved = right[i * columns + column]!
    state.slow += ((alone ? ownSlow[grade]! : 0) + (together ? shared.slow : 0)) * slowPower[ago]! * solved
    state.fast += ((alone ? ownFast[grade]! : 0) + (together ? shared.fast : 0)) * fastPower[ago]! * solved
  }
  const reaching = grade === 0 ? -1 : at[grade * years - 1]!
  state.cohort = reaching < 0 ? 0 : cohortReversal[grade - 1]! * noise[reaching]! * nextNoise * right[reaching * columns + column]!
}
