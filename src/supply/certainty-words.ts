// Words of certainty as chances: what 确保, 力争, 争取 or 初步 is worth in places.
// No published figure says how often such a promise is kept: the chances are this library's own convention, to be replaced by the user's record.

import type { Fact } from '../core/fact.js'

/** The chance that what a word promises comes at all, from 0 to 1, by word. */
export type CertaintyWords = Readonly<Record<string, number>>

/**
 * 已完成 and 完成 say that it is done, 确保 commits, 推进 reports work under way, 力争 and 争取 aim, 初步 is a first step.
 * Their order follows the use of the words in work plans; the figures are this library's own convention.
 */
export const usualCertainty: CertaintyWords = /* @__PURE__ */ Object.freeze({
  已完成: 1,
  完成: 1,
  确保: 0.95,
  扎实推进: 0.8,
  加快推进: 0.8,
  稳步推进: 0.8,
  力争: 0.75,
  争取: 0.6,
  初步: 0.3,
  初步落实: 0.3,
})

/** A word's chance as a fact that can be cited, contested and replaced. */
export function certaintyFact(word: string, chance: number): Fact {
  return Object.freeze({
    id: `CERTAINTY-${word}`,
    measure: `chance that what is announced with ${word} comes`,
    value: chance,
    unit: 'probability',
    source: 'school-places, own convention',
    date: '2026',
    status: 'assumed',
    bound: 'about',
    evidence: 'U',
  })
}
