// Sections about supply and what to do: admissions, the building programme, alerts.

import { stageOf } from '../core/ladder.js'
import type { Text } from '../standards/types.js'
import { clearText, decideText, reasonText } from './alert-text.js'
import { gradeName, withCommas } from './labels.js'
import type { Section, Table } from './report.js'
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

export function programmeSection({ programme, projection }: ReportInput, name: Names): Section {
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
      { key: 'range', heading: { en: '80 % range', zh: '80%区间' }, format: 'text' },
      { key: 'chance', heading: { en: 'Chance', zh: '可能性' }, format: 'percent' },
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
