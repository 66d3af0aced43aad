// The kernel: moves every cohort up one grade per year, for one future or a thousand. A point forecast is this with one draw.
// It knows arrays, indices and strides only: no labels, no options, no randomness, no allocation.
// Oracle: with constant ratios, n years equal the n-th power of the projection matrix (test/reference/matrix-power.test.ts).

import { takeSlabs } from './grade-slabs.js'
import type { GradeSlabs } from './grade-slabs.js'

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

/** A place where the rows of one area stay in the fastest memory while its cohorts move up. */
export interface CohortBench {
  /** One for each grade, as long as the draws. */
  readonly rows: readonly Float64Array[]
  scale(row: number, factor: number): void
  /** As `scale`, but the noise, which is called for this row next, may do it together with its own factors. */
  scaleLater?(row: number, factor: number): void
}

/**
 * Projects all cohorts: `out[a,g,t,d] = progression·out[a,g−1,t−1,d] + stay·out[a,g,t−1,d] + entry + added`.
 *
 * @param input arrays and strides as described at each field; units are pupils and ratios per head
 * @param out length areas × grades × (years + 1) × draws, in that order, draws contiguous; written completely
 * @param noise called once per projected row after it is computed, in the order area, year, grade; the row need not be in `out` yet
 * @param bench of the noise: rows to work on before they are written to `out`
 * Cost: O(areas × grades × years × draws), one pass per term; nothing is allocated.
 */
export function projectCohorts(input: CohortInput, out: Float64Array, noise?: RowNoise, bench?: CohortBench): void {
  const slabs = noise === undefined ? takeSlabs(input.years, input.draws) : undefined
  for (let area = 0; area < input.areas; area++) {
    if (slabs === undefined) projectByYear(input, out, area, noise, bench)
    else projectByGrade(input, out, area, slabs)
  }
}

/** Year after year and, within a year, grade after grade: the order of the noise. */
function projectByYear(input: CohortInput, out: Float64Array, area: number, noise: RowNoise | undefined, bench: CohortBench | undefined): void {
  const { grades, years, draws, progression, stay, added } = input
  const gradeStep = (years + 1) * draws
  for (let grade = 0; grade < grades; grade++) {
    const to = (area * grades + grade) * gradeStep
    putBase(input, out, to, area, grade)
    bench?.rows[grade]!.set(out.subarray(to, to + draws))
  }
  for (let year = 0; year < years; year++) {
    // On the bench a cohort keeps its row while it moves up; that of the grade that left goes to the first.
    let slot = (grades - ((year + 1) % grades)) % grades
    for (let grade = 0; grade < grades; grade++) {
      const row = (area * grades + grade) * gradeStep + (year + 1) * draws
      const target = bench === undefined ? out : bench.rows[slot]!
      const at = bench === undefined ? row : 0
      if (startNew(input, target, at, area, grade, year)) {
        // Nobody moves up.
      } else if (bench === undefined) multiplyRow(out, row, out, row - gradeStep - draws, draws, progression, offset(progression, area, grade, year))
      else if (progression.drawStride === 0) {
        const ratio = progression.values[offset(progression, area, grade, year)]!
        const isAll = stay === undefined && added === undefined && !takesEntrants(input, grade)
        if (isAll && noise !== undefined && bench.scaleLater !== undefined) bench.scaleLater(slot, ratio)
        else bench.scale(slot, ratio)
      } else multiplyRow(target, 0, target, 0, draws, progression, offset(progression, area, grade, year))
      addOthers(input, target, at, out, row - draws, area, grade, year)
      if (noise !== undefined) noise(target, at, draws, area, grade, year)
      if (bench !== undefined) out.set(target, row)
      slot = slot + 1 === grades ? 0 : slot + 1
    }
  }
}

/** Grade after grade, all years of one at a time: a row is written once, and all rows of a grade are written to `out` together. */
function projectByGrade(input: CohortInput, out: Float64Array, area: number, { slabs, scaleTo }: GradeSlabs): void {
  const { grades, years, draws, progression } = input
  for (let grade = 0; grade < grades; grade++) {
    const own = grade % 2
    const [slab, below] = [slabs[own]!, slabs[1 - own]!]
    putBase(input, slab, 0, area, grade)
    for (let year = 0; year < years; year++) {
      const before = year * draws
      const at = before + draws
      const ratio = offset(progression, area, grade, year)
      if (startNew(input, slab, at, area, grade, year)) {
        // Nobody moves up.
      } else if (progression.drawStride === 0) scaleTo(own, at, before, draws, progression.values[ratio]!)
      else multiplyRow(slab, at, below, before, draws, progression, ratio)
      addOthers(input, slab, at, slab, before, area, grade, year)
    }
    out.set(slab, (area * grades + grade) * (years + 1) * draws)
  }
}

function putBase({ draws, base }: CohortInput, target: Float64Array, at: number, area: number, grade: number): void {
  const from = area * base.areaStride + grade * base.gradeStride
  if (base.drawStride === 0) target.fill(base.values[from]!, at, at + draws)
  else for (let d = 0; d < draws; d++) target[at + d] = base.values[from + d]!
}

/** Fills a row where nobody moves up, with those who enter if they are as many in every draw; returns whether it did. */
function startNew(input: CohortInput, target: Float64Array, at: number, area: number, grade: number, year: number): boolean {
  if (!isNew(input, area, grade, year)) return false
  const { entry, draws } = input
  const areAll = takesEntrants(input, grade) && entry!.drawStride === 0
  target.fill(areAll ? entry!.values[offset(entry!, area, grade, year)]! : 0, at, at + draws)
  return true
}

/** Adds those who stay, those who enter unless the row began with them, and those who come besides. */
function addOthers(input: CohortInput, target: Float64Array, at: number, earlier: Float64Array, before: number, area: number, grade: number, year: number): void {
  const { stay, entry, added, draws } = input
  if (stay !== undefined) addProduct(target, at, earlier, before, draws, stay, offset(stay, area, grade, year))
  if (takesEntrants(input, grade) && (entry!.drawStride === 1 || !isNew(input, area, grade, year))) addRow(target, at, draws, entry!, offset(entry!, area, grade, year))
  if (added !== undefined) addRow(target, at, draws, added, offset(added, area, grade, year))
}

function isNew({ progression }: CohortInput, area: number, grade: number, year: number): boolean {
  return grade === 0 || (progression.drawStride === 0 && progression.values[offset(progression, area, grade, year)] === 0)
}

function takesEntrants({ entry, entryGrades }: CohortInput, grade: number): boolean {
  return entry !== undefined && (entryGrades === undefined || entryGrades[grade] === 1)
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

function addProduct(out: Float64Array, to: number, from: Float64Array, start: number, draws: number, ratio: Strided, at: number): void {
  for (let d = 0; d < draws; d++) out[to + d]! += ratio.values[at + d * ratio.drawStride]! * from[start + d]!
}

function addRow(out: Float64Array, to: number, draws: number, source: Strided, at: number): void {
  for (let d = 0; d < draws; d++) out[to + d]! += source.values[at + d * source.drawStride]!
}
