// The skill of alerts: counts by hand, brute force for the threshold, and a backtest on counts whose shortages are known.

import { backtestAlerts, chooseThreshold, scoreAlerts, warningTimes } from 'school-places/evaluate'
import type { AlertCase } from 'school-places/evaluate'
import { chanceRule, shenzhenRule, surplusRule } from 'school-places/standards'
import type { AlertRule } from 'school-places/standards'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { madeCounts, madeLadder } from './made-counts'

const caseOf = (value: number, happened: boolean, more: Partial<AlertCase> = {}): AlertCase => ({ rule: 'r', area: 'a', stage: 's', origin: 2020, year: 2022, lead: 2, value, happened, unmet: happened ? 10 : 0, ...more })

describe('the skill of warnings', () => {
  const cases = [caseOf(1.2, true), caseOf(0.95, true), caseOf(0.92, false), caseOf(0.5, false), caseOf(0.6, true)]

  test('hits, misses, false alarms and their rates, by threshold', () => {
    expect(scoreAlerts(cases, [0.9, 1])).toEqual([
      { group: 'r', threshold: 0.9, hits: 2, misses: 1, falseAlarms: 1, quiet: 1, hitRate: 2 / 3, falseAlarmRatio: 1 / 3, falseAlarmRate: 0.5 },
      { group: 'r', threshold: 1, hits: 1, misses: 2, falseAlarms: 0, quiet: 2, hitRate: 1 / 3, falseAlarmRatio: 0, falseAlarmRate: 0 },
    ])
    expect(scoreAlerts([caseOf(0.1, false)], [0.9])[0]).toMatchObject({ hitRate: undefined, falseAlarmRatio: undefined, falseAlarmRate: 0 })
    expect(scoreAlerts([...cases, caseOf(1, true, { lead: 4 })], [1], (each) => String(each.lead)).map(({ group, hits }) => [group, hits])).toEqual([['2', 1], ['4', 1]])
  })

  test('a warning counts from when it was no longer withdrawn, and only the first year of a shortage is timed', () => {
    const at = (origin: number, year: number, value: number, happened = true): AlertCase => caseOf(value, happened, { origin, year, lead: year - origin })
    const times = warningTimes([at(2018, 2022, 1.1), at(2019, 2022, 0.8), at(2020, 2022, 1.1), at(2021, 2022, 1.2), at(2020, 2023, 1.3), at(2021, 2021, 0.7, false)], 1, 2)
    expect(times).toEqual([{ rule: 'r', area: 'a', stage: 's', year: 2022, lead: 2, inTime: true }])
    expect(warningTimes([at(2018, 2022, 1.1), at(2021, 2022, 0.9)], 1, 3)[0]).toMatchObject({ lead: undefined, inTime: false })
    expect(() => warningTimes(cases, 1, 3)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  test('the chosen threshold costs no more than any other', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ value: fc.integer({ min: 0, max: 8 }), happened: fc.boolean() }), { minLength: 1, maxLength: 20 }), fc.nat(5), fc.nat(5), (list, miss, falseAlarm) => {
        const own = list.map(({ value, happened }) => caseOf(value, happened))
        const costAt = (threshold: number): number => own.reduce((sum, each) => sum + (each.happened && each.value < threshold ? miss : !each.happened && each.value >= threshold ? falseAlarm : 0), 0) / own.length
        const choice = chooseThreshold(own, { miss, falseAlarm })
        expect(choice.cost).toBeCloseTo(costAt(choice.threshold), 12)
        for (let threshold = -0.5; threshold <= 9; threshold += 0.5) expect(choice.cost).toBeLessThanOrEqual(costAt(threshold) + 1e-12)
        expect([choice.never, choice.always]).toEqual([costAt(99), costAt(-1)])
      }),
      { seed: 20210901, numRuns: 300 },
    )
  })

  test('what is just at the threshold is warned of; what takes just as long to build is in time; of equal costs the higher threshold', () => {
    expect(scoreAlerts([caseOf(1, false), caseOf(1, true)], [1])[0]).toMatchObject({ hits: 1, falseAlarms: 1 })
    expect(warningTimes([caseOf(1, true)], 1, 2)).toMatchObject([{ lead: 2, inTime: true }])
    expect(chooseThreshold([caseOf(3, true), caseOf(2, false), caseOf(1, true)], { miss: 1, falseAlarm: 1 }).threshold).toBe(2.5)
  })

  test('200,000 cases are scored in one pass', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => caseOf(i % 3, i % 2 === 0))
    expect(scoreAlerts(many, [1])[0]!.hits).toBe(66_666)
    expect(() => warningTimes(many, 1, 9)).toThrow(/the farthest looks 2/)
  })

  test('dear misses lower the threshold', () => {
    expect(chooseThreshold(cases, { miss: 10, falseAlarm: 1 }).threshold).toBeLessThan(chooseThreshold(cases, { miss: 1, falseAlarm: 10 }).threshold)
    expect(() => chooseThreshold([], { miss: 1, falseAlarm: 1 })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => chooseThreshold(cases, { miss: -1, falseAlarm: 1 })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })
})

describe('a backtest of alerts', () => {
  const dataset = madeCounts(6, 16, 7)
  const areas = dataset.planningAreas
  const full: AlertRule = { ...shenzhenRule, id: 'full', measure: 'utilisation', leads: { from: 1, to: 3 }, levels: [{ level: 'full', name: { en: 'full', zh: '满' }, atLeast: 1 }] }
  const sizeOf = (area: string): number => 20 * 2 ** (6 * (areas.indexOf(area) / (areas.length - 1)))
  const placesFor = (factor: number) => areas.flatMap((area) => ['lower', 'upper'].flatMap((stage) => Array.from({ length: 16 }, (_, i) => ({ area, stage, year: 2000 + i, places: Math.round(3 * sizeOf(area) * factor) }))))

  test('with half the places needed every case is short and warned of; with twice as many none is either', () => {
    const scarce = backtestAlerts(dataset, { rules: [full], origins: [2008, 2010], leads: [1, 3], places: placesFor(0.5) })
    expect(scarce).toHaveLength(2 * areas.length * 2 * 2)
    expect(scoreAlerts(scarce, [1])[0]).toMatchObject({ hits: scarce.length, misses: 0, falseAlarms: 0 })
    const plenty = backtestAlerts(dataset, { rules: [full, chanceRule], origins: [2008, 2010], leads: [1, 3], places: placesFor(2), draws: 40 })
    expect(scoreAlerts(plenty, [1]).map(({ quiet }) => quiet)).toEqual([48, 48])
  })

  test('what is judged is what was counted against the places of that year, and the forecast knew only the origin', () => {
    const [first] = backtestAlerts(dataset, { rules: [full], origins: [2009], leads: [2], places: placesFor(1) })
    const count = (grade: string): number => dataset.pupils.values[areas.indexOf(first!.area) * 6 * 16 + madeLadder.grades.findIndex(({ id }) => id === grade) * 16 + 11]!
    const places = Math.round(3 * sizeOf(first!.area)) / 3
    expect(first!.unmet).toBeCloseTo(['1', '2', '3'].reduce((sum, grade) => sum + Math.max(0, count(grade) - places), 0), 9)
    const later = madeCounts(6, 16, 7)
    const changed = { ...later, pupils: { ...later.pupils, values: Float64Array.from(later.pupils.values, (value, i) => (i % 16 > 9 ? value * 3 : value)) } }
    const again = backtestAlerts(changed, { rules: [full], origins: [2009], leads: [2], places: placesFor(1) })
    expect(again.map(({ value }) => value)).toEqual(backtestAlerts(dataset, { rules: [full], origins: [2009], leads: [2], places: placesFor(1) }).map(({ value }) => value))
    expect(again.some(({ happened }) => happened)).toBe(true)
  })

  test('bad rules and places are refused', () => {
    expect(() => backtestAlerts(dataset, { rules: [surplusRule], origins: [2009], leads: [1], places: [] })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    expect(() => backtestAlerts(dataset, { rules: [], origins: [2009], leads: [1], places: [] })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    const row = { area: areas[0]!, stage: 'lower', year: 2010, places: -1 }
    expect(() => backtestAlerts(dataset, { rules: [full], origins: [2009], leads: [1], places: [row, { ...row, places: 5 }] })).toThrow(expect.objectContaining({ issues: expect.objectContaining({ length: 2 }) }))
  })
})
