// Places by source and certainty, against the targets of a plan.

import { buildSupply, coverTargets, parseInputs, placesBySource, programmeByYear } from 'school-places'
import type { ProjectRow } from 'school-places'
import { describe, expect, test } from 'vitest'

const row = (detail: Partial<ProjectRow>): ProjectRow => ({ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'new', opens: 2023, places: 1_000, ...detail })
const additionsOf = (...projects: ProjectRow[]) =>
  buildSupply(parseInputs({ areas: [{ area: 'Town' }], places: ['primary', 'junior', 'senior', 'kindergarten'].flatMap((stage) => (['public', 'private'] as const).map((sector) => ({ area: 'Town', stage, sector, year: 2021, places: 9_000 }))), projects }), { origin: 2021, horizon: 6 }).additions

const plan = additionsOf(
  row({ project: 'in hand', source: 'site-in-hand', certainty: 1 }),
  row({ project: 'in hand', stage: 'junior', places: 500 }),
  row({ project: 'likely', source: 'site-in-hand', certainty: 0.8, places: 100 }),
  row({ project: 'back', kind: 'take-back', places: 400, certainty: '力争' }),
  row({ project: 'unbuilt', source: 'planned-site', places: 2_000, opens: 2024, certainty: '初步' }),
  row({ project: 'silent', places: 300, opens: 2024 }),
  row({ project: 'shut', kind: 'closure', places: 900, opens: 2024 }),
  row({ project: 'old', source: 'site-in-hand', opens: 2021 }),
)

describe('places by source', () => {
  test('are told by year, all of them, the certain and the expected', () => {
    expect(placesBySource(plan, { words: { 力争: 0.75, 初步: 0.4 } })).toEqual([
      { area: 'Town', source: 'site-in-hand', year: 2023, projects: 2, places: 1_600, certain: 1_500, expected: 1_580, unstated: 0 },
      { area: 'Town', source: 'take-back', year: 2023, projects: 1, places: 400, certain: 0, expected: 300, unstated: 0 },
      { area: 'Town', source: 'planned-site', year: 2024, projects: 1, places: 2_000, certain: 0, expected: 800, unstated: 0 },
      { area: 'Town', source: undefined, year: 2024, projects: 1, places: 300, certain: 0, expected: 300, unstated: 300 },
    ])
  })

  test('a word without a number leaves the expectation open instead of guessing it', () => {
    expect(placesBySource(plan).map((each) => each.expected)).toEqual([1_580, undefined, undefined, 300])
    expect(placesBySource(plan, { unstated: 0.5 }).at(-1)).toMatchObject({ expected: 150, certain: 0 })
  })

  test('one stage can be asked for; a chance that is none is refused', () => {
    expect(placesBySource(plan, { stages: ['junior'] }).map((each) => each.places)).toEqual([500])
    expect(() => placesBySource(plan, { words: { 确保: 1.1 } })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => placesBySource(plan, { unstated: -1 })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  test('are set against the targets of the plan', () => {
    const rows = placesBySource(plan, { words: { 力争: 0.75, 初步: 0.4 } })
    expect(coverTargets(rows, [{ area: 'Town', year: 2023, places: 2_100 }, { area: 'Town', year: 2024, places: 2_000 }, { area: 'Town', year: 2025, places: 10 }])).toEqual([
      { area: 'Town', year: 2023, target: 2_100, bySource: { 'site-in-hand': 1_600, 'take-back': 400, 'planned-site': 0, unstated: 0 }, planned: 2_000, short: 100, expected: 1_880, expectedShort: 220 },
      { area: 'Town', year: 2024, target: 2_000, bySource: { 'site-in-hand': 0, 'take-back': 0, 'planned-site': 2_000, unstated: 300 }, planned: 2_300, short: -300, expected: 1_100, expectedShort: 900 },
      { area: 'Town', year: 2025, target: 10, bySource: { 'site-in-hand': 0, 'take-back': 0, 'planned-site': 0, unstated: 0 }, planned: 0, short: 10, expected: 0, expectedShort: 10 },
    ])
    expect(coverTargets(placesBySource(plan), [{ area: 'Town', year: 2023, places: 1 }])[0]).toMatchObject({ expected: undefined, expectedShort: undefined })
  })
})

// Shenzhen, szeb.sz.gov.cn post_10144787 (2022): 178 units = 18 senior + 110 compulsory + 50 kindergartens with 20万 places = 4 + 14 + 2;
// by September 93 = 18 + 62 + 13 with 15.05万 = 4.35 + 10.2 + 0.5; 2020–21 brought 15.9万 compulsory places of a target of 29万 for 2020–22.
describe("Shenzhen's programme of 2022", () => {
  const units = (project: string, stage: string, places: number): ProjectRow => row({ project, stage, opens: 2022, places })
  const sum = (rows: ProjectRow[]) => programmeByYear(additionsOf(...rows), [['senior', 'primary', 'junior', 'kindergarten']])[0]!

  test('the plan of 178 units adds up to 200,000 places', () => {
    expect(18 + 110 + 50).toBe(178)
    expect(sum([units('18 senior', 'senior', 40_000), units('110 compulsory', 'primary', 140_000), units('50 kindergartens', 'kindergarten', 20_000)])).toMatchObject({ year: 2022, added: 200_000, built: 200_000, closed: 0, net: 200_000 })
  })

  test('what was open by September adds up to 150,500', () => {
    expect(18 + 62 + 13).toBe(93)
    expect(sum([units('18 senior', 'senior', 43_500), units('62 compulsory', 'primary', 102_000), units('13 kindergartens', 'kindergarten', 5_000)]).added).toBe(150_500)
  })

  test('2020–21 and the plan of 2022 reach 29.9 of the 29万 compulsory places', () => {
    const rows = programmeByYear(additionsOf(units('2022', 'primary', 140_000)))
    expect(159_000 + rows[0]!.added).toBe(299_000)
  })
})
