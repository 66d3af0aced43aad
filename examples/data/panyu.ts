// Panyu district, Guangzhou: what the documents say, as facts, and the tables made of them with named assumptions.

import { addFacts, createFactBook } from 'school-places'
import type { Fact, ProjectRow, Tables } from 'school-places'

import { assumptionFacts } from './assumptions'
import { chinaBirthRows, chinaBirths } from './china-births'

function fact(id: string, measure: string, value: number, year: number, detail: Partial<Fact> = {}): Fact {
  return { id, measure, value, unit: 'places', source: '番禺区教育系统 2021年工作总结及2022年工作计划', date: '2021-12', status: 'achieved', bound: 'exact', evidence: 'A', area: 'panyu', year, ...detail }
}

export const panyuFacts: readonly Fact[] = [
  fact('PY-03', 'new public compulsory places', 5_520, 2021),
  fact('PY-03p', 'new public primary places', 3_780, 2021, { stage: 'primary', partOf: 'PY-03' }),
  fact('PY-03j', 'new public junior places', 1_740, 2021, { stage: 'junior', partOf: 'PY-03' }),
  fact('PY-05', 'new inclusive kindergarten places', 9_120, 2021, { stage: 'kindergarten', note: 'inclusive (普惠) contains public (公办)' }),
  fact('PY-04', 'new public kindergarten places', 4_680, 2021, { stage: 'kindergarten', sector: 'public', partOf: 'PY-05' }),
  fact('PY-07', 'public kindergartens to build or extend', 23, 2021, { unit: 'projects' }),
  fact('PY-07s', 'public kindergartens started', 16, 2021, { unit: 'projects', partOf: 'PY-07' }),
  fact('PY-07c', 'public kindergartens completed', 8, 2021, { unit: 'projects', partOf: 'PY-07s' }),
  fact('PY-10', 'new public compulsory places', 4_680, 2022, { status: 'planned' }),
  fact('PY-11', 'new public kindergarten places', 4_109, 2022, { status: 'planned', sector: 'public' }),
  fact('PY-22j', 'junior leavers who sat the exam', 14_996, 2020, { grade: 'J3', unit: 'pupils' }),
  fact('PY-22s', 'senior leavers who sat the exam', 8_950, 2020, { grade: 'S3', unit: 'pupils' }),
  fact('PY-23', 'compulsory pupils who should have after-school service', 180_960, 2021, { unit: 'pupils', status: 'derived', bound: 'about', evidence: 'derived', note: '122,800 ÷ 67.86 %' }),
]

export const panyuAssumptions = {
  kindergartenParticipation: { value: 0.92, reason: 'national gross enrolment in kindergarten 2024, 92.0 %' },
  seniorParticipation: { value: 0.61, reason: 'general senior entrants ÷ junior leavers, national 2024, 61.02 %' },
  juniorProgression: { value: 0.995, reason: 'junior entrants ÷ primary leavers, national 2023–2025, 0.995–0.996' },
  utilisation: { value: 1, reason: 'all places were taken in 2021: the stock of places is not published, so the balance tells the change since then' },
  primaryShare: { value: 3_780 / 5_520, reason: 'primary part of the compulsory places of 2022, as in 2021' },
} as const

/** The tables of Panyu under the given assumptions. */
export function panyuTables(assumptions: Readonly<Record<keyof typeof panyuAssumptions, { value: number; reason: string }>> = panyuAssumptions): Tables {
  const facts = [...panyuFacts, ...chinaBirths, ...assumptionFacts('panyu', assumptions)]
  const book = createFactBook(facts)
  const value = (id: string): number => addFacts(book, [id])
  const primary2022 = Math.round(value('PY-10') * assumptions.primaryShare.value)
  const project = (name: string, opens: number, stage: string, sector: ProjectRow['sector'], places: number, id: string): ProjectRow => ({ project: name, area: 'panyu', stage, sector, kind: 'new', opens, places, fact: id })

  return {
    areas: [
      { area: 'china', nameEn: 'China', nameZh: '全国' },
      { area: 'panyu', parent: 'china', nameEn: 'Panyu', nameZh: '番禺区' },
    ],
    births: chinaBirthRows,
    pupils: [
      { area: 'panyu', grade: 'J3', year: 2020, pupils: value('PY-22j'), fact: 'PY-22j' },
      { area: 'panyu', grade: 'S3', year: 2020, pupils: value('PY-22s'), fact: 'PY-22s' },
    ],
    totals: [{ area: 'panyu', stages: 'primary+junior', year: 2021, pupils: value('PY-23'), fact: 'PY-23' }],
    projects: [
      project('3 schools 2021', 2021, 'primary', 'public', value('PY-03p'), 'PY-03p'),
      project('3 schools 2021', 2021, 'junior', 'public', value('PY-03j'), 'PY-03j'),
      project('11 public kindergartens 2021', 2021, 'kindergarten', 'public', value('PY-04'), 'PY-04'),
      // The 23 inclusive kindergartens contain the 11 public ones: only the rest is private.
      project('12 private inclusive kindergartens 2021', 2021, 'kindergarten', 'private-inclusive', value('PY-05') - value('PY-04'), 'PY-05'),
      project('3 schools 2022', 2022, 'primary', 'public', primary2022, 'PY-10'),
      project('3 schools 2022', 2022, 'junior', 'public', value('PY-10') - primary2022, 'PY-10'),
      project('23 public kindergartens 2022', 2022, 'kindergarten', 'public', value('PY-11'), 'PY-11'),
    ],
    assumptions: [
      { assumption: 'participation', stage: 'kindergarten', value: assumptions.kindergartenParticipation.value, fact: 'assume-kindergartenParticipation' },
      { assumption: 'participation', stage: 'senior', value: assumptions.seniorParticipation.value, fact: 'assume-seniorParticipation' },
      { assumption: 'progression', grade: 'J1', value: assumptions.juniorProgression.value, fact: 'assume-juniorProgression' },
      ...['kindergarten', 'primary', 'junior', 'senior'].map((stage) => ({ assumption: 'utilisation' as const, stage, value: assumptions.utilisation.value, fact: 'assume-utilisation' })),
    ],
    facts,
  }
}
