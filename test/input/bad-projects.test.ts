// Bad projects: every fault in one error, each with its place.

import { parseInputs, PlacesError, safeParseInputs } from 'school-places'
import type { Issue, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

const places = [
  { area: 'Town', stage: 'primary', sector: 'public', year: 2020, places: 1_080 },
  { area: 'Town', stage: 'primary', sector: 'private', year: 2020, places: 600 },
]
const row = (detail: object): object => ({ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'new', opens: 2022, places: 540, ...detail })
const purchase = (detail: object): object => row({ kind: 'purchase', sector: 'purchased', ...detail })
const tables = (...projects: object[]): Tables => ({ areas: [{ area: 'Town' }, { area: 'Far' }], places, projects }) as unknown as Tables
const faultsOf = (...projects: object[]): readonly Issue[] => safeParseInputs(tables(...projects)).error?.issues ?? []

describe('each fault is named with its place', () => {
  type Case = readonly [name: string, rows: readonly object[], code: string, column: string, row: number]
  const faulty = (name: string, rows: readonly object[], code: string, column: string, at = 1): Case => [name, rows, code, column, at]
  const cases: readonly Case[] = [
    faulty('an opening without places', [row({ places: undefined })], 'missing-value', 'places'),
    faulty('an opening with no place in any stage', [row({ places: 0 }), row({ stage: 'junior', places: 0 })], 'not-allowed', 'places'),
    faulty('negative places', [row({ places: -1 })], 'not-allowed', 'places'),
    faulty('an unknown kind', [row({ kind: 'palace' })], 'not-allowed', 'kind'),
    faulty('an unknown mode', [row({ mode: 'by magic' })], 'not-allowed', 'mode'),
    faulty('an unknown phase-in', [row({ phaseIn: 'slowly' })], 'not-allowed', 'phaseIn'),
    faulty('an unknown source', [row({ source: 'hope' })], 'not-allowed', 'source'),
    faulty('a certainty that is no chance', [row({ certainty: 1.2 })], 'not-allowed', 'certainty'),
    faulty('a word of certainty that is none of the four', [row({ certainty: '也许' })], 'not-allowed', 'certainty'),
    faulty('more places bought than are left', [purchase({ places: 601 })], 'not-allowed', 'places'),
    faulty('more bought than two purchases leave', [purchase({ places: 400 }), purchase({ project: 'q', places: 201 })], 'not-allowed', 'places', 2),
    faulty('more bought than an earlier take-back leaves', [row({ kind: 'take-back', places: 500, opens: 2021 }), purchase({ project: 'q', places: 101 })], 'not-allowed', 'places', 2),
    faulty('more bought than an earlier closure leaves', [row({ kind: 'closure', sector: 'private', places: 200, opens: 2021 }), purchase({ project: 'q', places: 401 })], 'not-allowed', 'places', 2),
    faulty('more bought than opens after everything has closed', [row({ kind: 'closure', sector: 'private', places: 900, opens: 2021 }), row({ project: 'r', kind: 'extension', sector: 'private', places: 90 }), purchase({ project: 'q', places: 91 })], 'not-allowed', 'places', 3),
    faulty('a purchase that is not purchased', [purchase({ sector: 'public', places: 9 })], 'not-allowed', 'sector'),
    faulty('a kindergarten made public that stays private', [row({ kind: 'made-public', stage: 'kindergarten', sector: 'private-inclusive' })], 'not-allowed', 'sector'),
    faulty('a school made public as a kindergarten is', [row({ kind: 'made-public' })], 'not-allowed', 'stage'),
    faulty('a take-back within one sector', [row({ kind: 'take-back', sector: 'private' })], 'not-allowed', 'fromSector'),
    faulty('a new school that takes from a sector', [row({ fromSector: 'private' })], 'not-allowed', 'fromSector'),
    faulty('a decant without a host', [row({ kind: 'rebuild', removes: 300, removesFrom: 2021 })], 'incomplete-row', 'host'),
    faulty('an extension whose decant has no host', [row({ kind: 'extension', removes: 300, removesFrom: 2021 })], 'incomplete-row', 'host'),
    faulty('a rebuild that does not say what is away', [row({ kind: 'rebuild', host: 'h', removesFrom: 2021 })], 'incomplete-row', 'removes'),
    faulty('a rebuild that does not say from when', [row({ kind: 'rebuild', host: 'h', removes: 300 })], 'incomplete-row', 'removesFrom'),
    faulty('a decant that starts after the opening', [row({ kind: 'rebuild', host: 'h', removes: 300, removesFrom: 2023 })], 'not-allowed', 'removesFrom'),
    faulty('a closure that also removes', [row({ kind: 'closure', removes: 300 })], 'not-allowed', 'removes'),
    faulty('a merger without partners', [row({ kind: 'merger', removes: 300 })], 'incomplete-row', 'partners'),
    faulty('a merger of one', [row({ kind: 'merger', removes: 300, partners: 'A' })], 'not-allowed', 'partners'),
    faulty('a conversion without a target stage', [row({ kind: 'conversion' })], 'incomplete-row', 'toStage'),
    faulty('a conversion to an unknown stage', [row({ kind: 'conversion', toStage: 'middle' })], 'not-allowed', 'toStage'),
    faulty('a conversion to its own stage', [row({ kind: 'conversion', toStage: 'primary' })], 'not-allowed', 'toStage'),
    faulty('a target stage of a school that is not converted', [row({ toStage: 'junior' })], 'not-allowed', 'toStage'),
    faulty('a profile that falls', [row({ profile: [0.5, 0.4, 1] })], 'not-allowed', 'profile'),
    faulty('a profile that does not reach 1', [row({ profile: [0.5, 0.9] })], 'not-allowed', 'profile'),
    faulty('a profile beside another phase-in', [row({ profile: [0.5, 1], phaseIn: 'at-once' })], 'not-allowed', 'phaseIn'),
    faulty('an own phase-in without shares', [row({ phaseIn: 'profile' })], 'incomplete-row', 'profile'),
    faulty('a project in two sources', [row({ source: 'site-in-hand' }), row({ stage: 'junior', source: 'planned-site' })], 'not-allowed', 'source', 2),
    faulty('a take-back from a site', [row({ kind: 'take-back', source: 'planned-site' })], 'not-allowed', 'source'),
    faulty('a new school from take-back', [row({ source: 'take-back' })], 'not-allowed', 'source'),
    faulty('a project in two areas', [row({}), row({ stage: 'junior', area: 'Far' })], 'not-allowed', 'area', 2),
    faulty('a second phase without its first', [row({ kind: 'phase-two' })], 'incomplete-row', 'follows'),
    faulty('a second phase of a project that is not there', [row({ kind: 'phase-two', follows: 'x' })], 'not-allowed', 'follows'),
    faulty('a second phase that opens before its first', [row({ opens: 2023 }), row({ project: 'q', kind: 'phase-two', follows: 'p', opens: 2022 })], 'not-allowed', 'opens', 2),
    faulty('phases that follow each other', [row({ follows: 'q' }), row({ project: 'q', follows: 'p' })], 'not-allowed', 'follows'),
    faulty('a borrowed site that brings places', [row({ kind: 'site-return' })], 'not-allowed', 'places'),
    faulty('an end before the opening date', [row({ kind: 'temporary', opens: undefined, openingDate: '2022-10-01', closes: 2023 })], 'not-allowed', 'closes'),
  ]
  test.each(cases)('%s', (_, rows, code, column, at) => {
    expect(faultsOf(...rows)).toEqual([expect.objectContaining({ code, severity: 'fault', where: { table: 'projects', row: at, column } })])
  })
})

test('all faults of all projects come in one error', () => {
  const result = safeParseInputs(tables(row({ places: -1 }), row({ project: 'a', kind: 'merger', removes: 1 }), row({ project: 'b', kind: 'rebuild', removes: 1, removesFrom: 2021 }), purchase({ project: 'c', places: 700 }), row({ project: 'd', mode: 'x' })))
  expect(result.error).toBeInstanceOf(PlacesError)
  expect(result.error!.issues.map((issue) => [issue.where.row, issue.where.column])).toEqual([[1, 'places'], [5, 'mode'], [2, 'partners'], [3, 'host'], [4, 'places']])
})

describe('what the tables do not prove is no fault', () => {
  test('a purchase from a sector whose places are not counted, or are counted after it', () => {
    expect(faultsOf(purchase({ fromSector: 'private-inclusive' }), purchase({ project: 'q', opens: 2020, places: 9_000 }))).toEqual([])
  })

  test('a purchase of all that is left after a closure, or in the year of one', () => {
    expect(faultsOf(row({ kind: 'closure', sector: 'private', places: 200, opens: 2021 }), purchase({ project: 'q', places: 400 }))).toEqual([])
    expect(faultsOf(row({ kind: 'closure', sector: 'private', places: 200 }), purchase({ project: 'q', places: 600 }))).toEqual([])
    expect(faultsOf(row({ kind: 'closure', sector: 'private', places: 900, opens: 2021 }), row({ project: 'r', kind: 'extension', sector: 'private', places: 90 }), purchase({ project: 'q', places: 90 }))).toEqual([])
  })

  test('a purchase of places that a private school opens, or that an ended purchase gives back', () => {
    expect(faultsOf(row({ sector: 'private', kind: 'extension', opens: 2021, places: 100 }), purchase({ project: 'q', places: 700 }))).toEqual([])
    expect(faultsOf(purchase({ places: 600, opens: 2021, closes: 2022 }), purchase({ project: 'q', places: 600 }))).toEqual([])
  })
})

test('mode, certainty, source, host and dates are carried in the project, once for all its stages', () => {
  const { projects } = parseInputs(tables(row({ source: 'site-in-hand', mode: 'prefabricated', certainty: '力争', startDate: '2021-03-01' }), row({ stage: 'junior', opens: 2024 }), row({ project: 'q', kind: 'take-back', places: 60, certainty: 0.8 })))
  expect(projects).toMatchObject([
    { project: 'p', area: 'Town', kind: 'new', opens: 2022, source: 'site-in-hand', mode: 'prefabricated', certainty: '力争', startDate: '2021-03-01', parts: [{ stage: 'primary', opens: 2022 }, { stage: 'junior', opens: 2024 }] },
    { project: 'q', source: 'take-back', certainty: 0.8, parts: [{ fromSector: 'private' }] },
  ])
})
