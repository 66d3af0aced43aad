// npm run bench:threads: the same groups of areas on one worker thread and on two, after checking that the results are the same bits.
// Runs are taken in turns and each pair gives a ratio, so that what else the machine does falls on both; the load is printed beside them.

import { availableParallelism, loadavg } from 'node:os'

import { mergeSummaries } from 'school-places'
import { Tinypool } from 'tinypool'

import { prepare, taskOf } from '../examples/country/prepare'
import { bitsOf } from '../examples/country/shard-files'
import { statistics } from '../examples/country/simulate-shard'
import type { CountrySummaries } from '../examples/country/simulate-shard'
import { countryTables, origin } from '../examples/data/country'

const small = process.argv.includes('--small')
const [areas, draws, groups, rounds] = small ? [48, 50, 8, 3] : [240, 200, 24, 7]
const bar = 1.7

process.stderr.write('  … estimating\n')
const prepared = prepare(countryTables(areas), { origin, horizon: 12 })
const tasks = Array.from({ length: groups }, (_, k) => taskOf(prepared, k, groups, draws))
const filename = new URL('../examples/country/worker.mjs', import.meta.url).href
const pools = [1, 2].map((threads) => new Tinypool({ filename, runtime: 'worker_threads', minThreads: threads, maxThreads: threads }))
const run = async (pool: Tinypool): Promise<CountrySummaries[]> => Promise.all(tasks.map((task) => pool.run(task) as Promise<CountrySummaries>))

// Twice each before the clock starts: every thread has compiled what it runs.
const results: string[] = []
for (const pool of [...pools, ...pools]) results.push(bitsOf(mergeSummaries(await run(pool), statistics, prepared.dataset.planningAreas)))
if (new Set(results).size !== 1) throw new Error('threads: one and two threads must give the same bits')

const times: (readonly [number, number])[] = []
for (let round = 0; round < rounds; round++) {
  process.stderr.write(`  … ${round + 1}/${rounds}\n`)
  const time = async (pool: Tinypool): Promise<number> => {
    const start = performance.now()
    await run(pool)
    return performance.now() - start
  }
  const [first, second] = round % 2 === 0 ? pools : pools.toReversed()
  const [a, b] = [await time(first!), await time(second!)]
  times.push(round % 2 === 0 ? [a, b] : [b, a])
}
await Promise.all(pools.map((pool) => pool.destroy()))

const middle = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
const ratios = times.map(([one, two]) => one / two)
const load = loadavg()[0]!
console.log(`threads: ${areas} areas × 15 grades × 12 years × ${draws} draws in ${groups} groups, same bits on one thread and on two`)
console.log(`one thread ${middle(times.map(([one]) => one)).toFixed(0)} ms, two ${middle(times.map(([, two]) => two)).toFixed(0)} ms; two are ${middle(ratios).toFixed(2)} × as fast (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)} in ${rounds} turns)`)
console.log(`asked for at least ${bar} × on an idle machine: ${middle(ratios) >= bar ? 'kept' : 'not kept in this run'}; load ${load.toFixed(1)} on ${availableParallelism()} processors`)
