// Admissions: plans against applicants, the order of admission with its cut-off, lots of private schools.
// Reference: Changping (Dongguan) 2026, whose published count has 537 more children of local registration than public places;
// Xiangzhou (Zhuhai) 2023, 15,500 public + 7,409 purchased against 19,000 in primary and 13,600 + 2,862 against 16,000 in junior.

import { admitInOrder, compareAdmissions, drawLottery, parseInputs, predictCutOff } from 'school-places'
import type { AdmissionRule, Applicant, PlacesError } from 'school-places'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const codesOf = (work: () => unknown): unknown[] => {
  try {
    work()
  } catch (error) {
    return (error as PlacesError).issues.map(({ code, where }) => [where.row, where.column ?? where.option, code])
  }
  return []
}

describe('plans against applicants', () => {
  const dataset = parseInputs({
    areas: [{ area: 'Xiangzhou' }],
    admissions: [
      { area: 'Xiangzhou', grade: 'P1', year: 2023, sector: 'public', plan: 15_500 },
      { area: 'Xiangzhou', grade: 'P1', year: 2023, sector: 'purchased', plan: 7_409 },
      { area: 'Xiangzhou', grade: 'J1', year: 2023, sector: 'public', plan: 13_600 },
      { area: 'Xiangzhou', grade: 'J1', year: 2023, sector: 'purchased', plan: 2_862 },
    ],
    applications: [
      { area: 'Xiangzhou', grade: 'P1', year: 2023, applicants: 19_000 },
      { area: 'Xiangzhou', grade: 'J1', year: 2023, applicants: 16_000 },
    ],
  })

  test('Xiangzhou 2023: public and purchased places cover the applicants, public ones alone would not', () => {
    const [primary, junior] = compareAdmissions(dataset)
    expect([primary!.plan, junior!.plan]).toEqual([22_909, 16_462])
    expect([primary!.short, junior!.short, primary!.publicAttritionNeeded]).toEqual([0, 0, 0])
    expect(primary!.publicRatio).toBeCloseTo(19_000 / 22_909, 12)
    expect(primary!.planBySector.public).toBeLessThan(primary!.applicants)
  })

  test('a rate of qualification tells how many of those who applied would still be short', () => {
    const [primary] = compareAdmissions(parseInputs({ areas: [{ area: 'B' }], admissions: [{ area: 'B', grade: 'P1', year: 2021, sector: 'public', plan: 22_225 }, { area: 'B', grade: 'P1', year: 2021, sector: 'private', plan: 19_560 }], applications: [{ area: 'B', grade: 'P1', year: 2021, applicants: 45_521 }] }), { qualification: { P1: 0.95 } })
    expect(primary!.qualified).toBeCloseTo(43_244.95, 6)
    expect(primary!.qualifiedShort).toBeCloseTo(43_244.95 - 41_785, 6)
    expect(primary!.publicAttritionNeeded).toBeCloseTo(1 - 22_225 / 45_521, 12)
    expect(primary!.attritionNeeded).toBeCloseTo(3_736 / 45_521, 12)
  })

  test('no rate is assumed, and none outside 0–1 is taken', () => {
    expect(compareAdmissions(dataset)[0]!.qualified).toBeUndefined()
    expect(() => compareAdmissions(dataset, { qualification: 1.2 })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

const day = (i: number): string => new Date(Date.UTC(2010, 0, 1 + i)).toISOString().slice(0, 10)

describe('the order of admission', () => {
  test('with 537 more registered children than places, the first day that is not placed is told', () => {
    const places = 2_000
    const applicants = Array.from({ length: places + 537 }, (_, i): Applicant => ({ applicant: `c${i}`, category: 'local', date: day(i) }))
    const shuffled = applicants.toSorted((a, b) => (a.applicant < b.applicant ? -1 : 1))
    const { categories, unplaced, placesLeft } = admitInOrder(shuffled, { places, categories: [{ category: 'local', by: 'date' }] })
    expect([unplaced, placesLeft, categories[0]!.unplaced]).toEqual([537, 0, 537])
    expect([categories[0]!.lastAdmitted, categories[0]!.firstUnplaced]).toEqual([day(1999), day(2000)])
  })

  test('a lower category gets what a higher one leaves, the places left are for admission by points', () => {
    const rule: AdmissionRule = { places: 5, categories: [{ category: 'local', by: 'date' }, { category: 'points', by: 'points' }] }
    const order = admitInOrder(
      [
        { applicant: 'p1', category: 'points', points: 55 },
        { applicant: 'p2', category: 'points', points: 80 },
        { applicant: 'l1', category: 'local', date: '2023-01-01' },
        { applicant: 'l2', category: 'local', date: '2021-01-01' },
      ],
      rule,
    )
    expect(order.rows.map(({ applicant }) => applicant)).toEqual(['l2', 'l1', 'p2', 'p1'])
    expect(order.placesLeft).toBe(1)
    expect(admitInOrder(order.rows.map(({ applicant, category }) => ({ applicant, category, points: 1, date: '2020-01-01' })), { ...rule, places: 1 }).categories.map(({ admitted, tied }) => [admitted, tied])).toEqual([[1, 1], [0, 0]])
  })

  const lists = fc.record({
    places: fc.nat(12),
    applicants: fc.array(fc.record({ category: fc.constantFrom('local', 'points', 'lot'), points: fc.nat(5), days: fc.nat(5) }), { maxLength: 20 }).map((list) => list.map(({ category, points, days }, i): Applicant => ({ applicant: `a${i}`, category, points, date: day(days) }))),
  })
  const categories = [{ category: 'local', by: 'date' }, { category: 'points', by: 'points' }, { category: 'lot', by: 'none' }] as const

  test('never above the places, never a later before an earlier of the same category, whatever the order of the list', () => {
    fc.assert(
      fc.property(lists, ({ places, applicants }) => {
        const { rows, placesLeft, unplaced } = admitInOrder(applicants, { places, categories })
        const admitted = rows.filter((row) => row.admitted)
        expect(admitted.length + placesLeft).toBe(places)
        expect(admitted.length + unplaced).toBe(applicants.length)
        const of = new Map(applicants.map((each) => [each.applicant, each]))
        for (const first of rows.filter((row) => !row.admitted)) {
          for (const second of admitted.filter(({ category }) => category === first.category)) {
            if (first.category === 'local') expect(of.get(second.applicant)!.date! <= of.get(first.applicant)!.date!).toBe(true)
            if (first.category === 'points') expect(of.get(second.applicant)!.points!).toBeGreaterThanOrEqual(of.get(first.applicant)!.points!)
          }
        }
        expect(admitInOrder(applicants.toReversed(), { places, categories }).rows).toEqual(rows)
      }),
      { seed: 20210901, numRuns: 200 },
    )
  })

  test('every fault is named at once', () => {
    const bad = [{ applicant: 'a' }, { applicant: 'a', category: 'vip' }, { applicant: 'b', category: 'local' }, { applicant: 'c', category: 'local', date: '2021-02-30' }, { applicant: 'd', category: 'points' }] as Applicant[]
    expect(codesOf(() => admitInOrder(bad, { places: -1, categories }))).toEqual([
      [undefined, 'places', 'not-allowed'],
      [1, 'category', 'missing-value'],
      [2, 'applicant', 'duplicate-row'],
      [2, 'category', 'not-allowed'],
      [3, 'date', 'missing-value'],
      [4, 'date', 'not-allowed'],
      [5, 'points', 'missing-value'],
    ])
  })
})

describe('the cut-off that is to come', () => {
  const applicants = Array.from({ length: 1000 }, (_, i): Applicant => ({ applicant: `c${i}`, category: 'local', date: day(i) }))
  const rule: AdmissionRule = { places: 760, categories: [{ category: 'local', by: 'date' }] }

  test('when all come it is the one of the order itself', () => {
    expect(predictCutOff(applicants, rule, { draws: 3, seed: 1 })).toEqual([{ category: 'local', chanceFull: 1, firstUnplaced: { early: day(760), middle: day(760), late: day(760) }, unplaced: 240 }])
  })

  test('when each qualifies with 0.8, the 761st to qualify is about the 951st in the list, give or take the negative binomial spread', () => {
    const [local] = predictCutOff(applicants, rule, { draws: 2000, seed: 1, qualification: { local: 0.8 } })
    // scipy.stats (1.17.1): nbinom(761, 0.8).ppf([.1, .5, .9]) + 760 = 931, 950, 970 (position from 0); full unless at most 760 of 1,000 qualify: 1 − binom(1000, 0.8).cdf(760) = 0.99889
    const index = (text: unknown): number => applicants.findIndex(({ date }) => date === text)
    expect(Math.abs(index(local!.firstUnplaced!.middle) - 950)).toBeLessThanOrEqual(2)
    expect(Math.abs(index(local!.firstUnplaced!.early) - 931)).toBeLessThanOrEqual(3)
    expect(Math.abs(index(local!.firstUnplaced!.late) - 970)).toBeLessThanOrEqual(3)
    expect(local!.chanceFull).toBeGreaterThan(0.995)
    expect(local!.unplaced).toBeCloseTo(40, -1)
  })

  test('the first draws of many are the draws of few, and a share outside 0–1 is refused', () => {
    const few = predictCutOff(applicants, rule, { draws: 1, seed: 5, qualification: 0.8 })
    expect(predictCutOff(applicants, rule, { draws: 1, seed: 5, qualification: 0.8 })).toEqual(few)
    expect(() => predictCutOff(applicants, rule, { draws: 1, seed: 1, qualification: -0.1 })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => predictCutOff(applicants, rule, { draws: 0, seed: 1 })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

describe('lots of private schools', () => {
  test('with three applicants for two places each group keeps two thirds, the rest falls back into public demand', () => {
    const lottery = drawLottery([{ school: 'S', places: 200, applicants: { local: 240, migrant: 60 } }], { draws: 4000, seed: 3 })
    expect(lottery.schools[0]).toEqual({ school: 'S', places: 200, applicants: 300, ratio: 1.5, admitted: 200, free: 0 })
    expect(lottery.groups.map(({ group, admitted, fallback }) => [group, admitted, fallback])).toEqual([['local', 160, 80], ['migrant', 40, 20]])
    // scipy.stats (1.17.1): hypergeom(300, 60, 100).ppf([.1, .9]) = 16, 24 of the 100 who are not drawn are migrant children.
    expect([lottery.groups[1]!.low, lottery.groups[1]!.high]).toEqual([16, 24])
    expect(lottery.fallback).toEqual({ mean: 100, low: 100, high: 100 })
  })

  test('places of those who do not come go to the next; where all can be drawn, only they fall back', () => {
    const [many, few] = [
      drawLottery([{ school: 'S', places: 50, applicants: { all: 200 }, takeUp: 0.5 }], { draws: 500, seed: 3 }),
      drawLottery([{ school: 'S', places: 500, applicants: { all: 200 }, takeUp: 0.5 }], { draws: 2000, seed: 3 }),
    ]
    expect(many.schools[0]!.admitted).toBeCloseTo(50, 6)
    expect(few.schools[0]!.admitted).toBeCloseTo(100, 9)
    // binom(200, 0.5).ppf([.1, .9]) = 91, 109
    expect([few.fallback.low, few.fallback.high].map((value, i) => Math.abs(value - [91, 109][i]!))).toEqual([expect.toSatisfy((d) => d <= 1), expect.toSatisfy((d) => d <= 1)])
  })

  test('nobody is lost: admitted and fallen back are all applicants', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ places: fc.nat(20), local: fc.nat(20), migrant: fc.nat(20), takeUp: fc.constantFrom(undefined, 0, 0.3, 1) }), { minLength: 1, maxLength: 4 }), (list) => {
        const schools = list.map(({ places, local, migrant, takeUp }, i) => ({ school: `s${i}`, places, applicants: { local, migrant }, takeUp }))
        const lottery = drawLottery(schools, { draws: 5, seed: 1 })
        const applicants = list.reduce((sum, each) => sum + each.local + each.migrant, 0)
        expect(lottery.groups.reduce((sum, each) => sum + each.admitted + each.fallback, 0)).toBeCloseTo(applicants, 9)
        lottery.schools.forEach((each) => {
          expect(each.admitted).toBeLessThanOrEqual(each.places + 1e-9)
          expect(each.free).toBeGreaterThanOrEqual(-1e-9)
        })
      }),
      { seed: 20210901, numRuns: 100 },
    )
  })

  test('every bad number is named at once', () => {
    expect(codesOf(() => drawLottery([{ school: 'S', places: 1.5, applicants: { all: -2 }, takeUp: 2 }], { draws: 0, seed: 1 }))).toEqual([
      [undefined, 'draws', 'not-allowed'],
      [1, 'places', 'not-allowed'],
      [1, 'applicants all', 'not-allowed'],
      [1, 'takeUp', 'not-allowed'],
    ])
  })
})
