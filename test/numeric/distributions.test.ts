// Distributions beside scipy, and the laws that hold for every kind.

import fc from 'fast-check'
import { chanceUpTo, createDistributionSampler, createStream, deviationOf, distributionFaults, drawDistribution, lognormalThrough, meanOf, PlacesError, quantileOf } from 'school-places'
import type { Distribution } from 'school-places'
import { describe, expect, test } from 'vitest'

import { exactNormalQuantile, logNormalTail, normalCdf, normalHazard } from '../../src/numeric/normal.js'
import { logGamma, regularisedBeta } from '../../src/numeric/special-functions.js'

const settings = { seed: 20_210_901, numRuns: 200 } as const

/** Agreement to a relative 1e-10 unless told: nothing that a planner sees needs more, and a slip in a formula is far larger. */
function expectNear(actual: number, expected: number, relative = 1e-10): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(1e-300, Math.abs(expected)))
}

interface Reference {
  readonly distribution: Distribution
  readonly mean: number
  readonly variance: number
  readonly at: readonly number[]
  readonly chances: readonly number[]
  readonly quantiles: readonly number[]
}

// scipy 1.17.1, numpy 2.4.6, Python 3: d.mean(), d.var(), [d.cdf(x) for x in at], [d.ppf(p) for p in (.01, .3, .9, .999)] with d =
// uniform(10, 10) · triang(.4, 12, 10) · beta(1+16/14, 1+40/14, 12, 14) · beta(1+8/14, 1+20/14, 12, 14) · norm(5, 2) · lognorm(.3, scale=14)
// · logistic(5, 2) · fisk(1/.3, scale=14) · gumbel_r(5, 2) · weibull_min(1.7, scale=14)
const references: readonly Reference[] = [
  { distribution: { kind: 'uniform', low: 10, high: 20 }, mean: 15, variance: 8.333333333333332, at: [10.5, 15, 19.5], chances: [0.05, 0.5, 0.95], quantiles: [10.1, 13, 19, 19.99] },
  {
    distribution: { kind: 'triangular', low: 12, mode: 16, high: 22 },
    mean: 16.666666666666664,
    variance: 4.222222222222222,
    at: [12.5, 15, 19.5],
    chances: [0.00625, 0.225, 0.8958333333333334],
    quantiles: [12.632455532033676, 15.464101615137753, 19.55051025721682, 21.75505102572168],
  },
  {
    distribution: { kind: 'pert', low: 12, mode: 16, high: 26 },
    mean: 17,
    variance: 6.42857142857143,
    at: [12.5, 15, 19.5],
    chances: [0.007693534784277108, 0.2465679576533025, 0.8224269481456109],
    quantiles: [12.567620204221507, 15.380658203712274, 20.545405492695743, 24.47840671575076],
  },
  {
    distribution: { kind: 'pert', low: 12, mode: 16, high: 26, weight: 2 },
    mean: 17.5,
    variance: 9.35,
    at: [12.5, 15, 19.5],
    chances: [0.0174585245027557, 0.24657585922287112, 0.7299860912634737],
    quantiles: [12.348586377626964, 15.472725862692366, 21.847584166078597, 25.40618653574544],
  },
  {
    distribution: { kind: 'normal', mean: 5, deviation: 2 },
    mean: 5,
    variance: 4,
    at: [1, 5.5, 12],
    chances: [0.022750131948179195, 0.5987063256829237, 0.9997673709209645],
    quantiles: [0.3473042519183185, 3.951198974583918, 7.563103131089201, 11.180464612335626],
  },
  {
    distribution: { kind: 'lognormal', median: 14, spread: 0.3 },
    mean: 14.644390038722037,
    variance: 20.196443565653578,
    at: [12.5, 15, 19.5],
    chances: [0.35280359694029756, 0.5909448830131452, 0.8653170044606252],
    quantiles: [6.966778810701705, 11.962026521942317, 20.563605690836198, 35.379304178970095],
  },
  {
    distribution: { kind: 'logistic', median: 5, spread: 2 },
    mean: 5,
    variance: 13.159472534785811,
    at: [1, 5.5, 12],
    chances: [0.11920292202211755, 0.5621765008857981, 0.9706877692486436],
    quantiles: [-4.19023970026918, 3.3054042792255927, 9.39444915467244, 18.813509557297106],
  },
  {
    distribution: { kind: 'loglogistic', median: 14, spread: 0.3 },
    mean: 16.309532725293924,
    variance: 122.46322378779558,
    at: [12.5, 15, 19.5],
    chances: [0.4066667200402891, 0.5572419920376938, 0.7511067669605598],
    quantiles: [3.5272600317381335, 10.857629053796508, 27.064548629044676, 111.17257939229177],
  },
  {
    distribution: { kind: 'gumbel', mode: 5, spread: 2 },
    mean: 6.1544313298030655,
    variance: 6.579736267392906,
    at: [1, 5.5, 12],
    chances: [0.0006179789893310934, 0.4589560693076638, 0.9702540025910624],
    quantiles: [1.9456407483841978, 4.628746482275268, 9.50073465462489, 18.814510141047432],
  },
  {
    distribution: { kind: 'weibull', scale: 14, shape: 1.7 },
    mean: 12.491423034990538,
    variance: 57.203546140187335,
    at: [12.5, 15, 19.5],
    chances: [0.5616612931915088, 0.6751666799173905, 0.82734705333623],
    quantiles: [0.9352767503760748, 7.634119921373485, 22.866310047445396, 43.63707674728416],
  },
]

describe('a distribution agrees with scipy', () => {
  test.each(references)('$distribution', ({ distribution, mean, variance, at, chances, quantiles }) => {
    expectNear(meanOf(distribution), mean)
    expectNear(deviationOf(distribution) ** 2, variance)
    at.forEach((x, i) => expectNear(chanceUpTo(distribution, x), chances[i]!))
    ;[0.01, 0.3, 0.9, 0.999].forEach((p, i) => expectNear(quantileOf(distribution, p), quantiles[i]!))
    // A distribution × 30 + 7 is the same one on another scale.
    const scaled: Distribution = { kind: 'scaled', of: distribution, factor: 30, shift: 7 }
    expectNear(meanOf(scaled), 30 * mean + 7)
    expectNear(deviationOf(scaled) ** 2, 900 * variance)
    expectNear(chanceUpTo(scaled, 30 * at[1]! + 7), chances[1]!)
    expectNear(quantileOf(scaled, 0.3), 30 * quantiles[1]! + 7)
  })

  test('down to the tails of the normal, gamma and beta functions they stand on', () => {
    // scipy 1.17.1: norm.cdf, norm.logsf, norm.pdf/norm.sf, norm.ppf, special.gammaln, special.betainc
    ;[[-8, 6.22096057427174e-16], [-3, 0.0013498980316300933], [-1, 0.15865525393145707], [0.5, 0.6914624612740131], [2.4, 0.9918024640754038], [2.6, 0.9953388119762813]].forEach(([z, p]) => expectNear(normalCdf(z!), p!, 2e-14))
    ;[[-3, -0.0013508099647481925], [0, -Math.LN2], [2.4, -4.8039216668706715], [2.6, -5.3684849226242655], [10, -53.23128515051248], [40, -804.6084420137539]].forEach(([z, p]) => expectNear(logNormalTail(z!), p!, 1e-12))
    ;[[-3, 0.004437839042125664], [0, 0.7978845608028654], [2.4, 2.7318611959539796], [2.6, 2.9140573528825326], [10, 10.098093233962588]].forEach(([z, p]) => expectNear(normalHazard(z!), p!, 1e-12))
    ;[[1e-12, -7.034483825301131], [0.02, -2.053748910631823], [0.3, -0.5244005127080409], [0.975, 1.959963984540054]].forEach(([p, z]) => expectNear(exactNormalQuantile(p!), z!, 1e-13))
    ;[[0.1, 2.252712651734206], [0.5, 0.5723649429247], [2.5, 0.2846828704729192], [30, 71.257038967168], [200, 857.9336698258575]].forEach(([x, p]) => expectNear(logGamma(x!), p!, 1e-12))
    ;[[0.5, 0.5, 0.1, 0.20483276469913345], [2, 5, 0.3, 0.5798250000000003], [30, 4, 0.9, 0.5769436641256929], [2.14, 3.86, 0.25, 0.31805717657540594]].forEach(([a, b, x, p]) => expectNear(regularisedBeta(x!, a!, b!), p!, 1e-12))
  })
})

describe('laws of every kind', () => {
  const kinds: readonly Distribution[] = [...references.map((each) => each.distribution), { kind: 'empirical', values: [-20, 0, 0, 35, 400], chances: [0.1, 0.2, 0.2, 0.3, 0.2] }, { kind: 'fixed', value: 12 }]

  test('the value at a chance is the least one that reaches it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), (distribution, p) => {
        const x = quantileOf(distribution, p)
        expect(chanceUpTo(distribution, x + 1e-9)).toBeGreaterThanOrEqual(p - 1e-9)
        expect(chanceUpTo(distribution, x - 1e-7)).toBeLessThan(p)
      }),
      settings,
    )
  })

  test.each(kinds)('the mean of many draws of $kind is its mean within 4.5 standard errors', (distribution) => {
    const [stream, sample, count] = [createStream(3, 'draws', distribution.kind), createDistributionSampler(distribution), 20_000]
    let sum = 0
    for (let i = 0; i < count; i++) sum += sample(stream)
    expect(Math.abs(sum / count - meanOf(distribution))).toBeLessThanOrEqual((4.5 * deviationOf(distribution)) / Math.sqrt(count) + 1e-9)
  })

  test('what is longer is longer in every draw', () => {
    const draw = (high: number): number[] => Array.from({ length: 50 }, (_, i) => drawDistribution({ kind: 'triangular', low: 6, mode: 9, high }, createStream(1, i)))
    const [short, long] = [draw(12), draw(30)]
    short.forEach((value, i) => expect(long[i]!).toBeGreaterThanOrEqual(value))
  })
})

describe('the edges', () => {
  test('ends of what is possible stand at the chances 0 and 1', () => {
    expect([0, 1].map((p) => quantileOf({ kind: 'pert', low: 6, mode: 9, high: 12 }, p))).toEqual([6, 12])
    expect([0, 1].map((p) => quantileOf({ kind: 'triangular', low: 6, mode: 6, high: 12 }, p))).toEqual([6, 12])
    expect([0, 1].map((p) => quantileOf({ kind: 'normal', mean: 6, deviation: 1 }, p))).toEqual([-Infinity, Infinity])
    expect([0, 1].map((p) => quantileOf({ kind: 'weibull', scale: 6, shape: 1 }, p))).toEqual([0, Infinity])
    expect([5.9, 6].map((x) => chanceUpTo({ kind: 'fixed', value: 6 }, x))).toEqual([0, 1])
    expect([5, 6, 9, 12].map((x) => chanceUpTo({ kind: 'triangular', low: 6, mode: 12, high: 12 }, x))).toEqual([0, 0, 0.25, 1])
  })

  test('what is observed with a rest that never comes has no mean and is infinitely late in the rest of the draws', () => {
    const seen: Distribution = { kind: 'empirical', values: [30, 90], chances: [0.5, 0.3] }
    expect(meanOf(seen)).toBe(Infinity)
    expect([0.5, 0.8, 0.81].map((p) => quantileOf(seen, p))).toEqual([30, 90, Infinity])
    expect(chanceUpTo(seen, 1e9)).toBe(0.8)
  })

  test('two quantiles make a lognormal that has them', () => {
    const distribution = lognormalThrough({ p: 0.1, value: 9 }, { p: 0.9, value: 26 })
    expectNear(quantileOf(distribution, 0.1), 9)
    expectNear(quantileOf(distribution, 0.9), 26)
  })

  test('every fault is told at once', () => {
    expect(distributionFaults({ kind: 'triangular', low: 6, mode: 20, high: 9 })).toEqual(['low, mode and high must rise, got 6, 20, 9'])
    expect(distributionFaults({ kind: 'lognormal', median: -1, spread: 0 })).toEqual(['median must be above 0, got -1', 'spread must be above 0, got 0'])
    expect(distributionFaults({ kind: 'normal', mean: Number.NaN, deviation: 1 })).toEqual(['mean must be a finite number, got NaN'])
    expect(distributionFaults({ kind: 'empirical', values: [3, 1], chances: [0.7, 0.7] })).toHaveLength(2)
    expect(distributionFaults({ kind: 'empirical', values: [] })).toHaveLength(1)
    expect(distributionFaults({ kind: 'scaled', of: { kind: 'uniform', low: 2, high: 1 }, factor: 0 })).toEqual(['factor must be above 0, got 0', 'low must be below high, got 2, 1'])
    expect(distributionFaults({ kind: 'bell' } as unknown as Distribution)[0]).toMatch(/^kind must be one of fixed, /)
    expect(() => meanOf({ kind: 'pert', low: 1, mode: 2, high: 3, weight: 0 })).toThrow(PlacesError)
    expect(() => quantileOf({ kind: 'fixed', value: 1 }, 1.5)).toThrow('p must be from 0 to 1, got 1.5')
    expect(() => lognormalThrough({ p: 0.5, value: 3 }, { p: 0.4, value: 4 })).toThrow(PlacesError)
  })
})
