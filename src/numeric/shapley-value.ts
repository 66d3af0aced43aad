// The part of one cause in what several bring about together. Shapley (1953), doi 10.1515/9781400881970-018.

/** Mean gain from taking player `i` over all orders of the players; `worth` is by bit mask of those taken. */
export function shapleyValue(worth: readonly number[], players: number, i: number): number {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
  return worth.reduce((value, here, mask) => {
    if ((mask & (1 << i)) !== 0) return value
    const taken = Array.from({ length: players }, (_, k) => (mask >> k) & 1).reduce((count, bit) => count + bit, 0)
    return value + ((factorial(taken) * factorial(players - taken - 1)) / factorial(players)) * (worth[mask | (1 << i)]! - here)
  }, 0)
}
