// Bao'an district, Shenzhen: the rest of what the half-year report of 2021 says, and other publications, as facts.
// The facts that the tables of the example use are in baoan.ts.

import type { Fact } from 'school-places'

import { figuresOf } from './figures'

const fact = figuresOf({ source: '宝安区教育局 2021年上半年工作总结', date: '2021-07', area: 'baoan', status: 'achieved' })
const planned = { status: 'planned' } as const
const half = { period: '2021-01/2021-06' } as const
const derived = (note: string): Partial<Fact> => ({ status: 'derived', evidence: 'derived', note })

export const baoanReportFacts: readonly Fact[] = [
  fact('BA-01s', 'schools that open', '7所', 2021, { stage: 'compulsory', ...planned }),
  fact('BA-04', 'projects started', '15所', 2021, { unit: 'projects', ...half, covers: 'kindergarten+compulsory+senior' }),
  fact('BA-04x', 'growth of projects started', '翻了一番', 2021, half),
  fact('BA-04y', 'projects started beyond the target of the year', '2所', 2021, { unit: 'projects', period: '2021' }),
  fact('BA-05', 'projects started', '1所', 2021, { unit: 'projects', stage: 'senior', ...half, partOf: 'BA-04' }),
  fact('BA-05r', 'completion of the target of projects started', '100%', 2021, { stage: 'senior', ...half }),
  fact('BA-06', 'projects started', '9所', 2021, { unit: 'projects', stage: 'compulsory', ...half, partOf: 'BA-04' }),
  fact('BA-06r', 'completion of the target of projects started', '300%', 2021, { stage: 'compulsory', ...half }),
  fact('BA-07', 'projects started', '5所', 2021, { unit: 'projects', stage: 'kindergarten', ...half, partOf: 'BA-04' }),
  fact('BA-07r', 'completion of the target of projects started', '250%', 2021, { stage: 'kindergarten', ...half }),
  fact('BA-08a', 'projects approved together', '25个', 2021, { unit: 'projects', stage: 'compulsory', ...half }),
  fact('BA-08b', 'projects approved together', '4个', 2021, { unit: 'projects', stage: 'kindergarten', ...half }),
  fact('BA-09', 'planned school sites not yet built on that are secured', '15宗', 2021, { unit: 'sites', ...half, note: '初步: preliminary' }),
  fact('BA-10', 'schools in preparation, to start in the second half', '6所', 2021, { unit: 'projects', ...planned, period: '2021-07/2021-12' }),
  fact('BA-11', 'extensions to be approved together', '8所', 2021, { unit: 'projects', ...planned, period: '2021-07/2021-12' }),
  fact('BA-13', 'sources of the places of 2023–2025', '3项', 2021, { unit: 'sources', ...planned, note: 'sites in hand, take-back of private schools, planned sites not yet built on' }),
  fact('BA-16s', 'private senior schools brought in', '2所', 2021, { stage: 'senior', ...half }),
  fact('BA-17s', 'private kindergartens licensed', '1所', 2021, { stage: 'kindergarten', ...half }),
  fact('BA-20', 'primary grade 1 admission plan, all sectors', '41785人', 2021, { unit: 'places', grade: 'P1', ...planned }),
  fact('BA-21', 'junior grade 1 admission plan, all sectors', '31123人', 2021, { unit: 'places', grade: 'J1', ...planned }),
  fact('BA-24', 'new schools with a catchment drawn', '7所', 2021, { stage: 'compulsory' }),
  fact('BA-30', 'kindergartens made public: approval to end the private one', '112所', 2021, { stage: 'kindergarten', period: '2021-06' }),
  fact('BA-31', 'kindergartens made public: private one deregistered', '67所', 2021, { stage: 'kindergarten', period: '2021-06', partOf: 'BA-30' }),
  fact('BA-32', 'kindergartens made public: 40 % instalment claimed', '22所', 2021, { stage: 'kindergarten', period: '2021-06', partOf: 'BA-31' }),
  fact('BA-34', 'allowance to kindergarten children', '1.93亿元', 2021, { stage: 'kindergarten' }),
  fact('BA-35a', 'kindergarten staff with a long-service allowance', '8472名', 2021, { stage: 'kindergarten' }),
  fact('BA-35b', 'long-service allowance of kindergarten staff', '3800.97万元', 2021, { stage: 'kindergarten' }),
  fact('BA-35c', 'kindergarten staff with a degree allowance', '2099名', 2021, { stage: 'kindergarten' }),
  fact('BA-35d', 'degree allowance of kindergarten staff', '873万元', 2021, { stage: 'kindergarten' }),
  fact('BA-41', 'institutions ready for term', '580个', 2020, { unit: 'schools' }),
  fact('BA-43a', 'private schools', '63所', 2021, { sector: 'private' }),
  fact('BA-43b', 'campuses of private schools', '66个', 2021, { sector: 'private', unit: 'campuses' }),
  fact('BA-45a', 'teacher posts to recruit', '371名', 2021),
  fact('BA-45b', 'teachers chosen', '336人', 2021, { partOf: 'BA-45a' }),
  fact('BA-45c', 'kindergarten posts to recruit', '860个', 2021, { unit: 'people', stage: 'kindergarten' }),
  fact('BA-45d', 'applicants for kindergarten posts', '4000多人', 2021, { stage: 'kindergarten' }),
  fact('BA-52a', 'pupils above the line for special degree courses', '2091人', 2020, { unit: 'pupils', grade: 'S3' }),
  fact('BA-52b', 'share of pupils above the line for special degree courses', '33.06%', 2020, { grade: 'S3' }),
  fact('BA-52c', 'pupils above the line for degree courses', '4795人', 2020, { unit: 'pupils', grade: 'S3' }),
  fact('BA-52d', 'share of pupils above the line for degree courses', '75.81%', 2020, { grade: 'S3' }),
  fact('BA-52e', 'pupils above the line for special degree courses', '1962人', 2019, { unit: 'pupils', grade: 'S3', ...derived('2,091 − 129') }),
  fact('BA-52f', 'share of pupils above the line for special degree courses', '29.44%', 2019, { grade: 'S3' }),
  fact('BA-52g', 'pupils above the line for degree courses', '4673人', 2019, { unit: 'pupils', grade: 'S3', ...derived('4,795 − 122') }),
  fact('BA-52h', 'share of pupils above the line for degree courses', '70.11%', 2019, { grade: 'S3' }),
  fact('BA-71', 'new public compulsory places', '2.31万个', 2021, { source: 'edu.wybstv.com.cn 2022-05-16, district briefing', date: '2022-05', evidence: 'B' }),
]
