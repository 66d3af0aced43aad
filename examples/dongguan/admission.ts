// Who is admitted: the cut-off of Changping, places for admission by points, communities without a public kindergarten, and an indicator of the bureau's own.

import { admitInOrder, addFacts, createFactBook, pointsPlaces, predictCutOff, quantile, raiseAlerts, stageOf, summarise, uncoveredCommunities, valueAt } from 'school-places'
import type { Plan } from 'school-places'
import { evaluateIndicator } from 'school-places/indicators'
import { withCommas } from 'school-places/report'
import type { Section } from 'school-places/report'
import { chanceRule } from 'school-places/standards'

import { changpingApplicants, communities, kindergartens } from '../data/dongguan-cases'
import { sectionOf, tableOf, words } from '../sections'
import { townName } from './shortage'

/** As published: 537 registered children above the places, nobody placed who registered on or after 2024-09-09. The list itself is made to fit. */
export function cutOffSection(plan: Plan, places: number): Section {
  const above = addFacts(createFactBook(plan.dataset.facts), ['DG-CP-above'])
  const rule = { places, categories: [{ category: '户籍', by: 'date' as const }] }
  const applicants = changpingApplicants(places, above)
  const [now] = admitInOrder(applicants, rule).categories
  const rows = [1, 0.98, 0.95, 0.9].map((qualification) => {
    const [forecast] = predictCutOff(applicants, rule, { qualification, draws: 200, seed: 1 })
    return { share: qualification, early: forecast?.firstUnplaced?.early, middle: forecast?.firstUnplaced?.middle, late: forecast?.firstUnplaced?.late, unplaced: forecast?.unplaced }
  })
  const table = tableOf(
    'cut-off',
    words(`常平2026年初一：户籍生${withCommas(applicants.length)}人，公办学位${withCommas(places)}个`, `Changping, junior 2026: ${withCommas(applicants.length)} registered children, ${withCommas(places)} public places`),
    [['share', '实际到校比例', 'Who come', 'percent'], ['early', '最早（10%）', 'Early tenth'], ['middle', '首个排不上的入户日', 'First day not placed'], ['late', '最晚（90%）', 'Late tenth'], ['unplaced', '排不上人数', 'Unplaced', 'count']],
    rows,
  )
  const note = words(`公布：超出537人，2024-09-09及以后入户排不上；本例重现：超出${now?.unplaced}人，${now?.firstUnplaced}。名单与学位数为假设。`, `Published: 537 above, registered on or after 2024-09-09 not placed. This example: ${now?.unplaced} above, ${now?.firstUnplaced}. The list and the places are assumed.`)
  return sectionOf('cut-off', words('常平初一：排到哪一天', 'Changping: up to which day children are placed'), [table], note)
}

/** Public entry places, who comes first, what is left for points, and what must be bought for the published share of migrant children. */
export function pointsSection(plan: Plan, year: number, part: (name: string) => number): Section {
  const target = addFacts(createFactBook(plan.dataset.facts), ['DG-15']) / 100
  const middle = (cube: typeof plan.balance.grades.pupils) => summarise(cube, { middle: quantile(0.5) }).middle
  const [there, come] = [middle(plan.balance.grades.places), middle(plan.balance.grades.pupils)]
  const rows = plan.dataset.planningAreas.filter((area) => area !== 'other').map((area) => {
    const children = Math.round(valueAt(come, { area, grade: 'P1', year }))
    const [local, favoured] = [Math.round(children * part('localPart')), Math.round(children * part('favouredPart'))]
    const places = Math.round(valueAt(there, { area, grade: 'P1', year }) * part('publicPart'))
    const left = pointsPlaces({ places, groups: [{ group: '户籍', pupils: local }, { group: '优待', pupils: favoured }] }).places
    const migrants = children - local - favoured
    return { area: townName(area), places, children, left, migrants, share: Math.min(1, left / migrants), buy: Math.max(0, Math.ceil(target * migrants) - left) }
  })
  const table = tableOf(
    'points',
    words(`${year}年小学一年级：公办学位减去户籍与优待，余为积分入学`, `Primary grade 1, ${year}: what local and favoured children leave of the public places`),
    [['area', '镇街', 'Town'], ['places', '公办学位', 'Public places', 'count'], ['children', '适龄', 'Children', 'count'], ['left', '可供积分', 'By points', 'count'], ['migrants', '随迁', 'Migrant', 'count'], ['share', '随迁在公办', 'In public', 'percent'], ['buy', '达50%须购买', 'To buy for 50 %', 'count']],
    rows,
  )
  return sectionOf('points', words('积分入学学位', 'Admission by points'), [table])
}

export function communitySection(): Section {
  const table = tableOf(
    'communities',
    words('无公办幼儿园社区（虚拟），按适龄儿童数排序', 'Communities (made up) without a public kindergarten, most children first'),
    [['rank', '序', 'Rank', 'count'], ['area', '镇街', 'Town'], ['community', '社区', 'Community'], ['children', '适龄儿童', 'Children', 'count'], ['inclusivePlaces', '普惠学位', 'Inclusive places', 'count'], ['unserved', '无园可上', 'Without any', 'count']],
    uncoveredCommunities(communities, kindergartens).map((row) => ({ ...row })),
  )
  return sectionOf('communities', words('无公办幼儿园社区台账', 'Communities without a public kindergarten'), [table])
}

/** An indicator that the bureau writes itself: classes of 45 that are missing, and a warning rule about it. */
export function indicatorSection(plan: Plan, expression: string): Section {
  const classes = evaluateIndicator(plan.balance, { id: 'classes', expression })
  const rule = { ...chanceRule, id: 'classes', name: words('缺班数', 'classes missing'), measure: 'indicator' as const, indicator: 'classes', stages: ['primary', 'junior'], levels: [{ level: 'some', name: words('缺10班', '10 classes'), atLeast: 10 }, { level: 'many', name: words('缺30班', '30 classes'), atLeast: 30 }] }
  const alerts = raiseAlerts(plan.balance, { rules: [rule], indicators: { classes } }).filter((alert) => alert.area !== 'other')
  const table = tableOf(
    'own-indicator',
    words(`自定义指标 ${expression}：达到10班、30班的镇街`, `Own indicator ${expression}: towns that reach 10 and 30 classes`),
    [['area', '镇街', 'Town'], ['stage', '学段', 'Stage'], ['level', '级别', 'Level'], ['first', '首年', 'From', 'year'], ['most', '最多', 'Most', 'count'], ['year', '年份', 'In', 'year']],
    alerts.map((alert) => {
      const most = alert.years.reduce((a, b) => (b.value > a.value ? b : a))
      return { area: townName(alert.area), stage: stageOf(plan.rates.ladder, alert.stage).name, level: alert.levelName, first: alert.firstYear, most: most.value, year: most.year }
    }),
  )
  return sectionOf('own-indicator', words('自定义指标', 'An indicator of your own'), [table])
}
