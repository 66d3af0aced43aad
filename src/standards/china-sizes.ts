// Sizes of classes and schools in China, and the bands by which a class is too large.

import type { Fact } from '../core/fact.js'
import { norm, withFacts } from './norm.js'
import type { Publication } from './norm.js'
import type { ClassSizeBand, ClassSizeNorm, OversizeBands, SchoolSizeNorm, SchoolType, Text } from './types.js'

const kindergartenRules: Publication = { source: '《幼儿园工作规程》(教育部令第39号) art. 11, as quoted at 58gonglue.com/21686.html', date: '2016-03-01', evidence: 'C' }
const shenzhenProjects: Publication = { source: '深圳《中小学校项目规范》, 163.com HL8UI3CO0553UJOP', date: '2022-11-01', evidence: 'B' }
const countyPlan: Publication = { source: '“十四五”县域普通高中发展提升行动计划, reported by mngood.com 2021-12-16', date: '2021-12', evidence: 'D' }
const largeClassReport: Publication = { source: '教育部 definition, cited at qianinfo.com/index/34/50/4586515.html', date: '2018', evidence: 'C' }
const balanceForm: Publication = { source: '教督〔2017〕6号, as carried in a practitioners’ form', date: '2017', evidence: 'C' }
const provincialOpinion: Publication = { source: '配套教育设施意见 of a province (not shown), mirror whrc.net.cn/i77955', date: '2010s', evidence: 'C' }

/** Pupils per class: kindergarten 25, 30, 35 by year and 30 mixed; primary 45, junior 50, senior entry grades 55. */
export const chinaClassSizes: readonly ClassSizeNorm[] = /* @__PURE__ */ buildClassSizes()

/** 幼儿园 一般不超过360人: what a kindergarten generally does not exceed. */
export const kindergartenSize: Fact = /* @__PURE__ */ norm(kindergartenRules, 'CN-K-SIZE', 'children of a kindergarten', 360, 'children', { bound: 'at-most', stage: 'kindergarten', note: '一般: generally' })

/** 大班额 from 56, 超大班额 from 66; the bands, and the bins in which classes are reported. */
export const chinaOversize: OversizeBands = /* @__PURE__ */ buildOversize()

/** 大校额: more than 2,000 pupils, 2,500 in schools of nine or twelve years. The relaxed caps are weakly sourced. */
export const chinaSchoolSizes: readonly SchoolSizeNorm[] = /* @__PURE__ */ buildSchoolSizes()

/** Classes of the largest school of each type, by one province's rules for schools of housing estates. */
export const chinaSchoolClasses: readonly SchoolSizeNorm[] = /* @__PURE__ */ buildSchoolClasses()

/** Years in which large classes were to be gone: 超大班额 by 2018, 大班额 by 2020 (国发〔2016〕40号). */
export const chinaLargeClassDeadlines: Readonly<Record<'veryLarge' | 'large', Fact>> = /* @__PURE__ */ buildDeadlines()

function buildClassSizes(): readonly ClassSizeNorm[] {
  const size = (publication: Publication, stage: string, grade: string | undefined, pupils: number, note?: string): ClassSizeNorm =>
    withFacts(grade === undefined ? { stage } : { stage, grade }, {
      size: norm(publication, `CN-CLASS-${grade ?? stage}`, 'pupils per class', pupils, 'pupils', { bound: 'at-most', stage, ...(grade === undefined ? {} : { grade }), ...(note === undefined ? {} : { note }) }),
    })
  return Object.freeze([
    size(kindergartenRules, 'kindergarten', 'K1', 25),
    size(kindergartenRules, 'kindergarten', 'K2', 30),
    size(kindergartenRules, 'kindergarten', 'K3', 35),
    size(kindergartenRules, 'kindergarten', 'mixed', 30),
    size(shenzhenProjects, 'primary', undefined, 45, 'the same in the national form of balanced quality'),
    size(shenzhenProjects, 'junior', undefined, 50, 'the same in the national form of balanced quality'),
    size(countyPlan, 'senior', undefined, 55, 'entry grades; classes from 56 are to go'),
  ])
}

function band(publication: Publication, id: string, name: Text, from: number | undefined, to: number | undefined): ClassSizeBand {
  const at = (end: 'from' | 'to', value: number | undefined): Readonly<Partial<Record<'from' | 'to', Fact>>> =>
    value === undefined ? {} : { [end]: norm(publication, `CN-BAND-${id}-${end}`, `${end === 'from' ? 'least' : 'most'} pupils of a class told as ${name.en}`, value, 'pupils', { bound: end === 'from' ? 'at-least' : 'at-most' }) }
  return Object.freeze({ id, name: Object.freeze(name), from, to, facts: Object.freeze({ ...at('from', from), ...at('to', to) }) })
}

function buildOversize(): OversizeBands {
  const bands = [
    band(largeClassReport, 'normal', { en: 'normal', zh: '正常班额' }, 36, 45),
    band(largeClassReport, 'rather-large', { en: 'rather large', zh: '偏大班额' }, 46, 55),
    band(largeClassReport, 'large', { en: 'large', zh: '大班额' }, 56, 65),
    band(largeClassReport, 'very-large', { en: 'very large', zh: '超大班额' }, 66, undefined),
  ]
  const ends: readonly (readonly [number | undefined, number | undefined])[] = [[undefined, 25], [26, 30], [31, 35], [36, 40], [41, 45], [46, 50], [51, 55], [56, 60], [61, 65], [66, undefined]]
  const bins = ends.map(([from, to]) => {
    const words = from === undefined ? `up to ${to}` : to === undefined ? `from ${from}` : `${from}–${to}`
    return band({ ...balanceForm, evidence: 'D' }, `bin-${from ?? 0}`, { en: words, zh: from === undefined ? `${to}人及以下` : to === undefined ? `${from}人及以上` : `${from}—${to}人` }, from, to)
  })
  return withFacts(
    { bands: Object.freeze(bands), bins: Object.freeze(bins) },
    {
      largeFrom: norm(largeClassReport, 'CN-LARGE-CLASS', 'pupils from which a class is large (大班额)', 56, 'pupils', { bound: 'at-least' }),
      veryLargeFrom: norm(largeClassReport, 'CN-VERY-LARGE-CLASS', 'pupils from which a class is very large (超大班额)', 66, 'pupils', { bound: 'at-least' }),
    },
  )
}

function buildSchoolSizes(): readonly SchoolSizeNorm[] {
  const size = (type: SchoolType, pupils: number, relaxed: number | undefined): SchoolSizeNorm =>
    withFacts(
      {
        type,
        unit: 'pupils' as const,
        ...(relaxed === undefined
          ? {}
          : { relaxed: norm({ ...balanceForm, evidence: 'D' }, `CN-SCHOOL-RELAXED-${type}`, 'pupils of a school built by 2010, or with more than half migrant pupils', relaxed, 'pupils', { bound: 'at-most', note: 'a single weak source: check before use' }) }),
      },
      { atMost: norm(balanceForm, `CN-SCHOOL-${type}`, 'pupils of a school', pupils, 'pupils', { bound: 'at-most' }) },
    )
  return Object.freeze([size('primary', 2000, 2400), size('junior', 2000, 2400), size('nine-year', 2500, 3000), size('twelve-year', 2500, undefined)])
}

function buildSchoolClasses(): readonly SchoolSizeNorm[] {
  const rows: readonly (readonly [SchoolType, number])[] = [['kindergarten', 12], ['primary', 36], ['junior', 36], ['nine-year', 45], ['senior', 60]]
  return Object.freeze(rows.map(([type, classes]) => withFacts({ type, unit: 'classes' as const }, { atMost: norm(provincialOpinion, `CN-CLASSES-${type}`, 'classes of a school', classes, 'classes', { bound: 'at-most' }) })))
}

function buildDeadlines(): Readonly<Record<'veryLarge' | 'large', Fact>> {
  const plan: Publication = { source: '国发〔2016〕40号, xing528.com/lilun/2142038.html', date: '2016', evidence: 'C' }
  return Object.freeze({
    veryLarge: norm(plan, 'CN-NO-VERY-LARGE', 'year by which very large classes are to be gone', 2018, 'year'),
    large: norm(plan, 'CN-NO-LARGE', 'year by which large classes are to be gone', 2020, 'year'),
  })
}
