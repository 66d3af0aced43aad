// Expressions at the edge: every refusal names what it refuses, functions take as many values as they can, and what is not known stays so.

import { createAxis, createCube } from 'school-places'
import type { Balance, PlacesError } from 'school-places'
import { evaluateIndicator, parseExpression } from 'school-places/indicators'
import { describe, expect, test } from 'vitest'

const messageOf = (text: string): string => {
  try {
    parseExpression(text, ['pupils', 'places'])
  } catch (error) {
    return (error as PlacesError).issues.map(({ message }) => message).join('; ')
  }
  return 'not refused'
}

describe('a refusal', () => {
  test.each([
    ['t + 1', 'there is no value t at position 1'],
    ['pupils a', 'an operator is missing before a at position 8'],
    ['t(1)', 'there is no function t at position 1'],
    ['pupils % 2', 'there is no sign % at position 8'],
    ['pupils and', 'a value or an operator is missing beside and at position 8'],
    ['pupils > max', 'there is no value max at position 10'],
    ['1 pupils(2)', 'an operator is missing before pupils at position 3'],
    ['max()', 'there must be 1 value or more in max at position 1'],
    ['pupils + abs(1, 2)', 'there must be 1 value in abs at position 10'],
    ['log(8, 2, 1)', 'there must be 1 to 2 values in log at position 1'],
    ['round(2.345, 20)', 'there must be 1 value in round at position 1'],
  ])('of %s reads: %s', (text, message) => {
    expect(messageOf(text)).toBe(message)
  })

  test('two values of a logarithm are a number and its base', () => {
    expect(parseExpression('log(8, 2)', []).evaluate({})).toBeCloseTo(3, 12)
  })
})

test('a comparison with a number that is not known is neither true nor false', () => {
  const { evaluate } = parseExpression('pupils / places > 0.9 ? 1 : 0', ['pupils', 'places'])
  expect([evaluate({ pupils: 99, places: Number.NaN }), evaluate({ pupils: 99 }), evaluate({ pupils: 99, places: 100 })]).toEqual([Number.NaN, Number.NaN, 1])
})

test('years, areas and draws are each read at their own place, for a whole stage and by grade', () => {
  const axes = { area: createAxis(['North', 'South']), year: createAxis([2021, 2022, 2023]), draw: createAxis([0, 1]) }
  const cubeOf = (dimension: 'stage' | 'grade', values: number[]) => createCube(['area', dimension, 'year', 'draw'] as never, { ...axes, [dimension]: createAxis(['one']) } as never, 'pupils', Float64Array.from(values))
  const values = Array.from({ length: 12 }, (_, i) => i)
  const of = (dimension: 'stage' | 'grade') => ({ pupils: cubeOf(dimension, values), places: cubeOf(dimension, values), gap: cubeOf(dimension, values), unmet: cubeOf(dimension, values), spare: cubeOf(dimension, values) })
  const balance = { stages: of('stage'), grades: of('grade'), origin: 2021, horizon: 2 } as unknown as Balance
  const byYear = createCube(['year'], { year: axes.year }, 'ratio', Float64Array.of(100, 200, 300))
  const once = createCube(['area', 'draw'], { area: axes.area, draw: createAxis([7]) }, 'ratio', Float64Array.of(1000, 2000))
  for (const level of ['stage', 'grade'] as const) {
    const { values: cube } = evaluateIndicator(balance, { id: 'x', level, expression: 'pupils + byYear + once + year * 0', values: { byYear, once } })
    expect([...cube.values]).toEqual([1100, 1101, 1202, 1203, 1304, 1305, 2106, 2107, 2208, 2209, 2310, 2311])
  }
  const longer = createCube(['year'], { year: createAxis([2021, 2022, 2023, 2024]) }, 'ratio', Float64Array.of(1, 2, 3, 4))
  expect(() => evaluateIndicator(balance, { id: 'x', expression: 'longer', values: { longer } })).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
  expect(() => evaluateIndicator(balance, { id: 'x', expression: 'year', values: { year: 3 } })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
})
