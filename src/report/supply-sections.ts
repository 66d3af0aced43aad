// Sections about supply and what to do: admissions, the building programme, alerts.

import { stageOf } from '../core/ladder.js'
import { withCommas } from '../core/words.js'
import type { Text } from '../standards/types.js'
import type { ExpectedPlaces } from '../supply/expected-places.js'
import type { Addition } from '../supply/supply.js'
import { clearText, decideText, reasonText } from './alert-text.js'
import { gradeName, kindNames, sectorNames, sourceNames } from './labels.js'
import type { Column, Section, Table } from './report.js'
import { areaColumn, section, stageColumn, yearColumn } from './section.js'
import type { Names, ReportInput } from './section.js'

export function admissionSection({ admissions }: ReportInput, name: Names): Section {
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

export function programmeSection({ programme, projection, supply, sources, expectedPlaces = [] }: ReportInput, name: Names): Section {
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
      { key: 'purchased', heading: { en: 'purchased', zh: '购买租赁' }, format: 'count' },
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
  return section('programme', 'Building programme', '学位建设', [table, kindTable(supply, projection, name), sourceTable(sources, name), expectedTable(expectedPlaces, projection, supply.places.axes.draw.labels.length, name)].filter((each, i) => i === 0 || each.rows.length > 0))
}

/** What each kind of project does, added up: a long list of projects becomes a short one of kinds. */
function kindTable({ additions }: ReportInput['supply'], { ladder }: ReportInput['projection'], name: Names): Table {
  const groups = new Map<string, Addition[]>()
  for (const each of additions) {
    const key = JSON.stringify([each.area, each.year, each.kind, each.stage, each.sector])
    const list = groups.get(key)
    if (list === undefined) groups.set(key, [each])
    else list.push(each)
  }
  const sum = (list: readonly Addition[], of: (each: Addition) => number): number => list.reduce((total, each) => total + of(each), 0)
  return {
    id: 'programme-kinds',
    caption: { en: 'Places by kind of project, at full size', zh: '各类项目学位（建成规模）' },
    columns: [
      areaColumn,
      yearColumn,
      { key: 'kind', heading: { en: 'Kind', zh: '类别' }, format: 'text' },
      stageColumn,
      { key: 'sector', heading: { en: 'Sector', zh: '性质' }, format: 'text' },
      { key: 'projects', heading: { en: 'Projects', zh: '项目数' }, format: 'count' },
      { key: 'places', heading: { en: 'Places', zh: '学位' }, format: 'signed' },
      { key: 'net', heading: { en: 'Effect on all places', zh: '总学位净增' }, format: 'signed' },
    ],
    rows: [...groups.values()].map((list) => ({
      area: name(list[0]!.area),
      year: list[0]!.year,
      kind: kindNames[list[0]!.kind],
      stage: stageOf(ladder, list[0]!.stage).name,
      sector: sectorNames[list[0]!.sector] ?? list[0]!.sector,
      projects: new Set(list.map((each) => each.project)).size,
      places: sum(list, (each) => each.places),
      net: sum(list, (each) => each.net),
    })),
  }
}

/** Places by source, where projects say theirs. */
function sourceTable(sources: ReportInput['sources'], name: Names): Table {
  return {
    id: 'programme-sources',
    caption: { en: 'Places to come by source', zh: '分来源学位' },
    columns: [
      areaColumn,
      yearColumn,
      { key: 'source', heading: { en: 'Source', zh: '来源途径' }, format: 'text' },
      { key: 'projects', heading: { en: 'Projects', zh: '项目数' }, format: 'count' },
      { key: 'places', heading: { en: 'Places', zh: '学位' }, format: 'count' },
      { key: 'certain', heading: { en: 'certain', zh: '确定' }, format: 'count' },
      { key: 'expected', heading: { en: 'expected', zh: '期望' }, format: 'count' },
      { key: 'unstated', heading: { en: 'certainty not stated', zh: '未注明把握' }, format: 'count' },
    ],
    rows: (sources.some((row) => row.source === 'site-in-hand' || row.source === 'planned-site') ? sources : []).map((row) => ({
      area: name(row.area),
      year: row.year,
      source: sourceNames[row.source ?? 'unstated'],
      projects: row.projects,
      places: row.places,
      certain: row.certain,
      expected: row.expected,
      unstated: row.unstated,
    })),
  }
}

/** Places as planned and to expect, where delivery is uncertain. */
function expectedTable(rows: readonly ExpectedPlaces[], { ladder }: ReportInput['projection'], draws: number, name: Names): Table {
  return {
    id: 'programme-expected',
    caption: { en: 'Places to expect as projects slip or fall away', zh: '计入延期与不确定后的学位' },
    columns: [
      areaColumn,
      stageColumn,
      yearColumn,
      { key: 'planned', heading: { en: 'Places as planned', zh: '计划学位' }, format: 'count' },
      { key: 'expected', heading: { en: 'expected', zh: '期望学位' }, format: 'count' },
      { key: 'range', heading: { en: '80 % range', zh: '80%区间' }, format: 'range' },
      { key: 'chance', heading: { en: 'Chance of the plan', zh: '达到计划的可能性' }, format: 'percent', draws },
    ],
    rows: rows.map((row) => ({
      area: name(row.area),
      stage: stageOf(ladder, row.stage).name,
      year: row.year,
      planned: row.planned,
      expected: row.expected,
      range: `${withCommas(Math.round(row.low))}–${withCommas(Math.round(row.high))}`,
      chance: row.chance,
    })),
  }
}

function joinTexts(texts: readonly Text[]): Text {
  return { en: texts.map((text) => text.en).join(' + '), zh: texts.map((text) => text.zh).join('、') }
}

const likelyColumns = (draws: number): Column[] => [
  { key: 'range', heading: { en: '80 % range', zh: '80%区间' }, format: 'range' },
  { key: 'chance', heading: { en: 'Chance', zh: '可能性' }, format: 'percent', draws },
]

export function alertSection({ alerts, projection }: ReportInput, name: Names): Section {
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
      // A point forecast has neither: two columns of dashes would only push the decision out of sight.
      ...(alerts.some(({ worst }) => worst.chance !== undefined) ? likelyColumns(projection.pupils.axes.draw.labels.length) : []),
      { key: 'reason', heading: { en: 'Why', zh: '原因' }, format: 'text' },
      { key: 'clear', heading: { en: 'Ends with', zh: '解除条件' }, format: 'text' },
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
      range: alert.worst.chance === undefined ? undefined : `${withCommas(Math.round(alert.worst.low))}–${withCommas(Math.round(alert.worst.high))}`,
      chance: alert.worst.chance,
      reason: reasonText(alert),
      clear: clearText(alert),
      decideBy: decideText(alert),
    })),
  }
  return section('alerts', 'Alerts', '预警', [table])
}
