// Forecasters: what a backtest compares. Each sees a dataset and an origin and gives pupils for the years after it.
// The published baselines are ordinary settings of the river's own verbs, so a backtest judges the very code a plan runs.

import { createAxis, yearsFrom } from '../core/axis.js'
import { createCube } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { requireNoun, requireObject } from '../core/error.js'
import { gradeIds } from '../core/ladder.js'
import { aDataset } from '../core/nouns.js'
import { countsTo } from '../estimate/counts.js'
import { estimateRates } from '../estimate/estimate-rates.js'
import type { EstimateOptions } from '../estimate/estimate-rates.js'
import type { Dataset } from '../input/dataset.js'
import { projectPupils } from '../project/project-pupils.js'

export interface Question {
  readonly origin: number
  readonly horizon: number
  /** Last calendar year whose births are known at the origin. */
  readonly birthsKnownTo: number | undefined
}

/** Pupils by area, grade, year (the origin first) and draw, from what was known at the origin. */
export type Forecaster = (dataset: Dataset, question: Question) => Cube<readonly ['area', 'grade', 'year', 'draw']>

/** A forecaster that runs `estimateRates` and `projectPupils` with these options. */
export function riverForecaster(options: Omit<EstimateOptions, 'origin' | 'horizon' | 'birthsKnownTo'>): Forecaster {
  requireObject(options, 'options', 'riverForecaster')
  return (dataset, { origin, horizon, birthsKnownTo }) => projectPupils(estimateRates(dataset, { ...options, origin, horizon, birthsKnownTo })).pupils
}

/** Every grade stays as it is: the least a method must beat. */
export const naiveForecaster: Forecaster = (dataset, question) => {
  requireNoun(dataset, aDataset, 'naiveForecaster')
  requireObject(question, 'question', 'naiveForecaster', 2)
  const { origin, horizon } = question
  const counts = countsTo(dataset, origin)
  const [areas, grades] = [dataset.planningAreas, gradeIds(dataset.ladder)]
  const years = yearsFrom(origin, origin + horizon)
  const values = new Float64Array(areas.length * grades.length * years.length)
  let cell = 0
  for (let a = 0; a < areas.length; a++) {
    for (let g = 0; g < grades.length; g++) {
      values.fill(counts.at(a, g, origin), cell, cell + years.length)
      cell += years.length
    }
  }
  const axes = { area: createAxis(areas), grade: createAxis(grades), year: createAxis(years), draw: createAxis([0]) }
  return createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', values)
}

const held = { unknownBirths: 'last' } as const

/**
 * The methods in published use, by the names under which their errors are reported.
 *
 * `last1`, `mean3`, `mean5`: mean of the last ratios · `es0.4`: exponential smoothing, the official method of the US National Center for
 * Education Statistics · `pool5-shrunk`: five years pooled, shrunk to the region with the weight of 50 pupils.
 * Entrants: births × the ratio by the same method, unknown births held; without births the last count (pool5-shrunk: half of it and half of the mean of three).
 */
export const baselineForecasters: Readonly<Record<string, Forecaster>> = Object.freeze({
  naive: naiveForecaster,
  last1: riverForecaster({ progression: { name: 'last' }, ...held }),
  mean3: riverForecaster({ progression: { name: 'mean', years: 3 }, ...held }),
  mean5: riverForecaster({ progression: { name: 'mean', years: 5 }, ...held }),
  'es0.4': riverForecaster({ progression: { name: 'smoothing', weight: 0.4 }, ...held }),
  'pool5-shrunk': riverForecaster({ progression: { name: 'pooled', years: 5 }, entry: { name: 'mean', years: 5 }, shrinkage: 50, entryLevel: 'blend', ...held }),
})
