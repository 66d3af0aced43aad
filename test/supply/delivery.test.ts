// Openings from plans, milestones, modes and words: by hand, and by drawing every step one after another.

import { chanceUpTo, compareModes, createStream, drawDistribution, drawOpenings, earliestOpening, expectedOpenings, neverOpens, openingYear, parseInputs, placesAtRisk, PlacesError, usualDurations } from 'school-places'
import type { DeliveryOptions, DeliveryProject, Distribution } from 'school-places'
import { describe, expect, test } from 'vitest'

import { dateOfDay, dayOf } from '../../src/core/days.js'

const asOf = '2021-06-30'
const days = (distribution: Distribution): DeliveryOptions => ({ asOf, delays: { measure: 'days', distribution } })
const chances = (project: Omit<DeliveryProject, 'project'>, options: DeliveryOptions) => expectedOpenings([{ project: 'p', ...project }], options).projects[0]!.openBy

describe('a planned opening', () => {
  test('a month’s slip costs a year when the plan ends in August, and nothing when it ends in June', () => {
    const month = days({ kind: 'fixed', value: 30 })
    expect(chances({ opens: 2022, due: '2022-08-15' }, month)).toEqual([{ year: 2023, chance: 1 }])
    expect(chances({ opens: 2022, due: '2022-06-15' }, month)).toEqual([{ year: 2022, chance: 1 }])
    // Nothing says when it is ready: the day before its school year, so that two days late are too late.
    expect(chances({ opens: 2022 }, days({ kind: 'fixed', value: 1 }))).toEqual([{ year: 2022, chance: 1 }])
    expect(chances({ opens: 2022 }, days({ kind: 'fixed', value: 2 }))).toEqual([{ year: 2023, chance: 1 }])
  })

  test('what is ready early does not open before it is planned', () => {
    expect(chances({ opens: 2023, due: '2023-05-31' }, days({ kind: 'fixed', value: -400 }))).toEqual([{ year: 2023, chance: 1 }])
  })

  test('a delay as a ratio stretches the planned duration', () => {
    // 500 days planned; open on 1 September 2022 when it takes at most 609.
    const project = { opens: 2022, begins: '2021-01-01', due: '2022-05-16' }
    const ratio: Distribution = { kind: 'lognormal', median: 1.2, spread: 0.25 }
    const expected = chanceUpTo(ratio, (dayOf('2022-09-01') + 0.5 - dayOf('2021-01-01')) / 500)
    const passed = chanceUpTo(ratio, (dayOf(asOf) - 0.5 - dayOf('2021-01-01')) / 500)
    expect(chances(project, { asOf, delays: { measure: 'ratio', distribution: ratio } })[0]!.chance).toBeCloseTo((expected - passed) / (1 - passed), 12)
  })

  test('what is not ready on the as-of date has used up the shorter delays', () => {
    // Delays of 0 to 400 days from 1 March 2021, not ready by 30 June: between 121 and 400 are left, and 184 bring it to 1 September.
    const [first] = chances({ opens: 2021, due: '2021-03-01' }, days({ kind: 'uniform', low: -0.5, high: 399.5 }))
    expect(first).toEqual({ year: 2021, chance: expect.closeTo((185 - 121) / (400 - 121), 10) as number })
  })

  test('what is later than it ever could be is ready now, and said to be overdue', () => {
    const { projects, issues } = expectedOpenings([{ project: 'old', opens: 2019 }], days({ kind: 'fixed', value: 10 }))
    expect(projects[0]!.openBy).toEqual([{ year: 2021, chance: 1 }])
    expect(issues.find((issue) => issue.code === 'opening-overdue')!.message).toBe('1 project was to open before 2021 and is not reported open: old')
  })

  test('delays of which a part never ends leave places that never come', () => {
    const seen: Distribution = { kind: 'empirical', values: [0, 300], chances: [0.5, 0.3] }
    const { openBy, never } = expectedOpenings([{ project: 'p', opens: 2022, certainty: 0.5 }], days(seen)).projects[0]!
    expect(openBy.slice(0, 2)).toEqual([{ year: 2022, chance: 0.25 }, { year: 2023, chance: 0.4 }])
    expect(never).toBeCloseTo(0.6, 12)
  })

  test('an opening that is reported is a fact', () => {
    expect(chances({ opens: 2020, certainty: 0.1, reached: { milestone: 'opened', date: '2020-09-01' } }, days({ kind: 'fixed', value: 900 }))).toEqual([{ year: 2020, chance: 1 }])
  })
})

describe('durations from a milestone', () => {
  const project: DeliveryProject = { project: 'p', mode: 'traditional', reached: { milestone: 'design', date: '2021-02-01' } }

  test('the convolution agrees with drawing every step, within 4.5 standard errors', () => {
    const [count, stream] = [40_000, createStream(11, 'steps')]
    const steps = usualDurations.traditional!.slice(2)
    const opened = new Map<number, number>()
    let kept = 0
    while (kept < count) {
      let day = dayOf('2021-02-01')
      const lengths = steps.map((each) => Math.round(30.436875 * drawDistribution(each.months, stream)))
      // Started before the as-of date: not this project.
      if (day + lengths[0]! < dayOf(asOf)) continue
      for (const length of lengths) day += length
      const year = openingYear(dateOfDay(day))
      opened.set(year, (opened.get(year) ?? 0) + 1)
      kept++
    }
    let sum = 0
    for (const { year, chance } of expectedOpenings([project], { asOf }).projects[0]!.openBy) {
      sum += (opened.get(year) ?? 0) / count
      expect(Math.abs(sum - chance)).toBeLessThanOrEqual(4.5 * Math.sqrt((chance * (1 - chance)) / count) + 1e-9)
    }
    expect(sum).toBe(1)
  })

  test('durations count in whole days, rounded', () => {
    const month = 30.436875
    const durations = { quick: usualDurations.traditional!.map((each) => ({ to: each.to, months: { kind: 'uniform' as const, low: 0, high: 10 / month } })) }
    // Up to 10 days from 27 August: at most 5 reach 1 September, and 5.49 round to 5.
    expect(chances({ mode: 'quick', reached: { milestone: 'accepted', date: '2021-08-27' } }, { asOf: '2021-08-27', durations })[0]!.chance).toBeCloseTo(0.55, 9)
  })

  test('published ranges are kept: 12 to 22 months from start to opening, half a year to nine months when prefabricated', () => {
    const range = (mode: string): number[] => {
      const of = (value: 'low' | 'high'): number =>
        usualDurations[mode]!.slice(3).reduce((sum, { months }) => sum + (months.kind === 'fixed' ? months.value : months.kind === 'triangular' ? months[value] : Number.NaN), 0)
      return [of('low'), of('high')]
    }
    expect(range('traditional')).toEqual([12, 22])
    expect(range('prefabricated')).toEqual([6, 9])
    expect(Object.values(usualDurations).flat().every((step) => step.source !== undefined && step.source.source !== '')).toBe(true)
  })

  test('prefabricated is open before traditional, an agent lies between: places gained in a target year', () => {
    const [traditional, prefabricated, agent] = compareModes({ project: 'p', places: 1_620, reached: { milestone: 'approval', date: '2021-06-01' } }, { asOf, year: 2023 })
    expect(prefabricated!.places).toBeGreaterThan(1_500)
    expect(traditional!.places).toBeLessThan(agent!.places)
    expect(agent!.places).toBeLessThan(prefabricated!.places)
    expect(prefabricated!.likely.ready < agent!.likely.ready && agent!.likely.ready < traditional!.likely.ready).toBe(true)
    expect(compareModes(project, { asOf, year: 2023, modes: ['traditional'] })[0]!.likely).toEqual(earliestOpening(project, { asOf }).likely)
  })

  test('soonest, likely and safe come in this order, and slack is the slip that costs no year', () => {
    const { soonest, likely, safe } = earliestOpening(project, { asOf })
    expect(soonest.ready < likely.ready && likely.ready < safe.ready).toBe(true)
    for (const { ready, year, slack } of [soonest, likely, safe]) {
      expect(openingYear(dateOfDay(dayOf(ready) + slack))).toBe(year)
      expect(openingYear(dateOfDay(dayOf(ready) + slack + 1))).toBe(year + 1)
    }
  })

  test('a step that has lasted longer than it ever should ends today', () => {
    const late = { ...project, reached: { milestone: 'accepted', date: '2019-01-01' } } as const
    expect(earliestOpening(late, { asOf }).safe.ready).toBe(asOf)
  })

  test('needs a milestone', () => {
    expect(() => earliestOpening({ project: 'p', opens: 2022 }, { asOf })).toThrow('a milestone reached is needed, got none')
  })
})

describe('words of certainty', () => {
  test('are the user’s; others are this library’s own convention, named one by one', () => {
    const projects = ['确保', '力争', '争取', '初步'].map((certainty) => ({ project: certainty, opens: 2022, certainty }))
    const { projects: rows, issues } = expectedOpenings(projects, { asOf, words: { 确保: 0.99 } })
    expect(rows.map((row) => row.certainty)).toEqual([0.99, 0.75, 0.6, 0.3])
    expect(issues.filter((issue) => issue.amounts?.what === 'word').map((issue) => issue.amounts!.value)).toEqual(['力争 0.75', '争取 0.6', '初步 0.3'])
  })

  test('chances 0 and 1 hold in every draw', () => {
    const { years } = drawOpenings([{ project: 'sure', opens: 2022, certainty: 1 }, { project: 'no', opens: 2022, certainty: 0 }], { asOf, draws: 500, seed: 5 })
    expect(new Set(years.subarray(0, 500))).toEqual(new Set([2022]))
    expect(new Set(years.subarray(500))).toEqual(new Set([neverOpens]))
  })
})

describe('places at risk', () => {
  test('planned places are those expected and those at risk; the riskiest comes first', () => {
    const projects: DeliveryProject[] = [
      { project: 'A', area: 'North', stage: 'primary', places: 1_620, opens: 2022, due: '2022-08-01', certainty: 1 },
      { project: 'B', area: 'North', stage: 'junior', places: 900, opens: 2021, due: '2021-08-31', certainty: '争取' },
      { project: 'C', area: 'South', stage: 'primary', places: 500, opens: 2023, certainty: 1 },
      { project: 'D', area: 'South', stage: 'primary', places: 300, opens: 2021, kind: 'closure' },
    ]
    const risk = placesAtRisk(projects, { asOf, year: 2022, delays: { measure: 'days', distribution: { kind: 'uniform', low: -0.5, high: 99.5 } } })
    // A: 31 of 100 days still reach 1 September 2022 (32 with the day itself). B: ready within 100 days, open in 2022 whenever it comes at all.
    expect(risk.projects.map((row) => [row.project, row.planned, Math.round(row.atRisk)])).toEqual([['A', 1_620, Math.round(1_620 * 0.68)], ['B', 900, 360]])
    expect(risk.planned).toBe(2_520)
    expect(risk.expected + risk.atRisk).toBeCloseTo(2_520, 9)
  })
})

describe('bad input', () => {
  test('every fault comes in one error', () => {
    const projects = [
      { project: 'a', opens: 2022.5, places: -3, certainty: 1.2, mode: 'origami' },
      { project: 'b', certainty: '也许' },
      { project: 'c', opens: 2022, reached: { milestone: 'start', date: '2021-07-01' }, fills: [0.5, 0.2], closes: 2022 },
      { project: 'd', opens: 2022, due: '2022-02-30', reached: { milestone: 'roof', date: 'soon' } },
    ] as unknown as DeliveryProject[]
    const thrown = (() => {
      try {
        drawOpenings(projects, { asOf, draws: 2, seed: 1 })
      } catch (error) {
        return error as PlacesError
      }
      return undefined
    })()
    expect(thrown).toBeInstanceOf(PlacesError)
    expect(thrown!.issues.map((issue) => [issue.where.project, issue.where.column])).toEqual([
      ['a', 'opens'], ['a', 'places'], ['a', 'certainty'], ['a', 'mode'],
      ['b', 'opens'], ['b', 'certainty'],
      ['c', 'closes'], ['c', 'fills'], ['c', 'reached'],
      ['d', 'due'], ['d', 'reached'], ['d', 'reached'],
    ])
    expect(thrown!.message).toContain('a milestone must not be reached after the as-of date 2021-06-30, got 2021-07-01')
  })

  test('options are checked as well', () => {
    const bad = [
      { asOf: '30.6.2021' },
      { asOf, words: { 确保: 2 } },
      { asOf, shared: { by: 'area', weight: 3 } },
      { asOf, delays: { measure: 'weeks', distribution: { kind: 'fixed', value: 1 } } },
      { asOf, delays: () => ({ measure: 'days', distribution: { kind: 'uniform', low: 3, high: 1 } }) },
      { asOf, delays: { measure: 'ratio', distribution: { kind: 'fixed', value: 1 } } },
      { asOf, durations: { quick: usualDurations.traditional!.slice(1) } },
    ] as unknown as DeliveryOptions[]
    for (const options of bad) expect(() => expectedOpenings([{ project: 'p', opens: 2022 }], options)).toThrow(PlacesError)
    expect(() => expectedOpenings([{ project: 'p', reached: { milestone: 'start', date: '2021-01-01' } }], { asOf, mode: 'origami' })).toThrow('must be one of traditional, prefabricated, agent-built, got origami')
  })

  test('rows of one project open together and must not contradict each other', () => {
    const rows = [{ project: 'p', stage: 'primary', opens: 2022 }, { project: 'p', stage: 'junior', opens: 2022 }]
    expect(drawOpenings(rows, { asOf, draws: 3, seed: 1 }).projects).toEqual(['p'])
    expect(() => drawOpenings([rows[0]!, { ...rows[1]!, opens: 2023 }], { asOf, draws: 3, seed: 1 })).toThrow('rows of one project must have the same opening')
  })
})

test('projects of a dataset go in as they are', () => {
  const dataset = parseInputs({
    areas: [{ area: 'North' }],
    projects: [
      { project: 'school', area: 'North', stage: 'primary', sector: 'public', kind: 'new', opens: 2022, places: 1_620 },
      { project: 'later', area: 'North', stage: 'junior', sector: 'public', kind: 'extension', opens: 2024, places: 900 },
    ],
  })
  const openings = drawOpenings(dataset.projects, { asOf, draws: 2, seed: 1 })
  expect(openings.provenance).toMatchObject({ verb: 'drawOpenings', seed: 1, draws: 2, options: { asOf, mode: 'traditional', delays: 'none', shared: 'none' } })
  expect([openings.projects, [...openings.years]]).toEqual([['school', 'later'], [2022, 2022, 2024, 2024]])
})

test('every default that was used is named once with the number of projects', () => {
  const projects: DeliveryProject[] = [
    { project: 'a', opens: 2022 },
    { project: 'b', reached: { milestone: 'start', date: '2021-01-01' }, certainty: 0.9 },
    { project: 'c', mode: 'prefabricated', reached: { milestone: 'start', date: '2021-01-01' }, certainty: 0.9 },
  ]
  const { issues } = expectedOpenings(projects, { asOf })
  expect(issues.map((issue) => [issue.amounts!.what, issue.amounts!.projects])).toEqual([['durations', 2], ['mode', 1], ['delay', 1], ['certainty', 1]])
  const given: DeliveryOptions = { asOf, durations: usualDurations, mode: 'traditional', delays: (project) => (project.reached === undefined ? { measure: 'days', distribution: { kind: 'fixed', value: 0 } } : undefined) }
  expect(expectedOpenings([{ ...projects[0]!, due: '2022-07-31', certainty: 1 }, projects[1]!, projects[2]!], given).issues).toEqual([])
})
