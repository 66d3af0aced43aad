// Shares of public and inclusive kindergartens (5080), as they are and as cohorts fall, and migrant children in public and purchased places.
// Guangzhou 2020: 51.11 % public, 87.04 % inclusive (GZ-02, GZ-03); Panyu 2021: 85.9 % (PY-21), national line 85 %.

import fc from 'fast-check'
import { migrantShare, PlacesError, projectSectorShares, shareBySector } from 'school-places'
import type { BySector, Filling } from 'school-places'
import { kindergartenShares } from 'school-places/standards'
import { describe, expect, test } from 'vitest'

const settings = { seed: 20_210_901, numRuns: 150 } as const
const targets = { public: kindergartenShares.public.value / 100, inclusive: kindergartenShares.inclusive.value / 100 }
const order = ['public', 'private-inclusive', 'private'] as const
type Seats = Record<keyof BySector, number>

describe('5080 as it is', () => {
  test('Guangzhou holds it by 1.11 and 7.04 points; 35.93 % are private inclusive and 12.96 % neither', () => {
    const shares = shareBySector({ public: 51.11, 'private-inclusive': 35.93, private: 12.96 }, targets)
    expect(shares.public).toMatchObject({ marginPoints: 1.11, met: true, short: 0 })
    expect(shares.inclusive).toMatchObject({ marginPoints: 7.04, met: true, short: 0 })
    expect([shares.privateInclusive, shares.other]).toEqual([expect.closeTo(0.3593, 6), expect.closeTo(0.1296, 6)])
  })

  test('exactly half meets a target of a half; one child fewer does not, and one is short', () => {
    expect(shareBySector({ public: 500, private: 500 }, { public: 0.5, inclusive: 0.5 }).public).toEqual({ share: 0.5, target: 0.5, marginPoints: 0, met: true, short: 0 })
    expect(shareBySector({ public: 499, private: 501 }, { public: 0.5, inclusive: 0 }).public).toMatchObject({ met: false, short: 1 })
    expect(shareBySector({ public: 300, private: 701 }, { public: 0.5, inclusive: 0 }).public.short).toBe(201)
  })
})

describe('5080 as cohorts fall', () => {
  const places = { public: 480, 'private-inclusive': 360, private: 160 }
  const shares = (filling: Filling): (readonly [number, number])[] =>
    projectSectorShares([1_000, 900, 800, 600].map((pupils, i) => ({ year: 2021 + i, pupils, places })), { targets, filling }).map((each) => [Number(each.public.share.toFixed(4)), each.toHold.public.build!] as const)

  test('when public kindergartens fill first their share rises by itself and the need falls: 20 places short, then none', () => {
    expect(shares(order)).toEqual([[0.48, 20], [0.5333, 0], [0.6, 0], [0.8, 0]])
  })

  test('when all are equally full the share stays at 48 %, and 40 new places hold it at any size: 520 of 1,040', () => {
    // A new public place adds to the whole as well: (480 + x) ÷ (1,000 + x) reaches a half at x = 40.
    expect(shares('even')).toEqual([[0.48, 40], [0.48, 40], [0.48, 40], [0.48, 40]])
  })

  test('when public kindergartens fill last they lose first: the share falls with the cohort, and building does not help', () => {
    const last = projectSectorShares([{ year: 2021, pupils: 1_000, places }, { year: 2022, pupils: 800, places }], { targets, filling: ['private-inclusive', 'private', 'public'] })
    expect(last.map((each) => each.public.share)).toEqual([0.48, 0.35])
    expect(last.map((each) => each.toHold.public)).toEqual([{ convert: 20, build: undefined }, { convert: 120, build: undefined }])
  })

  test('the inclusive share is held by recognising private kindergartens', () => {
    const [year] = projectSectorShares([{ year: 2021, pupils: 1_000, places: { public: 500, 'private-inclusive': 250, private: 250 } }], { targets, filling: 'even' })
    expect(year!.inclusive.marginPoints).toBe(-5)
    expect(year!.toHold.inclusive).toEqual({ convert: 50, build: 250 })
    expect(year!.toHold.public).toEqual({ convert: 0, build: 0 })
  })

  test('children beyond all places have none', () => {
    const [year] = projectSectorShares([{ year: 2021, pupils: 1_200, places }], { targets, filling: 'even' })
    expect([year!.unplaced, year!.total]).toEqual([200, 1_000])
  })

  const some = fc.record({
    pupils: fc.integer({ min: 1, max: 40 }),
    places: fc.record({ public: fc.integer({ min: 0, max: 12 }), 'private-inclusive': fc.integer({ min: 0, max: 12 }), private: fc.integer({ min: 1, max: 12 }) }),
    filling: fc.constantFrom<Filling>('even', order, ['private', 'public', 'private-inclusive'], ['private-inclusive', 'private', 'public']),
  })

  test('brute force: no smaller number of places holds a target than the one that is told', () => {
    // An independent way to fill, child by child.
    const shareOf = (pupils: number, by: Seats, filling: Filling, kinds: readonly (keyof BySector)[]): number => {
      const all = order.reduce((sum, each) => sum + by[each], 0)
      const seated = Math.min(pupils, all)
      if (filling === 'even') return kinds.reduce((sum, each) => sum + by[each], 0) / all
      const seats = filling.flatMap((each) => Array.from({ length: by[each] }, () => each)).slice(0, seated)
      return seats.filter((each) => kinds.includes(each)).length / seated
    }
    fc.assert(
      fc.property(some, ({ pupils, places: by, filling }) => {
        const [year] = projectSectorShares([{ year: 2021, pupils, places: by }], { targets, filling })
        const first = (most: number, change: (x: number) => Seats, kinds: readonly (keyof BySector)[], target: number): number | undefined => {
          for (let x = 0; x <= most; x++) if (shareOf(pupils, change(x), filling, kinds) >= target - 1e-12) return x
          return undefined
        }
        const toPublic = (x: number): Seats => ({ public: by.public + x, private: by.private - Math.min(x, by.private), 'private-inclusive': by['private-inclusive'] - Math.max(0, x - by.private) })
        const built = (x: number): Seats => ({ ...by, public: by.public + x })
        const recognised = (x: number): Seats => ({ ...by, private: by.private - x, 'private-inclusive': by['private-inclusive'] + x })
        const inclusive = ['public', 'private-inclusive'] as const
        expect(year!.toHold.public).toEqual({ convert: first(by.private + by['private-inclusive'], toPublic, ['public'], 0.5), build: first(300, built, ['public'], 0.5) })
        expect(year!.toHold.inclusive).toEqual({ convert: first(by.private, recognised, inclusive, 0.8), build: first(300, built, inclusive, 0.8) })
      }),
      settings,
    )
  })

  test('law: children by sector and those without a place are all the children, and no sector takes more than its places', () => {
    fc.assert(
      fc.property(some, ({ pupils, places: by, filling }) => {
        const [year] = projectSectorShares([{ year: 2021, pupils, places: by }], { targets, filling })
        expect(year!.total + year!.unplaced).toBeCloseTo(pupils, 9)
        for (const sector of order) expect(year!.pupils[sector]!).toBeLessThanOrEqual(by[sector] + 1e-9)
        expect(year!.inclusive.share + year!.other).toBeCloseTo(1, 9)
      }),
      settings,
    )
  })
})

describe('migrant children', () => {
  const covers = 'migrant pupils enrolled, all grades'

  test('Panyu’s 85.9 % are 0.9 points above 85 %, and 51 % without the purchases would not be', () => {
    const found = migrantShare({ public: 5_100, purchased: 3_490, total: 10_000, covers }, { atLeast: 0.85, covers })
    expect(found).toMatchObject({ marginPoints: 0.9, met: true, short: 0, spare: 90 })
    expect([found.share, found.withoutPurchases.value]).toEqual([{ value: 0.859, numerator: 8_590, denominator: 10_000 }, 0.51])
  })

  test('81 % of applicants who qualify is not set against a line for all who are enrolled', () => {
    const found = migrantShare({ public: 700, purchased: 110, total: 1_000, covers: 'applicants who qualify, entry grades' }, { atLeast: 0.85, covers })
    expect([found.met, found.marginPoints, found.short]).toEqual([undefined, undefined, undefined])
    expect(found.issues.map((issue) => issue.code)).toEqual(['not-comparable'])
    expect(found.share.value).toBe(0.81)
  })

  test('85 % of 1,001 are 851 whole children', () => {
    expect(migrantShare({ public: 850, purchased: 0, total: 1_001, covers }, { atLeast: 0.85, covers })).toMatchObject({ met: false, short: 1, spare: 0 })
    expect(migrantShare({ public: 849, purchased: 2, total: 1_001, covers }, { atLeast: 0.85, covers })).toMatchObject({ met: true, short: 0, spare: 0 })
    expect(migrantShare({ public: 1, purchased: 0, total: 2, covers }).met).toBeUndefined()
    // No more purchases can be spared than there are.
    expect(migrantShare({ public: 950, purchased: 20, total: 1_000, covers }, { atLeast: 0.85, covers }).spare).toBe(20)
  })
})

describe('bad input', () => {
  const faults = (call: () => unknown): string[] => {
    try {
      call()
    } catch (error) {
      expect(error).toBeInstanceOf(PlacesError)
      return (error as PlacesError).issues.map((issue) => `${issue.where.option ?? issue.where.column}${issue.where.sector === undefined ? '' : ` ${issue.where.sector}`}${issue.where.year === undefined ? '' : ` ${issue.where.year}`}`)
    }
    return []
  }

  test('every fault of a call is told in one error', () => {
    expect(faults(() => shareBySector({ public: -1, other: 3 } as BySector, { public: 1.2, inclusive: Number.NaN }))).toEqual(['pupils public', 'pupils other', 'targets.public', 'targets.inclusive', 'pupils'])
    expect(
      faults(() =>
        projectSectorShares(
          [
            { year: 2021, pupils: 0, places: { public: 1 } },
            { year: 2022, pupils: 5, places: { public: Number.NaN } },
            { year: 2023, pupils: 5, places: {} },
          ],
          { targets, filling: ['public', 'private'] },
        ),
      ),
    ).toEqual(['pupils 2021', 'places public 2022', 'places 2022', 'places 2023', 'filling'])
    expect(faults(() => migrantShare({ public: -1, purchased: Infinity, total: 0, covers: '' }, { atLeast: 2, covers: '' }))).toEqual(['public', 'purchased', 'total', 'total', 'atLeast'])
  })
})
