// Charts as plain JSON in the form of Apache ECharts options: no chart library is needed to make one, and any can draw it.

import { requireObject } from '../core/error.js'
import type { Text } from '../standards/types.js'
import type { ChartOption, ChartSeries } from './chart-option.js'
import { inLanguage, sectorNames } from './labels.js'
import type { Language } from './report.js'

// Unquoted names: quotes in a font family give invalid XML in server-side SVG.
export const fonts = 'Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Zen Hei, sans-serif'

// Demand in the one warm colour, places in blues: told apart without relying on hue alone, because one is a line and the other areas.
const demandColour = '#c0392b'
const sectorColours: Readonly<Record<string, string>> = { public: '#1f5f8b', purchased: '#3f8fbf', 'private-inclusive': '#7fb7d9', private: '#b9d9ec' }

export interface PlacesSeries {
  readonly title: Text
  readonly years: readonly number[]
  readonly pupils: readonly number[]
  /** Places by sector id, stacked in this order. */
  readonly places: Readonly<Record<string, readonly number[]>>
}

/**
 * Pupils as a line over places as stacked areas, by year.
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
  return {
    title: { text: inLanguage(series.title, language), left: 'left', textStyle: { fontSize: 15 } },
    textStyle: { fontFamily: fonts },
    animation: false,
    legend: { top: 42, left: 'left' },
    grid: { left: 64, right: 20, top: 96, bottom: 32 },
    xAxis: { type: 'category', data: series.years.map(String), boundaryGap: false },
    yAxis: { type: 'value', min: 0, name: inLanguage({ en: 'pupils, places', zh: '学生、学位' }, language) },
    series: [
      ...areas,
      {
        name: inLanguage({ en: 'Pupils', zh: '学生数' }, language),
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
