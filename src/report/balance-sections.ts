// Sections about pupils against places: overview with charts, turning points, the balance year by year, entry grades.

import type { Balance } from '../balance/balance.js'
import { total } from '../core/aggregate.js'
import { rowAt, selectLabels } from '../core/cube.js'
import type { Values } from '../core/cube.js'
import { stageOf } from '../core/ladder.js'
import { sortedDraws } from '../core/sorted-draws.js'
import { quantile, share } from '../numeric/summary.js'
import type { Supply } from '../supply/supply.js'
import { placesChart } from './charts.js'
import { gradeName } from './labels.js'
import type { Chart, Column, Language, Section, Table } from './report.js'
import { areaColumn, middle, section, stageColumn, withMedians, yearColumn } from './section.js'
import type { Names, ReportInput } from './section.js'

export function overviewSection({ balance, supply }: ReportInput, name: Names, language: Language): Section {
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
  return section('overview', 'Overview', '总览', tables, placesCharts(balance, supply, name, language), withMedians(note, pupils.axes.draw.labels.length))
}

function placesCharts(balance: Balance, supply: Supply, name: Names, language: Language): Chart[] {
  const { pupils } = balance.stages
  const years = pupils.axes.year.labels
  const drawn = pupils.axes.draw.labels.length > 1
  return pupils.axes.area.labels.flatMap((area) =>
    pupils.axes.stage.labels.map((id): Chart => {
      const stage = stageOf(balance.ladder, id)
      const caption = { en: `${name(area).en} ${stage.name.en}: pupils and places`, zh: `${name(area).zh}${stage.name.zh}学生数与学位数` }
      const grades = stage.grades.filter((grade) => supply.places.axes.grade.labels.includes(grade))
      const bySector = total(selectLabels(supply.places, 'grade', grades), 'grade')
      const places = (sector: string): number[] => years.map((year) => middle(rowAt(bySector, { area, sector, year })))
      const rows = years.map((year) => rowAt(pupils, { area, stage: id, year }))
      const series = {
        title: caption,
        years,
        pupils: rows.map(middle),
        range: drawn ? { low: rows.map((row) => quantile(0.1)(sortedDraws(row))), high: rows.map((row) => quantile(0.9)(sortedDraws(row))) } : undefined,
        places: Object.fromEntries(bySector.axes.sector.labels.map((sector) => [sector, places(sector)] as const).filter(([, values]) => values.some((value) => value > 0))),
      }
      // Who cannot see the picture is told what is in it.
      const told = drawn ? { en: `${caption.en}, with the range of eight futures in ten`, zh: `${caption.zh}（附80%区间）` } : caption
      return { id: `chart-${area}-${id}`, caption: told, option: placesChart(series, language) }
    }),
  )
}

export function turningSection({ turningPoints, projection }: ReportInput, name: Names): Section {
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
  // The alert of surplus has a bound of its own and looks at the stage as a whole: its first year may be an earlier one.
  const note = {
    en: 'Surplus from: the first year after the peak and after the last shortage from which places stay empty beyond the working room (5 % unless set otherwise). The alert of surplus goes by its own rule and may begin earlier, while single grades are still short.',
    zh: '富余起始年：峰值和末个缺口年之后，空余学位一直不低于周转余量（未另设时为5%）的首年。富余预警另按其规则，个别年级尚缺时也可能先行出现。',
  }
  return section('turning-points', 'Peaks, shortages and surplus', '峰值、缺口与富余', [table], [], note)
}

const chanceColumns = (draws: number): Column[] => [
  { key: 'chance', heading: { en: 'Chance of a shortage', zh: '出现缺口的可能性' }, format: 'percent', draws },
  { key: 'low', heading: { en: 'Pupils, 10 %', zh: '学生数 10% 分位' }, format: 'count' },
  { key: 'high', heading: { en: 'Pupils, 90 %', zh: '学生数 90% 分位' }, format: 'count' },
]

/** The chance that at least one pupil has no place in some grade, and the range in which eight futures of ten lie. */
function chanceOf(pupils: Values, unmet: Values): Record<string, number> {
  const [drawn, missing] = [sortedDraws(pupils), unmet]
  return { chance: share((value) => value >= 0.5)(missing), low: quantile(0.1)(drawn), high: quantile(0.9)(drawn) }
}

export function balanceSection({ balance }: ReportInput, name: Names): Section {
  const { pupils, places, gap, unmet } = balance.stages
  const years = pupils.axes.year.labels
  const draws = pupils.axes.draw.labels.length
  const many = draws > 1
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
          ...(many ? chanceColumns(draws) : []),
        ],
        rows: years.map((year) => {
          const at = { area, stage: stageId, year }
          const [count, there] = [middle(rowAt(pupils, at)), middle(rowAt(places, at))]
          return { year, pupils: count, places: there, utilisation: there > 0 ? count / there : Infinity, gap: middle(rowAt(gap, at)), unmet: middle(rowAt(unmet, at)), ...(many ? chanceOf(rowAt(pupils, at), rowAt(unmet, at)) : {}) }
        }),
      })
    }
  }
  const note = {
    en: 'Gap = places − pupils of the stage. Unmet adds up pupils without a place grade by grade, before any offsetting.',
    zh: '余缺＝学位数－学生数（学段合计）；缺口按年级逐格累计，不以此年级之余补彼年级之缺。',
  }
  return section('balance', 'Pupils against places', '学位供需', tables, [], withMedians(note, pupils.axes.draw.labels.length))
}

export function entrySection({ projection }: ReportInput, name: Names): Section {
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
