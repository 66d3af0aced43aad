// Flows from area of residence to area of school: shares known or estimated, every pupil accounted for.

import fc from 'fast-check'
import { chinaLadder, createAxis, createCube, PlacesError, total, usLadder, valueAt } from 'school-places'
import type { Cube, Projection } from 'school-places'
import { describe, expect, test } from 'vitest'

import { applyFlows } from '../../src/project/apply-flows.js'
import { createFlows, estimateFlows, flowShare } from '../../src/project/flows.js'
import type { FlowCount, FlowMatrix, FlowShare } from '../../src/project/flows.js'
import { settings } from '../law/arbitraries'

const areas = ['North', 'South', 'East']
const grades = ['P1', 'P2', 'J1']

function projectionOf(values: readonly number[], draws = 1): Projection {
  const axes = { area: createAxis(areas), grade: createAxis(grades), year: createAxis([2021, 2022]), draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }
  const pupils = createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', Float64Array.from({ length: 18 * draws }, (_, i) => values[i % values.length]!))
  return Object.freeze({ ladder: chinaLadder, origin: 2021, horizon: 1, pupils, issues: [], provenance: Object.freeze({ library: 'school-places', version: '0', verb: 'simulatePupils', seed: 7, options: {} }) })
}

function rowOf(flows: FlowMatrix, level: string, from: string): number[] {
  return flows.to.labels.map((to) => flowShare(flows, level, from, to))
}

/** The error that a call throws. */
function errorOf(call: () => unknown): PlacesError {
  try {
    call()
  } catch (error) {
    if (error instanceof PlacesError) return error
  }
  throw new Error('the call did not throw a PlacesError')
}

describe('known shares', () => {
  const rows: FlowShare[] = [
    { from: 'North', to: 'South', stage: 'primary', share: 0.25 },
    { from: 'North', to: 'North', stage: 'primary', share: 0.65 },
    { from: 'North', to: 'outside', stage: 'primary', share: 0.1 },
    { from: 'South', to: 'South', stage: 'primary', share: 1 },
  ]

  test('are kept, and an area without any stays at home with an issue', () => {
    const flows = createFlows(Object.freeze(rows), { areas })
    expect(rowOf(flows, 'primary', 'North')).toEqual([0.65, 0.25, 0, 0.1])
    expect(rowOf(flows, 'primary', 'East')).toEqual([0, 0, 1, 0])
    expect(flows.issues).toEqual([expect.objectContaining({ severity: 'assumption', where: { area: 'East', stage: 'primary' }, assumed: 'all go to school in their own area' })])
    expect(Object.isFrozen(flows)).toBe(true)
  })

  test('every fault is reported at once', () => {
    const inflow = createCube(['area', 'grade', 'year'], { area: createAxis(areas), grade: createAxis(['P1']), year: createAxis([2021]) }, 'pupils', Float64Array.of(1, -2, 3))
    const error = errorOf(() =>
      createFlows(
        [
          { from: 'North', to: 'South', stage: 'primary', share: -0.25 },
          { from: 'North', to: 'North', stage: 'primary', share: 1.25 },
          { from: 'West', to: 'South', stage: 'primary', share: 1 },
          { from: 'South', to: 'West', stage: 'primary', share: 1 },
          { from: 'South', to: 'South', stage: 'primary', share: 0.9 },
          { from: 'East', to: 'East', stage: 'primary', share: 0 },
          { from: 'East', to: 'South', stage: 'primary', share: Number.NaN },
          { from: 'South', to: 'South', stage: 'primary', share: 0 },
        ],
        { areas, inflow },
      ),
    )
    expect(error.code).toBe('invalid-input')
    expect(error.issues.map(({ code, where, found }) => [code, where.row ?? where.area ?? where.option, where.column, found])).toEqual([
      ['not-allowed', 1, 'share', '-0.25'],
      ['unknown-area', 3, 'from', 'West'],
      ['unknown-area', 4, 'to', 'West'],
      ['not-allowed', 7, 'share', 'NaN'],
      ['duplicate-row', 8, 'to', 'South'],
      ['shares-not-one', 'South', undefined, '0.9'],
      ['shares-not-one', 'East', undefined, 'NaN'],
      ['not-allowed', 'inflow', undefined, '-2'],
    ])
    expect(error.message).toContain('flows row 1, column share: must be a finite number of at least 0, got -0.25')
  })

  test('shares that are all 0 do not sum to 1, and stages do not mix with grades', () => {
    expect(() => createFlows([{ from: 'East', to: 'East', stage: 'primary', share: 0 }], { areas })).toThrow(/area East, stage primary: the shares of an area must sum to 1, got 0/)
    const mixed = [{ from: 'East', to: 'East', stage: 'primary', share: 1 } as const, { from: 'East', to: 'East', grade: 'P1', share: 1 } as const]
    expect(() => createFlows(mixed, { areas })).toThrow(/every row must name a grade when one does/)
  })

  test('an area may not have the label of the outside', () => {
    expect(() => createFlows([], { areas: ['North', 'outside'] })).toThrow(expect.objectContaining({ code: 'duplicate-label' }))
    expect(createFlows([], { areas: ['outside'], outside: '市外' }).to.labels).toEqual(['outside', '市外'])
  })
})

describe('estimated shares', () => {
  const counts: FlowCount[] = [
    { from: 'North', to: 'North', stage: 'primary', pupils: 40, year: 2020 },
    { from: 'North', to: 'North', stage: 'primary', pupils: 40, year: 2021 },
    { from: 'North', to: 'South', stage: 'primary', pupils: 20 },
    { from: 'South', to: 'South', stage: 'primary', pupils: 90 },
    { from: 'South', to: 'outside', stage: 'primary', pupils: 10 },
  ]

  test('without shrinkage are the shares counted, years added up', () => {
    const flows = estimateFlows(counts, { areas, shrinkage: 0 })
    expect(rowOf(flows, 'primary', 'North')).toEqual([0.8, 0.2, 0, 0])
    expect(rowOf(flows, 'primary', 'South')).toEqual([0, 0.9, 0, 0.1])
  })

  test('are drawn to the pattern of all areas by the strength in pupils', () => {
    // All areas: of 200 pupils 170 stay, 10 leave, 20 go to another area; seats 80, 110, 0. North's others: South only.
    const flows = estimateFlows(counts, { areas, shrinkage: 100 })
    const expected = [(80 + 85) / 200, (20 + 10) / 200, 0, 5 / 200]
    rowOf(flows, 'primary', 'North').forEach((share, j) => expect(share).toBeCloseTo(expected[j]!, 14))
    expect(flows.provenance.options).toMatchObject({ shrinkage: 100 })
    // The default is 30 pupils.
    expect(flowShare(estimateFlows(counts, { areas }), 'primary', 'North', 'outside')).toBeCloseTo((30 * 0.05) / 130, 14)
  })

  test('those who go to another area are spread by the pupils taught there', () => {
    const rows: FlowCount[] = [...counts, { from: 'East', to: 'East', stage: 'primary', pupils: 54 }, { from: 'East', to: 'North', stage: 'primary', pupils: 1 }]
    // Of 255 pupils 224 stay, 10 leave, 21 go elsewhere; seats 81, 110, 54. From South: North 81, East 54.
    const flows = estimateFlows(rows, { areas, shrinkage: 100 })
    const expected = [(100 * (21 / 255) * 81) / 135 / 200, (90 + (100 * 224) / 255) / 200, (100 * (21 / 255) * 54) / 135 / 200, (10 + (100 * 10) / 255) / 200]
    rowOf(flows, 'primary', 'South').forEach((share, j) => expect(share).toBeCloseTo(expected[j]!, 14))
  })

  test('an area without any counts stays at home with an issue, not by the pattern of others', () => {
    const flows = estimateFlows([...counts, { from: 'East', to: 'South', stage: 'primary', pupils: 0 }], { areas })
    expect(rowOf(flows, 'primary', 'East')).toEqual([0, 0, 1, 0])
    expect(flows.issues.map((issue) => issue.where)).toEqual([{ area: 'East', stage: 'primary' }])
  })

  test('blank is not zero: a flow not observed keeps the share of all areas, the counts divide the rest', () => {
    const rows: FlowCount[] = [...counts, { from: 'East', to: 'East', stage: 'primary', pupils: 30 }, { from: 'East', to: 'North', stage: 'primary', pupils: 10 }, { from: 'East', to: 'South', stage: 'primary', pupils: Number.NaN }]
    const flows = estimateFlows(rows, { areas, shrinkage: 0 })
    const south = (0.1 * 110) / 190
    const expected = [(1 - south) * 0.25, south, (1 - south) * 0.75, 0]
    rowOf(flows, 'primary', 'East').forEach((share, j) => expect(share).toBeCloseTo(expected[j]!, 14))
    expect(flows.issues).toEqual([expect.objectContaining({ where: { area: 'East', stage: 'primary' }, amounts: { flows: 1 } })])
    // The incomplete area is no part of the pattern of all areas.
    expect(rowOf(flows, 'primary', 'North')).toEqual([0.8, 0.2, 0, 0])
  })

  test('faults are reported at once', () => {
    const error = errorOf(() => estimateFlows([{ from: 'West', to: 'South', stage: 'primary', pupils: -1 }, counts[2]!, counts[2]!], { areas }))
    expect(error.issues.map(({ code }) => code)).toEqual(['unknown-area', 'not-allowed', 'duplicate-row'])
    expect(() => estimateFlows(counts, { areas, shrinkage: -1 })).toThrow(expect.objectContaining({ code: 'invalid-option', where: { option: 'shrinkage' } }))
  })
})

describe('pupils by area of school', () => {
  const flows = createFlows(
    [
      { from: 'North', to: 'South', stage: 'primary', share: 0.25 },
      { from: 'North', to: 'North', stage: 'primary', share: 0.65 },
      { from: 'North', to: 'outside', stage: 'primary', share: 0.1 },
    ],
    { areas },
  )

  test('move by the shares of their stage; a stage without flows stays, with an issue', () => {
    const projection = projectionOf([100])
    const moved = applyFlows(projection, flows)
    const at = (cube: Cube<readonly ['area', 'grade', 'year', 'draw']>, grade: string): number[] => areas.map((area) => valueAt(cube, { area, grade, year: 2022 }))
    expect(at(moved.pupils, 'P1')).toEqual([65, 125, 100])
    expect(at(moved.outside, 'P1')).toEqual([10, 0, 0])
    expect(at(moved.pupils, 'J1')).toEqual([100, 100, 100])
    expect(moved.issues.map((issue) => issue.where)).toEqual([{ area: 'South', stage: 'primary' }, { area: 'East', stage: 'primary' }, { stage: 'junior' }])
    expect(moved.provenance).toMatchObject({ verb: 'applyFlows', seed: 7, options: { flows: { outside: 'outside' } } })
    expect([...projection.pupils.values]).toEqual(new Array(18).fill(100))
  })

  test('flows by grade move that grade only, and flows that meet no pupils are told', () => {
    const byGrade = createFlows([{ from: 'East', to: 'North', grade: 'P2', share: 1 }, { from: 'East', to: 'North', grade: 'S1', share: 1 }], { areas })
    const moved = applyFlows(projectionOf([100]), byGrade)
    expect(grades.map((grade) => valueAt(moved.pupils, { area: 'East', grade, year: 2021 }))).toEqual([100, 0, 100])
    expect(moved.issues).toContainEqual(expect.objectContaining({ where: { grade: 'S1' }, assumed: 'the flows are not used' }))
  })

  test('from out of the district are added where they are taught', () => {
    const axes = { area: createAxis(areas), grade: createAxis(grades), year: createAxis([2021, 2022]) }
    const inflow = createCube(['area', 'grade', 'year'], axes, 'pupils', Float64Array.from({ length: 18 }, (_, i) => i))
    const moved = applyFlows(projectionOf([100], 2), createFlows([], { areas, inflow }))
    expect([...moved.pupils.values]).toEqual(Array.from({ length: 36 }, (_, i) => 100 + Math.floor(i / 2)))
    const later = createCube(['area', 'grade', 'year'], { ...axes, year: createAxis([2022, 2023]) }, 'pupils')
    expect(() => applyFlows(projectionOf([100]), createFlows([], { areas, inflow: later }))).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
  })

  test('areas must be the same on both sides', () => {
    expect(() => applyFlows(projectionOf([1]), createFlows([], { areas: ['North', 'East', 'South'] }))).toThrow(/labels must be equal on area, got South against East/)
    expect(() => flowShare(flows, 'junior', 'North', 'North')).toThrow(expect.objectContaining({ code: 'unknown-label' }))
  })
})

describe('laws', () => {
  const pupils = fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { minLength: 18, maxLength: 54 })
  const counted = fc
    .array(fc.record({ from: fc.constantFrom(...areas), to: fc.constantFrom(...areas, 'outside'), stage: fc.constantFrom('primary', 'junior'), pupils: fc.oneof(fc.nat(400), fc.constant(Number.NaN)) }), { maxLength: 20 })
    .map((rows) => [...new Map(rows.map((row) => [`${row.from} ${row.to} ${row.stage}`, row])).values()])

  test('no pupil is lost: by residence = by school + outside, in every grade, year and draw', () => {
    fc.assert(
      fc.property(pupils, counted, fc.double({ min: 0, max: 200, noNaN: true }), (values, rows, shrinkage) => {
        const before = projectionOf(values, 3)
        const after = applyFlows(before, estimateFlows(rows, { areas, shrinkage }))
        const [there, gone] = [total(after.pupils, 'area').values, total(after.outside, 'area').values]
        total(before.pupils, 'area').values.slice().forEach((sum, i) => expect(Math.abs(there[i]! + gone[i]! - sum)).toBeLessThanOrEqual(1e-12 * sum))
      }),
      settings,
    )
  })

  test('estimated shares are shares: from 0 to 1, each row summing to 1', () => {
    fc.assert(
      fc.property(counted, fc.double({ min: 0, max: 200, noNaN: true }), (rows, shrinkage) => {
        const flows = estimateFlows(rows, { areas, shrinkage })
        const width = flows.to.labels.length
        for (let row = 0; row < flows.shares.length / width; row++) {
          const shares = [...flows.shares.subarray(row * width, (row + 1) * width)]
          expect(shares.every((share) => share >= 0 && share <= 1 + 1e-15)).toBe(true)
          expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 13)
        }
      }),
      settings,
    )
  })

  test('where everybody stays at home the numbers come back bit for bit', () => {
    fc.assert(
      fc.property(pupils, (values) => {
        const before = projectionOf(values, 2)
        const home = createFlows(areas.flatMap((area) => ['primary', 'junior'].map((stage) => ({ from: area, to: area, stage, share: 1 }))), { areas })
        const after = applyFlows(before, home)
        expect(after.pupils.values).toEqual(before.pupils.values)
        expect(after.outside.values.slice().every((value) => value === 0)).toBe(true)
        expect(after.issues).toEqual([])
      }),
      settings,
    )
  })

  test('a draw does not depend on the other draws', () => {
    fc.assert(
      fc.property(pupils, counted, (values, rows) => {
        const flows = estimateFlows(rows, { areas })
        const many = applyFlows(projectionOf(values, 3), flows).pupils
        const first = projectionOf(values, 3).pupils.values.slice().filter((_, i) => i % 3 === 0)
        expect(applyFlows(projectionOf([...first]), flows).pupils.values).toEqual(many.values.slice().filter((_, i) => i % 3 === 0))
      }),
      settings,
    )
  })

  test('the examples of the doc comments hold', () => {
    const cube = createCube(['area', 'grade', 'year', 'draw'], { area: createAxis(['North', 'South']), grade: createAxis(['K']), year: createAxis([2021]), draw: createAxis([0]) }, 'pupils', Float64Array.of(100, 60))
    const quarter = createFlows([{ from: 'North', to: 'South', grade: 'K', share: 0.25 }, { from: 'North', to: 'North', grade: 'K', share: 0.75 }], { areas: ['North', 'South'] })
    expect(applyFlows({ ladder: usLadder, origin: 2021, horizon: 0, pupils: cube, issues: [], provenance: quarter.provenance }, quarter).pupils.values).toEqual(Float64Array.of(75, 85))
  })
})
