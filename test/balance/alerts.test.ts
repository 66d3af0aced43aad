// Alerts in full: every measure by hand, years of each level, the 80 % range, reasons by cause and project, and what would end them.

import { PlacesError, balancePlaces, createAxis, createCube, createLadder, estimateRates, explainYears, parseInputs, planPlaces, projectPupils, raiseAlerts } from 'school-places'
import type { Balance, Projection, Supply } from 'school-places'
import { alertText } from 'school-places/report'
import { chanceRule, chinaRemedies, fallingRollsRule, shenzhenRule, surplusRule, utilisationTiersRule, zhejiangRules } from 'school-places/standards'
import type { AlertRule } from 'school-places/standards'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('one', 6, [{ id: 'primary', en: 'Primary', zh: '小学', grades: ['P1'] }])

/** A balance of one grade from pupils by year, then draw, and places by year. */
function balanceOf(pupils: number[][], places: number[]): Balance {
  const draws = pupils[0]!.length
  const axes = { area: createAxis(['Town']), grade: createAxis(['P1']), year: createAxis(pupils.map((_, i) => 2021 + i)) }
  const common = { origin: 2021, horizon: pupils.length - 1, issues: [], provenance: { library: 'school-places' as const, version: '0', verb: 'test', options: {} } }
  const projection = { ladder, pupils: createCube(['area', 'grade', 'year', 'draw'], { ...axes, draw: createAxis(Array.from({ length: draws }, (_, d) => d)) }, 'pupils', Float64Array.from(pupils.flat())), ...common } as Projection
  const supply = { places: createCube(['area', 'grade', 'sector', 'year', 'draw'], { ...axes, sector: createAxis(['public']), draw: createAxis([0]) }, 'places', Float64Array.from(places)), additions: [], ...common } as Supply
  return balancePlaces(projection, supply)
}
const single = (...values: number[]): number[][] => values.map((value) => [value])

describe('an alert', () => {
  test("Zhejiang's bands: 0.899 raises nothing, 0.90 and 0.999 are yellow, 1.00 is red, and each level has its years", () => {
    const [alert] = raiseAlerts(balanceOf(single(899, 900, 999, 1000), [1000, 1000, 1000, 1000]), { rules: zhejiangRules })
    expect(alert!.levels).toEqual([
      { level: 'yellow', name: { en: 'yellow', zh: '黄色' }, firstYear: 2022, years: [2022, 2023] },
      { level: 'red', name: { en: 'red', zh: '红色' }, firstYear: 2024, years: [2024] },
    ])
    expect([alert!.level, alert!.firstYear]).toEqual(['red', 2022])
  })

  test('where the share of children with local registration is known, Zhejiang counts only them', () => {
    const balance = balanceOf(single(1000, 1000), [1000, 1000])
    const shares = createCube(['area', 'stage', 'year'], { area: createAxis(['Town']), stage: createAxis(['primary']), year: createAxis([2021, 2022]) }, 'ratio', Float64Array.of(0.899, 0.95))
    const [alert] = raiseAlerts(balance, { rules: zhejiangRules, localShares: shares })
    expect(alert!.years.map(({ year, level, value }) => [year, level, value])).toEqual([[2022, 'yellow', 0.95]])
    // Without the share all children are counted, and the alert says so.
    expect([alert!.children, raiseAlerts(balance, { rules: zhejiangRules })[0]!.children]).toEqual(['local', 'all'])
  })

  test('the places short have their median and the range that holds 80 % of the futures', () => {
    const draws = Array.from({ length: 11 }, (_, d) => 100 + d)
    const [alert] = raiseAlerts(balanceOf([draws], [100]), { rules: [{ ...shenzhenRule }] })
    expect(alert!.worst).toMatchObject({ places: 5, low: 1, high: 9, chance: 10 / 11 })
  })

  test('the chance of a shortage is the share of futures in which a pupil has no place', () => {
    const balance = balanceOf([[90, 90, 90, 90, 101], [101, 101, 101, 90, 90], [120, 120, 120, 120, 120]], [100, 100, 100])
    const [alert] = raiseAlerts(balance, { rules: [chanceRule] })
    expect(alert!.years.map(({ level, value, chance }) => [level, value, chance])).toEqual([['watch', 0.2, 0.2], ['likely', 0.6, 0.6], ['nearly-certain', 1, 1]])
  })

  test('falling rolls: pupils below their highest number since the base year, future by future, where it lasts', () => {
    const [alert] = raiseAlerts(balanceOf([[100, 100], [120, 90], [90, 80], [88, 70]], [100, 100, 100, 100]), { rules: [fallingRollsRule] })
    // 2023: 1 − 90/120 = .25 and 1 − 80/100 = .2, middle .225; 2024: 1 − 88/120 and 1 − 70/100, middle .28333.
    expect(alert!.years.map(({ year, level, value }) => [year, level, Math.round(value * 1e5) / 1e5])).toEqual([[2023, 'falling', 0.225], [2024, 'steep', 0.28333]])
    expect([alert!.kind, alert!.clear]).toEqual(['surplus', undefined])
  })

  test('three tiers of utilisation look exactly four years ahead', () => {
    const [alert] = raiseAlerts(balanceOf(single(200, 200, 200, 200, 121, 200), [100, 100, 100, 100, 100, 100]), { rules: [utilisationTiersRule] })
    expect(alert!.years.map(({ year, level }) => [year, level])).toEqual([[2025, 'tier-2']])
  })

  test('a rule may look at an indicator of the user, and names it when it is not handed over', () => {
    const balance = balanceOf(single(50, 70), [60, 60])
    const rule: AlertRule = { ...chanceRule, id: 'own', measure: 'indicator', indicator: 'pupils a teacher', levels: [{ level: 'many', name: { en: 'many', zh: '多' }, atLeast: 20 }] }
    const values = createCube(['area', 'stage', 'year', 'draw'], balance.stages.pupils.axes, 'ratio', Float64Array.of(19, 23))
    const [alert] = raiseAlerts(balance, { rules: [rule], indicators: { 'pupils a teacher': { level: 'stage', values } } })
    expect(alert!.years.map(({ year, value }) => [year, value])).toEqual([[2022, 23]])
    expect(() => raiseAlerts(balance, { rules: [rule] })).toThrow(/pupils a teacher/)
  })
})

describe('what would end an alert', () => {
  const rules = { shortage: [...zhejiangRules, { ...shenzhenRule, leads: { from: 0, to: 3 }, levels: [{ ...shenzhenRule.levels[0]!, leads: undefined }] }, chanceRule], surplus: [surplusRule] }
  const counts = fc.array(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 4 })

  test('with the places it names no level is reached, with one fewer there is still one', () => {
    let seen = 0
    fc.assert(
      fc.property(counts, fc.constantFrom(...rules.shortage), (pupils, rule) => {
        const [alert] = raiseAlerts(balanceOf(pupils, [100, 100, 100, 100]), { rules: [rule] })
        if (alert === undefined) return
        seen++
        const withMore = (more: number) => raiseAlerts(balanceOf(pupils, [100, 100, 100, 100].map((places) => places + more)), { rules: [rule] })
        expect(withMore(alert.clear!.places)).toEqual([])
        expect(withMore(alert.clear!.places - 1)).toHaveLength(1)
      }),
      { seed: 20210901, numRuns: 300 },
    )
    expect(seen).toBeGreaterThan(150)
  })

  test('a surplus can give up what it names and still stands at its bound, but no more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (pupils) => {
        const [alert] = raiseAlerts(balanceOf(single(pupils), [300]), { rules: [surplusRule] })
        if (alert === undefined) return
        const left = 300 - alert.clear!.places
        expect((left - pupils) / left).toBeGreaterThanOrEqual(0.1 - 1e-9)
        expect((left - 1 - pupils) / (left - 1)).toBeLessThan(0.1)
      }),
      { seed: 20210901, numRuns: 100 },
    )
  })
})

describe('the reason of an alert', () => {
  const tables = {
    areas: [{ area: 'Town' }],
    pupils: [2019, 2020, 2021].flatMap((year) => ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((grade) => ({ area: 'Town', grade, year, pupils: 100 + 20 * (year - 2019) }))),
    births: Array.from({ length: 16 }, (_, i) => ({ area: 'Town', year: 2010 + i, births: 100 + 8 * i })),
    places: [{ area: 'Town', stage: 'primary', sector: 'public' as const, year: 2021, places: 800 }],
    projects: [
      { project: 'New school', area: 'Town', stage: 'primary', sector: 'public' as const, kind: 'extension' as const, opens: 2023, places: 60 },
      { project: 'Late school', area: 'Town', stage: 'primary', sector: 'public' as const, kind: 'extension' as const, opens: 2025, places: 90 },
    ],
  }

  test('its causes are those of the point forecast and add up to the change of pupils; projects that open are named', () => {
    const plan = planPlaces(tables, { horizon: 3, rules: [{ ...shenzhenRule }] })
    const [alert] = plan.alerts
    const { reason } = alert!
    expect(reason.parts.length).toBeGreaterThan(1)
    expect(reason.parts.reduce((sum, part) => sum + part.pupils, 0)).toBeCloseTo(reason.pupilsTo - reason.pupilsFrom, 6)
    expect(reason.opening.map(({ project, places }) => [project, places])).toEqual(reason.toYear >= 2023 ? [['New school', 60]] : [])
    const rates = estimateRates(parseInputs(tables), { horizon: 3 })
    const rows = explainYears(rates, projectPupils(rates), { area: 'Town', stage: 'primary', from: 2021, to: reason.toYear }).rows
    expect(new Set(reason.parts.map((part) => part.factor))).toEqual(new Set(rows.filter((row) => row.pupils !== 0).map((row) => row.factor)))
  })

  test('a project that was to open by the worst year and does not is told as slipped, in both languages', () => {
    const balance = balanceOf(single(100, 150), [100, 100])
    const additions = [{ project: 'Late school', area: 'Town', stage: 'primary', year: 2025, net: 90, inStock: false }, { project: 'Other', area: 'Town', stage: 'primary', year: 2026, net: 1, inStock: false }]
    const [alert] = raiseAlerts(balance, { rules: [shenzhenRule], remedies: chinaRemedies, additions, plannedOpenings: { 'Late school': 2022 } })
    expect(alert!.reason.slipped).toEqual([{ project: 'Late school', places: 90, opens: 2025, planned: 2022 }])
    const text = alertText(alert!, { area: { en: 'Town', zh: '某镇' }, stage: { en: 'Primary', zh: '小学' } })
    expect(text.en).toContain('Late school slips from 2022 to 2025 (+90)')
    expect(text.zh).toContain('Late school由2022年推迟至2025年（+90）')
    expect(text.en).toContain('50 more places from 2022 would end it')
  })
})

describe('rules that cannot mean what they say', () => {
  const rule: AlertRule = { ...zhejiangRules[0]!, id: 'own' }
  const [yellow, red] = [rule.levels[0]!, rule.levels[1]!]
  const refused = (rules: AlertRule[], remedies = chinaRemedies) => {
    try {
      raiseAlerts(balanceOf([[1]], [1]), { rules, remedies })
    } catch (error) {
      return error instanceof PlacesError && error.code === 'invalid-input' ? (error.issues ?? []).map((each) => each.message) : [String(error)]
    }
    return []
  }

  test('with the bounds the wrong way round are refused, each level by its name', () => {
    expect(refused([{ ...rule, levels: [red, yellow] }])).toEqual(['own: levels must rise from the mildest to the gravest, got red 1 before yellow 0.9'])
    expect(refused([{ ...rule, levels: [yellow, { ...red, atLeast: 0.9 }] }])).toEqual(['own: yellow and red have the same bound 0.9 in the same years ahead'])
  })

  test('every fault is told at once, and the published rules have none', () => {
    expect(
      refused(
        [{ ...rule, levels: [] }, { ...rule, id: 'b', leads: { from: 3, to: 1 }, levels: [yellow, { ...yellow, atLeast: Number.NaN }] }, { ...surplusRule, id: 'c', levels: [{ ...yellow, atLeast: 1, leads: { from: 0.5, to: 2 } }] }],
        [{ ...chinaRemedies[0]!, id: 'r', years: -1 }],
      ),
    ).toHaveLength(6)
    expect(refused([...zhejiangRules, shenzhenRule, surplusRule, chanceRule, fallingRollsRule, utilisationTiersRule])).toEqual([])
  })

  test('57 % of 300 children are 0.90 of 190 places, however binary fractions round: yellow', () => {
    expect((300 * 0.57) / 190).toBeLessThan(0.9)
    const shares = createCube(['area', 'stage', 'year'], { area: createAxis(['Town']), stage: createAxis(['primary']), year: createAxis([2021]) }, 'ratio', Float64Array.of(0.57))
    expect(raiseAlerts(balanceOf([[300]], [190]), { rules: zhejiangRules, localShares: shares })[0]?.level).toBe('yellow')
    expect(raiseAlerts(balanceOf([[299]], [190]), { rules: zhejiangRules, localShares: shares })).toEqual([])
  })
})
