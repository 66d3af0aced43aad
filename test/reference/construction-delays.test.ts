// Delays of new schools in New York City beside R: curves, bands and models with unfinished work.

import { chanceUpTo, estimateDelays, meanOf, productLimit, quantileOf } from 'school-places'
import type { DelayRow } from 'school-places'
import { describe, expect, test } from 'vitest'

import { families, fitLocationScale } from '../../src/numeric/censored-fit.js'

// New York City School Construction Authority, capital project schedules, NYC Open Data, as of 30 September 2025: scope and design of projects described
// as "new school". Project, district, phase, actual begin, planned end, actual end; without an actual end it was in progress.
const table = `
798187,20,Scope,2022-11-01,2023-04-14,2023-04-13
798187,20,Design,2023-04-14,2023-11-30,2024-05-01
798206,27,Scope,2024-01-23,2024-06-26,2024-06-26
798206,27,Design,2024-06-27,2025-02-24,
798213,31,Scope,2024-03-19,2024-10-03,2024-09-26
798213,31,Design,2024-09-27,2025-04-17,
798236,2,Scope,2018-04-19,2018-10-09,2021-01-25
798236,2,Design,2021-01-26,2019-04-10,2023-04-04
843659,30,Scope,2016-12-21,2017-06-28,2017-06-28
843659,30,Design,2017-06-29,2018-01-09,2023-05-12
843826,15,Scope,2021-05-06,2021-09-30,2021-11-16
843826,15,Design,2021-11-17,2022-05-05,2024-10-08
867118,10,Scope,2022-07-19,2022-12-30,2023-01-20
867118,10,Design,2023-01-23,2023-08-18,2024-05-14
889060,31,Scope,2021-03-25,2021-08-12,2021-08-27
889060,31,Design,2021-08-30,2022-04-25,2022-09-02
889670,30,Scope,2023-04-06,2023-09-25,2023-10-26
889670,30,Design,2023-10-27,2024-04-15,2024-05-14
890637,31,Scope,2024-03-19,2024-10-10,2024-10-08
890637,31,Design,2024-10-09,2025-04-17,
890641,24,Scope,2019-01-17,2019-07-02,2019-07-16
890641,24,Design,2019-07-17,2020-01-16,2020-08-13
890667,15,Scope,2022-06-03,2022-09-15,2022-09-15
890667,15,Design,2022-09-16,2023-04-05,2023-04-28
911837,20,Scope,2024-11-07,2025-05-02,2025-05-02
911837,20,Design,2025-05-05,2025-11-14,
911839,25,Scope,2024-04-22,2024-09-17,2024-09-17
911839,25,Design,2024-09-18,2025-04-21,2025-04-15
911852,31,Scope,2023-03-28,2023-09-05,2023-09-05
911852,31,Design,2023-09-06,2024-03-29,2024-05-06
911856,25,Scope,2023-04-13,2023-08-17,2023-09-18
911856,25,Design,2023-09-19,2024-04-12,2024-05-09
911858,28,Scope,2021-04-05,2021-08-31,2021-08-31
911858,28,Design,2021-09-01,2022-04-05,2022-04-28
911866,25,Scope,2022-03-25,2022-09-02,2022-10-12
911866,25,Design,2022-10-13,2023-04-07,2023-05-12
1008552,20,Scope,2024-04-16,2024-09-10,2024-09-10
1008552,20,Design,2024-09-11,2025-04-14,2025-04-14
1008556,17,Scope,2021-02-10,2021-07-20,2022-09-30
1008556,17,Design,2022-10-03,2022-03-08,
1034275,21,Scope,2022-02-28,2022-07-18,2022-07-18
1034275,21,Design,2022-07-19,2023-03-03,2023-03-03
1034280,10,Scope,2024-10-10,2025-04-10,2025-04-07
1034280,10,Design,2025-04-08,2025-11-13,
1034679,25,Scope,2023-04-20,2023-08-24,2023-08-17
1034679,25,Design,2023-08-18,2024-03-28,2024-05-09
1087178,28,Scope,2025-03-27,2025-08-28,2025-08-28
1087178,28,Design,2025-08-29,2026-03-27,
1087192,11,Scope,2025-04-15,2025-08-28,2025-08-28
1087192,11,Design,2025-08-29,2026-04-07,
1112257,27,Scope,2025-04-08,2025-08-28,2025-08-28
1112257,27,Design,2025-08-29,2026-03-31,
`
const asOf = '2025-09-30'
const rows = table
  .trim()
  .split('\n')
  .map((line): DelayRow => {
    const [project, area, phase, begins, planned, actual] = line.split(',') as [string, string, string, string, string, string]
    return { project, area, phase, begins, planned, ...(actual === '' ? {} : { actual }) }
  })
const design = rows.filter((row) => row.phase === 'Design')

// R 4.2.2, survival 3.5-3, on the same rows: y = days from planned end to actual end or as-of date, e = finished.
// survfit(Surv(y, e) ~ 1, conf.type = 'log-log', conf.int = .9): time, n.risk, n.event, surv, std.err × surv, lower, upper
const curve = [
  [-6, 21, 1, 0.952380952381, 0.0464714320452, 0.7766336245562, 0.990627244068],
  [0, 20, 2, 0.857142857143, 0.0763603548321, 0.6711067805922, 0.942159405720],
  [23, 18, 2, 0.761904761905, 0.0929428640903, 0.5662370123535, 0.878077806295],
  [27, 16, 1, 0.714285714286, 0.0985807941918, 0.5165249528008, 0.842508365242],
  [29, 15, 1, 0.666666666667, 0.1028688999747, 0.4684907670697, 0.805074233885],
  [35, 14, 1, 0.619047619048, 0.1059711695741, 0.4220349942006, 0.765976466985],
  [38, 13, 1, 0.571428571429, 0.1079898494312, 0.3770893760935, 0.725343531901],
  [42, 12, 1, 0.523809523810, 0.1089851686231, 0.3336172857037, 0.683252681378],
  [130, 11, 1, 0.476190476190, 0.1089851686231, 0.2916128818631, 0.639740960514],
  [153, 10, 1, 0.428571428571, 0.1079898494312, 0.2511018479653, 0.594809982924],
  [210, 7, 1, 0.367346938776, 0.1085394196442, 0.1965153707524, 0.539882084760],
  [270, 5, 1, 0.293877551020, 0.1088940601887, 0.1334022387793, 0.474991735220],
  [887, 4, 1, 0.220408163265, 0.1035296631239, 0.0804082640821, 0.403612828462],
  [1455, 2, 1, 0.110204081633, 0.0935524857547, 0.0157029525950, 0.310082200591],
]

function expectNear(actual: number, expected: number, relative = 1e-6): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(relative)
}

describe('design of new schools, days late', () => {
  const estimate = estimateDelays(rows, { asOf, measure: 'days', by: ['phase'] })
  const [, late] = estimate.groups

  test('the curve and its bands are those of R', () => {
    expect(late!.curve).toHaveLength(15)
    curve.forEach(([value, atRisk, ended, ...chances], i) => {
      const step = late!.curve[i]!
      expect([step.value, step.atRisk, step.ended]).toEqual([value, atRisk, ended])
      ;[step.lasting, step.error, step.low, step.high].forEach((chance, k) => expectNear(chance, chances[k]!, 1e-9))
    })
    expect(late!.curve[14]).toMatchObject({ value: 1949, atRisk: 1, lasting: 0, low: 0, high: late!.curve[13]!.high })
  })

  test('dropping what is not finished would show a month where it is four: half are late by 130 days, not by 38', () => {
    expect(late!.openShare).toBeCloseTo(9 / 26, 12)
    expect(quantileOf(late!.observed!.distribution, 0.5)).toBe(130)
    const finishedOnly = estimateDelays(design.filter((row) => row.actual !== undefined), { asOf, measure: 'days' }).all
    expect(quantileOf(finishedOnly.observed!.distribution, 0.5)).toBe(38)
    expect(meanOf(finishedOnly.delay.distribution)).toBeLessThan(0.8 * meanOf(estimateDelays(design, { asOf, measure: 'days' }).all.delay.distribution))
  })

  // survreg(Surv(y, e) ~ 1, dist = 'gaussian' and 'logistic'); Gumbel as survreg(Surv(-y, e, type = 'left') ~ 1, dist = 'extreme')
  test.each([
    ['both phases', rows, { normal: [224.762185133, 429.343131948, -327.107227304], logistic: [106.886067253, 165.01299392, -317.52361988], gumbel: [60.1543272856, 174.679851476, -303.263248429] }],
    ['design', design, { normal: [475.176707127, 586.971705793, -136.753797006], logistic: [330.764494868, 298.65541122, -136.231649229], gumbel: [186.618276034, 326.44910947, -130.794242546] }],
  ] as const)('the models of %s are those of R, the best by AIC first', (_, own, expected) => {
    const { models } = estimateDelays(own, { asOf, measure: 'days' }).all
    expect(models[0]!.distribution.kind).toBe('gumbel')
    expect(models.map((model) => model.aic)).toEqual(models.map((model) => model.aic).toSorted((a, b) => a - b))
    for (const { distribution, logLikelihood, converged } of models) {
      const [location, scale, likelihood] = expected[distribution.kind as keyof typeof expected]
      const [first, second] = Object.values(distribution).slice(1) as [number, number]
      expect(converged).toBe(true)
      expectNear(first, location)
      expectNear(second, scale)
      expectNear(logLikelihood, likelihood, 1e-9)
    }
  })

  test('a group borrows from all rows with the weight asked for', () => {
    // survreg with weights 1 for the 26 designs and 20/52 for each of the 52 rows
    const normal = late!.models.find((model) => model.distribution.kind === 'normal')!
    expectNear((normal.distribution as { mean: number }).mean, 355.635579168)
    expectNear((normal.distribution as { deviation: number }).deviation, 525.200861984)
    expectNear(normal.logLikelihood, -264.257711135, 1e-9)
    expect(estimate.issues.filter((issue) => issue.code === 'delays-pooled').map((issue) => issue.amounts!.group)).toEqual(['Scope', 'Design'])
    expect(estimate.delayOf({ phase: 'Design' })).toBe(late!.joined)
    expect(estimate.delayOf({ phase: 'Roof' })).toBe(estimate.all.joined)
  })
})

describe('actual as a ratio of planned duration', () => {
  const estimate = estimateDelays(rows, { asOf, measure: 'ratio' })

  test('the models are those of R', () => {
    // survreg(Surv(r, e) ~ 1, dist = 'lognormal', 'loglogistic', 'weibull') on the 50 rows with a planned duration: exp(coef), scale (1 ÷ scale for Weibull), loglik
    const expected = { lognormal: [1.40086179749, 0.561066917656, -50.5330192684], loglogistic: [1.22907391894, 0.250128364896, -44.9540350152], weibull: [1.99876828723, 1.28632362975, -65.4273530549] }
    expect(estimate.all.rows).toBe(50)
    expect(estimate.all.models.map((model) => model.distribution.kind)).toEqual(['loglogistic', 'lognormal', 'weibull'])
    for (const { distribution, logLikelihood } of estimate.all.models) {
      const [first, second] = Object.values(distribution).slice(1) as [number, number]
      const [a, b, likelihood] = expected[distribution.kind as keyof typeof expected] as [number, number, number]
      expectNear(first, a)
      expectNear(second, b)
      expectNear(logLikelihood, likelihood, 1e-9)
    }
  })

  test('plans that ended before the work began have no ratio: left out, and said so', () => {
    expect(estimate.issues.find((issue) => issue.code === 'delay-rows-left-out')).toMatchObject({ message: '2 rows have a planned duration of less than a day, which has no ratio', amounts: { rows: 2 } })
    expect(estimateDelays(rows, { asOf, measure: 'days' }).issues.map((issue) => [issue.code, issue.amounts!.rows])).toEqual([['delay-rows-odd', 2]])
  })
})

describe('what was followed late', () => {
  const seen = [[0, 2, 1], [0, 3, 0], [1, 4, 1], [2, 5, 1], [2, 5, 1], [3, 6, 0], [0, 7, 1], [4, 9, 1]].map(([from, value, ended]) => ({ value: value!, ended: ended === 1, ...(from === 0 ? {} : { from: from! }) }))

  test('the curve is that of R for delayed entry', () => {
    // survfit(Surv(from, value, ended) ~ 1, conf.type = 'log-log', conf.int = .9)
    const expected = [[2, 4, 1, 0.75, 0.216506350946], [4, 5, 1, 0.6, 0.219089023002], [5, 5, 2, 0.36, 0.185903200618], [7, 2, 1, 0.18, 0.157607106439]]
    productLimit(seen, 0.9).slice(0, 4).forEach(({ value, atRisk, ended, lasting, error }, i) => {
      ;[value, atRisk, ended, lasting, error].forEach((each, k) => expectNear(each, expected[i]![k]!, 1e-9))
    })
  })

  test('the likelihood is that of what could be seen', () => {
    // scipy 1.17.1: optimize.minimize (Nelder-Mead, tolerance 1e-11) of −Σ logpdf or logsf + Σ logsf(from) with norm, logistic, gumbel_l, gumbel_r
    const expected = { normal: [5.3577075, 2.4574413, -13.6999357496], logistic: [5.3146572, 1.4889038, -13.8619481777], smallest: [6.3814093, 2.3871108, -13.8548401976], largest: [4.2968010, 2.1993640, -13.8868174610] } as const
    for (const [name, [location, scale, likelihood]] of Object.entries(expected)) {
      const fit = fitLocationScale(seen.map((each) => ({ ...each, weight: 1 })), families[name as keyof typeof families])!
      expectNear(fit.location, location)
      expectNear(fit.scale, scale)
      expectNear(fit.logLikelihood, likelihood, 1e-9)
    }
  })
})

test('the model tells the chance of a year’s delay as the rows do, within the band', () => {
  const { all } = estimateDelays(design, { asOf, measure: 'days' })
  const step = all.curve.findLast((each) => each.value <= 365)!
  const chance = 1 - chanceUpTo(all.delay.distribution, 365)
  expect(chance).toBeGreaterThan(step.low)
  expect(chance).toBeLessThan(step.high)
})
