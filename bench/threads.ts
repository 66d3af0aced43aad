// npm run bench:threads [-- --pin]: the same groups of areas on one worker thread and on two, after checking that the results are the same bits.
// Runs are taken in turns and each pair gives a ratio, so that what else the machine does falls on both; the load is printed beside them.
// With --pin each worker is held on a processor of its own (taskset of Linux): some systems put busy threads on one processor to save the other.

import { spawnSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'

import { mergeSummaries } from 'school-places'
import { Tinypool } from 'tinypool'

import { prepare, taskOf } from '../examples/country/prepare'
import { bitsOf } from '../examples/country/shard-files'
import { statistics } from '../examples/country/simulate-shard'
import type { CountrySummaries } from '../examples/country/simulate-shard'
import { countryTables, origin } from '../examples/data/country'

const small = process.argv.includes('--small')
const pinned = process.argv.includes('--pin')
const [areas, draws, groups, rounds] = small ? [48, 50, 8, 3] : [480, 500, 24, 9]
const bar = 1.7

process.stderr.write('  … estimating\n')
const prepared = prepare(countryTables(areas), { origin, horizon: 12 })
const tasks = Array.from({ length: groups }, (_, k) => taskOf(prepared, k, groups, draws))
const filename = new URL('threads-worker.mjs', import.meta.url).href
const pools = [1, 2].map((threads) => new Tinypool({ filename, runtime: 'worker_threads', minThreads: threads, maxThreads: threads }))
const run = async (pool: Tinypool): Promise<CountrySummaries[]> => Promise.all(tasks.map((task) => pool.run(task) as Promise<CountrySummaries>))

for (const pool of pinned ? pools : []) {
  const numbers = await Promise.all(pool.threads.map(() => pool.run(undefined, { name: 'threadNumber' }) as Promise<number>))
  if (new Set(numbers).size < numbers.length) throw new Error('threads: one worker answered for two')
  numbers.forEach((number, k) => {
    const { status, error, stderr } = spawnSync('taskset', ['-cp', String(k % availableParallelism()), String(number)], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`threads: a worker could not be held on a processor: ${error?.message ?? stderr}`)
  })
}

// Twice each before the clock starts: every thread has compiled what it runs.
const results: string[] = []
for (const pool of [...pools, ...pools]) results.push(bitsOf(mergeSummaries(await run(pool), statistics, prepared.dataset.planningAreas)))
if (new Set(results).size !== 1) throw new Error('threads: one and two threads must give the same bits')

interface Spent {
  readonly wall: number
  /** Of all threads together: two threads cannot be faster than 2 × one's ÷ two's. */
  readonly processor: number
}
const turns: (readonly [Spent, Spent])[] = []
for (let round = 0; round < rounds; round++) {
  process.stderr.write(`  … ${round + 1}/${rounds}\n`)
  const time = async (pool: Tinypool): Promise<Spent> => {
    const [start, before] = [performance.now(), process.cpuUsage()]
    await run(pool)
    const { user, system } = process.cpuUsage(before)
    return { wall: performance.now() - start, processor: (user + system) / 1e3 }
  }
  const [first, second] = round % 2 === 0 ? pools : pools.toReversed()
  const [a, b] = [await time(first!), await time(second!)]
  turns.push(round % 2 === 0 ? [a, b] : [b, a])
}
await Promise.all(pools.map((pool) => pool.destroy()))

const middle = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
const ratios = turns.map(([one, two]) => one.wall / two.wall)
const ceiling = 2 * middle(turns.map(([one, two]) => one.processor / two.processor))
const load = loadavg()[0]!
console.log(`threads: ${areas} areas × 15 grades × 12 years × ${draws} draws in ${groups} groups, same bits on one thread and on two${pinned ? ', each worker held on a processor of its own' : ''}`)
console.log(`one thread ${middle(turns.map(([one]) => one.wall)).toFixed(0)} ms, two ${middle(turns.map(([, two]) => two.wall)).toFixed(0)} ms; two are ${middle(ratios).toFixed(2)} × as fast (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)} in ${rounds} turns)`)
console.log(`by the processor time spent they could be ${ceiling.toFixed(2)} × as fast; load ${load.toFixed(1)} on ${availableParallelism()} processors`)
console.log(`asked for at least ${bar} × on an idle machine: ${middle(ratios) >= bar ? 'kept' : `not kept in this run${load > availableParallelism() ? ', which had to share the processors' : ''}`}`)
