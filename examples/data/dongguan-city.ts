// Dongguan, a city of towns (镇街) without districts: its tables from the published figures and named assumptions for all that no document gives.

import { addFacts, apportion, createFactBook } from 'school-places'
import type { Fact, ProjectRow, Tables } from 'school-places'

import { assumptionFacts } from './assumptions'
import type { NamedAssumptions } from './assumptions'
import { chinaBirthRows, chinaBirths } from './china-births'
import { dongguanFacts } from './dongguan'
import { madePupils } from './made-counts'

const census = { source: 'communiqué of the 2020 census (mirror)', date: '2021', bound: 'exact', evidence: 'C', status: 'achieved', area: 'dongguan', year: 2020 } as const
const changping = { source: 'anjisi.com 2025-09-27, warning of 常平 on junior places of 2026', date: '2025-09-27', bound: 'exact', evidence: 'C', status: 'planned', area: 'changping', year: 2026, stage: 'junior' } as const

export const dongguanCityFacts: readonly Fact[] = [
  { ...census, id: 'DG-residents', measure: 'residents', value: 10_466_625, unit: 'people' },
  { ...census, id: 'DG-children', measure: 'share of residents aged 0–14', value: 13.12, unit: '%', precision: 0.01 },
  { ...changping, id: 'DG-CP-above', measure: 'registered junior entrants above public places', value: 537, unit: 'pupils', note: 'counted on 2025-09-04; registered on or after 2024-09-09 cannot be placed' },
]

export interface Town {
  readonly area: string
  readonly zh: string
  readonly en: string
  /** Share of the city's children, growth of cohorts by moving a year, pupils per place in primary school. */
  readonly share: number
  readonly growth: number
  readonly full: number
  /** Degrees, to 0.01, of the town's centre. */
  readonly longitude: number
  readonly latitude: number
}

const town = (area: string, zh: string, en: string, share: number, growth: number, full: number, longitude: number, latitude: number): Town => ({ area, zh, en, share, growth, full, longitude, latitude })

/** Songshan Lake with the nine towns it shares with (1 + 9), Changping, and all other towns as one. Which nine, and where they lie, is general knowledge. */
export const towns: readonly Town[] = [
  town('songshanhu', '松山湖', 'Songshan Lake', 0.025, 0.04, 1.0, 113.89, 22.91),
  town('liaobu', '寮步', 'Liaobu', 0.048, 0.01, 0.99, 113.89, 22.99),
  town('dalang', '大朗', 'Dalang', 0.053, 0.02, 1.0, 113.94, 22.93),
  town('dalingshan', '大岭山', 'Dalingshan', 0.036, 0.015, 0.97, 113.84, 22.89),
  town('chashan', '茶山', 'Chashan', 0.02, 0, 0.93, 113.88, 23.06),
  town('dongkeng', '东坑', 'Dongkeng', 0.015, 0, 0.9, 113.94, 22.99),
  town('hengli', '横沥', 'Hengli', 0.021, 0.005, 0.94, 113.97, 23.02),
  town('shilong', '石龙', 'Shilong', 0.014, -0.015, 0.86, 113.87, 23.11),
  town('shipai', '石排', 'Shipai', 0.019, 0, 0.92, 113.96, 23.09),
  town('qishi', '企石', 'Qishi', 0.014, -0.005, 0.9, 114.01, 23.06),
  town('changping', '常平', 'Changping', 0.045, 0.01, 0.99, 114.0, 22.98),
  town('other', '其余镇街', 'Other towns', 0.69, 0.005, 0.96, 113.75, 22.95),
]
export const unit = towns.filter(({ area }) => area !== 'changping' && area !== 'other').map(({ area }) => area)

/** Of each town its share, growth and fullness, and what holds for all. */
export const dongguanAssumptions: NamedAssumptions = {
  attendKindergarten: { value: 0.92, reason: 'national gross enrolment in kindergarten 2024, 92.0 %' },
  attendJunior: { value: 0.9, reason: 'junior pupils ÷ children of that age who live there: some go back to their home province' },
  attendSenior: { value: 0.55, reason: 'general senior pupils ÷ children of that age' },
  juniorFull: { value: 0.97, reason: 'junior pupils per place ÷ primary pupils per place: not published' },
  seniorFull: { value: 1, reason: 'senior schools are full: their places are not published' },
  kindergartenFull: { value: 0.95, reason: 'kindergarten pupils per place: not published' },
  primaryPart: { value: 0.55, reason: 'primary part of the places of the 45 schools: the text gives one sum for primary, junior and senior' },
  juniorPart: { value: 0.3, reason: 'junior part of the places of the 45 schools' },
  opens: { value: 2022, reason: 'schools that are completed within 2021 open on 1 September 2022' },
  publicPart: { value: 0.6, reason: 'public part of the entry places of a town: not published' },
  localPart: { value: 0.3, reason: 'part of the entrants with local registration: not published' },
  favouredPart: { value: 0.15, reason: 'part of the entrants whom other rules favour: not published' },
  kept: { value: 0.95, reason: 'chance that what is announced with 确保 comes: a convention of the library' },
  ...Object.fromEntries(
    towns.flatMap(({ area, share, growth, full }) => [
      [`share-${area}`, { value: share, reason: 'share of the city’s children: made up near its share of residents' }],
      [`growth-${area}`, { value: growth, reason: 'yearly growth of cohorts by moving: made up' }],
      [`full-${area}`, { value: full, reason: 'primary pupils per place in 2021: made up' }],
    ]),
  ),
}

const stages = ['primary', 'junior', 'senior'] as const

/** The tables of Dongguan under the given assumptions. */
export function dongguanTables(assumptions: NamedAssumptions = dongguanAssumptions): Tables {
  const assumed = (name: string): number => assumptions[name]?.value ?? Number.NaN
  const facts = [...dongguanFacts, ...dongguanCityFacts, ...chinaBirths, ...assumptionFacts('dongguan', assumptions)]
  const book = createFactBook(facts)
  const value = (id: string): number => addFacts(book, [id])
  const children = (value('DG-residents') * value('DG-children')) / 100
  const parts = [assumed('primaryPart'), assumed('juniorPart'), 1 - assumed('primaryPart') - assumed('juniorPart')]
  const shares = towns.map(({ area }) => assumed(`share-${area}`))
  const built = (kind: string, stage: string, places: number, fact: string): ProjectRow[] =>
    apportion(places, shares).map((part, t) => ({ project: `${kind}, ${towns[t]!.en}`, area: towns[t]!.area, stage, sector: 'public', kind: 'new', opens: assumed('opens'), places: part, certainty: assumed('kept'), phaseIn: 'at-once', fact }))
  const fullness: Readonly<Record<string, (full: number) => number>> = { kindergarten: () => assumed('kindergartenFull'), primary: (full) => full, junior: (full) => full * assumed('juniorFull'), senior: () => assumed('seniorFull') }
  return {
    areas: [{ area: 'china', nameEn: 'China', nameZh: '全国' }, { area: 'dongguan', parent: 'china', nameEn: 'Dongguan', nameZh: '东莞市' }, ...towns.map(({ area, zh, en }) => ({ area, parent: 'dongguan', nameZh: zh, nameEn: en }))],
    births: chinaBirthRows,
    pupils: madePupils('dongguan', towns.map(({ area }) => ({ area, share: assumed(`share-${area}`), growth: assumed(`growth-${area}`) })), children, 2021, { kindergarten: assumed('attendKindergarten'), junior: assumed('attendJunior'), senior: assumed('attendSenior') }),
    projects: [...apportion(value('DG-01'), parts).flatMap((places, s) => built('schools of 2021', stages[s]!, places, 'DG-01')), ...built('kindergartens of 2021', 'kindergarten', value('DG-02'), 'DG-02')],
    assumptions: towns.flatMap(({ area }) => Object.entries(fullness).map(([stage, of]) => ({ assumption: 'utilisation' as const, area, stage, value: of(assumed(`full-${area}`)) }))),
    facts,
  }
}
