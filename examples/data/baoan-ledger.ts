// Bao'an's building ledger of mid-2021. The report gives sums and dates of openings; which street has which school, and every date between, is
// an assumption of this example, made to look like a ledger of a week.

import type { Fact } from 'school-places'
import type { LedgerChanges, LedgerProjectRow, LedgerTables, MilestoneRow } from 'school-places/track'

const report = '宝安区教育局2021年上半年工作总结和下半年工作计划'

function fact(id: string, measure: string, value: number, unit: string, detail: Partial<Fact> = {}): Fact {
  return { id, measure, value, unit, source: report, date: '2021-06-30', status: 'achieved', bound: 'exact', evidence: 'C', area: '宝安区', ...detail }
}

export const ledgerFacts: readonly Fact[] = [
  fact('BA-01', 'places of 7 schools that open in September 2021', 14_700, 'places', { status: 'planned', year: 2021 }),
  fact('BA-04', 'schools and kindergartens started', 15, 'projects'),
  fact('BA-06', 'compulsory schools started, 300 % of the target', 9, 'projects'),
  fact('BA-07', 'kindergartens started, 250 % of the target', 5, 'projects'),
  fact('BA-PLAN', 'compulsory places 2021–2025', 187_000, 'places', { source: 'edu.wybstv.com.cn 2022-05-16', date: '2022-05-16', status: 'planned', evidence: 'B' }),
]

const streets = ['新安街道', '西乡街道', '福永街道', '沙井街道', '松岗街道', '石岩街道', '航城街道']
const each = 14_700 / 7

/** Seven schools of 45 classes: 30 × 45 + 15 × 50 = 2,100 places each. */
const opening = streets.map((unit, i): LedgerProjectRow => ({ project: `九年一贯制学校${i + 1}`, unit, kind: 'new', mode: 'traditional', department: i % 2 === 0 ? '建筑工务署' : '街道办', places: { primary: 1350, junior: each - 1350 }, fact: 'BA-01' }))
const started = (prefix: string, count: number, places: Readonly<Record<string, number>>): LedgerProjectRow[] =>
  Array.from({ length: count }, (_, i) => ({ project: `${prefix}${i + 1}`, unit: streets[i % streets.length] ?? '', kind: 'new', mode: 'agent-built', department: '建筑工务署', places }))
const starts = [...started('新开工高中', 1, { senior: 2600 }), ...started('新开工学校', 9, { primary: 1350, junior: 750 }), ...started('新开工幼儿园', 5, { kindergarten: 360 })]

const row = (project: string, milestone: string, status: MilestoneRow['status'], date: string, detail: Partial<MilestoneRow> = {}): MilestoneRow => ({ project, milestone, status, date, ...detail })

export const baoanLedger: LedgerTables = {
  projects: [...opening, ...starts],
  milestones: [
    ...opening.flatMap(({ project }, i) => [
      row(project, 'start', 'planned', '2019-11-01'),
      row(project, 'topped-out', 'planned', '2020-12-15'),
      row(project, 'accepted', 'planned', '2021-07-31'),
      row(project, 'opened', 'planned', '2021-09-01'),
      row(project, 'start', 'actual', `2019-11-${String(10 + i)}`),
      row(project, 'topped-out', 'actual', i < 5 ? `2020-12-${10 + 3 * i}` : `2021-03-0${i}`),
    ]),
    ...starts.flatMap(({ project }, i) => [row(project, 'start', 'planned', '2021-06-30'), row(project, 'opened', 'planned', '2023-09-01'), row(project, 'start', 'actual', `2021-0${1 + (i % 6)}-15`)]),
  ],
  blockers: [{ project: '九年一贯制学校6', what: '市政接驳', department: '水务局', from: '2021-05-20' }],
  targets: [
    { target: '半年：义务教育', indicator: '开工', measure: 'projects', milestone: 'start', stages: 'primary+junior', from: '2021-01-01', to: '2021-06-30', value: 3, fact: 'BA-06' },
    { target: '半年：幼儿园', indicator: '开工', measure: 'projects', milestone: 'start', stages: 'kindergarten', from: '2021-01-01', to: '2021-06-30', value: 2, fact: 'BA-07' },
    { target: '半年：高中', indicator: '开工', measure: 'projects', milestone: 'start', stages: 'senior', from: '2021-01-01', to: '2021-06-30', value: 1 },
    { target: '全年', indicator: '开工', measure: 'projects', milestone: 'start', from: '2021-01-01', to: '2021-12-31', value: 13, fact: 'BA-04' },
  ],
  plans: [{ plan: '十四五义务教育学位', from: 2021, to: 2025, target: 187_000, stages: 'primary+junior', fact: 'BA-PLAN' }],
  facts: ledgerFacts,
}

/** What the meeting of the week after is told. */
export const nextWeek: LedgerChanges = {
  milestones: [
    row('九年一贯制学校1', 'accepted', 'actual', '2021-07-06'),
    row('九年一贯制学校6', 'accepted', 'revised', '2021-10-20', { by: '街道办', reason: '市政接驳未完成' }),
    row('九年一贯制学校6', 'opened', 'revised', '2022-09-01', { by: '街道办', reason: '市政接驳未完成' }),
    row('九年一贯制学校7', 'accepted', 'revised', '2021-08-20', { by: '建筑工务署', reason: '雨季' }),
  ],
}
