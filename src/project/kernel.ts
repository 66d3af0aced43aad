// The kernel: moves every cohort up one grade per year, for one future or a thousand. A point forecast is this with one draw.
// It knows arrays, indices and strides only: no labels, no options, no randomness, no allocation, no imports.
// Oracle: with constant ratios, n years equal the n-th power of the projection matrix (test/reference/matrix-power.test.ts).

/**
 * Numbers addressed by strides: the number for (area, grade, year, draw) is
 * `values[area·areaStride + grade·gradeStride + year·yearStride + draw·drawStride]`, year counted from the first projected year.
 * A stride of 0 repeats the number along that dimension; `drawStride` must be 0 or 1.
 */
export interface Strided {
  readonly values: { readonly [index: number]: number; readonly length: number }
  readonly areaStride: number
  readonly gradeStride: number
  readonly yearStride: number
  readonly drawStride: 0 | 1
}

export interface CohortInput {
  readonly areas: number
  readonly grades: number
  /** Projected years; the result has one more, its first being the base. */
  readonly years: number
  readonly draws: number
  /** Pupils in the base year; `yearStride` is not used. Unit: pupils. */
  readonly base: Strided
  /** Pupils in a grade per pupil in the grade below a year before. Unit: ratio. Never read for the first grade. */
  readonly progression: Strided
  /** Pupils who enter a grade from outside the ladder below. Unit: pupils. Read for the grades marked in `entryGrades` only. */
  readonly entry?: Strided
  /** 1 for grades that take entrants, by position. */
  readonly entryGrades?: Uint8Array
  /** Pupils who repeat a grade, per pupil in it a year before. Unit: ratio. */
  readonly stay?: Strided
  /** Pupils added, such as those of new dwellings, net of any who leave. Unit: pupils. */
  readonly added?: Strided
}

/** Perturbs one row of draws in place: `row[offset … offset + length)` are the draws of one area, grade and year. */
export type RowNoise = (row: Float64Array, offset: number, length: number, area: number, grade: number, year: number) => void

/**
 * Projects all cohorts: `out[a,g,t,d] = progression·out[a,g−1,t−1,d] + stay·out[a,g,t−1,d] + entry + added`.
 *
 * @param input arrays and strides as described at each field; units are pupils and ratios per head
 * @param out length areas × grades × (years + 1) × draws, in that order, draws contiguous; written completely
 * @param noise called once per projected row after it is computed, in the order area, year, grade
 * Cost: O(areas × grades × years × draws), one pass per term; nothing is allocated.
 */
export function projectCohorts(input: CohortInput, out: Float64Array, noise?: RowNoise): void {
  const { areas, grades, years, draws, base, progression, entry, entryGrades, stay, added } = input
  const gradeStep = (years + 1) * draws
  for (let area = 0; area < areas; area++) {
    for (let grade = 0; grade < grades; grade++) {
      const to = (area * grades + grade) * gradeStep
      const from = area * base.areaStride + grade * base.gradeStride
      for (let d = 0; d < draws; d++) out[to + d] = base.values[from + d * base.drawStride]!
    }
    for (let year = 0; year < years; year++) {
      for (let grade = 0; grade < grades; grade++) {
        const row = (area * grades + grade) * gradeStep + (year + 1) * draws
        if (grade > 0) {
          multiplyRow(out, row, out, row - gradeStep - draws, draws, progression, offset(progression, area, grade, year))
        } else {
          out.fill(0, row, row + draws)
        }
        if (stay !== undefined) addProduct(out, row, row - draws, draws, stay, offset(stay, area, grade, year))
        if (entry !== undefined && (entryGrades === undefined || entryGrades[grade] === 1)) addRow(out, row, draws, entry, offset(entry, area, grade, year))
        if (added !== undefined) addRow(out, row, draws, added, offset(added, area, grade, year))
        if (noise !== undefined) noise(out, row, draws, area, grade, year)
      }
    }
  }
}

function offset(source: Strided, area: number, grade: number, year: number): number {
  return area * source.areaStride + grade * source.gradeStride + year * source.yearStride
}

// Three loops, each in its two forms (one ratio for all draws, one ratio a draw): written out because this is where the time goes.

function multiplyRow(out: Float64Array, to: number, from: Float64Array, start: number, draws: number, ratio: Strided, at: number): void {
  const values = ratio.values
  if (ratio.drawStride === 0) {
    const constant = values[at]!
    for (let d = 0; d < draws; d++) out[to + d] = constant * from[start + d]!
  } else {
    for (let d = 0; d < draws; d++) out[to + d] = values[at + d]! * from[start + d]!
  }
}

function addProduct(out: Float64Array, to: number, start: number, draws: number, ratio: Strided, at: number): void {
  for (let d = 0; d < draws; d++) out[to + d]! += ratio.values[at + d * ratio.drawStride]! * out[start + d]!
}

function addRow(out: Float64Array, to: number, draws: number, source: Strided, at: number): void {
  for (let d = 0; d < draws; d++) out[to + d]! += source.values[at + d * source.drawStride]!
}
