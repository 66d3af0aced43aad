// Land linked to places: verdicts by hand, the most dwellings, monotony in dwellings; land for schools; communities without a public kindergarten.
// Reference: Yongzhou's norm of 110 primary, 55 junior and 55 kindergarten places per 1,000 residents at 3 persons a household.

import { chinaLadder, createAxis, createCube, landNeeded, linkLand, uncoveredCommunities, yieldsOfNorm } from 'school-places'
import type { Balance, LinkageOptions, Parcel, PlacesError } from 'school-places'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const years = [2025, 2026, 2027, 2028, 2029]

/** A balance of one town from gaps by stage, then year, then draw; 1,000 places each. */
function balanceOf(gaps: Record<string, number[][]>): Balance {
  const stages = Object.keys(gaps)
  const draws = gaps[stages[0]!]![0]!.length
  const axes = { area: createAxis(['Town']), stage: createAxis(stages), year: createAxis(years), draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }
  const cube = (f: (gap: number) => number) => createCube(['area', 'stage', 'year', 'draw'], axes, 'places', Float64Array.from(stages.flatMap((stage) => gaps[stage]!.flat().map(f))))
  return { stages: { gap: cube((gap) => gap), places: cube(() => 1000), pupils: cube((gap) => 1000 - gap) } } as unknown as Balance
}
const flat = (...values: number[]): number[][] => values.map((value) => [value])
const options: LinkageOptions = { yields: [{ stage: 'primary', perHundred: [10, 20] }, { stage: 'junior', perHundred: [0, 0, 5] }], placesFrom: 2028 }
const roomy = { primary: flat(100, 100, 100, 100, 100), junior: flat(50, 50, 50, 50, 50) }
const parcel = (dwellings: number, more: Partial<Parcel> = {}): Parcel => ({ parcel: 'P', area: 'Town', dwellings, delivery: 2026, ...more })

describe('the verdict on a parcel', () => {
  test('500 dwellings send 50, then 100 primary pupils: 100 spare places just suffice', () => {
    const [verdict] = linkLand(balanceOf(roomy), [parcel(500)], options)
    expect(verdict!.years.filter(({ stage }) => stage === 'primary').map(({ pupils, gap }) => [pupils, gap])).toEqual([[0, 100], [50, 50], [100, 0], [100, 0], [100, 0]])
    expect([verdict!.verdict, verdict!.mostDwellings, verdict!.bring]).toEqual(['pass', 500, []])
  })

  test('600 dwellings are 20 places short in 2027, before places decided now can open: stop', () => {
    const [verdict] = linkLand(balanceOf(roomy), [parcel(600)], options)
    expect([verdict!.verdict, verdict!.reasons[0]!.year, verdict!.reasons[0]!.stage, verdict!.reasons[0]!.gap]).toEqual(['stop', 2027, 'primary', -20])
  })

  test('handed over a year later the same parcel passes on condition: 20 places, in classes of 45 one class, by 2028', () => {
    const [verdict] = linkLand(balanceOf(roomy), [parcel(600, { delivery: 2027 })], { ...options, classSizes: { primary: 45 } })
    expect(verdict!.verdict).toBe('conditional')
    expect(verdict!.bring).toEqual([{ stage: 'primary', places: 45, classes: 1, own: 20, year: 2028 }])
    expect(linkLand(balanceOf(roomy), [parcel(600, { delivery: 2027, brings: [{ stage: 'primary', places: 20, year: 2028 }] })], options)[0]!.verdict).toBe('pass')
  })

  test('what a parcel must bring tells its own pupils apart from what was missing before it', () => {
    const short = { ...roomy, primary: flat(100, 100, 100, -30, -30) }
    const [verdict] = linkLand(balanceOf(short), [parcel(100, { delivery: 2027 })], options)
    expect([verdict!.verdict, verdict!.bring]).toEqual(['conditional', [{ stage: 'primary', places: 50, classes: undefined, own: 20, year: 2028 }]])
  })

  test('what a parcel on condition must bring is there for the next, from its year on: nobody brings it twice', () => {
    const later = { delivery: 2027 }
    const two = [parcel(600, later), { ...parcel(100, later), parcel: 'second' }]
    const [first, second] = linkLand(balanceOf(roomy), two, options)
    expect([first!.bring[0]!.places, second!.bring]).toEqual([20, [{ stage: 'primary', places: 20, classes: undefined, own: 20, year: 2028 }]])
    // A whole class of 45 for 20 pupils leaves 25 places: the 20 of the second find room, in 2028 and not before.
    const classes = linkLand(balanceOf(roomy), two, { ...options, classSizes: { primary: 45 } })
    expect(classes.map(({ verdict }) => verdict)).toEqual(['conditional', 'pass'])
    expect(classes[1]!.years.filter(({ stage }) => stage === 'primary').map(({ gap }) => gap)).toEqual([100, 100, 30, 5, 5])
  })

  test('parcels asked one after the other bring together what one of all their dwellings would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 100 }), (tens, room) => {
        const balance = balanceOf({ primary: flat(500, 500, 500, room, room), junior: flat(500, 500, 500, 500, 500) })
        const asked = (dwellings: readonly number[]) => linkLand(balance, dwellings.map((each, i) => parcel(each, { parcel: `p${i}`, delivery: 2028 })), { ...options, yields: [{ stage: 'primary', perHundred: [10] }] })
        const sum = (of: ReturnType<typeof asked>) => of.flatMap(({ bring }) => bring).reduce((all, { places }) => all + places, 0)
        const all = tens.map((each) => 10 * each)
        expect(sum(asked(all))).toBe(sum(asked([all.reduce((total, each) => total + each, 0)])))
      }),
      { seed: 20210901, numRuns: 200 },
    )
  })

  test('homes that fill over years have a clock of their own: half now and half next year', () => {
    const [verdict] = linkLand(balanceOf(roomy), [parcel(200, { occupancy: [0.5, 1] })], options)
    // 2026: 100 × 10 %; 2027: 100 × 20 % + 100 × 10 %; then 200 × 20 %.
    expect(verdict!.years.filter(({ stage }) => stage === 'primary').map(({ pupils }) => Math.round(pupils * 1e9) / 1e9)).toEqual([0, 10, 30, 40, 40])
  })

  test('floor area stands for dwellings, and parcels in order use up what those before leave', () => {
    const parcels = [parcel(0, { parcel: 'A', dwellings: undefined, floorArea: 45_000, floorPerDwelling: 112 }), parcel(100, { parcel: 'B' }), parcel(98, { parcel: 'C' })]
    const verdicts = linkLand(balanceOf(roomy), parcels, options)
    expect(verdicts.map(({ dwellings, verdict, mostDwellings }) => [dwellings, verdict, mostDwellings])).toEqual([[401, 'pass', 500], [100, 'stop', 99], [98, 'pass', 99]])
  })

  test('the accepted chance is a share of draws: 1 of 5 futures may be short', () => {
    const gaps = { primary: years.map(() => [10, 60, 60, 60, 60]), junior: years.map(() => [99, 99, 99, 99, 99]) }
    const [accepted] = linkLand(balanceOf(gaps), [parcel(250)], options)
    expect([accepted!.verdict, accepted!.years.find(({ year, stage }) => year === 2027 && stage === 'primary')!.chance, accepted!.mostDwellings]).toEqual(['pass', 0.2, 300])
    expect(linkLand(balanceOf(gaps), [parcel(250)], { ...options, mostChance: 0.1 })[0]!.verdict).toBe('stop')
  })

  test('a margin keeps places free', () => {
    expect(linkLand(balanceOf({ ...roomy, junior: roomy.primary }), [parcel(0)], { ...options, margin: 0.05 })[0]!.mostDwellings).toBe(250)
  })

  test('the school is handed over with the housing, and before the first pupils at the latest', () => {
    expect(linkLand(balanceOf(roomy), [parcel(1, { phases: { plan: '2024-03-01', handOver: '2026-12-01' } })], options)[0]!.synchrony).toEqual({ plan: '2024-03-01', handOver: '2026-08-31' })
  })

  test('more dwellings never give a better verdict, and the most dwellings pass while one more does not', () => {
    const rank = { pass: 0, conditional: 1, stop: 2 }
    const gap = fc.integer({ min: -40, max: 200 })
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, gap, gap), { minLength: 5, maxLength: 5 }), fc.array(fc.tuple(gap, gap, gap), { minLength: 5, maxLength: 5 }), fc.nat(900), fc.nat(900), fc.integer({ min: 2025, max: 2029 }), (primary, junior, a, b, delivery) => {
        const balance = balanceOf({ primary, junior })
        const of = (dwellings: number) => linkLand(balance, [parcel(dwellings, { delivery, occupancy: [0.4, 0.8, 1] })], options)[0]!
        const [less, more] = [of(Math.min(a, b)), of(Math.max(a, b))]
        expect(rank[more.verdict]).toBeGreaterThanOrEqual(rank[less.verdict])
        const most = less.mostDwellings
        if (most > 0 && most < Infinity) expect(of(most).verdict).toBe('pass')
        if (most < Infinity) expect(of(most + 1).verdict).not.toBe('pass')
      }),
      { seed: 20210901, numRuns: 200 },
    )
  })

  test('every fault is named at once', () => {
    const bad = [{ parcel: 'P', area: 'Nowhere', delivery: 2026.5 }, parcel(-3, { occupancy: [0.6, 0.4], phases: { plan: 'soon' }, brings: [{ stage: 'college', places: 1, year: 2026 }] })] as Parcel[]
    let error: PlacesError | undefined
    try {
      linkLand(balanceOf(roomy), bad, { ...options, yields: [{ stage: 'senior', perHundred: [-1] }], margin: 1 })
    } catch (caught) {
      error = caught as PlacesError
    }
    expect(error?.issues.map(({ where }) => where.column ?? where.option)).toEqual(['area', 'dwellings', 'delivery', 'parcel', 'dwellings', 'phases plan', 'occupancy', 'brings', 'yields', 'yields', 'margin'])
  })
})

describe('norms, land and communities', () => {
  test("Yongzhou's norm gives 660 primary, 330 junior and 330 kindergarten places for 2,000 households", () => {
    const yields = yieldsOfNorm(chinaLadder, 3, { primary: 110, junior: 55, kindergarten: 55 })
    expect(yields.map(({ stage, perHundred }) => [stage, (perHundred[0]! * 2000) / 100])).toEqual([['primary', 660], ['junior', 330], ['kindergarten', 330]])
  })

  test('senior places against reserved land: 22.5 ㎡ a place', () => {
    const land = landNeeded([{ year: 2030, places: 3600 }, { year: 2028, places: 1000 }], 22.5, [{ site: 'A', area: 30_000, from: 2026 }, { site: 'B', area: 40_000, from: 2029 }])
    expect(land.years.map(({ year, required, reserved, short }) => [year, required, reserved, short])).toEqual([[2028, 22_500, 30_000, 0], [2030, 81_000, 70_000, 11_000]])
    expect([land.peak.year, land.firstShort, land.placesOnReserve]).toEqual([2030, 2030, 3111])
  })

  test('communities without a public kindergarten come by their children', () => {
    const list = uncoveredCommunities(
      [{ community: 'a', children: 50 }, { community: 'b', children: 300 }, { community: 'c', children: 120 }, { community: 'd', children: 120 }],
      [{ kindergarten: '1', community: 'b', sector: 'public', places: 90 }, { kindergarten: '2', community: 'c', sector: 'private-inclusive', places: 90 }, { kindergarten: '3', community: 'c', sector: 'private', places: 60 }],
    )
    expect(list.map(({ community, rank, inclusivePlaces, unserved }) => [community, rank, inclusivePlaces, unserved])).toEqual([['d', 1, 0, 120], ['c', 2, 90, 0], ['a', 3, 0, 50]])
  })

  test('bad numbers of both are named at once', () => {
    expect(() => landNeeded([{ year: 2028, places: -1 }, { year: 2028, places: 1 }], 0, [{ site: 'A', area: -5, from: 2026 }])).toThrow(expect.objectContaining({ issues: expect.objectContaining({ length: 4 }) }))
    expect(() => uncoveredCommunities([{ community: 'a', children: -1 }, { community: 'a', children: 1 }], [{ kindergarten: 'k', community: 'x', sector: 'public', places: -1 }])).toThrow(expect.objectContaining({ issues: expect.objectContaining({ length: 4 }) }))
  })
})
