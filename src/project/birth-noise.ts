// Births that are not known yet, as factors of the entrants: a random walk from the last known year on, part of it shared by all areas.

import { createSampler, keyOf } from '../numeric/row-sampler.js'
import type { BirthSpread } from '../estimate/birth-spread.js'
import type { ProjectionInput } from './project-pupils.js'

export interface BirthNoise {
  openArea(label: string, area: number): void
  /** Multiplies a row of entrants by births drawn ÷ births taken. Rows of known births are left as they are. */
  perturb(row: Float64Array, offset: number, length: number, grade: number, year: number): void
}

/**
 * Makes the noise of births, or undefined where there are none or all that are needed are known.
 *
 * Areas that use the births of the same area above them share all of its noise. Cost: one number a draw, source and unknown year.
 */
export function birthNoise(rates: ProjectionInput, spread: BirthSpread | undefined, draws: number, seed: number): BirthNoise | undefined {
  const ages = rates.ladder.grades.filter((grade) => grade.entry).map((grade) => grade.age)
  if (spread === undefined || ages.length === 0) return undefined
  const { knownTo, variance, shared, birthYears, sources } = spread
  const unknown = rates.origin + rates.horizon - Math.min(...ages) - knownTo
  if (unknown <= 0) return undefined
  const normal = createSampler()
  const walk = (share: number, ...labels: string[]): Float64Array<ArrayBuffer> => {
    const rows = new Float64Array(unknown * draws)
    for (let k = 0; k < unknown; k++) {
      normal(rows, k * draws, draws, keyOf(seed, 'births', ...labels, knownTo + 1 + k), Math.sqrt(share * variance[Math.min(k, variance.length - 1)]!))
      if (k > 0) for (let d = 0; d < draws; d++) rows[k * draws + d]! += rows[(k - 1) * draws + d]!
    }
    return rows
  }
  const common = walk(shared)
  // Factors of births [unknown year, draw] of the source in use.
  let factors = common
  // Those of the children who enter in a year, each made when it is first asked for: areas with the same births share them.
  const mixed = new Float64Array(unknown * draws)
  const isMixed = new Uint8Array(unknown)
  const mix = (ahead: number): void => {
    const factor = mixed.subarray(ahead * draws, (ahead + 1) * draws).fill(0)
    for (const { yearsBefore, weight } of birthYears) {
      const year = ahead - yearsBefore
      for (let d = 0; d < draws; d++) factor[d]! += year < 0 ? weight : weight * factors[year * draws + d]!
    }
    isMixed[ahead] = 1
  }
  let source: string | undefined
  let used = false
  return {
    openArea(label) {
      const next = sources[label]
      used = next !== undefined
      if (next === undefined || next === source) return
      source = next
      isMixed.fill(0)
      factors = walk(1 - shared, next)
      for (let i = 0; i < factors.length; i++) factors[i] = Math.exp(factors[i]! + common[i]!)
    },
    perturb(row, offset, length, grade, year) {
      if (!used) return
      const entering = rates.origin + 1 + year - rates.ladder.grades[grade]!.age
      const ahead = entering - knownTo - 1
      if (birthYears.every(({ yearsBefore }) => ahead < yearsBefore)) return
      if (isMixed[ahead] === 0) mix(ahead)
      const at = ahead * draws
      for (let d = 0; d < length; d++) row[offset + d]! *= mixed[at + d]!
    },
  }
}
