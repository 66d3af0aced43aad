// Faults of the question, all of them at once: what cannot be a build programme, however the works are placed.

import { describeIssue } from '../core/describe-issue.js'
import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { checkCandidates } from './check-candidates.js'
import { fault } from './fault.js'
import type { PortfolioProblem } from './portfolio-problem.js'

/** Every fault of the question; none for one that can be answered. Cost: O(cells × draws + candidates × years). */
export function checkPortfolio(problem: PortfolioProblem): Issue[] {
  const cubes = checkCubes(problem)
  // Without labels nothing else can be checked.
  if (cubes.some((each) => each.where.column === undefined)) return cubes
  const limits = checkLimits(problem)
  return [...cubes, ...limits, ...checkRelief(problem), ...checkWeights(problem), ...checkCandidates(problem, cubes.length + limits.length === 0)]
}

/** Throws one `invalid-input` error that lists every fault, unless there are none. */
export function refusePortfolio(faults: readonly Issue[], verb: string): void {
  if (faults.length === 0) return
  const list = faults.slice(0, 50).map((each, i) => `\n  ${i + 1}. ${describeIssue(each)}`)
  const rest = faults.length > list.length ? `\n  … and ${faults.length - list.length} more, all in error.issues` : ''
  throw new PlacesError('invalid-input', `${verb}: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} in the problem${list.join('')}${rest}`, { issues: faults })
}

function checkCubes(problem: PortfolioProblem): Issue[] {
  const dims = ['area', 'stage', 'year', 'draw'] as const
  const faults: Issue[] = []
  for (const table of ['demand', 'base'] as const) {
    const cube = problem?.[table]
    if (typeof cube !== 'object' || cube === null || JSON.stringify(cube.dims) !== JSON.stringify(dims)) {
      faults.push(fault('wrong-type', { table }, `must be a cube of ${dims.join(', ')}`, cube?.dims, 'a cube'))
      continue
    }
    for (const name of dims) if (cube.axes[name].labels.length === 0) faults.push(fault('missing-value', { table }, `there must be at least one ${name}`, 0, 'at least 1'))
    const bad = cube.values.slice().findIndex((value) => !Number.isFinite(value) || value < 0)
    if (bad >= 0) faults.push(fault('not-allowed', { table, column: 'values', row: bad + 1 }, 'must be finite and not negative', cube.values[bad], 'at least 0'))
  }
  if (!Array.isArray(problem?.candidates)) faults.push(fault('wrong-type', { table: 'candidates' }, 'must be a list', problem?.candidates, 'a list'))
  if (faults.some((each) => each.where.column === undefined)) return faults
  const { demand, base } = problem
  for (const name of ['area', 'stage', 'year'] as const) {
    const [left, right] = [demand.axes[name].labels, base.axes[name].labels]
    if (left.length !== right.length || left.some((label, i) => label !== right[i])) faults.push(fault('not-allowed', { table: 'base' }, `must have the same labels of ${name} as the demand`, right.join(', '), left.join(', ')))
  }
  const draws = [demand.axes.draw.labels.length, base.axes.draw.labels.length] as const
  if (draws[1] !== 1 && draws[1] !== draws[0]) faults.push(fault('not-allowed', { table: 'base' }, 'must have one draw or as many as the demand', draws[1], `1 or ${draws[0]}`))
  const years = demand.axes.year.labels
  if (years.some((year, t) => !Number.isInteger(year) || year !== years[0]! + t)) faults.push(fault('not-allowed', { table: 'demand' }, 'years must be whole and follow each other', years.join(', '), 'one after the other'))
  return faults
}

function checkLimits({ limits, demand }: PortfolioProblem): Issue[] {
  const years = demand.axes.year.labels
  const faults: Issue[] = []
  for (const column of ['money', 'works'] as const) {
    const list = limits?.[column]
    if (list === undefined) continue
    if (!Array.isArray(list) || list.length !== years.length) {
      faults.push(fault('incomplete-row', { table: 'limits', column }, 'must have a number for each year of the plan', (list as readonly number[] | undefined)?.length, `${years.length} numbers`))
      continue
    }
    ;(list as readonly number[]).forEach((value, t) => {
      if (!(Number.isFinite(value) && value >= 0)) faults.push(fault('not-allowed', { table: 'limits', column, year: years[t]! }, `${column} must not be negative`, value, 'at least 0'))
    })
  }
  const here = limits?.areaWorks
  if (here !== undefined && !(here >= 0)) faults.push(fault('not-allowed', { table: 'limits', column: 'areaWorks' }, 'must not be negative', here, 'at least 0'))
  return faults
}

function checkRelief({ relief, demand }: PortfolioProblem): Issue[] {
  const areas = new Set<string>(demand.axes.area.labels)
  const stages = new Set<string>(demand.axes.stage.labels)
  return (relief ?? []).flatMap((link, i) => {
    const where = { table: 'relief', row: i + 1 }
    const faults: Issue[] = []
    for (const column of ['from', 'to'] as const) if (!areas.has(link[column])) faults.push(fault('unknown-area', { ...where, column }, 'there is no such area', link[column], 'an area of the demand'))
    if (link.from === link.to) faults.push(fault('not-allowed', { ...where, column: 'to' }, 'an area cannot relieve itself', link.to, 'another area'))
    if (!(Number.isFinite(link.pupils) && link.pupils >= 0)) faults.push(fault('not-allowed', { ...where, column: 'pupils' }, 'must not be negative', link.pupils, 'at least 0'))
    const burden = link.burden ?? 0
    if (!(burden >= 0 && burden < 1)) faults.push(fault('not-allowed', { ...where, column: 'burden' }, 'must be from 0 to below 1', burden, '0 ≤ burden < 1'))
    for (const stage of link.stages ?? []) if (!stages.has(stage)) faults.push(fault('not-allowed', { ...where, column: 'stages' }, 'there is no such stage', stage, [...stages].join(', ')))
    return faults
  })
}

function checkWeights({ weights, demand }: PortfolioProblem): Issue[] {
  const faults: Issue[] = []
  const stages = demand.axes.stage.labels
  for (const [stage, weight] of Object.entries(weights?.stages ?? {})) {
    if (!stages.includes(stage)) faults.push(fault('not-allowed', { table: 'weights', column: 'stages' }, 'there is no such stage', stage, stages.join(', ')))
    if (!(Number.isFinite(weight) && weight >= 0)) faults.push(fault('not-allowed', { table: 'weights', column: 'stages', stage }, 'must not be negative', weight, 'at least 0'))
  }
  const between = (column: 'discount' | 'worst' | 'worstShare', low: number, high: number): void => {
    const value = weights?.[column]
    if (value === undefined || (value >= low && value <= high && !(column === 'worstShare' && value === 0))) return
    faults.push(fault('not-allowed', { table: 'weights', column }, `must be from ${low} to ${high}`, value, `${low}–${high}`))
  }
  between('discount', 0, 1)
  between('worst', 0, 1)
  between('worstShare', 0, 1)
  return faults
}
