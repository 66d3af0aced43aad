// Large programmes: the solver begins without the known schedule, and the better of both is improved part by part.

import { evaluateSchedule } from 'school-places/schedule'
import { expect, test } from 'vitest'

import { makeInstance } from '../../bench/schedule/instances'
import { buildGreedily } from '../../src/schedule/build-greedily'
import { compilePortfolio, startsByProject } from '../../src/schedule/compile-portfolio'
import { buildModel } from '../../src/schedule/portfolio-model'
import { SearchState } from '../../src/schedule/search-state'
import { loadSolver } from '../../src/schedule/solve'
import { solveInOrder } from '../../src/schedule/solve-in-order'

const solver = (await loadSolver())!

/** A programme with a greedy schedule, solved under a clock that goes on by one second whenever it is looked at. */
function solveWithin(seconds: number, seed: number, size: { readonly areas: number; readonly years: number; readonly projects: number }) {
  const problem = makeInstance({ ...size, seed, carryOver: seed % 2 === 0 })
  const compiled = compilePortfolio(problem)
  const state = new SearchState(compiled, problem.weights, 1)
  buildGreedily(compiled, state)
  const known = state.chosen.slice()
  let left = seconds
  const told: [value: number, bound: number][] = []
  const solved = solveInOrder(solver, compiled, buildModel(compiled, { pieces: 1 }, problem.weights), known, {
    seed: 1,
    gap: 1e-4,
    tolerance: 0,
    nodes: undefined,
    hasClock: true,
    apartFrom: 1,
    left: () => Math.max(0, left--),
    stop: () => false,
    onBetter: (value, bound) => told.push([value, bound]),
  })
  const unmetOf = (chosen: Int32Array) => evaluateSchedule(problem, startsByProject(compiled, chosen))
  return { solved, greedy: unmetOf(known), found: unmetOf(solved.chosen!), told }
}

test('interrupted, the answer is better than the schedule it began with, keeps every limit, and lies above the bound', () => {
  for (const seed of [2]) {
    const { solved, greedy, found, told } = solveWithin(200, seed, { areas: 8, years: 12, projects: 50 })
    expect([solved.status, solved.proven]).toEqual(['limit', []])
    expect(found.violations).toEqual([])
    expect(found.unmet).toBeLessThan(greedy.unmet)
    expect(solved.value).toBeCloseTo(found.unmet, 3)
    expect(solved.bound).toBeLessThanOrEqual(found.unmet)
    expect(solved.bound).toBeGreaterThan(0.5 * found.unmet)
    // Only what is better than the schedule that was known is told.
    expect(told.length).toBeGreaterThan(0)
    expect(Math.max(...told.map(([value]) => value))).toBeLessThan(greedy.unmet + 1e-3)
  }
})

test('a solver that comes to its end proves all aims as usual', () => {
  const { solved, found } = solveWithin(1e6, 2, { areas: 5, years: 10, projects: 20 })
  expect([solved.status, solved.proven]).toEqual(['optimal', ['unmet', 'cost', 'idle']])
  expect(solved.bound).toBeGreaterThan(found.unmet * (1 - 2e-4))
})
