// Warning rules from outside China and of this library's own convention: chances, falling rolls, tiers of utilisation.

import type { Fact } from '../core/fact.js'
import type { AlertRule } from './types.js'

const convention = (id: string, measure: string, value: number, note: string): Fact =>
  Object.freeze({ id, measure, value, unit: 'ratio', source: 'school-places, own convention', date: '2026', status: 'assumed', bound: 'exact', evidence: 'U', note })

/** The chance that at least one pupil has no place: 20 % is worth a look, from 50 % a shortage is likelier than not. The bounds are this library's own. */
export const chanceRule: AlertRule = /* @__PURE__ */ Object.freeze({
  id: 'chance',
  name: { en: 'chance of a shortage', zh: '学位短缺可能性' },
  kind: 'shortage' as const,
  measure: 'chance' as const,
  scope: 'stage' as const,
  leads: { from: 0, to: 15 },
  levels: [
    { level: 'watch', name: { en: 'watch', zh: '关注' }, atLeast: 0.2 },
    { level: 'likely', name: { en: 'likely', zh: '较可能' }, atLeast: 0.5 },
    { level: 'nearly-certain', name: { en: 'nearly certain', zh: '几乎确定' }, atLeast: 0.9 },
  ],
  source: /* @__PURE__ */ convention('SP-CHANCE', 'chance of a shortage', 0.2, '0.2 watch, 0.5 likely, 0.9 nearly certain'),
})

/** Pupils well below their peak: schools that will be too large to keep. The bounds are this library's own; England funds schools through "falling rolls" without a number. */
export const fallingRollsRule: AlertRule = /* @__PURE__ */ Object.freeze({
  id: 'falling-rolls',
  name: { en: 'falling rolls', zh: '生源下降' },
  kind: 'surplus' as const,
  measure: 'decline' as const,
  scope: 'stage' as const,
  leads: { from: 1, to: 15 },
  levels: [
    { level: 'falling', name: { en: 'falling', zh: '下降' }, atLeast: 0.1 },
    { level: 'steep', name: { en: 'steep fall', zh: '大幅下降' }, atLeast: 0.25 },
  ],
  source: /* @__PURE__ */ convention('SP-FALLING', 'share of pupils below the peak', 0.1, 'seven London boroughs lost more than 10 % of their reception pupils in four years (London Councils)'),
})

/**
 * Three tiers of projected utilisation four years ahead, as Montgomery County's Annual School Test has them.
 * That there are three tiers, four years ahead, is published; the bounds 1.05, 1.20 and 1.35 are from general knowledge of its policy of 2020: check them before use.
 */
export const utilisationTiersRule: AlertRule = /* @__PURE__ */ Object.freeze({
  id: 'utilisation-tiers',
  name: { en: 'three tiers of utilisation', zh: '利用率三级预警' },
  kind: 'shortage' as const,
  measure: 'utilisation' as const,
  scope: 'stage' as const,
  leads: { from: 4, to: 4 },
  levels: [
    { level: 'tier-1', name: { en: 'tier 1', zh: '一级' }, atLeast: 1.05 },
    { level: 'tier-2', name: { en: 'tier 2', zh: '二级' }, atLeast: 1.2 },
    { level: 'tier-3', name: { en: 'tier 3', zh: '三级' }, atLeast: 1.35 },
  ],
  source: /* @__PURE__ */ Object.freeze({
    id: 'US-MC-AST',
    measure: 'projected utilisation four years ahead, bounds of three tiers',
    value: 1.05,
    unit: 'ratio',
    source: 'Montgomery County Planning Board, Annual School Test (montgomeryplanning.org 2022-06-16: three tiers, four years ahead); bounds unsourced',
    date: '2022-06-16',
    status: 'rule' as const,
    bound: 'exact' as const,
    evidence: 'U' as const,
    note: 'bounds 1.05, 1.20, 1.35',
  }),
})
