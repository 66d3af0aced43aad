// Random numbers as an argument, never as a hidden global. Each stream is keyed by (seed, labels…): the draws of one area do not
// depend on which other areas exist, on their order, or on how many draws are asked for.
// Generator: xoshiro128++ 1.0, Blackman and Vigna (2019), https://prng.di.unimi.it; state filled by the mixing function of MurmurHash3.
// Normal variates: the ziggurat of Marsaglia and Tsang (2000), doi 10.18637/jss.v005.i08, with 256 layers and a 53-bit abscissa.

/** A source of random numbers. The same key gives the same numbers. */
export interface Stream {
  /** An integer from 0 to 2³²−1. */
  next(): number
  /** A number from 0 (included) to 1 (excluded), with 53 random bits. */
  uniform(): number
  /** A standard normal number. */
  normal(): number
}

const layers = 256
const tailStart = 3.6541528853610088
const layerArea = 0.00492867323399

interface Ziggurat {
  readonly edge: Float64Array
  readonly height: Float64Array
}

let ziggurat: Ziggurat | undefined

function zigguratTables(): Ziggurat {
  if (ziggurat !== undefined) return ziggurat
  const density = (x: number): number => Math.exp(-0.5 * x * x)
  const edge = new Float64Array(layers + 1)
  const height = new Float64Array(layers + 1)
  edge[0] = layerArea / density(tailStart)
  edge[1] = tailStart
  for (let i = 2; i < layers; i++) edge[i] = Math.sqrt(-2 * Math.log(layerArea / edge[i - 1]! + density(edge[i - 1]!)))
  edge[layers] = 0
  for (let i = 0; i <= layers; i++) height[i] = density(edge[i]!)
  ziggurat = { edge, height }
  return ziggurat
}

/** The finalising step of MurmurHash3: every bit of the result depends on every bit of the 32-bit word given. */
export function mix(h: number): number {
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Hashes the key into one 32-bit word, in a way in which ('a', 'bc') and ('ab', 'c') differ. */
function hashKey(salt: number, key: readonly (string | number)[]): number {
  let h = mix(salt)
  for (const part of key) {
    const text = typeof part === 'number' ? `#${part}` : `"${part}`
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    h = mix(h ^ text.length)
  }
  return h >>> 0
}

class Xoshiro implements Stream {
  private a: number
  private b: number
  private c: number
  private d: number
  private readonly edge: Float64Array
  private readonly height: Float64Array

  constructor(seed: number, key: readonly (string | number)[]) {
    this.a = hashKey(seed, key)
    this.b = hashKey(seed ^ 0x9e3779b9, key)
    this.c = hashKey(Math.floor(seed / 0x100000000) ^ 0x3c6ef372, key)
    this.d = hashKey(seed ^ 0xdaa66d2b, key)
    if ((this.a | this.b | this.c | this.d) === 0) this.a = 1
    const tables = zigguratTables()
    this.edge = tables.edge
    this.height = tables.height
  }

  next(): number {
    const sum = (this.a + this.d) | 0
    const result = (((sum << 7) | (sum >>> 25)) + this.a) >>> 0
    const t = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= t
    this.d = (this.d << 11) | (this.d >>> 21)
    return result
  }

  uniform(): number {
    return ((this.next() >>> 5) * 0x4000000 + (this.next() >>> 6)) / 0x20000000000000
  }

  normal(): number {
    const edge = this.edge
    for (;;) {
      // Disjoint bits: 0–7 choose the layer, 8 the sign, 11–31 and the next word make the 53-bit abscissa.
      const word = this.next()
      const layer = word & 255
      const abscissa = ((word >>> 11) * 0x100000000 + this.next()) / 0x20000000000000
      const size = abscissa * edge[layer]!
      if (size < edge[layer + 1]!) return (word & 256) === 0 ? size : -size
      const outside = layer === 0 ? this.tail() : this.wedge(layer, size)
      if (outside !== undefined) return (word & 256) === 0 ? outside : -outside
    }
  }

  private wedge(layer: number, size: number): number | undefined {
    const low = this.height[layer]!
    return low + this.uniform() * (this.height[layer + 1]! - low) < Math.exp(-0.5 * size * size) ? size : undefined
  }

  private tail(): number {
    for (;;) {
      const x = -Math.log(1 - this.uniform()) / tailStart
      const y = -Math.log(1 - this.uniform())
      if (y + y > x * x) return tailStart + x
    }
  }
}

/**
 * Opens the stream of a key.
 *
 * @param seed a non-negative integer below 2⁵³
 * @param key labels that name what the numbers are for, such as `'noise', area, grade, year`
 * @example
 * createStream(7, 'noise', 'North').next() === createStream(7, 'noise', 'North').next() // true
 */
export function createStream(seed: number, ...key: (string | number)[]): Stream {
  return new Xoshiro(seed, key)
}
