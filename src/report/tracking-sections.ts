// Sections about how far work has come and how far it will: funnels, targets, forecasts, places at risk, units, plans.

import { counted, withCommas } from '../core/words.js'
import type { Text } from '../standards/types.js'
import type { Tracking } from '../track/track-ledger.js'
import type { Column, Section } from './report.js'
import { section } from './section.js'
import { milestoneNames, targetStatusNames, verdictNames } from './tracking-words.js'

export function column(key: string, en: string, zh: string, format: Column['format'] = 'text'): Column {
  return { key, heading: { en, zh }, format }
}

/** A rate as a bureau writes it: 69.6 % (16/23). */
function rateText(rate: { readonly value: number; readonly numerator: number; readonly denominator: number } | undefined): string | undefined {
  if (rate === undefined) return undefined
  const part = (value: number): string => (Number.isInteger(value) ? withCommas(value) : value.toFixed(1))
  return `${(rate.value * 100).toFixed(1)} % (${part(rate.numerator)}/${part(rate.denominator)})`
}

export function funnelSections({ funnels }: Tracking): Section[] {
  return funnels.map(({ ladder, name, steps }) =>
    section(`funnel-${ladder}`, `Progress: ${name.en}`, `进度：${name.zh}`, [
      {
        id: `funnel-${ladder}`,
        caption: { en: 'Reached at least, with numerator and denominator', zh: '累计达到各节点（附分子分母）' },
        columns: [
          column('milestone', 'Milestone', '节点'),
          column('reached', 'Projects', '项目数', 'count'),
          column('places', 'Places', '学位', 'count'),
          column('ofListed', 'Of the list', '占在册'),
          column('ofPrevious', 'Of the rung before', '占上一节点'),
          column('here', 'Stand here', '停留于此', 'count'),
          column('placesHere', 'Places here', '停留学位', 'count'),
          column('medianDays', 'Median days here', '停留天数中位', 'count'),
          column('longestDays', 'Longest', '最长天数', 'count'),
          column('longestProject', 'Project', '项目'),
        ],
        rows: steps.map(({ name: milestone, ...step }) => ({ ...step, milestone, ofListed: rateText(step.ofListed), ofPrevious: rateText(step.ofPrevious) })),
      },
    ]),
  )
}

export function targetSection(tracking: Tracking): Section {
  const name = milestoneNames(tracking)
  return section('targets', 'Targets', '目标完成', [
    {
      id: 'targets',
      caption: { en: 'Each against its own target, period and denominator', zh: '按各自目标、时段与分母计' },
      columns: [
        column('indicator', 'Indicator', '指标'),
        column('target', 'Target', '目标名称'),
        column('milestone', 'Milestone', '节点'),
        column('period', 'Period', '时段'),
        column('completion', 'Completion', '完成率'),
        column('difference', 'Above or below', '超出或不足', 'signed'),
        column('rate', 'Rate', '比率'),
        column('status', 'Status', '状态'),
        column('expected', 'Expected by then', '届时预计'),
        column('chance', 'Chance to meet it', '达标概率'),
      ],
      rows: tracking.targets.map((row, i) => ({
        indicator: row.indicator,
        target: row.target,
        milestone: name(row.milestone),
        period: row.period.from === undefined ? { en: `to ${row.period.to}`, zh: `截至${row.period.to}` } : { en: `${row.period.from} to ${row.period.to}`, zh: `${row.period.from}至${row.period.to}` },
        completion: row.measure === 'rate' ? undefined : rateText(row.completion),
        difference: row.measure === 'rate' ? undefined : row.difference,
        rate: rateText(row.rate),
        status: targetStatusNames[row.status],
        ...outlookOf(row, tracking.targetForecasts[i]),
      })),
    },
  ])
}

/** Of a target that is still open: what is over needs no forecast. */
function outlookOf({ status, measure }: Tracking['targets'][number], forecast: Tracking['targetForecasts'][number] | undefined): { readonly expected?: string; readonly chance?: string } {
  if (status !== 'open' || forecast === undefined) return {}
  const percent = (value: number): string => `${Math.round(value * 100)} %`
  return { expected: measure === 'rate' ? percent(forecast.expected) : measure === 'places' ? withCommas(Math.round(forecast.expected)) : forecast.expected.toFixed(1), chance: percent(forecast.chance) }
}

export function forecastSection(tracking: Tracking): Section {
  const name = milestoneNames(tracking)
  const shared = tracking.forecasts.some((each) => each.sharedWeight > 0)
  return section('forecast', 'End of the year', '年末预测', [
    {
      id: 'forecast',
      caption: shared
        ? { en: 'Projects that will have reached a milestone; 80 % range where one cause may delay many', zh: '届时达到各节点的项目数；考虑共同因素时的80%区间' }
        : { en: 'Projects that will have reached a milestone; 80 % range if they slip independently', zh: '届时达到各节点的项目数；各项目延期互不影响时的80%区间' },
      columns: [
        column('milestone', 'Milestone', '节点'),
        column('by', 'By', '截至'),
        column('reached', 'Now', '现已', 'count'),
        column('expected', 'Expected', '预计'),
        column('range', 'Range', '区间', 'range'),
        column('places', 'Places', '学位', 'count'),
      ],
      rows: tracking.forecasts.map((row) => ({
        milestone: name(row.milestone),
        by: row.by,
        reached: row.reached,
        expected: rateText(row.rate),
        range: { en: `${row.low}–${row.high}`, zh: `${row.low}—${row.high}` },
        places: row.expectedPlaces,
      })),
    },
  ])
}

export function riskSection(tracking: Tracking): Section {
  const { risk } = tracking
  const name = milestoneNames(tracking)
  const count = (value: number): string => withCommas(Math.round(value))
  const note: Text = {
    en: `${counted(Math.round(risk.planned), 'place is', 'places are')} planned to open by 1 September ${risk.year}; ${count(risk.expected)} are expected, ${count(risk.atRisk)} at risk. Put off beyond it already: ${count(risk.putOff)}; without a date: ${count(risk.undated)}.`,
    zh: `计划${risk.year}年9月1日前开办学位${count(risk.planned)}个，预计${count(risk.expected)}个，有风险${count(risk.atRisk)}个；已推迟到以后${count(risk.putOff)}个，未定日期${count(risk.undated)}个。`,
  }
  return section(
    'risk',
    `Places at risk in ${risk.year}`,
    `${risk.year}年有风险的学位`,
    [
      {
        id: 'risk',
        caption: { en: 'By expected loss', zh: '按预计损失排序' },
        columns: [
          column('name', 'Project', '项目'),
          column('unit', 'Unit', '街道'),
          column('places', 'Places', '学位', 'count'),
          column('planned', 'Opens as planned', '计划开办'),
          column('chance', 'Chance', '可能性', 'percent'),
          column('atRisk', 'At risk', '有风险', 'count'),
          column('late', 'Late at', '滞后节点'),
          column('float', 'Days left', '余量（天）', 'signed'),
        ],
        rows: risk.projects.map((row) => ({ name: row.name, unit: row.unit, places: row.places, planned: row.planned, chance: row.chance, atRisk: row.atRisk, late: name(row.lateMilestone, row.project), float: row.float })),
      },
    ],
    [],
    note,
  )
}

export function unitSection({ units }: Tracking): Section {
  return section('units', 'Units', '街道排名', [
    {
      id: 'units',
      caption: { en: 'By due milestones reached, due as first planned', zh: '按首次计划应完成节点的完成率' },
      columns: [
        column('rank', 'Rank', '排名', 'count'),
        column('unit', 'Unit', '街道'),
        column('projects', 'Projects', '项目数', 'count'),
        column('places', 'Places', '学位', 'count'),
        column('done', 'Due and done', '应完成已完成'),
        column('onTime', 'Of these on time', '其中按期'),
        column('overdue', 'Overdue', '逾期项目', 'count'),
        column('overduePlaces', 'Places overdue', '逾期学位', 'count'),
        column('blocked', 'Held up', '受阻项目', 'count'),
      ],
      rows: units.map((row) => ({ ...row, done: rateText(row.done), onTime: rateText(row.onTime) })),
    },
  ])
}

export function planSection({ plans }: Tracking): Section {
  return section('plans', 'Plans over several years', '多年计划', [
    {
      id: 'plans',
      caption: { en: 'Results against the whole plan', zh: '历年完成与总目标' },
      columns: [
        column('plan', 'Plan', '计划'),
        column('years', 'Years', '年份'),
        column('share', 'Reached', '累计完成'),
        column('remaining', 'Remaining', '剩余', 'count'),
        column('requiredRate', 'Needed a year', '年均需完成', 'count'),
        column('recentRate', 'Latest a year', '近期年均', 'count'),
        column('verdict', 'Verdict', '判断'),
      ],
      rows: plans.map((row) => ({
        plan: row.plan,
        years: { en: `${row.from}–${row.to}`, zh: `${row.from}—${row.to}年` },
        share: rateText(row.share),
        remaining: row.remaining,
        requiredRate: row.requiredRate,
        recentRate: row.recentRate,
        verdict: verdictNames[row.verdict],
      })),
    },
  ])
}
