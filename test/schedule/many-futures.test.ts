// Many futures in one model: what its value means beside the evaluator's.

import { evaluateSchedule } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { compilePortfolio, startsByProject } from '../../src/schedule/compile-portfolio'
import { buildModel } from '../../src/schedule/portfolio-model'
import { loadSolver } from '../../src/schedule/solve'
import { valuesOf } from '../../src/schedule/values-of'
import { buildGreedily } from '../../src/schedule/build-greedily'
import { SearchState } from '../../src/schedule/search-state'
import { bestOfAll, tinyProgramme } from './tiny-programmes'

/** Programmes of several draws for the mean, with the greedy schedule of each. */
const programmes = Array.from({ length: 400 }, (_, seed) => tinyProgramme(seed + 5_000))
  .filter((problem) => problem.demand.axes.draw.labels.length > 1 && problem.weights?.worst === undefined)
  .flatMap((problem) => {
    const compiled = compilePortfolio(problem)
    const state = new SearchState(compiled, problem.weights, 10)
    buildGreedily(compiled, state)
    return evaluateSchedule(problem, startsByProject(compiled, state.chosen)).violations.length === 0 ? [{ problem, compiled, state }] : []
  })
  .slice(0, 40)

describe('the model of many futures', () => {
  test('with neighbours it decides who moves before the draw is known: never better than the evaluator, equal without neighbours', async () => {
    const solver = (await loadSolver())!
    let apart = 0
    for (const { problem, compiled, state } of programmes) {
      const { unmet } = evaluateSchedule(problem, startsByProject(compiled, state.chosen))
      const draws = problem.demand.axes.draw.labels.length
      const model = buildModel(compiled, { pieces: draws }, problem.weights)
      const value = valuesOf(solver, compiled, model, state.chosen, model.aims[0])!.value
      if (problem.relief === undefined) expect(value).toBeCloseTo(unmet, 5)
      else expect(value).toBeGreaterThanOrEqual(unmet - 1e-6)
      if (value > unmet + 1) apart++
      // Fewer pieces are never above it.
      const coarse = buildModel(compiled, { pieces: 1 }, problem.weights)
      expect(valuesOf(solver, compiled, coarse, state.chosen, coarse.aims[0])!.value).toBeLessThanOrEqual(value + 1e-6)
    }
    expect(programmes.length).toBe(40)
    expect(apart).toBeGreaterThan(3)
  })

  test('one copy for each draw decides after the draw, as the evaluator does, with or without the worst draws', async () => {
    const solver = (await loadSolver())!
    for (const { problem, state } of programmes) {
      for (const weights of [problem.weights, { ...problem.weights, worst: 0.5, worstShare: 0.4 }]) {
        const weighed = { ...problem, ...(weights === undefined ? {} : { weights }) }
        const compiled = compilePortfolio(weighed)
        const model = buildModel(compiled, 'each', weights)
        const { unmet } = evaluateSchedule(weighed, startsByProject(compiled, state.chosen))
        expect(valuesOf(solver, compiled, model, state.chosen, model.aims[0])!.value).toBeCloseTo(unmet, 5)
      }
    }
  })

  test('the search counts what the evaluator counts where it looks at every draw and no journey is a burden', () => {
    const free = programmes.filter(({ problem }) => (problem.relief ?? []).every(({ burden }) => burden === undefined))
    expect(free.length).toBeGreaterThan(15)
    for (const { problem, compiled, state } of free) expect(state.loss).toBeCloseTo(evaluateSchedule(problem, startsByProject(compiled, state.chosen)).unmet, 6)
  })

  test('there are programmes to speak of: greedy is not always best', () => {
    expect(programmes.some(({ problem, state }) => (bestOfAll(problem)?.evaluation.unmet ?? Infinity) < state.loss - 1)).toBe(true)
  })
})
