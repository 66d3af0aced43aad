// A schedule improved part by part, against the best of all combinations.

import { createStream } from 'school-places'
import { evaluateSchedule } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { buildGreedily } from '../../src/schedule/build-greedily'
import { compilePortfolio, startsByProject } from '../../src/schedule/compile-portfolio'
import { improveByParts } from '../../src/schedule/improve-by-parts'
import { buildModel } from '../../src/schedule/portfolio-model'
import { SearchState } from '../../src/schedule/search-state'
import { loadSolver } from '../../src/schedule/solve'
import { bestOfAll, tinyProgramme } from './tiny-programmes'

const solver = (await loadSolver())!
const usual = { rounds: 4, nodes: 200, gap: 0, over: () => false, left: () => 60, stop: () => false, onBetter: () => undefined }

/** Small programmes of one future whose greedy schedule keeps all limits. */
const programmes = Array.from({ length: 200 }, (_, seed) => tinyProgramme(seed + 9_000))
  .filter((problem) => problem.demand.axes.draw.labels.length === 1)
  .flatMap((problem) => {
    const compiled = compilePortfolio(problem)
    const state = new SearchState(compiled, problem.weights, 1)
    buildGreedily(compiled, state)
    const greedy = evaluateSchedule(problem, startsByProject(compiled, state.chosen))
    return greedy.violations.length === 0 ? [{ problem, compiled, model: buildModel(compiled, { pieces: 1 }, undefined), chosen: state.chosen.slice(), greedy }] : []
  })
  .slice(0, 25)

describe('a schedule improved part by part', () => {
  test('with parts as large as the programme it is the best there is', () => {
    let improved = 0
    for (const { problem, compiled, model, chosen, greedy } of programmes) {
      const told: number[] = []
      const found = improveByParts(solver, compiled, model, chosen, { ...usual, stream: createStream(1, 'parts'), onBetter: (value) => told.push(value) })
      const { unmet, violations } = evaluateSchedule(problem, startsByProject(compiled, found))
      expect(violations).toEqual([])
      expect(unmet).toBeCloseTo(bestOfAll(problem)!.evaluation.unmet, 5)
      if (unmet < greedy.unmet - 1e-6) {
        improved++
        expect(told.at(-1)).toBeCloseTo(unmet, 5)
      } else expect(found).toBe(chosen)
    }
    expect(improved).toBeGreaterThan(1)
  })

  test('with small parts it is never worse, keeps every limit, and comes out the same again', () => {
    let between = 0
    for (const { problem, compiled, model, chosen, greedy } of programmes) {
      const small = () => improveByParts(solver, compiled, model, chosen, { ...usual, rounds: 3, size: 1, stream: createStream(2, 'parts') })
      const found = small()
      expect(small()).toEqual(found)
      const { unmet, violations } = evaluateSchedule(problem, startsByProject(compiled, found))
      expect(violations).toEqual([])
      expect(unmet).toBeLessThanOrEqual(greedy.unmet + 1e-6)
      if (found !== chosen) between++
    }
    expect(between).toBeGreaterThan(0)
  })

  test('no time, no parts', () => {
    const { compiled, model, chosen } = programmes[0]!
    expect(improveByParts(solver, compiled, model, chosen, { ...usual, stream: createStream(1, 'parts'), over: () => true })).toBe(chosen)
  })
})
