// Facts held against each other: what a bound and a rounding leave possible, and which claims that rules out.

import fc from 'fast-check'
import { PlacesError } from 'school-places'
import type { Fact } from 'school-places'
import { aboutTolerance, boundsOf, checkFacts, compareFacts, findRepeatedNumbers } from 'school-places/facts'
import type { Claim, Finding } from 'school-places/facts'
import { describe, expect, test } from 'vitest'

const settings = { seed: 20_210_901, numRuns: 300 } as const
const fact = (id: string, value: number, detail: Partial<Fact> = {}): Fact => ({ id, measure: 'places', value, unit: 'places', source: 's', date: '2021', status: 'achieved', bound: 'exact', evidence: 'A', ...detail })
const check = (claim: Claim, ...facts: Fact[]): Finding => checkFacts(facts, [claim])[0]!

describe('what a figure leaves possible', () => {
  test.each([
    ['a full count', { value: 41_785 }, [41_785, 41_785]],
    ['1.47万', { value: 14_700, precision: 100 }, [14_650, 14_750]],
    ['69.6 %', { value: 69.6, unit: '%' }, [69.55, 69.65]],
    ['100 %', { value: 100, unit: '%' }, [99.5, 100.5]],
    ['4560.75 m²', { value: 4560.75, unit: 'm²' }, [4560.745, 4560.755]],
    ['约4.68万', { value: 46_800, bound: 'about', precision: 100 }, [44_460, 49_140]],
    ['约2 within half a step', { value: 2, bound: 'about', precision: 0.5 }, [1.75, 2.25]],
    ['超7000', { value: 7_000, bound: 'over' }, [7_000, 8_000]],
    ['900余', { value: 900, bound: 'over' }, [900, 1_000]],
    ['1000余', { value: 1_000, bound: 'over' }, [1_000, 2_000]],
    ['近900', { value: 900, bound: 'under' }, [810, 900]],
    ['不少于16', { value: 16, bound: 'at-least' }, [16, Infinity]],
    ['不超过360', { value: 360, bound: 'at-most' }, [0, 360]],
    ['about nothing', { value: 0, bound: 'about' }, [0, 0]],
    ['over nothing', { value: 0, bound: 'over' }, [0, 0]],
  ] as const)('%s', (_name, stated, range) => expect(boundsOf(stated)).toEqual(range))

  test('the tolerance of 约 is 5 %', () => expect(aboutTolerance).toBe(0.05))

  test('law: a number lies within what its own rounding leaves possible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom(10, 100, 1_000, 10_000), (truth, precision) => {
        const [low, high] = boundsOf({ value: Math.round(truth / precision) * precision, precision })
        expect(truth >= low && truth <= high && high - low === precision).toBe(true)
      }),
      settings,
    )
  })
})

describe('facts of the same thing', () => {
  test('every contradiction is found, also between two that agree with a vague third', () => {
    const issues = compareFacts([fact('vague', 900, { bound: 'over' }), fact('b', 910, { evidence: 'B' }), fact('c', 950, { evidence: 'C' })])
    expect(issues.map((issue) => [issue.where.fact, issue.amounts?.used])).toEqual([['c', 'b']])
  })

  test('figures of another period, or that cover something else, are not the same thing', () => {
    expect(compareFacts([fact('a', 6, { period: '2021-01/2021-06' }), fact('b', 13, { period: '2021' })])).toEqual([])
    expect(compareFacts([fact('a', 81, { covers: 'entry grades' }), fact('b', 50, { covers: 'all grades' })])).toEqual([])
    expect(compareFacts([fact('a', 6, { period: '2021' }), fact('b', 13, { period: '2021' })])).toHaveLength(1)
  })

  test('rounding is no contradiction, a difference beyond it is', () => {
    expect(compareFacts([fact('a', 14_700, { precision: 100 }), fact('b', 14_731)])).toEqual([])
    expect(compareFacts([fact('a', 14_700, { precision: 100 }), fact('b', 14_751)])).toHaveLength(1)
  })

  test('a claim of sameness says plan and achievement, contradiction, or that units differ', () => {
    const same: Claim = { kind: 'same', facts: ['a', 'b'] }
    expect(check(same, fact('a', 200, { status: 'planned' }), fact('b', 150)).amounts).toEqual({ planned: 200, achieved: 150, completion: 0.75 })
    const wrong = check(same, fact('a', 200), fact('b', 150, { evidence: 'C' }))
    expect([wrong.status, wrong.issue?.code, wrong.issue?.assumed, wrong.amounts.difference]).toEqual(['disagrees', 'facts-disagree', 'a, 200 places', -50])
    expect(check(same, fact('a', 200), fact('b', 200, { unit: 'pupils' })).issue?.code).toBe('cannot-tell')
    expect(check(same, fact('a', 200), fact('b', 200)).amounts).toEqual({ value: 200 })
  })

  test('small and round numbers repeat by chance; the same thing told twice does not count', () => {
    const codes = (...facts: Fact[]): number => findRepeatedNumbers(facts).length
    expect(codes(fact('a', 4_680), fact('b', 4_680, { measure: 'other' }))).toBe(1)
    expect(codes(fact('a', 4_680), fact('b', 4_680))).toBe(0)
    expect(codes(fact('a', 468), fact('b', 468, { measure: 'other' }))).toBe(0)
    expect(codes(fact('a', 7_000), fact('b', 7_000, { measure: 'other' }))).toBe(0)
    expect(codes(fact('a', 4_680), fact('b', 4_680, { measure: 'other', unit: 'pupils' }))).toBe(0)
    expect(codes(fact('a', 4_680), fact('b', 4_680, { measure: 'other', status: 'derived' }))).toBe(0)
  })
})

describe('claims of arithmetic', () => {
  test('law: true parts that are rounded, each in its way, never make a false alarm', () => {
    const part = fc.record({ truth: fc.integer({ min: 0, max: 100_000 }), precision: fc.constantFrom(10, 100, 1_000) })
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.constantFrom(10, 100, 1_000), (parts, last) => {
        const round = (value: number, precision: number): { value: number; precision: number } => ({ value: Math.round(value / precision) * precision, precision })
        const total = round(parts.reduce((sum, each) => sum + each.truth, 0), last)
        expect(checkFacts([], [{ kind: 'sum', total, parts: parts.map((each) => round(each.truth, each.precision)) }])[0]!.status).toBe('holds')
      }),
      settings,
    )
  })

  test('brute force: a sum disagrees exactly when no whole numbers behind the roundings add up', () => {
    const figure = fc.integer({ min: 0, max: 6 }).map((tens) => ({ value: tens * 10, precision: 10 }))
    fc.assert(
      fc.property(figure, figure, figure, (a, b, total) => {
        let possible = false
        for (let x = a.value - 5; x <= a.value + 5; x++) for (let y = b.value - 5; y <= b.value + 5; y++) if (Math.abs(x + y - total.value) <= 5) possible = true
        expect(checkFacts([], [{ kind: 'sum', total, parts: [a, b] }])[0]!.status === 'holds').toBe(possible)
      }),
      settings,
    )
  })

  test('law: a share printed with any number of decimals holds, one that is a whole step off does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 3 }), (n, d, decimals) => {
        const printed = Number(((n / d) * 100).toFixed(decimals))
        const step = 10 ** -decimals
        const of = (value: number): Finding => checkFacts([], [{ kind: 'rate', rate: { value, unit: '%', precision: step }, numerator: n, denominator: d }])[0]!
        expect(of(printed).status).toBe('holds')
        expect(of(Number((printed + 1.6 * step).toFixed(9))).issue?.code).toBe('rate-disagrees')
      }),
      settings,
    )
  })

  test('law: a rate alone gives back its denominator within rounding, and two rates of one whole agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 5_000 }), fc.double({ min: 0.1, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 1, noNaN: true }), (whole, p, q) => {
        const rates = [p, q].map((share) => {
          const numerator = Math.max(1, Math.round(whole * share))
          return { numerator, rate: { value: Number(((numerator / whole) * 100).toFixed(2)), unit: '%', precision: 0.01 } }
        })
        const alone = checkFacts([], [{ kind: 'rate', ...rates[0]! }])[0]!
        expect(alone.issue?.code).toBe('denominator-missing')
        expect(Number(alone.amounts.low) <= whole * (1 + 1e-9) && Number(alone.amounts.high) >= whole * (1 - 1e-9)).toBe(true)
        expect(checkFacts([], [{ kind: 'denominator', rates, denominator: whole }])[0]!.status).toBe('holds')
      }),
      settings,
    )
  })

  test('a difference of rounded figures is less sure than either', () => {
    const left = { minus: [{ value: 550_000, precision: 10_000 }, { value: 45_000, precision: 1_000 }] as const }
    const found = check({ kind: 'limit', value: left, atLeast: 0 })
    expect([found.amounts.low, found.amounts.value, found.amounts.high]).toEqual([499_500, 505_000, 510_500])
  })

  test('units that differ cannot be added', () => {
    const found = check({ kind: 'sum', total: 'a', parts: ['a', 'b'] }, fact('a', 5), fact('b', 5, { unit: 'pupils' }))
    expect([found.status, found.issue?.code, found.amounts.units]).toEqual(['cannot-tell', 'cannot-tell', 'places, pupils'])
  })

  test('a product takes a percentage as a share', () => {
    expect(check({ kind: 'product', product: 50, factors: [100, { value: 50, unit: '%', precision: 0 }] }).status).toBe('holds')
    expect(check({ kind: 'product', product: 60, factors: [100, { value: 50, unit: '%' }] }).issue?.code).toBe('product-disagrees')
  })

  test('growth in percent and in times; an earlier figure that is not told is worked out, whole where things are whole', () => {
    const growth = { value: 10, unit: '%', precision: 0 }
    expect(check({ kind: 'growth', growth, from: 200, to: 220 }).status).toBe('holds')
    expect(check({ kind: 'growth', growth: { value: -10, unit: '%', precision: 0 }, from: 200, to: 180 }).status).toBe('holds')
    expect(check({ kind: 'growth', growth: { value: 2, unit: 'times' }, from: 200, to: 400 }).status).toBe('holds')
    expect(check({ kind: 'growth', growth, from: 200, to: 210 }).amounts).toMatchObject({ stated: 210, computed: 220, difference: 10 })
    expect(check({ kind: 'growth', growth: { value: 10.9, unit: '%' }, to: { value: 24.37 } }).amounts.from).toBeCloseTo(21.975, 3)
  })

  test('a vague total cannot be counted in classes; a rounded one holds when some whole number fits', () => {
    expect(check({ kind: 'whole', total: { value: 46_800, bound: 'about' }, each: 45 }).status).toBe('cannot-tell')
    expect(check({ kind: 'whole', total: { value: 1_620, precision: 10 }, each: 45 }).status).toBe('holds')
    expect(check({ kind: 'whole', total: { value: 1_600, precision: 10 }, each: 45 }).issue?.code).toBe('not-whole')
  })

  test('a limit may be kept, broken, or not to be told from a vague figure', () => {
    expect(check({ kind: 'limit', value: { value: 300, bound: 'over' }, atMost: 360 }).issue?.code).toBe('cannot-tell')
    expect(check({ kind: 'limit', value: { value: 400, bound: 'over' }, atMost: 360 }).issue?.code).toBe('beyond-limit')
    expect(check({ kind: 'limit', value: { value: 200, bound: 'over' }, atMost: 360 }).status).toBe('holds')
    expect(check({ kind: 'limit', value: 5, atLeast: 5, atMost: 5 }).status).toBe('holds')
    expect(check({ kind: 'limit', value: { value: 0.859, unit: 'ratio' }, atLeast: { value: 85, unit: '%' } }).amounts).toMatchObject({ atLeast: 0.85 })
    expect(check({ kind: 'limit', value: { value: 85.9, unit: '%' }, atLeast: { value: 0.85, unit: 'ratio' } }).amounts).toMatchObject({ atLeast: 85 })
  })
})

describe('claims of meaning', () => {
  test('figures that do not say what they cover cannot be divided with confidence', () => {
    expect(check({ kind: 'scope', numerator: 'a', denominator: 'b' }, fact('a', 10), fact('b', 5)).status).toBe('cannot-tell')
    expect(check({ kind: 'scope', numerator: 'a', denominator: 'b' }, fact('a', 10, { covers: 'primary+junior' }), fact('b', 5, { covers: 'junior+primary', unit: 'pupils' })).amounts).toEqual({ quotient: 2, unit: 'places per pupils' })
    expect(check({ kind: 'category', fact: 'a', category: 'primary' }, fact('a', 10)).status).toBe('cannot-tell')
  })

  test('targets that agree are one target', () => {
    const found = check({ kind: 'targets', statements: [{ target: 13 }, { achieved: 15, beyond: 2 }, { achieved: 15, completion: { value: 115.4, unit: '%' } }] })
    expect([found.status, found.issue, found.amounts.target1]).toEqual(['holds', undefined, 13])
  })

  test('targets of one and the same period that differ are a contradiction', () => {
    expect(check({ kind: 'targets', statements: [{ target: 13, period: '2021' }, { target: 6, period: '2021' }] }).status).toBe('disagrees')
  })
})

describe('bad claims', () => {
  test('every unknown fact, empty list, unknown kind and number that is none is told in one error', () => {
    const bad = [
      { kind: 'sum', total: 'x', parts: ['y', 'y'] },
      { kind: 'sum', total: 1, parts: [] },
      { kind: 'same', facts: [] },
      { kind: 'nonsense' },
      { kind: 'limit', value: 3 },
      { kind: 'sum', total: Number.NaN, parts: [1, { plus: [] }] },
      { kind: 'whole', total: 90, each: 0 },
    ] as unknown as Claim[]
    try {
      checkFacts([], bad)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(PlacesError)
      const { issues } = error as PlacesError
      expect(issues.map((issue) => [issue.where.row, issue.code])).toEqual([
        [1, 'unknown-fact'],
        [1, 'unknown-fact'],
        [2, 'not-allowed'],
        [3, 'not-allowed'],
        [4, 'not-allowed'],
        [5, 'not-allowed'],
        [6, 'not-allowed'],
        [7, 'not-allowed'],
      ])
    }
  })

  test('the same id twice is refused', () => expect(() => checkFacts([fact('a', 1), fact('a', 2)], [])).toThrow(/distinct/))

  test('findings are plain, frozen data, and the facts stay as they are', () => {
    const facts = [Object.freeze(fact('a', 5)), Object.freeze(fact('b', 4))]
    const [found] = checkFacts(facts, [{ kind: 'sum', total: 'a', parts: ['b'] }])
    expect(Object.isFrozen(found)).toBe(true)
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
    expect(found!.issue).toMatchObject({ code: 'sum-disagrees', severity: 'note', where: { fact: 'a' }, amounts: { stated: 5, computed: 4, facts: 'a, b' } })
  })
})
