// Alerts at the edge: rules that cannot mean what they say, places of nothing, children counted in part, and what reasons leave out.

import { balancePlaces, createAxis, createCube, createLadder, raiseAlerts } from 'school-places'
import type { Balance, PlacesError, Projection, Supply } from 'school-places'
import { alertText } from 'school-places/report'
import { chanceRule, chinaRemedies, fallingRollsRule, shenzhenRule, surplusRule, utilisationTiersRule, zhejiangRules } from 'school-places/standards'
import type { AlertLevel, AlertRule } from 'school-places/standards'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('two', 6, [{ id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] }])

/** A balance of Town and Village, the same pupils in P1 of both and none in P2, from pupils by year, then draw, and places by year. */
function balanceOf(pupils: number[][], places: number[]): Balance {
  const axes = { area: createAxis(['Town', 'Village']), grade: createAxis(['P1', 'P2']), year: createAxis(pupils.map((_, i) => 2021 + i)) }
  const common = { origin: 2021, horizon: pupils.length - 1, issues: [], provenance: { library: 'school-places' as const, version: '0', verb: 'test', options: {} } }
  const [counts, none] = [pupils.flat(), pupils.flat().map(() => 0)]
  const projection = { ladder, pupils: createCube(['area', 'grade', 'year', 'draw'], { ...axes, draw: createAxis(pupils[0]!.map((_, d) => d)) }, 'pupils', Float64Array.from([...counts, ...none, ...counts, ...none])), ...common } as Projection
  const supply = { places: createCube(['area', 'grade', 'sector', 'year', 'draw'], { ...axes, sector: createAxis(['public']), draw: createAxis([0]) }, 'places', Float64Array.from([...places, ...places.map(() => 0), ...places, ...places.map(() => 0)])), additions: [], ...common } as Supply
  return balancePlaces(projection, supply)
}
const single = (...values: number[]): number[][] => values.map((value) => [value])
const balance = balanceOf(single(90, 100), [100, 100])
const level = (id: string, atLeast: number, leads?: AlertLevel['leads']): AlertLevel => ({ level: id, name: { en: id, zh: id }, atLeast, leads })
const rule = (more: Partial<AlertRule>): AlertRule => ({ ...shenzhenRule, id: 'own', leads: { from: 0, to: 6 }, levels: [level('short', 1)], ...more })
const faultsOf = (...rules: AlertRule[]): string[] => {
  try {
    raiseAlerts(balance, { rules })
  } catch (error) {
    return (error as PlacesError).issues.map(({ where, message }) => `${where.row} ${where.column} ${message}`)
  }
  return []
}

describe('a rule that cannot mean what it says', () => {
  test.each([
    ['levels that fall', rule({ levels: [level('red', 1), level('yellow', 0.9)] }), 'levels must rise from the mildest to the gravest, got red 1 before yellow 0.9'],
    ['two levels of the same bound and years', rule({ levels: [level('a', 1, { from: 2, to: 4 }), level('b', 1, { from: 4, to: 6 })] }), 'a and b have the same bound 1 in the same years ahead'],
    ['a level twice', rule({ levels: [level('a', 1), level('a', 2)] }), 'the level a is given twice'],
    ['a bound that is no number', rule({ levels: [level('a', Number.NaN)] }), 'the bound of a must be a number, got NaN'],
    ['a share of places of nothing', rule({ measure: 'utilisation', levels: [level('a', 0)] }), 'the bound of a must be above 0, got 0'],
    ['years ahead that run backwards', rule({ leads: { from: 3, to: 1 } }), 'years ahead must be whole and run from 0 upwards, got 3 to 1'],
    ['years before the base year', rule({ leads: { from: -1, to: 1 } }), 'years ahead must be whole and run from 0 upwards, got -1 to 1'],
    ['parts of years', rule({ leads: { from: 0, to: 1.5 } }), 'years ahead must be whole and run from 0 upwards, got 0 to 1.5'],
    ['a level whose years run backwards', rule({ levels: [level('a', 1, { from: 3, to: 2 })] }), 'a: years ahead must be whole and run from 0 upwards, got 3 to 2'],
    ['a level later than its rule', rule({ levels: [level('a', 1, { from: 5, to: 7 })] }), 'the years ahead of a must lie within 0 to 6, got 5 to 7'],
    ['a level earlier than its rule', rule({ leads: { from: 1, to: 6 }, levels: [level('a', 1, { from: 0, to: 3 })] }), 'the years ahead of a must lie within 1 to 6, got 0 to 3'],
    ['no level', rule({ levels: [] }), 'a rule needs at least one level'],
  ])('%s is refused', (_, bad, message) => {
    const column = message.startsWith('years') ? 'leads' : 'levels'
    expect(faultsOf(bad)).toContain(`1 ${column} own: ${message}`)
  })

  test('all rules are told in one error, each with its row; published rules pass', () => {
    expect(faultsOf(chanceRule, rule({ id: 'x', leads: { from: 2, to: 1 }, levels: [level('b', 2), level('a', 1)] }), rule({ id: 'y', levels: [] })).map((each) => each.slice(0, 11))).toEqual(['2 leads x: ', '2 levels x:', '3 levels y:'])
    expect(faultsOf(...zhejiangRules, shenzhenRule, surplusRule, chanceRule, fallingRollsRule, utilisationTiersRule)).toEqual([])
    expect(faultsOf(rule({ levels: [level('a', 1, { from: 2, to: 3 }), level('b', 1, { from: 4, to: 6 })] }))).toEqual([])
  })
})

describe('an alert at the edge', () => {
  const full = rule({ measure: 'utilisation', levels: [level('full', 1)], scope: 'entry-grade' })

  test('pupils where there is no place at all raise an alert in many futures as in one', () => {
    for (const draws of [1, 2, 3, 4]) {
      const [alert] = raiseAlerts(balanceOf([Array.from({ length: draws }, (_, d) => 30 + d)], [0]), { rules: [full] })
      expect([alert?.level, alert?.worst.value]).toEqual(['full', Infinity])
    }
    const [some] = raiseAlerts(balanceOf([[0, 30, 30, 30]], [0]), { rules: [full] })
    expect([some?.worst.value, some?.worst.chance]).toEqual([Infinity, 0.75])
    expect(raiseAlerts(balanceOf([[0, 0]], [0]), { rules: [full] })).toEqual([])
  })

  test('places that would end an alert about local children are counted for them alone', () => {
    const shares = createCube(['area', 'stage', 'year'], { area: createAxis(['Town', 'Village']), stage: createAxis(['primary']), year: createAxis([2022]) }, 'ratio', Float64Array.of(0.9, 0.5))
    const local = { ...full, children: 'local' as const }
    const alerts = (more: number) => raiseAlerts(balanceOf(single(0, 1000), [800 + more, 800 + more]), { rules: [local], localShares: shares })
    // 900 local children of Town fill 800 places; 101 more leave one free. In Village 500 do not fill them.
    expect(alerts(0).map(({ area, clear }) => [area, clear])).toEqual([['Town', { places: 101, year: 2022 }]])
    expect([alerts(100).length, alerts(101).length]).toEqual([1, 0])
    // In a year whose share is not known all count, and a rule about all children counts all.
    expect(raiseAlerts(balanceOf(single(1000, 0), [800, 800]), { rules: [local], localShares: shares }).map(({ area }) => area)).toEqual(['Town', 'Village'])
    expect(raiseAlerts(balanceOf(single(0, 1000), [800, 800]), { rules: [full], localShares: shares }).map(({ area }) => area)).toEqual(['Town', 'Village'])
  })

  test('half a pupil counts as one without a place, less does not', () => {
    const chances = (...unmet: number[]) => raiseAlerts(balanceOf([unmet.map((each) => 100 + each)], [100]), { rules: [{ ...chanceRule, leads: { from: 0, to: 0 } }] }).map(({ worst }) => worst.value)
    expect(chances(0.5, 0)).toEqual([0.5, 0.5])
    expect(chances(0.49, 0)).toEqual([])
  })

  test('cells where an indicator is no number count in no rule', () => {
    const own = balanceOf([[50, 50, 50], [50, 50, 50]], [60, 60])
    const values = createCube(['area', 'stage', 'year', 'draw'], own.stages.pupils.axes, 'ratio', Float64Array.of(19, 23, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1, 1, 1, 1, 1, 1))
    const [alert, ...others] = raiseAlerts(own, { rules: [rule({ measure: 'indicator', indicator: 'i', levels: [level('many', 20)], scope: 'stage' })], indicators: { i: { level: 'stage', values } } })
    expect([alert!.years.map(({ year, value, chance }) => [year, value, chance]), others]).toEqual([[[2021, 21, 0.5]], []])
    expect(() => raiseAlerts(own, { rules: [rule({ measure: 'indicator', indicator: 'i', scope: 'entry-grade' })], indicators: { i: { level: 'stage', values } } })).toThrow(expect.objectContaining({ code: 'unknown-label' }))
  })

  test('of equal years the first is the worst; a surplus names no works, and may give up what its poorest year can spare', () => {
    const [short] = raiseAlerts(balanceOf(single(110, 110), [100, 100]), { rules: [full], remedies: chinaRemedies })
    expect([short!.worst.year, short!.decideBy.length]).toEqual([2021, chinaRemedies.length])
    const [spare] = raiseAlerts(balanceOf(single(100, 50, 80), [100, 100, 100]), { rules: [{ ...surplusRule, scope: 'entry-grade' }], remedies: chinaRemedies })
    // (50 − 10) ÷ 0.9 = 44.4 in 2022, (20 − 10) ÷ 0.9 = 11.1 in 2023.
    expect([spare!.decideBy, spare!.clear, spare!.worst.year]).toEqual([[], { places: 11, year: 2022 }, 2022])
    const [empty] = raiseAlerts(balanceOf(single(0), [100]), { rules: [rule({ kind: 'surplus', measure: 'spareShare', levels: [level('empty', 1)] })] })
    expect([empty!.level, empty!.clear]).toEqual(['empty', undefined])
  })

  test('alerts come as they are urgent: shortages before surpluses, early before late, many places before few', () => {
    const axes = { area: createAxis(['a', 'b', 'c', 'd']), grade: createAxis(['P1', 'P2']), year: createAxis([2021, 2022]), draw: createAxis([0]) }
    const cube = (f: (area: number, year: number) => number) => createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', Float64Array.from([0, 1, 2, 3].flatMap((a) => [f(a, 0), f(a, 1), 0, 0])))
    const [pupils, common] = [[[50, 50], [100, 130], [120, 100], [150, 100]], { origin: 2021, horizon: 1, issues: [], provenance: balance.provenance }]
    const places = createCube(['area', 'grade', 'sector', 'year', 'draw'], { area: axes.area, grade: axes.grade, sector: createAxis(['public']), year: axes.year, draw: axes.draw }, 'places', Float64Array.from([0, 1, 2, 3].flatMap(() => [100, 100, 0, 0])))
    const four = balancePlaces({ ladder, pupils: cube((a, y) => pupils[a]![y]!), ...common } as Projection, { places, additions: [], ...common } as Supply)
    const alerts = raiseAlerts(four, { rules: [{ ...surplusRule, scope: 'entry-grade' }, { ...chanceRule, scope: 'entry-grade', leads: { from: 0, to: 1 } }] })
    expect(alerts.map(({ area, kind, firstYear }) => [area, kind, firstYear])).toEqual([['d', 'shortage', 2021], ['c', 'shortage', 2021], ['b', 'shortage', 2022], ['a', 'surplus', 2021]])
  })
})

describe('what an alert tells as its reason', () => {
  const additions = [
    { project: 'this year', year: 2021 }, { project: 'next', year: 2022 }, { project: 'worst', year: 2023 }, { project: 'later', year: 2025 }, { project: 'never meant', year: 2025 }, { project: 'after', year: 2025 },
    { project: 'stock', year: 2022, inStock: true }, { project: 'nothing', year: 2022, net: 0 }, { project: 'elsewhere', year: 2022, area: 'Village' }, { project: 'other stage', year: 2022, stage: 'junior' },
  ].map((each) => ({ area: 'Town', stage: 'primary', net: 10, inStock: false, ...each }))
  const parts = [-40, 25, 90, 3, 0.2, 0].map((pupils, i) => ({ factor: `f${i}`, name: { en: `cause ${i}`, zh: `原因${i}` }, pupils }))
  const [alert] = raiseAlerts(balanceOf(single(90, 120, 178), [100, 100, 90]), {
    rules: [rule({ measure: 'unmet', scope: 'entry-grade' })],
    remedies: [{ ...chinaRemedies[0]!, years: 1 }, { ...chinaRemedies[0]!, id: 'slow', years: 2 }],
    additions,
    plannedOpenings: { later: 2023, after: 2024, next: 2022 },
    explain: () => parts,
  })

  test('projects that open from the base year on up to the worst year, those that slip beyond it, and no others', () => {
    expect(alert!.reason.opening.map(({ project, planned }) => [project, planned])).toEqual([['next', undefined], ['worst', undefined]])
    expect(alert!.reason.slipped.map(({ project, planned }) => [project, planned])).toEqual([['later', 2023]])
    expect(alert!.reason.parts.map(({ factor }) => factor)).toEqual(['f2', 'f0', 'f1', 'f3', 'f4'])
  })

  test('the text names the three largest causes with their signs, and works that serve the first year or a later one', () => {
    const text = alertText(alert!, { area: { en: 'Town', zh: '某镇' }, stage: { en: 'Primary', zh: '小学' } })
    expect(text.en).toContain('2021–2023: pupils +88 (cause 2 +90, cause 0 −40, cause 1 +25), places −10; later slips')
    expect(alert!.decideBy.map(({ year, serves }) => [year, serves])).toEqual([[2021, 2022], [2020, 2023]])
    const name = chinaRemedies[0]!.name
    expect(text.en).toContain(`Decide: ${name.en} by 2021; ${name.en} decided in 2021 opens for 2023.`)
    expect(text.zh).toContain(`最迟决策：不晚于2021年定${name.zh}；2021年定${name.zh}，2023年可用。`)
  })

  test('where all works come too late, or no place is missing, the text says so or says nothing', () => {
    const late = raiseAlerts(balanceOf(single(120), [100]), { rules: [rule({ measure: 'unmet', scope: 'entry-grade' })], remedies: [{ ...chinaRemedies[0]!, years: 3 }] })[0]!
    const names = { area: { en: 'Town', zh: '某镇' }, stage: { en: 'Primary', zh: '小学' } }
    expect(alertText(late, names).zh).toContain('新建均来不及')
    expect(alertText({ ...late, clear: { places: 0, year: 2021 } }, names).en).not.toContain('places from')
  })

  test('a year without a shortage between two is not told as one of them, and whose children were counted is told', () => {
    const years = (list: readonly number[]) => list.map((year) => ({ ...alert!.worst, year }))
    const names = { area: { en: 'Town', zh: '某镇' }, stage: { en: 'Primary', zh: '小学' } }
    const gaps = alertText({ ...alert!, years: years([2021, 2023, 2024, 2025, 2028, 2029]), children: 'local' }, names)
    expect(gaps.en).toMatch(/local children only: places short in 2021, 2023–2025, 2028–2029, by/)
    expect(gaps.zh).toMatch(/（仅计户籍学生）：学位2021、2023—2025、2028—2029年紧缺/)
    expect(alertText({ ...alert!, children: 'all' }, names).en).not.toContain('local')
  })
})
