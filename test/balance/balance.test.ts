import { balancePlaces, buildSupply, createAxis, createCube, createLadder, findTurningPoints, parseInputs, raiseAlerts, valueAt } from 'school-places'
import type { Projection, Supply } from 'school-places'
import { chinaRemedies, shenzhenRule, surplusRule, zhejiangRules } from 'school-places/standards'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('two', 6, [
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] },
  { id: 'junior', en: 'Junior', zh: '初中', grades: ['J1'] },
])

/** A projection and a supply with the given pupils and places by grade and year; draws of pupils side by side. */
function sides(pupils: Record<string, number[][]>, places: Record<string, number[]>): { projection: Projection; supply: Supply } {
  const grades = Object.keys(pupils)
  const years = pupils[grades[0]!]!.length
  const draws = pupils[grades[0]!]![0]!.length
  const axes = { area: createAxis(['Town']), grade: createAxis(grades), year: createAxis(Array.from({ length: years }, (_, i) => 2021 + i)) }
  const cube = createCube(['area', 'grade', 'year', 'draw'], { ...axes, draw: createAxis(Array.from({ length: draws }, (_, i) => i)) }, 'pupils', Float64Array.from(grades.flatMap((grade) => pupils[grade]!.flat())))
  const stock = createCube(['area', 'grade', 'sector', 'year', 'draw'], { ...axes, sector: createAxis(['public']), draw: createAxis([0]) }, 'places', Float64Array.from(grades.flatMap((grade) => places[grade]!)))
  const common = { origin: 2021, horizon: years - 1, issues: [], provenance: { library: 'school-places' as const, version: '0', verb: 'test', options: {} } }
  return { projection: { ladder, pupils: cube, ...common }, supply: { places: stock, additions: [], ...common } }
}
const point = (pupils: Record<string, number[]>, places: Record<string, number[]>) => {
  const { projection, supply } = sides(Object.fromEntries(Object.entries(pupils).map(([grade, years]) => [grade, years.map((value) => [value])])), places)
  return balancePlaces(projection, supply)
}

describe('balance without offsetting', () => {
  test('two grades of 60 places with 70 and 45 pupils have gap +5 and unmet 10', () => {
    const { stages } = point({ P1: [70], P2: [45], J1: [0] }, { P1: [60], P2: [60], J1: [0] })
    const at = { area: 'Town', stage: 'primary', year: 2021 }
    expect([stages.gap, stages.unmet, stages.spare].map((cube) => valueAt(cube, at))).toEqual([5, 10, 15])
  })

  test('a number of pupils that is none is refused, with its place', () => {
    expect(() => point({ P1: [70, 71], P2: [45, Number.NaN], J1: [0, 0] }, { P1: [60, 60], P2: [60, 60], J1: [0, 0] })).toThrow(expect.objectContaining({ code: 'not-finite', where: expect.objectContaining({ area: 'Town', grade: 'P2', year: 2022 }) }))
  })

  test("England's rule on a hand-made table: need per year group and area, spare places apart", () => {
    // Demand 61, 58, 40 against 60 places each, +30 planned in the third: needed 1 + 0 + 0, spare 0 + 2 + 50.
    const { stages, grades } = point({ P1: [61], P2: [58], J1: [40] }, { P1: [60], P2: [60], J1: [90] })
    expect([...grades.unmet.values]).toEqual([1, 0, 0])
    expect([...stages.spare.values]).toEqual([2, 50])
  })

  test('many draws of pupils meet one draw of places', () => {
    const { projection, supply } = sides({ P1: [[70, 50]], P2: [[45, 45]], J1: [[0, 0]] }, { P1: [60], P2: [60], J1: [0] })
    expect([...balancePlaces(projection, supply).stages.unmet.values]).toEqual([10, 0, 0, 0])
  })

  test('years that differ are refused by name', () => {
    const { projection } = sides({ P1: [[1], [1]], P2: [[1], [1]], J1: [[1], [1]] }, { P1: [1, 1], P2: [1, 1], J1: [1, 1] })
    const { supply } = sides({ P1: [[1]], P2: [[1]], J1: [[1]] }, { P1: [1], P2: [1], J1: [1] })
    expect(() => balancePlaces(projection, supply)).toThrow(/labels must be equal on year/)
  })
})

describe('turning points', () => {
  test('peak, first and last short, worst and lasting surplus', () => {
    const balance = point({ P1: [50, 70, 65, 40, 30], P2: [50, 50, 66, 60, 30], J1: [10, 10, 10, 10, 10] }, { P1: [60, 60, 60, 60, 60], P2: [60, 60, 60, 60, 60], J1: [10, 10, 10, 10, 10] })
    expect(findTurningPoints(balance)[0]).toEqual({ area: 'Town', stage: 'primary', peakYear: 2023, peakPupils: 131, firstShort: 2022, lastShort: 2023, worstYear: 2023, worstUnmet: 11, firstSurplus: 2024, lastSpare: 60 })
    expect(findTurningPoints(balance)[1]).toMatchObject({ firstShort: undefined, worstYear: undefined, firstSurplus: undefined })
  })

  test('spare places beside a shortage in another grade are no surplus yet', () => {
    const balance = point({ P1: [60, 70, 40], P2: [60, 20, 40], J1: [1, 1, 1] }, { P1: [60, 60, 60], P2: [60, 60, 60], J1: [1, 1, 1] })
    expect(findTurningPoints(balance)[0]).toMatchObject({ lastShort: 2022, firstSurplus: 2023 })
  })

  test('the margin decides what is surplus', () => {
    const balance = point({ P1: [60, 57], P2: [60, 57], J1: [1, 1] }, { P1: [60, 60], P2: [60, 60], J1: [1, 1] })
    expect(findTurningPoints(balance)[0]!.firstSurplus).toBe(2022)
    expect(findTurningPoints(balance, { surplusMargin: 0.06 })[0]!.firstSurplus).toBeUndefined()
  })
})

describe('alerts', () => {
  test.each([
    [0.899, undefined],
    [0.9, 'yellow'],
    [0.999, 'yellow'],
    [1, 'red'],
  ] as const)('Zhejiang: %f of the plan is %s', (ratio, level) => {
    const balance = point({ P1: [ratio * 1000, 0], P2: [0, 0], J1: [0, 0] }, { P1: [1000, 1000], P2: [0, 0], J1: [1000, 1000] })
    expect(raiseAlerts(balance, { rules: zhejiangRules })[0]?.level).toBe(level)
  })

  test('Zhejiang looks three intakes ahead in primary and one in junior', () => {
    const years = [500, 500, 500, 1100, 1100]
    const balance = point({ P1: years, P2: years, J1: [500, 500, 1100, 1100, 1100] }, { P1: [1000, 1000, 1000, 1000, 1000], P2: [1e4, 1e4, 1e4, 1e4, 1e4], J1: [1000, 1000, 1000, 1000, 1000] })
    const alerts = raiseAlerts(balance, { rules: zhejiangRules })
    expect(alerts.map((alert) => [alert.stage, alert.grade, alert.years.map((each) => each.year)])).toEqual([['primary', 'P1', [2024]]])
  })

  test('Shenzhen 6-3-1: a shortage six years ahead is to predict, three to plan, one to ensure', () => {
    const none = [0, 0, 0, 0, 0, 0, 0, 0]
    const shortFrom = (lead: number) => point({ P1: none.map((_, i) => (i >= lead ? 70 : 50)), P2: none, J1: none }, { P1: none.map(() => 60), P2: none, J1: none })
    const level = (lead: number): string | undefined => raiseAlerts(shortFrom(lead), { rules: [shenzhenRule] })[0]?.level
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(level)).toEqual(['ensure', 'ensure', 'plan', 'plan', 'predict', 'predict', 'predict', undefined])
  })

  test('an alert says by when each remedy must be decided and what it still serves', () => {
    const none = [0, 0, 0, 0, 0, 0, 0]
    const balance = point({ P1: [50, 50, 70, 70, 80, 50, 50], P2: none, J1: none }, { P1: none.map(() => 60), P2: none, J1: none })
    const [alert] = raiseAlerts(balance, { rules: [shenzhenRule], remedies: chinaRemedies })
    expect(alert!.decideBy.map(({ remedy, year, serves }) => ({ remedy, year, serves }))).toEqual([
      { remedy: 'prefabricated', year: 2022, serves: 2023 },
      { remedy: 'conventional', year: 2020, serves: 2024 },
    ])
    expect(alert!.worst).toMatchObject({ year: 2025, places: 20 })
    expect(alert!.reason).toEqual({ fromYear: 2021, toYear: 2025, pupilsFrom: 50, pupilsTo: 80, placesFrom: 60, placesTo: 60, parts: [], opening: [], slipped: [] })
  })

  test('a surplus counts only where it lasts to the end', () => {
    const flat = (value: number): number[] => [value, value, value, value]
    const balance = point({ P1: [40, 60, 50, 40], P2: flat(0), J1: flat(0) }, { P1: flat(60), P2: flat(0), J1: flat(0) })
    const [alert] = raiseAlerts(balance, { rules: [surplusRule] })
    expect(alert!.years.map((each) => each.year)).toEqual([2023, 2024])
    expect(alert!.decideBy).toEqual([])
  })

  test('with many draws the level is that of the median and the chance is given', () => {
    const { projection, supply } = sides({ P1: [[900, 1000, 1100, 1200]], P2: [[0, 0, 0, 0]], J1: [[0, 0, 0, 0]] }, { P1: [1000], P2: [0], J1: [1000] })
    const [alert] = raiseAlerts(balancePlaces(projection, supply), { rules: zhejiangRules })
    expect(alert!.years[0]).toMatchObject({ level: 'red', value: 1.05, chance: 0.75, places: 50 })
  })

  test('no places at all and no pupils raise nothing; pupils without any place are red', () => {
    const balance = point({ P1: [0], P2: [0], J1: [5] }, { P1: [0], P2: [0], J1: [0] })
    expect(raiseAlerts(balance, { rules: zhejiangRules }).map((alert) => [alert.stage, alert.level])).toEqual([['junior', 'red']])
  })
})

test('Xiangzhou 2023: 15,500 + 7,409 places cover 19,000 children, 13,600 + 2,862 cover 16,000', () => {
  const dataset = parseInputs({
    areas: [{ area: 'Xiangzhou' }],
    places: [
      { area: 'Xiangzhou', grade: 'P1', sector: 'public', year: 2023, classes: 310, classSize: 50 },
      { area: 'Xiangzhou', grade: 'P1', sector: 'private', year: 2023, places: 7_409 },
      { area: 'Xiangzhou', grade: 'J1', sector: 'public', year: 2023, classes: 272, classSize: 50 },
      { area: 'Xiangzhou', grade: 'J1', sector: 'private', year: 2023, places: 2_862 },
    ],
  })
  const supply = buildSupply(dataset, { origin: 2023, horizon: 1 })
  const places = (grade: string): number => ['public', 'private'].reduce((sum, sector) => sum + valueAt(supply.places, { area: 'Xiangzhou', grade, sector, year: 2023 }), 0)
  expect([places('P1'), places('J1')]).toEqual([22_909, 16_462])
})
