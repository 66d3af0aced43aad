// Days of work drawn from distributions, by inversion: one uniform number a draw, whole days, quick enough for millions.

import { shapeOf } from '../numeric/distribution-shapes.js'
import type { Distribution, PertDistribution } from '../numeric/distribution.js'
import { exactNormalQuantile } from '../numeric/normal.js'
import type { Stream } from '../numeric/random.js'
import { none, workDone } from './passes.js'
import type { PreparedNetwork } from './prepare-network.js'

/** Fills days of work left from `offset` on, as many as `count`. */
export type DurationDraws = (work: Int32Array, offset: number, count: number) => void

/** No activity takes longer than this, whatever the tail of its distribution. */
const mostDays = 36_525

/**
 * Makes the draws of one activity.
 *
 * What is under way lasts longer than it has lasted: its days are drawn from the part of the distribution beyond the work that is done, and at
 * least one is left.
 */
export function createDurationDraws({ ordered, network, days, today }: PreparedNetwork, i: number, stream: Pick<Stream, 'uniform'>): DurationDraws {
  const { spread } = ordered.activities[i]!
  const finished = network.finished[i] !== none
  const done = finished || network.started[i] === none ? 0 : workDone(network.tables[network.tableOf[i]!]!, network.started[i]!, today)
  const least = !finished && network.started[i] !== none ? 1 : 0
  if (spread === undefined || finished) {
    const left = finished ? 0 : Math.max(least, days[i]! - done)
    return (work, offset, count) => void work.fill(left, offset, offset + count)
  }
  const invert = quantilesOf(spread)
  // Rounded days above `done` are those from half a day above it on.
  const passed = least === 0 ? 0 : Math.min(1, shapeOf(spread).upTo(done + 0.5))
  return (work, offset, count) => {
    const values = new Float64Array(count)
    for (let d = 0; d < count; d++) values[d] = passed + (stream.uniform() + 5.551115123125783e-17) * (1 - passed)
    invert(values)
    for (let d = 0; d < count; d++) {
      const value = values[d]!
      const whole = value < mostDays ? (value > 0 ? Math.floor(value + 0.5) : 0) : mostDays
      const left = whole - done
      work[offset + d] = left > least ? left : least
    }
  }
}

/** Puts values in the place of chances. Loops written out for the kinds that durations mostly have; a table for PERT, whose inverse has no formula. */
export function quantilesOf(distribution: Distribution): (chances: Float64Array) => void {
  switch (distribution.kind) {
    case 'triangular': {
      const { low, mode, high } = distribution
      const [rise, fall, peak] = [(high - low) * (mode - low), (high - low) * (high - mode), (mode - low) / (high - low)]
      return (p) => {
        for (let d = 0; d < p.length; d++) p[d] = p[d]! < peak ? low + Math.sqrt(p[d]! * rise) : high - Math.sqrt((1 - p[d]!) * fall)
      }
    }
    case 'pert':
      return pertQuantiles(distribution)
    case 'lognormal': {
      const { median, spread } = distribution
      return (p) => {
        for (let d = 0; d < p.length; d++) p[d] = median * Math.exp(spread * quickNormalQuantile(p[d]!))
      }
    }
    case 'scaled': {
      const [of, factor, shift] = [quantilesOf(distribution.of), distribution.factor ?? 1, distribution.shift ?? 0]
      return (p) => {
        of(p)
        for (let d = 0; d < p.length; d++) p[d] = p[d]! * factor + shift
      }
    }
    default: {
      const { at } = shapeOf(distribution)
      return (p) => {
        for (let d = 0; d < p.length; d++) p[d] = at(p[d]!)
      }
    }
  }
}

const normalCells = 1024
let normalTable: Float64Array | undefined

/** Quantiles of the standard normal by straight lines between 1,024 of them, right to 0.0004 of a deviation; the outer sixty-fourths by formula. */
function quickNormalQuantile(p: number): number {
  if (!(p > 1 / 64 && p < 63 / 64)) return exactNormalQuantile(p)
  normalTable ??= Float64Array.from({ length: normalCells + 1 }, (_, k) => (k === 0 || k === normalCells ? 0 : exactNormalQuantile(k / normalCells)))
  const at = p * normalCells
  const below = Math.floor(at)
  return normalTable[below]! + (at - below) * (normalTable[below + 1]! - normalTable[below]!)
}

const cells = 256
/** Logarithms of the grid 0, 1/256 … 1; that of 0 is never used. */
const logs = /* @__PURE__ */ Float64Array.from({ length: cells + 1 }, (_, k) => Math.log(k / cells))

/**
 * Inverts a PERT distribution by its density on 256 cells, added up by the trapezoid rule (the outer cells, where the density is a power, exactly).
 * Within a three-hundredth of the range everywhere, far finer in the middle; 100 times as fast as Newton's method for a thousand draws.
 */
function pertQuantiles({ low, mode, high, weight = 4 }: PertDistribution): (chances: Float64Array) => void {
  const width = high - low
  const [a, b] = [(weight * (mode - low)) / width, (weight * (high - mode)) / width]
  const density = (k: number): number => Math.exp((a === 0 ? 0 : a * logs[k]!) + (b === 0 ? 0 : b * logs[cells - k]!))
  const summed = new Float64Array(cells + 1)
  // Near an end the density is the power of the distance from it.
  summed[1] = density(1) / (a + 1)
  let before = density(1)
  for (let k = 2; k < cells; k++) {
    const here = density(k)
    summed[k] = summed[k - 1]! + (before + here) / 2
    before = here
  }
  summed[cells] = summed[cells - 1]! + before / (b + 1)
  const whole = summed[cells]!
  // Where to begin to look for a chance.
  const guide = new Uint16Array(cells + 1)
  for (let g = 0, k = 0; g <= cells; g++) {
    while (k < cells - 1 && summed[k + 1]! < (g / cells) * whole) k++
    guide[g] = k
  }
  const step = width / cells
  return (p) => {
    for (let d = 0; d < p.length; d++) {
      const wanted = p[d]! * whole
      let k = guide[Math.floor(p[d]! * cells)]!
      while (k < cells - 1 && summed[k + 1]! < wanted) k++
      const inside = (wanted - summed[k]!) / (summed[k + 1]! - summed[k]!)
      const share = k === 0 ? inside ** (1 / (a + 1)) : k === cells - 1 ? 1 - Math.max(0, 1 - inside) ** (1 / (b + 1)) : inside
      p[d] = low + step * (k + share)
    }
  }
}
