// Indicators of the user's own: what an expression may hold, what is refused and where, and its value in every cell and draw.

import { createAxis, createCube, valueAt } from 'school-places'
import type { Balance, PlacesError } from 'school-places'
import { evaluateIndicator, expressionFunctions, parseExpression } from 'school-places/indicators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const names = ['pupils', 'places', '教师']
const refusal = (text: string): { found: unknown; position: unknown }[] => {
  try {
    parseExpression(text, names)
  } catch (error) {
    return (error as PlacesError).issues.map((issue) => ({ found: issue.found, position: issue.amounts?.position }))
  }
  return []
}

describe('an expression', () => {
  test.each([
    ['pupils / places', { pupils: 99, places: 90 }, 1.1],
    ['pupils / places >= 0.9 and places > 0', { pupils: 81, places: 90 }, 1],
    ['0.9 <= pupils / places < 1', { pupils: 90, places: 90 }, 0],
    ['pupils > places ? ceil((pupils - places) / 45) : 0', { pupils: 136, places: 45 }, 3],
    ['-2 ^ 2 + max(pupils, 教师, 7)', { pupils: 1, places: 0, 教师: 5 }, 3],
    ['not (pupils == 3)', { pupils: 3 }, 0],
  ])('%s is computed', (text, values, expected) => {
    expect(parseExpression(text, names).evaluate(values)).toBeCloseTo(expected, 12)
  })

  test.each([
    ['pupils = 3', '=', 8],
    ['"a" + 1', '"', 1],
    ['[1, 2]', '[', 1],
    ['pupils.places', '.', 7],
    ['1; 2', ';', 2],
    ['pupils!', '!', 7],
    ["pupils'", "'", 7],
    ['5 % 2', '%', 3],
    ['pupils | 1', '|', 8],
    ['seats / places', 'seats', 1],
    ['1 + import(pupils)', 'import', 5],
    ['evaluate(1)', 'evaluate', 1],
    ['f(x) = 2', 'f', 1],
    ['2 pupils', 'pupils', 3],
    ['constructor', 'constructor', 1],
    ['pupils(3)', 'pupils', 1],
    ['1:3', ':', 2],
    ['and', 'and', 1],
    ['1 + + * 2', '*', 7],
    ['pupils /', 'its end', 9],
    ['(1 + 2', 'its end', 7],
    ['', '', 1],
  ])('%s is refused at its position', (text, found, position) => {
    expect(refusal(text)[0]).toEqual({ found, position })
  })

  test('every part that is not allowed is named at once', () => {
    expect(refusal('seats + $ + eval(3)')).toEqual([
      { found: 'seats', position: 1 },
      { found: '$', position: 9 },
      { found: 'eval', position: 13 },
    ])
  })

  test('whatever is typed is either refused as such or uses nothing but names, numbers and the listed functions', () => {
    const piece = fc.constantFrom('pupils', 'places', '2', '+', '-', '*', '/', '(', ')', '>', '?', ':', 'and', 'max', 'import', '=', '.', '"', '[', ' ', ',', 'x', '{', '\\')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (list) => {
        const text = list.join('')
        let value: number
        try {
          value = parseExpression(text, names).evaluate({ pupils: 3, places: 2 })
        } catch (error) {
          expect((error as PlacesError).code).toBe('invalid-option')
          return
        }
        // A second way: what passed is also plain JavaScript once its words are replaced (it holds no power sign).
        const script = text.replaceAll('and', '&&').replaceAll('max', 'Math.max')
        const other = Number(new Function('pupils', 'places', `return (${script})`)(3, 2))
        if (!/&&/.test(script)) expect(value).toBeCloseTo(other, 10)
      }),
      { seed: 20210901, numRuns: 3000 },
    )
  })

  test('every listed function is there', () => {
    for (const name of expressionFunctions) expect(parseExpression(`${name}(4)`, []).evaluate({})).toBeCloseTo(Math[name](4), 12)
  })
})

const axes = { area: createAxis(['North', 'South']), stage: createAxis(['primary']), year: createAxis([2021, 2022]), draw: createAxis([0, 1]) }
const cube = (...values: number[]) => createCube(['area', 'stage', 'year', 'draw'], axes, 'pupils', Float64Array.from(values))
const measures = { pupils: cube(90, 80, 95, 70, 40, 41, 42, 43), places: cube(100, 100, 90, 90, 50, 50, 0, 0), gap: cube(10, 20, -5, 20, 10, 9, -42, -43), unmet: cube(0, 0, 5, 0, 0, 0, 42, 43), spare: cube(10, 20, 0, 20, 10, 9, 0, 0) }
const balance = { stages: measures, grades: measures, origin: 2021, horizon: 1 } as unknown as Balance

describe('an indicator over a balance', () => {
  test('is computed within every draw', () => {
    const { values } = evaluateIndicator(balance, { id: 'full', expression: 'pupils / places' })
    expect(valueAt(values as never, { area: 'North', stage: 'primary', year: 2022, draw: 1 } as never)).toBeCloseTo(70 / 90, 12)
  })

  test('takes numbers and cubes of fewer dimensions, repeated along the others', () => {
    const teachers = createCube(['area'], { area: createAxis(['North', 'South']) }, 'ratio', Float64Array.of(5, 8))
    const { values } = evaluateIndicator(balance, { id: 'staff', expression: 'pupils / 教师 - norm + (year - 2021) * 100', values: { 教师: teachers, norm: 10 } })
    expect([...values.values]).toEqual([8, 6, 109, 104, -5, 41 / 8 - 10, 42 / 8 + 90, 43 / 8 + 90])
  })

  test('cells where it is no number hold NaN and are told', () => {
    const { values, issues } = evaluateIndicator(balance, { id: 'full', expression: 'pupils / places' })
    expect([...values.values].filter(Number.isNaN)).toHaveLength(2)
    expect(issues.map(({ code, amounts }) => [code, amounts?.cells])).toEqual([['indicator-undefined', 2]])
  })

  test.each([
    ['other labels', { teachers: createCube(['area'], { area: createAxis(['North', 'West']) }, 'ratio', Float64Array.of(1, 2)) }, 'label-mismatch'],
    ['a dimension the balance lacks', { teachers: createCube(['sector'], { sector: createAxis(['public']) }, 'ratio', Float64Array.of(1)) }, 'label-mismatch'],
    ['the name of a measure', { pupils: 3, teachers: 1 }, 'invalid-option'],
  ])('values with %s are refused', (_, values, code) => {
    expect(() => evaluateIndicator(balance, { id: 'x', expression: 'teachers', values })).toThrow(expect.objectContaining({ code }))
  })
})
