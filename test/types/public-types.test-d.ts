// What must and must not type-check. Compiled by `npm run typecheck`, the first step of `npm test`.

import type { EChartsOption } from 'echarts'
import { aggregate, combine, createAxis, createCube, parseInputs, summarise, median, total } from 'school-places'
import type { Cube, Tables } from 'school-places'
import type { ChartOption } from 'school-places/report'

const axes = { area: createAxis(['a']), grade: createAxis(['P1']), year: createAxis([2021]), draw: createAxis([0]) }
const pupils = createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils')
const factor = createCube(['year'], { year: axes.year }, 'ratio')

// dims follow through verbs
export const stages: Cube<readonly ['area', 'stage', 'year', 'draw']> = aggregate(pupils, 'grade', [], 'stage')
export const all: Cube<readonly ['grade', 'year', 'draw']> = total(pupils, 'area')
export const middle: Cube<readonly ['area', 'grade', 'year']> = summarise(pupils, { middle: median() }).middle
export const product: typeof pupils = combine(pupils, factor, 'pupils', (a, b) => a * b)

// @ts-expect-error the second cube may use only dimensions of the first
combine(factor, pupils, 'pupils', (a: number) => a)
// @ts-expect-error a cube cannot be aggregated over a dimension it does not have
aggregate(factor, 'grade', [])
// @ts-expect-error numbers of a cube are read-only
pupils.values[0] = 1
// @ts-expect-error years are numbers
createCube(['year'], { year: createAxis(['2021']) }, 'pupils')
// @ts-expect-error a sector is one of four
export const wrongSector: Tables = { areas: [], places: [{ area: 'a', stage: 'primary', sector: 'state', year: 2021, places: 1 }] }
// @ts-expect-error a result is read-only
parseInputs({ areas: [] }).planningAreas.push('a')

// a chart option is an ECharts option
export const option = (from: ChartOption): EChartsOption => structuredClone(from) as EChartsOption
