// The formulae of each kind of distribution: mean, variance, chance up to a value, and the value at a chance.
// Source of the formulae: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (1994, 1995); PERT: Malcolm and others (1959), doi 10.1287/opre.7.5.646.

import type { Distribution, EmpiricalDistribution, PertDistribution, TriangularDistribution } from './distribution.js'
import { exactNormalQuantile, normalCdf } from './normal.js'
import { gamma, logGamma, regularisedBeta } from './special-functions.js'

export interface Shape {
  readonly mean: number
  readonly variance: number
  /** The chance of at most x. */
  upTo(x: number): number
  /** The least value whose chance is at least p; p from 0 to 1. */
  at(p: number): number
}

const euler = 0.5772156649015329

/** The formulae of a distribution without faults. */
export function shapeOf(distribution: Distribution): Shape {
  switch (distribution.kind) {
    case 'fixed': {
      const { value } = distribution
      return { mean: value, variance: 0, upTo: (x) => (x >= value ? 1 : 0), at: () => value }
    }
    case 'uniform': {
      const { low, high } = distribution
      const width = high - low
      return { mean: (low + high) / 2, variance: (width * width) / 12, upTo: (x) => Math.min(1, Math.max(0, (x - low) / width)), at: (p) => low + p * width }
    }
    case 'triangular':
      return triangular(distribution)
    case 'pert':
      return pert(distribution)
    case 'normal': {
      const { mean, deviation } = distribution
      return { mean, variance: deviation * deviation, upTo: (x) => normalCdf((x - mean) / deviation), at: (p) => mean + deviation * exactNormalQuantile(p) }
    }
    case 'lognormal': {
      const { median, spread } = distribution
      const square = spread * spread
      const mean = median * Math.exp(square / 2)
      return { mean, variance: mean * mean * Math.expm1(square), upTo: (x) => (x <= 0 ? 0 : normalCdf(Math.log(x / median) / spread)), at: (p) => median * Math.exp(spread * exactNormalQuantile(p)) }
    }
    case 'logistic': {
      const { median, spread } = distribution
      return { mean: median, variance: (Math.PI * spread) ** 2 / 3, upTo: (x) => 1 / (1 + Math.exp(-(x - median) / spread)), at: (p) => median + spread * Math.log(p / (1 - p)) }
    }
    case 'loglogistic': {
      const { median, spread } = distribution
      const angle = Math.PI * spread
      const mean = spread < 1 ? (median * angle) / Math.sin(angle) : Infinity
      const variance = spread < 0.5 ? (median * median * 2 * angle) / Math.sin(2 * angle) - mean * mean : Infinity
      return { mean, variance, upTo: (x) => (x <= 0 ? 0 : 1 / (1 + (x / median) ** (-1 / spread))), at: (p) => median * (p / (1 - p)) ** spread }
    }
    case 'gumbel': {
      const { mode, spread } = distribution
      return { mean: mode + euler * spread, variance: (Math.PI * spread) ** 2 / 6, upTo: (x) => Math.exp(-Math.exp(-(x - mode) / spread)), at: (p) => mode - spread * Math.log(-Math.log(p)) }
    }
    case 'weibull': {
      const { scale, shape } = distribution
      const mean = scale * gamma(1 + 1 / shape)
      return { mean, variance: scale * scale * gamma(1 + 2 / shape) - mean * mean, upTo: (x) => (x <= 0 ? 0 : -Math.expm1(-((x / scale) ** shape))), at: (p) => scale * (-Math.log1p(-p)) ** (1 / shape) }
    }
    case 'empirical':
      return empirical(distribution)
    case 'scaled': {
      const [of, factor, shift] = [shapeOf(distribution.of), distribution.factor ?? 1, distribution.shift ?? 0]
      return { mean: of.mean * factor + shift, variance: of.variance * factor * factor, upTo: (x) => of.upTo((x - shift) / factor), at: (p) => of.at(p) * factor + shift }
    }
  }
}

function triangular({ low, mode, high }: TriangularDistribution): Shape {
  const width = high - low
  const peak = (mode - low) / width
  return {
    mean: (low + mode + high) / 3,
    variance: (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18,
    upTo(x) {
      if (x <= low) return x === low && width === 0 ? 1 : 0
      if (x >= high) return 1
      return x < mode ? (x - low) ** 2 / (width * (mode - low)) : 1 - (high - x) ** 2 / (width * (high - mode))
    },
    at: (p) => (p < peak ? low + Math.sqrt(p * width * (mode - low)) : high - Math.sqrt((1 - p) * width * (high - mode))),
  }
}

function pert({ low, mode, high, weight = 4 }: PertDistribution): Shape {
  const width = high - low
  const a = 1 + (weight * (mode - low)) / width
  const b = 1 + (weight * (high - mode)) / width
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b)
  const upTo = (x: number): number => regularisedBeta((x - low) / width, a, b)
  return {
    mean: low + (width * a) / (a + b),
    variance: (width * width * a * b) / ((a + b) ** 2 * (a + b + 1)),
    upTo,
    at(p) {
      if (p <= 0) return low
      if (p >= 1) return high
      // Newton's steps, halved back into what is still possible where they would leave it.
      let [below, above, x] = [low, high, low + (width * a) / (a + b)]
      for (let step = 0; step < 100; step++) {
        const excess = upTo(x) - p
        if (excess > 0) above = x
        else below = x
        const share = (x - low) / width
        const density = Math.exp(logFront + (a - 1) * Math.log(share) + (b - 1) * Math.log1p(-share)) / width
        let next = x - excess / density
        if (!(next > below && next < above)) next = (below + above) / 2
        if (Math.abs(next - x) <= 1e-15 * (Math.abs(low) + Math.abs(high))) return next
        x = next
      }
      return x
    },
  }
}

function empirical({ values, chances }: EmpiricalDistribution): Shape {
  const cumulated = new Float64Array(values.length)
  let [sum, mean, square] = [0, 0, 0]
  values.forEach((value, i) => {
    const chance = chances === undefined ? 1 / values.length : chances[i]!
    sum += chance
    mean += chance * value
    square += chance * value * value
    cumulated[i] = chances === undefined ? (i + 1) / values.length : sum
  })
  // Chances that add up to 1 but for rounding leave nothing to "never".
  const whole = sum > 1 - 1e-9
  if (whole) cumulated[values.length - 1] = 1
  const count = (holds: (i: number) => boolean): number => {
    let [low, high] = [0, values.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(middle)) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    mean: whole ? mean : Infinity,
    variance: whole ? Math.max(0, square - mean * mean) : Infinity,
    upTo(x) {
      const below = count((i) => values[i]! <= x)
      return below === 0 ? 0 : cumulated[below - 1]!
    },
    at(p) {
      const at = count((i) => cumulated[i]! < p)
      return at < values.length ? values[at]! : Infinity
    },
  }
}
