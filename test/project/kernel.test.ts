// The kernel on its bench and off it: the same bits, whatever terms there are, and whatever the noise does meanwhile.

import { projectCohorts } from 'school-places'
import type { CohortInput } from 'school-places'
import { expect, test } from 'vitest'

import { kernelLoop } from '../../wasm/kernel-loop.js'

const [areas, grades, years] = [3, 6, 8]
const strides = { areaStride: grades * years, gradeStride: years, yearStride: 1, drawStride: 0 } as const
const numbers = (length: number, of: (i: number) => number): Float64Array => Float64Array.from({ length }, (_, i) => of(i))

/** The definition, cell by cell. */
function oneByOne(input: CohortInput): Float64Array {
  const { draws, base, progression, entry, entryGrades, stay, added } = input
  const out = new Float64Array(areas * grades * (years + 1) * draws)
  const at = (a: number, g: number, t: number, d: number): number => ((a * grades + g) * (years + 1) + t) * draws + d
  const read = (source: CohortInput['base'] | undefined, a: number, g: number, t: number, d: number): number =>
    source === undefined ? 0 : source.values[a * source.areaStride + g * source.gradeStride + t * source.yearStride + d * source.drawStride]!
  for (let a = 0; a < areas; a++) {
    for (let t = 0; t <= years; t++) {
      for (let g = 0; g < grades; g++) {
        for (let d = 0; d < draws; d++) {
          if (t === 0) {
            out[at(a, g, 0, d)] = read(base, a, g, 0, d)
            continue
          }
          let sum = g === 0 ? 0 : read(progression, a, g, t - 1, d) * out[at(a, g - 1, t - 1, d)]!
          if (stay !== undefined) sum += read(stay, a, g, t - 1, d) * out[at(a, g, t - 1, d)]!
          if (entry !== undefined && entryGrades?.[g] !== 0) sum += read(entry, a, g, t - 1, d)
          if (added !== undefined) sum += read(added, a, g, t - 1, d)
          out[at(a, g, t, d)] = sum
        }
      }
    }
  }
  return out
}

function inputOf(draws: number, more: Partial<CohortInput> = {}): CohortInput {
  return {
    areas,
    grades,
    years,
    draws,
    base: { values: numbers(areas * grades, (i) => 100 + i / 7), areaStride: grades, gradeStride: 1, yearStride: 0, drawStride: 0 },
    progression: { values: numbers(areas * grades * years, (i) => 0.9 + (i % 13) / 61), ...strides },
    ...more,
  }
}

const terms: readonly ((draws: number) => Partial<CohortInput>)[] = [
  () => ({}),
  () => ({ entry: { values: numbers(areas * grades * years, (i) => i / 3), ...strides }, entryGrades: Uint8Array.of(1, 0, 0, 1, 0, 0) }),
  () => ({ stay: { values: numbers(areas * grades * years, (i) => (i % 5) / 40), ...strides }, added: { values: numbers(areas * grades * years, (i) => (i % 9) - 4), ...strides } }),
  (draws) => ({
    base: { values: numbers(areas * grades * draws, (i) => 100 + i / 7), areaStride: grades * draws, gradeStride: draws, yearStride: 0, drawStride: 1 },
    progression: { values: numbers(areas * grades * years * draws, (i) => 0.9 + (i % 17) / 71), areaStride: grades * years * draws, gradeStride: years * draws, yearStride: draws, drawStride: 1 },
  }),
]

// From 64 draws on years go to slabs; from 7,281 on there are too many for them.
test.each([1, 63, 64, 65, 100, 1_000, 7_280, 7_281])('gives the definition bit for bit with %i draws', (draws) => {
  for (const more of draws > 1_000 ? [terms[1]!] : terms) {
    const input = inputOf(draws, more(draws))
    // What was there before must not matter.
    const out = new Float64Array(areas * grades * (years + 1) * draws).fill(Number.NaN)
    projectCohorts(input, out)
    const expected = oneByOne(input)
    if (!out.every((value, i) => value === expected[i])) expect.fail(`draws ${draws}`)
  }
})

test('noise perturbs the row that the next grade and year go on from, in the order area, year, grade', () => {
  const draws = 70
  const seen: string[] = []
  const out = new Float64Array(areas * grades * (years + 1) * draws)
  projectCohorts(inputOf(draws), out, (row, offset, length, area, grade, year) => {
    seen.push(`${area} ${year} ${grade}`)
    for (let d = offset; d < offset + length; d++) row[d]! *= 1 + (d - offset + grade) / 1_000
  })
  const order = Array.from({ length: areas * years * grades }, (_, i) => `${Math.floor(i / grades / years)} ${Math.floor(i / grades) % years} ${i % grades}`)
  expect(seen).toEqual(order)
  // Grade 3 after two years, by hand: two ratios and two perturbations.
  const { base, progression } = inputOf(draws)
  const ratio = (grade: number, year: number): number => progression.values[grade * years + year]!
  expect(out[(3 * (years + 1) + 2) * draws + 10]).toBeCloseTo(base.values[1]! * ratio(2, 0) * (1 + 12 / 1_000) * ratio(3, 1) * (1 + 13 / 1_000), 10)
})

test('noise may itself project, and a projection that fails leaves the next one whole', () => {
  const draws = 80
  const input = inputOf(draws, terms[1]!(draws))
  const expected = oneByOne(input)
  const [outer, inner] = [new Float64Array(expected.length), new Float64Array(expected.length)]
  projectCohorts(input, outer, () => projectCohorts(input, inner))
  expect(outer).toEqual(expected)
  expect(inner).toEqual(expected)
  expect(() => projectCohorts(input, outer, () => expect.fail('stopped'))).toThrow()
  projectCohorts(input, inner)
  expect(inner).toEqual(expected)
})

test('terms may come together with draws of their own, in slabs and off them', () => {
  for (const draws of [20, 90]) {
    const each = { areaStride: grades * years * draws, gradeStride: years * draws, yearStride: draws, drawStride: 1 } as const
    const cells = areas * grades * years * draws
    const input = inputOf(draws, {
      progression: { values: numbers(areas * grades * years, (i) => (i % 4 === 0 ? 0 : 0.8 + (i % 7) / 30)), ...strides },
      stay: { values: numbers(cells, (i) => (i % 11) / 90), ...each },
      entry: { values: numbers(cells, (i) => 10 + (i % 19)), ...each },
      added: { values: numbers(cells, (i) => (i % 5) - 2), ...each },
    })
    const out = new Float64Array(areas * grades * (years + 1) * draws).fill(Number.NaN)
    projectCohorts(input, out)
    expect(out).toEqual(oneByOne(input))
  }
})

test('projections of one length after another, and of the same length again, do not disturb each other', () => {
  for (const draws of [100, 64, 100, 200, 64]) {
    const input = inputOf(draws, terms[2]!(draws))
    const out = new Float64Array(areas * grades * (years + 1) * draws)
    projectCohorts(input, out)
    expect(out).toEqual(oneByOne(input))
  }
})

test('the loop of the slabs is the bytes of its source', async () => {
  const { readFileSync } = await import('node:fs')
  expect(readFileSync(new URL('../../src/project/grade-slabs.ts', import.meta.url), 'utf8')).toContain(`'${Buffer.from(kernelLoop).toString('base64')}'`)
})
