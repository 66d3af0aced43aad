// Sections of a street's timetable: every step with its latest date, every project with its chance, and the places that lateness costs.

import { requireList } from '../core/error.js'
import type { StreetTimetable } from '../schedule/street-timetables.js'
import type { Column, Section } from './report.js'
import { section } from './section.js'

function column(key: string, en: string, zh: string, format: Column['format'] = 'text'): Column {
  return { key, heading: { en, zh }, format }
}

const stateNames = { 'to do': { en: 'to do', zh: '未开始' }, 'under way': { en: 'under way', zh: '进行中' }, finished: { en: 'done', zh: '已完成' } } as const
const yes = { en: 'yes', zh: '是' }

/** A section for each street, with three tables: steps, projects, and places lost by school year. */
export function timetableSections(timetables: readonly StreetTimetable[]): Section[] {
  requireList(timetables, 'timetables', 'timetableSections')
  return timetables.map(({ unit, asOf, draws, rows, projects, losses }) =>
    section(`timetable-${unit}`, `Timetable: ${unit}`, `倒排工期表：${unit}`, [
      {
        id: `steps-${unit}`,
        caption: { en: `Steps, as of ${asOf}`, zh: `各节点时间表（${asOf}）` },
        columns: [
          column('projectName', 'Project', '项目'),
          column('step', 'Step', '节点'),
          column('state', 'State', '状态'),
          column('earliestFinish', 'Earliest', '最早完成'),
          column('latestStart', 'Begin by', '最迟开始'),
          column('latestFinish', 'Done by', '最迟完成'),
          column('totalFloat', 'Days left', '余量（天）', 'signed'),
          column('critical', 'Critical', '关键'),
        ],
        rows: rows.map((row) => ({
          projectName: row.projectName,
          step: row.name ?? row.activity,
          state: stateNames[row.state],
          earliestFinish: row.earliestFinish,
          latestStart: row.state === 'to do' ? row.latestStart : undefined, latestFinish: row.state === 'finished' ? undefined : row.latestFinish, totalFloat: row.state === 'finished' ? undefined : row.totalFloat, critical: row.critical ? yes : undefined,
        })),
      },
      {
        id: `projects-${unit}`,
        caption: { en: 'Projects', zh: '项目' },
        columns: [
          column('name', 'Project', '项目'),
          column('places', 'Places', '学位', 'count'),
          column('opens', 'To open', '计划开办'),
          column('earliest', 'Opens at the earliest', '最早可开办'),
          column('float', 'Days left', '余量（天）', 'signed'),
          { ...column('chance', 'Chance', '按期可能性', 'percent'), draws },
        ],
        rows: projects.map(({ name, places, schedule, chance }) => ({ name, places, opens: schedule.opens, earliest: schedule.earliestOpening, float: schedule.float, chance })),
      },
      {
        id: `losses-${unit}`,
        caption: { en: 'Places missing because of late openings', zh: '因延期缺少的学位' },
        columns: [column('year', 'Year', '学年', 'year'), column('places', 'By the dates', '按最早日期', 'count'), column('expected', 'Expected', '预计', 'count')],
        rows: losses.map((each) => ({ ...each, expected: each.expected === undefined ? undefined : Math.round(each.expected) })),
      },
    ]),
  )
}
