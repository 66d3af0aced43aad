// Dividing whole classes by weights with a divisor method: when one weight rises, its part never falls and no other part rises.
// Webster (1832), Sainte-Laguë (1910); Balinski and Young, Fair Representation (1982): only divisor methods keep to that, largest remainders do not.

/** One who takes part: how much it weighs, and how many it must and may have. */
export interface Share {
  /** At least 0; without weight it has its floor. */
  readonly weight: number
  readonly floor: number
  readonly cap: number
}

/** Places in the queue: the next one goes to the largest, ties to the earlier. Negative when it can have no more. */
export function quotientOf({ weight, cap }: Share, has: number): number {
  return has < cap && weight > 0 ? weight / (2 * has + 1) : -1
}

/**
 * Divides a whole number: each part is its weight over a common divisor, rounded to the nearest, within its floor and cap.
 *
 * @param whole at least the sum of the floors, at most what those with weight can take
 * @returns parts that add up to the whole exactly
 * Cost: O(shares × (60 + what bisection leaves, a few for each tie)).
 */
export function divideByWebster(whole: number, shares: readonly Share[]): number[] {
  const partsAt = (divisor: number): number[] => shares.map(({ weight, floor, cap }) => (weight > 0 ? Math.min(cap, Math.max(floor, Math.floor(weight / divisor + 0.5))) : floor))
  const sumOf = (parts: readonly number[]): number => parts.reduce((sum, each) => sum + each, 0)
  const largest = Math.max(...shares.map((each) => each.weight), 0)
  if (largest === 0) return shares.map((each) => each.floor)
  // With this divisor every part is its floor.
  let high = 4 * largest
  let low = 0
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (sumOf(partsAt(middle)) <= whole) high = middle
    else low = middle
  }
  // A little above, so that no rounding of the divisor gives one too many; the rest goes by quotient.
  const parts = partsAt(high * (1 + 1e-9))
  for (let left = whole - sumOf(parts); left > 0; left--) {
    const quotients = shares.map((share, i) => quotientOf(share, parts[i]!))
    parts[quotients.indexOf(Math.max(...quotients))]!++
  }
  return parts
}
