import { aggregate, combine, createAxis, createCube, cubeOfRows, mapCube, median, PlacesError, quantile, rowAt, rowsOf, selectLabels, share, summarise, total, valueAt } from 'school-places'
import { describe, expect, test } from 'vitest'

import { requireFinite } from '../../src/core/cube.js'

const axes = { area: createAxis(['North', 'South']), grade: createAxis(['P1', 'P2', 'P3']), year: createAxis([2021, 2022]) }
const cube = createCube(
  ['area', 'grade', 'year'],
  axes,
  'pupils',
  Float64Array.from({ length: 12 }, (_, i) => i),
)

describe('a cube', () => {
  test('finds numbers by labels, the last dimension contiguous', () => {
    expect(valueAt(cube, { area: 'South', grade: 'P2', year: 2022 })).toBe(9)
    expect([...rowAt(cube, { area: 'South', grade: 'P2' })]).toEqual([8, 9])
  })

  test('names what is there when a label is not', () => {
    expect(() => valueAt(cube, { area: 'East', grade: 'P1', year: 2021 })).toThrow(/area must be one of North, South, got East/)
    expect(() => valueAt(cube, { area: 'North', grade: 'P1' })).toThrow(/year must be given, it has 2 labels/)
  })

  test('refuses a wrong number of values, repeated labels and a size above the guard', () => {
    expect(() => createCube(['area'], axes, 'pupils', new Float64Array(3))).toThrow(expect.objectContaining({ code: 'shape-mismatch' }))
    expect(() => createAxis(['a', 'a'])).toThrow(expect.objectContaining({ code: 'duplicate-label' }))
    const big = { area: createAxis(Array.from({ length: 1000 }, (_, i) => String(i))), draw: createAxis(Array.from({ length: 60_000 }, (_, i) => i)) }
    expect(() => createCube(['area', 'draw'], big, 'pupils')).toThrow(/480 MB.*fewer draws/)
  })

  test('is frozen, and takes part in structured cloning', () => {
    expect(Object.isFrozen(cube)).toBe(true)
    expect(Object.isFrozen(cube.axes)).toBe(true)
    expect(structuredClone(cube)).toEqual(cube)
  })

  test('select keeps the order asked for', () => {
    const some = selectLabels(cube, 'grade', ['P3', 'P1'])
    expect(some.axes.grade.labels).toEqual(['P3', 'P1'])
    expect([...some.values]).toEqual([4, 5, 0, 1, 10, 11, 6, 7])
  })

  test('a stage ends with a check that names the first cell that is not finite', () => {
    const broken = mapCube(cube, 'pupils', (value) => (value === 9 ? Number.NaN : value))
    expect(() => requireFinite(broken, 'project')).toThrow(/got NaN at {"year":2022,"grade":"P2","area":"South"}/)
  })
})

describe('aggregate adds up within draws', () => {
  test('grades into stages, keeping the other dimensions', () => {
    const stages = aggregate(cube, 'grade', [{ label: 'primary', members: ['P1', 'P2', 'P3'] }, { label: 'late', members: ['P3'] }], 'stage')
    expect(stages.dims).toEqual(['area', 'stage', 'year'])
    expect([...stages.values]).toEqual([0 + 2 + 4, 1 + 3 + 5, 4, 5, 6 + 8 + 10, 7 + 9 + 11, 10, 11])
  })

  test('groups of many members are added up in the order of the members, to the bit', () => {
    const grades = Array.from({ length: 11 }, (_, g) => `G${g}`)
    const numbers = Float64Array.from({ length: 22 }, (_, i) => Math.sin(i) * 10 ** (i % 9))
    const many = createCube(['grade', 'year'], { grade: createAxis(grades), year: createAxis([2021, 2022]) }, 'pupils', numbers)
    for (const count of [1, 2, 3, 4, 6, 8, 11]) {
      const sums = aggregate(many, 'grade', [{ label: 'all', members: grades.slice(0, count) }]).values
      for (const year of [0, 1]) expect(sums[year]).toBe(grades.slice(0, count).reduce((sum, _, g) => sum + numbers[2 * g + year]!, 0))
    }
  })

  test('a member that a group names twice would count twice, and is refused', () => {
    const twice = [{ label: 'primary', members: ['P1', 'P2', 'P1'] }]
    expect(() => aggregate(cube, 'grade', twice)).toThrow(expect.objectContaining({ code: 'duplicate-label', where: { grade: 'P1' }, message: 'aggregate: the members of primary must each be named once, got P1 twice' }))
  })

  test('total drops the dimension', () => {
    const all = total(cube, 'area')
    expect(all.dims).toEqual(['grade', 'year'])
    expect([...all.values]).toEqual([6, 8, 10, 12, 14, 16])
  })

  test('not observed stays not observed', () => {
    const broken = mapCube(cube, 'pupils', (value) => (value === 0 ? Number.NaN : value))
    expect(valueAt(total(broken, 'grade'), { area: 'North', year: 2021 })).toBeNaN()
    expect(valueAt(total(broken, 'grade'), { area: 'North', year: 2022 })).toBe(9)
  })
})

describe('combine', () => {
  test('repeats a dimension that the second cube lacks, whatever its order', () => {
    const factor = createCube(['year', 'area'], { year: axes.year, area: axes.area }, 'ratio', Float64Array.of(1, 10, 2, 20))
    const product = combine(cube, factor, 'pupils', (a, b) => a * b)
    expect([...product.values]).toEqual([0, 2, 2, 6, 4, 10, 60, 140, 80, 180, 100, 220])
  })

  test('never joins labels that differ', () => {
    const other = createCube(['area', 'grade', 'year'], { ...axes, year: createAxis([2022, 2023]) }, 'pupils')
    expect(() => combine(cube, other, 'pupils', (a) => a)).toThrow(/labels must be equal on year, got 2021 against 2022 at position 1/)
    const longer = createCube(['area', 'grade', 'year'], { ...axes, year: createAxis([2021, 2022, 2023]) }, 'pupils')
    expect(() => combine(cube, longer, 'pupils', (a) => a)).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
  })
})

describe('summarise takes statistics over draws', () => {
  const draws = createCube(['area', 'draw'], { area: axes.area, draw: createAxis([0, 1, 2, 3]) }, 'places', Float64Array.of(5, -1, 3, -2, 9, 7, 8, 6))

  test('quantiles are definition 7 (R 4.2, quantile(c(5,-1,3,-2), .25) is -1.25)', () => {
    const { low, middle } = summarise(draws, { low: quantile(0.25), middle: median() })
    expect([...low.values]).toEqual([-1.25, 6.75])
    expect([...middle.values]).toEqual([1, 7.5])
  })

  test('a chance is the share of draws, and its unit is probability', () => {
    const { short } = summarise(draws, { short: share((value) => value < 0) })
    expect(short.unit).toBe('probability')
    expect([...short.values]).toEqual([0.5, 0])
  })

  test('draws must be last, and the draws are left as they were', () => {
    expect(() => summarise(cube, { middle: median() })).toThrow(/last dimension must be draw, got year/)
    expect([...draws.values]).toEqual([5, -1, 3, -2, 9, 7, 8, 6])
  })
})

describe('rows', () => {
  test('out and in again give the same cube', () => {
    expect(cubeOfRows(rowsOf(cube), ['area', 'grade', 'year'], 'pupils', 'refuse')).toEqual(cube)
  })

  test('a cell named twice and a cell not named are found by name', () => {
    const rows = [...rowsOf(cube)]
    expect(() => cubeOfRows([...rows, rows[3]!], ['area', 'grade', 'year'], 'pupils', 'refuse')).toThrow(expect.objectContaining({ code: 'duplicate-row', where: { area: 'North', grade: 'P2', year: 2022 } }))
    expect(() => cubeOfRows(rows.slice(1), ['area', 'grade', 'year'], 'pupils', 'refuse')).toThrow(expect.objectContaining({ code: 'missing-row' }))
    expect(valueAt(cubeOfRows(rows.slice(1), ['area', 'grade', 'year'], 'pupils', 'not-observed', axes), { area: 'North', grade: 'P1', year: 2021 })).toBeNaN()
  })

  test('errors are PlacesErrors', () => {
    expect(() => createAxis([1, 1])).toThrow(PlacesError)
  })
})
