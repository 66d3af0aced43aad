// Donghu district, Nanchang: what the district's report on 2021 and plan for 2022 say, as facts.

import type { Fact } from 'school-places'

import { figuresOf } from './figures'

const fact = figuresOf({ source: '南昌市东湖区教体局 2021年工作总结及2022年工作计划（东教字〔2022〕1号）', date: '2022-01-17', area: 'donghu', status: 'achieved' })
const planned = { status: 'planned' } as const
const kindergarten = { stage: 'kindergarten' } as const

export const donghuFacts: readonly Fact[] = [
  fact('DH-01a', 'new public kindergartens', '5所', 2021, kindergarten),
  fact('DH-01', 'new public kindergarten places', '900余个', 2021, { ...kindergarten, sector: 'public' }),
  fact('DH-02a', 'new public kindergartens opened', '3所', 2021, { ...kindergarten, partOf: 'DH-01a' }),
  fact('DH-02b', 'of these, very small kindergartens', '2所', 2021, { ...kindergarten, partOf: 'DH-02a' }),
  fact('DH-02', 'children admitted by the new public kindergartens', '360余名', 2021, { ...kindergarten, sector: 'public', unit: 'pupils' }),
  fact('DH-03a', 'neighbourhood kindergartens accepted', '22所', 2021, kindergarten),
  fact('DH-03b', 'neighbourhood kindergartens completed', '3所', 2021, kindergarten),
  fact('DH-04', 'private kindergartens recognised as inclusive', '5所', 2021, { ...kindergarten, sector: 'private-inclusive' }),
  fact('DH-05', 'cost of Chengbei kindergarten', '1000余万元', 2021, kindergarten),
  fact('DH-06', 'places of Youzhenglu school, Tianji campus', '1620个', 2022, { stage: 'primary', sector: 'public', ...planned, period: '2022-09' }),
  fact('DH-06c', 'classes of Youzhenglu school, Tianji campus', '36个', 2022, { stage: 'primary', unit: 'classes', status: 'derived', evidence: 'derived', note: '1,620 ÷ 45: six a grade' }),
  fact('DH-07', 'cost of the land of Yuzhang school, Guangming campus', '5700万元', 2021),
  fact('DH-08', 'cost of works for balanced quality', '4000余万元', 2021, { stage: 'compulsory' }),
  fact('DH-10', 'new campuses under way', '3个', 2022, { unit: 'campuses', ...planned, note: 'Tianji opens in autumn, Zijin starts building, Guangming gets ready to start' }),
  fact('DH-10a', 'campuses to open', '1个', 2022, { unit: 'campuses', ...planned, partOf: 'DH-10', note: 'Youzhenglu school, Tianji campus' }),
  fact('DH-10b', 'campuses to start building', '1个', 2022, { unit: 'campuses', ...planned, partOf: 'DH-10', note: 'Yuxin school, Zijin campus' }),
  fact('DH-10c', 'campuses to be ready to start', '1个', 2022, { unit: 'campuses', ...planned, partOf: 'DH-10', note: 'Yuzhang school group, Guangming campus' }),
  fact('DH-11a', 'schools to extend', '4所', 2022, { unit: 'projects', ...planned }),
  fact('DH-11b', 'new sports halls and grounds', '10处', 2022, { unit: 'sites', ...planned }),
  fact('DH-11c', 'music and art rooms to refit', '63间', 2022, { unit: 'rooms', ...planned }),
  fact('DH-12', 'kindergarten campuses to build', '1所', 2022, { ...kindergarten, ...planned }),
  fact('DH-14', 'share of pupils admitted by catchment', '100%', 2022, { stage: 'compulsory', ...planned }),
  fact('DH-17', 'teachers', '1576名', 2021, { covers: 'primary+junior' }),
  fact('DH-18a', 'schools with after-school service', '21所', 2021, { covers: 'primary+junior+special' }),
  fact('DH-18b', 'share of pupils in after-school service', '90%', 2021, { stage: 'compulsory' }),
  fact('DH-19', 'schools and kindergartens', '45所', 2021, { covers: 'kindergarten+primary+junior' }),
  fact('DH-20a', 'share of pupils reached by good schools', '80%', 2021, { stage: 'compulsory' }),
  fact('DH-20b', 'education groups', '4个', 2021, { unit: 'groups' }),
  fact('DH-21', 'schools joined into one group', '4所', 2021, { stage: 'primary', period: '2021-08' }),
  fact('DH-22a', 'teachers recruited', '29人', 2021),
  fact('DH-22b', 'teachers exchanged between schools', '65人', 2021),
  fact('DH-23', 'enrolment of disabled children', '96.92%', 2021, { stage: 'special' }),
  fact('DH-24a', 'first year of the kindergarten quality programme', '2021', 2021, { ...kindergarten, unit: 'year', status: 'rule', period: '2021/2023' }),
  fact('DH-24b', 'last year of the kindergarten quality programme', '2023', 2021, { ...kindergarten, unit: 'year', status: 'rule', period: '2021/2023' }),
  fact('DH-25a', 'yearly addition for the housing fund', '1000万元', 2021),
  fact('DH-25b', 'yearly grant for after-school service', '200万元', 2021),
]
