// The automatic method through estimateRates: hard cases give a sensible forecast and an issue, the choice can be read, the future is never seen.

import { createLadder, createStream, estimateRates, parseInputs, projectPupils, valueAt } from 'school-places'
import type { PupilRow, Rates, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

import { chooseMethod } from '../../src/estimate/choose.js'

const grades = ['1', '2', '3', '4', '5', '6']
const ladder = createLadder('six', 6, [{ id: 'lower', en: 'Lower', zh: '低', grades: grades.slice(0, 3) }, { id: 'upper', en: 'Upper', zh: '高', grades: grades.slice(3) }])
const areas = Array.from({ length: 9 }, (_, i) => `town ${i}`)
const origin = 2021

/** Towns of about 80 pupils a grade whose cohorts move up by 0.98 with a little noise, 2012–2023. */
function counts(): PupilRow[] {
  const stream = createStream(11, 'towns')
  return areas.flatMap((area, a) => {
    const table = new Map<string, number>()
    for (let year = 2012; year <= 2023; year++) {
      grades.forEach((_, g) => {
        const below = table.get(`${g - 1} ${year - 1}`)
        table.set(`${g} ${year}`, Math.max(1, Math.round(below === undefined ? 80 + 5 * a + 4 * stream.normal() : below * (0.98 + 0.01 * stream.normal()) + 2 * stream.normal())))
      })
    }
    return [...table].map(([key, pupils]) => ({ area, grade: grades[Number(key.split(' ')[0])]!, year: Number(key.split(' ')[1]), pupils }))
  })
}
const all = counts()
const tablesOf = (pupils: PupilRow[], more: Partial<Tables> = {}): Tables => ({ areas: [{ area: 'city' }, ...areas.map((area) => ({ area, parent: 'city' }))], pupils, ...more })
const ratesOf = (pupils: PupilRow[], more: Partial<Tables> = {}, options = {}): Rates => estimateRates(parseInputs(tablesOf(pupils, more), { ladder }), { origin, horizon: 6, ...options })
const known = all.filter((row) => row.year <= origin)
const ratio = (rates: Rates, area: string, grade: string, year = origin + 1): number => valueAt(rates.progression, { area, grade, year })
const codes = (rates: Rates): string[] => rates.issues.map((issue) => issue.code)

describe('the future', () => {
  test('is never seen: wrecked later counts and births change nothing', () => {
    const births = areas.flatMap((area) => Array.from({ length: 16 }, (_, i) => ({ area, year: 2003 + i, births: 90 + i })))
    const clean = ratesOf(all, { births }, { birthsKnownTo: 2015 })
    const wrecked = ratesOf(all.map((row) => (row.year > origin ? { ...row, pupils: 9 * row.pupils } : row)), { births: births.map((row) => (row.year > 2015 ? { ...row, births: 1 } : row)) }, { birthsKnownTo: 2015 })
    expect([...wrecked.progression.values]).toEqual([...clean.progression.values])
    expect([...wrecked.entry.values]).toEqual([...clean.entry.values])
    expect(wrecked.evidence).toEqual(clean.evidence)
  })
})

describe('hard cases give a finite, sensible forecast and an issue', () => {
  const sensible = (rates: Rates): void => {
    const { pupils } = projectPupils(rates)
    for (const value of pupils.values) if (!(value >= 0 && value < 400)) expect.fail(`a grade of ${value} pupils`)
    for (const value of rates.progression.values) if (!(value >= 0 && value < 3)) expect.fail(`a ratio of ${value}`)
  }

  test.each([
    ['a year missing for all', (row: PupilRow) => row.year !== 2018, 'gap-in-years'],
    ['an area that appears with one year of history', (row: PupilRow) => row.area !== 'town 3' || row.year === origin, 'ratio-from-parent'],
    ['an area that disappears a year before the origin', (row: PupilRow) => row.area !== 'town 4' || row.year < origin, 'base-carried'],
    ['an area gone for long', (row: PupilRow) => row.area !== 'town 4' || row.year < 2016, 'base-carried'],
    ['one grade not counted at the origin', (row: PupilRow) => row.area !== 'town 5' || row.grade !== '4' || row.year !== origin, 'base-carried'],
    ['births that are not known', () => true, 'entry-level'],
  ] as const)('%s', (_, keep, code) => {
    const rates = ratesOf(known.filter(keep))
    sensible(rates)
    expect(codes(rates)).toContain(code)
  })

  test('a grade being opened makes no ratio explode', () => {
    const opened = known.map((row) => (row.area === 'town 2' && Number(row.grade) >= 5 ? { ...row, pupils: row.year < 2020 ? 0 : row.grade === '5' ? 60 : row.year === 2021 ? 58 : 3 } : row))
    const rates = ratesOf(opened)
    sensible(rates)
    expect(ratio(rates, 'town 2', '6')).toBeGreaterThan(0.8)
    expect(ratio(rates, 'town 2', '6')).toBeLessThan(1.15)
    expect(rates.issues.some((issue) => issue.code === 'ratio-guarded' && issue.where.area === 'town 2')).toBe(true)
  })

  test('a grade of zero pupils that closed stays closed; an empty cohort passes through', () => {
    const closed = known.map((row) => (row.area === 'town 1' && row.grade === '6' && row.year >= 2020 ? { ...row, pupils: 0 } : row))
    expect(ratio(ratesOf(closed), 'town 1', '6')).toBe(0)
    const empty = known.map((row) => (row.area === 'town 1' && row.year - Number(row.grade) === 2017 && row.year >= 2020 ? { ...row, pupils: 0 } : row))
    const rates = ratesOf(empty)
    expect(ratio(rates, 'town 1', '4')).toBeGreaterThan(0.8)
    sensible(rates)
  })

  test('one area alone, and one area of one year', () => {
    sensible(ratesOf(known.filter((row) => row.area === 'town 0'), { areas: [{ area: 'town 0' }] }))
    const rates = ratesOf(known.filter((row) => row.area === 'town 0' && row.year === origin), { areas: [{ area: 'town 0' }] })
    sensible(rates)
    expect(codes(rates)).toContain('ratio-assumed')
  })

  test('a year in which a quarter of the areas stand out is called an outlier', () => {
    const shocked = known.map((row) => (row.year === 2017 && Number(row.area.slice(5)) % 2 === 0 ? { ...row, pupils: Math.round(row.pupils * 0.6) } : row))
    expect(ratesOf(shocked).issues.filter((issue) => issue.code === 'outlier-year').map((issue) => issue.where.year)).toContain(2017)
  })
})

describe('shrinkage of a named method', () => {
  test('weighs the area by its pupils and the region by the weight given, by hand', () => {
    const pupils = [['A', 100, 80], ['B', 300, 300]].flatMap(([area, one, two]) => [
      { area: String(area), grade: '1', year: 2020, pupils: Number(one) },
      { area: String(area), grade: '2', year: 2020, pupils: 1 },
      { area: String(area), grade: '1', year: 2021, pupils: 1 },
      { area: String(area), grade: '2', year: 2021, pupils: Number(two) },
    ])
    const dataset = parseInputs({ areas: [{ area: 'A' }, { area: 'B' }], pupils }, { ladder })
    const rates = estimateRates(dataset, { origin: 2021, horizon: 1, progression: { name: 'pooled' }, shrinkage: 50 })
    // Region: 380/400 = 0.95; A: (80 + 50 × 0.95) ÷ 150 = 0.85
    expect(ratio(rates, 'A', '2')).toBeCloseTo(0.85, 12)
    expect(ratio(rates, 'B', '2')).toBeCloseTo((300 + 47.5) / 350, 12)
  })
})

describe('evidence', () => {
  test('a transfer into the next stage has its own name', () => {
    const rows = ratesOf(known).evidence.filter((row) => row.area === 'town 0')
    expect(rows.map((row) => row.rate)).toEqual(['entryRatio', 'progression', 'progression', 'transfer', 'progression', 'progression'])
  })

  test('each ratio tells its own weight, what it was made of, the choice and the runner-up', () => {
    const row = ratesOf(known).evidence.find((each) => each.area === 'town 0' && each.grade === '2')!
    expect(row.estimator).toMatch(/^(automatic, own weight 0\.\d\d|last|mean of 3|median of 5|pooled of 5|smoothing 0\.4)$/)
    expect(row.numerator! / row.denominator!).toBeCloseTo(0.98, 1)
    expect(row.choice!.origins).toBeGreaterThan(3)
    expect(row.choice!.runnerUp.length).toBeGreaterThan(3)
    expect(row.choice!.error).toBeGreaterThan(0)
    expect(row.choice!.error).toBeLessThan(0.2)
  })

  test('a named method replaces the automatic one only where it was clearly better', () => {
    const rows = ratesOf(known).evidence.filter((row) => row.choice !== undefined)
    expect(rows.filter((row) => row.choice!.method === 'automatic').length).toBeGreaterThan(0.8 * rows.length)
    for (const row of rows.filter((each) => each.choice!.method !== 'automatic')) expect(row.choice!.error).toBeLessThan(row.choice!.runnerUpError)
  })

  test('by hand: an automatic ratio that is always a tenth off gives way to the last ratio, one that is right does not', () => {
    const years = Array.from({ length: 10 }, (_, i) => 2010 + i)
    // The ratio steps from 0.8 to 0.9 in 2013: the last ratio knows it at once, means and pools do not.
    const stepped = { years, at: (_: number, grade: number, year: number) => (grade === 0 ? 100 + year - 2010 : (year < 2013 ? 0.8 : 0.9) * (100 + year - 2011)) }
    const origins = [2013, 2014, 2015, 2016, 2017, 2018]
    const wrong = chooseMethod(stepped, ladder, 0, 1, origins, () => 1)!
    expect(wrong).toMatchObject({ method: { name: 'last' }, origins: 6 })
    expect(wrong.error).toBeCloseTo(0, 12)
    expect(chooseMethod(stepped, ladder, 0, 1, origins, () => 0.9)!.method).toBe('automatic')
    expect(chooseMethod(stepped, ladder, 0, 1, origins.slice(0, 4), () => 1)!.method).toBe('automatic')
    expect(chooseMethod(stepped, ladder, 0, 0, origins, () => 1)).toBeUndefined()
  })

  test('chooseFrom 0 takes the automatic method untried', () => {
    expect(ratesOf(known, {}, { chooseFrom: 0 }).evidence.every((row) => row.choice === undefined)).toBe(true)
  })
})
