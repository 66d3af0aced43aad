// What education groups (教育集团) can share, who falls back from the private lottery, and the alerts, shortage first and surplus after the peak.

import { addFacts, createFactBook, drawLottery, entryView, groupBalance, planPlaces, quantile, stageOf, summarise, valueAt } from 'school-places'
import type { Plan } from 'school-places'
import type { Section } from 'school-places/report'

import type { NamedAssumptions } from '../data/assumptions'
import { groupTables, privateSchools } from '../data/guangzhou-city'
import { sectionOf, tableOf, words } from '../sections'
import { city, districtName } from './layout'

export function groupSection(): Section {
  const { balance } = planPlaces(groupTables(), { origin: 2020, horizon: 5 })
  const groups = ['甲', '乙'].map((label) => ({ label: `${label}集团`, members: balance.stages.pupils.axes.area.labels.filter((area) => area.startsWith(label)) }))
  const { apart, shared, movable } = groupBalance(balance, groups)
  const rows = groups.flatMap(({ label }) => [2020, 2021, 2023, 2025].map((year) => {
    const of = (cube: typeof movable): number => valueAt(cube, { area: label, stage: 'primary', year })
    return { label, year, pupils: of(apart.pupils), places: of(apart.places), apart: of(apart.unmet), movable: of(movable), shared: of(shared.unmet) }
  }))
  const table = tableOf(
    'groups',
    words('两个教育集团（虚拟）：各校区分开看、集团内打通看', 'Two education groups (made up): campus by campus, and with places shared'),
    [['label', '集团', 'Group'], ['year', '学年', 'Year', 'year'], ['pupils', '学生', 'Pupils', 'count'], ['places', '学位', 'Places', 'count'], ['apart', '各校缺口', 'Unmet apart', 'count'], ['movable', '集团内可调', 'Can move', 'count'], ['shared', '打通后仍缺', 'Still unmet', 'count']],
    rows,
  )
  return sectionOf('groups', words('教育集团内可调学位', 'What education groups can share'), [table], words('校区为虚拟；同年级之间才可调。', 'The campuses are made up. Only places of the same grade help.'))
}

/** As many private places as applicants in sum, and yet many are not drawn: they want other schools. */
export function lotterySection(plan: Plan, assumptions: NamedAssumptions): Section {
  const book = createFactBook(plan.dataset.facts)
  const [places, applicants] = [addFacts(book, ['GZ-private-places']), addFacts(book, ['GZ-private-applicants'])]
  const lottery = drawLottery(privateSchools(assumptions, places, applicants), { draws: 100, seed: 1 })
  const { pupils, places: there } = groupBalance({ ...plan.balance, stages: entryView(plan.balance) }, city).apart
  const middle = (cube: typeof pupils): number => valueAt(summarise(cube, { middle: quantile(0.5) }).middle, { area: 'city', stage: 'junior', year: 2025 })
  const schools = tableOf(
    'lottery',
    words('2025年民办初中摇号', 'Lots of private junior schools, 2025'),
    [['school', '学校', 'Schools'], ['places', '计划', 'Places', 'count'], ['applicants', '报名', 'Applicants', 'count'], ['ratio', '报名÷计划', 'Ratio', 'percent'], ['admitted', '预计录取', 'Admitted', 'count'], ['free', '预计空余', 'Free', 'count']],
    lottery.schools.map((each) => ({ ...each })),
  )
  const groups = tableOf(
    'fallback',
    words('落选回到公办的学生', 'Who falls back into public demand'),
    [['group', '类别', 'Group'], ['applicants', '报名', 'Applicants', 'count'], ['admitted', '录取', 'Admitted', 'count'], ['fallback', '回公办', 'Fall back', 'count'], ['low', '低', '10 %', 'count'], ['high', '高', '90 %', 'count']],
    lottery.groups.map((each) => ({ ...each, group: each.group === '户籍' ? words('户籍', 'local') : words('随迁', 'migrant') })),
  )
  const [come, seats] = [middle(pupils), middle(there)]
  const round = (value: number): string => Math.round(value).toLocaleString('en-US')
  const note = words(
    `全市计划${round(places)}、报名${round(applicants)}：总数够，热门校不够。回公办${round(lottery.fallback.mean)}人（80%区间${round(lottery.fallback.low)}—${round(lottery.fallback.high)}）。2025年初一预计${round(come)}人，本例学位${round(seats)}个（含民办）。`,
    `${round(places)} places, ${round(applicants)} applicants: enough in sum, not in the schools that many want. ${round(lottery.fallback.mean)} fall back (80 % range ${round(lottery.fallback.low)}–${round(lottery.fallback.high)}). Junior entrants of 2025: about ${round(come)} against ${round(seats)} places of this example, private ones among them.`,
  )
  return sectionOf('lottery', words('公民同招与摇号落选', 'Private admission by lot'), [schools, groups], note)
}

/** First years of shortage and of surplus by district and stage. */
export function alertSection(plan: Plan): Section {
  const rows = plan.balance.stages.pupils.axes.area.labels.flatMap((area) =>
    plan.balance.stages.pupils.axes.stage.labels.map((stage) => {
      const of = (rule: string) => plan.alerts.find((alert) => alert.area === area && alert.stage === stage && alert.rule === rule)
      const [short, surplus, falling] = [of('chance'), of('surplus'), of('falling-rolls')]
      return { area: districtName(area), stage: stageOf(plan.rates.ladder, stage).name, from: short?.firstYear, chance: short?.years[0]?.chance, to: short?.years.at(-1)?.year, worst: short?.worst.places, by: short?.decideBy.find((each) => each.remedy === 'conventional')?.year, falling: falling?.firstYear, surplus: surplus?.firstYear, give: surplus?.clear?.places }
    }),
  )
  const table = tableOf(
    'alerts-by-district',
    words('先缺后余：各区各学段的预警', 'First short, then spare: alerts by district and stage'),
    [['area', '区', 'District'], ['stage', '学段', 'Stage'], ['from', '缺自', 'Short from', 'year'], ['chance', '该年可能性', 'Chance then', 'percent', plan.balance.stages.pupils.axes.draw.labels.length], ['to', '缺至', 'to', 'year'], ['worst', '最多缺', 'Most', 'count'], ['by', '新建最迟决策', 'Build by', 'year'], ['falling', '生源降10%自', 'Falls 10 % from', 'year'], ['surplus', '富余自', 'Spare from', 'year'], ['give', '可调出', 'To give up', 'count']],
    rows,
  )
  return sectionOf('first-short-then-spare', words('先缺后余', 'First short, then spare'), [table], words('缺：至少20%可能有学生没有学位；富余：峰值后空余不低于10%且持续到2035年。同一学段可同时有缺有余：高年级满、低年级空。最多缺为各次模拟的中位数；新建最迟早于2020年的已赶不上首年，先分流或购买学位。', 'Short: a chance of 20 % or more that somebody has no place; spare: 10 % or more free, lasting to 2035. A stage can be both: its upper grades full, its lower ones empty. Most is the median of the futures; where the year to build by is before 2020, new schools come too late for the first year: divert or buy places first.'))
}
