// Counts that cannot leave their bounds are not looked at: which ones those are, and that looking changes nothing.

import { createCube } from 'school-places'
import type { Rates } from 'school-places'
import { expect, test } from 'vitest'

import { areTame } from '../../src/project/tame-counts.js'
import { steady } from './some-rates.js'

const births = { knownTo: 2021, variance: [0.001], shared: 0.5, birthYears: [{ yearsBefore: 0, weight: 1 }], sources: {} }
const withValues = <N extends 'base' | 'entry' | 'progression'>(name: N, change: (value: number, i: number) => number): Rates => {
  const { dims, axes, unit, values } = steady[name] as Rates['progression']
  return { ...steady, [name]: createCube(dims, axes, unit, Float64Array.from(values, change)) }
}

test('usual rates are tame over their horizon, with births or without', () => {
  expect([areTame(steady, undefined), areTame(steady, births)]).toEqual([true, true])
})

test.each(['base', 'entry', 'progression'] as const)('a number below 0 in %s is not', (name) => {
  expect(areTame(withValues(name, (value, i) => (i === 5 ? -1 : value)), undefined)).toBe(false)
})

test('the bound is e²⁰ times the largest ratio a year, and e²⁰ once for births', () => {
  // 33 × 20 = 660, and 34 × 20 = 680 with the logarithm of a few thousand pupils; 35 × 20 is 700.
  const over = (horizon: number, rates: Rates = steady): boolean[] => [undefined, births].map((each) => areTame({ ...rates, horizon }, each))
  expect(over(32)).toEqual([true, true])
  expect(over(34)).toEqual([true, false])
  expect(over(35)).toEqual([false, false])
  // A ratio of e¹⁰ is half as much again.
  expect(over(20, withValues('progression', () => Math.exp(10)))).toEqual([true, true])
  expect(over(24, withValues('progression', () => Math.exp(10)))).toEqual([false, false])
  expect(areTame(withValues('base', () => 1e300), undefined)).toBe(false)
})
