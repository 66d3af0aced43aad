// A case is { setup, run, check }: check(run()) passes before the clock starts. Where there is a baseline, case and baseline
// are timed in turns, so that the ratio does not depend on what else the machine does.

export interface BenchCase<C = unknown> {
  readonly name: string
  /** What makes two reports comparable: the sizes of the work. */
  readonly size: Readonly<Record<string, number>>
  /** Units of work, for time per unit. */
  readonly units: { readonly count: number; readonly name: string }
  setup(): C
  run(context: C): unknown
  /** Throws when the result is wrong. */
  check(result: unknown, context: C): void
  /** The same work done another way, timed in turns with the case. */
  readonly baseline?: { readonly name: string; run(context: C): unknown }
  /** The ratio baseline ÷ case that is promised, or case ÷ baseline at most. */
  readonly promise?: { readonly atLeast?: number; readonly atMost?: number }
}

export interface CaseReport {
  readonly name: string
  readonly size: Readonly<Record<string, number>>
  readonly rounds: number
  /** Milliseconds. */
  readonly median: number
  readonly low: number
  readonly high: number
  readonly perUnit: string
  readonly baseline?: { readonly name: string; readonly median: number; readonly ratio: number; readonly low: number; readonly high: number }
  readonly promise?: string
  readonly kept?: boolean
}

function clock(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function quantile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(p * (sorted.length - 1))))]!
}

/** Times one case for about `budget` milliseconds, at least five rounds. */
export function measure<C>(bench: BenchCase<C>, budget: number): CaseReport {
  const context = bench.setup()
  bench.check(bench.run(context), context)
  const times: number[] = []
  const others: number[] = []
  const ratios: number[] = []
  const end = performance.now() + budget
  for (let round = 0; round < 5 || (performance.now() < end && round < 200); round++) {
    const own = (): number => clock(() => bench.run(context))
    const other = (): number => (bench.baseline === undefined ? 0 : clock(() => bench.baseline!.run(context)))
    // A, B, then B, A: a drift of the machine's speed falls on both alike.
    const [mine, theirs] = round % 2 === 0 ? [own(), other()] : [other(), own()].toReversed()
    times.push(mine!)
    others.push(theirs!)
    ratios.push(theirs! / mine!)
  }
  for (const list of [times, others, ratios]) list.sort((a, b) => a - b)
  const median = quantile(times, 0.5)
  const ratio = quantile(ratios, 0.5)
  const { promise } = bench
  return {
    name: bench.name,
    size: bench.size,
    rounds: times.length,
    median,
    low: quantile(times, 0.1),
    high: quantile(times, 0.9),
    perUnit: perUnit(median, bench.units),
    ...(bench.baseline === undefined ? {} : { baseline: { name: bench.baseline.name, median: quantile(others, 0.5), ratio, low: quantile(ratios, 0.1), high: quantile(ratios, 0.9) } }),
    ...(promise === undefined
      ? {}
      : promise.atLeast === undefined
        ? { promise: `at most ${promise.atMost} × ${bench.baseline!.name}`, kept: 1 / ratio <= promise.atMost! }
        : { promise: `at least ${promise.atLeast} × as fast as ${bench.baseline!.name}`, kept: ratio >= promise.atLeast }),
  }
}

function perUnit(milliseconds: number, units: BenchCase['units']): string {
  const nanoseconds = (milliseconds * 1e6) / units.count
  return nanoseconds < 1e4 ? `${nanoseconds.toFixed(1)} ns per ${units.name}` : `${(nanoseconds / 1e6).toFixed(2)} ms per ${units.name}`
}
