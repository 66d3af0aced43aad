// Large classes and schools: counts, and the places and classes that clear them.

import { binClasses, findOversizeClasses, findOversizeSchools } from 'school-places'
import { describe, expect, test } from 'vitest'

// Leiyang, Hunan, 2017: 3,782 classes, 1,437 of 56 and more, 740 of 66 and more; clearing the latter takes at least 10,731 new places.
// Counts and places as quoted by qianinfo.com/index/34/50/4586515.html from the local plan; the shares are computed.
const leiyang = [
  { from: 0, to: 55, classes: 3_782 - 1_437 },
  { from: 56, to: 65, classes: 1_437 - 740 },
  { from: 66, to: Infinity, classes: 740 },
]

describe('Leiyang 2017', () => {
  test('38.0 % of the classes have 56 pupils or more, 19.6 % have 66 or more', () => {
    const [large, veryLarge] = [findOversizeClasses(leiyang, 56).classes, findOversizeClasses(leiyang, 66).classes]
    expect([large.numerator, large.denominator, veryLarge.numerator]).toEqual([1_437, 3_782, 740])
    expect([large.value, veryLarge.value].map((each) => (each * 100).toFixed(1))).toEqual(['38.0', '19.6'])
  })

  test('clearing the 740 takes at least 740 × (66 − 55) = 8,140 places, so the published 10,731 is possible', () => {
    const { places, furtherClasses } = findOversizeClasses(leiyang, 66)
    expect(places).toEqual({ least: 8_140, most: undefined })
    expect(furtherClasses).toEqual({ least: 148, most: undefined })
    expect(places.least).toBeLessThan(10_731)
  })

  test('the published 10,731 cannot bring them to 50: that alone would take 11,840', () => {
    expect(findOversizeClasses(leiyang, 66, 50).places.least).toBe(11_840)
    expect(findOversizeClasses(leiyang, 66, 50).places.least).toBeGreaterThan(10_731)
  })

  test('10,731 places are exactly those of 740 classes with 51,431 pupils, 69.5 on average, brought to 55', () => {
    const known = [...leiyang.slice(0, 2), { ...leiyang[2]!, pupils: 51_431 }]
    expect(findOversizeClasses(known, 66).places).toEqual({ least: 10_731, most: 10_731 })
    expect(findOversizeClasses(known, 66).furtherClasses.least).toBe(196)
    expect(51_431 / 740).toBeCloseTo(69.5, 1)
  })
})

describe('classes', () => {
  test('sizes known one by one leave nothing open', () => {
    const rows = [50, 55, 56, 60, 66, 70].map((from) => ({ from, classes: 1 }))
    expect(findOversizeClasses(rows, 56)).toMatchObject({ classes: { numerator: 4, denominator: 6 }, places: { least: 32, most: 32 }, furtherClasses: { least: 1, most: 1 } })
    expect(findOversizeClasses(rows, 56, 45).places.least).toBe(11 + 15 + 21 + 25)
  })

  test('a bin gives a lower and an upper bound', () => {
    expect(findOversizeClasses([{ from: 56, to: 60, classes: 10 }], 56).places).toEqual({ least: 10, most: 50 })
    expect(findOversizeClasses([{ from: 40, to: 45, classes: 10 }, { from: 66, to: Infinity, classes: 0 }], 56).places).toEqual({ least: 0, most: 0 })
  })

  test('are counted in the bins of the report: ≤ 25, 26–30, … 61–65, ≥ 66', () => {
    const bins = binClasses([25, 26, 45, 46, 65, 66, 90].map((from) => ({ from, classes: 2 })))
    expect(bins.map(({ from, to, classes }) => [from, to, classes])).toEqual([[0, 25, 2], [26, 30, 2], [31, 35, 0], [36, 40, 0], [41, 45, 2], [46, 50, 2], [51, 55, 0], [56, 60, 0], [61, 65, 2], [66, undefined, 4]])
  })

  test.each([
    ['a bin across the threshold', () => findOversizeClasses([{ from: 50, to: 60, classes: 1 }], 56)],
    ['a bin across two of the report', () => binClasses([{ from: 25, to: 26, classes: 1 }])],
    ['a target that is itself too large', () => findOversizeClasses([{ from: 70, classes: 1 }], 56, 56)],
    ['negative classes', () => findOversizeClasses([{ from: 70, classes: -1 }], 56)],
    ['sizes from large to small', () => findOversizeClasses([{ from: 70, to: 66, classes: 1 }], 56)],
    ['pupils that do not fit the bin', () => findOversizeClasses([{ from: 66, to: 70, classes: 10, pupils: 800 }], 66)],
    ['no classes at all', () => findOversizeClasses([], 56)],
  ])('%s is refused', (_, call) => {
    expect(call).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

describe('schools', () => {
  const rolls = [
    { school: 'A', pupils: 2_000 },
    { school: 'B', pupils: 2_001 },
    { school: 'C', pupils: 2_500, allThrough: true },
    { school: 'D', pupils: 2_900, allThrough: true },
  ]

  test('above 2,000 pupils, and all-through ones above 2,500, are too large', () => {
    expect(findOversizeSchools(rolls)).toEqual({
      schools: { value: 0.5, numerator: 2, denominator: 4 },
      list: [{ school: 'D', pupils: 2_900, limit: 2_500, above: 400 }, { school: 'B', pupils: 2_001, limit: 2_000, above: 1 }],
      places: 401,
    })
  })

  test('other limits can be given, such as the relaxed 2,400 and 3,000', () => {
    expect(findOversizeSchools(rolls, { school: 2_400, allThrough: 3_000 }).places).toBe(0)
    expect(() => findOversizeSchools([{ school: 'A', pupils: -1 }])).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => findOversizeSchools([])).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})
