// Laws of the hierarchical forecast on random panels: tame ones (cohorts that move up with some noise) and wild ones (anything a table may hold).

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { forecastPanel } from '../../src/estimate/hierarchical/forecast-panel.js'
import type { RatioPanel } from '../../src/estimate/hierarchical/panel.js'

const settings = { seed: 20_210_901, numRuns: 150 } as const

const shape = fc.record({ areas: fc.integer({ min: 1, max: 9 }), grades: fc.integer({ min: 1, max: 6 }), years: fc.integer({ min: 1, max: 12 }), horizon: fc.integer({ min: 1, max: 4 }), regions: fc.integer({ min: 1, max: 3 }), births: fc.boolean() })

interface Shape {
  readonly areas: number
  readonly grades: number
  readonly years: number
  readonly horizon: number
  readonly regions: number
  readonly births: boolean
}

function panelOf({ areas, grades, years, horizon, regions, births }: Shape, pupils: Float64Array, birthsOf: (i: number) => number): RatioPanel {
  const cohorts = births ? { cohorts: Float64Array.from({ length: areas * (years + horizon) }, (_, i) => birthsOf(i)) } : {}
  return { areas, grades, years, horizon, pupils, regions: Int32Array.from({ length: areas }, (_, area) => area % regions), ...cohorts }
}

/** Cohorts of 60 to 600 pupils that move up with ratios within ±10 %. */
const tame: fc.Arbitrary<RatioPanel> = shape.chain((size) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }).map((noise) => {
    let next = 0
    const draw = (): number => noise[(next = (next * 7 + 11) % 60)]! * Math.cos(next++)
    const { areas, grades, years } = size
    const pupils = new Float64Array(areas * grades * years)
    for (let area = 0; area < areas; area++) {
      const cohort = 330 + 270 * draw()
      for (let t = 0; t < years; t++) {
        for (let grade = 0; grade < grades; grade++) {
          const at = (area * grades + grade) * years + t
          pupils[at] = Math.round(grade === 0 || t === 0 ? cohort * (1 + 0.1 * draw()) : pupils[at - years - 1]! * (1 + 0.1 * draw()))
        }
      }
    }
    return panelOf(size, pupils, (i) => Math.round(350 + 50 * Math.sin(i)))
  }),
)

const wildCount = fc.oneof(fc.constantFrom(Number.NaN, 0, 0, 1), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 500 }), fc.constantFrom(40, 50, 60, 5_000, 1_000_000))

const wild: fc.Arbitrary<RatioPanel> = shape.chain((size) =>
  fc
    .record({ counts: fc.array(wildCount, { minLength: 97, maxLength: 97 }), births: fc.array(wildCount, { minLength: 31, maxLength: 31 }) })
    .map(({ counts, births }) => panelOf(size, Float64Array.from({ length: size.areas * size.grades * size.years }, (_, i) => counts[(i * i + i) % 97]!), (i) => births[(i * 3) % 31]!)),
)

const anyPanel = fc.oneof(tame, wild)

/** The panel with its areas in another order. */
function reorder(panel: RatioPanel, order: readonly number[]): RatioPanel {
  const cohorts = panel.cohorts === undefined ? {} : { cohorts: reorderRows(panel.cohorts, order) }
  return { ...panel, pupils: reorderRows(panel.pupils, order), regions: Int32Array.from(order, (area) => panel.regions[area]!), ...cohorts }
}

function reorderRows(values: Float64Array, order: readonly number[]): Float64Array {
  const row = values.length / order.length
  const out = new Float64Array(values.length)
  order.forEach((from, to) => out.set(values.subarray(from * row, (from + 1) * row), to * row))
  return out
}

/** The largest difference relative to 1 or to the number, whichever is larger; 0 where both are NaN. */
function apart(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length)
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]!) && Number.isNaN(b[i]!)) continue
    const difference = Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!))
    if (!(difference <= largest)) largest = difference
  }
  return largest
}

describe('whatever a table holds', () => {
  test('progression and entry are finite and not negative, and an entry ratio is missing only without births', () => {
    fc.assert(
      fc.property(anyPanel, (panel) => {
        const { progression, entry, entryRatio, components } = forecastPanel(panel)
        for (const values of [progression, entry, components.regionalRatio]) expect(values.every((each) => Number.isFinite(each) && each >= 0)).toBe(true)
        for (const values of [components.deviation, components.kept, components.ownWeight, components.slow, components.fast, components.noiseConstant, components.noisePerPupil]) {
          expect(values.every(Number.isFinite)).toBe(true)
        }
        const future = panel.cohorts
        entryRatio.forEach((each, i) => {
          const area = Math.floor(i / panel.horizon)
          const row = future?.subarray(area * (panel.years + panel.horizon) + panel.years, (area + 1) * (panel.years + panel.horizon))
          if (row?.every((births) => births > 0)) expect(each).toBeGreaterThanOrEqual(0)
          if (future === undefined || row?.some((births) => births === 0)) expect(each).toBeNaN()
        })
      }),
      settings,
    )
  })

  test('a grade is filled by progression or by entry, not by both', () => {
    fc.assert(
      fc.property(anyPanel, (panel) => {
        const { progression, entry } = forecastPanel(panel)
        expect(progression.every((each, i) => each === 0 || entry[i] === 0)).toBe(true)
      }),
      settings,
    )
  })

  // Wild panels have counts of 1 and of 1,000,000 in one series, which costs digits.
  test.each([
    { name: 'tame', panels: tame, tolerance: 1e-9 },
    { name: 'wild', panels: wild, tolerance: 1e-6 },
  ])('the order of the areas does not matter ($name panels, $tolerance)', ({ panels, tolerance }) => {
    fc.assert(
      fc.property(panels, fc.nat(8), (panel, turn) => {
        const order = Array.from({ length: panel.areas }, (_, i) => (2 * panel.areas - 1 - i + turn) % panel.areas)
        const [first, second] = [forecastPanel(panel), forecastPanel(reorder(panel, order))]
        expect(apart(second.progression, reorderRows(first.progression, order))).toBeLessThan(tolerance)
        expect(apart(second.entry, reorderRows(first.entry, order))).toBeLessThan(tolerance)
        expect(apart(second.entryRatio, reorderRows(first.entryRatio, order))).toBeLessThan(tolerance)
        expect(apart(second.components.ownWeight, reorderRows(first.components.ownWeight, order))).toBeLessThan(tolerance)
      }),
      settings,
    )
  })

  test('a longer horizon does not change the years before', () => {
    fc.assert(
      fc.property(anyPanel, (panel) => {
        const { cohorts: _, ...withoutBirths } = panel
        const short = forecastPanel(withoutBirths)
        const long = forecastPanel({ ...withoutBirths, horizon: panel.horizon + 3 })
        const firstLeads = (values: Float64Array): Float64Array => values.filter((__, i) => i % (panel.horizon + 3) < panel.horizon)
        expect(firstLeads(long.progression)).toEqual(short.progression)
        expect(firstLeads(long.entry)).toEqual(short.entry)
      }),
      settings,
    )
  })

  test('the panel is not changed', () => {
    fc.assert(
      fc.property(anyPanel, (panel) => {
        const before = structuredClone(panel)
        forecastPanel(panel)
        expect(panel).toEqual(before)
      }),
      settings,
    )
  })
})

describe('counts twice as large', () => {
  const scaled = (panel: RatioPanel, factor: number): RatioPanel => ({
    ...panel,
    pupils: panel.pupils.map((each) => factor * each),
    ...(panel.cohorts === undefined ? {} : { cohorts: panel.cohorts.map((each) => factor * each) }),
  })

  test('leave ratios nearly unchanged for cohorts of 60 to 600: within 0.03 (entry 0.1), since larger counts are trusted more', () => {
    fc.assert(
      fc.property(tame, (panel) => {
        const [once, twice] = [forecastPanel(panel), forecastPanel(scaled(panel, 2))]
        expect(apart(twice.progression, once.progression)).toBeLessThan(0.03)
        expect(apart(twice.entryRatio, once.entryRatio)).toBeLessThan(0.1)
      }),
      settings,
    )
  })

  test('leave ratios and relative entries unchanged within 0.02 where counts are so large that heads no longer matter', () => {
    fc.assert(
      fc.property(tame, (panel) => {
        const [once, twice] = [forecastPanel(scaled(panel, 10_000)), forecastPanel(scaled(panel, 20_000))]
        expect(apart(twice.progression, once.progression)).toBeLessThan(0.02)
        expect(apart(twice.entry.map((each) => each / 2), once.entry)).toBeLessThan(0.02)
      }),
      settings,
    )
  })
})
