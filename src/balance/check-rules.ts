// Refuses warning rules that cannot mean what they say: levels that do not rise, years ahead that run backwards. A rule with its bounds the wrong
// way round would never turn red.

import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { AlertLevel, AlertRule, Leads, Remedy } from '../standards/types.js'

/**
 * Checks rules, and remedies, before any is used.
 *
 * Levels rise from the mildest to the gravest; two of the same bound must differ in the years ahead they hold for. Years ahead are whole, from 0, and
 * those of a level lie within those of its rule.
 *
 * @throws `invalid-input` listing every fault of every rule and remedy with its place
 * Cost: O(levels).
 */
export function checkRules(rules: readonly AlertRule[], remedies: readonly Remedy[], verb: string): void {
  if (!Array.isArray(rules as unknown)) throw new PlacesError('invalid-input', `${verb}: rules must be a list, got ${String(rules)}`, { where: { option: 'rules' } })
  const ofRules = rules.flatMap((rule, row): Issue[] => {
    const faultIn = (column: string, code: Issue['code'], message: string): Issue => ({ code, severity: 'fault', where: { table: 'rules', row: row + 1, column }, message: `${rule.id}: ${message}` })
    if (!Array.isArray(rule.levels as unknown) || rule.levels.length === 0) return [faultIn('levels', 'missing-value', 'a rule needs at least one level')]
    if (rule.leads === undefined) return [faultIn('leads', 'missing-value', 'a rule needs the years ahead it looks at')]
    const span = leadsFault(rule.leads)
    return [
      ...(span === undefined ? [] : [faultIn('leads', 'not-allowed', span)]),
      ...rule.levels.flatMap((level, i) => levelFaults(rule, level, rule.levels.slice(0, i)).map((message) => faultIn('levels', 'not-allowed', message))),
    ]
  })
  const ofRemedies = remedies.flatMap(({ id, years }, row): Issue[] =>
    Number.isInteger(years) && years >= 0 ? [] : [{ code: 'not-allowed', severity: 'fault', where: { table: 'remedies', row: row + 1, column: 'years' }, message: `${id}: years must be whole and at least 0, got ${years}` }],
  )
  const faults = [...ofRules, ...ofRemedies]
  if (faults.length > 0) throw new PlacesError('invalid-input', `${verb}: ${faults.map((each) => `${each.where.table} row ${each.where.row}: ${each.message}`).join('; ')}`, { issues: faults })
}

function levelFaults(rule: AlertRule, level: AlertLevel, milder: readonly AlertLevel[]): string[] {
  const faults: string[] = []
  const before = milder.at(-1)
  if (milder.some((each) => each.level === level.level)) faults.push(`the level ${level.level} is given twice`)
  if (!Number.isFinite(level.atLeast)) faults.push(`the bound of ${level.level} must be a number, got ${level.atLeast}`)
  else if (rule.measure === 'utilisation' && level.atLeast <= 0) faults.push(`the bound of ${level.level} must be above 0, got ${level.atLeast}`)
  if (before !== undefined && level.atLeast < before.atLeast) faults.push(`levels must rise from the mildest to the gravest, got ${before.level} ${before.atLeast} before ${level.level} ${level.atLeast}`)
  for (const each of milder) {
    if (each.atLeast === level.atLeast && overlap(each.leads ?? rule.leads, level.leads ?? rule.leads)) faults.push(`${each.level} and ${level.level} have the same bound ${level.atLeast} in the same years ahead`)
  }
  if (level.leads === undefined) return faults
  const span = leadsFault(level.leads)
  if (span !== undefined) faults.push(`${level.level}: ${span}`)
  else if (level.leads.from < rule.leads.from || level.leads.to > rule.leads.to) faults.push(`the years ahead of ${level.level} must lie within ${rule.leads.from} to ${rule.leads.to}, got ${level.leads.from} to ${level.leads.to}`)
  return faults
}

function leadsFault({ from, to }: Leads): string | undefined {
  return Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to ? undefined : `years ahead must be whole and run from 0 upwards, got ${from} to ${to}`
}

function overlap(one: Leads, other: Leads): boolean {
  return one.from <= other.to && other.from <= one.to
}
