// The widths that the shares are fitted to: a lead that was seen from one origin says less than one that was seen from many, however many areas there are.

import { describe, expect, test } from 'vitest'

import { estimateDispersion } from '../../src/estimate/dispersion.js'
import { createStream } from '../../src/numeric/random.js'

const [origins, areas, grades, leads] = [6, 80, 5, 2]

/** Forecasts of 400 pupils whose steps are out by 4 % in the first year and by 12 % in the second, of which so many origins are known. */
function seenOverFitted(secondKnown: number): { readonly first: number; readonly second: number } {
  const stream = createStream(20210901, 'widths')
  const actual = new Float64Array(origins * areas * grades * leads)
  for (let block = 0; block < origins * areas; block++) {
    const first = Array.from({ length: grades }, () => 0.04 * stream.normal())
    const later = Array.from({ length: grades }, () => 0.12 * stream.normal())
    for (let g = 0; g < grades; g++) {
      const at = (block * grades + g) * leads
      actual[at] = 400 * Math.exp(first[g]!)
      actual[at + 1] = Math.floor(block / areas) < secondKnown ? 400 * Math.exp((g === 0 ? 0 : first[g - 1]!) + later[g]!) : Number.NaN
    }
  }
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i}`)
  const forecast = actual.map((value) => (Number.isNaN(value) ? Number.NaN : 400))
  const past = { areas: names(areas), regions: names(areas).map(() => ''), grades: names(grades), entry: names(grades).map((_, g) => g === 0), origins: names(origins).map((_, o) => 2000 + o), leads, forecast, actual }
  const { fit } = estimateDispersion(past, { origin: 2006 }).evidence
  const ratio = (lead: number): number => fit.find((each) => each.level === 'grade' && each.lead === lead)!.ratio
  return { first: ratio(1), second: ratio(2) }
}

describe('widths of past errors', () => {
  test('from one origin move the shares less than from six', () => {
    const [one, six] = [seenOverFitted(1), seenOverFitted(6)]
    // Seen over fitted: a second year as wild as this cannot be fitted beside the first, so one of them gives way.
    expect(one.first).toBeGreaterThan(0.78)
    expect(one.second).toBeGreaterThan(1.95)
    expect(six.first).toBeLessThan(0.65)
    expect(six.second).toBeLessThan(1.65)
  })
})
