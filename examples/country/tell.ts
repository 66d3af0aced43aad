// What a ministry reads: pupils of the country by stage with their range, peaks, and how many counties run short.

import { chinaLadder, selectLabels, stageOf, summarise, valueAt } from 'school-places'
import { tableText, withCommas } from 'school-places/report'
import type { Column } from 'school-places/report'

import { statistics } from './simulate-shard'
import type { CountrySummaries } from './simulate-shard'

export function tellCountry({ total, measures, sums }: CountrySummaries, every: number): string {
  const { stage, year } = total.middle.axes
  const shown = year.labels.filter((_, i) => i % every === 0)
  const column = (key: string, en: string, zh: string, format: Column['format'] = 'count'): Column => ({ key, heading: { en, zh }, format })
  const rows = stage.labels.flatMap((id) =>
    shown.map((at) => {
      const of = (cube: typeof total.middle): number => valueAt(cube, { stage: id, year: at })
      const short = measures.unmet.chance.axes.area.labels.filter((area) => valueAt(measures.unmet.chance, { area, stage: id, year: at }) >= 0.5).length
      return { stage: stageOf(chinaLadder, id).name, year: at, pupils: of(total.middle), low: of(total.low), high: of(total.high), short }
    }),
  )
  const columns = [column('stage', 'Stage', '学段', 'text'), column('year', 'Year', '学年', 'year'), column('pupils', 'Pupils', '学生数'), column('low', '10 %', '10% 分位'), column('high', '90 %', '90% 分位'), column('short', 'Counties short', '有缺口的县')]
  const caption = { en: 'Pupils, the range of eight futures in ten, and counties that are short with a chance of 50 % or more', zh: '学生数、八成区间，及缺口可能性不低于五成的县数' }
  const peaks = stage.labels.map((id) => {
    const counts = year.labels.map((at) => valueAt(total.middle, { stage: id, year: at }))
    const peak = year.labels[counts.indexOf(Math.max(...counts))]!
    return `• ${id}: most pupils in ${peak}${peak === year.labels[0] ? ', and fewer from then on' : ''}`
  })
  const anywhere = measures.unmet.chance.axes.area.labels.filter((area) => stage.labels.some((id) => year.labels.some((at) => valueAt(measures.unmet.chance, { area, stage: id, year: at }) >= 0.5)))
  // Quantiles are never added: the sums of the provinces were kept draw by draw.
  const provinces = sums.unmet.axes.area.labels.map((area) => ({ area, unmet: summarise(selectLabels(sums.unmet, 'area', [area]), statistics) }))
  const worst = provinces.flatMap(({ area, unmet }) => stage.labels.flatMap((id) => year.labels.map((at) => ({ area, id, at, middle: valueAt(unmet.middle, { stage: id, year: at }), high: valueAt(unmet.high, { stage: id, year: at }) }))))
  const most = worst.reduce((a, b) => (b.middle > a.middle ? b : a))
  return [
    tableText({ id: 'country', caption, columns, rows }, 'both'),
    ...peaks,
    `• ${withCommas(anywhere.length)} of ${withCommas(measures.unmet.chance.axes.area.labels.length)} counties are short in some stage and year with a chance of 50 % or more`,
    `• most pupils without a place in one province: ${most.area}, ${most.id}, ${withCommas(Math.round(most.middle))} in ${most.at} (above ${withCommas(Math.round(most.high))} in one future of ten)`,
  ].join('\n')
}
