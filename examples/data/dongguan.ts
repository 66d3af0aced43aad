// Dongguan: what the city's points of work for 2021 say, as facts. All of it is planned; the document gives nothing achieved.

import type { Fact } from 'school-places'

import { figuresOf } from './figures'

const fact = figuresOf({ source: '东莞市委教育工委、市教育局 2021年工作要点', date: '2021', area: 'dongguan', status: 'planned' })
const kindergarten = { stage: 'kindergarten' } as const

export const dongguanFacts: readonly Fact[] = [
  fact('DG-01a', 'public schools to complete, new or extended', '45所', 2021, { covers: 'primary+junior+senior', unit: 'projects' }),
  fact('DG-01', 'new public places', '约4.68万个', 2021, { covers: 'primary+junior+senior', period: '2021-01/2021-12' }),
  fact('DG-02a', 'public kindergartens to build, extend, take back or convert', '18所', 2021, { ...kindergarten, unit: 'projects' }),
  fact('DG-02', 'new public kindergarten places', '超7000个', 2021, { ...kindergarten, sector: 'public', period: '2021-01/2021-12' }),
  fact('DG-09a', 'first year of the programme of public schools', '2021', 2021, { unit: 'year', status: 'rule', period: '2021/2025' }),
  fact('DG-09b', 'last year of the programme of public schools', '2025', 2021, { unit: 'year', status: 'rule', period: '2021/2025' }),
  fact('DG-09c', 'programmes under the main plan', '12项', 2021, { unit: 'programmes' }),
  fact('DG-11a', 'share of kindergarten children in public kindergartens', '不低于50%', 2021, { ...kindergarten, sector: 'public', status: 'rule', note: 'the 50 of 5080' }),
  fact('DG-11b', 'share of kindergarten children in inclusive kindergartens', '不低于80%', 2021, { ...kindergarten, status: 'rule', note: 'the 80 of 5080' }),
  fact('DG-12', 'grant to inclusive kindergartens for each pupil and year', '500元', 2021, kindergarten),
  fact('DG-14', 'share of good public senior places given out by school', '不低于50%', 2021, { stage: 'senior' }),
  fact('DG-15', 'share of migrant children in public or subsidised private places', '不低于50%', 2021, { stage: 'compulsory', covers: 'all grades, all migrant pupils', note: 'of migrant children at school' }),
  fact('DG-16a', 'public teachers to recruit', '超过700名', 2021),
  fact('DG-16b', 'teachers with scarce skills to attract', '50名', 2021),
  fact('DG-18a', 'pupils from which a secondary school has a full-time counsellor', '1000人以上', 2021, { unit: 'pupils', status: 'rule' }),
  fact('DG-18b', 'pupils from which a primary school has a full-time counsellor', '1200人以上', 2021, { unit: 'pupils', stage: 'primary', status: 'rule' }),
  fact('DG-22', 'share of public primary schools with after-school service', '95%以上', 2021, { stage: 'primary' }),
  fact('DG-23', 'towns that share education resources with Songshan Lake', '10个', 2021, { unit: 'areas', status: 'rule', note: '1 + 9' }),
  fact('DG-24a', 'share of teachers with a trade', '超过60%', 2021, { stage: 'vocational' }),
  fact('DG-24b', 'share of public teachers with a trade', '超过70%', 2021, { stage: 'vocational', sector: 'public' }),
  fact('DG-25a', 'brand schools', '不少于40所', 2021),
  fact('DG-25b', 'provincial senior schools with a profile', '5所', 2021, { stage: 'senior' }),
  fact('DG-25c', 'city senior schools with a profile', '不少于8所', 2021, { stage: 'senior' }),
  fact('DG-27', 'days of the campaign for more and better places', '约1000天', 2021, { unit: 'days' }),
]
