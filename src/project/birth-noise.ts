// Births that are not known yet, as factors of the entrants: a random walk from the last known year on, part of it shared by all areas.

import { createSampler, keyOf } from '../numeric/row-sampler.js'
import type { RowRoom } from '../numeric/row-loops.js'
import type { BirthSpread } from '../estimate/birth-spread.js'
import type { ProjectionInput } from './project-pupils.js'

export interface BirthNoise {
  openArea(label: string, area: number): void
  /** Multiplies a row of entrants by births drawn ÷ births taken. Rows of known births are left as they are. */
  perturb(row: Float64Array, offset: number, length: number, grade: number, year: number): void
}

/** How many years of births the entrants of a projection come from that are not known at its origin. */
export function unknownBirthYears({ ladder, origin, horizon }: ProjectionInput, spread: BirthSpread | undefined): number {
  const ages = ladder.grades.filter((grade) => grade.entry).map((grade) => grade.age)
  return spread === undefined || ages.length === 0 ? 0 : Math.max(0, origin + horizon - Math.min(...ages) - spread.knownTo)
}

/**
 * Makes the noise of births, or undefined where there are none or all that are needed are known.
 *
 * @param room with a row `births` of as many parts as `unknownBirthYears`, and a row `logs` that is free between rows of counts
 * Areas that use the births of the same area above them share all of its noise. Cost: one number a draw, source and unknown year.
 */
export function birthNoise(rates: ProjectionInput, spread: BirthSpread | undefined, room: RowRoom<'births' | 'logs'>, draws: number, seed: number): BirthNoise | undefined {
  const unknown = unknownBirthYears(rates, spread)
  if (spread === undefined || unknown === 0) return undefined
  const { knownTo, variance, shared, birthYears, sources } = spread
  const normal = createSampler()
  const walk = (rows: Float64Array<ArrayBuffer>, share: number, ...labels: string[]): void => {
    for (let k = 0; k < unknown; k++) {
      normal(rows, k * draws, draws, keyOf(seed, 'births', ...labels, knownTo + 1 + k), Math.sqrt(share * variance[Math.min(k, variance.length - 1)]!))
      if (k > 0) for (let d = 0; d < draws; d++) rows[k * draws + d]! += rows[(k - 1) * draws + d]!
    }
  }
  const [common, own] = [new Float64Array(unknown * draws), new Float64Array(unknown * draws)]
  walk(common, shared)
  // Factors of births [unknown year, draw] of the source in use.
  const factors = new Float64Array(unknown * draws)
  // Those of the children who enter in a year, each made when it is first asked for: areas with the same births share them.
  const { births: mixed, logs } = room.rows
  const isMixed = new Uint8Array(unknown)
  const factor = new Float64Array(draws)
  const mix = (ahead: number): void => {
    factor.fill(0)
    for (const { yearsBefore, weight } of birthYears) {
      const year = ahead - yearsBefore
      for (let d = 0; d < draws; d++) factor[d]! += year < 0 ? weight : weight * factors[year * draws + d]!
    }
    mixed.set(factor, ahead * room.stride)
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
      walk(own, 1 - shared, next)
      factors.fill(1)
      for (let k = 0; k < unknown; k++) {
        for (let d = 0; d < draws; d++) logs[d] = own[k * draws + d]! + common[k * draws + d]!
        room.multiplyByExponential(factors, k * draws, draws, logs)
      }
    },
    perturb(row, offset, length, grade, year) {
      if (!used) return
      const entering = rates.origin + 1 + year - rates.ladder.grades[grade]!.age
      const ahead = entering - knownTo - 1
      if (birthYears.every(({ yearsBefore }) => ahead < yearsBefore)) return
      if (isMixed[ahead] === 0) mix(ahead)
      room.multiplyCounts(row, offset, length, mixed, ahead * room.stride)
    },
  }
}
