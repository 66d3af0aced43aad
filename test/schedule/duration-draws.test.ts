// Days drawn: the quick inverses against the exact ones, and what is under way against the part of the distribution that is left.

import { quantileOf } from 'school-places'
import type { Distribution } from 'school-places'
import { expect, test } from 'vitest'

import { createDurationDraws, quantilesOf } from '../../src/schedule/duration-draws.js'
import { prepareNetwork } from '../../src/schedule/prepare-network.js'

const kinds: readonly Distribution[] = [
  { kind: 'triangular', low: 20, mode: 30, high: 90 },
  { kind: 'pert', low: 100, mode: 140, high: 300 },
  { kind: 'pert', low: 100, mode: 100, high: 300 },
  { kind: 'pert', low: 100, mode: 298, high: 300, weight: 9 },
  { kind: 'lognormal', median: 200, spread: 0.3 },
  { kind: 'gumbel', mode: 60, spread: 20 },
  { kind: 'scaled', of: { kind: 'pert', low: 6, mode: 8, high: 12 }, factor: 30.4, shift: 5 },
]

test.each(kinds)('quick quantiles of $kind are the exact ones to a tenth of a day', (distribution) => {
  const chances = Float64Array.from({ length: 999 }, (_, i) => (i + 1) / 1000)
  const values = Float64Array.from(chances)
  quantilesOf(distribution)(values)
  chances.forEach((p, i) => expect(Math.abs(values[i]! - quantileOf(distribution, p))).toBeLessThan(0.1))
})

test('what is under way lasts longer than it has lasted, and the rest is drawn from what is still possible', () => {
  // 60 of 40–120 days are over: what is left is 1–60 days, alike.
  const network = { activities: [{ activity: 'build', days: 80, spread: { kind: 'uniform', low: 40, high: 120 } as const, started: '2026-09-23' }] }
  const prepared = prepareNetwork(network, { opens: '2027-09-01', asOf: '2026-11-22' }, 'test')
  const work = new Int32Array(101)
  let k = 0
  createDurationDraws(prepared, 0, { uniform: () => k++ / 101 })(work, 0, 101)
  expect([work[0], work[50], work[100]]).toEqual([1, 30, 59])
  // Beyond the longest duration a day is left.
  const overdue = prepareNetwork({ activities: [{ ...network.activities[0]!, started: '2026-01-01' }] }, { opens: '2027-09-01', asOf: '2026-11-22' }, 'test')
  createDurationDraws(overdue, 0, { uniform: () => 0.7 })(work, 0, 1)
  expect(work[0]).toBe(1)
})
