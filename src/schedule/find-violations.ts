// Which limits a schedule breaks, counted again from its dates alone: windows, commitments, sites, precedence, money, works at once.

import { requireNoun, requireObject } from '../core/error.js'
import { aProblem } from '../core/nouns.js'
import { workYearsOf } from './portfolio-problem.js'
import type { Candidate, PortfolioProblem, Starts } from './portfolio-problem.js'

export type LimitName = 'window' | 'committed' | 'required' | 'site' | 'precedence' | 'money' | 'works' | 'area-works' | 'places'

/** One limit that a schedule does not keep, and by how much. */
export interface Violation {
  readonly limit: LimitName
  readonly project?: string
  readonly area?: string
  readonly stage?: string
  readonly site?: string
  readonly year?: number
  /** Yuan, works, places, years or projects too many or too few. */
  readonly amount: number
}

/** What the programme uses in a school year. */
export interface YearUse {
  readonly year: number
  /** Yuan spent on the works of the year. */
  readonly spend: number
  /** Yuan to keep open what the projects opened. */
  readonly running: number
  /** Works under way at once. */
  readonly works: number
}

/** Room for rounding: a limit counts as kept within a millionth of it. */
export const withinLimit = (used: number, limit: number): boolean => used <= limit + 1e-6 * Math.max(1, Math.abs(limit))

/** Money and works of every year of the plan. Cost: O(projects × years). */
export function usesOf(problem: PortfolioProblem, starts: Starts, area?: string): YearUse[] {
  requireNoun(problem, aProblem, 'usesOf')
  requireObject(starts, 'starts', 'usesOf', 2)
  const started = problem.candidates.filter((each) => starts[each.project] !== undefined && (area === undefined || each.area === area))
  return problem.demand.axes.year.labels.map((year) => {
    let spend = 0
    let running = 0
    let works = 0
    for (const candidate of started) {
      const age = year - starts[candidate.project]!
      if (age < 0) continue
      spend += candidate.spend[age] ?? 0
      const list = candidate.running ?? []
      if (list.length > 0) running += list[Math.min(age, list.length - 1)]!
      if (age < workYearsOf(candidate)) works++
    }
    return { year, spend, running, works }
  })
}

/** Every limit that the schedule breaks; none for a schedule that can be carried out. Cost: O(projects × years). */
export function findViolations(problem: PortfolioProblem, starts: Starts): Violation[] {
  requireNoun(problem, aProblem, 'findViolations')
  requireObject(starts, 'starts', 'findViolations', 2)
  const years = problem.demand.axes.year.labels
  const list = problem.candidates.flatMap((candidate) => [...windowOf(candidate, starts, years[0]!, years.at(-1)!), ...precedenceOf(candidate, starts)])
  const sites = new Map<string, string[]>()
  for (const { site, project } of problem.candidates) {
    if (site !== undefined && starts[project] !== undefined) sites.set(site, [...(sites.get(site) ?? []), project])
  }
  for (const [site, projects] of sites) if (projects.length > 1) list.push({ limit: 'site', site, amount: projects.length - 1 })
  return [...list, ...moneyAndWorks(problem, starts)]
}

function windowOf(candidate: Candidate, starts: Starts, first: number, last: number): Violation[] {
  const { project } = candidate
  const start = starts[project]
  if (candidate.committed !== undefined) return start === candidate.committed ? [] : [{ limit: 'committed', project, amount: 1 }]
  if (start === undefined) return candidate.required === true ? [{ limit: 'required', project, amount: 1 }] : []
  const early = Math.max(first, candidate.earliest ?? first) - start
  const late = start - Math.min(last, candidate.latest ?? last)
  return early > 0 || late > 0 || !Number.isInteger(start) ? [{ limit: 'window', project, year: start, amount: Math.max(early, late) }] : []
}

function precedenceOf(candidate: Candidate, starts: Starts): Violation[] {
  const start = starts[candidate.project]
  if (start === undefined) return []
  return (candidate.after ?? []).flatMap(({ project, years }): Violation[] => {
    const before = starts[project]
    const gap = years ?? 1
    const late = before === undefined ? Math.max(1, gap) : before + gap - start
    return late > 0 ? [{ limit: 'precedence', project: candidate.project, year: start, amount: late }] : []
  })
}

function moneyAndWorks(problem: PortfolioProblem, starts: Starts): Violation[] {
  const { money, carryOver, works, areaWorks } = problem.limits ?? {}
  const uses = usesOf(problem, starts)
  const list: Violation[] = []
  let spent = 0
  let given = 0
  uses.forEach(({ year, spend, works: busy }, t) => {
    if (money !== undefined) {
      spent = carryOver === true ? spent + spend : spend
      given = carryOver === true ? given + money[t]! : money[t]!
      if (!withinLimit(spent, given)) list.push({ limit: 'money', year, amount: spent - given })
    }
    if (works !== undefined && busy > works[t]!) list.push({ limit: 'works', year, amount: busy - works[t]! })
  })
  if (areaWorks !== undefined) {
    for (const area of problem.demand.axes.area.labels) {
      for (const { year, works: busy } of usesOf(problem, starts, area)) {
        if (busy > areaWorks) list.push({ limit: 'area-works', area, year, amount: busy - areaWorks })
      }
    }
  }
  return list
}
