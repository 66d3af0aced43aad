// npm run bench:threads [-- --pin]: the same groups of areas on one worker thread and on two, after checking that the results are the same bits.
// Runs are taken in turns and each pair gives a ratio, so that what else the machine does falls on both; the load is printed beside them.
// With --pin each worker is held on a processor of its own (taskset of Linux): some systems put busy threads on one processor to save the other.

import { spawnSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'

import { mergeSummaries } from 'school-places'
import { Tinypool } from 'tinypool'

import { readCommandLine } from '../examples/command-line'
import { prepare, taskOf } from '../examples/country/prepare'
import { bitsOf } from '../examples/country/shard-files'
import { statistics } from '../examples/country/simulate-shard'
import type { CountrySummaries } from '../examples/country/simulate-shard'
import { countryTables, origin } from '../examples/data/country'

const { small = false, pin: pinned = false } = readCommandLine('npm run bench:threads -- [--small] [--pin]', { small: { type: 'boolean' }, pin: { type: 'boolean' } }).values
const [areas, draws, groups, rounds] = small ? [48, 50, 8, 3] : [960, 500, 48, 9]
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

/** Milliseconds. */
type Turn = readonly [one: number, two: number]
/** One thread and two, the one first and the other first by turns. */
async function takeTurn(round: number, work: (pool: Tinypool) => Promise<unknown>): Promise<Turn> {
  const time = async (pool: Tinypool): Promise<number> => {
    const start = performance.now()
    await work(pool)
    return performance.now() - start
  }
  const [first, second] = round % 2 === 0 ? pools : pools.toReversed()
  const [a, b] = [await time(first!), await time(second!)]
  return round % 2 === 0 ? [a, b] : [b, a]
}
// Beside each turn, one of plain arithmetic: processors that are halves of one, or lent to others, give two threads less than twice of one.
const arithmetic = async (pool: Tinypool): Promise<unknown> => Promise.all(tasks.map(() => pool.run(small ? 1e6 : 5e6, { name: 'arithmetic' })))
for (const pool of pools) await arithmetic(pool)
const turns: Turn[] = []
const plain: Turn[] = []
for (let round = 0; round < rounds; round++) {
  process.stderr.write(`  … ${round + 1}/${rounds}\n`)
  turns.push(await takeTurn(round, run))
  plain.push(await takeTurn(round, arithmetic))
}
await Promise.all(pools.map((pool) => pool.destroy()))

const middle = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
const ratiosOf = (list: readonly Turn[]): readonly number[] => list.map(([one, two]) => one / two)
const [ratios, given] = [ratiosOf(turns), middle(ratiosOf(plain))]
const own = middle(ratios)
const load = loadavg()[0]!
const shown = (list: readonly number[]): string => `${middle(list).toFixed(2)} × as fast (${Math.min(...list).toFixed(2)}–${Math.max(...list).toFixed(2)} in ${rounds} turns)`
console.log(`threads: ${areas} areas × 15 grades × 12 years × ${draws} draws in ${groups} groups, same bits on one thread and on two${pinned ? ', each worker held on a processor of its own' : ''}`)
console.log(`one thread ${middle(turns.map(([one]) => one)).toFixed(0)} ms, two ${middle(turns.map(([, two]) => two)).toFixed(0)} ms; two are ${shown(ratios)}`)
console.log(`plain arithmetic on the same threads: two are ${shown(ratiosOf(plain))}; of what the machine gives, ${((100 * own) / given).toFixed(0)} % is used; load ${load.toFixed(1)} on ${availableParallelism()} processors`)
console.log(`asked for at least ${bar} × on an idle machine: ${own >= bar ? 'kept' : given < 1.9 ? `not kept in this run; the machine gave plain arithmetic no more than ${given.toFixed(2)} ×` : 'not kept'}`)
