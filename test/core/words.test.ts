// Numbers in sentences: commas from four digits on, in decimals too, and the singular for one.

import { planPlaces } from 'school-places'
import type { Tables } from 'school-places'
import { expect, test } from 'vitest'

import { counted, withCommas } from '../../src/core/words.js'

test.each([[999, '999'], [1000, '1,000'], [-23100, '−23,100'], [1_234_567.8901, '1,234,567.8901'], [0.12345, '0.12345'], [-0.5, '−0.5']])('%d is told as %s', (value, told) => {
  expect(withCommas(value)).toBe(told)
})

test.each([[0, '0 years'], [1, '1 year'], [1.5, '1.5 years'], [2, '2 years'], [1200, '1,200 years']])('%d of them are %s', (count, told) => {
  expect(counted(count, 'year')).toBe(told)
})

// One project and two, of few schools: every sentence of a plan is read for a plural after 1 and for four digits without a comma.
const tables = (projects: number): Tables => ({
  areas: [{ area: 'N' }],
  pupils: [2024, 2025].flatMap((year) => ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((grade) => ({ area: 'N', grade, year, pupils: 1400 }))),
  places: [{ area: 'N', stage: 'primary', sector: 'public', year: 2025, places: 8000 }],
  projects: Array.from({ length: projects }, (_, i) => ({ project: `school ${i}`, area: 'N', stage: i === 0 ? 'primary' : 'junior', sector: 'public' as const, kind: 'new' as const, opens: 2027 + i, places: 1080 })),
})

test.each([1, 2, 3])('the sentences of a plan with %d projects have one of a thing in the singular', (projects) => {
  const plan = planPlaces(tables(projects), { horizon: 4, draws: 200, seed: 1 })
  const told = plan.issues.flatMap(({ message, assumed }) => [message, assumed ?? '']).filter((text) => text !== '')
  expect(told.length).toBeGreaterThan(3)
  expect(told.filter((text) => /\b1 ([a-z]+ )?(projects|schools|years|rows|flows|days|places|pupils|forecasts)\b|\b1 [a-z ]+ (do|have|are|were|they)\b/.test(text))).toEqual([])
  if (projects === 1) expect(told.some((text) => text.includes('1 new school does not say how it fills'))).toBe(true)
})
