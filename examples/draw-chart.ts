// Draws a chart option as SVG with the server-side renderer of Apache ECharts.

import * as echarts from 'echarts'
import type { ChartOption, GanttOption } from 'school-places/report'

export function drawChart(option: ChartOption | GanttOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 560, height: 360 })
  try {
    chart.setOption(structuredClone(option) as echarts.EChartsOption)
    return chart.renderToSVGString()
  } finally {
    // Without this the process never exits.
    chart.dispose()
  }
}
