// Panyu district, Guangzhou: the rest of what the report on 2021 and plan for 2022 say, as facts.
// The facts that the tables of the example use are in panyu.ts.

import type { Fact } from 'school-places'

import { figuresOf } from './figures'

const fact = figuresOf({ source: '番禺区教育系统 2021年工作总结及2022年工作计划', date: '2021-12', area: 'panyu', status: 'achieved' })
const planned = { status: 'planned' } as const
const kindergarten = { stage: 'kindergarten' } as const

export const panyuReportFacts: readonly Fact[] = [
  fact('PY-01', 'new public schools', '3所', 2021, { stage: 'compulsory' }),
  fact('PY-01a', 'new public primary schools', '2所', 2021, { stage: 'primary', partOf: 'PY-01' }),
  fact('PY-01b', 'new public nine-year schools', '1所', 2021, { stage: 'compulsory', partOf: 'PY-01' }),
  fact('PY-02', 'primary schools that became nine-year schools', '1所', 2021, { stage: 'junior' }),
  fact('PY-04s', 'new public kindergartens', '11所', 2021, { ...kindergarten, sector: 'public', partOf: 'PY-05s' }),
  fact('PY-05s', 'new inclusive kindergartens', '23所', 2021, { ...kindergarten, note: 'inclusive (普惠) presumably contains public (公办)' }),
  fact('PY-06', 'schools built, rebuilt or extended', '58所', 2021, { unit: 'projects', covers: 'kindergarten+primary+junior+senior+vocational+works without places' }),
  fact('PY-06a', 'new floor space', '28.4312万平方米', 2021, { covers: 'kindergarten+primary+junior+senior+vocational+works without places' }),
  fact('PY-06b', 'investment completed', '12.97亿元', 2021, { covers: 'kindergarten+primary+junior+senior+vocational+works without places' }),
  fact('PY-07r', 'share of public kindergartens started', '69.6%', 2021, { ...kindergarten, sector: 'public' }),
  fact('PY-07q', 'share of public kindergartens completed', '34.8%', 2021, { ...kindergarten, sector: 'public' }),
  fact('PY-10s', 'schools to open, among them Zhongyuan school, second campus', '3所', 2022, { ...planned, stage: 'compulsory', covers: 'compulsory+senior', note: 'the campus is told of as a senior one elsewhere in the same text' }),
  fact('PY-11s', 'public kindergartens to build or extend', '23所', 2022, { ...planned, ...kindergarten, sector: 'public', unit: 'projects' }),
  fact('PY-20', 'places for admission by points', '4300个', 2021, { stage: 'compulsory' }),
  fact('PY-20b', 'places for admission by points', '4889个', 2022, { stage: 'compulsory', source: '番禺区教育局 2023-01-10', date: '2023-01-10', evidence: 'C' }),
  fact('PY-20c', 'private places bought', '57244个', 2022, { stage: 'compulsory', sector: 'purchased', source: '番禺区教育局 2023-01-10', date: '2023-01-10', evidence: 'C' }),
  fact('PY-21', 'share of migrant children in public or subsidised private places', '85.9%', 2021, { stage: 'compulsory', covers: 'all grades, migrant pupils enrolled', note: 'of migrant children enrolled in compulsory schools, bought places included' }),
  fact('PY-23s', 'pupils in after-school service', '12.28万人', 2021, { unit: 'pupils', stage: 'compulsory' }),
  fact('PY-23r', 'share of pupils in after-school service', '67.86%', 2021, { stage: 'compulsory' }),
  fact('PY-24a', 'pupils who stay at noon', '93479人', 2021, { unit: 'pupils', stage: 'compulsory' }),
  fact('PY-24b', 'pupils who sleep lying down at noon', '81317人', 2021, { unit: 'pupils', stage: 'compulsory', partOf: 'PY-24a' }),
  fact('PY-24r', 'share of noon pupils who sleep lying down', '约87%', 2021, { stage: 'compulsory' }),
  fact('PY-26a', 'private schools with public partners', '7所', 2021, { stage: 'compulsory', sector: 'private' }),
  fact('PY-26b', 'private schools with public partners, renamed', '6所', 2021, { stage: 'compulsory', sector: 'private', partOf: 'PY-26a' }),
  fact('PY-28', 'senior schools', '14所', 2021, { stage: 'senior' }),
  fact('PY-29', 'schools with special pupils in ordinary classes', '152所', 2021, { stage: 'special' }),
  fact('PY-29r', 'resource rooms for special pupils', '31间', 2021, { unit: 'rooms', stage: 'special' }),
  fact('PY-30a', 'kindergarten groups', '8个', 2021, { ...kindergarten, unit: 'groups' }),
  fact('PY-30b', 'kindergartens and campuses in groups', '50个', 2021, { ...kindergarten, unit: 'schools' }),
  fact('PY-33a', 'graduates recruited as teachers', '177人', 2021),
  fact('PY-33b', 'serving teachers recruited', '161人', 2021),
  fact('PY-34', 'vocational leavers', '2951人', 2021, { stage: 'vocational', unit: 'pupils' }),
  fact('PY-34a', 'vocational leavers who study on', '2224人', 2021, { stage: 'vocational', unit: 'pupils', partOf: 'PY-34' }),
  fact('PY-34b', 'vocational leavers in work', '657人', 2021, { stage: 'vocational', unit: 'pupils', partOf: 'PY-34' }),
  fact('PY-34r', 'share of vocational leavers who study on', '75.36%', 2021, { stage: 'vocational' }),
  fact('PY-34q', 'employment rate of vocational leavers', '98.93%', 2021, { stage: 'vocational', note: 'the denominator is not told' }),
  fact('PY-35', 'schools and kindergartens inspected', '600所', 2021),
  fact('PY-36a', 'schools that get noon rooms', '不少于16所', 2022, { ...planned, stage: 'compulsory' }),
  fact('PY-36b', 'new noon beds', '不少于3000个', 2022, { ...planned, stage: 'compulsory', unit: 'beds' }),
  fact('PY-38', 'master teachers', '约400人', 2022, planned),
]
