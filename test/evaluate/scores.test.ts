import fc from 'fast-check'
import { absolutePercentageError, covers, crps, pinballLoss, relativeBias, skill, weightedError } from 'school-places/evaluate'
import { describe, expect, test } from 'vitest'

const settings = { seed: 20_210_901, numRuns: 200 } as const
const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 40 }).map((values) => Float64Array.from(values).sort())

describe('errors of one number', () => {
  test('percentages of what happened, undefined where nothing did', () => {
    expect(absolutePercentageError(200, 190)).toBe(0.05)
    expect(relativeBias(200, 190)).toBe(-0.05)
    expect(absolutePercentageError(0, 5)).toBeUndefined()
    expect(weightedError([0, 0], [1, 2])).toBeUndefined()
    expect(() => weightedError([1], [1, 2])).toThrow(/same length/)
  })

  test('skill is the share of error that a reference has more', () => {
    expect(skill(0.9, 1)).toBeCloseTo(0.1, 12)
    expect(skill(1.2, 1)).toBeLessThan(0)
  })

  test('an interval covers its own ends', () => {
    expect([covers(5, 5, 7), covers(7, 5, 7), covers(4.99, 5, 7)]).toEqual([true, true, false])
  })
})

describe('CRPS', () => {
  // By hand: |1−2| and |3−2| average 1; pairs of (1,3) differ by 2 in half of the cases: ½ × 1. 1 − ½ = 0.5.
  // NumPy 2.4: x = np.array([1,2,2,5,9.]); np.abs(x-3).mean() - np.abs(x[:,None]-x[None]).mean()/2 → 0.88
  test.each([
    [[1, 3], 2, 0.5],
    [[1, 2, 2, 5, 9], 3, 0.88],
    [[4], 7, 3],
  ])('of %j against %f is %f', (draws, actual, expected) => {
    expect(crps(draws, actual).crps).toBeCloseTo(expected, 12)
  })

  test('is the mean of |x − y| less half of the mean of |x − x′|, by brute force', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: -150, max: 150, noNaN: true }), (sorted, actual) => {
        const draws = [...sorted]
        const first = draws.reduce((sum, x) => sum + Math.abs(x - actual), 0) / draws.length
        const pairs = draws.reduce((sum, x) => sum + draws.reduce((inner, other) => inner + Math.abs(x - other), 0), 0) / draws.length ** 2
        expect(crps(sorted, actual).crps).toBeCloseTo(first - pairs / 2, 9)
      }),
      settings,
    )
  })

  test('is the sum of its parts, none negative, and only one side errs', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: -150, max: 150, noNaN: true }), (sorted, actual) => {
        const parts = crps(sorted, actual)
        expect(parts.dispersion + parts.overprediction + parts.underprediction).toBeCloseTo(parts.crps, 9)
        expect(Math.min(parts.dispersion, parts.overprediction, parts.underprediction)).toBeGreaterThan(-1e-9)
        expect(Math.min(parts.overprediction, parts.underprediction)).toBeCloseTo(0, 12)
      }),
      settings,
    )
  })

  test('is twice the mean pinball loss over many levels', () => {
    const sorted = Float64Array.from({ length: 1999 }, (_, i) => Math.sinh((i - 999) / 400))
    const levels = Array.from({ length: 999 }, (_, i) => (i + 0.5) / 999)
    const loss = levels.reduce((sum, p) => sum + pinballLoss(0.7, sorted[Math.floor(p * 1999)]!, p), 0) / levels.length
    expect(2 * loss).toBeCloseTo(crps(sorted, 0.7).crps, 3)
  })

  test('an empty sample is refused', () => {
    expect(() => crps([], 1)).toThrow(/at least one draw/)
  })
})
