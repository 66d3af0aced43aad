// The yearly ratios that are evidence: pupils of a grade over pupils of the grade below a year before, or entrants over births.
// A grade that closes, opens or is filled from elsewhere has counts whose quotient is no progression; those are left out and named.

import { evidence } from './constants.js'
import type { GuardedCell, RatioPanel } from './panel.js'

/** Ratios of the window of the last years; arrays are [area, grade, year of the window], the ratio of a year being the one *into* it. */
export interface RatioCells {
  readonly areas: number
  readonly grades: number
  /** Years of the window. */
  readonly years: number
  /** Position in the panel of the window's first year. */
  readonly firstYear: number
  /** First grade that has ratios: 0 with births, 1 without. */
  readonly firstGrade: 0 | 1
  readonly regionOf: Int32Array
  /** Areas of each region. */
  readonly regions: readonly Int32Array[]
  /** 1 where the ratio is evidence. */
  readonly valid: Uint8Array
  /** 0 and 1 where it is not. */
  readonly numerator: Float64Array
  readonly denominator: Float64Array
}

/** Births of the entering cohorts, later unknown ones held at the last known. */
export interface CohortBase {
  /** [area, year + horizon]. */
  readonly births: Float64Array
  /** 1 for areas whose births are positive in every future year: the others are forecast without births. */
  readonly usable: Uint8Array
}

export function holdCohorts(panel: RatioPanel): CohortBase | undefined {
  const { areas, years, horizon } = panel
  if (panel.cohorts === undefined) return undefined
  const births = Float64Array.from(panel.cohorts)
  const usable = new Uint8Array(areas).fill(1)
  const step = years + horizon
  for (let area = 0; area < areas; area++) {
    for (let t = years; t < step; t++) {
      const at = area * step + t
      if (!Number.isFinite(births[at]!)) births[at] = births[at - 1]!
      if (!(Number.isFinite(births[at]!) && births[at]! > 0)) usable[area] = 0
    }
  }
  return { births, usable }
}

/** Collects the ratios of the window. `guarded` receives the counts that were left out by a rule. */
export function readCells(panel: RatioPanel, regionCount: number, base: CohortBase | undefined, guarded: GuardedCell[]): RatioCells {
  const { areas, grades, pupils } = panel
  const years = Math.min(panel.years, evidence.years + 1)
  const firstYear = panel.years - years
  const valid = new Uint8Array(areas * grades * years)
  const numerator = new Float64Array(valid.length)
  const denominator = new Float64Array(valid.length).fill(1)
  const take = (cell: number, above: number, below: number): void => {
    valid[cell] = 1
    numerator[cell] = above
    denominator[cell] = below
  }

  for (let area = 0; area < areas; area++) {
    for (let t = 0; t < years; t++) {
      if (base === undefined) break
      const above = pupils[area * grades * panel.years + firstYear + t]!
      const below = base.births[area * (panel.years + panel.horizon) + firstYear + t]!
      if (isCount(above) && isCount(below) && above > 0 && below > 0) take(area * grades * years + t, above, below)
    }
    for (let grade = 1; grade < grades; grade++) {
      const row = (area * grades + grade) * panel.years
      const everOffered = hasPupils(pupils, row, panel.years)
      for (let t = 1; t < years; t++) {
        const year = firstYear + t
        const above = pupils[row + year]!
        const below = pupils[row - panel.years + year - 1]!
        if (!isCount(above) || !isCount(below) || below <= 0) continue
        if (above === 0 && below >= evidence.structuralZero) {
          // A grade the area never had is no news.
          if (everOffered) guarded.push({ area, grade, reason: 'closing', year })
        } else if (isNoRatio(above, below)) guarded.push({ area, grade, reason: 'not-a-ratio', year })
        else take((area * grades + grade) * years + t, above, below)
      }
    }
  }
  const regions: number[][] = Array.from({ length: regionCount }, () => [])
  for (let area = 0; area < areas; area++) regions[panel.regions[area]!]!.push(area)
  return { areas, grades, years, firstYear, firstGrade: base === undefined ? 1 : 0, regionOf: panel.regions, regions: regions.map((each) => Int32Array.from(each)), valid, numerator, denominator }
}

/** Visits the valid ratios of a grade. */
export function visitCells(cells: RatioCells, grade: number, visit: (cell: number, area: number, t: number) => void): void {
  const { areas, grades, years, valid } = cells
  for (let area = 0; area < areas; area++) {
    const row = (area * grades + grade) * years
    for (let t = 0; t < years; t++) if (valid[row + t] === 1) visit(row + t, area, t)
  }
}

/** Visits the pairs of valid ratios of a grade that lie `lag` years apart. */
export function visitPairs(cells: RatioCells, grade: number, lag: number, visit: (later: number, earlier: number) => void): void {
  const { areas, grades, years, valid } = cells
  for (let area = 0; area < areas; area++) {
    const row = (area * grades + grade) * years
    for (let cell = row + lag; cell < row + years; cell++) if (valid[cell] === 1 && valid[cell - lag] === 1) visit(cell, cell - lag)
  }
}

/** Grades with any valid ratio, in order. */
export function gradesWithRatios(cells: RatioCells): number[] {
  const found: number[] = []
  for (let grade = cells.firstGrade; grade < cells.grades; grade++) {
    let any = false
    visitCells(cells, grade, () => {
      any = true
    })
    if (any) found.push(grade)
  }
  return found
}

/** Whether a grade has so many more pupils than the one below had that they came from elsewhere. */
export function isNoRatio(above: number, below: number): boolean {
  return above >= evidence.largestRatioPupils && above > evidence.largestRatio * below
}

/** Variance of a relative ratio, for weights: what remains of the noise in a large grade, and heads in a small one. */
export function weightVariance(pupils: number): number {
  return evidence.weightConstant + evidence.weightPerPupil / pupils
}

function isCount(value: number): boolean {
  return Number.isFinite(value)
}

function hasPupils(pupils: Float64Array, row: number, years: number): boolean {
  for (let t = 0; t < years; t++) if (pupils[row + t]! > 0) return true
  return false
}
