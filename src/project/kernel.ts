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
 * @param noise called once per projected row after it is computed, in the order area, year, grade; the row need not be in `out` yet
 * @param bench rows to work on before they are written to `out`, such as those of the noise; the kernel's own when left out
 * Cost: O(areas × grades × years × draws), one pass per term; nothing is allocated.
 */
export function projectCohorts(input: CohortInput, out: Float64Array, noise?: RowNoise, bench?: CohortBench): void {
  const own = bench === undefined ? takeBench(input.grades, input.draws) : undefined
  try {
    for (let area = 0; area < input.areas; area++) projectArea(input, out, area, noise, bench ?? own)
  } finally {
    if (own !== undefined) own.taken = false
  }
}

function projectArea(input: CohortInput, out: Float64Array, area: number, noise: RowNoise | undefined, bench: CohortBench | undefined): void {
  const { grades, years, draws, base, progression, entry, entryGrades, stay, added } = input
  const gradeStep = (years + 1) * draws
  for (let grade = 0; grade < grades; grade++) {
    const to = (area * grades + grade) * gradeStep
    const from = area * base.areaStride + grade * base.gradeStride
    if (base.drawStride === 0) out.fill(base.values[from]!, to, to + draws)
    else for (let d = 0; d < draws; d++) out[to + d] = base.values[from + d]!
    bench?.rows[grade]!.set(out.subarray(to, to + draws))
  }
  for (let year = 0; year < years; year++) {
    for (let grade = 0; grade < grades; grade++) {
      const row = (area * grades + grade) * gradeStep + (year + 1) * draws
      // On the bench a cohort keeps its row while it moves up; that of the grade that left goes to the first.
      const slot = (((grade - year - 1) % grades) + grades) % grades
      const target = bench === undefined ? out : bench.rows[slot]!
      const at = bench === undefined ? row : 0
      const enters = entry !== undefined && (entryGrades === undefined || entryGrades[grade] === 1)
      const ratio = offset(progression, area, grade, year)
      const entering = enters ? offset(entry, area, grade, year) : 0
      // Where nobody moves up, those who enter are the row, and need not be added to it.
      const isNew = grade === 0 || (progression.drawStride === 0 && progression.values[ratio] === 0)
      const areAll = isNew && enters && entry.drawStride === 0
      if (isNew) target.fill(areAll ? entry.values[entering]! : 0, at, at + draws)
      else if (bench === undefined) multiplyRow(out, row, out, row - gradeStep - draws, draws, progression, ratio)
      else if (progression.drawStride === 0) {
        const isAll = stay === undefined && added === undefined && !enters
        if (isAll && noise !== undefined && bench.scaleLater !== undefined) bench.scaleLater(slot, progression.values[ratio]!)
        else bench.scale(slot, progression.values[ratio]!)
      } else multiplyRow(target, 0, target, 0, draws, progression, ratio)
      if (stay !== undefined) addProduct(target, at, out, row - draws, draws, stay, offset(stay, area, grade, year))
      if (enters && !areAll) addRow(target, at, draws, entry, entering)
      if (added !== undefined) addRow(target, at, draws, added, offset(added, area, grade, year))
      if (noise !== undefined) noise(target, at, draws, area, grade, year)
      if (bench !== undefined) out.set(target, row)
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

function addProduct(out: Float64Array, to: number, from: Float64Array, start: number, draws: number, ratio: Strided, at: number): void {
  for (let d = 0; d < draws; d++) out[to + d]! += ratio.values[at + d * ratio.drawStride]! * from[start + d]!
}

function addRow(out: Float64Array, to: number, draws: number, source: Strided, at: number): void {
  for (let d = 0; d < draws; d++) out[to + d]! += source.values[at + d * source.drawStride]!
}

/** A place where the rows of one area stay in the fastest memory while its cohorts move up, and are multiplied two numbers at a time. */
export interface CohortBench {
  /** One for each grade, as long as the draws. */
  readonly rows: readonly Float64Array[]
  scale(row: number, factor: number): void
  /** As `scale`, but the noise, which is called for this row next, may do it together with its own factors. */
  scaleLater?(row: number, factor: number): void
}

interface OwnBench extends CohortBench {
  readonly grades: number
  readonly draws: number
  taken: boolean
}

/** Below this many draws a row is done before it is on the bench; above so many numbers they do not stay in the fastest memory. */
const [fewDraws, manyNumbers] = [64, 131_072]

/** The loop of wasm/kernel-loop.ts, assembled: a row of numbers of 64 bits times a factor. */
const loopCode =
  'AGFzbQEAAAABBwFgA39/fAACEAEEcm93cwZtZW1vcnkCAAEDAgEABwkBBXNjYWxlAAAKYgFgAQF7IAL9FCEDA0AgACAA/QAAACAD/fIB/QsAACAAIAD9AAAQIAP98gH9CwAQIAAgAP0AACAgA/3yAf0LACAgACAA/QAAMCAD/fIB/QsAMCAAQcAAaiEAIAAgAUkNAAsL'

interface Engine {
  readonly Module: new (code: Uint8Array) => object
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

let loop: { readonly buffer: ArrayBuffer; scale(at: number, end: number, factor: number): void } | 'refused' | undefined
let made: OwnBench | undefined

/** The bench, unless rows are short or many, another projection is at it, or the engine has none; `out` alone does as well, with the same bits. */
function takeBench(grades: number, draws: number): OwnBench | undefined {
  const length = Math.ceil(draws / 8) * 8
  if (draws < fewDraws || grades * length > manyNumbers || made?.taken === true) return undefined
  const { buffer, scale } = (loop ??= openLoop()) === 'refused' ? { buffer: undefined, scale: undefined } : loop
  if (buffer === undefined) return undefined
  if (made?.grades !== grades || made.draws !== draws) {
    const rows = Array.from({ length: grades }, (_, grade) => new Float64Array(buffer, grade * length * 8, draws))
    made = { rows, grades, draws, scale: (row, factor) => scale(row * length * 8, (row + 1) * length * 8, factor), taken: true }
  }
  made.taken = true
  return made
}

function openLoop(): Exclude<typeof loop, undefined> {
  try {
    const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly
    const memory = new Memory({ initial: (manyNumbers * 8) / 65_536 })
    const module = new Module(Uint8Array.from(atob(loopCode), (letter) => letter.charCodeAt(0)))
    const { scale } = new Instance(module, { rows: { memory } }).exports as { scale(at: number, end: number, factor: number): void }
    return { buffer: memory.buffer, scale }
  } catch {
    // No WebAssembly, none of its vectors, or a page whose rules forbid code made at run time.
    return 'refused'
  }
}
