// Heavy tails by bending a normal number: Student's t of few degrees of freedom without drawing a χ².
// Source: the normal approximation of Wallace (1959), doi 10.1214/aoms/1177706091, turned round; its error below 1 % for 4 degrees of freedom and |z| < 2.5.

import { leastRoot, mostWild } from './row-loops-constants.js'
import type { WildnessScale } from './row-loops.js'
import { normalQuantile } from './row-sampler.js'

/** Where bent and normal numbers agree: the ends of the middle 85 %, halfway between the 80 and the 90 % interval that planners ask for. */
export const agreeAt = 1.4395314709384563

/** From here on nothing is bent any further: 4.5 is passed once in 150,000 draws, and one wild draw must not swamp a mean. */
const bendTo = 4.5

/** Most degrees of freedom that are told from a normal distribution. */
export const mostDegrees = 30

/**
 * The number of Student's t with the same rank as the normal number `z`, scaled to agree with it at `agreeAt`.
 *
 * So a standard deviation keeps its meaning as "what covers the middle 85 %", whatever the tails.
 *
 * @param degrees degrees of freedom, 1 or more; Infinity leaves `z` as it is
 * @example
 * bendTail(2.5, Infinity) // 2.5
 */
export function bendTail(z: number, degrees: number): number {
  if (!Number.isFinite(degrees)) return z
  const size = Math.min(Math.abs(z), bendTo)
  return (Math.sign(z) * agreeAt * studentSize(size, degrees)) / studentSize(agreeAt, degrees)
}

function studentSize(z: number, degrees: number): number {
  const scaled = (z * (8 * degrees + 3)) / (8 * degrees + 1)
  return Math.sqrt(degrees * Math.expm1((scaled * scaled) / degrees))
}

/** |z| below which half, 80 % and 95 % of a normal distribution lie. */
const [at80, at95] = [1.2815515655446004, 1.959963984540054]

/**
 * By how much a future is wilder than usual: times a standard normal it makes Student's t, scaled to agree with the normal at `agreeAt`.
 *
 * Shared by all that happens in one future of one area, it keeps the tails of sums, which tails of each number apart would lose.
 *
 * @param z a standard normal number
 * Source: Wilson and Hilferty (1931), doi 10.1073/pnas.17.12.684, for the χ² that Student's t is divided by.
 */
export function wildness(z: number, degrees: number): number {
  const { centre, spread, unit } = wildnessScale(degrees)
  const root = Math.max(leastRoot, centre + z * spread)
  return Math.min(mostWild, unit / (root * Math.sqrt(root)))
}

/** What `wildness` takes from the degrees of freedom alone, for rows of them. */
export function wildnessScale(degrees: number): WildnessScale {
  if (!Number.isFinite(degrees)) return { centre: 1, spread: 0, unit: 1 }
  const part = 2 / (9 * degrees)
  return { centre: 1 - part, spread: Math.sqrt(part), unit: agreeAt / studentSize(agreeAt, degrees) }
}

/** The last answer of `wildnessSquare`, which is asked again and again for the same degrees, and takes as long as ten rows of draws. */
let lastSquare = { degrees: Number.NaN, square: Number.NaN }

/** Mean square of the wildness: by how much the variance is above that of the middle: 1.22 for 5 degrees of freedom. */
export function wildnessSquare(degrees: number): number {
  if (lastSquare.degrees !== degrees) lastSquare = { degrees, square: meanSquare(degrees) }
  return lastSquare.square
}

function meanSquare(degrees: number): number {
  const { centre, spread, unit } = wildnessScale(degrees)
  const points = 2_000
  let sum = 0
  for (let i = 0; i < points; i++) {
    const root = Math.max(leastRoot, centre + normalQuantile((i + 0.5) / points) * spread)
    sum += Math.min(mostWild, unit / (root * Math.sqrt(root))) ** 2
  }
  return sum / points
}

/**
 * The degrees of freedom whose 95 % point lies `ratio` × as far out as its 80 % point: 1.53 for a normal distribution, 1.94 for 3 degrees, 2.28 for 2.
 *
 * @returns from `least` to `mostDegrees`
 */
export function degreesFromTail(ratio: number, least = 2): number {
  let [low, high] = [least, mostDegrees]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    // Fewer degrees, longer tail.
    if (bendTail(at95, middle) / bendTail(at80, middle) > ratio) low = middle
    else high = middle
  }
  return (low + high) / 2
}
