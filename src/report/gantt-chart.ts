// A timetable as a Gantt chart (挂图作战): plain JSON in the form of Apache ECharts options, lines for bars, without functions.

import { addDays, dayOf, daysBetween } from '../core/days.js'
import { requireNoun } from '../core/error.js'
import { aTimetable } from '../core/nouns.js'
import type { StreetTimetable, TimetableRow } from '../schedule/street-timetables.js'
import { fonts } from './charts.js'
import { inLanguage } from './labels.js'
import type { Language } from './report.js'

// Types, not interfaces: an interface has no index signature and is not assignable to the option type of ECharts.
/** Where a bar begins or ends, [date, row]; a diamond where it is too short to be seen. */
export type GanttPoint = readonly [string, string] | { readonly value: readonly [string, string]; readonly symbol: 'diamond'; readonly symbolSize: number }
/** Bars of one kind: two points each, parted by an empty one. */
export type GanttSeries = {
  readonly name: string
  readonly type: 'line'
  readonly data: readonly GanttPoint[]
  readonly connectNulls: false
  readonly symbol: 'none'
  readonly color: string
  readonly lineStyle: { readonly width: number; readonly color: string }
  readonly z: number
  readonly markLine?: { readonly symbol: 'none'; readonly silent: true; readonly lineStyle: { readonly type: 'dashed' }; readonly data: readonly { readonly name: string; readonly xAxis: string; readonly label: { readonly formatter: string; readonly position: 'start' } }[] }
}
export type GanttOption = {
  readonly title: { readonly text: string; readonly left: 'left'; readonly textStyle: { readonly fontSize: number } }
  readonly textStyle: { readonly fontFamily: string }
  readonly animation: false
  readonly legend: { readonly top: number; readonly left: 'left' }
  readonly grid: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number; readonly containLabel: true }
  readonly xAxis: { readonly type: 'time'; readonly boundaryGap: readonly [string, string]; readonly axisLabel: { readonly formatter: string; readonly hideOverlap: true } }
  readonly yAxis: { readonly type: 'category'; readonly inverse: true; readonly data: readonly string[] }
  readonly series: readonly GanttSeries[]
}

const kinds = [
  { id: 'done', name: { en: 'Done', zh: '已完成' }, colour: '#8a8f94', width: 10 },
  { id: 'planned', name: { en: 'At the earliest', zh: '最早安排' }, colour: '#3f8fbf', width: 10 },
  { id: 'critical', name: { en: 'Critical', zh: '关键工序' }, colour: '#c0392b', width: 10 },
] as const

/**
 * The timetable of a street as a Gantt chart: a row for each step of each project, its latest dates as a thin line beneath.
 *
 * @returns a plain-JSON ECharts option: time along, rows down, today and the openings as dashed lines
 */
export function ganttChart(timetable: StreetTimetable, language: Language): GanttOption {
  requireNoun(timetable, aTimetable, 'ganttChart')
  const { rows, projects, asOf, unit } = timetable
  const several = projects.length > 1
  const label = (row: TimetableRow): string => `${several ? `${row.projectName} ` : ''}${row.name ?? row.activity}`
  const days = rows.flatMap((row) => [row.earliestStart, row.latestFinish, row.earliestFinish]).map(dayOf)
  // A sixtieth of the picture is six of its points: less is a milestone to the eye.
  const least = (Math.max(...days) - Math.min(...days)) / 60
  // A bar ends on the morning after.
  const bar = (row: TimetableRow, from: string, to: string): GanttPoint[] => {
    const start = [from, label(row)] as const
    return [daysBetween(from, to) < least ? { value: start, symbol: 'diamond', symbolSize: 12 } : start, [addDays(to, 1), label(row)], ['-', label(row)]]
  }
  const kindOf = (row: TimetableRow): string => (row.state === 'finished' ? 'done' : row.critical ? 'critical' : 'planned')
  const openings = [...new Set(projects.map((each) => each.schedule.opens))]
  const mark = (xAxis: string, en: string, zh: string) => ({ name: inLanguage({ en, zh }, language), xAxis, label: { formatter: '{b}', position: 'start' as const } })
  const series = kinds.map(({ id, name, colour, width }): GanttSeries => ({
    name: inLanguage(name, language),
    type: 'line',
    data: rows.filter((row) => kindOf(row) === id).flatMap((row) => bar(row, row.earliestStart, row.earliestFinish)),
    connectNulls: false,
    symbol: 'none',
    color: colour,
    lineStyle: { width, color: colour },
    z: 3,
  }))
  const latest: GanttSeries = {
    name: inLanguage({ en: 'At the latest', zh: '最迟安排' }, language),
    type: 'line',
    data: rows.filter((row) => row.state !== 'finished').flatMap((row) => bar(row, row.state === 'to do' ? row.latestStart : row.earliestFinish, row.latestFinish)),
    connectNulls: false,
    symbol: 'none',
    color: '#e0a030',
    lineStyle: { width: 3, color: '#e0a030' },
    z: 4,
    markLine: { symbol: 'none', silent: true, lineStyle: { type: 'dashed' }, data: [mark(asOf, 'today', '今天'), ...openings.map((date) => mark(date, 'opens', '开办'))] },
  }
  return {
    title: { text: inLanguage({ en: `${unit}: timetable of ${asOf}`, zh: `${unit}倒排工期（${asOf}）` }, language), left: 'left', textStyle: { fontSize: 15 } },
    textStyle: { fontFamily: fonts },
    animation: false,
    legend: { top: 32, left: 'left' },
    grid: { left: 8, right: 24, top: 80, bottom: 24, containLabel: true },
    // Month names would be English in a Chinese chart.
    xAxis: { type: 'time', boundaryGap: ['2%', '2%'], axisLabel: { formatter: '{yyyy}-{MM}', hideOverlap: true } },
    yAxis: { type: 'category', inverse: true, data: [...new Set(rows.map(label))] },
    series: [...series, latest],
  }
}
