// The hierarchical forecast against numbers produced by an independent NumPy implementation of the same formulas (fixtures/hierarchical-vectors.json,
// NumPy 2.4, 12 significant digits): eleven small panels and three demanding ones, from the yearly regional ratios to the chained forecast.
// In the panels whose areas are alone in their regions the rebound was switched off: its slope would be a quotient of rounding errors there.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { holdCohorts, readCells } from '../../src/estimate/hierarchical/cells.js'
import { forecastPanel } from '../../src/estimate/hierarchical/forecast-panel.js'
import type { PanelForecast, RatioPanel } from '../../src/estimate/hierarchical/panel.js'
import { regionalRatios } from '../../src/estimate/hierarchical/regional-ratio.js'
import { projectCohorts } from '../../src/project/kernel.js'

type Numbers = readonly (number | null)[]

interface Vector {
  readonly name: string
  readonly areas: number
  readonly grades: number
  readonly years: number
  readonly horizon: number
  readonly regions: readonly number[]
  readonly pupils: Numbers
  readonly cohorts?: Numbers
  readonly forecast: Numbers
  readonly yearlyRatio: Numbers
  readonly regionalRatio: Numbers
  readonly regional: Numbers
  readonly gradeFactor: Numbers
  readonly slow: Numbers
  readonly fast: Numbers
  readonly noiseConstant: Numbers
  readonly noisePerPupil: Numbers
  readonly areaWide: Numbers
  readonly cohortReversal: Numbers
  readonly reboundShare: number
  readonly kept: Numbers
  readonly deviation: Numbers
}

const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/hierarchical-vectors.json'), 'utf8')) as { readonly cases: readonly Vector[] }

const numbers = (values: Numbers): Float64Array => Float64Array.from(values, (each) => each ?? Number.NaN)

function panelOf(vector: Vector): RatioPanel {
  const { areas, grades, years, horizon } = vector
  const cohorts = vector.cohorts === undefined ? {} : { cohorts: numbers(vector.cohorts) }
  return { areas, grades, years, horizon, pupils: numbers(vector.pupils), regions: Int32Array.from(vector.regions), ...cohorts }
}

/** Chains the forecast with the kernel from the counts at the origin, those not observed as 0: pupils [area, grade, lead]. */
function chain(panel: RatioPanel, { progression, entry }: PanelForecast): Float64Array {
  const { areas, grades, years, horizon, pupils } = panel
  const base = Float64Array.from({ length: areas * grades }, (_, row) => pupils[(row + 1) * years - 1]! || 0)
  const out = new Float64Array(areas * grades * (horizon + 1))
  const strides = { areaStride: grades * horizon, gradeStride: horizon, yearStride: 1, drawStride: 0 } as const
  projectCohorts(
    { areas, grades, years: horizon, draws: 1, base: { values: base, areaStride: grades, gradeStride: 1, yearStride: 0, drawStride: 0 }, progression: { values: progression, ...strides }, entry: { values: entry, ...strides } },
    out,
  )
  return out.filter((_, i) => i % (horizon + 1) > 0)
}

/** The largest difference, relative to the expected number or to `least` where that is larger. Numbers that are not known in the vectors are passed over. */
function worst(actual: ArrayLike<number>, expected: Numbers, least: number): number {
  expect(actual.length).toBe(expected.length)
  let largest = 0
  for (let i = 0; i < actual.length; i++) {
    const value = expected[i]
    if (typeof value !== 'number') continue
    const difference = Math.abs(actual[i]! - value) / Math.max(Math.abs(value), least)
    if (!(difference <= largest)) largest = difference
  }
  return largest
}

// The vectors hold 12 digits; the method asks for 1e-8. The floors are far below anything that moves a pupil.
const tolerance = 1e-8
const varianceFloor = 1e-12
const ratioFloor = 1e-9

describe.each(cases)('$name', (vector) => {
  const panel = panelOf(vector)
  const result = forecastPanel(panel)
  const { components } = result

  test('yearly regional ratios and their level at the origin agree', () => {
    const cells = readCells(panel, Math.max(...vector.regions) + 1, holdCohorts(panel), [])
    expect(worst(regionalRatios(cells), vector.yearlyRatio, ratioFloor)).toBeLessThan(tolerance)
    expect(worst(components.regionalRatio, vector.regionalRatio, ratioFloor)).toBeLessThan(tolerance)
    const { drift, oneYear, samplingFactor, gradeFactor } = components.regional
    expect(worst([drift, oneYear, samplingFactor], vector.regional, varianceFloor)).toBeLessThan(tolerance)
    expect(worst(gradeFactor, vector.gradeFactor, ratioFloor)).toBeLessThan(tolerance)
  })

  test('variance components agree', () => {
    const { areaWide } = components
    expect(worst(components.slow, vector.slow, varianceFloor)).toBeLessThan(tolerance)
    expect(worst(components.fast, vector.fast, varianceFloor)).toBeLessThan(tolerance)
    expect(worst(components.noiseConstant, vector.noiseConstant, varianceFloor)).toBeLessThan(tolerance)
    expect(worst(components.noisePerPupil, vector.noisePerPupil, varianceFloor)).toBeLessThan(tolerance)
    expect(worst([areaWide.oneYear, areaWide.slow, areaWide.fast], vector.areaWide, varianceFloor)).toBeLessThan(tolerance)
    expect(worst(components.cohortReversal, vector.cohortReversal, ratioFloor)).toBeLessThan(tolerance)
    expect(worst([components.reboundShare], [vector.reboundShare], ratioFloor)).toBeLessThan(tolerance)
  })

  test('deviations agree', () => {
    expect(worst(components.kept, vector.kept, ratioFloor)).toBeLessThan(tolerance)
    expect(worst(components.deviation, vector.deviation, ratioFloor)).toBeLessThan(tolerance)
  })

  test('the chained forecast agrees', () => {
    expect(worst(chain(panel, result), vector.forecast, ratioFloor)).toBeLessThan(tolerance)
  })
})
