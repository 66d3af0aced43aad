// Warning rules that cannot mean what they say are refused before any is run: a rule with its bounds the wrong way round would never turn red.

import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { AlertLevel, AlertRule, Leads, Remedy } from '../standards/types.js'

/**
 * Refuses rules and remedies that cannot be used, every fault at once.
 *
 * @throws `invalid-option` listing rules without levels, levels that are named twice or do not rise from the mildest to the gravest, bounds that are no
 *   number, years ahead that run backwards or are not whole, and remedies that take no whole number of years. Equal bounds are allowed where the levels
 *   hold in different years ahead, as in Shenzhen's 6-3-1.
 * Cost: O(levels²).
 */
export function checkRules(rules: readonly AlertRule[], remedies: readonly Remedy[], verb: string): void {
  const faults = [...rules.flatMap(faultsOfRule), ...remedies.flatMap(faultsOfRemedy)]
  if (faults.length > 0) throw new PlacesError('invalid-option', `${verb}: ${faults.map((each) => each.message).join('; ')}`, { issues: faults })
}

function faultsOfRule(rule: AlertRule): Issue[] {
  const faults: Issue[] = []
  const fault = (message: string, found: unknown): void => void faults.push({ code: 'not-allowed', severity: 'fault', where: { option: 'rules' }, message: `rule ${rule.id}: ${message}`, found: String(found) })
  if (rule.levels.length === 0) fault('at least one level is needed, got none', 0)
  if (!isSpan(rule.leads)) fault(`years ahead must be whole and rise from 0 on, got ${rule.leads.from} to ${rule.leads.to}`, rule.leads.from)
  rule.levels.forEach((level, i) => {
    const before = rule.levels[i - 1]
    if (!Number.isFinite(level.atLeast)) fault(`the bound of ${level.level} must be a number, got ${level.atLeast}`, level.atLeast)
    else if (rule.measure === 'spareShare' && level.atLeast >= 1) fault(`the bound of ${level.level} is a share of the places and must be below 1, got ${level.atLeast}`, level.atLeast)
    if (level.leads !== undefined && !isSpan(level.leads)) fault(`years ahead of ${level.level} must be whole and rise from 0 on, got ${level.leads.from} to ${level.leads.to}`, level.leads.from)
    if (rule.levels.findIndex((each) => each.level === level.level) < i) fault(`the level ${level.level} is given twice`, level.level)
    if (before === undefined) return
    if (before.atLeast > level.atLeast) fault(`bounds must rise from the mildest level to the gravest, got ${before.level} ${before.atLeast} before ${level.level} ${level.atLeast}`, level.atLeast)
    else if (before.atLeast === level.atLeast && meet(before, level, rule.leads)) fault(`${before.level} and ${level.level} have the same bound ${level.atLeast} in the same years ahead`, level.atLeast)
  })
  return faults
}

function faultsOfRemedy({ id, years }: Remedy): Issue[] {
  if (Number.isInteger(years) && years >= 0) return []
  return [{ code: 'not-allowed', severity: 'fault', where: { option: 'remedies' }, message: `remedy ${id}: years must be whole and at least 0, got ${years}`, found: String(years) }]
}

const isSpan = ({ from, to }: Leads): boolean => Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to

/** Whether two levels can hold in the same year ahead. */
function meet(one: AlertLevel, other: AlertLevel, leads: Leads): boolean {
  const [a, b] = [one.leads ?? leads, other.leads ?? leads]
  return a.from <= b.to && b.from <= a.to
}
