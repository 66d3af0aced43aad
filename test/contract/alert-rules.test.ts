// What every published rule must keep: levels in order, years ahead that make sense, a source.

import { chanceRule, chinaRemedies, fallingRollsRule, shenzhenRule, surplusRule, utilisationTiersRule, zhejiangRules } from 'school-places/standards'
import { describe, expect, test } from 'vitest'

describe.each([...zhejiangRules, shenzhenRule, surplusRule, chanceRule, fallingRollsRule, utilisationTiersRule])('$id', (rule) => {
  test('its levels rise from the mildest to the gravest', () => {
    const limits = rule.levels.map((level) => level.atLeast)
    expect(limits).toEqual([...limits].sort((a, b) => a - b))
    expect(new Set(rule.levels.map((level) => level.level)).size).toBe(rule.levels.length)
  })

  test('its years ahead lie inside its leads', () => {
    for (const { from, to } of [rule.leads, ...rule.levels.map((level) => level.leads ?? rule.leads)]) {
      expect(from).toBeGreaterThanOrEqual(rule.leads.from)
      expect(to).toBeLessThanOrEqual(rule.leads.to)
      expect(from).toBeLessThanOrEqual(to)
    }
  })

  test('it has a source with evidence and names in both languages', () => {
    expect(rule.source.source.length).toBeGreaterThan(5)
    expect(['A', 'B', 'C', 'D', 'U']).toContain(rule.source.evidence)
    for (const name of [rule.name, ...rule.levels.map((level) => level.name)]) {
      expect(name.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(name.en).toMatch(/[a-z]/)
    }
  })

  test('it is frozen data that survives a copy', () => {
    expect(Object.isFrozen(rule)).toBe(true)
    expect(structuredClone(rule)).toEqual(rule)
  })
})

test.each(chinaRemedies)('$id takes whole years and names its source', (remedy) => {
  expect(Number.isInteger(remedy.years) && remedy.years >= 1).toBe(true)
  expect(remedy.source.source).toMatch(/\d/)
})
