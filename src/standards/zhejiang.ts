// Zhejiang: the bands of its school place warning and the peaks it expects. `zhejiangRules` are the warning rules made of the bands.

import type { Fact } from '../core/fact.js'
import { normsOf } from './norm.js'

/** Children of local registration ÷ normal admission plan: yellow from 0.90, red from 1.00; three entry years ahead in primary, one in junior. */
export const zhejiangBands: Readonly<Record<'yellow' | 'red' | 'primaryYears' | 'juniorYears', Fact>> = /* @__PURE__ */ normsOf(
  { source: '浙教基〔2018〕100号, as published in a district notice of 2022-05-05', date: '2018', evidence: 'C', area: 'zhejiang' },
  'ZJ-WARNING',
  {
    yellow: ['children of local registration ÷ normal admission plan, yellow', 0.9, 'ratio', { bound: 'at-least', precision: 0.01 }],
    red: ['children of local registration ÷ normal admission plan, red', 1, 'ratio', { bound: 'at-least', precision: 0.01 }],
    primaryYears: ['entry years ahead that are warned', 3, 'years', { stage: 'primary' }],
    juniorYears: ['entry years ahead that are warned', 1, 'years', { stage: 'junior' }],
  },
)

/** Greatest numbers of pupils: kindergarten 2020, primary 2023 (as they were), junior 2029, senior 2032 (as expected). */
export const zhejiangPeaks: Readonly<Record<'kindergarten' | 'primary' | 'junior' | 'senior', Fact>> = /* @__PURE__ */ normsOf({ source: '澎湃 (mirror)', date: '2024', evidence: 'C', area: 'zhejiang' }, 'ZJ-PEAK', {
  kindergarten: ['pupils at the peak', 2_008_400, 'pupils', { stage: 'kindergarten', year: 2020, status: 'achieved', precision: 100 }],
  primary: ['pupils at the peak', 4_113_700, 'pupils', { stage: 'primary', year: 2023, status: 'achieved', precision: 100 }],
  junior: ['pupils at the peak', 2_061_100, 'pupils', { stage: 'junior', year: 2029, status: 'planned', precision: 100 }],
  senior: ['pupils at the peak', 1_896_300, 'pupils', { stage: 'senior', year: 2032, status: 'planned', precision: 100 }],
})
