// Delays from tables: laws of the curve, honest cleaning, bad input.

import fc from 'fast-check'
import { chanceUpTo, createStream, drawDistribution, drawOpenings, estimateDelays, PlacesError, productLimit, quantileOf } from 'school-places'
import type { DelayRow, Distribution } from 'school-places'
import { describe, expect, test } from 'vitest'

import { dateOfDay, dayOf } from '../../src/core/days.js'

const settings = { seed: 20_210_901, numRuns: 100 } as const
const asOf = '2021-06-30'
const lasting = fc.array(fc.record({ value: fc.integer({ min: -50, max: 50 }), ended: fc.boolean() }), { minLength: 1, maxLength: 40 })

describe('the curve', () => {
  test('is the share that lasted longer when nothing is unfinished', () => {
    fc.assert(
      fc.property(lasting, (rows) => {
        for (const { value, lasting: share } of productLimit(rows.map((row) => ({ ...row, ended: true })), 0.9)) {
          expect(share).toBeCloseTo(rows.filter((row) => row.value > value).length / rows.length, 12)
        }
      }),
      settings,
    )
  })

  test('falls, within its band, and lies above that of the finished alone', () => {
    fc.assert(
      fc.property(lasting, (rows) => {
        const steps = productLimit(rows, 0.9)
        steps.forEach((step, i) => {
          expect(step.lasting).toBeLessThan(steps[i - 1]?.lasting ?? 1)
          expect(step.low).toBeLessThanOrEqual(step.lasting)
          expect(step.high).toBeGreaterThanOrEqual(step.lasting)
        })
        const finished = productLimit(rows.filter((row) => row.ended), 0.9)
        finished.forEach((step, i) => expect(step.lasting).toBeLessThanOrEqual(steps[i]!.lasting + 1e-12))
      }),
      settings,
    )
  })
})

/** Works of 400 planned days that take a ratio drawn from `truth`, begun evenly over the three years before the as-of date. */
function works(truth: Distribution, count: number, mode?: string): DelayRow[] {
  const stream = createStream(4, 'works', mode ?? '')
  return Array.from({ length: count }, (_, i): DelayRow => {
    const begin = dayOf('2018-06-30') + Math.floor((i * 3 * 365) / count)
    const end = begin + Math.round(400 * drawDistribution(truth, stream))
    return { project: `work ${i}`, ...(mode === undefined ? {} : { mode }), begins: dateOfDay(begin), planned: dateOfDay(begin + 400), ...(end <= dayOf(asOf) ? { actual: dateOfDay(end) } : {}) }
  })
}

describe('models', () => {
  const truth: Distribution = { kind: 'lognormal', median: 1.3, spread: 0.35 }

  test('find the delays from which rows were made, though two fifths are unfinished; the finished alone do not', () => {
    const rows = works(truth, 1_500)
    const { all, issues } = estimateDelays(rows, { asOf, measure: 'ratio' })
    expect(all.openShare).toBeGreaterThan(0.4)
    expect(issues.map((issue) => issue.code)).toContain('delays-selected')
    const { distribution } = all.models.find((model) => model.distribution.kind === 'lognormal')!
    // Four standard errors of a median from 1,500 rows: 4 × .35 × 1.25 ÷ √850, .06 of it.
    expect(Math.abs(quantileOf(distribution, 0.5) / 1.3 - 1)).toBeLessThan(0.06)
    expect(Math.abs(quantileOf(distribution, 0.9) / quantileOf(truth, 0.9) - 1)).toBeLessThan(0.08)
    const finished = estimateDelays(rows.filter((row) => row.actual !== undefined), { asOf, measure: 'ratio' }).all
    expect(quantileOf(finished.delay.distribution, 0.9)).toBeLessThan(0.85 * quantileOf(truth, 0.9))
    expect(all.models[0]!.misfit).toBeLessThan(0.06)
  })

  test.each([
    ['loglogistic', { kind: 'loglogistic', median: 1.2, spread: 0.3 }],
    ['weibull', { kind: 'weibull', scale: 1.3, shape: 2.5 }],
    ['lognormal', truth],
  ] as const)('choose the %s when it made the rows', (kind, made) => {
    expect(estimateDelays(works(made, 1_500), { asOf, measure: 'ratio' }).all.models[0]!.distribution.kind).toBe(kind)
  })

  test('the curve is joined to the tail of the model with the chance that is left', () => {
    const { all } = estimateDelays(works(truth, 300), { asOf, measure: 'ratio' })
    const { distribution } = all.joined
    const last = all.curve.findLast((step) => step.atRisk >= 10)!
    for (const step of all.curve.filter((each) => each.atRisk >= 10)) expect(1 - chanceUpTo(distribution, step.value)).toBeCloseTo(step.lasting, 9)
    expect(last.lasting).toBeGreaterThan(0.01)
    // Half of what is left lies beyond the model's own middle of its rest.
    const model = all.delay.distribution
    const beyond = quantileOf(model, (1 + chanceUpTo(model, last.value)) / 2)
    expect((1 - chanceUpTo(distribution, beyond)) / last.lasting).toBeCloseTo(0.5, 6)
    expect(chanceUpTo(distribution, 1e6)).toBeCloseTo(1, 12)
    // With fewer than ten rows there is only the model.
    const few = estimateDelays(works(truth, 300).filter((row) => row.actual !== undefined).slice(0, 8), { asOf, measure: 'ratio' }).all
    expect(few.joined.distribution).toEqual(few.delay.distribution)
  })

  test('a group of few lies between its own rows and all rows, nearer to all the more it borrows', () => {
    const rows = [...works(truth, 600, 'traditional'), ...works({ kind: 'lognormal', median: 0.9, spread: 0.2 }, 12, 'prefabricated')]
    const median = (borrowed: number): number => {
      const { groups } = estimateDelays(rows, { asOf, measure: 'ratio', by: ['mode'], borrowed })
      return quantileOf(groups[1]!.models.find((model) => model.distribution.kind === 'lognormal')!.distribution, 0.5)
    }
    const [own, some, much] = [median(0), median(20), median(500)]
    expect(own).toBeLessThan(1)
    expect(own < some && some < much && much < 1.3).toBe(true)
  })

  test('go into the drawing of openings', () => {
    const estimate = estimateDelays([...works(truth, 300, 'traditional'), ...works({ kind: 'lognormal', median: 0.8, spread: 0.1 }, 300, 'prefabricated')], { asOf, measure: 'ratio', by: ['mode'] })
    const plan = ['traditional', 'prefabricated'].map((mode) => ({ project: mode, mode, opens: 2022, begins: '2021-06-30', due: '2022-08-04', certainty: 1 }))
    const { years } = drawOpenings(plan, { asOf, delays: estimate.delayOf, draws: 1_000, seed: 1 })
    const share = (from: number): number => years.subarray(from, from + 1_000).filter((year) => year === 2022).length / 1_000
    expect(share(1_000)).toBeGreaterThan(0.9)
    expect(share(0)).toBeLessThan(0.5)
    expect(chanceUpTo(estimate.delayOf({ mode: 'prefabricated' }).distribution, 1)).toBeGreaterThan(0.9)
  })
})

describe('rows', () => {
  const row = { project: 'a', planned: '2020-08-31', actual: '2020-09-30', begins: '2019-08-31' }
  const other = { project: 'b', planned: '2020-08-31', actual: '2020-12-31', begins: '2019-08-31' }

  test('that cannot be used are counted by reason', () => {
    const rows: DelayRow[] = [
      row, row, other,
      { ...row, actual: '2020-10-15' },
      { project: 'c', planned: '2023-08-31', begins: '2021-08-01' },
      { project: 'd', planned: '2023-08-31', begins: '2021-06-30' },
      { project: 'e', planned: '2020-08-31', actual: '2020-07-31' },
      { project: 'f', planned: '2020-08-31', begins: '2020-08-31', actual: '2020-09-30' },
      { project: 'g', planned: '2020-08-31', begins: '2020-01-31', actual: '2020-01-01' },
      { project: 'h', planned: '2020-08-31', begins: '2020-01-31', followedFrom: '2021-01-31', actual: '2020-12-31' },
    ]
    const { all, issues } = estimateDelays(rows, { asOf, measure: 'ratio' })
    expect(all.rows).toBe(3)
    expect(issues.map((issue) => [issue.code, issue.amounts!.reason, issue.amounts!.rows])).toEqual([
      ['delay-rows-left-out', 'duplicate', 1],
      ['delay-rows-left-out', 'after-as-of', 1],
      ['delay-rows-left-out', 'censored-at-begin', 1],
      ['delay-rows-left-out', 'no-begin', 1],
      ['delay-rows-left-out', 'no-duration', 1],
      ['delay-rows-left-out', 'end-before-begin', 1],
      ['delay-rows-left-out', 'ended-before-followed', 1],
      ['delay-rows-odd', 'repeated', 1],
    ])
  })

  test('that are wrong come in one error', () => {
    const rows = [{ ...row, planned: '' }, { ...row, actual: '2021-07-01' }, { ...row, begins: '31.8.2019' }, { ...row, actual: '' }] as DelayRow[]
    try {
      estimateDelays(rows, { asOf, measure: 'days' })
      expect.unreachable()
    } catch (error) {
      expect((error as PlacesError).issues.map((issue) => [issue.where.row, issue.where.column, issue.code])).toEqual([[1, 'planned', 'missing-value'], [2, 'actual', 'not-allowed'], [3, 'begins', 'not-allowed'], [4, 'actual', 'not-allowed']])
    }
  })

  test('without two different delays tell nothing', () => {
    for (const rows of [[], [row], [row, { ...row, project: 'z' }], [{ project: 'p', planned: '2022-01-01' }]]) expect(() => estimateDelays(rows, { asOf, measure: 'days' })).toThrow('at least two different delays must be finished')
    expect(() => estimateDelays([row, other], { asOf, measure: 'days', level: 1 })).toThrow(PlacesError)
    expect(() => estimateDelays([row, other], { asOf, measure: 'days', borrowed: -1 })).toThrow(PlacesError)
    // A group without anything finished has no curve and the model of all rows.
    const { groups } = estimateDelays([row, other, { project: 'q', planned: '2021-01-31', phase: 'roof' }], { asOf, measure: 'days', by: ['phase'], borrowed: 0 })
    expect(groups[1]).toMatchObject({ curve: [], observed: undefined, finished: 0 })
  })
})
