// Norms published in China, each with source and grade of evidence. A default taken from here is always reported as such.

import type { Fact } from '../core/fact.js'
import type { AlertRule, Remedy } from './types.js'

function rule(id: string, measure: string, value: number, unit: string, source: string, date: string, evidence: Fact['evidence'], note?: string): Fact {
  return Object.freeze({ id, measure, value, unit, source, date, status: 'rule', bound: 'exact', evidence, ...(note === undefined ? {} : { note }) })
}

const zhejiangFact = /* @__PURE__ */ rule(
  'CN-ZJ-2018-100',
  'school place warning, children of local registration ÷ normal admission plan',
  0.9,
  'ratio',
  '浙教基〔2018〕100号, as published in a district notice of 2022-05-05',
  '2018',
  'C',
  'yellow from 0.90, red from 1.00; primary three entry years ahead, junior one',
)

/**
 * Zhejiang: children ÷ admission plan of the entry grade; yellow from 0.90, red from 1.00.
 * Primary is warned for three intakes, junior for one. The published rule counts children of local registration (户籍).
 */
export const zhejiangRules: readonly AlertRule[] = /* @__PURE__ */ Object.freeze(
  [
    { stage: 'primary', to: 3 },
    { stage: 'junior', to: 1 },
  ].map(
    ({ stage, to }): AlertRule =>
      Object.freeze({
        id: `zhejiang-${stage}`,
        name: { en: 'Zhejiang warning', zh: '浙江学位预警' },
        kind: 'shortage' as const,
        measure: 'utilisation' as const,
        scope: 'entry-grade' as const,
        children: 'local' as const,
        stages: [stage],
        // The intake being admitted counts as the first.
        leads: { from: 0, to },
        levels: [
          { level: 'yellow', name: { en: 'yellow', zh: '黄色' }, atLeast: 0.9 },
          { level: 'red', name: { en: 'red', zh: '红色' }, atLeast: 1 },
        ],
        source: zhejiangFact,
      }),
  ),
)

/** Shenzhen 6-3-1: predict demand six years ahead, plan three years ahead, ensure supply one year ahead. */
export const shenzhenRule: AlertRule = /* @__PURE__ */ Object.freeze({
  id: 'shenzhen-6-3-1',
  name: { en: 'Shenzhen 6-3-1', zh: '深圳“631”' },
  kind: 'shortage' as const,
  measure: 'unmet' as const,
  scope: 'stage' as const,
  leads: { from: 0, to: 6 },
  levels: [
    { level: 'predict', name: { en: 'predict (6 years)', zh: '六年预测' }, atLeast: 1, leads: { from: 4, to: 6 } },
    { level: 'plan', name: { en: 'plan (3 years)', zh: '三年规划' }, atLeast: 1, leads: { from: 2, to: 3 } },
    { level: 'ensure', name: { en: 'ensure (1 year)', zh: '一年保障' }, atLeast: 1, leads: { from: 0, to: 1 } },
  ],
  source: /* @__PURE__ */ rule('CN-SZ-631', 'years ahead to predict, plan and ensure', 6, 'years', 'english.sz.gov.cn 2019-09-12', '2019-09', 'A', '6 predict, 3 plan, 1 ensure'),
})

/** Places that stay empty after the peak. The threshold is this library's own convention: no published Chinese rule was found. */
export const surplusRule: AlertRule = /* @__PURE__ */ Object.freeze({
  id: 'surplus',
  name: { en: 'surplus places', zh: '学位富余' },
  kind: 'surplus' as const,
  measure: 'spareShare' as const,
  scope: 'stage' as const,
  leads: { from: 0, to: 15 },
  levels: [{ level: 'surplus', name: { en: 'surplus', zh: '富余' }, atLeast: 0.1 }],
  source: /* @__PURE__ */ Object.freeze({ ...rule('SP-SURPLUS', 'share of places that stay empty', 0.1, 'ratio', 'school-places, own convention', '2026', 'U'), status: 'assumed' as const }),
})

/** Ways to add places and how long they take from decision to opening on 1 September, as published. A plan derives the years from durations instead: see `leadTimes`. */
export const chinaRemedies: readonly Remedy[] = /* @__PURE__ */ Object.freeze([
  {
    id: 'prefabricated',
    name: { en: 'prefabricated school', zh: '装配式学校' },
    mode: 'prefabricated',
    years: 1,
    source: rule('CN-PREFAB', 'years from decision to opening, prefabricated', 1, 'years', 'Futian 5 schools, about 6 months (mic.cic.hk); Guangming, 9 months (dutenews.com 2023-09)', '2020', 'A', 'opening only on 1 September, so rounded up to a year'),
  },
  {
    id: 'conventional',
    name: { en: 'conventional school', zh: '传统建设' },
    mode: 'traditional',
    years: 3,
    source: rule('CN-CONVENTIONAL', 'years from decision to opening, conventional', 3, 'years', '深圳特区报 on the Futian programme: whole cycle 3–5 years', '2020', 'C', 'the short end of 3–5'),
  },
])
