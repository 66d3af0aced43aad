// Pupils without a place alone: the bits of a whole balance, whichever side has draws.

import fc from 'fast-check'
import { balancePlaces, createAxis, createCube, createLadder, unmetByStage } from 'school-places'
import type { Projection, Supply } from 'school-places'
import { expect, test } from 'vitest'

const ladder = createLadder('three', 6, [
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] },
  { id: 'junior', en: 'Junior', zh: '初中', grades: ['J1'] },
  { id: 'senior', en: 'Senior', zh: '高中', grades: ['S1'] },
])
const common = { origin: 2021, horizon: 2, issues: [], provenance: { library: 'school-places' as const, version: '0', verb: 'test', options: {} } }
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

function sides(numbers: () => number, pupilDraws: number, placeDraws: number, grades: readonly string[]): { projection: Projection; supply: Supply } {
  const axes = { area: createAxis(['North', 'South', 'East']), year: createAxis([2021, 2022, 2023]) }
  const [all, sectors] = [ladder.grades.map((grade) => grade.id), ['public', 'private', 'purchased']]
  const values = (length: number, spread: number): Float64Array => Float64Array.from({ length }, () => numbers() * spread)
  const pupils = createCube(['area', 'grade', 'year', 'draw'], { ...axes, grade: createAxis(all), draw: createAxis(range(pupilDraws)) }, 'pupils', values(9 * all.length * pupilDraws, 300))
  const places = createCube(['area', 'grade', 'sector', 'year', 'draw'], { ...axes, grade: createAxis(grades), sector: createAxis(sectors), draw: createAxis(range(placeDraws)) }, 'places', values(27 * grades.length * placeDraws, 100))
  return { projection: { ladder, pupils, ...common }, supply: { places, additions: [], ...common } }
}

test('the numbers are those of the whole balance, bit for bit', () => {
  const draws = fc.constantFrom([1, 1], [5, 1], [1, 5], [5, 5])
  const grades = fc.constantFrom(['P1', 'P2', 'J1', 'S1'], ['P1', 'P2', 'J1'], ['S1', 'P1', 'P2'])
  let short = 0
  fc.assert(
    fc.property(draws, grades, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ([pupils, places], known, stream) => {
      const { projection, supply } = sides(() => stream.next().value as number, pupils!, places!, known)
      const [found, expected] = [unmetByStage(projection, supply), balancePlaces(projection, supply).stages.unmet]
      expect(found).toEqual(expected)
      const room = new Float64Array(found.values.length + 1).fill(Number.NaN)
      const again = unmetByStage(projection, supply, room)
      expect([...again.values]).toEqual([...expected.values])
      expect((again.values as Float64Array).buffer).toBe(room.buffer)
      const exact = new Float64Array(found.values.length)
      expect((unmetByStage(projection, supply, exact).values as Float64Array).buffer).toBe(exact.buffer)
      expect(unmetByStage(projection, supply, new Float64Array(found.values.length - 1))).toEqual(expected)
      for (const value of found.values) short += Number(value > 0)
    }),
    { seed: 20_210_901, numRuns: 60 },
  )
  expect(short).toBeGreaterThan(1_000)
})

test('areas or years that differ, and draws that cannot pair up, are refused as in a balance', () => {
  let next = 0
  const { projection, supply } = sides(() => (next++ % 10) / 10, 5, 1, ['P1'])
  const code = expect.objectContaining({ code: 'label-mismatch' })
  const other = { ...supply, places: { ...supply.places, axes: { ...supply.places.axes, area: createAxis(['North', 'South', 'West']) } } }
  expect(() => unmetByStage(projection, other)).toThrow(code)
  expect(() => unmetByStage(projection, { ...supply, places: { ...supply.places, axes: { ...supply.places.axes, year: createAxis([2021, 2022, 2024]) } } })).toThrow(code)
  expect(() => unmetByStage(projection, sides(() => 1, 5, 4, ['P1']).supply)).toThrow(code)
})

test.each([[1, 1], [5, 1], [5, 5]])('pupils that are no number are refused, not taken as none without a place (%i draws, %i of places)', (pupils, places) => {
  const { projection, supply } = sides(() => 0.5, pupils, places, ['P1'])
  ;(projection.pupils.values as Float64Array)[0] = Number.NaN
  expect(() => unmetByStage(projection, supply)).toThrow(expect.objectContaining({ code: 'not-finite' }))
})
