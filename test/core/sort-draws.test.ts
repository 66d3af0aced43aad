import fc from 'fast-check'
import { createStream } from 'school-places'
import { expect, test } from 'vitest'

import { createSortRoom, sortDraws } from '../../src/core/sort-draws.js'

const special = fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324)
const number = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6 }) }, { weight: 1, arbitrary: special })

test('gives what the general sort gives, whatever the numbers', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 400 }), fc.integer({ min: 0, max: 3 }), (values, spread) => {
      const row = Float64Array.from(values, (value) => (spread === 0 ? value : spread === 1 ? Math.round(value / 1e5) : spread === 2 ? Math.abs(value) ** 3 : Math.sign(value)))
      const expected = row.slice().sort()
      sortDraws(row, createSortRoom(row.length))
      expect(Array.from(row)).toEqual(Array.from(expected))
    }),
    { seed: 20_210_901, numRuns: 400 },
  )
})

test('sorts bells, heavy tails and ties of a thousand draws, in the same room again and again', () => {
  const stream = createStream(4, 'sort')
  const room = createSortRoom(1_000)
  const shapes = [() => stream.normal(), () => stream.normal() / Math.abs(stream.normal()), () => Math.floor(5 * stream.uniform()), () => 7, () => Math.exp(20 * stream.uniform())]
  for (const shape of shapes) {
    const row = Float64Array.from({ length: 1_000 }, shape)
    const expected = row.slice().sort()
    sortDraws(row, room)
    expect(Array.from(row)).toEqual(Array.from(expected))
  }
})
