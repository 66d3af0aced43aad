// Bao'an district, Shenzhen: what the documents say, as facts, and the tables made of them with named assumptions.

import { addFacts, createFactBook } from 'school-places'
import type { Fact, ProjectRow, Tables } from 'school-places'

import { assumptionFacts } from './assumptions'
import { chinaBirthRows, chinaBirths } from './china-births'

const report2021 = '宝安区教育局 2021年上半年工作总结'
const briefing2022 = 'edu.wybstv.com.cn 2022-05-16, district briefing'
const opening2024 = '深圳特区报 2024-09-02'

function fact(id: string, measure: string, value: number, year: number, detail: Partial<Fact> = {}): Fact {
  return { id, measure, value, unit: 'places', source: report2021, date: '2021-07', status: 'planned', bound: 'exact', evidence: 'A', area: 'baoan', year, ...detail }
}

export const baoanFacts: readonly Fact[] = [
  fact('BA-20a', 'primary grade 1 admission plan', 22_225, 2021, { grade: 'P1', sector: 'public' }),
  fact('BA-20b', 'primary grade 1 admission plan', 19_560, 2021, { grade: 'P1', sector: 'private' }),
  fact('BA-21a', 'junior grade 1 admission plan', 17_280, 2021, { grade: 'J1', sector: 'public' }),
  fact('BA-21b', 'junior grade 1 admission plan', 13_843, 2021, { grade: 'J1', sector: 'private' }),
  fact('BA-22a', 'children registered before checking of qualification', 45_521, 2021, { grade: 'P1', unit: 'pupils', status: 'achieved' }),
  fact('BA-22b', 'children registered before checking of qualification', 32_627, 2021, { grade: 'J1', unit: 'pupils', status: 'achieved' }),
  fact('BA-03', 'new public compulsory places', 23_100, 2021, { precision: 100 }),
  fact('BA-01', 'new public compulsory places by building 7 schools', 14_700, 2021, { precision: 100, partOf: 'BA-03' }),
  fact('BA-02', 'new public compulsory places by take-back of private schools', 8_400, 2021, { precision: 100, partOf: 'BA-03' }),
  fact('BA-16', 'new senior places of 2 private schools', 1_755, 2021, { status: 'achieved' }),
  fact('BA-17', 'new private kindergarten places', 300, 2021, { status: 'achieved' }),
  fact('BA-40', 'pupils and staff', 550_000, 2020, { precision: 10_000, unit: 'people', status: 'achieved', bound: 'about' }),
  fact('BA-42', 'staff', 45_000, 2020, { precision: 1_000, unit: 'people', status: 'achieved', bound: 'about' }),
  fact('BA-52', 'grade 12 exam cohort', 6_325, 2020, { grade: 'S3', unit: 'pupils', status: 'derived', evidence: 'derived', note: '2,091 ÷ 33.06 % = 4,795 ÷ 75.81 %' }),
  fact('BA-60', 'new public compulsory places', 29_200, 2022, { source: briefing2022, date: '2022-05', evidence: 'B' }),
  fact('BA-61', 'new senior places', 7_800, 2022, { source: briefing2022, date: '2022-05', evidence: 'B' }),
  fact('BA-62', 'new kindergarten places', 2_500, 2022, { source: briefing2022, date: '2022-05', evidence: 'B' }),
  fact('BA-63', 'target of new compulsory places 2021–2025', 187_000, 2025, { source: briefing2022, date: '2022-05', evidence: 'B' }),
  fact('BA-64', 'target of new senior places 2021–2025', 11_400, 2025, { source: briefing2022, date: '2022-05', evidence: 'B' }),
  fact('BA-65', 'new compulsory places 2021–2023 together', 91_700, 2023, { source: opening2024, date: '2024-09', status: 'achieved', evidence: 'C' }),
  fact('BA-66', 'new public compulsory places', 25_770, 2024, { source: opening2024, date: '2024-09', status: 'achieved', evidence: 'C', bound: 'about' }),
  fact('BA-67', 'new kindergarten places', 4_410, 2024, { source: opening2024, date: '2024-09', status: 'achieved', evidence: 'C' }),
  fact('BA-68', 'new public compulsory places', 39_400, 2023, { source: `${opening2024} less 2021 and the plan of 2022`, date: '2024-09', status: 'derived', evidence: 'derived', note: '91,700 − 23,100 − 29,200, taking the plan of 2022 as delivered' }),
  fact('BA-69', 'new public compulsory places', 69_530, 2025, { source: `${briefing2022} less what was delivered to 2024`, date: '2024-09', status: 'derived', evidence: 'derived', note: '187,000 − 91,700 − 25,770: what is left of the target, not a plan for the year' }),
  fact('BA-70', 'new senior places', 3_600, 2025, { source: `${briefing2022} less the plan of 2022`, date: '2022-05', status: 'derived', evidence: 'derived', note: '11,400 − 7,800: what is left of the target, not a plan for the year' }),
]

export const baoanAssumptions = {
  countedApplicants: { value: 1, reason: 'every registered child counts as a pupil; the report expects balance after qualification is checked, which needs 0.918 in primary' },
  takeBackShare: { value: 8_400 / 23_100, reason: 'share of take-back in the new places of 2022–2025, as in 2021' },
  primaryShare: { value: 1_350 / 2_100, reason: 'primary part of compulsory places, as in a 45-class nine-year school: 30 × 45 of 2,100' },
  kindergartenParticipation: { value: 0.92, reason: 'national gross enrolment in kindergarten 2024, 92.0 %' },
  seniorParticipation: { value: 0.52, reason: 'share of junior leavers who go to public general senior schools, Shenzhen 2025, > 52 %; senior schools admit from the whole city, so pupils without a place here may find one elsewhere' },
  juniorProgression: { value: 0.995, reason: 'junior entrants ÷ primary leavers, national 2023–2025, 0.995–0.996' },
  kindergartenUtilisation: { value: 1, reason: 'kindergartens are full in 2021; their places are not published' },
  seniorUtilisation: { value: 1, reason: 'senior schools are full in 2021; their places are not published' },
  remainderDelivered: { value: 1, reason: 'share of what is left of the 2025 target that opens in 2025' },
} as const

/** The tables of Bao'an under the given assumptions. */
export function baoanTables(assumptions: Readonly<Record<keyof typeof baoanAssumptions, { value: number; reason: string }>> = baoanAssumptions): Tables {
  const facts = [...baoanFacts, ...chinaBirths, ...assumptionFacts('baoan', assumptions)]
  const book = createFactBook(facts)
  const value = (id: string): number => addFacts(book, [id])
  const assumed = (name: keyof typeof baoanAssumptions): number => assumptions[name].value

  // A compulsory total becomes a primary and a junior project; the parts are whole and add up.
  const compulsory = (project: string, opens: number, places: number, kind: ProjectRow['kind'], id: string): ProjectRow[] => {
    const primary = Math.round(places * assumed('primaryShare'))
    return [
      { project, area: 'baoan', stage: 'primary', sector: 'public', kind, opens, places: primary, fact: id },
      { project, area: 'baoan', stage: 'junior', sector: 'public', kind, opens, places: places - primary, fact: id },
    ].filter((row) => row.places > 0) as ProjectRow[]
  }
  const year = (opens: number, id: string, places: number): ProjectRow[] => {
    const takenBack = Math.round(places * assumed('takeBackShare'))
    return [...compulsory(`new ${opens}`, opens, places - takenBack, 'new', id), ...compulsory(`take-back ${opens}`, opens, takenBack, 'take-back', id)]
  }
  const single = (project: string, opens: number, stage: string, sector: ProjectRow['sector'], places: number, id: string): ProjectRow => ({ project, area: 'baoan', stage, sector, kind: 'new', opens, places, fact: id })

  return {
    areas: [
      { area: 'china', nameEn: 'China', nameZh: '全国' },
      { area: 'baoan', parent: 'china', nameEn: "Bao'an", nameZh: '宝安区' },
    ],
    births: chinaBirthRows,
    pupils: [
      { area: 'baoan', grade: 'P1', year: 2021, pupils: value('BA-22a') * assumed('countedApplicants'), fact: 'BA-22a' },
      { area: 'baoan', grade: 'J1', year: 2021, pupils: value('BA-22b') * assumed('countedApplicants'), fact: 'BA-22b' },
      { area: 'baoan', grade: 'S3', year: 2020, pupils: value('BA-52'), fact: 'BA-52' },
    ],
    // The intake plan of 2021, repeated every year, is the size at which the schools run: plan × grades of the stage.
    places: (
      [
        ['primary', 'public', 6, 'BA-20a'],
        ['primary', 'private', 6, 'BA-20b'],
        ['junior', 'public', 3, 'BA-21a'],
        ['junior', 'private', 3, 'BA-21b'],
      ] as const
    ).map(([stage, sector, grades, id]) => ({ area: 'baoan', stage, sector, year: 2021, places: value(id) * grades, fact: id })),
    admissions: (
      [
        ['P1', 'public', 'BA-20a'],
        ['P1', 'private', 'BA-20b'],
        ['J1', 'public', 'BA-21a'],
        ['J1', 'private', 'BA-21b'],
      ] as const
    ).map(([grade, sector, id]) => ({ area: 'baoan', grade, year: 2021, sector, plan: value(id), fact: id })),
    applications: [
      { area: 'baoan', grade: 'P1', year: 2021, applicants: value('BA-22a'), fact: 'BA-22a' },
      { area: 'baoan', grade: 'J1', year: 2021, applicants: value('BA-22b'), fact: 'BA-22b' },
    ],
    projects: [
      ...compulsory('7 new schools 2021', 2021, value('BA-01'), 'new', 'BA-01'),
      ...compulsory('take-back 2021', 2021, value('BA-02'), 'take-back', 'BA-02'),
      single('2 private senior schools', 2021, 'senior', 'private', value('BA-16'), 'BA-16'),
      single('private kindergarten', 2021, 'kindergarten', 'private', value('BA-17'), 'BA-17'),
      ...year(2022, 'BA-60', value('BA-60')),
      ...year(2023, 'BA-68', value('BA-68')),
      ...year(2024, 'BA-66', value('BA-66')),
      ...year(2025, 'BA-69', Math.round(value('BA-69') * assumed('remainderDelivered'))),
      single('senior schools 2022', 2022, 'senior', 'public', value('BA-61'), 'BA-61'),
      single('senior schools 2025', 2025, 'senior', 'public', Math.round(value('BA-70') * assumed('remainderDelivered')), 'BA-70'),
      single('kindergartens 2022', 2022, 'kindergarten', 'public', value('BA-62'), 'BA-62'),
      single('kindergartens 2024', 2024, 'kindergarten', 'public', value('BA-67'), 'BA-67'),
    ],
    assumptions: [
      { assumption: 'participation', stage: 'kindergarten', value: assumed('kindergartenParticipation'), fact: 'assume-kindergartenParticipation' },
      { assumption: 'participation', stage: 'senior', value: assumed('seniorParticipation'), fact: 'assume-seniorParticipation' },
      { assumption: 'progression', grade: 'J1', value: assumed('juniorProgression'), fact: 'assume-juniorProgression' },
      { assumption: 'utilisation', stage: 'kindergarten', value: assumed('kindergartenUtilisation'), fact: 'assume-kindergartenUtilisation' },
      { assumption: 'utilisation', stage: 'senior', value: assumed('seniorUtilisation'), fact: 'assume-seniorUtilisation' },
    ],
    facts,
  }
}
