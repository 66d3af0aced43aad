// The part of an Apache ECharts option that the charts use, as plain JSON without functions.

// Types, not interfaces: an interface has no index signature and is not assignable to the option type of ECharts.
export type ChartSeries = {
  readonly name: string
  readonly type: 'line'
  readonly data: readonly number[]
  readonly step?: 'middle'
  readonly stack?: string
  readonly symbol?: 'none' | 'circle'
  readonly symbolSize?: number
  readonly color?: string
  readonly lineStyle?: { readonly width: number; readonly color?: string }
  readonly areaStyle?: { readonly opacity: number; readonly color?: string }
  readonly z?: number
  readonly silent?: true
}
export type ChartOption = {
  readonly title: { readonly text: string; readonly left: 'left' | 'center'; readonly textStyle: { readonly fontSize: number } }
  readonly textStyle: { readonly fontFamily: string }
  readonly animation: false
  readonly legend: { readonly top: number; readonly left: 'left' | 'center'; readonly data?: readonly { readonly name: string; readonly icon?: 'rect' }[] }
  readonly grid: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  readonly xAxis: { readonly type: 'category'; readonly data: readonly string[]; readonly boundaryGap: false }
  readonly yAxis: { readonly type: 'value'; readonly min: 0; readonly name: string }
  readonly series: readonly ChartSeries[]
}
