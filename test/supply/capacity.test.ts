// Places of schools and sites: from classes, floor, land, or as stated; and the margin kept free.

import fc from 'fast-check'
import { balancePlaces, buildSupply, capacityOf, keepMargin, parseInputs, placesFromSpace, placesOfSite, planPlaces, sitesNeeded, spaceForPlaces, total, valueAt } from 'school-places'
import type { SpaceStandard, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

// 城市普通中小学校校舍建设标准（建标〔2002〕102号）, table 4-1, planned (规划) floor area in ㎡ without dormitories; read from a mirror.
const primaryFloor: SpaceStandard = {
  id: 'primary-floor-2002',
  measure: 'floor',
  stages: ['primary'],
  points: [
    { classes: 12, places: 540, area: 5_382 },
    { classes: 18, places: 810, area: 6_714 },
    { classes: 24, places: 1_080, area: 8_464 },
    { classes: 30, places: 1_350, area: 9_689 },
  ],
}
// 深圳《中小学校项目规范》in force 2022-11-01: primary of 18 classes 7,200 ㎡ of land for 810 places; the second size is made for these tests.
const primaryLand: SpaceStandard = {
  id: 'primary-land',
  measure: 'land',
  stages: ['primary'],
  points: [
    { classes: 18, places: 810, area: 7_200 },
    { classes: 36, places: 1_620, area: 13_500 },
  ],
}

describe('space', () => {
  test.each([
    [540, 10],
    [810, 8.3],
    [1_080, 7.8],
    [1_350, 7.2],
  ])('a primary school of %i places needs %f ㎡ a place, as published', (places, each) => {
    expect(spaceForPlaces(places, primaryFloor) / places).toBeCloseTo(each, 1)
    expect(placesFromSpace(spaceForPlaces(places, primaryFloor), primaryFloor)).toBe(places)
  })

  test('between two sizes the area rises in a straight line: 21 classes need the middle of 18 and 24', () => {
    expect(spaceForPlaces(945, primaryFloor)).toBe((6_714 + 8_464) / 2)
    expect(placesFromSpace((6_714 + 8_464) / 2, primaryFloor)).toBe(945)
  })

  test('beyond the published sizes the ㎡ per place of the nearest hold', () => {
    expect(placesFromSpace(5_382 / 2, primaryFloor)).toBe(270)
    expect(placesFromSpace(9_689 * 2, primaryFloor)).toBe(2_700)
    expect(placesFromSpace(0, primaryFloor)).toBe(0)
  })

  test('more floor never holds fewer places, and the places found fit the floor', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30_000, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }), (area, more) => {
        const places = placesFromSpace(area, primaryFloor)
        expect(placesFromSpace(area + more, primaryFloor)).toBeGreaterThanOrEqual(places)
        expect(spaceForPlaces(places, primaryFloor)).toBeLessThanOrEqual(area + 1e-4)
        expect(spaceForPlaces(places + 1, primaryFloor)).toBeGreaterThan(area - 1e-4)
      }),
      { seed: 20_210_901, numRuns: 300 },
    )
  })

  test('the area that so many places need holds exactly so many', () => {
    for (let places = 0; places <= 3_000; places++) expect(placesFromSpace(spaceForPlaces(places, primaryFloor), primaryFloor)).toBe(places)
  })

  test('a standard whose sizes fall, none, or a negative area is refused', () => {
    const falling = { ...primaryFloor, points: primaryFloor.points.toReversed() }
    for (const call of [() => placesFromSpace(1, falling), () => spaceForPlaces(1, { ...primaryFloor, points: [] }), () => placesFromSpace(-1, primaryFloor), () => spaceForPlaces(Number.NaN, primaryFloor)]) {
      expect(call).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    }
  })
})

describe('capacity of a school', () => {
  test("Donghu's campus: 1,620 places are 36 classes of 45", () => {
    expect(capacityOf({ school: 'Tianji', classes: [{ stage: 'primary', classes: 36, classSize: 45 }] })).toMatchObject({ places: 1_620, binding: 'classes' })
  })

  test('an average school of the Bao\'an programme: 30 classes of 45 and 15 of 50 are 2,100', () => {
    const found = capacityOf({ school: 'nine-year', classes: [{ stage: 'primary', classes: 30 }, { stage: 'junior', classes: 15 }] }, { classSizes: { primary: 45, junior: 50 } })
    expect(found).toMatchObject({ places: 2_100, stages: [{ stage: 'primary', places: 1_350, classes: 30 }, { stage: 'junior', places: 750, classes: 15 }] })
  })

  test('a kindergarten counts each grade by its own class size: 25, 30 and 35', () => {
    const classes = ['K1', 'K2', 'K3'].map((grade) => ({ stage: 'kindergarten', grade, classes: 4 }))
    const found = capacityOf({ school: 'K', classes }, { classSizes: { K1: 25, K2: 30, K3: 35, kindergarten: 99 } })
    expect(found.places).toBe(360)
    expect(found.grades.map((each) => each.places)).toEqual([100, 120, 140])
  })

  test('of several ways the least binds, and is named', () => {
    const room = { school: 'S', classes: [{ stage: 'primary', classes: 30, classSize: 45 }], floor: 8_464, land: 7_200, stated: 1_200 }
    const norms = { floorStandard: primaryFloor, landStandard: primaryLand }
    expect(capacityOf(room, norms)).toMatchObject({
      places: 810,
      binding: 'land',
      ways: [
        { way: 'classes', places: 1_350 },
        { way: 'floor', places: 1_080 },
        { way: 'land', places: 810 },
        { way: 'stated', places: 1_200 },
      ],
    })
    expect(capacityOf({ ...room, land: undefined }, norms).binding).toBe('floor')
    expect(capacityOf({ ...room, stated: 700 }, norms).binding).toBe('stated')
  })

  test('everything wrong is told at once; nothing known is no data', () => {
    expect(() => capacityOf({ school: 'S', classes: [{ stage: 'primary', classes: -1, classSize: 45 }, { stage: 'junior', classes: 3 }], floor: 900, stated: -5 }, { landStandard: primaryLand })).toThrow(
      'capacityOf: S: classes of primary must be at least 0, got -1; classes of junior need a size of more than 0, got none; floor needs a standard, got none; stated places must be at least 0, got -5',
    )
    expect(() => capacityOf({ school: 'S', land: 1 }, { landStandard: primaryFloor })).toThrow(/needs a standard of land, got one of floor/)
    expect(() => capacityOf({ school: 'S' })).toThrow(expect.objectContaining({ code: 'no-data' }))
  })
})

describe('sites', () => {
  const site = (name: string, area: number, stage = 'primary') => placesOfSite({ site: name, area, stage }, [primaryFloor, primaryLand])

  test('a site holds the places and classes of the land standard of its stage', () => {
    expect(site('A', 10_350)).toEqual({ site: 'A', stage: 'primary', places: 1_215, classes: 27, standard: 'primary-land', belowSmallest: false })
    expect(site('B', 3_600)).toMatchObject({ places: 405, classes: 9, belowSmallest: true })
    expect(site('C', 9_000, 'senior')).toMatchObject({ places: 0, standard: undefined })
  })

  test('the fewest sites close a gap; what none can close is left over', () => {
    const sites = [site('A', 7_200), site('B', 13_500), site('C', 10_350)]
    expect(sitesNeeded(2_500, sites)).toMatchObject({ sites: [{ site: 'B' }, { site: 'C' }], places: 2_835, short: 0 })
    expect(sitesNeeded(5_000, sites)).toMatchObject({ places: 3_645, short: 1_355 })
    expect(sitesNeeded(0, sites)).toMatchObject({ sites: [], places: 0, short: 0 })
    expect(() => sitesNeeded(-1, sites)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => sitesNeeded(1, [...sites, site('D', 9, 'senior')])).toThrow(/of one stage/)
  })

  test('no other choice of sites is smaller, tried for every choice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 6_000 }), (sizes, gap) => {
        const sites = sizes.map((places, i) => ({ site: `${i}`, stage: 'primary', places, classes: 0, standard: 'x', belowSmallest: false }))
        let fewest = Infinity
        for (let choice = 0; choice < 1 << sizes.length; choice++) {
          const chosen = sizes.filter((_, i) => (choice & (1 << i)) !== 0)
          if (chosen.reduce((sum, each) => sum + each, 0) >= gap) fewest = Math.min(fewest, chosen.length)
        }
        const found = sitesNeeded(gap, sites)
        expect(found.short === 0 ? found.sites.length : Infinity).toBe(fewest)
      }),
      { seed: 20_210_901, numRuns: 100 },
    )
  })
})

describe('operating margin', () => {
  const tables: Tables = {
    areas: [{ area: 'A' }, { area: 'B' }],
    places: ['A', 'B'].flatMap((area) => [
      { area, stage: 'primary', sector: 'public' as const, year: 2020, places: 600 },
      { area, stage: 'primary', sector: 'private' as const, year: 2020, places: 300 },
      { area, stage: 'junior', sector: 'public' as const, year: 2020, places: 300 },
    ]),
  }
  const dataset = parseInputs(tables)
  const supply = buildSupply(dataset, { origin: 2020, horizon: 2 })
  const left = (margins: Parameters<typeof keepMargin>[1], area: string, grade: string) => valueAt(total(keepMargin(supply, margins, dataset.ladder).places, 'sector'), { area, grade, year: 2021 })

  test('the most exact margin holds: area and stage, then area, then stage, then everywhere', () => {
    const margins = [{ share: 0.02 }, { share: 0.04, stage: 'junior' }, { share: 0.06, area: 'B' }, { share: 0.1, area: 'B', stage: 'primary' }]
    expect([left(margins, 'A', 'P1'), left(margins, 'A', 'J1'), left(margins, 'B', 'J1'), left(margins, 'B', 'P6')]).toEqual([147, 96, 94, 135])
  })

  test('is told for the origin year, and leaves the supply as it was', () => {
    const kept = keepMargin(supply, [{ share: 0.05, stage: 'primary' }], dataset.ladder)
    expect(kept.issues.find((issue) => issue.code === 'margin-kept')!.amounts).toEqual({ share: 0.05, places: 90, year: 2020 })
    expect(valueAt(supply.places, { area: 'A', grade: 'P1', sector: 'public', year: 2020 })).toBe(100)
    expect(kept.additions).toBe(supply.additions)
  })

  test('a balance and a plan use what is left', () => {
    const pupils = dataset.ladder.grades.filter((grade) => grade.stage !== 'senior').flatMap(({ id: grade }) => ['A', 'B'].flatMap((area) => [2019, 2020].map((year) => ({ area, grade, year, pupils: 145 }))))
    const plan = planPlaces({ ...tables, pupils }, { horizon: 2, margins: [{ share: 0.05 }] })
    expect(valueAt(plan.balance.grades.unmet, { area: 'A', grade: 'P1', year: 2020 })).toBeCloseTo(2.5, 9)
    expect(balancePlaces(plan.projection, plan.supply).stages.places.values).toEqual(plan.balance.stages.places.values)
  })

  test.each([[[{ share: 1 }]], [[{ share: -0.1 }]], [[{ share: 0.1 }, { share: 0.2 }]], [[{ share: 0.1, area: 'C' }]], [[{ share: 0.1, stage: 'middle' }]]])('%j is refused', (margins) => {
    expect(() => keepMargin(supply, margins, dataset.ladder)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})
