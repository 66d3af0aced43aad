// Draws a chart option as SVG with the server-side renderer of Apache ECharts.

import * as echarts from 'echarts'
import { escapeHtml } from 'school-places/report'
import type { ChartOption, GanttOption } from 'school-places/report'

export function drawChart(option: ChartOption | GanttOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 560, height: 360 })
  try {
    chart.setOption(structuredClone(option) as echarts.EChartsOption)
    // A picture by itself has a title too, for those who cannot see it and for the tab it is opened in.
    return chart.renderToSVGString().replace(/^<svg [^>]*>/, (opening) => `${opening.slice(0, -1)} role="img"><title>${escapeHtml(option.title.text)}</title>`)
  } finally {
    // Without this the process never exits.
    chart.dispose()
  }
}
