// Faults of the candidates: unknown labels, numbers that cannot be, windows without a year, circles of precedence, works that no limit can hold.

import type { Issue } from '../core/issue.js'
import { fitsAlone, startsOf } from './compile-portfolio.js'
import { fault } from './fault.js'
import type { Candidate, PortfolioProblem } from './portfolio-problem.js'

/** @param sound whether the limits themselves are without fault, so that works can be held against them */
export function checkCandidates(problem: PortfolioProblem, sound: boolean): Issue[] {
  const names = problem.candidates.map((each) => each?.project)
  const known = new Set<string>(names)
  const twice = [...known].filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
  return [
    ...twice.map((project) => fault('duplicate-row', { table: 'candidates', project }, 'a project can come once only', project, 'distinct names')),
    ...problem.candidates.flatMap((candidate, i) => checkCandidate(problem, candidate, i, known, sound)),
    ...circlesOf(problem.candidates),
    ...sitesTaken(problem.candidates),
  ]
}

function checkCandidate(problem: PortfolioProblem, candidate: Candidate, i: number, known: ReadonlySet<string>, sound: boolean): Issue[] {
  const { area: areas, stage: stages, year } = problem.demand.axes
  const years = year.labels
  const faults: Issue[] = []
  const say = (code: Parameters<typeof fault>[0], column: keyof Candidate, rule: string, found: unknown, allowed: string): void => {
    faults.push(fault(code, { table: 'candidates', row: i + 1, column, ...(typeof candidate?.project === 'string' ? { project: candidate.project } : {}) }, rule, found, allowed))
  }
  if (typeof candidate?.project !== 'string' || candidate.project === '') say('missing-value', 'project', 'a project needs a name', candidate?.project, 'a text')
  if (!areas.labels.includes(candidate?.area)) say('unknown-area', 'area', 'there is no such area', candidate?.area, 'an area of the demand')
  for (const column of ['effects', 'spend'] as const) if (!Array.isArray(candidate?.[column])) say('wrong-type', column, 'must be a list', candidate?.[column], 'a list')
  if (faults.some((each) => each.code === 'wrong-type')) return faults

  for (const { area, stage, places } of candidate.effects) {
    if (!areas.labels.includes(area)) say('unknown-area', 'effects', 'there is no such area', area, 'an area of the demand')
    if (!stages.labels.includes(stage)) say('not-allowed', 'effects', 'there is no such stage', stage, stages.labels.join(', '))
    if (!Array.isArray(places) || places.length === 0 || !places.every(Number.isFinite)) say('not-allowed', 'effects', 'places must be finite numbers, one at least', places, 'a list of numbers')
  }
  for (const column of ['spend', 'running'] as const) {
    const bad = (candidate[column] ?? []).find((value) => !(Number.isFinite(value) && value >= 0))
    if (bad !== undefined) say('not-allowed', column, 'money must not be negative', bad, 'at least 0')
  }
  for (const column of ['earliest', 'latest', 'committed'] as const) if (candidate[column] !== undefined && !Number.isInteger(candidate[column])) say('wrong-type', column, 'must be a school year', candidate[column], 'a whole number')
  if (candidate.workYears !== undefined && !(Number.isInteger(candidate.workYears) && candidate.workYears >= 0)) say('not-allowed', 'workYears', 'must be a whole number of at least 0', candidate.workYears, 'at least 0')
  for (const { project, years: gap } of candidate.after ?? []) {
    if (!known.has(project)) say('unknown-project', 'after', 'there is no such project', project, 'a project of the candidates')
    if (gap !== undefined && !(Number.isInteger(gap) && gap >= 0)) say('not-allowed', 'after', 'years must be a whole number of at least 0', gap, 'at least 0')
  }
  if (faults.length > 0) return faults

  if (candidate.committed !== undefined) {
    if (candidate.committed > years.at(-1)!) say('not-allowed', 'committed', 'must not start after the plan', candidate.committed, `at most ${years.at(-1)!}`)
    return faults
  }
  // The first year of the plan is today: nothing can start, and so nothing open, before it.
  for (const column of ['earliest', 'latest'] as const) {
    const value = candidate[column]
    if (value !== undefined && value < years[0]!) say('opening-before-start', column, 'must not lie before the first year of the plan', value, `at least ${years[0]!}`)
  }
  const starts = startsOf(candidate, years)
  if (starts.length === 0) say('not-allowed', 'latest', 'there must be a year in which it may start', `${candidate.earliest ?? years[0]!}–${candidate.latest ?? years.at(-1)!}`, `${years[0]!}–${years.at(-1)!}`)
  else if (sound && !starts.some((start) => fitsAlone(problem, candidate, start))) say('exceeds-limits', 'spend', 'exceeds the limits of money or works by itself in every year in which it may start', candidate.spend, 'at most what the limits allow')
  return faults
}

/** Projects that wait for each other, each circle once. */
function circlesOf(candidates: readonly Candidate[]): Issue[] {
  const before = new Map<string, string[]>()
  for (const each of candidates) if (Array.isArray(each?.after)) before.set(each.project, [...(before.get(each.project) ?? []), ...(each.after as Candidate['after'] & object).map(({ project }) => project)])
  const done = new Set<string>()
  const faults: Issue[] = []
  const visit = (project: string, path: readonly string[]): void => {
    const at = path.indexOf(project)
    if (at >= 0) {
      const circle = [...path.slice(at), project].join(' → ')
      faults.push(fault('precedence-circle', { table: 'candidates', column: 'after', project }, 'projects must not wait for each other', circle, 'no circle'))
      return
    }
    if (done.has(project)) return
    for (const each of before.get(project) ?? []) visit(each, [...path, project])
    done.add(project)
  }
  for (const project of before.keys()) visit(project, [])
  return faults
}

function sitesTaken(candidates: readonly Candidate[]): Issue[] {
  const committed = candidates.filter((each) => each?.committed !== undefined && each.site !== undefined)
  const sites = [...new Set(committed.map(({ site }) => site!))]
  return sites.flatMap((site) => {
    const projects = committed.filter((each) => each.site === site).map(({ project }) => project)
    return projects.length > 1 ? [fault('not-allowed', { table: 'candidates', column: 'site', project: projects[1]! }, 'a site can hold one committed project', projects.join(', '), 'one')] : []
  })
}
