// Results taken apart by area and put together again.

import { createAxis, createCube, valueAt } from 'school-places'
import { describe, expect, test } from 'vitest'

import { frozenCopy } from '../../src/core/frozen-copy'
import { changedAreas, replaceAreas, selectAreas } from '../../src/core/part-areas'
import { sameContent } from '../../src/core/same-content'

const year = createAxis([2021, 2022])
const cube = (areas: readonly string[], ...values: number[]) => createCube(['area', 'year'], { area: createAxis(areas), year }, 'pupils', Float64Array.from(values))
const noun = { issues: ['one'], own: cube(['A', 'B', 'C'], 1, 2, 3, 4, 5, 6), inside: { deep: cube(['A', 'B', 'C'], 10, 20, 30, 40, 50, 60), years: createCube(['year'], { year }, 'pupils', Float64Array.of(7, 8)) } }
const own = (areas: readonly string[], ...values: number[]) => ({ ...noun, own: cube(areas, ...values), inside: { ...noun.inside, deep: selectAreas(noun, areas).inside.deep } })

describe('some areas of a noun', () => {
  test('are taken from every cube that has areas, in the order asked for', () => {
    const part = selectAreas(noun, ['C', 'A'])
    expect([...part.own.values]).toEqual([5, 6, 1, 2])
    expect([...part.inside.deep.values]).toEqual([50, 60, 10, 20])
    expect(part.inside.years).toBe(noun.inside.years)
    expect(part.issues).toBe(noun.issues)
    expect(() => selectAreas(noun, ['D'])).toThrow(expect.objectContaining({ code: 'unknown-label' }))
  })

  test('put back give the noun that they were taken from, its very cubes', () => {
    const back = replaceAreas(noun, selectAreas(noun, ['B']))
    expect(back).toEqual(noun)
    expect(back.own).toBe(noun.own)
  })

  test('replace their rows only, also one upon the other, and before anyone has read a number', () => {
    const first = replaceAreas(noun, own(['B'], 33, 44))
    const second = replaceAreas(first, own(['C', 'B'], 55, 66, 3, 44))
    expect([...selectAreas(second, ['B', 'C']).own.values]).toEqual([3, 44, 55, 66])
    expect(changedAreas(noun, second)).toEqual(['B', 'C'])
    expect([...second.own.values]).toEqual([1, 2, 3, 44, 55, 66])
    expect([...first.own.values]).toEqual([1, 2, 33, 44, 5, 6])
    expect([...noun.own.values]).toEqual([1, 2, 3, 4, 5, 6])
    // Read or not, the same rows are found.
    expect([...replaceAreas(second, own(['A'], 0, 2)).own.values]).toEqual([0, 2, 3, 44, 55, 66])
    expect(valueAt(second.own, { area: 'B', year: 2022 })).toBe(44)
    expect(structuredClone(second.own)).toEqual(cube(['A', 'B', 'C'], 1, 2, 3, 44, 55, 66))
    expect(second.inside.deep).toBe(noun.inside.deep)
  })
})

describe('changed areas', () => {
  test('are those with another bit in any cube', () => {
    expect(changedAreas(noun, noun)).toEqual([])
    expect(changedAreas(noun, { ...noun, own: cube(['A', 'B', 'C'], 1, 2, 3, 4, 5, 7) })).toEqual(['C'])
    expect(changedAreas({ own: cube(['A'], 0, Number.NaN) }, { own: cube(['A'], 0, Number.NaN) })).toEqual([])
    expect(changedAreas({ own: cube(['A'], 0, 1) }, { own: cube(['A'], -0, 1) })).toEqual(['A'])
  })

  test('cannot be told where labels differ', () => {
    expect(changedAreas(noun, { ...noun, own: cube(['A', 'B', 'D'], 1, 2, 3, 4, 5, 6) })).toBeUndefined()
    expect(changedAreas({ own: noun.own }, noun as { own: typeof noun.own })).toEqual([])
    expect(changedAreas<object>({}, noun)).toBeUndefined()
  })
})

describe('content', () => {
  test.each([
    [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [[1, 2], [1, 2, 3], false],
    [Float64Array.of(1, Number.NaN), Float64Array.of(1, Number.NaN), true],
    [Float64Array.of(0), Float64Array.of(-0), false],
    [[1], { 0: 1 }, false],
    [new Map([[1, 2]]), new Map([[1, 3]]), false],
    [null, {}, false],
    [Math.max, Math.max, true],
  ])('%o and %o: %s', (left, right, same) => expect(sameContent(left, right)).toBe(same))

  test('of a frozen copy is that of the original, which may change', () => {
    const rows = [{ area: 'A', more: [1, 2] }]
    const copy = frozenCopy(rows)
    rows[0]!.more[0] = 9
    expect(copy).toEqual([{ area: 'A', more: [1, 2] }])
    expect(() => (copy[0]!.more as number[]).push(3)).toThrow(TypeError)
    expect(frozenCopy(copy)).toBe(copy)
    expect(frozenCopy(Math.max)).toBe(Math.max)
  })
})
