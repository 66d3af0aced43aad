// What must hold for the delivery of any projects.

import fc from 'fast-check'
import { drawOpenings, earliestOpening, expectedOpenings, mean, median, neverOpens, quantile, schoolYearOf, summariseDeliveries, usualDurations } from 'school-places'
import type { DeliveryOptions, DeliveryProject, Distribution } from 'school-places'
import { describe, expect, test } from 'vitest'

import { dateOfDay, dayOf } from '../../src/core/days.js'
import { deliveryMilestones } from '../../src/core/milestones.js'

const settings = { seed: 20_210_901, numRuns: 60 } as const
const asOf = '2021-06-30'
const date = (from: string, to: string) => fc.integer({ min: dayOf(from), max: dayOf(to) }).map(dateOfDay)

const projectWith = (name: string): fc.Arbitrary<DeliveryProject> =>
  fc.record({
    project: fc.constant(name),
    area: fc.constantFrom('North', 'South'),
    stage: fc.constantFrom('primary', 'junior'),
    places: fc.integer({ min: 0, max: 3_000 }),
    opens: fc.integer({ min: 2020, max: 2026 }),
    mode: fc.constantFrom(undefined, 'traditional', 'prefabricated', 'agent-built'),
    certainty: fc.constantFrom(undefined, 0, 0.3, 1, '确保', '争取'),
    reached: fc.option(fc.record({ milestone: fc.constantFrom(...deliveryMilestones), date: date('2015-01-01', asOf) }), { nil: undefined }),
    fills: fc.constantFrom(undefined, [1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1], [0.5, 1]),
    closes: fc.constantFrom(undefined, 2027, 2029),
  })
const someProjects = fc.integer({ min: 1, max: 6 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => projectWith(`p${i}`))))

const delay = (stretch: number): DeliveryOptions['delays'] => {
  const distribution: Distribution = { kind: 'scaled', of: { kind: 'gumbel', mode: 40, spread: 120 }, factor: 1, shift: stretch }
  return (project) => (project.reached === undefined ? { measure: 'days', distribution } : undefined)
}
const options = { asOf, delays: delay(0), draws: 40, seed: 9 } as const
const years = { from: 2021, to: 2032, statistics: { p10: quantile(0.1), p50: median(), p90: quantile(0.9) } }

describe('openings', () => {
  test('are school years from that of the as-of date on, unless reported', () => {
    fc.assert(
      fc.property(someProjects, (projects) => {
        const { years: drawn } = drawOpenings(projects, options)
        projects.forEach((project, i) => {
          for (const year of drawn.subarray(i * 40, i * 40 + 40)) {
            if (project.reached?.milestone === 'opened') expect(year).toBeLessThanOrEqual(schoolYearOf(asOf) + 1)
            else if (year !== neverOpens) expect(year).toBeGreaterThanOrEqual(Math.max(schoolYearOf(asOf) + 1, project.opens!))
          }
        })
      }),
      settings,
    )
  })

  test('the first of many draws are those of a short run', () => {
    fc.assert(
      fc.property(someProjects, fc.constantFrom(undefined, { by: 'area' as const, weight: 0.4 }), (projects, shared) => {
        const [short, long] = [40, 100].map((draws) => drawOpenings(projects, { ...options, shared, draws }))
        projects.forEach((_, i) => expect(long!.years.subarray(i * 100, i * 100 + 40)).toEqual(short!.years.subarray(i * 40, i * 40 + 40)))
      }),
      settings,
    )
  })

  test('do not depend on which other projects there are or on their order', () => {
    fc.assert(
      fc.property(someProjects, fc.constantFrom(undefined, { by: 'opens' as const, weight: 0.7 }), (projects, shared) => {
        const all = drawOpenings(projects.toReversed(), { ...options, shared })
        projects.forEach((project, i) => {
          const alone = drawOpenings([project], { ...options, shared })
          const at = projects.length - 1 - i
          expect(all.years.subarray(at * 40, at * 40 + 40)).toEqual(alone.years)
        })
      }),
      settings,
    )
  })

  test('tend to the exact chances, with shared delays as without', () => {
    const project: DeliveryProject = { project: 'p', area: 'North', opens: 2022, certainty: 0.8 }
    for (const shared of [undefined, { by: 'area', weight: 0.5 } as const]) {
      const draws = 20_000
      const { years: drawn } = drawOpenings([project], { ...options, shared, draws })
      for (const { year, chance } of expectedOpenings([project], options).projects[0]!.openBy) {
        const share = drawn.reduce((sum, each) => sum + Number(each <= year), 0) / draws
        expect(Math.abs(share - chance)).toBeLessThan(4.5 * Math.sqrt((chance * (1 - chance)) / draws) + 1e-9)
      }
    }
  })

  test('projects of one area are late together when delays are shared, and apart when they are not', () => {
    const projects = ['a', 'b'].map((project) => ({ project, area: 'North', opens: 2022, certainty: 1 }))
    const together = (weight: number): number => {
      const { years: drawn } = drawOpenings(projects, { ...options, draws: 4_000, shared: { by: 'area', weight } })
      let both = 0
      for (let d = 0; d < 4_000; d++) both += Number(drawn[d]! > 2022 === drawn[4_000 + d]! > 2022)
      return both / 4_000
    }
    const late = 1 - expectedOpenings([projects[0]!], options).projects[0]!.openBy[0]!.chance
    expect(Math.abs(together(0) - (late ** 2 + (1 - late) ** 2))).toBeLessThan(0.035)
    expect(together(1)).toBe(1)
    expect(together(0.5)).toBeGreaterThan(together(0) + 0.05)
  })

  test('a later as-of date with the same milestone never brings one forward', () => {
    fc.assert(
      fc.property(fc.constantFrom(...deliveryMilestones), fc.constantFrom(...Object.keys(usualDurations)), date('2018-01-01', '2021-01-01'), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 300 }), (milestone, mode, since, first, later) => {
        const project = { project: 'p', mode, reached: { milestone, date: since } }
        const [before, after] = [first, first + later].map((elapsed) => earliestOpening(project, { asOf: dateOfDay(dayOf(since) + elapsed) }))
        for (const which of ['soonest', 'likely', 'safe'] as const) expect(after![which].ready >= before![which].ready).toBe(true)
        for (const { year, chance } of after!.openBy) expect(chance).toBeLessThanOrEqual((before!.openBy.findLast((each) => each.year <= year)?.chance ?? 0) + 1e-9)
      }),
      settings,
    )
  })
})

describe('places', () => {
  const sum = (projects: readonly DeliveryProject[], more: Partial<DeliveryOptions> = {}) => summariseDeliveries(projects, { ...options, ...more, ...years })

  test('a longer delay never adds places in any year', () => {
    const lasting = someProjects.map((projects) => projects.map((project) => ({ ...project, closes: undefined })))
    fc.assert(
      fc.property(lasting, fc.integer({ min: 0, max: 700 }), (projects, stretch) => {
        const [short, long] = [sum(projects), sum(projects, { delays: delay(stretch) })]
        long.expected.values.slice().forEach((value, i) => expect(value).toBeLessThanOrEqual(short.expected.values[i]! + 1e-6))
        for (const name of ['p10', 'p50', 'p90'] as const) long.drawn[name].values.slice().forEach((value, i) => expect(value).toBeLessThanOrEqual(short.drawn[name].values[i]! + 1e-6))
      }),
      settings,
    )
  })

  test('are those of the drawn openings, added up one by one', () => {
    fc.assert(
      fc.property(someProjects, (projects) => {
        const { drawn } = sum(projects)
        const openings = drawOpenings(projects, options)
        const { area, stage, year } = drawn.p50.axes
        area.labels.forEach((a, i) =>
          stage.labels.forEach((s, j) =>
            year.labels.forEach((y, k) => {
              const places = Array.from({ length: 40 }, (_, d) =>
                projects.reduce((total, project, p) => {
                  const opened = openings.years[p * 40 + d]!
                  if (project.area !== a || project.stage !== s || opened > y || y >= (project.closes ?? Infinity)) return total
                  const fills = project.fills ?? [1]
                  return total + project.places! * fills[Math.min(y - opened, fills.length - 1)]!
                }, 0),
              ).sort((x, z) => x - z)
              const at = (i * stage.labels.length + j) * year.labels.length + k
              expect(drawn.p50.values[at]).toBeCloseTo((places[19]! + places[20]!) / 2, 6)
              expect(drawn.p90.values[at]).toBeCloseTo(places[35]! + 0.1 * (places[36]! - places[35]!), 6)
            }),
          ),
        )
      }),
      { ...settings, numRuns: 25 },
    )
  })

  test('that can be expected are the mean of those drawn', () => {
    const plan = [{ project: 'a', area: 'North', stage: 'primary', places: 900, opens: 2022, certainty: 0.7, fills: [0.25, 0.5, 1], closes: 2029 }, { project: 'b', area: 'North', stage: 'primary', places: 300, opens: 2023, certainty: 1 }]
    const draws = 20_000
    const { expected, drawn } = summariseDeliveries(plan, { ...options, ...years, draws, statistics: { mean: mean() } })
    // Neither project can be further from its mean than its places.
    expected.values.slice().forEach((value, i) => expect(Math.abs(value - drawn.mean.values[i]!)).toBeLessThan((4.5 * 0.5 * Math.hypot(900, 300)) / Math.sqrt(draws)))
  })

  test('the chance of a target is the share of draws that reach it; certain plans have it for certain', () => {
    const plan = [{ project: 'a', area: 'North', stage: 'primary', places: 900, opens: 2022, certainty: 0.5 }, { project: 'b', area: 'North', stage: 'primary', places: 300, opens: 2022, certainty: 1 }]
    const targets = [300, 301, 1_200, 1_201].map((places) => ({ area: 'North', stage: 'primary', year: 2022, places }))
    const met = summariseDeliveries(plan, { asOf, draws: 2_000, seed: 3, ...years, targets }).targets.map((each) => each.chance)
    expect([met[0], met[3]]).toEqual([1, 0])
    expect(met[1]).toBe(met[2])
    expect(Math.abs(met[1]! - 0.5)).toBeLessThan(4.5 * Math.sqrt(0.25 / 2_000))
    expect(() => summariseDeliveries(plan, { asOf, draws: 2, seed: 3, ...years, targets: [{ area: 'West', stage: 'primary', year: 2022, places: 1 }] })).toThrow('no project has this area and stage')
  })

  test('a closure takes places away, and is told by its kind', () => {
    const { expected } = summariseDeliveries([{ project: 'x', area: 'North', stage: 'primary', places: 200, opens: 2023, kind: 'closure', certainty: 0.5 }], { asOf, draws: 4, seed: 1, from: 2022, to: 2024, statistics: {} })
    expect([...expected.values].map((value) => value + 0)).toEqual([0, -100, -100])
  })
})
