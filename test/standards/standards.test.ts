// Every published norm: each number stands beside the fact it is taken from, and figures that follow from others do follow.

import { createFactBook } from 'school-places'
import type { Fact } from 'school-places'
import { checkFacts } from 'school-places/facts'
import * as standards from 'school-places/standards'
import { describe, expect, test } from 'vitest'

const {
  appliedDefault,
  balanceAreaNorms,
  balanceIndicators,
  chinaBuildMonths,
  chinaClassSizes,
  chinaFloorStandards,
  chinaOversize,
  chinaSchoolSizes,
  chinaStaffNorms,
  kindergartenShares,
  kindergartenSize,
  residentNorms,
  shenzhenHorizons,
  shenzhenLandStandards,
  shenzhenPlan,
  shenzhenRule,
  thresholdPosts,
  unsourcedNorms,
  zhejiangBands,
  zhejiangRules,
} = standards

const isFact = (value: object): value is Fact => 'measure' in value && 'evidence' in value

interface Found {
  readonly facts: Fact[]
  readonly bare: string[]
  readonly loose: string[]
}

/** Facts below a value, numbers that stand beside no fact of their own, and objects that could be changed. */
function walk(value: unknown, path: string, found: Found): Found {
  if (typeof value !== 'object' || value === null) return found
  if (!Object.isFrozen(value)) found.loose.push(path)
  if (isFact(value)) {
    found.facts.push(value)
    return found
  }
  const beside = (value as { facts?: Record<string, Fact> }).facts ?? {}
  for (const [key, each] of Object.entries(value)) {
    // A row of a table is found by its number of classes: that is its label.
    if (typeof each === 'number' && key !== 'classes' && beside[key]?.value !== each) found.bare.push(`${path}.${key}`)
    walk(each, `${path}.${key}`, found)
  }
  return found
}

// Rules and remedies carry their source as a whole; what their numbers say is held against the facts below.
const rules = ['chanceRule', 'chinaRemedies', 'fallingRollsRule', 'shenzhenRule', 'surplusRule', 'utilisationTiersRule', 'zhejiangRules']
const tables = Object.entries(standards).filter(([name, value]) => typeof value === 'object' && !rules.includes(name))
const found = tables.map(([name, value]) => [name, walk(value, name, { facts: [], bare: [], loose: [] })] as const)
const facts = found.flatMap(([, each]) => each.facts)

describe('published norms', () => {
  test('there are more than 200 figures in more than 20 lists', () => {
    expect(tables.length).toBeGreaterThan(20)
    expect(facts.length).toBeGreaterThan(200)
  })

  test.each(found)('%s: every number is that of a fact beside it, and nothing can be changed', (_name, { facts: own, bare, loose }) => {
    expect(own.length).toBeGreaterThan(0)
    expect(bare).toEqual([])
    expect(loose).toEqual([])
  })

  test('every fact says what, how much of what, by whom, when, how sure and on what evidence; a derived one says how', () => {
    for (const fact of facts) {
      for (const text of [fact.id, fact.measure, fact.unit, fact.source, fact.date]) expect(text.trim()).not.toBe('')
      expect(Number.isFinite(fact.value)).toBe(true)
      expect(['A', 'B', 'C', 'D', 'derived', 'U']).toContain(fact.evidence)
      expect(['exact', 'about', 'over', 'under', 'at-least', 'at-most']).toContain(fact.bound)
      expect(fact.date).toMatch(/^\d{4}/)
      if (fact.evidence === 'derived' || fact.status === 'derived') expect([fact.id, fact.note ?? ''].join(': ')).toMatch(/: \S/)
    }
  })

  test('ids are distinct', () => expect(createFactBook(facts).size).toBe(facts.length))

  test('what has no source is in its own list, and nowhere else', () => {
    expect(facts.filter((fact) => fact.evidence === 'U').map((fact) => fact.id).sort()).toEqual(Object.values(unsourcedNorms).map((fact) => fact.id).sort())
    expect(Object.values(unsourcedNorms).every((fact) => fact.status === 'assumed')).toBe(true)
  })
})

describe('figures that follow from others', () => {
  test('total space ÷ places is space per place, within rounding, for all 36 sizes of 建标〔2002〕102号 and the land of Shenzhen', () => {
    const points = [...chinaFloorStandards, ...shenzhenLandStandards].flatMap((standard) => standard.points)
    expect(points).toHaveLength(38)
    for (const { facts: of } of points) {
      // Bounds apart: 至少 7,200 m² for 810 places is 8.9 each when both are taken at their word.
      const plain = { value: of.perPlace.value, ...(of.perPlace.precision === undefined ? {} : { precision: of.perPlace.precision }) }
      const [check] = checkFacts([], [{ kind: 'rate', rate: plain, numerator: of.total.value, denominator: of.places.value }])
      expect([of.total.id, check!.status]).toEqual([of.total.id, 'holds'])
    }
  })

  test('larger schools need less floor per place, with the one exception that the national table has', () => {
    const rising = chinaFloorStandards.flatMap(({ id, points }) => points.slice(1).flatMap((point, i) => (point.perPlace > points[i]!.perPlace ? [`${id} ${point.classes}`] : [])))
    expect(rising).toEqual(['china-floor-nine-year-planned 36'])
    for (const { points } of chinaFloorStandards) expect(points.map((point) => point.classes)).toEqual(points.map((point) => point.classes).sort((a, b) => a - b))
  })

  test('sizes implied: primary 540–1,350, nine-year 840–2,100, junior 600–1,500', () => {
    const places = (id: string): number[] => chinaFloorStandards.find((standard) => standard.id === id)!.points.map((point) => point.places)
    expect(places('china-floor-primary-basic')).toEqual([540, 810, 1_080, 1_350])
    expect(places('china-floor-nine-year-planned')).toEqual([840, 1_260, 1_680, 2_100])
    expect(places('china-floor-junior-basic')).toEqual([600, 900, 1_200, 1_500])
  })

  test('228万 + 76万 + 60.8万 are the 364万 of the plan; 13.7 km² for 60.8万 is 22.5 m² a place', () => {
    const book = createFactBook(Object.values(shenzhenPlan))
    const id = (key: keyof typeof shenzhenPlan): string => shenzhenPlan[key].id
    const checks = checkFacts(book, [
      { kind: 'sum', total: id('reserved2035'), parts: [id('compulsory2035'), id('kindergarten2035'), id('senior2035')] },
      { kind: 'rate', rate: id('seniorLandPerPlace'), numerator: id('seniorLand2035'), denominator: id('senior2035') },
    ])
    expect(checks.map((check) => check.status)).toEqual(['holds', 'holds'])
  })

  test('one cohort rate makes all the norms of a place: Yongzhou 18.33, Shenzhen’s plan 13.33', () => {
    const rates = (area: string, kind: string): number[] => residentNorms.filter((each) => each.area === area && each.facts.placesPerThousand.id.includes(kind)).map((each) => each.cohortPerThousand)
    expect(rates('yongzhou', 'rule')).toEqual([18.33, 18.33, 18.33])
    expect(rates('shenzhen', 'plan')).toEqual([13.33, 13.33, 13.33])
    expect(rates('shenzhen', 'actual')).toEqual([11.17, 11])
  })
})

describe('norms as they are used', () => {
  test('classes of kindergarten 25, 30, 35, mixed 30; primary 45; junior 50; senior 55', () => {
    expect(chinaClassSizes.map(({ stage, grade, size }) => [grade ?? stage, size])).toEqual([['K1', 25], ['K2', 30], ['K3', 35], ['mixed', 30], ['primary', 45], ['junior', 50], ['senior', 55]])
    expect(kindergartenSize.value).toBe(360)
  })

  test('bands and bins of class sizes leave no size out and count none twice', () => {
    expect([chinaOversize.largeFrom, chinaOversize.veryLargeFrom]).toEqual([56, 66])
    for (const list of [chinaOversize.bands, chinaOversize.bins]) for (const [i, band] of list.entries()) if (i > 0) expect(band.from).toBe(list[i - 1]!.to! + 1)
    expect(chinaOversize.bins.map((bin) => bin.to ?? Infinity)).toEqual([25, 30, 35, 40, 45, 50, 55, 60, 65, Infinity])
    expect(chinaOversize.bands.map((each) => each.name.zh)).toEqual(['正常班额', '偏大班额', '大班额', '超大班额'])
  })

  test('schools up to 2,000 pupils, 2,500 of nine years; the relaxed caps are of weak evidence and say so', () => {
    expect(chinaSchoolSizes.map(({ type, atMost, relaxed }) => [type, atMost, relaxed?.value])).toEqual([['primary', 2_000, 2_400], ['junior', 2_000, 2_400], ['nine-year', 2_500, 3_000], ['twelve-year', 2_500, undefined]])
    for (const { relaxed } of chinaSchoolSizes) if (relaxed !== undefined) expect([relaxed.evidence, relaxed.note]).toEqual(['D', 'a single weak source: check before use'])
  })

  test('staff 19, 13.5 and 12.5; posts at 1,000, 1,200 and 600; seven indicators; 5080; months', () => {
    expect(chinaStaffNorms.filter((each) => each.applies === 'all').map((each) => each.pupilsPerStaff)).toEqual([19, 13.5, 12.5])
    expect(thresholdPosts.map((each) => each.pupilsFrom)).toEqual([1_000, 1_200, 600])
    expect(balanceIndicators.map((each) => [each.primary, each.junior])).toEqual([[4.2, 5.3], [1, 1], [0.9, 0.9], [4.5, 5.8], [7.5, 10.2], [2_000, 2_500], [2.3, 2.4]])
    expect(balanceAreaNorms.find((each) => each.id === 'migrant-share')!.limit).toBe(85)
    expect([kindergartenShares.public.value, kindergartenShares.inclusive.value]).toEqual([50, 80])
    expect(chinaBuildMonths.map((each) => [each.low, each.high])).toEqual([[36, 60], [12, 22], [6, 9]])
  })

  test('the warning rules say what the facts say', () => {
    expect(zhejiangRules.map((rule) => rule.levels.map((level) => level.atLeast))).toEqual([
      [zhejiangBands.yellow.value, zhejiangBands.red.value],
      [zhejiangBands.yellow.value, zhejiangBands.red.value],
    ])
    expect(zhejiangRules.map((rule) => rule.leads.to)).toEqual([zhejiangBands.primaryYears.value, zhejiangBands.juniorYears.value])
    expect(shenzhenRule.levels.map((level) => level.leads?.to)).toEqual([shenzhenHorizons.predict.value, shenzhenHorizons.plan.value, shenzhenHorizons.ensure.value])
  })
})

describe('a default', () => {
  test('is never silent: its issue names value, source and evidence', () => {
    const { size } = chinaClassSizes[4]!.facts
    const issue = appliedDefault(size, { area: 'North', stage: 'primary' })
    expect(issue).toMatchObject({ code: 'default-applied', severity: 'assumption', assumed: '45 pupils', where: { area: 'North', stage: 'primary', fact: 'CN-CLASS-primary' } })
    expect(issue.amounts).toMatchObject({ value: 45, evidence: 'B', source: size.source })
    expect(appliedDefault(size).where).toEqual({ stage: 'primary', fact: 'CN-CLASS-primary' })
  })

  test.each(Object.values(unsourcedNorms))('$id has no source and is refused', (fact) => {
    expect(() => appliedDefault(fact)).toThrow(/must have a source/)
  })
})
