// Two facts that claim the same thing: do they agree, and which one is to be used?

import { requireList } from './error.js'
import type { Evidence, Fact, FactStatus } from './fact.js'
import { boundsOf, meet } from './fact-bounds.js'
import type { Issue } from './issue.js'
import { withCommas } from './words.js'

const statusOrder: readonly FactStatus[] = ['achieved', 'rule', 'derived', 'planned', 'assumed']
const evidenceOrder: readonly Evidence[] = ['A', 'B', 'C', 'D', 'derived', 'U']

/**
 * Finds facts that claim the same thing (measure, area, stage, grade, sector, year, period, what they cover) with different values, and says
 * which to use: what was achieved before what was planned, better evidence before weaker, a later date before an earlier one.
 *
 * A plan and its achievement are two things and do not contradict each other; neither do figures whose ranges meet (over 900 and 912; see `boundsOf`).
 *
 * @returns an issue per contradiction, `facts-disagree`, with the id of the fact to use in `assumed`
 * Cost: O(facts²) within a group of same claims.
 */
export function compareFacts(facts: readonly Fact[]): Issue[] {
  requireList(facts, 'facts', 'compareFacts')
  const claims = new Map<string, Fact[]>()
  for (const fact of facts) {
    const plan = fact.status === 'planned' ? 'planned' : 'stated'
    const key = JSON.stringify([fact.measure, fact.area, fact.stage, fact.grade, fact.sector, fact.year, fact.unit, fact.period, fact.covers, plan])
    const group = claims.get(key)
    if (group === undefined) claims.set(key, [fact])
    else group.push(fact)
  }
  return [...claims.values()].flatMap((group) => {
    const ranked = rankFacts(group)
    // Two exact figures may both lie inside a vague one that ranks first, so each fact is held against all that rank before it.
    return ranked.flatMap((other, i) => {
      const better = ranked.slice(0, i).find((each) => !meet(boundsOf(each), boundsOf(other)))
      return better === undefined ? [] : [disagreement(better, other)]
    })
  })
}

/** Facts of the same thing, the one to use first. */
export function rankFacts(facts: readonly Fact[]): Fact[] {
  return [...facts].sort(
    (a, b) =>
      statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status) ||
      evidenceOrder.indexOf(a.evidence) - evidenceOrder.indexOf(b.evidence) ||
      (a.date < b.date ? 1 : a.date > b.date ? -1 : 0),
  )
}

/** The issue of two facts that contradict each other. */
export function disagreement(used: Fact, other: Fact): Issue {
  return {
    code: 'facts-disagree',
    severity: 'assumption',
    where: { fact: other.id, ...(used.area === undefined ? {} : { area: used.area }), ...(used.year === undefined ? {} : { year: used.year }) },
    message: `${used.measure}: ${used.id} says ${withCommas(used.value)} ${used.unit} (${used.source}), ${other.id} says ${withCommas(other.value)} (${other.source})`,
    assumed: `${used.id}, ${used.value} ${used.unit}`,
    amounts: { measure: used.measure, used: used.id, value: used.value, other: other.id, otherValue: other.value },
  }
}

/**
 * Finds figures that are told of different things with the very same number: a coincidence, or a slip of the pen for someone to look at.
 *
 * Numbers below 1,000 and numbers of fewer than three significant digits repeat by chance and are left out; so are facts of the same thing.
 *
 * @returns an issue `repeated-number` per number, naming the facts
 * Cost: O(facts).
 */
export function findRepeatedNumbers(facts: readonly Fact[]): Issue[] {
  requireList(facts, 'facts', 'findRepeatedNumbers')
  const byNumber = new Map<string, Fact[]>()
  for (const fact of facts) {
    if (Math.abs(fact.value) < 1000 || fact.status === 'derived' || String(fact.value).replace(/^-|\.|e.*$/g, '').replace(/0+$/, '').length < 3) continue
    const key = `${fact.value} ${fact.unit}`
    byNumber.set(key, [...(byNumber.get(key) ?? []), fact])
  }
  return [...byNumber.values()].flatMap((group): Issue[] => {
    const first = group[0]
    const things = new Map(group.map((fact) => [JSON.stringify([fact.measure, fact.area, fact.stage, fact.grade, fact.sector, fact.year]), fact]))
    if (first === undefined || things.size < 2) return []
    const ids = [...things.values()].map((fact) => fact.id).join(', ')
    const told = [...things.values()].map((fact) => `${fact.id} ${fact.measure}${fact.year === undefined ? '' : ` ${fact.year}`}`).join('; ')
    return [{ code: 'repeated-number', severity: 'note', where: { fact: first.id }, message: `${withCommas(first.value)} ${first.unit} is told of ${things.size} things: ${told}`, amounts: { value: first.value, facts: ids } }]
  })
}
