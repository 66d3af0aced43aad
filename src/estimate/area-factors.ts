// How wild each area is: by how far its past steps lay from what was forecast, the last counted year saying most. A year that was itself strange
// is often followed by another, in large areas above all, where strange years are made by decisions and not by chance.

/** What the last counted year was like, and what it does to the spread that is promised. */
export interface LastYear {
  /** How far out its steps were, as a multiple of what years are usually. */
  readonly times: number
  /** By how much wider futures are drawn than they would be without it. */
  readonly wider: number
}

export interface AreaFactors {
  /** Factor of the variance of each area's next steps; 1 is usual. */
  readonly next: Float64Array
  /** Factor of the steps of each past origin [origin, area], from the other years alone. */
  readonly past: Float64Array
}

/**
 * What a year says of how wild another is falls by this much with each year between them. In US states and New York schools 0.3 to 0.7 tell later
 * errors best, in New Jersey districts 0.6 to 1 and in New York districts 0.9, none by much: one number for all, as a few origins cannot tell their own.
 */
const fadedPerYear = 0.6
/** Steps as wild as usual that are added to each area's own: by 5 to 20 of them the later errors of all four sets are told best. */
const priorSteps = 10
/** A squared step counts at most as so many of its area's usual ones: one school that closes must not rule its area. */
const furthestSquare = 9

/**
 * Takes the mean of squared steps in units of usual ones, those of further years fading, drawn towards 1.
 *
 * A past origin's factor leaves its own errors out. Judged by a factor that holds them, errors look tamer than the next ones will be, and
 * intervals come out too narrow: by 2 to 3 points of coverage in New York schools.
 *
 * @param squares squared steps of one year ahead in units of a usual step's variance [origin × areas + area]
 * Cost: O(steps).
 */
export function areaFactors(origins: readonly number[], areas: number, squares: readonly (readonly number[])[]): AreaFactors {
  const count = origins.length
  const next = new Float64Array(areas)
  const past = new Float64Array(count * areas)
  const forwards = origins.map((_, o) => o)
  for (let a = 0; a < areas; a++) {
    const [known, weights] = [new Float64Array(count), new Float64Array(count)]
    const keep = (o: number, sum: number, weight: number): void => {
      known[o]! += sum
      weights[o]! += weight
    }
    const own = (o: number): readonly number[] => squares[o * areas + a]!
    next[a] = sweep(origins, forwards, own, keep)
    sweep(origins, forwards.toReversed(), own, keep)
    for (let o = 0; o < count; o++) past[o * areas + a] = (known[o]! + priorSteps) / (weights[o]! + priorSteps)
  }
  return { next, past }
}

/** Goes through the years in one direction, tells `keep` at each what those before it say, and returns what all say of the year after. */
function sweep(origins: readonly number[], order: readonly number[], squaresOf: (o: number) => readonly number[], keep: (o: number, sum: number, weight: number) => void): number {
  let [sum, weight, factor] = [0, 0, 1]
  order.forEach((o, k) => {
    // The neighbouring year counts in full.
    const between = k === 0 ? 1 : Math.abs(origins[o]! - origins[order[k - 1]!]!)
    sum *= fadedPerYear ** (between - 1)
    weight *= fadedPerYear ** (between - 1)
    keep(o, sum, weight)
    // An area that is wild every year may go further.
    const most = furthestSquare * Math.max(1, factor)
    const squares = squaresOf(o)
    sum = sum * fadedPerYear + squares.reduce((total, square) => total + Math.min(most, square), 0)
    weight = weight * fadedPerYear + squares.length
    factor = (sum + priorSteps) / (weight + priorSteps)
  })
  return factor
}
