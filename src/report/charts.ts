// Charts as plain JSON in the form of Apache ECharts options: no chart library is needed to make one, and any can draw it.

import { requireObject } from '../core/error.js'
import type { Text } from '../standards/types.js'
import type { ChartOption, ChartSeries } from './chart-option.js'
import { inLanguage, sectorNames } from './labels.js'
import type { Language } from './report.js'
import { displayWidth } from './text.js'

// Unquoted names: quotes in a font family give invalid XML in server-side SVG.
export const fonts = 'Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Zen Hei, sans-serif'

// Demand in the one warm colour, places in blues: told apart without relying on hue alone, because one is a line and the other areas.
const demandColour = '#c0392b'
// Lighter than the darkest places and darker than the paper.
const bandColour = '#f0b3aa'
const sectorColours: Readonly<Record<string, string>> = { public: '#1f5f8b', purchased: '#3f8fbf', 'private-inclusive': '#7fb7d9', private: '#b9d9ec' }

export interface PlacesSeries {
  readonly title: Text
  readonly years: readonly number[]
  readonly pupils: readonly number[]
  /** The range of drawn pupils that holds eight futures of ten; no band when left out. */
  readonly range?: { readonly low: readonly number[]; readonly high: readonly number[] } | undefined
  /** Places by sector id, stacked in this order. */
  readonly places: Readonly<Record<string, readonly number[]>>
}

/**
 * Pupils as a line over places as stacked areas, by year; a light band about the line where there is a range.
 *
 * @returns a plain-JSON ECharts option without functions
 */
export function placesChart(series: PlacesSeries, language: Language): ChartOption {
  requireObject(series, 'series', 'placesChart', 1, ['years', 'pupils', 'places'])
  const areas = Object.entries(series.places).map(([sector, data]): ChartSeries => {
    const colour = sectorColours[sector] ?? '#999999'
    return {
      name: inLanguage(sectorNames[sector] ?? { en: sector, zh: sector }, language),
      type: 'line',
      stack: 'places',
      symbol: 'none',
      color: colour,
      lineStyle: { width: 1, color: colour },
      areaStyle: { opacity: 0.75, color: colour },
      data: data.map(Math.round),
    }
  })
  const pupils = inLanguage({ en: 'Pupils', zh: '学生数' }, language)
  const band = bandOf(series.range, language)
  const names = [...areas.map(({ name }) => name), pupils, ...band.slice(1).map(({ name }) => name)]
  return {
    title: { text: inLanguage(series.title, language), left: 'left', textStyle: { fontSize: 15 } },
    textStyle: { fontFamily: fonts },
    animation: false,
    // The foot that a band stands on is no series of its own: the legend names the others.
    legend: { top: 42, left: 'left', data: names.map((name) => (name === band[1]?.name ? { name, icon: 'rect' } : { name })) },
    grid: { left: 64, right: 20, top: 78 + 18 * legendRows(names), bottom: 32 },
    xAxis: { type: 'category', data: series.years.map(String), boundaryGap: false },
    yAxis: { type: 'value', min: 0, name: inLanguage({ en: 'pupils, places', zh: '学生、学位' }, language) },
    series: [
      ...areas,
      ...band,
      {
        name: pupils,
        type: 'line',
        symbol: 'circle',
        symbolSize: 5,
        color: demandColour,
        lineStyle: { width: 3, color: demandColour },
        data: series.pupils.map(Math.round),
        z: 5,
      },
    ],
  }
}

/** Two lines without ink, one stacked on the other: the space between them is the band. */
function bandOf(range: PlacesSeries['range'], language: Language): ChartSeries[] {
  if (range === undefined) return []
  const low = range.low.map(Math.round)
  const lines = { type: 'line', stack: 'range', symbol: 'none', color: bandColour, lineStyle: { width: 0 }, z: 4, silent: true } as const
  return [
    { ...lines, name: 'low', data: low },
    { ...lines, name: inLanguage({ en: '80 % range', zh: '80%区间' }, language), areaStyle: { opacity: 0.5, color: bandColour }, data: range.high.map((value, i) => Math.round(value) - low[i]!) },
  ]
}

/** Rows that the names take in a picture of the usual width; a second row must not run into the axis below it. */
function legendRows(names: readonly string[]): number {
  let [rows, left] = [1, 520]
  for (const name of names) {
    const width = 40 + 6.5 * displayWidth(name)
    if (width > left) [rows, left] = [rows + 1, 520]
    left -= width
  }
  return rows
}
