// Numbers that are spoken of but for which no source was read. They are here so that nobody types them in again as if they were known:
// none of them is a default, and `appliedDefault` refuses them.

import type { Fact } from '../core/fact.js'
import { normsOf } from './norm.js'

/** General knowledge without a source (grade U): to be checked before use, never assumed for a caller. */
export const unsourcedNorms: Readonly<Record<'seniorClass' | 'kindergartenFewest' | 'kindergartenMost' | 'lastIndicator' | 'preparationLow' | 'preparationHigh' | 'privateCompulsory', Fact>> = /* @__PURE__ */ normsOf(
  { source: 'general knowledge, no source read', date: '2026', evidence: 'U' },
  'UNSOURCED',
  {
    seniorClass: ['design size of a senior class (GB 50099)', 50, 'pupils', { status: 'assumed', stage: 'senior' }],
    kindergartenFewest: ['children per member of kindergarten staff (2013)', 5, 'pupils per staff', { status: 'assumed', stage: 'kindergarten', bound: 'at-least' }],
    kindergartenMost: ['children per member of kindergarten staff (2013)', 7, 'pupils per staff', { status: 'assumed', stage: 'kindergarten', bound: 'at-most' }],
    lastIndicator: ['part of the seventh indicator of balanced quality that a school must reach', 85, '%', { status: 'assumed', bound: 'at-least' }],
    preparationLow: ['preparation from site to building permit, least', 6, 'months', { status: 'assumed' }],
    preparationHigh: ['preparation from site to building permit, greatest', 18, 'months', { status: 'assumed' }],
    privateCompulsory: ['share of private pupils in compulsory schools of a province', 5, '%', { status: 'assumed', bound: 'at-most' }],
  },
)
