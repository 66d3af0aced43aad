// Ladder, calendar, facts, numerals, apportionment: small parts with one answer each.

import {
  addFacts,
  apportion,
  chinaFiveFourLadder,
  chinaLadder,
  cohortSplit,
  createFactBook,
  createLadder,
  describeIssue,
  englandLadder,
  openingYear,
  rate,
  readFigure,
  readNumber,
  schoolYearOf,
  septemberCalendar,
  stageGroups,
  usLadder,
  version,
} from 'school-places'
import type { Fact } from 'school-places'
import { describe, expect, test } from 'vitest'

import packageFile from '../../package.json' with { type: 'json' }
import { drawAxis } from '../../src/core/axis.js'

describe('ladders', () => {
  test('China has 15 grades, entered at 3 and at 6', () => {
    expect(chinaLadder.grades.map((grade) => grade.id).join(' ')).toBe('K1 K2 K3 P1 P2 P3 P4 P5 P6 J1 J2 J3 S1 S2 S3')
    expect(chinaLadder.grades.filter((grade) => grade.entry).map((grade) => [grade.id, grade.age])).toEqual([['K1', 3], ['P1', 6]])
    expect(chinaLadder.grades.at(-1)!.age).toBe(17)
  })

  test('the five-four ladder, England and the United States keep the ages', () => {
    expect(chinaFiveFourLadder.grades.find((grade) => grade.id === 'J1')!.age).toBe(11)
    expect(chinaFiveFourLadder.grades.find((grade) => grade.id === 'S1')!.age).toBe(15)
    expect(englandLadder.grades.map((grade) => grade.age)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    expect(usLadder.grades.filter((grade) => grade.entry).map((grade) => grade.id)).toEqual(['K'])
  })

  test('stage groups list the grades of each stage', () => {
    expect(stageGroups(chinaLadder, ['P1', 'P2', 'J1'])).toEqual([{ label: 'primary', members: ['P1', 'P2'] }, { label: 'junior', members: ['J1'] }])
  })

  test('a grade or stage named twice, or a stage without grades, is refused', () => {
    const stage = { id: 'a', en: 'A', zh: '甲', grades: ['1'] }
    expect(() => createLadder('x', 6, [stage, { ...stage, id: 'b' }])).toThrow(/grades must be distinct, got 1 twice/)
    expect(() => createLadder('x', 6, [stage, { ...stage, grades: ['2'] }])).toThrow(/stages must be distinct/)
    expect(() => createLadder('x', 6, [{ ...stage, grades: [] }])).toThrow(/must have grades/)
  })
})

describe('the calendar', () => {
  test('a cohort is one third and two thirds of two calendar years', () => {
    expect(cohortSplit(septemberCalendar)).toEqual({ earlier: 1 / 3, later: 2 / 3 })
    expect(cohortSplit({ startMonth: 4 }).earlier).toBe(0.75)
    expect(() => cohortSplit({ startMonth: 13 })).toThrow(/from 1 to 12/)
  })

  test('a school year starts on 1 September', () => {
    expect([schoolYearOf('2022-08-31'), schoolYearOf('2022-09-01')]).toEqual([2021, 2022])
  })

  test('places finished a day late wait a year', () => {
    expect([openingYear('2024-08-31'), openingYear('2024-09-01'), openingYear('2024-09-02')]).toEqual([2024, 2024, 2025])
    expect(() => openingYear('2024-9-1')).toThrow(/YYYY-MM-DD/)
    expect(() => openingYear('2023-02-29')).toThrow(/YYYY-MM-DD/)
  })
})

describe('facts', () => {
  const fact: Fact = { id: 'a', measure: 'm', value: 3, unit: 'places', source: 's', date: '2021', status: 'planned', bound: 'exact', evidence: 'A' }

  test('add up unless one is inside another, or units differ', () => {
    const book = createFactBook([fact, { ...fact, id: 'b', value: 4 }, { ...fact, id: 'c', partOf: 'a' }, { ...fact, id: 'd', unit: 'pupils' }])
    expect(addFacts(book, ['a', 'b'])).toBe(7)
    expect(() => addFacts(book, ['a', 'c'])).toThrow(/counts it twice/)
    expect(() => addFacts(book, ['a', 'd'])).toThrow(/units must be equal/)
    expect(() => addFacts(book, ['z'])).toThrow(/there is no fact z/)
    expect(() => createFactBook([fact, fact])).toThrow(/distinct/)
  })

  test('a rate keeps what it is made of, and needs a denominator', () => {
    expect(rate(2224, 2951)).toEqual({ value: 2224 / 2951, numerator: 2224, denominator: 2951 })
    expect(() => rate(1, 0)).toThrow(/must be positive/)
    expect(() => rate(1, Number.NaN)).toThrow(/must be positive/)
  })
})

describe('numbers as documents write them', () => {
  test.each([
    ['1.47万', 14_700, 'exact'],
    ['2.31万个', 23_100, 'exact'],
    ['约4.68万', 46_800, 'about'],
    ['超7000', 7_000, 'over'],
    ['900余个', 900, 'over'],
    ['不少于3000个', 3_000, 'at-least'],
    ['１２，９８９', 12_989, 'exact'],
    ['1.93亿', 193_000_000, 'exact'],
    ['28.4312万', 284_312, 'exact'],
  ] as const)('%s', (text, value, bound) => {
    expect(readNumber(text)).toEqual({ value, bound })
  })

  test.each(['', '三百', '12 34x', '1,23', '1.2.3', '7匹', '超过'])('"%s" is not one number', (text) => {
    expect(() => readNumber(text)).toThrow(/must be one number/)
    expect(() => readFigure(text)).toThrow(/readFigure: the text must be one number/)
  })

  test.each([
    ['1.47万个', 14_700, 'exact', '个', 100],
    ['4.68万', 46_800, 'exact', '', 100],
    ['约4.68万个', 46_800, 'about', '个', 100],
    ['4.68万个左右', 46_800, 'about', '个', 100],
    ['超7000个', 7_000, 'over', '个', 1],
    ['逾7000个', 7_000, 'over', '个', 1],
    ['超过700名', 700, 'over', '名', 1],
    ['900余个', 900, 'over', '个', 1],
    ['900个余', 900, 'over', '个', 1],
    ['1000余万元', 10_000_000, 'over', '元', 10_000],
    ['4000多人', 4_000, 'over', '人', 1],
    ['近900个', 900, 'under', '个', 1],
    ['不少于3000个', 3_000, 'at-least', '个', 1],
    ['不低于50%', 50, 'at-least', '%', 1],
    ['95％以上', 95, 'at-least', '%', 1],
    ['600人以上', 600, 'at-least', '人', 1],
    ['不超过360人', 360, 'at-most', '人', 1],
    ['2000人以下', 2_000, 'at-most', '人', 1],
    ['51.11%', 51.11, 'exact', '%', 0.01],
    ['28.4312万平方米', 284_312, 'exact', '平方米', 1],
    ['4560.75㎡', 4560.75, 'exact', '㎡', 0.01],
    ['12.97亿元', 1_297_000_000, 'exact', '元', 1_000_000],
    ['1620个', 1_620, 'exact', '个', 1],
    ['15宗', 15, 'exact', '宗', 1],
    ['翻了一番', 2, 'about', '倍', 0.5],
  ] as const)('%s is told with its bound, unit and precision', (text, value, bound, unit, precision) => {
    expect(readFigure(text)).toEqual({ value, bound, unit, precision })
  })

  test.each(['约900余个', '超3000个以下', '不少于5所左右'])('"%s" contradicts itself', (text) => {
    expect(() => readFigure(text)).toThrow(/must agree/)
  })
})

describe('apportion', () => {
  test('gives whole parts that sum exactly; ties go to the earlier', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(apportion(14_700, [1350, 750])).toEqual([9_450, 5_250])
    // 1.43, 2.86, 5.71: the two left over go to the largest remainders.
    expect(apportion(10, [1, 2, 4])).toEqual([1, 3, 6])
    expect(apportion(0, [0, 2])).toEqual([0, 0])
  })

  test('refuses totals that are not whole and weights that say nothing', () => {
    expect(() => apportion(1.5, [1])).toThrow(/whole number/)
    expect(() => apportion(5, [0, 0])).toThrow(/positive sum/)
    expect(() => apportion(5, [1, -1])).toThrow(/non-negative/)
  })
})

test('an issue reads as one line', () => {
  expect(describeIssue({ code: 'entry-held', severity: 'assumption', where: { area: 'North', grade: 'P1' }, message: 'no births are given', assumed: 'entrants held at 45' })).toBe('area North, grade P1: no births are given; assumed: entrants held at 45')
})

test('the version of provenance is that of the package', () => {
  expect(version).toBe(packageFile.version)
})

test('the axis of draws counts from 0, for whichever number was asked for before, and is one object for groups of one run', () => {
  for (const draws of [3, 1, 3]) expect(drawAxis(draws).labels).toEqual(Array.from({ length: draws }, (_, d) => d))
  expect(drawAxis(200)).toBe(drawAxis(200))
})
