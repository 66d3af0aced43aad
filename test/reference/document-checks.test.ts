// The 31 checks of the five bureaus' documents: what holds is let pass, what does not is noticed under the right code.
// Figures: examples/data, each with its source. Norms: 幼儿园工作规程 art. 11 (360 children), 优质均衡 85 % (教督〔2017〕6号), 5080.

import { createFactBook } from 'school-places'
import type { Fact } from 'school-places'
import { checkFacts, compareFacts, findRepeatedNumbers } from 'school-places/facts'
import type { Claim, Finding } from 'school-places/facts'
import { kindergartenSize } from 'school-places/standards'
import { describe, expect, test } from 'vitest'

import { baoanFacts } from '../../examples/data/baoan'
import { baoanReportFacts } from '../../examples/data/baoan-report'
import { dongguanFacts } from '../../examples/data/dongguan'
import { donghuFacts } from '../../examples/data/donghu'
import { guangzhouFacts } from '../../examples/data/guangzhou'
import { panyuFacts } from '../../examples/data/panyu'
import { panyuReportFacts } from '../../examples/data/panyu-report'
import { issueText } from '../../src/report/issue-text'

const facts: readonly Fact[] = [...baoanFacts, ...baoanReportFacts, ...panyuFacts, ...panyuReportFacts, ...guangzhouFacts, ...dongguanFacts, ...donghuFacts]
const book = createFactBook(facts)
const check = (claim: Claim): Finding => checkFacts(book, [claim])[0]!
const holds = (claim: Claim): Finding => {
  const found = check(claim)
  expect(found.status).toBe('holds')
  return found
}
const noticed = (claim: Claim, code: string): Finding => {
  const found = check(claim)
  expect(found.issue?.code).toBe(code)
  // Told in Chinese from its numbers, with none left out.
  expect(issueText(found.issue!).message.zh).toMatch(/^(?!.*undefined).*[\u4e00-\u9fff]/)
  return found
}

describe('the facts of the documents', () => {
  test('are more than 200, each with source, date, status, bound and grade of evidence', () => {
    expect(facts.length).toBeGreaterThan(200)
    for (const fact of facts) {
      expect(fact.source.length * fact.date.length * fact.measure.length * fact.unit.length).toBeGreaterThan(0)
      expect(Number.isFinite(fact.value)).toBe(true)
      if (fact.partOf !== undefined) expect(book.has(fact.partOf)).toBe(true)
      if (fact.status === 'derived') expect((fact.note ?? '').length).toBeGreaterThan(3)
    }
  })

  test('do not contradict each other where they claim the same thing', () => expect(compareFacts(facts)).toEqual([]))
})

describe("Bao'an", () => {
  test('C1: 1.47 + 0.84 = 2.31 万, within rounding; built 63.6 %, taken back 36.4 %', () => {
    holds({ kind: 'sum', total: 'BA-03', parts: ['BA-01', 'BA-02'] })
    holds({ kind: 'rate', rate: { value: 63.6, unit: '%' }, numerator: 'BA-01', denominator: 'BA-03' })
    holds({ kind: 'rate', rate: { value: 36.4, unit: '%' }, numerator: 'BA-02', denominator: 'BA-03' })
    noticed({ kind: 'sum', total: { value: 23_400, precision: 100 }, parts: ['BA-01', 'BA-02'] }, 'sum-disagrees')
  })

  test('C2, C3: the admission plans are the sums of their sectors, to the last place', () => {
    holds({ kind: 'sum', total: 'BA-20', parts: ['BA-20a', 'BA-20b'] })
    holds({ kind: 'sum', total: 'BA-21', parts: ['BA-21a', 'BA-21b'] })
    noticed({ kind: 'sum', total: 41_786, parts: ['BA-20a', 'BA-20b'] }, 'sum-disagrees')
    holds({ kind: 'rate', rate: { value: 53.19, unit: '%' }, numerator: 'BA-20a', denominator: 'BA-20' })
    holds({ kind: 'rate', rate: { value: 55.52, unit: '%' }, numerator: 'BA-21a', denominator: 'BA-21' })
  })

  test('C4, C5: applicants exceed the plan by 3,736 and 1,504, so balance is not given before qualification is checked', () => {
    const primary = noticed({ kind: 'limit', value: 'BA-22a', atMost: 'BA-20' }, 'beyond-limit')
    expect(primary.amounts).toMatchObject({ margin: -3_736, ratio: expect.closeTo(1.0894, 4) as number })
    const junior = noticed({ kind: 'limit', value: 'BA-22b', atMost: 'BA-21' }, 'beyond-limit')
    expect(junior.amounts).toMatchObject({ margin: -1_504, ratio: expect.closeTo(1.0483, 4) as number })
    expect(check({ kind: 'limit', value: 'BA-22a', atMost: 'BA-20a' }).amounts.ratio).toBeCloseTo(2.048, 3)
    // Those who must fail or stay away for the plan to suffice.
    holds({ kind: 'rate', rate: { value: 8.21, unit: '%' }, numerator: { minus: ['BA-22a', 'BA-20'] }, denominator: 'BA-22a' })
    holds({ kind: 'rate', rate: { value: 4.61, unit: '%' }, numerator: { minus: ['BA-22b', 'BA-21'] }, denominator: 'BA-22b' })
  })

  test('C6: seven schools of 2,100 places, which is 30 classes of 45 and 15 of 50', () => {
    holds({ kind: 'rate', rate: 2_100, numerator: 'BA-01', denominator: 'BA-01s' })
    holds({ kind: 'sum', total: 2_100, parts: [1_350, 750] })
    holds({ kind: 'product', product: 1_350, factors: [30, 45] })
    holds({ kind: 'product', product: 750, factors: [15, 50] })
  })

  test('C7: 1 + 9 + 5 = 15 starts', () => holds({ kind: 'sum', total: 'BA-04', parts: ['BA-05', 'BA-06', 'BA-07'] }))

  test('C8: completion rates imply a target of 6, "2 above the target of the year" one of 13', () => {
    const rates = {
      parts: [
        { achieved: 'BA-05', completion: 'BA-05r' },
        { achieved: 'BA-06', completion: 'BA-06r' },
        { achieved: 'BA-07', completion: 'BA-07r' },
      ],
    }
    const excess = { achieved: 'BA-04', beyond: 'BA-04y' }
    const found = noticed({ kind: 'targets', statements: [rates, excess] }, 'several-targets')
    expect(found.status).toBe('disagrees')
    expect(found.amounts).toMatchObject({ target1: 6, target2: 13 })
    // With two targets, each of its own period, both sentences are true; the note stays, for a rate must say which one it is of.
    const two = noticed({ kind: 'targets', statements: [{ ...rates, period: '2021-01/2021-06' }, { ...excess, period: '2021' }] }, 'several-targets')
    expect(two.status).toBe('holds')
    expect(two.issue!.message).toContain('13 (2021)')
  })

  test('C9: twice as many as a year before means 7 or 8 then', () => {
    const found = check({ kind: 'growth', growth: 'BA-04x', to: 'BA-04' })
    expect(found.status).toBe('cannot-tell')
    expect(found.amounts).toMatchObject({ low: 7, high: 8 })
    holds({ kind: 'growth', growth: 'BA-04x', from: 7, to: 'BA-04' })
    noticed({ kind: 'growth', growth: 'BA-04x', from: 5, to: 'BA-04' }, 'growth-disagrees')
  })

  test('C10: 112 → 67 → 22 are nested, 59.8 % and 19.6 %', () => {
    const found = holds({ kind: 'nested', facts: ['BA-30', 'BA-31', 'BA-32'] })
    expect(found.amounts).toMatchObject({ share2: expect.closeTo(0.598, 3) as number, share3: expect.closeTo(0.196, 3) as number })
    noticed({ kind: 'nested', facts: ['BA-31', 'BA-30'] }, 'not-nested')
    expect(noticed({ kind: 'sum', total: 179, parts: ['BA-30', 'BA-31'] }, 'counted-twice').amounts).toEqual({ part: 'BA-31', whole: 'BA-30' })
  })

  test('C11: 55万 pupils and staff less 4.5万 staff leave about 50.5万, give or take what rounding hides', () => {
    const found = holds({ kind: 'sum', total: 'BA-40', parts: ['BA-42', { value: 505_000, precision: 1_000 }] })
    expect(Number(found.amounts.high) - Number(found.amounts.low)).toBeGreaterThan(1_000)
  })

  test('C12: two shares of the same cohort imply the same 6,325 pupils, and 6,664 a year before', () => {
    const of = (a: string, b: string, c: string, d: string): Finding => holds({ kind: 'denominator', rates: [{ numerator: a, rate: b }, { numerator: c, rate: d }] })
    const now = of('BA-52a', 'BA-52b', 'BA-52c', 'BA-52d')
    expect([Number(now.amounts.low) <= 6_325, Number(now.amounts.high) >= 6_325]).toEqual([true, true])
    const before = of('BA-52e', 'BA-52f', 'BA-52g', 'BA-52h')
    expect(Number(before.amounts.low)).toBeLessThan(6_665)
    expect(Number(before.amounts.high)).toBeGreaterThan(6_664)
    noticed({ kind: 'denominator', rates: [{ numerator: 'BA-52a', rate: 'BA-52b' }, { numerator: 'BA-52g', rate: 'BA-52h' }] }, 'denominators-differ')
  })

  test('C13: the allowances are 4,487 and 4,159 yuan a head', () => {
    holds({ kind: 'rate', rate: { value: 4_487, precision: 1 }, numerator: 'BA-35b', denominator: 'BA-35a' })
    holds({ kind: 'rate', rate: { value: 4_159, precision: 1 }, numerator: 'BA-35d', denominator: 'BA-35c' })
  })

  test('C31: the 23,100 places planned were reported as done a year later: progress, not a contradiction', () => {
    expect(holds({ kind: 'same', facts: ['BA-03', 'BA-71'] }).amounts).toMatchObject({ planned: 23_100, achieved: 23_100, completion: 1 })
  })
})

describe('Panyu', () => {
  test('C14: 3,780 + 1,740 = 5,520', () => holds({ kind: 'sum', total: 'PY-03', parts: ['PY-03p', 'PY-03j'] }))

  test('C15: 3,780 is 84 classes of 45; 1,740 is not a whole number of classes of 50 or of 45', () => {
    expect(holds({ kind: 'whole', total: 'PY-03p', each: 45 }).amounts.units).toBe(84)
    expect(noticed({ kind: 'whole', total: 'PY-03j', each: 50 }, 'not-whole').amounts.units).toBe(34.8)
    expect(noticed({ kind: 'whole', total: 'PY-03j', each: 45 }, 'not-whole').amounts.units).toBeCloseTo(38.67, 2)
  })

  test('C16: 16 of 23 is 69.6 %, 8 of 23 is 34.8 %, and the completed ones are among the started', () => {
    holds({ kind: 'rate', rate: 'PY-07r', numerator: 'PY-07s', denominator: 'PY-07' })
    holds({ kind: 'rate', rate: 'PY-07q', numerator: 'PY-07c', denominator: 'PY-07' })
    holds({ kind: 'nested', facts: ['PY-07', 'PY-07s', 'PY-07c'] })
    noticed({ kind: 'rate', rate: 'PY-07r', numerator: 15, denominator: 'PY-07' }, 'rate-disagrees')
  })

  test('C17: 425, 397 and 370 places a kindergarten exceed the 360 children of the rule; 179 do not; public is inside inclusive', () => {
    const atMost = kindergartenSize.value
    expect(noticed({ kind: 'limit', value: 'PY-04', per: 'PY-04s', atMost }, 'beyond-limit').amounts.value).toBeCloseTo(425.5, 1)
    expect(noticed({ kind: 'limit', value: 'PY-05', per: 'PY-05s', atMost }, 'beyond-limit').amounts.value).toBeCloseTo(396.5, 1)
    expect(noticed({ kind: 'limit', value: { minus: ['PY-05', 'PY-04'] }, per: { minus: ['PY-05s', 'PY-04s'] }, atMost }, 'beyond-limit').amounts.value).toBe(370)
    expect(holds({ kind: 'limit', value: 'PY-11', per: 'PY-11s', atMost }).amounts.value).toBeCloseTo(178.7, 1)
    noticed({ kind: 'sum', total: 13_800, parts: ['PY-04', 'PY-05'] }, 'counted-twice')
  })

  test('C18: 4,680 is told of kindergartens of 2021 and of compulsory places of 2022', () => {
    const issue = noticed({ kind: 'distinct', facts: ['PY-04', 'PY-10'] }, 'repeated-number')
    expect([issue.status, issue.amounts.value]).toEqual(['cannot-tell', 4_680])
    // Found without being asked, too.
    expect(findRepeatedNumbers(panyuFacts).map((each) => each.amounts)).toEqual([{ value: 4_680, facts: 'PY-04, PY-10' }])
  })

  test('C19: a campus that is senior too is told as compulsory places', () => {
    expect(noticed({ kind: 'category', fact: 'PY-10s', category: 'compulsory' }, 'category-differs').amounts.outside).toBe('senior')
    holds({ kind: 'category', fact: 'PY-01a', category: 'primary+junior' })
  })

  test('C20: 4,562 yuan per square metre means something, 51.5 square metres per place does not', () => {
    expect(holds({ kind: 'scope', numerator: 'PY-06b', denominator: 'PY-06a' }).amounts).toEqual({ quotient: expect.closeTo(4_562, 0) as number, unit: 'yuan per m²' })
    const mixed = noticed({ kind: 'scope', numerator: 'PY-06a', denominator: 'PY-03p' }, 'covers-differ')
    expect(mixed.amounts).not.toHaveProperty('quotient')
    noticed({ kind: 'scope', numerator: 'PY-06a', denominator: 'PY-03' }, 'covers-differ')
  })

  test('C21: 12.28万 are 67.86 % of about 180,960', () => holds({ kind: 'rate', rate: 'PY-23r', numerator: 'PY-23s', denominator: 'PY-23' }))

  test('C22: 81,317 of 93,479 are about 87 %', () => holds({ kind: 'rate', rate: 'PY-24r', numerator: 'PY-24b', denominator: 'PY-24a' }))

  test('C23: 2,224 of 2,951 are 75.36 %, but 98.93 % is not what studies on or works, and its denominator is not told', () => {
    holds({ kind: 'rate', rate: 'PY-34r', numerator: 'PY-34a', denominator: 'PY-34' })
    const found = noticed({ kind: 'rate', rate: 'PY-34q', numerator: { plus: ['PY-34a', 'PY-34b'] }, denominator: 'PY-34' }, 'rate-disagrees')
    expect(found.amounts).toMatchObject({ stated: 0.9893, computed: expect.closeTo(0.9763, 4) as number })
    const unsaid = noticed({ kind: 'rate', rate: 'PY-34q', numerator: { plus: ['PY-34a', 'PY-34b'] } }, 'denominator-missing')
    expect([unsaid.status, Math.round(Number(unsaid.amounts.denominator))]).toEqual(['cannot-tell', 2_912])
  })

  test('C24: 85.9 %, 81 % and 50 % of migrant children have three denominators', () => {
    const found = noticed({ kind: 'comparable', facts: ['PY-21', 'GZ-12', 'DG-15'] }, 'not-comparable')
    expect([found.status, found.amounts.differing]).toEqual(['disagrees', 'covers'])
    expect(holds({ kind: 'limit', value: 'PY-21', atLeast: { value: 85, unit: '%' } }).amounts.margin).toBeCloseTo(0.9, 6)
  })

  test('C30: kindergarten to primary to junior places of 2021 are 1 : 0.81 : 0.37', () => {
    holds({ kind: 'rate', rate: { value: 0.81 }, numerator: 'PY-03p', denominator: 'PY-04' })
    holds({ kind: 'rate', rate: { value: 0.37 }, numerator: 'PY-03j', denominator: 'PY-04' })
  })
})

describe('Dongguan, Donghu, Guangzhou', () => {
  test('C25: 1,040 places a project; over 7,000 in 18 kindergartens is above 360 each', () => {
    holds({ kind: 'rate', rate: 1_040, numerator: 'DG-01', denominator: 'DG-01a' })
    expect(noticed({ kind: 'limit', value: 'DG-02', per: 'DG-02a', atMost: kindergartenSize.value }, 'beyond-limit').amounts.low).toBeCloseTo(388.9, 1)
  })

  test('C26: 1,620 places are 36 classes of 45', () => {
    expect(holds({ kind: 'whole', total: 'DH-06', each: 45 }).amounts.units).toBe(36)
    holds({ kind: 'product', product: 'DH-06', factors: ['DH-06c', 45] })
  })

  test('C27: over 900 places in 5 kindergartens are from 180; over 360 children in the first 3 are from 120', () => {
    holds({ kind: 'rate', rate: 180, numerator: 'DH-01', denominator: 'DH-01a' })
    holds({ kind: 'rate', rate: 120, numerator: 'DH-02', denominator: 'DH-02a' })
    holds({ kind: 'whole', total: 180, each: 30 })
    noticed({ kind: 'rate', rate: 170, numerator: 'DH-01', denominator: 'DH-01a' }, 'rate-disagrees')
  })

  test('C28: 24.37 亿 after growth of 10.9 % was 21.97 亿', () => {
    holds({ kind: 'growth', growth: 'GZ-16b', from: 'GZ-16d', to: 'GZ-16a' })
    const before = check({ kind: 'growth', growth: 'GZ-16b', to: 'GZ-16a' })
    expect(Number(before.amounts.from) / 1e8).toBeCloseTo(21.97, 2)
    noticed({ kind: 'growth', growth: 'GZ-16b', from: 2.1e9, to: 'GZ-16a' }, 'growth-disagrees')
  })

  test('C29: 51.11 ≥ 50 and 87.04 ≥ 80, by 1.11 and 7.04 points; 35.93 % are private inclusive, 12.96 % are neither', () => {
    expect(holds({ kind: 'limit', value: 'GZ-02', atLeast: 'GZ-02t' }).amounts.margin).toBeCloseTo(1.11, 6)
    expect(holds({ kind: 'limit', value: 'GZ-03', atLeast: 'GZ-03t' }).amounts.margin).toBeCloseTo(7.04, 6)
    holds({ kind: 'sum', total: 'GZ-03', parts: ['GZ-02', 'GZ-03i'] })
    holds({ kind: 'sum', total: { value: 100, unit: '%', precision: 0.01 }, parts: ['GZ-03', 'GZ-03n'] })
    noticed({ kind: 'limit', value: { value: 49.5, unit: '%' }, atLeast: 'GZ-02t' }, 'beyond-limit')
  })
})
