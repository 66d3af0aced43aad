import { createLadder, estimateRates, parseInputs, projectPupils } from 'school-places'
import { emptyLedger, findCommonBias, ledgerByLead, recordEdition, scoreLedger } from 'school-places/evaluate'
import type { LedgerScore } from 'school-places/evaluate'
import { describe, expect, test } from 'vitest'

const ladder = createLadder('two', 6, [{ id: 'all', en: 'All', zh: '全部', grades: ['1', '2'] }])
const pupils = [2019, 2020].flatMap((year) => [{ area: 'Town', grade: '1', year, pupils: 100 }, { area: 'Town', grade: '2', year, pupils: 90 }])
const projection = projectPupils(estimateRates(parseInputs({ areas: [{ area: 'Town' }], pupils }, { ladder }), { horizon: 2, progression: { name: 'last' } }))
const counts = [...pupils, { area: 'Town', grade: '1', year: 2021, pupils: 95 }, { area: 'Town', grade: '2', year: 2021, pupils: 85 }, { area: 'Town', grade: '1', year: 2022, pupils: 80 }]

describe('the ledger', () => {
  const ledger = recordEdition(recordEdition(emptyLedger, '2020 autumn', projection), '2020 autumn', projection)

  test('keeps every edition, also one of the same name, and survives as JSON', () => {
    expect(ledger.editions.map((each) => each.edition)).toEqual(['2020 autumn', '2020 autumn (2)'])
    expect(emptyLedger.editions).toEqual([])
    expect(JSON.parse(JSON.stringify(ledger))).toEqual(ledger)
  })

  test('scores an edition when the counts arrive, on the grades that were counted', () => {
    const scores = scoreLedger(ledger, counts).filter((score) => score.edition === '2020 autumn')
    expect(scores.map(({ year, lead, actual, forecast, notCounted }) => ({ year, lead, actual, forecast, notCounted }))).toEqual([
      { year: 2021, lead: 1, actual: 180, forecast: 190, notCounted: [] },
      { year: 2022, lead: 2, actual: 80, forecast: 100, notCounted: ['2'] },
    ])
    expect(scores[0]!.error).toBeCloseTo(10 / 180, 12)
    expect(ledgerByLead(scores).map(({ lead, scores: n }) => [lead, n])).toEqual([[1, 1], [2, 1]])
  })

  test('nothing is scored before counts arrive', () => {
    expect(scoreLedger(ledger, pupils)).toEqual([])
  })
})

describe('common bias', () => {
  const score = (area: string, error: number): LedgerScore => ({ edition: 'e', area, year: 2025, lead: 3, actual: 1, forecast: 1 + error, error, notCounted: [] })

  test('is found when nearly all areas erred the same way', () => {
    const scores = Array.from({ length: 20 }, (_, i) => score(`a${i}`, i < 18 ? 0.03 : -0.01))
    expect(findCommonBias(scores)).toEqual([expect.objectContaining({ year: 2025, lead: 3, direction: 'over', share: 0.9, areas: 20, medianError: 0.03 })])
    // Two-sided binomial by R 4.2: 2 * pbinom(17, 20, .5, lower = FALSE) = 0.0004024506
    expect(findCommonBias(scores)[0]!.chance).toBeCloseTo(0.0004024506, 9)
  })

  test('is not found in few areas or in errors that go both ways', () => {
    expect(findCommonBias(Array.from({ length: 4 }, (_, i) => score(`a${i}`, 0.05)))).toEqual([])
    expect(findCommonBias(Array.from({ length: 40 }, (_, i) => score(`a${i}`, i % 2 === 0 ? 0.05 : -0.05)))).toEqual([])
  })
})
