// What building school places took in China: months and money, as ranges of projects that were seen. Land is not in the money.

import { norm, withFacts } from './norm.js'
import type { Publication } from './norm.js'
import type { ObservedRange, Text } from './types.js'

/** Months by mode and step. Places open on 1 September only, so a month can cost a year. */
export const chinaBuildMonths: readonly ObservedRange[] = /* @__PURE__ */ buildMonths()

/** Money per m² and per place by region. */
export const chinaBuildCosts: readonly ObservedRange[] = /* @__PURE__ */ buildCosts()

type Row = readonly [id: string, name: Text, unit: string, low: number, high: number, publication: Publication, note: string]

function rangesOf(prefix: string, rows: readonly Row[]): readonly ObservedRange[] {
  return Object.freeze(
    rows.map(([id, name, unit, low, high, publication, note]) => {
      const detail = { status: publication.evidence === 'derived' ? ('derived' as const) : ('achieved' as const), note }
      return withFacts({ id, name, unit }, { low: norm(publication, `${prefix}-${id}-low`, `${name.en}, least`, low, unit, detail), high: norm(publication, `${prefix}-${id}-high`, `${name.en}, greatest`, high, unit, detail) })
    }),
  )
}

function buildMonths(): readonly ObservedRange[] {
  return rangesOf('CN-MONTHS', [
    ['whole-conventional', { en: 'whole cycle of a conventional school', zh: '传统学校全周期' }, 'months', 36, 60, { source: '深圳特区报 on the Futian programme', date: '2020', evidence: 'C' }, '3–5 years'],
    [
      'works-conventional',
      { en: 'building works of a conventional school, start to opening', zh: '传统学校开工至开办' },
      'months',
      12,
      22,
      { source: '松山湖北区学校 2019–2020, 南昌博文学校 2021–2022, 宝安福海高中 2021–2022, Shanghai Jing’an primary school 2025–2027', date: '2024', evidence: 'C' },
      '12, 13, 16 and 22 months',
    ],
    [
      'whole-prefabricated',
      { en: 'whole cycle of a prefabricated or modular school', zh: '装配式、模块化学校全周期' },
      'months',
      6,
      9,
      { source: 'Futian 5 schools (mic.cic.hk), Guangming school and kindergarten (dutenews.com 2023-09)', date: '2023-09', evidence: 'B' },
      'about 6 and 9 months',
    ],
  ])
}

function buildCosts(): readonly ObservedRange[] {
  const pearl: Publication = { source: 'projects in Shenzhen, Guangzhou and Dongguan 2017–2024', date: '2024', evidence: 'derived', area: 'pearl-river-delta' }
  const nanchang: Publication = { source: '南昌市青云谱区 2022-06-20 (mirror): 博文, 万溪, 京山', date: '2022-06-20', evidence: 'derived', area: 'nanchang' }
  return rangesOf('CN-COST', [
    ['pearl-river-floor', { en: 'cost of building in the Pearl River Delta', zh: '珠三角单位建筑面积造价' }, 'yuan per m²', 4_408, 7_385, pearl, 'investment ÷ floor: 松山湖北区学校 and 第十七高中'],
    ['pearl-river-place', { en: 'cost of a place in the Pearl River Delta', zh: '珠三角每学位造价' }, 'yuan per place', 97_000, 208_000, pearl, 'investment ÷ places: 9.7万 to 20.8万'],
    ['nanchang-floor', { en: 'cost of building in Nanchang', zh: '南昌单位建筑面积造价' }, 'yuan per m²', 3_474, 4_000, nanchang, 'investment ÷ floor'],
    ['nanchang-place', { en: 'cost of a place in Nanchang', zh: '南昌每学位造价' }, 'yuan per place', 71_000, 86_000, nanchang, 'investment ÷ places: 7.1万 to 8.6万'],
  ])
}
