// Admission, lots, land and catchments at the edge: what is refused, what is tied, and what a change moves.

import { admitInOrder, compareAdmissions, compareCatchments, createAxis, createCube, drawCatchments, drawLottery, landNeeded, linkLand, predictCutOff, uncoveredCommunities } from 'school-places'
import type { Applicant, Balance, Cell, Dataset, LinkageOptions, Parcel, PlacesError, Reach } from 'school-places'
import { describe, expect, test } from 'vitest'

const issuesOf = (work: () => unknown): unknown[] => {
  try {
    work()
  } catch (error) {
    return (error as PlacesError).issues.map(({ code, where }) => [where.table ?? where.option, where.row, where.column, code])
  }
  return ['nothing thrown']
}
const date = (i: number): string => new Date(Date.UTC(2010, 0, 1 + i)).toISOString().slice(0, 10)

describe('orders of admission', () => {
  const lot = Array.from({ length: 40 }, (_, i): Applicant => ({ applicant: `a${i}`, category: 'lot' }))
  const rule = { places: 10, categories: [{ category: 'lot', by: 'none' as const }] }

  test('another seed draws another lot; a category without order has no cut-off and no ties', () => {
    const order = admitInOrder(lot, rule)
    expect(order.rows.map(({ applicant }) => applicant)).not.toEqual(admitInOrder(lot, { ...rule, seed: 2 }).rows.map(({ applicant }) => applicant))
    expect(order.rows.map(({ applicant }) => applicant)).not.toEqual(lot.map(({ applicant }) => applicant))
    expect(order.categories[0]).toEqual({ category: 'lot', applicants: 40, admitted: 10, unplaced: 30, lastAdmitted: undefined, firstUnplaced: undefined, tied: 0 })
    expect(predictCutOff(lot, rule, { draws: 2, seed: 1 })).toEqual([{ category: 'lot', chanceFull: 1, firstUnplaced: undefined, unplaced: 30 }])
  })

  test('parts of a place hold nobody', () => {
    expect(admitInOrder(lot, { ...rule, places: 9.9 }).unplaced).toBe(31)
    expect(predictCutOff(lot, { ...rule, places: 9.9 }, { draws: 1, seed: 1 })[0]!.unplaced).toBe(31)
  })

  test('early, middle and late cut-offs come in order, each draw has a stream of its own', () => {
    const applicants = Array.from({ length: 400 }, (_, i): Applicant => ({ applicant: `c${i}`, category: 'local', date: date(i) }))
    const [local] = predictCutOff(applicants, { places: 150, categories: [{ category: 'local', by: 'date' }] }, { draws: 100, seed: 1, qualification: 0.5 })
    expect(local!.firstUnplaced!.early < local!.firstUnplaced!.middle && local!.firstUnplaced!.middle < local!.firstUnplaced!.late).toBe(true)
  })

  test('a category twice, and a share of a category that is not there, are refused; one that is not named qualifies whole', () => {
    expect(issuesOf(() => admitInOrder([], { places: 1, categories: [...rule.categories, ...rule.categories] }))).toEqual([['categories', 2, undefined, 'duplicate-row']])
    expect(() => predictCutOff(lot, rule, { draws: 1, seed: 1, qualification: { lots: 0.5 } })).toThrow(/got lots/)
    expect(predictCutOff(lot, rule, { draws: 1, seed: 1, qualification: {} })[0]!.unplaced).toBe(30)
  })
})

describe('lots', () => {
  test('a school without places has an endless ratio, one without applicants none', () => {
    expect(drawLottery([{ school: 'S', places: 0, applicants: { all: 3 } }, { school: 'T', places: 0, applicants: {} }], { draws: 1, seed: 1 }).schools.map(({ ratio }) => ratio)).toEqual([Infinity, 0])
  })

  test('a school given twice is refused: its lots would be drawn alike', () => {
    expect(issuesOf(() => drawLottery([{ school: 'S', places: 1, applicants: {} }, { school: 'S', places: 1, applicants: {} }], { draws: 1, seed: 1 }))).toEqual([['schools', 2, 'school', 'duplicate-row']])
  })

  test('schools of the same size are drawn apart, so that what falls back together varies less than twice one', () => {
    const school = (name: string) => ({ school: name, places: 100, applicants: { a: 100, b: 100 } })
    const range = (...names: string[]): number => {
      const [group] = drawLottery(names.map(school), { draws: 500, seed: 1 }).groups
      return group!.high - group!.low
    }
    expect(range('S', 'T')).toBeLessThan(1.7 * range('S'))
  })
})

test('plans of the same sector are added up, purchased places are public, and an area without plan has no row', () => {
  const at = { area: 'Town', grade: 'P1', year: 2021 }
  const admissions = [{ ...at, sector: 'public', plan: 50 }, { ...at, sector: 'public', plan: 30 }, { ...at, sector: 'purchased', plan: 20 }, { ...at, sector: 'private', plan: 60 }, { ...at, area: 'Private', sector: 'private', plan: 10 }]
  const applications = [{ ...at, applicants: 200 }, { ...at, area: 'Private', applicants: 5 }, { ...at, area: 'None', applicants: 5 }]
  const rows = compareAdmissions({ admissions, applications } as unknown as Dataset, { qualification: { P1: 0.5 } })
  expect(rows.map(({ area, publicRatio, qualifiedShort }) => [area, publicRatio, qualifiedShort])).toEqual([['Town', 2, 0], ['Private', undefined, 0]])
  expect(rows[0]!.planBySector).toEqual({ public: 80, purchased: 20, private: 60 })
})

describe('land', () => {
  const years = [2025, 2026, 2027]
  const axes = { area: createAxis(['Town']), stage: createAxis(['primary']), year: createAxis(years) }
  const balanceOf = (...gaps: number[][]): Balance => {
    const cube = (f: (gap: number) => number) => createCube(['area', 'stage', 'year', 'draw'], { ...axes, draw: createAxis(gaps[0]!.map((_, d) => d)) }, 'places', Float64Array.from(gaps.flat().map(f)))
    return { stages: { gap: cube((gap) => gap), places: cube(() => 1000), pupils: cube((gap) => 1000 - gap) } } as unknown as Balance
  }
  const options: LinkageOptions = { yields: [{ stage: 'primary', perHundred: [10] }], placesFrom: 2026 }
  const parcel = (more: Partial<Parcel>): Parcel => ({ parcel: 'P', area: 'Town', delivery: 2025, dwellings: 100, ...more })

  test('a parcel that sends nobody passes even where places are short already, one pupil more does not', () => {
    expect(linkLand(balanceOf([-5], [-5], [-5]), [parcel({ dwellings: 0 })], options)[0]!.verdict).toBe('pass')
    expect(linkLand(balanceOf([-5], [-5], [-5]), [parcel({})], options)[0]!.verdict).toBe('stop')
  })

  test('the gap is the middle of the draws, and the chance before is that without the parcel', () => {
    const [verdict] = linkLand(balanceOf([4, 40], [4, 40], [-1, 9]), [parcel({})], { ...options, mostChance: 0.6 })
    expect(verdict!.years.map(({ gap, chanceBefore, chance }) => [gap, chanceBefore, chance])).toEqual([[12, 0, 0.5], [12, 0, 0.5], [-6, 0.5, 1]])
    // A fifth is accepted unless said otherwise: one of four futures is more, one of five is not.
    expect(linkLand(balanceOf([0, 9, 9, 9], [9, 9, 9, 9], [9, 9, 9, 9]), [parcel({ dwellings: 10 })], options)[0]!.verdict).toBe('stop')
  })

  test('what must be brought is what the worst year needs, from the first short year on, beyond what is there', () => {
    const [verdict] = linkLand(balanceOf([50], [7], [2]), [parcel({})], options)
    expect([verdict!.verdict, verdict!.bring]).toEqual(['conditional', [{ stage: 'primary', own: 8, places: 8, classes: undefined, year: 2026 }]])
    const falling = linkLand(balanceOf([50], [2], [7]), [parcel({})], options)[0]!
    expect(falling.bring[0]!.places).toBe(8)
    expect(falling.reasons.map(({ year }) => year)).toEqual([2026, 2027])
  })

  test('parcels on condition use places up, and what they bring counts for those after them', () => {
    const balance = balanceOf([50], [12], [12])
    const next = (first: Partial<Parcel>) => linkLand(balance, [parcel({ parcel: 'A', ...first }), parcel({ parcel: 'B' })], options).map(({ mostDwellings }) => mostDwellings)
    expect(next({ dwellings: 150 })).toEqual([120, 0])
    expect(next({ brings: [{ stage: 'primary', places: 10, year: 2026 }] })).toEqual([120, 120])
  })

  test('homes handed over late do not delay the school, early ones hasten it', () => {
    expect(linkLand(balanceOf([50], [50], [50]), [parcel({ phases: { handOver: '2025-03-01' } })], options)[0]!.synchrony.handOver).toBe('2025-03-01')
    expect(linkLand(balanceOf([50], [50], [50]), [parcel({ dwellings: undefined, floorArea: 299, floorPerDwelling: 100 })], options)[0]!.dwellings).toBe(2)
  })

  test('classes of nobody, places brought in no year, sites from no year are refused', () => {
    const balance = balanceOf([1], [1], [1])
    expect(issuesOf(() => linkLand(balance, [parcel({ brings: [{ stage: 'primary', places: 1, year: Number.NaN }] })], { ...options, classSizes: { primary: 0, college: 45 } }))).toEqual([['parcels', 1, 'brings', 'not-allowed'], ['classSizes', undefined, undefined, 'not-allowed'], ['classSizes', undefined, undefined, 'not-allowed']])
    expect(() => landNeeded([{ year: 2028, places: 1 }], 20, [{ site: 'A', area: 5, from: Number.NaN }])).toThrow(/sites row 1: from/)
    expect(() => landNeeded([{ year: Number.NaN, places: 1 }], 20, [])).toThrow(/needed row 1: year/)
  })

  test('land counts from the year it can be built on; just enough is enough, and of equal peaks the first is told', () => {
    const land = landNeeded([{ year: 2027, places: 10 }, { year: 2028, places: 10 }], 20, [{ site: 'A', area: 200, from: 2028 }])
    expect([land.peak.year, land.firstShort, land.years.map(({ short }) => short)]).toEqual([2027, 2027, [200, 0]])
    expect(landNeeded([{ year: 2028, places: 10 }], 20, [{ site: 'A', area: 200, from: 2020 }]).firstShort).toBeUndefined()
  })

  test('communities of equal children come by those unserved, then by name; spare places are not children', () => {
    const list = uncoveredCommunities(['d', 'b', 'c', 'a'].map((community) => ({ community, children: 9 })), [{ kindergarten: 'k', community: 'a', sector: 'private', places: 20 }, { kindergarten: 'l', community: 'b', sector: 'private', places: 5 }])
    expect(list.map(({ community, unserved }) => [community, unserved])).toEqual([['c', 9], ['d', 9], ['b', 4], ['a', 0]])
  })

  test('20,000 communities with 20,000 kindergartens are listed at once', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `c${i}`)
    expect(uncoveredCommunities(names.map((community) => ({ community, children: 9 })), names.map((community) => ({ kindergarten: community, community, sector: 'private', places: 9 })))).toHaveLength(20_000)
  })
})

describe('catchments', () => {
  const reach = (from: string, to: string, distance: number): Reach => ({ from, to, distance })

  test('a boundary change tells pupils after the change, most first, and a school that stays empty does not change', () => {
    const cells = (extra: number): Cell[] => [{ cell: 'a', pupils: 10 + extra }, { cell: 'b', pupils: 20 + extra }, { cell: 'c', pupils: 5 }]
    const reaches = [reach('a', 'S', 2), reach('a', 'N', 1), reach('b', 'S', 3), reach('b', 'N', 1), reach('c', 'S', 1)]
    const before = drawCatchments(cells(0), [{ school: 'S', places: 90 }], { reaches: reaches.filter(({ to }) => to === 'S') })
    const after = drawCatchments(cells(1), [{ school: 'S', places: 90 }, { school: 'N', places: 90 }, { school: 'E', places: 9 }], { reaches })
    const change = compareCatchments(before, after)
    expect(change.moved.map(({ cell, pupils, from, to }) => [cell, pupils, from, to])).toEqual([['b', 21, 'S', 'N'], ['a', 11, 'S', 'N']])
    expect([change.pupils, change.distance, change.loads.map(({ school }) => school)]).toEqual([32, 11 + 21 + 5 - (20 + 60 + 5), ['S', 'N']])
  })

  test('a school without pupils has no mean distance; what is just as far as the limit counts', () => {
    const { loads } = drawCatchments([{ cell: 'a', pupils: 3 }], [{ school: 'S', places: 9 }, { school: 'T', places: 9 }], { reaches: [reach('a', 'S', 5)], travelLimit: 5 })
    expect(loads.map(({ cells, meanDistance }) => [cells, meanDistance])).toEqual([[1, 5], [0, undefined]])
  })
})
