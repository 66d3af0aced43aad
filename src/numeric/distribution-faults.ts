// What can be wrong with a distribution that was typed by hand, all of it at once.

import { PlacesError } from '../core/error.js'
import type { Distribution } from './distribution.js'

const needed: Readonly<Record<Distribution['kind'], readonly string[]>> = {
  fixed: ['value'],
  uniform: ['low', 'high'],
  triangular: ['low', 'mode', 'high'],
  pert: ['low', 'mode', 'high'],
  normal: ['mean', 'deviation'],
  lognormal: ['median', 'spread'],
  logistic: ['median', 'spread'],
  loglogistic: ['median', 'spread'],
  gumbel: ['mode', 'spread'],
  weibull: ['scale', 'shape'],
  empirical: [],
  scaled: [],
}

/** Parameters that must be above 0, by kind. */
const positive: Partial<Readonly<Record<Distribution['kind'], readonly string[]>>> = {
  normal: ['deviation'],
  lognormal: ['median', 'spread'],
  logistic: ['spread'],
  loglogistic: ['median', 'spread'],
  gumbel: ['spread'],
  weibull: ['scale', 'shape'],
}

/**
 * Every fault of a distribution in words; none when it can be used.
 *
 * @example
 * distributionFaults({ kind: 'triangular', low: 6, mode: 4, high: 9 }) // ['low, mode and high must rise, got 6, 4, 9']
 */
export function distributionFaults(distribution: Distribution): string[] {
  const names = needed[distribution?.kind]
  if (names === undefined) return [`kind must be one of ${Object.keys(needed).join(', ')}, got ${String((distribution as { kind?: unknown } | undefined)?.kind)}`]
  const parameters = distribution as unknown as Readonly<Record<string, number>>
  const faults = names.filter((name) => !Number.isFinite(parameters[name])).map((name) => `${name} must be a finite number, got ${String(parameters[name])}`)
  if (faults.length > 0) return faults
  for (const name of positive[distribution.kind] ?? []) if (!(parameters[name]! > 0)) faults.push(`${name} must be above 0, got ${parameters[name]}`)
  switch (distribution.kind) {
    case 'uniform':
      if (!(distribution.low < distribution.high)) faults.push(`low must be below high, got ${distribution.low}, ${distribution.high}`)
      break
    case 'triangular':
    case 'pert': {
      const { low, mode, high } = distribution
      if (!(low <= mode && mode <= high && low < high)) faults.push(`low, mode and high must rise, got ${low}, ${mode}, ${high}`)
      if (distribution.kind === 'pert' && !((distribution.weight ?? 4) > 0)) faults.push(`weight must be above 0, got ${distribution.weight}`)
      break
    }
    case 'empirical':
      faults.push(...empiricalFaults(distribution.values, distribution.chances))
      break
    case 'scaled': {
      const [factor, shift] = [distribution.factor ?? 1, distribution.shift ?? 0]
      if (!(factor > 0 && Number.isFinite(factor))) faults.push(`factor must be above 0, got ${factor}`)
      if (!Number.isFinite(shift)) faults.push(`shift must be a finite number, got ${shift}`)
      faults.push(...distributionFaults(distribution.of))
      break
    }
    default:
  }
  return faults
}

function empiricalFaults(values: readonly number[] | undefined, chances: readonly number[] | undefined): string[] {
  if (values === undefined || values.length === 0) return ['at least one value is needed, got none']
  const faults: string[] = []
  if (values.some((value) => !Number.isFinite(value))) faults.push('values must be finite numbers')
  else if (values.some((value, i) => i > 0 && value < values[i - 1]!)) faults.push('values must be in rising order')
  if (chances === undefined) return faults
  if (chances.length !== values.length) faults.push(`there must be as many chances as values, got ${chances.length} and ${values.length}`)
  if (chances.some((chance) => !(chance >= 0))) faults.push('chances must be at least 0')
  const sum = chances.reduce((total, chance) => total + chance, 0)
  if (!(sum > 0 && sum <= 1 + 1e-9)) faults.push(`chances must add up to more than 0 and at most 1, got ${sum}`)
  return faults
}

/** Throws `invalid-option` with every fault of the distribution; returns it when there is none. */
export function requireDistribution(distribution: Distribution, name: string, verb: string): Distribution {
  const faults = distributionFaults(distribution)
  if (faults.length === 0) return distribution
  throw new PlacesError('invalid-option', `${verb}: ${name}: ${faults.join('; ')}`, { where: { option: name } })
}
