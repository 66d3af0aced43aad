// Sections that let every number be defended: assumptions, rates with what they are made of, sources.

import type { Rates } from '../estimate/rates.js'
import type { Text } from '../standards/types.js'
import { issueText } from './issue-text.js'
import { gradeName } from './labels.js'
import type { Section, Table } from './report.js'
import { areaColumn, section } from './section.js'
import type { Names, ReportInput } from './section.js'

export function assumptionSection({ balance }: ReportInput, name: Names): Section {
  const table: Table = {
    id: 'issues',
    caption: { en: 'What was assumed, and where the data are imperfect', zh: '假设与数据问题' },
    columns: [
      { key: 'kind', heading: { en: 'Kind', zh: '类别' }, format: 'text' },
      { key: 'where', heading: { en: 'Where', zh: '位置' }, format: 'text' },
      { key: 'message', heading: { en: 'Found', zh: '情况' }, format: 'text' },
      { key: 'assumed', heading: { en: 'Assumed', zh: '假设' }, format: 'text' },
    ],
    rows: balance.issues.map((issue) => ({ ...issueText(issue, name) })),
  }
  return section('issues', 'Assumptions', '假设', [table])
}

export function rateSection({ rates }: ReportInput, name: Names): Section {
  const table: Table = {
    id: 'rates',
    caption: { en: 'Rates, each with what it was made of', zh: '各项比率及其构成' },
    columns: [
      areaColumn,
      { key: 'rate', heading: { en: 'Rate', zh: '比率' }, format: 'text' },
      { key: 'grade', heading: { en: 'Into', zh: '升入' }, format: 'text' },
      { key: 'value', heading: { en: 'Value', zh: '值' }, format: 'text' },
      { key: 'source', heading: { en: 'From', zh: '依据' }, format: 'text' },
      { key: 'numerator', heading: { en: 'Pupils', zh: '学生' }, format: 'count' },
      { key: 'denominator', heading: { en: 'of', zh: '÷' }, format: 'count' },
    ],
    rows: rates.evidence
      .filter((row) => row.source !== 'absent')
      .map((row) => ({
        area: name(row.area),
        rate: rateNames[row.rate],
        grade: gradeName(row.grade),
        value: row.value < 0.02 ? `${(row.value * 100).toFixed(4)} %` : row.value.toFixed(4),
        source: row.estimator === undefined ? sourceNames[row.source] : { en: `${sourceNames[row.source].en}, ${row.estimator}`, zh: `${sourceNames[row.source].zh}（${chineseMethod(row.estimator)}）` },
        numerator: row.numerator,
        denominator: row.denominator,
      })),
  }
  return section('rates', 'Rates', '比率', [table])
}

const methodWords: readonly (readonly [RegExp, string])[] = [
  [/ of (\d+)$/, '，近 $1 年'],
  [/fitted/, '拟合'],
  [/automatic, own weight (.+)/, '自动法，自身权重 $1'],
  [/automatic, own level/, '自动法，自身水平'],
  [/automatic/, '自动法'],
  [/geometric/, '几何平均'],
  [/weighted/, '加权平均'],
  [/smoothing/, '指数平滑'],
  [/pooled/, '合并比率'],
  [/median/, '中位数'],
  [/mean/, '平均'],
  [/trend/, '趋势'],
  [/last/, '最近一年'],
]

/** The estimator's name in Chinese; its numbers stay. */
function chineseMethod(estimator: string): string {
  return methodWords.reduce((text, [word, zh]) => text.replace(word, zh), estimator)
}

const rateNames: Readonly<Record<Rates['evidence'][number]['rate'], Text>> = {
  progression: { en: 'Progression', zh: '升级率' },
  transfer: { en: 'Transfer', zh: '升学率' },
  entryRatio: { en: 'Entry ÷ births', zh: '入学率（对出生数）' },
}

const sourceNames: Readonly<Record<Rates['evidence'][number]['source'], Text>> = {
  counts: { en: 'counts', zh: '统计数' },
  'base-year': { en: 'reconstructed base year', zh: '推算的基年' },
  parent: { en: 'counts of the area above', zh: '上级区域统计数' },
  'all-areas': { en: 'counts of all areas', zh: '全部区域统计数' },
  assumption: { en: 'given assumption', zh: '给定假设' },
  participation: { en: 'participation assumed', zh: '入学参与率假设' },
  default: { en: 'default', zh: '默认' },
  absent: { en: 'absent', zh: '无' },
}

export function sourceSection({ dataset }: ReportInput): Section {
  const table: Table = {
    id: 'facts',
    caption: { en: 'Every figure that went in, with its source', zh: '数据来源（一数一源）' },
    columns: [
      { key: 'id', heading: { en: 'Id', zh: '编号' }, format: 'text' },
      { key: 'measure', heading: { en: 'What', zh: '指标' }, format: 'text' },
      { key: 'value', heading: { en: 'Value', zh: '值' }, format: 'text' },
      { key: 'status', heading: { en: 'Status', zh: '状态' }, format: 'text' },
      { key: 'evidence', heading: { en: 'Evidence', zh: '证据等级' }, format: 'text' },
      { key: 'source', heading: { en: 'Source', zh: '来源' }, format: 'text' },
      { key: 'date', heading: { en: 'Date', zh: '日期' }, format: 'text' },
    ],
    rows: dataset.facts.map((fact) => ({
      ...fact,
      value: `${boundNames[fact.bound]}${Number.isInteger(fact.value) ? fact.value.toLocaleString('en-US') : String(fact.value)} ${fact.unit}`,
      status: statusNames[fact.status],
      evidence: fact.evidence === 'derived' ? statusNames.derived : fact.evidence,
      year: undefined,
    })),
  }
  return section('facts', 'Sources', '来源', [table])
}

const boundNames = { exact: '', about: '≈ ', over: '> ', under: '< ', 'at-least': '≥ ', 'at-most': '≤ ' } as const
const statusNames: Readonly<Record<string, Text>> = {
  planned: { en: 'planned', zh: '计划' },
  achieved: { en: 'achieved', zh: '完成' },
  rule: { en: 'rule', zh: '规定' },
  derived: { en: 'derived', zh: '推算' },
  assumed: { en: 'assumed', zh: '假设' },
}
