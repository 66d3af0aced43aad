// Why the number changed: parts that sum to the change, and mean what they are called.

import fc from 'fast-check'
import { chinaLadder, createAxis, createCube, createLadder, gradeIds, projectPupils, stageOf, valueAt, yearsFrom } from 'school-places'
import type { Cube, Ladder } from 'school-places'
import { describe, expect, test } from 'vitest'

import { explainEditions, explainYears } from '../../src/project/explain.js'
import type { Edition, ExplainedFactor, ExplainedRates, Explanation } from '../../src/project/explain.js'

const settings = { seed: 20_210_901, numRuns: 60 } as const
const areas = ['North', 'South']
const horizon = 6
const pupilsOf = (told: Explanation, factor: ExplainedFactor): number => told.rows.find((row) => row.factor === factor)?.pupils ?? Number.NaN
const edition = (rates: ExplainedRates): Edition => ({ rates, projection: projectPupils(rates) })

/** Rates from functions of area, grade and year; entrants are births × entry ratio, or `entrants` where there are no births. */
type By = (a: number, g: number, year: number) => number
interface Numbers extends Readonly<Record<'base' | 'progression' | 'births' | 'entryRatio' | 'added', By>> {
  readonly origin?: number
  readonly entrants?: By
}

function ratesOf(numbers: Numbers, ladder: Ladder = chinaLadder): ExplainedRates {
  const origin = numbers.origin ?? 2021
  const years = yearsFrom(origin + 1, origin + horizon)
  const axes = { area: createAxis(areas), grade: createAxis(gradeIds(ladder)), year: createAxis(years) }
  const fill = (unit: 'ratio' | 'pupils' | 'births', f: By): Cube<readonly ['area', 'grade', 'year']> =>
    createCube(['area', 'grade', 'year'], axes, unit, Float64Array.from(areas.flatMap((_, a) => ladder.grades.flatMap((_grade, g) => years.map((year) => f(a, g, year))))))
  const births: By = (a, g, year) => (ladder.grades[g]!.entry ? numbers.births(a, g, year) : Number.NaN)
  const entrants: By = (a, g, year) => (Number.isNaN(births(a, g, year)) ? (numbers.entrants?.(a, g, year) ?? 0) : births(a, g, year) * numbers.entryRatio(a, g, year))
  return {
    ladder,
    origin,
    horizon,
    base: createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', Float64Array.from(areas.flatMap((_, a) => ladder.grades.map((_grade, g) => numbers.base(a, g, origin))))),
    progression: fill('ratio', (a, g, year) => (ladder.grades[g]!.entry ? 0 : numbers.progression(a, g, year))),
    entry: fill('pupils', (a, g, year) => (ladder.grades[g]!.entry ? entrants(a, g, year) : 0)),
    added: fill('pupils', numbers.added),
    cohorts: fill('births', births),
  }
}

const plain: Numbers = { base: () => 100, progression: () => 1, births: () => 1_000, entryRatio: () => 0.1, added: () => 0 }

// Thousandths of an integer, not doubles: half of all doubles below 1 are too small to move a pupil.
const list = (least: number, most: number) => fc.array(fc.integer({ min: least * 1_000, max: most * 1_000 }).map((value) => value / 1_000), { minLength: 31, maxLength: 31 })
const numbersOf: fc.Arbitrary<Numbers> = fc
  .record({ base: list(0, 3_000), progression: list(0.4, 1.4), births: list(0, 20_000), entryRatio: list(0, 0.3), added: list(0, 200), blank: fc.boolean() })
  .map(({ base, progression, births, entryRatio, added, blank }): Numbers => {
    const pick = (values: readonly number[]): By => (a, g, year) => values[(a * 13 + g * 5 + year * 7) % values.length]!
    return {
      base: pick(base),
      progression: pick(progression),
      births: (a, g, year) => (blank && year % 3 === 0 ? Number.NaN : pick(births)(a, g, year)),
      entryRatio: pick(entryRatio),
      entrants: pick(base),
      added: pick(added),
    }
  })
const stageIds = chinaLadder.stages.map((stage) => stage.id)

function expectSum(told: Explanation, projections: readonly [before: number, after: number]): void {
  const scale = Math.max(1, projections[0] + projections[1], ...told.rows.map((row) => Math.abs(row.pupils)))
  expect(Math.abs(told.rows.reduce((sum, row) => sum + row.pupils, 0) - told.total)).toBeLessThanOrEqual(1e-9 * scale)
  expect([told.before, told.after, told.total]).toEqual([projections[0], projections[1], projections[1] - projections[0]])
}

const stagePupils = ({ rates, projection }: Edition, area: string, stage: string, year: number): number =>
  stageOf(rates.ladder, stage).grades.reduce((sum, grade) => sum + valueAt(projection.pupils, { area, grade, year }), 0)

describe('from one year to another', () => {
  test('the parts sum to the change, for any stage and any years', () => {
    fc.assert(
      fc.property(numbersOf, fc.constantFrom(...areas), fc.constantFrom(...stageIds), fc.integer({ min: 2021, max: 2026 }), fc.integer({ min: 1, max: 6 }), (numbers, area, stage, from, ahead) => {
        const one = edition(ratesOf(numbers))
        const to = Math.min(from + ahead, 2027)
        expectSum(explainYears(one.rates, one.projection, { area, stage, from, to }), [stagePupils(one, area, stage, from), stagePupils(one, area, stage, to)])
      }),
      settings,
    )
  })

  const ladder = createLadder('small', 6, [
    { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] },
    { id: 'junior', en: 'Junior', zh: '初中', grades: ['J1', 'J2'] },
  ])
  // 2022: births 1,000 × 0.1; 2023: births 1,200 × 0.15. Into P2 0.9, into J1 0.8, into J2 1.25; 7 pupils of new dwellings in every grade.
  const small = edition(
    ratesOf({ ...plain, births: (_a, _g, year) => (year === 2022 ? 1_000 : 1_200), entryRatio: (_a, _g, year) => (year === 2022 ? 0.1 : 0.15), progression: (_a, g) => [0, 0.9, 0.8, 1.25][g]!, added: () => 7 }, ladder),
  )

  test('primary: entrants at the first ratio, what the ratio gained since, moves, new dwellings, and those who left', () => {
    const primary = explainYears(small.rates, small.projection, { area: 'North', stage: 'primary', from: 2021, to: 2023 })
    // P1 is 100, 107, 187 and P2 100, 97, 103.3: 90 + 7, then 0.9 × 107 + 7.
    const expected: Partial<Record<ExplainedFactor, number>> = { births: 100 + 120, entryRatio: 60, entry: 0, transfers: 0, progression: -10 - 10.7, added: 28, leavers: -100 - 97 }
    expect(primary.rows.map((row) => row.factor)).toEqual(Object.keys(expected))
    for (const [factor, pupils] of Object.entries(expected)) expect(pupilsOf(primary, factor as ExplainedFactor)).toBeCloseTo(pupils, 9)
    expect(primary.total).toBeCloseTo(187 + 103.3 - 200, 9)
  })

  const told = ({ rates, projection }: Edition, grades: readonly string[]) => explainYears(rates, projection, { area: 'North', grades, from: 2021, to: 2022 }).rows.map((row) => row.pupils)

  test('junior: pupils come from the stage below, none from births', () => {
    expect(told(small, ['J1', 'J2'])).toEqual([0, 0, 0, 80, 125 - 100, 14, -100])
  })

  test('both stages as one: moving on to junior is progression within, and only the top grade leaves', () => {
    expect(told(small, ['P1', 'P2', 'J1', 'J2'])).toEqual([100, 0, 0, 0, -10 - 20 + 25, 28, -100])
  })

  test('kindergarten and primary as one: children leave K3 and enter P1 by births', () => {
    expect(told(edition(ratesOf(plain)), ['K3', 'P1'])).toEqual([100, 0, 0, 100, 0, 0, -200])
  })

  test('a ratio that does not change explains nothing', () => {
    const one = edition(ratesOf({ ...plain, births: (_a, _g, year) => 900 + 37 * (year - 2021), entryRatio: () => 0.123 }))
    const primary = explainYears(one.rates, one.projection, { area: 'South', stage: 'primary', from: 2021, to: 2027 })
    expect(pupilsOf(primary, 'entryRatio')).toBeCloseTo(0, 9)
    expect(pupilsOf(primary, 'births')).toBeCloseTo(0.123 * (6 * 900 + 37 * 21), 9)
  })

  test('without births all entrants are one part', () => {
    expect(told(edition(ratesOf({ ...plain, births: () => Number.NaN, entrants: () => 130 })), ['P1', 'P2'])).toEqual([0, 0, 130, 0, 0, 0, -100])
  })

  test('years out of order or not projected, labels that are not there and a projection of other rates are refused', () => {
    const { rates, projection } = edition(ratesOf(plain))
    const ask = (from: number, to: number, area = 'North', stage = 'primary') => () => explainYears(rates, projection, { area, stage, from, to })
    for (const wrong of [ask(2023, 2023), ask(2024, 2022), ask(2020, 2022), ask(2022, 2028)]) expect(wrong).toThrow(expect.objectContaining({ code: 'invalid-option' }))
    for (const wrong of [ask(2021, 2022, 'West'), ask(2021, 2022, 'North', 'college')]) expect(wrong).toThrow(expect.objectContaining({ code: 'unknown-label' }))
    const other = projectPupils(ratesOf({ ...plain, base: () => 101, progression: () => 0.9 }))
    expect(() => explainYears(rates, other, { area: 'North', stage: 'primary', from: 2021, to: 2022 })).toThrow(/must be made from the rates/)
    expect(() => explainYears(rates, projectPupils(ratesOf(plain, ladder)), { area: 'North', stage: 'primary', from: 2021, to: 2022 })).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
  })
})

const factors = ['counts', 'births', 'entryRatio', 'progression', 'added'] as const
type Factor = (typeof factors)[number]
const fieldOf = { counts: 'base', births: 'births', entryRatio: 'entryRatio', progression: 'progression', added: 'added' } as const

/** The numbers of one edition with some factors of another. */
function mixed(one: Numbers, other: Numbers, taken: readonly Factor[]): Numbers {
  return { ...one, ...Object.fromEntries(taken.map((factor) => [fieldOf[factor], other[fieldOf[factor]]])) }
}

/** Both with births in every year, so that there are five factors. */
const twoEditions = fc.tuple(numbersOf, numbersOf).map((both) => both.map((each): Numbers => ({ ...each, births: (a, g, year) => 500 + 100 * each.base(a, g, year) })) as [Numbers, Numbers])

describe('from one edition to the next', () => {
  test('the parts sum to the difference, with any births missing and any later origin', () => {
    fc.assert(
      fc.property(numbersOf, numbersOf, fc.constantFrom(...areas), fc.constantFrom(...stageIds), fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 4 }), (first, second, area, stage, shift, ahead) => {
        const [before, after] = [edition(ratesOf(first)), edition(ratesOf({ ...second, origin: 2021 + shift }))]
        const year = Math.min(2021 + Math.max(0, shift) + ahead, 2027 + Math.min(0, shift))
        expectSum(explainEditions(before, after, { area, stage, year }), [stagePupils(before, area, stage, year), stagePupils(after, area, stage, year)])
      }),
      settings,
    )
  })

  test('a factor that did not change gets exactly 0, and alone it gets all', () => {
    fc.assert(
      fc.property(twoEditions, fc.subarray([...factors]), fc.integer({ min: 2022, max: 2027 }), ([first, second], changed, year) => {
        const [before, after] = [edition(ratesOf(first)), edition(ratesOf(mixed(first, second, changed)))]
        for (const [area, stage] of areas.flatMap((each) => stageIds.map((id) => [each, id] as const))) {
          const told = explainEditions(before, after, { area, stage, year })
          for (const { factor, pupils } of told.rows) if (!changed.includes(factor as Factor)) expect(pupils).toBe(0)
          if (changed.length === 1) expect(pupilsOf(told, changed[0]!)).toBeCloseTo(told.total, 6)
        }
      }),
      settings,
    )
  })

  test('exchanging the editions changes the signs only', () => {
    fc.assert(
      fc.property(numbersOf, numbersOf, fc.constantFrom(...stageIds), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 2023, max: 2027 }), (first, second, stage, shift, year) => {
        const [one, other] = [edition(ratesOf(first)), edition(ratesOf({ ...second, origin: 2021 + shift }))]
        const [forth, back] = [explainEditions(one, other, { area: 'North', stage, year }), explainEditions(other, one, { area: 'North', stage, year })]
        const scale = Math.max(1, forth.before, forth.after, ...forth.rows.map((row) => Math.abs(row.pupils)))
        forth.rows.forEach((row, i) => expect(Math.abs(row.pupils + back.rows[i]!.pupils)).toBeLessThanOrEqual(1e-9 * scale))
      }),
      settings,
    )
  })

  test('each part is the mean gain over all orders of change, counted out', () => {
    const ordersOf = (left: readonly Factor[]): Factor[][] => (left.length === 0 ? [[]] : left.flatMap((first) => ordersOf(left.filter((each) => each !== first)).map((rest) => [first, ...rest])))
    const orders = ordersOf(factors)
    expect(orders).toHaveLength(120)
    fc.assert(
      fc.property(twoEditions, fc.constantFrom(...stageIds), ([first, second], stage) => {
        const known = new Map<string, number>()
        const worth = (taken: readonly Factor[]): number => {
          const key = factors.filter((factor) => taken.includes(factor)).join()
          if (!known.has(key)) known.set(key, stagePupils(edition(ratesOf(mixed(first, second, taken))), 'North', stage, 2025))
          return known.get(key)!
        }
        const told = explainEditions(edition(ratesOf(first)), edition(ratesOf(second)), { area: 'North', stage, year: 2025 })
        for (const factor of factors) {
          const gains = orders.map((order) => worth(order.slice(0, order.indexOf(factor) + 1)) - worth(order.slice(0, order.indexOf(factor))))
          expect(Math.abs(pupilsOf(told, factor) - gains.reduce((sum, gain) => sum + gain, 0) / orders.length)).toBeLessThanOrEqual(1e-9 * Math.max(1, ...known.values()))
        }
      }),
      settings,
    )
  })

  test('what births and entry ratio do together is shared half and half', () => {
    const [first, second] = [edition(ratesOf(plain)), edition(ratesOf({ ...plain, births: () => 1_100, entryRatio: () => 0.12 }))]
    const told = explainEditions(first, second, { area: 'North', grades: ['P1'], year: 2022 })
    expect([pupilsOf(told, 'births'), pupilsOf(told, 'entryRatio')]).toEqual([expect.closeTo(11, 9), expect.closeTo(21, 9)])
  })

  test('the editions start at the later origin: what the earlier was out by there is new counts', () => {
    const first = edition(ratesOf(plain))
    // A year later 90 are counted in every grade where 100 had been projected; nothing else has changed.
    const second = edition(ratesOf({ ...plain, origin: 2022, base: () => 90 }))
    const told = [2022, 2023, 2027].map((year) => explainEditions(first, second, { area: 'North', stage: 'primary', year }).rows.map((row) => row.pupils))
    expect(told).toEqual([-60, -50, -10].map((pupils) => [pupils, 0, 0, 0, 0, 0]))
  })

  test('without births in one of them all entrants are one part', () => {
    const [first, second] = [edition(ratesOf(plain)), edition(ratesOf({ ...plain, births: () => Number.NaN, entrants: () => 130 }))]
    const told = explainEditions(first, second, { area: 'North', stage: 'primary', year: 2023 })
    expect(told.rows.map((row) => [row.factor, row.pupils])).toEqual([['counts', 0], ['births', 0], ['entryRatio', 0], ['entry', 60], ['progression', 0], ['added', 0]])
  })

  test('areas or grades that differ, years not in both and a projection of other rates are refused', () => {
    const one = edition(ratesOf(plain))
    const small = edition(ratesOf(plain, createLadder('small', 6, [{ id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] }])))
    const moved = edition({ ...one.rates, ...Object.fromEntries((['base', 'progression', 'entry', 'added', 'cohorts'] as const).map((name) => [name, { ...one.rates[name], axes: { ...one.rates[name]!.axes, area: createAxis(['North', 'East']) } }])) })
    const ask = (other: Edition, year: number) => () => explainEditions(one, other, { area: 'North', stage: 'primary', year })
    for (const other of [small, moved]) expect(ask(other, 2023)).toThrow(expect.objectContaining({ code: 'label-mismatch' }))
    for (const year of [2022, 2028]) expect(ask(edition(ratesOf({ ...plain, origin: 2023 })), year)).toThrow(/year must be from 2023 to 2027/)
    const other = { ...one, projection: projectPupils(ratesOf({ ...plain, added: () => 3 })) }
    expect(ask(other, 2023)).toThrow(/must be made from the rates/)
    expect(() => explainEditions(other, one, { area: 'North', stage: 'primary', year: 2023 })).toThrow(/must be made from the rates/)
  })

  test('the answer is frozen, named in both languages, and the editions stay as they were', () => {
    const [first, second] = [edition(ratesOf(plain)), edition(ratesOf({ ...plain, added: () => 5 }))]
    const copy = structuredClone([first, second])
    const told = explainEditions(first, second, { area: 'North', stage: 'junior', year: 2024 })
    expect([told, told.rows, told.grades, ...told.rows].every((each) => Object.isFrozen(each))).toBe(true)
    expect(told.rows.every((row) => /^[A-Z]/.test(row.name.en) && /[\u4e00-\u9fff]/.test(row.name.zh))).toBe(true)
    expect([first, second]).toEqual(copy)
  })
})
