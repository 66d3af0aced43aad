// Guangzhou and its eleven districts: tables from the published figures and named assumptions for all that no document gives.

import { addFacts, apportion, createFactBook } from 'school-places'
import type { Fact, LotterySchool, Tables } from 'school-places'

import { assumptionFacts } from './assumptions'
import type { NamedAssumptions } from './assumptions'
import { chinaBirthRows, chinaBirths } from './china-births'
import { guangzhouFacts } from './guangzhou'
import { cohortsOf, madePupils } from './made-counts'

const census = { source: 'communiqué of the 2020 census, no. 4 (mirror)', date: '2021', bound: 'exact', evidence: 'C', status: 'achieved', area: 'guangzhou', year: 2020, unit: 'people' } as const
const lottery = { source: 'reports on the private junior admission of 2025', date: '2025-07', bound: 'exact', evidence: 'D', area: 'guangzhou', year: 2025, stage: 'junior', sector: 'private' } as const

export const guangzhouCityFacts: readonly Fact[] = [
  { ...census, id: 'GZ-residents', measure: 'residents', value: 18_676_605 },
  { ...census, id: 'GZ-children', measure: 'residents aged 0–14', value: 2_590_189 },
  { ...lottery, id: 'GZ-private-places', measure: 'private junior places', value: 37_567, unit: 'places', status: 'planned' },
  { ...lottery, id: 'GZ-private-applicants', measure: 'applicants for private junior places', value: 33_669, unit: 'pupils', status: 'achieved' },
]

/** Districts with their share of the city's children and the yearly growth of cohorts by moving: made up near their shares of residents. */
const districtRows = [
  ['liwan', '荔湾', 'Liwan', 0.063, 0.005, 0.97],
  ['yuexiu', '越秀', 'Yuexiu', 0.058, -0.01, 0.98],
  ['haizhu', '海珠', 'Haizhu', 0.09, 0, 0.99],
  ['tianhe', '天河', 'Tianhe', 0.118, 0.01, 1],
  ['baiyun', '白云', 'Baiyun', 0.19, 0.01, 0.99],
  ['huangpu', '黄埔', 'Huangpu', 0.075, 0.035, 0.99],
  ['panyu', '番禺', 'Panyu', 0.15, 0.02, 0.99],
  ['huadu', '花都', 'Huadu', 0.092, 0.01, 0.95],
  ['nansha', '南沙', 'Nansha', 0.05, 0.035, 0.97],
  ['conghua', '从化', 'Conghua', 0.04, -0.005, 0.9],
  ['zengcheng', '增城', 'Zengcheng', 0.074, 0.025, 0.97],
] as const
export const districts = districtRows.map(([area, zh, en, share, growth, full]) => ({ area, zh, en, share, growth, full }))

export const guangzhouAssumptions: NamedAssumptions = {
  attendKindergarten: { value: 0.92, reason: 'national gross enrolment in kindergarten 2024, 92.0 %' },
  kindergartenFull: { value: 0.92, reason: 'kindergarten pupils per place in 2020: not published' },
  seniorFull: { value: 1, reason: 'senior schools are full: their places are not published' },
  builtPrimary: { value: 0.6, reason: 'primary part of the 13,500 places of the three-year programme; the rest is junior' },
  births: { value: 1, reason: 'children per birth of the nation stay as the census has them' },
  lotteryTakeUp: { value: 0.95, reason: 'part of those drawn who come: not published' },
  popularPlaces: { value: 0.3, reason: 'part of the private places in schools that many want: not published' },
  popularApplicants: { value: 0.5, reason: 'part of the applicants who want them: not published' },
  ...Object.fromEntries(
    districts.flatMap(({ area, share, growth, full }) => [
      [`share-${area}`, { value: share, reason: 'share of the city’s children: made up near its share of residents' }],
      [`growth-${area}`, { value: growth, reason: 'yearly growth of cohorts by moving: made up' }],
      [`full-${area}`, { value: full, reason: 'primary and junior pupils per place in 2020: made up' }],
    ]),
  ),
}

/** The tables of Guangzhou under the given assumptions. Juniors and seniors sum to the 36万 and 15万 of the report. */
export function guangzhouTables(assumptions: NamedAssumptions = guangzhouAssumptions): Tables {
  const assumed = (name: string): number => assumptions[name]?.value ?? Number.NaN
  const facts = [...guangzhouFacts, ...guangzhouCityFacts, ...chinaBirths, ...assumptionFacts('guangzhou', assumptions)]
  const book = createFactBook(facts)
  const value = (id: string): number => addFacts(book, [id])
  const children = value('GZ-children') * assumed('births')
  const shares = districts.map(({ area }) => assumed(`share-${area}`))
  const attendance = { kindergarten: assumed('attendKindergarten'), junior: value('GZ-09a') / cohortsOf('junior', children, 2020), senior: value('GZ-09b') / cohortsOf('senior', children, 2020) }
  const primary = Math.round(value('GZ-04') * assumed('builtPrimary'))
  const built = ([['primary', primary], ['junior', value('GZ-04') - primary]] as const).flatMap(([stage, places]) =>
    apportion(places, shares).map((part, d) => ({ project: `three-year programme, ${districts[d]!.en}`, area: districts[d]!.area, stage, sector: 'public' as const, kind: 'new' as const, opens: 2020, places: part, phaseIn: 'at-once' as const, fact: 'GZ-04' })),
  )
  return {
    areas: [{ area: 'china', nameEn: 'China', nameZh: '全国' }, { area: 'guangzhou', parent: 'china', nameEn: 'Guangzhou', nameZh: '广州市' }, ...districts.map(({ area, zh, en }) => ({ area, parent: 'guangzhou', nameZh: `${zh}区`, nameEn: en }))],
    births: chinaBirthRows,
    pupils: madePupils('guangzhou', districts.map(({ area }) => ({ area, share: assumed(`share-${area}`), growth: assumed(`growth-${area}`) })), children, 2020, attendance),
    projects: built,
    assumptions: districts.flatMap(({ area }) =>
      [['kindergarten', assumed('kindergartenFull')], ['primary', assumed(`full-${area}`)], ['junior', assumed(`full-${area}`)], ['senior', assumed('seniorFull')]].map(([stage, full]) => ({ assumption: 'utilisation' as const, area, stage: String(stage), value: Number(full) })),
    ),
    facts,
  }
}

/** Two kinds of private junior schools: those that many want, and the others. */
export function privateSchools(assumptions: NamedAssumptions, places: number, applicants: number): readonly LotterySchool[] {
  const [popular, rest] = apportion(places, [assumptions.popularPlaces!.value, 1 - assumptions.popularPlaces!.value])
  const [many, few] = apportion(applicants, [assumptions.popularApplicants!.value, 1 - assumptions.popularApplicants!.value])
  const takeUp = assumptions.lotteryTakeUp!.value
  return [
    { school: '热门 popular', places: popular!, applicants: { 户籍: Math.round(many! * 0.6), 随迁: many! - Math.round(many! * 0.6) }, takeUp },
    { school: '其他 others', places: rest!, applicants: { 户籍: Math.round(few! * 0.4), 随迁: few! - Math.round(few! * 0.4) }, takeUp },
  ]
}

/** Six campuses of two education groups (教育集团), made up: pupils and places of primary grades in 2020. */
export function groupTables(): Tables {
  const campuses = [['甲校本部', 1.12, 1], ['甲校东校区', 0.86, 1], ['甲校北校区', 0.97, 0.6], ['乙校本部', 1.08, 1], ['乙校南校区', 1.05, 0.8], ['乙校西校区', 0.98, 0.7]] as const
  return {
    areas: [{ area: 'china' }, ...campuses.map(([area]) => ({ area, parent: 'china', nameZh: area, nameEn: area }))],
    births: chinaBirthRows,
    pupils: madePupils('groups', campuses.map(([area, full, size]) => ({ area, share: full * size, growth: 0 })), 13_500, 2020, { kindergarten: 0, junior: 0, senior: 0 }).filter((row) => row.grade.startsWith('P')),
    places: campuses.map(([area, , size]) => ({ area, stage: 'primary', sector: 'public', year: 2020, places: Math.round(1_000 * size) })),
    facts: chinaBirths,
  }
}
