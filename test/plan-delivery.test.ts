// A plan of many futures in which not only the children are uncertain but also the schools that are to take them.

import { balancePlaces, neverOpens, planPlaces, shareAbove, summarise, total, valueAt } from 'school-places'
import type { Delay, PlacesError, Plan, PlanOptions, ProjectRow, Tables } from 'school-places'
import { issueText, renderText } from 'school-places/report'
import { zhejiangRules } from 'school-places/standards'
import { describe, expect, test } from 'vitest'

const grades = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
/** 600 pupils in six grades, year after year, and so many places. */
const tables = (places: number, projects: readonly ProjectRow[] = []): Tables => ({
  areas: [{ area: 'Town' }],
  births: Array.from({ length: 20 }, (_, i) => ({ area: 'Town', year: 2008 + i, births: 100 })),
  pupils: [2019, 2020, 2021, 2022, 2023, 2024].flatMap((year) => grades.map((grade) => ({ area: 'Town', grade, year, pupils: 100 }))),
  places: [{ area: 'Town', stage: 'primary', sector: 'public' as const, year: 2024, places }],
  projects,
})
const row = (detail: Partial<ProjectRow> = {}): ProjectRow => ({ project: 'wing', area: 'Town', stage: 'primary', sector: 'public', kind: 'extension', opens: 2026, places: 600, ...detail })
const plan = (places: number, projects: readonly ProjectRow[] = [], more: Partial<PlanOptions> = {}): Plan => planPlaces(tables(places, projects), { horizon: 4, draws: 200, seed: 5, ...more })
/** The chance that some child in Town has no place in its grade. */
const chance = ({ balance }: Plan, year: number): number => valueAt(summarise(balance.stages.unmet, { short: shareAbove(0) }).short, { area: 'Town', stage: 'primary', year })
const draws = Array.from({ length: 200 }, (_, d) => d)
const threeSigma = (share: number, count = 200): number => 3 * Math.sqrt((share * (1 - share)) / count)
/** Half a year late in half of all futures, else on time. */
const coin: Delay = { measure: 'days', distribution: { kind: 'empirical', values: [-10, 180] } }

describe('the chance of a shortage', () => {
  test('comes from the schools alone where the children fit with the new wing in every future and without it in none', () => {
    const result = plan(300, [row({ certainty: 0.6 })])
    const away = result.openings!.years.filter((year) => year === neverOpens).length / 200
    expect(chance(result, 2025)).toBe(1)
    expect(chance(result, 2026)).toBeCloseTo(away, 12)
    expect(Math.abs(away - 0.4)).toBeLessThan(threeSigma(0.4))
  })

  test('comes from the children alone where no school is to be built, or all are certain', () => {
    const [none, sure] = [plan(606), plan(306, [row({ places: 300, certainty: 1 })])]
    expect(none.openings).toBeUndefined()
    expect(chance(none, 2026)).toBeGreaterThan(0.5)
    expect(chance(sure, 2026)).toBe(chance(none, 2026))
    expect(sure.expectedPlaces).toEqual([])
  })

  test('uses both sides, future by future: short where the wing is missing or the children are too many', () => {
    const [children, both] = [plan(660), plan(330, [row({ places: 330, certainty: 0.6 })])]
    const [tooMany, missing] = [draws.map((draw) => valueAt(children.balance.stages.unmet, { area: 'Town', stage: 'primary', year: 2027, draw }) > 0), draws.map((draw) => both.openings!.years[draw] === neverOpens)]
    expect(chance(both, 2027)).toBeCloseTo(draws.filter((d) => tooMany[d]! || missing[d]!).length / 200, 12)
    // Children and builders know nothing of each other: 1 − 0.6 × the chance that the children fit.
    const expected = 1 - 0.6 * (1 - chance(children, 2027))
    expect(chance(children, 2027)).toBeGreaterThan(0.02)
    expect(Math.abs(chance(both, 2027) - expected)).toBeLessThan(threeSigma(expected))
  })
})

describe('openings of a plan', () => {
  const campus = { kind: 'branch', phaseIn: 'at-once', places: 300 } as const
  const grown: Tables = {
    ...tables(600, [row({ ...campus, project: 'campus' }), row({ ...campus, project: 'campus', stage: 'junior' }), row({ project: 'other', places: 60 })]),
    pupils: [...tables(0).pupils!, ...[2019, 2020, 2021, 2022, 2023, 2024].flatMap((year) => ['J1', 'J2', 'J3'].map((grade) => ({ area: 'Town', grade, year, pupils: 100 })))],
  }
  const both: Tables = { ...grown, places: [...grown.places!, { area: 'Town', stage: 'junior', sector: 'public', year: 2024, places: 300 }] }
  const options: PlanOptions = { horizon: 4, draws: 60, seed: 5, delivery: { delays: coin } }

  test('move all stages of a campus together, and those of another project by themselves', () => {
    const { supply, openings } = planPlaces(both, options)
    const at = (stage: string, year: number, draw: number): number => valueAt(total(supply.places, 'sector'), { area: 'Town', grade: stage === 'primary' ? 'P1' : 'J1', year, draw }) - 100
    const [first, second] = ['campus', 'other'].map((name) => openings!.years.subarray(openings!.projects.indexOf(name) * 60, (openings!.projects.indexOf(name) + 1) * 60))
    expect(new Set(first)).toEqual(new Set([2026, 2027]))
    for (let draw = 0; draw < 60; draw++) {
      expect(at('junior', 2026, draw)).toBeCloseTo(first![draw] === 2026 ? 100 : 0, 9)
      expect(at('primary', 2026, draw)).toBeCloseTo((first![draw] === 2026 ? 50 : 0) + (second![draw] === 2026 ? 10 : 0), 9)
    }
    expect([...first!]).not.toEqual([...second!])
  })

  test('of few draws are the first of many', () => {
    const [few, many] = [planPlaces(both, options), planPlaces(both, { ...options, draws: 90 })]
    for (const [a, b] of [[few.supply.places, many.supply.places], [few.balance.stages.unmet, many.balance.stages.unmet]] as const) {
      expect(Float64Array.from(b.values.slice()).filter((_, i) => i % 90 < 60)).toEqual(a.values.slice())
    }
  })

  test('are as planned with one draw, whatever is said of delivery', () => {
    const [plain, told] = [planPlaces(both, { horizon: 4 }), planPlaces(both, { horizon: 4, delivery: { delays: coin, mode: 'prefabricated' } })]
    expect(told).toStrictEqual(plain)
    expect(told.openings).toBeUndefined()
  })

  test('are as planned when delivery is false, and those of the caller where given', () => {
    const planned = planPlaces(both, { ...options, delivery: false })
    expect(planned.supply.places.axes.draw.labels).toEqual([0])
    expect(planned.balance).toStrictEqual(balancePlaces(planned.projection, planned.supply))
    const given = planPlaces(both, { ...options, openings: { draws: 1, projects: ['campus'], years: Int16Array.of(2028) } })
    expect(given.openings!.years).toEqual(Int16Array.of(2028))
    expect(valueAt(total(total(given.supply.places, 'grade'), 'sector'), { area: 'Town', year: 2027 })).toBeCloseTo(900 + 60, 9)
  })

  test('wait for the first phase, and leave alone what was to open by the year of the counts', () => {
    const projects = [row({ project: 'second', places: 60, kind: 'phase-two', follows: 'first' }), row({ project: 'first', places: 60, certainty: 0.5 }), row({ project: 'old', opens: 2024, certainty: 0.1 })]
    const { openings } = plan(600, projects)
    const years = (name: string): Int16Array => openings!.years.subarray(openings!.projects.indexOf(name) * 200, (openings!.projects.indexOf(name) + 1) * 200)
    expect(years('second')).toEqual(years('first'))
    expect(new Set(years('first'))).toEqual(new Set([2026, neverOpens]))
    expect(new Set(years('old'))).toEqual(new Set([2024]))
  })

  test('take the durations of the mode from the milestone that was reached', () => {
    const reached = { wing: { milestone: 'start', date: '2025-01-15' } } as const
    const open = (more: Partial<PlanOptions['delivery'] & object>, opens = 2025): number => plan(600, [row({ opens })], { delivery: { asOf: '2025-01-31', reached, ...more } }).openings!.years.filter((year) => year === 2025).length
    // Fourteen months at the least for a traditional building, six for a prefabricated one.
    expect(open({})).toBe(0)
    expect(open({ mode: 'prefabricated' })).toBeGreaterThan(20)
    expect(open({ mode: 'prefabricated' }, 2026)).toBe(0)
  })
})

describe('what is told of delivery', () => {
  const told = ({ issues }: Plan): unknown[] => issues.filter((each) => each.code === 'delivery-assumed').map((each) => each.amounts!.what)

  test('names what was taken for granted, the day only where it matters', () => {
    expect(told(plan(600, [row()]))).toEqual(['delay', 'certainty'])
    expect(told(plan(600, [row({ certainty: '力争' })], { delivery: { words: { 力争: 0.9 } } }))).toEqual(['delay'])
    const late = plan(600, [row({ certainty: 1 })], { delivery: { delays: coin } })
    expect(told(late)).toEqual(['due', 'asOf'])
    const issue = late.issues.find((each) => each.amounts?.what === 'asOf')!
    expect(issue.assumed).toContain('2025-01-01')
    expect(JSON.stringify(issueText(issue, () => ({ en: '', zh: '' })))).toContain('2025-01-01')
    expect(late.supply.provenance).toMatchObject({ seed: 5, draws: 200, options: { openings: 'drawn', delivery: { asOf: '2025-01-01', delays: coin } } })
  })

  test('words count as chances in the places to expect by source, with one draw too, and their chance is named', () => {
    const projects = [row({ source: 'planned-site', certainty: '争取', places: 100 })]
    const one = plan(600, projects, { draws: 1 })
    expect(one.sources[0]).toMatchObject({ places: 100, expected: 60 })
    expect(told(one)).toEqual(['word'])
    const own = plan(600, projects, { draws: 1, delivery: { words: { 争取: 0.5 } } })
    expect([own.sources[0]!.expected, told(own)]).toEqual([50, []])
  })

  test('tells places as planned, to expect and the 80 % range by year, in Chinese and English', () => {
    const result = plan(600, [row({ certainty: 0.75, places: 120 })])
    const open = result.openings!.years.filter((year) => year === 2026).length / 200
    expect(result.expectedPlaces.map((each) => [each.year, each.planned, Math.round(each.expected * 1e6) / 1e6, each.low, each.high, each.chance])).toEqual([2026, 2027, 2028].map((year) => [year, 720, 600 + 120 * open, 600, 720, open]))
    const text = renderText(result.report, { sections: ['programme'] })
    expect(text).toContain('计入延期与不确定后的学位')
    expect(text).toMatch(/2027 +720 +\d+ +600–720 +7\d/)
    expect(renderText(result.report, { sections: ['programme'], language: 'en' })).toContain('Places to expect as projects slip or fall away')
    expect(renderText(plan(600, [row()]).report, { sections: ['programme'] })).not.toContain('计入延期')
  })

  test('an alert says which project is likely to slip beyond its worst year, or to fall away', () => {
    const wing = row({ places: 120, opens: 2025 })
    const coming = { rules: zhejiangRules.map((rule) => ({ ...rule, leads: { from: 1, to: 4 } })) }
    const reasons = (result: Plan): Plan['alerts'][number]['reason'][] => result.alerts.map((each) => each.reason)
    const late = plan(500, [wing], { ...coming, delivery: { delays: { measure: 'days', distribution: { kind: 'fixed', value: 1_500 } } } })
    expect(reasons(late)[0]!.slipped).toEqual([{ project: 'wing', places: 120, planned: 2025, opens: 2030 }])
    const doubtful = plan(500, [{ ...wing, certainty: 0.3 }], coming)
    expect(reasons(doubtful)[0]!.slipped).toEqual([{ project: 'wing', places: 120, planned: 2025, opens: undefined }])
    expect(renderText(doubtful.report, { sections: ['alerts'], language: 'zh' })).toContain('wing原定2025年，多半不能开办（+120）')
    const firm = reasons(plan(460, [{ ...wing, certainty: 0.7 }], coming))[0]!
    expect([firm.slipped, firm.opening.map((each) => each.opens)]).toEqual([[], [2025]])
  })

  test('faults of delivery are told together with those of the tables', () => {
    const codes = (delivery: unknown, projects: readonly ProjectRow[] = [row()]): string[] => {
      try {
        plan(600, projects, { delivery } as Partial<PlanOptions>)
        return []
      } catch (error) {
        return (error as PlacesError).issues.map((issue) => `${issue.code} ${issue.where.option ?? issue.where.column}`)
      }
    }
    expect(codes({ asOf: '2025-02-30', late: 1, words: { 力争: 2 } }, [row({ places: -1 })]).sort()).toEqual(['not-allowed delivery.asOf', 'not-allowed delivery.words.力争', 'not-allowed places', 'unknown-column delivery.late'])
    expect(codes({ reached: { nobody: { milestone: 'start', date: '2024-01-01' } } })).toEqual(['not-allowed delivery.reached'])
    expect(codes({ mode: 'flying', reached: { wing: { milestone: 'start', date: '2024-01-01' } } })).toEqual(['not-allowed mode'])
    expect(codes(true)).toEqual(['wrong-type delivery'])
  })
})
