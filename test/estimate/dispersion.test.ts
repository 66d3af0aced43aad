// The dispersion: what went into made counts is found again, priors hold where there is no history, and the future is never seen.

import { parseInputs } from 'school-places'
import { describe, expect, test } from 'vitest'

import { spreadOfBirths } from '../../src/estimate/birth-spread.js'
import { estimateDispersion } from '../../src/estimate/dispersion.js'
import type { KindSpread } from '../../src/estimate/dispersion.js'
import { middleVariance, stepErrors } from '../../src/estimate/ratio-errors.js'
import { pathVariance, reachOf } from '../../src/estimate/variance-paths.js'
import { dispersionOf, pastErrors } from '../../src/evaluate/past-errors.js'
import { firstYear, madeCounts, madeLadder, truth } from '../evaluate/made-counts.js'

const made = madeCounts(48, 14, 3)
const origin = firstYear + 13
const found = dispersionOf(made, { origin })
const oneStep = ({ constant, perPupil, cell, parameter }: KindSpread, shared: number, pupils: number): number => (constant + perPupil / pupils) * (cell + parameter + shared)

describe('made counts', () => {
  test('the variance a + b/n of one step is found at every size', () => {
    for (const pupils of [25, 100, 400, 1_200]) {
      const ratio = oneStep(found.progression, found.areaYear.share, pupils) / (truth.constant + truth.perPupil / pupils)
      // The forecast's own error is in it: above 1 by about one over the years that a ratio is taken from.
      expect(ratio).toBeGreaterThan(0.75)
      expect(ratio).toBeLessThan(1.6)
    }
    expect(found.progression.perPupil / truth.perPupil).toBeGreaterThan(0.6)
    expect(found.progression.perPupil / truth.perPupil).toBeLessThan(1.7)
  })

  test('the share of the area in a step is found, drift is small, tails are nearly normal', () => {
    const share = found.areaYear.share / (found.areaYear.share + found.progression.cell + found.progression.parameter)
    expect(Math.abs(share - truth.areaShare)).toBeLessThan(0.12)
    expect(found.progression.carried).toBeLessThan(0.3)
    expect(found.degreesOfFreedom).toBeGreaterThan(8)
    expect(found.regionYear.progression).toBeLessThan(0.0002)
  })

  test('entrants feel the area’s shock as other grades do', () => {
    expect(Math.abs(found.areaYear.entryLoading - 1)).toBeLessThan(0.35)
    expect(found.areaYear.carried).toBeLessThan(0.3)
  })

  test('no area or grade stands out', () => {
    for (const factor of [...Object.values(found.gradeFactors), ...Object.values(found.areaFactors)]) {
      expect(factor).toBeGreaterThan(0.5)
      expect(factor).toBeLessThan(2)
    }
  })

  test('counts after the origin change nothing', () => {
    const cut = origin - 4
    const rows = [...made.pupils.values]
    const years = made.pupils.axes.year.labels
    const pupils = rows.map((value, i) => ({
      area: made.pupils.axes.area.labels[Math.floor(i / years.length / 6)]!,
      grade: madeLadder.grades[Math.floor(i / years.length) % 6]!.id,
      year: years[i % years.length]!,
      pupils: years[i % years.length]! > cut ? 5_000 : value,
    })).filter((row) => row.area !== 'all' && !Number.isNaN(row.pupils))
    const wrecked = parseInputs({ areas: made.areas.map(({ id, parent }) => (parent === undefined ? { area: id } : { area: id, parent })), pupils }, { ladder: madeLadder })
    expect(dispersionOf(wrecked, { origin: cut, origins: 4 })).toEqual(dispersionOf(made, { origin: cut, origins: 4 }))
  })
})

describe('short histories', () => {
  test('without any past error the priors are given', () => {
    const past = pastErrors(made, { origin: firstYear + 1 })
    expect(past.origins).toEqual([])
    const dispersion = estimateDispersion(past, { origin: firstYear + 1 })
    expect(dispersion.progression).toMatchObject({ constant: 0.0004, perPupil: 0.6 })
    expect(dispersion.areaYear.share).toBeCloseTo(0.2, 12)
    expect(dispersion.degreesOfFreedom).toBe(5)
    expect(dispersion.rebound).toEqual({ entry: 0.3, progression: 0.12 })
    expect(dispersion.births).toBeUndefined()
  })

  test('one small area with one origin moves the priors a little only', () => {
    const dispersion = dispersionOf(madeCounts(1, 5, 4), { origin: firstYear + 4 })
    expect(dispersion.progression.perPupil).toBeGreaterThan(0.3)
    expect(dispersion.progression.perPupil).toBeLessThan(1.2)
    expect(Object.values(dispersion.areaFactors)[0]).toBeGreaterThan(0.4)
  })

  test('six years of one town in which nothing ever changed narrow the spread, but do not end it', () => {
    const pupils = Array.from({ length: 6 }, (_, y) => madeLadder.grades.map((grade) => ({ area: 'Town', grade: grade.id, year: 2019 + y, pupils: 100 }))).flat()
    const { progression, areaYear, areaFactors } = dispersionOf(parseInputs({ areas: [{ area: 'Town' }], pupils }, { ladder: madeLadder }), { origin: 2024 })
    // The factor of the town and the shares of the parts both learn from the same errors: 0.95 and 1 without any.
    const shares = progression.cell + progression.parameter + areaYear.share
    expect(shares).toBeGreaterThan(0.3)
    expect(shares).toBeLessThan(0.7)
    expect(areaFactors.Town).toBeGreaterThan(0.2)
  })

  test('what cannot be answered is refused', () => {
    expect(() => pastErrors(made, { origin, origins: 0 })).toThrow(/origins must be an integer/)
    expect(() => pastErrors(made, { origin, leads: 1.5 })).toThrow(/leads must be an integer/)
    expect(() => pastErrors(made, { origin: 1980 })).toThrow(/before the first count/)
  })
})

describe('the parts', () => {
  test('an error two years ahead is taken apart into its steps', () => {
    const past = { areas: ['a'], regions: [''], grades: ['1', '2'], entry: [true, false], origins: [2000], leads: 2, forecast: new Float64Array(4), actual: new Float64Array(4) }
    expect([...stepErrors(past, Float64Array.of(0.1, 0.2, 0.3, 0.5))]).toEqual([0.1, 0.2, 0.3, 0.4])
  })

  test('the middle variance of a normal grid is its variance', () => {
    const grid = Float64Array.from({ length: 2_001 }, (_, i) => (i - 1_000) / 1_000)
    expect(Math.sqrt(middleVariance(grid))).toBeCloseTo(0.85 / 1.43953, 3)
  })

  test('the variance of two grades two years ahead, by hand', () => {
    const settings = { grades: 2, leads: 2, entry: [true, false], carried: { entry: 0.5, progression: 0, area: 0, region: 0 }, rebound: { entry: 0.25, progression: 0.1 }, loading: 0.6, region: { entry: 0.04, progression: 0.01 } }
    const reach = reachOf(settings, Float64Array.of(0.6, 0.4), 2)
    // Entrants of the first year are in grade 2 by then, less the rebound; grade 2 of the first year has left.
    expect([...reach.own]).toEqual([0.4 * 0.75, 0.6, 0, 0.4])
    // What the area or the region shares does not turn round.
    expect([...reach.shared]).toEqual([0.4, 0.6, 0, 0.4])
    const out = new Float64Array(6)
    pathVariance(settings, reach, Float64Array.of(0.1, 0.1, 0.2, 0.2), out)
    expect(out[0]).toBeCloseTo((0.03 + 0.5 * 0.06) ** 2 + 0.06 ** 2, 12)
    expect(out[1]).toBeCloseTo(0.08 ** 2, 12)
    expect(out[2]).toBeCloseTo(0.09 ** 2, 12)
    expect(out[4]).toBeCloseTo((0.6 * 0.04) ** 2 + (0.6 * 0.06 + 0.08) ** 2, 12)
    expect(out[5]).toBeCloseTo(0.08 ** 2 + (0.12 + 0.04) ** 2, 12)
  })

  test('of three grades, what a grade has of its own reaches the next less its rebound, by kind', () => {
    const settings = { grades: 4, leads: 3, entry: [true, false, false, true], rebound: { entry: 0.4, progression: 0.1 } }
    const reach = reachOf(settings, Float64Array.of(0, 0, 1, 0), 3)
    // Grade 3 in the third year: entrants of the first, grade 2 of the second, its own step. The last grade takes entrants of its own.
    expect([...reach.own]).toEqual([0.6, 0, 0, 0, 0.9, 0, 0, 0, 1, 0, 0, 0])
    expect([...reach.shared]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
    expect([...reachOf(settings, Float64Array.of(0, 0, 0, 1), 2).own]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
  })

  test('births: steady ones are narrow, jumping ones wide, and later births are not seen', () => {
    const births = (value: (i: number) => number) => parseInputs({ areas: [{ area: 'a' }], pupils: [{ area: 'a', grade: '1', year: 2020, pupils: 10 }], births: Array.from({ length: 30 }, (_, i) => ({ area: 'a', year: 1991 + i, births: value(i) })) }, { ladder: madeLadder })
    const [steady, jumping] = [births(() => 100), births((i) => (i % 3 === 0 ? 150 : 80))].map((dataset) => spreadOfBirths(dataset)!)
    expect(steady!.variance[0]).toBeLessThan(0.0004)
    expect(jumping!.variance[0]).toBeGreaterThan(0.03)
    expect(steady!.knownTo).toBe(2020)
    const wrecked = births((i) => (i >= 20 ? 9_999 : 100))
    expect(spreadOfBirths(wrecked, { knownTo: 2010 })).toEqual(spreadOfBirths(births(() => 100), { knownTo: 2010 }))
  })
})
