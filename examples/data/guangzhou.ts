// Guangzhou: what the city's report on 2020 and points of work for 2021 say, as facts.

import type { Fact } from 'school-places'

import { figuresOf } from './figures'

const fact = figuresOf({ source: '广州市教育局 2020年市教育工作总结和2021年工作要点', date: '2021', area: 'guangzhou', status: 'achieved' })
const planned = { status: 'planned' } as const
const kindergarten = { stage: 'kindergarten' } as const

export const guangzhouFacts: readonly Fact[] = [
  fact('GZ-01a', 'first year of the layout plan of school sites', '2019', 2019, { unit: 'year', status: 'rule', period: '2019/2035' }),
  fact('GZ-01b', 'last year of the layout plan of school sites', '2035', 2019, { unit: 'year', status: 'rule', period: '2019/2035' }),
  fact('GZ-02', 'share of kindergarten children in public kindergartens', '51.11%', 2020, { ...kindergarten, sector: 'public' }),
  fact('GZ-03', 'share of kindergarten children in inclusive kindergartens', '87.04%', 2020, { ...kindergarten, note: 'inclusive (普惠) contains public (公办)' }),
  fact('GZ-02t', 'share of kindergarten children in public kindergartens', '不低于50%', 2020, { ...kindergarten, sector: 'public', status: 'rule', note: 'the 50 of 5080' }),
  fact('GZ-03t', 'share of kindergarten children in inclusive kindergartens', '不低于80%', 2020, { ...kindergarten, status: 'rule', note: 'the 80 of 5080' }),
  fact('GZ-04', 'new public places of the three-year programme', '1.35万个', 2020, { covers: 'primary+junior+senior' }),
  fact('GZ-05', 'unfinished projects of the three-year programme', '17项', 2021, { unit: 'projects', ...planned }),
  fact('GZ-06a', 'education groups', '86个', 2020, { unit: 'groups' }),
  fact('GZ-06b', 'new education groups', '27个', 2020, { unit: 'groups', partOf: 'GZ-06a' }),
  fact('GZ-07', 'model senior schools', '73所', 2020, { stage: 'senior' }),
  fact('GZ-08a', 'share of model senior places given out by school', '50%', 2020, { stage: 'senior' }),
  fact('GZ-08b', 'model senior schools that admit by their own test', '22所', 2020, { stage: 'senior' }),
  fact('GZ-09a', 'pupils', '约36万', 2020, { unit: 'pupils', stage: 'junior' }),
  fact('GZ-09b', 'pupils', '约15万', 2020, { unit: 'pupils', stage: 'senior' }),
  fact('GZ-10a', 'schools with a school doctor', '1571所', 2020, { covers: 'primary+junior+senior' }),
  fact('GZ-10b', 'school doctors', '2432人', 2020, { covers: 'primary+junior+senior' }),
  fact('GZ-10c', 'pupils above which a school must have a doctor', '超过600人', 2020, { unit: 'pupils', status: 'rule' }),
  fact('GZ-11a', 'school canteens', '3671家', 2020, { unit: 'canteens' }),
  fact('GZ-11b', 'schools of all kinds inspected', '4053所', 2020),
  fact('GZ-11c', 'staff', '35万', 2020, { unit: 'people' }),
  fact('GZ-12', 'share of migrant children in public or subsidised private places', '81%', 2020, {
    stage: 'compulsory',
    covers: 'entry grades, qualified applicants',
    note: 'of the applicants who qualify, entry grades only',
  }),
  fact('GZ-14a', 'kindergartens of housing estates put in order', '178所', 2020, kindergarten),
  fact('GZ-14b', 'kindergartens without a licence put in order', '133所', 2020, kindergarten),
  fact('GZ-15a', 'schools with new toilets', '119所', 2020),
  fact('GZ-15b', 'share of toilet works started', '100%', 2020),
  fact('GZ-15c', 'share of toilet works completed', '100%', 2020),
  fact('GZ-15d', 'new toilet floor space', '4560.75平方米', 2020),
  fact('GZ-16a', 'education transfers from the city to its districts', '24.37亿元', 2020),
  fact('GZ-16b', 'growth of education transfers from the city to its districts', '10.9%', 2020),
  fact('GZ-16c', 'public education expenditure', '超600亿元', 2020),
  fact('GZ-17', 'compulsory enrolment of disabled children', '98.86%', 2020, { stage: 'special' }),
  fact('GZ-18', 'compulsory enrolment of disabled children', '95%以上', 2021, { stage: 'special', ...planned }),
  fact('GZ-19', 'share of standard kindergartens', '96%', 2020, kindergarten),
  fact('GZ-22a', 'pupils from which a secondary school has a full-time counsellor', '1000人以上', 2021, { unit: 'pupils', status: 'rule' }),
  fact('GZ-22b', 'pupils from which a primary school has a full-time counsellor', '1200人以上', 2021, { unit: 'pupils', stage: 'primary', status: 'rule' }),
  fact('GZ-26', 'classes for children from Hong Kong and Macao', '25个', 2020, { unit: 'classes', covers: 'primary+junior+senior' }),
  fact('GZ-27', 'private schools, kindergartens and training bodies inspected', '2672所', 2020),
  fact('GZ-02d', 'margin of the public share over 50 %', '1.11个百分点', 2020, { ...kindergarten, status: 'derived', evidence: 'derived', note: '51.11 − 50' }),
  fact('GZ-03d', 'margin of the inclusive share over 80 %', '7.04个百分点', 2020, { ...kindergarten, status: 'derived', evidence: 'derived', note: '87.04 − 80' }),
  fact('GZ-03i', 'share of kindergarten children in private inclusive kindergartens', '35.93%', 2020, { ...kindergarten, sector: 'private-inclusive', status: 'derived', evidence: 'derived', note: '87.04 − 51.11' }),
  fact('GZ-03n', 'share of kindergarten children in other private kindergartens', '12.96%', 2020, { ...kindergarten, sector: 'private', status: 'derived', evidence: 'derived', note: '100 − 87.04' }),
  fact('GZ-16d', 'education transfers from the city to its districts', '21.97亿元', 2019, { status: 'derived', evidence: 'derived', note: '24.37 ÷ 1.109' }),
]
