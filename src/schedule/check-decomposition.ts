// What can be wrong with a total and the units it is to be divided over: all of it in one error.

import type { Issue } from '../core/issue.js'
import { refuse } from './check-network.js'

/** A street, a year or a source that takes a part of the total. */
export interface DecompositionUnit {
  readonly unit: string
  /** How much it weighs by each criterion, such as gap, land, population; at least 0, in any unit. A criterion that is left out weighs 0. */
  readonly weights: Readonly<Record<string, number>>
  /** At least and at most so many places. Whole classes: a floor counts up, a cap down. */
  readonly floor?: number | undefined
  readonly cap?: number | undefined
}

export interface DecompositionOptions {
  /** How much each criterion counts against the others; all alike when left out. Those that are named are used, others are not. */
  readonly importances?: Readonly<Record<string, number>> | undefined
  /** Places of a class of the stage that is divided, such as 45 in primary; 1, single places, when left out. */
  readonly classSize?: number | undefined
}

/** @throws `invalid-input` listing every fault */
export function checkDecomposition(total: number, units: readonly DecompositionUnit[], { importances, classSize }: DecompositionOptions, verb: string, table = 'units'): void {
  const faults: Issue[] = []
  const option = (name: string, message: string): void => void faults.push({ code: 'not-allowed', severity: 'fault', where: { option: name }, message })
  if (!(Number.isSafeInteger(total) && total >= 0)) option('total', `must be a whole number of places from 0, got ${total}`)
  if (classSize !== undefined && !(Number.isInteger(classSize) && classSize >= 1)) option('classSize', `must be a whole number from 1, got ${classSize}`)
  const criteria = new Set(units.flatMap((each) => Object.keys(each.weights)))
  for (const [name, importance] of Object.entries(importances ?? {})) {
    if (!(importance >= 0 && importance < Infinity)) option('importances', `${name} must be at least 0, got ${importance}`)
    if (!criteria.has(name)) option('importances', `no unit has a weight for ${name}; there are ${[...criteria].join(', ')}`)
  }
  if (units.length === 0) faults.push({ code: 'missing-value', severity: 'fault', where: { table }, message: 'at least one unit is needed' })
  const seen = new Set<string>()
  units.forEach(({ unit, weights, floor, cap }, row) => {
    const here = (column: string, code: Issue['code'], message: string): void => void faults.push({ code, severity: 'fault', where: { table, row: row + 1, column }, message })
    if (seen.has(unit)) here('unit', 'duplicate-row', `${unit} is given twice`)
    seen.add(unit)
    for (const [name, weight] of Object.entries(weights)) if (!(weight >= 0 && weight < Infinity)) here('weights', 'not-allowed', `${unit} must weigh at least 0 by ${name}, got ${weight}`)
    if (floor !== undefined && !(Number.isInteger(floor) && floor >= 0)) here('floor', 'not-allowed', `${unit} must have at least a whole number of places from 0, got ${floor}`)
    if (cap !== undefined && !(cap === Infinity || (Number.isInteger(cap) && cap >= 0))) here('cap', 'not-allowed', `${unit} must have at most a whole number of places from 0, got ${cap}`)
  })
  const used = importances === undefined ? [...criteria] : Object.keys(importances).filter((name) => (importances[name] ?? 0) > 0)
  if (units.length > 0 && !used.some((name) => units.some((each) => (each.weights[name] ?? 0) > 0))) faults.push({ code: 'not-allowed', severity: 'fault', where: { table, column: 'weights' }, message: 'at least one unit must weigh more than 0' })
  refuse(faults, verb)
}
