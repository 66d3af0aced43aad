// Bad input gets one error that lists every fault with its place, what was found and what is allowed.

import { parseInputs, planPlaces, PlacesError, safeParseInputs } from 'school-places'
import type { Fact, Issue, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

function faultsOf(tables: unknown): readonly Issue[] {
  const result = safeParseInputs(tables as Tables)
  expect(result.ok).toBe(false)
  expect(result.error).toBeInstanceOf(PlacesError)
  expect(result.error!.code).toBe('invalid-input')
  return result.error!.issues
}

const north = { areas: [{ area: 'North' }] }
const count = (detail: object = {}): object => ({ area: 'North', grade: 'P1', year: 2021, pupils: 45, ...detail })

describe('each kind of fault is named with its place', () => {
  const cases: readonly (readonly [name: string, tables: object, code: string, where: object])[] = [
    ['an unknown column', { ...north, pupils: [count({ pupil: 3 })] }, 'unknown-column', { table: 'pupils', row: 1, column: 'pupil' }],
    ['an unknown table', { ...north, pupil: [] }, 'unknown-column', { table: 'pupil' }],
    ['a blank cell, which is not zero', { ...north, pupils: [count({ pupils: '' })] }, 'missing-value', { table: 'pupils', row: 1, column: 'pupils' }],
    ['a text where a count belongs', { ...north, pupils: [count({ pupils: '45' })] }, 'wrong-type', { table: 'pupils', row: 1, column: 'pupils' }],
    ['a negative count', { ...north, pupils: [count({ pupils: -1 })] }, 'not-allowed', { table: 'pupils', row: 1, column: 'pupils' }],
    ['NaN', { ...north, pupils: [count({ pupils: Number.NaN })] }, 'wrong-type', { table: 'pupils', row: 1, column: 'pupils' }],
    ['infinity', { ...north, pupils: [count({ pupils: Infinity })] }, 'wrong-type', { table: 'pupils', row: 1, column: 'pupils' }],
    ['a year that is missing', { ...north, pupils: [count({ year: undefined })] }, 'missing-value', { table: 'pupils', row: 1, column: 'year' }],
    ['a year that is not whole', { ...north, pupils: [count({ year: 2021.5 })] }, 'wrong-type', { table: 'pupils', row: 1, column: 'year' }],
    ['a duplicate row', { ...north, pupils: [count(), count({ pupils: 46 })] }, 'duplicate-row', { table: 'pupils', row: 2 }],
    ['an unknown grade', { ...north, pupils: [count({ grade: 'P9' })] }, 'unknown-grade', { table: 'pupils', row: 1, column: 'grade' }],
    ['an unknown area', { ...north, pupils: [count({ area: 'South' })] }, 'unknown-area', { table: 'pupils', row: 1, column: 'area' }],
    ['an unknown sector', { ...north, places: [{ area: 'North', stage: 'primary', sector: 'semi', year: 2021, places: 1 }] }, 'not-allowed', { table: 'places', row: 1, column: 'sector' }],
    ['an unknown stage', { ...north, places: [{ area: 'North', stage: 'middle', sector: 'public', year: 2021, places: 1 }] }, 'not-allowed', { table: 'places', row: 1, column: 'stage' }],
    ['a parent that does not exist', { areas: [{ area: 'North', parent: 'City' }] }, 'unknown-parent', { table: 'areas', row: 1, column: 'parent' }],
    ['a circle of parents', { areas: [{ area: 'A', parent: 'B' }, { area: 'B', parent: 'A' }] }, 'parent-cycle', { table: 'areas', row: 1, column: 'parent' }],
    ['an area that is its own parent', { areas: [{ area: 'A', parent: 'A' }] }, 'parent-cycle', { table: 'areas', row: 1, column: 'parent' }],
    ['classes without class size', { ...north, places: [{ area: 'North', stage: 'primary', sector: 'public', year: 2021, classes: 6 }] }, 'incomplete-row', { table: 'places', row: 1, column: 'classSize' }],
    [
      'an opening before its start',
      { ...north, projects: [{ project: 'p', area: 'North', stage: 'primary', sector: 'public', kind: 'new', opens: 2022, startDate: '2023-01-01', places: 90 }] },
      'opening-before-start',
      { table: 'projects', row: 1, column: 'opens' },
    ],
    ['a fact that does not exist', { ...north, pupils: [count({ fact: 'F-1' })] }, 'unknown-fact', { table: 'pupils', row: 1, column: 'fact' }],
    ['a date that does not exist', { ...north, projects: [{ project: 'p', area: 'North', stage: 'primary', sector: 'public', kind: 'new', openingDate: '2023-02-30', places: 90 }] }, 'not-allowed', { table: 'projects', row: 1, column: 'openingDate' }],
    ['temporary places without an end', { ...north, projects: [{ project: 'p', area: 'North', stage: 'primary', sector: 'public', kind: 'temporary', opens: 2022, places: 90 }] }, 'incomplete-row', { table: 'projects', row: 1, column: 'closes' }],
    ['a row that is no object', { ...north, pupils: [7] }, 'wrong-type', { table: 'pupils', row: 1 }],
    ['a table that is no list', { ...north, pupils: 'many' }, 'wrong-type', { table: 'pupils' }],
  ]
  test.each(cases)('%s', (_, tables, code, where) => {
    expect(faultsOf(tables)).toEqual([expect.objectContaining({ code, where, severity: 'fault' })])
  })
})

test('all faults come in one error, with what was found and what is allowed', () => {
  const faults = faultsOf({
    areas: [{ area: 'North', parent: 'City' }],
    pupils: [count({ pupils: '' }), count({ year: 2022, pupils: -4 }), count({ grade: 'X' })],
    places: [{ area: 'North', stage: 'primary', sector: 'public', year: 2021, classes: 6 }],
  })
  expect(faults.map((fault) => fault.code)).toEqual(['missing-value', 'not-allowed', 'unknown-parent', 'unknown-grade', 'incomplete-row'])
  expect(faults[1]).toMatchObject({ found: '-4', allowed: 'at least 0' })
  const error = safeParseInputs({ areas: [], pupils: [count()] } as unknown as Tables).error!
  expect(error.message).toMatchInlineSnapshot(`
    "parseInputs: one fault in the input
      1. pupils row 1, column area: there is no area North"
  `)
})

test('faults of options and of tables are in the same error', () => {
  const call = (): unknown => planPlaces({ ...north, pupils: [count({ pupils: -1 })] } as unknown as Tables, { horizon: 0, progression: { name: 'best' } } as never)
  expect(call).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  try {
    call()
  } catch (error) {
    const places = (error as PlacesError).issues.map((issue) => issue.where)
    expect(places).toEqual([{ option: 'horizon' }, { option: 'progression.name' }, { table: 'pupils', row: 1, column: 'pupils' }])
  }
})

test('a horizon that is missing, fractional or too far is one named fault', () => {
  for (const horizon of [undefined, 1.5, 101, '5', Number.NaN]) {
    try {
      planPlaces(north as Tables, { horizon } as never)
      expect.unreachable()
    } catch (error) {
      expect((error as PlacesError).issues.map((issue) => issue.where)).toEqual([{ option: 'horizon' }])
    }
  }
})

test('without any pupils there is nothing to forecast, and the hint says what to give', () => {
  expect(() => planPlaces(north as Tables, { horizon: 3 })).toThrow(expect.objectContaining({ code: 'no-data', hint: 'give rows of pupils, or totals of stages' }))
})

const fact: Fact = { id: 'a', measure: 'new places', value: 23_100, unit: 'places', source: 'report', date: '2021', status: 'planned', bound: 'exact', evidence: 'A', area: 'North', year: 2021 }

describe('facts that contradict each other', () => {
  test('are an issue that names the one used: what was done before what was planned is no contradiction', () => {
    const other: Fact = { ...fact, id: 'b', value: 24_000, source: 'newspaper', evidence: 'B' }
    const done: Fact = { ...fact, id: 'c', value: 22_000, status: 'achieved' }
    const { issues } = parseInputs({ ...north, facts: [other, fact, done] })
    expect(issues).toEqual([expect.objectContaining({ code: 'facts-disagree', severity: 'assumption', assumed: 'a, 23100 places', where: { fact: 'b', area: 'North', year: 2021 } })])
  })

  test('about 4.68 万 and 46,810 agree; over 900 and 912 agree; 900 and 912 do not', () => {
    const pair = (first: Partial<Fact>, second: Partial<Fact>): number => parseInputs({ ...north, facts: [{ ...fact, ...first }, { ...fact, id: 'b', ...second }] }).issues.length
    expect(pair({ value: 46_800, bound: 'about' }, { value: 46_810 })).toBe(0)
    expect(pair({ value: 900, bound: 'over' }, { value: 912 })).toBe(0)
    expect(pair({ value: 900 }, { value: 912 })).toBe(1)
  })
})

test('a year missing inside a series is an issue, not a fault, and says what was assumed', () => {
  const { issues } = parseInputs({ ...north, pupils: [count(), count({ year: 2023 })] as never })
  expect(issues).toEqual([expect.objectContaining({ code: 'gap-in-years', where: { table: 'pupils', area: 'North', year: 2022 }, assumed: 'only ratios between neighbouring years are used' })])
})

test('the tables are not changed, and a frozen input is no obstacle', () => {
  const deepFreeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
    return value
  }
  const tables = { ...north, pupils: [count(), count({ year: 2022 })], births: [{ area: 'North', year: 2015, births: 50 }] } as unknown as Tables
  const before = structuredClone(tables)
  parseInputs(deepFreeze(tables))
  expect(tables).toEqual(before)
})

describe('an error is read by a person', () => {
  const messageOf = (run: () => unknown): string => {
    try {
      run()
    } catch (error) {
      expect(error).toBeInstanceOf(PlacesError)
      return (error as PlacesError).message
    }
    return 'no error'
  }
  const sheet = [2021, 2022, 2023, 2024].map((year) => ({ 区域: 'North', 年级: 'P1', 学年: year, 学生数: 45 }))

  test('a heading that is not known is told once for the sheet, with the columns there are; the issues still hold every row', () => {
    const result = safeParseInputs({ ...north, pupils: sheet } as unknown as Tables)
    expect(result.error!.issues).toHaveLength(32)
    expect(result.error!.message.split('\n').slice(1)).toEqual([
      '  1. pupils rows 1–4, column area: a value is needed, got nothing',
      '  2. pupils rows 1–4, column grade: a value is needed, got nothing',
      '  3. pupils rows 1–4, column year: a value is needed, got nothing',
      '  4. pupils rows 1–4, column pupils: a value is needed, got nothing',
      ...['区域', '年级', '学年', '学生数'].map((name, i) => `  ${i + 5}. pupils rows 1–4, column ${name}: there is no such column; there are area, grade, year, pupils, fact`),
    ])
  })

  test('rows that are not one after another are named, two alike are told one by one', () => {
    const rows = [2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year, i) => count({ year, pupils: i % 2 === 0 ? -1 : 4 }))
    expect(messageOf(() => parseInputs({ ...north, pupils: rows } as Tables))).toContain('1. pupils rows 1, 3, 5, 7, column pupils: must be at least 0, got -1')
    expect(messageOf(() => parseInputs({ ...north, pupils: rows.slice(0, 3) } as Tables))).toMatch(/1\. pupils row 1, .*\n.*2\. pupils row 3, /)
  })

  test('options that are missing, misspelt or no options', () => {
    const good = { ...north, pupils: [count()] } as Tables
    const plan = planPlaces as unknown as (tables: unknown, options?: unknown) => unknown
    expect(messageOf(() => plan(good))).toContain('1. option horizon: a value is needed, got nothing')
    expect(messageOf(() => plan(good, { horizon: 3, horizn: 4 }))).toMatch(/option horizn: there is no such option; there are horizon, origin, .*draws, seed/)
    expect(messageOf(() => plan(good, [3]))).toContain('option options: must be an object, got a list')
    expect(messageOf(() => plan([], { horizon: 3 }))).toContain('tables: must be an object of tables, got a list')
  })
})
