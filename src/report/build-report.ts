// From the results of the river to a report: what a planner reads, in the order in which a planner asks.

import { total } from '../core/aggregate.js'
import { rowAt, selectLabels } from '../core/cube.js'
import type { Values } from '../core/cube.js'
import { stageOf } from '../core/ladder.js'
import { stamp } from '../core/provenance.js'
import type { AdmissionBalance } from '../balance/admissions.js'
import type { Alert } from '../balance/alerts.js'
import type { Balance } from '../balance/balance.js'
import type { TurningPoints } from '../balance/turning-points.js'
import type { Dataset } from '../input/dataset.js'
import type { Rates } from '../estimate/rates.js'
import { quantile } from '../numeric/summary.js'
import type { Projection } from '../project/projection.js'
import type { Text } from '../standards/types.js'
import type { ProgrammeYear, Supply } from '../supply/supply.js'
import { placesChart } from './charts.js'
import { decideText, reasonText } from './alert-text.js'
import { issueText } from './issue-text.js'
import { gradeName } from './labels.js'
import type { Chart, Language, Report, Section, Table } from './report.js'

export interface ReportInput {
  readonly dataset: Dataset
  readonly rates: Rates
  readonly projection: Projection
  readonly supply: Supply
  readonly balance: Balance
  readonly turningPoints: readonly TurningPoints[]
  readonly alerts: readonly Alert[]
  readonly admissions: readonly AdmissionBalance[]
  readonly programme: readonly ProgrammeYear[]
}

export interface ReportOptions {
  readonly title?: Text | undefined
  readonly language?: Language | undefined
}

/**
 * Builds the report of a plan: admissions, programme, balance with charts, turning points, alerts, assumptions, rates and sources.
 *
 * @returns sections of tables and charts in both languages; render it with `renderText`, `renderMarkdown` or `renderHtml`
 * Cost: O(cells).
 */
export function buildReport(input: ReportInput, options: ReportOptions = {}): Report {
  const { balance } = input
  const language = options.language ?? 'both'
  const name = areaNames(input.dataset)
  const sections = [
    overviewSection(input, name, language),
    turningSection(input, name),
    admissionSection(input, name),
    programmeSection(input, name),
    balanceSection(input, name),
    entrySection(input, name),
    alertSection(input, name),
    assumptionSection(input, name),
    rateSection(input, name),
    sourceSection(input),
  ].filter((section) => section.tables.some((table) => table.rows.length > 0))
  return Object.freeze({
    title: options.title ?? { en: 'School places', zh: '学位供需' },
    sections: Object.freeze(sections),
    provenance: stamp('buildReport', { origin: balance.origin, horizon: balance.horizon, options: { language } }),
  })
}

type Names = (area: string) => Text

function areaNames(dataset: Dataset): Names {
  const names = new Map(dataset.areas.map((area) => [area.id, area.name]))
  return (area) => names.get(area) ?? { en: area, zh: area }
}

function middle(values: Values): number {
  return quantile(0.5)(Float64Array.from(values).sort())
}

function section(id: string, en: string, zh: string, tables: readonly Table[], charts: readonly Chart[] = [], note?: Text): Section {
  return { id, heading: { en, zh }, tables, charts, note }
}

const areaColumn = { key: 'area', heading: { en: 'Area', zh: '区域' }, format: 'text' } as const
const stageColumn = { key: 'stage', heading: { en: 'Stage', zh: '学段' }, format: 'text' } as const
const yearColumn = { key: 'year', heading: { en: 'Year', zh: '学年' }, format: 'year' } as const

function overviewSection({ balance, supply }: ReportInput, name: Names, language: Language): Section {
  const { pupils, places, unmet } = balance.stages
  const stages = pupils.axes.stage.labels
  const tables = pupils.axes.area.labels.map(
    (area): Table => ({
      id: `overview-${area}`,
      caption: { en: `${name(area).en}: pupils, places and unmet need by stage`, zh: `${name(area).zh}各学段学生数、学位数与缺口` },
      columns: [
        yearColumn,
        ...stages.flatMap((id) => {
          const stage = stageOf(balance.ladder, id).name
          return [
            { key: `${id} pupils`, heading: { en: stage.en, zh: stage.zh }, format: 'count' as const },
            { key: `${id} places`, heading: { en: 'places', zh: '学位' }, format: 'count' as const },
            { key: `${id} unmet`, heading: { en: 'unmet', zh: '缺口' }, format: 'count' as const },
          ]
        }),
      ],
      rows: pupils.axes.year.labels.map((year) => ({
        year,
        ...Object.fromEntries(
          stages.flatMap((stage) => {
            const at = { area, stage, year }
            return [
              [`${stage} pupils`, middle(rowAt(pupils, at))],
              [`${stage} places`, middle(rowAt(places, at))],
              [`${stage} unmet`, middle(rowAt(unmet, at))],
            ]
          }),
        ),
      })),
    }),
  )
  const note = {
    en: 'Unmet adds up pupils without a place grade by grade: a spare place in one grade never hides a missing one in another.',
    zh: '缺口按年级逐格累计，不以此年级之余补彼年级之缺。',
  }
  return section('overview', 'Overview', '总览', tables, placesCharts(balance, supply, name, language), note)
}

function placesCharts(balance: Balance, supply: Supply, name: Names, language: Language): Chart[] {
  const { pupils } = balance.stages
  const years = pupils.axes.year.labels
  return pupils.axes.area.labels.flatMap((area) =>
    pupils.axes.stage.labels.map((id): Chart => {
      const stage = stageOf(balance.ladder, id)
      const caption = { en: `${name(area).en} ${stage.name.en}: pupils and places`, zh: `${name(area).zh}${stage.name.zh}学生数与学位数` }
      const grades = stage.grades.filter((grade) => supply.places.axes.grade.labels.includes(grade))
      const bySector = total(selectLabels(supply.places, 'grade', grades), 'grade')
      const places = (sector: string): number[] => years.map((year) => middle(rowAt(bySector, { area, sector, year })))
      const series = {
        title: caption,
        years,
        pupils: years.map((year) => middle(rowAt(pupils, { area, stage: id, year }))),
        places: Object.fromEntries(bySector.axes.sector.labels.map((sector) => [sector, places(sector)] as const).filter(([, values]) => values.some((value) => value > 0))),
      }
      return { id: `chart-${area}-${id}`, caption, option: placesChart(series, language) }
    }),
  )
}

function turningSection({ turningPoints, projection }: ReportInput, name: Names): Section {
  const table: Table = {
    id: 'turning-points',
    caption: { en: 'When each stage peaks, falls short and has places to spare', zh: '各学段的峰值、缺口与富余年份' },
    columns: [
      areaColumn,
      stageColumn,
      { key: 'peakYear', heading: { en: 'Peak', zh: '峰值年' }, format: 'year' },
      { key: 'peakPupils', heading: { en: 'Pupils at peak', zh: '峰值学生数' }, format: 'count' },
      { key: 'firstShort', heading: { en: 'First short', zh: '首个缺口年' }, format: 'year' },
      { key: 'worstYear', heading: { en: 'Worst', zh: '最大缺口年' }, format: 'year' },
      { key: 'worstUnmet', heading: { en: 'Unmet then', zh: '最大缺口' }, format: 'count' },
      { key: 'lastShort', heading: { en: 'Last short', zh: '末个缺口年' }, format: 'year' },
      { key: 'firstSurplus', heading: { en: 'Surplus from', zh: '富余起始年' }, format: 'year' },
      { key: 'lastSpare', heading: { en: 'Spare at the end', zh: '期末富余' }, format: 'count' },
    ],
    rows: turningPoints.map((row) => ({ ...row, area: name(row.area), stage: stageOf(projection.ladder, row.stage).name })),
  }
  return section('turning-points', 'Peaks, shortages and surplus', '峰值、缺口与富余', [table])
}

function admissionSection({ admissions }: ReportInput, name: Names): Section {
  const table: Table = {
    id: 'admissions',
    caption: { en: 'Admission plan against applicants', zh: '招生计划与报名人数' },
    columns: [
      areaColumn,
      { key: 'grade', heading: { en: 'Grade', zh: '年级' }, format: 'text' },
      yearColumn,
      { key: 'public', heading: { en: 'Public plan', zh: '公办计划' }, format: 'count' },
      { key: 'private', heading: { en: 'Private plan', zh: '民办计划' }, format: 'count' },
      { key: 'plan', heading: { en: 'Plan', zh: '计划合计' }, format: 'count' },
      { key: 'applicants', heading: { en: 'Applicants', zh: '报名' }, format: 'count' },
      { key: 'ratio', heading: { en: 'Applicants ÷ plan', zh: '报名÷计划' }, format: 'percent' },
      { key: 'short', heading: { en: 'Short', zh: '缺口' }, format: 'count' },
      { key: 'attritionNeeded', heading: { en: 'Attrition needed', zh: '需减少比例' }, format: 'percent' },
      { key: 'publicRatio', heading: { en: 'Applicants ÷ public', zh: '报名÷公办' }, format: 'percent' },
      { key: 'sources', heading: { en: 'Sources', zh: '来源' }, format: 'text' },
    ],
    rows: admissions.map((row) => ({
      area: name(row.area),
      grade: gradeName(row.grade),
      year: row.year,
      public: row.planBySector.public,
      private: (row.planBySector.private ?? 0) + (row.planBySector['private-inclusive'] ?? 0),
      plan: row.plan,
      applicants: row.applicants,
      ratio: row.ratio,
      short: row.short,
      attritionNeeded: row.attritionNeeded,
      publicRatio: row.publicRatio,
      sources: row.facts.join(', '),
    })),
  }
  return section('admissions', 'Admissions', '招生', [table])
}

function programmeSection({ programme, projection }: ReportInput, name: Names): Section {
  const table: Table = {
    id: 'programme',
    caption: { en: 'Places added each year, at full size', zh: '各年新增学位（建成规模）' },
    columns: [
      areaColumn,
      yearColumn,
      stageColumn,
      { key: 'added', heading: { en: 'New places', zh: '新增学位' }, format: 'count' },
      { key: 'built', heading: { en: 'built', zh: '新改扩建' }, format: 'count' },
      { key: 'takenBack', heading: { en: 'taken back', zh: '回收接转' }, format: 'count' },
      { key: 'closed', heading: { en: 'closed', zh: '停办' }, format: 'count' },
      { key: 'net', heading: { en: 'Effect on all places', zh: '总学位净增' }, format: 'signed' },
      { key: 'sources', heading: { en: 'Sources', zh: '来源' }, format: 'text' },
    ],
    rows: programme.map((row) => ({
      ...row,
      area: name(row.area),
      stage: joinTexts(row.stages.map((stage) => stageOf(projection.ladder, stage).name)),
      stages: undefined,
      facts: undefined,
      sources: row.facts.join(', '),
    })),
  }
  return section('programme', 'Building programme', '学位建设', [table])
}

function joinTexts(texts: readonly Text[]): Text {
  return { en: texts.map((text) => text.en).join(' + '), zh: texts.map((text) => text.zh).join('、') }
}

function balanceSection({ balance }: ReportInput, name: Names): Section {
  const { pupils, places, gap, unmet } = balance.stages
  const years = pupils.axes.year.labels
  const tables: Table[] = []
  for (const area of pupils.axes.area.labels) {
    for (const stageId of pupils.axes.stage.labels) {
      const stage = stageOf(balance.ladder, stageId)
      const caption = { en: `${name(area).en}: ${stage.name.en}`, zh: `${name(area).zh}${stage.name.zh}` }
      tables.push({
        id: `balance-${area}-${stageId}`,
        caption,
        columns: [
          yearColumn,
          { key: 'pupils', heading: { en: 'Pupils', zh: '学生数' }, format: 'count' },
          { key: 'places', heading: { en: 'Places', zh: '学位数' }, format: 'count' },
          { key: 'utilisation', heading: { en: 'Utilisation', zh: '使用率' }, format: 'percent' },
          { key: 'gap', heading: { en: 'Gap', zh: '余缺' }, format: 'signed' },
          { key: 'unmet', heading: { en: 'Unmet', zh: '缺口（逐年级）' }, format: 'count' },
        ],
        rows: years.map((year) => {
          const at = { area, stage: stageId, year }
          const [count, there] = [middle(rowAt(pupils, at)), middle(rowAt(places, at))]
          return { year, pupils: count, places: there, utilisation: there > 0 ? count / there : Infinity, gap: middle(rowAt(gap, at)), unmet: middle(rowAt(unmet, at)) }
        }),
      })
    }
  }
  const note = {
    en: 'Gap = places − pupils of the stage. Unmet adds up pupils without a place grade by grade, before any offsetting.',
    zh: '余缺＝学位数－学生数（学段合计）；缺口按年级逐格累计，不以此年级之余补彼年级之缺。',
  }
  return section('balance', 'Pupils against places', '学位供需', tables, [], note)
}

function entrySection({ projection }: ReportInput, name: Names): Section {
  const grades = projection.ladder.stages.map((stage) => stage.grades[0]!)
  const years = projection.pupils.axes.year.labels
  const tables = projection.pupils.axes.area.labels.map(
    (area): Table => ({
      id: `entry-${area}`,
      caption: { en: `${name(area).en}: pupils in the first grade of each stage`, zh: `${name(area).zh}各学段起始年级学生数` },
      columns: [yearColumn, ...grades.map((grade) => ({ key: grade, heading: gradeName(grade), format: 'count' as const }))],
      rows: years.map((year) => ({ year, ...Object.fromEntries(grades.map((grade) => [grade, middle(rowAt(projection.pupils, { area, grade, year }))])) })),
    }),
  )
  return section('entry', 'Entry grades', '起始年级', tables)
}

function alertSection({ alerts, projection }: ReportInput, name: Names): Section {
  const table: Table = {
    id: 'alerts',
    caption: { en: 'Alerts', zh: '预警' },
    columns: [
      { key: 'rule', heading: { en: 'Rule', zh: '规则' }, format: 'text' },
      { key: 'level', heading: { en: 'Level', zh: '等级' }, format: 'text' },
      areaColumn,
      stageColumn,
      { key: 'firstYear', heading: { en: 'From', zh: '起始年' }, format: 'year' },
      { key: 'worstYear', heading: { en: 'Worst', zh: '最重年' }, format: 'year' },
      { key: 'places', heading: { en: 'Places', zh: '学位' }, format: 'count' },
      { key: 'reason', heading: { en: 'Why', zh: '原因' }, format: 'text' },
      { key: 'decideBy', heading: { en: 'Decide by', zh: '最迟决策' }, format: 'text' },
    ],
    rows: alerts.map((alert) => ({
      rule: alert.ruleName,
      level: alert.levelName,
      area: name(alert.area),
      stage: alert.grade === undefined ? stageOf(projection.ladder, alert.stage).name : gradeName(alert.grade),
      firstYear: alert.firstYear,
      worstYear: alert.worst.year,
      places: alert.worst.places,
      reason: reasonText(alert),
      decideBy: decideText(alert),
    })),
  }
  return section('alerts', 'Alerts', '预警', [table])
}

function assumptionSection({ balance }: ReportInput, name: Names): Section {
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

function rateSection({ rates }: ReportInput, name: Names): Section {
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
        rate: row.rate === 'progression' ? { en: 'Progression', zh: '升级率' } : { en: 'Entry ÷ births', zh: '入学率（对出生数）' },
        grade: gradeName(row.grade),
        value: row.value < 0.02 ? `${(row.value * 100).toFixed(4)} %` : row.value.toFixed(4),
        source: row.estimator === undefined ? sourceNames[row.source] : { en: `${sourceNames[row.source].en}, ${row.estimator}`, zh: `${sourceNames[row.source].zh}（${row.estimator}）` },
        numerator: row.numerator,
        denominator: row.denominator,
      })),
  }
  return section('rates', 'Rates', '比率', [table])
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

function sourceSection({ dataset }: ReportInput): Section {
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
      year: undefined,
    })),
  }
  return section('facts', 'Sources', '来源', [table])
}

const boundNames = { exact: '', about: '约 ', over: '> ', under: '< ', 'at-least': '≥ ', 'at-most': '≤ ' } as const
const statusNames: Readonly<Record<string, Text>> = {
  planned: { en: 'planned', zh: '计划' },
  achieved: { en: 'achieved', zh: '完成' },
  rule: { en: 'rule', zh: '规定' },
  derived: { en: 'derived', zh: '推算' },
  assumed: { en: 'assumed', zh: '假设' },
}
