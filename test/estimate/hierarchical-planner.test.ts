// What a planner can expect of the hierarchical forecast: who borrows, who keeps its own, what is guarded and named.

import { describe, expect, test } from 'vitest'

import { forecastPanel } from '../../src/estimate/hierarchical/forecast-panel.js'
import type { RatioPanel } from '../../src/estimate/hierarchical/panel.js'

const grades = 4
const years = 10
const horizon = 3

/** A count of area, grade and year; areas differ by 5 %, years by a wave that averages out, and heads are whole. */
function count(area: number, grade: number, year: number): number {
  const wave = Math.sin(area * 12.9 + grade * 4.1 + year * 7.7) + Math.cos(area * 3.3 + grade * 9.2 + year * 5.9)
  return Math.round((60 + 15 * area) * (1 + 0.01 * wave))
}

function panelOf(areas: number, change: (area: number, grade: number, year: number, usual: number) => number = (_, __, ___, usual) => usual, more: Partial<RatioPanel> = {}): RatioPanel {
  const pupils = new Float64Array(areas * grades * years)
  for (let area = 0; area < areas; area++) {
    for (let grade = 0; grade < grades; grade++) {
      for (let year = 0; year < years; year++) pupils[(area * grades + grade) * years + year] = change(area, grade, year, count(area, grade, year))
    }
  }
  return { areas, grades, years, horizon, pupils, regions: new Int32Array(areas), ...more }
}

const at = (area: number, grade: number, lead: number): number => (area * grades + grade) * horizon + lead

describe('borrowing', () => {
  test('an area counted for the first time gets the ratios of its region', () => {
    const { progression, components } = forecastPanel(panelOf(8, (area, _, year, usual) => (area === 7 && year < years - 1 ? Number.NaN : usual)))
    // Grade 1 also has the rebound of the region's latest entry.
    expect(progression[at(7, 1, 0)]).toBeCloseTo(components.regionalRatio[1]!, 2)
    for (let grade = 1; grade < grades; grade++) {
      if (grade > 1) expect(progression[at(7, grade, 0)]).toBeCloseTo(components.regionalRatio[grade]!, 12)
      expect(components.ownWeight[7 * grades + grade]).toBe(0)
    }
  })

  test('a large area with a steady difference keeps more of it than a small one', () => {
    const panel = panelOf(10, (area, grade, _, usual) => (area < 2 && grade === 2 ? Math.round(0.9 * (area === 0 ? 100 * usual : usual)) : area === 0 ? 100 * usual : usual))
    const { progression, components } = forecastPanel(panel)
    const [large, small] = [at(0, 2, 0), at(1, 2, 0)].map((i) => progression[i]! / components.regionalRatio[2]!)
    expect(large).toBeGreaterThan(0.88)
    expect(large).toBeLessThan(0.95)
    expect(small).toBeGreaterThan(large!)
    expect(components.ownWeight[2]).toBeGreaterThan(components.ownWeight[grades + 2]!)
    expect(components.ownWeight[2]).toBeLessThanOrEqual(1)
  })

  test('an own weight says what a change of all own ratios does to the forecast', () => {
    const panel = panelOf(10)
    const raised = panelOf(10, (area, grade, year, usual) => (area === 3 && grade === 3 && year > 0 ? usual * 1.001 : usual))
    const [before, after] = [forecastPanel(panel), forecastPanel(raised)]
    const moved = after.progression[at(3, 3, 0)]! / before.progression[at(3, 3, 0)]! - 1
    const weight = before.components.ownWeight[3 * grades + 3]!
    expect(weight).toBeGreaterThan(0.05)
    // The region and the variances move a little too.
    expect(Math.abs(moved / 0.001 - weight)).toBeLessThan(0.15)
  })

  test('one odd area does not move its region', () => {
    const usual = forecastPanel(panelOf(12)).components.regionalRatio
    const odd = forecastPanel(panelOf(12, (area, grade, _, each) => (area === 0 && grade === 2 ? 3 * each : each))).components.regionalRatio
    expect(Math.abs(odd[2]! / usual[2]! - 1)).toBeLessThan(0.01)
  })
})

describe('entry', () => {
  test('with births entrants follow them', () => {
    const cohorts = Float64Array.from({ length: 8 * (years + horizon) }, (_, i) => 100 * (i % (years + horizon) === years + 1 ? 1.5 : 1))
    const { entry, entryRatio, progression } = forecastPanel(panelOf(8, undefined, { cohorts }))
    expect(entry[at(2, 0, 1)]! / entry[at(2, 0, 0)]!).toBeCloseTo(1.5, 1)
    expect(entry[at(2, 0, 1)]).toBeCloseTo(150 * entryRatio[2 * horizon + 1]!, 9)
    expect(progression[at(2, 0, 0)]).toBe(0)
  })

  test('an area whose future births are not all positive is forecast from its own level', () => {
    const cohorts = new Float64Array(8 * (years + horizon)).fill(100)
    cohorts.fill(0, 3 * (years + horizon) - 1, 3 * (years + horizon))
    const { entry, entryRatio, components } = forecastPanel(panelOf(8, undefined, { cohorts }))
    expect([...entryRatio.subarray(2 * horizon, 3 * horizon)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(entry[at(2, 0, 2)]).toBeGreaterThan(80)
    expect(components.ownWeight[2 * grades]).toBe(1)
  })
})

describe('guards', () => {
  const guardedOf = (panel: RatioPanel, area: number) => forecastPanel(panel).guarded.filter((each) => each.area === area)

  test('ordinary counts are not guarded', () => {
    expect(forecastPanel(panelOf(8)).guarded).toEqual([])
  })

  test('a school that grew a grade this year opens the next at the ratio of its region', () => {
    const panel = panelOf(8, (area, grade, year, usual) => (area === 5 && grade > year - (years - 3) ? 0 : usual))
    const { progression, components } = forecastPanel(panel)
    expect(guardedOf(panel, 5)).toEqual([{ area: 5, grade: 3, reason: 'opening' }])
    expect(progression[at(5, 3, 0)]).toBeCloseTo(components.regionalRatio[3]!, 12)
  })

  test('a grade that closed stays closed', () => {
    const panel = panelOf(8, (area, grade, year, usual) => (area === 5 && grade === 3 && year === years - 1 ? 0 : usual))
    const { progression, entry } = forecastPanel(panel)
    expect(guardedOf(panel, 5)).toEqual([
      { area: 5, grade: 3, reason: 'closing', year: years - 1 },
      { area: 5, grade: 3, reason: 'closing' },
    ])
    expect([0, 1, 2].map((lead) => progression[at(5, 3, lead)]! + entry[at(5, 3, lead)]!)).toEqual([0, 0, 0])
  })

  test('a grade an area never had is closed without a word', () => {
    const panel = panelOf(8, (area, grade, _, usual) => (area === 5 && grade === 3 ? 0 : usual))
    expect(guardedOf(panel, 5)).toEqual([])
    expect(forecastPanel(panel).progression[at(5, 3, 0)]).toBe(0)
  })

  test('a grade with far more pupils than were below is no ratio, and is forecast from its level', () => {
    const panel = panelOf(8, (area, grade, _, usual) => (area === 5 && grade === 2 ? 8 * usual : usual))
    const { progression, entry } = forecastPanel(panel)
    expect(guardedOf(panel, 5).filter((each) => each.grade === 2).map((each) => [each.reason, each.year])).toEqual(Array.from({ length: 8 }, (_, i) => ['not-a-ratio', i + 2]))
    expect(progression[at(5, 2, 0)]).toBe(0)
    expect(entry[at(5, 2, 0)]! / (8 * count(5, 2, years - 1))).toBeCloseTo(1, 1)
  })

  test.each([1.1, 2])('a spike of one year (× %f) is clipped and named', (factor) => {
    const panel = panelOf(8, (area, grade, year, usual) => (area === 5 && grade === 3 && year === 6 ? factor * usual : usual))
    expect(guardedOf(panel, 5)).toEqual([{ area: 5, grade: 3, reason: 'spike', year: 6 }])
  })
})

describe('a panel that does not fit together', () => {
  test.each([
    { name: 'pupils', panel: panelOf(2, undefined, { pupils: new Float64Array(3) }), code: 'shape-mismatch' },
    { name: 'cohorts', panel: panelOf(2, undefined, { cohorts: new Float64Array(3) }), code: 'shape-mismatch' },
    { name: 'regions', panel: panelOf(2, undefined, { regions: Int32Array.of(0, -1) }), code: 'invalid-option' },
    { name: 'horizon', panel: panelOf(2, undefined, { horizon: 0 }), code: 'invalid-option' },
  ])('$name are refused by name', ({ name, panel, code }) => {
    expect(() => forecastPanel(panel)).toThrow(expect.objectContaining({ code, where: { option: name } }))
  })
})
