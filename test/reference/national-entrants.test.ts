// Births → entrants: the cohort rule against the primary entrants that China's education ministry published.
// Source: live births, NBS, 2011–2019 as revised after the 2020 census; entrants, MOE yearly bulletins 2021–2025 (万).
// The same by hand for 2021: ⅓ × 1897 + ⅔ × 1654 = 1735.0; 1782.58 ÷ 1735.0 = 1.027.

import { parseInputs } from 'school-places'
import { expect, test } from 'vitest'

import { chinaBirthRows, chinaBirths } from '../../examples/data/china-births'
import { findCohortSource } from '../../src/estimate/cohorts.js'

const source = findCohortSource(parseInputs({ areas: [{ area: 'china' }], facts: chinaBirths, births: chinaBirthRows }), 'china')!
const published: readonly (readonly [year: number, entrants: number, ratio: number])[] = [
  [2021, 1782.58, 1.027],
  [2022, 1701.39, 0.942],
  [2023, 1877.88, 1.041],
  [2024, 1616.63, 1.008],
  [2025, 1461.7, 0.985],
]
const forecast = (year: number): number => source.cohort(6, year) / 1e4

test.each(published)('entrants of %i are %f of ten thousand, %f of the cohort', (year, entrants, ratio) => {
  expect(entrants / forecast(year)).toBeCloseTo(ratio, 3)
})

test('over the five years the cohorts and the entrants agree to 1.0007', () => {
  const sum = (of: (row: (typeof published)[number]) => number): number => published.reduce((total, row) => total + of(row), 0)
  expect(sum(([, entrants]) => entrants) / sum(([year]) => forecast(year))).toBeCloseTo(1.0007, 4)
})

test('forward, the rule gives 1,288 in 2026 down to 846 in 2031', () => {
  expect([2026, 2027, 2028, 2029, 2030, 2031].map((year) => Math.round(forecast(year)))).toEqual([1288, 1108, 991, 920, 937, 846])
})
